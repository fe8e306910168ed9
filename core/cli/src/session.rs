//! Sessions: a chip that was read before, from the file that was kept of it.

use crate::failure::Failure;
use crate::output;
use doc9303::lds::Provenance;
use doc9303::{Chip, Limits};
use doc9303_reader::Session;
use std::path::Path;

/// The chip of a session, which comes from this place. The caller says whose terminal made it.
pub(crate) fn chip(
    bytes: &[u8],
    path: &Path,
    provenance: Provenance,
    limits: &Limits,
) -> Result<Chip, Failure> {
    let unreadable = |error: &dyn core::fmt::Display, code: &str| {
        Failure::Unreadable(format!("{}: {error} [{code}]", path.display()))
    };
    let session = Session::parse(bytes).map_err(|error| unreadable(&error, error.code()))?;
    let replay = session.replay().map_err(|error| unreadable(&error, error.code()))?;
    if let Some(error) = &replay.error {
        output::tell(&format!(
            "{}: the chip was not read to the end: {error} [{}]",
            path.display(),
            error.code()
        ));
    }
    let chip = replay.evidence.chip(provenance, *limits);
    chip.map_err(|error| unreadable(&error, error.code().as_str()))
}
