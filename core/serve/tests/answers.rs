//! Every route answers what the library answers, byte for byte.

#[cfg(feature = "pictures")]
use crate::client::page;
use crate::client::{
    AT, VECTORS, base64, document, file, folder, get, post, post_form, send, settings, sources, start,
    start_with,
};
use doc9303::lds::{Dump, Provenance};
use doc9303::{Document, Limits, Policy, UnixTime, inspect, mrz_json};
use serde_json::{Value, json};

/// What the library says of a document of the vectors.
fn expected(name: &str, policy: &Policy) -> doc9303::Report {
    let mut dump = Dump::new();
    folder(format!("{VECTORS}/{name}/chip"))
        .into_iter()
        .for_each(|(name, bytes)| dump.add(&name, bytes).unwrap());
    let chip = doc9303_inputs::chip(dump, Provenance::OwnTerminal, &Limits::DEFAULT).unwrap();
    let mrz = String::from_utf8(file(&format!("{name}/mrz.txt"))).unwrap();
    let document = Document::new().with_mrz(&mrz).with_chip(chip);
    inspect(&document, &sources().load().unwrap().store, policy, UnixTime::parse(AT).unwrap())
}

#[test]
fn the_genuine_passport_is_valid_and_the_forged_one_is_not() {
    let running = start();
    for (name, verdict) in [("passport", "successful"), ("forged", "failed")] {
        let answer = post(running.address, "/v1/inspect", &document(name));
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json()["verdict"], verdict);
        let report = expected(name, &Policy::icao());
        assert_eq!(String::from_utf8(answer.body.clone()).unwrap(), report.to_json() + "\n");
        assert_eq!(answer.header("doc9303-trust"), Some(running.service.trust_sha256().as_str()));
        assert_eq!(answer.header("doc9303-trust-loaded"), Some("2026-06-01T00:00:00Z"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
}

#[test]
fn json_and_a_form_and_an_archive_say_the_same() {
    let running = start();
    let by_json = post(running.address, "/v1/inspect", &document("passport"));
    let (files, mrz) = (folder(format!("{VECTORS}/passport/chip")), file("passport/mrz.txt"));
    let own: (&str, Option<&str>, &[u8]) = ("records", None, b"own_terminal");
    let mut parts = vec![("mrz", Some("mrz.txt"), mrz.as_slice()), own, ("at", None, AT.as_bytes())];
    parts.extend(files.iter().map(|(name, bytes)| ("chip", Some(name.as_str()), bytes.as_slice())));
    let by_form = post_form(running.address, "/v1/inspect", &parts);
    assert_eq!(by_form.body, by_json.body);
    let archive = stored(&files);
    let parts = [
        ("mrz", None, mrz.as_slice()),
        ("chip_zip", Some("chip.zip"), &archive),
        own,
        ("at", None, AT.as_bytes()),
    ];
    let by_archive = post_form(running.address, "/v1/inspect", &parts);
    assert_eq!(by_archive.body, by_json.body);
    // What is none of a chip is counted.
    let mut with_note = document("passport");
    with_note["chip"]["notes.txt"] = base64(b"read at the border").into();
    let answer = post(running.address, "/v1/inspect", &with_note);
    assert_eq!((answer.header("doc9303-not-read"), &answer.body), (Some("1"), &by_json.body));
}

/// An archive whose members are stored.
fn stored(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let offset = u32::try_from(archive.len()).unwrap();
        let mut sum = flate2::Crc::new();
        sum.update(bytes);
        let length = u32::try_from(bytes.len()).unwrap().to_le_bytes();
        let common =
            [&[20, 0, 0, 0, 0, 0, 0, 0, 0, 0][..], &sum.sum().to_le_bytes(), &length, &length].concat();
        let name_length = u16::try_from(name.len()).unwrap().to_le_bytes();
        archive.extend([b"PK\x03\x04", &common[..], &name_length, &[0, 0], name.as_bytes(), bytes].concat());
        let rest = [&[0_u8; 12][..], &offset.to_le_bytes()].concat();
        directory.extend([b"PK\x01\x02\x14\x00", &common[..], &name_length, &rest, name.as_bytes()].concat());
    }
    let count = u16::try_from(files.len()).unwrap().to_le_bytes();
    let size = u32::try_from(directory.len()).unwrap().to_le_bytes();
    let offset = u32::try_from(archive.len()).unwrap().to_le_bytes();
    archive.extend(directory);
    archive.extend([b"PK\x05\x06\0\0\0\0", &count[..], &count, &size, &offset, &[0, 0]].concat());
    archive
}

#[test]
fn a_policy_by_name_redaction_and_languages() {
    let mut own = settings();
    own.policies = vec![Policy::strict().with_name("gate")];
    let running = start_with(own, &sources(), None);
    let mut request = document("passport");
    request["policy"] = "icao".into();
    request["redact"] = true.into();
    let redacted = post(running.address, "/v1/inspect", &request);
    assert_eq!(
        String::from_utf8(redacted.body).unwrap(),
        expected("passport", &Policy::icao()).to_json_redacted() + "\n"
    );
    request["policy"] = "gate".into();
    assert_eq!(post(running.address, "/v1/inspect", &request).json()["policy"], "gate");
    // The first policy of the service judges where none is named.
    request.as_object_mut().unwrap().remove("policy");
    assert_eq!(post(running.address, "/v1/inspect", &request).json()["policy"], "gate");
    request["policy"] = "no such".into();
    assert_eq!(post(running.address, "/v1/inspect", &request).code(), "request.malformed");

    let mut forged = document("forged");
    forged["policy"] = "icao".into();
    forged["language"] = "de".into();
    let german = post(running.address, "/v1/inspect", &forged).json();
    let report = expected("forged", &Policy::icao());
    let said =
        report.results().iter().map(|row| row.reason().map(|reason| reason.text_in("de".parse().unwrap())));
    let found = german["results"].as_array().unwrap().iter();
    let found: Vec<Option<String>> =
        found.map(|row| row["reason"]["text"].as_str().map(str::to_owned)).collect();
    assert_eq!(found, said.collect::<Vec<_>>());
    // Nothing but sentences changes.
    let mut english: Value = serde_json::from_str(&report.to_json()).unwrap();
    let mut german = german;
    for json in [&mut english, &mut german] {
        json["results"]
            .as_array_mut()
            .unwrap()
            .iter_mut()
            .for_each(|row| row["reason"]["text"] = Value::Null);
        json["deviations"].as_array_mut().unwrap().iter_mut().for_each(|row| row["text"] = Value::Null);
    }
    assert_eq!(english, german);
}

#[test]
fn zones_are_parsed_and_found() {
    let running = start();
    let zone = String::from_utf8(file("passport/mrz.txt")).unwrap();
    let at = UnixTime::parse(AT).unwrap();
    let answer = post(running.address, "/v1/mrz", &json!({ "mrz": zone }));
    let expected = mrz_json(&doc9303::Mrz::parse(&zone), at);
    assert_eq!(String::from_utf8(answer.body).unwrap(), expected + "\n");
    let page = format!("At the gate:\n{zone}\nThank you.\n");
    let found = post(running.address, "/v1/mrz", &json!({ "text": page })).json();
    assert_eq!(found["found"].as_array().unwrap().len(), 1);
    assert_eq!(found["found"][0]["sure"], true);
    assert_eq!(post(running.address, "/v1/mrz", &json!({})).status, 400);
    // What is no zone is an answer as well.
    assert_eq!(post(running.address, "/v1/mrz", &json!({ "mrz": "P<UTO" })).status, 200);
}

#[test]
fn an_inspection_is_logged_beside_its_report() {
    let running = start();
    let inspected = post(running.address, "/v1/inspect", &document("forged")).json();
    let mut request = document("forged");
    request["log_terminal"] = "gate 12".into();
    let answer = post(running.address, "/v1/log", &request);
    assert_eq!(answer.header("doc9303-trust"), Some(running.service.trust_sha256().as_str()));
    let answer = answer.json();
    assert_eq!(answer["report"], inspected);
    let log = answer["log"].as_str().unwrap();
    assert!(log.starts_with("<?xml") && log.contains("gate 12") && log.contains("<ct:TransactionID>"));
    // No personal data unless a profile asks for them.
    assert!(!log.contains("<dc:Surname>") && !log.contains("ERIKSSON"));
    request["log_profile"] = "full".into();
    let full = post(running.address, "/v1/log", &request).json();
    assert!(full["log"].as_str().unwrap().contains("<dc:Surname>ERIKSSON</dc:Surname>"));
    request["redact"] = true.into();
    assert_eq!(post(running.address, "/v1/log", &request).code(), "request.malformed");
    let other = json!({ "mrz": "P<UTO", "log_profile": "all" });
    assert_eq!(post(running.address, "/v1/log", &other).code(), "request.malformed");
    let other = json!({ "mrz": "P<UTO", "log_transaction": "7" });
    assert_eq!(post(running.address, "/v1/log", &other).code(), "request.malformed");
}

#[cfg(feature = "pictures")]
#[test]
fn zones_are_read_in_pictures_and_judged_where_they_are_certain() {
    let running = start();
    let picture = base64(&page("0001-clean.jpg"));
    let answer = post(running.address, "/v1/image", &json!({ "image": picture })).json();
    let zone = &answer["zones"][0];
    assert_eq!((&zone["format"], &zone["sure"]), (&json!("TD3"), &json!(true)));
    let lines: Vec<&str> =
        zone["lines"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect();
    let by_text = post(running.address, "/v1/inspect", &json!({ "mrz": lines.join("\n"), "at": AT }));
    let by_image = post(running.address, "/v1/inspect", &json!({ "image": picture, "at": AT }));
    assert_eq!(by_image.status, 200);
    assert_eq!(by_image.body, by_text.body);
    let parts = [("image", Some("passport.jpg"), page("0001-clean.jpg"))];
    let parts = parts.each_ref().map(|(name, file, bytes)| (*name, *file, bytes.as_slice()));
    assert_eq!(post_form(running.address, "/v1/image", &parts).json(), answer);

    let none = json!({ "image": base64(&page("0067-none.jpg")), "at": AT });
    let answer = post(running.address, "/v1/inspect", &none);
    assert_eq!((answer.status, answer.code()), (422, "mrz_not_found".to_owned()));
    let answer = post(running.address, "/v1/inspect", &json!({ "image": base64(b"P<UTO"), "at": AT }));
    assert_eq!((answer.status, answer.code()), (422, "file.malformed".to_owned()));
    let both = json!({ "image": picture, "mrz": lines.join("\n") });
    assert_eq!(post(running.address, "/v1/inspect", &both).code(), "request.malformed");
    assert_eq!(post(running.address, "/v1/image", &json!({})).code(), "request.nothing_given");
}

#[cfg(feature = "pictures")]
#[test]
fn seals_are_judged_as_bytes_and_in_pictures() {
    let running = start();
    let picture = std::fs::read(format!("{VECTORS}/../pictures/G00-visa.datamatrix.page.png")).unwrap();
    let visa = String::from_utf8(file("visa/visa-mrz.txt")).unwrap();
    let request = json!({ "seal": base64(&picture), "visa_mrz": visa, "at": AT });
    let answer = post(running.address, "/v1/inspect", &request).json();
    assert!(answer["results"].as_array().unwrap().iter().any(|row| row["check"] == "seal.signature"));
    let alone = post(running.address, "/v1/seal", &json!({ "seal": base64(&picture), "at": AT })).json();
    assert_eq!(alone["seals"].as_array().unwrap().len(), 1);
    assert_eq!(alone["seals"][0]["symbology"], "DataMatrix");
    let bytes = post(running.address, "/v1/seal", &json!({ "seal": base64(b"no seal"), "at": AT })).json();
    assert_eq!(bytes["seals"][0]["report"]["verdict"], "failed");
    assert_eq!(bytes["seals"][0]["symbology"], Value::Null);
}

#[test]
fn a_credential_is_judged() {
    let running = start();
    let answer = post(running.address, "/v1/dtc", &json!({ "dtc": base64(b"no credential") }));
    assert_eq!((answer.status, answer.json()["verdict"].as_str()), (200, Some("failed")));
    assert_eq!(post(running.address, "/v1/dtc", &json!({})).code(), "request.nothing_given");
}

#[test]
fn words_are_explained_in_six_languages() {
    let running = start();
    let english = get(running.address, "/v1/explain/csca.not_found").json();
    assert_eq!(english["code"], "csca.not_found");
    let german = get(running.address, "/v1/explain/csca.not_found?language=de").json();
    assert_ne!(english["meaning"], german["meaning"]);
    let unknown = get(running.address, "/v1/explain/no_such");
    assert_eq!((unknown.status, unknown.code().as_str()), (404, "explain.unknown"));
    assert_eq!(get(running.address, "/v1/explain/csca.not_found?language=xx").status, 400);
    assert_eq!(get(running.address, "/v1/explain/csca.not_found?lang=de").status, 400);
}

#[test]
fn trust_says_what_is_loaded_and_what_is_not() {
    let running = start();
    let trust = get(running.address, "/v1/trust").json();
    assert_eq!(trust["sha256"], running.service.trust_sha256());
    assert_eq!(trust["problem"], Value::Null);
    let utopia = trust["states"].as_array().unwrap().iter().find(|state| state["code"] == "UT").unwrap();
    assert_eq!(utopia["name"], "Utopia");
    assert_eq!(utopia["revocation_list"]["out_of_date"], false);
    assert!(utopia["revocation_list"]["age_seconds"].as_i64().unwrap() > 0);
    let missing = trust["states_without_anchor"].as_array().unwrap();
    assert!(missing.len() > 190 && missing.contains(&json!("DE")) && !missing.contains(&json!("UT")));
    assert!(trust.get("store").is_none());
    let whole = get(running.address, "/v1/trust?certificates=true").json();
    let certificates = whole["store"]["certificates"].as_array().unwrap();
    let anchors = certificates.iter().filter(|certificate| certificate["kind"] == "root").count();
    assert_eq!(json!(anchors), trust["anchors"]);
}

#[test]
fn health_readiness_and_numbers() {
    let running = start();
    assert_eq!(get(running.address, "/healthz").json(), json!({ "status": "ok" }));
    let ready = get(running.address, "/readyz").json();
    assert_eq!(
        (&ready["status"], &ready["trust"]["sha256"]),
        (&json!("ready"), &json!(running.service.trust_sha256()))
    );
    post(running.address, "/v1/inspect", &document("passport"));
    post(running.address, "/v1/inspect", &document("forged"));
    get(running.address, "/somewhere/else");
    let numbers = String::from_utf8(get(running.address, "/metrics").body).unwrap();
    for line in [
        r#"doc9303_verdicts_total{route="/v1/inspect",verdict="successful"} 1"#,
        r#"doc9303_verdicts_total{route="/v1/inspect",verdict="failed"} 1"#,
        r#"doc9303_requests_total{route="/v1/inspect",method="POST",status="200"} 2"#,
        r#"doc9303_requests_total{route="none",method="GET",status="404"} 1"#,
        r#"doc9303_request_duration_seconds_count{route="/v1/inspect"} 2"#,
        "doc9303_trust_age_seconds 0",
        "doc9303_trust_failed 0",
        "doc9303_sessions 0",
        "# EOF",
    ] {
        assert!(numbers.lines().any(|own| own == line), "{line}\n{numbers}");
    }
}

#[test]
fn request_ids_are_taken_over_or_made() {
    let running = start();
    let named = send(running.address, "GET", "/healthz", &[("x-request-id", "gate-7.a_1")], b"");
    assert_eq!(named.header("x-request-id"), Some("gate-7.a_1"));
    let ids = ["a b", "<script>", ""].map(|id| {
        let answer = send(running.address, "GET", "/healthz", &[("x-request-id", id)], b"");
        answer.header("x-request-id").unwrap().to_owned()
    });
    assert!(ids.iter().all(|id| id.len() == 24) && ids[0] != ids[1], "{ids:?}");
}
