//! What a log cannot be written from.

/// Why no log is written. It repeats nothing of what was given.
///
/// ```
/// use doc9303::UnixTime;
/// use doc9303_tr03135::{Error, Transaction};
/// let [start, end] = ["2026-06-01T09:00:00Z", "2026-06-01T08:59:59Z"].map(|time| UnixTime::parse(time).unwrap());
/// assert!(matches!(Transaction::new("no id", start, end), Err(Error::Id)));
/// assert!(matches!(Transaction::new("6f1c5b0a-9d2e-4c57-8a3b-1f0e9d8c7b6a", start, end), Err(Error::Period)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The id of the transaction is no UUID in the form of RFC 4122: 36 characters, digits and letters a to f.
    #[error("the id of the transaction is no UUID")]
    Id,
    /// The transaction ends before it starts.
    #[error("the transaction ends before it starts")]
    Period,
    /// A name of a terminal or component is empty, or longer than 200 characters.
    #[error("a name is empty or longer than 200 characters")]
    Name,
    /// The writer of XML failed. It writes to memory, so that this does not happen.
    #[error("the XML cannot be written")]
    Xml,
}
