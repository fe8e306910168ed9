//! A virtual document and a terminal, each a process of its own.

use crate::common::{Folder, vectors};
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Output, Stdio};
use std::time::{Duration, Instant};

const AT: &str = "2026-06-01T00:00:00Z";

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_doc9303"));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub(crate) fn run(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

pub(crate) fn passport(part: &str) -> String {
    vectors().join("passport").join(part).to_str().unwrap().to_owned()
}

/// Ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What the terminal ended with: its status, the report, and what it said.
pub(crate) struct Reading {
    pub(crate) status: i32,
    report: Option<Value>,
    pub(crate) said: String,
}

impl Reading {
    pub(crate) fn check(&self, name: &str) -> &str {
        let report = self.report.as_ref().unwrap_or_else(|| panic!("no report: {}", self.said));
        let checks = report["results"].as_array().unwrap();
        let check = checks.iter().find(|check| check["check"] == name);
        check.unwrap_or_else(|| panic!("no {name} in {report}"))["outcome"].as_str().unwrap()
    }

    fn verdict(&self) -> &str {
        self.report.as_ref().unwrap_or_else(|| panic!("no report: {}", self.said))["verdict"]
            .as_str()
            .unwrap()
    }
}

/// Reads the passport with these options of the terminal, and these of the chip.
fn read(terminal: &[&str], chip: &[&str]) -> Reading {
    read_folder(&passport("chip"), terminal, chip)
}

/// The same of a chip with the files of this folder.
pub(crate) fn read_folder(folder: &str, terminal: &[&str], chip: &[&str]) -> Reading {
    let trust = passport("trust");
    let (mut reader, mut said, address) = waiting(&[&["--trust", &trust], terminal].concat());
    let mut document = program();
    document.args(["chip", folder, "--vpcd", &address]).stdout(Stdio::null()).stderr(Stdio::null());
    let _document = Running(document.args(chip).spawn().unwrap());
    let mut report = String::new();
    reader.0.stdout.take().unwrap().read_to_string(&mut report).unwrap();
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    let status = reader.0.wait().unwrap().code().unwrap();
    Reading { status, report: serde_json::from_str(&report).ok(), said: rest }
}

#[test]
fn a_virtual_passport_is_read_and_believed() {
    let (active, fixed) = (passport("keys/active-auth.der"), passport("keys/chip-auth.der"));
    let keys = ["--aa-key", &active, "--ca-key", &fixed];
    for (terminal, chip) in [
        (&[][..], &[][..]),
        (&["--extended"], &["--longest", "2000"]),
        (&["--extended"], &[]),
        (&["--can", "500540"], &["--can", "500540", "--latency", "1", "--trace"]),
    ] {
        let reading = read(terminal, &[&keys, chip].concat());
        assert_eq!((reading.status, reading.verdict()), (0, "successful"), "{terminal:?}: {}", reading.said);
        for check in
            ["chip.active_auth", "chip.chip_auth", "chip.access", "dg2.hash", "dg7.hash", "sod.signature"]
        {
            assert_eq!(reading.check(check), "successful", "{check}: {}", reading.said);
        }
    }
}

#[test]
fn a_document_opened_otherwise_than_it_says_is_not_believed() {
    let active = passport("keys/active-auth.der");
    // EF.DG14 announces PACE, and the chip has Basic Access Control alone, or another variant of PACE.
    for chip in [&["--bac"][..], &["--pace", "im-16-aes256"]] {
        let reading = read(&[], &[&["--aa-key", &active], chip].concat());
        assert_ne!(reading.verdict(), "successful", "{chip:?}: {}", reading.said);
        assert_eq!(reading.check("chip.active_auth"), "successful");
        assert_eq!(reading.check("dg2.hash"), "successful");
    }
}

#[test]
fn faults_are_told() {
    let wrong_token = read(&[], &["--fault", "pace.token_wrong"]);
    assert_eq!(wrong_token.status, 66);
    assert!(wrong_token.said.contains("[not_proved]"), "{}", wrong_token.said);
    let changed = read(&[], &["--fault", "read.changed"]);
    assert_eq!((changed.status, changed.check("dg2.hash")), (1, "failed"));
    // The chip leaves the field, comes back at once, and is another one.
    let swapped = read(&[], &["--fault", "file.changed_after_loss"]);
    assert!(swapped.said.contains("came back") || swapped.said.contains("come back"), "{}", swapped.said);
    assert_eq!((swapped.status, swapped.check("dg2.hash")), (1, "failed"));
    let plain = read(&[], &["--fault", "messaging.plain_data"]);
    assert!(plain.said.contains("[messaging]"), "{}", plain.said);
    assert_ne!(plain.status, 0);
    // A chip that falls silent is waited for, and given up.
    let silent = read(&["--timeout", "1"], &["--fault", "stall.read"]);
    assert!(silent.said.contains("[lost]"), "{}", silent.said);
    assert_eq!(silent.check("dg1.hash"), "successful", "what was read is judged");
}

/// A terminal that waits for a chip, and where it waits.
fn waiting(terminal: &[&str]) -> (Running, BufReader<ChildStderr>, String) {
    let mrz = passport("mrz.txt");
    let mut command = program();
    command.args(["read", "--vpcd", "127.0.0.1:0", "--at", AT, "--json"]).args(terminal);
    if !terminal.contains(&"--can") {
        command.args(["--mrz", &mrz]);
    }
    let mut reader = Running(command.spawn().unwrap());
    let mut said = BufReader::new(reader.0.stderr.take().unwrap());
    // What is wrong with its certificates is told before.
    let mut line = String::new();
    while !line.contains("waiting for a chip at ") {
        line.clear();
        assert_ne!(said.read_line(&mut line).unwrap(), 0, "it does not wait");
    }
    let address = line.trim().rsplit(' ').next().unwrap().to_owned();
    (reader, said, address)
}

/// A chip that gives its answer byte by byte is given as long as one that gives none.
#[test]
fn an_answer_that_drips_has_one_deadline() {
    let (mut reader, mut said, address) = waiting(&["--timeout", "1"]);
    let mut chip = TcpStream::connect(&address).unwrap();
    let begun = Instant::now();
    // The answer is announced as long, and comes until the terminal hangs up.
    let _ = chip.write_all(&[0xFF, 0xFF]);
    while chip.write_all(&[0]).is_ok() {
        assert!(begun.elapsed() < Duration::from_secs(20), "the terminal still waits");
        std::thread::sleep(Duration::from_millis(200));
    }
    assert_eq!(reader.0.wait().unwrap().code(), Some(66));
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    assert!(rest.contains("[lost]"), "{rest}");
}

#[test]
fn what_is_saved_is_of_one_document_and_its_owners_alone() {
    let folder = Folder::new("save");
    let (chip, session) = (folder.path("chip"), folder.path("session.json"));
    let (chip, session) = (chip.as_str(), session.as_str());
    folder.write("session.json", "left by another");
    let reading = read(&["--save", chip, "--session", session], &[]);
    assert!(reading.report.is_some(), "{}", reading.said);
    #[cfg(unix)]
    for path in [session.to_owned(), format!("{chip}/EF.DG2"), format!("{chip}/access.json")] {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o077, 0, "{path}");
    }
    let again = run(&["inspect", "--chip", chip, "--trust", &passport("trust"), "--at", AT, "--json"]);
    let report: Value = serde_json::from_slice(&again.stdout).unwrap();
    let hash = report["results"].as_array().unwrap().iter().find(|result| result["check"] == "dg2.hash");
    assert_eq!(hash.unwrap()["outcome"], "successful");
    let mrz = passport("mrz.txt");
    let refused = run(&["read", "--vpcd", "127.0.0.1:0", "--mrz", &mrz, "--save", chip]);
    assert_eq!(refused.status.code(), Some(64));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("not empty"));
}

#[test]
fn faults_are_listed_by_name() {
    let listed = run(&["chip", "--list-faults"]);
    let text = String::from_utf8(listed.stdout).unwrap();
    assert_eq!(listed.status.code(), Some(0));
    assert!(text.lines().count() >= 60);
    for name in ["pace.hidden", "messaging.no_code", "stall.read"] {
        assert!(text.lines().any(|line| line.starts_with(name) && line.ends_with('.')), "{name}");
    }
}

#[test]
fn what_no_chip_can_be_is_refused() {
    let folder = passport("chip");
    let key = passport("keys/active-auth.der");
    for (arguments, expected) in [
        (&["chip"][..], 64),
        (&["chip", &folder, "--fault", "pace.nonsense"], 64),
        (&["chip", &folder, "--fault", "bac.echo"], 64),
        (&["chip", &folder, "--fault", "active_auth.echo"], 64),
        (&["chip", &folder, "--pace", "gm-3-aes128"], 64),
        (&["chip", &folder, "--pace", "cam-13-aes128"], 64),
        (&["chip", &folder, "--longest", "100"], 64),
        (&["chip", &folder, "--can", "letters"], 64),
        (&["chip", &folder, "--aa-key", &key, "--aa-digest", "md5"], 64),
        (&["chip", &folder, "--ca-key", &key], 66),
        (&["chip", &folder, "--aa-key", "/nowhere"], 66),
        (&["chip", &folder, "--cvca", &key], 66),
        (&["chip", "/nowhere"], 66),
    ] {
        let refused = run(arguments);
        let said = String::from_utf8(refused.stderr).unwrap();
        assert_eq!(refused.status.code(), Some(expected), "{arguments:?}: {said}");
        assert!(said.lines().count() >= 1 && !said.contains("panicked"), "{said}");
    }
}
