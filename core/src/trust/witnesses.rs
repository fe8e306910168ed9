//! Authorities that are no anchors and certified the signer of a master list: the one by whom the caller named the signer,
//! those that travel in the list, and those that were refused beside it. They certify nobody; what they say against the
//! signer counts (Doc 9303-12 §9, App. D.1.2.3).

use super::signature;
use crate::verifier::Verifier;
use crate::x509::{Certificate, Crl};

#[derive(Clone, Default)]
pub(super) struct Witnesses(Vec<Certificate>);

impl Witnesses {
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn contains(&self, certificate: &Certificate) -> bool {
        self.0.contains(certificate)
    }

    /// Keeps an authority's certificate.
    pub(super) fn add(&mut self, certificate: Certificate) {
        self.0.push(certificate);
    }

    /// Whether a list of an authority that certified `signer` names it, whatever the dates.
    pub(super) fn revoke<'a>(
        &self,
        signer: &Certificate,
        crls: impl Iterator<Item = &'a Crl> + Clone,
        verifier: &Verifier,
    ) -> bool {
        let issuers = self.0.iter().filter(|witness| witness.subject() == signer.issuer());
        let mut keys = issuers.filter_map(|witness| signature::public_key_of(witness).ok());
        keys.any(|key| {
            signature::certificate(signer, &key, verifier).is_ok()
                && crls.clone().any(|crl| {
                    crl.entry(signer.serial()).is_some()
                        && signature::revocation_list(crl, &key, verifier).is_ok()
                })
        })
    }
}
