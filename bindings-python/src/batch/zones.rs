//! `parse_mrz`: a column of machine readable zones (Doc 9303-3) into columns of fields.

use super::table::{PySchema, PyStream, PyTable};
use super::work::{self, Input, single};
use crate::error::{wrong_type, wrong_value};
use crate::time::instant;
use arrow_schema::{Field, Schema, SchemaRef};
use doc9303::batch::{Zones, is_readable};
use pyo3::prelude::*;
use pyo3_arrow::input::AnyArray;
use std::sync::Arc;

/// The argument `array` as batches of one column.
fn input(array: &Bound<'_, PyAny>) -> PyResult<Input> {
    const NEEDED: &str = "an Arrow array or column of texts or octets";
    let given: AnyArray = array.extract().map_err(|_| wrong_type("array", NEEDED, array))?;
    let kind = given.field()?.data_type().clone();
    if !is_readable(&kind) {
        let text = format!("array: {NEEDED} is needed, not one of {kind}");
        return Err(pyo3::exceptions::PyTypeError::new_err(text));
    }
    let schema: SchemaRef = Arc::new(Schema::new(vec![Field::new("mrz", kind, true)]));
    Ok(Box::new(given.into_reader()?.map(move |column| single(column?, &schema))))
}

fn zones(
    at: Option<&Bound<'_, PyAny>>,
    with_warnings: bool,
    columns: Option<&Bound<'_, PyAny>>,
) -> PyResult<Zones> {
    let mut zones = if with_warnings { Zones::new().with_warnings() } else { Zones::new() };
    if let Some(at) = at {
        zones = zones.at(instant("at", at)?);
    }
    let Some(columns) = columns else { return Ok(zones) };
    let names: Vec<String> =
        columns.extract().map_err(|_| wrong_type("columns", "a list of names of columns", columns))?;
    zones.only(names).map_err(|error| wrong_value("columns", &error.to_string()))
}

/// Reads a column of zones, one row a zone, lines parted by LF, CR or both.
///
/// array: anything with Arrow's PyCapsule interface: an array, a chunked array, a Polars or pandas series, of texts,
///     octets or a dictionary of them.
/// at: a timezone-aware datetime by which dates get their century; without it `birth_day` and `expiry_day` are null.
/// warnings: whether to look for what is odd without being wrong, which takes longer than all the rest; without it
///     `warnings` is null.
/// columns: names of columns of MRZ_SCHEMA: these alone are made, in this order, which takes less time and memory. All by
///     default.
/// threads: how many; as many as this process may use by default.
/// progress: is called with the number of rows that were done since the last call, as `tqdm.update` takes it.
///
/// Returns a Table with schema MRZ_SCHEMA and one row for each row. A row that is no zone has `error` and its place; a
/// null row is null in every column.
///
/// Raises TypeError if the column is of another type, ValueError for a naive datetime or a column that is not in
/// MRZ_SCHEMA or stands twice.
#[pyfunction]
#[pyo3(signature = (array, *, at = None, warnings = false, columns = None, threads = None, progress = None))]
pub(crate) fn parse_mrz(
    py: Python<'_>,
    array: &Bound<'_, PyAny>,
    at: Option<&Bound<'_, PyAny>>,
    warnings: bool,
    columns: Option<&Bound<'_, PyAny>>,
    threads: Option<usize>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<PyTable> {
    work::all(py, "array", &zones(at, warnings, columns)?, input(array)?, threads, progress)
}

/// As parse_mrz, but batch by batch while the result is read, so that a column larger than memory goes through.
#[pyfunction]
#[pyo3(signature = (array, *, at = None, warnings = false, columns = None, threads = None, progress = None))]
pub(crate) fn parse_mrz_stream(
    array: &Bound<'_, PyAny>,
    at: Option<&Bound<'_, PyAny>>,
    warnings: bool,
    columns: Option<&Bound<'_, PyAny>>,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<PyStream> {
    work::lazily("array", Box::new(zones(at, warnings, columns)?), input(array)?, threads, progress)
}

/// The schema of parse_mrz.
#[pyfunction(name = "_mrz_schema")]
pub(crate) fn mrz_schema() -> PySchema {
    PySchema(doc9303::batch::mrz_schema())
}
