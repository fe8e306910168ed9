//! Records of Chip Authentication and of PACE with Chip Authentication Mapping, changed in one place each.

use crate::common::{Case, case};
use doc9303::Code;
use doc9303::report::{Check, Outcome};
use serde_json::{Value, json};

/// The result of a check after a change to the case's inputs.
fn judged(id: &str, check: Check, change: impl FnOnce(&mut Value)) -> (Outcome, Option<Code>) {
    let Case { id, mut value } = case(id);
    change(&mut value["inputs"]);
    let report = Case { id, value }.inspect();
    let result = report.result(check).unwrap();
    (result.outcome(), result.reason().map(doc9303::report::Reason::code))
}

const SUCCESSFUL: (Outcome, Option<Code>) = (Outcome::Successful, None);
const INVALID: (Outcome, Option<Code>) = (Outcome::Failed, Some(Code::ChipProofInvalid));
const NOT_PERFORMED: (Outcome, Option<Code>) = (Outcome::Undetermined, Some(Code::ChipNotPerformed));

#[test]
fn every_recorded_exchange_must_hold_in_its_place() {
    for id in ["E08-performed-3des", "E08-performed-aes128", "E08-performed-aes192", "E08-performed-aes256"] {
        let judged = |change: fn(&mut Vec<Value>)| {
            judged(id, Check::ChipAuthentication, |inputs| {
                change(inputs["chip_auth"]["exchanges"].as_array_mut().unwrap());
            })
        };
        assert_eq!(judged(|_| {}), SUCCESSFUL, "{id}");
        assert_eq!(judged(|exchanges| exchanges.truncate(1)), SUCCESSFUL, "{id}");
        assert_eq!(judged(|exchanges| drop(exchanges.remove(0))), INVALID, "{id}");
        assert_eq!(judged(|exchanges| exchanges.reverse()), INVALID, "{id}");
        assert_eq!(judged(Vec::clear), NOT_PERFORMED, "{id}");
        // A response passed off as that of another command, and a later one that fails.
        assert_eq!(
            judged(|exchanges| exchanges[0]["response"] = exchanges[1]["response"].clone()),
            INVALID,
            "{id}"
        );
        assert_eq!(judged(|exchanges| exchanges[1]["response"] = json!("9000")), INVALID, "{id}");
    }
}

#[test]
fn protocol_and_private_key_are_those_of_the_agreement() {
    let judged = |field: &str, value: Value| {
        judged("E08-performed-aes128", Check::ChipAuthentication, |inputs| inputs["chip_auth"][field] = value)
    };
    for other in ["0.4.0.127.0.7.2.2.3.2.1", "0.4.0.127.0.7.2.2.3.2.4", "0.4.0.127.0.7.2.2.3.1.2"] {
        assert_eq!(judged("oid", json!(other)), INVALID, "{other}");
    }
    let unknown = (Outcome::Undetermined, Some(Code::SignatureUnsupportedAlgorithm));
    for other in ["", "0.4.0.127.0.7.2.2.3.2", "0.4.0.127.0.7.2.2.3.2.5", "0.4.0.127.0.7.2.2.3.3.2", "1.2.3"]
    {
        assert_eq!(judged("oid", json!(other)), unknown, "{other}");
    }
    for other in ["", "00", "01", &"FF".repeat(32)] {
        assert_eq!(judged("terminal_private_key", json!(other)), INVALID, "{other}");
    }
}

#[test]
fn a_record_without_a_key_identifier_may_mean_any_key() {
    let judged = |identifier: Value| {
        judged("E10-second-key", Check::ChipAuthentication, |inputs| {
            inputs["chip_auth"]["key_id"] = identifier
        })
    };
    assert_eq!(judged(Value::Null), SUCCESSFUL);
    assert_eq!(judged(json!(2)), SUCCESSFUL);
    assert_eq!(judged(json!(1)), INVALID);
}

#[test]
fn a_record_for_a_chip_without_such_a_key_is_no_proof() {
    let transcript = case("E08-performed-aes128").value["inputs"]["chip_auth"].clone();
    let result = judged("E12-pace-cam-performed", Check::ChipAuthentication, |inputs| {
        inputs["chip_auth"] = transcript
    });
    assert_eq!(result, (Outcome::Undetermined, Some(Code::ChipKeyNotAuthenticated)));
    let record = case("E12-pace-cam-performed").value["inputs"]["pace_cam"].clone();
    let result = judged("E08-performed-aes128", Check::ChipPaceCam, |inputs| inputs["pace_cam"] = record);
    assert_eq!(result, (Outcome::Undetermined, Some(Code::ChipKeyNotAuthenticated)));
}

#[test]
fn the_mapping_is_proved_by_its_own_numbers() {
    let judged = |field: &str, value: Value| {
        judged("E12-pace-cam-performed", Check::ChipPaceCam, |inputs| inputs["pace_cam"][field] = value)
    };
    let given = case("E12-pace-cam-performed").value["inputs"]["pace_cam"].clone();
    assert_eq!(judged("oid", given["oid"].clone()), SUCCESSFUL);
    assert_eq!(judged("oid", json!("0.4.0.127.0.7.2.2.4.6.4")), INVALID);
    assert_eq!(judged("parameter_id", json!(12)), INVALID);
    for other in ["", "00", "01", &"FF".repeat(32)] {
        assert_eq!(judged("chip_authentication_data", json!(other)), INVALID, "{other}");
    }
    for other in ["", "00", "04", given["chip_authentication_data"].as_str().unwrap()] {
        assert_eq!(judged("chip_mapping_public_key", json!(other)), INVALID, "{other}");
    }
}

#[test]
fn what_was_announced_and_not_performed_is_reported() {
    let without = |id, check, record: &str| {
        judged(id, check, |inputs| drop(inputs.as_object_mut().unwrap().remove(record)))
    };
    assert_eq!(without("E08-performed-3des", Check::ChipAuthentication, "chip_auth"), NOT_PERFORMED);
    assert_eq!(without("E12-pace-cam-performed", Check::ChipPaceCam, "pace_cam"), NOT_PERFORMED);
}

/// The word on whose records these are decides between a proof and none, and makes nothing wrong right.
#[test]
fn records_prove_something_to_the_owner_of_the_terminal() {
    const UNVERIFIED: (Outcome, Option<Code>) = (Outcome::Undetermined, Some(Code::ChipRecordUnverified));
    let of = |id, check, word: &str| judged(id, check, |inputs| inputs["records"] = json!(word));
    for (id, check) in [
        ("E08-performed-aes128", Check::ChipAuthentication),
        ("E12-pace-cam-performed", Check::ChipPaceCam),
        ("E22-active-auth-own-terminal", Check::ChipChallenge),
    ] {
        assert_eq!(of(id, check, "own_terminal"), SUCCESSFUL, "{id}");
        assert_eq!(of(id, check, "handed_over"), UNVERIFIED, "{id}");
    }
    for word in ["own_terminal", "handed_over"] {
        assert_eq!(of("E11-other-keys", Check::ChipAuthentication, word), INVALID, "{word}");
        assert_eq!(of("E12-pace-cam-wrong", Check::ChipPaceCam, word), INVALID, "{word}");
        assert_eq!(of("E02-wrong-key", Check::ChipActiveAuth, word), INVALID, "{word}");
    }
}

/// EF.CardSecurity is the chip's word until its signer is under a trusted CSCA.
#[test]
fn a_mapping_under_an_unknown_csca_is_no_proof() {
    let Case { id, mut value } = case("E12-pace-cam-performed");
    value["trust"]["certificates"] = json!([]);
    let report = Case { id, value }.inspect();
    let result = report.result(Check::ChipPaceCam).unwrap();
    assert_eq!(
        (result.outcome(), result.reason().map(|reason| reason.code())),
        (Outcome::Undetermined, Some(Code::ChipKeyNotAuthenticated))
    );
}

/// Whatever stands in a record as JSON: an answer and no panic, and never a record that is half there.
mod json {
    use doc9303::lds::Provenance::HandedOver;
    use doc9303::lds::Record;
    use doc9303::{Chip, Code};
    use proptest::prelude::*;

    const GOOD: [&str; 4] = [
        r#"{"challenge": "0011223344556677", "response": "ab", "expected_challenge": "0011223344556677"}"#,
        r#"{"oid": "0.4.0.127.0.7.2.2.3.2.2", "key_id": 1, "terminal_private_key": "01", "exchanges": [{"command": "00", "response": "9000"}]}"#,
        r#"{"oid": "0.4.0.127.0.7.2.2.4.6.2", "parameter_id": 13, "chip_mapping_public_key": "04", "chip_authentication_data": "05"}"#,
        r#"{"protocol": "PACE", "password": "MRZ"}"#,
    ];

    fn is_there(chip: &Chip) -> bool {
        chip.active_auth().is_some()
            || chip.chip_auth().is_some()
            || chip.pace_cam().is_some()
            || chip.access().is_some()
    }

    #[test]
    fn each_kind_is_read_and_each_field_is_needed() {
        for (record, good) in Record::ALL.into_iter().zip(GOOD) {
            assert!(
                is_there(&record.add_to(Chip::default(), good.as_bytes(), HandedOver).unwrap()),
                "{}",
                record.name()
            );
            let fields: serde_json::Value = serde_json::from_str(good).unwrap();
            for name in fields.as_object().unwrap().keys() {
                let mut without = fields.clone();
                let _ = without.as_object_mut().unwrap().remove(name);
                let is_optional = matches!(name.as_str(), "expected_challenge" | "key_id" | "password");
                let read = record.add_to(Chip::default(), without.to_string().as_bytes(), HandedOver);
                assert_eq!(read.is_ok(), is_optional, "{}: {name}", record.name());
                let mut wrong = fields.clone();
                wrong[name] = serde_json::json!([true]);
                let refused =
                    record.add_to(Chip::default(), wrong.to_string().as_bytes(), HandedOver).err().unwrap();
                assert_eq!(refused.code(), Code::FileMalformed, "{}: {name}", record.name());
                assert!(refused.to_string().starts_with(record.name()));
            }
        }
        let large = vec![b' '; (1 << 20) + 1];
        let refused = Record::Access.add_to(Chip::default(), &large, HandedOver).err().unwrap();
        assert_eq!(refused.code(), Code::LimitSize);
    }

    proptest! {
        #[test]
        fn no_octets_panic(kind in 0..4_usize, at in 0..80_usize, octets in prop::collection::vec(any::<u8>(), 0..12)) {
            let mut json = GOOD[kind].as_bytes().to_vec();
            let at = at.min(json.len());
            let end = (at + octets.len()).min(json.len());
            json.splice(at..end, octets);
            if let Ok(chip) = Record::ALL[kind].add_to(Chip::default(), &json, HandedOver) {
                prop_assert!(is_there(&chip));
            }
        }
    }
}
