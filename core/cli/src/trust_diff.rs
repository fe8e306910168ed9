//! `doc9303 trust diff`: what changes from one store to another.

use crate::failure::Failure;
use crate::output;
use crate::style::{BOLD, DIM, clean};
use crate::trust::{EngineArguments, MasterListArguments};
use base16ct::lower::encode_string;
use clap::Args;
use doc9303::trust::CertificateFacts;
use doc9303_inputs::{Arrival, TrustDifference};
use std::fmt::Write;
use std::path::PathBuf;

/// `doc9303 trust diff`.
#[derive(Args)]
#[command(
    after_help = "A look-alike bears the name of an anchor that was there, and another key that no link certificate leads to: ask the State before \
                  you trust it.\n\n\
                  Exit status: 0 no difference, 1 a difference, 2 one that is to be looked into first, 64 usage, 66 unreadable input."
)]
pub(crate) struct Arguments {
    /// The store as it was: a file or a folder.
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The store as it would be.
    #[arg(value_name = "NEW")]
    new: PathBuf,
    #[command(flatten)]
    master_list: MasterListArguments,
    #[command(flatten)]
    engine: EngineArguments,
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let load = |path: &PathBuf| {
        arguments.master_list.sources(core::slice::from_ref(path), arguments.engine.engine).load()
    };
    let difference = TrustDifference::between(&load(&arguments.old)?, &load(&arguments.new)?);
    if arguments.json {
        output::print_line(difference.to_json())?;
    } else {
        output::print(&text(&difference))?;
    }
    Ok(match (difference.is_empty(), difference.alarms().is_empty()) {
        (true, _) => 0,
        (false, true) => 1,
        (false, false) => 2,
    })
}

/// The difference for people: what is to be looked into, then all of it. Writing to a String cannot fail.
fn text(difference: &TrustDifference) -> String {
    let mut out = String::new();
    for alarm in difference.alarms() {
        let _ = writeln!(out, "{BOLD}LOOK INTO{BOLD:#} {}", clean(&alarm));
    }
    for (arrival, facts) in &difference.added {
        certificate(&mut out, '+', facts, for_people(*arrival));
    }
    for facts in &difference.removed {
        certificate(&mut out, '-', facts, "");
    }
    for list in &difference.revocation_lists {
        let date =
            |at: Option<doc9303::UnixTime>| at.map_or_else(|| "none".to_owned(), |at| at.date().to_string());
        let (before, after) = (date(list.before), date(list.after));
        let _ = writeln!(out, "  revocation list of {}: {before} -> {after}", clean(&list.issuer));
    }
    let [before, after] = difference.document_signers;
    if before != after {
        let _ = writeln!(out, "  document signers: {before} -> {after}");
    }
    if out.is_empty() {
        let same = if difference.is_empty() {
            "no difference"
        } else {
            "no difference in anchors and revocation lists"
        };
        let _ = writeln!(out, "{same}");
    }
    out
}

fn certificate(out: &mut String, sign: char, facts: &CertificateFacts, what: &str) {
    let key = facts.key.as_deref().unwrap_or("a key that cannot be used");
    let (subject, until) = (clean(&facts.subject), facts.not_after.date());
    let _ = writeln!(out, "{sign} {subject}, {key}, until {until}{what}");
    let _ = writeln!(out, "  {DIM}sha256 {}{DIM:#}", encode_string(&facts.sha256));
}

const fn for_people(arrival: Arrival) -> &'static str {
    match arrival {
        Arrival::LookAlike => ": a known name with a new key, and no link to it",
        Arrival::Unlinked => ": a new name of a State that has anchors, and no link to it",
        Arrival::NewState => ": the first of its State",
        Arrival::Linked => ": a link leads to it",
        Arrival::SameKey => ": a known key",
        _ => "",
    }
}
