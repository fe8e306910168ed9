//! `parse_mrz`: a column of machine readable zones (Doc 9303-3) into columns of fields.

use super::table::{PySchema, PyStream, PyTable};
use super::work::{self, Input, single};
use crate::error::{wrong_type, wrong_value};
use crate::time::instant;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use doc9303_arrow::{MrzColumn, PartsError, Places, is_readable};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3_arrow::input::AnyArray;
use std::sync::Arc;

const NEEDED: &str = "an Arrow array, column, table or reader of texts or bytes";

/// The argument `array` as batches, and where in them the zones stand: a column alone, or a table with one of zones.
fn input(array: &Bound<'_, PyAny>, column: Option<&str>) -> PyResult<(Input, Vec<usize>)> {
    let given: AnyArray = array.extract().map_err(|_| wrong_type("array", NEEDED, array))?;
    let kind = given.field()?.data_type().clone();
    if let DataType::Struct(fields) = &kind {
        let places = places(fields, column)?;
        return Ok((Box::new(given.into_reader()?.map(|rows| table(&rows?))), places));
    }
    if let Some(column) = column {
        return Err(wrong_value("column", &format!("{column:?} names a column, and array is one alone")));
    }
    if !is_readable(&kind) {
        return Err(PyTypeError::new_err(format!("array: {NEEDED} is needed, not one of {kind}")));
    }
    let schema: SchemaRef = Arc::new(Schema::new(vec![Field::new("mrz", kind, true)]));
    Ok((Box::new(given.into_reader()?.map(move |column| single(column?, &schema))), vec![0]))
}

/// The rows of a table, which a reader hands out as structures.
fn table(rows: &ArrayRef) -> Result<RecordBatch, ArrowError> {
    match rows.as_struct_opt() {
        Some(rows) if rows.null_count() == 0 => Ok(RecordBatch::from(rows)),
        _ => Err(ArrowError::SchemaError("rows that are null as a whole are no table".to_owned())),
    }
}

/// The columns of zones in a table: the one that was named, the only one there is, or those whose names say so.
fn places(fields: &Fields, column: Option<&str>) -> PyResult<Vec<usize>> {
    let names: Vec<&str> = fields.iter().map(|field| field.name().as_str()).collect();
    // Of what speaks of zones alone: this function reads nothing else of a document.
    let is_silent = |place: &usize| {
        let field = fields.get(*place);
        field.is_none_or(|field| {
            !is_readable(field.data_type()) || !field.name().to_ascii_lowercase().contains("mrz")
        })
    };
    let silent: Vec<usize> = (0..names.len()).filter(is_silent).collect();
    let places = match Places::find(&names, column, &silent) {
        Ok(places) if !places.zone.is_empty() => places.zone,
        Ok(_) | Err(PartsError::NoPart) if names.len() == 1 => vec![0],
        Ok(_) | Err(PartsError::NoPart) => {
            return Err(wrong_value("array", "no column of it is named \"mrz\"; say which one with column"));
        }
        Err(error @ PartsError::NoSuchColumn(_)) => return Err(wrong_value("column", &error.to_string())),
        Err(error) => return Err(wrong_value("array", &format!("{error}; column chooses one"))),
    };
    for place in &places {
        if let Some(field) = fields.get(*place).filter(|field| !is_readable(field.data_type())) {
            let text = format!(
                "array: column {:?} is not one of texts or bytes but {}",
                field.name(),
                field.data_type()
            );
            return Err(PyTypeError::new_err(text));
        }
    }
    Ok(places)
}

fn zones(
    at: Option<&Bound<'_, PyAny>>,
    with_warnings: bool,
    columns: Option<&Bound<'_, PyAny>>,
) -> PyResult<MrzColumn> {
    let mut zones = if with_warnings { MrzColumn::new().with_warnings() } else { MrzColumn::new() };
    if let Some(at) = at {
        zones = zones.at(instant("at", at)?);
    }
    let Some(columns) = columns else { return Ok(zones) };
    let names: Vec<String> =
        columns.extract().map_err(|_| wrong_type("columns", "a list of names of columns", columns))?;
    zones.only(names).map_err(|error| wrong_value("columns", &error.to_string()))
}

/// Reads a column of zones, one row a zone, lines parted by LF, CR or both, or by what no zone has: a written "\n", a bar,
/// a blank.
///
/// array: anything with Arrow's PyCapsule interface: an array, a chunked array, a Polars or pandas series, of texts,
///     octets or a dictionary of them; or a table, a data frame or a reader of batches with a column "mrz", with columns
///     "mrz_line1" and so on, or with one column alone.
/// column: the name of the column in such a table, if it is another one.
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
/// Raises TypeError if the column is of another type, ValueError for a naive datetime, a table without a clear column of
/// zones, or a name in columns that is not in MRZ_SCHEMA or stands twice.
#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "Python's are named")]
#[pyo3(signature = (array, *, column = None, at = None, warnings = false, columns = None, threads = None, progress = None))]
pub(crate) fn parse_mrz(
    py: Python<'_>,
    array: &Bound<'_, PyAny>,
    column: Option<&str>,
    at: Option<&Bound<'_, PyAny>>,
    warnings: bool,
    columns: Option<&Bound<'_, PyAny>>,
    threads: Option<usize>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<PyTable> {
    let zones = zones(at, warnings, columns)?;
    let (input, places) = input(array, column)?;
    work::all(py, "array", &zones.of_columns(places), input, threads, progress)
}

/// As parse_mrz, but batch by batch while the result is read, so that a column larger than memory goes through.
#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "Python's are named")]
#[pyo3(signature = (array, *, column = None, at = None, warnings = false, columns = None, threads = None, progress = None))]
pub(crate) fn parse_mrz_stream(
    array: &Bound<'_, PyAny>,
    column: Option<&str>,
    at: Option<&Bound<'_, PyAny>>,
    warnings: bool,
    columns: Option<&Bound<'_, PyAny>>,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<PyStream> {
    let zones = zones(at, warnings, columns)?;
    let (input, places) = input(array, column)?;
    work::lazily("array", Box::new(zones.of_columns(places)), input, threads, progress)
}

/// The schema of parse_mrz.
#[pyfunction(name = "_mrz_schema")]
pub(crate) fn mrz_schema() -> PySchema {
    PySchema(doc9303_arrow::mrz_schema())
}
