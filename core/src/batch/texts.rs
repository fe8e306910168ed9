//! What stands in a table as text: a file in base64, and a zone whose lines something else than a line break parts.

use super::columns::{Cells, column};
use crate::{Code, Error, FileId, Limits, Mrz};
use arrow_array::RecordBatch;
use arrow_schema::ArrowError;
use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use std::borrow::Cow;

const ANY_PADDING: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
static BASE64: GeneralPurpose = GeneralPurpose::new(&STANDARD, ANY_PADDING);
static BASE64_URL: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, ANY_PADDING);

/// A text of so many hexadecimal digits and nothing else is none that base64 would have made: one in 10^15 is.
const SURELY_HEXADECIMAL: usize = 32;

/// What exports write where a value is missing.
const NOTHING: [&str; 8] = ["null", "none", "nan", "nil", "n/a", "na", "-", "\\n"];

/// A file from base64 (RFC 4648 sections 4 and 5), in one piece or broken into lines. Blanks alone are nothing.
pub(super) fn octets(file: FileId, text: &[u8]) -> Result<Option<Vec<u8>>, Error> {
    let wrong = |at: usize, detail| Error::at(Code::FileMalformed, file.name(), at, detail);
    let letters: Cow<'_, [u8]> = if text.iter().any(u8::is_ascii_whitespace) {
        text.iter().copied().filter(|letter| !letter.is_ascii_whitespace()).collect()
    } else {
        Cow::Borrowed(text)
    };
    if letters.is_empty() {
        return Ok(None);
    }
    if letters.len() / 4 * 3 > Limits::DEFAULT.file_size.saturating_add(3) {
        return Err(Error::at(Code::LimitSize, file.name(), 0, "larger than any honest file"));
    }
    if NOTHING.iter().any(|word| letters.eq_ignore_ascii_case(word.as_bytes())) {
        return Err(wrong(0, "a word that says that there is nothing; such a cell must be empty"));
    }
    if letters.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"data:")) {
        return Err(wrong(0, "a data: URL, where base64 alone is needed: what follows its comma"));
    }
    if text.starts_with(b"-----BEGIN") {
        return Err(wrong(0, "PEM, where base64 alone is needed: what stands between its lines"));
    }
    if is_hexadecimal(file, &letters) {
        return Err(wrong(0, "hexadecimal, where base64 is needed"));
    }
    let is_url = letters.iter().any(|letter| matches!(letter, b'-' | b'_'));
    let decoded = if is_url { BASE64_URL.decode(&letters) } else { BASE64.decode(&letters) };
    decoded.map(Some).map_err(|error| match error {
        base64::DecodeError::InvalidByte(at, _) => wrong(at, "a character that base64 does not have"),
        _ => wrong(letters.len(), "base64 that is cut short"),
    })
}

/// Whether the text is hexadecimal: it begins with the file's tag, or is too long to be base64 that happens to look so.
fn is_hexadecimal(file: FileId, letters: &[u8]) -> bool {
    let digits = match letters {
        [b'0', b'x' | b'X', digits @ ..] => digits,
        digits => digits,
    };
    let is_digit = |letter: &u8| letter.is_ascii_hexdigit() || *letter == b':';
    if digits.is_empty() || !digits.iter().all(is_digit) {
        return false;
    }
    let first = digits.get(..2).and_then(|pair| str::from_utf8(pair).ok());
    let tag = first.and_then(|pair| u32::from_str_radix(pair, 16).ok());
    digits.len() >= SURELY_HEXADECIMAL || (tag.is_some() && tag == file.tag())
}

/// A column of zones, or one for each line of them.
pub(super) struct ZoneCells(Vec<Cells>);

impl ZoneCells {
    pub(super) fn new(batch: &RecordBatch, places: &[usize]) -> Result<ZoneCells, ArrowError> {
        let cells = places.iter().map(|place| Cells::new(column(batch, *place)?));
        cells.collect::<Result<_, ArrowError>>().map(ZoneCells)
    }

    /// The text of a row, put together in `lines` if it has several columns; nothing where all of them are null.
    pub(super) fn get<'a>(&'a self, row: usize, lines: &'a mut Vec<u8>) -> Option<&'a [u8]> {
        if let [single] = self.0.as_slice() {
            return single.get(row);
        }
        lines.clear();
        let mut is_given = false;
        for line in self.0.iter().filter_map(|cells| cells.get(row)) {
            is_given = true;
            // A card has a third line and a passport none: what is blank is no line.
            if !line.trim_ascii().is_empty() {
                lines.extend_from_slice(line);
                lines.push(b'\n');
            }
        }
        is_given.then_some(lines.as_slice())
    }
}

/// The zone in a cell. Where it is none, its lines may be parted by what no zone has, such as a written `\n`, a bar or a
/// blank: they are read so if that makes a zone of it, and its characters are the same.
pub(super) fn zone(text: &[u8]) -> Result<Mrz, Error> {
    Mrz::parse_bytes(text)
        .or_else(|error| parted(text).and_then(|lines| Mrz::parse_bytes(&lines).ok()).ok_or(error))
}

/// The text of such a cell, with its lines parted as [`Mrz::parse`] needs them.
pub(super) fn zone_text(text: &[u8]) -> Cow<'_, str> {
    if Mrz::parse_bytes(text).is_err()
        && let Some(lines) = parted(text).filter(|lines| Mrz::parse_bytes(lines).is_ok())
    {
        return Cow::Owned(String::from_utf8_lossy(&lines).into_owned());
    }
    // Octets beyond ASCII become a letter that no zone has, and the result says where it stands.
    String::from_utf8_lossy(text)
}

/// The text with line breaks for what parts lines in tables; nothing if there is no such thing or it is no zone's size.
fn parted(text: &[u8]) -> Option<Vec<u8>> {
    const LONGEST: usize = 1024;
    const BREAKS: [&[u8]; 11] =
        [b"\\r\\n", b"\\n", b"\\r", b"<br>", b"<br/>", b"<br />", b"|", b";", b",", b"/", b" "];
    if text.len() > LONGEST {
        return None;
    }
    let text = text.trim_ascii();
    let (mut lines, mut rest, mut is_changed) = (Vec::with_capacity(text.len()), text, false);
    while let Some((letter, tail)) = rest.split_first() {
        if let Some(tail) = BREAKS.iter().find_map(|sign| rest.strip_prefix(*sign)) {
            if lines.last().is_some_and(|last| *last != b'\n') {
                lines.push(b'\n');
            }
            (rest, is_changed) = (tail, true);
        } else if let Some(tail) = rest.strip_prefix(b"&lt;") {
            lines.push(b'<');
            (rest, is_changed) = (tail, true);
        } else {
            lines.push(*letter);
            rest = tail;
        }
    }
    is_changed.then_some(lines)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects")]
mod tests {
    use super::*;

    const SOD: FileId = FileId::Sod;
    const LINES: [&str; 2] =
        ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"];

    #[test]
    fn base64_is_read_in_every_form_it_has() {
        let file: Vec<u8> = [0x77, 0x82, 0xff, 0xfb].into_iter().chain(0..=200).collect();
        let straight = BASE64.encode(&file);
        let url = BASE64_URL.encode(&file);
        assert!(url.contains('_') || url.contains('-'));
        let broken: String = straight
            .as_bytes()
            .chunks(64)
            .map(|line| format!("{}\r\n", str::from_utf8(line).unwrap()))
            .collect();
        for text in [&straight, &url, &broken, &straight.trim_end_matches('=').to_owned()] {
            assert_eq!(octets(SOD, text.as_bytes()).unwrap(), Some(file.clone()), "{text}");
        }
        assert_eq!(octets(SOD, b" \n").unwrap(), None);
    }

    #[test]
    fn text_that_is_no_base64_is_told_with_its_file_and_why() {
        let told = |text: &str| octets(SOD, text.as_bytes()).unwrap_err().to_string();
        assert_eq!(told("7782050d30820509"), "EF.SOD, byte 0: hexadecimal, where base64 is needed");
        assert!(told(&"AB".repeat(20)).contains("hexadecimal"));
        assert!(told("0x7782").contains("hexadecimal"));
        assert!(told("data:application/octet-stream;base64,d4IF").contains("data: URL"));
        assert!(told("-----BEGIN CMS-----\nd4IF\n").contains("PEM"));
        assert!(told("NULL").contains("must be empty"));
        assert_eq!(told("d4IF*"), "EF.SOD, byte 4: a character that base64 does not have");
        assert!(told("d4IFd").contains("cut short"));
        assert!(told("d4+_").contains("does not have"));
        // Base64 of a short file may have digits alone.
        assert_eq!(octets(FileId::Dg(2), b"dead").unwrap().unwrap(), [0x75, 0xe6, 0x9d]);
    }

    #[test]
    fn a_zone_whose_lines_are_parted_otherwise_is_read() {
        let [one, two] = LINES;
        let sound = Mrz::parse(&LINES.join("\n")).unwrap();
        for sign in ["\\n", "\\r\\n", "|", " | ", ";", ", ", "  ", "<br>", "<br/>", "/"] {
            assert_eq!(zone(format!("{one}{sign}{two}").as_bytes()), Ok(sound), "{sign:?}");
        }
        let escaped = LINES.join("\n").replace('<', "&lt;");
        assert_eq!(zone(escaped.as_bytes()), Ok(sound));
        // What makes no zone is told as it stands.
        for text in [one, "\\n", "P UTOERIKSSON  ANNA MARIA|L898902C36", &format!("{one}|{two}|{two}")] {
            assert_eq!(zone(text.as_bytes()), Mrz::parse(text), "{text:?}");
            assert!(zone(text.as_bytes()).is_err(), "{text:?}");
        }
        assert!(zone("|".repeat(1 << 20).as_bytes()).is_err());
    }
}
