//! What the program says on standard output and standard error. An output that takes nothing more is a failure with a
//! sentence, and never a panic.

use crate::failure::Failure;
use std::io::{ErrorKind, Write};

/// Prints a text. A closed pipe is not a failure: its reader needs no more.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Prints a line.
pub(crate) fn print_line(line: impl core::fmt::Display) -> Result<(), Failure> {
    print(&format!("{line}\n"))
}

/// What became of writing to standard output.
pub(crate) fn written(result: std::io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::Unwritable(format!("standard output: cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// Writes a sentence to standard error. A failure to write is ignored.
pub(crate) fn tell(sentence: &str) {
    let _ = writeln!(anstream::stderr().lock(), "doc9303: {sentence}");
}
