//! What a service is started with.

use doc9303::{Engine, Policy, UnixTime};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// What a service judges by, whom it answers and how much it takes on.
///
/// ```
/// use doc9303_serve::Settings;
/// let settings = Settings::default();
/// assert!(settings.tokens.is_empty(), "nobody has to name a token on a service of this machine alone");
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Settings {
    /// Policies beside those of the library; the first one judges where a request names none, or `icao` if there is none.
    pub policies: Vec<Policy>,
    /// Whose code verifies signatures.
    pub engine: Engine,
    /// SHA-256 of the tokens, of which a request has to name one. Without any, nobody is asked.
    pub tokens: Vec<[u8; 32]>,
    /// Whether requests have to name this machine in the header Host, so that no page of another site talks to the service.
    pub loopback_only: bool,
    /// What the time is where a request does not say it.
    pub clock: Clock,
    /// How much it takes on.
    pub bounds: Bounds,
}

impl fmt::Debug for Settings {
    /// Without the tokens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings").field("bounds", &self.bounds).finish_non_exhaustive()
    }
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            policies: Vec::new(),
            engine: Engine::default(),
            tokens: Vec::new(),
            loopback_only: true,
            clock: Clock::default(),
            bounds: Bounds::default(),
        }
    }
}

/// What tells the time.
///
/// ```
/// use doc9303::UnixTime;
/// use doc9303_serve::Clock;
/// let at = UnixTime::parse("2026-06-01").unwrap();
/// assert_eq!(Clock::standing(at).now(), at);
/// assert!(Clock::default().now() > at);
/// ```
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> UnixTime + Send + Sync>);

impl Clock {
    /// A clock that always says the same, for tests.
    pub fn standing(at: UnixTime) -> Self {
        Clock(Arc::new(move || at))
    }

    /// The time.
    pub fn now(&self) -> UnixTime {
        (self.0)()
    }
}

impl Default for Clock {
    /// The clock of this machine.
    fn default() -> Self {
        Clock(Arc::new(|| std::time::SystemTime::now().into()))
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// How much a service takes on.
///
/// ```
/// use doc9303_serve::Bounds;
/// let bounds = Bounds { body: 1 << 20, ..Bounds::default() };
/// assert!(bounds.bodies > bounds.body);
/// ```
#[derive(Debug, Clone)]
pub struct Bounds {
    /// Bytes of one body.
    pub body: usize,
    /// Bytes of all bodies that are held at a time.
    pub bodies: usize,
    /// How long a body may take to arrive.
    pub body_time: Duration,
    /// How long the lines before a body may take, and a connection may say nothing.
    pub header_time: Duration,
    /// How long a peer may take nothing of an answer.
    pub write_time: Duration,
    /// Threads that judge: two for each processor, so that none waits while one hands over its answer and takes the next request.
    pub workers: usize,
    /// Requests that wait for one of them.
    pub queue: usize,
    /// How long a request waits for one of them.
    pub patience: Duration,
    /// Requests that are answered at a time.
    pub requests: usize,
    /// Requests a second of one address; 0 for any number.
    pub rate: u32,
    /// Connections that are open at a time.
    pub connections: usize,
    /// Sessions that are open at a time.
    pub sessions: usize,
    /// How long a session may wait for the next response of its chip.
    pub session_idle: Duration,
    /// How long a session may last.
    pub session_life: Duration,
    /// How long requests may take to end after the service was asked to stop.
    pub stop_time: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Bounds {
            body: 16 << 20,
            bodies: 256 << 20,
            body_time: Duration::from_secs(20),
            header_time: Duration::from_secs(10),
            write_time: Duration::from_secs(20),
            workers: processors.saturating_mul(2),
            queue: 256,
            patience: Duration::from_secs(5),
            requests: 1_024,
            rate: 1_000,
            connections: 20_000,
            sessions: 500,
            session_idle: Duration::from_secs(30),
            session_life: Duration::from_secs(300),
            stop_time: Duration::from_secs(20),
        }
    }
}
