//! How many instructions ten paths take, counted by valgrind's callgrind: a figure that no other work on the machine changes. Each is
//! within 3 % of `instructions.json`, or this ends with an error; `--write` writes the file anew.
//!
//! The file is of one version of rustc and one architecture. For others, and without valgrind, this says so and ends.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a measurement reads files, starts programs, and stops at the first surprise"
)]

mod cases;

use cases::{Case, load};
use doc9303::mrz::Mrz;
use doc9303::{Policy, TrustStore, inspect};
use serde_json::{Map, Value, json};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const TD1: &str =
    "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
const TD3: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";

/// Each with the number of times that are counted.
const PATHS: [(&str, u32); 10] = [
    ("zone, TD3", 2000),
    ("zone, TD1", 2000),
    ("chip, RSA-2048", 40),
    ("chip, P-256", 40),
    ("chip, brainpoolP256r1", 40),
    ("chip, brainpoolP384r1", 20),
    ("chip, brainpoolP256r1, signer seen", 40),
    ("report as JSON", 200),
    ("seal of a visa", 40),
    ("CSCA certificate into a store", 40),
];

/// The work of a path, done so many times.
fn work(path: &str, times: u32) {
    let judge = |case: &Case, store: &TrustStore| {
        let _ = black_box(inspect(&case.document(), store, &Policy::icao(), case.at));
    };
    let judged = |name: &str| {
        let case = load(name);
        (0..times).for_each(|_| judge(&case, &case.store));
    };
    match path {
        "zone, TD3" => (0..times).for_each(|_| drop(black_box(Mrz::parse(black_box(TD3))))),
        "zone, TD1" => (0..times).for_each(|_| drop(black_box(Mrz::parse(black_box(TD1))))),
        "chip, RSA-2048" => judged("suite-rsa2048-pkcs1-sha256"),
        "chip, P-256" => judged("suite-ec-p256-named-sha256"),
        "chip, brainpoolP256r1" => judged("suite-ec-brainpoolp256r1-explicit-sha256"),
        "chip, brainpoolP384r1" => judged("suite-ec-brainpoolp384r1-named-sha384"),
        "chip, brainpoolP256r1, signer seen" => {
            let case = load("suite-ec-brainpoolp256r1-explicit-sha256");
            let store = case.store.with_cache();
            judge(&case, &store);
            (0..times).for_each(|_| judge(&case, &store));
        }
        "report as JSON" => {
            let case = load("good-full");
            let report = inspect(&case.document(), &case.store, &Policy::icao(), case.at);
            (0..times).for_each(|_| drop(black_box(report.to_json())));
        }
        "seal of a visa" => judged("G00-visa"),
        "CSCA certificate into a store" => {
            let case = load("suite-ec-p256-named-sha256");
            (0..times).for_each(|_| {
                let mut store = TrustStore::new();
                black_box(store.add_certificate(&case.certificates[0]).unwrap());
            });
        }
        _ => panic!("no path of this name"),
    }
}

/// The instructions of this program with that work; `None` without valgrind.
fn counted(path: &str, times: u32) -> Option<f64> {
    let program = std::env::current_exe().unwrap();
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(program);
    let output = valgrind.args(["--work", path, &times.to_string()]).output().ok()?;
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    let line = told.lines().find_map(|line| line.split_once("Collected : "));
    Some(line.unwrap_or_else(|| panic!("{told}")).1.trim().parse().unwrap())
}

/// What the figures are of.
fn circumstances() -> String {
    let rustc = Command::new("rustc").arg("--version").output();
    let version = rustc.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    format!("{}, {}", version.unwrap_or_default(), std::env::consts::ARCH)
}

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("instructions.json")
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [mode, path, times] = arguments.as_slice()
        && mode == "--work"
    {
        work(path, times.parse().unwrap());
        return ExitCode::SUCCESS;
    }
    let writes = arguments.iter().any(|argument| argument == "--write");
    let text = std::fs::read(committed()).unwrap_or_else(|_| b"{}".to_vec());
    let before: Value = serde_json::from_slice(&text).unwrap();
    let of = circumstances();
    if !writes && before["of"] != of.as_str() {
        println!("instructions.json is of {}, and this is {of}: not compared", before["of"]);
        return ExitCode::SUCCESS;
    }
    let mut figures = Map::new();
    let mut is_as_before = true;
    println!("| path | instructions | committed | ratio |\n|---|---|---|---|");
    for (path, times) in PATHS {
        // What is done once for the process falls out.
        let Some(few) = counted(path, times / 4) else {
            println!("valgrind is not there: nothing is counted");
            return ExitCode::SUCCESS;
        };
        let many = counted(path, times).unwrap();
        let each = ((many - few) / f64::from(times - times / 4)).round();
        let known = before["instructions"][path].as_f64().unwrap_or_default();
        println!("| {path} | {each} | {known} | {:.3} |", each / known);
        is_as_before &= (each / known - 1.0).abs() <= 0.03;
        figures.insert(path.to_owned(), json!(each));
    }
    if writes {
        let file = json!({ "of": of, "instructions": figures });
        std::fs::write(committed(), format!("{:#}\n", file)).unwrap();
        return ExitCode::SUCCESS;
    }
    if is_as_before { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
