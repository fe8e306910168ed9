//! `parse_mrz`: a column of machine readable zones (Doc 9303-3) into columns of fields.

use super::input::{Arrays, Given, given};
use super::table::{PySchema, PyStream, PyTable};
use super::work::{self, Input, single};
use crate::error::{wrong_type, wrong_value};
use crate::time::instant;
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef};
use doc9303_arrow::{MrzColumn, PartsError, Places, is_readable};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use std::sync::Arc;

const NEEDED: &str = "an Arrow array, column, table or reader of texts or bytes, or a list of str";

/// Batches with zones, and where in them the zones stand.
pub(super) struct Zones {
    pub(super) schema: SchemaRef,
    pub(super) input: Input,
    pub(super) places: Vec<usize>,
}

impl Zones {
    /// The names of the columns that are not read, when these are read beside the zones.
    pub(super) fn unread(&self, beside: &[usize]) -> Vec<String> {
        unread(&self.schema, &[&self.places, beside].concat())
    }
}

/// The names of the columns that stand in no place of these.
pub(super) fn unread(schema: &Schema, read: &[usize]) -> Vec<String> {
    let others = schema.fields().iter().enumerate().filter(|(place, _)| !read.contains(place));
    others.map(|(_, field)| field.name().clone()).collect()
}

/// The argument of this name as batches with zones: a column alone, or a table with one of zones.
pub(super) fn input(
    argument: &'static str,
    array: &Bound<'_, PyAny>,
    column: Option<&str>,
) -> PyResult<Zones> {
    match given(argument, NEEDED, array)? {
        Given::Table(schema, input) => {
            let places = places(argument, schema.fields(), column)?;
            Ok(Zones { schema, input, places })
        }
        Given::Column(kind, arrays) => {
            let (schema, input) = alone(argument, "mrz", (kind, arrays), column)?;
            Ok(Zones { schema, input, places: vec![0] })
        }
    }
}

/// A column of texts or bytes without a table, as one.
pub(super) fn alone(
    argument: &str,
    name: &str,
    (kind, arrays): (DataType, Arrays),
    column: Option<&str>,
) -> PyResult<(SchemaRef, Input)> {
    if let Some(column) = column {
        let text = format!("{column:?} names a column, and {argument} is one alone");
        return Err(wrong_value("column", &text));
    }
    if !is_readable(&kind) {
        return Err(PyTypeError::new_err(format!("{argument}: {NEEDED} is needed, not one of {kind}")));
    }
    let schema: SchemaRef = Arc::new(Schema::new(vec![Field::new(name, kind, true)]));
    let own = SchemaRef::clone(&schema);
    Ok((schema, Box::new(arrays.map(move |column| single(column?, &own)))))
}

/// The columns of zones in a table: the one that was named, the only one there is, or those whose names say so.
fn places(argument: &str, fields: &Fields, column: Option<&str>) -> PyResult<Vec<usize>> {
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
            return Err(wrong_value(argument, "no column of it is named \"mrz\"; say which one with column"));
        }
        Err(error @ (PartsError::NoSuchColumn(_) | PartsError::SameName(_))) => {
            return Err(wrong_value("column", &error.to_string()));
        }
        Err(error) => return Err(wrong_value(argument, &format!("{error}; column chooses one"))),
    };
    for place in &places {
        if let Some(field) = fields.get(*place).filter(|field| !is_readable(field.data_type())) {
            let text = format!(
                "{argument}: column {:?} is not one of texts or bytes but {}",
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
///     bytes or a dictionary of them; a list of str; or a table, a data frame, a DuckDB relation, a reader or an iterator of
///     batches with a column "mrz", with columns "mrz_line1" and so on, or with one column alone.
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
///
/// >>> from doc9303 import batch
/// >>> zones = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10", "not a zone"]
/// >>> batch.parse_mrz(zones, columns=["document_number", "error"]).to_pylist()
/// [{'document_number': 'L898902C3', 'error': None}, {'document_number': None, 'error': 'mrz.charset'}]
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
    threads: Option<i64>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<PyTable> {
    let zones = zones(at, warnings, columns)?;
    let given = input("array", array, column)?;
    let unread = given.unread(&[]);
    let work = zones.of_columns(given.places);
    Ok(work::all(py, "array", &work, given.input, threads, progress)?.leaving(unread))
}

/// As parse_mrz, but batch by batch while the result is read, so that a column larger than memory goes through.
///
/// >>> from doc9303 import batch
/// >>> stream = batch.parse_mrz_stream(iter([batch.parse_mrz(["?"], columns=["error_detail"])]))
/// >>> sum(len(table) for table in stream)
/// 1
#[pyfunction]
#[allow(clippy::too_many_arguments, reason = "Python's are named")]
#[pyo3(signature = (array, *, column = None, at = None, warnings = false, columns = None, threads = None, progress = None))]
pub(crate) fn parse_mrz_stream(
    array: &Bound<'_, PyAny>,
    column: Option<&str>,
    at: Option<&Bound<'_, PyAny>>,
    warnings: bool,
    columns: Option<&Bound<'_, PyAny>>,
    threads: Option<i64>,
    progress: Option<Py<PyAny>>,
) -> PyResult<PyStream> {
    let zones = zones(at, warnings, columns)?;
    let given = input("array", array, column)?;
    let unread = given.unread(&[]);
    let work = Box::new(zones.of_columns(given.places));
    Ok(work::lazily("array", work, given.input, threads, progress)?.leaving(unread))
}

/// The schema of parse_mrz.
#[pyfunction(name = "_mrz_schema")]
pub(crate) fn mrz_schema() -> PySchema {
    PySchema(doc9303_arrow::mrz_schema())
}
