//! `doc9303 seal`: each seal of its own, without the document that it is printed on.

use crate::failure::Failure;
use crate::judge::JudgeArguments;
use crate::output;
use crate::profiles::ProfileArguments;
use crate::seals::contents;
use clap::Args;
use doc9303::Document;
use doc9303_inputs::SealContent;
use std::path::{Path, PathBuf};

/// `doc9303 seal`.
#[derive(Args)]
#[command(
    after_help = "A seal alone says what was sealed, and not that the document around it is the one: give `inspect --seal` the zones \
                  too.\n\n\
                  With --json each seal is a line. Where there are several, the report's object begins with \"file\" and \"number\": \
                  which seal of the file it is, from 1; of a picture with \"symbology\" too.\n\n\
                  Exit status: that of `inspect` for the worst of the seals."
)]
pub(crate) struct Arguments {
    /// Pictures of barcodes, or files with what a barcode holds: the bytes, the same in hexadecimal, or the text; `-` for
    /// standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    profiles: ProfileArguments,
    #[command(flatten)]
    judge: JudgeArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let judge = arguments.judge.begin()?;
    let profiles = arguments.profiles.load()?;
    let store = judge.store()?;
    let mut worst = 0;
    for path in &arguments.files {
        let contents = contents(path)?;
        let is_one = arguments.files.len() == 1 && contents.len() == 1;
        for (number, SealContent { symbology, bytes }) in (1..).zip(&contents) {
            let mut members = String::new();
            if !is_one && judge.is_json() {
                members = members_of(path, number, *symbology);
            } else if !is_one {
                let of = symbology.map(|name| format!(", {name} {number} of {}", contents.len()));
                output::print_line(format!("{}{}", path.display(), of.unwrap_or_default()))?;
            }
            let document = Document::new().with_seal_profiles(bytes, &profiles);
            let status = judge.report_with(&document, &store, &members)?;
            worst = if rank(status) > rank(worst) { status } else { worst };
        }
    }
    Ok(worst)
}

/// Which seal of which file it is, as members of a JSON object with a comma behind each.
fn members_of(path: &Path, number: usize, symbology: Option<&str>) -> String {
    let text = |value: &str| serde_json::Value::from(value).to_string();
    let of = symbology.map(|name| format!("\"symbology\":{},", text(name))).unwrap_or_default();
    format!("\"file\":{},\"number\":{number},{of}", text(&path.to_string_lossy()))
}

/// A failed seal weighs more than one that was given up, and that more than one that stays open.
const fn rank(status: u8) -> u8 {
    match status {
        0 => 0,
        2 => 1,
        3 => 2,
        _ => 3,
    }
}
