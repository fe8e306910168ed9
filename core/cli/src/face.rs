//! `doc9303 face`: the pictures of a chip or in a seal, decoded.

use crate::failure::Failure;
use crate::{chip_folder, output, seals};
use clap::{ArgGroup, Args};
use doc9303::lds::{Images, Provenance};
use doc9303::{Chip, DataGroup, FileId};
use doc9303_pictures::{Image, Limits};
use doc9303_seal::Seal;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// `doc9303 face`.
#[derive(Args)]
#[command(
    group = ArgGroup::new("holder").required(true).multiple(true).args(["chip", "seal"]),
    after_help = "JPEG, JPEG 2000 and PNG are decoded, whatever the file says that they are. Nothing is judged here: whether a picture is the \
                  one that was signed, `inspect` says.\n\n\
                  Exit status: 0 a picture, and each decoded, 1 none or one that does not decode, 64 usage, 66 unreadable input, 74 unwritable \
                  output."
)]
pub(crate) struct Arguments {
    /// Folder with the files of the chip: EF.DG2 with faces, EF.DG5 with portraits to display, EF.DG7 with signatures.
    #[arg(long, value_name = "DIR")]
    chip: Option<PathBuf>,
    /// Picture of barcodes, or file with what a barcode holds, as for `seal`: the faces of their seals. May be given several times.
    #[arg(long, value_name = "FILE")]
    seal: Vec<PathBuf>,
    /// Write each picture into this folder as PNG, such as EF.DG2-1.png, seal-1.png.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print one JSON object a line, one for each picture.
    #[arg(long)]
    json: bool,
}

/// A picture: the file of the chip, or `seal`, and its place there, from 1.
struct Held<'a> {
    file: &'static str,
    number: usize,
    image: &'a [u8],
}

/// Pictures, and what cannot be read, each with its file.
type Found<'a> = (Vec<Held<'a>>, Vec<(&'static str, String)>);

const SEAL: &str = "seal";

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let load = |folder| chip_folder::load(folder, Provenance::HandedOver, &doc9303::Limits::DEFAULT);
    let chip = arguments.chip.as_deref().map(load).transpose()?;
    let (mut held, mut unread) = chip.as_ref().map(pictures).unwrap_or_default();
    let mut contents = Vec::new();
    for path in &arguments.seal {
        contents.extend(seals::contents(path)?);
    }
    let seals = contents.iter().map(|content| Seal::read(&content.bytes, &doc9303_seal::Limits::DEFAULT));
    let seals: Vec<_> = seals.collect();
    let (in_seals, faults) = faces(&seals);
    held.extend(in_seals);
    unread.extend(faults);
    let mut status = u8::from(held.is_empty() || !unread.is_empty());
    for (file, error) in unread {
        tell(arguments, vec![("file", json!(file)), ("error", json!(error))])?;
    }
    for held in held {
        let mut members = vec![("file", json!(held.file)), ("number", json!(held.number))];
        match Image::decode(held.image, &Limits::FACE) {
            Ok(image) => {
                members.extend(known(&image));
                if let Some(folder) = &arguments.out {
                    members.push(("written", json!(write(&image, &held, folder)?.to_string_lossy())));
                }
            }
            Err(error) => {
                status = 1;
                members.push(("error", json!(error.to_string())));
            }
        }
        tell(arguments, members)?;
    }
    Ok(status)
}

/// The face of each seal that has one, and what is no seal.
fn faces(seals: &[Result<Seal, doc9303_seal::Error>]) -> Found<'_> {
    let (mut held, mut unread) = (Vec::new(), Vec::new());
    for (number, seal) in (1..).zip(seals) {
        match seal {
            Ok(seal) => held.extend(seal.face().map(|image| Held { file: SEAL, number, image })),
            Err(error) => unread.push((SEAL, error.to_string())),
        }
    }
    (held, unread)
}

fn shown(images: Option<Images<'_>>) -> Vec<&[u8]> {
    images.iter().flat_map(Images::iter).map(|(image, _)| image).collect()
}

/// What is told of a picture.
fn known(image: &Image) -> Vec<(&'static str, Value)> {
    let (width, height) = image.size();
    let format = json!(image.format().as_str());
    let mut known = vec![("format", format), ("width", json!(width)), ("height", json!(height))];
    known.extend(image.deviation().map(|deviation| ("deviation", json!(deviation))));
    known
}

fn write(image: &Image, held: &Held<'_>, folder: &Path) -> Result<PathBuf, Failure> {
    let path = folder.join(format!("{}-{}.png", held.file, held.number));
    std::fs::create_dir_all(folder).map_err(|error| Failure::writing(folder, &error))?;
    std::fs::write(&path, image.to_png()).map_err(|error| Failure::writing(&path, &error))?;
    Ok(path)
}

/// Every picture of DG2, DG5 and DG7, and which of these files cannot be read.
fn pictures(chip: &Chip) -> Found<'_> {
    let faces = chip.dg2().map(|records| {
        let faces = records.into_iter().flatten().flat_map(|record| record.faces);
        faces.map(|face| face.image).collect::<Vec<_>>()
    });
    let groups = [
        (DataGroup::DG2, faces),
        (DataGroup::DG5, chip.dg5().map(shown)),
        (DataGroup::DG7, chip.dg7().map(shown)),
    ];
    let (mut held, mut unread) = (Vec::new(), Vec::new());
    for (group, read) in groups {
        let file = FileId::Dg(group).as_str();
        match read {
            Ok(images) => held.extend((1..).zip(images).map(|(number, image)| Held { file, number, image })),
            Err(error) => unread.push((file, error.to_string())),
        }
    }
    (held, unread)
}

/// A picture in one line, for people or as JSON.
fn tell(arguments: &Arguments, members: Vec<(&str, Value)>) -> Result<(), Failure> {
    if arguments.json {
        let members = members.into_iter().map(|(name, value)| (name.to_owned(), value));
        return output::print_line(Value::Object(members.collect()));
    }
    let words = members.iter().map(|(name, value)| {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        match *name {
            "file" => value,
            "number" => format!(", picture {value}"),
            "format" => format!(": {value}"),
            "width" => format!(", {value}"),
            "height" => format!(" x {value}"),
            "deviation" => format!(", read leniently: {value}"),
            "written" => format!(", written to {value}"),
            _ => format!(": {value}"),
        }
    });
    output::print_line(words.collect::<String>())
}
