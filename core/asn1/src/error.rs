//! Why bytes are not the structure that they should be.

/// What is wrong, where, and in which structure, without any of the bytes themselves: an error can be logged.
///
/// ```
/// use doc9303_asn1::{ErrorKind, Reader, tag};
/// let error = Reader::new(&[0x30, 0x05, 0x00], "example").expect(tag::SEQUENCE).unwrap_err();
/// assert_eq!((error.kind(), error.offset()), (ErrorKind::Malformed, 0));
/// assert_eq!(error.to_string(), "example, byte 0: length beyond the end");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{structure}, byte {offset}: {detail}")]
pub struct Error {
    kind: ErrorKind,
    structure: &'static str,
    offset: usize,
    detail: &'static str,
}

/// The kinds of [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The bytes are not what their type demands.
    Malformed,
    /// Bytes follow the last element.
    TrailingData,
    /// The nesting exceeds [`Bounds::depth`](crate::Bounds::depth).
    Depth,
    /// A list exceeds [`Bounds::elements`](crate::Bounds::elements).
    Count,
}

impl Error {
    pub(crate) const fn new(
        kind: ErrorKind,
        structure: &'static str,
        offset: usize,
        detail: &'static str,
    ) -> Self {
        Error { kind, structure, offset, detail }
    }

    /// The kind.
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The structure that was being read, as the caller named it to [`Reader::new`](crate::Reader::new).
    pub const fn structure(&self) -> &'static str {
        self.structure
    }

    /// Offset in bytes from the start of the outermost structure.
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// What is wrong, in a few words.
    pub const fn detail(&self) -> &'static str {
        self.detail
    }
}
