//! The seals of the project's corpus, which another writer made: those of a wrong format are refused or have a fault, and the others
//! have none.

use doc9303_seal::{Fault, Limits, Seal};
use std::path::Path;

#[test]
fn the_corpus_is_read_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/vectors/cases");
    let mut counts = [0, 0];
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        if !name.starts_with('G') {
            continue;
        }
        let case: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let Some(seal) = case["inputs"]["seal"].as_str() else { continue };
        let octets = data_encoding::BASE64.decode(seal.as_bytes()).unwrap();
        let seal = Seal::read(&octets, &Limits::DEFAULT);
        let results = &case["expect"]["results"]["seal.format"];
        // A signature of DER may be taken for none, or for one that is wrong; a strict policy refuses more than the form.
        // What the zone in a seal says of itself, whoever judges zones judges.
        let is_of_zone = name == "G02-zone-check-digit";
        if results["outcome"].is_array() || case["policy"] == "strict" || is_of_zone {
            continue;
        }
        let is_good = seal.as_ref().is_ok_and(is_well_formed);
        let is_wrong = !results.is_null() && results["outcome"] != "successful";
        assert_eq!(is_good, !is_wrong, "{name}: {seal:?}");
        counts[usize::from(is_wrong)] += 1;
    }
    assert!(counts[0] >= 150 && counts[1] >= 60, "{counts:?}: does this test still find the corpus?");
}

/// Whether a seal has the form of its kind; a length in more bytes than it needs is a deviation.
fn is_well_formed(seal: &Seal) -> bool {
    let (faults, has_profile) = match seal {
        Seal::Vds(seal) => (seal.faults(), seal.profile().is_some()),
        Seal::Idb(seal) => (seal.faults(), true),
        Seal::VdsNc(seal) => {
            let is_known = seal.version() == Some(1)
                && seal.message_type().is_some_and(|name| ["icao.vacc", "icao.test"].contains(&name));
            (seal.faults(), is_known)
        }
        _ => return false,
    };
    has_profile && faults.iter().all(|fault| matches!(fault, Fault::LengthForm { .. }))
}
