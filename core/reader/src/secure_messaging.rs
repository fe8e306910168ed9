//! Secure messaging (Doc 9303-11 §9.8): every command is encrypted, then authenticated; every response is checked, then
//! decrypted.

use crate::apdu::{Command, Response, SHORT_DATA, Status};
use crate::cipher::{BlockKey, CODE_LENGTH, Cipher, CodeKey, KeyPurpose, Secret};
use core::fmt;
use zeroize::Zeroize;

/// Bytes that protection adds to a response at most, besides padding: three objects and their lengths.
const RESPONSE_OVERHEAD: usize = 4 + 1 + 4 + 10;
/// Those of a command.
const COMMAND_OVERHEAD: usize = 4 + 1 + 4 + 10;

/// Why a response does not belong to the session. The session ends with it.
///
/// ```
/// use doc9303_reader::{Channel, Cipher, Command, MessagingError, Response, Status};
/// let mut channel = Channel::from_keys(Cipher::Aes128, &[1; 16], &[2; 16], 0).unwrap();
/// channel.protect(&Command::new(0x00, 0xB0, 0x00, 0x00).with_expected(4));
/// let plain = Response::parse(&[0x6A, 0x82]).unwrap();
/// assert_eq!(channel.open(plain), Err(MessagingError::Unprotected(Status(0x6A82))));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MessagingError {
    /// The response is not protected.
    #[error("the response is not protected, status {0}")]
    Unprotected(Status),
    /// Its data objects are not those of secure messaging.
    #[error("the response does not have the form of secure messaging")]
    Form,
    /// Its authentication code is not the one under the session's keys and counter.
    #[error("the authentication code of the response is wrong")]
    Code,
    /// The status outside is not the protected one.
    #[error("the status of the response is not the one that it protects")]
    Status,
    /// The session ended before, and none was begun since.
    #[error("the session is over")]
    Over,
    /// The decrypted data does not end in padding.
    #[error("the data of the response is not padded")]
    Padding,
}

/// A session: keys and the send sequence counter. The keys are overwritten when it is dropped.
pub struct Channel {
    pub(crate) cipher: Cipher,
    pub(crate) encryption: BlockKey,
    authentication: CodeKey,
    pub(crate) counter: u128,
    keys: (Secret, Secret),
}

impl fmt::Debug for Channel {
    /// The cipher, without keys and counter.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Channel").field("cipher", &self.cipher).finish_non_exhaustive()
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.counter.zeroize();
    }
}

impl Channel {
    /// The session under keys that are derived from a secret (§9.7.1), with this counter.
    pub(crate) fn derive(cipher: Cipher, secret: &[u8], counter: u128) -> Option<Self> {
        let encryption = cipher.derive(secret, KeyPurpose::Encryption);
        let authentication = cipher.derive(secret, KeyPurpose::Authentication);
        Channel::with_keys(cipher, encryption, authentication, counter)
    }

    pub(crate) fn with_keys(
        cipher: Cipher,
        encryption: Secret,
        authentication: Secret,
        counter: u128,
    ) -> Option<Self> {
        Some(Channel {
            cipher,
            encryption: BlockKey::new(cipher, &encryption)?,
            authentication: CodeKey::new(cipher, &authentication)?,
            counter,
            keys: (encryption, authentication),
        })
    }

    /// The session under keys that were agreed on elsewhere, for those who have keys from a worked example or another reader.
    /// `None` if the keys have not the cipher's length. The counter is zero after PACE and Chip Authentication.
    ///
    /// ```
    /// use doc9303_reader::{Channel, Cipher, Command};
    /// let (encryption, authentication) = ([1; 16], [2; 16]);
    /// let mut channel = Channel::from_keys(Cipher::Aes128, &encryption, &authentication, 0).unwrap();
    /// let command = channel.protect(&Command::new(0x00, 0xB0, 0x00, 0x00).with_expected(4));
    /// assert_eq!(command.header, [0x0C, 0xB0, 0x00, 0x00]);
    /// ```
    pub fn from_keys(
        cipher: Cipher,
        encryption: &[u8],
        authentication: &[u8],
        counter: u128,
    ) -> Option<Self> {
        let [encryption, authentication] = [encryption, authentication].map(|key| Secret::new(key.to_vec()));
        Channel::with_keys(cipher, encryption, authentication, counter)
    }

    /// The cipher of the session.
    pub fn cipher(&self) -> Cipher {
        self.cipher
    }

    /// The keys for encryption and for authentication codes.
    pub(crate) fn keys(&self) -> (&[u8], &[u8]) {
        (&self.keys.0, &self.keys.1)
    }

    /// How many bytes of data a response can carry at most that has `length` bytes in all, without the status.
    pub fn data_within(&self, length: usize) -> usize {
        let blocks = length.saturating_sub(RESPONSE_OVERHEAD) / self.cipher.block_length();
        (blocks * self.cipher.block_length()).saturating_sub(1)
    }

    /// How many bytes of data a command can carry at most whose data field has `length` bytes.
    pub fn command_data_within(&self, length: usize) -> usize {
        let blocks = length.saturating_sub(COMMAND_OVERHEAD) / self.cipher.block_length();
        (blocks * self.cipher.block_length()).saturating_sub(1)
    }

    /// Protects the next command: `[87 or 85] [97] 8E` (§9.8.4).
    pub fn protect(&mut self, command: &Command) -> Command {
        let counter = self.next_counter();
        let [class, instruction, p1, p2] = command.header;
        let header = [class | 0x0C, instruction, p1, p2];
        let mut objects =
            Vec::with_capacity(command.data.len() + COMMAND_OVERHEAD + self.cipher.block_length());
        if !command.data.is_empty() {
            let mut data = Vec::with_capacity(command.data.len() + self.cipher.block_length());
            data.extend(&command.data);
            self.cipher.pad(&mut data);
            self.encryption.encrypt(&self.iv(&counter), &mut data);
            match instruction & 1 {
                0 => push_object(&mut objects, 0x87, &[&[1], &data]),
                _ => push_object(&mut objects, 0x85, &[&data]),
            }
        }
        if let Some(expected) = command.expected {
            let [.., high, low] = expected.to_be_bytes();
            match expected {
                0..=256 => push_object(&mut objects, 0x97, &[&[low]]),
                _ => push_object(&mut objects, 0x97, &[&[high, low]]),
            }
        }
        let code = self.code(&counter, Some(&header), &objects);
        push_object(&mut objects, 0x8E, &[&code]);
        let is_extended = command.is_extended() || objects.len() > SHORT_DATA;
        let expected = if is_extended { 65_536 } else { 256 };
        Command { header, data: objects, expected: Some(expected) }
    }

    /// Checks and opens the next response.
    ///
    /// # Errors
    /// See [`MessagingError`]. After one, the session is over.
    pub fn open(&mut self, response: Response) -> Result<Response, MessagingError> {
        let counter = self.next_counter();
        let Response { mut data, status } = response;
        if data.is_empty() {
            return Err(MessagingError::Unprotected(status));
        }
        let objects = Objects::read(&data, STATUS).ok_or(MessagingError::Form)?;
        let told = objects.other.and_then(|(start, end)| data.get(start..end)?.try_into().ok());
        let told = told.map(u16::from_be_bytes).map(Status).ok_or(MessagingError::Form)?;
        let authenticated = data.get(..objects.authenticated).unwrap_or_default();
        if !is_equal(&self.code(&counter, None, authenticated), &objects.code) {
            return Err(MessagingError::Code);
        }
        if told != status {
            return Err(MessagingError::Status);
        }
        self.unseal(&counter, &mut data, objects.sealed).ok_or(MessagingError::Padding)?;
        Ok(Response { data, status })
    }

    /// Leaves the decrypted data of a message, which is none if no object holds any. `None` if it is not in blocks or not padded.
    pub(crate) fn unseal(
        &self,
        counter: &[u8],
        message: &mut Vec<u8>,
        sealed: Option<(usize, usize)>,
    ) -> Option<()> {
        let Some((start, end)) = sealed else {
            message.clear();
            return Some(());
        };
        message.truncate(end);
        message.drain(..start);
        if message.is_empty() || !message.len().is_multiple_of(self.cipher.block_length()) {
            return None;
        }
        self.encryption.decrypt(&self.iv(counter), message);
        Cipher::unpad(message)
    }

    pub(crate) fn next_counter(&mut self) -> Vec<u8> {
        self.counter = self.counter.wrapping_add(1);
        if self.cipher == Cipher::TripleDes {
            self.counter &= u128::from(u64::MAX);
        }
        let counter = self.counter.to_be_bytes();
        counter.get(counter.len() - self.cipher.block_length()..).unwrap_or_default().to_vec()
    }

    /// Zero for 3DES, the encrypted counter for AES (§9.8.6).
    pub(crate) fn iv(&self, counter: &[u8]) -> Vec<u8> {
        match self.cipher {
            Cipher::TripleDes => vec![0; 8],
            _ => {
                let mut iv = counter.to_vec();
                self.encryption.encrypt(&[], &mut iv);
                iv
            }
        }
    }

    /// The code over counter, header and objects, each padded.
    pub(crate) fn code(&self, counter: &[u8], header: Option<&[u8; 4]>, objects: &[u8]) -> [u8; CODE_LENGTH] {
        let padded = |data: &[u8]| {
            let mut padded = data.to_vec();
            self.cipher.pad(&mut padded);
            padded
        };
        let header = header.map(|header| padded(header)).unwrap_or_default();
        let objects = if objects.is_empty() && !header.is_empty() { Vec::new() } else { padded(objects) };
        self.authentication.code(&[counter, &header, &objects])
    }
}

/// The protected status, which a response has.
const STATUS: u8 = 0x99;

/// The data objects of a message, by their places (§9.8.4).
pub(crate) struct Objects {
    /// The encrypted data.
    pub(crate) sealed: Option<(usize, usize)>,
    /// The content of the other object that a message may have: the status of a response, the expected length of a command.
    pub(crate) other: Option<(usize, usize)>,
    /// How many bytes the code covers.
    pub(crate) authenticated: usize,
    pub(crate) code: [u8; CODE_LENGTH],
}

impl Objects {
    /// `[87 or 85] [other] 8E`, each at most once.
    pub(crate) fn read(bytes: &[u8], other_tag: u8) -> Option<Objects> {
        let (mut place, mut sealed, mut other) = (0, None, None);
        loop {
            let (tag, start, end) = object(bytes, place)?;
            let content = bytes.get(start..end)?;
            match tag {
                0x87 if sealed.is_none() && other.is_none() && content.first() == Some(&1) => {
                    sealed = Some((start.checked_add(1)?, end));
                }
                0x85 if sealed.is_none() && other.is_none() => sealed = Some((start, end)),
                0x8E if end == bytes.len() => {
                    let code = content.try_into().ok()?;
                    return Some(Objects { sealed, other, authenticated: place, code });
                }
                _ if tag == other_tag && other.is_none() => other = Some((start, end)),
                _ => return None,
            }
            place = end;
        }
    }
}

/// The tag of the object at a place, and where its content begins and ends.
fn object(bytes: &[u8], place: usize) -> Option<(u8, usize, usize)> {
    let (tag, length, start) = match bytes.get(place..)? {
        [tag, 0x81, length, ..] => (*tag, usize::from(*length), place.checked_add(3)?),
        [tag, 0x82, high, low, ..] => {
            (*tag, usize::from(u16::from_be_bytes([*high, *low])), place.checked_add(4)?)
        }
        [tag, 0x83, top, high, low, ..] => {
            let length = usize::try_from(u32::from_be_bytes([0, *top, *high, *low])).ok()?;
            (*tag, length, place.checked_add(5)?)
        }
        [tag, length @ 0..=0x7F, ..] => (*tag, usize::from(*length), place.checked_add(2)?),
        _ => return None,
    };
    Some((tag, start, start.checked_add(length)?))
}

/// Appends an object of one-byte tag.
pub(crate) fn push_object(out: &mut Vec<u8>, tag: u8, parts: &[&[u8]]) {
    out.push(tag);
    push_length(out, parts.iter().map(|part| part.len()).sum());
    parts.iter().for_each(|part| out.extend(*part));
}

/// Appends a length in as few bytes as hold it.
pub(crate) fn push_length(out: &mut Vec<u8>, length: usize) {
    let [.., top, high, low] = length.to_be_bytes();
    match length {
        0..=0x7F => out.push(low),
        0x80..=0xFF => out.extend([0x81, low]),
        0x100..=0xFFFF => out.extend([0x82, high, low]),
        _ => out.extend([0x83, top, high, low]),
    }
}

/// Compares without a time that depends on where the bytes differ.
pub(crate) fn is_equal(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len() && one.iter().zip(other).fold(0, |sum, (one, other)| sum | (one ^ other)) == 0
}
