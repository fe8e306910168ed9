//! DG5 and DG7 (Doc 9303-10 §4.7.5, §4.7.7): displayed portrait and signature or usual mark.

use super::com::counter;
use super::{FileId, ImageFormat};
use crate::DataGroup;
use crate::asn1::{Reader, Tag};
use crate::{Error, Limits};

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
        Images::read(DataGroup::DG5, bytes, &Limits::DEFAULT)
    }

    /// Reads DG7, the whole file.
    ///
    /// # Errors
    /// If the bytes are not of this kind: the code says what is wrong, the place where.
    pub fn parse_dg7(bytes: &'a [u8]) -> Result<Self, Error> {
        Images::read(DataGroup::DG7, bytes, &Limits::DEFAULT)
    }

    /// Reads DG5, or else DG7.
    pub(crate) fn read(data_group: DataGroup, bytes: &'a [u8], limits: &Limits) -> Result<Self, Error> {
        let image: Tag = if data_group == DataGroup::DG5 { 0x5F40 } else { 0x5F43 };
        let mut reader = FileId::Dg(data_group).open_within(bytes, limits)?.element.reader();
        counter(&mut reader)?;
        let elements = reader.each(Reader::read)?;
        let images = elements.iter().filter(|element| element.tag() == image);
        Ok(Images(images.map(|element| element.content()).collect()))
    }

    /// The bytes of each image with its format by its first bytes.
    pub fn iter(&self) -> impl Iterator<Item = (&'a [u8], Option<ImageFormat>)> {
        self.0.iter().map(|image| (*image, ImageFormat::of(image)))
    }
}
