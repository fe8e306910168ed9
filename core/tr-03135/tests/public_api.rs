//! What a caller can name is listed in `docs/public-api.txt`, which `DOC9303_WRITE_DOCS=1` writes.

#[path = "../../tests/common/public_api.rs"]
mod pages;

#[test]
fn the_public_items_are_those_that_are_listed() {
    let own = pages::own_items_as_listed();
    let without = own.without_example();
    assert!(without.is_empty(), "no example, and no link to one: {}", without.join(", "));
}
