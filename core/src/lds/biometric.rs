//! DG2 (Doc 9303-10 §4.5.6, §4.7.2): the CBEFF container with face records of ISO/IEC 19794-5 or ISO/IEC 39794-5.

use super::FileId;
use super::com::counter;
use crate::DataGroup;
use crate::asn1::{Element, ErrorAt, Reader, Tag, tag};
use crate::{Code, Error, Limits};

const GROUP: Tag = 0x7F61;
const TEMPLATE: Tag = 0x7F60;
const RECORD_19794: Tag = 0x5F2E;
const RECORD_39794: Tag = 0x7F2E;
const STRUCTURE: &str = "EF.DG2";

/// One biometric information template of DG2.
///
/// ```
/// use doc9303::lds::{FaceRecord, ImageFormat};
/// # let dg2 = std::fs::read("examples/passport/chip/EF.DG2").unwrap();
/// let records = FaceRecord::parse_dg2(&dg2)?;
/// assert_eq!(records[0].faces[0].format, Some(ImageFormat::Jpeg));
/// # Ok::<(), doc9303::Error>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct FaceRecord<'a> {
    /// Which standard the record follows.
    pub standard: &'static str,
    /// The faces within; ICAO profiles allow one.
    pub faces: Vec<Face<'a>>,
    /// Whether a length in the record's header is not that of the record, as British and New Zealand documents have it.
    pub header_length_differs: bool,
}

/// A face image.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Face<'a> {
    /// The encoded image.
    pub image: &'a [u8],
    /// The format by the image's first bytes: the header's word is not always right.
    pub format: Option<ImageFormat>,
    /// Width in pixels by the header, 0 if not given.
    pub width: u32,
    /// Height in pixels by the header, 0 if not given.
    pub height: u32,
}

/// Image formats that documents use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ImageFormat {
    /// JPEG.
    Jpeg,
    /// JPEG 2000 in its file format.
    Jp2,
    /// A bare JPEG 2000 codestream.
    Jpeg2000Codestream,
    /// PNG, seen in DG7.
    Png,
}

impl ImageFormat {
    /// The name, such as `JPEG 2000`.
    pub const fn as_str(self) -> &'static str {
        match self {
            ImageFormat::Jpeg => "JPEG",
            ImageFormat::Jp2 => "JPEG 2000",
            ImageFormat::Jpeg2000Codestream => "JPEG 2000 codestream",
            ImageFormat::Png => "PNG",
        }
    }

    /// The format that the first bytes announce.
    pub fn of(image: &[u8]) -> Option<ImageFormat> {
        match image {
            [0xFF, 0xD8, 0xFF, ..] => Some(ImageFormat::Jpeg),
            [0, 0, 0, 0x0C, b'j', b'P', b' ', b' ', ..] => Some(ImageFormat::Jp2),
            [0xFF, 0x4F, 0xFF, 0x51, ..] => Some(ImageFormat::Jpeg2000Codestream),
            [0x89, b'P', b'N', b'G', ..] => Some(ImageFormat::Png),
            _ => None,
        }
    }
}

impl<'a> FaceRecord<'a> {
    /// Reads DG2, the whole file.
    ///
    /// # Errors
    /// If the bytes are not of this kind: the code says what is wrong, the place where.
    pub fn parse_dg2(bytes: &'a [u8]) -> Result<Vec<Self>, Error> {
        FaceRecord::parse_dg2_within(bytes, &Limits::DEFAULT)
    }

    pub(crate) fn parse_dg2_within(bytes: &'a [u8], limits: &Limits) -> Result<Vec<Self>, Error> {
        let mut outer = FileId::Dg(DataGroup::DG2).open_within(bytes, limits)?.element.reader();
        let mut group = outer.expect(GROUP)?.reader();
        counter(&mut group)?;
        let mut records = Vec::new();
        while let Some(template) = group.optional(TEMPLATE)? {
            for element in template.reader().each(Reader::read)? {
                if records.len() >= limits.elements {
                    return Err(element.error(Code::LimitCount, "more face records than the limit"));
                }
                match element.tag() {
                    RECORD_19794 => records.push(iso_19794(element)?),
                    RECORD_39794 => records.push(iso_39794(element)?),
                    _ => {}
                }
            }
        }
        Ok(records)
    }
}

/// ISO/IEC 19794-5:2005 §5: facial record header, then for each face information, feature points, image.
fn iso_19794(element: Element<'_>) -> Result<FaceRecord<'_>, Error> {
    let record = element.content();
    let start = element.content_range().start;
    if ImageFormat::of(record).is_some() {
        // Early samples hold the image without any header.
        let face = Face { image: record, format: ImageFormat::of(record), width: 0, height: 0 };
        return Ok(FaceRecord {
            standard: "ISO/IEC 19794-5",
            faces: vec![face],
            header_length_differs: true,
        });
    }
    let mut fields = Fields { bytes: record, at: 0, start };
    if fields.take(8)? != b"FAC\x00010\x00" {
        return Err(fields.error("not a face record"));
    }
    let length = fields.number(4)?;
    let count = fields.number(2)?;
    if usize::try_from(count).is_ok_and(|count| count > element.reader().bounds().elements) {
        return Err(Error::at(Code::LimitCount, STRUCTURE, start, "more faces than the limit"));
    }
    let faces = (0..count).map(|_| face(&mut fields)).collect::<Result<_, Error>>()?;
    let header_length_differs = usize::try_from(length).ok() != Some(record.len());
    Ok(FaceRecord { standard: "ISO/IEC 19794-5", faces, header_length_differs })
}

fn face<'a>(fields: &mut Fields<'a>) -> Result<Face<'a>, Error> {
    let block_length = fields.number(4)?;
    let points = fields.number(2)?;
    // Gender to pose uncertainty: 14 bytes; each feature point: 8.
    fields.take(14)?;
    fields.take(usize::try_from(points).unwrap_or(usize::MAX).saturating_mul(8))?;
    fields.take(2)?;
    let (width, height) = (fields.number(2)?, fields.number(2)?);
    fields.take(6)?;
    let head = 32_usize.saturating_add(usize::try_from(points).unwrap_or(usize::MAX).saturating_mul(8));
    let announced = usize::try_from(block_length).unwrap_or(usize::MAX).checked_sub(head);
    let announced = announced.ok_or_else(|| fields.error("face block shorter than its header"))?;
    // Lengths off by up to eight bytes occur; more would be another record's bytes.
    let rest = fields.bytes.len().saturating_sub(fields.at);
    let length = match announced.checked_sub(rest) {
        None if rest - announced <= 8 => rest,
        None => announced,
        Some(0..=8) => rest,
        Some(_) => return Err(fields.error("face image longer than the file")),
    };
    let image = fields.take(length)?;
    Ok(Face { image, format: ImageFormat::of(image), width, height })
}

/// ISO/IEC 39794-5 in the ICAO profile: one representation with a two-dimensional image.
fn iso_39794(element: Element<'_>) -> Result<FaceRecord<'_>, Error> {
    const BLOCK: Tag = 0x65;
    let mut outer = element.reader();
    // A template A1 may wrap the block.
    let block = match outer.optional(tag::context(1))? {
        Some(wrapper) => wrapper.reader().expect(BLOCK)?,
        None => outer.expect(BLOCK)?,
    };
    let representations = child(block, tag::context(1))?;
    let faces = representations.reader().each(|reader| {
        let representation = reader.expect(tag::SEQUENCE)?;
        let image = child(child(child(representation, tag::context(1))?, tag::context(0))?, tag::context(0))?;
        let data = child(image, tag::context_primitive(0))?.content();
        let size = child(image, tag::context(1)).and_then(|information| child(information, tag::context(7)));
        let side = |number: u8| -> u32 {
            let value = size.as_ref().ok().and_then(|size| child(*size, tag::context_primitive(number)).ok());
            value
                .and_then(|value| value.small_integer().ok())
                .and_then(|value| u32::try_from(value).ok())
                .unwrap_or(0)
        };
        Ok::<_, Error>(Face { image: data, format: ImageFormat::of(data), width: side(0), height: side(1) })
    })?;
    Ok(FaceRecord { standard: "ISO/IEC 39794-5", faces, header_length_differs: false })
}

/// The first child of this tag.
fn child(parent: Element<'_>, wanted: Tag) -> Result<Element<'_>, Error> {
    let mut reader: Reader<'_> = parent.reader();
    while !reader.is_empty() {
        let element = reader.read()?;
        if element.tag() == wanted {
            return Ok(element);
        }
    }
    Err(parent.error(Code::FileMalformed, "an element of the face record is missing"))
}

/// Fixed-width big-endian fields, each checked against what is there.
struct Fields<'a> {
    bytes: &'a [u8],
    at: usize,
    start: usize,
}

impl<'a> Fields<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], Error> {
        let end = self.at.saturating_add(count);
        let taken = self.bytes.get(self.at..end).ok_or_else(|| self.error("face record is cut off"))?;
        self.at = end;
        Ok(taken)
    }

    fn number(&mut self, octets: usize) -> Result<u32, Error> {
        Ok(self.take(octets)?.iter().fold(0, |value, octet| (value << 8) | u32::from(*octet)))
    }

    fn error(&self, detail: &'static str) -> Error {
        Error::at(Code::FileMalformed, STRUCTURE, self.start.saturating_add(self.at), detail)
    }
}
