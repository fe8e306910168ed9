//! Zones out of a stream of text, one for each block of lines, however long the stream is: only one block is held at a
//! time, and of that no more than any zone can need.

use crate::failure::Failure;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// Bytes of a text that is read whole: a zone, or a policy.
pub(crate) const TEXT_LIMIT: usize = 1 << 20;

/// Bytes kept of one block. The longest zone has 92 with its line breaks; the rest is room for indentation.
const MOST_KEPT: usize = 4096;

const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// Blocks: runs of lines that are not blank.
pub(crate) struct Blocks<R> {
    input: R,
    line: Vec<u8>,
    block: Vec<u8>,
    lines_read: u64,
}

/// One block and the line, from one, in which it begins.
pub(crate) struct Block<'a> {
    pub(crate) text: &'a [u8],
    pub(crate) first_line: u64,
}

impl<R: BufRead> Blocks<R> {
    pub(crate) fn new(input: R) -> Self {
        Blocks { input, line: Vec::new(), block: Vec::new(), lines_read: 0 }
    }

    /// The next block, or nothing at the end of the stream.
    pub(crate) fn next_block(&mut self) -> std::io::Result<Option<Block<'_>>> {
        self.block.clear();
        let mut first_line = 0;
        while self.next_line()? {
            let blank = self.line.trim_ascii().is_empty();
            if blank && !self.block.is_empty() {
                break;
            }
            if blank {
                continue;
            }
            if self.block.is_empty() {
                first_line = self.lines_read;
            }
            if self.block.len() <= MOST_KEPT {
                self.block.extend_from_slice(&self.line);
            }
        }
        Ok((!self.block.is_empty()).then_some(Block { text: &self.block, first_line }))
    }

    /// Reads one line into `self.line`. Of a line that is too long for any zone the start is kept, and behind it a
    /// character that no zone has, so that what is left out cannot make it a zone.
    fn next_line(&mut self) -> std::io::Result<bool> {
        self.line.clear();
        let limit = u64::try_from(MOST_KEPT).unwrap_or(u64::MAX);
        let read = self.input.by_ref().take(limit).read_until(b'\n', &mut self.line)?;
        if read == MOST_KEPT && self.line.last() != Some(&b'\n') && self.skip_line()? {
            self.line.extend_from_slice(b".\n");
        }
        // Here too, so that a mark on a line of its own is no zone.
        if self.lines_read == 0 && self.line.starts_with(BYTE_ORDER_MARK) {
            self.line.drain(..BYTE_ORDER_MARK.len());
        }
        self.lines_read += u64::from(read > 0);
        Ok(read > 0)
    }

    /// Passes over the rest of a line; tells whether anything but white space stood there.
    fn skip_line(&mut self) -> std::io::Result<bool> {
        let mut printed = false;
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(printed);
            }
            let end = buffer.iter().position(|byte| *byte == b'\n');
            let length = end.map_or(buffer.len(), |end| end + 1);
            printed |= buffer.iter().take(length).any(|byte| !byte.is_ascii_whitespace());
            self.input.consume(length);
            if end.is_some() {
                return Ok(printed);
            }
        }
    }
}

/// A file, or standard input for `-` or nothing.
pub(crate) fn open(path: Option<&Path>) -> Result<Box<dyn BufRead>, Failure> {
    match path {
        Some(path) if path.as_os_str() != "-" => {
            let file = std::fs::File::open(path).map_err(|error| Failure::of_path(path, &error))?;
            Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
        }
        _ => Ok(Box::new(BufReader::with_capacity(1 << 16, std::io::stdin()))),
    }
}

/// What went wrong while a file or standard input was read.
pub(crate) fn unreadable(path: Option<&Path>, error: &std::io::Error) -> Failure {
    match path {
        Some(path) if path.as_os_str() != "-" => Failure::of_path(path, error),
        _ => Failure::Unreadable(format!("standard input: {error}")),
    }
}

/// All of a file or of standard input, up to `limit` bytes. Bytes that are no UTF-8 become a letter that no zone has,
/// and the zone's error says where it is. A byte order mark is left out.
pub(crate) fn read_text(path: Option<&Path>, limit: usize) -> Result<String, Failure> {
    let bytes = read_bytes(path, limit)?;
    doc9303_inputs::text(&bytes).ok_or_else(|| {
        let name = path.map_or_else(|| "standard input".to_owned(), |path| path.display().to_string());
        Failure::Unreadable(format!("{name} is UTF-16 text; save it as UTF-8"))
    })
}

/// The bytes of a file or of standard input, at most so many.
pub(crate) fn read_bytes(path: Option<&Path>, limit: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let bound = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    open(path)?.take(bound).read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    if bytes.len() > limit {
        return Err(Failure::Unreadable(format!("the input is larger than {limit} bytes")));
    }
    Ok(bytes)
}
