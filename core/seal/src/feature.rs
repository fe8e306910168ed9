//! What seals hold: features with a tag, a definition and a typed value.

use crate::tlv::{self, LengthForm};
use crate::{Date, MaskedDate, Stay, Zone, c40, zone::Layout};
use core::{fmt, ops::Range};
use std::borrow::Cow;

/// A feature of a visible digital seal, or a message of a barcode.
///
/// [`Vds::read`](crate::Vds::read) shows an example.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Feature {
    /// The tag.
    pub tag: u8,
    /// What the profile calls it, as `passport_number`; `None` if the profile does not know the tag.
    pub name: Option<Cow<'static, str>>,
    /// The value; [`Value::Bytes`] if the tag is unknown or the bytes are not of their coding.
    pub value: Value,
    /// Where the bytes of the value lie in the octets of the seal.
    pub range: Range<usize>,
}

/// The value of a [`Feature`].
///
/// [`Vds::read`](crate::Vds::read) shows an example. `Debug` tells the kind and not the value, which is personal.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// A machine readable zone.
    Zone(Zone),
    /// Text, of C40 without the spaces at its end, or of UTF-8.
    Text(String),
    /// An unsigned number.
    Number(u64),
    /// Duration of stay of a visa.
    Stay(Stay),
    /// A date.
    Date(Date),
    /// A date of which digits may be unknown.
    MaskedDate(MaskedDate),
    /// True or false.
    #[cfg(feature = "profiles")]
    Boolean(bool),
    /// Features within a feature.
    Features(Vec<Feature>),
    /// Bytes as they are.
    Bytes(Vec<u8>),
}

impl Feature {
    /// A feature to be written; where it lies is of no account.
    pub fn new(tag: u8, value: Value) -> Feature {
        Feature { tag, name: None, value, range: 0..0 }
    }
}

/// The value of the first feature of a name, those within others included.
pub(crate) fn find<'a>(features: &'a [Feature], name: &str) -> Option<&'a Value> {
    features.iter().find_map(|feature| match &feature.value {
        value if feature.name.as_deref() == Some(name) => Some(value),
        Value::Features(within) => find(within, name),
        _ => None,
    })
}

/// The first zone, within other features too.
pub(crate) fn zone(features: &[Feature]) -> Option<&Zone> {
    if let Some(Value::Zone(zone)) = find(features, "mrz") { Some(zone) } else { None }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self {
            Value::Zone(zone) => return zone.fmt(f),
            Value::Features(features) => return features.fmt(f),
            Value::Text(_) => "Text(..)",
            Value::Number(_) => "Number(..)",
            Value::Stay(_) => "Stay(..)",
            Value::Date(_) => "Date(..)",
            Value::MaskedDate(_) => "MaskedDate(..)",
            #[cfg(feature = "profiles")]
            Value::Boolean(_) => "Boolean(..)",
            Value::Bytes(_) => "Bytes(..)",
        };
        f.write_str(kind)
    }
}

/// What a profile says of one feature.
///
/// ```
/// use doc9303_seal::{Coding, Presence, Profile};
/// let [.., number] = Profile::find(0xFB, 0x06).unwrap().definitions else { panic!() };
/// assert_eq!((number.name, number.coding, number.presence), ("passport_number", Coding::C40, Presence::Mandatory));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Definition {
    /// The tag.
    pub tag: u8,
    /// The name, as `passport_number`.
    pub name: &'static str,
    /// How the value is written.
    pub coding: Coding,
    /// The fewest bytes of the value.
    pub min: usize,
    /// The most bytes of the value.
    pub max: usize,
    /// Whether a seal must have it.
    pub presence: Presence,
}

/// How the value of a feature is written.
///
/// [`Definition`] has it, and an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Coding {
    /// C40 of the sealed characters of a zone.
    Zone(Layout),
    /// C40 of text.
    C40,
    /// UTF-8.
    Utf8,
    /// An unsigned number, highest byte first.
    Number,
    /// Three bytes of a duration of stay; of another length, bytes as they are.
    Stay,
    /// Three bytes of a date.
    Date,
    /// Eight digits of a date, `YYYYMMDD`.
    DateText,
    /// Fourteen digits of a date and a time, `YYYYMMDDhhmmss`; the value is text, as `2026-06-01T09:30:00`.
    #[cfg(feature = "profiles")]
    DateTimeText,
    /// One byte: zero is false, any other one true.
    #[cfg(feature = "profiles")]
    Boolean,
    /// Four bytes of a masked date.
    MaskedDate,
    /// Features within.
    Features(&'static [Definition]),
    /// Bytes as they are.
    Bytes,
}

/// Whether a seal must have a feature.
///
/// [`Definition`] has it, and an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// Each seal has it.
    Mandatory,
    /// Each seal has exactly one of those that are marked so.
    OneOf,
    /// A seal may have it.
    Optional,
}

impl Definition {
    pub(crate) const fn new(tag: u8, name: &'static str, coding: Coding, min: usize, max: usize) -> Self {
        Definition { tag, name, coding, min, max, presence: Presence::Mandatory }
    }

    pub(crate) const fn zone(tag: u8, layout: Layout) -> Self {
        Definition::new(tag, "mrz", Coding::Zone(layout), layout.bytes(), layout.bytes())
    }

    pub(crate) const fn optional(self) -> Self {
        Definition { presence: Presence::Optional, ..self }
    }

    pub(crate) const fn one_of(self) -> Self {
        Definition { presence: Presence::OneOf, ..self }
    }

    /// The value of bytes, or why they are not of the coding. Features within are the caller's to read.
    pub(crate) fn decode(&self, bytes: &[u8]) -> Result<Value, &'static str> {
        const SIZE: &str = "a value of another size";
        Ok(match self.coding {
            Coding::Zone(layout) => Value::Zone(Zone::decode(layout, bytes)?),
            Coding::C40 => Value::Text(c40::decode(bytes)?.trim_end().to_owned()),
            Coding::Utf8 => {
                Value::Text(core::str::from_utf8(bytes).map_err(|_| "text is not UTF-8")?.to_owned())
            }
            Coding::Number if bytes.len() <= 8 => {
                Value::Number(bytes.iter().fold(0, |value, octet| (value << 8) | u64::from(*octet)))
            }
            Coding::Number => return Err(SIZE),
            Coding::Stay => match bytes.try_into() {
                Ok(bytes) => Value::Stay(Stay::decode(bytes)),
                Err(_) => Value::Bytes(bytes.to_vec()),
            },
            Coding::DateText => {
                let digits = core::str::from_utf8(bytes).ok().and_then(Date::from_digits);
                Value::Date(digits.ok_or("a date that no calendar has")?)
            }
            #[cfg(feature = "profiles")]
            Coding::DateTimeText => {
                let digits = core::str::from_utf8(bytes).ok();
                Value::Text(digits.and_then(date_time).ok_or("a date that no calendar has")?)
            }
            #[cfg(feature = "profiles")]
            Coding::Boolean => match bytes {
                [octet] => Value::Boolean(*octet != 0),
                _ => return Err(SIZE),
            },
            Coding::Date => {
                let date = Date::decode(bytes.try_into().map_err(|_| SIZE)?);
                Value::Date(date.ok_or("a date that no calendar has")?)
            }
            Coding::MaskedDate => {
                let date = MaskedDate::decode(bytes.try_into().map_err(|_| SIZE)?);
                Value::MaskedDate(date.ok_or("a date that no calendar has")?)
            }
            Coding::Bytes | Coding::Features(_) => Value::Bytes(bytes.to_vec()),
        })
    }

    /// The bytes of a value; `None` if it is of another kind, or cannot be written. [`Value::Bytes`] are written as they are,
    /// of whatever length.
    pub(crate) fn encode(&self, value: &Value) -> Option<Vec<u8>> {
        let bytes = match (self.coding, value) {
            (Coding::Zone(layout), Value::Zone(zone)) if zone.layout() == layout => zone.encode()?,
            (Coding::C40, Value::Text(text)) => {
                // Short text fills the bytes that a feature of fixed size has.
                let width = if c40::length(text.len()) < self.min { self.min / 2 * 3 } else { 0 };
                c40::encode(&format!("{text:width$}"))?
            }
            (Coding::Utf8, Value::Text(text)) => text.as_bytes().to_vec(),
            (Coding::Number, Value::Number(number)) => {
                let bytes = number.to_be_bytes();
                let significant = bytes.iter().take_while(|octet| **octet == 0).count();
                bytes.get(significant.min(8_usize.saturating_sub(self.min))..)?.to_vec()
            }
            (Coding::Stay, Value::Stay(stay)) => stay.encode().to_vec(),
            (Coding::DateText, Value::Date(date)) => date.to_string().replace('-', "").into_bytes(),
            (Coding::Features(definitions), Value::Features(features)) => {
                let mut out = Vec::new();
                for feature in features {
                    let definition = definitions.iter().find(|definition| definition.tag == feature.tag);
                    let bytes = match (definition, &feature.value) {
                        (Some(definition), value) => definition.encode(value)?,
                        (None, Value::Bytes(bytes)) => bytes.clone(),
                        (None, _) => return None,
                    };
                    tlv::write(&mut out, feature.tag, &bytes, LengthForm::Der)?;
                }
                out
            }
            (Coding::Date, Value::Date(date)) => date.encode().to_vec(),
            (Coding::MaskedDate, Value::MaskedDate(date)) => date.encode().to_vec(),
            (_, Value::Bytes(bytes)) => return Some(bytes.clone()),
            _ => return None,
        };
        (self.min..=self.max).contains(&bytes.len()).then_some(bytes)
    }
}

/// A date and a time of fourteen digits, as ISO 8601 writes them.
#[cfg(feature = "profiles")]
fn date_time(digits: &str) -> Option<String> {
    let (day, time) = digits.split_at_checked(8)?;
    let day = Date::from_digits(day)?;
    let is_time = time.len() == 6 && time.bytes().all(|digit| digit.is_ascii_digit());
    let part = |range: Range<usize>| time.get(range).filter(|_| is_time);
    let (hour, minute, second) = (part(0..2)?, part(2..4)?, part(4..6)?);
    (hour < "24" && minute < "60" && second < "60").then(|| format!("{day}T{hour}:{minute}:{second}"))
}
