//! A folder with the files of one chip, and the records of what was done with it.

use crate::failure::{Failure, read};
use crate::output;
use doc9303::lds::{Dump, Ignored, Provenance, Record};
use doc9303::{Chip, Error, Limits};
use std::path::{Path, PathBuf};

/// Entries of a folder. No reader leaves more than a few dozen, and a folder of other things is not read for hours.
const ENTRIES: usize = 1_000;

/// How many files that are not read are named.
const NAMED: usize = 10;

/// Reads every file of the folder that is one of the chip or a record, and says on standard error what is neither. The caller
/// says whose terminal made the records.
pub(crate) fn load(folder: &Path, provenance: Provenance, limits: &Limits) -> Result<Chip, Failure> {
    let dump = sort(folder, limits)?;
    let records: Vec<(Record, String, Vec<u8>)> =
        dump.records().map(|(kind, name, json)| (kind, name.to_owned(), json.to_vec())).collect();
    let not_read = told(dump.ignored());
    if dump.files().next().is_none() {
        let text = "no file of a chip, by its name, such as EF.SOD or EF_DG1.bin, or by its content";
        let not_read = if not_read.is_empty() { not_read } else { format!(": {not_read}") };
        return Err(Failure::Unreadable(format!("{}: {text}{not_read}", folder.display())));
    }
    let chip = Chip::within(*limits).with_files(dump.into_files());
    let chip = chip.map_err(|error| unreadable(folder, &error))?;
    if !not_read.is_empty() {
        output::tell(&format!("{}: not read: {not_read}", folder.display()));
    }
    let mut seen: Vec<Record> = Vec::new();
    records.into_iter().try_fold(chip, |chip, (kind, name, json)| {
        if seen.contains(&kind) {
            return Err(Failure::Unreadable(format!("{}: {kind} was given twice", folder.display())));
        }
        seen.push(kind);
        let added = kind.add_to(chip, &json, provenance);
        added.map_err(|error| unreadable(&folder.join(name), &error))
    })
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

fn unreadable(path: &Path, error: &Error) -> Failure {
    Failure::Unreadable(format!("{}: {error}", path.display()))
}
