//! Machine readable zones: parsing, check digits, names, repair, writing. One binary, one module a concern.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a test says what it expects"
)]

mod allocations;
mod national_layouts;
mod oracle;
mod parse;
mod properties;
mod repair;
mod write;
