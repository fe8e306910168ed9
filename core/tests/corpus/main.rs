//! Documents, trust and reports: the corpus of `fixtures/vectors`, properties, and what the documentation promises. One
//! binary, one module a concern.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test says what it expects, and reads the files that it compares"
)]

mod architecture;
mod certificate_profile;
mod chip_records;
mod circles;
#[path = "../common/mod.rs"]
mod common;
mod credentials;
mod defect_lists;
mod details;
mod deviation_lists;
mod docs;
mod examples;
mod explain;
mod fixtures;
mod languages;
mod limits;
mod pages;
mod policy;
mod properties;
mod public_api;
mod real_data;
mod remembering;
mod report;
mod seals;
mod sources;
mod staged;
mod third_opinion;
mod trust_inputs;
mod trust_store;
