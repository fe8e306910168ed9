//! `doc9303 seal`: each seal of its own, without the document that it is printed on.

use crate::failure::{Failure, read};
use crate::judge::JudgeArguments;
use crate::output;
use clap::Args;
use doc9303::Document;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Bytes of a barcode's content, or of the hexadecimal text of it.
const SEAL_LIMIT: usize = 1 << 17;

/// `doc9303 seal`.
#[derive(Args)]
#[command(
    after_help = "A seal alone says what was sealed, and not that the document around it is the one: give `inspect --seal` the zones \
                  too.\n\n\
                  Exit status: that of `inspect` for the worst of the seals."
)]
pub(crate) struct Arguments {
    /// Files with what a barcode holds: the bytes, the same in hexadecimal, or the text; `-` for standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    judge: JudgeArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let judge = arguments.judge.begin()?;
    let store = judge.store()?;
    let mut worst = 0;
    for path in &arguments.files {
        if arguments.files.len() > 1 && !judge.is_json() {
            output::print_line(path.display().to_string())?;
        }
        let document = Document::new().with_seal(&load(path)?);
        let status = judge.report_with(&document, &store)?;
        worst = if rank(status) > rank(worst) { status } else { worst };
    }
    Ok(worst)
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

/// The content of a barcode from a file. Line ends that editors add to text are left out, and hexadecimal is read.
pub(crate) fn load(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        let limit = u64::try_from(SEAL_LIMIT).unwrap_or(u64::MAX);
        let stdin = std::io::stdin().lock().take(limit).read_to_end(&mut bytes);
        stdin.map_err(|error| Failure::of_path(path, &error))?;
        bytes
    } else {
        read(path, SEAL_LIMIT)?
    };
    let text = bytes.trim_ascii();
    let begins = text.get(..2).is_some_and(|start| start.eq_ignore_ascii_case(b"DC"));
    let digits: Vec<u8> = text.iter().copied().filter(|octet| !octet.is_ascii_whitespace()).collect();
    if begins && let Ok(octets) = base16ct::mixed::decode_vec(&digits) {
        return Ok(octets);
    }
    let is_text = text.first().is_some_and(u8::is_ascii_graphic) && text.is_ascii();
    Ok(if is_text { text.to_vec() } else { bytes })
}
