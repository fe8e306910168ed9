//! Names and frames of the chip's files (Doc 9303-10 §3.11, §4, Table of tags).

use crate::asn1::{Element, Reader, Tag, tag};
use crate::{Code, Error, Limits};
use core::fmt;

/// A file of the chip.
///
/// ```
/// use doc9303::FileId;
/// assert_eq!(FileId::parse("EF.DG2.bin"), Some(FileId::Dg(2)));
/// assert_eq!(FileId::parse("sod"), Some(FileId::Sod));
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

    /// The file of this name: with or without `EF.` in front or an extension `.bin` behind, in any case.
    pub fn parse(name: &str) -> Option<FileId> {
        let lower = name.to_ascii_lowercase();
        let stem = lower.strip_suffix(".bin").unwrap_or(&lower);
        let stem = stem.strip_prefix("ef.").unwrap_or(stem);
        FileId::all().find(|file| file.name().get(3..).is_some_and(|own| own.eq_ignore_ascii_case(stem)))
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
            Some(_) => return Err(reader.error(Code::FileWrongTag, "the tag of another file")),
        }
        let element = reader.read()?;
        let rest = reader.rest();
        if rest.iter().any(|octet| *octet != 0) {
            return Err(reader.error(Code::FileTrailingData, "bytes after the outermost element"));
        }
        Ok(File { element, padding: (!rest.is_empty()).then(|| reader.offset()) })
    }
}

impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
