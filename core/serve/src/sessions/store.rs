//! The sessions that are open: as many as the service keeps, each for a while and for one use.

use super::session::Session;
use crate::problem::Problem;
use crate::settings::Bounds;
use base16ct::lower::encode_string;
use std::collections::HashMap;
use std::sync::{Arc, Mutex as Lock, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

/// Bytes of an id, from the randomness of the system.
const ID: usize = 32;

/// The open sessions.
pub(crate) struct Sessions {
    places: Arc<Semaphore>,
    most: usize,
    idle: Duration,
    life: Duration,
    kept: Lock<HashMap<String, Kept>>,
}

struct Kept {
    session: Arc<Mutex<Session>>,
    begun: Instant,
    used: Instant,
    _place: OwnedSemaphorePermit,
}

/// A session while a response is worked on. Nobody else has it meanwhile.
pub(crate) struct Turn {
    id: String,
    pub(crate) session: OwnedMutexGuard<Session>,
    sessions: Arc<Sessions>,
}

impl Sessions {
    pub(crate) fn new(bounds: &Bounds) -> Self {
        let most = bounds.sessions.min(Semaphore::MAX_PERMITS);
        Sessions {
            places: Arc::new(Semaphore::new(most)),
            most,
            idle: bounds.session_idle,
            life: bounds.session_life,
            kept: Lock::default(),
        }
    }

    /// How many are open.
    pub(crate) fn open(&self) -> usize {
        self.most.saturating_sub(self.places.available_permits())
    }

    /// The sessions that have not expired; those that have are forgotten.
    fn living(&self, now: Instant) -> MutexGuard<'_, HashMap<String, Kept>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, session| {
            now.saturating_duration_since(session.used) < self.idle
                && now.saturating_duration_since(session.begun) < self.life
        });
        kept
    }

    /// Forgets what has expired, though nobody asks for it.
    pub(crate) fn expire(&self, now: Instant) {
        drop(self.living(now));
    }

    /// A place for a session.
    ///
    /// # Errors
    /// `session.too_many` if there is none.
    pub(crate) fn place(&self, now: Instant) -> Result<OwnedSemaphorePermit, Problem> {
        self.expire(now);
        self.places.clone().try_acquire_owned().map_err(|_| Problem::TOO_MANY_SESSIONS)
    }

    /// Keeps a session and returns its id, which nobody guesses.
    ///
    /// # Errors
    /// `service.failed` without randomness.
    pub(crate) fn keep(
        &self,
        place: OwnedSemaphorePermit,
        session: Session,
        now: Instant,
    ) -> Result<String, Problem> {
        let mut bytes = [0; ID];
        getrandom::fill(&mut bytes).map_err(|_| Problem::INTERNAL)?;
        let id = encode_string(&bytes);
        let session = Arc::new(Mutex::new(session));
        let kept = Kept { session, begun: now, used: now, _place: place };
        self.living(now).insert(id.clone(), kept);
        Ok(id)
    }

    /// The session of this id, for one response.
    ///
    /// # Errors
    /// `session.unknown`, `session.out_of_turn` while another response is worked on.
    pub(crate) fn take(self: &Arc<Self>, id: &str, now: Instant) -> Result<Turn, Problem> {
        let mut living = self.living(now);
        let kept = living.get_mut(id).ok_or(Problem::NO_SESSION)?;
        let session = kept.session.clone().try_lock_owned().map_err(|_| Problem::OUT_OF_TURN)?;
        kept.used = now;
        Ok(Turn { id: id.to_owned(), session, sessions: self.clone() })
    }

    /// Ends a session.
    ///
    /// # Errors
    /// `session.unknown`.
    pub(crate) fn remove(&self, id: &str, now: Instant) -> Result<(), Problem> {
        self.living(now).remove(id).map(drop).ok_or(Problem::NO_SESSION)
    }
}

impl Turn {
    /// Ends the session.
    pub(crate) fn end(&self) {
        let mut kept = self.sessions.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.remove(&self.id);
    }
}
