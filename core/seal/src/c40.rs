//! C40 as seals have it (Doc 9303-13 §2.6): three characters in two bytes, of letters, digits and the space alone.

/// The byte that ends C40 for one character in DataMatrix ASCII.
const UNLATCH: u8 = 0xFE;

/// Decodes C40; fillers of zones are spaces.
///
/// Takes only what [`encode`] writes: no shift into another set, no pair beyond the last value, one unlatch at most, and
/// that before the last character.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, &'static str> {
    let mut text = String::with_capacity(bytes.len().saturating_mul(3) / 2);
    let mut pairs = bytes.chunks(2).peekable();
    while let Some(pair) = pairs.next() {
        let is_last = pairs.peek().is_none();
        match pair {
            [UNLATCH, ascii] if is_last => {
                text.push(basic(ascii.wrapping_sub(1)).ok_or("C40 unlatches for another character")?);
            }
            [UNLATCH, _] => return Err("C40 unlatches before its end"),
            [high, low] => triple(u16::from_be_bytes([*high, *low]), is_last, &mut text)?,
            _ => return Err("C40 of an odd number of bytes"),
        }
    }
    Ok(text)
}

/// The characters of one pair of bytes: `1600 a + 40 b + c + 1`. The last pair may end in a zero instead of a character.
fn triple(packed: u16, is_last: bool, text: &mut String) -> Result<(), &'static str> {
    let packed = packed.checked_sub(1).filter(|packed| *packed < 64_000).ok_or("C40 value out of range")?;
    let values = [packed / 1600, packed / 40 % 40, packed % 40];
    for (place, value) in values.into_iter().enumerate() {
        match value {
            0 if is_last && place == 2 => {}
            0..=2 if is_last && place == 2 => return Err("C40 ends in a shift"),
            0..=2 => return Err("C40 shifts to another set"),
            3 => text.push(' '),
            4..=13 => text.push(letter(b'0', value - 4)),
            _ => text.push(letter(b'A', value - 14)),
        }
    }
    Ok(())
}

/// The character so many places after another one.
fn letter(first: u8, places: u16) -> char {
    char::from(first.wrapping_add(u8::try_from(places).unwrap_or_default()))
}

/// A character of the basic set.
fn basic(octet: u8) -> Option<char> {
    matches!(octet, b' ' | b'0'..=b'9' | b'A'..=b'Z').then(|| char::from(octet))
}

/// Encodes letters, digits, spaces and fillers; `None` for anything else.
pub(crate) fn encode(text: &str) -> Option<Vec<u8>> {
    let value = |octet: &u8| match octet {
        b' ' | b'<' => Some(3_u16),
        b'0'..=b'9' => Some(u16::from(octet - b'0') + 4),
        b'A'..=b'Z' => Some(u16::from(octet - b'A') + 14),
        _ => None,
    };
    let mut bytes = Vec::with_capacity(text.len());
    for chunk in text.as_bytes().chunks(3) {
        let pair = match chunk {
            [one] => {
                value(one)?;
                let ascii = if *one == b'<' { b' ' } else { *one };
                [UNLATCH, ascii + 1]
            }
            [one, two] => (1600 * value(one)? + 40 * value(two)? + 1).to_be_bytes(),
            [one, two, three] => (1600 * value(one)? + 40 * value(two)? + value(three)? + 1).to_be_bytes(),
            _ => return None,
        };
        bytes.extend(pair);
    }
    Some(bytes)
}

/// How many bytes hold so many characters.
pub(crate) fn length(characters: usize) -> usize {
    characters.div_ceil(3).saturating_mul(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_examples() {
        for (text, bytes) in [
            ("XK CD", "EB0466A9"),
            ("XKCD", "EB11FE45"),
            ("VISA01", "DE515826"),
            ("UTTS025B", "D9CAC8A73A99"),
            ("DETS0232", "6D32C8A72CB1"),
            ("D  ", "6ABC"),
            ("UTO", "D9C5"),
        ] {
            let bytes = base16ct::upper::decode_vec(bytes).unwrap();
            assert_eq!(encode(text).unwrap(), bytes, "{text}");
            assert_eq!(decode(&bytes).unwrap(), text);
            assert_eq!(length(text.len()), bytes.len());
        }
    }

    #[test]
    fn only_what_is_written_is_read() {
        let shift = (1600 * 14 + 40 * 14 + 1 + 1_u16).to_be_bytes();
        for (bytes, detail) in [
            (&[0x6A][..], "C40 of an odd number of bytes"),
            (&[0, 0], "C40 value out of range"),
            (&[0xFA, 0x01], "C40 value out of range"),
            (&[0xFF, 0xFF], "C40 value out of range"),
            (&shift, "C40 ends in a shift"),
            (&[0x00, 0x01, 0xD9, 0xC5], "C40 shifts to another set"),
            (&[0xFE, 0x45, 0xD9, 0xC5], "C40 unlatches before its end"),
            (&[0xFE, 0x62], "C40 unlatches for another character"),
            (&[0xFE, 0x00], "C40 unlatches for another character"),
        ] {
            assert_eq!(decode(bytes), Err(detail), "{bytes:02X?}");
        }
        assert_eq!(encode("ab"), None);
        assert_eq!(decode(&encode("<<1").unwrap()).unwrap(), "  1");
    }
}
