//! Names and frames of the chip's files (Doc 9303-10 §3.11, §4, Table of tags).

use crate::asn1::{Element, ErrorAt, Reader, Tag, tag};
use crate::{Code, Error, Limits};
use core::fmt;

/// A file of the chip.
///
/// ```
/// use doc9303::FileId;
/// assert_eq!(FileId::parse("EF.DG2.bin"), Some(FileId::Dg(2)));
/// assert_eq!(FileId::parse("EF_SOD.TLV"), Some(FileId::Sod));
/// assert_eq!(FileId::Dg(14).to_string(), "EF.DG14");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FileId {
    /// EF.CardAccess: the access protocols, readable by everyone.
    CardAccess,
    /// EF.CardSecurity: signed security infos.
    CardSecurity,
    /// EF.COM: the list of data groups, unsigned.
    Com,
    /// EF.SOD: the Document Security Object.
    Sod,
    /// EF.DG1 to EF.DG16. Numbers outside that range cannot be parsed from a name and are refused by `Chip`.
    Dg(u8),
}

/// A file split into its outermost element and what follows.
#[derive(Debug, Clone, Copy)]
pub struct File<'a> {
    /// The element that the file is.
    pub element: Element<'a>,
    /// Where zero padding begins, if some chip returned it.
    pub padding: Option<usize>,
}

static NAMES: [&str; 16] = [
    "EF.DG1", "EF.DG2", "EF.DG3", "EF.DG4", "EF.DG5", "EF.DG6", "EF.DG7", "EF.DG8", "EF.DG9", "EF.DG10",
    "EF.DG11", "EF.DG12", "EF.DG13", "EF.DG14", "EF.DG15", "EF.DG16",
];

static TAGS: [Tag; 16] =
    [0x61, 0x75, 0x63, 0x76, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x70];

fn index(number: u8) -> Option<usize> {
    usize::from(number).checked_sub(1)
}

impl FileId {
    /// Every file, in the order of a report.
    pub fn all() -> impl Iterator<Item = FileId> {
        [FileId::CardAccess, FileId::CardSecurity, FileId::Com, FileId::Sod]
            .into_iter()
            .chain((1..=16).map(FileId::Dg))
    }

    /// The name in Doc 9303, such as `EF.DG1`.
    pub fn name(self) -> &'static str {
        match self {
            FileId::CardAccess => "EF.CardAccess",
            FileId::CardSecurity => "EF.CardSecurity",
            FileId::Com => "EF.COM",
            FileId::Sod => "EF.SOD",
            FileId::Dg(number) => {
                index(number).and_then(|index| NAMES.get(index)).copied().unwrap_or("EF.DG?")
            }
        }
    }

    /// The file's outermost tag.
    pub fn tag(self) -> Option<Tag> {
        match self {
            FileId::CardAccess => Some(tag::SET),
            FileId::CardSecurity => Some(tag::SEQUENCE),
            FileId::Com => Some(0x60),
            FileId::Sod => Some(0x77),
            FileId::Dg(number) => index(number).and_then(|index| TAGS.get(index)).copied(),
        }
    }

    /// The data group with this tag.
    pub fn from_data_group_tag(tag: Tag) -> Option<FileId> {
        (1..=16).map(FileId::Dg).find(|file| file.tag() == Some(tag))
    }

    /// Splits the file into its element and padding. A file is one element; some chips return zeros behind it.
    pub fn open(self, bytes: &[u8]) -> Result<File<'_>, Error> {
        let name = self.name();
        if bytes.len() > Limits::DEFAULT.file_size {
            return Err(Error::at(Code::LimitSize, name, 0, "larger than any honest file"));
        }
        let mut reader = Reader::new(bytes, name);
        match reader.peek() {
            Some(found) if Some(found) == self.tag() => {}
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

    /// What the tag that stands in front usually means.
    fn wrong_tag(self, found: Tag) -> Error {
        let detail = if self.inner_tags().contains(&found) {
            "as if the outer tag were missing, which some tools strip: take the file whole, as the chip gives it"
        } else if FileId::all().any(|other| other.tag() == Some(found)) {
            "the tag of another file: files may have been mixed up"
        } else {
            "and no file of a chip begins so"
        };
        Error::wrong_tag(self.name(), found, self.tag().unwrap_or_default(), detail)
    }

    /// The tags that the content of the file's outermost element begins with (Doc 9303-10 §4.6, §4.7).
    pub(super) fn inner_tags(self) -> &'static [Tag] {
        match self {
            FileId::CardAccess | FileId::Sod | FileId::Dg(15) => &[tag::SEQUENCE],
            FileId::CardSecurity => &[tag::OID],
            FileId::Com => &[0x5F01],
            FileId::Dg(1) => &[0x5F1F],
            FileId::Dg(2..=4) => &[0x7F61],
            FileId::Dg(5 | 7 | 8 | 9 | 10 | 16) => &[tag::INTEGER],
            FileId::Dg(11) => &[0x5C, 0x5F0E, 0x5F10, 0x5F2B, 0x5F11],
            FileId::Dg(12) => &[0x5C, 0x5F19, 0x5F26],
            FileId::Dg(14) => &[tag::SET],
            FileId::Dg(_) => &[],
        }
    }
}

impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
