//! Doc 9303-12 Table 5: the fields. What no reader could do without (the key, the signature) has no row here.

use super::Departure;
use crate::vocabulary::{DeviationKind, Fact, Message, count};
use crate::x509::{Certificate, Name};

/// A row of the table, or a part of one that has its own code.
pub(super) struct Field {
    pub(super) name: &'static str,
    kind: DeviationKind,
    /// What is wrong, if anything is.
    judge: fn(&Certificate) -> Option<Message>,
}

const PROFILE: DeviationKind = DeviationKind::CertificateProfile;

const fn field(name: &'static str, kind: DeviationKind, judge: fn(&Certificate) -> Option<Message>) -> Field {
    Field { name, kind, judge }
}

pub(super) static FIELDS: &[Field] = &[
    field("encoding", DeviationKind::Ber, |certificate| match certificate.find_non_der() {
        Ok(offset) => offset.map(|offset| Message::BerAt { offset: count(offset) }),
        Err(_) => Some(Message::TooDeepForDer {}),
    }),
    field("version", PROFILE, |certificate| says(!certificate.is_version_3(), "is not v3")),
    field("serialNumber", DeviationKind::SerialNumber, |certificate| {
        let text = "is zero, negative, longer than 20 bytes or not as short as possible";
        says(!certificate.serial().is_regular(), text)
    }),
    field("signature", PROFILE, |certificate| {
        says(!certificate.algorithms_agree(), "is not the algorithm outside the signed part")
    }),
    field("issuer", PROFILE, |certificate| attributes(certificate.issuer())),
    field("issuer", DeviationKind::CountryCase, |certificate| country_case(certificate.issuer())),
    field("issuer", DeviationKind::StringType, |certificate| string_types(certificate.issuer())),
    field("validity", DeviationKind::TimeEncoding, |certificate| {
        let regular = certificate.not_before().regular && certificate.not_after().regular;
        says(!regular, "holds a time in another form than the profile's")
    }),
    field("subject", PROFILE, |certificate| attributes(certificate.subject())),
    field("subject", PROFILE, |certificate| {
        let countries = (certificate.subject().country(), certificate.issuer().country());
        let (Some(subject), Some(issuer)) = countries else { return None };
        says(!subject.eq_ignore_ascii_case(issuer), "names another country than the issuer")
    }),
    field("subject", DeviationKind::CountryCase, |certificate| country_case(certificate.subject())),
    field("subject", DeviationKind::StringType, |certificate| string_types(certificate.subject())),
    field("issuerUniqueID", PROFILE, |certificate| {
        let [issuer, _] = certificate.unique_identifiers();
        says(issuer, FORBIDDEN)
    }),
    field("subjectUniqueID", PROFILE, |certificate| {
        let [_, subject] = certificate.unique_identifiers();
        says(subject, FORBIDDEN)
    }),
    field("extensions", PROFILE, defaults),
];

const FORBIDDEN: &str = "is present, which the profile forbids";

impl Field {
    pub(super) fn departure(&self, certificate: &Certificate) -> Option<Departure> {
        (self.judge)(certificate).map(|what| Departure::new(self.name, self.kind, what))
    }
}

pub(super) fn says(wrong: bool, text: &'static str) -> Option<Message> {
    wrong.then(|| Message::Said { what: text.into() })
}

/// Doc 9303-12 §7.1.1.1: one country of two letters, and a common name.
fn attributes(name: &Name) -> Option<Message> {
    let country = name.country().unwrap_or_default();
    let two_letters = country.len() == 2 && country.bytes().all(|letter| letter.is_ascii_alphabetic());
    let text = match name.countries() {
        0 => "has no countryName",
        1 if !two_letters => "has a countryName that is not two letters",
        1 if !name.has_common_name() => "has no commonName",
        1 => return None,
        _ => "has more than one countryName",
    };
    says(true, text)
}

fn country_case(name: &Name) -> Option<Message> {
    let country = name.country().unwrap_or_default();
    let small = country.bytes().any(|letter| letter.is_ascii_lowercase());
    says(small, "has a countryName that is not in upper case")
}

fn string_types(name: &Name) -> Option<Message> {
    says(name.has_irregular_string(), "has a string of a type that the profile does not allow")
}

/// "Default values must not be encoded", and no kind of extension occurs twice (RFC 5280 §4.2).
fn defaults(certificate: &Certificate) -> Option<Message> {
    let extensions = certificate.extensions();
    if let Some(kind) = extensions.duplicate() {
        return Some(Message::HoldTwice { oid: kind.to_string().into() });
    }
    let oids: Vec<Fact> = extensions
        .iter()
        .filter(|extension| !extension.is_critical_in_der())
        .map(|extension| Fact::Text(extension.oid().to_string().into()))
        .collect();
    (!oids.is_empty()).then_some(Message::CriticalAgainstDer { oids })
}
