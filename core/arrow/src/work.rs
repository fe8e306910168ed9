//! Threads and slices: how a long column is worked through.

use arrow_array::RecordBatch;
use arrow_schema::{ArrowError, SchemaRef};
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// What turns columns into columns. It sees a slice at a time, on whatever thread is free.
pub trait RowTransform: Send + Sync + 'static {
    /// The schema of what is made.
    fn schema(&self) -> SchemaRef;
    /// Rows that one thread takes at a time.
    fn rows_per_slice(&self) -> usize;
    /// The rows for the rows of a slice: as many, in the same order.
    ///
    /// # Errors
    ///
    /// If a column is not of a type that can be read, or a slice outgrows the offsets of its columns.
    fn slice(&self, input: &RecordBatch) -> Result<RecordBatch, ArrowError>;
}

/// Slices between two words on progress, for each thread: often enough to see, seldom enough to cost nothing.
const SLICES_PER_ROUND: usize = 8;
/// The maximum number of threads: more than any machine has processors.
const MOST_THREADS: usize = 1024;

/// Threads that work through slices. They end with the value, so that a process may fork afterwards.
#[derive(Debug)]
pub struct Threads {
    pool: ThreadPool,
    count: usize,
}

impl Threads {
    /// As many threads as were asked for, at least one; by default as many as this process may use.
    ///
    /// # Errors
    ///
    /// If the system gives no more threads.
    pub fn new(asked: Option<usize>) -> Result<Threads, ArrowError> {
        let count = match asked {
            Some(count) => count.clamp(1, MOST_THREADS),
            None => std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
        };
        let pool = ThreadPoolBuilder::new().num_threads(count).build();
        let pool = pool.map_err(|error| ArrowError::ExternalError(Box::new(error)))?;
        Ok(Threads { pool, count })
    }

    /// The slices of a batch, worked through, in their order.
    ///
    /// # Errors
    ///
    /// The first error of a slice.
    pub fn run(&self, work: &dyn RowTransform, batch: &RecordBatch) -> Result<Vec<RecordBatch>, ArrowError> {
        self.run_then(work, batch, Ok)
    }

    /// As [`Threads::run`], and every slice is handed to `then` on the thread that made it.
    ///
    /// # Errors
    ///
    /// The first error of a slice or of `then`.
    pub fn run_then<T: Send>(
        &self,
        work: &dyn RowTransform,
        batch: &RecordBatch,
        then: impl Fn(RecordBatch) -> Result<T, ArrowError> + Sync,
    ) -> Result<Vec<T>, ArrowError> {
        let slices = slices(batch, work.rows_per_slice());
        self.pool.install(|| slices.par_iter().map(|slice| then(work.slice(slice)?)).collect())
    }

    /// A batch in pieces that keep all threads busy for a while, between which a caller may tell how far it is.
    pub fn rounds(&self, work: &dyn RowTransform, batch: &RecordBatch) -> Vec<RecordBatch> {
        let at_a_time = self.count.saturating_mul(SLICES_PER_ROUND);
        slices(batch, work.rows_per_slice().saturating_mul(at_a_time))
    }
}

fn slices(batch: &RecordBatch, rows: usize) -> Vec<RecordBatch> {
    let starts = (0..batch.num_rows()).step_by(rows.max(1));
    starts.map(|start| batch.slice(start, rows.min(batch.num_rows() - start))).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects")]
mod tests {
    use super::*;
    use crate::MrzColumn;
    use arrow_schema::Schema;
    use std::sync::Arc;

    #[test]
    fn a_batch_without_the_column_is_an_error() {
        let options = arrow_array::RecordBatchOptions::new().with_row_count(Some(3));
        let empty =
            RecordBatch::try_new_with_options(Arc::new(Schema::empty()), Vec::new(), &options).unwrap();
        let made = Threads::new(Some(1)).unwrap().run(&MrzColumn::new(), &empty);
        assert!(made.unwrap_err().to_string().contains("no column 0"));
    }
}
