//! The tools for those who keep a trust store: what changes, what ends, what is lacking, and one certificate alone.

use crate::common::{Folder, case};
use serde_json::Value;
use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_doc9303")).args(arguments).output().unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn text(output: &[u8]) -> &str {
    std::str::from_utf8(output).unwrap()
}

/// Two stores out of the certificates of a case: the first one alone, and all of them.
fn stores(id: &str) -> (Folder, String, String) {
    let folder = Folder::new(&format!("trust-{id}"));
    for (number, certificate) in case(id).trusted("certificates").into_iter().enumerate() {
        for store in ["old", "new"].iter().skip(usize::from(number > 0)) {
            std::fs::create_dir_all(folder.join(store)).unwrap();
            folder.write(&format!("{store}/{number}.cer"), &certificate);
        }
    }
    let (old, new) = (folder.path("old"), folder.path("new"));
    (folder, old, new)
}

#[test]
fn a_known_name_with_a_key_that_no_link_leads_to_is_an_alarm() {
    let (_folder, old, new) = stores("C17-no-key-identifier");
    let output = run(&["trust", "diff", &old, &new, "--json"]);
    assert_eq!(output.status.code(), Some(2));
    let difference = json(&output);
    let arrivals: Vec<&Value> =
        difference["added"].as_array().unwrap().iter().map(|added| &added["arrival"]).collect();
    assert_eq!(arrivals, ["look_alike", "look_alike"]);
    assert_eq!(difference["alarms"].as_array().unwrap().len(), 2);
    let told = run(&["trust", "diff", &old, &new]);
    assert!(text(&told.stdout).starts_with("LOOK INTO C="), "{}", text(&told.stdout));
}

#[test]
fn a_key_that_a_link_leads_to_and_a_known_key_are_none() {
    for (id, arrival) in [("C15-roll-over", "linked"), ("D26-ended-root-and-renewed", "same_key")] {
        let (_folder, old, new) = stores(id);
        let output = run(&["trust", "diff", &old, &new, "--json"]);
        assert_eq!(output.status.code(), Some(1), "{id}");
        let added = json(&output)["added"].as_array().unwrap().clone();
        assert!(added.iter().all(|added| added["arrival"] == arrival), "{id}: {added:?}");
        let same = run(&["trust", "diff", &new, &new]);
        assert_eq!((same.status.code(), text(&same.stdout)), (Some(0), "no difference\n"));
    }
}

/// The last of the three is a link from the second to the key of the first.
#[test]
fn a_link_vouches_for_the_key_below_it_and_never_for_the_one_above() {
    let (folder, first, all) = stores("D26-ended-root-and-link");
    std::fs::create_dir(folder.join("second")).unwrap();
    folder.write("second/1.cer", &case("D26-ended-root-and-link").trusted("certificates")[1]);
    let arrivals = |old: &str| {
        let difference = json(&run(&["trust", "diff", old, &all, "--json"]));
        let added = difference["added"].as_array().unwrap().clone();
        added.into_iter().map(|added| added["arrival"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(arrivals(&folder.path("second")), ["linked", "linked"]);
    // Whoever makes a key can certify the old one with it.
    assert_eq!(arrivals(&first), ["look_alike", "same_key"]);
}

/// A list that no anchor signed says nothing of when the next one is due.
#[test]
fn a_newer_list_of_a_stranger_hides_no_overdue_one() {
    let folder = Folder::new("trust-foreign-list");
    let (own, foreign) = (case("D02-crl-stale"), case("D04-crl-of-unknown-csca").trusted("crls").remove(0));
    folder.write("csca.cer", &own.trusted("certificates")[0]);
    folder.write("own.crl", &own.trusted("crls")[0]);
    let told =
        || run(&["trust", "expiring", &folder.path("."), "--at", "2026-06-01", "--within", "1d"]).stdout;
    let before = told();
    assert!(text(&before).contains("OVERDUE"), "{}", text(&before));
    // Of the same issuer's name, later, and signed by another key.
    folder.write("foreign.crl", foreign);
    assert_eq!(text(&told()), text(&before));
}

#[test]
fn a_state_that_is_lost_and_a_missing_revocation_list_are_alarms() {
    let (folder, old, _new) = stores("C04-other-country-signs");
    let crl = case("G00-visa").trusted("crls").remove(0);
    let csca = case("G00-visa").trusted("certificates").remove(0);
    std::fs::create_dir(folder.join("with-list")).unwrap();
    folder.write("with-list/csca.cer", &csca);
    folder.write("with-list/list.crl", &crl);
    let output = run(&["trust", "diff", &folder.path("with-list"), &old, "--json"]);
    assert_eq!(output.status.code(), Some(2));
    let difference = json(&output);
    assert_eq!(difference["revocation_lists"][0]["step_back"], true);
    assert_eq!(difference["removed"].as_array().unwrap().len(), 1);
    assert!(!difference["alarms"].as_array().unwrap().is_empty());
}

#[test]
fn what_ends_within_a_span_is_told_and_the_last_of_a_state_marked() {
    let trust = crate::common::vectors().join("passport/trust");
    let trust = trust.to_str().unwrap();
    let run = |more: &[&str]| run(&[&["trust", "expiring", trust], more].concat());
    let none = run(&["--at", "2026-06-01", "--within", "30d"]);
    assert_eq!((none.status.code(), text(&none.stdout)), (Some(0), ""));
    let list = run(&["--at", "2026-06-01", "--within", "12w", "--json"]);
    assert_eq!(list.status.code(), Some(1));
    let end = json(&list);
    assert_eq!((&end["kind"], &end["overdue"]), (&Value::from("revocation_list"), &Value::from(false)));
    let anchor = run(&["--at", "2036-12-01"]);
    assert!(text(&anchor.stdout).contains("OVERDUE"), "{}", text(&anchor.stdout));
    assert!(text(&anchor.stdout).contains("the last anchor of its State"), "{}", text(&anchor.stdout));
    assert_eq!(run(&["--within", "soon"]).status.code(), Some(64));
}

#[test]
fn coverage_names_states_with_and_without_an_anchor() {
    let trust = crate::common::vectors().join("passport/trust");
    let output = run(&["trust", "coverage", trust.to_str().unwrap(), "--at", "2026-06-01", "--json"]);
    let coverage = json(&output);
    assert_eq!(
        (&coverage["states"][0]["code"], &coverage["states"][0]["anchors"]),
        (&"UT".into(), &1.into())
    );
    assert_eq!(coverage["states"][0]["revocation_list"]["out_of_date"], false);
    assert!(coverage["states_without_anchor"].as_array().unwrap().contains(&"FR".into()));
    let told = run(&["trust", "coverage", trust.to_str().unwrap(), "--at", "2026-06-01"]);
    assert!(text(&told.stdout).contains("revocation list of 2026-05-20 "), "{}", text(&told.stdout));
    assert!(text(&told.stdout).contains("Utopia") && text(&told.stdout).contains("France"));
}

#[test]
fn one_certificate_is_handed_on_as_pem() {
    let trust = crate::common::vectors().join("passport/trust");
    let trust = trust.to_str().unwrap();
    let certificates = json(&run(&["trust", trust, "--json"]));
    let sha256 = certificates["certificates"][0]["sha256"].as_str().unwrap();
    let output = run(&["trust", "get", &sha256[..12], trust]);
    assert_eq!(output.status.code(), Some(0));
    let folder = Folder::new("trust-get");
    folder.write("one.pem", &output.stdout);
    let again = json(&run(&["trust", &folder.path("one.pem"), "--json"]));
    assert_eq!(again["certificates"][0]["sha256"], sha256);
    assert_eq!(run(&["trust", "get", "00000000", trust]).status.code(), Some(66));
    assert_eq!(run(&["trust", "get", "0000", trust]).status.code(), Some(64));
    assert_eq!(run(&["trust"]).status.code(), Some(64), "a store or a tool");
}
