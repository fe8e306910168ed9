//! What a session holds, and why a file is none.

use crate::card::Exchanged;
use crate::options::ReadOptions;
use crate::randomness::Purpose;
use core::fmt;
use zeroize::Zeroizing;

/// A recorded reading.
///
/// ```
/// use doc9303_reader::{Next, Password, ReadOptions, Reading, RecordedRandomness, Session};
/// let options = ReadOptions::new(Password::card_access_number("500540"));
/// let mut reading = Reading::new(options, RecordedRandomness::default());
/// let Next::Send(_) = reading.next() else { unreachable!() };
/// reading.answer(vec![0x69, 0x82]);
/// # let _ = reading.next();
/// let json = Session::of(&reading).to_json();
/// let session = Session::parse(json.as_bytes())?;
/// assert_eq!(session.commands(), 1);
/// assert!(session.replay()?.evidence.files.is_empty());
/// # Ok::<(), doc9303_reader::SessionError>(())
/// ```
#[derive(Clone)]
pub struct Session {
    pub(super) options: ReadOptions,
    pub(super) randomness: Vec<(Purpose, Zeroizing<Vec<u8>>)>,
    pub(super) exchanges: Vec<Exchanged>,
}

impl fmt::Debug for Session {
    /// How many commands there are.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("exchanges", &self.exchanges.len()).finish_non_exhaustive()
    }
}

/// Why a file is no session that can be replayed.
///
/// ```
/// use doc9303_reader::{Session, SessionError};
/// assert_eq!(Session::parse(b"{}").unwrap_err(), SessionError::NotASession);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SessionError {
    /// The file is larger than any session.
    #[error("larger than the limit of {limit} bytes")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// It is not JSON.
    #[error("line {line}, column {column}: not JSON")]
    NotJson {
        /// Counted from 1.
        line: usize,
        /// Counted from 1.
        column: usize,
    },
    /// It is JSON of something else, or of a version that this reader does not know.
    #[error("not a session of version {}", Session::VERSION)]
    NotASession,
    /// A member is missing, or is not what it should be.
    #[error("{member} is missing or not what it should be")]
    Malformed {
        /// The member, such as `exchanges.command`.
        member: &'static str,
    },
    /// It was written without personal data, so that there is no password and no answer in it to replay.
    #[error("the session was written without personal data, and can only be looked at")]
    Withheld,
    /// This reader sends another command than the recorded one: the file was changed, or another reader wrote it.
    #[error("command {number} is not the one that the recorded keys lead to")]
    Differs {
        /// Counted from 1.
        number: usize,
    },
}

impl SessionError {
    /// The stable name of the kind.
    pub const fn code(&self) -> &'static str {
        match self {
            SessionError::TooLarge { .. } => "limit.size",
            SessionError::NotJson { .. } | SessionError::Malformed { .. } | SessionError::NotASession => {
                "file.malformed"
            }
            SessionError::Withheld => "session.withheld",
            SessionError::Differs { .. } => "session.differs",
        }
    }
}

impl Session {
    /// The version that is written and read.
    pub const VERSION: i64 = 1;
    /// Bytes of the largest file that is read: both directions of the largest chip, in hexadecimal.
    pub const MOST: usize = 64 << 20;
}
