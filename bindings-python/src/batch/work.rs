//! Threads, slices and progress: how a long column is worked through.

use super::table::{PyStream, PyTable};
use crate::error::wrong_value;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::prelude::*;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// What turns columns into columns. It sees a slice at a time, on whatever thread is free.
pub(super) trait Work: Send + Sync + 'static {
    /// The schema of what is made: frozen.
    fn schema(&self) -> SchemaRef;
    /// Rows that one thread takes at a time.
    fn rows_per_slice(&self) -> usize;
    /// The rows for the rows of a slice.
    fn slice(&self, input: &RecordBatch) -> Result<RecordBatch, ArrowError>;
}

/// Slices between two words on progress, for each thread: often enough to see, seldom enough to cost nothing.
const SLICES_PER_ROUND: usize = 8;

/// Threads of its own for each call. None outlives it, so that a process may fork afterwards, as Spark's and Python's
/// own pools do.
pub(super) struct Threads {
    pool: ThreadPool,
    count: usize,
}

impl Threads {
    /// As many threads as were asked for; by default as many as this process may use.
    pub(super) fn new(asked: Option<usize>) -> PyResult<Self> {
        let count = match asked {
            Some(0) => return Err(wrong_value("threads", "at least one is needed")),
            Some(count) => count.min(1024),
            None => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        };
        let pool = ThreadPoolBuilder::new().num_threads(count).build();
        let pool = pool.map_err(|error| wrong_value("threads", &error.to_string()))?;
        Ok(Threads { pool, count })
    }

    /// The slices of a batch, in their order.
    pub(super) fn run(&self, work: &dyn Work, batch: &RecordBatch) -> Result<Vec<RecordBatch>, ArrowError> {
        let slices = slices(batch, work.rows_per_slice());
        self.pool.install(|| slices.par_iter().map(|slice| work.slice(slice)).collect())
    }

    fn rows_per_round(&self, work: &dyn Work) -> usize {
        work.rows_per_slice().saturating_mul(self.count).saturating_mul(SLICES_PER_ROUND)
    }
}

fn slices(batch: &RecordBatch, rows: usize) -> Vec<RecordBatch> {
    let starts = (0..batch.num_rows()).step_by(rows.max(1));
    starts.map(|start| batch.slice(start, rows.min(batch.num_rows() - start))).collect()
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
    let threads = Threads::new(threads)?;
    let mut done = Vec::new();
    // A reader may be Python's own, and takes the interpreter for itself when it needs it.
    while let Some(batch) = py.detach(|| input.next()) {
        for round in slices(&batch.map_err(failed)?, threads.rows_per_round(work)) {
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
    let threads = Threads::new(threads)?;
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
