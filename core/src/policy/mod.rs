//! What is allowed: weights of checks, tolerated deviations, limits. Data, not code: [`Policy::from_toml`] reads it, and
//! the profiles stand as such texts in `policies/`.

mod read;
mod state;

pub(crate) use state::StateRules;

use crate::crypto::{Engine, SignatureVerifier};
use crate::verifier::Verifier;
use crate::vocabulary::{Check, DeviationKind, Weight};
use crate::{Error, Limits};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The rules by which a document is judged.
///
/// ```
/// use doc9303::{Policy, report::{Check, Weight}};
/// let policy = Policy::icao().with_weight(Check::DsRevocation, Weight::Optional);
/// assert_eq!(policy.name(), "icao");
/// assert_eq!(policy.weight(Check::DsRevocation), Weight::Optional);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct Policy {
    name: String,
    /// Only weights unlike those of the checks themselves.
    weights: BTreeMap<Check, Weight>,
    refused: BTreeSet<DeviationKind>,
    expected: BTreeSet<Check>,
    judged_at: ValidityTime,
    limits: Limits,
    /// By the country of the Document Signer, as certificates write it: two letters in upper case.
    states: BTreeMap<&'static str, StateRules>,
    verifier: Verifier,
}

/// The time at which the validity of certificates is judged.
///
/// ```
/// use doc9303::{Policy, ValidityTime};
/// assert_eq!(Policy::icao().judged_at(), ValidityTime::Inspection);
/// assert_eq!(Policy::archive().judged_at(), ValidityTime::Issue);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ValidityTime {
    /// The time of inspection (TR-03135-1 §5.6.4.3.4).
    Inspection,
    /// The date of issue by DG12, where DG12 has the hash that was signed; otherwise the time of inspection.
    Issue,
}

/// The profiles as texts, to read and to begin one's own policy with.
const PROFILES: [(&str, &str); 3] = [
    ("icao", include_str!("../../policies/icao.toml")),
    ("archive", include_str!("../../policies/archive.toml")),
    ("strict", include_str!("../../policies/strict.toml")),
];

impl Default for Policy {
    /// Profile `icao`.
    fn default() -> Self {
        Policy::icao()
    }
}

impl Policy {
    /// Doc 9303 as the field keeps it: every mandatory check counts, and every deviation that real documents show is
    /// tolerated and reported.
    pub fn icao() -> Self {
        Policy {
            name: "icao".to_owned(),
            weights: BTreeMap::new(),
            refused: BTreeSet::new(),
            expected: BTreeSet::new(),
            judged_at: ValidityTime::Inspection,
            limits: Limits::DEFAULT,
            states: BTreeMap::new(),
            verifier: Verifier::default(),
        }
    }

    /// Doc 9303 to the letter: no deviation is tolerated, SHA-1 least of all.
    pub fn strict() -> Self {
        let mut policy = Policy { name: "strict".to_owned(), ..Policy::icao() };
        policy.refused.extend(DeviationKind::ALL);
        policy
    }

    /// For documents that were kept: certificates are judged at the date of issue and not at that of inspection.
    pub fn archive() -> Self {
        Policy { name: "archive".to_owned(), judged_at: ValidityTime::Issue, ..Policy::icao() }
    }

    /// The profile of this name.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "icao" => Some(Policy::icao()),
            "archive" => Some(Policy::archive()),
            "strict" => Some(Policy::strict()),
            _ => None,
        }
    }

    /// The same rules under another name, which reports give.
    ///
    /// ```
    /// use doc9303::{Policy, report::{Check, Weight}};
    /// let policy = Policy::icao().with_weight(Check::DsRevocation, Weight::Optional).with_name("airport");
    /// assert_eq!(policy.name(), "airport");
    /// ```
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// The same, but certificates are judged at this time.
    ///
    /// ```
    /// use doc9303::{Policy, ValidityTime};
    /// let policy = Policy::strict().with_judged_at(ValidityTime::Issue);
    /// assert_eq!(policy.judged_at(), ValidityTime::Issue);
    /// ```
    pub fn with_judged_at(mut self, time: ValidityTime) -> Self {
        self.judged_at = time;
        self
    }

    /// Reads a policy from TOML. What the text leaves out is as in profile `icao`, whose text
    /// ([`Policy::profile_toml`]) shows every key.
    ///
    /// ```
    /// use doc9303::{Policy, report::{Check, DeviationKind, Weight}};
    /// let policy = Policy::from_toml(
    ///     r#"
    ///     name = "airport"
    ///     [weight]
    ///     ds.revocation = "optional"
    ///     [deviation]
    ///     sha1 = "refused"
    ///     [state.CH.deviation]
    ///     sha1 = "tolerated"
    ///     "#,
    /// )?;
    /// assert_eq!(policy.weight(Check::DsRevocation), Weight::Optional);
    /// assert!(!policy.tolerates(DeviationKind::Sha1));
    /// let error = Policy::from_toml("name = \"airport\"\njudge_at = \"issue\"").unwrap_err();
    /// assert_eq!(error.to_string(), "policy, line 2, column 1: no such key");
    /// # Ok::<(), doc9303::Error>(())
    /// ```
    ///
    /// # Errors
    /// With the place in the text: if it is no TOML, a key is unknown or occurs twice, or a value is not one that its
    /// key takes.
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        read::policy(text)
    }

    /// The text of a profile, which [`Policy::from_toml`] reads.
    ///
    /// ```
    /// use doc9303::Policy;
    /// let text = Policy::profile_toml("strict").unwrap();
    /// assert_eq!(Policy::from_toml(text)?, Policy::strict());
    /// # Ok::<(), doc9303::Error>(())
    /// ```
    pub fn profile_toml(name: &str) -> Option<&'static str> {
        PROFILES.iter().find(|(own, _)| *own == name).map(|(_, text)| *text)
    }

    /// Sets how a check counts.
    pub fn with_weight(mut self, check: Check, weight: Weight) -> Self {
        if weight == check.weight() {
            self.weights.remove(&check);
        } else {
            self.weights.insert(check, weight);
        }
        self
    }

    /// Lets a document pass whose State publishes no revocation list that is at hand.
    pub fn with_unknown_revocation(self) -> Self {
        self.with_weight(Check::DsRevocation, Weight::Optional)
    }

    /// Refuses a deviation: the check that meets it fails.
    pub fn with_refused(mut self, deviation: DeviationKind) -> Self {
        self.refused.insert(deviation);
        self
    }

    /// Tolerates a deviation: it is listed in the report and does not change an outcome.
    pub fn with_tolerated(mut self, deviation: DeviationKind) -> Self {
        self.refused.remove(&deviation);
        self
    }

    /// Expects of every document what this check looks at: where a document lacks it, the check is `undetermined` and no
    /// longer `not_supported`. A State that puts Active Authentication into all of its passports makes none without.
    ///
    /// ```
    /// use doc9303::{Policy, report::Check};
    /// let policy = Policy::from_toml("name = \"desk\"\n[state.CH]\nexpects = [\"chip.active_auth\"]")?;
    /// assert!(!policy.expects(Check::ChipActiveAuth));
    /// assert!(policy.with_expected(Check::ChipActiveAuth).expects(Check::ChipActiveAuth));
    /// # Ok::<(), doc9303::Error>(())
    /// ```
    pub fn with_expected(mut self, check: Check) -> Self {
        self.expected.insert(check);
        self
    }

    /// Sets the limits within which a document is read and judged.
    ///
    /// ```
    /// use doc9303::report::{Check, Outcome};
    /// use doc9303::{Chip, Document, FileId, Limits, Policy, TrustStore, UnixTime, inspect};
    /// let mut limits = Limits::DEFAULT;
    /// limits.file_size = 3;
    /// let policy = Policy::icao().with_limits(limits);
    /// let chip = Chip::from_files([(FileId::Sod, vec![0x77, 0x02, 0x05, 0x00])])?;
    /// let at = UnixTime::parse("2026-01-01").unwrap();
    /// let report = inspect(&Document::new().with_chip(chip), &TrustStore::new(), &policy, at);
    /// let result = report.result(Check::SodStructure).unwrap();
    /// assert_eq!(result.outcome(), Outcome::Aborted);
    /// assert_eq!(result.reason().unwrap().code().as_str(), "limit.size");
    /// # Ok::<(), doc9303::Error>(())
    /// ```
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Whose code verifies the signatures of documents. Signatures on the lists of a trust store are verified as
    /// [`TrustStore::with_engine`](crate::TrustStore::with_engine) says.
    ///
    /// ```
    /// use doc9303::{Engine, Policy};
    /// let policy = Policy::icao().with_engine(Engine::Agree);
    /// assert_ne!(policy, Policy::icao());
    /// ```
    pub fn with_engine(mut self, engine: Engine) -> Self {
        self.verifier = Verifier::Engine(engine);
        self
    }

    /// Lets a verifier of the caller's verify the signatures of documents. [`Agreement`](crate::Agreement) compares it with
    /// the library's own code.
    ///
    /// ```
    /// use doc9303::{Agreement, Engine, Policy};
    /// use std::sync::Arc;
    /// let policy = Policy::icao().with_verifier(Arc::new(Agreement(Engine::Ring)));
    /// assert_eq!(policy.name(), "icao");
    /// ```
    pub fn with_verifier(mut self, verifier: Arc<dyn SignatureVerifier>) -> Self {
        self.verifier = Verifier::Other(verifier);
        self
    }

    pub(crate) fn verifier(&self) -> &Verifier {
        &self.verifier
    }

    /// The name that the report prints.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How a check counts.
    pub fn weight(&self, check: Check) -> Weight {
        self.weights.get(&check).copied().unwrap_or_else(|| check.weight())
    }

    /// Whether a deviation is tolerated.
    pub fn tolerates(&self, deviation: DeviationKind) -> bool {
        !self.refused.contains(&deviation)
    }

    /// The checks that are expected to find something to look at in every document.
    pub(crate) fn expected(&self) -> impl Iterator<Item = Check> {
        self.expected.iter().copied()
    }

    /// Whether every document is expected to have what this check looks at.
    pub fn expects(&self, check: Check) -> bool {
        self.expected.contains(&check)
    }

    /// When certificates are judged.
    pub fn judged_at(&self) -> ValidityTime {
        self.judged_at
    }

    /// The bounds in force.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }
}
