//! `doc9303 mrz-repair`: what a misread zone may have said. Every candidate is told with its proof; none is applied.

use crate::failure::Failure;
use crate::zones;
use clap::Args;
use doc9303::Mrz;
use doc9303::mrz::{Candidate, Repair, repair};
use serde_json::{Value, json};
use std::path::PathBuf;

const LONGEST_ZONE: usize = 1 << 16;

/// `doc9303 mrz-repair`.
#[derive(Args)]
#[command(after_help = "Exit status: 0 intact or exactly one repair, 1 beyond repair or not a zone, \
                        2 ambiguous, 64 usage, 66 unreadable input.")]
pub(crate) struct Arguments {
    /// Text of one zone; `-` or nothing for standard input.
    #[arg(value_name = "FILE", conflicts_with = "mrz_text")]
    file: Option<PathBuf>,
    /// The zone itself.
    #[arg(long, value_name = "TEXT")]
    mrz_text: Option<String>,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let text = match &arguments.mrz_text {
        Some(text) => text.replace("\\n", "\n"),
        None => zones::read_text(arguments.file.as_deref(), LONGEST_ZONE)?,
    };
    let mrz = match Mrz::parse(&text) {
        Ok(mrz) => mrz,
        Err(error) => {
            if arguments.json {
                let error = json!({ "code": error.code().as_str(), "text": error.to_string() });
                anstream::println!("{}", json!({ "outcome": "unreadable", "error": error }));
            } else {
                anstream::println!("not a machine readable zone: {error}");
            }
            return Ok(1);
        }
    };
    let (outcome, status, candidates) = match repair(&mrz) {
        Repair::Intact => ("intact", 0, Vec::new()),
        Repair::Unique(candidate) => ("unique", 0, vec![*candidate]),
        Repair::Ambiguous(candidates) => ("ambiguous", 2, candidates),
        Repair::Hopeless => ("hopeless", 1, Vec::new()),
    };
    if arguments.json {
        let candidates: Vec<Value> = candidates.iter().map(object).collect();
        anstream::println!("{}", json!({ "outcome": outcome, "candidates": candidates }));
        return Ok(status);
    }
    anstream::println!("{}", sentence(outcome, candidates.len()));
    candidates.iter().for_each(show);
    Ok(status)
}

fn sentence(outcome: &str, candidates: usize) -> String {
    match outcome {
        "intact" => "intact: nothing is wrong with it that a repair could see".to_owned(),
        "unique" => "unique: exactly one repair makes the zone whole".to_owned(),
        "ambiguous" => {
            format!("ambiguous: {candidates} repairs make the zone whole, and it alone cannot decide")
        }
        _ => "hopeless: no repair with few changes makes the zone whole".to_owned(),
    }
}

fn proof(candidate: &Candidate) -> Vec<&'static str> {
    candidate.proven_by.iter().map(|field| field.as_str()).collect()
}

/// Lines and columns from zero, as everywhere in the JSON.
fn object(candidate: &Candidate) -> Value {
    let changes: Vec<Value> = candidate
        .changes
        .iter()
        .map(|change| {
            let (line, column) = (change.cell.line, change.cell.start);
            json!({ "line": line, "column": column, "from": change.from.to_string(), "to": change.to.to_string() })
        })
        .collect();
    json!({ "zone": candidate.mrz.to_string(), "changes": changes, "proven_by": proof(candidate) })
}

fn show(candidate: &Candidate) {
    anstream::println!();
    candidate.mrz.lines().for_each(|line| anstream::println!("    {line}"));
    for change in &candidate.changes {
        let (line, column) = (change.cell.line + 1, change.cell.start + 1);
        anstream::println!("  line {line}, column {column}: {} read, {} meant", change.from, change.to);
    }
    match proof(candidate).as_slice() {
        [] => anstream::println!("  no check digit proves it; the field cannot hold what was read"),
        fields => anstream::println!("  proven by the check digits of {}", fields.join(", ")),
    }
}
