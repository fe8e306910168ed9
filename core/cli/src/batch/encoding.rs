//! Text as UTF-8, whatever spreadsheets save: UTF-16 is turned into it while it is read. Everything else stays as it is.

use std::io::Read;

/// Bytes that are read at a time.
const STEP: usize = 1 << 16;

/// A source of text.
pub(super) struct Utf8<R> {
    source: R,
    form: Form,
    /// Read and not turned yet: at most one unit and the first half of a pair.
    rest: Vec<u8>,
    /// Turned and not handed out yet.
    ready: Vec<u8>,
    handed: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Nothing was read yet.
    Unknown,
    Octets,
    /// UTF-16, the low byte first or last.
    Utf16 {
        is_little: bool,
    },
}

impl<R: Read> Utf8<R> {
    pub(super) fn new(source: R) -> Self {
        Utf8 { source, form: Form::Unknown, rest: Vec::new(), ready: Vec::new(), handed: 0 }
    }

    /// Reads the next piece; false at the end.
    fn fill(&mut self) -> std::io::Result<bool> {
        let step = u64::try_from(STEP).unwrap_or(u64::MAX);
        let mut piece = std::mem::take(&mut self.rest);
        let is_end = self.source.by_ref().take(step).read_to_end(&mut piece)? == 0;
        if self.form == Form::Unknown {
            self.form = form(&piece);
        }
        (self.ready, self.handed) = (Vec::new(), 0);
        match self.form {
            Form::Utf16 { is_little } => {
                self.rest = piece.split_off(whole(&piece, is_little, is_end));
                self.ready = turned(&piece, is_little);
                if is_end && !self.rest.is_empty() {
                    // Half a unit at the end is no letter.
                    self.rest.clear();
                    self.ready.extend_from_slice("\u{fffd}".as_bytes());
                }
            }
            _ => self.ready = piece,
        }
        Ok(!is_end || !self.ready.is_empty())
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        while self.handed >= self.ready.len() {
            if !self.fill()? {
                return Ok(0);
            }
        }
        let ready = self.ready.get(self.handed..).unwrap_or(&[]);
        let count = ready.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..count), ready.get(..count)) {
            to.copy_from_slice(from);
        }
        self.handed += count;
        Ok(count)
    }
}

/// UTF-16 is known by its mark; without one, by the zero in every letter that a table begins with.
fn form(start: &[u8]) -> Form {
    match start {
        [0xff, 0xfe, ..] => Form::Utf16 { is_little: true },
        [0xfe, 0xff, ..] => Form::Utf16 { is_little: false },
        [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Form::Utf16 { is_little: true },
        [0, first, 0, second, ..] if *first != 0 && *second != 0 => Form::Utf16 { is_little: false },
        _ => Form::Octets,
    }
}

fn units(octets: &[u8], is_little: bool) -> impl Iterator<Item = u16> {
    let (pairs, _) = octets.as_chunks::<2>();
    pairs
        .iter()
        .map(move |pair| if is_little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) })
}

/// How many bytes hold whole letters: what is cut waits for more, unless there is no more.
fn whole(octets: &[u8], is_little: bool, is_end: bool) -> usize {
    let even = octets.len() / 2 * 2;
    let last = units(octets, is_little).last();
    let is_half = last.is_some_and(|unit| (0xd800..0xdc00).contains(&unit));
    if is_half && !is_end { even - 2 } else { even }
}

fn turned(octets: &[u8], is_little: bool) -> Vec<u8> {
    let letters = char::decode_utf16(units(octets, is_little));
    letters.map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hands out so many bytes at a time.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let count = self.1.min(self.0.len()).min(buffer.len());
            buffer[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn read(octets: &[u8], at_a_time: usize) -> String {
        let mut text = String::new();
        Utf8::new(Slow(octets, at_a_time)).read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn utf_16_becomes_utf_8_however_it_is_cut() {
        let text = "mrz;naïve\u{1f600}\r\nP<UTO;x\n";
        let units: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for at_a_time in [4, 5, 7, 1 << 20] {
            assert_eq!(read(&[&[0xff, 0xfe], &little[..]].concat(), at_a_time), format!("\u{feff}{text}"));
            assert_eq!(read(&[&[0xfe, 0xff], &big[..]].concat(), at_a_time), format!("\u{feff}{text}"));
            assert_eq!(read(&little, at_a_time), text);
            assert_eq!(read(&big, at_a_time), text);
            assert_eq!(read(text.as_bytes(), at_a_time), text);
        }
        assert!(read(&little[..little.len() - 1], 1 << 20).ends_with("x\u{fffd}"));
        let long = text.repeat(20_000);
        let units: Vec<u8> = long.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&units, 4099), long);
        assert_eq!((read(b"", 1), read(b"a", 1)), (String::new(), "a".to_owned()));
    }
}
