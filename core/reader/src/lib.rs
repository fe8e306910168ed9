//! Reads the chips of travel documents (ICAO Doc 9303-10 and -11): from an antenna to the files and proofs that the library
//! `doc9303` judges.
//!
//! ```text
//! Password, ReadOptions, Randomness --> Reading --Send--> transport --> chip
//!                                          ^------------answer--------------'
//!                                          '--evidence--> doc9303::Chip --> doc9303::inspect
//! ```
//!
//! [`Reading`] has no input and no output of its own: it says which command to send and takes the response, so that the same
//! code serves a reader on a desk, a telephone, a page and a recording. Randomness is an argument ([`Randomness`]), so that every
//! worked example of the standard and every recording is a test, byte for byte. It never judges: what was read is handed to
//! `doc9303`, which trusts none of it.
//!
//! This crate holds secrets: passwords, session keys and ephemeral keys. They are overwritten when they are dropped, and no
//! `Debug` shows them. The arithmetic that touches them ([`Group`]) takes a time that does not depend on them; not all of its
//! intermediate values are overwritten.
#![forbid(unsafe_code)]
#![deny(missing_debug_implementations, clippy::missing_errors_doc)]

mod active_auth;
mod apdu;
mod bac;
mod card;
#[cfg(feature = "virtual-chip")]
pub mod chip;
mod chip_auth;
mod cipher;
mod cv_certificate;
#[cfg(test)]
mod driving;
mod error;
mod event;
mod evidence;
mod files;
mod group;
mod options;
mod pace;
mod password;
#[cfg(any(feature = "virtual-chip", feature = "system"))]
mod private_key;
mod randomness;
mod reading;
mod secure_messaging;
mod select_form;
mod session;
#[cfg(test)]
mod signing;
mod terminal_auth;
mod terminal_signer;
mod tlv;
mod transport;
#[cfg(test)]
mod worked_examples;

pub use apdu::{Command, Response, SHORT_DATA, Status};
pub use cipher::Cipher;
pub use cv_certificate::{
    Authorization, CvBuilder, CvCertificate, CvChain, CvError, CvKey, CvObject, CvPublicKey, Reference,
    Rights, Role, TerminalAlgorithm,
};
pub use error::{ReadError, Step};
pub use event::Event;
pub use evidence::{Attempt, Evidence, TerminalAccess, TracedExchange};
pub use group::Group;
pub use options::ReadOptions;
pub use pace::{Mapping, PaceVariant};
pub use password::Password;
#[cfg(feature = "system")]
pub use randomness::SystemRandomness;
pub use randomness::{Purpose, Randomness, RecordedRandomness};
pub use reading::{Next, Reading};
pub use secure_messaging::{Channel, MessagingError};
pub use session::{Replay, Session, SessionError};
pub use terminal_auth::Terminal;
#[cfg(feature = "system")]
pub use terminal_auth::TerminalKey;
pub use terminal_signer::{SigningRequest, TerminalSigner};
pub use transport::{Transport, read};
