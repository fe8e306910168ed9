//! What one check found: an outcome, and a reason whenever it is not `successful`.

use super::{Check, Weight};
use crate::{Code, Error};
use core::fmt;

/// The five result words of TR-03135-1 §3.5.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Performed, and it holds.
    Successful,
    /// Performed, and it does not hold.
    Failed,
    /// Could not be decided from what is at hand.
    Undetermined,
    /// The document lacks the feature, so there is nothing to check.
    NotSupported,
    /// An error of the procedure; never evidence.
    Aborted,
}

impl Outcome {
    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Outcome::Successful => "successful",
            Outcome::Failed => "failed",
            Outcome::Undetermined => "undetermined",
            Outcome::NotSupported => "not_supported",
            Outcome::Aborted => "aborted",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why an outcome is not `successful`: a stable code and both facts in words, without personal data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct Reason {
    code: Code,
    text: String,
}

impl Reason {
    /// A code with the facts that led to it.
    pub(crate) fn new(code: Code, text: impl Into<String>) -> Self {
        Reason { code, text: text.into() }
    }

    /// The stable code.
    pub fn code(&self) -> Code {
        self.code
    }

    /// The facts in words. The wording may change between releases.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl From<Error> for Reason {
    fn from(error: Error) -> Self {
        Reason { code: error.code(), text: error.to_string() }
    }
}

impl From<&Error> for Reason {
    fn from(error: &Error) -> Self {
        Reason { code: error.code(), text: error.to_string() }
    }
}

/// Where the zone that was judged came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// The printed zone.
    Printed,
    /// Data group 1.
    Dg1,
}

/// One row of a report.
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
        Self::because(check, Outcome::Failed, reason.into())
    }

    /// It cannot be decided from what is at hand.
    pub(crate) fn undetermined(check: Check, reason: impl Into<Reason>) -> Self {
        Self::because(check, Outcome::Undetermined, reason.into())
    }

    /// The document lacks the feature.
    pub(crate) fn not_supported(check: Check, reason: impl Into<Reason>) -> Self {
        Self::because(check, Outcome::NotSupported, reason.into())
    }

    /// The procedure broke off at a limit.
    pub(crate) fn aborted(check: Check, reason: impl Into<Reason>) -> Self {
        Self::because(check, Outcome::Aborted, reason.into())
    }

    fn because(check: Check, outcome: Outcome, reason: Reason) -> Self {
        CheckResult { check, outcome, reason: Some(reason), weight: check.weight(), source: None }
    }

    /// Says where the judged zone came from.
    pub(crate) fn judging(mut self, source: Source) -> Self {
        self.source = Some(source);
        self
    }

    /// Sets the weight that is in force for this document.
    pub(crate) fn weighing(mut self, weight: Weight) -> Self {
        self.weight = weight;
        self
    }

    /// The same, but it cannot be decided.
    pub(crate) fn undecided(mut self) -> Self {
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

    /// The source of the judged zone, for `mrz.*` and `document.expiry`.
    pub fn source(&self) -> Option<Source> {
        self.source
    }
}

/// A departure from Doc 9303 that was tolerated, and is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    code: Code,
    structure: String,
    offset: Option<usize>,
    text: String,
}

impl Deviation {
    /// A deviation in a structure, at an offset if it has one place.
    pub(crate) fn new(
        code: Code,
        structure: impl Into<String>,
        offset: Option<usize>,
        text: impl Into<String>,
    ) -> Self {
        Deviation { code, structure: structure.into(), offset, text: text.into() }
    }

    /// The stable code, `deviation.*`.
    pub fn code(&self) -> Code {
        self.code
    }

    /// The structure, such as `EF.SOD`.
    pub fn structure(&self) -> &str {
        &self.structure
    }

    /// Offset in bytes in the structure, if the deviation has one place.
    pub fn offset(&self) -> Option<usize> {
        self.offset
    }

    /// What departs, in words.
    pub fn text(&self) -> &str {
        &self.text
    }
}
