//! `doc9303 verify-bundle`: repeats a judgement and says whether the same comes out.

use super::again::Opened;
use super::difference::{Change, between, verdict};
use super::key::Key;
use crate::failure::Failure;
use crate::output;
use crate::parts::{PartArguments, Parts};
use crate::style::clean;
use crate::trust::TrustArguments;
use clap::Args;
use doc9303::TrustStore;
use doc9303::lds::Provenance;
use serde_json::json;
use std::path::PathBuf;

/// `doc9303 verify-bundle`.
#[derive(Args)]
#[command(
    after_help = "Nothing in a bundle is signed. That the same judgement comes out says that the report is the one that these parts, rules and \
                  trust lead to, and not who made it, what else there was, or whose terminal made its records: sign the file if that is to be \
                  shown.\n\n\
                  Exit status: 0 the same, 1 something differs, 64 usage, 66 unreadable input."
)]
pub(crate) struct Arguments {
    /// The bundle that `inspect --bundle` kept.
    #[arg(value_name = "BUNDLE")]
    bundle: PathBuf,
    #[command(flatten)]
    trust: TrustArguments,
    /// The key of the bundle's pseudonyms, under which parts that are given again are compared, and the document's number.
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
    let key = arguments.bundle_key.as_deref().map(Key::read).transpose()?;
    let given = arguments.parts.read(opened.policy()?.limits())?;
    let parts = match (opened.parts()?, given.members.is_empty()) {
        (Some(parts), true) if given.provenance == Provenance::HandedOver => parts,
        (Some(_), _) => {
            return Err(usage(
                "the bundle holds the parts of its document and whose records they are: give none",
            ));
        }
        (None, true) => {
            return Err(usage("the bundle holds pseudonyms: give the parts of the document again"));
        }
        (None, false) => {
            let needed = || usage("the bundle holds pseudonyms: give --bundle-key");
            altered.extend(others(&opened, &given, key.as_ref().ok_or_else(needed)?));
            given
        }
    };
    let engine = arguments.trust.engine();
    let store = match arguments.trust.is_given() {
        true => arguments.trust.store()?,
        false => {
            opened.store(engine)?.ok_or_else(|| usage("the bundle holds no trust store: give --trust"))?
        }
    };
    let reports = opened.judge(&parts, &store, engine, (None, None), key.as_ref())?;
    let mut changes: Vec<Change> = other_store(&opened, &store).into_iter().collect();
    changes.extend(between(&reports.before, &reports.after));
    if changes.is_empty() && !reports.are_same {
        changes.push(other("report", "one content", "another"));
    }
    if key.is_some() && reports.document_number != opened.manifest.document_number {
        changes.push(other("document_number", "one pseudonym", "another"));
    }
    let is_same = altered.is_empty() && changes.is_empty();
    let verdict = verdict(&reports.after).unwrap_or_default();
    if arguments.json {
        let changes: Vec<_> = changes.iter().map(Change::json).collect();
        output::print_line(
            json!({ "same": is_same, "verdict": verdict, "altered": altered, "changes": changes }),
        )?;
    } else {
        for name in &altered {
            output::print_line(format!("altered: {}", clean(name)))?;
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

fn other(what: &str, before: &str, after: &str) -> Change {
    Change { what: what.to_owned(), before: Some(before.to_owned()), after: Some(after.to_owned()) }
}

/// The parts that are not those whose pseudonyms the bundle holds.
fn others(opened: &Opened, given: &Parts, key: &Key) -> Vec<String> {
    let expected = &opened.manifest.inputs;
    let is_other =
        |(name, bytes): &&(String, Vec<u8>)| expected.get(name) != Some(&key.pseudonym(name, bytes));
    let mut others: Vec<String> =
        given.members.iter().filter(is_other).map(|(name, _)| name.clone()).collect();
    let missing = expected.keys().filter(|name| given.members.iter().all(|(own, _)| own != *name));
    others.extend(missing.cloned());
    others
}

/// The store by its fingerprint and its anchors, if it is another than that of then.
fn other_store(opened: &Opened, store: &TrustStore) -> Option<Change> {
    let (then, now) = (&opened.manifest.trust, store.anchors().count());
    let is_other = opened.is_other(store) || then.anchors != now;
    let told = |fingerprint: &str, anchors: usize| format!("{fingerprint}, anchors {anchors}");
    let fingerprint = base16ct::lower::encode_string(&store.fingerprint());
    is_other.then(|| other("trust store", &told(&then.fingerprint, then.anchors), &told(&fingerprint, now)))
}
