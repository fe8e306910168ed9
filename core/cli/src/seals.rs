//! The seals in a file: a picture of barcodes, or what one holds.

use crate::failure::Failure;
use crate::{output, zones};
use doc9303_inputs::{PICTURE_LIMIT, SealContent};
use std::path::Path;

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

/// The seals in a file; for a picture that shows none, one without any bytes, which was not read.
pub(crate) fn contents(path: &Path) -> Result<Vec<SealContent>, Failure> {
    let bytes = zones::read_bytes(Some(path), PICTURE_LIMIT)?;
    let seals = doc9303_inputs::seals(bytes)
        .map_err(|error| Failure::Unreadable(format!("{}: {error}", path.display())))?;
    if seals.is_empty() {
        output::tell(&format!("{}: no seal was found in the picture", path.display()));
        return Ok(vec![SealContent { symbology: None, bytes: Vec::new() }]);
    }
    Ok(seals)
}
