//! What a report tells of holder and document, and what a redacted one keeps to itself.

use crate::common::{case, cases};
use doc9303::raw::Sod;
use doc9303::report::{Check, Outcome};
use doc9303::{Chip, DataGroup, Document, FileId, Policy, TrustStore, UnixTime, inspect};
use serde_json::Value;

#[test]
fn a_good_document_says_who_and_what() {
    let report = case("good-full").inspect();
    let details = report.details();
    let personal = details.personal.unwrap();
    assert!(personal.authenticated && report.is_authenticated(FileId::Dg(DataGroup::DG11)));
    let personal = personal.content.unwrap();
    assert_eq!(personal.date_of_birth.as_deref(), Some("19740812"));
    let document = details.document.unwrap().content.unwrap();
    assert_eq!(document.issuing_authority.as_deref(), Some("UTOPIA PASSPORT OFFICE"));
    assert!(document.issued_on().is_some());
    let portraits = details.portraits.unwrap();
    assert!(portraits.authenticated);
    let portraits = portraits.content.unwrap();
    assert_eq!(portraits[0].format.unwrap().as_str(), "JPEG");
    assert_eq!(portraits[0].pixels, Some((120, 160)));
    assert!(!report.is_authenticated(FileId::Com), "EF.COM is signed by nobody");
}

/// In the whole corpus: a file is authenticated only if it is the signed one under a trusted authority.
#[test]
fn whatever_is_not_signed_says_so() {
    let mut signed = 0;
    let mut unsigned = 0;
    for case in cases() {
        let report = case.inspect();
        let told: Value = serde_json::from_str(&report.to_json()).unwrap();
        for section in
            told["document"]["details"].as_object().into_iter().flat_map(|details| details.values())
        {
            let authenticated = section["authenticated"].as_bool().unwrap();
            let data_group = section["file"].as_str().unwrap().strip_prefix("EF.").unwrap().parse().unwrap();
            let needed = [Check::SodStructure, Check::SodHash, Check::SodSignature, Check::DsSignature];
            let holds = |check: Check| report.outcome(check) == Some(Outcome::Successful);
            assert_eq!(
                authenticated,
                needed.into_iter().all(holds) && holds(Check::DgHash(data_group)),
                "{}",
                case.id
            );
            if authenticated { signed += 1 } else { unsigned += 1 }
        }
        let redacted: Value = serde_json::from_str(&report.to_json_redacted()).unwrap();
        assert!(redacted.get("document").is_none(), "{}", case.id);
    }
    assert!(signed > 500 && unsigned > 100, "{signed} and {unsigned}");
}

#[test]
fn what_cannot_be_read_is_reported_and_the_rest_is_shown() {
    let files = [
        (FileId::Dg(DataGroup::DG2), vec![0x75, 0x04, 0x7F, 0x61, 0x01, 0x02]),
        (FileId::Dg(DataGroup::DG7), vec![0x67, 0x08, 0x02, 0x01, 0x01, 0x5F, 0x43, 0x02, 0xFF, 0xD8]),
        (FileId::Dg(DataGroup::DG11), vec![0x5F, 0x0E, 0x01, 0x41]),
        (FileId::Dg(DataGroup::DG16), vec![0x70, 0x09, 0x02, 0x01, 0x01, 0xA1, 0x04, 0x5F, 0x51, 0x01, 0x41]),
    ];
    let chip = Chip::from_files(files).unwrap();
    let at = UnixTime::parse("2026-01-01").unwrap();
    let report = inspect(&Document::new().with_chip(chip), &TrustStore::new(), &Policy::icao(), at);
    let told: Value = serde_json::from_str(&report.to_json()).unwrap();
    let details = &told["document"]["details"];
    assert_eq!(details["portraits"]["error"]["code"], "file.malformed");
    assert_eq!(details["signatures"]["images"], serde_json::json!([{ "size": 2 }]));
    assert_eq!(
        details["personal"]["error"]["text"],
        "EF.DG11, byte 0: tag 5F0E where 6B is expected, as if the outer tag were missing, which some tools strip: \
         take the file whole, as the chip gives it"
    );
    assert_eq!(details["persons_to_notify"]["persons"], serde_json::json!([{ "name": "A" }]));
    assert!(details.get("document").is_none());
}

/// The sentence about a file under another name, and about what is no file at all.
#[test]
fn a_wrong_tag_is_reported_with_the_expected_one() {
    let sod = Sod::parse(&[0x30, 0x00]).unwrap_err().to_string();
    assert!(sod.contains("tag 30 where 77 is expected, as if the outer tag"));
    let dg1 = |bytes: &[u8]| {
        Chip::from_files([(FileId::Dg(DataGroup::DG1), bytes)]).unwrap().dg1().unwrap_err().to_string()
    };
    assert!(
        dg1(&[0x75, 0x00])
            .ends_with("tag 75 where 61 is expected, the tag of another file: files may have been mixed up")
    );
    assert!(dg1(&[0x90, 0x00]).ends_with("tag 90 where 61 is expected, and no file of a chip begins so"));
}
