//! Commands and responses (ISO/IEC 7816-4): how they are written, and what a status says.

use core::fmt;

/// The longest data field of a short command: see [`Command::is_extended`].
///
/// ```
/// use doc9303_reader::{Command, SHORT_DATA};
/// let command = Command::new(0x00, 0x86, 0x00, 0x00);
/// assert!(!command.clone().with_data(vec![0; SHORT_DATA]).is_extended());
/// assert!(command.with_data(vec![0; SHORT_DATA + 1]).is_extended());
/// ```
pub const SHORT_DATA: usize = 255;

/// A command before it is protected and written.
///
/// ```
/// use doc9303_reader::Command;
/// let select = Command::new(0x00, 0xA4, 0x02, 0x0C).with_data([0x01, 0x1E]);
/// assert_eq!(select.to_bytes(), [0x00, 0xA4, 0x02, 0x0C, 0x02, 0x01, 0x1E]);
/// let read = Command::new(0x00, 0xB0, 0x00, 0x00).with_expected(256);
/// assert_eq!(read.to_bytes(), [0x00, 0xB0, 0x00, 0x00, 0x00]);
/// ```
#[derive(Clone, PartialEq, Eq)]
#[must_use]
pub struct Command {
    /// CLA, INS, P1 and P2.
    pub header: [u8; 4],
    /// The data field.
    pub data: Vec<u8>,
    /// How many bytes are expected at most; `None` for no answer but the status.
    pub expected: Option<usize>,
}

impl fmt::Debug for Command {
    /// The header and the lengths, without the data, which may hold a key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Command")
            .field("header", &self.header)
            .field("data", &self.data.len())
            .field("expected", &self.expected)
            .finish()
    }
}

impl Command {
    /// A command without data, which expects none.
    pub const fn new(class: u8, instruction: u8, p1: u8, p2: u8) -> Self {
        Command { header: [class, instruction, p1, p2], data: Vec::new(), expected: None }
    }

    /// With a data field.
    pub fn with_data(self, data: impl Into<Vec<u8>>) -> Self {
        Command { data: data.into(), ..self }
    }

    /// With so many bytes expected at most.
    pub fn with_expected(self, bytes: usize) -> Self {
        Command { expected: Some(bytes), ..self }
    }

    /// Whether its lengths need three bytes (ISO/IEC 7816-4 §5.2).
    pub fn is_extended(&self) -> bool {
        self.data.len() > SHORT_DATA || self.expected.is_some_and(|bytes| bytes > 256)
    }

    /// The command as it is sent: `CLA INS P1 P2 [Lc data] [Le]`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.data.len() + 9);
        bytes.extend(self.header);
        let is_extended = self.is_extended();
        if !self.data.is_empty() {
            let [.., high, low] = self.data.len().to_be_bytes();
            if is_extended {
                bytes.extend([0, high, low]);
            } else {
                bytes.push(low);
            }
            bytes.extend(&self.data);
        }
        if let Some(expected) = self.expected {
            let [.., high, low] = expected.to_be_bytes();
            match (is_extended, self.data.is_empty()) {
                (true, true) => bytes.extend([0, high, low]),
                (true, false) => bytes.extend([high, low]),
                (false, _) => bytes.push(low),
            }
        }
        bytes
    }

    /// Reads a command as a chip receives it; `None` if its lengths do not fit.
    pub fn parse(bytes: &[u8]) -> Option<Command> {
        let (header, body) = bytes.split_first_chunk::<4>()?;
        let command = Command { header: *header, data: Vec::new(), expected: None };
        let whole = |low: &u8| if *low == 0 { 256 } else { usize::from(*low) };
        let wide = |high: &u8, low: &u8| match u16::from_be_bytes([*high, *low]) {
            0 => 65_536,
            length => usize::from(length),
        };
        Some(match body {
            [] => command,
            [expected] => command.with_expected(whole(expected)),
            [0, high, low] => command.with_expected(wide(high, low)),
            [0, high, low, rest @ ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                let (data, expected) = rest.split_at_checked(length)?;
                let command = command.with_data(data);
                match expected {
                    [] => command,
                    [high, low] => command.with_expected(wide(high, low)),
                    _ => return None,
                }
            }
            [length, rest @ ..] => {
                let (data, expected) = rest.split_at_checked(usize::from(*length))?;
                let command = command.with_data(data);
                match expected {
                    [] => command,
                    [expected] => command.with_expected(whole(expected)),
                    _ => return None,
                }
            }
        })
    }
}

/// A response: data, and the status behind it.
///
/// ```
/// use doc9303_reader::{Response, Status};
/// let response = Response::parse(&[0x60, 0x14, 0x90, 0x00]).unwrap();
/// assert_eq!((response.data.as_slice(), response.status), (&[0x60, 0x14][..], Status::OK));
/// assert!(Response::parse(&[0x90]).is_none());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Response {
    /// The data field.
    pub data: Vec<u8>,
    /// SW1 and SW2.
    pub status: Status,
}

impl fmt::Debug for Response {
    /// The length and the status, without the data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").field("data", &self.data.len()).field("status", &self.status).finish()
    }
}

impl Response {
    /// Reads a response; `None` if not even a status is there.
    pub fn parse(bytes: &[u8]) -> Option<Response> {
        let (data, status) = bytes.split_last_chunk::<2>()?;
        Some(Response { data: data.to_vec(), status: Status(u16::from_be_bytes(*status)) })
    }

    /// The response as it is sent.
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.data.as_slice(), &self.status.0.to_be_bytes()].concat()
    }
}

/// The status of a response (ISO/IEC 7816-4 §5.6).
///
/// ```
/// use doc9303_reader::Status;
/// assert!(Status(0x6A82).is_not_found());
/// assert_eq!(Status(0x6C12).exact_length(), Some(18));
/// assert_eq!(Status(0x9000).to_string(), "9000");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Status(pub u16);

impl Status {
    /// 9000.
    pub const OK: Status = Status(0x9000);

    /// Whether the command was carried out, with a warning or without.
    pub const fn is_done(self) -> bool {
        matches!(self.0 >> 8, 0x90 | 0x62 | 0x63)
    }

    /// Whether the file or application is not there.
    pub const fn is_not_found(self) -> bool {
        matches!(self.0, 0x6A82 | 0x6A88)
    }

    /// Whether the security status forbids the command.
    pub const fn is_denied(self) -> bool {
        matches!(self.0, 0x6982 | 0x6985 | 0x6986)
    }

    /// Whether secure messaging was missing or wrong, after which no session goes on.
    pub const fn is_session_over(self) -> bool {
        matches!(self.0, 0x6987 | 0x6988)
    }

    /// How many more bytes GET RESPONSE gives: 61xx.
    pub const fn more(self) -> Option<usize> {
        match self.0.to_be_bytes() {
            [0x61, 0] => Some(256),
            [0x61, more] => Some(widen(more)),
            _ => None,
        }
    }

    /// The length with which the command is to be sent again: 6Cxx.
    pub const fn exact_length(self) -> Option<usize> {
        match self.0.to_be_bytes() {
            [0x6C, 0] => Some(256),
            [0x6C, exact] => Some(widen(exact)),
            _ => None,
        }
    }

    /// How many tries of a password are left: 63Cx.
    pub const fn tries_left(self) -> Option<u8> {
        match self.0.to_be_bytes() {
            [0x63, count] if count & 0xF0 == 0xC0 => Some(count & 0x0F),
            _ => None,
        }
    }
}

#[allow(clippy::as_conversions, reason = "`From` is not const; a byte fits every size")]
const fn widen(byte: u8) -> usize {
    byte as usize
}

impl fmt::Debug for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04X}", self.0)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04X}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_read_as_they_are_written() {
        for data in [0, 1, 255, 256, 40_000] {
            for expected in [None, Some(1), Some(255), Some(256), Some(257), Some(65_536)] {
                let command = Command { header: [0, 0xB0, 1, 2], data: vec![7; data], expected };
                let read = Command::parse(&command.to_bytes());
                // Without data, an extended command of 256 bytes or less is written short.
                assert_eq!(read.as_ref(), Some(&command), "{data} {expected:?}");
            }
        }
        for wrong in [&[][..], &[0, 0xB0, 0], &[0, 0xB0, 0, 0, 2, 1], &[0, 0xB0, 0, 0, 1, 1, 1, 1]] {
            assert_eq!(Command::parse(wrong), None, "{wrong:?}");
        }
    }
}
