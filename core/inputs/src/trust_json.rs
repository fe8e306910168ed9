//! A trust store as JSON.

use crate::Trust;
use base16ct::lower::encode_string;
use doc9303::trust::{AnchorKind, CertificateFacts, ImportedAs, RevocationList};
use doc9303::{TrustStore, UnixTime};
use serde_json::{Value, json};

/// Every certificate with what the store took it for, by State.
/// ```
/// assert!(doc9303_inputs::certificates(&doc9303::TrustStore::new()).is_empty());
/// ```
pub fn certificates(store: &TrustStore) -> Vec<(ImportedAs, CertificateFacts)> {
    let anchors = store.anchors().map(|anchor| {
        let is_root = anchor.kind() == AnchorKind::Root;
        (if is_root { ImportedAs::Root } else { ImportedAs::Link }, anchor.facts())
    });
    let read = |kind| move |der: &[u8]| Some((kind, CertificateFacts::read(der).ok()?));
    let waiting = store.waiting_links().filter_map(read(ImportedAs::WaitingLink));
    let signers = store.document_signer_certificates().filter_map(read(ImportedAs::DocumentSigner));
    let mut all: Vec<_> = anchors.chain(waiting).chain(signers).collect();
    all.sort_by(|(_, one), (_, other)| (state(one), one.not_after).cmp(&(state(other), other.not_after)));
    all
}

/// The two letters of the State, or what stands in their place.
pub(crate) fn state(facts: &CertificateFacts) -> &str {
    let known = facts.state().and_then(|state| state.code2());
    known.or(facts.country.as_deref()).unwrap_or_default()
}

/// The store as JSON: numbers, then all that they count.
///
/// ```
/// use doc9303::UnixTime;
/// let at = UnixTime::parse("2026-06-01").unwrap();
/// let json = doc9303_inputs::trust_json(&doc9303_inputs::Trust::default(), at);
/// assert_eq!(json["anchors"], 0);
/// ```
pub fn trust_json(loaded: &Trust, at: UnixTime) -> Value {
    let store = &loaded.store;
    let rejected = loaded.rejected.iter().map(
        |rejected| json!({"entry": rejected.entry, "code": rejected.code.as_str(), "text": rejected.text}),
    );
    json!({
        "at": at.to_string(),
        "anchors": store.anchors().count(),
        "links": store.links(),
        "waiting_links": store.waiting_links().count(),
        "document_signers": store.document_signers(),
        "crls": store.crls().count(),
        "master_lists": store.master_lists(),
        "deviation_lists": store.deviation_lists(),
        "rejected": rejected.collect::<Vec<_>>(),
        "states": store.states(),
        "certificates": certificates(store).iter().map(certificate_json).collect::<Vec<_>>(),
        "lists": lists_json(store),
        "revocation_lists": store.crls().map(|list| revocation_list_json(store, list, at)).collect::<Vec<_>>(),
    })
}

fn certificate_json((kind, facts): &(ImportedAs, CertificateFacts)) -> Value {
    let mut json = facts_json(facts);
    if let Some(members) = json.as_object_mut() {
        members.insert("kind".to_owned(), kind.as_str().into());
    }
    json
}

pub(crate) fn facts_json(facts: &CertificateFacts) -> Value {
    json!({
        "state": facts.state().map(|state| state.name()),
        "sha256": encode_string(&facts.sha256),
        "subject": facts.subject,
        "issuer": facts.issuer,
        "serial": facts.serial,
        "not_before": facts.not_before.to_string(),
        "not_after": facts.not_after.to_string(),
        "key": facts.key,
    })
}

fn lists_json(store: &TrustStore) -> Vec<Value> {
    let lists = store.lists().map(|list| {
        json!({
            "content": list.content.name(),
            "sha256": encode_string(&list.sha256),
            "signed_at": list.signed_at.map(|at| at.to_string()),
            "signer": facts_json(&list.signer),
            "is_vouched": list.is_vouched,
            "entries": list.entries,
            "rejected": list.rejected,
            "repeated": list.repeated,
        })
    });
    lists.collect()
}

fn revocation_list_json(store: &TrustStore, list: RevocationList<'_>, at: UnixTime) -> Value {
    json!({
        "country": list.country(),
        "issuer": list.issuer(),
        "sha256": encode_string(&list.sha256()),
        "this_update": list.this_update().to_string(),
        "next_update": list.next_update().map(|next| next.to_string()),
        "out_of_date": is_out_of_date(list, at),
        "signer_known": store.signer_of(list).is_some(),
        "entries": list.entries(),
    })
}

fn is_out_of_date(list: RevocationList<'_>, at: UnixTime) -> bool {
    list.next_update().is_some_and(|next| next < at)
}
