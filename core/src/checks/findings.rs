//! What the checks write into while a document is inspected.

use crate::crypto::Work;
use crate::report::{CheckResult, Evidence, Inputs, Report};
use crate::vocabulary::{Check, Deviation, Outcome, Reason, Weight};
use crate::{Code, Policy, UnixTime};

/// Results and deviations so far, under a policy.
pub(crate) struct Findings<'a> {
    pub(crate) policy: &'a Policy,
    work: &'a Work,
    pub(crate) results: Vec<CheckResult>,
    pub(crate) deviations: Vec<Deviation>,
    pub(crate) evidence: Evidence,
}

impl<'a> Findings<'a> {
    pub(crate) fn new(policy: &'a Policy, work: &'a Work) -> Self {
        let (results, deviations, evidence) = (Vec::new(), Vec::new(), Evidence::default());
        Findings { policy, work, results, deviations, evidence }
    }

    /// Pays for arithmetic out of the budget of this inspection, before it is done; `limit.work` if the budget is spent.
    pub(crate) fn spend(&self, cost: u64) -> Result<(), Reason> {
        self.work.spend(cost).map_err(|spent| Reason::new(Code::LimitWork, spent.to_string()))
    }

    /// Adds a result. A weight that the check lowered for this document stays; otherwise the policy's is in force. What the
    /// policy expects of every document, and this one lacks or withholds, is open and counts.
    pub(crate) fn push(&mut self, result: CheckResult) {
        let check = result.check();
        let lacks = result.outcome() == Outcome::NotSupported && self.policy.expects(check);
        let result = if lacks { result.into_undetermined() } else { result };
        let lowered = result.weight() != check.weight();
        let open = result.outcome() == Outcome::Undetermined && self.policy.expects(check);
        let weight = match (open, lowered) {
            (true, _) => Weight::Mandatory,
            (false, true) => result.weight(),
            (false, false) => self.policy.weight(check),
        };
        self.results.push(result.with_weight(weight));
    }

    /// The outcome of a check made earlier.
    pub(crate) fn outcome(&self, check: Check) -> Option<Outcome> {
        self.results.iter().find(|result| result.check() == check).map(CheckResult::outcome)
    }

    /// Whether all of these are `successful`.
    pub(crate) fn all_successful(&self, checks: &[Check]) -> bool {
        checks.iter().all(|check| self.outcome(*check) == Some(Outcome::Successful))
    }

    /// Notes a deviation that the policy tolerates, or gives the reason to fail with.
    pub(crate) fn tolerate(&mut self, deviation: Deviation, refused_as: Code) -> Result<(), Reason> {
        if !self.policy.tolerates(deviation.kind()) {
            return Err(Reason::new(refused_as, format!("{}: {}", deviation.structure(), deviation.text())));
        }
        self.record(deviation);
        Ok(())
    }

    /// The report of an inspection at a time.
    pub(crate) fn into_report(self, at: UnixTime, has_chip: bool, document: Inputs) -> Report {
        let Findings { policy, results, deviations, evidence, .. } = self;
        Report { at, policy: policy.name().to_owned(), has_chip, results, deviations, evidence, document }
    }

    /// Notes a deviation that decides nothing under any policy.
    pub(crate) fn record(&mut self, deviation: Deviation) {
        if !self.deviations.contains(&deviation) {
            self.deviations.push(deviation);
        }
    }
}
