//! The service over real sockets on this machine: one binary of tests, one module a concern.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test says what it expects"
)]

mod answers;
mod client;
mod contract;
mod encrypted;
mod guests;
mod limits;
mod phone;
mod swaps;
