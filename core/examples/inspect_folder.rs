//! Inspects the document in a folder and prints the verdict, with a reason and a next step for each check that is not
//! successful.
//!
//! ```sh
//! cargo run -p doc9303 --example inspect_folder -- fixtures/vectors/forged 2026-06-01
//! ```

mod support;

use doc9303::report::Outcome;
use doc9303::{Policy, TrustStore, inspect};
use std::error::Error;
use std::fmt::Write;
use std::path::Path;

/// The report on `FOLDER` at `TIME`, for people to read.
pub(crate) fn run(arguments: &[String]) -> Result<String, Box<dyn Error>> {
    let [folder, time] = arguments else { return Err("usage: inspect_folder FOLDER TIME".into()) };
    let folder = Path::new(folder);
    let mut trust = TrustStore::new();
    support::add_trust(&mut trust, &folder.join("trust"))?;
    let document = support::document(folder)?;

    let report = inspect(&document, &trust, &Policy::icao(), support::time(time)?);

    let mut text = format!("{}\n", report.verdict());
    for result in report.results() {
        if matches!(result.outcome(), Outcome::Successful | Outcome::NotSupported) {
            continue;
        }
        writeln!(text, "{}: {}", result.check(), result.outcome())?;
        if let Some(reason) = result.reason() {
            writeln!(text, "  {}: {}", reason.code(), reason.text())?;
            writeln!(text, "  next: {}", reason.code().explanation().next_steps)?;
        }
    }
    Ok(text)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    print!("{}", run(&arguments)?);
    Ok(())
}
