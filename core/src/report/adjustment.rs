//! Results that were changed after the checks, with what they were and why.

use super::CheckResult;
use crate::vocabulary::{Check, stable_names};

/// A result that published lists, or the rule that one proof of the chip is enough, changed.
///
/// ```
/// use doc9303::{Document, Policy, TrustStore, UnixTime, inspect};
/// let at = UnixTime::parse("2026-01-01").unwrap();
/// let report = inspect(&Document::new().with_mrz("no zone"), &TrustStore::new(), &Policy::icao(), at);
/// for adjustment in report.adjustments() {
///     println!("{} was {}: {}", adjustment.check(), adjustment.before().outcome(), adjustment.cause());
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjustment {
    pub(crate) before: CheckResult,
    pub(crate) cause: Cause,
}

/// Why a result was changed after its check.
///
/// ```
/// use doc9303::report::Cause;
/// assert_eq!("known_defect".parse(), Ok(Cause::KnownDefect));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Cause {
    /// A deviation or defect list says that genuine documents fail here, or not to rely on the signer for now.
    KnownDefect,
    /// A deviation or defect list says that others know the key of the proof.
    CompromisedKey,
    /// Another proof shows that the chip is genuine, so this open one does not count.
    OneProofIsEnough,
}

stable_names!(
    Cause,
    "cause",
    KnownDefect = "known_defect",
    CompromisedKey = "compromised_key",
    OneProofIsEnough = "one_proof_is_enough",
);

impl Adjustment {
    /// The check whose result was changed.
    pub fn check(&self) -> Check {
        self.before.check()
    }

    /// The result before; the report holds the one after.
    pub fn before(&self) -> &CheckResult {
        &self.before
    }

    /// Why it was changed.
    pub fn cause(&self) -> Cause {
        self.cause
    }
}
