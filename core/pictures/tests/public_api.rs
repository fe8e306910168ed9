//! What a caller can name is listed in `docs/public-api.txt`, which `DOC9303_WRITE_DOCS=1` writes.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test says what it expects, and reads the files that it compares"
)]

#[path = "../../tests/common/public_api.rs"]
mod pages;

use pages::{Pages, compare, document};
use std::path::Path;

#[test]
fn the_public_items_are_those_that_are_listed() {
    let pages = Pages::read(&document(&["doc9303-pictures"]), "doc9303-pictures");
    let without = pages.without_example();
    assert!(without.is_empty(), "no example, and no link to one: {}", without.join(", "));
    compare(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/public-api.txt"), &pages.listing());
}
