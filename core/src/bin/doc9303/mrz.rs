//! `doc9303 mrz`: zones from text, one for each block of lines.

use crate::failure::Failure;
use crate::{terminal, time};
use clap::Args;
use doc9303::{Mrz, mrz_json};
use std::io::Read;
use std::path::PathBuf;

/// `doc9303 mrz`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Text with one zone for each block of lines; `-` or nothing for standard input.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
    /// Judge dates at this time (RFC 3339); now by default.
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    /// Print one JSON object a line.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let at = time(arguments.at.as_deref())?;
    let text = match &arguments.file {
        Some(path) if path.as_os_str() != "-" => {
            std::fs::read(path).map_err(|error| Failure::of_path(path, &error))?
        }
        _ => {
            let mut bytes = Vec::new();
            let read = std::io::stdin().read_to_end(&mut bytes);
            read.map_err(|error| Failure::Unreadable(format!("standard input: {error}")))?;
            bytes
        }
    };
    // Bytes that are no UTF-8 become a letter that no zone has, and the zone's error says where it stands.
    let text = String::from_utf8_lossy(&text);
    let mut zones = 0;
    let mut unreadable = 0;
    for block in blocks(&text) {
        let zone = Mrz::parse(block);
        zones += 1;
        unreadable += usize::from(zone.is_err());
        if arguments.json {
            anstream::println!("{}", mrz_json(&zone, at));
        } else {
            anstream::print!("{}", terminal::zone(&zone, at));
        }
    }
    if zones == 0 {
        return Err(Failure::Unreadable("no machine readable zone was given".to_owned()));
    }
    Ok(u8::from(unreadable > 0))
}

/// Runs of lines that are not blank.
fn blocks(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(['\n', '\r', ' ', '\t']);
        if rest.is_empty() {
            return None;
        }
        let mut end = 0;
        for line in rest.split_inclusive('\n') {
            if line.trim().is_empty() {
                break;
            }
            end += line.len();
        }
        let (block, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(block)
    })
}
