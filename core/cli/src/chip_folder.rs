//! A folder with the files of one chip, and the records of what was done with it.

use crate::failure::{Failure, read};
use crate::output;
use doc9303::lds::{Dump, Ignored, Provenance};
use doc9303::{Chip, Limits};
use doc9303_inputs::ChipError;
use std::path::{Path, PathBuf};

/// Entries of a folder. No reader leaves more than a few dozen, and a folder of other things is not read for hours.
const ENTRIES: usize = 1_000;

/// How many files that are not read are named.
const NAMED: usize = 10;

/// Reads every file of the folder that is one of the chip or a record, and says on standard error what is neither. The caller
/// says whose terminal made the records.
#[cfg(any(feature = "pictures", feature = "chip"))]
pub(crate) fn load(folder: &Path, provenance: Provenance, limits: &Limits) -> Result<Chip, Failure> {
    chip(sorted(folder, limits)?, folder, provenance, limits)
}

/// The files and records of the folder, each by the name that Doc 9303 or this library has for it.
pub(crate) fn read_files(folder: &Path, limits: &Limits) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let dump = sorted(folder, limits)?;
    // What is wrong with a record is told of the name that it has here.
    for (kind, name, json) in dump.records() {
        let read = kind.add_to(Chip::within(*limits), json, Provenance::HandedOver);
        drop(read.map_err(|error| unreadable(&folder.join(name), &error))?);
    }
    let records = dump.records().map(|(kind, _, json)| (kind.name().to_owned(), json.to_vec()));
    let records: Vec<_> = records.collect();
    let files = dump.into_files().map(|(file, bytes)| (file.as_str().to_owned(), bytes));
    Ok(files.chain(records).collect())
}

/// The chip of these files, which come from this place.
pub(crate) fn chip(
    dump: Dump<Vec<u8>>,
    place: &Path,
    provenance: Provenance,
    limits: &Limits,
) -> Result<Chip, Failure> {
    doc9303_inputs::chip(dump, provenance, limits).map_err(|error| match error {
        ChipError::Record { name, error } => unreadable(&place.join(name), &error),
        error => unreadable(place, &error),
    })
}

/// The folder's files by what they are; what is neither a file of a chip nor a record is told on standard error.
fn sorted(folder: &Path, limits: &Limits) -> Result<Dump<Vec<u8>>, Failure> {
    let dump = sort(folder, limits)?;
    let not_read = told(dump.ignored());
    if dump.files().next().is_none() {
        let not_read = if not_read.is_empty() { String::new() } else { format!(": {not_read}") };
        return Err(Failure::Unreadable(format!("{}: {}{not_read}", folder.display(), ChipError::NoFile)));
    }
    if !not_read.is_empty() {
        output::tell(&format!("{}: not read: {not_read}", folder.display()));
    }
    Ok(dump)
}

/// Every entry in the order of the names, so that the same folder always gives the same answer.
fn sort(folder: &Path, limits: &Limits) -> Result<Dump<Vec<u8>>, Failure> {
    let failed = |error: &std::io::Error| Failure::of_path(folder, error);
    let entries = std::fs::read_dir(folder).map_err(|error| failed(&error))?;
    let paths = entries.take(ENTRIES.saturating_add(1)).map(|entry| entry.map(|entry| entry.path()));
    let mut paths: Vec<PathBuf> = paths.collect::<Result<_, _>>().map_err(|error| failed(&error))?;
    if paths.len() > ENTRIES {
        let text = format!("more than {ENTRIES} entries are not the files of one chip");
        return Err(Failure::Unreadable(format!("{}: {text}", folder.display())));
    }
    paths.sort();
    let mut dump = Dump::new();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let known = Dump::<Vec<u8>>::knows(&name);
        if !known && path.is_dir() {
            dump.ignore(&name, "a folder");
            continue;
        }
        match read(&path, limits.file_size) {
            Ok(bytes) => dump
                .add(&name, bytes)
                .map_err(|error| Failure::Unreadable(format!("{}: {error}", folder.display())))?,
            Err(failure) if known => return Err(failure),
            Err(_) => dump.ignore(&name, "cannot be read, or larger than any file of a chip"),
        }
    }
    Ok(dump)
}

/// Names and reasons in one line, without anything that could move the cursor.
fn told(ignored: &[Ignored]) -> String {
    let one = |ignored: &Ignored| format!("{:?} ({})", ignored.name, ignored.why);
    let mut told: Vec<String> = ignored.iter().take(NAMED).map(one).collect();
    if ignored.len() > NAMED {
        told.push(format!("and {} more", ignored.len().saturating_sub(NAMED)));
    }
    told.join(", ")
}

fn unreadable(path: &Path, error: &dyn core::fmt::Display) -> Failure {
    Failure::Unreadable(format!("{}: {error}", path.display()))
}
