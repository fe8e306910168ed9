//! Verifies signatures: digests, RSA and elliptic curves as Doc 9303-12 §4.1.6 and Doc 9303-11 §6.1 demand them; and
//! recorded proofs of Chip Authentication (Doc 9303-11 §6.2) and PACE with Chip Authentication Mapping (§4.4.3.5).
//!
//! Verifies and never signs, so all its input is public and its time may depend on the input. Returns what it tolerates
//! as [`Leniencies`], and distinguishes what it cannot judge from what is wrong. An [`Engine`] says whose code verifies:
//! the [`table`] lists which signatures `ring` takes and why. A caller may bring another [`SignatureVerifier`].
#![forbid(unsafe_code)]

pub mod active_auth;
mod agreement;
mod algorithm;
mod curve_parameters;
mod dh;
mod digest;
#[cfg(test)]
#[path = "../tests/drawn.rs"]
mod drawn;
mod ec;
mod ec_key;
mod ecdsa;
mod engine;
mod error;
mod key;
mod modular;
pub mod oid;
mod rsa;
pub mod secure_messaging;
mod work;

pub use agreement::AgreementKey;
pub use algorithm::SignatureAlgorithm;
pub use curve_parameters::CurveNumbers;
pub use digest::{Digest, DigestAlgorithm, sha256};
pub use ec::curves::Curve;
pub use engine::{Agreement, Engine, SignatureVerifier, UnknownEngine, table};
pub use error::{AlgorithmError, KeyError, Leniencies, VerifyError};
pub use key::{PublicNumbers, VerifyingKey};
pub use work::{Spent, Work};
