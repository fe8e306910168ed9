//! Reads and writes the seals of travel documents.
//!
//! ```text
//! octets of a barcode --> Seal::read --> Vds      visible digital seal (Doc 9303-13; visas, emergency papers, permits)
//!                                    --> Idb      ICAO Datastructure for Barcode
//!                                    --> VdsNc    VDS for non-constrained environments (JSON)
//! a file              --> Dtc::read               virtual component of a Digital Travel Credential
//! ```
//!
//! What is read is not judged: this crate knows no certificate, no trust and no verdict, and nothing is true because it
//! stands in a seal. It says what was signed (`signed_octets`), by whom the seal claims to be signed, and each departure from
//! the structure or profile as a [`Fault`]. Everything that is read is bounded by [`Limits`].
#![forbid(unsafe_code)]
#![deny(missing_debug_implementations, clippy::missing_errors_doc)]

mod c40;
mod date;
#[cfg(feature = "dtc")]
mod dtc;
mod error;
mod fault;
mod feature;
mod hash;
#[cfg(feature = "idb")]
mod idb;
mod limits;
mod masked_date;
mod seal;
mod stay;
mod tlv;
mod typing;
mod vds;
#[cfg(feature = "vds-nc")]
mod vds_nc;
mod zone;

pub use date::Date;
#[cfg(feature = "dtc")]
pub use dtc::{Binding, Carrier, CredentialFile, Dtc};
pub use error::{Error, ErrorKind, SignError};
pub use fault::Fault;
pub use feature::{Coding, Definition, Feature, Presence, Value};
pub use hash::Hash;
#[cfg(feature = "idb")]
pub use idb::{Idb, IdbDraft, IdbHeader, IdbSigner};
pub use limits::Limits;
pub use masked_date::MaskedDate;
pub use seal::Seal;
pub use stay::Stay;
#[cfg(feature = "profiles")]
pub use vds::{AdministrativeProfile, Entry, EntryType, Profiles, StatusIndicator};
pub use vds::{Header, HeaderForm, Profile, Vds, VdsDraft};
#[cfg(feature = "vds-nc")]
pub use vds_nc::{NcMember, VdsNc, VdsNcDraft};
pub use zone::{Layout, Zone};

/// The example of the README is compiled and run with those of the documentation.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
