//! Snapshots of trust: the same store as from the files, on no other word, and never by accident.

use crate::common::{Case, Folder, Input, case, cases, vectors};
use doc9303::Engine;
use doc9303_inputs::{Sources, Trust, members, pack};
use std::collections::BTreeMap;
use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_doc9303")).args(arguments).output().unwrap()
}

fn path(part: &str) -> String {
    vectors().join(part).to_str().unwrap().to_owned()
}

/// What a case trusts, as files that are named one by one.
fn sources(case: &Case, folder: &Folder) -> Sources {
    let mut sources = Sources::default();
    for (number, input) in case.trust_inputs().into_iter().enumerate() {
        let (ending, bytes, signer) = match input {
            Input::Certificate(bytes) => ("cer".to_owned(), bytes, None),
            Input::Crl(bytes) => ("crl".to_owned(), bytes, None),
            Input::MasterList(bytes, signer) => {
                sources.any_master_list_signer |= signer.is_none();
                ("ml".to_owned(), bytes, signer)
            }
            Input::Ldif(bytes) => ("ldif".to_owned(), bytes, None),
            Input::DeviationList(bytes) => ("dl".to_owned(), bytes, None),
            Input::File(name, bytes, signer) => (name.rsplit('.').next().unwrap().to_owned(), bytes, signer),
        };
        sources.paths.push(folder.write(&format!("{number}.{ending}"), bytes).into());
        if let Some(signer) = signer {
            sources.master_list_signers.push(folder.write(&format!("{number}-signer.cer"), signer).into());
        }
    }
    sources
}

fn codes(trust: &Trust) -> Vec<(String, String)> {
    let told = |rejected: &doc9303_inputs::Rejection| (rejected.code.to_string(), rejected.text.clone());
    trust.rejected.iter().map(told).collect()
}

/// Files that give the store nothing end the loading of either, or are rejected in either.
#[test]
fn it_makes_the_store_that_the_files_make_in_every_case() {
    let (mut kept, mut refused) = (0, 0);
    for case in cases() {
        let folder = Folder::new("snapshot-of-case");
        let sources = sources(&case, &folder);
        let (loaded, snapshot) = (sources.load(), sources.snapshot());
        let (Ok(loaded), Ok(snapshot)) = (&loaded, &snapshot) else {
            assert_eq!((loaded.is_err(), snapshot.is_err()), (true, true), "{}", case.id);
            refused += 1;
            continue;
        };
        let file = folder.write("snapshot.zip", &snapshot.bytes);
        let again = Sources { paths: vec![file.into()], ..Sources::default() }.load().unwrap();
        for trust in [&snapshot.trust, &again] {
            assert_eq!(trust.store.fingerprint(), loaded.store.fingerprint(), "{}", case.id);
            assert_eq!(trust.store.anchors().count(), loaded.store.anchors().count(), "{}", case.id);
            assert_eq!(codes(trust), codes(loaded), "{}", case.id);
        }
        let report = |trust: &Trust| {
            doc9303::inspect(&case.document(), &trust.store, &case.policy(), case.at()).to_json()
        };
        assert_eq!(report(&again), report(loaded), "{}", case.id);
        assert_eq!(sources.snapshot().unwrap().bytes, snapshot.bytes, "{}", case.id);
        kept += 1;
    }
    assert!(kept > 400 && refused > 5, "{kept} {refused}");
}

#[test]
fn the_program_writes_and_takes_one() {
    let folder = Folder::new("snapshot-of-passport");
    let (trust, file) = (path("passport/trust"), folder.path("trust.zip"));
    let written = run(&["trust", "snapshot", &trust, "--out", &file, "--json"]);
    assert_eq!(written.status.code(), Some(0), "{written:?}");
    let told: serde_json::Value = serde_json::from_slice(&written.stdout).unwrap();
    let inspect = |trust: &str, engine: &str| {
        let (mrz, chip) = (path("passport/mrz.txt"), path("passport/chip"));
        let parts = ["inspect", "--mrz", &mrz, "--chip", &chip, "--at", "2026-06-01", "--json"];
        run(&[parts.as_slice(), &["--trust", trust, "--engine", engine]].concat()).stdout
    };
    for engine in ["ring", "own", "agree"] {
        let report = inspect(&file, engine);
        assert_eq!(report, inspect(&trust, engine), "{engine}");
        let report: serde_json::Value = serde_json::from_slice(&report).unwrap();
        assert_eq!(report["evidence"]["trust"]["sha256"], told["sha256"]);
    }
    assert!(!folder.join("trust.zip.part").exists());
}

/// The folder's word does not cover lists, though the snapshot's did.
#[test]
fn one_that_lies_in_a_folder_brings_no_word_of_its_own() {
    let folder = Folder::new("snapshot-in-folder");
    let sources = sources(&case("D10-master-list-any-signer"), &folder);
    let snapshot = sources.snapshot().unwrap();
    assert_eq!(snapshot.trust.store.anchors().count(), 1);
    std::fs::create_dir(folder.join("trust")).unwrap();
    folder.write("trust/snapshot.zip", &snapshot.bytes);
    let loaded = Sources { paths: vec![folder.join("trust")], ..Sources::default() }.load().unwrap();
    assert_eq!(loaded.store.anchors().count(), 0);
    assert!(loaded.rejected.iter().any(|rejected| rejected.code.as_str() == "trust.not_granted"));
}

/// A certificate that was put in the place of another has no verdict, and is verified as any other.
#[test]
fn its_verdicts_are_of_its_own_signatures() {
    let folder = Folder::new("snapshot-forged");
    let sources = Sources { paths: vec![path("passport/trust").into()], ..Sources::default() };
    let bytes = sources.snapshot().unwrap().bytes;
    let held: BTreeMap<String, Vec<u8>> = members(&bytes, 100, 1 << 20).unwrap().into_iter().collect();
    assert!(held["verdicts"].len() >= 33);
    let load = |changed: &BTreeMap<String, Vec<u8>>, engine| {
        let file = folder.write("snapshot.zip", pack(changed).unwrap());
        Sources { paths: vec![file.into()], engine, ..Sources::default() }.load()
    };
    let manifest = String::from_utf8(held["snapshot.json"].clone()).unwrap();
    let with = |name: &str, bytes: Vec<u8>| {
        let mut changed = held.clone();
        changed.insert(name.to_owned(), bytes);
        changed
    };

    let name = "trust/000-folder/000000.cer";
    let mut forged = held[name].clone();
    *forged.last_mut().unwrap() ^= 1;
    let loaded = load(&with(name, forged), Engine::Ring).unwrap();
    assert_eq!(loaded.store.anchors().count(), 0);

    // All verdicts say that nothing verifies: they count for their engine and version, and for no other.
    let mut refusing = held["verdicts"].clone();
    refusing.chunks_mut(33).for_each(|verdict| verdict[32] = 0x80);
    let refusing = with("verdicts", refusing);
    assert_eq!(load(&refusing, Engine::Ring).unwrap().store.anchors().count(), 0);
    assert_eq!(load(&refusing, Engine::Own).unwrap().store.anchors().count(), 1);
    let mut other = refusing.clone();
    let version = format!("\"program\": \"{}\"", env!("CARGO_PKG_VERSION"));
    assert!(manifest.contains(&version));
    other.insert(
        "snapshot.json".to_owned(),
        manifest.replace(&version, "\"program\": \"0.0.0\"").into_bytes(),
    );
    assert_eq!(load(&other, Engine::Ring).unwrap().store.anchors().count(), 1);

    for (name, bytes, said) in [
        ("verdicts", vec![0; 32], "verdicts has records that are none"),
        ("verdicts", vec![9; 33], "verdicts has records that are none"),
        ("snapshot.json", b"{}".to_vec(), "missing field"),
        (
            "snapshot.json",
            manifest.replace("\"version\": 1", "\"version\": 2").into_bytes(),
            "a snapshot of version 2",
        ),
        ("snapshot.json", manifest.replace("ring", "wheel").into_bytes(), "engine is no name of one"),
    ] {
        let error = load(&with(name, bytes), Engine::Ring).unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
    let mut broken = bytes.clone();
    let middle = broken.len() / 2;
    broken[middle] ^= 1;
    let file = folder.write("broken.zip", broken);
    let error = Sources { paths: vec![file.into()], ..Sources::default() }.load().unwrap_err().to_string();
    assert!(error.contains("length or check sum is wrong"), "{error}");
}

#[test]
fn it_holds_nothing_that_lay_there_by_mistake_and_stands_alone() {
    let folder = Folder::new("snapshot-of-folder");
    std::fs::create_dir(folder.join("trust")).unwrap();
    let certificate = case("C15-roll-over").trusted("certificates").remove(0);
    folder.write("trust/csca.cer", certificate);
    folder.write("trust/signer.key", "a secret that nobody should copy");
    let sources = Sources { paths: vec![folder.join("trust")], ..Sources::default() };
    let snapshot = sources.snapshot().unwrap();
    let names = members(&snapshot.bytes, 100, 1 << 20).unwrap().into_iter().map(|(name, _)| name);
    assert_eq!(names.collect::<Vec<_>>(), ["snapshot.json", "trust/000-folder/000000.cer", "verdicts"]);
    assert_eq!(snapshot.trust.rejected.len(), 1);
    let file = folder.write("snapshot.zip", &snapshot.bytes);
    let beside = Sources { paths: vec![file.into(), folder.join("trust")], ..Sources::default() };
    assert_eq!(beside.load().unwrap().store.fingerprint(), snapshot.trust.store.fingerprint());
    let error = beside.snapshot().unwrap_err().to_string();
    assert!(error.ends_with("a snapshot beside other paths; give what it was made of instead"), "{error}");
}
