//! Certificates and revocation lists (RFC 5280, Doc 9303-12 §7), read over their original bytes.
//!
//! Everything is read by the span reader of `doc9303-asn1`: what is signed must stay the bytes that were sent, and times,
//! serial numbers and single extensions that depart from the profile occur in real CSCA certificates and must not
//! reject the whole. Nothing here decides about trust.

mod certificate;
mod crl;
pub(crate) mod extensions;
mod name;
pub mod profile;

pub use certificate::{Certificate, Serial};
pub use crl::{Crl, RevokedEntry};
pub(crate) use extensions::{Extension, Extensions};
pub use name::Name;
