//! `doc9303 replay`: judges yesterday's documents under another store, other rules or at another time, and says what would change.

use super::again::Opened;
use super::difference::{Change, between, verdict};
use crate::failure::Failure;
use crate::output;
use crate::policy::PolicySigner;
use crate::style::clean;
use crate::trust::TrustArguments;
use clap::Args;
use doc9303::{Policy, TrustStore, UnixTime};
use serde_json::json;
use std::path::{Path, PathBuf};

/// `doc9303 replay`.
#[derive(Args)]
#[command(
    after_help = "What is not given is as it was, but for --engine. The bundles must hold the parts of their documents, and their trust store unless --trust is \
                  given.\n\n\
                  Exit status: 0 no verdict changes, 1 one does, 64 usage, 66 unreadable input: the other bundles are judged all the same."
)]
pub(crate) struct Arguments {
    /// Bundles that `inspect --bundle` kept.
    #[arg(value_name = "BUNDLE", required = true)]
    bundles: Vec<PathBuf>,
    #[command(flatten)]
    trust: TrustArguments,
    /// Judge by these rules: `icao`, `archive`, `strict`, or a file with a policy of your own.
    #[arg(long, value_name = "NAME|FILE")]
    policy: Option<String>,
    #[command(flatten)]
    policy_signer: PolicySigner,
    /// Judge at this time (a date, or RFC 3339).
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Print one JSON object a line, one for each bundle.
    #[arg(long)]
    json: bool,
}

/// What takes the place of what the bundles hold.
struct Other {
    store: Option<TrustStore>,
    policy: Option<Policy>,
    at: Option<UnixTime>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let policy =
        arguments.policy.as_deref().map(|given| arguments.policy_signer.policy(given)).transpose()?;
    let at = arguments.at.as_deref().map(|text| crate::time(Some(text))).transpose()?;
    let store = arguments.trust.is_given().then(|| arguments.trust.store()).transpose()?;
    if (&policy, &at) == (&None, &None) && store.is_none() {
        let sentence = "nothing would change: give --trust, --policy or --at, or use verify-bundle";
        return Err(Failure::Usage(sentence.to_owned()));
    }
    let other = Other { store, policy, at };
    let mut changed = false;
    let mut failure = None;
    for path in &arguments.bundles {
        match one(path, &other, arguments) {
            Ok(is_changed) => changed |= is_changed,
            // A broken bundle takes nothing from the others.
            Err(error) => {
                output::tell(&error.to_string());
                failure = failure.or(Some(error));
            }
        }
    }
    Ok(failure.map_or(u8::from(changed), |failure| failure.status()))
}

/// Whether the verdict of a bundle changes.
fn one(path: &Path, other: &Other, arguments: &Arguments) -> Result<bool, Failure> {
    let opened = Opened::read(path)?;
    let refused = |text: &str| Failure::Unreadable(format!("{}: {text}", path.display()));
    if let Some(name) = opened.manifest.altered(&opened.members).first() {
        return Err(refused(&format!("{} was altered", clean(name))));
    }
    let parts =
        opened.parts()?.ok_or_else(|| refused("it holds pseudonyms, and no document to be judged"))?;
    let engine = arguments.trust.engine();
    let held = if other.store.is_none() { opened.store(engine)? } else { None };
    if held.as_ref().is_some_and(|store| opened.is_other(store)) {
        return Err(refused("its trust store is not the one that was judged with"));
    }
    let store = other
        .store
        .as_ref()
        .or(held.as_ref())
        .ok_or_else(|| refused("it holds no trust store: give --trust"))?;
    let reports = opened.judge(&parts, store, engine, (other.policy.clone(), other.at), None)?;
    let changes = between(&reports.before, &reports.after);
    let [before, after] = [&reports.before, &reports.after].map(|report| verdict(report).unwrap_or_default());
    if arguments.json {
        let changes: Vec<_> = changes.iter().map(Change::json).collect();
        let bundle = path.to_string_lossy();
        output::print_line(
            json!({ "bundle": bundle, "before": before, "after": after, "changes": changes }),
        )?;
    } else if before == after {
        output::print_line(format!("{}: {}, as before", path.display(), clean(&before)))?;
    } else {
        output::print_line(format!("{}: {} -> {after}", path.display(), clean(&before)))?;
        for change in changes.iter().filter(|change| change.what.contains('.')) {
            output::print_line(format!("  {}", change.text()))?;
        }
    }
    Ok(before != after)
}
