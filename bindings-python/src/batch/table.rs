//! What is handed back: Arrow data behind the PyCapsule interface.

use super::values;
use super::work::failed;
use crate::error::wrong_value;
use crate::html::text;
use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_ipc::reader::StreamReader;
use arrow_ipc::writer::StreamWriter;
use arrow_schema::{ArrowError, DataType, Field, FieldRef, SchemaRef};
use arrow_select::concat::concat_batches;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBytes, PyCapsule, PyList, PyTuple, PyType};
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::ThreadId;

type Batches = Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + Send>;

/// A table in Arrow's stream format, and the names of the columns that were not read.
type Pickled<'py> = (Bound<'py, PyBytes>, Vec<String>);

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
///
/// >>> from doc9303 import batch
/// >>> batch.parse_mrz(["?"], columns=["error"]).to_pylist()
/// [{'error': 'mrz.charset'}]
#[pyclass(frozen, module = "doc9303.batch", name = "Table")]
pub(crate) struct PyTable {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
    unread: Vec<String>,
}

impl PyTable {
    pub(crate) fn new(schema: SchemaRef, batches: Vec<RecordBatch>) -> Self {
        PyTable { schema, batches, unread: Vec::new() }
    }

    fn to_ipc(&self) -> Result<Vec<u8>, ArrowError> {
        let mut writer = StreamWriter::try_new(Vec::new(), &self.schema)?;
        self.batches.iter().try_for_each(|batch| writer.write(batch))?;
        writer.into_inner()
    }

    /// With the names of columns that were not read.
    pub(super) fn leaving(self, unread: Vec<String>) -> Self {
        PyTable { unread, ..self }
    }
}

/// One batch as a table.
pub(crate) fn table(batch: Result<RecordBatch, ArrowError>) -> PyResult<PyTable> {
    let batch = batch.map_err(|error| failed("table", error))?;
    Ok(PyTable::new(batch.schema(), vec![batch]))
}

#[pymethods]
impl PyTable {
    /// How many rows there are.
    #[getter]
    fn num_rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// The columns with their types.
    #[getter]
    fn schema(&self) -> PySchema {
        PySchema(SchemaRef::clone(&self.schema))
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

    /// The rows as dicts of Python's own values. A day beyond the years 1 to 9999, which datetime.date does not have, is its text.
    ///
    /// Raises TypeError for a kept column of a type that has none here.
    fn to_pylist<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let rows = PyList::empty(py);
        self.batches.iter().try_for_each(|batch| values::rows(py, batch, &rows))?;
        Ok(rows)
    }

    /// The rows as a pandas.DataFrame: words are categories, days and times datetime64, and truths and numbers that may be
    /// missing are of pandas' nullable types. Needs pandas and pyarrow.
    fn to_pandas<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        this.py().import("doc9303._frames")?.call_method1("pandas", (this,))
    }

    /// The rows as a polars.DataFrame. Needs polars.
    fn to_polars<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        this.py().import("doc9303._frames")?.call_method1("polars", (this,))
    }

    /// The first rows as a table for notebooks.
    fn _repr_html_(&self) -> PyResult<String> {
        let names: Vec<&str> = self.schema.fields().iter().map(|field| field.name().as_str()).collect();
        values::table(&names, &self.batches, self.num_rows()).map_err(|error| failed("table", error))
    }

    /// Whether both have the same columns and rows, in whatever batches they came.
    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, Self>) -> PyResult<bool> {
        let other = other.get();
        let compared = py.detach(|| -> Result<bool, ArrowError> {
            let both = [self, other].map(|table| concat_batches(&table.schema, &table.batches));
            let [one, other] = both;
            Ok(one? == other?)
        });
        Ok(self.schema == other.schema && compared.map_err(|error| failed("table", error))?)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Pickled<'py>)> {
        let octets = py.detach(|| self.to_ipc()).map_err(|error| failed("table", error))?;
        Ok((
            PyType::new::<PyTable>(py).getattr("_restore")?,
            (PyBytes::new(py, &octets), self.unread.clone()),
        ))
    }

    /// What __reduce__ told.
    #[staticmethod]
    fn _restore(py: Python<'_>, octets: PyBackedBytes, unread: Vec<String>) -> PyResult<PyTable> {
        let read = || -> Result<PyTable, ArrowError> {
            let reader = StreamReader::try_new(octets.as_ref(), None)?;
            Ok(PyTable {
                schema: reader.schema(),
                batches: reader.collect::<Result<_, ArrowError>>()?,
                unread,
            })
        };
        py.detach(read).map_err(|error| failed("octets", error))
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
///
/// >>> from doc9303 import batch
/// >>> [len(table) for table in batch.parse_mrz_stream(["?", None])]
/// [2]
#[pyclass(frozen, module = "doc9303.batch", name = "Stream")]
pub(crate) struct PyStream {
    /// Which argument the rows came from.
    argument: &'static str,
    schema: SchemaRef,
    reading: Mutex<Reading>,
    /// The thread that reads just now.
    reader: Mutex<Option<ThreadId>>,
    unread: Vec<String>,
}

impl PyStream {
    pub(super) fn new(argument: &'static str, schema: SchemaRef, batches: Batches) -> Self {
        let reading = Mutex::new(Reading::Open(batches));
        PyStream { argument, schema, reading, reader: Mutex::default(), unread: Vec::new() }
    }

    /// With the names of columns that are not read.
    pub(super) fn leaving(self, unread: Vec<String>) -> Self {
        PyStream { unread, ..self }
    }

    /// Works on the reading while other threads wait for it. What is called back while a batch is made, such as `progress`, cannot
    /// wait for it.
    fn read<T: Send>(&self, py: Python<'_>, work: impl FnOnce(&mut Reading) -> T + Send) -> PyResult<T> {
        let own = std::thread::current().id();
        if *lock(&self.reader) == Some(own) {
            return Err(wrong_value("stream", "it is being read, and cannot be read from within"));
        }
        Ok(py.detach(|| {
            let mut reading = lock(&self.reading);
            *lock(&self.reader) = Some(own);
            let done = work(&mut reading);
            *lock(&self.reader) = None;
            done
        }))
    }

    /// Refuses a stream that was handed out or read to its end.
    fn is_open(&self, py: Python<'_>) -> PyResult<()> {
        let is_open = self.read(py, |reading| matches!(reading, Reading::Open(_)))?;
        if is_open { Ok(()) } else { Err(read_before()) }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read_before() -> PyErr {
    wrong_value("stream", "it can be read once, and was")
}

#[pymethods]
impl PyStream {
    /// The columns with their types.
    #[getter]
    fn schema(&self) -> PySchema {
        PySchema(SchemaRef::clone(&self.schema))
    }

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
        let batches = self.read(py, |reading| match std::mem::replace(reading, Reading::HandedOut) {
            Reading::Open(batches) => Some(batches),
            other => {
                *reading = other;
                None
            }
        });
        let batches = batches?.ok_or_else(read_before)?;
        stream(py, &self.schema, batches, requested_schema)
    }

    /// The schema as an Arrow C schema, by the PyCapsule interface.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(to_schema_pycapsule(py, &*self.schema)?)
    }

    /// Raises ValueError if the stream was handed out or read to its end before.
    fn __iter__(this: Bound<'_, Self>) -> PyResult<Bound<'_, Self>> {
        this.get().is_open(this.py())?;
        Ok(this)
    }

    /// What is left of the stream as one Table.
    ///
    /// Raises ValueError if the stream was handed out or read to its end before.
    fn read_all(&self, py: Python<'_>) -> PyResult<PyTable> {
        self.is_open(py)?;
        let mut batches = Vec::new();
        while let Some(table) = self.__next__(py)? {
            batches.extend(table.batches);
            py.check_signals()?;
        }
        let done = py.detach(|| doc9303_arrow::compact(&self.schema, batches));
        let done = done.map_err(|error| failed(self.argument, error))?;
        Ok(PyTable::new(SchemaRef::clone(&self.schema), done).leaving(self.unread.clone()))
    }

    /// The next batch as a table.
    ///
    /// Raises ValueError if the stream was handed out before.
    fn __next__(&self, py: Python<'_>) -> PyResult<Option<PyTable>> {
        let batch = self.read(py, |reading| match reading {
            Reading::Open(batches) => {
                let batch = batches.next();
                if batch.is_none() {
                    *reading = Reading::Over;
                }
                Some(batch)
            }
            Reading::Over => Some(None),
            Reading::HandedOut => None,
        });
        let batch = batch?.ok_or_else(read_before)?.transpose();
        let batch = batch.map_err(|error| failed(self.argument, error))?;
        Ok(batch.map(|batch| PyTable::new(SchemaRef::clone(&self.schema), vec![batch])))
    }

    fn __repr__(&self) -> String {
        format!("<Stream {} columns>", self.schema.fields().len())
    }
}

/// A schema that does not change within a major version.
///
/// >>> from doc9303 import batch
/// >>> batch.MRZ_SCHEMA.names[0], len(batch.MRZ_SCHEMA)
/// ('format', 27)
#[pyclass(frozen, eq, module = "doc9303.batch", name = "Schema")]
#[derive(PartialEq, Eq)]
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

    fn __len__(&self) -> usize {
        self.0.fields().len()
    }

    fn __hash__(&self) -> u64 {
        crate::mrz::hash(&self.0.fields())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        let octets = PyTable::new(SchemaRef::clone(&self.0), Vec::new()).to_ipc();
        let octets = octets.map_err(|error| failed("schema", error))?;
        Ok((PyType::new::<PySchema>(py).getattr("_restore")?, (PyBytes::new(py, &octets),)))
    }

    /// What __reduce__ told.
    #[staticmethod]
    fn _restore(py: Python<'_>, octets: PyBackedBytes) -> PyResult<PySchema> {
        PyTable::_restore(py, octets, Vec::new()).map(|table| PySchema(table.schema))
    }

    /// The columns and their types as a table for notebooks.
    fn _repr_html_(&self) -> String {
        let row = |field: &FieldRef| {
            let (name, kind) = (text(field.name()), text(&field.data_type().to_string()));
            format!(
                "<tr><th scope=\"row\" style=\"text-align:left\">{name}</th><td style=\"text-align:left\">{kind}</td></tr>"
            )
        };
        let rows: String = self.0.fields().iter().map(row).collect();
        format!("<table class=\"doc9303-schema\"><tbody>{rows}</tbody></table>")
    }

    fn __repr__(&self) -> String {
        format!("<Schema {} columns>", self.0.fields().len())
    }
}
