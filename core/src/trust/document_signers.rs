//! Document Signer certificates that the caller has, for security objects that carry none.

use super::sha256;
use crate::cms::{Fit, SignerIdentifier};
use crate::x509::{Certificate, Name};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Kept and found by the hash of the certificate, so that the order in which they came tells nothing.
#[derive(Clone, Default)]
pub(super) struct DocumentSigners {
    list: BTreeMap<[u8; 32], Certificate>,
    by_serial: HashMap<Box<[u8]>, BTreeSet<[u8; 32]>>,
    by_identifier: HashMap<Box<[u8]>, BTreeSet<[u8; 32]>>,
    by_subject: HashMap<Name, BTreeSet<[u8; 32]>>,
}

impl DocumentSigners {
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn add(&mut self, certificate: Certificate) {
        let hash = sha256(certificate.as_der());
        self.by_serial.entry(certificate.serial().significant().into()).or_default().insert(hash);
        if let Some(identifier) = certificate.extensions().subject_key_identifier() {
            self.by_identifier.entry(identifier.into()).or_default().insert(hash);
        }
        self.by_subject.entry(certificate.subject().clone()).or_default().insert(hash);
        self.list.insert(hash, certificate);
    }

    /// Takes a certificate out, if it is here: somebody vouches for it as an authority.
    pub(super) fn remove(&mut self, hash: &[u8; 32]) {
        // The indices lead nowhere from then on.
        self.list.remove(hash);
    }

    pub(super) fn contains(&self, hash: &[u8; 32]) -> bool {
        self.list.contains_key(hash)
    }

    /// Those that the identifier names exactly.
    pub(super) fn named(&self, identifier: &SignerIdentifier<'_>) -> impl Iterator<Item = &Certificate> {
        let hashes = match identifier {
            SignerIdentifier::IssuerAndSerial { serial, .. } => self.by_serial.get(serial.significant()),
            SignerIdentifier::SubjectKeyIdentifier(identifier) => self.by_identifier.get(*identifier),
        };
        self.of(hashes).filter(|certificate| identifier.fit(certificate) == Fit::Exact)
    }

    pub(super) fn with_subject(&self, subject: &Name) -> impl Iterator<Item = &Certificate> {
        self.of(self.by_subject.get(subject))
    }

    fn of<'a>(&'a self, hashes: Option<&'a BTreeSet<[u8; 32]>>) -> impl Iterator<Item = &'a Certificate> {
        hashes.into_iter().flatten().filter_map(|hash| self.list.get(hash))
    }
}
