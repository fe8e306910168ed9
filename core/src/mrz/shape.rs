//! From text to cells: lines, their lengths, the character set (Doc 9303-3 §4.3 and §4.4), and which layout
//! the shape and the first letters say.

use super::cells::{EMPTY, Zone};
use super::layout::Format;
use crate::{Code, Error};

/// Reads text: one line of the zone a line of text. White space around the text and around each line, blank lines and a
/// byte order mark are not part of it; anything else that is no character of a zone is an error. A zone on one line is
/// read too, with a warning.
pub(super) fn from_text(text: &[u8]) -> Result<(Zone, Format, bool), Error> {
    let text = text.trim_ascii();
    if let Some((zone, format)) = parse_canonical(text) {
        return Ok((zone, format, false));
    }
    let mut lines: [&[u8]; 4] = [&[]; 4];
    let mut count = 0;
    for line in Lines(Some(text)).map(bare).filter(|line| !line.is_empty()) {
        if let Some(place) = lines.get_mut(count) {
            *place = line;
        }
        count += 1;
    }
    let lines = lines.get(..count.min(4)).unwrap_or(&[]);
    let read = match lines {
        [line] => one_line(line),
        _ => from_lines(lines).map(|(zone, format)| (zone, format, false)),
    };
    read.map_err(|error| if is_utf16(text) { utf16() } else { error })
}

/// A line without the byte order mark and the white space at its ends.
fn bare(line: &[u8]) -> &[u8] {
    const MARK: &[u8] = "\u{FEFF}".as_bytes();
    let line = line.trim_ascii();
    line.strip_prefix(MARK).map_or(line, <[u8]>::trim_ascii)
}

/// A zone without line breaks, as DG1 holds it, or with white space in their place; else a line of a zone that has one.
fn one_line(line: &[u8]) -> Result<(Zone, Format, bool), Error> {
    let unbroken = |(zone, format)| (zone, format, true);
    if line.len() == 69
        && let Some((blank, rest)) = line.split_at_checked(9)
        && let Some((second, third)) = rest.split_at_checked(30)
        && is_swiss(second)
    {
        return from_lines(&[blank, second, third]).map(unbroken);
    }
    if matches!(line.len(), 72 | 88 | 90) && line.iter().all(|&cell| is_cell(cell)) {
        return from_unbroken(line).map(unbroken);
    }
    let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let words = [words.next(), words.next(), words.next(), words.next()].map(Option::unwrap_or_default);
    match words.map(<[u8]>::len) {
        [36, 36, 0, 0] | [44, 44, 0, 0] => from_lines(words.get(..2).unwrap_or(&[])).map(unbroken),
        [30, 30, 30, 0] | [9, 30, 30, 0] => from_lines(words.get(..3).unwrap_or(&[])).map(unbroken),
        _ => from_lines(&[line]).map(|(zone, format)| (zone, format, false)),
    }
}

/// Whether bytes are text in UTF-16: of every two one is NUL, always the same one, behind what may be a byte order
/// mark. Such text must become UTF-8 before it can be read.
///
/// ```
/// use doc9303::mrz::is_utf16;
/// let text: Vec<u8> = "P<UTO".encode_utf16().flat_map(u16::to_le_bytes).collect();
/// assert!(is_utf16(&text) && !is_utf16(b"P<UTO"));
/// ```
pub fn is_utf16(text: &[u8]) -> bool {
    let start = text.iter().position(u8::is_ascii).unwrap_or(text.len());
    let (pairs, _) = text.get(start..).unwrap_or(&[]).as_chunks::<2>();
    let first = pairs.get(..8.min(pairs.len())).unwrap_or(&[]);
    let all = |rule: fn(&[u8; 2]) -> bool| first.iter().all(rule);
    first.len() >= 4
        && (all(|[one, other]| *one == 0 && *other != 0) || all(|[one, other]| *one != 0 && *other == 0))
}

fn utf16() -> Error {
    Error::cell(Code::MrzCharset, 0, 0, "the text is UTF-16; save it as UTF-8")
}

/// Reads the cells of DG1, which has no line breaks (Doc 9303-10 §4.7.1).
pub(super) fn from_unbroken(cells: &[u8]) -> Result<(Zone, Format), Error> {
    let length = match cells.len() {
        0..=72 => 36,
        73..=88 => 44,
        _ => 30,
    };
    if cells.len() <= length {
        return Err(Error::cell(Code::MrzLength, 0, cells.len(), "shorter than any zone of a chip"));
    }
    let mut lines: [&[u8]; 4] = [&[]; 4];
    let mut count = 0;
    for (place, line) in lines.iter_mut().zip(cells.chunks(length)) {
        *place = line;
        count += 1;
    }
    from_lines(lines.get(..count).unwrap_or(&[]))
}

/// The common case without looking for lines: a standard shape with the breaks where they belong.
fn parse_canonical(text: &[u8]) -> Option<(Zone, Format)> {
    match text.len() {
        89 => split_equal_lines::<44, 2>(text, 1),
        90 => split_equal_lines::<44, 2>(text, 2),
        73 => split_equal_lines::<36, 2>(text, 1),
        74 => split_equal_lines::<36, 2>(text, 2),
        92 => split_equal_lines::<30, 3>(text, 1),
        94 => split_equal_lines::<30, 3>(text, 2),
        _ => None,
    }
}

fn split_equal_lines<const LENGTH: usize, const LINES: usize>(
    text: &[u8],
    gap: usize,
) -> Option<(Zone, Format)> {
    let mut zone = EMPTY;
    let mut rest = text;
    for line in zone.chunks_exact_mut(LENGTH).take(LINES) {
        let (cells, after) = rest.split_first_chunk::<LENGTH>()?;
        line.copy_from_slice(cells);
        let (broken, next) = after.split_at_checked(gap).unwrap_or((b"\n", &[]));
        if !matches!(broken, b"\n" | b"\r" | b"\r\n") {
            return None;
        }
        rest = next;
    }
    // Without an early exit, so that the compiler looks at sixteen cells at a time.
    let legal = zone.iter().fold(true, |legal, &cell| legal & is_cell(cell));
    legal.then(|| detect(&zone, LENGTH)).flatten().map(|format| (zone, format))
}

/// Whether a character can be in a zone.
pub(super) const fn is_cell(cell: u8) -> bool {
    (cell.wrapping_sub(b'A') < 26) | (cell.wrapping_sub(b'0') < 10) | (cell == b'<')
}

/// The layout of a zone whose lines have one length, as three lines of 30 and two of 36 or 44 have.
fn detect(zone: &Zone, length: usize) -> Option<Format> {
    let visa = zone.first() == Some(&b'V');
    match length {
        30 => Some(Format::Td1),
        36 if visa => Some(Format::MrvB),
        36 if zone.starts_with(b"IDFRA") => Some(Format::FrenchIdentityCard),
        36 => Some(Format::Td2),
        44 if visa => Some(Format::MrvA),
        44 => Some(Format::Td3),
        _ => None,
    }
}

fn from_lines(lines: &[&[u8]]) -> Result<(Zone, Format), Error> {
    let expected = nearest_shape(lines);
    let mut zone = EMPTY;
    let mut start = 0;
    for (number, length) in expected.iter().enumerate() {
        let line = lines.get(number).copied().unwrap_or(&[]);
        // The first cell that is wrong decides: a strange character before the end of the line, or the end itself.
        if let Some(column) = line.iter().take(*length).position(|&cell| !is_cell(cell)) {
            let detail = "a character other than A-Z, 0-9 and the filler";
            return Err(Error::cell(Code::MrzCharset, number, column, detail));
        }
        if line.len() != *length {
            let detail =
                if number >= lines.len() { "a line is missing" } else { "the line's length fits no layout" };
            return Err(Error::cell(Code::MrzLength, number, line.len().min(*length), detail));
        }
        if let Some(place) = zone.get_mut(start..start + length) {
            place.copy_from_slice(line);
        }
        start += length;
    }
    if lines.len() > expected.len() {
        return Err(Error::cell(Code::MrzLength, expected.len(), 0, "more lines than the layout has"));
    }
    let format = layout_of(&zone, expected)?;
    Ok((zone, format))
}

/// The layout of a zone of these lines: by their lengths, and by its first letters.
pub(super) fn layout_of(zone: &Zone, lines: &[usize]) -> Result<Format, Error> {
    let unknown = |line, detail| Err(Error::cell(Code::MrzUnknownLayout, line, 0, detail));
    match lines {
        [30] if zone.starts_with(b"D") => match zone.get(2..5) {
            // What follows the State's code is the State's own.
            Some(b"FRA") => Ok(Format::DrivingLicence),
            Some(b"NLD") => Ok(Format::DutchDrivingLicence),
            _ => unknown(0, "a driving licence of a State whose layout is not known"),
        },
        [30] => unknown(0, "one line of 30 characters that is no driving licence"),
        [9, ..] if zone.get(9..).is_some_and(is_swiss) => Ok(Format::SwissDrivingLicence),
        [9, ..] => unknown(1, "lines of 9, 30 and 30 characters that are no driving licence"),
        [length, ..] => match detect(zone, *length) {
            Some(format) => Ok(format),
            None => unknown(0, "no layout has this shape"),
        },
        [] => unknown(0, "no layout has this shape"),
    }
}

/// The second line of a driving licence of Switzerland or Liechtenstein.
fn is_swiss(line: &[u8]) -> bool {
    line.starts_with(b"FACHE") || line.starts_with(b"FALIE")
}

/// The shape that the lines come nearest to, by which errors are placed.
fn nearest_shape(lines: &[&[u8]]) -> &'static [usize] {
    let first = lines.first().map_or(0, |line| line.len());
    match (lines.len(), first) {
        (_, 40..) => &[44, 44],
        (_, 33..) => &[36, 36],
        (1, _) => &[30],
        (3.., ..=15) => &[9, 30, 30],
        _ => &[30, 30, 30],
    }
}

/// Lines that end with LF, CR or both.
struct Lines<'a>(Option<&'a [u8]>);

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    fn next(&mut self) -> Option<&'a [u8]> {
        let rest = self.0?;
        let Some(end) = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            self.0 = None;
            return Some(rest);
        };
        let after = rest.get(end..).unwrap_or(&[]);
        let width = if after.starts_with(b"\r\n") { 2 } else { 1 };
        self.0 = after.get(width..);
        rest.get(..end)
    }
}
