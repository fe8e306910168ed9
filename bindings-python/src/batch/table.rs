//! What is handed back: Arrow data behind the PyCapsule interface.

use super::work::failed;
use crate::error::wrong_value;
use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{ArrowError, DataType, Field, FieldRef, SchemaRef};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

type Batches = Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + Send>;

/// The field of a stream of batches.
fn rows(schema: &SchemaRef) -> FieldRef {
    let field = Field::new("", DataType::Struct(schema.fields().clone()), false);
    Arc::new(field.with_metadata(schema.metadata().clone()))
}

fn stream<'py>(
    py: Python<'py>,
    schema: &SchemaRef,
    batches: Batches,
    requested: Option<Bound<'py, PyCapsule>>,
) -> PyResult<Bound<'py, PyCapsule>> {
    let array = |batch| -> ArrayRef { Arc::new(StructArray::from(batch)) };
    let arrays = batches.map(move |batch: Result<RecordBatch, ArrowError>| batch.map(array));
    Ok(to_stream_pycapsule(py, Box::new(ArrayIterator::new(arrays, rows(schema))), requested)?)
}

fn names<'py>(py: Python<'py>, schema: &SchemaRef) -> PyResult<Bound<'py, PyTuple>> {
    PyTuple::new(py, schema.fields().iter().map(|field| field.name().as_str()).collect::<Vec<_>>())
}

/// Rows in Arrow's layout. `pyarrow.table`, `polars.DataFrame`, `pandas.DataFrame.from_arrow` and DuckDB take it as it
/// is, without a copy.
#[pyclass(frozen, module = "doc9303.batch", name = "Table")]
pub(crate) struct PyTable {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
    unread: Vec<String>,
}

impl PyTable {
    pub(super) fn new(schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        PyTable { schema, batches, unread: Vec::new() }
    }

    /// With the names of columns that were not read.
    pub(super) fn leaving(self, unread: Vec<String>) -> Self {
        PyTable { unread, ..self }
    }
}

#[pymethods]
impl PyTable {
    /// How many rows there are.
    #[getter]
    fn num_rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// The names of the columns.
    #[getter]
    fn column_names<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        names(py, &self.schema)
    }

    /// The names of the columns of the input that were neither read nor kept.
    #[getter]
    fn unread_columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.unread)
    }

    /// The rows as an Arrow C stream, by the PyCapsule interface.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        stream(py, &self.schema, Box::new(self.batches.clone().into_iter().map(Ok)), requested_schema)
    }

    /// The schema as an Arrow C schema, by the PyCapsule interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(to_schema_pycapsule(py, &*self.schema)?)
    }

    fn __len__(&self) -> usize {
        self.num_rows()
    }

    fn __repr__(&self) -> String {
        format!("<Table {} rows, {} columns>", self.num_rows(), self.schema.fields().len())
    }
}

/// How far a stream is read.
enum Reading {
    /// Something may be left.
    Open(Batches),
    /// Batch by batch to its end.
    Over,
    /// By whoever took it as an Arrow stream.
    HandedOut,
}

/// Rows that are worked out while they are read, batch after batch: nothing is kept in memory. It can be read once.
#[pyclass(frozen, module = "doc9303.batch", name = "Stream")]
pub(crate) struct PyStream {
    /// Which argument the rows came from.
    argument: &'static str,
    schema: SchemaRef,
    reading: Mutex<Reading>,
    unread: Vec<String>,
}

impl PyStream {
    pub(super) fn new(argument: &'static str, schema: SchemaRef, batches: Batches) -> Self {
        PyStream { argument, schema, reading: Mutex::new(Reading::Open(batches)), unread: Vec::new() }
    }

    /// With the names of columns that are not read.
    pub(super) fn leaving(self, unread: Vec<String>) -> Self {
        PyStream { unread, ..self }
    }

    fn reading(&self) -> MutexGuard<'_, Reading> {
        self.reading.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn read_before() -> PyErr {
    wrong_value("stream", "it can be read once, and was")
}

#[pymethods]
impl PyStream {
    /// The names of the columns.
    #[getter]
    fn column_names<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        names(py, &self.schema)
    }

    /// The names of the columns of the input that are neither read nor kept.
    #[getter]
    fn unread_columns<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.unread)
    }

    /// The rows as an Arrow C stream, by the PyCapsule interface.
    ///
    /// Raises ValueError if the stream was handed out or read to its end before.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let batches = py.detach(|| {
            let mut reading = self.reading();
            match std::mem::replace(&mut *reading, Reading::HandedOut) {
                Reading::Open(batches) => Some(batches),
                other => {
                    *reading = other;
                    None
                }
            }
        });
        let batches = batches.ok_or_else(read_before)?;
        stream(py, &self.schema, batches, requested_schema)
    }

    /// The schema as an Arrow C schema, by the PyCapsule interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(to_schema_pycapsule(py, &*self.schema)?)
    }

    /// Raises ValueError if the stream was handed out or read to its end before.
    fn __iter__(this: Bound<'_, Self>) -> PyResult<Bound<'_, Self>> {
        let is_open = this.py().detach({
            let stream = this.get();
            move || matches!(*stream.reading(), Reading::Open(_))
        });
        if is_open { Ok(this) } else { Err(read_before()) }
    }

    /// The next batch as a table.
    ///
    /// Raises ValueError if the stream was handed out before.
    fn __next__(&self, py: Python<'_>) -> PyResult<Option<PyTable>> {
        let batch = py.detach(|| {
            let mut reading = self.reading();
            match &mut *reading {
                Reading::Open(batches) => {
                    let batch = batches.next();
                    if batch.is_none() {
                        *reading = Reading::Over;
                    }
                    Some(batch)
                }
                Reading::Over => Some(None),
                Reading::HandedOut => None,
            }
        });
        let batch = batch.ok_or_else(read_before)?.transpose();
        let batch = batch.map_err(|error| failed(self.argument, error))?;
        Ok(batch.map(|batch| PyTable::new(SchemaRef::clone(&self.schema), vec![batch])))
    }

    fn __repr__(&self) -> String {
        format!("<Stream {} columns>", self.schema.fields().len())
    }
}

/// A schema that does not change within a major version.
#[pyclass(frozen, module = "doc9303.batch", name = "Schema")]
pub(crate) struct PySchema(pub(super) SchemaRef);

#[pymethods]
impl PySchema {
    /// The names of the columns.
    #[getter]
    fn names<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        names(py, &self.0)
    }

    /// The schema as an Arrow C schema, by the PyCapsule interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(to_schema_pycapsule(py, &*self.0)?)
    }

    fn __repr__(&self) -> String {
        format!("<Schema {} columns>", self.0.fields().len())
    }
}
