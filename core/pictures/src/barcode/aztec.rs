//! The bits of an Aztec code as bytes (ISO/IEC 24778 §7).

use super::bits::Bits;
use crate::{Error, ErrorKind};

#[derive(Clone, Copy, PartialEq)]
enum Table {
    Upper,
    Lower,
    Mixed,
    Punctuation,
    Digit,
}

/// What a code of a table stands for.
enum Code {
    Bytes(&'static [u8]),
    Byte(u8),
    Latch(Table),
    Shift(Table),
    Binary,
    Flag,
}

/// The bytes that the corrected bits encode. What is left when a code does not fit is padding.
pub(super) fn decode(bytes: &[u8], count: usize) -> Result<Vec<u8>, Error> {
    let mut bits = Bits::new(bytes, count);
    let mut content = Vec::new();
    let (mut latched, mut table) = (Table::Upper, Table::Upper);
    while let Some(code) = bits.take(if table == Table::Digit { 4 } else { 5 }) {
        let own = core::mem::replace(&mut table, latched);
        match code_of(own, u8::try_from(code).unwrap_or_default()) {
            Code::Bytes(bytes) => content.extend_from_slice(bytes),
            Code::Byte(byte) => content.push(byte),
            Code::Latch(to) => (latched, table) = (to, to),
            Code::Shift(to) => (latched, table) = (own, to),
            Code::Binary => {
                (latched, table) = (own, own);
                if !binary(&mut bits, &mut content) {
                    break;
                }
            }
            Code::Flag => flag(&mut bits, &mut content)?,
        }
    }
    Ok(content)
}

/// Bytes as they are; `false` at the end of the bits.
fn binary(bits: &mut Bits<'_>, content: &mut Vec<u8>) -> bool {
    let length = match bits.take(5) {
        Some(0) => bits.take(11).map(|more| more + 31),
        length => length,
    };
    let Some(length) = length else { return false };
    for _ in 0..length {
        let Some(byte) = bits.byte() else { return false };
        content.push(byte);
    }
    true
}

/// A function character, or the character set that text is meant in, which changes no byte.
fn flag(bits: &mut Bits<'_>, content: &mut Vec<u8>) -> Result<(), Error> {
    match bits.take(3) {
        None => {}
        Some(0) => content.push(29),
        Some(7) => return Err(Error::new(ErrorKind::Codewords, "Aztec", "a flag that is reserved")),
        Some(digits) => {
            for _ in 0..digits {
                bits.take(4);
            }
        }
    }
    Ok(())
}

const MIXED: &[u8] = b" \x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0B\x0C\r\x1B\x1C\x1D\x1E\x1F@\\^_`|~\x7F";
const PUNCTUATION: [&[u8]; 30] = [
    b"\r", b"\r\n", b". ", b", ", b": ", b"!", b"\"", b"#", b"$", b"%", b"&", b"'", b"(", b")", b"*", b"+",
    b",", b"-", b".", b"/", b":", b";", b"<", b"=", b">", b"?", b"[", b"]", b"{", b"}",
];
const DIGITS: &[u8] = b" 0123456789,.";

fn code_of(table: Table, code: u8) -> Code {
    let place = |first: u8| usize::from(code.saturating_sub(first));
    match (table, code) {
        (Table::Punctuation, 0) => Code::Flag,
        (_, 0) => Code::Shift(Table::Punctuation),
        (Table::Upper | Table::Lower, 1) => Code::Byte(b' '),
        (Table::Upper, 2..=27) => Code::Byte(b'A' + code - 2),
        (Table::Lower, 2..=27) => Code::Byte(b'a' + code - 2),
        (Table::Upper, 28) => Code::Latch(Table::Lower),
        (Table::Lower, 28) => Code::Shift(Table::Upper),
        (Table::Upper | Table::Lower, 29) => Code::Latch(Table::Mixed),
        (Table::Upper | Table::Lower, 30) => Code::Latch(Table::Digit),
        (Table::Mixed, 28) => Code::Latch(Table::Lower),
        (Table::Mixed, 29) => Code::Latch(Table::Upper),
        (Table::Mixed, 30) => Code::Latch(Table::Punctuation),
        (Table::Upper | Table::Lower | Table::Mixed, 31..) => Code::Binary,
        (Table::Mixed, _) => MIXED.get(place(1)).map_or(Code::Binary, |byte| Code::Byte(*byte)),
        (Table::Punctuation, 31..) => Code::Latch(Table::Upper),
        (Table::Punctuation, _) => PUNCTUATION.get(place(1)).map_or(Code::Flag, |bytes| Code::Bytes(bytes)),
        (Table::Digit, 14) => Code::Latch(Table::Upper),
        (Table::Digit, 15..) => Code::Shift(Table::Upper),
        (Table::Digit, _) => DIGITS.get(place(1)).map_or(Code::Binary, |byte| Code::Byte(*byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    /// Values of so many bits each, one after the other.
    fn bits(codes: &[(u32, u32)]) -> (Vec<u8>, usize) {
        let text: String = codes
            .iter()
            .flat_map(|(value, width)| {
                (0..*width).rev().map(move |place| if value >> place & 1 == 1 { '1' } else { '0' })
            })
            .collect();
        let padded = format!("{text:0<width$}", width = text.len().next_multiple_of(8));
        let byte = |at: usize| padded.get(at..at + 8).and_then(|part| u8::from_str_radix(part, 2).ok());
        ((0..padded.len()).step_by(8).filter_map(byte).collect(), text.len())
    }

    fn read(codes: &[(u32, u32)]) -> Option<Vec<u8>> {
        let (bytes, count) = bits(codes);
        decode(&bytes, count).ok()
    }

    /// ISO/IEC 24778 Table 2: letters, latches, shifts and the codes of each table.
    #[test]
    fn each_table() {
        // A, lower, b, shift to upper, C, d, mixed, @, FS, punctuation, !, ". ", upper, Z.
        let tables = [2, 28, 3, 28, 4, 5, 29, 20, 16, 30, 6, 3, 31, 27].map(|code| (code, 5));
        assert_eq!(read(&tables).as_deref(), Some(&b"AbCd@\x1C!. Z"[..]));
        // Digit: 7, shift to upper, B, ".", shift to punctuation, "-", upper, A.
        let digits = [(30, 5), (9, 4), (15, 4), (3, 5), (13, 4), (0, 4), (18, 5), (14, 4), (2, 5)];
        assert_eq!(read(&digits).as_deref(), Some(&b"7B.-A"[..]));
    }

    #[test]
    fn bytes_and_flags() {
        let binary = [(31, 5), (2, 5), (0xDC, 8), (0x00, 8), (2, 5)];
        assert_eq!(read(&binary).as_deref(), Some(&b"\xDC\x00A"[..]));
        let mut long = vec![(31, 5), (0, 5), (1, 11)];
        long.extend([(0xFE, 8); 32]);
        assert_eq!(read(&long), Some(vec![0xFE; 32]));
        // A function character, and ECI 26, which is of no account for bytes.
        let flags = [(0, 5), (0, 5), (0, 3), (0, 5), (0, 5), (2, 3), (4, 4), (8, 4), (2, 5)];
        assert_eq!(read(&flags).as_deref(), Some(&b"\x1DA"[..]));
        assert_eq!(read(&[(0, 5), (0, 5), (7, 3)]), None);
        // What is left when a code does not fit is padding.
        assert_eq!(read(&[(2, 5), (31, 5), (15, 4)]).as_deref(), Some(&b"A"[..]));
    }
}
