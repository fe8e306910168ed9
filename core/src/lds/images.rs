//! DG5 and DG7 (Doc 9303-10 §4.7.5, §4.7.7): displayed portrait and signature or usual mark.

use super::com::counter;
use super::{FileId, ImageFormat};
use crate::DataGroup;
use crate::asn1::{ErrorAt, Tag};
use crate::{Code, Error, Limits};

/// Images that are meant to be shown.
///
/// ```
/// use doc9303::lds::{ImageFormat, Images};
/// let signature = Images::parse_dg7(b"\x67\x0A\x02\x01\x01\x5F\x43\x04\xFF\xD8\xFF\xE0")?;
/// assert_eq!(signature.iter().next().unwrap().1, Some(ImageFormat::Jpeg));
/// # Ok::<(), doc9303::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Images<'a>(Vec<&'a [u8]>);

impl<'a> Images<'a> {
    /// Reads DG5, the whole file.
    ///
    /// # Errors
    /// If the bytes are not of this kind: the code says what is wrong, the place where.
    pub fn parse_dg5(bytes: &'a [u8]) -> Result<Self, Error> {
        Images::read(FileId::Dg(DataGroup::DG5), 0x5F40, bytes)
    }

    /// Reads DG7, the whole file.
    ///
    /// # Errors
    /// If the bytes are not of this kind: the code says what is wrong, the place where.
    pub fn parse_dg7(bytes: &'a [u8]) -> Result<Self, Error> {
        Images::read(FileId::Dg(DataGroup::DG7), 0x5F43, bytes)
    }

    fn read(file: FileId, image: Tag, bytes: &'a [u8]) -> Result<Self, Error> {
        let mut reader = file.open(bytes)?.element.reader();
        counter(&mut reader)?;
        let mut images = Vec::new();
        while !reader.is_empty() {
            let element = reader.read()?;
            if element.tag() != image {
                continue;
            }
            if images.len() >= Limits::DEFAULT.elements {
                return Err(element.error(Code::LimitCount, "too many images"));
            }
            images.push(element.content());
        }
        Ok(Images(images))
    }

    /// The bytes of each image with its format by its first bytes.
    pub fn iter(&self) -> impl Iterator<Item = (&'a [u8], Option<ImageFormat>)> {
        self.0.iter().map(|image| (*image, ImageFormat::of(image)))
    }
}
