//! Two verifiers that must agree.

use super::{SignatureVerifier, own};
use crate::algorithm::SignatureAlgorithm;
use crate::error::{Leniencies, VerifyError};
use crate::key::VerifyingKey;

/// A verifier beside this crate's own code: a signature counts only if both accept it. What the other verifier calls
/// unsupported is judged by own code alone.
///
/// ```
/// use doc9303_crypto::{Agreement, Engine, SignatureVerifier};
/// let verifier: Box<dyn SignatureVerifier> = Box::new(Agreement(Engine::Own));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Agreement<V>(pub V);

impl<V: SignatureVerifier> SignatureVerifier for Agreement<V> {
    fn verify(
        &self,
        key: &VerifyingKey,
        algorithm: &SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<Leniencies, VerifyError> {
        let own = own::verify(key, algorithm, message, signature);
        match self.0.verify(key, algorithm, message, signature) {
            Err(VerifyError::Unsupported) => own,
            other => of(own, other.is_ok()),
        }
    }
}

/// What own code and another verifier say together. Only own code tolerates a DigestInfo without NULL and padded
/// integers, so a signature that it accepts with one of these, and another verifier rejects, is accepted. Whatever else
/// they judge differently is a disagreement.
pub(super) fn of(
    own: Result<Leniencies, VerifyError>,
    is_accepted_by_other: bool,
) -> Result<Leniencies, VerifyError> {
    let is_own_leniency =
        |leniencies: Leniencies| leniencies.digest_info_without_null || leniencies.integer_padding;
    match (own, is_accepted_by_other) {
        (Ok(leniencies), false) if !is_own_leniency(leniencies) => Err(VerifyError::EnginesDisagree),
        (Err(_), true) => Err(VerifyError::EnginesDisagree),
        (own, _) => own,
    }
}
