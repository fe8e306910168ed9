//! Of which States trust holds what.

use crate::trust_json::{certificates, state};
use doc9303::trust::CertificateFacts;
use doc9303::{State, StateGroup, TrustStore, UnixTime};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The codes of the States of ISO 3166-1 of which the store has no anchor.
///
/// ```
/// let missing = doc9303_inputs::states_without_anchor(&doc9303::TrustStore::new());
/// assert!(missing.contains("DE") && missing.contains("FR"));
/// ```
pub fn states_without_anchor(store: &TrustStore) -> BTreeSet<&'static str> {
    let covered: BTreeSet<String> = store.anchors().map(|anchor| state(&anchor.facts()).to_owned()).collect();
    let all = State::all().filter(|state| state.group() == StateGroup::Iso).filter_map(State::code2);
    all.filter(|code| !covered.contains(*code)).collect()
}

/// What there is of each State that has an anchor, as JSON: `code`, `name`, `anchors`, `valid_until`, and of its newest revocation list that
/// an anchor signed `this_update`, `next_update`, `age_seconds`, `out_of_date`.
///
/// ```
/// use doc9303::{TrustStore, UnixTime};
/// let at = UnixTime::parse("2026-06-01").unwrap();
/// assert!(doc9303_inputs::state_coverage(&TrustStore::new(), at).is_empty());
/// ```
pub fn state_coverage(store: &TrustStore, now: UnixTime) -> Vec<Value> {
    let mut lists = BTreeMap::new();
    for list in store.crls().filter(|list| store.signer_of(*list).is_some()) {
        let Some(country) = list.country() else { continue };
        let code = State::by_certificate(&country).and_then(State::code2).map(str::to_owned);
        let country = code.unwrap_or(country);
        let newest = lists.entry(country).or_insert(list);
        if newest.this_update() < list.this_update() {
            *newest = list;
        }
    }
    let mut states: BTreeMap<String, Vec<CertificateFacts>> = BTreeMap::new();
    for (_, facts) in certificates(store).into_iter().filter(|(kind, _)| kind.is_anchor()) {
        states.entry(state(&facts).to_owned()).or_default().push(facts);
    }
    let covered = |(code, anchors): (&String, &Vec<CertificateFacts>)| {
        let revocation_list = lists.get(code).map(|list| {
            json!({
                "this_update": list.this_update().to_string(),
                "next_update": list.next_update().map(|next| next.to_string()),
                "age_seconds": now.seconds().saturating_sub(list.this_update().seconds()).max(0),
                "out_of_date": list.next_update().is_some_and(|next| next < now),
            })
        });
        json!({
            "code": code,
            "name": anchors.iter().find_map(CertificateFacts::state).map(State::name),
            "anchors": anchors.len(),
            "valid_until": anchors.iter().map(|facts| facts.not_after).max().map(|at| at.to_string()),
            "revocation_list": revocation_list,
        })
    };
    states.iter().map(covered).collect()
}
