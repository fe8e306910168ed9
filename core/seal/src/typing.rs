//! From elements to features with typed values, and what a profile misses in them.

use crate::Fault;
use crate::feature::{Coding, Definition, Feature, Presence, Value};
use crate::tlv::{self, LengthForm, Tlv};
use core::ops::Range;
use std::borrow::Cow;

/// What is known of a tag: a definition, and its name where that is not of this crate.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule<'a> {
    pub(crate) definition: &'a Definition,
    pub(crate) name: Option<&'a str>,
}

impl<'a> From<&'a Definition> for Rule<'a> {
    fn from(definition: &'a Definition) -> Self {
        Rule { definition, name: None }
    }
}

impl Rule<'_> {
    fn name(&self) -> Cow<'static, str> {
        self.name.map_or(Cow::Borrowed(self.definition.name), |name| Cow::Owned(name.to_owned()))
    }
}

/// Types each element by its definition.
pub(crate) fn typed<'a>(
    bytes: &[u8],
    found: &[Tlv],
    rule: impl Fn(u8) -> Option<Rule<'a>>,
) -> (Vec<Feature>, Vec<Fault>) {
    let mut faults: Vec<Fault> = length_faults(found.iter()).collect();
    let features = found.iter().map(|tlv| match rule(tlv.tag) {
        Some(rule) => known(bytes, tlv, rule, &mut faults),
        None => {
            let value = Value::Bytes(bytes.get(tlv.value.clone()).unwrap_or_default().to_vec());
            Feature { tag: tlv.tag, name: None, value, range: tlv.value.clone() }
        }
    });
    let features = features.collect();
    (features, faults)
}

/// A feature of a known tag, and what is wrong with it.
fn known(bytes: &[u8], tlv: &Tlv, rule: Rule<'_>, faults: &mut Vec<Fault>) -> Feature {
    let content = bytes.get(tlv.value.clone()).unwrap_or_default();
    let (definition, tag, length) = (rule.definition, tlv.tag, content.len());
    if !(definition.min..=definition.max).contains(&length) {
        faults.push(Fault::Length { tag, name: rule.name(), length });
    }
    let value = match definition.coding {
        Coding::Features(definitions) => within(bytes, tlv.value.clone(), definitions, faults),
        _ => definition.decode(content),
    };
    let value = value.unwrap_or_else(|detail| {
        faults.push(Fault::Coding { tag, name: rule.name(), detail });
        Value::Bytes(content.to_vec())
    });
    Feature { tag, name: Some(rule.name()), value, range: tlv.value.clone() }
}

/// Features within a feature.
fn within(
    bytes: &[u8],
    range: Range<usize>,
    definitions: &'static [Definition],
    faults: &mut Vec<Fault>,
) -> Result<Value, &'static str> {
    let found = elements(bytes, range, usize::MAX)?;
    let rule = |tag| definitions.iter().find(|definition| definition.tag == tag).map(Rule::from);
    let (features, told) = typed(bytes, &found, rule);
    faults.extend(told);
    faults.extend(presence(definitions.iter().map(Rule::from), &features));
    Ok(Value::Features(features))
}

/// The elements that fill a range, at most so many.
pub(crate) fn elements(bytes: &[u8], range: Range<usize>, most: usize) -> Result<Vec<Tlv>, &'static str> {
    let mut found = Vec::new();
    let mut at = range.start;
    while at < range.end {
        if found.len() >= most {
            return Err(MORE_THAN_THE_LIMIT);
        }
        let tlv = tlv::read(bytes, at, range.end, LengthForm::Der)?;
        at = tlv.span.end;
        found.push(tlv);
    }
    Ok(found)
}

/// Why [`elements`] stops.
pub(crate) const MORE_THAN_THE_LIMIT: &str = "more messages than the limit";

/// What is missing and what is there too often.
pub(crate) fn presence<'a>(rules: impl Iterator<Item = Rule<'a>>, features: &[Feature]) -> Vec<Fault> {
    let mut faults = Vec::new();
    let mut one_of: Option<(Rule<'_>, usize)> = None;
    for rule in rules {
        let definition = rule.definition;
        let count = features.iter().filter(|feature| feature.tag == definition.tag).count();
        let tag = definition.tag;
        match (definition.presence, count) {
            (Presence::OneOf, count) => {
                let (first, before) = one_of.unwrap_or((rule, 0));
                one_of = Some((first, before + count));
            }
            (Presence::Mandatory, 0) => faults.push(Fault::Missing { tag, name: rule.name() }),
            (_, 0 | 1) => {}
            _ => faults.push(Fault::Repeated { tag, name: rule.name() }),
        }
    }
    match one_of {
        Some((rule, 0)) => faults.push(Fault::Missing { tag: rule.definition.tag, name: rule.name() }),
        Some((rule, 2..)) => faults.push(Fault::Repeated { tag: rule.definition.tag, name: rule.name() }),
        _ => {}
    }
    faults
}

/// Lengths that are longer than DER writes them.
pub(crate) fn length_faults<'a>(found: impl Iterator<Item = &'a Tlv>) -> impl Iterator<Item = Fault> {
    found.filter(|tlv| !tlv.is_minimal).map(|tlv| Fault::LengthForm { tag: tlv.tag })
}
