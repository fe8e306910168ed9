//! Files that somebody kept as text: hexadecimal, base64, a listing of bytes. They are not the chip's bytes, and to
//! judge them as such would call an honest document a forgery.

use super::FileId;
use crate::DataGroup;

/// Fewer bytes may be the beginning of a file that broke off: tags and lengths can look like letters.
const LEAST: usize = 8;

/// Whether these bytes are text from the first to the last and not the file. No file of a chip is: lengths, counters
/// and tags are control characters or beyond ASCII. DG13 is the issuing State's own and may hold any text, so there
/// only its own outermost element in hexadecimal counts.
pub(super) fn is_text(file: FileId, bytes: &[u8]) -> bool {
    if bytes.len() < LEAST || file.open(bytes).is_ok() {
        return false;
    }
    if file == FileId::Dg(DataGroup::DG13) {
        return is_hexadecimal(bytes);
    }
    match bytes {
        // What a shell of Windows makes of a listing.
        [0xFF, 0xFE, rest @ ..] => is_utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => is_utf16(rest, u16::from_be_bytes),
        _ => core::str::from_utf8(bytes).is_ok_and(|text| text.chars().all(is_printed)),
    }
}

fn is_printed(letter: char) -> bool {
    !letter.is_control() || matches!(letter, '\t' | '\n' | '\r')
}

fn is_utf16(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16) -> bool {
    let (units, rest) = bytes.as_chunks::<2>();
    rest.is_empty()
        && char::decode_utf16(units.iter().map(|pair| unit(*pair))).all(|letter| letter.is_ok_and(is_printed))
}

/// Hexadecimal digits and what parts them, beginning with the tag of DG13.
fn is_hexadecimal(bytes: &[u8]) -> bool {
    let digits = bytes.iter().all(|letter| {
        letter.is_ascii_hexdigit()
            || letter.is_ascii_whitespace()
            || matches!(letter, b':' | b',' | b'x' | b'X')
    });
    let text = bytes.trim_ascii_start();
    let text = text.strip_prefix(b"0x").or_else(|| text.strip_prefix(b"0X")).unwrap_or(text);
    digits && matches!(text, [b'6', b'D' | b'd', ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_told_apart_from_bytes() {
        let sod = FileId::Sod;
        for text in [
            &b"7782067430820670"[..],
            b"77 82 06 74 30 82",
            b"0x77, 0x82, 0x06",
            b"d4IGdDCCBnAGCSqGSIb3DQEHAqCCBmEwggZd\r\nAgED\n",
            b"-----BEGIN CMS-----\nMII=\n-----END CMS-----\n",
            b"00000000: 7782 0674  w..t",
            b"\xEF\xBB\xBF778206743082",
            b"\xFF\xFE7\x007\x008\x002\x00",
            b"\xFE\xFF\x007\x007\x008\x002",
        ] {
            assert!(is_text(sod, text));
        }
        for octets in [
            &b"w\x82\x06t0\x82\x06p"[..],
            b"",
            b"wp",
            b"w\x09HTML tabs",
            b"a[_\x1FXP<UTO",
            b"\xFF\xFE\x00\x00\x00\x00\x00\x00",
            b"\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF",
        ] {
            assert!(!is_text(sod, octets), "{octets:?}");
        }
    }

    #[test]
    fn free_text_in_dg13_is_the_issuers_own() {
        let dg13 = FileId::Dg(DataGroup::DG13);
        assert!(!is_text(dg13, b"UTOPIA MINISTRY OF DOCUMENTS"));
        assert!(!is_text(dg13, b"0123456789ABCDEF"));
        assert!(is_text(dg13, b"6D0A554D424F"));
        assert!(is_text(dg13, b"0x6d, 0x0a, 0x55"));
    }
}
