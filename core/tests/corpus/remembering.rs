//! A store that remembers Document Signers gives the reports of one that does not, to the octet.

use crate::common::{Case, cases};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use doc9303::{TrustStore, inspect};
use std::collections::BTreeMap;

fn report(case: &Case, store: &TrustStore) -> String {
    inspect(&case.document(), store, &case.policy(), case.at()).to_json()
}

#[test]
fn reports_are_the_same_with_and_without_a_memory() {
    let cases = cases();
    // Cases of one trust share a memory, so that what one left in it meets the others.
    let mut stores: BTreeMap<String, TrustStore> = BTreeMap::new();
    let mut shared = 0;
    for round in 0..2 {
        for case in cases.iter().filter(|case| case.value["inputs"].get("seal").is_none()) {
            let trust = case.value["trust"].to_string();
            shared += usize::from(round == 0 && stores.contains_key(&trust));
            let store = stores.entry(trust).or_insert_with(|| case.trust().with_cache());
            assert_eq!(report(case, store), report(case, &case.trust()), "{}", case.id);
        }
    }
    assert!(shared > 300, "only {shared} cases share a memory with another");
}

/// What was found out without an anchor is no answer once there is one.
#[test]
fn a_memory_stays_true_when_the_store_grows() {
    let genuine = crate::common::case("A21-decoy-genuine-first");
    let mut store = TrustStore::new().with_cache();
    let unknown = report(&genuine, &store);
    assert_eq!(unknown, report(&genuine, &TrustStore::new()));
    let mut fresh = TrustStore::new();
    for certificate in genuine.value["trust"]["certificates"].as_array().unwrap() {
        let der = STANDARD.decode(certificate.as_str().unwrap()).unwrap();
        store.add_certificate(&der).unwrap();
        fresh.add_certificate(&der).unwrap();
    }
    let known = report(&genuine, &store);
    assert_eq!(known, report(&genuine, &fresh));
    assert_ne!(known, unknown);
}
