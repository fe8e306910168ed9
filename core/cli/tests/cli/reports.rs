//! Inputs from public reports on which verifiers fell short, each with the right answer. They are no part of this project;
//! `DOC9303_REPORTS` names the folder that holds them with their `expect.json`, and without it this test says that it was
//! skipped.

use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// Whether a word is one of those that are right; anything is where none are named.
fn is_among(word: &Value, right: Option<&Value>) -> bool {
    right.is_none_or(|right| right.as_array().unwrap().contains(word))
}

/// What differs between the program's answer and the right one.
fn differences(folder: &Path, case: &Value) -> Vec<String> {
    let arguments = case["args"].as_array().unwrap().iter().map(|word| word.as_str().unwrap());
    let mut command = Command::new(env!("CARGO_BIN_EXE_doc9303"));
    let output = command.args(arguments).current_dir(folder).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
    let expect = &case["expect"];
    let mut found = Vec::new();
    if !is_among(&report["verdict"], expect.get("verdict")) {
        found.push(format!("verdict {}", report["verdict"]));
    }
    if !is_among(&Value::from(output.status.code()), expect.get("exit")) {
        found.push(format!("exit status {:?}", output.status.code()));
    }
    for (check, right) in expect.get("checks").and_then(Value::as_object).into_iter().flatten() {
        let results = report["results"].as_array().map(Vec::as_slice).unwrap_or_default();
        let result = results.iter().find(|result| result["check"] == check.as_str());
        let outcome = result.map_or(&Value::Null, |result| &result["outcome"]);
        if !is_among(outcome, Some(right)) {
            found.push(format!("{check} {outcome}"));
        }
    }
    let told = report["deviations"].as_array().is_some_and(|list| !list.is_empty());
    if expect.get("deviations").is_some_and(|wanted| wanted.as_bool() != Some(told)) {
        found.push(format!("deviations told: {told}"));
    }
    found
}

#[test]
fn every_report_gets_its_right_answer() {
    let Some(folder) = std::env::var_os("DOC9303_REPORTS") else {
        eprintln!("skipped: DOC9303_REPORTS names no folder");
        return;
    };
    let folder = Path::new(&folder);
    let cases: Vec<Value> =
        serde_json::from_slice(&std::fs::read(folder.join("expect.json")).unwrap()).unwrap();
    assert!(!cases.is_empty());
    let mut wrong = Vec::new();
    for case in &cases {
        let found = differences(folder, case);
        if !found.is_empty() {
            wrong.push(format!("{}: {}", case["case"], found.join(", ")));
        }
    }
    assert!(wrong.is_empty(), "{} of {} are wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}
