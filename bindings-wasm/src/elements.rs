//! The tree of a file's elements, for whoever wants to look at the bytes.

use doc9303::{FileId, Limits};
use doc9303_asn1::{Element, Reader, tag};
use js_sys::{Array, Uint32Array};
use wasm_bindgen::prelude::wasm_bindgen;

/// At most this many elements: more than the largest honest file has, and no more than a page can show.
const COUNT: usize = 20_000;

/// Every element in the order of the bytes, five numbers each: depth, tag, offset, offset of the content, end.
/// A structure that breaks off ends the list; an OCTET STRING that holds exactly one element is opened too.
#[wasm_bindgen]
pub fn elements(bytes: &[u8]) -> Array {
    let mut found = Vec::new();
    let honest = bytes.len() <= Limits::DEFAULT.list_size;
    if honest {
        walk(bytes, 0, 0, &mut found);
    }
    let row = |row: &[u32; 5]| Uint32Array::from(row.as_slice());
    found.iter().map(row).collect()
}

/// The content from `base` on. The reader itself bounds the depth of what it is given.
fn walk(content: &[u8], base: usize, depth: usize, found: &mut Vec<[u32; 5]>) {
    let mut reader = Reader::new(content, FileId::Sod.as_str());
    while !reader.is_empty() && found.len() < COUNT {
        let Ok(element) = reader.read() else { return };
        let range = element.content_range();
        let end = element.offset().saturating_add(element.span().len());
        let place = |offset: usize| u32::try_from(base.saturating_add(offset)).unwrap_or(u32::MAX);
        found.push([
            u32::try_from(depth).unwrap_or(u32::MAX),
            element.tag(),
            place(element.offset()),
            place(range.start),
            place(end),
        ]);
        if depth < Limits::DEFAULT.depth && (element.is_constructed() || wraps_one(&element)) {
            walk(element.content(), base.saturating_add(range.start), depth.saturating_add(1), found);
        }
    }
}

/// An OCTET STRING whose content is one constructed element: a security object, an extension's value.
fn wraps_one(element: &Element<'_>) -> bool {
    let mut reader = Reader::new(element.content(), FileId::Sod.as_str());
    let inner = reader.read();
    element.tag() == tag::OCTET_STRING && inner.is_ok_and(|inner| inner.is_constructed()) && reader.is_empty()
}
