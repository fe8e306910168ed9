//! How Python's columns are worked through: with its interpreter released, and with a word on progress.

use super::table::{PyStream, PyTable};
use crate::error::wrong_value;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, SchemaRef};
use doc9303::batch::{Threads, Work};
use pyo3::prelude::*;

/// As many threads as were asked for; by default as many as this process may use. They end with the call, so that a
/// process may fork afterwards, as Spark's and Python's own pools do.
fn threads(asked: Option<usize>) -> PyResult<Threads> {
    if asked == Some(0) {
        return Err(wrong_value("threads", "at least one is needed"));
    }
    Threads::new(asked).map_err(|error| wrong_value("threads", &error.to_string()))
}

/// Batches as they come in.
pub(super) type Input = Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + Send>;

/// Works through everything at once. `progress` is called with the number of rows done since the last call.
pub(super) fn all(
    py: Python<'_>,
    work: &dyn Work,
    mut input: Input,
    threads: Option<usize>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<PyTable> {
    let threads = self::threads(threads)?;
    let mut done = Vec::new();
    // A reader may be Python's own, and takes the interpreter for itself when it needs it.
    while let Some(batch) = py.detach(|| input.next()) {
        for round in threads.rounds(work, &batch.map_err(failed)?) {
            done.extend(py.detach(|| threads.run(work, &round)).map_err(failed)?);
            py.check_signals()?;
            if let Some(progress) = progress {
                progress.call1((round.num_rows(),))?;
            }
        }
    }
    Ok(PyTable::new(work.schema(), done))
}

/// Works through batch after batch while the result is read; nothing is kept.
pub(super) fn lazily(
    work: Box<dyn Work>,
    input: Input,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<PyStream> {
    let threads = self::threads(threads)?;
    let schema = work.schema();
    let batches = Lazy { work, input, threads, progress, ready: Vec::new().into_iter() };
    Ok(PyStream::new(schema, Box::new(batches)))
}

struct Lazy {
    work: Box<dyn Work>,
    input: Input,
    threads: Threads,
    progress: Option<Py<PyAny>>,
    ready: std::vec::IntoIter<RecordBatch>,
}

impl Iterator for Lazy {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(batch) = self.ready.next() {
                return Some(Ok(batch));
            }
            let batch = match self.input.next()? {
                Ok(batch) => batch,
                Err(error) => return Some(Err(error)),
            };
            match self.threads.run(&*self.work, &batch).and_then(|done| self.tell(&batch).map(|()| done)) {
                Ok(done) => self.ready = done.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl Lazy {
    fn tell(&self, batch: &RecordBatch) -> Result<(), ArrowError> {
        let Some(progress) = &self.progress else { return Ok(()) };
        Python::attach(|py| progress.call1(py, (batch.num_rows(),)))
            .map(|_| ())
            .map_err(|error| ArrowError::ExternalError(Box::new(error)))
    }
}

/// What Arrow refused. An exception that Python raised within a reader or a callback stays that exception.
pub(super) fn failed(error: ArrowError) -> PyErr {
    match error {
        ArrowError::ExternalError(inner) => match inner.downcast::<PyErr>() {
            Ok(raised) => *raised,
            Err(other) => wrong_value("table", &other.to_string()),
        },
        other => wrong_value("table", &other.to_string()),
    }
}

/// One column as a batch.
pub(super) fn single(column: ArrayRef, schema: &SchemaRef) -> Result<RecordBatch, ArrowError> {
    RecordBatch::try_new(SchemaRef::clone(schema), vec![column])
}
