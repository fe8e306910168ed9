//! Barcodes of the corpus, as a foreign encoder drew them, zones in photographs of documents that do not exist, and faces of nobody.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test says what it expects, and reads the files that it compares"
)]

mod bounds;
mod corpus;
mod face;
mod zones;
