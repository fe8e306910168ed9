//! `doc9303 image`: the machine readable zones in pictures.

use crate::failure::Failure;
use crate::{output, zones};
use clap::Args;
use doc9303::{Mrz, mrz::Span};
use doc9303_inputs::ZoneError;
use doc9303_pictures::{Limits, Picture, Zone};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// `doc9303 image`.
#[derive(Args)]
#[command(
    after_help = "A zone is `sure` when every character is certain. One that is not sure is to be compared with the document; what else it may \
                  be is listed. A character in brackets was decided by check digits alone.\n\n\
                  Exit status: 0 a sure zone in each picture, 1 a picture without one, 64 usage, 66 a file that cannot be read or is no \
                  picture (the others are read all the same), 74 unwritable output."
)]
pub(crate) struct Arguments {
    /// Pictures: PNG, JPEG, GIF, BMP, WebP, TIFF or PNM; `-` for standard input.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Print one JSON object a line, one for each file.
    #[arg(long)]
    json: bool,
    /// Write the picture with the outlines of its zones, green where they are sure, as PNG.
    #[arg(long, value_name = "FILE")]
    overlay: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    if arguments.overlay.is_some() && arguments.files.len() > 1 {
        return Err(Failure::Usage("--overlay is for one picture".to_owned()));
    }
    // The worst of all files.
    let mut status = 0;
    for path in &arguments.files {
        let read = picture(path);
        let zones = read.as_ref().map(Picture::zones).unwrap_or_default();
        status = status.max(match &read {
            Err(failure) => failure.status(),
            Ok(_) => u8::from(!zones.iter().any(Zone::is_sure)),
        });
        if let (Ok(picture), Some(overlay)) = (&read, &arguments.overlay) {
            let written = std::fs::write(overlay, picture.outlined(&zones));
            written.map_err(|error| Failure::Unwritable(format!("{}: {error}", overlay.display())))?;
        }
        let error = read.err().map(|failure| failure.to_string());
        if arguments.json {
            output::print_line(as_json(path, &zones, error))?;
        } else {
            output::print(&as_text(path, &zones, error))?;
        }
    }
    Ok(status)
}

/// The zone of a picture, for commands that judge one: it must be the only one, and certain.
pub(crate) fn sure_zone(path: &Path) -> Result<String, Failure> {
    let bytes = zones::read_bytes(Some(path), Limits::DEFAULT.bytes)?;
    let hint = |error: &ZoneError| match error {
        ZoneError::NotSure | ZoneError::Several => "; the command `image` tells what is read",
        _ => "",
    };
    let refused = |error: ZoneError| {
        let (code, hint) = (error.code(), hint(&error));
        Failure::Unreadable(format!("{}: {code}: {error}{hint}", path.display()))
    };
    doc9303_inputs::sure_zone(&bytes).map_err(refused)
}

fn picture(path: &Path) -> Result<Picture, Failure> {
    let limits = Limits::DEFAULT;
    let bytes = zones::read_bytes(Some(path), limits.bytes)?;
    Picture::read(&bytes, &limits)
        .map_err(|error| Failure::Unreadable(format!("{}: {error}", path.display())))
}

fn lines(mrz: &Mrz) -> Vec<&str> {
    mrz.lines().collect()
}

fn as_json(path: &Path, zones: &[Zone], error: Option<String>) -> Value {
    let zones = zones.iter().map(|zone| serde_json::from_str::<Value>(&zone.to_json()).unwrap_or_default());
    let mut object = json!({ "file": path.to_string_lossy(), "zones": zones.collect::<Vec<_>>() });
    if let (Some(error), Some(members)) = (error, object.as_object_mut()) {
        members.insert("error".to_owned(), Value::from(error));
    }
    object
}

fn as_text(path: &Path, zones: &[Zone], error: Option<String>) -> String {
    let mut text = match &error {
        Some(error) => format!("{error}\n"),
        None if zones.is_empty() => format!("{}: mrz_not_found\n", path.display()),
        None => format!("{}\n", path.display()),
    };
    for zone in zones {
        let sure = if zone.is_sure() { "sure" } else { "not sure" };
        text.push_str(&format!(
            "  {}, {sure}, {:.2} %\n",
            zone.mrz().format().as_str(),
            zone.confidence() * 100.0
        ));
        for (number, line) in lines(zone.mrz()).iter().enumerate() {
            text.push_str(&format!("    {}\n", marked(line, number, zone)));
        }
        // The first is the one that is told.
        for candidate in zone.candidates().iter().skip(1) {
            let likely = candidate.confidence * 100.0;
            text.push_str(&format!("    or {} ({likely:.0} %)\n", lines(&candidate.mrz).join(" ")));
        }
    }
    text
}

/// A line with brackets about the characters that only check digits decided.
fn marked(line: &str, number: usize, zone: &Zone) -> String {
    let is_proven = |column: usize| {
        let cell = Span { line: number, start: column, end: column + 1 };
        zone.characters().iter().any(|character| character.cell == cell && character.is_proven)
    };
    let mark = |(column, letter): (usize, char)| {
        if is_proven(column) { format!("[{letter}]") } else { letter.to_string() }
    };
    line.chars().enumerate().map(mark).collect()
}
