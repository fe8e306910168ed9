//! From elements to features with typed values, and what a profile misses in them.

use crate::feature::{Definition, Feature, Presence, Value};
use crate::{Fault, tlv::Tlv};

/// Types each element by its definition.
pub(crate) fn typed(
    bytes: &[u8],
    found: &[Tlv],
    definition: impl Fn(u8) -> Option<&'static Definition>,
) -> (Vec<Feature>, Vec<Fault>) {
    let mut faults = Vec::new();
    let features = found.iter().map(|tlv| {
        let content = bytes.get(tlv.value.clone()).unwrap_or_default();
        let definition = definition(tlv.tag);
        let value = match definition.map(|definition| (definition, definition.decode(content))) {
            Some((definition, decoded)) => {
                let (tag, name, length) = (tlv.tag, definition.name, content.len());
                if !(definition.min..=definition.max).contains(&length) {
                    faults.push(Fault::Length { tag, name, length });
                }
                decoded.unwrap_or_else(|detail| {
                    faults.push(Fault::Coding { tag, name, detail });
                    Value::Bytes(content.to_vec())
                })
            }
            None => Value::Bytes(content.to_vec()),
        };
        let name = definition.map(|definition| definition.name);
        Feature { tag: tlv.tag, name, value, range: tlv.value.clone() }
    });
    let features = features.collect();
    (features, faults)
}

/// What is missing and what is there too often.
pub(crate) fn presence<'a>(
    definitions: impl Iterator<Item = &'a Definition>,
    features: &[Feature],
) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut one_of: Option<(&Definition, usize)> = None;
    for definition in definitions {
        let count = features.iter().filter(|feature| feature.tag == definition.tag).count();
        let (tag, name) = (definition.tag, definition.name);
        match (definition.presence, count) {
            (Presence::OneOf, count) => {
                let (first, before) = one_of.unwrap_or((definition, 0));
                one_of = Some((first, before + count));
            }
            (Presence::Mandatory, 0) => faults.push(Fault::Missing { tag, name }),
            (_, 0 | 1) => {}
            _ => faults.push(Fault::Repeated { tag, name }),
        }
    }
    match one_of {
        Some((Definition { tag, name, .. }, 0)) => faults.push(Fault::Missing { tag: *tag, name }),
        Some((Definition { tag, name, .. }, 2..)) => faults.push(Fault::Repeated { tag: *tag, name }),
        _ => {}
    }
    faults
}

/// Lengths that are longer than DER writes them.
pub(crate) fn length_faults<'a>(found: impl Iterator<Item = &'a Tlv>) -> impl Iterator<Item = Fault> {
    found.filter(|tlv| !tlv.is_minimal).map(|tlv| Fault::LengthForm { tag: tlv.tag })
}
