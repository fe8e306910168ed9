//! What a column of a table of documents holds beside the printed zone: a file of the chip, or what a terminal recorded.

use doc9303::FileId;
use doc9303::lds::Record;

/// A part of a document, as a column is named after it.
///
/// ```
/// use doc9303::{DataGroup, FileId, lds::Record};
/// use doc9303_arrow::Part;
/// assert_eq!(Part::parse("dg1"), Some(Part::File(FileId::Dg(DataGroup::DG1))));
/// assert_eq!(Part::parse("access.json"), Some(Part::Record(Record::Access)));
/// assert_eq!(Part::parse("access"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Part {
    /// A file's bytes.
    File(FileId),
    /// A record as JSON.
    Record(Record),
}

impl Part {
    /// Every part.
    pub fn all() -> impl Iterator<Item = Part> {
        FileId::all().map(Part::File).chain(Record::ALL.into_iter().map(Part::Record))
    }

    /// The part of this name.
    pub fn parse(name: &str) -> Option<Part> {
        name.parse().map(Part::File).or_else(|_| name.parse().map(Part::Record)).ok()
    }

    /// The name, such as `EF.SOD` or `chip_auth.json`.
    pub fn name(self) -> &'static str {
        match self {
            Part::File(file) => file.as_str(),
            Part::Record(record) => record.name(),
        }
    }
}
