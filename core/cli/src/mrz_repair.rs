//! `doc9303 mrz-repair`: what a misread zone may have said. Every candidate is reported with its proof; none is
//! applied.

use crate::failure::Failure;
use crate::{output, style, zones};
use clap::Args;
use doc9303::Mrz;
use doc9303::mrz::{Candidate, Repair, repair_text};
use serde_json::{Value, json};
use std::path::PathBuf;

const LONGEST_ZONE: usize = 1 << 16;

/// `doc9303 mrz-repair`.
#[derive(Args)]
#[command(
    after_help = "Exit status: 0 intact or exactly one repair that check digits prove, 1 beyond repair or \
                        not a zone, 2 several repairs or none that is proven, 64 usage, 66 unreadable input."
)]
pub(crate) struct Arguments {
    /// Text of one zone; `-` or no argument for standard input.
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
    let repaired = repair_text(&text);
    if let (Repair::Hopeless, Err(error)) = (&repaired, Mrz::parse(&text)) {
        if arguments.json {
            let error = json!({ "code": error.code().as_str(), "text": error.to_string() });
            output::print_line(json!({ "outcome": "unreadable", "error": error }))?;
        } else {
            output::print_line(format_args!("not a machine readable zone: {error}"))?;
        }
        return Ok(1);
    }
    let candidates = repaired.candidates();
    if arguments.json {
        let candidates: Vec<Value> = candidates.iter().map(object).collect();
        let untold = repaired.untold();
        output::print_line(
            json!({ "outcome": repaired.as_str(), "candidates": candidates, "untold": untold }),
        )?;
    } else {
        let shown: String = candidates.iter().map(show).collect();
        output::print_line(format_args!("{}: {}{shown}", repaired.as_str(), sentence(&repaired)))?;
    }
    Ok(match repaired {
        Repair::Intact | Repair::Unique(_) => 0,
        Repair::Ambiguous(_) | Repair::Unproven(_) => 2,
        _ => 1,
    })
}

fn sentence(repaired: &Repair) -> String {
    let count = repaired.candidates().len() + repaired.untold();
    let shown = match repaired.untold() {
        0 => String::new(),
        _ => format!(" (the first {} are shown)", repaired.candidates().len()),
    };
    match repaired {
        Repair::Intact => "a repair finds no error in it".to_owned(),
        Repair::Unique(_) => "exactly one repair makes the zone whole, and check digits prove it".to_owned(),
        Repair::Ambiguous(_) => {
            format!("{count} repairs make the zone whole, likeliest first{shown}, and it alone cannot decide")
        }
        Repair::Unproven(_) if count == 1 => {
            "one repair makes the zone whole, but no check digit proves it".to_owned()
        }
        Repair::Unproven(_) => {
            format!(
                "{count} repairs make the zone whole, likeliest first{shown}, but no check digit proves any"
            )
        }
        _ => "no repair with few changes makes the zone whole".to_owned(),
    }
}

fn proof(candidate: &Candidate) -> Vec<&'static str> {
    candidate.proven_by.iter().map(|field| field.as_str()).collect()
}

/// A character; empty where there was or is none.
fn letter(letter: Option<char>) -> String {
    letter.map(String::from).unwrap_or_default()
}

/// Lines and columns from zero, as everywhere in the JSON.
fn object(candidate: &Candidate) -> Value {
    let changes: Vec<Value> = candidate
        .changes
        .iter()
        .map(|change| {
            let (line, column) = (change.cell.line, change.cell.start);
            let (from, to) = (letter(change.from), letter(change.to));
            json!({ "line": line, "column": column, "from": from, "to": to, "proven": change.proven })
        })
        .collect();
    json!({
        "zone": candidate.mrz.to_string(),
        "changes": changes,
        "proven_by": proof(candidate),
        "proven": candidate.proven,
    })
}

/// A candidate with its changes and what proves it; each line begins with a line break.
fn show(candidate: &Candidate) -> String {
    let mut told = "\n".to_owned();
    candidate.mrz.lines().for_each(|line| told.push_str(&format!("\n    {line}")));
    for change in &candidate.changes {
        let (line, column) = (change.cell.line + 1, change.cell.start + 1);
        let said = match (change.from, change.to) {
            (Some(' '), Some(to)) => format!("a space read, {to} meant"),
            (Some(' '), None) => "a space read, no character meant".to_owned(),
            (Some(from), Some(to)) => format!("{} read, {to} meant", style::clean_letter(from)),
            (Some(from), None) => format!("{} read, no character meant", style::clean_letter(from)),
            (_, to) => format!("no character read, {} meant", letter(to)),
        };
        let proof = if change.proven { "" } else { " (no check digit sees it)" };
        told.push_str(&format!("\n  line {line}, column {column}: {said}{proof}"));
    }
    told.push_str(&match (proof(candidate).as_slice(), candidate.proven) {
        ([], _) => "\n  no check digit proves it; it only fits what the fields may hold".to_owned(),
        (fields, true) => format!("\n  proven by the check digits of {}", fields.join(", ")),
        (fields, false) => format!("\n  proven in part by the check digits of {}", fields.join(", ")),
    });
    told
}
