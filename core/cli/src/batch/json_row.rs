//! One JSON object as a row: which of its keys is what of a document, and what its values are.

use super::input::Wanted;
use super::text_input::{Cell, Fault};
use doc9303::Code;
use doc9303_arrow::{Meaning, Part, PartsError, looks_like_zone};
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// Keys whose meaning is remembered.
const MOST_NAMES: usize = 4096;

/// The values of a row, unread. A key that occurs twice leaves open which value is meant, and is an error.
pub(super) struct Object<'a>(pub(super) BTreeMap<Cow<'a, str>, &'a RawValue>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_map(Pairs)
    }
}

struct Pairs;

impl<'de> Visitor<'de> for Pairs {
    type Value = Object<'de>;

    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Object<'de>, A::Error> {
        let mut values = BTreeMap::new();
        while let Some((key, value)) = pairs.next_entry()? {
            if values.insert(key, value).is_some() {
                return Err(serde::de::Error::custom("a key that occurs twice"));
            }
        }
        Ok(Object(values))
    }
}

/// A value that is a part of a document, the zone if it is no part, and its key.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub(super) name: &'a str,
    pub(super) value: &'a RawValue,
    pub(super) part: Option<Part>,
}

/// Which columns there are, and what keys mean, each looked at once.
pub(super) struct Names {
    /// In how many columns zones stand.
    zones: usize,
    parts: Vec<Part>,
    known: HashMap<String, Meaning>,
}

impl Names {
    pub(super) fn new(wanted: &Wanted, zones: usize, with_parts: bool) -> Names {
        // The key that was named for zones is one whatever it looks like.
        let named = wanted.zone.iter().map(|name| (name.clone(), Meaning::Zone));
        let parts = if with_parts { Part::all().collect() } else { Vec::new() };
        Names { zones, parts, known: named.collect() }
    }

    fn meaning(&mut self, name: &str, wanted: &Wanted) -> Meaning {
        if let Some(meaning) = self.known.get(name) {
            return *meaning;
        }
        let meaning = match Meaning::of(name) {
            // Who names the column of zones has chosen among them.
            other if wanted.zone.is_some() && other.is_zone() => Meaning::Other,
            other => other,
        };
        if self.known.len() < MOST_NAMES {
            self.known.insert(name.to_owned(), meaning);
        }
        meaning
    }

    /// The column of a meaning.
    fn place(&self, meaning: Meaning) -> Option<usize> {
        match meaning {
            Meaning::Zone if self.zones == 1 => Some(0),
            Meaning::Line(line) | Meaning::BareLine(line) if self.zones > 1 => {
                usize::from(line).checked_sub(1).filter(|place| *place < self.zones)
            }
            Meaning::Part(part) => {
                self.parts.iter().position(|known| *known == part).map(|place| self.zones + place)
            }
            _ => None,
        }
    }

    /// The sources of a row in the order of the columns. What would be passed over in silence is a fault.
    pub(super) fn sources<'a>(
        &mut self,
        values: impl Iterator<Item = (&'a Cow<'a, str>, &'a &'a RawValue)>,
        wanted: &Wanted,
    ) -> Result<Vec<Option<Source<'a>>>, Fault> {
        let mut sources: Vec<Option<Source<'a>>> = vec![None; self.zones + self.parts.len()];
        for (name, value) in values {
            let meaning = self.meaning(name, wanted);
            let part = if let Meaning::Part(part) = meaning { Some(part) } else { None };
            let Some(place) = self.place(meaning) else {
                self.refuse(meaning, name, value, wanted)?;
                continue;
            };
            let Some(free) = sources.get_mut(place) else { continue };
            if let Some(first) = free {
                let detail = format!("{:?} and {name:?} mean the same", first.name);
                return Err(Fault { code: Code::FileMalformed, detail: Cow::Owned(detail) });
            }
            *free = Some(Source { name, value, part });
        }
        Ok(sources)
    }

    /// A source that no column was made for, as the first rows had none, or whose name is not clear.
    fn refuse(&self, meaning: Meaning, name: &str, value: &RawValue, wanted: &Wanted) -> Result<(), Fault> {
        let late = |detail: String| Err(Fault { code: Code::FileNotRead, detail: Cow::Owned(detail) });
        if value.get() == "null" {
            return Ok(());
        }
        match meaning {
            Meaning::Part(_) | Meaning::Zone | Meaning::Line(_) => {
                late(format!("{name:?} comes too late to be read: the first rows have nothing of the kind"))
            }
            _ if wanted.keep.iter().any(|kept| kept == name) => Ok(()),
            _ => passed_over(name, value, wanted).map_or(Ok(()), late),
        }
    }
}

/// What of a document is under a key that is none of its parts, if anything does.
pub(super) fn passed_over(name: &str, value: &RawValue, wanted: &Wanted) -> Option<String> {
    let text = value.get();
    let meaning = Meaning::of(name);
    let is_named = wanted.zone.as_deref() == Some(name);
    if is_named || text == "null" || matches!(meaning, Meaning::Part(_)) || meaning.is_zone() {
        return None;
    }
    if meaning == Meaning::Unclear && text.starts_with(['"', '{', '[']) {
        // The sentence ends with keeping it, which the caller words.
        let sentence = PartsError::Unclear(name.to_owned()).to_string();
        let is_zone = wanted.zone.is_some() && name.to_ascii_lowercase().contains("mrz");
        return (!is_zone).then(|| sentence.trim_end_matches(", or keep it").to_owned());
    }
    if text.starts_with('{')
        && let Ok(Object(inner)) = serde_json::from_str::<Object<'_>>(text)
        && let Some(inner) = inner.keys().find(|inner| is_source(inner))
    {
        return Some(format!(
            "column {name:?} holds an object with {inner:?} in it: put its keys beside {name:?}, not within"
        ));
    }
    let is_text = text.starts_with('"') && wanted.zone.is_none();
    (is_text && looks_like_zone(text.trim_matches('"').as_bytes())).then(|| {
        format!("column {name:?} holds machine readable zones and is not read: rename it to \"mrz\"")
    })
}

fn is_source(name: &str) -> bool {
    matches!(Meaning::of(name), Meaning::Part(_) | Meaning::Zone | Meaning::Line(_))
}

/// A value as the bytes of a column: a text, `None` for null, for a record its object, for a zone a list of its lines.
pub(super) fn cells<'a>(name: &str, value: &'a RawValue, part: Option<Part>) -> Cell<'a> {
    let json = value.get();
    if json == "null" {
        return Ok(None);
    }
    if let Some(text) = text(value) {
        return Ok(Some(match text {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        }));
    }
    let needed = match part {
        Some(Part::Record(_)) if json.starts_with('{') => return Ok(Some(Cow::Borrowed(json.as_bytes()))),
        Some(Part::Record(_)) => "an object or its text",
        Some(_) => "base64 as a text",
        None => match serde_json::from_str::<Vec<String>>(json) {
            Ok(lines) => return Ok(Some(Cow::Owned(lines.join("\n").into_bytes()))),
            Err(_) => "a text or a list of its lines",
        },
    };
    let found = match json.as_bytes().first() {
        Some(b'[') => "a list",
        Some(b'{') => "an object",
        Some(b't' | b'f') => "true or false",
        _ => "a number",
    };
    let detail = format!("{name:?} holds {found}, where {needed} is needed");
    Err(Fault { code: Code::FileMalformed, detail: Cow::Owned(detail) })
}

pub(super) fn text(value: &RawValue) -> Option<Cow<'_, str>> {
    let quoted = value.get().strip_prefix('"')?.strip_suffix('"')?;
    if !quoted.contains('\\') {
        return Some(Cow::Borrowed(quoted));
    }
    serde_json::from_str::<String>(value.get()).ok().map(Cow::Owned)
}
