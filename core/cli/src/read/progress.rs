//! What happens while a chip is read, on standard error.

use crate::output;
use anstyle::AnsiColor;
use doc9303::FileId;
use doc9303_reader::{Event, ReadError};
use std::io::{IsTerminal, Write};
use std::time::Instant;

/// Bytes after which a line that is being written is written anew.
const STEP: usize = 1_000;

/// Tells of files as they come: one line each, rewritten on a terminal while it grows.
pub(super) struct Progress {
    is_terminal: bool,
    begun: Option<(FileId, Instant)>,
    shown: usize,
}

impl Progress {
    pub(super) fn new() -> Self {
        Progress { is_terminal: std::io::stderr().is_terminal(), begun: None, shown: 0 }
    }

    pub(super) fn tell(&mut self, event: &Event) {
        match event {
            Event::Access(attempt) => match &attempt.error {
                None => self.line(&format!("opened with {}", attempt.variant)),
                Some(error) => self.line(&format!("{} did not open the chip: {error}", attempt.variant)),
            },
            Event::Progress { file, read, size } => self.grow(*file, *read, *size),
            Event::File { file, bytes } => {
                let rate =
                    self.begun.filter(|(begun, _)| begun == file).map(|(_, since)| rate(bytes.len(), since));
                self.line(&format!("{} {} bytes{}", file.as_str(), bytes.len(), rate.unwrap_or_default()));
            }
            // What is not there or not for everyone needs no word.
            Event::NotRead { error: ReadError::Refused { .. }, .. } => {}
            Event::NotRead { file, error } => self.line(&format!("{} was not read: {error}", file.as_str())),
            Event::Proof { step, variant } => self.line(&format!("{step} answered ({variant})")),
            Event::ProofFailed { step, error } => self.line(&format!("{step} failed: {error}")),
            _ => {}
        }
    }

    fn grow(&mut self, file: FileId, read: usize, size: usize) {
        if self.begun.is_none_or(|(begun, _)| begun != file) {
            (self.begun, self.shown) = (Some((file, Instant::now())), 0);
        }
        let is_due = read >= self.shown.saturating_add(STEP);
        if let Some((_, since)) = self.begun.filter(|_| self.is_terminal && is_due) {
            self.shown = read;
            let rate = rate(read, since);
            let _ = write!(std::io::stderr(), "\r\u{1b}[K  {} {read} of {size} bytes{rate}", file.as_str());
        }
    }

    fn line(&self, text: &str) {
        if self.is_terminal {
            let dim = AnsiColor::BrightBlack.on_default();
            let _ = writeln!(anstream::stderr(), "\r\u{1b}[K  {dim}{text}{dim:#}");
        } else {
            output::tell(text);
        }
    }

    pub(super) fn end(&self) {
        if self.is_terminal {
            let _ = write!(std::io::stderr(), "\r\u{1b}[K");
        }
    }
}

/// Bytes a second, once there was time to measure.
fn rate(bytes: usize, since: Instant) -> String {
    let micros = since.elapsed().as_micros();
    let bytes = u128::try_from(bytes).unwrap_or_default();
    match (bytes * 1_000_000).checked_div(micros) {
        Some(rate) if micros > 50_000 => format!(", {} kB/s", rate / 1_000),
        _ => String::new(),
    }
}
