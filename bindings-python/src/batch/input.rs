//! What people hand over as a column or as a table: Arrow data of any library, lists of texts, and iterators of batches.

use super::work::{Input, failed};
use crate::error::{wrong_type, wrong_value};
use crate::input::lossy;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, BinaryArray, RecordBatch, StringArray};
use arrow_schema::{ArrowError, DataType, Schema, SchemaRef};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyIterator, PyList, PyString, PyTuple};
use pyo3_arrow::input::AnyArray;
use std::borrow::Cow;
use std::sync::Arc;

/// Arrays as they come in.
pub(super) type Arrays = Box<dyn Iterator<Item = Result<ArrayRef, ArrowError>> + Send>;

/// A column alone, or a table.
pub(super) enum Given {
    Column(DataType, Arrays),
    Table(SchemaRef, Input),
}

/// Reads the argument of this name. What is an iterator of Python's own is asked for its first batch, which says of which columns
/// they are.
pub(super) fn given(argument: &'static str, needed: &str, object: &Bound<'_, PyAny>) -> PyResult<Given> {
    if object.is_instance_of::<PyList>() || object.is_instance_of::<PyTuple>() {
        let array = listed(argument, object)?;
        return Ok(Given::Column(array.data_type().clone(), Box::new(std::iter::once(Ok(array)))));
    }
    let is_arrow = object.hasattr("__arrow_c_stream__")? || object.hasattr("__arrow_c_array__")?;
    let (kind, metadata, arrays) = match object.cast::<PyIterator>() {
        Ok(batches) if !is_arrow => iterated(argument, needed, batches)?,
        _ => {
            let given: AnyArray = object.extract().map_err(|_| wrong_type(argument, needed, object))?;
            let field = given.field()?;
            let arrays: Arrays = Box::new(given.into_reader()?);
            (field.data_type().clone(), field.metadata().clone(), arrays)
        }
    };
    let DataType::Struct(fields) = &kind else { return Ok(Given::Column(kind, arrays)) };
    let schema = Arc::new(Schema::new_with_metadata(fields.clone(), metadata));
    Ok(Given::Table(schema, Box::new(arrays.map(|rows| table(&rows?)))))
}

/// A list of texts or of bytes, with None where there is none.
fn listed(argument: &'static str, object: &Bound<'_, PyAny>) -> PyResult<ArrayRef> {
    if let Some(texts) = texts(object)? {
        let length = texts.iter().flatten().map(String::len).fold(0, usize::saturating_add);
        i32::try_from(length)
            .map_err(|_| wrong_value(argument, "a list of this length is better an Arrow array"))?;
        return Ok(Arc::new(StringArray::from(texts)));
    }
    let needed = "a list of str, or of bytes,";
    let octets: Vec<Option<PyBackedBytes>> =
        object.extract().map_err(|_| wrong_type(argument, needed, object))?;
    let length = octets.iter().flatten().map(|each| each.len()).fold(0, usize::saturating_add);
    i32::try_from(length)
        .map_err(|_| wrong_value(argument, "a list of this length is better an Arrow array"))?;
    Ok(Arc::new(octets.iter().map(|each| each.as_deref()).collect::<BinaryArray>()))
}

/// The texts of a list of str and None; nothing for any other list.
fn texts(object: &Bound<'_, PyAny>) -> PyResult<Option<Vec<Option<String>>>> {
    let Ok(texts) = object.extract::<Vec<Option<Bound<'_, PyString>>>>() else { return Ok(None) };
    let text = |text: &Option<Bound<'_, PyString>>| {
        text.as_ref().map(|text| lossy(text).map(Cow::into_owned)).transpose()
    };
    texts.iter().map(text).collect::<PyResult<Vec<_>>>().map(Some)
}

type Read = (DataType, std::collections::HashMap<String, String>, Arrays);

/// Batches, tables or arrays of an iterator, such as `pyarrow.parquet.ParquetFile.iter_batches` gives.
fn iterated(argument: &'static str, needed: &str, batches: &Bound<'_, PyIterator>) -> PyResult<Read> {
    let first = match batches.clone().next() {
        Some(first) => first?,
        None => {
            return Err(wrong_value(
                argument,
                "an iterator without a batch does not say of which columns it is",
            ));
        }
    };
    let given: AnyArray = first.extract().map_err(|_| wrong_type(argument, needed, &first))?;
    let field = given.field()?;
    let kind = field.data_type().clone();
    let rest = Batches {
        argument,
        batches: batches.clone().unbind(),
        kind: kind.clone(),
        current: Box::new(given.into_reader()?),
    };
    Ok((kind, field.metadata().clone(), Box::new(rest)))
}

struct Batches {
    /// Which argument they come from.
    argument: &'static str,
    batches: Py<PyIterator>,
    kind: DataType,
    /// What is left of the batch that came last.
    current: Arrays,
}

impl Iterator for Batches {
    type Item = Result<ArrayRef, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(array) = self.current.next() {
                return Some(array);
            }
            let next = Python::attach(|py| -> Option<PyResult<Arrays>> {
                let batch = self.batches.bind(py).clone().next()?;
                Some(batch.and_then(|batch| self.arrays(&batch)))
            });
            match next? {
                Ok(arrays) => self.current = arrays,
                Err(error) => return Some(Err(ArrowError::ExternalError(Box::new(error)))),
            }
        }
    }
}

impl Batches {
    fn arrays(&self, batch: &Bound<'_, PyAny>) -> PyResult<Arrays> {
        let needed = "a batch with the columns of the first one";
        let given: AnyArray = batch.extract().map_err(|_| wrong_type(self.argument, needed, batch))?;
        if *given.field()?.data_type() != self.kind {
            let error = ArrowError::SchemaError("a batch has other columns than the first one".to_owned());
            return Err(failed(self.argument, error));
        }
        Ok(Box::new(given.into_reader()?))
    }
}

/// The rows of a table, which a reader hands out as structures.
fn table(rows: &ArrayRef) -> Result<RecordBatch, ArrowError> {
    match rows.as_struct_opt() {
        Some(rows) if rows.null_count() == 0 => Ok(RecordBatch::from(rows)),
        _ => Err(ArrowError::SchemaError("rows that are null as a whole are no table".to_owned())),
    }
}
