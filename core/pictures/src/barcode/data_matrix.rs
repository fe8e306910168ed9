//! The codewords of a DataMatrix as bytes (ISO/IEC 16022 §5.2).

use crate::{Error, ErrorKind};

// What a codeword of ASCII encodation begins.
const PAD: u8 = 129;
const C40: u8 = 230;
const BASE_256: u8 = 231;
const FUNCTION_1: u8 = 232;
const STRUCTURED_APPEND: u8 = 233;
const READER_PROGRAMMING: u8 = 234;
const UPPER_SHIFT: u8 = 235;
const MACRO_05: u8 = 236;
const MACRO_06: u8 = 237;
const X12: u8 = 238;
const TEXT: u8 = 239;
const EDIFACT: u8 = 240;
const CHARACTER_SET: u8 = 241;
const UNLATCH: u8 = 254;

/// A function character in the middle, as readers transmit it.
const GROUP_SEPARATOR: u8 = 29;
const MACRO_TRAILER: &[u8] = b"\x1E\x04";

/// The sets of three characters in two codewords.
#[derive(Clone, Copy, PartialEq)]
enum Set {
    C40,
    Text,
    X12,
}

/// The bytes that the data codewords encode.
pub(super) fn decode(codewords: &[u8]) -> Result<Vec<u8>, Error> {
    let mut reading = Reading { codewords, at: 0, bytes: Vec::new() };
    let trailer = reading.ascii()?;
    reading.bytes.extend(trailer);
    Ok(reading.bytes)
}

struct Reading<'a> {
    codewords: &'a [u8],
    at: usize,
    bytes: Vec<u8>,
}

impl Reading<'_> {
    fn next(&mut self) -> Option<u8> {
        let next = self.codewords.get(self.at).copied();
        self.at += usize::from(next.is_some());
        next
    }

    fn need(&mut self) -> Result<u8, Error> {
        self.next().ok_or_else(|| wrong("ends within a character"))
    }

    /// ASCII encodation to the end, with what it latches to; and what a macro puts behind the last byte.
    fn ascii(&mut self) -> Result<&'static [u8], Error> {
        let mut trailer: &[u8] = &[];
        let mut shift = 0;
        while let Some(word) = self.next() {
            match word {
                1..=128 => self.bytes.push((word - 1) | core::mem::take(&mut shift)),
                PAD => break,
                130..=229 => self.bytes.extend([b'0' + (word - 130) / 10, b'0' + (word - 130) % 10]),
                C40 => self.triplets(Set::C40)?,
                TEXT => self.triplets(Set::Text)?,
                X12 => self.triplets(Set::X12)?,
                EDIFACT => self.edifact(),
                BASE_256 => self.base_256()?,
                UPPER_SHIFT => shift = 0x80,
                // In the first two places it says what kind of content follows.
                FUNCTION_1 if self.at > 2 => self.bytes.push(GROUP_SEPARATOR),
                FUNCTION_1 | READER_PROGRAMMING | UNLATCH => {}
                STRUCTURED_APPEND => return Err(wrong("is one of several symbols of one content")),
                MACRO_05 | MACRO_06 if self.at == 1 => {
                    let number = if word == MACRO_05 { b'5' } else { b'6' };
                    self.bytes.extend([b'[', b')', b'>', 0x1E, b'0', number, GROUP_SEPARATOR]);
                    trailer = MACRO_TRAILER;
                }
                CHARACTER_SET => self.character_set()?,
                _ => return Err(wrong("a codeword that no encodation has")),
            }
        }
        Ok(trailer)
    }

    /// Bytes as they are, each masked by its place.
    fn base_256(&mut self) -> Result<(), Error> {
        let first = self.unmasked()?;
        let length = match first {
            0 => self.codewords.len().saturating_sub(self.at),
            1..=249 => usize::from(first),
            _ => 250 * (usize::from(first) - 249) + usize::from(self.unmasked()?),
        };
        for _ in 0..length {
            let byte = self.unmasked()?;
            self.bytes.push(byte);
        }
        Ok(())
    }

    fn unmasked(&mut self) -> Result<u8, Error> {
        let word = self.need()?;
        let mask = (149 * self.at) % 255 + 1;
        Ok(word.wrapping_sub(u8::try_from(mask).unwrap_or_default()))
    }

    /// Three characters in two codewords, until it unlatches or one codeword is left.
    fn triplets(&mut self, set: Set) -> Result<(), Error> {
        let (mut shift, mut upper) = (0, 0);
        while self.codewords.len().saturating_sub(self.at) >= 2 {
            let high = self.need()?;
            if high == UNLATCH {
                return Ok(());
            }
            let packed = (u16::from(high) << 8 | u16::from(self.need()?)).checked_sub(1);
            let packed =
                packed.filter(|packed| *packed < 40 * 40 * 40).ok_or_else(|| wrong("no three characters"))?;
            for value in [packed / 1600, packed / 40 % 40, packed % 40] {
                let value = u8::try_from(value).unwrap_or_default();
                if set == Set::X12 {
                    self.bytes.push(x12(value));
                    continue;
                }
                match (shift, value) {
                    (0, 0..=2) => shift = value + 1,
                    (2, 30) => (shift, upper) = (0, 0x80),
                    _ => {
                        let character =
                            character(set, shift, value).ok_or_else(|| wrong("a character of no set"))?;
                        self.bytes.push(character | core::mem::take(&mut upper));
                        shift = 0;
                    }
                }
            }
        }
        Ok(())
    }

    /// Four characters in three codewords; within the last two codewords, ASCII.
    fn edifact(&mut self) {
        while let Some([first, second, third]) =
            self.codewords.get(self.at..).and_then(|rest| rest.first_chunk())
        {
            let packed = u32::from(*first) << 16 | u32::from(*second) << 8 | u32::from(*third);
            for place in 0..4_u32 {
                let value = u8::try_from(packed >> (18 - 6 * place) & 0x3F).unwrap_or_default();
                if value == 0x1F {
                    // The rest of the codeword that it ends in is empty.
                    self.at += usize::try_from(place + 1).unwrap_or_default().min(3);
                    return;
                }
                self.bytes.push(if value & 0x20 == 0 { value | 0x40 } else { value });
            }
            self.at += 3;
        }
    }

    /// An ECI says in which character set text is meant; bytes are bytes in each.
    fn character_set(&mut self) -> Result<(), Error> {
        let more = match self.need()? {
            0..=127 => 0,
            128..=191 => 1,
            _ => 2,
        };
        for _ in 0..more {
            self.need()?;
        }
        Ok(())
    }
}

/// A character of C40 or Text in the set that the shift chose.
fn character(set: Set, shift: u8, value: u8) -> Option<u8> {
    let basic = if set == Set::C40 { b'A' } else { b'a' };
    Some(match (shift, value) {
        (0, 3) => b' ',
        (0, 4..=13) => b'0' + value - 4,
        (0, 14..=39) => basic + value - 14,
        (1, 0..=31) => value,
        (2, 0..=14) => b'!' + value,
        (2, 15..=21) => b':' + value - 15,
        (2, 22..=26) => b'[' + value - 22,
        (2, 27) => GROUP_SEPARATOR,
        (3, 0) => b'`',
        (3, 1..=26) if set == Set::Text => b'A' + value - 1,
        (3, 1..=31) => b'`' + value,
        _ => return None,
    })
}

fn x12(value: u8) -> u8 {
    match value {
        0 => b'\r',
        1 => b'*',
        2 => b'>',
        3 => b' ',
        4..=13 => b'0' + value - 4,
        _ => b'A' + value - 14,
    }
}

fn wrong(detail: &'static str) -> Error {
    Error::new(ErrorKind::Codewords, "DataMatrix", detail)
}

#[cfg(test)]
mod tests {
    use super::decode;

    /// ISO/IEC 16022 §5.2.3 to §5.2.9; the codewords by hand.
    #[test]
    fn each_encodation() {
        let cases: [(&[u8], &[u8]); 14] = [
            (b"", &[]),
            (b"A1\x7F", &[66, 50, 128, 129, 70]),
            (b"0099", &[130, 229]),
            (b"\xC1", &[235, 66]),
            (b"AIM", &[230, 91, 11]),
            (b"AIMB", &[230, 91, 11, 254, 67]),
            // One codeword is left: ASCII without unlatching.
            (b"AIMB", &[230, 91, 11, 67]),
            (b"aim", &[239, 91, 11]),
            (b"AI>", &[238, 90, 243, 254]),
            (b"ABCD", &[240, 0x04, 0x20, 0xC4]),
            (b"AB", &[240, 0x04, 0x27, 0xC0]),
            (b"\x00\xFF", &[231, 2 + 44, 193, 0xFF_u8.wrapping_add(87)]),
            (b"[)>\x1E05\x1D7\x1E\x04", &[236, 56, 129]),
            (b"7", &[241, 27, 56]),
        ];
        for (bytes, codewords) in cases {
            assert_eq!(decode(codewords).as_deref(), Ok(bytes), "{codewords:?}");
        }
    }

    #[test]
    fn contradictions_are_told() {
        for codewords in [&[231, 45][..], &[255], &[230, 255, 255], &[233, 1, 1, 1], &[241], &[0]] {
            assert!(decode(codewords).is_err(), "{codewords:?}");
        }
    }
}
