//! `doc9303 trust`: what a trust store holds, for people and as JSON.

use crate::failure::Failure;
use crate::style::{BOLD, DIM, clean};
use crate::trust::{EngineArguments, Loaded, MasterListArguments, load};
use crate::{output, time};
use base16ct::lower::encode_string;
use clap::Args;
use doc9303::trust::{AnchorKind, CertificateFacts, ImportedAs, RevocationList};
use doc9303::{TrustStore, UnixTime};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

/// `doc9303 trust`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Certificates, master lists, revocation lists, deviation and defect lists, PKD exports, or folders of them.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    master_list: MasterListArguments,
    #[command(flatten)]
    engine: EngineArguments,
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
    let at = time(arguments.at.as_deref())?;
    let loaded = load(&arguments.paths, &arguments.master_list, arguments.engine.engine)?;
    if arguments.json {
        output::print_line(json(&loaded, at))?;
    } else {
        output::print(&text(&loaded, at, arguments.certificates))?;
    }
    let count = loaded.rejected.len();
    if arguments.strict && count > 0 {
        return Err(Failure::Unreadable(format!("{count} trust entries were rejected")));
    }
    Ok(0)
}

/// Every certificate with what the store took it for, by State.
fn certificates(store: &TrustStore) -> Vec<(ImportedAs, CertificateFacts)> {
    let anchors = store.anchors().map(|anchor| {
        let is_root = anchor.kind() == AnchorKind::Root;
        (if is_root { ImportedAs::Root } else { ImportedAs::Link }, anchor.facts())
    });
    let read = |kind| move |der: &[u8]| Some((kind, CertificateFacts::read(der).ok()?));
    let waiting = store.waiting_links().filter_map(read(ImportedAs::WaitingLink));
    let signers = store.document_signer_certificates().filter_map(read(ImportedAs::DocumentSigner));
    let mut all: Vec<_> = anchors.chain(waiting).chain(signers).collect();
    all.sort_by(|(_, one), (_, other)| (state(one), one.not_after).cmp(&(state(other), other.not_after)));
    all
}

fn kind_for_people(kind: ImportedAs) -> &'static str {
    match kind {
        ImportedAs::Root => "self-signed",
        ImportedAs::WaitingLink => "link that waits for its issuer",
        ImportedAs::DocumentSigner => "document signer",
        kind => kind.as_str(),
    }
}

/// The two letters of the State, or what stands in their place.
fn state(facts: &CertificateFacts) -> &str {
    let known = facts.state().and_then(|state| state.code2());
    known.or(facts.country.as_deref()).unwrap_or_default()
}

/// The store as JSON: numbers, then all that they count.
fn json(loaded: &Loaded, at: UnixTime) -> Value {
    let store = &loaded.store;
    let rejected = loaded.rejected.iter();
    let rejected =
        rejected.map(|(entry, code, text)| json!({"entry": entry, "code": code.as_str(), "text": text}));
    json!({
        "at": at.to_string(),
        "anchors": store.anchors().count(),
        "links": store.links(),
        "waiting_links": store.waiting_links().count(),
        "document_signers": store.document_signers(),
        "crls": store.crls().count(),
        "master_lists": store.master_lists(),
        "deviation_lists": store.deviation_lists(),
        "rejected": rejected.collect::<Vec<_>>(),
        "states": store.states(),
        "certificates": certificates(store).iter().map(certificate_json).collect::<Vec<_>>(),
        "lists": lists_json(store),
        "revocation_lists": store.crls().map(|list| revocation_list_json(store, list, at)).collect::<Vec<_>>(),
    })
}

fn certificate_json((kind, facts): &(ImportedAs, CertificateFacts)) -> Value {
    let mut json = facts_json(facts);
    if let Some(members) = json.as_object_mut() {
        members.insert("kind".to_owned(), kind.as_str().into());
    }
    json
}

fn facts_json(facts: &CertificateFacts) -> Value {
    json!({
        "state": facts.state().map(|state| state.name()),
        "sha256": encode_string(&facts.sha256),
        "subject": facts.subject,
        "issuer": facts.issuer,
        "serial": facts.serial,
        "not_before": facts.not_before.to_string(),
        "not_after": facts.not_after.to_string(),
        "key": facts.key,
    })
}

fn lists_json(store: &TrustStore) -> Vec<Value> {
    let lists = store.lists().map(|list| {
        json!({
            "content": list.content.name(),
            "sha256": encode_string(&list.sha256),
            "signed_at": list.signed_at.map(|at| at.to_string()),
            "signer": facts_json(&list.signer),
            "is_vouched": list.is_vouched,
            "entries": list.entries,
            "rejected": list.rejected,
            "repeated": list.repeated,
        })
    });
    lists.collect()
}

fn revocation_list_json(store: &TrustStore, list: RevocationList<'_>, at: UnixTime) -> Value {
    json!({
        "country": list.country(),
        "issuer": list.issuer(),
        "sha256": encode_string(&list.sha256()),
        "this_update": list.this_update().to_string(),
        "next_update": list.next_update().map(|next| next.to_string()),
        "out_of_date": is_out_of_date(list, at),
        "signer_known": store.signer_of(list).is_some(),
        "entries": list.entries(),
    })
}

fn is_out_of_date(list: RevocationList<'_>, at: UnixTime) -> bool {
    list.next_update().is_some_and(|next| next < at)
}

/// The store for people.
fn text(loaded: &Loaded, at: UnixTime, every_certificate: bool) -> String {
    let store = &loaded.store;
    let mut out = String::new();
    numbers(&mut out, loaded);
    lists(&mut out, store);
    revocation_lists(&mut out, store, at);
    states(&mut out, store, every_certificate);
    out
}

/// What the entries of all inputs became: no entry is counted twice.
fn numbers(out: &mut String, loaded: &Loaded) {
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
    for (entry, code, text) in &loaded.rejected {
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
