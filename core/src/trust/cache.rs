//! What was found out about Document Signers, kept for the next document that one of them signed: their keys, and whether
//! an anchor's key verifies their certificates. A corpus of millions has a few thousand Document Signers.
//!
//! Both depend on nothing but the bytes of the certificate and of the anchor's, by whose hashes they are kept, so
//! nothing ever has to be forgotten and no report changes. Times, revocation and policy are judged anew for each
//! document.

use super::signature::{self, Verified};
use super::{Anchor, sha256};
use crate::crypto::VerifyingKey;
use crate::verifier::Verifier;
use crate::vocabulary::Reason;
use crate::x509::Certificate;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{PoisonError, RwLock};

/// Keys that are kept, of up to 16 KB each with what they prepare. No State has used as many at one time.
const MOST_KEYS: usize = 1 << 12;
/// Verdicts that are kept: more, because a certificate may meet several anchors before one verifies it.
const MOST_VERDICTS: usize = 1 << 14;

/// SHA-256 of a certificate.
type Name = [u8; 32];

/// Keys and verdicts, for all threads.
#[derive(Default)]
pub(super) struct VerificationCache {
    keys: BoundedMap<Name, Result<VerifyingKey, Reason>>,
    verdicts: BoundedMap<(Name, Name), Result<Verified, Reason>>,
}

impl VerificationCache {
    /// The certificate's key, with what it prepared for earlier signatures.
    pub(super) fn key(&self, certificate: &Certificate) -> Result<VerifyingKey, Reason> {
        self.keys.get_or(sha256(certificate.as_der()), MOST_KEYS, || signature::public_key_of(certificate))
    }

    /// Whether the anchor's key verifies the certificate.
    pub(super) fn verdict(
        &self,
        certificate: &Certificate,
        anchor: &Anchor,
        verifier: &Verifier,
    ) -> Result<Verified, Reason> {
        let names = (sha256(certificate.as_der()), *anchor.sha256());
        self.verdicts
            .get_or(names, MOST_VERDICTS, || signature::certificate(certificate, anchor.key(), verifier))
    }
}

/// Values by what they depend on.
struct BoundedMap<K, V>(RwLock<HashMap<K, V>>);

impl<K, V> Default for BoundedMap<K, V> {
    fn default() -> Self {
        BoundedMap(RwLock::default())
    }
}

impl<K: Eq + Hash, V: Clone> BoundedMap<K, V> {
    /// Two threads that miss at once both make the value, and it is the same. When there are too many, all go: only a
    /// flood of forged certificates gets there.
    fn get_or(&self, key: K, most: usize, make: impl FnOnce() -> V) -> V {
        if let Some(value) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return value.clone();
        }
        let value = make();
        let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= most {
            kept.clear();
        }
        kept.insert(key, value.clone());
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn a_value_is_made_once_and_their_number_is_bounded() {
        let kept = BoundedMap::default();
        let made = Cell::new(0);
        let get = |key: usize| {
            kept.get_or(key, 3, || {
                made.set(made.get() + 1);
                key * 2
            })
        };
        assert_eq!([0, 1, 2, 0, 1, 2].map(get), [0, 2, 4, 0, 2, 4]);
        assert_eq!(made.get(), 3);
        assert_eq!([3, 3, 0].map(get), [6, 6, 0]);
        assert_eq!(made.get(), 5);
        (0..100).for_each(|key| assert_eq!(get(key), key * 2));
        assert!(kept.0.read().unwrap().len() <= 3);
    }
}
