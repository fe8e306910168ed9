//! Inspects a document while it is read: the printed zone first, then EF.SOD, then each other file. After each step a
//! partial report has the checks that are decided by then. Reading a chip takes seconds; most answers come earlier.
//!
//! ```sh
//! cargo run -p doc9303 --example staged -- fixtures/vectors/forged 2026-06-01
//! ```

mod support;

use doc9303::report::{Outcome, Report};
use doc9303::{FileId, Inspection, Policy, TrustStore};
use std::collections::BTreeSet;
use std::error::Error;
use std::fmt::Write;
use std::path::Path;

/// A line for each step on `FOLDER` at `TIME`, with the checks that it decides, and the verdict at the end.
pub(crate) fn run(arguments: &[String]) -> Result<String, Box<dyn Error>> {
    let [folder, time] = arguments else { return Err("usage: staged FOLDER TIME".into()) };
    let folder = Path::new(folder);
    let (mut trust, policy) = (TrustStore::new(), Policy::icao());
    support::add_trust(&mut trust, &folder.join("trust"))?;
    let (mut text, mut decided) = (String::new(), BTreeSet::new());

    let mut inspection = Inspection::new(&trust, &policy, support::time(time)?);
    inspection = inspection.zone(&std::fs::read_to_string(folder.join("mrz.txt"))?);
    text += &step("zone", &inspection.partial_report(), &mut decided)?;

    let mut files = Vec::new();
    for (name, content) in support::files(&folder.join("chip"))? {
        files.extend(FileId::recognise(&name, &content).map(|file| (file, content)));
    }
    // EF.SOD has the digests of all data groups, so each of them is judged as soon as it is there.
    files.sort_by_key(|(file, _)| *file != FileId::Sod);
    for (file, content) in files {
        inspection = inspection.file(file, content)?;
        text += &step(&file.to_string(), &inspection.partial_report(), &mut decided)?;
    }
    writeln!(text, "verdict: {}", inspection.report().verdict())?;
    Ok(text)
}

/// The checks that are new among those that succeeded or failed.
fn step(name: &str, report: &Report, decided: &mut BTreeSet<String>) -> Result<String, std::fmt::Error> {
    let mut text = format!("{name}:");
    for result in report.results() {
        let is_decided = matches!(result.outcome(), Outcome::Successful | Outcome::Failed);
        if is_decided && decided.insert(result.check().to_string()) {
            let mark = if result.outcome() == Outcome::Failed { " FAILED" } else { "" };
            write!(text, " {}{mark}", result.check())?;
        }
    }
    Ok(text + "\n")
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    print!("{}", run(&arguments)?);
    Ok(())
}
