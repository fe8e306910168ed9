//! A folder with the files of one chip, and the records of what was done with it.

use crate::failure::{Failure, read};
use doc9303::batch::{Part, Record};
use doc9303::lds::Provenance;
use doc9303::{Chip, Error, Limits};
use std::path::Path;

const RECORD_LIMIT: usize = 1 << 20;

/// Reads every known file of the folder; others are left alone. The caller says whose terminal made the records.
pub(crate) fn load(folder: &Path, provenance: Provenance) -> Result<Chip, Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| Failure::of_path(folder, &error))?;
    let (mut files, mut records) = (Vec::new(), Vec::new());
    for entry in entries {
        let path = entry.map_err(|error| Failure::of_path(folder, &error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match Part::parse(&name) {
            Some(Part::File(file)) => files.push((file, read(&path, Limits::DEFAULT.file_size)?)),
            Some(Part::Record(record)) if records.iter().any(|(known, _)| *known == record) => {
                let text = format!("{}: {} was given twice", folder.display(), record.name());
                return Err(Failure::Unreadable(text));
            }
            Some(Part::Record(record)) => records.push((record, path)),
            _ => {}
        }
    }
    if files.is_empty() {
        let text = "no file named EF.SOD, EF.DG1 and so on, with or without \"EF.\" or \".bin\"";
        return Err(Failure::Unreadable(format!("{}: {text}", folder.display())));
    }
    let chip = Chip::from_files(files).map_err(|error| unreadable(folder, &error))?;
    records.into_iter().try_fold(chip, |chip, (record, path)| with_record(chip, record, &path, provenance))
}

fn with_record(chip: Chip, record: Record, path: &Path, provenance: Provenance) -> Result<Chip, Failure> {
    record.add_to(chip, &read(path, RECORD_LIMIT)?, provenance).map_err(|error| unreadable(path, &error))
}

fn unreadable(path: &Path, error: &Error) -> Failure {
    Failure::Unreadable(format!("{}: {error}", path.display()))
}
