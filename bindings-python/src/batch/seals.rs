//! `inspect_seals`: a column of seals into columns of who signed each, and whether that is believed.

use super::chips::judged_with;
use super::input::{Given, given};
use super::suggestions::place;
use super::table::{PySchema, PyTable};
use super::work;
use super::zones::{alone, unread};
use crate::error::wrong_value;
use doc9303_arrow::SealColumn;
use pyo3::prelude::*;

const NEEDED: &str = "an Arrow array, column, table or reader of texts or bytes, or a list of bytes or str";

/// Judges a column of seals, one row a seal, as doc9303.inspect does with `seal`.
///
/// array: what the barcode of each seal holds, as an array, column, table or reader of Arrow, or a list: bytes as they are; texts as they
///     are, or hexadecimal or base64 of the bytes of a visible digital seal. None and a blank text are: no seal.
/// trust: whom to trust.
/// at: the time of inspection, a timezone-aware datetime.
/// policy: the rules; Policy.icao() by default.
/// column: the name of the column of seals in a table; "seal" or the only one by default.
/// zones: the name of the column with the machine readable zone that each seal is printed beside, to be compared with it.
/// threads, progress: as for parse_mrz.
///
/// Returns a Table with the columns of SEAL_SCHEMA and one row for each row; a row without a seal is null in every column. Nothing in it is
/// personal.
///
/// Raises TypeError or ValueError, naming the argument, if a column is missing or of another type, or the datetime is naive.
///
/// >>> from datetime import datetime, timezone
/// >>> from doc9303 import batch
/// >>> made = batch.inspect_seals([b"no seal", None], trust=TrustStore(), at=datetime(2026, 6, 1, tzinfo=timezone.utc))
/// >>> [(row["verdict"], row["reason"]) for row in made.to_pylist()]
/// [('failed', 'seal.wrong_format'), (None, None)]
#[pyfunction]
#[pyo3(signature = (array, *, trust, at, policy = None, column = None, zones = None, threads = None, progress = None))]
#[allow(clippy::too_many_arguments, reason = "Python's are named")]
pub(crate) fn inspect_seals(
    py: Python<'_>,
    array: &Bound<'_, PyAny>,
    trust: &Bound<'_, PyAny>,
    at: &Bound<'_, PyAny>,
    policy: Option<&Bound<'_, PyAny>>,
    column: Option<&str>,
    zones: Option<&str>,
    threads: Option<i64>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<PyTable> {
    let (trust, at, policy) = judged_with(trust, at, policy)?;
    let work = SealColumn::new(trust, policy, at);
    let (schema, input) = match given("array", NEEDED, array)? {
        Given::Column(kind, arrays) if zones.is_none() => {
            let (_, input) = alone("array", "seal", (kind, arrays), column)?;
            return work::all(py, "array", &work, input, threads, progress);
        }
        Given::Column(..) => {
            return Err(wrong_value("zones", "it names a column, and array is one alone"));
        }
        Given::Table(schema, input) => (schema, input),
    };
    let own = match (column, schema.fields().len()) {
        (Some(column), _) => place(&schema, "column", column)?,
        (None, 1) => place(&schema, "array", schema.field(0).name())?,
        (None, _) => place(&schema, "array", "seal")?,
    };
    let mut read = vec![own];
    let mut work = work.of_column(own);
    if let Some(zones) = zones {
        let beside = place(&schema, "zones", zones)?;
        read.push(beside);
        work = work.beside(beside);
    }
    Ok(work::all(py, "array", &work, input, threads, progress)?.leaving(unread(&schema, &read)))
}

/// The schema of inspect_seals.
#[pyfunction(name = "_seal_schema")]
pub(crate) fn seal_schema() -> PySchema {
    PySchema(doc9303_arrow::seal_schema())
}
