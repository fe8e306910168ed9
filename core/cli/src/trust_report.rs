//! `doc9303 trust`: what a trust store holds, for people and as JSON.

use crate::failure::Failure;
use crate::style::{BOLD, DIM, clean};
use crate::trust::{StoreArguments, state};
use crate::{output, time, trust_coverage, trust_diff, trust_expiring, trust_get, trust_snapshot};
use base16ct::lower::encode_string;
use clap::{Args, Subcommand};
use doc9303::trust::{AnchorKind, CertificateFacts, ImportedAs};
use doc9303::{TrustStore, UnixTime};
use doc9303_inputs::{Rejection, Trust, certificates, trust_json};
use std::collections::BTreeMap;
use std::fmt::Write;

/// `doc9303 trust`.
#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    tool: Option<Tool>,
    #[command(flatten)]
    report: ReportArguments,
}

#[derive(Subcommand)]
enum Tool {
    /// What changes from one store to another, look-alikes of anchors first.
    Diff(trust_diff::Arguments),
    /// What ends soon: anchors, and revocation lists that need a successor.
    Expiring(trust_expiring::Arguments),
    /// Which States there is an anchor of, and how old their revocation lists are.
    Coverage(trust_coverage::Arguments),
    /// Print one certificate as PEM.
    Get(trust_get::Arguments),
    /// Keep a store in one file that loads without verifying its signatures again.
    Snapshot(trust_snapshot::Arguments),
}

#[derive(Args)]
struct ReportArguments {
    #[command(flatten)]
    store: StoreArguments,
    /// Say which revocation lists are out of date at this time (a date, or RFC 3339); now by default.
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Name every certificate with its SHA-256.
    #[arg(long)]
    certificates: bool,
    /// End with status 66 if an entry was rejected.
    #[arg(long)]
    strict: bool,
    /// Print JSON, which names every certificate.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    match &arguments.tool {
        None => report(&arguments.report),
        Some(Tool::Diff(arguments)) => trust_diff::run(arguments),
        Some(Tool::Expiring(arguments)) => trust_expiring::run(arguments),
        Some(Tool::Coverage(arguments)) => trust_coverage::run(arguments),
        Some(Tool::Get(arguments)) => trust_get::run(arguments),
        Some(Tool::Snapshot(arguments)) => trust_snapshot::run(arguments),
    }
}

fn report(arguments: &ReportArguments) -> Result<u8, Failure> {
    let at = time(arguments.at.as_deref())?;
    let loaded = arguments.store.load()?;
    if arguments.json {
        output::print_line(trust_json(&loaded, at))?;
    } else {
        output::print(&text(&loaded, at, arguments.certificates))?;
    }
    let count = loaded.rejected.len();
    if arguments.strict && count > 0 {
        return Err(Failure::Unreadable(format!("{count} trust entries were rejected")));
    }
    Ok(0)
}

fn kind_for_people(kind: ImportedAs) -> &'static str {
    match kind {
        ImportedAs::Root => "self-signed",
        ImportedAs::WaitingLink => "link that waits for its issuer",
        ImportedAs::DocumentSigner => "document signer",
        kind => kind.as_str(),
    }
}

/// The store for people.
fn text(loaded: &Trust, at: UnixTime, every_certificate: bool) -> String {
    let store = &loaded.store;
    let mut out = String::new();
    numbers(&mut out, loaded);
    lists(&mut out, store);
    revocation_lists(&mut out, store, at);
    states(&mut out, store, every_certificate);
    out
}

/// What the entries of all inputs became: no entry is counted twice.
fn numbers(out: &mut String, loaded: &Trust) {
    let store = &loaded.store;
    let roots = store.anchors().filter(|anchor| anchor.kind() == AnchorKind::Root).count();
    let links = store.anchors().count().saturating_sub(roots);
    let rows = [
        (
            store.anchors().count(),
            format!("anchors: {roots} self-signed, {links} links that another anchor certifies"),
        ),
        (store.waiting_links().count(), "links that wait for their issuer".to_owned()),
        (store.document_signers(), "document signers".to_owned()),
        (store.crls().count(), "revocation lists".to_owned()),
        (store.master_lists(), "master lists".to_owned()),
        (store.deviation_lists(), "deviation and defect lists".to_owned()),
        (loaded.rejected.len(), "entries rejected".to_owned()),
    ];
    for (count, what) in rows {
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{count:>6} {what}");
    }
    for Rejection { entry, code, text } in &loaded.rejected {
        let _ = writeln!(out, "       {entry}: {code}: {text}");
    }
}

fn lists(out: &mut String, store: &TrustStore) {
    for (number, list) in store.lists().enumerate() {
        if number == 0 {
            let _ = writeln!(out, "\n{BOLD}Lists{BOLD:#}");
        }
        let date = list.signed_at.map_or_else(|| "an unknown date".to_owned(), |at| at.date().to_string());
        let certified = if list.is_vouched { "certified by an anchor" } else { "certified by no anchor" };
        let _ = writeln!(
            out,
            "  {} of {date}: {} entries, {} rejected; signed by {}, {certified}",
            list.content.name(),
            list.entries,
            list.rejected,
            clean(&list.signer.subject)
        );
        let _ = writeln!(out, "      {DIM}signer sha256 {}{DIM:#}", encode_string(&list.signer.sha256));
    }
}

fn revocation_lists(out: &mut String, store: &TrustStore, at: UnixTime) {
    for (number, list) in store.crls().enumerate() {
        if number == 0 {
            let _ = writeln!(out, "\n{BOLD}Revocation lists{BOLD:#}");
        }
        let next = match list.next_update() {
            Some(next) if next < at => format!("OUT OF DATE since {}", next.date()),
            Some(next) => format!("next {}", next.date()),
            None => "without a date for the next".to_owned(),
        };
        let signer = if store.signer_of(list).is_some() { "" } else { "; signed by no anchor of this store" };
        let _ = writeln!(
            out,
            "  {:<3} of {}, {next}; {} entries{signer}",
            list.country().as_deref().map(clean).unwrap_or_default(),
            list.this_update().date(),
            list.entries()
        );
    }
}

/// The States: how many anchors each has, and when the last of them expires.
fn states(out: &mut String, store: &TrustStore, every_certificate: bool) {
    let all = certificates(store);
    let mut states: BTreeMap<&str, Vec<&(ImportedAs, CertificateFacts)>> = BTreeMap::new();
    for entry in &all {
        states.entry(state(&entry.1)).or_default().push(entry);
    }
    let _ = writeln!(out, "\n{BOLD}{} States{BOLD:#}", states.len());
    for (code, members) in &states {
        let shown = if code.is_empty() { "(no country)".to_owned() } else { clean(code) };
        let name = members.iter().find_map(|(_, facts)| facts.state()).map(|state| state.name());
        let ends = members.iter().filter(|(kind, _)| kind.is_anchor()).map(|(_, facts)| facts.not_after);
        let until = ends.clone().max().map(|at| format!("until {}", at.date())).unwrap_or_default();
        let _ = writeln!(out, "  {shown:<3} {:>3}  {until:<16}  {}", ends.count(), name.unwrap_or_default());
        for (kind, facts) in members.iter().filter(|_| every_certificate) {
            let (subject, until) = (clean(&facts.subject), facts.not_after.date());
            let _ =
                writeln!(out, "        {subject} {DIM}({}, until {until}){DIM:#}", kind_for_people(*kind));
            let _ = writeln!(out, "        {DIM}sha256 {}{DIM:#}", encode_string(&facts.sha256));
        }
    }
}
