//! Work that takes a processor: on threads of its own, so many at a time, with a bounded queue.

use crate::problem::Problem;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;

/// The places at work and in the queue.
pub(crate) struct Workers {
    running: Arc<Semaphore>,
    places: Arc<Semaphore>,
    /// How long a request waits for its turn.
    patience: Duration,
}

impl Workers {
    pub(crate) fn new(threads: usize, queue: usize, patience: Duration) -> Self {
        Workers {
            running: Arc::new(Semaphore::new(threads.max(1))),
            places: Arc::new(Semaphore::new(threads.max(1).saturating_add(queue))),
            patience,
        }
    }

    /// Does the work on another thread. Work that nobody waits for any more is done to its end, and keeps its place till then.
    ///
    /// # Errors
    /// `service.busy` if the queue is full or its turn does not come in time; `service.failed` if the work panics.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let place = self.places.clone().try_acquire_owned().map_err(|_| Problem::BUSY)?;
        let turn = tokio::time::timeout(self.patience, self.running.clone().acquire_owned());
        let turn = turn.await.map_err(|_| Problem::BUSY)?.map_err(|_| Problem::BUSY)?;
        let work = move || {
            let _held = (place, turn);
            work()
        };
        tokio::task::spawn_blocking(work).await.map_err(|_| Problem::INTERNAL)
    }
}
