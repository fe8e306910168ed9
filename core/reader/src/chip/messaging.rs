//! The chip's side of secure messaging (Doc 9303-11 §9.8): commands are checked, then decrypted; responses are encrypted, then
//! authenticated.

use super::effect::{Protection, flipped};
use crate::apdu::{Command, Response, Status};
use crate::cipher::CODE_LENGTH;
use crate::secure_messaging::{Channel, Objects, is_equal, push_object};

/// Objects of secure messaging are missing.
const MISSING: Status = Status(0x6987);
/// They are wrong.
const WRONG: Status = Status(0x6988);
/// Le, which a command may have.
const EXPECTED: u8 = 0x97;

/// Le within secure messaging, of one byte or of two.
fn expected_length(content: &[u8]) -> Option<usize> {
    Some(match content {
        [0] => 256,
        [length] => usize::from(*length),
        [0, 0] => 65_536,
        [high, low] => usize::from(u16::from_be_bytes([*high, *low])),
        _ => return None,
    })
}

impl Channel {
    /// Checks and opens the next command. After an error, the session is over.
    pub(super) fn open_command(&mut self, command: Command) -> Result<Command, Status> {
        let counter = self.next_counter();
        let Command { header, mut data, .. } = command;
        let objects = Objects::read(&data, EXPECTED).ok_or(MISSING)?;
        let expected = match objects.other {
            None => None,
            Some((start, end)) => Some(data.get(start..end).and_then(expected_length).ok_or(MISSING)?),
        };
        let authenticated = data.get(..objects.authenticated).unwrap_or_default();
        if !is_equal(&self.code(&counter, Some(&header), authenticated), &objects.code) {
            return Err(WRONG);
        }
        let [class, instruction, p1, p2] = header;
        self.unseal(&counter, &mut data, objects.sealed).ok_or(WRONG)?;
        Ok(Command { header: [class & !0x0C, instruction, p1, p2], data, expected })
    }

    /// Protects the next response, `[87 or 85] 99 8E`, or does it wrongly.
    pub(super) fn protect_response(
        &mut self,
        response: &Response,
        instruction: u8,
        wrong: Option<Protection>,
    ) -> Vec<u8> {
        let Response { data, status } = response;
        match wrong {
            Some(Protection::PlainData) => return response.to_bytes(),
            Some(Protection::PlainStatus(status)) => return status.to_be_bytes().to_vec(),
            Some(Protection::CounterStands) => self.counter = self.counter.wrapping_sub(1),
            Some(Protection::CounterSkips) => self.counter = self.counter.wrapping_add(1),
            _ => {}
        }
        let counter = self.next_counter();
        let sealed = self.sealed(data, &counter, instruction, wrong);
        let mut told = Vec::new();
        let own = if wrong == Some(Protection::OtherStatus) { Status(0x6982) } else { *status };
        push_object(&mut told, 0x99, &[&own.0.to_be_bytes()]);
        let objects = match wrong {
            Some(Protection::NoStatus) => sealed,
            Some(Protection::Order) => [told, sealed].concat(),
            Some(Protection::Twice) => [sealed.clone(), sealed, told].concat(),
            _ => [sealed, told].concat(),
        };
        let code = self.code(&counter, None, &objects).to_vec();
        let code = match wrong {
            Some(Protection::WrongCode) => flipped(&code, 0, 1),
            Some(Protection::ZeroCode) => vec![0; CODE_LENGTH],
            Some(Protection::ShortCode) => code.get(..CODE_LENGTH / 2).unwrap_or_default().to_vec(),
            _ => code,
        };
        let mut out = objects;
        if wrong != Some(Protection::NoCode) {
            push_object(&mut out, 0x8E, &[&code]);
        }
        if wrong == Some(Protection::Trailing) {
            out.extend([0x80, 0x01, 0x00]);
        }
        out.extend(status.0.to_be_bytes());
        out
    }

    /// The object with the encrypted data.
    fn sealed(&self, plain: &[u8], counter: &[u8], instruction: u8, wrong: Option<Protection>) -> Vec<u8> {
        let mut object = Vec::with_capacity(plain.len() + 2 * self.cipher.block_length());
        if plain.is_empty() {
            return object;
        }
        if wrong == Some(Protection::PlainObject) {
            push_object(&mut object, 0x81, &[plain]);
            return object;
        }
        let mut data = Vec::with_capacity(plain.len() + self.cipher.block_length());
        data.extend(plain);
        match wrong {
            Some(Protection::NoPadding) => {
                data.resize(data.len().next_multiple_of(self.cipher.block_length()), 0xFF);
            }
            _ => self.cipher.pad(&mut data),
        }
        if wrong != Some(Protection::Unencrypted) {
            self.encryption.encrypt(&self.iv(counter), &mut data);
        }
        if wrong == Some(Protection::NoBlocks) {
            data.pop();
        }
        let indicator = if wrong == Some(Protection::Indicator) { 2 } else { 1 };
        match (wrong, instruction & 1) {
            (Some(Protection::Giant), _) => {
                object.extend([0x87, 0x83, 0xFF, 0xFF, 0xFF, indicator]);
                object.extend(data);
            }
            (_, 0) => push_object(&mut object, 0x87, &[&[indicator], &data]),
            _ => push_object(&mut object, 0x85, &[&data]),
        }
        object
    }
}
