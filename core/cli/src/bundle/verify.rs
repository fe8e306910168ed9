//! `doc9303 verify-bundle`: repeats a judgement and says whether the same comes out.

use super::again::Opened;
use super::difference::{Change, between, verdict};
use super::key::Key;
use crate::failure::Failure;
use crate::output;
use crate::parts::{PartArguments, Parts};
use crate::trust::TrustArguments;
use clap::Args;
use doc9303::{Limits, TrustStore};
use serde_json::json;
use std::path::PathBuf;

/// `doc9303 verify-bundle`.
#[derive(Args)]
#[command(
    after_help = "Nothing in a bundle is signed. That the same judgement comes out says that nothing was left out of it, and not who made it \
                  or whose terminal made its records: sign the file if that is to be shown.\n\n\
                  Exit status: 0 the same, 1 something differs, 64 usage, 66 unreadable input."
)]
pub(crate) struct Arguments {
    /// The bundle that `inspect --bundle` kept.
    #[arg(value_name = "BUNDLE")]
    bundle: PathBuf,
    #[command(flatten)]
    trust: TrustArguments,
    /// The key of the bundle's pseudonyms; the parts of the document are given again then.
    #[arg(long, value_name = "FILE")]
    bundle_key: Option<PathBuf>,
    #[command(flatten)]
    parts: PartArguments,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let opened = Opened::read(&arguments.bundle)?;
    let mut altered = opened.manifest.altered(&opened.members);
    let given = arguments.parts.read(&Limits::DEFAULT)?;
    let parts = match (opened.parts()?, given.members.is_empty()) {
        (Some(parts), true) => parts,
        (Some(_), false) => return Err(usage("the bundle holds the parts of its document: give none")),
        (None, true) => {
            return Err(usage("the bundle holds pseudonyms: give the parts of the document again"));
        }
        (None, false) => {
            altered.extend(others(&opened, &given, arguments)?);
            given
        }
    };
    let engine = arguments.trust.engine();
    let store = match (arguments.trust.is_given(), opened.store(engine)?) {
        (false, Some(store)) => store,
        (false, None) => return Err(usage("the bundle holds no trust store: give --trust")),
        (true, _) => arguments.trust.store()?,
    };
    let mut changes = Vec::new();
    changes.extend(other_store(&opened, &store));
    let reports = opened.judge(&parts, &store, engine, None, None)?;
    changes.extend(between(&reports.before, &reports.after));
    let is_same = altered.is_empty() && changes.is_empty();
    let verdict = verdict(&reports.after).unwrap_or_default();
    if arguments.json {
        let changes: Vec<_> = changes.iter().map(Change::json).collect();
        output::print_line(
            json!({ "same": is_same, "verdict": verdict, "altered": altered, "changes": changes }),
        )?;
    } else {
        for name in &altered {
            output::print_line(format!("altered: {name}"))?;
        }
        for change in &changes {
            output::print_line(change.text())?;
        }
        if is_same {
            output::print_line(format!("the same judgement: {verdict}"))?;
        }
    }
    Ok(u8::from(!is_same))
}

fn usage(sentence: &str) -> Failure {
    Failure::Usage(sentence.to_owned())
}

/// The parts that are not those whose pseudonyms the bundle holds.
fn others(opened: &Opened, given: &Parts, arguments: &Arguments) -> Result<Vec<String>, Failure> {
    let path = arguments.bundle_key.as_deref();
    let key = Key::read(path.ok_or_else(|| usage("the bundle holds pseudonyms: give --bundle-key"))?)?;
    let expected = &opened.manifest.inputs;
    let is_other =
        |(name, bytes): &&(String, Vec<u8>)| expected.get(name) != Some(&key.pseudonym(name, bytes));
    let mut others: Vec<String> =
        given.members.iter().filter(is_other).map(|(name, _)| name.clone()).collect();
    let missing = expected.keys().filter(|name| given.members.iter().all(|(own, _)| own != *name));
    others.extend(missing.cloned());
    Ok(others)
}

/// The store by its fingerprint, if it is another than that of then.
fn other_store(opened: &Opened, store: &TrustStore) -> Option<Change> {
    let (before, after) =
        (opened.manifest.trust.fingerprint.clone(), base16ct::lower::encode_string(&store.fingerprint()));
    (before != after).then(|| Change {
        what: "trust store".to_owned(),
        before: Some(before),
        after: Some(after),
    })
}
