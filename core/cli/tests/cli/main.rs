//! The program as a person or a script meets it: one binary of tests, one module a command or a concern.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test says what it expects"
)]

mod batch;
mod batch_edges;
mod chip_folder;
mod commands;
#[path = "../../../tests/common/mod.rs"]
mod common;
mod explain;
mod mrz;
mod output;
mod reports;
mod tables;
