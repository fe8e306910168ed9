//! What a seal claims of its signer, whatever kind of seal it is.

use crate::crypto::DigestAlgorithm;
use crate::oid::Oid;
use crate::{Date, State, UnixTime};
use doc9303_asn1::oid;
use doc9303_seal::{Hash, Idb, Seal, Value, Vds, VdsNc, Zone};

/// The claim of a seal, before anything is verified.
pub(super) struct Claim<'a> {
    /// The State that issued the document, as in zones.
    pub(super) issuing_state: &'a str,
    pub(super) signer: SignerName<'a>,
    /// What may have been signed, the reading of the standard first, each with its name in a report.
    pub(super) readings: Vec<(&'static str, &'a [u8])>,
    /// `None` if the seal is not signed.
    pub(super) signature: Option<&'a [u8]>,
    pub(super) digest: Digest,
    /// The day of the signature.
    pub(super) signed_on: Option<Date>,
    /// What the list of document types in the signer's certificate must hold.
    pub(super) document_code: Option<String>,
    /// The extended key usages of those who may sign it.
    pub(super) purposes: &'static [Oid<'static>],
    /// Those of an authority that certifies no other signers; most certify all.
    pub(super) authority_purposes: &'static [Oid<'static>],
    /// Whether the header says that it is of no document.
    pub(super) is_test: bool,
}

/// The digest of a signature.
pub(super) enum Digest {
    /// The order of the curve decides.
    OfOrder,
    /// The seal names it.
    Named(DigestAlgorithm),
    /// The seal names an algorithm that is not known.
    Unknown,
}

impl Digest {
    fn named(hash: Option<Hash>) -> Digest {
        hash.map_or(Digest::Unknown, |hash| Digest::Named(digest(hash)))
    }
}

/// How a seal names the certificate of its signer.
pub(super) enum SignerName<'a> {
    /// By the subject's country and common name, and by serial numbers that its reference may mean.
    Subject { country: &'a str, name: &'a str, serials: Vec<Vec<u8>>, reference: &'a str },
    /// By the last five bytes of SHA-1 of the certificate, which may stand in the seal.
    Fingerprint { tail: [u8; 5], inside: Option<&'a [u8]> },
    /// By the certificate itself.
    Inside(&'a [u8]),
    /// Not at all.
    None,
}

/// The extended key usage of signers of visible digital seals (Doc 9303-12 §7.1.3).
const SEALS: &[Oid<'static>] = &[oid!("2.23.136.1.1.11.1")];
/// The same, and that of signers of German arrival attestations (BSI TR-03137-1 §6), who seal nothing else.
const ARRIVALS: &[Oid<'static>] = &[oid!("2.23.136.1.1.11.1"), oid!("0.4.0.127.0.7.3.5.1.1")];
/// That of signers of VDS-NC.
const SEALS_IN_JSON: &[Oid<'static>] = &[oid!("2.23.136.1.1.14.2")];

/// That of a CSCA for health proofs alone.
const HEALTH_AUTHORITY: &[Oid<'static>] = &[oid!("2.23.136.1.1.14.1")];

impl<'a> Claim<'a> {
    /// The country whose State's rules are in force for the seal, as certificates spell it.
    pub(super) fn country(&self) -> Option<&'a str> {
        match &self.signer {
            SignerName::Subject { country, .. } => Some(country),
            _ => State::by_code3(self.issuing_state)?.code2(),
        }
    }

    pub(super) fn of(seal: &'a Seal) -> Option<Claim<'a>> {
        match seal {
            Seal::Vds(seal) => Some(Claim::of_vds(seal)),
            Seal::Idb(seal) => Some(Claim::of_idb(seal)),
            Seal::VdsNc(seal) => Some(Claim::of_vds_nc(seal)),
            _ => None,
        }
    }

    fn of_vds(seal: &'a Vds) -> Claim<'a> {
        let header = seal.header();
        let serials = [header.serial_number(), header.serial_number_of_fixed_length()];
        Claim {
            issuing_state: &header.issuing_state,
            signer: SignerName::Subject {
                country: &header.signer_state,
                name: &header.signer,
                serials: serials.into_iter().flatten().collect(),
                reference: &header.reference,
            },
            readings: vec![("standard", seal.signed_octets())],
            signature: Some(seal.signature()),
            digest: Digest::OfOrder,
            signed_on: date(&header.signed),
            document_code: seal.zone().map(document_code),
            purposes: match seal.profile() {
                Some(profile) if profile.name == "arrival_attestation" => ARRIVALS,
                _ => SEALS,
            },
            authority_purposes: &[],
            is_test: header.is_test(),
        }
    }

    fn of_idb(seal: &'a Idb) -> Claim<'a> {
        let header = seal.header();
        let signer = header.signer.as_ref();
        let readings = [
            Some(("standard", seal.signed_octets())),
            seal.signed_octets_with_certificate().map(|octets| ("with_certificate", octets)),
        ];
        Claim {
            issuing_state: &header.issuing_state,
            signer: signer.map_or(SignerName::None, |signer| SignerName::Fingerprint {
                tail: signer.reference,
                inside: seal.certificate(),
            }),
            readings: readings.into_iter().flatten().collect(),
            signature: seal.signature().filter(|_| seal.says_signed()),
            digest: Digest::named(signer.and_then(|signer| signer.hash())),
            signed_on: signer.and_then(|signer| signer.signed.date()).and_then(|day| date(&day)),
            document_code: seal.zone().map(document_code),
            purposes: SEALS,
            authority_purposes: &[],
            is_test: false,
        }
    }

    fn of_vds_nc(seal: &'a VdsNc) -> Claim<'a> {
        Claim {
            // Text that is no code may be anything, and stays out of reasons.
            issuing_state: seal.issuer().filter(|issuer| is_code(issuer)).unwrap_or_default(),
            signer: SignerName::Inside(seal.certificate()),
            readings: [("canonical", seal.canonical_octets()), ("as_sent", seal.octets_as_sent())]
                .into_iter()
                .filter(|(name, octets)| *name == "canonical" || *octets != seal.canonical_octets())
                .collect(),
            signature: Some(seal.signature()),
            digest: Digest::named(seal.hash()),
            signed_on: None,
            document_code: match seal.message_type() {
                Some("icao.vacc") => Some("NV".to_owned()),
                Some("icao.test") => Some("NT".to_owned()),
                _ => None,
            },
            purposes: SEALS_IN_JSON,
            authority_purposes: HEALTH_AUTHORITY,
            is_test: false,
        }
    }
}

/// Whether the layout of a VDS-NC is known.
pub(super) fn is_known_type(seal: &VdsNc) -> bool {
    matches!(seal.message_type(), Some("icao.vacc" | "icao.test")) && seal.version() == Some(1)
}

/// The zone that a seal holds.
pub(super) fn zone_of(seal: &Seal) -> Option<&Zone> {
    match seal {
        Seal::Vds(seal) => seal.zone(),
        Seal::Idb(seal) => seal.zone(),
        _ => None,
    }
}

/// The text of a feature of a seal by its name, such as the number of the passport.
pub(super) fn text_of<'a>(seal: &'a Seal, name: &str) -> Option<&'a str> {
    let value = match seal {
        Seal::Vds(seal) => seal.value(name),
        Seal::Idb(seal) => seal.value(name),
        _ => None,
    };
    match value {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}

fn is_code(text: &str) -> bool {
    (1..=3).contains(&text.len()) && text.bytes().all(|letter| letter.is_ascii_uppercase())
}

fn document_code(zone: &Zone) -> String {
    let first = zone.lines().first().map(String::as_str).unwrap_or_default();
    first.get(..2).unwrap_or_default().trim_end_matches('<').to_owned()
}

/// The digest of this name.
pub(super) fn digest(hash: Hash) -> DigestAlgorithm {
    match hash {
        Hash::Sha224 => DigestAlgorithm::Sha224,
        Hash::Sha384 => DigestAlgorithm::Sha384,
        Hash::Sha512 => DigestAlgorithm::Sha512,
        _ => DigestAlgorithm::Sha256,
    }
}

fn date(day: &doc9303_seal::Date) -> Option<Date> {
    Date::new(day.year().into(), day.month(), day.day())
}

/// Whether a certificate was valid on a day, by the clock of whatever place.
pub(super) fn is_within(day: Date, not_before: UnixTime, not_after: UnixTime) -> bool {
    day.days() + 1 >= not_before.date().days() && day.days() - 1 <= not_after.date().days()
}
