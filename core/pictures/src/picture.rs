//! A picture in greys, of whatever format its file has.

use crate::barcode::{Barcode, find};
use crate::{Error, ErrorKind, Limits};
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageDecoder, ImageError, ImageFormat, ImageReader};
use std::fmt;
use std::io::Cursor;

/// Bytes that a decoder may take for one pixel, its own buffers included.
const BYTES_A_PIXEL: u64 = 10;

/// A picture in greys.
#[derive(Clone)]
pub struct Picture {
    pub(crate) greys: GrayImage,
    most_barcodes: usize,
}

impl Picture {
    /// Reads a file; an animation by its first frame. Where the file says how the camera was held (EXIF), the picture is turned as it was seen.
    ///
    /// # Errors
    /// [`ErrorKind::NotAPicture`], [`ErrorKind::Malformed`], or [`ErrorKind::Limit`].
    ///
    /// ```
    /// use doc9303_pictures::{ErrorKind, Limits, Picture};
    /// let lies = b"P5 99999 99999 255 ";
    /// assert_eq!(Picture::read(lies, &Limits::DEFAULT).unwrap_err().kind(), ErrorKind::Limit);
    /// ```
    pub fn read(bytes: &[u8], limits: &Limits) -> Result<Picture, Error> {
        if bytes.len() > limits.bytes {
            return Err(Error::new(ErrorKind::Limit, "picture", "more bytes than are read"));
        }
        let format = format_of(bytes).ok_or(NO_PICTURE)?;
        let picture = decoded(bytes, format, limits)?;
        Ok(Picture { greys: on_white(picture), most_barcodes: limits.barcodes })
    }

    /// A picture of bytes from black (0) to white (255), row by row, as cameras give them. `None` if there are not as many as
    /// the size says, or none.
    ///
    /// ```
    /// use doc9303_pictures::Picture;
    /// assert!(Picture::from_greys(2, 2, vec![0, 255, 255, 0]).is_some_and(|picture| picture.barcodes().is_empty()));
    /// assert!(Picture::from_greys(2, 2, vec![0]).is_none());
    /// ```
    pub fn from_greys(width: u32, height: u32, greys: Vec<u8>) -> Option<Picture> {
        let is_of_size = usize::try_from(u64::from(width) * u64::from(height)).ok() == Some(greys.len());
        let greys =
            GrayImage::from_raw(width, height, greys).filter(|_| is_of_size && width > 0 && height > 0)?;
        Some(Picture { greys, most_barcodes: Limits::DEFAULT.barcodes })
    }

    /// Whether a file begins as a picture that is read.
    ///
    /// ```
    /// use doc9303_pictures::Picture;
    /// assert!(Picture::is_picture(b"\x89PNG\r\n\x1A\n"));
    /// assert!(!Picture::is_picture(b"RDB1B"));
    /// ```
    pub fn is_picture(bytes: &[u8]) -> bool {
        format_of(bytes).is_some()
    }

    /// Width and height in pixels.
    ///
    /// ```
    /// use doc9303_pictures::Picture;
    /// assert_eq!(Picture::from_greys(2, 1, vec![0, 255]).map(|picture| picture.size()), Some((2, 1)));
    /// ```
    pub fn size(&self) -> (u32, u32) {
        self.greys.dimensions()
    }

    /// The barcodes in the picture, each once. Further passes look for what is small, blurred, noisy or turned, until one has
    /// found any.
    pub fn barcodes(&self) -> Vec<Barcode> {
        self.barcodes_until(|_| true)
    }

    /// As [`barcodes`](Self::barcodes), with passes until one has found a barcode that is wanted: who looks for a seal goes on
    /// after an advertisement was found.
    ///
    /// ```
    /// use doc9303_pictures::{Limits, Picture};
    /// let file = include_bytes!("../../../fixtures/pictures/G00-visa.datamatrix.shaded.png");
    /// let picture = Picture::read(file, &Limits::DEFAULT)?;
    /// let is_seal = |bytes: &[u8]| bytes.starts_with(&[0xDC]);
    /// let found = picture.barcodes_until(|barcode| barcode.bytes().is_ok_and(is_seal));
    /// assert_eq!(found.len(), 1);
    /// # Ok::<(), doc9303_pictures::Error>(())
    /// ```
    pub fn barcodes_until(&self, is_wanted: impl Fn(&Barcode) -> bool) -> Vec<Barcode> {
        find(&self.greys, self.most_barcodes, &is_wanted)
    }

    /// The machine readable zones in the picture, in any direction; what looks most like one is first. None is a clear answer: nothing in the
    /// picture reads as a zone.
    ///
    /// ```
    /// use doc9303_pictures::{Limits, Picture};
    /// let picture = Picture::read(include_bytes!("../../../fixtures/mrz_image/pages/0001-clean.jpg"), &Limits::DEFAULT)?;
    /// let [zone] = &picture.zones()[..] else { panic!("one zone") };
    /// assert!(zone.is_sure());
    /// assert_eq!(zone.mrz().format().as_str(), "TD3");
    /// # Ok::<(), doc9303_pictures::Error>(())
    /// ```
    #[cfg(feature = "zone")]
    pub fn zones(&self) -> Vec<crate::Zone> {
        crate::zone::find(&self.greys)
    }

    /// The picture in greys with the outlines of zones, green where they are sure, as a PNG to be looked at.
    ///
    /// ```
    /// use doc9303_pictures::Picture;
    /// let picture = Picture::from_greys(2, 2, vec![0, 255, 255, 0]).unwrap();
    /// assert!(Picture::is_picture(&picture.outlined(&picture.zones())));
    /// ```
    #[cfg(feature = "zone")]
    pub fn outlined(&self, zones: &[crate::Zone]) -> Vec<u8> {
        crate::zone::outlined(&self.greys, zones)
    }

    /// The barcodes that begin as a seal does, well-formed or not; among other barcodes they are looked for in further passes.
    ///
    /// ```
    /// use doc9303_pictures::{Limits, Picture};
    /// let file = include_bytes!("../../../fixtures/pictures/G00-visa.datamatrix.shaded.png");
    /// assert_eq!(Picture::read(file, &Limits::DEFAULT)?.seals().len(), 1);
    /// # Ok::<(), doc9303_pictures::Error>(())
    /// ```
    #[cfg(feature = "seal")]
    pub fn seals(&self) -> Vec<Barcode> {
        use doc9303_seal::{ErrorKind as Kind, Limits as Bounds, Seal};
        let is_seal = |barcode: &Barcode| {
            let read = barcode.bytes().map(|bytes| Seal::read(bytes, &Bounds::DEFAULT));
            read.is_ok_and(|seal| {
                !seal.is_err_and(|error| matches!(error.kind(), Kind::NotASeal | Kind::Empty))
            })
        };
        let mut found = self.barcodes_until(is_seal);
        found.retain(is_seal);
        found
    }
}

impl fmt::Debug for Picture {
    /// The size, and nothing of what is seen.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Picture").field("size", &self.size()).finish_non_exhaustive()
    }
}

pub(crate) const NO_PICTURE: Error =
    Error::new(ErrorKind::NotAPicture, "picture", "begins as no format that is read");

/// The format by the first bytes; that of a portable map needs a letter more than its magic, since text may begin so.
fn format_of(bytes: &[u8]) -> Option<ImageFormat> {
    let format = image::guess_format(bytes).ok().filter(ImageFormat::reading_enabled)?;
    let is_map = || matches!(bytes, [b'P', b'1'..=b'7', space, ..] if space.is_ascii_whitespace());
    (format != ImageFormat::Pnm || is_map()).then_some(format)
}

/// A file of this format in its own colours, turned as it says.
pub(crate) fn decoded(bytes: &[u8], format: ImageFormat, limits: &Limits) -> Result<DynamicImage, Error> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut bounds = image::Limits::no_limits();
    bounds.max_alloc = Some(u64::from(limits.pixels) * BYTES_A_PIXEL);
    reader.limits(bounds);
    let mut decoder = reader.into_decoder().map_err(|error| error_of(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > u64::from(limits.pixels) {
        return Err(Error::new(ErrorKind::Limit, "picture", "more pixels than are read"));
    }
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| error_of(&error))?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn error_of(error: &ImageError) -> Error {
    match error {
        ImageError::Limits(_) => Error::new(ErrorKind::Limit, "picture", "more memory than is taken"),
        _ => Error::new(ErrorKind::Malformed, "picture", "does not decode"),
    }
}

/// What is transparent is seen on white paper.
fn on_white(picture: DynamicImage) -> GrayImage {
    if !picture.color().has_alpha() {
        return picture.into_luma8();
    }
    let mut cells = picture.into_luma_alpha8();
    for cell in cells.pixels_mut() {
        let [grey, opacity] = cell.0;
        cell.0 = [on_paper(grey, opacity), 255];
    }
    DynamicImage::ImageLumaA8(cells).into_luma8()
}

/// How light a colour of this opacity is on white paper.
pub(crate) fn on_paper(light: u8, opacity: u8) -> u8 {
    let [light, opacity] = [light, opacity].map(u16::from);
    u8::try_from((light * opacity + 255 * (255 - opacity)) / 255).unwrap_or(255)
}
