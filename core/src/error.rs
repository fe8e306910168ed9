//! What a parser says when the bytes are not what they should be.

use crate::Code;
use core::fmt;
use doc9303_asn1::ErrorKind;

/// "These bytes are not an X": which structure, where, and what is wrong, without any of the bytes themselves.
///
/// An error never holds personal data, so it can be logged. It is not a verdict on a document; the checks turn it
/// into a result with the same [`Code`].
///
/// ```
/// let error = doc9303::Mrz::parse("P<UTOERIKSSON").unwrap_err();
/// assert_eq!(error.code().as_str(), "mrz.length");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{structure}, {place}: {tags}{detail}")]
pub struct Error {
    code: Code,
    structure: &'static str,
    place: Place,
    tags: Tags,
    detail: &'static str,
}

/// The tag that is there and the one that should be, where an error is about tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tags(Option<(u32, u32)>);

impl fmt::Display for Tags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some((found, expected)) => write!(f, "tag {found:02X} where {expected:02X} is expected, "),
            None => Ok(()),
        }
    }
}

/// Where in the input an [`Error`] was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Place {
    /// Offset in bytes from the start of the structure that was handed in.
    Byte(usize),
    /// Line and column of a machine readable zone or another text, both from zero, counted in characters.
    Cell {
        /// Line, from zero.
        line: usize,
        /// Column, from zero.
        column: usize,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::Byte(offset) => write!(f, "byte {offset}"),
            Place::Cell { line, column } => write!(f, "line {}, column {}", line + 1, column + 1),
        }
    }
}

impl From<doc9303_asn1::Error> for Error {
    fn from(error: doc9303_asn1::Error) -> Self {
        let code = match error.kind() {
            ErrorKind::TrailingData => Code::FileTrailingData,
            ErrorKind::Depth => Code::LimitDepth,
            ErrorKind::Count => Code::LimitCount,
            _ => Code::FileMalformed,
        };
        Error::at(code, error.structure(), error.offset(), error.detail())
    }
}

impl Error {
    /// An error at a byte offset.
    pub(crate) const fn at(code: Code, structure: &'static str, offset: usize, detail: &'static str) -> Self {
        Error { code, structure, place: Place::Byte(offset), tags: Tags(None), detail }
    }

    /// An error at a cell of a machine readable zone.
    pub(crate) const fn cell(code: Code, line: usize, column: usize, detail: &'static str) -> Self {
        Error::in_text(code, "machine readable zone", line, column, detail)
    }

    /// An error at a place in a text other than a zone.
    pub(crate) const fn in_text(
        code: Code,
        structure: &'static str,
        line: usize,
        column: usize,
        detail: &'static str,
    ) -> Self {
        Error { code, structure, place: Place::Cell { line, column }, tags: Tags(None), detail }
    }

    /// An error about the tag at which a structure begins.
    pub(crate) const fn wrong_tag(
        structure: &'static str,
        found: u32,
        expected: u32,
        detail: &'static str,
    ) -> Self {
        let tags = Tags(Some((found, expected)));
        Error { code: Code::FileWrongTag, structure, place: Place::Byte(0), tags, detail }
    }

    /// Moves a byte offset by the place of the inner structure within the outer one.
    pub(crate) fn shifted(mut self, by: usize) -> Self {
        if let Place::Byte(offset) = &mut self.place {
            *offset = offset.saturating_add(by);
        }
        self
    }

    /// The tag that is there and the one that should be, where the error is about tags.
    pub(crate) fn tags(&self) -> Option<(u32, u32)> {
        self.tags.0
    }

    /// The stable code.
    pub fn code(&self) -> Code {
        self.code
    }

    /// The structure that was being read, such as `EF.SOD` or `certificate`.
    pub fn structure(&self) -> &'static str {
        self.structure
    }

    /// Where in the structure.
    pub fn place(&self) -> Place {
        self.place
    }

    /// What is wrong, in a few words and without any of the content.
    pub fn detail(&self) -> &'static str {
        self.detail
    }
}
