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
        let file = folder.write("trust.snapshot", &snapshot.bytes);
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
    let (trust, file) = (path("passport/trust"), folder.path("passport.snapshot"));
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
    assert_eq!(std::fs::read_dir(&*folder).unwrap().count(), 1, "nothing lies beside it");
}

/// The folder's word does not cover lists, though the snapshot's did.
#[test]
fn one_that_lies_in_a_folder_brings_no_word_of_its_own() {
    let folder = Folder::new("snapshot-in-folder");
    let sources = sources(&case("D10-master-list-any-signer"), &folder);
    let snapshot = sources.snapshot().unwrap();
    assert_eq!(snapshot.trust.store.anchors().count(), 1);
    std::fs::create_dir(folder.join("trust")).unwrap();
    folder.write("trust/trust.snapshot", &snapshot.bytes);
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
        let file = folder.write("trust.snapshot", pack(changed).unwrap());
        Sources { paths: vec![file.into()], engine, ..Sources::default() }.load()
    };
    let manifest = String::from_utf8(held["snapshot.json"].clone()).unwrap();
    let with = |name: &str, bytes: Vec<u8>| {
        let mut changed = held.clone();
        changed.insert(name.to_owned(), bytes);
        changed
    };

    let name = "trust/000000-folder/000000.cer";
    let mut forged = held[name].clone();
    *forged.last_mut().unwrap() ^= 1;
    let error = load(&with(name, forged), Engine::Ring).unwrap_err().to_string();
    assert!(error.contains("it makes another trust store than it names"), "{error}");

    // All verdicts say that nothing verifies: they count for their engine and version, and for no other.
    let mut refusing = held["verdicts"].clone();
    refusing.chunks_mut(33).for_each(|verdict| verdict[32] = 0x80);
    let refusing = with("verdicts", refusing);
    let error = load(&refusing, Engine::Ring).unwrap_err().to_string();
    assert!(error.contains("it makes another trust store than it names"), "{error}");
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
    let file = folder.write("broken.snapshot", broken);
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
    assert_eq!(names.collect::<Vec<_>>(), ["snapshot.json", "trust/000000-folder/000000.cer", "verdicts"]);
    assert_eq!(snapshot.trust.rejected.len(), 1);
    let file = folder.write("trust.snapshot", &snapshot.bytes);
    let beside = Sources { paths: vec![file.into(), folder.join("trust")], ..Sources::default() };
    assert_eq!(beside.load().unwrap().store.fingerprint(), snapshot.trust.store.fingerprint());
    let error = beside.snapshot().unwrap_err().to_string();
    assert!(error.ends_with("a snapshot beside other paths; give what it was made of instead"), "{error}");
}

/// An archive whose list nobody may use still denies anchors to what lies beside it: without it, they would be ones.
#[test]
fn what_denies_anchors_is_not_left_out() {
    let folder = Folder::new("snapshot-denied");
    let case = case("D11-master-list-of-unknown-signer");
    let [list, beside, stranger] = [
        case.trust_inputs().into_iter().find_map(|input| match input {
            Input::MasterList(list, _) => Some(list),
            _ => None,
        }),
        case.trusted("certificates").into_iter().next(),
        crate::common::case("C15-roll-over").trusted("certificates").into_iter().next(),
    ]
    .map(Option::unwrap);
    std::fs::create_dir(folder.join("trust")).unwrap();
    folder.write("trust/csca.cer", beside);
    folder.write("trust/csca.crl", case.trusted("crls").remove(0));
    folder.write("trust/lists.zip", pack(&[("list.ml".to_owned(), list)].into()).unwrap());
    let sources = Sources {
        paths: vec![folder.join("trust")],
        master_list_signers: vec![folder.write("signer.cer", stranger).into()],
        ..Sources::default()
    };
    assert_eq!(sources.load().unwrap().store.anchors().count(), 0);
    let error = sources.snapshot().unwrap_err().to_string();
    assert!(error.starts_with("files that cannot be used decide on what the others bring"), "{error}");
}

/// What is downloaded to be a list stays one, though somebody put a snapshot in its place.
#[test]
fn a_list_that_is_a_snapshot_brings_no_anchor() {
    let folder = Folder::new("snapshot-as-list");
    let sources = Sources { paths: vec![path("passport/trust").into()], ..Sources::default() };
    let snapshot = sources.snapshot().unwrap().bytes;
    let signer = folder.write("signer.cer", case("C15-roll-over").trusted("certificates").remove(0));
    for name in ["list.ml", "trust.zip", "trust"] {
        let named = Sources {
            paths: vec![folder.write(name, &snapshot).into()],
            master_list_signers: vec![signer.clone().into()],
            ..Sources::default()
        };
        let is_archive = named.load().map(|trust| trust.store.anchors().count());
        // A ZIP archive that is named is trusted for the certificates in it; one that is named as a list is not.
        assert_eq!(is_archive.unwrap_or_default(), usize::from(name != "list.ml"), "{name}");
    }
}

#[test]
fn no_private_key_is_copied_and_no_empty_folder_is_kept() {
    let folder = Folder::new("snapshot-of-key");
    std::fs::create_dir(folder.join("trust")).unwrap();
    let sources = Sources { paths: vec![folder.join("trust")], ..Sources::default() };
    let error = sources.snapshot().unwrap_err().to_string();
    assert!(error.contains("it holds no certificate"), "{error}");
    let der = case("C15-roll-over").trusted("certificates").remove(0);
    let text = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, der);
    let pem = format!(
        "-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n\
         -----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
    );
    let file = folder.write("trust/csca.pem", pem);
    assert_eq!(sources.load().unwrap().store.anchors().count(), 1);
    let error = sources.snapshot().unwrap_err().to_string();
    assert_eq!(
        error,
        format!("{file}: it holds a private key, which is not copied: keep certificates without it")
    );
}

/// A directory's export is told by its beginning, in memory as on disk.
#[test]
fn an_export_with_odd_octets_is_kept_as_it_is_read() {
    let folder = Folder::new("snapshot-of-export");
    let der = case("C15-roll-over").trusted("certificates").remove(0);
    let text = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, der);
    let mut export = format!("dn: o=csca,c=UT\nuserCertificate;binary:: {text}\n\n");
    for number in 0..3000 {
        export.push_str(&format!("dn: cn={number}\ndescription: nothing of use\n\n"));
    }
    export.push_str("dn: cn=odd\ndescription: \u{7F}\n");
    let sources = Sources { paths: vec![folder.write("export.ldif", export).into()], ..Sources::default() };
    let loaded = sources.load().unwrap().store;
    assert_eq!(loaded.anchors().count(), 1);
    assert_eq!(sources.snapshot().unwrap().trust.store.fingerprint(), loaded.fingerprint());
}

/// What can be read once is read once.
#[cfg(unix)]
#[test]
fn trust_may_come_through_a_pipe() {
    let script = "cat \"$1\" | \"$0\" trust /dev/stdin";
    let certificate = path("passport/trust/certificate-0.cer");
    let mut shell = Command::new("sh");
    let output = shell.args(["-c", script, env!("CARGO_BIN_EXE_doc9303"), &certificate]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}

/// By their content, since whoever compares two snapshots must not take a file for another that has its place.
#[test]
fn files_that_gave_nothing_have_the_same_name_in_the_next_snapshot() {
    let folder = Folder::new("snapshot-names");
    std::fs::create_dir(folder.join("trust")).unwrap();
    let sources = Sources { paths: vec![folder.join("trust")], ..Sources::default() };
    folder.write("trust/csca.cer", case("C15-roll-over").trusted("certificates").remove(0));
    let list = case("D10-master-list-any-signer").trust_inputs().into_iter().find_map(|input| match input {
        Input::MasterList(list, _) => Some(list),
        _ => None,
    });
    let mut list = list.unwrap();
    *list.last_mut().unwrap() ^= 1;
    folder.write("trust/list.cer", list);
    let unusable = || {
        let file = folder.write("trust.snapshot", sources_with_word(&sources).snapshot().unwrap().bytes);
        Sources { paths: vec![file.into()], ..Sources::default() }.load().unwrap().unusable
    };
    let before = unusable();
    assert_eq!(before.len(), 1);
    folder.write("trust/a.crl", case("D02-crl-stale").trusted("crls").remove(0));
    assert_eq!(unusable(), before);
}

fn sources_with_word(sources: &Sources) -> Sources {
    Sources { any_master_list_signer: true, ..sources.clone() }
}
