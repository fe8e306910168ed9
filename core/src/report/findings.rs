//! What the checks write into while a document is inspected.

use super::{Check, CheckResult, Deviation, Evidence, Outcome, Reason, Weight};
use crate::crypto::Work;
use crate::{Code, Policy};

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
        let result = if lacks { result.undecided() } else { result };
        let lowered = result.weight() != check.weight();
        let open = result.outcome() == Outcome::Undetermined && self.policy.expects(check);
        let weight = match (open, lowered) {
            (true, _) => Weight::Mandatory,
            (false, true) => result.weight(),
            (false, false) => self.policy.weight(check),
        };
        self.results.push(result.weighing(weight));
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
    pub(crate) fn allow(&mut self, deviation: Deviation, refused_as: Code) -> Result<(), Reason> {
        if !self.policy.tolerates(deviation.code()) {
            return Err(Reason::new(refused_as, format!("{}: {}", deviation.structure(), deviation.text())));
        }
        self.note(deviation);
        Ok(())
    }

    /// Notes a deviation that decides nothing under any policy.
    pub(crate) fn note(&mut self, deviation: Deviation) {
        if !self.deviations.contains(&deviation) {
            self.deviations.push(deviation);
        }
    }
}

impl CheckResult {
    /// A check that ended without success: `aborted` at a limit, `undetermined` for algorithms that are not known here and
    /// for signatures on which verifiers disagree, `failed` for everything else.
    pub(crate) fn unsuccessful(check: Check, reason: Reason) -> Self {
        match reason.code() {
            Code::SignatureUnsupportedAlgorithm | Code::SignatureEnginesDisagree => {
                CheckResult::undetermined(check, reason)
            }
            Code::LimitCount
            | Code::LimitDepth
            | Code::LimitPixels
            | Code::LimitSize
            | Code::LimitTime
            | Code::LimitWork => CheckResult::aborted(check, reason),
            _ => CheckResult::failed(check, reason),
        }
    }

    /// A success that met a deviation which the policy refuses; any other result says more already.
    pub(crate) fn refusing(self, reason: Reason) -> Self {
        if self.outcome() != Outcome::Successful {
            return self;
        }
        let refused = CheckResult::failed(self.check(), reason).weighing(self.weight());
        match self.source() {
            Some(source) => refused.judging(source),
            None => refused,
        }
    }

    /// Success, or [`CheckResult::unsuccessful`].
    pub(crate) fn of(check: Check, result: Result<(), Reason>) -> Self {
        match result {
            Ok(()) => CheckResult::successful(check),
            Err(reason) => CheckResult::unsuccessful(check, reason),
        }
    }
}
