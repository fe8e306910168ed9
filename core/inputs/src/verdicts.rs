//! Signatures that were verified before: what a snapshot of trust remembers of certificates and signed lists.
//!
//! A verdict depends on the key, the algorithm, the message and the signature, by whose hash it is kept, and on what the key permits, which
//! is asked anew. It is the word of whoever made the snapshot, as its anchors are.

use doc9303::{Engine, SignatureVerifier};
use doc9303_crypto::{Leniencies, SignatureAlgorithm, VerifyError, VerifyingKey};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// Bytes of a verdict: what it is of, and what was found.
const RECORD: usize = 33;
const INVALID: u8 = 0x80;
/// The leniencies, one bit each.
const WITHOUT_NULL: u8 = 1;
const SALT_UNLIKE_DIGEST: u8 = 2;
const INTEGER_PADDING: u8 = 4;

/// Verdicts of an engine by what they are of. What is not among them is verified and remembered.
pub(crate) struct Verdicts {
    engine: Engine,
    known: Mutex<BTreeMap<[u8; 32], u8>>,
}

impl Verdicts {
    /// None yet.
    pub(crate) fn of(engine: Engine) -> Verdicts {
        Verdicts { engine, known: Mutex::default() }
    }

    /// What [`Verdicts::to_bytes`] wrote; `None` if it is something else.
    pub(crate) fn read(engine: Engine, bytes: &[u8]) -> Option<Verdicts> {
        let (records, rest) = bytes.as_chunks::<RECORD>();
        let mut known = BTreeMap::new();
        for [hash @ .., found] in records {
            let _ = verdict(*found)?;
            known.insert(*hash, *found);
        }
        rest.is_empty().then(|| Verdicts { engine, known: Mutex::new(known) })
    }

    /// All of them, in the order of their hashes.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.iter().flat_map(|(hash, found)| hash.iter().chain([found])).copied().collect()
    }
}

impl SignatureVerifier for Verdicts {
    fn verify(
        &self,
        key: &VerifyingKey,
        algorithm: &SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<Leniencies, VerifyError> {
        // The numbers of a key do not say what it is for (RFC 4055 §3.3).
        key.permits(algorithm)?;
        let hash = hash(key, algorithm, message, signature);
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&hash).copied();
        if let Some(verdict) = known.and_then(verdict) {
            return verdict;
        }
        let result = self.engine.verify(key, algorithm, message, signature);
        if let Some(found) = record(result) {
            self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(hash, found);
        }
        result
    }
}

/// What a verdict is of. Each part has its length before it, or a length that never changes.
fn hash(key: &VerifyingKey, algorithm: &SignatureAlgorithm, message: &[u8], signature: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(key.identity());
    for part in [format!("{algorithm:?}").as_bytes(), message, signature] {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

/// What is remembered of a result: that a signature verifies and what was tolerated, or that it does not. Every other fault costs no
/// arithmetic, and is found anew.
fn record(result: Result<Leniencies, VerifyError>) -> Option<u8> {
    match result {
        Ok(leniencies) => {
            let bits = [
                (leniencies.digest_info_without_null, WITHOUT_NULL),
                (leniencies.pss_salt_unlike_digest, SALT_UNLIKE_DIGEST),
                (leniencies.integer_padding, INTEGER_PADDING),
            ];
            Some(bits.into_iter().filter(|(is_so, _)| *is_so).fold(0, |sum, (_, bit)| sum | bit))
        }
        Err(VerifyError::Invalid) => Some(INVALID),
        Err(_) => None,
    }
}

/// The result that was recorded so; `None` for what no result is.
fn verdict(found: u8) -> Option<Result<Leniencies, VerifyError>> {
    let mut leniencies = Leniencies::default();
    leniencies.digest_info_without_null = found & WITHOUT_NULL != 0;
    leniencies.pss_salt_unlike_digest = found & SALT_UNLIKE_DIGEST != 0;
    leniencies.integer_padding = found & INTEGER_PADDING != 0;
    let result = if found == INVALID { Err(VerifyError::Invalid) } else { Ok(leniencies) };
    (record(result) == Some(found)).then_some(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_recorded_is_what_is_read() {
        for found in 0..=u8::MAX {
            assert_eq!(verdict(found).is_some(), found < 8 || found == INVALID, "{found}");
        }
        assert_eq!(verdict(0), Some(Ok(Leniencies::default())));
        assert!(verdict(INTEGER_PADDING).unwrap().unwrap().integer_padding);
        assert_eq!(
            record(Err(VerifyError::EnginesDisagree)),
            None,
            "a dispute is settled by nobody's memory"
        );
    }

    #[test]
    fn broken_records_are_refused() {
        let [mut record, empty] = [[0; RECORD].as_slice(), &[]].map(<[u8]>::to_vec);
        assert!(Verdicts::read(Engine::Ring, &empty).is_some());
        assert_eq!(Verdicts::read(Engine::Ring, &record).unwrap().to_bytes(), record);
        assert!(Verdicts::read(Engine::Ring, record.get(1..).unwrap()).is_none());
        *record.last_mut().unwrap() = 9;
        assert!(Verdicts::read(Engine::Ring, &record).is_none());
    }
}
