//! Why bytes are not a seal.

/// What is wrong, where, and in which structure, without any of the bytes themselves: an error can be logged.
///
/// ```
/// use doc9303_seal::{ErrorKind, Limits, Vds};
/// let error = Vds::read(&[0xDC, 0x09], &Limits::DEFAULT).unwrap_err();
/// assert_eq!((error.kind(), error.offset()), (ErrorKind::WrongFormat, 1));
/// assert_eq!(error.to_string(), "seal, byte 1: version byte is neither 02 nor 03");
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
    /// There are no bytes: the barcode was not read (READ_ERROR of Doc 9303-13 §3.3).
    Empty,
    /// The bytes do not begin as any seal does.
    NotASeal,
    /// The bytes begin as a seal does and are not one (WRONG_FORMAT of Doc 9303-13 §3.3).
    WrongFormat,
    /// The text of a barcode is not Base32 or Base64.
    TextEncoding,
    /// The compressed content does not inflate.
    Compression,
    /// A bound of [`Limits`](crate::Limits) is exceeded.
    Limit,
    /// The structure is known and this library does not read it.
    Unsupported,
    /// A value to be written does not fit its place.
    Unwritable,
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

    /// The structure that was being read.
    pub const fn structure(&self) -> &'static str {
        self.structure
    }

    /// Offset in bytes from the start of the structure.
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// What is wrong, in a few words.
    pub const fn detail(&self) -> &'static str {
        self.detail
    }
}

/// Why a seal was not written: its content does not fit, or the signer failed.
///
/// ```
/// use doc9303_seal::SignError;
/// let error: SignError<&str> = SignError::Signer("the card was removed");
/// assert_eq!(error.to_string(), "the signer failed: the card was removed");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SignError<E> {
    /// The content cannot be written.
    #[error("{0}")]
    Content(Error),
    /// The signer gave no signature.
    #[error("the signer failed: {0}")]
    Signer(E),
}

impl<E> From<Error> for SignError<E> {
    fn from(error: Error) -> Self {
        SignError::Content(error)
    }
}
