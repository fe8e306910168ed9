//! The authentication codes of secure messaging (Doc 9303-11 §9.8) under keys that were derived from a secret (§9.7).
//! Recorded messages are checked and never decrypted.

use crate::digest::DigestAlgorithm;
use aes::{Aes128, Aes192, Aes256};
use cmac::block_api::CmacCipher;
use cmac::{Cmac, Mac};
use core::fmt;
use des::Des;
use des::cipher::{Block, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use doc9303_asn1::Reader;

/// Bytes of every authentication code.
const CODE_LENGTH: usize = 8;

/// The cipher of a session, which decides how its keys are derived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cipher {
    /// Triple DES with two keys, and the retail MAC.
    TripleDes,
    /// AES-128 and CMAC.
    Aes128,
    /// AES-192 and CMAC.
    Aes192,
    /// AES-256 and CMAC.
    Aes256,
}

/// Why a message is not one of the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MessageError {
    /// Its data objects are not those of secure messaging: an object is missing, repeated or out of place.
    #[error("the message does not have the form of secure messaging")]
    Form,
    /// The authentication code is not the one under the session's keys and counter.
    #[error("the message authentication code is not one under the agreed keys")]
    Code,
    /// The status outside is not the one that is protected.
    #[error("the status is not the one that the message protects")]
    Status,
}

/// The messages after a key agreement, in their order.
pub struct Session {
    cipher: Cipher,
    code_key: Vec<u8>,
    /// The send sequence counter, one up before every message.
    counter: u128,
}

impl fmt::Debug for Session {
    /// The cipher, without the keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("cipher", &self.cipher).finish_non_exhaustive()
    }
}

impl Cipher {
    /// The cipher that the last arc of a protocol's object identifier names (Doc 9303-11 §9.2.5).
    pub fn from_arc(arc: u8) -> Option<Cipher> {
        match arc {
            1 => Some(Cipher::TripleDes),
            2 => Some(Cipher::Aes128),
            3 => Some(Cipher::Aes192),
            4 => Some(Cipher::Aes256),
            _ => None,
        }
    }

    fn key_length(self) -> usize {
        match self {
            Cipher::TripleDes | Cipher::Aes128 => 16,
            Cipher::Aes192 => 24,
            Cipher::Aes256 => 32,
        }
    }

    fn block_length(self) -> usize {
        if self == Cipher::TripleDes { 8 } else { 16 }
    }

    /// The key derivation function (Doc 9303-11 §9.7.1): a key is the beginning of H(secret || counter).
    fn derive(self, secret: &[u8], counter: u32) -> Vec<u8> {
        let digest = match self {
            Cipher::TripleDes | Cipher::Aes128 => DigestAlgorithm::Sha1,
            Cipher::Aes192 | Cipher::Aes256 => DigestAlgorithm::Sha256,
        };
        let digest = digest.digest_parts(&[secret, &counter.to_be_bytes()]);
        digest.as_ref().iter().copied().take(self.key_length()).collect()
    }

    /// The code over padded data.
    fn code(self, key: &[u8], data: &[u8]) -> Option<Vec<u8>> {
        match self {
            Cipher::TripleDes => retail_code(key, data),
            Cipher::Aes128 => cipher_code::<Aes128>(key, data),
            Cipher::Aes192 => cipher_code::<Aes192>(key, data),
            Cipher::Aes256 => cipher_code::<Aes256>(key, data),
        }
    }
}

impl Session {
    /// The session that begins when both sides have agreed on a secret: the counter is zero (Doc 9303-11 §9.8.6.3).
    pub fn new(cipher: Cipher, secret: &[u8]) -> Self {
        const CODE_KEY: u32 = 2;
        Session { cipher, code_key: cipher.derive(secret, CODE_KEY), counter: 0 }
    }

    /// Checks the next command: `CLA INS P1 P2 Lc objects Le`.
    ///
    /// # Errors
    /// See [`MessageError`].
    pub fn verify_command(&mut self, command: &[u8]) -> Result<(), MessageError> {
        let (header, body) = command.split_at_checked(4).ok_or(MessageError::Form)?;
        let is_protected = header.first().is_some_and(|class| class & 0x0C == 0x0C);
        let (length, rest) = match body {
            [0, high, low, rest @ ..] => (usize::from(u16::from_be_bytes([*high, *low])), rest),
            [length, rest @ ..] => (usize::from(*length), rest),
            [] => return Err(MessageError::Form),
        };
        let (objects, expected_length) = rest.split_at_checked(length).ok_or(MessageError::Form)?;
        if !is_protected || expected_length.len() > 2 {
            return Err(MessageError::Form);
        }
        let objects = Objects::read(objects, &[0x87, 0x85, 0x97])?;
        let mut data = self.padded(header);
        if !objects.authenticated.is_empty() {
            data.extend(self.padded(objects.authenticated));
        }
        self.verify(&data, objects.code)
    }

    /// Checks the next response: objects, then the status of two bytes, which must be the protected one.
    ///
    /// # Errors
    /// See [`MessageError`].
    pub fn verify_response(&mut self, response: &[u8]) -> Result<(), MessageError> {
        let length = response.len().checked_sub(2).ok_or(MessageError::Form)?;
        let (objects, status) = response.split_at_checked(length).ok_or(MessageError::Form)?;
        let objects = Objects::read(objects, &[0x87, 0x85, 0x99])?;
        let protected = objects.status.ok_or(MessageError::Form)?;
        self.verify(&self.padded(objects.authenticated), objects.code)?;
        if protected == status { Ok(()) } else { Err(MessageError::Status) }
    }

    fn verify(&mut self, data: &[u8], code: &[u8]) -> Result<(), MessageError> {
        self.counter = self.counter.wrapping_add(1);
        let counter = self.counter.to_be_bytes();
        let counter = counter.get(counter.len() - self.cipher.block_length()..).unwrap_or_default();
        let expected = self.cipher.code(&self.code_key, &[counter, data].concat());
        if expected.is_some_and(|expected| expected == code) { Ok(()) } else { Err(MessageError::Code) }
    }

    /// ISO/IEC 9797-1 padding method 2.
    fn padded(&self, data: &[u8]) -> Vec<u8> {
        let mut padded = data.to_vec();
        padded.push(0x80);
        padded.resize(padded.len().next_multiple_of(self.cipher.block_length()), 0);
        padded
    }
}

/// The data objects of one message.
struct Objects<'a> {
    /// Those that the code covers, as sent.
    authenticated: &'a [u8],
    /// DO'99'.
    status: Option<&'a [u8]>,
    /// DO'8E'.
    code: &'a [u8],
}

impl<'a> Objects<'a> {
    /// Objects of the given tags, each at most once, and DO'8E' behind them, which must be there.
    fn read(bytes: &'a [u8], allowed: &[u32]) -> Result<Self, MessageError> {
        let mut reader = Reader::new(bytes, "secure messaging");
        let mut seen = Vec::new();
        let mut status = None;
        loop {
            let start = reader.rest().len();
            let object = reader.read().map_err(|_| MessageError::Form)?;
            if object.tag() == 0x8E {
                let authenticated = bytes.get(..bytes.len() - start).unwrap_or_default();
                if !reader.is_empty() || object.content().len() != CODE_LENGTH {
                    return Err(MessageError::Form);
                }
                return Ok(Objects { authenticated, status, code: object.content() });
            }
            if !allowed.contains(&object.tag()) || seen.contains(&object.tag()) {
                return Err(MessageError::Form);
            }
            seen.push(object.tag());
            if object.tag() == 0x99 {
                status = Some(object.content());
            }
        }
    }
}

/// CMAC (NIST SP 800-38B), truncated.
fn cipher_code<C: CmacCipher>(key: &[u8], data: &[u8]) -> Option<Vec<u8>>
where
    Cmac<C>: Mac + KeyInit,
{
    let mut code = <Cmac<C> as KeyInit>::new_from_slice(key).ok()?;
    code.update(data);
    code.finalize().into_bytes().get(..CODE_LENGTH).map(<[u8]>::to_vec)
}

/// The retail MAC (ISO/IEC 9797-1 algorithm 3): DES in a chain, and two more steps at its end.
fn retail_code(key: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    let (first, second) = key.split_at_checked(8)?;
    let (first, second) = (Des::new_from_slice(first).ok()?, Des::new_from_slice(second).ok()?);
    let mut block = Block::<Des>::from([0; 8]);
    for chunk in data.as_chunks::<8>().0 {
        for (octet, next) in block.iter_mut().zip(chunk) {
            *octet ^= next;
        }
        first.encrypt_block(&mut block);
    }
    second.decrypt_block(&mut block);
    first.encrypt_block(&mut block);
    Some(block.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(digits: &str) -> Vec<u8> {
        let value = |at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
        (0..digits.len()).step_by(2).map(value).collect()
    }

    /// The session of Doc 9303-11 Appendix D.4, which begins with the counter of Basic Access Control.
    fn example() -> Session {
        Session {
            cipher: Cipher::TripleDes,
            code_key: hex("F1CB1F1FB5ADF208806B89DC579DC1F8"),
            counter: 0x8870_2212_0C06_C226,
        }
    }

    const SELECT: (&str, &str) =
        ("0CA4020C158709016375432908C044F68E08BF8B92D635FF24F800", "990290008E08FA855A5D4C50A8ED9000");

    #[test]
    fn the_example_of_the_standard_holds() {
        let exchanges = [
            SELECT,
            (
                "0CB000000D9701048E08ED6705417E96BA5500",
                "8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000",
            ),
            (
                "0CB000040D9701128E082EA28A70F3C7B53500",
                "871901FB9235F4E4037F2327DCC8964F1F9B8C30F42C8E2FFF224A990290008E08C8B2787EAEA07D749000",
            ),
        ];
        let mut session = example();
        for (command, response) in exchanges {
            assert_eq!(session.verify_command(&hex(command)), Ok(()));
            assert_eq!(session.verify_response(&hex(response)), Ok(()));
        }
        assert_eq!(
            example().verify_response(&hex(SELECT.1)),
            Err(MessageError::Code),
            "the counter is covered"
        );
    }

    #[test]
    fn lengths_in_three_octets_are_read() {
        let mut session = example();
        let extended = "0CA4020C0000158709016375432908C044F68E08BF8B92D635FF24F80000";
        assert_eq!(session.verify_command(&hex(extended)), Ok(()));
    }

    #[test]
    fn messages_of_another_form_are_none() {
        let after_command = || {
            let mut session = example();
            session.verify_command(&hex(SELECT.0)).unwrap();
            session
        };
        let forms = [
            "",
            "9000",
            "990290009000",
            "8E08FA855A5D4C50A8ED9000",
            "8E08FA855A5D4C50A8ED990290009000",
            "9902900099029000 8E08FA855A5D4C50A8ED9000",
            "990290008E07FA855A5D4C50A89000",
            "990290008E08FA855A5D4C50A8ED8E08FA855A5D4C50A8ED9000",
            "970100990290008E08FA855A5D4C50A8ED9000",
        ];
        for form in forms {
            let response = hex(&form.replace(' ', ""));
            assert_eq!(after_command().verify_response(&response), Err(MessageError::Form), "{form}");
        }
        let other_status = hex("990290008E08FA855A5D4C50A8ED6A82");
        assert_eq!(after_command().verify_response(&other_status), Err(MessageError::Status));
        let mut code = hex(SELECT.1);
        code[12] ^= 1;
        assert_eq!(after_command().verify_response(&code), Err(MessageError::Code));
        let plain = "00A4020C158709016375432908C044F68E08BF8B92D635FF24F800";
        assert_eq!(example().verify_command(&hex(plain)), Err(MessageError::Form));
    }

    /// Doc 9303-11 Appendix D.1 and, for the longer keys, SHA-256 of the same seed.
    #[test]
    fn keys_are_derived_by_the_cipher() {
        let seed = hex("239AB9CB282DAF66231DC5A4DF6BFBAE");
        assert_eq!(Cipher::Aes128.derive(&seed, 1).len(), 16);
        // The standard prints the keys with their parity adjusted: the lowest bit of each byte.
        let printed = hex("7962D9ECE03D1ACD4C76089DCE131543");
        let derived = Cipher::TripleDes.derive(&seed, 2);
        assert!(derived.iter().zip(&printed).all(|(own, printed)| own & 0xFE == printed & 0xFE));
        assert_eq!(derived.len(), printed.len());
        let long = DigestAlgorithm::Sha256.digest_parts(&[&seed, &[0, 0, 0, 2]]);
        assert_eq!(Cipher::Aes192.derive(&seed, 2), long.as_ref()[..24]);
        assert_eq!(Cipher::Aes256.derive(&seed, 2), long.as_ref());
    }
}
