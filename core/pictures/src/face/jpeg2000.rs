//! JPEG 2000, as a file (ISO/IEC 15444-1 Annex I) and as a bare codestream (Annex A).

use super::pixels::{Pixels, Samples};
use super::{Decoded, boxes, codestream, malformed};
use crate::{Error, Limits};
use doc9303::lds::ImageFormat;
use hayro_jpeg2000::{ColorSpace, DecodeError, DecodeSettings, DecoderContext, Image};

const STRUCTURE: &str = "JPEG 2000";

/// Decodes a file, whose header of the image must say what its codestream says.
pub(super) fn decode_file(bytes: &[u8], limits: &Limits) -> Result<Decoded, Error> {
    let about = boxes::read(bytes)?;
    if codestream::examine(about.codestream, limits)? != about.size {
        return Err(malformed("JP2", "the header of the image has another size than the codestream"));
    }
    strictly_or_leniently(bytes, ImageFormat::Jp2)
}

/// Decodes a bare codestream, as Chinese documents have it.
pub(super) fn decode_codestream(bytes: &[u8], limits: &Limits) -> Result<Decoded, Error> {
    codestream::examine(bytes, limits)?;
    strictly_or_leniently(bytes, ImageFormat::Jpeg2000Codestream)
}

fn strictly_or_leniently(bytes: &[u8], format: ImageFormat) -> Result<Decoded, Error> {
    match decode(bytes, format, true) {
        Ok(pixels) => Ok((pixels?, None)),
        Err(strict) => match decode(bytes, format, false) {
            Ok(pixels) => Ok((pixels?, Some(fault(strict)))),
            Err(lenient) => Err(malformed(STRUCTURE, fault(lenient))),
        },
    }
}

/// The pixels, or why they cannot be had from what was decoded.
fn decode(bytes: &[u8], format: ImageFormat, strict: bool) -> Result<Result<Pixels, Error>, DecodeError> {
    let settings = DecodeSettings { strict, ..DecodeSettings::default() };
    let image = Image::new(bytes, &settings)?;
    let mut context = DecoderContext::default();
    let decoded = image.decode(&mut context)?;
    let kind = match (decoded.components().len(), image.has_alpha()) {
        (1, false) => Some(Samples::Grey),
        (2, true) => Some(Samples::GreyAndOpacity),
        (3, false) => Some(Samples::Rgb),
        (4, true) => Some(Samples::RgbAndOpacity),
        // A codestream does not say what its components are; of four, the last is opacity to everybody.
        (4, false) if format == ImageFormat::Jpeg2000Codestream => Some(Samples::RgbAndOpacity),
        _ => None,
    };
    let pixels = kind
        .filter(|_| !is_lab(image.color_space()))
        .and_then(|kind| Pixels::from_samples(image.width(), image.height(), decoded.data_u8(), kind));
    Ok(pixels.ok_or(malformed(STRUCTURE, "colours that no picture of a document has")))
}

/// Whether samples are those of CIELab, which no profile is applied to here.
fn is_lab(colours: &ColorSpace) -> bool {
    matches!(colours, ColorSpace::Icc { profile, .. } if profile.get(16..20) == Some(b"Lab "))
}

/// What is wrong, in the words of this crate.
fn fault(error: DecodeError) -> &'static str {
    match error {
        DecodeError::Format(_) => "a box is not as it must be",
        DecodeError::Marker(_) => "a marker is missing or not allowed",
        DecodeError::Tile(_) => "a tile is not as it must be",
        DecodeError::Validation(_) => "its headers contradict themselves",
        DecodeError::Decoding(_) => "its data do not decode",
        DecodeError::Color(_) => "its colours do not decode",
    }
}
