//! Bundles: a judgement is repeated, and another one is told apart from it.

use crate::common::{Folder, vectors};
use doc9303_inputs::members;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::path::Path;
use std::process::{Command, Output};

fn doc9303(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_doc9303")).args(arguments).output().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn json_of(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
}

fn path(part: &str) -> String {
    vectors().join(part).to_str().unwrap().to_owned()
}

/// The passport of the corpus, judged with this bundle.
fn inspect(bundle: &str, more: &[&str]) -> Output {
    inspect_with(&path("passport/trust"), bundle, more)
}

fn inspect_with(trust: &str, bundle: &str, more: &[&str]) -> Output {
    let (mrz, chip) = (path("passport/mrz.txt"), path("passport/chip"));
    let mut arguments = vec!["inspect", "--mrz", &mrz, "--chip", &chip, "--trust", trust];
    arguments.extend(["--at", "2026-06-01", "--json", "--records-of-own-terminal", "--bundle", bundle]);
    arguments.extend(more);
    doc9303(&arguments)
}

fn contents(bundle: &str) -> Vec<(String, Vec<u8>)> {
    members(&std::fs::read(bundle).unwrap(), 1000, 1 << 24).unwrap()
}

/// An archive of these members, and where it is.
fn packed(folder: &Folder, members: &[(String, Vec<u8>)], name: &str) -> String {
    let file = folder.join(name);
    let mut archive = rawzip::ZipArchiveWriter::new(Vec::new());
    for (name, bytes) in members {
        let (mut entry, config) = archive.new_file(name).start().unwrap();
        let mut writer = config.wrap(&mut entry);
        std::io::Write::write_all(&mut writer, bytes).unwrap();
        let (_, output) = writer.finish().unwrap();
        entry.finish(output).unwrap();
    }
    std::fs::write(&file, archive.finish().unwrap()).unwrap();
    file.to_str().unwrap().to_owned()
}

/// The members with one changed, and its digest in the list put right.
fn rewritten(
    held: &[(String, Vec<u8>)],
    name: &str,
    change: impl Fn(&str) -> String,
) -> Vec<(String, Vec<u8>)> {
    let digest = |bytes: &[u8]| base16ct::lower::encode_string(&Sha256::digest(bytes));
    let mut members = held.to_vec();
    let member = members.iter_mut().find(|(own, _)| own == name).unwrap();
    let before = digest(&member.1);
    member.1 = change(std::str::from_utf8(&member.1).unwrap()).into_bytes();
    let after = digest(&member.1);
    let list = members.iter_mut().find(|(own, _)| own == "bundle.json").unwrap();
    list.1 = std::str::from_utf8(&list.1).unwrap().replace(&before, &after).into_bytes();
    members
}

#[test]
fn a_judgement_is_repeated_from_its_bundle_alone() {
    let folder = Folder::new("bundle");
    let bundle = folder.join("a.zip").to_str().unwrap().to_owned();
    let report = inspect(&bundle, &["--bundle-trust"]);
    assert_eq!(report.status.code(), Some(0), "{report:?}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&bundle).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let held = contents(&bundle);
    let kept = held.iter().find(|(name, _)| name == "report.json").unwrap();
    assert_eq!(kept.1, report.stdout.strip_suffix(b"\n").unwrap(), "the report is the one that was printed");

    let same = doc9303(&["verify-bundle", &bundle]);
    assert_eq!((same.status.code(), text(&same).as_str()), (Some(0), "the same judgement: successful\n"));
    let told = json_of(&doc9303(&["verify-bundle", &bundle, "--json"]));
    assert_eq!(told, json!({ "same": true, "verdict": "successful", "altered": [], "changes": [] }));

    // The same inputs give the same file, to the byte.
    let again = folder.join("b.zip").to_str().unwrap().to_owned();
    inspect(&again, &["--bundle-trust"]);
    assert_eq!(std::fs::read(&bundle).unwrap(), std::fs::read(&again).unwrap());

    let (mrz, trust) = (path("passport/mrz.txt"), path("forged/trust"));
    assert_eq!(doc9303(&["verify-bundle", &bundle, "--mrz", &mrz]).status.code(), Some(64));
    let again = doc9303(&["verify-bundle", &bundle, "--records-of-own-terminal"]);
    assert_eq!(again.status.code(), Some(64), "the bundle says whose they are");
    let other = json_of(&doc9303(&["verify-bundle", &bundle, "--trust", &trust, "--json"]));
    assert_eq!((&other["same"], &other["changes"][0]["what"]), (&json!(false), &json!("trust store")));
}

#[test]
fn what_was_altered_is_named() {
    let folder = Folder::new("bundle-altered");
    let bundle = folder.join("a.zip").to_str().unwrap().to_owned();
    inspect(&bundle, &[]);
    // No trust store in it, and none given.
    assert_eq!(doc9303(&["verify-bundle", &bundle]).status.code(), Some(64));
    let trust = path("passport/trust");
    assert_eq!(doc9303(&["verify-bundle", &bundle, "--trust", &trust]).status.code(), Some(0));

    let pack = |members: &[(String, Vec<u8>)], name: &str| packed(&folder, members, name);
    let verify = |bundle: &str| doc9303(&["verify-bundle", bundle, "--trust", &trust, "--json"]);
    let held = contents(&bundle);
    let place = held.iter().position(|(name, _)| name == "inputs/chip/EF.DG1").unwrap();

    let mut changed = held.clone();
    *changed[place].1.last_mut().unwrap() ^= 1;
    let told = json_of(&verify(&pack(&changed, "changed.zip")));
    assert_eq!((&told["altered"], &told["verdict"]), (&json!(["inputs/chip/EF.DG1"]), &json!("failed")));
    assert!(told["changes"].to_string().contains("dg.hash_mismatch"), "{told}");
    let replayed =
        doc9303(&["replay", &pack(&changed, "changed.zip"), "--trust", &trust, "--policy", "strict"]);
    assert_eq!(replayed.status.code(), Some(66), "what was altered is judged by nobody");

    let mut missing = held.clone();
    missing.remove(place);
    assert_eq!(json_of(&verify(&pack(&missing, "missing.zip")))["altered"], json!(["inputs/chip/EF.DG1"]));

    let mut added = held.clone();
    added.push(("trust/strange/name".to_owned(), b"?".to_vec()));
    let told = json_of(&verify(&pack(&added, "added.zip")));
    assert_eq!(told["altered"], json!(["trust/strange/name"]));

    let twice = [&held[..], &held[..1]].concat();
    assert_eq!(verify(&pack(&twice, "twice.zip")).status.code(), Some(66));
    assert_eq!(verify(&pack(&held[1..], "none.zip")).status.code(), Some(66), "no manifest");
    std::fs::write(folder.join("no.zip"), b"no archive").unwrap();
    assert_eq!(verify(folder.join("no.zip").to_str().unwrap()).status.code(), Some(66));
}

#[test]
fn pseudonyms_hold_nothing_of_the_document() {
    let folder = Folder::new("bundle-pseudonyms");
    let bundle = folder.join("a.zip").to_str().unwrap().to_owned();
    let level = ["--bundle-level", "pseudonyms"];
    assert_eq!(inspect(&bundle, &level).status.code(), Some(64), "a key is needed");
    let key = folder.join("key");
    std::fs::write(&key, b"0123456789").unwrap();
    let key = key.to_str().unwrap();
    let with_key = [&level[..], &["--bundle-key", key]].concat();
    assert_eq!(inspect(&bundle, &with_key).status.code(), Some(66), "a short key is tried out");
    std::fs::write(key, b"0123456789abcdef").unwrap();
    assert_eq!(inspect(&bundle, &with_key).status.code(), Some(0));

    let held = contents(&bundle);
    let names: Vec<&str> = held.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["bundle.json", "policy.toml", "report.json"]);
    for (name, bytes) in &held {
        let text = String::from_utf8_lossy(bytes);
        for personal in ["L898902C3", "ERIKSSON", "740812", "1974-08-12"] {
            assert!(!text.contains(personal), "{name}: {personal}");
        }
    }
    let manifest: Value = serde_json::from_slice(&held[0].1).unwrap();
    assert_eq!(manifest["document_number"].as_str().map(str::len), Some(64));

    let (mrz, chip, trust) = (path("passport/mrz.txt"), path("passport/chip"), path("passport/trust"));
    let given = ["--mrz", &mrz, "--chip", &chip, "--trust", &trust, "--records-of-own-terminal"];
    let verify = |more: &[&str]| doc9303(&[&["verify-bundle", bundle.as_str()][..], more].concat());
    assert_eq!(verify(&["--trust", &trust]).status.code(), Some(64), "the parts are needed");
    assert_eq!(verify(&given).status.code(), Some(64), "the key is needed");
    let same = verify(&[&given[..], &["--bundle-key", key]].concat());
    assert_eq!((same.status.code(), text(&same).as_str()), (Some(0), "the same judgement: successful\n"));
    let forged = path("forged/chip");
    let other = verify(&["--mrz", &mrz, "--chip", &forged, "--trust", &trust, "--bundle-key", key, "--json"]);
    let altered = json_of(&other)["altered"].to_string();
    assert!(altered.contains("chip/EF.") && !altered.contains("mrz.txt"), "{altered}");
    assert_eq!(doc9303(&["replay", &bundle, "--policy", "strict"]).status.code(), Some(66));
}

#[test]
fn what_would_change_is_told_for_each_bundle() {
    let folder = Folder::new("bundle-replay");
    let bundle = folder.join("a.zip").to_str().unwrap().to_owned();
    inspect(&bundle, &["--bundle-trust"]);
    assert_eq!(doc9303(&["replay", &bundle]).status.code(), Some(64), "nothing is otherwise");
    let same = doc9303(&["replay", &bundle, "--policy", "archive"]);
    assert_eq!(same.status.code(), Some(0), "{same:?}");
    assert!(text(&same).ends_with("a.zip: successful, as before\n"), "{}", text(&same));
    let later = doc9303(&["replay", &bundle, "--at", "2050-01-01"]);
    assert_eq!(later.status.code(), Some(1));
    let told = text(&later);
    assert!(told.contains("a.zip: successful -> failed\n"), "{told}");
    assert!(told.contains("  document.expiry: successful -> failed (document.expired)\n"), "{told}");
    let missing = folder.join("none.zip").to_str().unwrap().to_owned();
    let trust = path("visa/trust");
    let both = doc9303(&["replay", &missing, &bundle, "--trust", &trust, "--json"]);
    assert_eq!(both.status.code(), Some(66), "and the other is judged");
    let told = json_of(&both);
    assert_eq!((&told["before"], &told["after"]), (&json!("successful"), &json!("undetermined")), "{told}");
    assert!(Path::new(told["bundle"].as_str().unwrap()).ends_with("a.zip"));
}

/// Digests that were put right hide nothing: the report is the one that comes out, to the byte.
#[test]
fn a_report_that_was_rewritten_is_not_the_same() {
    let folder = Folder::new("bundle-rewritten");
    let bundle = folder.join("a.zip").to_str().unwrap().to_owned();
    inspect(&bundle, &["--bundle-trust"]);
    let held = contents(&bundle);
    let verify = |members: &[(String, Vec<u8>)], more: &[&str]| {
        let bundle = packed(&folder, members, "b.zip");
        doc9303(&[&["verify-bundle", bundle.as_str()][..], more].concat())
    };
    assert_eq!(verify(&held, &[]).status.code(), Some(0));
    let of_report = |change: &dyn Fn(&str) -> String| rewritten(&held, "report.json", change);
    for (what, members) in [
        ("weight", of_report(&|text| text.replace("\"weight\":\"mandatory\"", "\"weight\":\"optional\""))),
        ("twice", of_report(&|text| text.replacen('{', "{\"verdict\":\"failed\",", 1))),
        ("space", of_report(&|text| format!("{text} "))),
    ] {
        let verified = verify(&members, &["--json"]);
        assert_eq!((verified.status.code(), &json_of(&verified)["same"]), (Some(1), &json!(false)), "{what}");
    }
    // What is printed moves no cursor and begins no line.
    let verdict = of_report(&|text| {
        text.replace("\"verdict\":\"successful\"", "\"verdict\":\"failed\\nthe same judgement: \\u001b[2J\"")
    });
    let told = text(&verify(&verdict, &[]));
    assert!(!told.contains('\u{1b}') && !told.contains("\nthe same judgement"), "{told:?}");
    // The list says what there is and no more.
    let anchors = rewritten(&held, "bundle.json", |text| text.replace("\"anchors\": 1", "\"anchors\": 99"));
    assert_eq!(verify(&anchors, &[]).status.code(), Some(1));
    let unknown = rewritten(&held, "bundle.json", |text| text.replacen('{', "{\"signed\": true,", 1));
    assert_eq!(verify(&unknown, &[]).status.code(), Some(66));
    let slip = |text: &str| text.replace("\"mrz.txt\"", "\"../../mrz.txt\"");
    let mut slipped = rewritten(&held, "bundle.json", slip);
    slipped
        .iter_mut()
        .filter(|(name, _)| name == "inputs/mrz.txt")
        .for_each(|(name, _)| "inputs/other.txt".clone_into(name));
    assert_eq!(verify(&slipped, &[]).status.code(), Some(66), "no part of a document");
}

/// The trust of a bundle is that of then: files that gave nothing are left out, and names deny what they denied.
#[test]
fn trust_is_kept_as_it_was() {
    let folder = Folder::new("bundle-trust");
    let trust = folder.join("trust");
    std::fs::create_dir_all(&trust).unwrap();
    for entry in std::fs::read_dir(vectors().join("passport/trust")).unwrap() {
        let from = entry.unwrap().path();
        // A certificate under the name of a list is no anchor.
        let name = from.file_name().unwrap().to_str().unwrap().replace(".cer", ".dl");
        std::fs::copy(&from, trust.join(name)).unwrap();
    }
    let other = vectors().join("visa/trust");
    let anchor = std::fs::read_dir(other).unwrap().map(|entry| entry.unwrap().path());
    let anchor =
        anchor.filter(|path| path.extension().is_some_and(|end| end == "cer" || end == "der")).min().unwrap();
    std::fs::copy(anchor, trust.join("other.cer")).unwrap();
    std::fs::copy(vectors().join("passport/mrz.txt"), trust.join("mrz.txt")).unwrap();
    let bundle = folder.join("a.zip").to_str().unwrap().to_owned();
    let mrz = path("passport/mrz.txt");
    let report = inspect_with(trust.to_str().unwrap(), &bundle, &["--bundle-trust"]);
    assert_ne!(report.status.code(), Some(0));
    let held = contents(&bundle);
    let zone = std::fs::read(&mrz).unwrap();
    assert!(
        held.iter().all(|(name, bytes)| !name.starts_with("trust/") || *bytes != zone),
        "a zone is no trust"
    );
    let same = doc9303(&["verify-bundle", &bundle]);
    assert_eq!(same.status.code(), Some(0), "{}", text(&same));

    // Without any trust there is none to be kept.
    let report = doc9303(&["inspect", "--mrz", &mrz, "--at", "2026-06-01", "--json", "--bundle", &bundle]);
    assert_eq!(report.status.code(), Some(0), "{report:?}");
    assert_eq!(doc9303(&["verify-bundle", &bundle]).status.code(), Some(0));
    assert_eq!(doc9303(&["replay", &bundle, "--at", "2050-01-01"]).status.code(), Some(1));
}
