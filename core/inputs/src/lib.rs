//! What the program `doc9303` and the service take in alike: the files of a chip, a seal, and trust from files and folders.
//!
//! Bytes become typed values here, by one set of rules, so that both faces give the same report. Nothing here judges.
#![forbid(unsafe_code)]
#![deny(missing_debug_implementations, clippy::missing_errors_doc)]
#![allow(clippy::disallowed_methods, reason = "this crate reads files, for those that judge what they hold")]

mod archive;
mod chip;
mod coverage;
mod error;
mod file;
mod held_trust;
mod seal;
mod snapshot;
mod sources;
mod text;
mod trust;
mod trust_difference;
mod trust_json;
mod uuid;
mod verdicts;
mod words;
#[cfg(feature = "pictures")]
mod zone;

pub use archive::{ArchiveError, members, members_by_name, pack};
pub use chip::{ChipError, chip};
pub use coverage::{state_coverage, states_without_anchor};
pub use error::InputError;
pub use file::read;
pub use held_trust::HeldTrust;
pub use seal::{PICTURE_LIMIT, SEAL_LIMIT, SealContent, SealError, seals};
pub use snapshot::Snapshot;
pub use sources::{FileState, Sources};
pub use text::{text, time};
pub use trust::{Rejection, Trust};
pub use trust_difference::{Arrival, ListChange, TrustDifference};
pub use trust_json::{certificates, trust_json};
pub use uuid::random_uuid;
pub use words::explanation_json;
#[cfg(feature = "pictures")]
pub use zone::{ZoneError, sure_zone, zones};
