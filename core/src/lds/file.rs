//! Names and frames of the chip's files (Doc 9303-10 §3.11, §4, Table of tags).

use crate::asn1::{Element, ErrorAt, Tag, tag};
use crate::{Code, DataGroup, Error, Limits};
use core::fmt;

/// A file of the chip.
///
/// ```
/// use doc9303::{DataGroup, FileId};
/// assert_eq!("EF.DG2.bin".parse(), Ok(FileId::Dg(DataGroup::DG2)));
/// assert_eq!("EF_SOD.TLV".parse(), Ok(FileId::Sod));
/// assert_eq!(FileId::Dg(DataGroup::DG14).to_string(), "EF.DG14");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum FileId {
    /// EF.CardAccess: the access protocols, readable by everyone.
    CardAccess,
    /// EF.CardSecurity: signed security infos.
    CardSecurity,
    /// EF.COM: the list of data groups, unsigned.
    Com,
    /// EF.SOD: the Document Security Object.
    Sod,
    /// EF.DG1 to EF.DG16.
    Dg(DataGroup),
}

/// A file split into its outermost element and what follows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct File<'a> {
    /// The element that the file is.
    pub(crate) element: Element<'a>,
    /// Where zero padding begins, if some chip returned it.
    pub(crate) padding: Option<usize>,
}

impl FileId {
    /// Every file, in the order of a report.
    pub fn all() -> impl Iterator<Item = FileId> {
        [FileId::CardAccess, FileId::CardSecurity, FileId::Com, FileId::Sod]
            .into_iter()
            .chain(DataGroup::ALL.map(FileId::Dg))
    }

    /// The name in Doc 9303, such as `EF.DG1`.
    pub const fn as_str(self) -> &'static str {
        match self {
            FileId::CardAccess => "EF.CardAccess",
            FileId::CardSecurity => "EF.CardSecurity",
            FileId::Com => "EF.COM",
            FileId::Sod => "EF.SOD",
            FileId::Dg(data_group) => data_group.file_name(),
        }
    }

    /// The file's outermost tag.
    pub(crate) fn tag(self) -> Tag {
        match self {
            FileId::CardAccess => tag::SET,
            FileId::CardSecurity => tag::SEQUENCE,
            FileId::Com => 0x60,
            FileId::Sod => 0x77,
            FileId::Dg(data_group) => match data_group.number() {
                1 => 0x61,
                2 => 0x75,
                3 => 0x63,
                4 => 0x76,
                // DG5 to DG16 are numbered in order.
                number => 0x60 + Tag::from(number),
            },
        }
    }

    /// The data group whose file begins with this tag.
    pub(crate) fn data_group_of_tag(tag: Tag) -> Option<DataGroup> {
        DataGroup::ALL.into_iter().find(|data_group| FileId::Dg(*data_group).tag() == tag)
    }

    /// Splits the file into its element and padding. A file is one element; some chips return zeros behind it.
    ///
    /// # Errors
    /// `file.wrong_tag` if another file was handed over, `file.trailing_data` if more than zeros follows, `file.malformed` or a
    /// limit's code if the bytes are no element.
    pub(crate) fn open(self, bytes: &[u8]) -> Result<File<'_>, Error> {
        self.open_within(bytes, &Limits::DEFAULT)
    }

    /// As [`FileId::open`], within other limits than the default ones.
    pub(crate) fn open_within<'a>(self, bytes: &'a [u8], limits: &Limits) -> Result<File<'a>, Error> {
        let name = self.as_str();
        if bytes.len() > limits.file_size {
            return Err(Error::at(Code::LimitSize, name, 0, "larger than the limit for a file"));
        }
        let mut reader = limits.reader(bytes, name);
        match reader.peek() {
            Some(found) if found == self.tag() => {}
            None => return Err(reader.error(Code::FileMalformed, "the file is empty")),
            Some(found) => return Err(self.wrong_tag(found)),
        }
        let element = reader.read()?;
        let rest = reader.rest();
        if rest.iter().any(|octet| *octet != 0) {
            return Err(reader.error(Code::FileTrailingData, "bytes after the outermost element"));
        }
        Ok(File { element, padding: (!rest.is_empty()).then(|| reader.offset()) })
    }

    /// What the tag that is in front usually means.
    fn wrong_tag(self, found: Tag) -> Error {
        let detail = if self.inner_tags().contains(&found) {
            "as if the outer tag were missing, which some tools strip: take the file whole, as the chip gives it"
        } else if FileId::all().any(|other| other.tag() == found) {
            "the tag of another file: files may have been mixed up"
        } else {
            "and no file of a chip begins so"
        };
        Error::wrong_tag(self.as_str(), found, self.tag(), detail)
    }

    /// The tags that the content of the file's outermost element begins with (Doc 9303-10 §4.6, §4.7).
    pub(super) fn inner_tags(self) -> &'static [Tag] {
        match self {
            FileId::CardAccess | FileId::Sod => &[tag::SEQUENCE],
            FileId::CardSecurity => &[tag::OID],
            FileId::Com => &[0x5F01],
            FileId::Dg(data_group) => match data_group.number() {
                1 => &[0x5F1F],
                2..=4 => &[0x7F61],
                5 | 7..=10 | 16 => &[tag::INTEGER],
                11 => &[0x5C, 0x5F0E, 0x5F10, 0x5F2B, 0x5F11],
                12 => &[0x5C, 0x5F19, 0x5F26],
                14 => &[tag::SET],
                15 => &[tag::SEQUENCE],
                _ => &[],
            },
        }
    }
}

impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
