//! The programs in `core/examples` do what they say, on the documents that the repository brings.
#![allow(dead_code, reason = "a program's `main` is not called here")]
#![allow(clippy::duplicate_mod, reason = "each program brings the module that reads its files")]

#[path = "../../examples/batch_service.rs"]
mod batch_service;
#[path = "../../examples/inspect_folder.rs"]
mod inspect_folder;
#[path = "../../examples/policy.rs"]
mod policy;
#[path = "../../examples/staged.rs"]
mod staged;
#[path = "../../examples/trust_folder.rs"]
mod trust_folder;

use crate::common::{Folder, vectors};
use std::error::Error;

const AT: &str = "2026-06-01";

/// A path below `fixtures/vectors`.
fn vector(name: &str) -> String {
    vectors().join(name).to_str().unwrap().to_owned()
}

/// An example without its `main`.
type Run = fn(&[String]) -> Result<String, Box<dyn Error>>;

/// What an example prints, or why it stops.
fn printed(run: Run, arguments: &[&str]) -> Result<String, String> {
    let arguments: Vec<String> = arguments.iter().map(|argument| (*argument).to_owned()).collect();
    run(&arguments).map_err(|error| error.to_string())
}

#[test]
fn inspect_folder_explains_a_forgery() {
    let text = printed(inspect_folder::run, &[&vector("forged"), AT]).unwrap();
    assert!(text.starts_with("failed\n"), "{text}");
    assert!(text.contains("dg1.hash: failed\n  dg.hash_mismatch: "), "{text}");
    assert!(text.contains("\n  next: "), "{text}");
    assert!(printed(inspect_folder::run, &[&vector("forged")]).unwrap_err().starts_with("usage: "));
    assert!(
        printed(inspect_folder::run, &[&vector("forged"), "June"])
            .unwrap_err()
            .contains("June is not a time")
    );
    assert!(printed(inspect_folder::run, &[&vector("absent"), AT]).unwrap_err().contains("absent"));
}

#[test]
fn trust_folder_accounts_for_every_file() {
    let passport = printed(trust_folder::run, &[&vector("passport/trust")]).unwrap();
    assert_eq!(
        passport,
        "certificate-0.cer: 1 added, 0 known\nlist-0.crl: 1 added, 0 known\nUT: 1 trust anchors\n1 revocation lists\n"
    );
    let folder = Folder::new("trust-folder");
    folder.write("letter.txt", "no certificate");
    let letter = printed(trust_folder::run, &[folder.to_str().unwrap()]).unwrap();
    assert!(
        letter.starts_with("letter.txt: 0 added, 0 known\n  rejected: trust.not_recognised "),
        "{letter}"
    );
}

#[test]
fn policy_shows_what_a_file_changes() {
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/files_only.toml");
    let text = printed(policy::run, &[own, &vector("passport"), AT]).unwrap();
    assert!(text.starts_with("icao: undetermined\nfiles-only: successful\n"), "{text}");
    assert!(text.contains("chip.active_auth: evaluatory instead of mandatory\n"), "{text}");
    let folder = Folder::new("policy");
    let misspelt = folder.write("policy.toml", "name = \"own\"\nwieght = 1");
    let error = printed(policy::run, &[&misspelt, &vector("passport"), AT]).unwrap_err();
    assert_eq!(error, "policy, line 2, column 1: no such key");
}

#[test]
fn batch_service_keeps_the_order_and_goes_on_after_an_error() {
    let folder = Folder::new("batch-service");
    std::fs::create_dir(folder.join("trust")).unwrap();
    let (passport, forged) = (vector("passport"), vector("forged"));
    let empty = folder.to_str().unwrap();
    let text = printed(batch_service::run, &[AT, &passport, empty, &forged, &passport]).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4, "{text}");
    assert_eq!(lines[0], format!("{passport}: undetermined, electronic undetermined"));
    assert!(lines[1].starts_with(&format!("{empty}: error: ")), "{text}");
    assert_eq!(lines[2], format!("{forged}: failed, electronic failed"));
    assert_eq!(lines[3], lines[0]);
}

#[test]
fn staged_decides_each_check_as_soon_as_it_can() {
    let text = printed(staged::run, &[&vector("forged"), AT]).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("zone: mrz.format mrz.check_digits "), "{text}");
    assert!(lines[1].starts_with("EF.SOD: sod.structure sod.hash sod.signature ds.signature "), "{text}");
    assert!(text.contains("\nEF.DG1: dg1.hash FAILED "), "{text}");
    assert!(text.ends_with("\nverdict: failed\n"), "{text}");
}
