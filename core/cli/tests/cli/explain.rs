//! The command line explains every word of a report, and judges by a policy from a file.

use crate::common::vectors;
use doc9303::{Code, Policy};
use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_doc9303")).args(arguments).output().unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

#[test]
fn reports_zones_and_explanations_speak_other_languages() {
    let forged = |language: &str| {
        let folder = vectors().join("forged");
        let (chip, trust) = (folder.join("chip"), folder.join("trust"));
        let (chip, trust) = (chip.to_str().unwrap(), trust.to_str().unwrap());
        run(&["inspect", "--chip", chip, "--trust", trust, "--at", "2026-06-01", "--language", language])
    };
    let german = String::from_utf8(forged("de").stdout).unwrap();
    for part in [
        "FEHLGESCHLAGEN",
        "ausschlaggebend: dg1.hash\n",
        "Datengruppe 1 unverändert",
        "EF.DG1 hat nicht den SHA-256-Hashwert",
        "dg.hash_mismatch",
    ] {
        assert!(german.contains(part), "{part} is missing in\n{german}");
    }
    assert_eq!(status(&forged("de")), status(&forged("en")));
    assert_eq!(status(&forged("xx")), 64);
    let shown = String::from_utf8(run(&["explain", "ds.signature", "--language", "fr"]).stdout).unwrap();
    assert!(shown.contains("Le signataire vient de l’État"), "{shown}");
}

#[test]
fn a_code_and_a_check_are_explained() {
    let output = run(&["explain", "csca.not_found"]);
    assert_eq!(status(&output), 0);
    let shown = String::from_utf8(output.stdout).unwrap();
    let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let explanation = Code::CscaNotFound.explanation();
    for text in [explanation.meaning, explanation.benign_causes, explanation.next_steps, explanation.clause] {
        assert!(flat.contains(text), "{text} is missing in\n{shown}");
    }
    assert!(shown.lines().all(|line| line.chars().count() <= 110), "{shown}");

    let output = run(&["explain", "dg2.hash", "--json"]);
    assert_eq!(status(&output), 0);
    let told: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        (told["check"].as_str(), told["clause"].as_str()),
        (Some("dg2.hash"), Some("Doc 9303-11 §5.1"))
    );
    assert!(told["next_steps"].as_str().unwrap().starts_with("Read DG2 again"));
}

#[test]
fn other_words_of_outputs_are_explained() {
    for word in ["truncation_possible", "undetermined", "TD3", "td3", "composite", "unproven"] {
        let output = run(&["explain", word]);
        assert_eq!(status(&output), 0, "{word}");
    }
    let told: Value =
        serde_json::from_slice(&run(&["explain", "truncation_possible", "--json"]).stdout).unwrap();
    assert_eq!(told["warning"], "truncation_possible");
    assert!(told["meaning"].as_str().unwrap().contains("last cell"));
}

#[test]
fn a_word_that_no_report_has_is_a_usage_error() {
    let output = run(&["explain", "csca.lost"]);
    assert_eq!(status(&output), 64);
    assert!(String::from_utf8(output.stderr).unwrap().contains("neither a check nor a code"));
}

fn file(name: &str, text: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("doc9303-policy-{}-{name}.toml", std::process::id()));
    std::fs::write(&path, text).unwrap();
    path
}

fn inspect(policy: &str) -> Output {
    let path = |part: &str| vectors().join("passport").join(part).to_str().unwrap().to_owned();
    let (mrz, chip, trust) = (path("mrz.txt"), path("chip"), path("trust"));
    run(&[
        "inspect",
        "--mrz",
        &mrz,
        "--chip",
        &chip,
        "--trust",
        &trust,
        "--at",
        "2026-06-01",
        "--records-of-own-terminal",
        "--json",
        "--policy",
        policy,
    ])
}

#[test]
fn a_policy_from_a_file() {
    let strict = file("strict", Policy::profile_toml("strict").unwrap());
    let border = file("border", "name = \"border\"\n[state.UT.weight]\nmrz.name = \"mandatory\"\n");
    let wrong = file("wrong", "name = \"border\"\n\n[wieght]\n");
    for (path, name) in [(&strict, "strict"), (&border, "border/UT")] {
        let output = inspect(path.to_str().unwrap());
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((status(&output), report["policy"].as_str()), (0, Some(name)), "{report}");
    }
    let output = inspect(wrong.to_str().unwrap());
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(status(&output), 64);
    assert!(said.contains("policy, line 3, column 2: no such key"), "{said}");
    assert_eq!(status(&inspect("./no-such-policy.toml")), 66);
    [strict, border, wrong].iter().for_each(|path| std::fs::remove_file(path).unwrap());
}
