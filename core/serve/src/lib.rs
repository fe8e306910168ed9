//! Travel documents judged over HTTP: the service behind `doc9303 serve`.
//!
//! ```text
//! connection --serve--> guard (host, rate, token, number) --router--> body --> worker: inspect(trust, policy, clock) --> JSON
//!                                                                                ^ snapshot <--watch-- files of trust
//! ```
//!
//! A request gets the report that the command line prints for the same input and time, byte for byte. A session reads a chip in the
//! field of a phone: the service is the terminal's end, and its keys never leave. Trust is loaded as a whole and swapped as a whole.
//! Everything that a request can make the service hold or do is bounded ([`Bounds`]), and neither logs nor numbers nor errors hold
//! anything personal. [The contract](https://github.com/doc9303/doc9303/blob/main/core/serve/docs/contract.md) lists routes and codes.
#![forbid(unsafe_code)]
#![deny(missing_debug_implementations, clippy::missing_errors_doc)]
#![allow(
    clippy::disallowed_methods,
    reason = "a service looks at the clock, which it hands to the library as an argument"
)]

mod access;
mod answer;
mod body;
mod documents;
mod form;
mod guard;
mod log;
mod logged;
mod metrics;
mod openapi;
mod paths;
mod problem;
#[cfg(feature = "sessions")]
mod relay;
mod routes;
mod server;
mod service;
#[cfg(feature = "sessions")]
mod sessions;
mod settings;
mod snapshot;
mod tls;
mod watch;
mod workers;

pub use access::{AccessError, Exposure, tokens};
pub use log::log_to_stderr;
pub use routes::router;
pub use server::serve;
pub use service::Service;
pub use settings::{Bounds, Clock, Settings};
pub use tls::{Tls, TlsError};
pub use watch::watch;
