//! What changes between two trust stores, and what of it is to be looked into before the newer one is used.

use crate::Trust;
use crate::trust_json::{facts_json, state};
use base16ct::lower::encode_string;
use doc9303::trust::{Anchor, AnchorKind, CertificateFacts, RevocationList};
use doc9303::{TrustStore, UnixTime};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// How a new anchor stands to the anchors that were there before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Arrival {
    /// The name of an anchor that was there, with another key that no link certificate leads to: what a forged CSCA looks like, and what a
    /// State that begins anew without a link looks like too. Ask the State.
    LookAlike,
    /// The State had anchors, none of this name, and none of them certifies the key. States begin anew so now and then.
    Unlinked,
    /// The State had no anchor.
    NewState,
    /// A link certificate leads from an anchor that was there to its key (Doc 9303-12 §4.1.3).
    Linked,
    /// Another certificate of a key that was there.
    SameKey,
}

impl Arrival {
    /// The stable name, such as `look_alike`.
    ///
    /// ```
    /// assert_eq!(doc9303_inputs::Arrival::LookAlike.as_str(), "look_alike");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Arrival::LookAlike => "look_alike",
            Arrival::Unlinked => "unlinked",
            Arrival::NewState => "new_state",
            Arrival::Linked => "linked",
            Arrival::SameKey => "same_key",
        }
    }
}

/// The newest revocation list of an issuer in either store.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ListChange {
    /// The issuer's name.
    pub issuer: String,
    /// When the older store's was issued; `None` if it has none.
    pub before: Option<UnixTime>,
    /// When the newer store's was issued; `None` if it has none.
    pub after: Option<UnixTime>,
}

impl ListChange {
    /// Whether the newer store knows less than the older one: a list that is older, or none.
    pub fn is_step_back(&self) -> bool {
        self.after < self.before
    }
}

/// What changes from one store to another.
///
/// ```
/// use doc9303_inputs::{Arrival, Sources, Trust, TrustDifference};
/// let sources = Sources { paths: vec!["../../fixtures/vectors/passport/trust".into()], ..Sources::default() };
/// let (empty, full) = (Trust::default(), sources.load()?);
/// let difference = TrustDifference::between(&empty, &full);
/// assert_eq!((difference.added.len(), difference.added[0].0), (1, Arrival::NewState));
/// assert!(difference.alarms().is_empty() && !difference.is_empty());
/// let back = TrustDifference::between(&full, &empty);
/// assert_eq!(back.states_lost.len(), 1);
/// assert!(back.revocation_lists[0].is_step_back());
/// # Ok::<(), doc9303_inputs::InputError>(())
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct TrustDifference {
    /// Anchors of the newer store alone, those to be looked into first.
    pub added: Vec<(Arrival, CertificateFacts)>,
    /// Anchors of the older store alone.
    pub removed: Vec<CertificateFacts>,
    /// States that had an anchor and have none.
    pub states_lost: BTreeSet<String>,
    /// Revocation lists by their issuers, where the newest is another one.
    pub revocation_lists: Vec<ListChange>,
    /// Document Signers of the older and of the newer store.
    pub document_signers: [usize; 2],
    /// The stores' fingerprints.
    pub fingerprints: [[u8; 32]; 2],
}

impl TrustDifference {
    /// What changes from the older store to the newer one.
    pub fn between(older: &Trust, newer: &Trust) -> TrustDifference {
        let (old, new) = (&older.store, &newer.store);
        let names = |store: &TrustStore| store.anchors().map(state_of).collect::<BTreeSet<_>>();
        let known = Known::of(old);
        let added = only_in(new, old).map(|anchor| (known.arrival(anchor, new), anchor.facts()));
        let mut added: Vec<_> = added.collect();
        added.sort_by(|one, other| (one.0, &one.1.subject).cmp(&(other.0, &other.1.subject)));
        TrustDifference {
            added,
            removed: only_in(old, new).map(Anchor::facts).collect(),
            states_lost: names(old).difference(&names(new)).cloned().collect(),
            revocation_lists: list_changes(old, new),
            document_signers: [old.document_signers(), new.document_signers()],
            fingerprints: [old.fingerprint(), new.fingerprint()],
        }
    }

    /// Whether both stores hold the same.
    pub fn is_empty(&self) -> bool {
        let [old, new] = self.fingerprints;
        old == new
    }

    /// What is to be looked into before the newer store is used, in plain sentences: look-alikes, States without an anchor, and revocation
    /// lists that step back.
    pub fn alarms(&self) -> Vec<String> {
        let look_alikes =
            self.added.iter().filter(|(arrival, _)| *arrival == Arrival::LookAlike).map(|(_, facts)| {
                let hash = encode_string(&facts.sha256);
                format!("{} has a new key that no link certificate leads to (sha256 {hash})", facts.subject)
            });
        let lost = self.states_lost.iter().map(|state| format!("{state} had an anchor and has none"));
        let back =
            self.revocation_lists.iter().filter(|list| list.is_step_back()).map(|list| match list.after {
                Some(at) => {
                    format!("the revocation list of {} is older than before: of {}", list.issuer, at.date())
                }
                None => format!("the revocation list of {} is missing", list.issuer),
            });
        look_alikes.chain(lost).chain(back).collect()
    }

    /// All of it as JSON.
    ///
    /// ```
    /// use doc9303_inputs::{Trust, TrustDifference};
    /// let json = TrustDifference::between(&Trust::default(), &Trust::default()).to_json();
    /// assert_eq!(json["added"].as_array().unwrap().len(), 0);
    /// ```
    pub fn to_json(&self) -> Value {
        let added = self.added.iter().map(|(arrival, facts)| {
            let mut json = facts_json(facts);
            if let Some(members) = json.as_object_mut() {
                members.insert("arrival".to_owned(), arrival.as_str().into());
            }
            json
        });
        let lists = self.revocation_lists.iter().map(|list| {
            let time = |at: Option<UnixTime>| at.map(|at| at.to_string());
            json!({ "issuer": list.issuer, "before": time(list.before), "after": time(list.after), "step_back": list.is_step_back() })
        });
        let [before, after] = self.fingerprints.map(|hash| encode_string(&hash));
        json!({
            "alarms": self.alarms(),
            "added": added.collect::<Vec<_>>(),
            "removed": self.removed.iter().map(facts_json).collect::<Vec<_>>(),
            "states_lost": self.states_lost,
            "revocation_lists": lists.collect::<Vec<_>>(),
            "document_signers": self.document_signers,
            "fingerprints": [before, after],
        })
    }
}

/// What the older store knows of keys, names and States.
struct Known {
    keys: BTreeSet<[u8; 32]>,
    subjects: BTreeSet<String>,
    states: BTreeSet<String>,
}

impl Known {
    fn of(store: &TrustStore) -> Known {
        Known {
            keys: store.anchors().map(|anchor| *anchor.key_identity()).collect(),
            subjects: store.anchors().map(name_of).collect(),
            states: store.anchors().map(state_of).collect(),
        }
    }

    fn arrival(&self, anchor: &Anchor, newer: &TrustStore) -> Arrival {
        if self.keys.contains(anchor.key_identity()) {
            Arrival::SameKey
        } else if self.is_linked(anchor, newer) {
            Arrival::Linked
        } else if self.subjects.contains(&name_of(anchor)) {
            Arrival::LookAlike
        } else if self.states.contains(&state_of(anchor)) {
            Arrival::Unlinked
        } else {
            Arrival::NewState
        }
    }

    /// Whether a link of the same key leads up to a key that was there.
    fn is_linked(&self, anchor: &Anchor, newer: &TrustStore) -> bool {
        let is_link = |other: &&Anchor| {
            other.kind() == AnchorKind::Link && other.key_identity() == anchor.key_identity()
        };
        let leads =
            |link: &Anchor| newer.path(link).iter().any(|above| self.keys.contains(above.key_identity()));
        newer.anchors().filter(is_link).any(leads)
    }
}

/// Anchors of one store that another does not hold.
fn only_in<'a>(store: &'a TrustStore, other: &TrustStore) -> impl Iterator<Item = &'a Anchor> + use<'a> {
    let held: BTreeSet<[u8; 32]> = other.anchors().map(|anchor| *anchor.sha256()).collect();
    store.anchors().filter(move |anchor| !held.contains(anchor.sha256()))
}

/// The subject's name, whose letters and spaces count as RFC 5280 §7.1 compares them.
fn name_of(anchor: &Anchor) -> String {
    anchor.subject().to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn state_of(anchor: &Anchor) -> String {
    state(&anchor.facts()).to_owned()
}

/// The newest list of each issuer whose signature an anchor of the store verifies: others count for nothing in a judgement.
fn newest(store: &TrustStore) -> BTreeMap<String, UnixTime> {
    let mut newest = BTreeMap::new();
    let is_signed = |list: &RevocationList<'_>| store.signer_of(*list).is_some();
    for list in store.crls().filter(is_signed) {
        let at = newest.entry(list.issuer()).or_insert_with(|| list.this_update());
        *at = list.this_update().max(*at);
    }
    newest
}

fn list_changes(old: &TrustStore, new: &TrustStore) -> Vec<ListChange> {
    let (old, new) = (newest(old), newest(new));
    let issuers: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let change = |issuer: &String| ListChange {
        issuer: issuer.clone(),
        before: old.get(issuer).copied(),
        after: new.get(issuer).copied(),
    };
    issuers.into_iter().map(change).filter(|list| list.before != list.after).collect()
}
