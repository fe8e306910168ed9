//! Why a file is no picture, and why a barcode has no content.

/// What is wrong, without anything of the picture itself: an error can be logged.
///
/// ```
/// use doc9303_pictures::{ErrorKind, Limits, Picture};
/// let error = Picture::read(b"no picture", &Limits::DEFAULT).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::NotAPicture);
/// assert_eq!(error.to_string(), "picture: begins as no format that is read");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{structure}: {detail}")]
pub struct Error {
    kind: ErrorKind,
    structure: &'static str,
    detail: &'static str,
}

/// The kinds of [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The file begins as no picture does that is read.
    NotAPicture,
    /// The file begins as a picture and is none.
    Malformed,
    /// A bound of [`Limits`](crate::Limits) is exceeded.
    Limit,
    /// A barcode whose codewords contradict its symbology.
    Codewords,
}

impl Error {
    pub(crate) const fn new(kind: ErrorKind, structure: &'static str, detail: &'static str) -> Self {
        Error { kind, structure, detail }
    }

    /// The kind.
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The structure that was being read: `picture`, or the name of a symbology.
    pub const fn structure(&self) -> &'static str {
        self.structure
    }

    /// What is wrong, in English.
    pub const fn detail(&self) -> &'static str {
        self.detail
    }
}
