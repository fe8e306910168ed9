//! Document Signer certificates that the caller has, for security objects that carry none.

use crate::cms::{Fit, SignerIdentifier};
use crate::x509::{Certificate, Name};
use std::collections::HashMap;

#[derive(Clone, Default)]
pub(super) struct DocumentSigners {
    list: Vec<Certificate>,
    by_serial: HashMap<Box<[u8]>, Vec<usize>>,
    by_identifier: HashMap<Box<[u8]>, Vec<usize>>,
    by_subject: HashMap<Name, usize>,
}

impl DocumentSigners {
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn add(&mut self, certificate: Certificate) {
        let index = self.list.len();
        self.by_serial.entry(certificate.serial().significant().into()).or_default().push(index);
        if let Some(identifier) = certificate.extensions().subject_key_identifier() {
            self.by_identifier.entry(identifier.into()).or_default().push(index);
        }
        self.by_subject.entry(certificate.subject().clone()).or_insert(index);
        self.list.push(certificate);
    }

    /// Those that the identifier names exactly.
    pub(super) fn named(&self, identifier: &SignerIdentifier<'_>) -> impl Iterator<Item = &Certificate> {
        let indices = match identifier {
            SignerIdentifier::IssuerAndSerial { serial, .. } => self.by_serial.get(serial.significant()),
            SignerIdentifier::SubjectKeyIdentifier(identifier) => self.by_identifier.get(*identifier),
        };
        let list = indices.into_iter().flatten().filter_map(|index| self.list.get(*index));
        list.filter(|certificate| identifier.fit(certificate) == Fit::Exact)
    }

    pub(super) fn with_subject(&self, subject: &Name) -> Option<&Certificate> {
        self.by_subject.get(subject).and_then(|index| self.list.get(*index))
    }
}
