//! What a caller asks of a reading.

use crate::apdu::SHORT_DATA;
use crate::password::Password;
use crate::terminal_auth::Terminal;
use doc9303::{FileId, Limits};

/// The shortest data field that a protocol gets along with: one block under secure messaging, and the objects around it.
const LEAST: usize = 64;

/// What is read, and how.
///
/// ```
/// use doc9303_reader::{Password, ReadOptions};
/// let options = ReadOptions::new(Password::card_access_number("500540"));
/// assert_eq!(options.longest_response, 256);
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ReadOptions {
    /// What opens the chip. PACE takes the first one, Basic Access Control the first that is of a zone.
    pub passwords: Vec<Password>,
    /// The files to read, in this order; `None` for all that the chip lists, without the protected ones.
    pub files: Option<Vec<FileId>>,
    /// Whether to try Basic Access Control when PACE failed. The report tells it as a downgrade.
    pub allow_bac_after_pace: bool,
    /// Whether to perform Chip Authentication when DG14 has a key.
    pub chip_authentication: bool,
    /// Whether to perform Active Authentication when DG15 is there.
    pub active_authentication: bool,
    /// What the terminal is certified for. With it, Terminal Authentication follows Chip Authentication, and the protected data
    /// groups are read that it grants. A list of [`files`](Self::files) must have DG14 before them.
    pub terminal: Option<Terminal>,
    /// The challenge of Active Authentication, where the caller chose it.
    pub challenge: Option<[u8; 8]>,
    /// Bytes of the longest data field of a response that the transport carries. Above 256, extended length is negotiated with
    /// the chip.
    pub longest_response: usize,
    /// Bytes of the longest data field of a command that the transport carries.
    pub longest_command: usize,
    /// How often a chip that left the field may come back.
    pub resumptions: usize,
    /// How many commands are sent at most.
    pub commands: usize,
    /// The limits of files.
    pub limits: Limits,
}

impl ReadOptions {
    /// Everything that a document offers to everyone, with short commands.
    pub fn new(passwords: impl IntoIterator<Item = Password>) -> Self {
        ReadOptions {
            passwords: passwords.into_iter().collect(),
            files: None,
            allow_bac_after_pace: false,
            chip_authentication: true,
            active_authentication: true,
            terminal: None,
            challenge: None,
            longest_response: 256,
            longest_command: SHORT_DATA,
            resumptions: 3,
            commands: 20_000,
            limits: Limits::DEFAULT,
        }
    }
    /// The same within what commands can carry, and what a recording may ask for.
    pub(crate) fn bounded(self) -> Self {
        ReadOptions {
            longest_response: self.longest_response.clamp(LEAST, 65_536),
            longest_command: self.longest_command.clamp(LEAST, 65_535),
            resumptions: self.resumptions.min(100),
            commands: self.commands.min(100_000),
            ..self
        }
    }
}
