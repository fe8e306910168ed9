//! How results are said: checks, outcomes, reasons, deviations, evidence, and their sum.

mod aggregate;
mod check;
mod details;
mod details_json;
mod evidence;
mod explain;
mod findings;
mod json;
mod result;

pub use check::{Check, Group, Weight};
pub(crate) use details::SIGNED;
pub use details::{Details, Picture, Told};
pub use evidence::{ChainLink, Evidence, SignatureFacts};
pub(crate) use findings::Findings;
pub use result::{CheckResult, Deviation, Outcome, Reason, Source};

use crate::{FileId, Mrz, UnixTime};
use std::sync::Arc;

/// The answer to "is this document genuine": one result a check, and the verdict over them.
///
/// ```
/// use doc9303::{Document, Policy, TrustStore, UnixTime, inspect};
/// use doc9303::report::{Check, Outcome};
/// let mrz = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
/// let at = UnixTime::parse("2011-01-01").unwrap();
/// let report = inspect(&Document::new().with_mrz(mrz), &TrustStore::new(), &Policy::icao(), at);
/// assert_eq!(report.verdict(), Outcome::Successful);
/// assert_eq!(report.outcome(Check::DocumentExpiry), Some(Outcome::Successful));
/// ```
#[derive(Clone)]
pub struct Report {
    at: UnixTime,
    policy: String,
    chip: bool,
    results: Vec<CheckResult>,
    deviations: Vec<Deviation>,
    evidence: Evidence,
    document: Inputs,
}

/// What was given, with personal data: left out of a redacted report.
#[derive(Clone, Default)]
pub(crate) struct Inputs {
    pub(crate) mrz: Option<Mrz>,
    pub(crate) files: Vec<(FileId, Arc<[u8]>)>,
}

impl Report {
    pub(crate) fn new(findings: Findings<'_>, at: UnixTime, chip: bool, document: Inputs) -> Self {
        Report {
            at,
            policy: findings.policy.name().to_owned(),
            chip,
            results: findings.results,
            deviations: findings.deviations,
            evidence: findings.evidence,
            document,
        }
    }

    /// The verdict over everything that counts.
    pub fn verdict(&self) -> Outcome {
        aggregate::of_document(&self.results, self.chip)
    }

    /// The verdict of a group; nothing if no check of it was made.
    pub fn group(&self, group: Group) -> Option<Outcome> {
        aggregate::of_group(&self.results, group)
    }

    /// The outcome of a check; nothing if nothing was given for it.
    pub fn outcome(&self, check: Check) -> Option<Outcome> {
        self.result(check).map(CheckResult::outcome)
    }

    /// The result of a check.
    pub fn result(&self, check: Check) -> Option<&CheckResult> {
        self.results.iter().find(|result| result.check() == check)
    }

    /// Every result, in reading order.
    pub fn results(&self) -> &[CheckResult] {
        &self.results
    }

    /// Deviations that were tolerated.
    pub fn deviations(&self) -> &[Deviation] {
        &self.deviations
    }

    /// What the verdict rests on.
    pub fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    /// The time of inspection.
    pub fn at(&self) -> UnixTime {
        self.at
    }

    /// The policy's name.
    pub fn policy(&self) -> &str {
        &self.policy
    }

    /// The zone that was judged: the printed one, or else DG1.
    pub fn mrz(&self) -> Option<&Mrz> {
        self.document.mrz.as_ref()
    }

    /// The report as JSON, schema `doc9303-report/1`, with the document's fields.
    pub fn to_json(&self) -> String {
        json::write(self, true)
    }

    /// The report as JSON without anything personal.
    pub fn to_json_redacted(&self) -> String {
        json::write(self, false)
    }
}
