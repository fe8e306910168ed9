//! Documents that pyca/cryptography and asn1crypto made (`fixtures/third_opinion`): neither the library nor its generator
//! of cases had a hand in them. Each is accepted whole, and fails at the right check after one changed bit.

use crate::common::{Case, vectors};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use doc9303::report::{Outcome, Report};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn documents() -> Vec<Case> {
    let folder = vectors().join("../third_opinion/documents");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let value: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        Case { id: value["id"].as_str().unwrap().to_owned(), value }
    };
    paths.iter().map(read).collect()
}

fn texts(list: &Value) -> BTreeSet<String> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

fn failed(report: &Report) -> BTreeSet<String> {
    let failed = report.results().iter().filter(|result| result.outcome() == Outcome::Failed);
    failed.map(|result| result.check().as_str().to_owned()).collect()
}

#[test]
fn every_suite_is_accepted() {
    let documents = documents();
    assert_eq!(documents.len(), 35);
    for case in &documents {
        let report = case.inspect();
        let open = report
            .results()
            .iter()
            .filter(|result| !matches!(result.outcome(), Outcome::Successful | Outcome::NotSupported));
        assert_eq!(open.count(), 0, "{}: {}", case.id, report.to_json());
        assert_eq!(report.verdict(), Outcome::Successful, "{}", case.id);
        let deviations: BTreeSet<String> =
            report.deviations().iter().map(|deviation| deviation.kind().to_string()).collect();
        assert_eq!(deviations, texts(&case.value["deviations"]), "{}", case.id);
    }
}

/// DG1, the signed attributes, the signature and the Document Signer's certificate.
#[test]
fn one_changed_bit_fails_the_check_of_its_part() {
    for case in documents() {
        let flips = case.value["flips"].as_array().unwrap().clone();
        assert_eq!(flips.len(), 4, "{}", case.id);
        for flip in flips {
            let mut value = case.value.clone();
            let file = &mut value["inputs"]["files"][flip["file"].as_str().unwrap()];
            let mut content = STANDARD.decode(file.as_str().unwrap()).unwrap();
            content[usize::try_from(flip["at"].as_u64().unwrap()).unwrap()] ^= 1;
            *file = json!(STANDARD.encode(content));
            let report = Case { id: case.id.clone(), value }.inspect();
            assert_eq!(report.verdict(), Outcome::Failed, "{}: {}", case.id, flip["part"]);
            assert_eq!(failed(&report), texts(&flip["failed"]), "{}: {}", case.id, flip["part"]);
        }
    }
}
