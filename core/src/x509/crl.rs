//! A certificate revocation list (RFC 5280 §5, Doc 9303-12 §7.1.4).

use super::extensions::slice;
use super::{Extensions, Name, Serial};
use crate::asn1::{AlgorithmIdentifier, Element, ErrorAt, Reader, Time, tag};
use crate::oid;
use crate::{Code, Error, Limits};
use core::fmt;
use core::ops::Range;
use std::sync::Arc;

const STRUCTURE: &str = "revocation list";

/// A revocation list that was read; who may sign it is another question.
#[derive(Clone)]
pub struct Crl(Arc<Parts>);

struct Parts {
    der: Box<[u8]>,
    to_be_signed: Range<usize>,
    outer_algorithm: Range<usize>,
    inner_algorithm: Range<usize>,
    signature: Range<usize>,
    issuer: Name,
    this_update: Time,
    next_update: Option<Time>,
    /// Where each entry lies, sorted by the serial's bytes without signs.
    entries: Vec<Place>,
    has_unknown_critical_entry: bool,
    extensions: Extensions,
}

/// Where an entry's serial number lies and where the entry ends. Offsets fit 32 bits by the limit on a list's size.
#[derive(Clone, Copy)]
struct Place {
    start: u32,
    length: u32,
    end: u32,
}

/// What a list says of one serial number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RevokedEntry {
    /// Since when.
    pub revoked_at: Option<Time>,
    /// `CRLReason` (RFC 5280 §5.3.1), if given. 8 takes the certificate off a list and revokes nothing.
    pub reason: Option<i64>,
    /// Whether the entry says that another issuer made the certificate (RFC 5280 §5.3.3).
    pub of_other_issuer: bool,
}

impl Crl {
    /// Reads one list from bytes that hold nothing else.
    ///
    /// # Errors
    /// If the bytes are not of this kind: the code says what is wrong, the place where.
    #[cfg(feature = "unstable-raw")]
    pub fn parse(der: &[u8]) -> Result<Self, Error> {
        Crl::parse_within(der, &Limits::DEFAULT)
    }

    /// Reads one list within limits of the caller's.
    ///
    /// ```
    /// use doc9303::{Limits, raw::Crl};
    /// let mut limits = Limits::DEFAULT;
    /// limits.list_size = 3;
    /// let error = Crl::parse_within(&[0x30, 0x02, 0x30, 0x00], &limits).unwrap_err();
    /// assert_eq!(error.code().as_str(), "limit.size");
    /// ```
    ///
    /// # Errors
    /// If the bytes are not of this kind, or go over a limit.
    pub fn parse_within(der: &[u8], limits: &Limits) -> Result<Self, Error> {
        if der.len() > limits.list_size {
            return Err(Error::at(Code::LimitSize, STRUCTURE, 0, "larger than the limit for a list"));
        }
        let mut reader = limits.reader(der, STRUCTURE);
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
        reader.optional(tag::INTEGER)?;
        let inner_algorithm = reader.expect(tag::SEQUENCE)?;
        let issuer = reader.expect(tag::SEQUENCE)?;
        let this_update = Time::read(&reader.read()?)?;
        let next_update = match reader.peek() {
            Some(tag::UTC_TIME | tag::GENERALIZED_TIME) => Some(Time::read(&reader.read()?)?),
            _ => None,
        };
        let mut entries = Vec::new();
        let mut has_unknown_critical_entry = false;
        if let Some(list) = reader.optional(tag::SEQUENCE)? {
            has_unknown_critical_entry = places(list, &mut entries)?;
        }
        entries.sort_unstable_by(|one, other| one.serial(der).sort_key().cmp(other.serial(der).sort_key()));
        let extensions = match reader.optional(tag::context(0))? {
            Some(wrapper) => Extensions::read(wrapper.reader().expect(tag::SEQUENCE)?.reader())?,
            None => Extensions::default(),
        };
        reader.finish()?;
        let signature_range = signature.content_range();
        Ok(Crl(Arc::new(Parts {
            to_be_signed: to_be_signed.range(),
            outer_algorithm: outer_algorithm.range(),
            inner_algorithm: inner_algorithm.range(),
            signature: signature_range.start + 1..signature_range.end,
            issuer: Name::parse(issuer, STRUCTURE)?,
            this_update,
            next_update,
            entries,
            has_unknown_critical_entry,
            extensions,
            der: der.into(),
        })))
    }

    /// The whole list as it was sent.
    pub fn as_der(&self) -> &[u8] {
        &self.0.der
    }

    /// The bytes that the issuer signed.
    pub fn to_be_signed(&self) -> &[u8] {
        slice(&self.0.der, &self.0.to_be_signed)
    }

    /// The signature value.
    pub fn signature(&self) -> &[u8] {
        slice(&self.0.der, &self.0.signature)
    }

    /// The algorithm of the signature.
    ///
    /// # Errors
    /// If the content is not what its kind demands.
    pub fn signature_algorithm(&self) -> Result<AlgorithmIdentifier<'_>, Error> {
        Ok(AlgorithmIdentifier::parse(slice(&self.0.der, &self.0.outer_algorithm))?)
    }

    /// Whether the signed part names the same algorithm as the outside does (RFC 5280 §5.1.1.2), parameters included.
    pub fn algorithms_agree(&self) -> bool {
        slice(&self.0.der, &self.0.outer_algorithm) == slice(&self.0.der, &self.0.inner_algorithm)
    }

    /// Who signed.
    pub fn issuer(&self) -> &Name {
        &self.0.issuer
    }

    /// When the list was issued.
    pub fn this_update(&self) -> Time {
        self.0.this_update
    }

    /// When the next one is due. Mandatory by Doc 9303-12 Table 9.
    pub fn next_update(&self) -> Option<Time> {
        self.0.next_update
    }

    /// The extensions of the list.
    pub fn extensions(&self) -> &Extensions {
        &self.0.extensions
    }

    /// How many certificates are listed.
    pub fn entries(&self) -> usize {
        self.0.entries.len()
    }

    /// Magnitude of the list's number, without leading zeros (RFC 5280 §5.2.3).
    pub fn number(&self) -> Option<&[u8]> {
        let extension = self.extensions().find(oid::CRL_NUMBER)?;
        Reader::new(extension.value(), STRUCTURE).expect(tag::INTEGER).ok()?.unsigned_integer().ok()
    }

    /// Whether the list is of a kind that the profile forbids: delta, indirect or partitioned.
    pub fn is_unsupported(&self) -> bool {
        let known = [oid::AUTHORITY_KEY_IDENTIFIER, oid::CRL_NUMBER, oid::ISSUER_ALT_NAME];
        self.extensions().find(oid::DELTA_CRL_INDICATOR).is_some()
            || self.extensions().find(oid::ISSUING_DISTRIBUTION_POINT).is_some()
            || self.extensions().unknown_critical(&known).is_some()
    }

    /// Whether an entry holds a critical extension that is not read here. Such a list is no proof that a certificate is not
    /// revoked (RFC 5280 §5.3).
    pub fn has_unknown_critical_entry(&self) -> bool {
        self.0.has_unknown_critical_entry
    }

    /// Whether entries may be of certificates that others issued (RFC 5280 §5.2.5), so that a serial number alone says
    /// nothing. What cannot be read may be.
    pub fn is_indirect(&self) -> bool {
        let Some(extension) = self.extensions().find(oid::ISSUING_DISTRIBUTION_POINT) else { return false };
        let fields = Reader::new(extension.value(), STRUCTURE).expect(tag::SEQUENCE);
        let indirect = fields.and_then(|fields| {
            let mut fields = fields.reader();
            while !fields.is_empty() {
                let field = fields.read()?;
                if field.tag() == tag::context_primitive(4) {
                    return Ok(field.content() != [0]);
                }
            }
            Ok(false)
        });
        indirect.unwrap_or(true)
    }

    /// What the list says of this serial number, in logarithmic time; [`Serial::is_same`] says which are one. Of several
    /// entries for one number, one that revokes speaks before one that takes it off the list (reason 8, RFC 5280 §5.3.1).
    pub fn entry(&self, serial: Serial<'_>) -> Option<RevokedEntry> {
        let (der, wanted) = (&self.0.der, serial.sort_key());
        let start = self.0.entries.partition_point(|place| place.serial(der).sort_key() < wanted);
        let alike = self.0.entries.get(start..)?.iter();
        let alike = alike.take_while(|place| place.serial(der).sort_key() == wanted);
        let named = alike.filter(|place| serial.is_same(place.serial(der)));
        named
            .map(|place| self.read_entry(place))
            .min_by_key(|entry| (entry.reason == Some(8), entry.of_other_issuer))
    }

    fn read_entry(&self, place: &Place) -> RevokedEntry {
        let der = &self.0.der;
        let mut reader = Reader::new(slice(der, &place.after_serial()), STRUCTURE);
        let revoked_at = reader.read().ok().and_then(|time| Time::read(&time).ok());
        let extensions = match revoked_at {
            Some(_) => reader.optional(tag::SEQUENCE).ok().flatten(),
            None => None,
        };
        let extensions = extensions.and_then(|sequence| Extensions::read(sequence.reader()).ok());
        let of_other_issuer =
            extensions.as_ref().is_some_and(|extensions| extensions.find(oid::CERTIFICATE_ISSUER).is_some());
        let reason =
            extensions.as_ref().and_then(|extensions| extensions.find(oid::REASON_CODE)).and_then(|code| {
                Reader::new(code.value(), STRUCTURE).read().and_then(|reason| reason.small_integer()).ok()
            });
        RevokedEntry { revoked_at, reason, of_other_issuer }
    }
}

/// The place of each entry, in one pass, and whether an entry has a critical extension that is not read.
fn places(list: Element<'_>, places: &mut Vec<Place>) -> Result<bool, Error> {
    let mut reader = list.reader();
    let mut unknown_critical = false;
    // An entry has at least a serial number and a time.
    places.reserve(list.content().len() / 36);
    while !reader.is_empty() {
        let entry = reader.expect(tag::SEQUENCE)?;
        let mut fields = entry.reader();
        let serial = fields.expect(tag::INTEGER)?;
        serial.integer()?;
        unknown_critical |= has_unknown_critical(fields.rest());
        let narrow = |value: usize| {
            u32::try_from(value).map_err(|_| entry.error(Code::LimitSize, "larger than the limit for a list"))
        };
        places.push(Place {
            start: narrow(serial.content_range().start)?,
            length: narrow(serial.content().len())?,
            end: narrow(entry.content_range().end)?,
        });
    }
    Ok(unknown_critical)
}

/// Whether time and extensions of an entry hold a critical extension other than those of reasons and dates. What cannot be
/// read may be one.
fn has_unknown_critical(rest: &[u8]) -> bool {
    let find = || {
        let mut fields = Reader::new(rest, STRUCTURE);
        fields.read()?;
        let Some(sequence) = fields.optional(tag::SEQUENCE)? else { return Ok(false) };
        let mut extensions = sequence.reader();
        while !extensions.is_empty() {
            let mut extension = extensions.expect(tag::SEQUENCE)?.reader();
            let kind = extension.expect(tag::OID)?.oid()?;
            let critical =
                extension.optional(tag::BOOLEAN)?.map_or(Ok(false), |critical| critical.boolean())?;
            if critical && ![oid::REASON_CODE, oid::INVALIDITY_DATE].contains(&kind) {
                return Ok(true);
            }
        }
        Ok::<_, Error>(false)
    };
    find().unwrap_or(true)
}

impl Place {
    fn serial(self, der: &[u8]) -> Serial<'_> {
        let start = widen(self.start);
        Serial::new(slice(der, &(start..start.saturating_add(widen(self.length)))))
    }

    fn after_serial(self) -> Range<usize> {
        widen(self.start).saturating_add(widen(self.length))..widen(self.end)
    }
}

fn widen(value: u32) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

impl fmt::Debug for Crl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Crl({}, {} entries)", self.issuer(), self.entries())
    }
}
