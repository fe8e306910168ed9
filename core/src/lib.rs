//! Decides whether a travel document is genuine (ICAO Doc 9303).
#![forbid(unsafe_code)]

mod code;
mod error;
mod limits;
pub mod oid;
mod time;

pub mod asn1;
pub mod cms;
pub mod report;
pub mod x509;

pub use code::Code;
pub use error::{Error, Place};
pub use limits::Limits;
pub use time::{Date, UnixTime};
