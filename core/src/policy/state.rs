//! Rules for the documents of one State, over those for all. Field software knows such rules for many States, each for an
//! oddity of its documents; here they are the caller's, and the report names the policy.
//!
//! The country of the Document Signer chooses the rules before anything is verified. Nobody gains by choosing another
//! State's: `ds.signature` and `country.consistency`, which hold the signer to its State, are the same for all.

use super::Policy;
use crate::country::certificate_letters;
use crate::vocabulary::{Check, DeviationKind, Weight};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What is different for one State.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct StateRules {
    pub(super) weights: BTreeMap<Check, Weight>,
    /// Whether a deviation is tolerated.
    pub(super) deviations: BTreeMap<DeviationKind, bool>,
    /// Checks that find something to look at in every document.
    pub(super) expected: Vec<Check>,
}

/// Checks that hold a Document Signer to its State.
pub(super) const SAME_FOR_ALL: [Check; 2] = [Check::DsSignature, Check::CountryConsistency];

impl Policy {
    /// Whether any State has rules of its own.
    pub(crate) fn has_states(&self) -> bool {
        !self.states.is_empty()
    }

    /// The policy for documents whose signer names this country, in whatever spelling. The name of one with a State's own
    /// rules ends in a stroke and the State.
    pub(crate) fn for_signer_of(&self, country: Option<&str>) -> Cow<'_, Policy> {
        country.and_then(|country| self.of_state(country)).map_or(Cow::Borrowed(self), Cow::Owned)
    }

    fn of_state(&self, country: &str) -> Option<Policy> {
        let code = certificate_country(country)?;
        let rules = self.states.get(code)?;
        let name = format!("{}/{code}", self.name);
        let base = Policy { name, states: BTreeMap::new(), ..self.clone() };
        let weighed =
            rules.weights.iter().fold(base, |policy, (check, weight)| policy.with_weight(*check, *weight));
        let policy =
            rules.deviations.iter().fold(weighed, |policy, (deviation, tolerated)| match tolerated {
                true => policy.with_tolerated(*deviation),
                false => policy.with_refused(*deviation),
            });
        Some(rules.expected.iter().fold(policy, |policy, check| policy.with_expected(*check)))
    }
}

/// The two letters under which a State's certificates run. Lithuania once wrote three, Kosovo writes `KS` or `XK`.
pub(super) fn certificate_country(country: &str) -> Option<&'static str> {
    certificate_letters(country).filter(|letters| letters.len() == 2)
}
