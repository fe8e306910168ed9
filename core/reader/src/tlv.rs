//! Data objects of commands and responses, built and read.

use crate::secure_messaging::push_length;
use doc9303_asn1::Reader;

/// An object of a tag of one or two bytes.
pub(crate) fn object(tag: u16, content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(content.len() + 6);
    push(&mut out, tag, content);
    out
}

/// Appends an object.
pub(crate) fn push(out: &mut Vec<u8>, tag: u16, content: &[u8]) {
    let [high, low] = tag.to_be_bytes();
    if high != 0 {
        out.push(high);
    }
    out.push(low);
    push_length(out, content.len());
    out.extend(content);
}

/// Dynamic authentication data: a template of one object (§4.4.4.2).
pub(crate) fn dynamic(tag: u16, content: &[u8]) -> Vec<u8> {
    object(0x7C, &object(tag, content))
}

/// The objects of dynamic authentication data by tag; `None` if the template is another, or has bytes around it.
pub(crate) fn read_dynamic(bytes: &[u8]) -> Option<Vec<(u32, Vec<u8>)>> {
    let mut outer = Reader::new(bytes, "dynamic authentication data");
    let template = outer.read().ok().filter(|template| template.tag() == 0x7C)?;
    outer.finish().ok()?;
    read_objects(template.content())
}

/// The objects by tag, one behind the other.
pub(crate) fn read_objects(bytes: &[u8]) -> Option<Vec<(u32, Vec<u8>)>> {
    let mut objects = Vec::new();
    let mut reader = Reader::new(bytes, "data objects");
    while !reader.is_empty() {
        let object = reader.read().ok()?;
        objects.push((object.tag(), object.content().to_vec()));
    }
    Some(objects)
}

/// The content of the one object of a tag.
pub(crate) fn one(objects: &[(u32, Vec<u8>)], tag: u32) -> Option<&[u8]> {
    let mut all = objects.iter().filter(|(own, _)| *own == tag);
    match (all.next(), all.next()) {
        (Some((_, content)), None) => Some(content),
        _ => None,
    }
}
