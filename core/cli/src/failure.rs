//! Why the program could not do what it was asked: one plain sentence and an exit status of sysexits.

use doc9303_inputs::InputError;
use std::path::Path;

/// `EX_USAGE`.
pub(crate) const USAGE: u8 = 64;
/// `EX_NOINPUT`.
const UNREADABLE: u8 = 66;
/// `EX_IOERR`.
const UNWRITABLE: u8 = 74;

/// A failure of the program, not a verdict on a document.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The arguments contradict themselves or ask for nothing.
    #[error("{0}")]
    Usage(String),
    /// An input is missing or holds nothing usable.
    #[error("{0}")]
    Unreadable(String),
    /// An output cannot be written.
    #[error("{0}")]
    Unwritable(String),
}

impl From<InputError> for Failure {
    fn from(error: InputError) -> Failure {
        match error {
            InputError::Usage(text) => Failure::Usage(text),
            InputError::Unreadable(text) => Failure::Unreadable(text),
        }
    }
}

impl Failure {
    pub(crate) fn status(&self) -> u8 {
        match self {
            Failure::Usage(_) => USAGE,
            Failure::Unreadable(_) => UNREADABLE,
            Failure::Unwritable(_) => UNWRITABLE,
        }
    }

    /// What the system said about a path.
    pub(crate) fn of_path(path: &Path, error: &std::io::Error) -> Failure {
        InputError::of_path(path, error).into()
    }

    /// What the system said about writing to a path.
    #[cfg(any(feature = "batch", feature = "pictures", feature = "read", feature = "serve"))]
    pub(crate) fn writing(path: &Path, error: &dyn core::fmt::Display) -> Failure {
        Failure::Unwritable(format!("{}: cannot be written: {error}", path.display()))
    }
}

/// Reads a file of at most `limit` bytes: nothing that a document or a list can be is larger.
pub(crate) fn read(path: &Path, limit: usize) -> Result<Vec<u8>, Failure> {
    Ok(doc9303_inputs::read(path, limit)?)
}
