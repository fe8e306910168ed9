//! `doc9303 seal`: each seal of its own, without the document that it is printed on.

use crate::failure::Failure;
use crate::judge::JudgeArguments;
use crate::{output, zones};
use clap::Args;
use doc9303::Document;
use std::path::{Path, PathBuf};

/// Bytes of a barcode's content, or of the hexadecimal text of it.
const SEAL_LIMIT: usize = 1 << 17;
/// Bytes of a picture.
const FILE_LIMIT: usize = if cfg!(feature = "pictures") { 32 << 20 } else { SEAL_LIMIT };

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
    judge: JudgeArguments,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let judge = arguments.judge.begin()?;
    let store = judge.store()?;
    let mut worst = 0;
    for path in &arguments.files {
        let contents = contents(path)?;
        let is_one = arguments.files.len() == 1 && contents.len() == 1;
        for (number, Content { symbology, bytes }) in (1..).zip(&contents) {
            let mut members = String::new();
            if !is_one && judge.is_json() {
                members = members_of(path, number, *symbology);
            } else if !is_one {
                let of = symbology.map(|name| format!(", {name} {number} of {}", contents.len()));
                output::print_line(format!("{}{}", path.display(), of.unwrap_or_default()))?;
            }
            let status = judge.report_with(&Document::new().with_seal(bytes), &store, &members)?;
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

/// What a file holds of seals.
struct Content {
    /// The symbology of a barcode that was found in a picture.
    symbology: Option<&'static str>,
    bytes: Vec<u8>,
}

/// The one seal of a file.
pub(crate) fn load(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut all = contents(path)?;
    match (all.pop(), all.len()) {
        (Some(one), 0) => Ok(one.bytes),
        (_, others) => {
            let count = others + 1;
            let (path, hint) = (path.display(), "the command `seal` judges each");
            Err(Failure::Usage(format!(
                "{path}: {count} seals in one picture, and a document has one: {hint}"
            )))
        }
    }
}

/// The seals in a file: in a picture each that is found, or one without any bytes, which was not read; else the file's own.
fn contents(path: &Path) -> Result<Vec<Content>, Failure> {
    let bytes = zones::read_bytes(Some(path), FILE_LIMIT)?;
    #[cfg(feature = "pictures")]
    if doc9303_pictures::Picture::is_picture(&bytes) {
        return seals_of(path, &bytes);
    }
    if bytes.len() > SEAL_LIMIT {
        let path = path.display();
        return Err(Failure::Unreadable(format!("{path}: larger than {SEAL_LIMIT} bytes, and no picture")));
    }
    Ok(vec![Content { symbology: None, bytes: content_of(bytes) }])
}

#[cfg(feature = "pictures")]
fn seals_of(path: &Path, bytes: &[u8]) -> Result<Vec<Content>, Failure> {
    use doc9303_pictures::{Limits, Picture};
    let limits = Limits { bytes: FILE_LIMIT, ..Limits::DEFAULT };
    let picture = Picture::read(bytes, &limits)
        .map_err(|error| Failure::Unreadable(format!("{}: {error}", path.display())))?;
    let seals = picture.seals();
    if seals.is_empty() {
        output::tell(&format!("{}: no seal was found in the picture", path.display()));
        return Ok(vec![Content { symbology: None, bytes: Vec::new() }]);
    }
    let content = |seal: &doc9303_pictures::Barcode| Content {
        symbology: Some(seal.symbology().as_str()),
        bytes: seal.bytes().map(<[u8]>::to_vec).unwrap_or_default(),
    };
    Ok(seals.iter().map(content).collect())
}

/// The content of a barcode. Line ends that editors add to text are left out, and hexadecimal is read.
fn content_of(bytes: Vec<u8>) -> Vec<u8> {
    let text = bytes.trim_ascii();
    let begins = text.get(..2).is_some_and(|start| start.eq_ignore_ascii_case(b"DC"));
    let digits: Vec<u8> = text.iter().copied().filter(|octet| !octet.is_ascii_whitespace()).collect();
    if begins && let Ok(octets) = base16ct::mixed::decode_vec(&digits) {
        return octets;
    }
    let is_text = text.first().is_some_and(u8::is_ascii_graphic) && text.is_ascii();
    if is_text { text.to_vec() } else { bytes }
}
