//! The tree of a file's elements, for a caller that shows the bytes.

use crate::failure::{Failure, argument, number, set};
use doc9303::{FileId, Limits};
use doc9303_asn1::{Element, Reader, tag};
use js_sys::{Array, Object, Uint32Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// At most this many elements are given: more than the largest honest file has, and no more than a page can show.
const COUNT: usize = 20_000;

/// `rows`: the elements in the order of the bytes, five numbers each: depth, tag, offset, offset of the content, end.
/// `untold`: how many more there are. A structure that breaks off ends the list; an OCTET STRING that holds exactly one
/// element is opened too.
///
/// # Errors
/// `limit.size` for more bytes than the largest file may have.
#[wasm_bindgen]
pub fn elements(bytes: &[u8]) -> Result<JsValue, Failure> {
    if bytes.len() > Limits::DEFAULT.list_size {
        return Err(argument("limit.size", "more bytes than the limit for a file"));
    }
    let mut tree = Tree::default();
    tree.walk(bytes, 0, 0);
    let rows: Array = tree.rows.iter().map(|row| Uint32Array::from(row.as_slice())).collect();
    let object: JsValue = Object::new().into();
    set(&object, "rows", &rows.into());
    set(&object, "untold", &number(tree.untold));
    Ok(object)
}

/// The elements that are given, and the number of those that are not.
#[derive(Default)]
struct Tree {
    rows: Vec<[u32; 5]>,
    untold: usize,
}

impl Tree {
    /// Adds the elements of the content from `base` on. Headers do not overlap, so there are at most half as many as bytes.
    fn walk(&mut self, content: &[u8], base: usize, depth: usize) {
        let mut reader = Reader::new(content, FileId::Sod.as_str());
        while !reader.is_empty() {
            let Ok(element) = reader.read() else { return };
            self.add(&element, base, depth);
            if depth < Limits::DEFAULT.depth && (element.is_constructed() || wraps_one(&element)) {
                let start = base.saturating_add(element.content_range().start);
                self.walk(element.content(), start, depth.saturating_add(1));
            }
        }
    }

    fn add(&mut self, element: &Element<'_>, base: usize, depth: usize) {
        if self.rows.len() >= COUNT {
            self.untold = self.untold.saturating_add(1);
            return;
        }
        let end = element.offset().saturating_add(element.span().len());
        let place = |offset: usize| u32::try_from(base.saturating_add(offset)).unwrap_or(u32::MAX);
        self.rows.push([
            u32::try_from(depth).unwrap_or(u32::MAX),
            element.tag(),
            place(element.offset()),
            place(element.content_range().start),
            place(end),
        ]);
    }
}

/// An OCTET STRING whose content is one constructed element: a security object, an extension's value.
fn wraps_one(element: &Element<'_>) -> bool {
    let mut reader = Reader::new(element.content(), FileId::Sod.as_str());
    let inner = reader.read();
    element.tag() == tag::OCTET_STRING && inner.is_ok_and(|inner| inner.is_constructed()) && reader.is_empty()
}
