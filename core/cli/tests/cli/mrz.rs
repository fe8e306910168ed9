//! Zones on the command line: written, repaired, found in text, and read by the million.

use crate::with_input;
use serde_json::{Value, json};

const ZONE: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";

fn run(arguments: &[&str], input: &str) -> (i32, String, String) {
    let output = with_input(arguments, input);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn object(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

const FIELDS: [&str; 20] = [
    "--format",
    "TD3",
    "--document-code",
    "PP",
    "--issuing-state",
    "UTO",
    "--primary-identifier",
    "Müller-Ødegård",
    "--secondary-identifier",
    "Anna Maria",
    "--document-number",
    "L898902C3",
    "--nationality",
    "UTO",
    "--birth-date",
    "1974-08-12",
    "--sex",
    "F",
    "--expiry-date",
    "340415",
];

#[test]
fn a_zone_is_written_from_options() {
    let arguments: Vec<&str> = ["mrz-write"].into_iter().chain(FIELDS).collect();
    let (status, out, err) = run(&arguments, "");
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.starts_with("PPUTOMUELLER<OEDEGAARD<<ANNA<MARIA<<<"), "{out}");
    assert!(out.lines().nth(1).unwrap().starts_with("L898902C36UTO7408122F3404159<<<"), "{out}");
    // What was written is a zone without a fault.
    let (status, read, _) = run(&["mrz", "--json", "--at", "2026-06-01"], &out);
    assert_eq!(status, 0);
    let read = object(&read);
    assert!(read["check_digits"].as_array().unwrap().iter().all(|digit| digit["ok"] == true));
    // And --json tells the same.
    let more: Vec<&str> = arguments.into_iter().chain(["--json", "--at", "2026-06-01"]).collect();
    let mut told = object(&run(&more, "").1);
    assert_eq!(told["zone"], out.trim_end());
    told.as_object_mut().unwrap().remove("zone");
    assert_eq!(told, read);
}

#[test]
fn a_zone_is_written_from_an_object_and_options_win() {
    let given = json!({
        "format": "td1", "document_code": "I", "issuing_state": "UTO", "primary_identifier": "Згурський",
        "secondary_identifier": "Юрій", "document_number": "D231458907ABC", "nationality": "UTO",
        "birth_date": "74<<<<", "sex": "X", "expiry_date": "2034-04-15", "language": "ukrainian",
    });
    let (status, out, err) = run(&["mrz-write", "-"], &given.to_string());
    assert_eq!((status, err.as_str()), (0, ""));
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("I<UTOD23145890<7ABC"), "{out}");
    assert!(lines[1].starts_with("74<<<<"), "{out}");
    assert!(lines[2].starts_with("ZHURSKYI<<YURII<<"), "{out}");
    let (_, other, _) = run(&["mrz-write", "-", "--primary-identifier", "Eriksson"], &given.to_string());
    assert!(other.lines().nth(2).unwrap().starts_with("ERIKSSON<<"), "{other}");
}

#[test]
fn fields_that_cannot_be_written_are_a_plain_sentence_and_64() {
    let rows = [
        (json!({}), "no layout was given"),
        (json!({ "format": "TD9" }), "the layouts are TD1"),
        (json!({ "format": "TD3", "shoe_size": "42" }), "no field is named \"shoe_size\""),
        (json!({ "format": "TD3", "sex": 1 }), "the field sex is not a string"),
        (json!({ "format": "TD3", "sex": "FM" }), "the sex is one letter"),
        (json!({ "format": "TD3", "language": "Klingon" }), "no such language"),
        (json!({ "format": "TD3", "optional_data": "1", "personal_number": "2" }), "are one field"),
        (json!(["TD3"]), "no JSON object"),
        (json!({ "format": "TD3" }), "the zone cannot be written"),
        (
            json!({
                "format": "TD3", "document_code": "P", "issuing_state": "UTO", "nationality": "UTO",
                "birth_date": "741312", "expiry_date": "340231"
            }),
            "birth_date is no day of the calendar",
        ),
        (json!({ "format": "ID-FRA", "document_code": "ID" }), "the layout ID-FRA cannot be written"),
    ];
    for (given, sentence) in rows {
        let (status, out, err) = run(&["mrz-write", "-"], &given.to_string());
        assert_eq!(status, 64, "{given}: {err}");
        assert!(err.contains(sentence), "{given}: {err}");
        assert!(out.is_empty());
    }
    let (status, _, err) = run(&["mrz-write", "-"], "{\"format\":\n oops");
    assert_eq!(status, 64);
    assert!(err.contains("not JSON in line 2"), "{err}");
    // What is wrong is told, and never whose name it is.
    let arguments: Vec<&str> =
        ["mrz-write"].into_iter().chain(FIELDS).chain(["--optional-data", "SECRET!"]).collect();
    let (status, _, err) = run(&arguments, "");
    assert_eq!(status, 64);
    assert!(err.contains("position 6") && !err.contains("SECRET"), "{err}");
}

#[test]
fn a_misread_zone_is_repaired_with_its_proof() {
    let misread = ZONE.replace("740812", "74O872");
    let (status, out, _) = run(&["mrz-repair", "--json"], &misread);
    assert_eq!(status, 0);
    let told = object(&out);
    assert_eq!(told["outcome"], "unique");
    assert_eq!(told["candidates"][0]["zone"], ZONE);
    assert_eq!(
        told["candidates"][0]["changes"],
        json!([
            { "line": 1, "column": 15, "from": "O", "to": "0", "proven": true },
            { "line": 1, "column": 17, "from": "7", "to": "1", "proven": true },
        ])
    );
    assert!(told["candidates"][0]["proven_by"].as_array().unwrap().contains(&json!("birth_date")));
    let (status, shown, _) = run(&["mrz-repair", "--mrz-text", &misread], "");
    assert_eq!(status, 0);
    assert!(shown.contains("line 2, column 16: O read, 0 meant"), "{shown}");
    assert!(shown.contains("proven by the check digits of"), "{shown}");
}

#[test]
fn a_repair_without_proof_is_marked_as_unproven() {
    let lost = ZONE.replacen("<<\n", "<\n", 1);
    let fillers = ZONE.replacen("<<<<\n", "KKKK\n", 1);
    for text in [ZONE.replace("ANNA<MARIA", "ANNA MARIA"), lost, fillers, ZONE.to_lowercase()] {
        let (status, out, _) = run(&["mrz-repair", "--json"], &text);
        let told = object(&out);
        assert_eq!((status, &told["outcome"]), (2, &json!("unproven")), "{text}");
        assert_eq!(told["candidates"][0]["zone"], ZONE);
        assert_eq!(told["candidates"][0]["proven"], false);
        let (_, shown, _) = run(&["mrz-repair"], &text);
        assert!(shown.contains(", but no check digit proves "), "{shown}");
    }
}

#[test]
fn text_in_other_encodings_is_read_or_named() {
    let marked = format!("\u{feff}{ZONE}\n");
    for command in ["mrz", "mrz-repair"] {
        assert_eq!(run(&[command], &marked).0, 0, "{command}");
    }
    let octets: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let output = with_input(&["mrz", "--json"], &octets);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().contains("UTF-16"));
    for arguments in [["mrz", "--find"].as_slice(), ["mrz-repair"].as_slice(), ["mrz-write", "-"].as_slice()]
    {
        let output = with_input(arguments, &octets);
        assert_eq!(output.status.code(), Some(66), "{arguments:?}");
        assert!(String::from_utf8(output.stderr).unwrap().contains("is UTF-16 text"));
    }
}

#[test]
fn an_unclosed_number_is_explained_beside_its_digit() {
    let zone =
        "I<UTO123456789<123456789012345\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
    let (_, shown, _) = run(&["mrz"], zone);
    assert!(shown.contains("the filler that must close a long document number"), "{shown}");
    let (_, out, _) = run(&["mrz", "--json"], zone);
    assert!(object(&out)["check_digits"][0]["note"].as_str().unwrap().contains("the filler that must close"));
}

#[test]
fn the_exit_status_of_a_repair_tells_how_sure_it_is() {
    for (zone, status, outcome) in [
        (ZONE.to_owned(), 0, "intact"),
        (ZONE.replace("740812", "WHWHWH"), 1, "hopeless"),
        ("no zone at all".to_owned(), 1, "unreadable"),
    ] {
        let (code, out, _) = run(&["mrz-repair", "--json"], &zone);
        assert_eq!(object(&out)["outcome"], outcome);
        assert_eq!(code, status, "{out}");
    }
    assert_eq!(run(&["mrz-repair", "/no/such/file"], "").0, 66);
    assert_eq!(run(&["mrz-repair", "file", "--mrz-text", ZONE], "").0, 64);
}

#[test]
fn a_layout_can_be_asked_for() {
    assert_eq!(run(&["mrz", "--layout", "td3"], ZONE).0, 0);
    assert_eq!(run(&["mrz", "--layout", "TD1", "--layout", "TD3"], ZONE).0, 0);
    let (status, out, err) = run(&["mrz", "--layout", "TD1", "--json"], ZONE);
    assert_eq!(status, 1, "{err}");
    assert_eq!(object(&out)["error"]["code"], "mrz.unknown_layout");
    let (status, _, err) = run(&["mrz", "--layout", "TD9"], ZONE);
    assert_eq!(status, 64);
    assert!(err.contains("MRV-A"), "{err}");
}

#[test]
fn zones_are_found_in_a_page() {
    let page = format!("Visa office of Utopia\n\nseen today:\n{ZONE}\nsigned\n");
    let (status, out, _) = run(&["mrz", "--find", "--json", "--at", "2026-06-01"], &page);
    assert_eq!(status, 0);
    let found = object(&out);
    assert_eq!((&found["line"], &found["sure"]), (&json!(4), &json!(true)));
    let offset = |name: &str| usize::try_from(found[name].as_u64().unwrap()).unwrap();
    assert_eq!(&page[offset("start")..offset("end")], ZONE);
    assert_eq!(found["zone"]["fields"]["primary_identifier"], "ERIKSSON");
    assert_eq!(run(&["mrz", "--find", "--layout", "TD1"], &page).0, 66);
    assert_eq!(run(&["mrz", "--find"], "nothing here").0, 66);
}

#[test]
fn national_numbers_are_shown_with_their_source() {
    let zone =
        "IDESPD23145890712345678Z<<<<<<\n7408122F1204159ESP<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
    let (_, out, _) = run(&["mrz", "--json", "--at", "2026-06-01"], zone);
    let number = &object(&out)["national_numbers"][0];
    assert_eq!((&number["kind"], &number["ok"]), (&json!("spanish_dni"), &json!(true)));
    assert!(number["source"].as_str().unwrap().starts_with("Ministerio del Interior"));
    let (_, shown, _) = run(&["mrz"], zone);
    assert!(shown.contains("spanish_dni (optional_data_1): its own check holds (optional)"), "{shown}");
}

#[test]
fn one_bad_row_among_two_hundred_thousand_is_named() {
    const ROWS: usize = 200_000;
    const BAD: usize = 123_456;
    let row = format!("{ZONE}\n\n");
    let mut input = row.repeat(ROWS).into_bytes();
    // A small letter in the second line of the zone.
    input[BAD * row.len() + 45] = b'l';
    let output = with_input(&["mrz", "--bad-only", "--json", "--at", "2026-06-01"], input);
    assert_eq!(output.status.code(), Some(1));
    let out = String::from_utf8(output.stdout).unwrap();
    let bad = object(&out);
    assert_eq!(bad["line"], BAD * 3 + 1);
    assert_eq!(bad["zone"]["error"]["code"], "mrz.charset");
    assert_eq!((&bad["zone"]["error"]["line"], &bad["zone"]["error"]["column"]), (&json!(1), &json!(0)));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.contains("1 of 200000 cannot be read as a zone, the first in line 370369"), "{err}");
}

#[test]
fn what_is_too_long_for_a_zone_is_never_cut_into_one() {
    let spaces = " ".repeat(100_000);
    assert_eq!(run(&["mrz"], &format!("{ZONE}{spaces}\n\n{ZONE}\n")).0, 0);
    for tail in [format!("{spaces}A"), "A".repeat(100_000), "\nA".repeat(100_000)] {
        let (status, out, _) =
            run(&["mrz", "--json", "--at", "2026-06-01"], &format!("{ZONE}{tail}\n\n{ZONE}\n"));
        let told: Vec<Value> = out.lines().map(object).collect();
        assert_eq!(status, 1);
        assert_eq!(told.len(), 2);
        assert!(told[0]["error"].is_object() && told[1]["fields"].is_object());
    }
}
