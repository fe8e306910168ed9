//! What a report says of itself: as values, and the same as JSON.

use crate::common::{case, cases};
use doc9303::DataGroup;
use doc9303::report::{Check, Group, Outcome, Report, Source};
use doc9303_crypto::DigestAlgorithm;
use serde_json::Value;

fn json(report: &Report) -> Value {
    serde_json::from_str(&report.to_json()).unwrap()
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

#[test]
fn hashes_are_those_of_the_octets_that_were_given() {
    let case = case("good-passport");
    let report = case.inspect();
    let csca = DigestAlgorithm::Sha256.digest(&case.trusted("certificates")[0]);
    let (chain, told) = (&report.evidence().chain, json(&report));
    assert_eq!(chain[1].sha256, csca.as_ref());
    assert_eq!(told["evidence"]["chain"][1]["sha256"], hex(csca.as_ref()));
    let document = case.document();
    let chip = document.chip().unwrap();
    let files = told["document"]["files"].as_array().unwrap();
    assert_eq!(files.len(), chip.files().count());
    for ((file, octets), told) in chip.files().zip(files) {
        assert_eq!(told["file"], file.as_str());
        assert_eq!(told["size"], octets.len());
        assert_eq!(told["sha256"], hex(DigestAlgorithm::Sha256.digest(octets).as_ref()));
    }
}

/// A name that is there twice in an object, which readers take differently, would be lost on the way.
#[test]
fn what_is_serialised_is_what_is_written() {
    for case in cases() {
        let report = case.inspect();
        assert_eq!(serde_json::to_string(&report).unwrap(), report.to_json(), "{}", case.id);
    }
}

#[test]
fn a_zone_of_the_chip_is_named_as_such() {
    let of = |id: &str| {
        let report = case(id).inspect();
        let told = json(&report)["results"][0]["source"].clone();
        (report.result(Check::MrzFormat).unwrap().source(), told)
    };
    assert_eq!(of("good-no-printed-zone"), (Some(Source::Dg1), Value::from("dg1")));
    assert_eq!(of("good-passport").0, Some(Source::Printed));
}

/// The days that a report gives for a date are those that its checks went by.
#[test]
fn dates_are_those_of_the_checks() {
    let mut expired = 0;
    for case in cases() {
        let told = json(&case.inspect());
        let rows = told["results"].as_array().unwrap();
        let Some(row) = rows.iter().find(|row| row["reason"]["code"] == "document.expired") else { continue };
        // A printed zone beside the chip's is another one where the two differ.
        if row["source"] == "dg1"
            && rows.iter().any(|row| row["check"] == "combined.mrz_dg1" && row["outcome"] == "failed")
        {
            continue;
        }
        let dates = &told["document"]["mrz"]["dates"]["expiry_date"];
        assert_eq!(
            dates.as_array().unwrap().as_slice(),
            [row["reason"]["facts"]["expiry"].clone()],
            "{}",
            case.id
        );
        expired += 1;
    }
    assert!(expired > 3, "{expired}");
    let at = doc9303::UnixTime::parse("2026-01-01").unwrap();
    let zone =
        "I<UTOD231458907<<<<<<<<<<<<<<<\n2001017F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
    let told: Value = serde_json::from_str(&doc9303::mrz_json(&doc9303::Mrz::parse(zone), at)).unwrap();
    assert_eq!(
        told["dates"],
        serde_json::json!({"birth_date": ["2020-01-01", "1920-01-01"], "expiry_date": ["2012-04-15", "2112-04-15"]})
    );
}

#[test]
fn every_word_is_there() {
    let report = case("B01-dg1-tampered").inspect();
    let told = json(&report);
    assert_eq!(report.policy(), "icao");
    assert_eq!(told["policy"], "icao");
    assert_eq!(report.verdict().to_string(), "failed");
    for group in Group::ALL {
        let outcome = report.group(*group).map(Outcome::as_str);
        assert_eq!(told["groups"].get(group.as_str()).and_then(Value::as_str), outcome, "{}", group.as_str());
    }
    assert_eq!(report.group(Group::Electronic), Some(Outcome::Failed));
    assert_eq!(report.mrz().unwrap().document_number(), "L898902C3");
    let failed = report.result(Check::DgHash(DataGroup::DG1)).unwrap();
    let reason = failed.reason().unwrap();
    assert!(reason.text().contains("EF.DG1"), "{}", reason.text());
    for (result, told) in report.results().iter().zip(told["results"].as_array().unwrap()) {
        assert_eq!(told["check"], result.check().as_str());
        assert_eq!(told["outcome"], result.outcome().as_str());
        assert_eq!(told["clause"], result.check().clause());
        assert_eq!(told["weight"], result.weight().as_str());
        assert_eq!(told["reason"]["text"].as_str(), result.reason().map(|reason| reason.text()).as_deref());
    }
    let odd = case("suite-rsa2048-pkcs1-sha1").inspect();
    let (deviation, told) = (&odd.deviations()[0], &json(&odd)["deviations"][0]);
    assert_eq!(told["code"], deviation.kind().as_str());
    assert_eq!(told["structure"], deviation.structure());
    assert_eq!(told["text"], deviation.text());
    assert!(deviation.text().contains("SHA-1") && !deviation.structure().is_empty());
}
