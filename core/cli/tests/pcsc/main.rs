//! The program with real card services: Debian's `pcscd` and the virtual reader of the vsmartcard project between
//! `doc9303 chip` and `doc9303 read`, or a reader of others. `make judges` installs both and runs this.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test starts programs and says what it expects"
)]

mod other_reader;

use serde_json::Value;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Where the service listens, by its own default.
const SERVICE: &str = "/run/pcscd/pcscd.comm";
/// Where the driver of the virtual reader waits for a chip.
const VIRTUAL_READER: &str = "127.0.0.1:35963";
const AT: &str = "2026-06-01T00:00:00Z";

/// A program that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn within(seconds: u64, mut is_done: impl FnMut() -> bool, what: &str) {
    let until = Instant::now() + Duration::from_secs(seconds);
    while !is_done() {
        assert!(Instant::now() < until, "{what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The service: the one that runs, or one of our own. One test at a time has it, since there is one virtual reader.
fn service() -> (Option<Running>, MutexGuard<'static, ()>) {
    static ALONE: Mutex<()> = Mutex::new(());
    let alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    if UnixStream::connect(SERVICE).is_ok() {
        return (None, alone);
    }
    std::fs::create_dir_all("/run/pcscd").unwrap();
    let _ = std::fs::remove_file(SERVICE);
    let service =
        Command::new("pcscd").arg("--foreground").stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let running = Running(service.unwrap_or_else(|error| panic!("pcscd: {error}; see `make judges`")));
    within(20, || UnixStream::connect(SERVICE).is_ok(), "pcscd does not answer");
    (Some(running), alone)
}

fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/vectors")
}

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_doc9303"));
    command.args(arguments);
    command
}

fn json(output: &Output) -> Value {
    let shown = String::from_utf8_lossy(&output.stderr);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {shown}"))
}

#[test]
fn a_chip_is_read_through_the_card_service() {
    let _service = service();
    for (name, verdict) in [("passport", "successful"), ("forged", "failed")] {
        let path = |part: &str| vectors().join(name).join(part).to_str().unwrap().to_owned();
        let (mrz, chip, trust) = (path("mrz.txt"), path("chip"), path("trust"));
        let session = std::env::temp_dir().join(format!("doc9303-{}-{name}.json", std::process::id()));
        let session = session.to_str().unwrap().to_owned();
        let (active, fixed) = (path("keys/active-auth.der"), path("keys/chip-auth.der"));
        let keys: &[&str] = if name == "passport" { &["--aa-key", &active, "--ca-key", &fixed] } else { &[] };
        let virtual_chip = program(&["chip", &chip, "--mrz", &mrz, "--vpcd", VIRTUAL_READER])
            .args(keys)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let _chip = Running(virtual_chip);
        let judge = ["--mrz", &mrz, "--trust", &trust, "--at", AT, "--json"];
        let read = program(&["read", "--reader", "Virtual PCD", "--session", &session])
            .args(judge)
            .output()
            .unwrap();
        assert_eq!(json(&read)["verdict"], verdict, "{}", String::from_utf8_lossy(&read.stderr));
        let again =
            program(&["inspect", "--session", &session, "--records-of-own-terminal"]).args(judge).output();
        assert_eq!(again.unwrap().stdout, read.stdout, "the session gives the report of the live reading");
        std::fs::remove_file(&session).unwrap();
    }
}

#[test]
fn a_chip_that_takes_the_place_of_another_is_read() {
    let _service = service();
    let path = |part: &str| vectors().join("passport").join(part).to_str().unwrap().to_owned();
    let (mrz, chip, trust) = (path("mrz.txt"), path("chip"), path("trust"));
    let (active, fixed) = (path("keys/active-auth.der"), path("keys/chip-auth.der"));
    let laid_down = || {
        let mut command = program(&["chip", &chip, "--mrz", &mrz, "--vpcd", VIRTUAL_READER]);
        Running(
            command.args(["--aa-key", &active, "--ca-key", &fixed]).stderr(Stdio::null()).spawn().unwrap(),
        )
    };
    let read = || {
        program(&["read", "--reader", "Virtual PCD", "--mrz", &mrz, "--trust", &trust, "--at", AT, "--json"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let mut on_the_reader = laid_down();
    read().wait_with_output().unwrap();
    // The service looks every 400 ms: the next chip comes before it looked again, or after.
    for pause in [0, 80, 160, 240, 320, 500] {
        drop(on_the_reader);
        let reading = read();
        std::thread::sleep(Duration::from_millis(pause));
        on_the_reader = laid_down();
        let output = reading.wait_with_output().unwrap();
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(json(&output)["verdict"], "successful", "after {pause} ms: {told}");
    }
}
