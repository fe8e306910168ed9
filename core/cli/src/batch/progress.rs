//! How far a run is, on standard error: a bar with rate and time left, and one line at the end.

use super::job::Counts;
use crate::output;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Write;
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// When a bar is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum When {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How often a line is written where no bar can be.
const BETWEEN_LINES: Duration = Duration::from_secs(2);

/// A run that is being watched.
pub(super) struct Progress {
    bar: ProgressBar,
    /// When a plain line was written last, where a bar was asked for and standard error is no terminal.
    plain: Option<Instant>,
    start: Instant,
    rows: u64,
}

impl Progress {
    pub(super) fn new(when: When) -> Progress {
        let terminal = std::io::stderr().is_terminal();
        let bar = match when {
            When::Auto | When::Always if terminal => {
                ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr())
            }
            _ => ProgressBar::hidden(),
        };
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent}% {msg}, {eta} left") {
            bar.set_style(style);
        }
        let start = Instant::now();
        Progress { bar, plain: (when == When::Always && !terminal).then_some(start), start, rows: 0 }
    }

    /// So many more rows are done; the input is read up to `position`.
    pub(super) fn advance(&mut self, rows: usize, position: (u64, u64)) {
        self.rows = self.rows.saturating_add(u64::try_from(rows).unwrap_or(0));
        self.bar.set_length(position.1);
        self.bar.set_position(position.0);
        let told = format!("{} rows, {}/s", self.rows, self.rate());
        if self.plain.is_some_and(|last| last.elapsed() > BETWEEN_LINES) {
            self.plain = Some(Instant::now());
            let percent = position.0.saturating_mul(100).checked_div(position.1).unwrap_or(0);
            output::tell(&format!("{percent}% {told}, {} s left", self.bar.eta().as_secs()));
        }
        self.bar.set_message(told);
    }

    /// Rows a second of this run.
    fn rate(&self) -> u64 {
        let milliseconds = u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX).max(1);
        self.rows.saturating_mul(1000).checked_div(milliseconds).unwrap_or(0)
    }

    /// The line at the end. `rows` and `counts` are those of the whole run, with what was done before it was ended.
    pub(super) fn finish(self, rows: u64, counts: &Counts) {
        self.bar.finish_and_clear();
        let mut line = format!("{rows} rows");
        for (place, (name, count)) in counts.iter().enumerate() {
            // Writing to a String cannot fail.
            let _ = write!(line, "{} {count} {name}", if place == 0 { ":" } else { "," });
        }
        let _ = write!(line, "; {:.1} s, {} rows/s", self.start.elapsed().as_secs_f64(), self.rate());
        if self.rows < rows {
            let _ = write!(line, ", {} of them done before", rows - self.rows);
        }
        output::tell(&line);
    }
}
