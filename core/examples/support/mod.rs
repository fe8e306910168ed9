//! Reads what the examples take: the files of a folder, a document, and what a caller trusts. The library itself reads no
//! file and no clock.
#![allow(dead_code, reason = "each example uses its part")]
#![allow(clippy::disallowed_methods, reason = "an example reads the files that it is given")]

use doc9303::lds::{Provenance, Record};
use doc9303::trust::Grant;
use doc9303::{Chip, Document, FileId, TrustStore, UnixTime};
use std::error::Error;
use std::path::Path;

/// A file by its name.
type Named = (String, Vec<u8>);

/// The files of a folder, in the order of their names.
pub(crate) fn files(folder: &Path) -> Result<Vec<Named>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))? {
        let entry = entry?;
        files.push((entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path())?));
    }
    files.sort();
    Ok(files)
}

/// The document of a folder: `mrz.txt` is the printed zone, `chip/` holds the files as any reader leaves them, and
/// beside them what a terminal recorded.
pub(crate) fn document(folder: &Path) -> Result<Document, Box<dyn Error>> {
    let contents = files(&folder.join("chip"))?;
    let known = |(name, content): &Named| Some((FileId::recognise(name, content)?, content.clone()));
    let mut chip = Chip::from_files(contents.iter().filter_map(known))?;
    for (name, content) in &contents {
        if let Ok(record) = name.parse::<Record>() {
            // Somebody handed these records over. What this terminal did itself, a moment ago, is `OwnTerminal`.
            chip = record.add_to(chip, content, Provenance::HandedOver)?;
        }
    }
    Ok(Document::new().with_mrz(&std::fs::read_to_string(folder.join("mrz.txt"))?).with_chip(chip))
}

/// Adds every file of a folder to a store. Certificates of CSCAs become trust anchors.
pub(crate) fn add_trust(store: &mut TrustStore, folder: &Path) -> Result<(), Box<dyn Error>> {
    for (name, content) in files(folder)? {
        store.add(&name, &content, Grant::ANCHORS);
    }
    Ok(())
}

/// A point in time, such as `2026-06-01` or `2026-06-01T12:00:00Z`.
pub(crate) fn time(text: &str) -> Result<UnixTime, Box<dyn Error>> {
    UnixTime::parse(text).ok_or_else(|| format!("{text} is not a time such as 2026-06-01").into())
}
