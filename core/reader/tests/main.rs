//! What the crate does from outside.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test says what it expects, and reads recordings"
)]

mod conformance_table;
mod recordings;
