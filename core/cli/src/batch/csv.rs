//! CSV (RFC 4180) row by row. A malformed row is skipped; parsing resumes at the next line.

use super::window::Window;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use doc9303::Code;
use std::io::Read;

/// Rows of a CSV file.
pub(super) struct Csv<R> {
    window: Window<R>,
    parser: Reader,
    cells: Vec<u8>,
    ends: Vec<usize>,
    count: usize,
    longest: usize,
    delimiter: u8,
    /// Bytes that were looked at for the ends of rows, in all.
    #[cfg(test)]
    followed: usize,
}

impl<R: Read> Csv<R> {
    /// Rows of at most `longest` bytes.
    pub(super) fn new(source: R, longest: usize, delimiter: u8) -> Self {
        let (cells, ends) = (vec![0; 1 << 16], vec![0; 64]);
        Csv {
            window: Window::new(source),
            parser: ReaderBuilder::new().delimiter(delimiter).build(),
            cells,
            ends,
            count: 0,
            longest,
            delimiter,
            #[cfg(test)]
            followed: 0,
        }
    }

    /// From now on, rows of at most so many bytes.
    pub(super) fn limit(&mut self, longest: usize) {
        self.longest = longest;
    }

    pub(super) fn taken(&self) -> u64 {
        self.window.taken()
    }

    /// The cell of the row that was read last.
    pub(super) fn cell(&self, place: usize) -> Option<&[u8]> {
        let end = *self.ends.get(..self.count)?.get(place)?;
        let start = match place.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.cells.get(start..end)
    }

    /// How many cells it has.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Reads the next row: the line where it begins, and whether it is one. Empty lines are no rows. `width` is how many
    /// cells a row has, if that is known.
    pub(super) fn next_row(
        &mut self,
        width: Option<usize>,
    ) -> std::io::Result<Option<(u64, Result<(), Code>)>> {
        self.count = 0;
        if !self.window.skip_blank()? {
            return Ok(None);
        }
        let line = self.window.line();
        let size = match self.extent(width)? {
            Ok(within) => self.record(within),
            Err(code) => Err(code),
        };
        let size = match size {
            Ok(size) => size,
            Err(code) => {
                // Where a quote that never closes would swallow all that follows, one line is given up.
                self.count = 0;
                self.window.skip_line()?;
                return Ok(Some((line, Err(code))));
            }
        };
        let raw = self.window.unread().get(..size).unwrap_or(&[]);
        let text = raw.strip_suffix(b"\n").unwrap_or(raw);
        let fits = width.is_none_or(|width| width == self.count);
        if text.contains(&b'\n') && !fits {
            self.count = 0;
            self.window.skip_line()?;
            return Ok(Some((line, Err(Code::FileMalformed))));
        }
        self.window.take(size);
        Ok(Some((line, if fits { Ok(()) } else { Err(Code::FileMalformed) })))
    }

    /// Within how many bytes the next row ends, which are in the window then. The parser is lenient, and would join rows
    /// where a quote was forgotten: a row of several lines is one only if each of its cells that begins with a quote ends
    /// with one, and it has no more cells than others. It is given up where it breaks that, and not at the end of all that
    /// a quote swallows, or many such rows would each be read to the limit.
    fn extent(&mut self, width: Option<usize>) -> std::io::Result<Result<usize, Code>> {
        let mut quotes = Quotes::new(self.delimiter, width.unwrap_or(usize::MAX));
        let mut seen = 0;
        loop {
            if self.window.unread().len() <= seen {
                if seen > self.longest {
                    return Ok(Err(Code::LimitSize));
                }
                if !self.window.fill()? {
                    return Ok(if quotes.at == At::Within { Err(Code::FileMalformed) } else { Ok(seen) });
                }
            }
            let unread = self.window.unread().get(seen..).unwrap_or(&[]);
            let (taken, end) = quotes.follow(unread);
            #[cfg(test)]
            {
                self.followed += taken;
            }
            match (taken, end) {
                (taken, Some(End::Row)) => return Ok(Ok(seen + taken)),
                (_, Some(End::Broken)) => return Ok(Err(Code::FileMalformed)),
                (taken, None) => seen += taken,
            }
        }
    }

    /// Reads one record within so many bytes into the cells; its size in bytes, which are not taken yet.
    fn record(&mut self, within: usize) -> Result<usize, Code> {
        self.parser.reset();
        let (mut read, mut written, mut count) = (0, 0, 0);
        loop {
            // The parser takes an empty piece for the end of the file.
            if within <= read {
                return if read > self.longest {
                    Err(Code::LimitSize)
                } else {
                    self.last(read, written, count)
                };
            }
            let input = self.window.unread().get(read..within).unwrap_or(&[]);
            let (cells, ends) = (self.cells.get_mut(written..), self.ends.get_mut(count..));
            let (cells, ends) = (cells.unwrap_or_default(), ends.unwrap_or_default());
            let (result, taken, made, ended) = self.parser.read_record(input, cells, ends);
            read += taken;
            written += made;
            count += ended;
            match result {
                ReadRecordResult::OutputFull => self.cells.resize(self.cells.len().saturating_mul(2), 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len().saturating_mul(2), 0),
                ReadRecordResult::Record | ReadRecordResult::End => {
                    self.count = count;
                    return if read > self.longest { Err(Code::LimitSize) } else { Ok(read) };
                }
                ReadRecordResult::InputEmpty => {}
            }
        }
    }

    /// The record at the end of a file without a line end. A quote that is still open would take one for content.
    fn last(&mut self, read: usize, written: usize, count: usize) -> Result<usize, Code> {
        if self.cells.len() == written {
            self.cells.push(0);
        }
        if self.ends.len() == count {
            self.ends.push(0);
        }
        let (cells, ends) = (self.cells.get_mut(written..), self.ends.get_mut(count..));
        let (result, _, _, ended) =
            self.parser.read_record(b"\n", cells.unwrap_or_default(), ends.unwrap_or_default());
        match result {
            ReadRecordResult::Record => {
                self.count = count + ended;
                Ok(read)
            }
            _ => Err(Code::FileMalformed),
        }
    }
}

/// Where in a row a byte stands, by its quotes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// At the start of a cell.
    Start,
    /// In a cell that does not begin with a quote.
    Plain,
    /// Between quotes.
    Within,
    /// Behind a quote that closes the cell, unless another one follows.
    Behind,
}

/// What ends a row.
enum End {
    Row,
    Broken,
}

/// A row byte after byte.
struct Quotes {
    delimiter: u8,
    at: At,
    /// Whether a line has ended between quotes.
    is_long: bool,
    /// Whether anything but the next cell followed a closing quote. In a row of one line, nothing is made of it.
    is_astray: bool,
    /// Cells that may still begin.
    cells: usize,
}

impl Quotes {
    fn new(delimiter: u8, cells: usize) -> Quotes {
        Quotes { delimiter, at: At::Start, is_long: false, is_astray: false, cells }
    }

    /// Follows the bytes until the row ends: how many belong to it, and how it ends, if it does.
    fn follow(&mut self, bytes: &[u8]) -> (usize, Option<End>) {
        let mut seen = 0;
        while let Some(rest) = bytes.get(seen..).filter(|rest| !rest.is_empty()) {
            let sought = |byte: &u8| match self.at {
                At::Within => matches!(byte, b'"' | b'\n'),
                At::Plain => *byte == self.delimiter || matches!(byte, b'\n' | b'\r'),
                At::Start | At::Behind => true,
            };
            let Some(found) = rest.iter().position(sought) else { return (bytes.len(), None) };
            let byte = rest.get(found).copied().unwrap_or_default();
            seen += found + 1;
            self.at = match (self.at, byte) {
                (At::Within, b'\n') => {
                    self.is_long = true;
                    At::Within
                }
                (At::Within, _) => At::Behind,
                (At::Start | At::Behind, b'"') => At::Within,
                (_, byte) if byte == self.delimiter => {
                    self.cells = self.cells.saturating_sub(1);
                    At::Start
                }
                (_, b'\n' | b'\r') => return (seen, Some(End::Row)),
                (at, _) => {
                    self.is_astray |= at == At::Behind;
                    At::Plain
                }
            };
            if self.is_long && (self.is_astray || self.cells == 0) {
                return (seen, Some(End::Broken));
            }
        }
        (seen, None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, longest: usize) -> Vec<(u64, Option<Vec<String>>)> {
        let mut csv = Csv::new(text.as_bytes(), longest, b',');
        let mut rows = Vec::new();
        while let Some((line, row)) = csv.next_row(Some(2)).unwrap() {
            let cells =
                (0..csv.count()).map(|place| String::from_utf8_lossy(csv.cell(place).unwrap()).into());
            rows.push((line, row.ok().map(|()| cells.collect())));
        }
        rows
    }

    fn row(line: u64, one: &str, two: &str) -> (u64, Option<Vec<String>>) {
        (line, Some(vec![one.to_owned(), two.to_owned()]))
    }

    #[test]
    fn rows_have_cells_and_lines() {
        let text = "\u{feff}a,b\r\n\n\"1\n2\",\"say \"\"x\"\"\"\r\n,end";
        assert_eq!(rows(text, 100), [row(1, "a", "b"), row(3, "1\n2", "say \"x\""), row(5, "", "end")]);
    }

    #[test]
    fn a_bad_row_costs_itself() {
        assert_eq!(
            rows("a\n1,2\n1,2,3\n3,4\n", 100),
            [(1, None), row(2, "1", "2"), (3, None), row(4, "3", "4")]
        );
        // A quote that never closes, in the middle and at the end.
        assert_eq!(rows("1,\"2\n3,4\n5,6", 100), [(1, None), row(2, "3", "4"), row(3, "5", "6")]);
        assert_eq!(rows("1,\"2\n3,\"4\"\n5,6\n", 100), [(1, None), row(2, "3", "4"), row(3, "5", "6")]);
        let long = format!("1,{}\n3,4\n", "x".repeat(1 << 20));
        assert_eq!(rows(&long, 100), [(1, None), row(2, "3", "4")]);
        // What follows a closing quote, in a row of one line and of more.
        assert_eq!(rows("\"1\"x,2\n3,4\n", 100), [row(1, "1x", "2"), row(2, "3", "4")]);
        assert_eq!(rows("\"1\"x,\"2\n3\"\n3,4\n", 100), [(1, None), (2, None), row(3, "3", "4")]);
        let open = format!("1,\"{}\n3,4\n", "x".repeat(1 << 20));
        assert_eq!(rows(&open, 100), [(1, None), row(2, "3", "4")]);
    }

    #[test]
    fn many_open_quotes_cost_no_more_than_their_lines() {
        for line in ["a\"b,\"c\n", "a\",\",\n", "1,\"x\n", "1,\"\"\"x\n", "\",\",\"\n"] {
            let text = line.repeat(60_000);
            let mut csv = Csv::new(text.as_bytes(), 1 << 20, b',');
            let mut found = 0;
            while csv.next_row(Some(2)).unwrap().is_some() {
                found += 1;
            }
            assert!(found >= 30_000, "{line:?}");
            assert!(csv.followed <= 4 * text.len(), "{line:?}: {} of {}", csv.followed, text.len());
        }
    }
}
