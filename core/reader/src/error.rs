//! Why a chip could not be read, or was not believed.

use crate::apdu::Status;
use crate::secure_messaging::MessagingError;
use core::fmt;
use doc9303::FileId;

/// What the terminal was doing.
///
/// ```
/// use doc9303_reader::Step;
/// assert_eq!(Step::PaceToken.as_str(), "pace.token");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Step {
    /// Selecting the application of the travel document.
    SelectApplication,
    /// Selecting a file.
    SelectFile,
    /// Reading a file.
    ReadFile,
    /// Asking for the nonce of Basic Access Control or Terminal Authentication.
    GetChallenge,
    /// Proving the keys of Basic Access Control.
    BasicAccess,
    /// Naming protocol and password of PACE.
    PaceSet,
    /// Asking for the encrypted nonce of PACE.
    PaceNonce,
    /// Mapping the nonce to a generator.
    PaceMapping,
    /// Agreeing on the keys of PACE.
    PaceAgreement,
    /// Comparing the authentication tokens of PACE.
    PaceToken,
    /// Chip Authentication.
    ChipAuthentication,
    /// Active Authentication.
    ActiveAuthentication,
    /// Terminal Authentication.
    TerminalAuthentication,
}

impl Step {
    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Step::SelectApplication => "select.application",
            Step::SelectFile => "select.file",
            Step::ReadFile => "read.file",
            Step::GetChallenge => "get_challenge",
            Step::BasicAccess => "bac",
            Step::PaceSet => "pace.set",
            Step::PaceNonce => "pace.nonce",
            Step::PaceMapping => "pace.mapping",
            Step::PaceAgreement => "pace.agreement",
            Step::PaceToken => "pace.token",
            Step::ChipAuthentication => "chip_auth",
            Step::ActiveAuthentication => "active_auth",
            Step::TerminalAuthentication => "terminal_auth",
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Why reading stopped, or one protocol of it.
///
/// ```
/// use doc9303_reader::{ReadError, Status, Step};
/// let error = ReadError::Refused { step: Step::PaceToken, status: Status(0x6300) };
/// assert_eq!(error.code(), "refused");
/// assert_eq!(error.to_string(), "the chip refuses pace.token, status 6300");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The chip left the field, or the transport failed.
    #[error("the chip does not answer any more")]
    Lost,
    /// The chip answered a command with an error.
    #[error("the chip refuses {step}, status {status}")]
    Refused {
        /// What was asked for.
        step: Step,
        /// Its answer.
        status: Status,
    },
    /// An answer is shorter than a status, or not of the form that the protocol demands.
    #[error("the answer to {step} is malformed: {detail}")]
    Malformed {
        /// What was asked for.
        step: Step,
        /// What is wrong.
        detail: &'static str,
    },
    /// Secure messaging failed; the session is over.
    #[error("secure messaging failed in {step}: {error}")]
    Messaging {
        /// What was asked for.
        step: Step,
        /// What is wrong with the answer.
        error: MessagingError,
    },
    /// The chip could not prove that it knows the password or its key, or sent values that a genuine chip never sends.
    #[error("{step} proves nothing: {detail}")]
    NotProved {
        /// The protocol.
        step: Step,
        /// What was wrong.
        detail: &'static str,
    },
    /// The chip announces nothing that this reader knows.
    #[error("{step} is not possible: {detail}")]
    Unsupported {
        /// The protocol.
        step: Step,
        /// What is missing.
        detail: &'static str,
    },
    /// A file ends before the length in its header, or has none.
    #[error("{} is shorter than its header says", file.as_str())]
    FileTruncated {
        /// The file.
        file: FileId,
    },
    /// A file is larger than the limits allow.
    #[error("{} is larger than the limit of {limit} bytes", file.as_str())]
    FileTooLarge {
        /// The file.
        file: FileId,
        /// The limit.
        limit: usize,
    },
    /// A file is protected, and the terminal has no right to it.
    #[error("the terminal has no right to {}", file.as_str())]
    NotGranted {
        /// The file.
        file: FileId,
    },
    /// The chip needs more commands than the limits allow.
    #[error("more than {limit} commands")]
    TooManyCommands {
        /// The limit.
        limit: usize,
    },
    /// The chip answers more bytes than the limits allow.
    #[error("more than {limit} bytes of answers")]
    TooManyBytes {
        /// The limit.
        limit: usize,
    },
    /// The source of randomness has no more, or gave no number that is a key.
    #[error("the source of randomness fails")]
    Randomness,
    /// No password was given that the chip takes.
    #[error("the chip asks for a password, and none was given")]
    NoPassword,
}

impl ReadError {
    /// The stable name of the kind.
    pub const fn code(&self) -> &'static str {
        match self {
            ReadError::Lost => "lost",
            ReadError::Refused { .. } => "refused",
            ReadError::Malformed { .. } => "malformed",
            ReadError::Messaging { .. } => "messaging",
            ReadError::NotProved { .. } => "not_proved",
            ReadError::Unsupported { .. } => "unsupported",
            ReadError::FileTruncated { .. } => "file.truncated",
            ReadError::FileTooLarge { .. } => "file.too_large",
            ReadError::NotGranted { .. } => "file.not_granted",
            ReadError::TooManyCommands { .. } => "limit.commands",
            ReadError::TooManyBytes { .. } => "limit.bytes",
            ReadError::Randomness => "randomness",
            ReadError::NoPassword => "no_password",
        }
    }

    /// What the terminal was doing, where the error tells.
    ///
    /// ```
    /// use doc9303_reader::{ReadError, Status, Step};
    /// let error = ReadError::Refused { step: Step::PaceToken, status: Status(0x6300) };
    /// assert_eq!(error.step(), Some(Step::PaceToken));
    /// assert_eq!(ReadError::Lost.step(), None);
    /// ```
    pub const fn step(&self) -> Option<Step> {
        match self {
            ReadError::Refused { step, .. }
            | ReadError::Malformed { step, .. }
            | ReadError::Messaging { step, .. }
            | ReadError::NotProved { step, .. }
            | ReadError::Unsupported { step, .. } => Some(*step),
            _ => None,
        }
    }

    /// Whether the session goes on after it: a refused command ends nothing.
    pub(crate) const fn is_refusal(&self) -> bool {
        matches!(self, ReadError::Refused { .. })
    }
}
