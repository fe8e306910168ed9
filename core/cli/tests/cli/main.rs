//! The program as a person or a script meets it: one binary of tests, one module a command or a concern.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test says what it expects"
)]

#[cfg(feature = "batch")]
mod batch;
#[cfg(feature = "batch")]
mod batch_edges;
mod bundle;
#[cfg(all(feature = "chip", feature = "read"))]
mod chip;
mod chip_folder;
mod commands;
#[path = "../../../tests/common/mod.rs"]
mod common;
mod explain;
#[cfg(feature = "pictures")]
mod face;
#[cfg(feature = "pictures")]
mod image;
mod log;
mod mrz;
mod output;
mod policy;
mod reports;
mod seal;
#[cfg(feature = "serve")]
mod serve;
#[cfg(feature = "batch")]
mod tables;
#[cfg(all(feature = "chip", feature = "read"))]
mod terminal;
mod trust;
mod trust_snapshot;

use std::io::Write;
use std::process::{Command, Output, Stdio};

/// Runs the program with this standard input, written from a thread of its own: a stream is longer than any pipe.
fn with_input(arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
    let input = input.as_ref().to_vec();
    let mut child = Command::new(env!("CARGO_BIN_EXE_doc9303"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    // The program may end before it has read everything.
    let writer = std::thread::spawn(move || drop(pipe.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}
