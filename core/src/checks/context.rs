//! What every check of one inspection goes by.

use crate::crypto::Work;
use crate::trust::{Times, TrustStore};
use crate::verifier::Verifier;
use crate::vocabulary::{Message, Reason};
use crate::{Code, Limits, Policy, UnixTime};

/// The trust store, the policy of the signer's State, the budget and the times of one inspection.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) trust: &'a TrustStore,
    pub(crate) policy: &'a Policy,
    /// The time of inspection.
    pub(crate) inspected_at: UnixTime,
    /// The time at which certificates must be valid: that of inspection, or the end of the day of issue.
    pub(crate) valid_at: UnixTime,
    work: &'a Work,
}

impl<'a> Context<'a> {
    pub(crate) fn new(trust: &'a TrustStore, policy: &'a Policy, work: &'a Work, at: UnixTime) -> Self {
        Context { trust, policy, inspected_at: at, valid_at: at, work }
    }

    /// The same, with another time at which certificates must be valid.
    pub(crate) fn with_valid_at(self, valid_at: UnixTime) -> Self {
        Context { valid_at, ..self }
    }

    pub(crate) fn times(&self) -> Times {
        Times { valid_at: self.valid_at, inspected: self.inspected_at }
    }

    pub(super) fn verification(&self) -> Verification<'a> {
        Verification::new(self.policy, self.work)
    }

    /// Pays for arithmetic out of the budget of this inspection, before it is done.
    ///
    /// # Errors
    /// `limit.work` if the budget is spent.
    pub(crate) fn spend(&self, cost: u64) -> Result<(), Reason> {
        spend(self.work, cost)
    }
}

/// Whose code verifies signatures, how much is looked at, and the budget that pays for it.
pub(super) struct Verification<'a> {
    pub(super) verifier: &'a Verifier,
    pub(super) limits: &'a Limits,
    pub(super) work: &'a Work,
}

impl<'a> Verification<'a> {
    pub(super) fn new(policy: &'a Policy, work: &'a Work) -> Self {
        Verification { verifier: policy.verifier(), limits: policy.limits(), work }
    }
}

/// Pays for arithmetic before the policy is known.
pub(super) fn spend(work: &Work, cost: u64) -> Result<(), Reason> {
    work.spend(cost).map_err(|spent| Reason::new(Code::LimitWork, Message::said(spent)))
}
