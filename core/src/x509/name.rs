//! Distinguished names: compared by value (RFC 5280 §7.1), shown as text, asked for the country.

use crate::oid::{self, Oid};
use crate::{Code, Error};
use core::fmt;
use core::hash::{Hash, Hasher};
use x509_parser::prelude::FromDer;
use x509_parser::x509::X509Name;

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
    has_common_name: bool,
    attributes: usize,
}

impl Name {
    /// Reads a whole `Name` element.
    pub(super) fn parse(span: &[u8], offset: usize, structure: &'static str) -> Result<Name, Error> {
        let malformed = || Error::at(Code::FileMalformed, structure, offset, "not a distinguished name");
        let (rest, name) = X509Name::from_der(span).map_err(|_| malformed())?;
        if !rest.is_empty() {
            return Err(malformed());
        }
        Ok(Name::from_parsed(&name))
    }

    /// Reads a name where a signer identifier holds one.
    pub(crate) fn read(element: crate::asn1::Element<'_>) -> Result<Name, Error> {
        Name::parse(element.span(), element.offset(), "distinguished name")
    }

    /// Takes over a name that `x509-parser` read, as in alternative names.
    pub(super) fn from_parsed(name: &X509Name<'_>) -> Name {
        let mut key = Vec::new();
        let mut text = String::new();
        let mut parts = Parts::default();
        let mut irregular_string = false;
        for attributes in name.iter_rdn() {
            key.push(0x31);
            let mut keys: Vec<Vec<u8>> = Vec::new();
            for attribute in attributes.iter() {
                let oid = attribute.attr_type();
                let value = attribute.attr_value();
                let decoded = decode(value.tag().0, value.data);
                irregular_string |= !is_profile_string(Oid::new(oid.as_bytes()), value.tag().0);
                keys.push(comparison_key(oid.as_bytes(), &decoded));
                if !text.is_empty() {
                    text.push_str(", ");
                }
                match x509_parser::objects::oid2abbrev(oid, x509_parser::objects::oid_registry()) {
                    Ok(name) => text.push_str(name),
                    Err(_) => text.push_str(&oid.to_id_string()),
                }
                text.push('=');
                text.extend(decoded.chars().map(|c| if c.is_control() { '\u{FFFD}' } else { c }));
                parts.take(Oid::new(oid.as_bytes()), &decoded);
            }
            // An RDN is a SET: its attributes have no order.
            keys.sort();
            key.extend(keys.concat());
        }
        Name {
            key: key.into(),
            text: text.into(),
            country: parts.country,
            locality: parts.locality,
            state: parts.state,
            irregular_string,
            countries: parts.countries,
            has_common_name: parts.has_common_name,
            attributes: parts.attributes,
        }
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

    /// The bytes that equal names have in common.
    pub fn comparison_key(&self) -> &[u8] {
        &self.key
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
        self.has_common_name
    }

    /// How many attributes the name has.
    pub(super) fn attributes(&self) -> usize {
        self.attributes
    }
}

#[derive(Default)]
struct Parts {
    country: Option<Box<str>>,
    locality: Option<Box<str>>,
    state: Option<Box<str>>,
    countries: usize,
    has_common_name: bool,
    attributes: usize,
}

impl Parts {
    fn take(&mut self, kind: Oid<'_>, value: &str) {
        self.attributes += 1;
        self.countries += usize::from(kind == oid::COUNTRY_NAME);
        self.has_common_name |= kind == oid::COMMON_NAME;
        let slot = match kind {
            oid::COUNTRY_NAME => &mut self.country,
            oid::LOCALITY_NAME => &mut self.locality,
            oid::STATE_OR_PROVINCE_NAME => &mut self.state,
            _ => return,
        };
        slot.get_or_insert_with(|| value.trim_matches(|letter: char| letter.is_ascii_whitespace()).into());
    }
}

/// The string types of Doc 9303-12 Table 5, by the number of the universal tag: PrintableString where RFC 5280 App. A allows
/// that alone, IA5String for what is ASCII by its own definition, else PrintableString or UTF8String.
fn is_profile_string(kind: Oid<'_>, tag: u32) -> bool {
    match kind {
        oid::COUNTRY_NAME | oid::SERIAL_NUMBER | oid::DN_QUALIFIER => tag == 19,
        oid::EMAIL_ADDRESS | oid::DOMAIN_COMPONENT => tag == 22,
        _ => matches!(tag, 12 | 19),
    }
}

/// The text of a directory string by the number of its universal tag; what is no text stays readable as Latin-1.
fn decode(tag: u32, content: &[u8]) -> String {
    match tag {
        // UniversalString and BMPString hold code points of four and two octets.
        28 => content.as_chunks::<4>().0.iter().map(|four| code_point(u32::from_be_bytes(*four))).collect(),
        30 => {
            let units: Vec<u16> =
                content.as_chunks::<2>().0.iter().map(|two| u16::from_be_bytes(*two)).collect();
            String::from_utf16_lossy(&units)
        }
        _ => match core::str::from_utf8(content) {
            Ok(text) => text.to_owned(),
            Err(_) => content.iter().map(|octet| char::from(*octet)).collect(),
        },
    }
}

fn code_point(value: u32) -> char {
    char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Case and runs of spaces do not tell names apart (RFC 5280 §7.1, RFC 4518 in short).
fn comparison_key(oid: &[u8], value: &str) -> Vec<u8> {
    let mut key = vec![0x30];
    key.extend_from_slice(oid);
    key.push(0);
    for (index, word) in value.split_whitespace().enumerate() {
        if index > 0 {
            key.push(b' ');
        }
        key.extend_from_slice(word.chars().flat_map(folded).collect::<String>().as_bytes());
    }
    key.push(0);
    key
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
