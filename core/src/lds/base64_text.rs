//! A file of the chip as text in a table: base64, and what people put there instead of it.

use super::FileId;
use crate::{Code, Error, Limits};
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

impl FileId {
    /// Reads this file from base64 (RFC 4648 §4 and §5), in one piece or broken into lines; `None` if the text is blank.
    ///
    /// # Errors
    /// `file.malformed` with the place and what the text is instead, such as hexadecimal, PEM or a `data:` URL;
    /// `limit.size` if the file would be larger than any honest one.
    ///
    /// ```
    /// use doc9303::FileId;
    /// assert_eq!(FileId::Com.decode_base64(b"YAA=")?, Some(vec![0x60, 0x00]));
    /// assert_eq!(FileId::Com.decode_base64(b"6000").is_err(), true);
    /// # Ok::<(), doc9303::Error>(())
    /// ```
    pub fn decode_base64(self, text: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        decode(self, text, &Limits::DEFAULT)
    }

    /// As [`FileId::decode_base64`], up to the size that a policy's limits allow.
    ///
    /// ```
    /// use doc9303::{FileId, Limits};
    /// let mut limits = Limits::DEFAULT;
    /// limits.file_size = 1;
    /// let error = FileId::Com.decode_base64_within(b"YAAAAAAA", &limits).unwrap_err();
    /// assert_eq!(error.code().as_str(), "limit.size");
    /// ```
    ///
    /// # Errors
    /// As [`FileId::decode_base64`].
    pub fn decode_base64_within(self, text: &[u8], limits: &Limits) -> Result<Option<Vec<u8>>, Error> {
        decode(self, text, limits)
    }
}

fn decode(file: FileId, text: &[u8], limits: &Limits) -> Result<Option<Vec<u8>>, Error> {
    let wrong = |at: usize, detail| Error::at(Code::FileMalformed, file.as_str(), at, detail);
    let letters: Cow<'_, [u8]> = if text.iter().any(u8::is_ascii_whitespace) {
        text.iter().copied().filter(|letter| !letter.is_ascii_whitespace()).collect()
    } else {
        Cow::Borrowed(text)
    };
    if letters.is_empty() {
        return Ok(None);
    }
    if letters.len() / 4 * 3 > limits.file_size.saturating_add(3) {
        return Err(Error::at(Code::LimitSize, file.as_str(), 0, "larger than the limit for a file"));
    }
    if NOTHING.iter().any(|word| letters.eq_ignore_ascii_case(word.as_bytes())) {
        return Err(wrong(0, "a word that says that there is nothing; such a cell must be empty"));
    }
    if letters.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"data:")) {
        return Err(wrong(0, "a data: URL, where base64 alone is needed: what follows its comma"));
    }
    if text.starts_with(b"-----BEGIN") {
        return Err(wrong(0, "PEM, where base64 alone is needed: what is between its lines"));
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
    digits.len() >= SURELY_HEXADECIMAL || (tag == Some(file.tag()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects")]
mod tests {
    use super::*;

    const SOD: FileId = FileId::Sod;

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
            assert_eq!(SOD.decode_base64(text.as_bytes()).unwrap(), Some(file.clone()), "{text}");
        }
        assert_eq!(SOD.decode_base64(b" \n").unwrap(), None);
    }

    #[test]
    fn text_that_is_no_base64_is_an_error_with_its_file_and_why() {
        let told = |text: &str| SOD.decode_base64(text.as_bytes()).unwrap_err().to_string();
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
        assert_eq!(
            FileId::Dg(crate::DataGroup::DG2).decode_base64(b"dead").unwrap().unwrap(),
            [0x75, 0xe6, 0x9d]
        );
    }
}
