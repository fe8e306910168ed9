//! Why an input cannot be taken.

use std::path::Path;

/// An input that cannot be taken, in one plain sentence.
///
/// ```
/// use doc9303_inputs::{InputError, read};
/// let error = read(std::path::Path::new("no/such/file"), 100).unwrap_err();
/// assert!(matches!(error, InputError::Unreadable(_)));
/// assert_eq!(error.to_string(), "no/such/file: there is no such file or folder");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InputError {
    /// What was asked for contradicts itself, or something has to be said first.
    #[error("{0}")]
    Usage(String),
    /// The input is missing or holds nothing usable.
    #[error("{0}")]
    Unreadable(String),
}

impl InputError {
    /// What the system said about a path.
    ///
    /// ```
    /// let error = doc9303_inputs::InputError::of_path("a.cer".as_ref(), &std::io::ErrorKind::PermissionDenied.into());
    /// assert_eq!(error.to_string(), "a.cer: reading it is not allowed");
    /// ```
    pub fn of_path(path: &Path, error: &std::io::Error) -> InputError {
        let what = match error.kind() {
            std::io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
            std::io::ErrorKind::PermissionDenied => "reading it is not allowed".to_owned(),
            _ => error.to_string(),
        };
        InputError::Unreadable(format!("{}: {what}", path.display()))
    }
}
