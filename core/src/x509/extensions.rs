//! Certificate extensions (RFC 5280 §4.2, Doc 9303-12 Table 6): read one by one, so that a broken one does not affect
//! the others.

use super::Name;
use crate::asn1::{Bounds, Element, ErrorAt, Reader, Time, tag};
use crate::oid::{self, Oid};
use crate::{Code, Error};
use core::ops::Range;

const STRUCTURE: &str = "certificate extension";

/// The extensions of a certificate or a revocation list.
#[derive(Debug, Clone, Default)]
pub struct Extensions {
    list: Vec<Extension>,
    /// The directory names among the alternative names of the subject, and of the issuer.
    subject_names: Vec<Name>,
    issuer_names: Vec<Name>,
}

/// One extension as encoded.
#[derive(Debug, Clone)]
pub struct Extension {
    oid: Box<[u8]>,
    critical: bool,
    /// The byte of `critical` where it is encoded.
    critical_octet: Option<u8>,
    value: Box<[u8]>,
    offset: usize,
    bounds: Bounds,
}

/// `BasicConstraints` (RFC 5280 §4.2.1.9).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct BasicConstraints {
    /// Whether the subject is a certification authority.
    pub ca: bool,
    /// How many further authorities may follow.
    pub path_length: Option<i64>,
}

/// `KeyUsage` as its bits, the first bit the highest (RFC 5280 §4.2.1.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyUsage(u16);

/// `PrivateKeyUsagePeriod`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct UsagePeriod {
    /// The key signs from then on.
    pub not_before: Option<Time>,
    /// The key signs until then.
    pub not_after: Option<Time>,
}

/// `DocumentTypeListSyntax` (Doc 9303-12 §7.1.1.6).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DocumentTypes {
    /// Document codes of one or two letters, as written.
    pub codes: Vec<String>,
    /// Whether the list is encoded as the profile says.
    pub regular: bool,
}

/// In the order of their bits.
const USAGES: [&str; 9] = [
    "digitalSignature",
    "nonRepudiation",
    "keyEncipherment",
    "dataEncipherment",
    "keyAgreement",
    "keyCertSign",
    "cRLSign",
    "encipherOnly",
    "decipherOnly",
];

impl KeyUsage {
    /// The key signs documents or lists.
    pub fn digital_signature(self) -> bool {
        self.0 & 0x8000 != 0
    }

    /// The key signs certificates.
    pub fn certificate_sign(self) -> bool {
        self.0 & 0x0400 != 0
    }

    /// The key signs revocation lists.
    pub fn crl_sign(self) -> bool {
        self.0 & 0x0200 != 0
    }

    /// The usages by their names in RFC 5280.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        let named = USAGES.into_iter().enumerate();
        named.filter(move |(bit, _)| self.0 & (0x8000 >> bit) != 0).map(|(_, name)| name)
    }
}

impl Extension {
    /// Which extension.
    pub fn oid(&self) -> Oid<'_> {
        Oid::new(&self.oid)
    }

    /// Whether it must be understood.
    pub fn is_critical(&self) -> bool {
        self.critical
    }

    /// The content of the OCTET STRING.
    pub fn value(&self) -> &[u8] {
        &self.value
    }

    /// Whether `critical` is left out where it is false and `0xFF` where it is true, as DER demands of a default.
    pub fn is_critical_in_der(&self) -> bool {
        matches!(self.critical_octet, None | Some(0xFF))
    }

    pub(super) fn reader(&self) -> Reader<'_> {
        Reader::within(&self.value, STRUCTURE, self.bounds)
    }

    fn malformed(&self, detail: &'static str) -> Error {
        Error::at(Code::FileMalformed, STRUCTURE, self.offset, detail)
    }

    /// Why the value cannot be read, at the place of the extension.
    fn unreadable(&self, error: &Error) -> Error {
        let code = if error.code().is_limit() { error.code() } else { Code::FileMalformed };
        Error::at(code, STRUCTURE, self.offset, error.detail())
    }
}

impl Extensions {
    /// Reads `Extensions ::= SEQUENCE OF Extension` from the element that holds it.
    pub(super) fn read(mut sequence: Reader<'_>) -> Result<Extensions, Error> {
        let bounds = sequence.bounds();
        let list = sequence.each(|sequence| {
            let element = sequence.expect(tag::SEQUENCE)?;
            let mut reader = element.reader();
            let oid = reader.expect(tag::OID)?.oid()?.as_bytes().into();
            let encoded = reader.optional(tag::BOOLEAN)?;
            let critical = encoded.map_or(Ok(false), |critical| critical.boolean())?;
            let critical_octet = encoded.and_then(|critical| critical.content().first().copied());
            let value = reader.expect(tag::OCTET_STRING)?.content().into();
            Ok::<_, Error>(Extension {
                oid,
                critical,
                critical_octet,
                value,
                offset: element.offset(),
                bounds,
            })
        })?;
        let mut extensions = Extensions { list, ..Extensions::default() };
        extensions.subject_names = extensions.read_names(oid::SUBJECT_ALT_NAME)?;
        extensions.issuer_names = extensions.read_names(oid::ISSUER_ALT_NAME)?;
        Ok(extensions)
    }

    /// A name over a limit would be left out like one that is none, and what it says of the State with it.
    fn read_names(&self, kind: Oid<'_>) -> Result<Vec<Name>, Error> {
        match self.find(kind).map(directory_names) {
            Some(Err(error)) if error.code().is_limit() => Err(error),
            Some(Ok(names)) => Ok(names),
            Some(Err(_)) | None => Ok(Vec::new()),
        }
    }

    /// Every extension in its order.
    pub fn iter(&self) -> impl Iterator<Item = &Extension> {
        self.list.iter()
    }

    /// The first extension of this kind.
    pub fn find(&self, oid: Oid<'_>) -> Option<&Extension> {
        self.list.iter().find(|extension| extension.oid() == oid)
    }

    /// The first kind that occurs twice, which RFC 5280 §4.2 forbids.
    pub fn duplicate(&self) -> Option<Oid<'_>> {
        let mut kinds: Vec<_> = self.list.iter().map(Extension::oid).collect();
        kinds.sort_unstable();
        kinds.iter().zip(kinds.iter().skip(1)).find(|(one, next)| one == next).map(|(one, _)| *one)
    }

    /// The first critical extension that is not among these (Doc 9303-12 App. D.1.1.3).
    pub fn unknown_critical(&self, known: &[Oid<'_>]) -> Option<Oid<'_>> {
        self.list
            .iter()
            .filter(|extension| extension.critical)
            .map(Extension::oid)
            .find(|oid| !known.contains(oid))
    }

    /// RFC 5280 §4.2.1.9.
    pub fn basic_constraints(&self) -> Option<Result<BasicConstraints, Error>> {
        let extension = self.find(oid::BASIC_CONSTRAINTS)?;
        let read = || {
            let mut outer = extension.reader();
            let mut reader = outer.expect(tag::SEQUENCE)?.reader();
            let ca = match reader.optional(tag::BOOLEAN)? {
                Some(ca) => ca.boolean()?,
                None => false,
            };
            let path_length = match reader.optional(tag::INTEGER)? {
                Some(length) => Some(length.small_integer()?),
                None => None,
            };
            reader.finish()?;
            outer.finish()?;
            Ok(BasicConstraints { ca, path_length })
        };
        Some(read().map_err(|error: Error| extension.unreadable(&error)))
    }

    /// RFC 5280 §4.2.1.3.
    pub fn key_usage(&self) -> Option<Result<KeyUsage, Error>> {
        let extension = self.find(oid::KEY_USAGE)?;
        let bits =
            extension.reader().expect(tag::BIT_STRING).and_then(|bits| bits.named_bits().map(<[u8]>::to_vec));
        Some(match bits {
            Ok(bits) => {
                let octet = |index| bits.get(index).copied().unwrap_or(0);
                Ok(KeyUsage(u16::from_be_bytes([octet(0), octet(1)])))
            }
            Err(_) => Err(extension.malformed("not a key usage")),
        })
    }

    /// RFC 5280 §4.2.1.2. Lithuania puts the bare bytes where an OCTET STRING belongs: they identify as well.
    pub fn subject_key_identifier(&self) -> Option<&[u8]> {
        let extension = self.find(oid::SUBJECT_KEY_IDENTIFIER)?;
        let mut reader = extension.reader();
        match reader.expect(tag::OCTET_STRING) {
            Ok(identifier) if reader.is_empty() => Some(identifier.content()),
            _ => Some(extension.value()),
        }
    }

    /// Whether the subject key identifier, if there is one, is an OCTET STRING as it must be.
    pub fn has_regular_key_identifier(&self) -> bool {
        self.find(oid::SUBJECT_KEY_IDENTIFIER).is_none_or(|extension| {
            let mut reader = extension.reader();
            reader.expect(tag::OCTET_STRING).is_ok() && reader.is_empty()
        })
    }

    /// The key identifier of RFC 5280 §4.2.1.1.
    pub fn authority_key_identifier(&self) -> Option<&[u8]> {
        let mut reader =
            self.find(oid::AUTHORITY_KEY_IDENTIFIER)?.reader().expect(tag::SEQUENCE).ok()?.reader();
        reader.optional(tag::context_primitive(0)).ok()?.map(|identifier| identifier.content())
    }

    /// RFC 5280 §4.2.1.12.
    pub fn extended_key_usage(&self) -> Option<Result<Vec<Oid<'_>>, Error>> {
        let extension = self.find(oid::EXTENDED_KEY_USAGE)?;
        let read = || {
            let mut purposes = extension.reader().expect(tag::SEQUENCE)?.reader();
            Ok(purposes.each(|purposes| purposes.expect(tag::OID)?.oid())?)
        };
        Some(read().map_err(|error: Error| extension.unreadable(&error)))
    }

    /// Doc 9303-12 §7.1.1.3.
    pub fn private_key_usage_period(&self) -> Option<Result<UsagePeriod, Error>> {
        let extension = self.find(oid::PRIVATE_KEY_USAGE_PERIOD)?;
        let read = || {
            let mut reader = extension.reader().expect(tag::SEQUENCE)?.reader();
            let mut time = |number| match reader.optional(tag::context_primitive(number))? {
                Some(time) => Time::read_implicit_generalized(&time).map(Some),
                None => Ok(None),
            };
            Ok(UsagePeriod { not_before: time(0)?, not_after: time(1)? })
        };
        Some(read().map_err(|error: Error| extension.unreadable(&error)))
    }

    /// Doc 9303-12 §7.1.1.6. Besides the encoding of the profile, those seen in the field are read: strings without a
    /// SET around them, and one SET for each string.
    pub fn document_types(&self) -> Option<Result<DocumentTypes, Error>> {
        let extension =
            self.find(oid::DOCUMENT_TYPE_LIST).or_else(|| self.find(oid::DOCUMENT_TYPE_LIST_OLD))?;
        let read = || {
            let mut outer = extension.reader();
            let list = outer.expect(tag::SEQUENCE)?;
            outer.finish()?;
            let mut reader = list.reader();
            let version = reader.optional(tag::INTEGER)?;
            let mut codes = Vec::new();
            let mut sets = 0;
            for element in reader.each(Reader::read)? {
                let strings = match element.tag() {
                    tag::SET | tag::SEQUENCE => element.reader().each(Reader::read)?,
                    _ => vec![element],
                };
                sets += usize::from(element.tag() == tag::SET);
                codes.extend(strings.iter().map(|string| document_code(string.content())));
            }
            if codes.len() > reader.bounds().elements {
                return Err(list.error(Code::LimitCount, "more document types than the limit"));
            }
            let regular = version.is_some_and(|version| version.content() == [0])
                && sets == 1
                && extension.oid() == oid::DOCUMENT_TYPE_LIST
                && codes.iter().all(|code| (1..=2).contains(&code.len()));
            Ok(DocumentTypes { codes, regular })
        };
        Some(read().map_err(|error: Error| extension.unreadable(&error)))
    }

    /// The first directory name among the alternative names (Doc 9303-12 §7.1.1.2).
    pub fn alternative_name(&self, kind: Oid<'_>) -> Option<&Name> {
        self.alternative_names(kind).first()
    }

    /// Every directory name among the alternative names of the subject or of the issuer (Doc 9303-12 §7.1.1.2).
    pub fn alternative_names(&self, kind: Oid<'_>) -> &[Name] {
        match kind {
            oid::SUBJECT_ALT_NAME => &self.subject_names,
            oid::ISSUER_ALT_NAME => &self.issuer_names,
            _ => &[],
        }
    }
}

/// `GeneralNames ::= SEQUENCE OF CHOICE { .., directoryName [4] Name, .. }` (RFC 5280 §4.2.1.6). One that is no name is left
/// out.
fn directory_names(extension: &Extension) -> Result<Vec<Name>, Error> {
    let sole = |choice: Element<'_>| {
        let mut reader = choice.reader();
        let name = reader.read()?;
        reader.finish()?;
        Name::parse(name, STRUCTURE)
    };
    let mut choices = extension.reader().expect(tag::SEQUENCE)?.reader();
    let mut names = Vec::new();
    while !choices.is_empty() {
        let choice = choices.read()?;
        if choice.tag() == tag::context(4) {
            match sole(choice) {
                Ok(name) => names.push(name),
                Err(error) if error.code().is_limit() => return Err(error),
                Err(_) => {}
            }
        }
    }
    Ok(names)
}

/// The code as letters; fillers and spaces pad it in some certificates.
fn document_code(content: &[u8]) -> String {
    let text: String = content.iter().map(|octet| char::from(*octet)).collect();
    text.trim_end_matches(['<', ' ']).to_owned()
}

/// The bytes of a range, empty if it lies outside.
pub(super) fn slice<'a>(bytes: &'a [u8], range: &Range<usize>) -> &'a [u8] {
    bytes.get(range.clone()).unwrap_or_default()
}
