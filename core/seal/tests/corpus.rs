//! The seals of the project's corpus, which another writer made: those of a wrong format are refused or have a fault, and the others
//! have none.

use doc9303_seal::{Limits, Vds};
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
        let seal = Vds::read(&octets, &Limits::DEFAULT);
        let results = &case["expect"]["results"]["seal.format"];
        // A signature of DER may be taken for none, or for one that is wrong.
        if results["outcome"].is_array() {
            continue;
        }
        let is_good = seal.as_ref().is_ok_and(|seal| seal.faults().is_empty() && seal.profile().is_some());
        let is_wrong = results["reason"] == "seal.wrong_format";
        assert_eq!(is_good, !is_wrong, "{name}: {seal:?}");
        counts[usize::from(is_wrong)] += 1;
    }
    assert!(counts[0] >= 20 && counts[1] >= 9, "{counts:?}: does this test still find the corpus?");
}
