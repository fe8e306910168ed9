//! The public sample seals, what must be refused, and whatever bytes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test says what it expects, and reads the corpus"
)]

#[cfg(feature = "profiles")]
mod administrative;
mod corpus;
mod dtc;
mod idb;
mod samples;
mod vds;
mod vds_nc;
