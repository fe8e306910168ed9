//! Revocation (Doc 9303-12 App. D.1.2, D.2, D.3): which lists speak for a State, and what they say.

use super::anchors::{Anchor, Anchors};
use super::signature;
use crate::UnixTime;
use crate::country::canonical_state_code;
use crate::x509::{Certificate, Crl, RevokedEntry};
use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

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
    /// Every list begins later.
    NotYetValid { this_update: UnixTime },
    /// No anchor of the State verifies the list, or none that may sign lists.
    BadSignature,
    /// No key that was tried verifies a list, and there are more than the limit allows to try.
    TooManySigners,
    /// The list is of a kind that the profile forbids, or holds what cannot be read and must be.
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
    list: Vec<Crl>,
    by_state: HashMap<String, Vec<usize>>,
    by_identifier: HashMap<Box<[u8]>, Vec<usize>>,
    /// Of each State the lists that its keys verify: found once and looked up from then on.
    verified: Arc<RwLock<HashMap<String, Arc<OfState>>>>,
}

/// The lists that the keys of one State verify.
struct OfState {
    signers: Vec<OfSigner>,
    /// Whether for any list there were more keys to try than the limit allows, and none of those tried verifies it.
    is_cut_off: bool,
}

/// The lists of one signer, the latest first.
struct OfSigner {
    signer: Anchor,
    /// Whether a certificate of the signer's key allows it to sign lists (RFC 5280 §6.3.3 (f)).
    may_sign: bool,
    lists: Vec<Crl>,
}

impl Crls {
    pub(super) fn iter(&self) -> impl Iterator<Item = &Crl> + Clone {
        self.list.iter()
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn add(&mut self, crl: Crl) {
        let index = self.list.len();
        self.by_state.entry(state_of(&crl)).or_default().push(index);
        if let Some(identifier) = crl.extensions().authority_key_identifier() {
            self.by_identifier.entry(identifier.into()).or_default().push(index);
        }
        self.list.push(crl);
        self.forget_verdicts();
    }

    /// A new anchor may verify a list that none did before. Clones of the store keep what they found.
    pub(super) fn forget_verdicts(&mut self) {
        self.verified = Arc::default();
    }

    /// What the lists say of a certificate that `issuer` signed. Lists are matched by State: the newest CSCA key signs for
    /// all certificates of the State, also after a rollover or a change of name (App. D.3).
    pub(super) fn status(
        &self,
        anchors: &Anchors,
        certificate: &Certificate,
        issuer: &Anchor,
        at: UnixTime,
    ) -> RevocationStatus {
        let found = self.signers(anchors, issuer);
        let mut latest: Vec<(&Crl, bool)> = Vec::new();
        for signer in found.signers.iter().filter(|signer| same_territory(&signer.signer, issuer)) {
            let newest = signer.newest(at);
            let counts = signer.may_sign && !self.is_key_withdrawn(anchors, &signer.signer, at);
            latest.extend(newest.into_iter().map(|crl| (crl, counts)));
        }
        if latest.is_empty() {
            let state = issuer.state().unwrap_or_default();
            return match self.by_state.contains_key(state) {
                _ if found.is_cut_off => RevocationStatus::TooManySigners,
                true => RevocationStatus::BadSignature,
                false => RevocationStatus::Missing,
            };
        }
        let words: Vec<Word> = latest.iter().map(|(crl, _)| word(crl, certificate)).collect();
        if words.contains(&Word::Revokes) {
            return RevocationStatus::Revoked;
        }
        if words.contains(&Word::Unclear) {
            return RevocationStatus::Unsupported;
        }
        if found.is_cut_off {
            return RevocationStatus::TooManySigners;
        }
        freshness(&latest, at)
    }

    /// Whether the State's lists withdraw the link certificates on which a key is trusted, whichever way leads to it (RFC
    /// 5280 §6.1.3 (a)(3)). A root is the caller's word, and no list takes it back.
    pub(super) fn is_key_withdrawn(&self, anchors: &Anchors, anchor: &Anchor, at: UnixTime) -> bool {
        let mut certificates = anchors.of_key(anchor.key_identity());
        !certificates
            .any(|anchor| anchors.path_without(anchor, |link| self.revokes_link(anchors, link, at)).is_some())
    }

    /// Whether a list that another key of the State signed names a link certificate.
    pub(super) fn revokes_link(&self, anchors: &Anchors, link: &Anchor, at: UnixTime) -> bool {
        let Some(issuer) = anchors.above(link) else { return false };
        let own = link.key_identity();
        let found = self.signers(anchors, issuer);
        let mut others = found
            .signers
            .iter()
            .filter(|signer| signer.signer.key_identity() != own && same_territory(&signer.signer, issuer));
        others
            .any(|signer| signer.newest(at).iter().any(|crl| word(crl, link.certificate()) == Word::Revokes))
    }

    /// The lists that keys of the issuer's State verify, by signer.
    fn signers(&self, anchors: &Anchors, issuer: &Anchor) -> Arc<OfState> {
        let state = issuer.state().unwrap_or_default();
        let known = self.verified.read().unwrap_or_else(PoisonError::into_inner).get(state).cloned();
        known.unwrap_or_else(|| {
            let found = Arc::new(self.verify(anchors, state));
            let mut verified = self.verified.write().unwrap_or_else(PoisonError::into_inner);
            verified.insert(state.to_owned(), Arc::clone(&found));
            found
        })
    }

    /// A list that a key of the State verifies is that State's, whatever its issuer is called: it is sought by the State's
    /// name, by the key's identifier, and among those that name no State.
    fn verify(&self, anchors: &Anchors, state: &str) -> OfState {
        let mut indices: BTreeSet<usize> = BTreeSet::new();
        for filed in ["", state] {
            indices.extend(self.by_state.get(filed).into_iter().flatten());
        }
        let identifiers = anchors
            .of_state(state)
            .filter_map(|anchor| anchor.certificate().extensions().subject_key_identifier());
        for identifier in identifiers {
            indices.extend(self.by_identifier.get(identifier).into_iter().flatten());
        }
        let mut is_cut_off = false;
        let mut by_key: HashMap<[u8; 32], (Anchor, Vec<Crl>)> = HashMap::new();
        for crl in indices.into_iter().filter_map(|index| self.list.get(index)) {
            let (signer, has_more) = signer_of(crl, anchors, state);
            is_cut_off |= signer.is_none() && has_more;
            if let Some(signer) = signer {
                let entry = by_key.entry(*signer.key_identity());
                let (_, lists) = entry.or_insert_with(|| (signer.clone(), Vec::new()));
                // The newest comes first.
                let place = lists.partition_point(|known| known.this_update().at >= crl.this_update().at);
                lists.insert(place, crl.clone());
            }
        }
        let mut signers: Vec<OfSigner> = Vec::with_capacity(by_key.len());
        for (identity, (signer, lists)) in by_key {
            let place = signers.partition_point(|known| known.signer.sha256() < signer.sha256());
            let may_sign = anchors.of_key(&identity).any(signs_lists);
            signers.insert(place, OfSigner { may_sign, signer, lists });
        }
        OfState { signers, is_cut_off }
    }
}

fn state_of(crl: &Crl) -> String {
    crl.issuer().country().map(canonical_state_code).unwrap_or_default()
}

/// The anchor of the State that verifies a list, and whether there were more to try than the limit allows.
fn signer_of<'a>(crl: &Crl, anchors: &'a Anchors, state: &str) -> (Option<&'a Anchor>, bool) {
    let (candidates, has_more) = candidates(crl, anchors, state);
    let mut of_state = candidates.filter(|anchor| anchor.state().unwrap_or_default() == state);
    (of_state.find(|anchor| verifies(anchor, crl, anchors)), has_more)
}

/// The anchor whose key verifies a list, of whatever State.
pub(super) fn signer<'a>(crl: &Crl, anchors: &'a Anchors) -> Option<&'a Anchor> {
    let (mut candidates, _) = candidates(crl, anchors, &state_of(crl));
    candidates.find(|anchor| verifies(anchor, crl, anchors))
}

/// The anchors that may have signed a list, those before others that its key identifier or its name names; and whether there
/// were more than the limit allows to try.
fn candidates<'a>(
    crl: &Crl,
    anchors: &'a Anchors,
    state: &str,
) -> (impl Iterator<Item = &'a Anchor> + use<'a>, bool) {
    let identifier = crl.extensions().authority_key_identifier();
    let most = anchors.intake.limits.candidate_issuers;
    let candidates = anchors.issuers_of(identifier, crl.issuer(), Some(state), most);
    (candidates.list.into_iter().map(|(anchor, _)| anchor), candidates.cut_off)
}

fn verifies(anchor: &Anchor, crl: &Crl, anchors: &Anchors) -> bool {
    signature::revocation_list(crl, anchor.key(), &anchors.intake.verifier).is_ok()
}

/// A key usage that is there must name cRLSign; one that is absent forbids nothing.
fn signs_lists(anchor: &Anchor) -> bool {
    let usage = anchor.certificate().extensions().key_usage();
    usage.is_none_or(|usage| usage.is_ok_and(|usage| usage.crl_sign()))
}

impl OfSigner {
    /// Returns the newest list, because a rolled back list is an older one. A list that is odd in its number or date,
    /// of a kind that the profile forbids, or from the future never replaces another one, so several may remain.
    fn newest(&self, at: UnixTime) -> Vec<&Crl> {
        let mut newest = Vec::new();
        // Of the lists that are later than those at hand, and can silence them.
        let mut later = Silence::default();
        let mut rest = self.lists.as_slice();
        while let Some(first) = rest.first() {
            let same_time =
                rest.iter().take_while(|crl| crl.this_update().at == first.this_update().at).count();
            let (group, older) = rest.split_at(same_time);
            let silencing = |crl: &&Crl| !crl.is_unsupported() && has_begun(crl, at);
            let highest = group.iter().filter(silencing).filter_map(number).max();
            newest.extend(group.iter().filter(|crl| {
                let by_number = |highest: &Option<Number>, strictly: bool| {
                    highest
                        .zip(number(crl))
                        .is_some_and(|(highest, own)| if strictly { highest > own } else { highest >= own })
                };
                let silenced = match number(crl) {
                    None => later.any,
                    Some(_) => {
                        later.unnumbered || by_number(&later.highest, false) || by_number(&highest, true)
                    }
                };
                !silenced
            }));
            later.any |= group.iter().any(|crl| silencing(&crl));
            later.unnumbered |= group.iter().filter(silencing).any(|crl| number(crl).is_none());
            later.highest = later.highest.max(highest);
            rest = older;
        }
        newest
    }
}

/// What silences earlier lists: one that is later, and of no lower number where both have one (RFC 5280 §5.2.3). A State
/// that began to count anew has two newest lists, and both speak.
#[derive(Default)]
struct Silence<'a> {
    any: bool,
    unnumbered: bool,
    highest: Option<Number<'a>>,
}

/// A list's number, which compares as an integer.
type Number<'a> = (usize, &'a [u8]);

fn number(crl: &Crl) -> Option<Number<'_>> {
    crl.number().map(|number| (number.len(), number))
}

/// A list of the day of judging is in force: a day of judging may be given without its time.
fn has_begun(crl: &Crl, at: UnixTime) -> bool {
    crl.this_update().at.date() <= at.date()
}

/// What one list says of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Silent,
    Revokes,
    /// It names the serial number, and cannot be understood.
    Unclear,
}

fn word(crl: &Crl, certificate: &Certificate) -> Word {
    match crl.entry(certificate.serial()) {
        None => Word::Silent,
        Some(_) if crl.is_indirect() => Word::Silent,
        Some(RevokedEntry { of_other_issuer: true, .. }) => Word::Unclear,
        // Reason 8 takes a certificate off an earlier list, which only a delta list does (RFC 5280 §5.3.1).
        Some(RevokedEntry { reason: Some(8), .. }) if crl.is_unsupported() => Word::Silent,
        Some(RevokedEntry { reason: Some(8), .. }) => Word::Unclear,
        Some(_) => Word::Revokes,
    }
}

/// Whether lists that are silent about a certificate are proof that it is not revoked. Each comes with whether its signer
/// may sign lists.
fn freshness(lists: &[(&Crl, bool)], at: UnixTime) -> RevocationStatus {
    let age = |crl: &&Crl| (crl.this_update().at, crl.next_update().map(|next| next.at));
    let is_plain = |crl: &Crl| !crl.is_unsupported() && !crl.has_unknown_critical_entry();
    let counting = || lists.iter().filter(|(_, counts)| *counts).map(|(crl, _)| *crl);
    let begun = || counting().filter(|crl| has_begun(crl, at));
    let partial = || begun().filter(|crl| !is_plain(crl));
    let Some(latest) = begun().filter(|crl| is_plain(crl)).max_by_key(age) else {
        let future = counting().map(|crl| crl.this_update().at).min();
        return match (partial().next(), future) {
            (Some(_), _) => RevocationStatus::Unsupported,
            (None, Some(this_update)) => RevocationStatus::NotYetValid { this_update },
            (None, None) => RevocationStatus::BadSignature,
        };
    };
    // What a newer list says that is not read here may be against the certificate.
    if partial().any(|crl| crl.this_update().at > latest.this_update().at) {
        return RevocationStatus::Unsupported;
    }
    match latest.next_update() {
        Some(next) if at <= next.at => RevocationStatus::Good,
        next => RevocationStatus::Stale { next_update: next.map(|next| next.at) },
    }
}

/// Hong Kong, Macao and China sign under one country code, each with lists of its own. The alternative name tells them
/// apart (Doc 9303-12 §7.1.1.2); where either side has none, the country decides.
fn same_territory(signer: &Anchor, issuer: &Anchor) -> bool {
    signer.certificate().shares_territory(issuer.certificate())
}
