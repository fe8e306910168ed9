//! What the command line does when its output takes nothing more: a sentence and exit status 74 where it is full, a quiet
//! end where nobody reads on.
#![cfg(target_os = "linux")]

use crate::common::{Folder, vectors};
use std::fs::OpenOptions;
use std::io::Write;
use std::process::{Command, Stdio};

const ZONE: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";

/// Every command that prints something, and the exit status with which it does.
fn commands(folder: &Folder) -> Vec<(Vec<String>, i32)> {
    let zone = folder.write("zone.txt", ZONE);
    let none = folder.write("none.txt", "?");
    let path = |of: &str, what: &str| vectors().join(of).join(what).to_str().unwrap().to_owned();
    let (chip, forged, trust) = (path("passport", "chip"), path("forged", "chip"), path("passport", "trust"));
    let (at, own) = ("2026-06-01", "--records-of-own-terminal");
    let write = "mrz-write --format td3 --document-code P --issuing-state UTO --nationality UTO --document-number 1 \
                 --primary-identifier ERIKSSON --birth-date 740812 --expiry-date 340219";
    let commands: Vec<(Vec<&str>, i32)> = vec![
        (vec!["inspect", "--chip", &chip, "--trust", &trust, "--at", at, own], 0),
        (vec!["inspect", "--chip", &chip, "--trust", &trust, "--at", at, own, "--json"], 0),
        (vec!["inspect", "--chip", &forged, "--trust", &trust, "--at", at, "--json", "--redact"], 1),
        (vec!["trust", &trust], 0),
        (vec!["trust", &trust, "--json"], 0),
        (vec!["explain", "csca.not_found"], 0),
        (vec!["explain", "ds.signature", "--json"], 0),
        (vec!["mrz", &zone], 0),
        (vec!["mrz", &zone, "--json"], 0),
        (vec!["mrz", &none], 1),
        (vec!["mrz-repair", &zone], 0),
        (vec!["mrz-repair", &none, "--json"], 1),
        (write.split_whitespace().collect(), 0),
        (write.split_whitespace().chain(["--json"]).collect(), 0),
        (vec!["--help"], 0),
        (vec!["batch", "--help"], 0),
        (vec!["--version"], 0),
    ];
    let own = |(words, status): (Vec<&str>, i32)| (words.into_iter().map(str::to_owned).collect(), status);
    commands.into_iter().map(own).collect()
}

fn command(arguments: &[String]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_doc9303"));
    command.args(arguments);
    command
}

#[test]
fn a_full_output_is_an_error_and_no_panic() {
    let folder = Folder::new("full");
    for (arguments, status) in commands(&folder) {
        let sound = command(&arguments).output().unwrap();
        assert_eq!(
            sound.status.code(),
            Some(status),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&sound.stderr)
        );
        assert!(!sound.stdout.is_empty(), "{arguments:?} prints nothing");
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let run = command(&arguments).stdout(full).stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(74), "{arguments:?}: {said}");
        assert!(said.contains("doc9303: standard output: cannot be written"), "{arguments:?}: {said}");
        assert!(!said.contains("panicked"), "{said}");
    }
    // Where nobody can be told either, the status still says it.
    for (arguments, _) in commands(&folder) {
        let full = || OpenOptions::new().write(true).open("/dev/full").unwrap();
        let run = command(&arguments).stdout(full()).stderr(full()).status().unwrap();
        assert_eq!(run.code(), Some(74), "{arguments:?}");
    }
    // A sentence that cannot be said costs nothing else.
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let run = command(&["inspect".to_owned()]).stderr(full).status().unwrap();
    assert_eq!(run.code(), Some(64));
}

#[test]
fn a_closed_pipe_is_not_an_error() {
    let folder = Folder::new("closed");
    for (arguments, status) in commands(&folder) {
        let mut run = command(&arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(run.stdout.take());
        let run = run.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(status), "{arguments:?}: {said}");
        assert!(!said.contains("panicked") && !said.contains("cannot be written"), "{arguments:?}: {said}");
    }
}

#[test]
fn a_line_stands_for_standard_input_where_there_is_one() {
    let folder = Folder::new("line");
    let run = |arguments: &[&str]| {
        let arguments: Vec<String> = arguments.iter().map(|word| (*word).to_owned()).collect();
        let mut command = command(&arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut run = command.spawn().unwrap();
        // Who takes no input may be gone before it is written.
        let _ = run.stdin.take().unwrap().write_all(ZONE.as_bytes());
        let run = run.wait_with_output().unwrap();
        (run.status.code(), String::from_utf8(run.stdout).unwrap(), String::from_utf8(run.stderr).unwrap())
    };
    let at = ["--at", "2011-01-01"];
    let (status, told, _) = run(&[&["inspect", "--mrz", "-"], &at[..]].concat());
    assert!(status == Some(0) && told.contains("ERIKSSON"), "{told}");
    assert_eq!(run(&[&["mrz", "-"], &at[..]].concat()).0, Some(0));
    let table = folder.write("in.csv", "mrz\n?\n");
    for (input, output) in [("-", "out.csv"), (table.as_str(), "-")] {
        let (status, _, said) =
            run(&["batch", "--in", input, "--out", output, "--in-format", "csv", "--out-format", "csv"]);
        assert!(status == Some(64) && said.contains("a table is a file"), "{said}");
    }
    assert!(!std::path::Path::new("-").exists());
}
