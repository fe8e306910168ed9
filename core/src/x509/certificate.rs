//! A certificate (RFC 5280 §4.1) that owns its bytes and knows where its parts lie in them.

use super::extensions::slice;
use super::{Extensions, Name};
use crate::asn1::{AlgorithmIdentifier, Bounds, Reader, Time, tag};
use crate::country::{State, canonical_state_code, certificate_letters};
use crate::oid::{self, Oid};
use crate::{Error, Limits, UnixTime};
use core::fmt;
use core::ops::Range;
use std::sync::Arc;

const STRUCTURE: &str = "certificate";

/// A certificate that was read, and nothing more: reading says nothing about trust.
#[derive(Clone)]
pub struct Certificate(Arc<Parts>);

struct Parts {
    der: Box<[u8]>,
    to_be_signed: Range<usize>,
    public_key: Range<usize>,
    outer_algorithm: Range<usize>,
    inner_algorithm: Range<usize>,
    signature: Range<usize>,
    serial: Range<usize>,
    issuer: Name,
    issuer_range: Range<usize>,
    subject: Name,
    not_before: Time,
    not_after: Time,
    is_version_3: bool,
    /// issuerUniqueID and subjectUniqueID.
    unique_identifiers: [bool; 2],
    extensions: Extensions,
    bounds: Bounds,
}

/// A serial number as its two's complement octets: shown in hexadecimal, compared by value.
#[derive(Clone, Copy)]
pub struct Serial<'a>(&'a [u8]);

impl Certificate {
    /// Reads one certificate from bytes that hold nothing else.
    ///
    /// # Errors
    /// If the bytes are not of this kind: the code says what is wrong, the place where.
    pub fn parse(der: &[u8]) -> Result<Self, Error> {
        Certificate::parse_within(der, &Limits::DEFAULT)
    }

    /// Reads one certificate within limits of the caller's.
    ///
    /// ```
    /// use doc9303::{Limits, raw::Certificate};
    /// let mut limits = Limits::DEFAULT;
    /// limits.depth = 1;
    /// let error = Certificate::parse_within(&[0x30, 0x02, 0x30, 0x00], &limits).unwrap_err();
    /// assert_eq!(error.code().as_str(), "limit.depth");
    /// ```
    ///
    /// # Errors
    /// If the bytes are not of this kind, or go over a limit.
    pub fn parse_within(der: &[u8], limits: &Limits) -> Result<Self, Error> {
        Certificate::read(limits.reader(der, STRUCTURE))
    }

    /// Reads one again that was read before, within the bounds of then.
    pub(crate) fn parse_again(der: &[u8], bounds: Bounds) -> Result<Self, Error> {
        Certificate::read(Reader::within(der, STRUCTURE, bounds))
    }

    fn read(mut reader: Reader<'_>) -> Result<Self, Error> {
        let (der, bounds) = (reader.rest(), reader.bounds());
        let outer = reader.expect(tag::SEQUENCE)?;
        reader.finish()?;
        let mut reader = outer.reader();
        let to_be_signed = reader.expect(tag::SEQUENCE)?;
        let outer_algorithm = reader.expect(tag::SEQUENCE)?;
        outer_algorithm.algorithm()?;
        let signature = reader.expect(tag::BIT_STRING)?;
        signature.bit_string()?;
        reader.finish()?;

        let mut reader = to_be_signed.reader();
        let version = reader.optional(tag::context(0))?;
        let serial = reader.expect(tag::INTEGER)?;
        serial.integer()?;
        let inner_algorithm = reader.expect(tag::SEQUENCE)?;
        let issuer = reader.expect(tag::SEQUENCE)?;
        let mut validity = reader.expect(tag::SEQUENCE)?.reader();
        let (not_before, not_after) = (Time::read(&validity.read()?)?, Time::read(&validity.read()?)?);
        let subject = reader.expect(tag::SEQUENCE)?;
        let public_key = reader.expect(tag::SEQUENCE)?;
        let issuer_identifier = reader.optional(tag::context_primitive(1))?;
        let subject_identifier = reader.optional(tag::context_primitive(2))?;
        let extensions = match reader.optional(tag::context(3))? {
            Some(wrapper) => Extensions::read(wrapper.reader().expect(tag::SEQUENCE)?.reader())?,
            None => Extensions::default(),
        };
        reader.finish()?;
        let signature_range = signature.content_range();
        Ok(Certificate(Arc::new(Parts {
            to_be_signed: to_be_signed.range(),
            public_key: public_key.range(),
            outer_algorithm: outer_algorithm.range(),
            inner_algorithm: inner_algorithm.range(),
            signature: signature_range.start + 1..signature_range.end,
            serial: serial.content_range(),
            issuer_range: issuer.range(),
            issuer: Name::parse(issuer, STRUCTURE)?,
            subject: Name::parse(subject, STRUCTURE)?,
            not_before,
            not_after,
            // INTEGER 2.
            is_version_3: version.is_some_and(|version| version.content() == [0x02, 0x01, 0x02]),
            unique_identifiers: [issuer_identifier.is_some(), subject_identifier.is_some()],
            extensions,
            bounds,
            der: der.into(),
        })))
    }

    /// The whole certificate as it was sent.
    pub fn as_der(&self) -> &[u8] {
        &self.0.der
    }

    /// The bounds within which it was read.
    pub(crate) fn bounds(&self) -> Bounds {
        self.0.bounds
    }

    /// Where the first part lies that is in BER and not in DER.
    ///
    /// # Errors
    /// `limit.depth` if what is inside nests too deeply to be looked through.
    pub(super) fn find_non_der(&self) -> Result<Option<usize>, Error> {
        Ok(Reader::within(self.as_der(), STRUCTURE, self.0.bounds).find_non_der()?)
    }

    /// The bytes that the issuer signed.
    pub fn to_be_signed(&self) -> &[u8] {
        slice(&self.0.der, &self.0.to_be_signed)
    }

    /// The `SubjectPublicKeyInfo` element.
    pub fn public_key(&self) -> &[u8] {
        slice(&self.0.der, &self.0.public_key)
    }

    /// The signature value.
    pub fn signature(&self) -> &[u8] {
        slice(&self.0.der, &self.0.signature)
    }

    /// The algorithm of the signature, from outside the signed part.
    ///
    /// # Errors
    /// If the content is not what its kind demands.
    pub fn signature_algorithm(&self) -> Result<AlgorithmIdentifier<'_>, Error> {
        Ok(AlgorithmIdentifier::parse(slice(&self.0.der, &self.0.outer_algorithm))?)
    }

    /// Whether the signed part names the same algorithm as the outside does (RFC 5280 §4.1.1.2), parameters included.
    pub fn algorithms_agree(&self) -> bool {
        slice(&self.0.der, &self.0.outer_algorithm) == slice(&self.0.der, &self.0.inner_algorithm)
    }

    /// The serial number.
    pub fn serial(&self) -> Serial<'_> {
        Serial(slice(&self.0.der, &self.0.serial))
    }

    /// Who signed.
    pub fn issuer(&self) -> &Name {
        &self.0.issuer
    }

    /// The issuer's name as it is encoded.
    pub fn issuer_der(&self) -> &[u8] {
        slice(&self.0.der, &self.0.issuer_range)
    }

    /// Whose key it is.
    pub fn subject(&self) -> &Name {
        &self.0.subject
    }

    /// Valid from then on.
    pub fn not_before(&self) -> Time {
        self.0.not_before
    }

    /// Valid through then.
    pub fn not_after(&self) -> Time {
        self.0.not_after
    }

    /// Whether `at` lies in the validity, both ends included (RFC 5280 §4.1.2.5).
    pub fn is_valid_at(&self, at: UnixTime) -> bool {
        self.0.not_before.at <= at && at <= self.0.not_after.at
    }

    /// Whether the certificate says that it is of version 3.
    pub(super) fn is_version_3(&self) -> bool {
        self.0.is_version_3
    }

    /// Whether issuerUniqueID and subjectUniqueID are there.
    pub(super) fn unique_identifiers(&self) -> [bool; 2] {
        self.0.unique_identifiers
    }

    /// The extensions.
    pub fn extensions(&self) -> &Extensions {
        &self.0.extensions
    }

    /// Whether issuer and subject are one name. A key rollover has that too, so this is not "self-signed".
    pub fn is_self_issued(&self) -> bool {
        self.0.issuer == self.0.subject
    }

    /// The codes of the State and of its territory by the alternative names of the subject or of the issuer, in upper case
    /// (Doc 9303-12 §7.1.1.2). What is shorter or longer in stateOrProvinceName is a province of some State's own.
    pub(crate) fn alternative_states(&self, kind: Oid<'_>) -> Vec<String> {
        let names = self.extensions().alternative_names(kind);
        let codes = |name: &Name| {
            let territory = name.state_or_province().filter(|code| code.len() == 3);
            [name.locality(), territory].map(|code| code.map(str::to_ascii_uppercase))
        };
        names.iter().flat_map(codes).flatten().collect()
    }

    /// Which of China, Hong Kong and Macao the certificate is of. They sign under one country and are distinguished by
    /// the alternative name, its state or province before its locality, in whatever spelling; `None` if there is no
    /// such name, or the certificate is another State's.
    pub(crate) fn territory(&self) -> Option<String> {
        let country = self.subject().country()?;
        if canonical_state_code(country) != "CN" {
            return None;
        }
        let named = self.extensions().alternative_name(oid::SUBJECT_ALT_NAME).and_then(|name| {
            let code = name.state_or_province().or(name.locality())?.to_ascii_uppercase();
            let state = State::by_code3(&code).or_else(|| State::by_code2(&code));
            Some(state.map_or(code, |state| state.code3().to_owned()))
        });
        named.or_else(|| match certificate_letters(country) {
            Some("HK") => Some("HKG".to_owned()),
            Some("MO") => Some("MAC".to_owned()),
            _ => None,
        })
    }

    /// Whether both certificates may be of one territory: one that names none may be of any.
    pub(crate) fn shares_territory(&self, other: &Certificate) -> bool {
        self.territory().zip(other.territory()).is_none_or(|(one, other)| one == other)
    }

    /// Whether basicConstraints say that the subject is a certification authority.
    pub fn is_authority(&self) -> bool {
        self.extensions().basic_constraints().and_then(Result::ok).is_some_and(|constraints| constraints.ca)
    }

    /// Whether the certificate speaks of an authority: by basicConstraints, or by the key usage where those are absent.
    pub fn claims_authority(&self) -> bool {
        let signs_certificates =
            self.extensions().key_usage().and_then(Result::ok).is_some_and(|usage| usage.certificate_sign());
        self.is_authority() || signs_certificates
    }
}

impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.0.der == other.0.der
    }
}

impl Eq for Certificate {}

impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Certificate({}, serial {})", self.subject(), self.serial())
    }
}

impl<'a> Serial<'a> {
    /// From the content bytes of an INTEGER.
    pub const fn new(octets: &'a [u8]) -> Self {
        Serial(octets)
    }

    /// The bytes without surplus ones in front.
    pub fn significant(&self) -> &'a [u8] {
        let mut octets = self.0;
        while let [first, rest @ ..] = octets {
            let surplus = match rest.first() {
                Some(next) => (*first == 0 && next & 0x80 == 0) || (*first == 0xFF && next & 0x80 != 0),
                None => false,
            };
            if !surplus {
                break;
            }
            octets = rest;
        }
        octets
    }

    /// Whether both name one certificate: equal as integers, or as bytes without zeros in front. Some software writes a
    /// serial number whose first bit is set as it is, which makes it negative, and some puts a zero before it.
    ///
    /// ```
    /// use doc9303::raw::Serial;
    /// let (negative, positive) = (Serial::new(&[0x8F, 1]), Serial::new(&[0, 0x8F, 1]));
    /// assert!(negative.is_same(positive) && negative != positive);
    /// assert!(!negative.is_same(Serial::new(&[0, 0xFF, 0x8F, 1])));
    /// ```
    pub fn is_same(&self, other: Serial<'_>) -> bool {
        *self == other || self.magnitude() == other.magnitude()
    }

    /// The bytes without zeros in front.
    fn magnitude(&self) -> &'a [u8] {
        let zeros = self.0.iter().take_while(|octet| **octet == 0).count();
        self.0.get(zeros..).unwrap_or_default()
    }

    /// What all serial numbers share that [`Serial::is_same`] takes for one: the bytes without signs in front.
    pub(crate) fn sort_key(&self) -> &'a [u8] {
        let signs = self.0.iter().take_while(|octet| matches!(octet, 0 | 0xFF)).count();
        self.0.get(signs..).unwrap_or_default()
    }

    /// Whether it is positive, minimal and of at most 20 bytes (RFC 5280 §4.1.2.2).
    pub fn is_regular(&self) -> bool {
        let negative = self.0.first().is_some_and(|first| first & 0x80 != 0);
        let zero = self.0.iter().all(|octet| *octet == 0);
        // A twenty-first byte is only the sign of a serial that fills twenty.
        let magnitude = self.0.strip_prefix(&[0]).unwrap_or(self.0);
        let minimal = self.significant().len() == self.0.len();
        !negative && !zero && minimal && magnitude.len() <= 20
    }
}

impl PartialEq for Serial<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.significant() == other.significant()
    }
}

impl Eq for Serial<'_> {}

impl fmt::Display for Serial<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.significant().iter().try_for_each(|octet| write!(f, "{octet:02x}"))
    }
}

impl fmt::Debug for Serial<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Serial({self})")
    }
}
