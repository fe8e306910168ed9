//! The functions that C calls, called as C calls them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test says what it expects, and reads the files that it compares"
)]

mod arguments;
mod header;
mod judging;
mod panics;
mod reading;
mod support;
mod threads;
