//! One chip out of files that were sorted by what they are.

use doc9303::lds::{Dump, Provenance, Record};
use doc9303::{Chip, Code, Error, Limits};

/// Why sorted files are not those of one chip.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ChipError {
    /// None of them is a file of a chip.
    #[error("no file of a chip, by its name, such as EF.SOD or EF_DG1.bin, or by its content")]
    NoFile,
    /// A record of the terminal is there twice.
    #[error("{0} was given twice")]
    Twice(Record),
    /// A file cannot be taken.
    #[error(transparent)]
    File(Error),
    /// A record cannot be read.
    #[error("{error}")]
    Record {
        /// The name that it had.
        name: String,
        /// Why.
        error: Error,
    },
}

impl ChipError {
    /// The stable code.
    ///
    /// ```
    /// assert_eq!(doc9303_inputs::ChipError::NoFile.code().as_str(), "file.missing");
    /// ```
    pub fn code(&self) -> Code {
        match self {
            ChipError::NoFile => Code::FileMissing,
            ChipError::Twice(_) => Code::FileMalformed,
            ChipError::File(error) | ChipError::Record { error, .. } => error.code(),
        }
    }
}

/// The chip with its files and the records of what was done with it. The caller says whose terminal made the records.
///
/// # Errors
/// If there is no file, a record is there twice, or one of them cannot be taken.
///
/// ```
/// use doc9303::{FileId, Limits, lds::{Dump, Provenance}};
/// let mut dump = Dump::new();
/// dump.add("EF_COM.bin", vec![0x60, 0x00])?;
/// let chip = doc9303_inputs::chip(dump, Provenance::HandedOver, &Limits::DEFAULT)?;
/// assert!(chip.file(FileId::Com).is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn chip(dump: Dump<Vec<u8>>, provenance: Provenance, limits: &Limits) -> Result<Chip, ChipError> {
    if dump.files().next().is_none() {
        return Err(ChipError::NoFile);
    }
    let records: Vec<(Record, String, Vec<u8>)> =
        dump.records().map(|(kind, name, json)| (kind, name.to_owned(), json.to_vec())).collect();
    let chip = Chip::within(*limits).with_files(dump.into_files()).map_err(ChipError::File)?;
    let mut seen: Vec<Record> = Vec::new();
    records.into_iter().try_fold(chip, |chip, (kind, name, json)| {
        if seen.contains(&kind) {
            return Err(ChipError::Twice(kind));
        }
        seen.push(kind);
        kind.add_to(chip, &json, provenance).map_err(|error| ChipError::Record { name, error })
    })
}
