//! CSV (RFC 4180) row by row. A row that breaks the grammar costs itself and nothing behind it.

use super::window::Window;
use csv_core::{ReadRecordResult, Reader};
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
}

impl<R: Read> Csv<R> {
    /// Rows of at most `longest` bytes.
    pub(super) fn new(source: R, longest: usize) -> Self {
        let (cells, ends) = (vec![0; 1 << 16], vec![0; 64]);
        Csv { window: Window::new(source), parser: Reader::new(), cells, ends, count: 0, longest }
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
        let size = match self.record()? {
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
        let text = text.strip_suffix(b"\r").unwrap_or(text);
        let fits = width.is_none_or(|width| width == self.count);
        if text.contains(&b'\n') && (!fits || !is_quoted_well(text)) {
            self.count = 0;
            self.window.skip_line()?;
            return Ok(Some((line, Err(Code::FileMalformed))));
        }
        self.window.take(size);
        Ok(Some((line, if fits { Ok(()) } else { Err(Code::FileMalformed) })))
    }

    /// Reads one record into the cells; its size in bytes, which are not taken yet.
    fn record(&mut self) -> std::io::Result<Result<usize, Code>> {
        self.parser.reset();
        let (mut read, mut written, mut count) = (0, 0, 0);
        loop {
            // The parser takes an empty piece for the end of the file.
            if self.window.unread().len() <= read {
                if read > self.longest {
                    return Ok(Err(Code::LimitSize));
                }
                if !self.window.fill()? {
                    return Ok(self.last(read, written, count));
                }
            }
            let input = self.window.unread().get(read..).unwrap_or(&[]);
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
                    return Ok(if read > self.longest { Err(Code::LimitSize) } else { Ok(read) });
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

/// Whether every cell that begins with a quote ends with one. The parser is lenient, and would join rows where a quote
/// was forgotten.
fn is_quoted_well(row: &[u8]) -> bool {
    let mut rest = row;
    loop {
        let after = match rest.strip_prefix(b"\"") {
            Some(cell) => match behind_quote(cell) {
                Some(after) => after,
                None => return false,
            },
            None => {
                let end = rest.iter().position(|&byte| byte == b',').unwrap_or(rest.len());
                rest.get(end..).unwrap_or(&[])
            }
        };
        match after.split_first() {
            None => return true,
            Some((b',', next)) => rest = next,
            Some(_) => return false,
        }
    }
}

/// What follows the quote that closes a cell; two in a row are one that belongs to it.
fn behind_quote(mut cell: &[u8]) -> Option<&[u8]> {
    loop {
        let quote = cell.iter().position(|&byte| byte == b'"')?;
        let after = cell.get(quote + 1..)?;
        match after.strip_prefix(b"\"") {
            Some(more) => cell = more,
            None => return Some(after),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, longest: usize) -> Vec<(u64, Option<Vec<String>>)> {
        let mut csv = Csv::new(text.as_bytes(), longest);
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
        let open = format!("1,\"{}\n3,4\n", "x".repeat(1 << 20));
        assert_eq!(rows(&open, 100), [(1, None), row(2, "3", "4")]);
    }
}
