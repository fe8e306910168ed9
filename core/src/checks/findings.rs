//! What the checks write into while a document is inspected.

use super::Context;
use crate::mrz::Life;
use crate::report::{Adjustment, Cause, CheckResult, Evidence, Found, Inputs, Report};
use crate::vocabulary::{Deviation, Message, Outcome, Reason, Weight};
use crate::{Code, Policy, UnixTime};
use std::sync::Arc;

/// Results and deviations so far, under a policy.
pub(crate) struct Findings<'a> {
    policy: &'a Policy,
    results: Vec<CheckResult>,
    deviations: Vec<Deviation>,
    pub(super) evidence: Found,
    /// What the chip told of the document's life, by which the century of its expiry was found.
    pub(super) life: Life,
    adjustments: Vec<Adjustment>,
}

impl<'a> Findings<'a> {
    /// Begins with what the trust store says of itself.
    pub(crate) fn new(cx: &Context<'a>) -> Self {
        let evidence = Evidence {
            anchors: cx.trust.anchors().count(),
            trust_sha256: cx.trust.fingerprint(),
            ..Evidence::default()
        };
        Findings {
            policy: cx.policy,
            results: Vec::new(),
            deviations: cx.trust.deviations().to_vec(),
            evidence: Found::new(evidence),
            life: Life::default(),
            adjustments: Vec::new(),
        }
    }

    /// Takes another policy for what follows, such as that with another State's rules, and returns the one before.
    #[cfg(feature = "seal")]
    pub(crate) fn judge_by(&mut self, policy: &'a Policy) -> &'a Policy {
        core::mem::replace(&mut self.policy, policy)
    }

    /// Adds a result. A weight that the check lowered for this document stays; otherwise the policy's is in force. A check
    /// that the policy expects is `undetermined` and mandatory if the document does not support it.
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

    /// Adds the checks that the policy expects of every document, and that this one gave no occasion to make.
    pub(crate) fn add_expected_but_absent(&mut self) {
        let policy = self.policy;
        for check in policy.expected() {
            if !self.results.iter().any(|result| result.check() == check) {
                let reason = Reason::new(Code::FileNotPresent, Message::ExpectedByPolicy {});
                self.push(CheckResult::undetermined(check, reason));
            }
        }
    }

    /// Records a deviation that the policy tolerates.
    ///
    /// # Errors
    /// The reason to fail with, if the policy refuses it.
    pub(crate) fn tolerate(&mut self, deviation: Deviation, refused_as: Code) -> Result<(), Reason> {
        if !self.policy.tolerates(deviation.kind()) {
            let what = deviation.shared_message();
            return Err(Reason::new(
                refused_as,
                Message::Named { structure: deviation.structure().into(), what },
            ));
        }
        self.record(deviation);
        Ok(())
    }

    /// The report of an inspection at a time.
    pub(crate) fn into_report(self, at: UnixTime, has_chip: bool, document: Inputs) -> Report {
        let Findings { policy, results, deviations, evidence, life, adjustments } = self;
        Report {
            at,
            policy: policy.name().to_owned(),
            has_chip,
            is_partial: false,
            results,
            deviations,
            evidence: Arc::new(evidence),
            adjustments,
            document: Some(Inputs { life, ..document }),
        }
    }

    fn record(&mut self, deviation: Deviation) {
        if !self.deviations.contains(&deviation) {
            self.deviations.push(deviation);
        }
    }

    /// The results so far.
    pub(super) fn results(&self) -> &[CheckResult] {
        &self.results
    }

    /// Replaces the results for which `adjusted` gives others, and keeps what they were and why they changed.
    pub(super) fn adjust(&mut self, cause: Cause, adjusted: impl Fn(&CheckResult) -> Option<CheckResult>) {
        for result in &mut self.results {
            if let Some(after) = adjusted(result).filter(|after| after != result) {
                let before = core::mem::replace(result, after);
                self.adjustments.push(Adjustment { before, cause });
            }
        }
    }
}
