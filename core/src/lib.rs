//! Decides whether a travel document is genuine: parses the machine readable zone, validates its check digits, and
//! verifies the signatures of the chip (ICAO Doc 9303).
//!
//! ```text
//! bytes --parse--> Mrz | Chip --in one--> Document --inspect(trust, policy, at)--> Report --verdict()--> Outcome
//!                                                      ^ TrustStore <-add- certificates, CRLs, master lists, PEM, LDIF, ZIP
//! ```
//!
//! Bytes come in, parsed documents are judged against a trust store, a policy and a point in time, and one report goes
//! out. Parsers return an [`Error`] when bytes are not what they should be; checks return results with a reason and
//! never an error; [`inspect`] never fails. The library reads no clock, no file and no environment, and bundles no trust.
//!
//! Two crates lie below: `doc9303-asn1` reads tag-length-value structures, `doc9303-crypto` verifies signatures and proofs.
//! Modules use only those above them in this list, which a test keeps:
//!
//! | layer | modules |
//! |---|---|
//! | ground | `vocabulary` `code` `error` `explain` `limits` `silent` `time` `oid` `json` `country` `verifier` |
//! | bytes | `asn1` |
//! | read: bytes to parsed, without trust, policy or outcome | [`mrz`] `x509` `cms` [`lds`] `document` |
//! | judge: what is allowed, what is trusted, then what is reported | `policy` [`trust`] [`report`] |
//! | checks: one file a chapter | `checks` `inspect` `inspection` |
//! | all of it, for those who look below (feature `unstable-raw`) | `raw` |
#![forbid(unsafe_code)]
#![deny(missing_debug_implementations, clippy::missing_errors_doc)]

use doc9303_crypto as crypto;

mod code;
mod country;
mod error;
mod explain;
mod json;
mod limits;
mod oid;
mod silent;
mod time;
mod verifier;
mod vocabulary;

#[cfg_attr(
    not(feature = "unstable-raw"),
    expect(unreachable_pub, reason = "public under the feature, by `raw`")
)]
mod asn1;

#[cfg_attr(
    not(feature = "unstable-raw"),
    expect(unreachable_pub, reason = "public under the feature, by `raw`")
)]
mod cms;
mod document;
pub mod lds;
pub mod mrz;
#[cfg_attr(
    not(feature = "unstable-raw"),
    expect(unreachable_pub, reason = "public under the feature, by `raw`")
)]
mod x509;

mod policy;
pub mod report;
pub mod trust;

mod checks;
mod inspect;
mod inspection;

#[cfg(feature = "unstable-raw")]
pub mod raw;

pub use checks::optical::mrz_json;
pub use checks::words::{Explained, explain_word};
pub use code::Code;
pub use country::{IssuerMatch, State, StateGroup};
pub use crypto::{Agreement, Engine, SignatureVerifier};
/// Profiles of administrative documents (BSI TR-03171), which name the features of their seals.
/// [`Document::with_seal_profiles`] shows an example.
#[cfg(feature = "profiles")]
#[doc(inline)]
pub use doc9303_seal::Profiles as SealProfiles;
pub use document::Document;
pub use error::{Error, Place};
pub use explain::Explanation;
pub use inspect::inspect;
pub use inspection::Inspection;
pub use lds::{Chip, FileId};
pub use limits::Limits;
pub use mrz::Mrz;
pub use policy::{Policy, ValidityTime};
pub use report::Report;
pub use time::{Date, UnixTime};
pub use trust::TrustStore;
pub use vocabulary::{DataGroup, UnknownName};

/// The examples of the README are compiled and run with those of the documentation.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
