//! Document Signer certificates that the caller has, for security objects that carry none.
//!
//! A directory holds tens of thousands and a document needs one, so only their bytes are kept, and read when asked for.

use crate::asn1::Bounds;
use crate::cms::{SignerIdentifier, SignerMatch};
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
