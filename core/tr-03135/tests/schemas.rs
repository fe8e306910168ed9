//! Every log follows the schemas in `schemas`, as `xmllint` of libxml2 reads them.

use crate::{reports, transaction};
use doc9303_tr03135::{Profile, to_xml};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A passport with a chip and its zone.
const GENUINE: &str = "A23-key-identifier";

/// Table 5.8 has no such result.
const CONSISTENT: &str = "<dco:MRZConsistency clause=\"5.5.4.1.1\">\n     <base:Result>successful";
const INCONCLUSIVE: &str = "<dco:MRZConsistency clause=\"5.5.4.1.1\">\n     <base:Result>undetermined";

/// A folder of this test's own, empty.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// What `xmllint` says against files in a folder; `None` if it says that all of them are valid.
fn complaints(folder: &Path, files: &[String]) -> Option<String> {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/schemas/ct.xsd");
    let mut command = Command::new("xmllint");
    command.args(["--noout", "--nonet", "--schema", schema]).args(files).current_dir(folder);
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("xmllint, which `make services` installs, does not start: {error}"));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let valid = told.lines().filter(|line| line.ends_with(" validates")).count();
    let is_good = output.status.success() && valid == files.len();
    (!is_good)
        .then(|| told.lines().filter(|line| !line.ends_with(" validates")).collect::<Vec<_>>().join("\n"))
}

/// Every case of the corpus, without and with all personal data.
#[test]
fn every_log_follows_the_schemas() {
    let folder = folder("logs");
    let mut files = Vec::new();
    for (id, report) in reports() {
        for profile in [Profile::Basic, Profile::Standard, Profile::Full] {
            let name = format!("{}.{}.xml", id, profile.as_str());
            std::fs::write(folder.join(&name), to_xml(report, &transaction(), profile).unwrap()).unwrap();
            files.push(name);
        }
    }
    assert!(files.len() > 4_000, "only {} logs", files.len());
    for files in files.chunks(500) {
        if let Some(complaints) = complaints(&folder, files) {
            panic!("{complaints}");
        }
    }
}

/// The schemas tell what is wrong: each change of a valid log is found.
#[test]
fn a_log_that_is_changed_does_not_follow_them() {
    let folder = folder("changed");
    let (_, report) = reports().iter().find(|(id, _)| id == GENUINE).unwrap();
    let log = to_xml(report, &transaction(), Profile::Full).unwrap();
    let write = |text: &str| std::fs::write(folder.join("log.xml"), text).unwrap();
    write(&log);
    assert_eq!(complaints(&folder, &["log.xml".to_owned()]), None);
    let changes = [
        ("dc:DocumentCheck", "dc:DocumentTest"),
        ("http://trdoccheck.bsi.bund.de/dce/4", "http://trdoccheck.bsi.bund.de/dce/5"),
        ("6f1c5b0a-", "6f1c5b0a"),
        ("2026-06-01T09:00:00Z", "2026-06-31T09:00:00Z"),
        ("<base:Result>successful</base:Result>", "<base:Result>green</base:Result>"),
        (">identical<", ">equal<"),
        ("obligation=\"m\"", "obligation=\"x\""),
        ("guideline=\"TR-03135-1 2.5\"", "guideline=\"TR-03135-1 5.0\""),
        ("<base:Code>216401</base:Code>", "<base:Code>401</base:Code>"),
        (CONSISTENT, INCONCLUSIVE),
        ("<dce:Hash clause=\"5.6.4.2.2\">", "<dce:Hash clause=\"6.6.4.2.2\">"),
    ];
    for (from, to) in changes {
        assert!(log.contains(from), "{from}");
        write(&log.replace(from, to));
        assert!(complaints(&folder, &["log.xml".to_owned()]).is_some(), "{to} is not found");
    }
}
