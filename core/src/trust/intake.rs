//! How a store takes things in.

use crate::Limits;
use crate::verifier::Verifier;

/// Whose code verifies the signatures of a store, and how much of an input is read.
#[derive(Clone, Default)]
pub(super) struct Intake {
    pub(super) verifier: Verifier,
    pub(super) limits: Limits,
}
