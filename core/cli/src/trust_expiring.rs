//! `doc9303 trust expiring`: what ends soon.

use crate::failure::Failure;
use crate::style::clean;
use crate::trust::{StoreArguments, state};
use crate::{output, time};
use base16ct::lower::encode_string;
use clap::Args;
use doc9303::{TrustStore, UnixTime};
use doc9303_inputs::certificates;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// `doc9303 trust expiring`.
#[derive(Args)]
#[command(
    after_help = "Revocation lists whose successor is overdue are told too; certificates that have expired before are not.\n\n\
                  Exit status: 0 nothing ends, 1 something does, 64 usage, 66 unreadable input."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    store: StoreArguments,
    /// From now on so many days, such as 90d, or weeks, such as 12w.
    #[arg(long, value_name = "SPAN", default_value = "90d", value_parser = span)]
    within: i64,
    /// Count from this time on (a date, or RFC 3339); now by default.
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Tell Document Signers too.
    #[arg(long)]
    document_signers: bool,
    /// Print one JSON object a line, one for each.
    #[arg(long)]
    json: bool,
}

/// What ends, and when.
struct End {
    at: UnixTime,
    kind: &'static str,
    state: String,
    name: String,
    sha256: String,
    /// Whether the State has no other anchor after it.
    is_last: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let from = time(arguments.at.as_deref())?;
    let until = UnixTime::from_seconds(from.seconds().saturating_add(arguments.within));
    let loaded = arguments.store.load()?;
    let mut ends = certificate_ends(&loaded.store, from, until, arguments.document_signers);
    ends.extend(list_ends(&loaded.store, until));
    ends.sort_by(|one, other| (one.at, &one.name).cmp(&(other.at, &other.name)));
    for end in &ends {
        if arguments.json {
            output::print_line(as_json(end, from))?;
        } else {
            output::print(&as_text(end, from))?;
        }
    }
    Ok(u8::from(!ends.is_empty()))
}

/// Seconds of a span such as 90d or 12w.
fn span(text: &str) -> Result<i64, String> {
    let days = match text.split_at_checked(text.len().saturating_sub(1)) {
        Some((number, "d")) => number.parse::<u16>().ok().map(i64::from),
        Some((number, "w")) => number.parse::<u16>().ok().map(|weeks| i64::from(weeks).saturating_mul(7)),
        _ => None,
    };
    days.map(|days| days.saturating_mul(86_400)).ok_or_else(|| "it is none such as 90d or 12w".to_owned())
}

fn certificate_ends(store: &TrustStore, from: UnixTime, until: UnixTime, signers: bool) -> Vec<End> {
    let all = certificates(store);
    let mut last: BTreeMap<&str, UnixTime> = BTreeMap::new();
    for (_, facts) in all.iter().filter(|(kind, _)| kind.is_anchor()) {
        let end = last.entry(state(facts)).or_insert(facts.not_after);
        *end = facts.not_after.max(*end);
    }
    let is_asked = |kind: doc9303::trust::ImportedAs| kind.is_anchor() || signers;
    let ends = all
        .iter()
        .filter(|(kind, facts)| is_asked(*kind) && facts.not_after >= from && facts.not_after <= until);
    let end = |(kind, facts): &(doc9303::trust::ImportedAs, doc9303::trust::CertificateFacts)| End {
        at: facts.not_after,
        kind: kind.as_str(),
        state: state(facts).to_owned(),
        name: facts.subject.clone(),
        sha256: encode_string(&facts.sha256),
        is_last: kind.is_anchor() && last.get(state(facts)) == Some(&facts.not_after),
    };
    ends.map(end).collect()
}

/// The newest list of each issuer that an anchor signed, if its successor is due: no other list counts, however new it says that it is.
fn list_ends(store: &TrustStore, until: UnixTime) -> Vec<End> {
    let mut newest = BTreeMap::new();
    for list in store.crls().filter(|list| store.signer_of(*list).is_some()) {
        let held = newest.entry(list.issuer()).or_insert(list);
        if held.this_update() < list.this_update() {
            *held = list;
        }
    }
    let end = |(issuer, list): (String, doc9303::trust::RevocationList<'_>)| {
        let at = list.next_update().filter(|next| *next <= until)?;
        let state = list.country().unwrap_or_default();
        Some(End {
            at,
            kind: "revocation_list",
            state,
            name: issuer,
            sha256: encode_string(&list.sha256()),
            is_last: false,
        })
    };
    newest.into_iter().filter_map(end).collect()
}

fn as_json(end: &End, from: UnixTime) -> Value {
    json!({
        "ends": end.at.to_string(),
        "overdue": end.at < from,
        "kind": end.kind,
        "state": end.state,
        "name": end.name,
        "sha256": end.sha256,
        "last_of_state": end.is_last,
    })
}

fn as_text(end: &End, from: UnixTime) -> String {
    let note = match (end.at < from, end.is_last) {
        (true, _) => ", OVERDUE",
        (false, true) => ", the last anchor of its State",
        (false, false) => "",
    };
    let kind = end.kind.replace('_', " ");
    format!("{} {:<3} {kind}: {}{note}\n", end.at.date(), clean(&end.state), clean(&end.name))
}
