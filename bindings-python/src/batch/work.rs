//! How Python's columns are worked through: with its interpreter released, and with a word on progress.

use super::table::{PyStream, PyTable};
use crate::error::wrong_value;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, SchemaRef};
use doc9303_arrow::{RowTransform, Threads};
use pyo3::prelude::*;

/// As many threads as were asked for; by default as many as this process may use. They end with the call, so that a
/// process may fork afterwards, as Spark's and Python's own pools do.
fn threads(asked: Option<i64>) -> PyResult<Threads> {
    let asked = asked.map(|asked| usize::try_from(asked).unwrap_or(0));
    if asked == Some(0) {
        return Err(wrong_value("threads", "at least one is needed"));
    }
    Threads::new(asked).map_err(|error| wrong_value("threads", &error.to_string()))
}

/// Batches as they come in.
pub(super) type Input = Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + Send>;

/// Works through everything at once. `argument` is where the input came from; `progress` is called with the number of rows
/// done since the last call.
pub(super) fn all(
    py: Python<'_>,
    argument: &str,
    work: &dyn RowTransform,
    mut input: Input,
    threads: Option<i64>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<PyTable> {
    let threads = self::threads(threads)?;
    let mut done = Vec::new();
    // A reader may be Python's own, and takes the interpreter for itself when it needs it.
    while let Some(batch) = py.detach(|| input.next()) {
        for round in threads.rounds(work, &batch.map_err(|error| failed(argument, error))?) {
            done.extend(py.detach(|| threads.run(work, &round)).map_err(|error| failed(argument, error))?);
            py.check_signals()?;
            if let Some(progress) = progress {
                progress.call1((round.num_rows(),))?;
            }
        }
    }
    let schema = work.schema();
    let done =
        py.detach(|| doc9303_arrow::compact(&schema, done)).map_err(|error| failed(argument, error))?;
    Ok(PyTable::new(schema, done))
}

/// Works through batch after batch, in rounds, while the result is read; nothing is kept.
pub(super) fn lazily(
    argument: &'static str,
    work: Box<dyn RowTransform>,
    input: Input,
    threads: Option<i64>,
    progress: Option<Py<PyAny>>,
) -> PyResult<PyStream> {
    let threads = self::threads(threads)?;
    let schema = work.schema();
    let (rounds, ready) = (Vec::new().into_iter(), Vec::new().into_iter());
    let batches = Lazy { work, input, threads, progress, rounds, ready };
    Ok(PyStream::new(argument, schema, Box::new(batches)))
}

struct Lazy {
    work: Box<dyn RowTransform>,
    input: Input,
    threads: Threads,
    progress: Option<Py<PyAny>>,
    /// What is still to be done of a batch.
    rounds: std::vec::IntoIter<RecordBatch>,
    /// What is done of a round.
    ready: std::vec::IntoIter<RecordBatch>,
}

impl Iterator for Lazy {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(batch) = self.ready.next() {
                return Some(Ok(batch));
            }
            if let Some(round) = self.rounds.next() {
                let done = self.threads.run(&*self.work, &round);
                match done.and_then(|done| self.tell(&round).map(|()| done)) {
                    Ok(done) => self.ready = done.into_iter(),
                    Err(error) => return Some(Err(self.ended(error))),
                }
                continue;
            }
            match self.input.next()? {
                Ok(batch) => self.rounds = self.threads.rounds(&*self.work, &batch).into_iter(),
                Err(error) => return Some(Err(self.ended(error))),
            }
        }
    }
}

impl Lazy {
    /// Behind an error nothing comes, or rows would be missing in between.
    fn ended(&mut self, error: ArrowError) -> ArrowError {
        self.rounds = Vec::new().into_iter();
        self.input = Box::new(std::iter::empty());
        error
    }

    fn tell(&self, batch: &RecordBatch) -> Result<(), ArrowError> {
        let Some(progress) = &self.progress else { return Ok(()) };
        Python::attach(|py| progress.call1(py, (batch.num_rows(),)))
            .map(|_| ())
            .map_err(|error| ArrowError::ExternalError(Box::new(error)))
    }
}

/// What Arrow refused of this argument. An exception that Python raised within a reader or a callback stays that exception.
pub(super) fn failed(argument: &str, error: ArrowError) -> PyErr {
    match error {
        ArrowError::ExternalError(inner) => match inner.downcast::<PyErr>() {
            Ok(raised) => *raised,
            Err(other) => wrong_value(argument, &other.to_string()),
        },
        other => wrong_value(argument, &other.to_string()),
    }
}

/// One column as a batch.
pub(super) fn single(column: ArrayRef, schema: &SchemaRef) -> Result<RecordBatch, ArrowError> {
    RecordBatch::try_new(SchemaRef::clone(schema), vec![column])
}
