//! The state of a service, which all of its requests share.

use crate::body::Room;
use crate::form::Raw;
use crate::metrics::Metrics;
use crate::problem::Problem;
#[cfg(feature = "sessions")]
use crate::sessions::Sessions;
use crate::settings::Settings;
use crate::snapshot::{Current, Snapshot, seconds_between};
use crate::workers::Workers;
use axum::body::Body;
use axum::extract::Request;
use doc9303_inputs::{FileState, Trust};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::fmt;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::Semaphore;

/// A service: what it trusts, what it judges by, and how much it takes on. Clones are the same service.
///
/// ```
/// use doc9303_inputs::Trust;
/// use doc9303_serve::{Service, Settings, router};
/// let service = Service::new(Trust::default(), Vec::new(), Settings::default());
/// let _ = router(service);
/// ```
#[derive(Clone)]
pub struct Service(pub(crate) Arc<Shared>);

pub(crate) struct Shared {
    pub(crate) settings: Settings,
    pub(crate) trust: Arc<Current>,
    pub(crate) workers: Workers,
    pub(crate) metrics: Metrics,
    pub(crate) requests: Semaphore,
    pub(crate) rate: Option<DefaultKeyedRateLimiter<IpAddr>>,
    #[cfg(feature = "sessions")]
    pub(crate) sessions: Arc<Sessions>,
    pub(crate) is_stopping: AtomicBool,
    room: Room,
}

impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Service").field("settings", &self.0.settings).finish_non_exhaustive()
    }
}

impl Service {
    /// A service that trusts this. `files` are those that the trust was loaded from, to see when they change.
    pub fn new(trust: Trust, files: Vec<FileState>, settings: Settings) -> Self {
        let (bounds, clock) = (settings.bounds.clone(), settings.clock.clone());
        let trust = Arc::new(Current::new(Snapshot::new(trust, files, clock.now())));
        #[cfg(feature = "sessions")]
        let sessions = Arc::new(Sessions::new(&bounds));
        let gauges = {
            let trust = trust.clone();
            #[cfg(feature = "sessions")]
            let sessions = sessions.clone();
            move || {
                let snapshot = trust.get();
                vec![
                    (
                        "trust_age_seconds",
                        "Seconds since trust was loaded",
                        seconds_between(snapshot.loaded_at, clock.now()),
                    ),
                    (
                        "trust_failed",
                        "1 if the last try to load trust anew failed and the old one is in force",
                        i64::from(trust.problem().is_some()),
                    ),
                    (
                        "trust_anchors",
                        "Anchors in force",
                        i64::try_from(snapshot.store().anchors().count()).unwrap_or(i64::MAX),
                    ),
                    #[cfg(feature = "sessions")]
                    (
                        "sessions",
                        "Sessions that are open",
                        i64::try_from(sessions.open()).unwrap_or(i64::MAX),
                    ),
                ]
            }
        };
        Service(Arc::new(Shared {
            trust,
            workers: Workers::new(bounds.workers, bounds.queue, bounds.patience),
            metrics: Metrics::new(gauges),
            requests: Semaphore::new(bounds.requests.min(Semaphore::MAX_PERMITS)),
            rate: NonZeroU32::new(bounds.rate).map(|rate| RateLimiter::keyed(Quota::per_second(rate))),
            #[cfg(feature = "sessions")]
            sessions,
            is_stopping: AtomicBool::new(false),
            room: Room::new(bounds.bodies, bounds.body, bounds.body_time),
            settings,
        }))
    }

    /// Takes other trust from now on, unless it has lost what the service has: a file that can no longer be used, or every anchor.
    /// Requests that have begun end with the trust that they began with.
    ///
    /// # Errors
    /// With what it has lost. Then the old trust stays in force, and `/readyz`, `/metrics` and `/v1/trust` say so.
    pub fn replace_trust(&self, trust: Trust, files: Vec<FileState>) -> Result<(), Arc<str>> {
        let result = self.0.trust.replace(Snapshot::new(trust, files, self.0.settings.clock.now()));
        self.0.metrics.reloaded(if result.is_ok() { "taken" } else { "kept" });
        result
    }

    /// The SHA-256 of the trust in force, in hexadecimal.
    pub fn trust_sha256(&self) -> String {
        self.0.trust.get().sha256.clone()
    }

    /// Says on `/readyz` from now on that the service ends.
    pub(crate) fn stop(&self) {
        self.0.is_stopping.store(true, Ordering::Relaxed);
    }

    /// The body of a request.
    ///
    /// # Errors
    /// If it is of another kind, too large, too slow, or breaks off.
    pub(crate) async fn raw(&self, request: Request) -> Result<Raw, Problem> {
        Raw::check_kind(&request)?;
        let (parts, body) = request.into_parts();
        let taken = self.0.room.read(&parts.headers, body).await?;
        Raw::read(Request::from_parts(parts, Body::empty()), taken).await
    }
}
