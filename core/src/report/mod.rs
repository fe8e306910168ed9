//! The report: check results with their reasons, tolerated deviations, evidence, and the overall verdict. A [`Report`] holds them.

mod adjustment;
mod aggregate;
mod details;
mod details_json;
mod evidence;
mod explain;
mod json;
mod result;
#[cfg(feature = "seal")]
mod seal;

pub use crate::vocabulary::{
    Check, Deviation, DeviationKind, Fact, Group, Language, Message, Outcome, Reason, Weight,
};
pub use adjustment::{Adjustment, Cause};
pub use details::{Details, Picture, Told};
#[cfg(feature = "seal")]
pub use evidence::SealFacts;
pub use evidence::{ChainLink, Evidence, Role, SignatureFacts};
pub(crate) use evidence::{Found, Link};
pub use result::{CheckResult, Source};
#[cfg(feature = "profiles")]
pub(crate) use seal::status_query;
#[cfg(feature = "seal")]
pub(crate) use seal::trust_level;

use crate::mrz::Life;
use crate::{Chip, Mrz, UnixTime};
use core::fmt;
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
#[must_use]
pub struct Report {
    pub(crate) at: UnixTime,
    pub(crate) policy: String,
    pub(crate) has_chip: bool,
    /// Whether more of the document may follow.
    pub(crate) is_partial: bool,
    pub(crate) results: Vec<CheckResult>,
    pub(crate) deviations: Vec<Deviation>,
    pub(crate) evidence: Arc<Found>,
    pub(crate) adjustments: Vec<Adjustment>,
    /// `None` if it was redacted.
    pub(crate) document: Option<Inputs>,
}

impl fmt::Debug for Report {
    /// The verdict and what it rests on, without the document's own data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Report")
            .field("verdict", &self.verdict())
            .field("at", &self.at)
            .field("policy", &self.policy)
            .field("results", &self.results)
            .field("deviations", &self.deviations)
            .finish_non_exhaustive()
    }
}

/// What was given, with personal data: left out of a redacted report.
#[derive(Clone, Default)]
pub(crate) struct Inputs {
    pub(crate) mrz: Option<Mrz>,
    pub(crate) life: Life,
    pub(crate) chip: Chip,
    #[cfg(feature = "seal")]
    pub(crate) seal: Option<doc9303_seal::Seal>,
}

impl Report {
    /// Whether more of the document may follow ([`Inspection::partial_report`](crate::Inspection::partial_report)).
    pub fn is_partial(&self) -> bool {
        self.is_partial
    }

    /// The verdict over everything that counts.
    pub fn verdict(&self) -> Outcome {
        aggregate::of_document(&self.results, self.has_chip, self.is_partial)
    }

    /// The checks that decide the verdict, in reading order: those that count and ended as it did. For a chip that is
    /// `undetermined`, those of passive authentication that do not hold are among them, and at the end those that were
    /// not made. Empty for a
    /// successful verdict, to which all contribute, and where a partial report only waits for more.
    ///
    /// ```
    /// use doc9303::{Document, Policy, TrustStore, UnixTime, inspect};
    /// use doc9303::report::Check;
    /// let mrz = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
    /// let at = UnixTime::parse("2026-01-01").unwrap();
    /// let report = inspect(&Document::new().with_mrz(mrz), &TrustStore::new(), &Policy::icao(), at);
    /// assert_eq!(report.decisive(), [Check::DocumentExpiry]);
    /// ```
    pub fn decisive(&self) -> Vec<Check> {
        aggregate::decisive(&self.results, self.has_chip, self.verdict())
    }

    /// The verdict of a group; `None` if no check of it was made.
    pub fn group(&self, group: Group) -> Option<Outcome> {
        let outcome = aggregate::of_group(&self.results, group)?;
        // The checks of a zone come all at once, those of other groups file by file.
        let may_grow = self.is_partial && group != Group::Optical;
        Some(if may_grow { aggregate::until_complete(outcome) } else { outcome })
    }

    /// The outcome of a check; `None` if nothing was given for it.
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

    /// The results that published lists, or the rule that one proof of the chip is enough, changed after their checks.
    pub fn adjustments(&self) -> &[Adjustment] {
        &self.adjustments
    }

    /// What the verdict rests on.
    pub fn evidence(&self) -> &Evidence {
        self.evidence.tell()
    }

    /// The time of inspection.
    pub fn at(&self) -> UnixTime {
        self.at
    }

    /// The policy's name.
    pub fn policy(&self) -> &str {
        &self.policy
    }

    /// The zone that was judged: the printed one, or else DG1. `None` of a redacted report.
    pub fn mrz(&self) -> Option<&Mrz> {
        self.document.as_ref()?.mrz.as_ref()
    }

    /// The chip that was judged, with its files; without any where none was given. `None` of a redacted report.
    ///
    /// ```
    /// use doc9303::{Chip, DataGroup, Document, FileId, Policy, TrustStore, UnixTime, inspect};
    /// let chip = Chip::from_files([(FileId::Dg(DataGroup::DG11), vec![0x6B, 0x00])])?;
    /// let at = UnixTime::parse("2026-01-01").unwrap();
    /// let report = inspect(&Document::new().with_chip(chip), &TrustStore::new(), &Policy::icao(), at);
    /// assert_eq!(report.chip().unwrap().files().count(), 1);
    /// assert!(report.redacted().chip().is_none());
    /// # Ok::<(), doc9303::Error>(())
    /// ```
    pub fn chip(&self) -> Option<&Chip> {
        Some(&self.document.as_ref()?.chip)
    }

    /// The report without the document's own data, to be kept: it lets go of the zone and of every file, which it holds otherwise, and has
    /// no [`mrz`](Self::mrz) and no [`details`](Self::details).
    ///
    /// ```
    /// use doc9303::{Document, Policy, TrustStore, UnixTime, inspect};
    /// let mrz = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
    /// let at = UnixTime::parse("2011-01-01").unwrap();
    /// let report = inspect(&Document::new().with_mrz(mrz), &TrustStore::new(), &Policy::icao(), at);
    /// let kept = report.clone().redacted();
    /// assert_eq!(kept.to_json(), report.to_json_redacted());
    /// assert_eq!(kept.verdict(), report.verdict());
    /// ```
    pub fn redacted(self) -> Report {
        Report { document: None, ..self }
    }

    /// The report as JSON, schema `doc9303-report/1`, with the document's fields.
    pub fn to_json(&self) -> String {
        crate::json::text(self.json())
    }

    /// The report as JSON without anything personal.
    pub fn to_json_redacted(&self) -> String {
        crate::json::text(self.redacted_json())
    }
}
