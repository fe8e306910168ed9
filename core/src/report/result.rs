//! What one check found: an outcome, and a reason whenever it is not `successful`.

use crate::Code;
use crate::vocabulary::{Check, Outcome, Reason, Weight};

/// Where the zone that was judged came from.
///
/// Given by a [`CheckResult`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// The printed zone.
    Printed,
    /// Data group 1.
    Dg1,
    /// The zone of the visa.
    Visa,
}

/// One row of a report.
///
/// ```
/// use doc9303::report::{Check, Outcome, Source};
/// use doc9303::{Document, Policy, TrustStore, UnixTime, inspect};
/// let mrz = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
/// let at = UnixTime::parse("2026-01-01").unwrap();
/// let report = inspect(&Document::new().with_mrz(mrz), &TrustStore::new(), &Policy::icao(), at);
/// let result = report.result(Check::DocumentExpiry).unwrap();
/// assert_eq!(result.outcome(), Outcome::Failed);
/// assert_eq!(result.reason().unwrap().code().as_str(), "document.expired");
/// assert_eq!(result.source(), Some(Source::Printed));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckResult {
    check: Check,
    outcome: Outcome,
    reason: Option<Reason>,
    weight: Weight,
    source: Option<Source>,
}

impl CheckResult {
    /// It was performed and holds.
    pub(crate) fn successful(check: Check) -> Self {
        CheckResult {
            check,
            outcome: Outcome::Successful,
            reason: None,
            weight: check.weight(),
            source: None,
        }
    }

    /// It was performed and does not hold.
    pub(crate) fn failed(check: Check, reason: impl Into<Reason>) -> Self {
        Self::with_reason(check, Outcome::Failed, reason.into())
    }

    /// It cannot be decided from what is at hand.
    pub(crate) fn undetermined(check: Check, reason: impl Into<Reason>) -> Self {
        Self::with_reason(check, Outcome::Undetermined, reason.into())
    }

    /// The document lacks the feature.
    pub(crate) fn not_supported(check: Check, reason: impl Into<Reason>) -> Self {
        Self::with_reason(check, Outcome::NotSupported, reason.into())
    }

    /// The procedure broke off at a limit.
    pub(crate) fn aborted(check: Check, reason: impl Into<Reason>) -> Self {
        Self::with_reason(check, Outcome::Aborted, reason.into())
    }

    /// A check that ended without success: `aborted` at a limit, `undetermined` for algorithms that are not known here and
    /// for signatures on which verifiers disagree, `failed` for everything else.
    pub(crate) fn from_reason(check: Check, reason: Reason) -> Self {
        match reason.code() {
            Code::SignatureUnsupportedAlgorithm | Code::SignatureEnginesDisagree => {
                CheckResult::undetermined(check, reason)
            }
            code if code.is_limit() => CheckResult::aborted(check, reason),
            _ => CheckResult::failed(check, reason),
        }
    }

    /// A success that met a deviation which the policy refuses; any other result says more already.
    pub(crate) fn failed_if_refused(self, reason: Reason) -> Self {
        if self.outcome() != Outcome::Successful {
            return self;
        }
        let refused = CheckResult::failed(self.check(), reason).with_weight(self.weight());
        match self.source() {
            Some(source) => refused.with_source(source),
            None => refused,
        }
    }

    /// Success, or [`CheckResult::from_reason`].
    pub(crate) fn from_result(check: Check, result: Result<(), Reason>) -> Self {
        match result {
            Ok(()) => CheckResult::successful(check),
            Err(reason) => CheckResult::from_reason(check, reason),
        }
    }

    fn with_reason(check: Check, outcome: Outcome, reason: Reason) -> Self {
        CheckResult { check, outcome, reason: Some(reason), weight: check.weight(), source: None }
    }

    /// Says where the judged zone came from.
    pub(crate) fn with_source(mut self, source: Source) -> Self {
        self.source = Some(source);
        self
    }

    /// Sets the weight that is in force for this document.
    pub(crate) fn with_weight(mut self, weight: Weight) -> Self {
        self.weight = weight;
        self
    }

    /// The same, but it cannot be decided.
    pub(crate) fn into_undetermined(mut self) -> Self {
        self.outcome = Outcome::Undetermined;
        self
    }

    /// Which check.
    pub fn check(&self) -> Check {
        self.check
    }

    /// What it found.
    pub fn outcome(&self) -> Outcome {
        self.outcome
    }

    /// Why, for every outcome but `successful`.
    pub fn reason(&self) -> Option<&Reason> {
        self.reason.as_ref()
    }

    /// How it counted for this document.
    pub fn weight(&self) -> Weight {
        self.weight
    }

    /// Whether it counts for the verdict: `optional` counts what was decided, `evaluatory` does not count.
    pub fn counts(&self) -> bool {
        match self.weight {
            Weight::Mandatory => true,
            Weight::Optional => matches!(self.outcome, Outcome::Successful | Outcome::Failed),
            Weight::Evaluatory => false,
        }
    }

    /// The source of the judged zone, for `mrz.*` and `document.expiry`.
    pub fn source(&self) -> Option<Source> {
        self.source
    }
}
