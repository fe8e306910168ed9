//! The reader and the virtual document, against each other and against the library's verifier.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests say what they expect")]

mod announced;
mod driver;
mod faults;
mod made;
mod opening;
mod proofs;
mod reading;
