//! Judges one document by the policy `icao` and by a policy from a file, and prints what the difference is.
//!
//! ```sh
//! cargo run -p doc9303 --example policy -- core/examples/files_only.toml fixtures/vectors/passport 2026-06-01
//! ```

mod support;

use doc9303::{Policy, TrustStore, inspect};
use std::error::Error;
use std::fmt::Write;
use std::path::Path;

/// Both verdicts on `FOLDER` at `TIME`, and each check that `POLICY` weighs in another way.
pub(crate) fn run(arguments: &[String]) -> Result<String, Box<dyn Error>> {
    let [policy, folder, time] = arguments else { return Err("usage: policy POLICY FOLDER TIME".into()) };
    let folder = Path::new(folder);
    let mut trust = TrustStore::new();
    support::add_trust(&mut trust, &folder.join("trust"))?;
    let (document, at) = (support::document(folder)?, support::time(time)?);
    // An unknown key or value is an error that names its line and column.
    let own = Policy::from_toml(&std::fs::read_to_string(policy)?)?;

    let mut text = String::new();
    for policy in [&Policy::icao(), &own] {
        writeln!(text, "{}: {}", policy.name(), inspect(&document, &trust, policy, at).verdict())?;
    }
    for result in inspect(&document, &trust, &own, at).results() {
        let (check, usual) = (result.check(), Policy::icao().weight(result.check()));
        if result.weight() != usual {
            writeln!(text, "{check}: {} instead of {}", result.weight().as_str(), usual.as_str())?;
        }
    }
    Ok(text)
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    print!("{}", run(&arguments)?);
    Ok(())
}
