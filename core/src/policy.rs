//! What is allowed: weights of checks, tolerated deviations, limits. Data, not code.

use crate::report::{Check, Weight};
use crate::{Code, Limits};
use std::collections::{BTreeMap, BTreeSet};

/// The rules by which a document is judged.
///
/// ```
/// use doc9303::{Policy, report::{Check, Weight}};
/// let policy = Policy::icao().with_weight(Check::DsRevocation, Weight::Optional);
/// assert_eq!(policy.name(), "icao");
/// assert_eq!(policy.weight(Check::DsRevocation), Weight::Optional);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    name: String,
    weights: BTreeMap<Check, Weight>,
    refused: BTreeSet<Code>,
    judged_at: JudgedAt,
    limits: Limits,
}

/// The time at which the validity of certificates is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JudgedAt {
    /// The time of inspection (TR-03135-1 §5.6.4.3.4).
    Inspection,
    /// The date of issue by DG12, where DG12 has the hash that was signed; otherwise the time of inspection.
    Issue,
}

impl Policy {
    /// Doc 9303 as the field keeps it: every mandatory check counts, and every deviation that real documents show is
    /// tolerated and told.
    pub fn icao() -> Self {
        Policy {
            name: "icao".to_owned(),
            weights: BTreeMap::new(),
            refused: BTreeSet::new(),
            judged_at: JudgedAt::Inspection,
            limits: Limits::DEFAULT,
        }
    }

    /// Doc 9303 to the letter: no deviation is tolerated, SHA-1 least of all.
    pub fn strict() -> Self {
        let refused = Code::ALL.iter().copied().filter(|code| code.is_deviation()).collect();
        Policy { name: "strict".to_owned(), refused, ..Policy::icao() }
    }

    /// For documents that were kept: certificates are judged at the date of issue and not at that of inspection.
    pub fn archive() -> Self {
        Policy { name: "archive".to_owned(), judged_at: JudgedAt::Issue, ..Policy::icao() }
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

    /// Sets how a check counts.
    pub fn with_weight(mut self, check: Check, weight: Weight) -> Self {
        self.weights.insert(check, weight);
        self
    }

    /// Lets a document pass whose State publishes no revocation list that is at hand.
    pub fn with_unknown_revocation(self) -> Self {
        self.with_weight(Check::DsRevocation, Weight::Optional)
    }

    /// Refuses a deviation: the check that meets it fails.
    pub fn refusing(mut self, deviation: Code) -> Self {
        self.refused.insert(deviation);
        self
    }

    /// Tolerates a deviation: it is listed in the report and sinks nothing.
    pub fn tolerating(mut self, deviation: Code) -> Self {
        self.refused.remove(&deviation);
        self
    }

    /// Bounds on work for one inspection.
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
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
    pub fn tolerates(&self, deviation: Code) -> bool {
        !self.refused.contains(&deviation)
    }

    /// When certificates are judged.
    pub fn judged_at(&self) -> JudgedAt {
        self.judged_at
    }

    /// The bounds in force.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }
}
