//! JSON: one object a line, or an array of objects.

use super::encoding::Utf8;
use super::input::{Input, ROWS_TO_LOOK_AT, Wanted, ZONE, ZONE_LINES, refused};
use super::json_row::{Names, Object, Source, cells, passed_over, text};
use super::text_input::{Chunk, Columns, Fault, LONGEST_DOCUMENT_ROW, longest};
use super::window::Window;
use crate::failure::Failure;
use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use doc9303::Code;
use doc9303_arrow::{Part, PartsError, Places};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// Rows that are looked at to learn which keys there are, and the bytes after which no further one is.
const ROWS_TO_PEEK: usize = 1000;
const BYTES_TO_PEEK: u64 = 16 << 20;

/// Objects, one row each.
pub(super) struct JsonInput<R> {
    path: PathBuf,
    rows: Rows<Utf8<R>>,
    wanted: Wanted,
    names: Names,
    expected: (bool, Vec<Part>),
    unread: Vec<String>,
    columns: Columns,
    longest: usize,
    total: u64,
}

impl<R: Read + Seek> JsonInput<R> {
    /// Looks at the first rows to learn which columns there are. `path` is what errors name.
    pub(super) fn open(path: &Path, mut source: R, wanted: &Wanted) -> Result<Self, Failure> {
        let unreadable = |error: std::io::Error| Failure::of_path(path, &error);
        let total = source.seek(SeekFrom::End(0)).map_err(unreadable)?;
        source.rewind().map_err(unreadable)?;
        let Peeked { zone, lines, parts: found, unread } = peek(path, &mut source, wanted)?;
        source.rewind().map_err(unreadable)?;
        let mut parts: Vec<String> = match lines {
            0 => vec![ZONE.to_owned()],
            lines => ZONE_LINES.iter().take(lines).map(|name| (*name).to_owned()).collect(),
        };
        let zones = parts.len();
        if !found.is_empty() || wanted.documents {
            // A later row may have files that the first ones lack.
            parts.extend(Part::all().map(|part| part.name().to_owned()));
        }
        let columns = Columns::new(&parts, &wanted.keep, wanted.as_json);
        let longest = longest(parts.len() > zones);
        let names = Names::new(wanted, zones, parts.len() > zones);
        let rows = Rows::new(Utf8::new(source));
        let expected = (zone, found);
        Ok(JsonInput {
            path: path.to_owned(),
            rows,
            wanted: wanted.clone(),
            names,
            expected,
            unread,
            columns,
            longest,
            total,
        })
    }
}

/// What the first rows have.
struct Peeked {
    zone: bool,
    /// In how many columns the lines of zones stand; none if they are in one.
    lines: usize,
    parts: Vec<Part>,
    unread: Vec<String>,
}

/// Looks at the first rows. Where none of them can be read, or there is none, nothing speaks against zones: each row tells
/// its own fault.
fn peek<R: Read>(path: &Path, source: R, wanted: &Wanted) -> Result<Peeked, Failure> {
    let unreadable = |error: std::io::Error| Failure::of_path(path, &error);
    let mut rows = Rows::new(Utf8::new(source));
    let mut seen: Vec<String> = Vec::new();
    let mut known = BTreeSet::new();
    for number in 0..ROWS_TO_PEEK {
        if rows.window.taken() > BYTES_TO_PEEK {
            break;
        }
        let Some((_, size)) = rows.next(LONGEST_DOCUMENT_ROW).map_err(unreadable)? else { break };
        if let Ok(Object(object)) = size.and_then(|size| rows.object(size)) {
            for (name, value) in &object {
                if !known.contains(name.as_ref()) {
                    known.insert(name.clone().into_owned());
                    seen.push(name.clone().into_owned());
                }
                let is_looked_at = number < ROWS_TO_LOOK_AT && !wanted.keep.iter().any(|kept| kept == name);
                if let Some(what) = is_looked_at.then(|| passed_over(name, value, wanted)).flatten() {
                    return Err(Failure::Usage(format!(
                        "{}: {what}, or keep it with --keep {name:?}",
                        path.display()
                    )));
                }
            }
        }
        rows.take(size).map_err(unreadable)?;
    }
    let kept: Vec<usize> = seen
        .iter()
        .enumerate()
        .filter(|(_, name)| wanted.keep.contains(name))
        .map(|(place, _)| place)
        .collect();
    match Places::find(&seen, wanted.zone.as_deref(), &kept) {
        Ok(places) => Ok(Peeked {
            zone: !places.zone.is_empty(),
            lines: if places.zone.len() > 1 { places.zone.len() } else { 0 },
            parts: places.parts.iter().map(|(part, _)| *part).collect(),
            unread: places.others.iter().filter_map(|place| seen.get(*place).cloned()).collect(),
        }),
        Err(PartsError::NoPart | PartsError::NoSuchColumn(_)) if seen.is_empty() => {
            Ok(Peeked { zone: true, lines: 0, parts: Vec::new(), unread: Vec::new() })
        }
        Err(error) => Err(refused(path, &seen, &error)),
    }
}

impl<R: Read + Send> Input for JsonInput<R> {
    fn schema(&self) -> SchemaRef {
        SchemaRef::clone(&self.columns.schema)
    }

    fn parts(&self) -> usize {
        self.columns.parts()
    }

    fn unread(&self) -> &[String] {
        &self.unread
    }

    fn expected(&self) -> Option<(bool, &[Part])> {
        Some((self.expected.0, &self.expected.1))
    }

    fn next_chunk(&mut self, rows: usize) -> Result<Option<RecordBatch>, Failure> {
        let mut chunk = Chunk::new(&self.columns);
        while !chunk.is_full(rows) {
            let row = self.rows.next(self.longest);
            let row = row.map_err(|error| Failure::of_path(&self.path, &error))?;
            let Some((number, size)) = row else { break };
            let object = size.and_then(|size| self.rows.object(size)).map_err(Fault::from);
            push_object(&mut chunk, number, object, &self.wanted, &mut self.names);
            self.rows.take(size).map_err(|error| Failure::of_path(&self.path, &error))?;
        }
        chunk.finish(&self.path)
    }

    fn position(&self) -> (u64, u64) {
        (self.rows.window.taken(), self.total)
    }
}

fn push_object(
    chunk: &mut Chunk<'_>,
    line: u64,
    object: Result<Object<'_>, Fault>,
    wanted: &Wanted,
    names: &mut Names,
) {
    let (values, fault) = match object {
        Ok(Object(values)) => (Some(values), Ok(())),
        Err(fault) => (None, Err(fault)),
    };
    let sources = fault.and_then(|()| names.sources(values.iter().flatten(), wanted));
    let (sources, fault) = match sources {
        Ok(sources) => (sources, Ok(())),
        Err(fault) => (Vec::new(), Err(fault)),
    };
    let part = |index: usize| match sources.get(index).copied().flatten() {
        Some(Source { name, value, part }) => cells(name, value, part),
        None => Ok(None),
    };
    let keep = |index: usize| {
        let value = *values.as_ref()?.get(wanted.keep.get(index)?.as_str())?;
        if value.get() == "null" {
            return None;
        }
        if wanted.as_json {
            Some(Cow::Borrowed(value.get()))
        } else {
            text(value).or(Some(Cow::Borrowed(value.get())))
        }
    };
    chunk.push(line, fault, part, keep);
}

/// Where the values of a file begin and end.
struct Rows<R> {
    window: Window<R>,
    /// Within an array: its elements are rows, and may be on several lines or share one.
    in_array: bool,
    /// Whether anything but blanks was met.
    is_begun: bool,
}

impl<R: Read> Rows<R> {
    fn new(source: R) -> Self {
        Rows { window: Window::new(source), in_array: false, is_begun: false }
    }

    /// The line in which the next row begins, and its size if it is no larger than that. It is not taken yet.
    fn next(&mut self, longest: usize) -> std::io::Result<Option<(u64, Result<usize, Code>)>> {
        loop {
            if !self.window.skip_blank()? {
                return Ok(None);
            }
            let is_between = |byte: &u8| byte.is_ascii_whitespace() || *byte == b',';
            match self.window.unread().first() {
                Some(b'[') if !self.is_begun => {
                    (self.in_array, self.is_begun) = (true, true);
                    self.window.take(1);
                }
                Some(byte) if self.in_array && is_between(byte) => self.window.take(1),
                // What follows an array is read line by line again, and reported.
                Some(b']') if self.in_array => {
                    self.in_array = false;
                    self.window.take(1);
                }
                Some(byte) if !self.in_array && byte.is_ascii_whitespace() => self.window.take(1),
                _ => break,
            }
        }
        self.is_begun = true;
        let line = self.window.line();
        let mut extent = Extent { in_array: self.in_array, depth: 0, in_text: false, is_escaped: false };
        let mut seen = 0;
        loop {
            let unread = self.window.unread().get(seen..).unwrap_or(&[]);
            let end = extent.follow(unread).map(|at| seen + at);
            let size = end.unwrap_or(self.window.unread().len());
            if size > longest {
                return Ok(Some((line, Err(Code::LimitSize))));
            }
            seen = size;
            if end.is_some() || !self.window.fill()? {
                return Ok(Some((line, Ok(size))));
            }
        }
    }

    fn object(&self, size: usize) -> Result<Object<'_>, Code> {
        let row = self.window.unread().get(..size).unwrap_or(&[]);
        serde_json::from_slice(row).map_err(|_| Code::FileMalformed)
    }

    /// Goes on behind the row; behind its line where it has no end within bounds.
    fn take(&mut self, size: Result<usize, Code>) -> std::io::Result<()> {
        match size {
            Ok(size) => self.window.take(size),
            Err(_) => self.window.skip_line()?,
        }
        Ok(())
    }
}

/// A row byte after byte: a line, or an element of an array with all that is in its braces.
struct Extent {
    in_array: bool,
    depth: usize,
    in_text: bool,
    is_escaped: bool,
}

impl Extent {
    /// Where the row ends, if it does within these bytes.
    fn follow(&mut self, bytes: &[u8]) -> Option<usize> {
        if !self.in_array {
            return bytes.iter().position(|byte| *byte == b'\n');
        }
        for (at, byte) in bytes.iter().enumerate() {
            if self.in_text {
                self.in_text = self.is_escaped || *byte != b'"';
                self.is_escaped = !self.is_escaped && *byte == b'\\';
                continue;
            }
            match byte {
                b'"' => self.in_text = true,
                b'{' | b'[' => self.depth += 1,
                b']' | b',' if self.depth == 0 => return Some(at),
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u64, String)> {
        let mut rows = Rows::new(text.as_bytes());
        let mut found = Vec::new();
        while let Some((line, size)) = rows.next(100).unwrap() {
            let row =
                size.map(|size| String::from_utf8_lossy(&rows.window.unread()[..size]).trim().to_owned());
            found.push((line, row.unwrap_or_else(|code| code.as_str().to_owned())));
            rows.take(size).unwrap();
        }
        found
    }

    fn told(expected: &[(u64, &str)]) -> Vec<(u64, String)> {
        expected.iter().map(|(line, row)| (*line, (*row).to_owned())).collect()
    }

    #[test]
    fn lines_and_elements_are_rows() {
        assert_eq!(rows("\u{feff}{\"a\":1}\r\n\n  {\"a\":2}"), told(&[(1, "{\"a\":1}"), (3, "{\"a\":2}")]));
        let array = "\u{feff} [\n {\"a\": \"}],\\\"\"},\n {\"b\":\n[{}, 1]} , 7,{}\n]\n";
        assert_eq!(
            rows(array),
            told(&[(2, "{\"a\": \"}],\\\"\"}"), (3, "{\"b\":\n[{}, 1]}"), (4, "7"), (4, "{}")])
        );
        // What is behind an array is not passed over.
        assert_eq!(rows("[1]\n{\"a\":1}\n"), told(&[(1, "1"), (2, "{\"a\":1}")]));
        assert_eq!(rows("[{\"a\":1}"), told(&[(1, "{\"a\":1}")]));
        assert_eq!(rows("[{\"a\":1"), told(&[(1, "{\"a\":1")]));
        let long = format!("[{{\"a\":\"{}\"}}]\n{{}}\n", "x".repeat(200));
        assert_eq!(rows(&long), told(&[(1, "limit.size"), (2, "{}")]));
        assert_eq!((rows("[]"), rows(""), rows("\n")), (Vec::new(), Vec::new(), Vec::new()));
    }
}
