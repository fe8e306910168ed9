//! Logs by BSI TR-03135: `inspect --log`.

use crate::common::{Folder, vectors};
use std::process::{Command, Output};

const ID: &str = "6f1c5b0a-9d2e-4c57-8a3b-1f0e9d8c7b6a";

/// Inspects a passport of the corpus.
fn inspect(name: &str, more: &[&str]) -> Output {
    let path = |part: &str| vectors().join(name).join(part).to_str().unwrap().to_owned();
    Command::new(env!("CARGO_BIN_EXE_doc9303"))
        .args(["inspect", "--mrz", &path("mrz.txt"), "--chip", &path("chip"), "--trust", &path("trust")])
        .args(["--at", "2026-06-01", "--records-of-own-terminal"])
        .args(more)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Whether libxml2 finds that a log follows the schemas.
fn follows_the_schemas(path: &str) -> bool {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/../tr-03135/schemas/ct.xsd");
    let output = Command::new("xmllint").args(["--noout", "--nonet", "--schema", schema, path]).output();
    output.unwrap_or_else(|error| panic!("xmllint, which `make services` installs: {error}")).status.success()
}

/// The report is the same with a log, and the log says what the report says.
#[test]
fn an_inspection_is_logged() {
    let folder = Folder::new("logged");
    for (name, result, status) in [("passport", "successful", 0), ("forged", "failed", 1)] {
        let path = folder.path(&format!("{name}.xml"));
        let output =
            inspect(name, &["--json", "--log", &path, "--log-terminal", "gate 12", "--log-transaction", ID]);
        assert_eq!(output.status.code(), Some(status), "{}", text(&output.stderr));
        assert_eq!(output.stdout, inspect(name, &["--json"]).stdout);
        let log = std::fs::read_to_string(&path).unwrap();
        assert!(follows_the_schemas(&path), "{log}");
        for expected in [
            &format!("<ct:TransactionID>{ID}</ct:TransactionID>")[..],
            "<ct:Terminal>gate 12</ct:Terminal>",
            "<ct:Name>doc9303-cli</ct:Name>",
            "<ct:LoggingProfile>basic</ct:LoggingProfile>",
            "<dc:TimeOfInspection>2026-06-01T00:00:00Z</dc:TimeOfInspection>",
            &format!("<dc:DocumentCheck clause=\"5.4\">\n  <base:Result>{result}</base:Result>"),
        ] {
            assert!(log.contains(expected), "{expected}: {log}");
        }
        for secret in ["ERIKSSON", "L898902C3", "740812"] {
            assert!(!log.contains(secret), "{secret} stands in {log}");
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}

/// Personal data are logged where they are asked for: of what failed, or all of it.
#[test]
fn a_profile_asks_for_personal_data() {
    let folder = Folder::new("profiles");
    let logged = |name: &str, profile: &str| {
        let path = folder.path(&format!("{name}-{profile}.xml"));
        let output = inspect(name, &["--log", &path, "--log-profile", profile]);
        assert!(output.status.code() < Some(2), "{}", text(&output.stderr));
        assert!(follows_the_schemas(&path), "{name} {profile}");
        std::fs::read_to_string(path).unwrap()
    };
    let portrait = "<dce:File name=\"EF.DG2\">";
    assert!(logged("passport", "full").contains("<dc:Surname>ERIKSSON</dc:Surname>"));
    assert!(logged("passport", "full").contains(portrait));
    assert!(!logged("passport", "standard").contains("ERIKSSON"));
    assert!(logged("passport", "standard_electronic").contains(portrait));
    assert!(logged("forged", "standard").contains(portrait));
}

#[test]
fn a_slip_is_told_before_anything_is_read() {
    let rows: [(&[&str], &str); 5] = [
        (&["--log", "log.xml", "--log-transaction", "12"], "--log-transaction is no UUID"),
        (&["--log", "log.xml", "--log-terminal", " "], "--log-terminal is empty"),
        (&["--log", "log.xml", "--log-profile", "all"], "use basic, standard"),
        (&["--log", "log.xml", "--log-profile", "full", "--redact"], "--redact leaves nothing"),
        (&["--log-profile", "full"], "--log <FILE>"),
    ];
    for (more, sentence) in rows {
        let output = inspect("passport", more);
        assert_eq!(output.status.code(), Some(64), "{more:?}");
        assert!(text(&output.stderr).contains(sentence), "{more:?}: {}", text(&output.stderr));
        assert!(output.stdout.is_empty(), "{more:?}");
    }
}

/// A log that cannot be written costs nobody the report, and is told.
#[test]
fn a_log_that_cannot_be_written_is_told() {
    let output = inspect("passport", &["--json", "--log", "/no/such/folder/log.xml"]);
    assert_eq!(output.status.code(), Some(74));
    assert!(text(&output.stderr).contains("/no/such/folder/log.xml: cannot be written"));
    assert_eq!(output.stdout, inspect("passport", &["--json"]).stdout);
}
