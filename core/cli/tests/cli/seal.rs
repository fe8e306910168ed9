//! Seals: of their own, and beside the zones of visa and passport.

use crate::common::{Folder, case};
use crate::with_input;
use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_doc9303")).args(arguments).output().unwrap()
}

/// A visa of the corpus, unpacked: `visa.txt`, `seal.bin`, `trust/`.
fn visa(test: &str) -> Folder {
    let (folder, case) = (Folder::new(test), case("G00-visa"));
    folder.write("visa.txt", case.value["inputs"]["mrz"].as_str().unwrap());
    folder.write("seal.bin", case.seal().unwrap());
    std::fs::create_dir(folder.join("trust")).unwrap();
    for (kind, suffix) in [("certificates", "cer"), ("crls", "crl")] {
        for (number, bytes) in case.trusted(kind).into_iter().enumerate() {
            folder.write(&format!("trust/{number}.{suffix}"), bytes);
        }
    }
    folder
}

fn json(output: &Output) -> serde_json::Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn outcome<'a>(report: &'a serde_json::Value, check: &str) -> &'a str {
    let results = report["results"].as_array().unwrap();
    let result = results.iter().find(|result| result["check"] == check);
    result.map_or("absent", |result| result["outcome"].as_str().unwrap())
}

#[test]
fn a_seal_is_read_as_bytes_as_hexadecimal_and_from_a_pipe() {
    let folder = visa("seal-forms");
    let seal = case("G00-visa").seal().unwrap();
    let hexadecimal: String = seal.iter().map(|octet| format!("{octet:02X}")).collect();
    folder.write("seal.hex", format!("{hexadecimal}\n"));
    let trust = folder.path("trust");
    let rest = ["--trust", trust.as_str(), "--at", "2026-06-01", "--json"];
    let outputs = [
        run(&[&["seal", &folder.path("seal.bin")][..], &rest].concat()),
        run(&[&["seal", &folder.path("seal.hex")][..], &rest].concat()),
        with_input(&[&["seal", "-"][..], &rest].concat(), &seal),
    ];
    for output in &outputs {
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.stdout, outputs[0].stdout);
    }
    let report = json(&outputs[0]);
    assert_eq!(report["groups"]["seal"], "successful");
    assert_eq!(report["document"]["seal"]["features"][3]["name"], "passport_number");
}

#[test]
fn the_worst_of_several_seals_is_the_status() {
    let folder = visa("seal-several");
    let mut forged = case("G00-visa").seal().unwrap();
    let last = forged.len() - 1;
    forged[last] ^= 1;
    folder.write("forged.bin", forged);
    folder.write("none.bin", b"no seal");
    let (trust, good) = (folder.path("trust"), folder.path("seal.bin"));
    let rest = ["--trust", trust.as_str(), "--at", "2026-06-01"];
    let statuses = [(vec!["seal", &good, &good], 0), (vec!["seal", "--redact", &good], 0)];
    for (arguments, status) in statuses {
        let output = run(&[&arguments[..], &rest].concat());
        assert_eq!(output.status.code(), Some(status));
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.contains("seal.signer") && said.contains("signer of the seal: C=UT, CN=TS"), "{said}");
        assert_eq!(said.contains("L898902C3"), !arguments.contains(&"--redact"), "{said}");
    }
    for bad in ["forged.bin", "none.bin"] {
        let output = run(&[&["seal", &good, &folder.path(bad), &good][..], &rest].concat());
        assert_eq!(output.status.code(), Some(1), "{bad}");
    }
    // Each line of JSON names its file.
    let missing = folder.path("none.bin");
    let output = run(&[&["seal", &good, &missing, "--json", "--redact"][..], &rest].concat());
    let lines: Vec<serde_json::Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let told = |line: &serde_json::Value| {
        (
            line["file"].as_str().unwrap().to_owned(),
            line["number"].as_u64(),
            line["verdict"].as_str().unwrap().to_owned(),
        )
    };
    let expected =
        [(good.clone(), Some(1), "successful".to_owned()), (missing, Some(1), "failed".to_owned())];
    assert_eq!(lines.iter().map(told).collect::<Vec<_>>(), expected);
    // More than is read for a seal is given up, which weighs more than what stays open.
    folder.write("large.bin", [&b"RDB1D"[..], &[b'A'; 70_000]].concat());
    let large = folder.path("large.bin");
    assert_eq!(run(&["seal", &large, "--at", "2026-06-01"]).status.code(), Some(3));
    for pair in [[&good, &large], [&large, &good]] {
        assert_eq!(run(&["seal", pair[0], pair[1], "--at", "2026-06-01"]).status.code(), Some(3));
    }
    // Without trust it stays open.
    assert_eq!(run(&["seal", &good, "--at", "2026-06-01"]).status.code(), Some(2));
    assert_eq!(run(&["seal", &folder.path("missing.bin")]).status.code(), Some(66));
}

/// What another writer signed is what this one gives to be signed, and the signature makes it the same seal.
#[test]
fn a_seal_is_written_as_it_was_read() {
    let folder = visa("seal-write");
    let seal = case("G00-visa").seal().unwrap();
    let report = json(&run(&["seal", &folder.path("seal.bin"), "--at", "2026-06-01", "--json"]));
    let told = &report["document"]["seal"];
    let mut content = serde_json::Map::new();
    content.insert("profile".to_owned(), "visa".into());
    for name in ["issuing_state", "signer", "reference", "issued", "signed"] {
        content.insert(name.to_owned(), told[name].clone());
    }
    for feature in told["features"].as_array().unwrap() {
        content.insert(feature["name"].as_str().unwrap().to_owned(), feature["value"].clone());
    }
    folder.write("visa.json", serde_json::to_vec(&content).unwrap());
    let (file, signed) = (folder.path("visa.json"), folder.path("signed.bin"));
    let to_be_signed = run(&["seal-write", &file]);
    assert_eq!(to_be_signed.status.code(), Some(0), "{}", String::from_utf8_lossy(&to_be_signed.stderr));
    let (body, signature) = seal.split_at(seal.len() - 66);
    let hexadecimal = String::from_utf8(to_be_signed.stdout).unwrap();
    assert_eq!(base16ct::mixed::decode_vec(hexadecimal.trim()).unwrap(), body);
    let (r, s) = signature[2..].split_at(32);
    let number = |octets: &[u8]| {
        let first = octets.iter().position(|octet| *octet != 0).unwrap();
        let sign = if octets[first] >= 0x80 { &[0][..] } else { &[] };
        let value = [sign, &octets[first..]].concat();
        [&[2, u8::try_from(value.len()).unwrap()], &value[..]].concat()
    };
    let pair = [number(r), number(s)].concat();
    folder.write("der.bin", [&[0x30, u8::try_from(pair.len()).unwrap()], &pair[..]].concat());
    folder.write("plain.bin", &signature[2..]);
    for form in ["plain.bin", "der.bin"] {
        let output = run(&["seal-write", &file, "--signature", &folder.path(form), "--output", &signed]);
        assert_eq!(output.status.code(), Some(0), "{form}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(std::fs::read(&signed).unwrap() == seal, "{form}");
    }
}

#[test]
fn a_seal_that_cannot_be_written_is_told() {
    let folder = Folder::new("seal-write-wrong");
    let good = serde_json::json!({
        "profile": "visa", "issuing_state": "UTO", "signer": "UTTS", "reference": "5B17", "issued": "2026-03-02",
        "signed": "2026-03-02", "passport_number": "L898902C3", "number_of_entries": 2, "duration_of_stay": "90 days",
        "mrz": "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F3402199<<<<<<<<<<<<<<<<",
    });
    let wrong = [
        ("profile", serde_json::json!("visum"), "no profile"),
        ("issued", serde_json::json!("2026-02-30"), "no day"),
        ("signer", serde_json::json!("UT"), "signer"),
        ("reference", serde_json::json!(7), "reference"),
        ("mrz", serde_json::json!("V<UTO"), "not of the kind"),
        (
            "mrz",
            serde_json::json!(
                "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C35UTO7408122F3402199<<<<<<<<<<<<<<<<"
            ),
            "check digit",
        ),
        ("duration_of_stay", serde_json::json!("a while"), "not of the kind"),
        ("duration_of_stay", serde_json::json!("90 days, 3 dayss"), "not of the kind"),
        ("duration_of_stay", serde_json::json!("90 days, 3 days"), "not of the kind"),
        ("number_of_entries", serde_json::Value::Null, "not of the kind"),
        ("passport", serde_json::json!("L898902C3"), "no feature"),
        ("passport_number", serde_json::json!("l898902\u{e9}"), "feature"),
    ];
    for (name, value, said) in wrong {
        let mut content = good.clone();
        content[name] = value;
        folder.write("wrong.json", serde_json::to_vec(&content).unwrap());
        let output = run(&["seal-write", &folder.path("wrong.json")]);
        assert_eq!(output.status.code(), Some(64), "{name}");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains(said) && !told.contains("L898902C3"), "{name}: {told}");
    }
    let mut incomplete = good.clone();
    incomplete.as_object_mut().unwrap().remove("duration_of_stay");
    folder.write("wrong.json", serde_json::to_vec(&incomplete).unwrap());
    let output = run(&["seal-write", &folder.path("wrong.json")]);
    assert_eq!(output.status.code(), Some(64));
    assert!(String::from_utf8_lossy(&output.stderr).contains("profile"), "{output:?}");
    folder.write("visa.json", serde_json::to_vec(&good).unwrap());
    // Plain numbers that begin as DER does.
    folder.write("plain.bin", [&[0x30, 0x20][..], &[0x11; 62]].concat());
    let plain = folder.path("plain.bin");
    assert_eq!(run(&["seal-write", &folder.path("visa.json"), "--signature", &plain]).status.code(), Some(0));
    folder.write("short.bin", [1; 63]);
    let (file, short) = (folder.path("visa.json"), folder.path("short.bin"));
    assert_eq!(run(&["seal-write", &file]).status.code(), Some(0));
    assert_eq!(run(&["seal-write", &file, "--signature", &short]).status.code(), Some(64));
}

/// A picture of the corpus: a barcode, as a foreign encoder drew it.
#[cfg(feature = "pictures")]
fn picture(name: &str) -> String {
    format!("{}/../../fixtures/pictures/{name}.png", env!("CARGO_MANIFEST_DIR"))
}

#[test]
#[cfg(feature = "pictures")]
fn a_seal_in_a_picture_is_the_seal() {
    let folder = visa("seal-picture");
    let (trust, bytes) = (folder.path("trust"), folder.path("seal.bin"));
    let rest = ["--trust", trust.as_str(), "--at", "2026-06-01", "--json"];
    let expected = run(&[&["seal", bytes.as_str()][..], &rest].concat());
    for condition in ["plain", "page", "shaded", "diagonal"] {
        let picture = picture(&format!("G00-visa.datamatrix.{condition}"));
        let output = run(&[&["seal", picture.as_str()][..], &rest].concat());
        assert_eq!(output.status.code(), Some(0), "{condition}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(output.stdout, expected.stdout, "{condition}");
    }
    let visa = folder.path("visa.txt");
    let seal = picture("G00-visa.datamatrix.blurred");
    let output = run(&[&["inspect", "--mrz", &visa, "--seal", &seal][..], &rest].concat());
    assert_eq!(outcome(&json(&output), "combined.mrz_seal"), "successful");
}

#[test]
#[cfg(feature = "pictures")]
fn a_picture_without_a_seal_leaves_it_open() {
    let folder = Folder::new("seal-no-picture");
    // A portable map of white cells.
    folder.write("white.pgm", [&b"P5 40 40 255\n"[..], &[255; 1600]].concat());
    let white = folder.path("white.pgm");
    let output = run(&["seal", &white, "--at", "2026-06-01", "--json"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(json(&output)["results"][0]["reason"]["code"], "seal.read_error");
    assert!(String::from_utf8_lossy(&output.stderr).contains("no seal was found"));
    folder.write("lies.pgm", b"P5 99999 99999 255\n");
    assert_eq!(run(&["seal", &folder.path("lies.pgm")]).status.code(), Some(66));
}

#[test]
fn a_visa_is_judged_with_its_passport() {
    let folder = visa("seal-visa");
    let name = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
    folder.write("passport.txt", format!("{name}\nL898902C36UTO7408122F3402199ZE184226B<<<<<16\n"));
    folder.write("other.txt", format!("{name}\nL898902D40UTO7408122F3402199ZE184226B<<<<<18\n"));
    let judge = |zone: &str| {
        let (zone, visa, seal) = (folder.path(zone), folder.path("visa.txt"), folder.path("seal.bin"));
        let trust = folder.path("trust");
        let output = run(&[
            "inspect",
            "--mrz",
            &zone,
            "--visa-mrz",
            &visa,
            "--seal",
            &seal,
            "--trust",
            &trust,
            "--at",
            "2026-06-01",
            "--json",
        ]);
        json(&output)
    };
    let report = judge("passport.txt");
    assert_eq!(outcome(&report, "combined.visa_passport"), "successful");
    assert_eq!(outcome(&report, "combined.mrz_seal"), "successful");
    assert_eq!(report["verdict"], "successful");
    let other = judge("other.txt");
    assert_eq!(outcome(&other, "combined.visa_passport"), "failed");
    assert_eq!(other["verdict"], "failed");
}

/// A certificate of swimming that the State of Utopia seals, and the profile that names what is in it.
#[test]
fn profiles_name_the_features_of_an_administrative_document() {
    use doc9303_seal::{Date, Header, HeaderForm, Value, VdsDraft};
    let folder = Folder::new("seal-profiles");
    let day = Date::new(2026, 6, 1).unwrap();
    let [issuing_state, signer_state, signer, reference] = ["UTO", "UT", "TS", "5B"].map(String::from);
    let form = HeaderForm::Version4;
    let (issued, signed, definition, category) = (day, day, 0x01, 0xC9);
    let header =
        Header { form, issuing_state, signer_state, signer, reference, issued, signed, definition, category };
    let number: Vec<u8> = (0..16).collect();
    let bytes = |value: &[u8]| Value::Bytes(value.to_vec());
    let features = vec![(0, bytes(&number)), (4, bytes(b"ANNA")), (9, bytes(&[1])), (10, bytes(b"20260530"))];
    let mut draft = VdsDraft { header, features };
    let write = |draft: &VdsDraft| draft.sign(|_| Ok::<_, ()>(vec![1; 64])).unwrap();
    folder.write("seal.bin", write(&draft));
    draft.features.pop();
    folder.write("lacking.bin", write(&draft));
    let xml = |status: &str| {
        format!(
            "<profile><profileNumber>00010203-0405-0607-0809-0a0b0c0d0e0f</profileNumber>\
             <profileName>Swimmer</profileName><creator>Baths of Amaurot</creator>\
             <statusIndicator>{status}</statusIndicator>\
             <entry tag='4'><name>Swimmer_name</name><description/><type>UTF8String</type></entry>\
             <entry tag='9'><name>Dives</name><description/><type>BOOLEAN</type></entry>\
             <entry tag='10'><name>Day of the test</name><description/><type>DATE</type></entry></profile>"
        )
    };
    for name in ["profiles", "allowed", "broken"] {
        std::fs::create_dir(folder.join(name)).unwrap();
    }
    folder.write("profiles/swimmer.xml", xml("BLOCKLISTING"));
    folder.write("profiles/readme.txt", b"no profile");
    folder.write("allowed/swimmer.XML", xml("ALLOWLISTING"));
    folder.write("broken/a.xml", xml("NONE"));
    folder.write("broken/b.xml", b"<profile/>");
    let (seal, profiles) = (folder.path("seal.bin"), folder.path("profiles"));
    let at = ["--at", "2026-06-02", "--json"];
    let judge = |arguments: &[&str]| json(&run(&[arguments, &at].concat()));
    let named = |report: &serde_json::Value| {
        let features = report["document"]["seal"]["features"].as_array().unwrap().clone();
        features.iter().map(|feature| (feature["name"].clone(), feature["value"].clone())).collect::<Vec<_>>()
    };
    let without = judge(&["seal", &seal]);
    assert_eq!(
        (&without["evidence"]["seal"]["status_query"], named(&without)[2].0.is_null()),
        (&serde_json::Value::Null, true)
    );
    for report in [
        judge(&["seal", &seal, "--profiles", &profiles]),
        judge(&["inspect", "--seal", &seal, "--profiles", &folder.path("profiles/swimmer.xml")]),
    ] {
        let expected: Vec<(serde_json::Value, serde_json::Value)> = vec![
            ("profile_number".into(), "000102030405060708090a0b0c0d0e0f".into()),
            ("Swimmer_name".into(), "ANNA".into()),
            ("Dives".into(), true.into()),
            ("Day of the test".into(), "2026-05-30".into()),
        ];
        assert_eq!(named(&report), expected);
        // It may have been withdrawn, and nobody asked.
        assert_eq!(outcome(&report, "seal.format"), "undetermined");
        assert_eq!(report["evidence"]["seal"]["status_query"], "blocklisting");
        let profile = &report["document"]["seal"]["profile"];
        assert_eq!((&profile["name"], &profile["creator"]), (&"Swimmer".into(), &"Baths of Amaurot".into()));
    }
    // What only a status server can confirm stays open; what the profile demands must be there.
    let report = judge(&["seal", &seal, "--profiles", &folder.path("allowed")]);
    assert_eq!(outcome(&report, "seal.format"), "undetermined");
    // A profile that demands no query leaves nothing open.
    let report = judge(&["seal", &seal, "--profiles", &folder.path("broken/a.xml")]);
    assert_eq!(outcome(&report, "seal.format"), "successful");
    assert!(report["evidence"]["seal"]["status_query"].is_null());
    let lacking = folder.path("lacking.bin");
    let report = judge(&["seal", &lacking, "--profiles", &profiles]);
    assert_eq!(outcome(&report, "seal.format"), "failed");
    assert_eq!(report["results"][0]["reason"]["text"], "the seal has no Day of the test");
    assert_eq!(outcome(&judge(&["seal", &lacking]), "seal.format"), "successful");
    for (path, told) in [
        ("broken", "b.xml: administrative profile, byte 0: a profile without its number"),
        ("missing.xml", "missing.xml"),
    ] {
        let output = run(&["seal", &seal, "--profiles", &folder.path(path)]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(66), "{said}");
        assert!(said.contains(told), "{said}");
    }
    // Profiles of no seal are a slip.
    assert_eq!(run(&["inspect", "--mrz-text", "I<UTO", "--profiles", &profiles]).status.code(), Some(64));
    let both = [&folder.path("allowed"), &profiles];
    let output = run(&["seal", &seal, "--profiles", both[0], "--profiles", both[1]]);
    assert_eq!(output.status.code(), Some(66));
}
