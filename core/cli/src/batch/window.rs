//! A file of text through a window that grows to a limit and no further: whatever is in a row, memory is bounded.

use std::io::Read;

/// Bytes that are read at a time.
const STEP: usize = 1 << 18;

/// The part of a file that is looked at.
pub(super) struct Window<R> {
    source: R,
    buffer: Vec<u8>,
    start: usize,
    /// The line in which the unread part begins, from 1.
    line: u64,
    /// Bytes that were taken.
    taken: u64,
}

impl<R: Read> Window<R> {
    pub(super) fn new(source: R) -> Self {
        Window { source, buffer: Vec::new(), start: 0, line: 1, taken: 0 }
    }

    pub(super) fn line(&self) -> u64 {
        self.line
    }

    pub(super) fn taken(&self) -> u64 {
        self.taken
    }

    pub(super) fn unread(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or(&[])
    }

    /// Reads more behind what is unread; says whether there was more.
    pub(super) fn fill(&mut self) -> std::io::Result<bool> {
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        let step = u64::try_from(STEP).unwrap_or(u64::MAX);
        Ok(self.source.by_ref().take(step).read_to_end(&mut self.buffer)? > 0)
    }

    /// Goes on behind this many bytes.
    pub(super) fn take(&mut self, bytes: usize) {
        let taken = self.unread().get(..bytes).unwrap_or(&[]);
        let lines = taken.iter().filter(|&&byte| byte == b'\n').count();
        self.line = self.line.saturating_add(u64::try_from(lines).unwrap_or(0));
        self.taken = self.taken.saturating_add(u64::try_from(bytes).unwrap_or(0));
        self.start = self.start.saturating_add(bytes).min(self.buffer.len());
    }

    /// Goes on behind the end of this line, however far that is.
    pub(super) fn skip_line(&mut self) -> std::io::Result<()> {
        loop {
            if let Some(end) = self.unread().iter().position(|&byte| byte == b'\n') {
                self.take(end.saturating_add(1));
                return Ok(());
            }
            self.take(self.unread().len());
            if !self.fill()? {
                return Ok(());
            }
        }
    }

    /// Goes on behind line ends and a byte order mark; says whether anything follows.
    pub(super) fn skip_blank(&mut self) -> std::io::Result<bool> {
        loop {
            if self.taken == 0 && self.unread().len() < 3 && self.fill()? {
                continue;
            }
            if self.taken == 0 && self.unread().starts_with(b"\xef\xbb\xbf") {
                self.take(3);
            }
            let blank = self.unread().iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
            self.take(blank);
            if !self.unread().is_empty() {
                return Ok(true);
            }
            if !self.fill()? {
                return Ok(false);
            }
        }
    }
}
