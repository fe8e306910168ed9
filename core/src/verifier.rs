//! Whose code verifies signatures: an engine by name, or a verifier that the caller brought.

use crate::crypto::{Engine, Leniencies, SignatureAlgorithm, SignatureVerifier, VerifyError, VerifyingKey};
use core::fmt;
use std::sync::Arc;

/// The verifier of a policy or a trust store. Two are equal if they surely judge alike.
#[derive(Clone)]
pub(crate) enum Verifier {
    Engine(Engine),
    Other(Arc<dyn SignatureVerifier>),
}

impl Default for Verifier {
    fn default() -> Self {
        Verifier::Engine(Engine::default())
    }
}

impl SignatureVerifier for Verifier {
    fn verify(
        &self,
        key: &VerifyingKey,
        algorithm: &SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<Leniencies, VerifyError> {
        match self {
            Verifier::Engine(engine) => engine.verify(key, algorithm, message, signature),
            Verifier::Other(other) => {
                // What a key permits does not depend on whose code verifies.
                key.permits(algorithm)?;
                other.verify(key, algorithm, message, signature)
            }
        }
    }
}

impl PartialEq for Verifier {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Verifier::Engine(one), Verifier::Engine(other)) => one == other,
            (Verifier::Other(one), Verifier::Other(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl Eq for Verifier {}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Verifier::Engine(engine) => write!(f, "Verifier({engine})"),
            Verifier::Other(_) => f.write_str("Verifier(other)"),
        }
    }
}
