//! Documents are judged as the library judges them.

use crate::support::{
    add_file, at, call, document, fails, files, made, nowhere, owned, policy, text, trust, vectors, verdict,
    works,
};
use core::ptr::null;
use doc9303::lds::{Provenance, Record};
use doc9303::trust::Grant;
use doc9303::{Chip, FileId, Policy, TrustStore, UnixTime, inspect};
use doc9303_ffi::*;

/// The same in Rust.
fn report(folder: &str) -> doc9303::Report {
    let mut store = TrustStore::new();
    for (name, bytes) in files(&vectors(folder).join("trust")) {
        let _ = store.add(&name, &bytes, Grant::ANCHORS);
    }
    let (mut chip, mut records) = (Chip::default(), Vec::new());
    for (name, bytes) in files(&vectors(folder).join("chip")) {
        match name.parse::<Record>() {
            Ok(record) => records.push((record, bytes)),
            Err(_) => chip = chip.with_file(name.parse::<FileId>().unwrap(), bytes).unwrap(),
        }
    }
    for (record, json) in records {
        chip = record.add_to(chip, &json, Provenance::OwnTerminal).unwrap();
    }
    let zone = std::fs::read_to_string(vectors(folder).join("mrz.txt")).unwrap();
    let document = doc9303::Document::new().with_mrz(&zone).with_chip(chip);
    inspect(&document, &store, &Policy::icao(), UnixTime::from_seconds(at()))
}

#[test]
fn reports_are_those_of_the_library() {
    for (folder, expected) in [("passport", Outcome::Successful), ("forged", Outcome::Failed)] {
        let own = report(folder);
        let (trust, document, policy) = (trust(folder), document(folder), policy("icao"));
        let records = "own_terminal";
        works!(doc9303_document_set_records(document, records.as_ptr().cast(), records.len()));
        let report = made!(doc9303_judge(document, trust, policy, at()));
        assert_eq!(verdict(report), expected);
        assert_eq!(text(made!(doc9303_report_json(report, 0))), own.to_json());
        assert_eq!(text(made!(doc9303_report_json(report, 1))), own.to_json_redacted());
        let mut count = 0;
        works!(doc9303_report_checks(report, &raw mut count));
        assert_eq!(count, own.results().len());
        for (number, result) in own.results().iter().enumerate() {
            let (mut data, mut length) = (null(), 0);
            works!(doc9303_report_check_id(report, number, &raw mut data, &raw mut length));
            assert_eq!(owned(data, length), result.check().as_str());
            works!(doc9303_report_check_reason(report, number, &raw mut data, &raw mut length));
            match result.reason() {
                Some(reason) => assert_eq!(owned(data, length), reason.code().as_str()),
                None => assert!(data.is_null() && length == 0),
            }
            let (mut outcome, mut counts) = (Outcome::Aborted, -1);
            works!(doc9303_report_check_outcome(report, number, &raw mut outcome));
            assert_eq!(outcome, result.outcome().into());
            works!(doc9303_report_check_counts(report, number, &raw mut counts));
            assert_eq!(counts == 1, result.counts());
            let german = text(made!(doc9303_report_check_text(report, number, c"de".as_ptr(), 2)));
            let reason = result.reason().map(|reason| reason.text_in(doc9303::report::Language::German));
            assert_eq!(german, reason.unwrap_or_default());
        }
        let mut group = Outcome::Aborted;
        works!(doc9303_report_group(report, c"electronic".as_ptr(), 10, &raw mut group));
        assert_eq!(Some(group), own.group(doc9303::report::Group::Electronic).map(Outcome::from));
        for status in [
            call!(doc9303_report_free(report)),
            call!(doc9303_document_free(document)),
            call!(doc9303_policy_free(policy)),
            call!(doc9303_trust_free(trust)),
        ] {
            assert_eq!(status, Status::Ok);
        }
    }
}

/// A proof that somebody handed over is none.
#[test]
fn records_count_as_handed_over_unless_the_caller_says_otherwise() {
    let (trust, document, policy) = (trust("passport"), document("passport"), policy("icao"));
    let report = made!(doc9303_judge(document, trust, policy, at()));
    let json = text(made!(doc9303_report_json(report, 0)));
    assert!(json.contains("chip.record_unverified"), "{json}");
}

/// A visa with its seal beside the passport that it was given for.
#[test]
fn seals_are_judged() {
    let document = made!(doc9303_document_new());
    let read = |name: &str| std::fs::read(vectors("visa").join(name)).unwrap();
    let (zone, visa, seal) = (read("mrz.txt"), read("visa-mrz.txt"), read("seal.bin"));
    works!(doc9303_document_set_mrz(document, zone.as_ptr().cast(), zone.len()));
    works!(doc9303_document_set_visa_mrz(document, visa.as_ptr().cast(), visa.len()));
    works!(doc9303_document_set_seal(document, seal.as_ptr(), seal.len()));
    let report = made!(doc9303_judge(document, trust("visa"), policy("icao"), at()));
    let json = text(made!(doc9303_report_json(report, 0)));
    assert_eq!(verdict(report), Outcome::Successful, "{json}");
    assert!(json.contains("seal.signature"), "{json}");
}

/// What is no document is told at once, and what is one in part is judged.
#[test]
fn parts_are_taken_or_refused() {
    let (trust, policy) = (made!(doc9303_trust_new()), policy("icao"));
    let document = made!(doc9303_document_new());
    let (status, _, message) = fails!(doc9303_judge(document, trust, policy, 0, &mut nowhere()));
    assert_eq!((status, message.as_str()), (Status::InvalidArgument, "nothing of the document was given"));
    let refused = |name: &str, bytes: &[u8]| {
        fails!(doc9303_document_add_file(
            document,
            name.as_ptr().cast(),
            name.len(),
            bytes.as_ptr(),
            bytes.len()
        ))
    };
    assert_eq!(refused("notes.txt", b"read at the border").1, "file.not_read");
    add_file(document, "EF.DG1", &[0x61, 0]);
    add_file(document, "copy/DG1.bin", &[0x61, 0]);
    let (status, code, message) = refused("DG01", &[0x61, 1, 0]);
    assert_eq!((status, code.as_str()), (Status::Refused, "file.malformed"));
    assert!(message.ends_with("these are files of two chips"), "{message}");
    add_file(document, "active_auth.json", b"{}");
    let mut report = core::ptr::null_mut::<Report>();
    let (status, code, _) = fails!(doc9303_judge(document, trust, policy, 0, &raw mut report));
    assert_eq!((status, code.as_str()), (Status::Refused, "file.malformed"));
}

/// What a store takes, holds and refuses.
#[test]
fn trust_is_what_the_caller_allows() {
    let csca = std::fs::read(vectors("passport/trust/certificate-0.cer")).unwrap();
    let trust = made!(doc9303_trust_new());
    let mut import = Import::default();
    let name = c"csca.cer".as_ptr();
    let (data, size) = (csca.as_ptr(), csca.len());
    let (status, code, _) = fails!(doc9303_trust_add(trust, name, 8, data, size, 2, &raw mut import));
    assert_eq!((status, code.as_str(), import.rejected), (Status::Refused, "trust.not_granted", 1));
    let rejected = text(made!(doc9303_trust_rejected(trust)));
    assert!(rejected.starts_with("csca.cer: ") && rejected.ends_with(" [trust.not_granted]\n"), "{rejected}");
    works!(doc9303_trust_add(trust, name, 8, data, size, 0, core::ptr::null_mut()));
    works!(doc9303_trust_add(trust, name, 8, data, size, 0, &raw mut import));
    assert_eq!((import.added, import.known), (0, 1));
    let mut content = TrustCounts::default();
    works!(doc9303_trust_counts(trust, &raw mut content));
    assert_eq!((content.anchors, content.crls), (1, 0));
    let (status, code, _) =
        fails!(doc9303_trust_add(trust, name, 8, c"no".as_ptr().cast(), 2, 0, &raw mut import));
    assert_eq!((status, code.as_str()), (Status::Refused, "trust.not_recognised"));
    for signer in 0..4 {
        let import = &raw mut import;
        works!(doc9303_trust_add_with_lists(trust, name, 8, data, size, 0, signer, data, size, import));
    }
    works!(doc9303_trust_set_engine(trust, c"own".as_ptr(), 3));
}

#[test]
fn words_are_explained() {
    let word = c"csca.not_found".as_ptr();
    let german = text(made!(doc9303_meaning(word, 14, c"de".as_ptr(), 2)));
    assert_eq!(german, doc9303::Code::CscaNotFound.meaning_in(doc9303::report::Language::German));
    let json = text(made!(doc9303_explain(word, 14, c"en".as_ptr(), 2)));
    let told: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(told["kind"], "code");
    assert_eq!(told["next_steps"], doc9303::Code::CscaNotFound.explanation().next_steps);
    let mut nothing = core::ptr::null_mut::<Text>();
    let (status, ..) = fails!(doc9303_meaning(c"shoe_size".as_ptr(), 9, c"en".as_ptr(), 2, &raw mut nothing));
    assert_eq!(status, Status::NotFound);
}
