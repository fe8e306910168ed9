//! JPEG (ITU-T T.81), with what EXIF says of its direction: DG7 has some from cameras.

use super::fields::short;
use super::pixels::{Pixels, Samples};
use super::{Decoded, malformed, within};
use crate::{Error, ErrorKind, Limits};
use image::metadata::Orientation;
use image::{DynamicImage, RgbImage};
use zune_jpeg::JpegDecoder;
use zune_jpeg::errors::DecodeErrors;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

const STRUCTURE: &str = "JPEG";
/// The marker of the end (Table B.1).
const END: &[u8] = &[0xFF, 0xD9];

/// Decodes strictly, or else leniently. A file without its end is decoded if its data go as far as the last row of blocks.
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<Decoded, Error> {
    let has_end = has_end(bytes);
    match pixels(bytes, limits, true) {
        Ok(pixels) => Ok((pixels, (!has_end).then_some("its end is not marked"))),
        Err(error) if error.kind() == ErrorKind::Limit => Err(error),
        Err(_) if !has_end => Err(malformed(STRUCTURE, "it ends before its data do")),
        Err(_) => Ok((pixels(bytes, limits, false)?, Some("a segment or its data are not as they must be"))),
    }
}

fn pixels(bytes: &[u8], limits: &Limits, strict: bool) -> Result<Pixels, Error> {
    let broken = |_: DecodeErrors| malformed(STRUCTURE, "it does not decode");
    let options = DecoderOptions::default()
        .set_strict_mode(strict)
        .set_max_width(usize::MAX)
        .set_max_height(usize::MAX);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(broken)?;
    let no_size = malformed(STRUCTURE, "a size without a pixel");
    let info = decoder.info().ok_or(no_size)?;
    within(info.width.into(), info.height.into(), limits)?;
    let (colours, kind) = match decoder.input_colorspace() {
        Some(ColorSpace::Luma) => (ColorSpace::Luma, Samples::Grey),
        _ => (ColorSpace::RGB, Samples::Rgb),
    };
    decoder.set_options(options.jpeg_set_out_colorspace(colours));
    let samples = decoder.decode().map_err(broken)?;
    let pixels = Pixels::from_samples(info.width.into(), info.height.into(), samples, kind).ok_or(no_size)?;
    let orientation = decoder.exif().and_then(|exif| Orientation::from_exif_chunk(exif));
    Ok(turned(pixels, orientation.unwrap_or(Orientation::NoTransforms)))
}

fn turned(pixels: Pixels, orientation: Orientation) -> Pixels {
    if orientation == Orientation::NoTransforms {
        return pixels;
    }
    let image = RgbImage::from_raw(pixels.width, pixels.height, pixels.rgb).unwrap_or_default();
    let mut picture = DynamicImage::ImageRgb8(image);
    picture.apply_orientation(orientation);
    Pixels::of(picture)
}

/// Whether an end is marked behind the start of the data: what stands before may hold a whole picture, as EXIF does.
fn has_end(bytes: &[u8]) -> bool {
    data(bytes).is_some_and(|data| data.windows(2).any(|pair| pair == END))
}

/// What stands behind the first start of a scan (B.2.3).
fn data(bytes: &[u8]) -> Option<&[u8]> {
    let mut rest = bytes.get(2..)?;
    loop {
        rest = match rest {
            [0xFF, 0xDA, after @ ..] => return Some(after),
            // Markers without a segment.
            [0xFF, 0x01 | 0xD0..=0xD7, after @ ..] => after,
            [0xFF, 0x02..=0xFE, after @ ..] => after.get(usize::from(short(after, 0)?.max(2))..)?,
            // Fill bytes before a marker, and what strict reading refuses.
            [_, after @ ..] => after,
            [] => return None,
        };
    }
}
