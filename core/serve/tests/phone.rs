//! Sessions: a chip that a phone carries commands to, with a virtual document in its place.

use crate::client::{Running, VECTORS, bounded, file, folder, post, send, sources, start, start_with};
use doc9303::{DataGroup, FileId};
use doc9303_crypto::DigestAlgorithm;
use doc9303_reader::chip::{ActiveSigner, ChipProfile, EcdsaSigner, RsaSigner, StaticKey, VirtualChip};
use doc9303_reader::{Mapping, PaceVariant, Password, SystemRandomness};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

fn hex(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(bytes)
}

fn octets(text: &str) -> Vec<u8> {
    base16ct::mixed::decode_vec(text).unwrap()
}

fn zone() -> String {
    String::from_utf8(file("passport/mrz.txt")).unwrap()
}

/// The genuine passport with its keys, or a copy of its files without them.
fn chip(has_keys: bool) -> VirtualChip {
    let files = folder(format!("{VECTORS}/passport/chip"));
    let files = files.into_iter().filter_map(|(name, bytes)| Some((FileId::recognise(&name, &[])?, bytes)));
    let mut profile = ChipProfile::new(files);
    profile.passwords = vec![Password::of_zone(&doc9303::Mrz::parse(&zone()).unwrap()).unwrap()];
    // What the chip announces, but the mapping that needs a key of its own.
    profile.pace = PaceVariant::of_card_access(&profile.files[&FileId::CardAccess]);
    profile.pace.retain(|variant| variant.mapping() != Mapping::ChipAuthentication);
    profile.has_basic_access = profile.pace.is_empty();
    let data_group_14 = profile.files[&FileId::Dg(DataGroup::DG14)].clone();
    if has_keys {
        let key = StaticKey::from_pkcs8(&file("passport/keys/chip-auth.der")).unwrap();
        profile.static_keys = vec![key.named_in(&data_group_14)];
        profile.signer = Some(signer(&file("passport/keys/active-auth.der")));
    }
    VirtualChip::new(profile, SystemRandomness)
}

fn signer(der: &[u8]) -> Arc<dyn ActiveSigner> {
    match RsaSigner::from_der(der, DigestAlgorithm::Sha256) {
        Some(signer) => Arc::new(signer),
        None => Arc::new(EcdsaSigner::from_pkcs8(der, DigestAlgorithm::Sha256).unwrap()),
    }
}

fn begin(running: &Running) -> Value {
    let answer = post(running.address, "/v1/sessions", &json!({ "mrz": zone() }));
    assert_eq!(answer.status, 201, "{}", String::from_utf8_lossy(&answer.body));
    let session = answer.json();
    assert_eq!(
        answer.header("location").unwrap(),
        format!("/v1/sessions/{}", session["id"].as_str().unwrap())
    );
    assert_eq!(session["id"].as_str().unwrap().len(), 64);
    session
}

fn relay(running: &Running, id: &str, number: &Value, response: &[u8]) -> crate::client::Answer {
    let path = format!("/v1/sessions/{id}/apdu");
    post(running.address, &path, &json!({ "number": number, "response": hex(response) }))
}

/// Carries commands until there is no next one.
fn carry(running: &Running, chip: &mut VirtualChip) -> (String, crate::client::Answer) {
    let mut step = begin(running);
    let id = step["id"].as_str().unwrap().to_owned();
    loop {
        let response = chip.respond(&octets(step["command"].as_str().unwrap()));
        let answer = relay(running, &id, &step["number"], &response);
        if answer.status != 200 || answer.json().get("report").is_some() {
            return (id, answer);
        }
        step = answer.json();
    }
}

fn outcome<'a>(report: &'a Value, check: &str) -> &'a str {
    let rows = report["results"].as_array().unwrap();
    rows.iter().find(|row| row["check"] == check).map_or("absent", |row| row["outcome"].as_str().unwrap())
}

#[test]
fn a_genuine_chip_proves_itself_to_the_service() {
    let running = start();
    let (id, answer) = carry(&running, &mut chip(true));
    let json = answer.json();
    assert_eq!(json["report"]["verdict"], "successful", "{json:#}");
    assert_eq!(json["reading"]["complete"], true);
    for check in ["chip.active_auth", "chip.chip_auth", "combined.mrz_dg1"] {
        assert_eq!(outcome(&json["report"], check), "successful", "{check}: {:#}", json["report"]["results"]);
    }
    assert_eq!(answer.header("doc9303-trust"), Some(running.service.trust_sha256().as_str()));
    // A session has one use.
    let again = relay(&running, &id, &json!(1), &[0x90, 0]);
    assert_eq!((again.status, again.code().as_str()), (404, "session.unknown"));
}

#[test]
fn a_copy_without_the_keys_proves_nothing() {
    let running = start();
    let (_, answer) = carry(&running, &mut chip(false));
    let json = answer.json();
    assert_ne!(json["report"]["verdict"], "successful");
    assert_ne!(outcome(&json["report"], "chip.active_auth"), "successful");
}

#[test]
fn responses_out_of_turn_change_nothing() {
    let running = start();
    let mut chip = chip(true);
    let first = begin(&running);
    let id = first["id"].as_str().unwrap();
    let response = chip.respond(&octets(first["command"].as_str().unwrap()));
    let second = relay(&running, id, &first["number"], &response);
    assert_eq!(second.status, 200);
    // The same response again, and one to a command that was not given yet.
    for number in [json!(1), json!(3), json!(0)] {
        let replayed = relay(&running, id, &number, &response);
        assert_eq!((replayed.status, replayed.code().as_str()), (409, "session.out_of_turn"));
    }
    // What is no response.
    for body in [
        json!({}),
        json!({ "number": 2 }),
        json!({ "number": 2, "response": "9" }),
        json!({ "number": 2, "response": "zz" }),
    ] {
        assert_eq!(post(running.address, &format!("/v1/sessions/{id}/apdu"), &body).status, 400);
    }
    let step = second.json();
    let response = chip.respond(&octets(step["command"].as_str().unwrap()));
    assert_eq!(relay(&running, id, &step["number"], &response).status, 200);
}

#[test]
fn a_recording_opens_no_other_session() {
    let running = start();
    let mut chip = chip(true);
    // The responses of a whole session, which a phone kept.
    let mut kept = Vec::new();
    let mut step = begin(&running);
    let id = step["id"].as_str().unwrap().to_owned();
    loop {
        let response = chip.respond(&octets(step["command"].as_str().unwrap()));
        let answer = relay(&running, &id, &step["number"], &response);
        kept.push(response);
        if answer.json().get("report").is_some() {
            break;
        }
        step = answer.json();
    }
    let mut step = begin(&running);
    let id = step["id"].as_str().unwrap().to_owned();
    for response in kept {
        let answer = relay(&running, &id, &step["number"], &response);
        if answer.status != 200 {
            assert_eq!(answer.status, 422);
            assert!(!answer.code().is_empty());
            return;
        }
        step = answer.json();
        assert!(step.get("report").is_none(), "a recording was believed");
    }
}

#[test]
fn a_chip_that_opens_for_nobody_gives_no_report() {
    let running = start();
    let mut step = begin(&running);
    let id = step["id"].as_str().unwrap().to_owned();
    loop {
        let answer = relay(&running, &id, &step["number"], &[0x69, 0x82]);
        if answer.status != 200 {
            // A zone alone would be successful: it is not what was asked.
            assert_eq!(answer.status, 422);
            assert!(!String::from_utf8_lossy(&answer.body).contains("verdict"));
            break;
        }
        step = answer.json();
    }
    assert_eq!(relay(&running, &id, &json!(1), &[0x90, 0]).status, 404);
}

#[test]
fn sessions_expire_and_are_few() {
    let settings = bounded(|bounds| {
        bounds.sessions = 2;
        bounds.session_idle = Duration::from_millis(400);
    });
    let running = start_with(settings, &sources(), None);
    let (one, other) = (begin(&running), begin(&running));
    assert_ne!(one["id"], other["id"]);
    let third = post(running.address, "/v1/sessions", &json!({ "mrz": zone() }));
    assert_eq!(
        (third.status, third.code().as_str(), third.header("retry-after")),
        (503, "session.too_many", Some("1"))
    );
    // One is given up, which makes room.
    let path = format!("/v1/sessions/{}", one["id"].as_str().unwrap());
    assert_eq!(send(running.address, "DELETE", &path, &[], b"").status, 204);
    assert_eq!(send(running.address, "DELETE", &path, &[], b"").status, 404);
    begin(&running);
    std::thread::sleep(Duration::from_millis(600));
    let late = relay(&running, other["id"].as_str().unwrap(), &json!(1), &[0x90, 0]);
    assert_eq!((late.status, late.code().as_str()), (404, "session.unknown"));
    begin(&running);

    let short =
        start_with(bounded(|bounds| bounds.session_life = Duration::from_millis(300)), &sources(), None);
    let session = begin(&short);
    std::thread::sleep(Duration::from_millis(400));
    assert_eq!(relay(&short, session["id"].as_str().unwrap(), &json!(1), &[0x90, 0]).status, 404);
}

#[test]
fn what_opens_no_chip_begins_no_session() {
    let running = start();
    for body in [
        json!({}),
        json!({ "can": "12a" }),
        json!({ "mrz": zone(), "at": "2026-06-01" }),
        json!({ "mrz": zone(), "policy": "none" }),
    ] {
        assert_eq!(post(running.address, "/v1/sessions", &body).status, 400, "{body}");
    }
    assert_eq!(post(running.address, "/v1/sessions", &json!({ "mrz": "P<UTO" })).status, 422);
    let by_number = post(running.address, "/v1/sessions", &json!({ "can": "500540" }));
    assert_eq!(by_number.status, 201);
    assert!(
        post(running.address, "/v1/sessions/no-such-id/apdu", &json!({ "number": 1, "response": "9000" }))
            .status
            == 404
    );
}
