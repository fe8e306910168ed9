//! Distinguished names: compared by value (RFC 5280 §7.1), shown as text, asked for the country.

use crate::asn1::{Element, Tag, tag};
use crate::oid::{self, Oid};
use crate::{Code, Error};
use core::fmt;
use core::hash::{Hash, Hasher};
use doc9303_asn1::oid;
use std::borrow::Cow;

/// A distinguished name.
///
/// Two names are equal if their attributes are, whatever string type, case and spacing each one uses: a Document Signer
/// names its CSCA in PrintableString where the CSCA names itself in UTF8String, and both mean the same authority.
#[derive(Clone)]
pub struct Name {
    key: Box<[u8]>,
    text: Box<str>,
    country: Option<Box<str>>,
    locality: Option<Box<str>>,
    state: Option<Box<str>>,
    irregular_string: bool,
    countries: usize,
    common_name: Option<Box<str>>,
    attributes: usize,
}

impl Name {
    /// Reads a `Name` element; `structure` is what errors will name.
    pub(super) fn parse(element: Element<'_>, structure: &'static str) -> Result<Name, Error> {
        let fail = |code, detail| Error::at(code, structure, element.offset(), detail);
        match Name::from_der(element).map_err(Error::from) {
            Ok(Some(name)) => Ok(name),
            Err(error) if error.code().is_limit() => Err(fail(error.code(), error.detail())),
            Ok(None) | Err(_) => Err(fail(Code::FileMalformed, "not a distinguished name")),
        }
    }

    /// Reads a name where a signer identifier holds one.
    pub(crate) fn read(element: Element<'_>) -> Result<Name, Error> {
        Name::parse(element, "distinguished name")
    }

    /// `Name ::= SEQUENCE OF SET OF SEQUENCE { type OBJECT IDENTIFIER, value ANY }` (RFC 5280 §4.1.2.4). Returns `None` for
    /// one that is not in DER, as names are, or has a set without attributes.
    fn from_der(element: Element<'_>) -> Result<Option<Name>, doc9303_asn1::Error> {
        if element.as_reader().find_non_der()?.is_some() || element.tag() != tag::SEQUENCE {
            return Ok(None);
        }
        let mut parts = Parts::with_room_for(element.content().len());
        let sizes = element.reader().each(|sets| {
            parts.begin_set();
            let attributes = sets.expect(tag::SET)?.reader().each(|attributes| {
                let mut fields = attributes.expect(tag::SEQUENCE)?.reader();
                let kind = fields.expect(tag::OID)?.oid()?;
                let value = fields.read()?;
                fields.finish()?;
                parts.take(kind, value);
                Ok::<(), doc9303_asn1::Error>(())
            })?;
            parts.end_set();
            Ok::<usize, doc9303_asn1::Error>(attributes.len())
        })?;
        if sizes.contains(&0) {
            return Ok(None);
        }
        Ok(Some(parts.into_name()))
    }

    /// The country as written, if the name has one.
    pub fn country(&self) -> Option<&str> {
        self.country.as_deref()
    }

    /// The locality, which an alternative name uses for the State code of the zone (Doc 9303-12 §7.1.1.2).
    pub fn locality(&self) -> Option<&str> {
        self.locality.as_deref()
    }

    /// The state or province, which an alternative name uses where the locality alone is ambiguous.
    pub fn state_or_province(&self) -> Option<&str> {
        self.state.as_deref()
    }

    /// Whether an attribute uses a string type that Doc 9303-12 Table 5 does not allow.
    pub fn has_irregular_string(&self) -> bool {
        self.irregular_string
    }

    /// How many countries the name gives; one is right.
    pub(super) fn countries(&self) -> usize {
        self.countries
    }

    /// Whether the name gives a common name.
    pub(super) fn has_common_name(&self) -> bool {
        self.common_name.is_some()
    }

    /// The common name as written, if the name has one.
    #[cfg(feature = "seal")]
    pub(crate) fn common_name(&self) -> Option<&str> {
        self.common_name.as_deref()
    }

    /// How many attributes the name has.
    pub(super) fn attributes(&self) -> usize {
        self.attributes
    }
}

/// A name as far as it was read.
#[derive(Default)]
struct Parts {
    key: Vec<u8>,
    /// Where the key of the set's first attribute begins.
    set: usize,
    /// The keys of the set's other attributes.
    others: Vec<Vec<u8>>,
    is_first: bool,
    text: String,
    irregular_string: bool,
    country: Option<Box<str>>,
    locality: Option<Box<str>>,
    state: Option<Box<str>>,
    countries: usize,
    common_name: Option<Box<str>>,
    attributes: usize,
}

impl Parts {
    /// Nothing yet, with room for a name of so many bytes.
    fn with_room_for(size: usize) -> Parts {
        let room = size.saturating_mul(2);
        Parts { key: Vec::with_capacity(room), text: String::with_capacity(room), ..Parts::default() }
    }

    fn begin_set(&mut self) {
        self.key.push(0x31);
        (self.set, self.is_first) = (self.key.len(), true);
    }

    /// An RDN is a SET: its attributes have no order.
    fn end_set(&mut self) {
        if !self.others.is_empty() {
            self.others.push(self.key.split_off(self.set));
            self.others.sort();
            self.key.extend(self.others.drain(..).flatten());
        }
    }

    fn take(&mut self, kind: Oid<'_>, element: Element<'_>) {
        let value = &*decode(element.tag(), element.content());
        self.irregular_string |= !is_profile_string(kind, element.tag());
        let begin = self.key.len();
        write_comparison_key(&mut self.key, kind.as_bytes(), value);
        if !core::mem::take(&mut self.is_first) {
            self.others.push(self.key.split_off(begin));
        }
        if !self.text.is_empty() {
            self.text.push_str(", ");
        }
        match short_name(kind) {
            Some(name) => self.text.push_str(name),
            None => self.text.push_str(&kind.to_string()),
        }
        self.text.push('=');
        self.text.extend(value.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }));
        self.attributes += 1;
        self.countries += usize::from(kind == oid::COUNTRY_NAME);
        let slot = match kind {
            oid::COUNTRY_NAME => &mut self.country,
            oid::COMMON_NAME => &mut self.common_name,
            oid::LOCALITY_NAME => &mut self.locality,
            oid::STATE_OR_PROVINCE_NAME => &mut self.state,
            _ => return,
        };
        slot.get_or_insert_with(|| value.trim_matches(|letter: char| letter.is_ascii_whitespace()).into());
    }

    fn into_name(self) -> Name {
        Name {
            key: self.key.into(),
            text: self.text.into(),
            country: self.country,
            locality: self.locality,
            state: self.state,
            irregular_string: self.irregular_string,
            countries: self.countries,
            common_name: self.common_name,
            attributes: self.attributes,
        }
    }
}

/// How an attribute type is written in text (RFC 4514 §3, RFC 4519 §2, X.520).
fn short_name(kind: Oid<'_>) -> Option<&'static str> {
    let names = [
        (oid::COMMON_NAME, "CN"),
        (oid::COUNTRY_NAME, "C"),
        (oid::LOCALITY_NAME, "L"),
        (oid::STATE_OR_PROVINCE_NAME, "ST"),
        (oid!("2.5.4.10"), "O"),
        (oid!("2.5.4.11"), "OU"),
        (oid::DOMAIN_COMPONENT, "DC"),
        (oid::EMAIL_ADDRESS, "Email"),
        (oid::SERIAL_NUMBER, "serialNumber"),
        (oid::DN_QUALIFIER, "dnQualifier"),
        (oid!("0.9.2342.19200300.100.1.1"), "uid"),
        (oid!("2.5.4.4"), "surname"),
        (oid!("2.5.4.9"), "streetAddress"),
        (oid!("2.5.4.12"), "title"),
        (oid!("2.5.4.13"), "description"),
        (oid!("2.5.4.15"), "businessCategory"),
        (oid!("2.5.4.16"), "postalAddress"),
        (oid!("2.5.4.17"), "postalCode"),
        (oid!("2.5.4.41"), "name"),
        (oid!("2.5.4.42"), "givenName"),
        (oid!("2.5.4.43"), "initials"),
        (oid!("2.5.4.44"), "generationQualifier"),
        (oid!("2.5.4.45"), "uniqueIdentifier"),
    ];
    names.into_iter().find(|(known, _)| *known == kind).map(|(_, name)| name)
}

/// The string types of Doc 9303-12 Table 5: PrintableString where RFC 5280 App. A allows
/// that alone, IA5String for what is ASCII by its own definition, else PrintableString or UTF8String.
fn is_profile_string(kind: Oid<'_>, tag: Tag) -> bool {
    match kind {
        oid::COUNTRY_NAME | oid::SERIAL_NUMBER | oid::DN_QUALIFIER => tag == tag::PRINTABLE_STRING,
        oid::EMAIL_ADDRESS | oid::DOMAIN_COMPONENT => tag == tag::IA5_STRING,
        _ => matches!(tag, tag::UTF8_STRING | tag::PRINTABLE_STRING),
    }
}

/// The text of a directory string; what is no text stays readable as Latin-1.
fn decode(tag: Tag, content: &[u8]) -> Cow<'_, str> {
    match tag {
        // UniversalString and BMPString hold code points of four and two bytes.
        tag::UNIVERSAL_STRING => {
            content.as_chunks::<4>().0.iter().map(|four| code_point(u32::from_be_bytes(*four))).collect()
        }
        tag::BMP_STRING => {
            let units: Vec<u16> =
                content.as_chunks::<2>().0.iter().map(|two| u16::from_be_bytes(*two)).collect();
            Cow::Owned(String::from_utf16_lossy(&units))
        }
        _ => match core::str::from_utf8(content) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => content.iter().map(|octet| char::from(*octet)).collect(),
        },
    }
}

fn code_point(value: u32) -> char {
    char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Case and runs of spaces do not tell names apart (RFC 5280 §7.1, RFC 4518 in short).
fn write_comparison_key(key: &mut Vec<u8>, oid: &[u8], value: &str) {
    key.push(0x30);
    key.extend_from_slice(oid);
    key.push(0);
    for (index, word) in value.split_whitespace().enumerate() {
        if index > 0 {
            key.push(b' ');
        }
        for letter in word.chars() {
            match u8::try_from(letter) {
                Ok(octet) if octet.is_ascii() => key.push(octet.to_ascii_lowercase()),
                _ => {
                    let mut utf8 = [0; 4];
                    for small in folded(letter) {
                        key.extend_from_slice(small.encode_utf8(&mut utf8).as_bytes());
                    }
                }
            }
        }
    }
    key.push(0);
}

/// A letter without its case. What is not ASCII never becomes ASCII: the sign of the kelvin is no K.
fn folded(letter: char) -> impl Iterator<Item = char> {
    let becomes_ascii = !letter.is_ascii() && letter.to_lowercase().any(|small| small.is_ascii());
    let kept = becomes_ascii.then_some(letter);
    kept.into_iter().chain(letter.to_lowercase().filter(move |_| !becomes_ascii))
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Name {}

impl Hash for Name {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Name({})", self.text)
    }
}
