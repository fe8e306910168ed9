//! `inspect`: one document, one report.

use crate::chip::{PyExchange, chip, provenance, take_challenge};
use crate::error::wrong_type;
use crate::input::{buffer, octets};
use crate::policy::PyPolicy;
use crate::report::{Given, Profiles, PyReport};
use crate::time::instant;
use crate::trust::PyTrustStore;
use pyo3::prelude::*;
use pyo3::types::PyString;

/// Judges a document against what is trusted, what is allowed, and a point in time. Whatever is wrong with the document
/// is a result of the report, never an exception. Other threads run meanwhile.
///
/// trust: whom to trust.
/// at: the time of inspection, a timezone-aware datetime.
/// mrz: the printed zone as str, bytes-like or Mrz, lines parted by LF, CR or both; None if it was not read.
/// files: the chip, as Chip, mapping of names to bytes, or path of a folder; None if it was not read.
/// policy: the rules; Policy.icao() by default.
/// active_auth: an Active Authentication exchange with this chip.
/// records: whose terminal made the exchange and the records of a folder: "own_terminal" for the caller's, just now, or
///     "handed_over" for somebody's, who could have written or kept them. A Chip says it of its own.
/// active_auth_challenge: the challenge that the caller chose for Active Authentication, known apart from the record.
/// seal: what the barcode of the document's seal holds, bytes-like, or str for one that holds text.
/// seal_profiles: profiles of administrative documents in XML (BSI TR-03171), each as bytes, path or open binary file: they name the
///     features of their seals.
/// visa_mrz: the zone of a visa, where `mrz` is that of the passport that it was given for.
/// dtc: the virtual component of a Digital Travel Credential as bytes, path or open binary file: judged in the place of a chip
///     where `files` is None, and compared with them otherwise.
///
/// What of a folder cannot be read is named in `rejected` of the report, which says what is missing.
///
/// Raises TypeError or ValueError, naming the argument, for a naive datetime or an argument of a wrong kind, OSError if
/// the folder or a file that was named cannot be read.
///
/// >>> from datetime import datetime, timezone
/// >>> at = datetime(2011, 1, 1, tzinfo=timezone.utc)
/// >>> report = inspect(TrustStore(), at=at, mrz="P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
/// >>> report.verdict
/// 'successful'
#[pyfunction]
#[pyo3(signature = (trust, *, at, mrz = None, files = None, policy = None, active_auth = None,
    records = "handed_over", active_auth_challenge = None, seal = None, visa_mrz = None,
    dtc = None, seal_profiles = None))]
#[allow(clippy::too_many_arguments, reason = "Python's are named")]
pub(crate) fn inspect(
    py: Python<'_>,
    trust: &Bound<'_, PyAny>,
    at: &Bound<'_, PyAny>,
    mrz: Option<&Bound<'_, PyAny>>,
    files: Option<&Bound<'_, PyAny>>,
    policy: Option<&Bound<'_, PyAny>>,
    active_auth: Option<&Bound<'_, PyAny>>,
    records: &str,
    active_auth_challenge: Option<&Bound<'_, PyAny>>,
    seal: Option<&Bound<'_, PyAny>>,
    visa_mrz: Option<&Bound<'_, PyAny>>,
    dtc: Option<&Bound<'_, PyAny>>,
    seal_profiles: Option<Vec<Bound<'_, PyAny>>>,
) -> PyResult<PyReport> {
    let provenance = provenance(records)?;
    let store = trust
        .cast::<PyTrustStore>()
        .map_err(|_| wrong_type("trust", "a TrustStore", trust))?
        .get()
        .frozen(py)?;
    let at = instant("at", at)?;
    let policy = match policy {
        None => PyPolicy::standard(),
        Some(given) => {
            given.cast::<PyPolicy>().map_err(|_| wrong_type("policy", "a Policy", given))?.get().clone()
        }
    };
    let visa_zone = visa_mrz.map(|given| zone("visa_mrz", given)).transpose()?;
    let zone = mrz.map(|given| zone("mrz", given)).transpose()?;
    let seal = seal.map(barcode).transpose()?;
    let profile = |given: &Bound<'_, PyAny>| Ok(octets("seal_profiles", given)?.into_vec());
    let profiles: PyResult<_> = seal_profiles.iter().flatten().map(profile).collect();
    let profiles = Profiles::read(profiles?)?;
    let credential = dtc.map(|given| octets("dtc", given)).transpose()?.map(|bytes| bytes.into_vec());
    let exchange = match active_auth {
        None => None,
        Some(given) => {
            let exchange =
                given.cast::<PyExchange>().map_err(|_| wrong_type("active_auth", "an Exchange", given))?;
            Some(exchange.get().0.clone())
        }
    };
    let (mut files_read, mut rejected) = (None, Vec::new());
    if let Some(given) = files {
        let given = chip(given, records)?;
        rejected.clone_from(&given.get().1);
        let mut chip = given.get().0.clone();
        if let Some(exchange) = exchange {
            chip = chip.with_active_auth(exchange, provenance);
        }
        if let Some(challenge) = active_auth_challenge {
            chip = chip.with_active_auth_challenge(take_challenge(challenge)?);
        }
        files_read = Some(chip);
    } else if exchange.is_some() {
        return Err(crate::error::wrong_value("active_auth", "an exchange without the files of its chip"));
    }
    let given = Given { zone, chip: files_read, rejected, visa_zone, seal, profiles, credential };
    Ok(PyReport::judge(py, given, store, policy, at))
}

/// What a barcode holds: bytes, or the text of one that holds text.
fn barcode(given: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    if let Ok(text) = given.cast::<PyString>() {
        return Ok(text.to_string_lossy().as_bytes().to_vec());
    }
    match buffer(given)? {
        Some(octets) => Ok(octets.as_slice().to_vec()),
        None => Err(wrong_type("seal", "bytes-like or str", given)),
    }
}

/// The text of the zone. Octets beyond ASCII become a letter that no zone has, and the result says where it stands.
pub(crate) fn zone(argument: &'static str, given: &Bound<'_, PyAny>) -> PyResult<String> {
    if let Ok(text) = given.cast::<PyString>() {
        return Ok(text.to_string_lossy().into_owned());
    }
    if let Ok(mrz) = given.cast::<crate::mrz::PyMrz>() {
        return Ok(mrz.get().0.to_string());
    }
    match buffer(given)? {
        Some(octets) => Ok(String::from_utf8_lossy(octets.as_slice()).into_owned()),
        None => Err(wrong_type(argument, "str, bytes or Mrz", given)),
    }
}
