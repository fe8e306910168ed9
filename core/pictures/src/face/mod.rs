//! Pictures of a chip in their colours: DG2, DG5 and DG7 (Doc 9303-10 §4.7), and faces in seals.

mod boxes;
mod codestream;
mod fields;
mod jpeg;
mod jpeg2000;
mod pixels;

use crate::picture::{NO_PICTURE, decoded};
use crate::{Error, ErrorKind, Limits};
use doc9303::lds::ImageFormat;
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use pixels::Pixels;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A picture in red, green and blue.
///
/// ```
/// use doc9303::lds::{FaceRecord, ImageFormat};
/// use doc9303_pictures::{Image, Limits};
/// let dg2 = include_bytes!("../../../../fixtures/vectors/passport/chip/EF.DG2");
/// let records = FaceRecord::parse_dg2(dg2).unwrap();
/// let face = Image::decode(records[0].faces[0].image, &Limits::FACE)?;
/// assert_eq!((face.size(), face.format(), face.deviation()), ((120, 160), ImageFormat::Jpeg, None));
/// assert_eq!(face.rgb().len(), 120 * 160 * 3);
/// # Ok::<(), doc9303_pictures::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Image {
    pixels: Pixels,
    format: ImageFormat,
    deviation: Option<&'static str>,
}

/// What a decoder gives: the pixels, and what strict reading found wrong with a file that is read all the same.
type Decoded = (Pixels, Option<&'static str>);

impl Image {
    /// Decodes JPEG, JPEG 2000 (file or codestream) or PNG; the first bytes say which. A file is read strictly, and leniently if that fails.
    ///
    /// Grey becomes as much red, green and blue; what is transparent is seen on white. Pictures are turned as they say (EXIF). Profiles of
    /// colour are not applied.
    ///
    /// # Errors
    /// - [`ErrorKind::NotAPicture`] for another format.
    /// - [`ErrorKind::Limit`] if it is larger than `limits`, or would cost more than any picture of its size, before memory is taken.
    /// - [`ErrorKind::Malformed`] if it does not decode, ends before its data do, or contradicts itself about its size.
    ///
    /// ```
    /// use doc9303_pictures::{ErrorKind, Image, Limits};
    /// let face = include_bytes!("../../../../fixtures/faces/rgb.jp2");
    /// assert_eq!(Image::decode(face, &Limits::FACE)?.size(), (60, 80));
    /// let half = Image::decode(&face[..face.len() / 2], &Limits::FACE);
    /// assert_eq!(half.unwrap_err().kind(), ErrorKind::Malformed);
    /// # Ok::<(), doc9303_pictures::Error>(())
    /// ```
    pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Image, Error> {
        if bytes.len() > limits.bytes {
            return Err(Error::new(ErrorKind::Limit, "picture", "more bytes than are read"));
        }
        let format = ImageFormat::of(bytes).ok_or(NO_PICTURE)?;
        let decode = || match format {
            ImageFormat::Jpeg => jpeg::decode(bytes, limits),
            ImageFormat::Jp2 => jpeg2000::decode_file(bytes, limits),
            ImageFormat::Jpeg2000Codestream => jpeg2000::decode_codestream(bytes, limits),
            ImageFormat::Png => Ok((Pixels::of(decoded(bytes, image::ImageFormat::Png, limits)?), None)),
            _ => Err(NO_PICTURE),
        };
        let (pixels, deviation) = caught(decode)?;
        Ok(Image { pixels, format, deviation })
    }

    /// Width and height in pixels.
    pub fn size(&self) -> (u32, u32) {
        (self.pixels.width, self.pixels.height)
    }

    /// Red, green and blue of each pixel, row by row from the upper left.
    pub fn rgb(&self) -> &[u8] {
        &self.pixels.rgb
    }

    /// The format of the file.
    pub fn format(&self) -> ImageFormat {
        self.format
    }

    /// What strict reading found wrong, in English, if the file was read leniently: the picture may differ from what was encoded.
    ///
    /// ```
    /// use doc9303_pictures::{Image, Limits};
    /// let file = include_bytes!("../../../../fixtures/faces/codestream.j2k");
    /// let without_end = &file[..file.len() - 2];
    /// assert_eq!(Image::decode(without_end, &Limits::FACE)?.deviation(), Some("a marker is missing or not allowed"));
    /// # Ok::<(), doc9303_pictures::Error>(())
    /// ```
    pub fn deviation(&self) -> Option<&'static str> {
        self.deviation
    }

    /// The picture as a PNG, which everything shows.
    ///
    /// ```
    /// use doc9303_pictures::{Image, Limits};
    /// let face = Image::decode(include_bytes!("../../../../fixtures/faces/rgb.jp2"), &Limits::FACE)?;
    /// let again = Image::decode(&face.to_png(), &Limits::FACE)?;
    /// assert_eq!(again.rgb(), face.rgb());
    /// # Ok::<(), doc9303_pictures::Error>(())
    /// ```
    pub fn to_png(&self) -> Vec<u8> {
        let Pixels { width, height, rgb } = &self.pixels;
        let mut png = Vec::new();
        // Writing pixels of this size to memory cannot fail.
        let _ = PngEncoder::new(&mut png).write_image(rgb, *width, *height, ExtendedColorType::Rgb8);
        png
    }
}

impl fmt::Debug for Image {
    /// Size and format, and nothing of what is seen.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Image")
            .field("size", &self.size())
            .field("format", &self.format)
            .field("deviation", &self.deviation)
            .finish_non_exhaustive()
    }
}

/// An error in the place of a panic of a decoder. Where panics end the program there is none: WebAssembly's caller has a fresh instance.
fn caught(decode: impl FnOnce() -> Result<Decoded, Error>) -> Result<Decoded, Error> {
    let broken = Error::new(ErrorKind::Malformed, "picture", "its decoder breaks off");
    catch_unwind(AssertUnwindSafe(decode)).unwrap_or(Err(broken))
}

/// Whether so many pixels are read.
fn within(width: u64, height: u64, limits: &Limits) -> Result<(), Error> {
    if width.saturating_mul(height) > u64::from(limits.pixels) {
        return Err(Error::new(ErrorKind::Limit, "picture", "more pixels than are read"));
    }
    Ok(())
}

/// The error of a format that is not as its standard says.
const fn malformed(structure: &'static str, detail: &'static str) -> Error {
    Error::new(ErrorKind::Malformed, structure, detail)
}

#[cfg(test)]
mod tests {
    use super::{ErrorKind, caught};

    #[test]
    fn a_panic_of_a_decoder_is_an_error() {
        let error = caught(|| panic!("a decoder's own words")).err().unwrap();
        assert_eq!((error.kind(), error.detail()), (ErrorKind::Malformed, "its decoder breaks off"));
    }
}
