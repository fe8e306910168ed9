//! A zone as one cell of a table holds it.

use crate::{Error, Mrz};
use std::borrow::Cow;

impl Mrz {
    /// Reads the zone in a cell of a table. Where line breaks are missing, its lines may be separated by what no zone
    /// holds, such as a written `\n`, a bar or a blank; the cell is read so if that makes a zone of the same characters.
    ///
    /// # Errors
    /// As [`Mrz::parse`].
    ///
    /// ```
    /// use doc9303::Mrz;
    /// let (one, two) = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10");
    /// let mrz = Mrz::parse_cell(format!("{one}|{two}").as_bytes())?;
    /// assert_eq!(mrz, Mrz::parse(&format!("{one}\n{two}"))?);
    /// # Ok::<(), doc9303::Error>(())
    /// ```
    pub fn parse_cell(text: &[u8]) -> Result<Mrz, Error> {
        Mrz::parse_bytes(text)
            .or_else(|error| parted(text).and_then(|lines| Mrz::parse_bytes(&lines).ok()).ok_or(error))
    }
}

/// The text of such a cell, with its lines separated as [`Mrz::parse`] needs them.
///
/// ```
/// let (one, two) = ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10");
/// assert_eq!(doc9303::mrz::cell_text(format!("{one}|{two}").as_bytes()), format!("{one}\n{two}"));
/// ```
pub fn cell_text(text: &[u8]) -> Cow<'_, str> {
    if Mrz::parse_bytes(text).is_err()
        && let Some(lines) = parted(text).filter(|lines| Mrz::parse_bytes(lines).is_ok())
    {
        return Cow::Owned(String::from_utf8_lossy(&lines).into_owned());
    }
    // Bytes beyond ASCII become a letter that no zone has, and the result says where it is.
    String::from_utf8_lossy(text)
}

/// The text with line breaks for what separates lines in tables; `None` if there is no separator or the text is too long.
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

    const LINES: [&str; 2] =
        ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"];

    #[test]
    fn a_zone_whose_lines_are_parted_otherwise_is_read() {
        let [one, two] = LINES;
        let sound = Mrz::parse(&LINES.join("\n")).unwrap();
        for sign in ["\\n", "\\r\\n", "|", " | ", ";", ", ", "  ", "<br>", "<br/>", "/"] {
            assert_eq!(Mrz::parse_cell(format!("{one}{sign}{two}").as_bytes()), Ok(sound), "{sign:?}");
        }
        let escaped = LINES.join("\n").replace('<', "&lt;");
        assert_eq!(Mrz::parse_cell(escaped.as_bytes()), Ok(sound));
        // What makes no zone is reported as it is.
        for text in [one, "\\n", "P UTOERIKSSON  ANNA MARIA|L898902C36", &format!("{one}|{two}|{two}")] {
            assert_eq!(Mrz::parse_cell(text.as_bytes()), Mrz::parse(text), "{text:?}");
            assert!(Mrz::parse_cell(text.as_bytes()).is_err(), "{text:?}");
        }
        assert!(Mrz::parse_cell("|".repeat(1 << 20).as_bytes()).is_err());
    }
}
