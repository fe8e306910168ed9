//! Document Signer certificates that the caller has, for security objects that carry none.
//!
//! A directory holds tens of thousands and a document needs one, so only their bytes are kept, and read when asked for.

use crate::asn1::Bounds;
use crate::cms::{SignerIdentifier, SignerMatch};
#[cfg(feature = "seal")]
use crate::crypto::DigestAlgorithm;
#[cfg(feature = "seal")]
use crate::x509::Serial;
use crate::x509::{Certificate, Name};
use core::hash::BuildHasher;
use std::collections::{HashMap, hash_map::RandomState};
use std::sync::OnceLock;

type Hash = [u8; 32];

/// Found in the order of their hashes, so that the order in which they came tells nothing.
#[derive(Clone, Default)]
pub(super) struct DocumentSigners {
    list: HashMap<Hash, Candidate>,
    /// The certificates by what names them. Names may share a number, so whatever is found is compared.
    names: Vec<(u64, Hash)>,
    /// The same in order, once somebody looked.
    sorted: OnceLock<Vec<(u64, Hash)>>,
    /// The certificates by the last bytes of their SHA-1, once a barcode named one so.
    #[cfg(feature = "seal")]
    fingerprints: OnceLock<Vec<([u8; 5], Hash)>>,
    numbers: RandomState,
}

/// What may name a certificate.
#[derive(Hash)]
enum Key<'a> {
    Serial(&'a [u8]),
    Identifier(&'a [u8]),
    Subject(&'a Name),
}

#[derive(Clone)]
struct Candidate {
    der: Box<[u8]>,
    bounds: Bounds,
    read: OnceLock<Option<Certificate>>,
}

impl Candidate {
    fn certificate(&self) -> Option<&Certificate> {
        self.read.get_or_init(|| Certificate::parse_again(&self.der, self.bounds).ok()).as_ref()
    }
}

impl DocumentSigners {
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// Every certificate, in the order of their hashes.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u8]> {
        let mut sorted: Vec<(&Hash, &Candidate)> = self.list.iter().collect();
        sorted.sort_unstable_by_key(|(hash, _)| **hash);
        sorted.into_iter().map(|(_, candidate)| &*candidate.der)
    }

    pub(super) fn add(&mut self, hash: Hash, certificate: &Certificate) {
        let identifier = certificate.extensions().subject_key_identifier().map(Key::Identifier);
        let keys = [Key::Serial(certificate.serial().sort_key()), Key::Subject(certificate.subject())];
        let keys = keys.into_iter().chain(identifier);
        self.names.extend(keys.map(|key| (self.numbers.hash_one(key), hash)));
        self.sorted = OnceLock::new();
        #[cfg(feature = "seal")]
        {
            self.fingerprints = OnceLock::new();
        }
        let (der, bounds) = (certificate.as_der().into(), certificate.bounds());
        self.list.insert(hash, Candidate { der, bounds, read: OnceLock::new() });
    }

    /// Takes a certificate out, if it is here: somebody certifies it as an authority.
    pub(super) fn remove(&mut self, hash: &Hash) {
        // Its names lead nowhere from then on.
        self.list.remove(hash);
    }

    pub(super) fn contains(&self, hash: &Hash) -> bool {
        self.list.contains_key(hash)
    }

    /// Those that the identifier names exactly.
    pub(super) fn named(&self, identifier: &SignerIdentifier<'_>) -> impl Iterator<Item = &Certificate> {
        let key = match identifier {
            SignerIdentifier::IssuerAndSerial { serial, .. } => Key::Serial(serial.sort_key()),
            SignerIdentifier::SubjectKeyIdentifier(identifier) => Key::Identifier(identifier),
        };
        self.under(self.numbers.hash_one(key))
            .filter(|certificate| identifier.matches(certificate) == SignerMatch::Exact)
    }

    /// Those that a seal names by country, common name and serial number.
    #[cfg(feature = "seal")]
    pub(super) fn of_seal<'a>(
        &'a self,
        country: &'a str,
        name: &'a str,
        serial: &'a [u8],
    ) -> impl Iterator<Item = &'a Certificate> {
        let serial = Serial::new(serial);
        self.under(self.numbers.hash_one(Key::Serial(serial.sort_key()))).filter(move |certificate| {
            let subject = certificate.subject();
            let is = |own: Option<&str>, named: &str| own.is_some_and(|own| own.eq_ignore_ascii_case(named));
            certificate.serial().is_same(serial)
                && is(subject.country(), country)
                && is(subject.common_name(), name)
        })
    }

    /// Those whose SHA-1 ends so.
    #[cfg(feature = "seal")]
    pub(super) fn by_sha1(&self, tail: [u8; 5]) -> impl Iterator<Item = &Certificate> {
        let fingerprints = self.fingerprints.get_or_init(|| {
            let fingerprint = |(hash, candidate): (&Hash, &Candidate)| {
                let sha1 = DigestAlgorithm::Sha1.digest(&candidate.der);
                Some((*sha1.as_ref().last_chunk()?, *hash))
            };
            let mut all: Vec<([u8; 5], Hash)> = self.list.iter().filter_map(fingerprint).collect();
            all.sort_unstable();
            all
        });
        let start = fingerprints.partition_point(|(known, _)| *known < tail);
        let found = fingerprints.iter().skip(start).take_while(move |(known, _)| *known == tail);
        found.filter_map(|(_, hash)| self.list.get(hash)?.certificate())
    }

    pub(super) fn with_subject(&self, subject: &Name) -> impl Iterator<Item = &Certificate> {
        let number = self.numbers.hash_one(Key::Subject(subject));
        self.under(number).filter(move |certificate| certificate.subject() == subject)
    }

    fn under(&self, number: u64) -> impl Iterator<Item = &Certificate> {
        let sorted = self.sorted.get_or_init(|| {
            let mut names = self.names.clone();
            names.sort_unstable();
            names.dedup();
            names
        });
        let start = sorted.partition_point(|(known, _)| *known < number);
        let found = sorted.iter().skip(start).take_while(move |(known, _)| *known == number);
        found.filter_map(|(_, hash)| self.list.get(hash)?.certificate())
    }
}
