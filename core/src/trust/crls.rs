//! Revocation (Doc 9303-12 App. D.1.2, D.2, D.3): which lists speak for a State, and what they say.

use super::anchors::{Anchor, Anchors};
use super::signature;
use crate::UnixTime;
use crate::country::{State, of_certificate};
use crate::oid;
use crate::x509::{Certificate, Crl};
use std::collections::HashMap;
use std::sync::OnceLock;

/// What the lists at hand say of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RevocationStatus {
    /// A current list of the State does not name it.
    Good,
    /// A list of the State names it.
    Revoked,
    /// There is no list of the State.
    Missing,
    /// The newest list is past its next update, or does not say when that is.
    Stale { next_update: Option<UnixTime> },
    /// No anchor of the State verifies the list.
    BadSignature,
    /// The list is of a kind that the profile forbids.
    Unsupported,
    /// A defect list says that it is revoked.
    RevokedByDefectList,
    /// A defect list says that it must not be relied on for now.
    OnHold,
}

impl RevocationStatus {
    pub(crate) fn is_revoked(self) -> bool {
        matches!(self, RevocationStatus::Revoked | RevocationStatus::RevokedByDefectList)
    }
}

#[derive(Clone, Default)]
pub(super) struct Crls {
    list: Vec<Entry>,
    by_state: HashMap<String, OfState>,
}

/// The lists of one State.
#[derive(Clone, Default)]
struct OfState {
    indices: Vec<usize>,
    /// Of each signer the newest list, with the signer: found once and looked up from then on.
    speaking: OnceLock<Vec<(usize, Anchor)>>,
}

#[derive(Clone)]
struct Entry {
    crl: Crl,
    /// The anchor that verifies the list, found once and looked up from then on.
    signer: OnceLock<Option<Anchor>>,
}

impl Crls {
    pub(super) fn iter(&self) -> impl Iterator<Item = &Crl> {
        self.list.iter().map(|entry| &entry.crl)
    }

    pub(super) fn add(&mut self, crl: Crl) {
        let state = crl.issuer().country().map(of_certificate).unwrap_or_default();
        let of_state = self.by_state.entry(state).or_default();
        of_state.indices.push(self.list.len());
        of_state.speaking = OnceLock::new();
        self.list.push(Entry { crl, signer: OnceLock::new() });
    }

    /// A new anchor may verify a list that none did before.
    pub(super) fn forget_verdicts(&mut self) {
        for entry in &mut self.list {
            entry.signer = OnceLock::new();
        }
        for of_state in self.by_state.values_mut() {
            of_state.speaking = OnceLock::new();
        }
    }

    /// Lists are matched by country: the newest CSCA key signs for all certificates of the State, also after a rollover
    /// or a change of name (App. D.3).
    pub(super) fn status(
        &self,
        anchors: &Anchors,
        certificate: &Certificate,
        issuer: &Anchor,
        at: UnixTime,
    ) -> RevocationStatus {
        // A list is filed by its issuer's name, which is the CSCA's.
        let state = issuer.state().filter(|_| issuer.country().is_some()).unwrap_or_default();
        let Some(of_state) = self.by_state.get(state) else { return RevocationStatus::Missing };
        let newest: Vec<&Crl> = of_state
            .speaking
            .get_or_init(|| self.speaking(anchors, state, &of_state.indices))
            .iter()
            .filter(|(_, signer)| same_territory(signer, issuer))
            .filter_map(|(index, _)| self.list.get(*index).map(|entry| &entry.crl))
            .collect();
        // Reason 8 takes a certificate off the list (RFC 5280 §5.3.1).
        let lists = |crl: &&Crl| {
            let entry = crl.entry(certificate.serial());
            entry.is_some_and(|entry| entry.reason != Some(8)) && !crl.is_indirect()
        };
        if newest.iter().any(lists) {
            return RevocationStatus::Revoked;
        }
        let age = |crl: &&&Crl| (crl.this_update().at, crl.next_update().map(|next| next.at));
        let (partial, whole): (Vec<&Crl>, Vec<&Crl>) =
            newest.into_iter().partition(|crl| crl.is_unsupported());
        let Some(latest) = whole.iter().max_by_key(age) else {
            return match partial.is_empty() {
                true => RevocationStatus::BadSignature,
                false => RevocationStatus::Unsupported,
            };
        };
        // What a newer list says that is not read here may be against the certificate.
        if partial.iter().any(|crl| crl.this_update().at > latest.this_update().at) {
            return RevocationStatus::Unsupported;
        }
        match latest.next_update() {
            Some(next) if at <= next.at => RevocationStatus::Good,
            next => RevocationStatus::Stale { next_update: next.map(|next| next.at) },
        }
    }
}

impl Crls {
    /// A rolled back list is an older one: of each signer, the newest speaks. A list that is odd in its number or date, or of
    /// a kind that the profile forbids, cannot silence another, so several of one signer may remain.
    fn speaking(&self, anchors: &Anchors, state: &str, indices: &[usize]) -> Vec<(usize, Anchor)> {
        let mut by_key: HashMap<[u8; 32], Vec<(usize, &Entry, &Anchor)>> = HashMap::new();
        for index in indices {
            let Some(entry) = self.list.get(*index) else { continue };
            let Some(signer) = entry.signer(anchors, state) else { continue };
            by_key.entry(signer.key().identity()).or_default().push((*index, entry, signer));
        }
        let newest_of = |lists: Vec<(usize, &Entry, &Anchor)>| {
            let silences =
                |other: &Entry, entry: &Entry| !other.crl.is_unsupported() && other.is_newer_than(entry);
            let is_newest = |entry: &Entry| !lists.iter().any(|(_, other, _)| silences(other, entry));
            let newest = lists.iter().filter(|(_, entry, _)| is_newest(entry));
            newest.map(|(index, _, signer)| (*index, (*signer).clone())).collect::<Vec<_>>()
        };
        by_key.into_values().flat_map(newest_of).collect()
    }
}

impl Entry {
    fn signer(&self, anchors: &Anchors, state: &str) -> Option<&Anchor> {
        let find = || {
            let identifier = self.crl.extensions().authority_key_identifier();
            let names_key =
                |anchor: &&Anchor| identifier == anchor.certificate().extensions().subject_key_identifier();
            let verifies = |anchor: &&Anchor| signature::revocation_list(&self.crl, anchor.key()).is_ok();
            let limit = crate::Limits::DEFAULT.candidate_issuers;
            let mut candidates: Vec<&Anchor> = anchors.of_state(state).collect();
            candidates.sort_by_key(|anchor| !names_key(anchor));
            candidates.into_iter().take(limit).find(verifies).cloned()
        };
        self.signer.get_or_init(find).as_ref()
    }

    /// Later, and of no lower number where both have one (RFC 5280 §5.2.3): a State that began to count anew has two newest
    /// lists, and both speak.
    fn is_newer_than(&self, other: &Entry) -> bool {
        let number = |entry: &Entry| entry.crl.number().map(|number| (number.len(), number.to_vec()));
        let dates = self.crl.this_update().at.cmp(&other.crl.this_update().at);
        match number(self).zip(number(other)).map(|(own, others)| own.cmp(&others)) {
            None => dates.is_gt(),
            Some(numbers) => numbers.is_ge() && dates.is_ge() && numbers.then(dates).is_gt(),
        }
    }
}

/// Hong Kong, Macao and China sign under one country code, each with lists of its own. The alternative name tells them
/// apart (Doc 9303-12 §7.1.1.2); where either side has none, the country decides.
fn same_territory(signer: &Anchor, issuer: &Anchor) -> bool {
    if issuer.state() != Some("CN") {
        return true;
    }
    let territory = |anchor: &Anchor| {
        let name = anchor.certificate().extensions().alternative_name(oid::SUBJECT_ALT_NAME)?;
        let code = name.state_or_province().or(name.locality())?.to_uppercase();
        let state = State::by_code3(&code).or_else(|| State::by_code2(&code));
        Some(state.map_or(code, |state| state.code3().to_owned()))
    };
    match (territory(signer), territory(issuer)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}
