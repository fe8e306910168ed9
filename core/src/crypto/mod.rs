//! Signature verification: digests, RSA and elliptic curves as Doc 9303-12 §4.1.6 and Doc 9303-11 §6.1 demand them; and
//! what verifies a recorded Chip Authentication (§6.2) and PACE with Chip Authentication Mapping (§4.4.3.5).
//!
//! The only place that names a crate for cryptography. It verifies and never signs, so all its input is public and its
//! time may depend on the input. What it tolerates is told as [`Observed`]; what it cannot judge is told apart from
//! what it judged to be wrong.

pub mod active_auth;
mod algorithm;
pub mod chip_auth;
mod curve_parameters;
mod digest;
mod ec;
mod ecdsa;
mod key;
mod modular;
mod rsa;
pub mod secure_messaging;
mod work;

pub use algorithm::{AlgorithmError, SignatureAlgorithm};
pub(crate) use digest::sha256;
pub use digest::{Digest, DigestAlgorithm};
pub use key::{KeyError, PublicKey};
pub(crate) use work::Work;

use crate::Code;
use algorithm::PssParameters;
use key::Kind;

/// What a signature that verifies was tolerated in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Observed {
    /// The DigestInfo of RSASSA-PKCS1-v1_5 leaves out the NULL (RFC 8017 §9.2 note 1).
    pub digest_info_without_null: bool,
    /// The salt of RSASSA-PSS does not have the length of the digest.
    pub pss_salt_unlike_digest: bool,
    /// An INTEGER of an ECDSA signature has surplus leading zeros.
    pub integer_padding: bool,
}

/// Why a signature does not verify.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VerifyError {
    /// The signature is not one of this message by this key.
    #[error("the signature does not verify")]
    Invalid,
    /// The signature value does not have the form of its algorithm.
    #[error("the signature is not encoded as its algorithm demands")]
    Encoding,
    /// The algorithm needs another kind of key.
    #[error("the signature algorithm does not fit the key")]
    KeyMismatch,
    /// The key's own parameters forbid those of the signature (RFC 4055 §3.3).
    #[error("the key does not allow these RSASSA-PSS parameters")]
    PssParameters,
    /// The key or the algorithm is of a kind that is not judged here.
    #[error("the signature is of a kind that is not supported")]
    Unsupported,
}

impl VerifyError {
    /// The stable code.
    pub const fn code(self) -> Code {
        match self {
            VerifyError::Invalid | VerifyError::KeyMismatch => Code::SignatureInvalid,
            VerifyError::Encoding => Code::SignatureEncoding,
            VerifyError::PssParameters => Code::SignaturePssParameters,
            VerifyError::Unsupported => Code::SignatureUnsupportedAlgorithm,
        }
    }
}

/// Verifies a signature over a message, which is hashed here.
///
/// # Errors
/// See [`VerifyError`].
pub fn verify(
    key: &PublicKey,
    algorithm: &SignatureAlgorithm,
    message: &[u8],
    signature: &[u8],
) -> Result<Observed, VerifyError> {
    match (&key.kind, *algorithm) {
        (Kind::Rsa(key), SignatureAlgorithm::RsaPkcs1 { digest }) => {
            rsa::verify_pkcs1(key, digest, message, signature)
        }
        (Kind::Rsa(key), SignatureAlgorithm::RsaPss { digest, mgf_digest, salt_length }) => {
            let parameters = PssParameters { digest, mgf_digest, salt_length };
            rsa::verify_pss(key, &parameters, message, signature)
        }
        (Kind::Ec(key), SignatureAlgorithm::Ecdsa { digest }) => {
            ecdsa::verify_der(key, &digest.digest(message), signature)
        }
        (Kind::Ec(key), SignatureAlgorithm::EcdsaPlain { digest }) => {
            ecdsa::verify_plain(key, &digest.digest(message), signature)
        }
        _ => Err(VerifyError::KeyMismatch),
    }
}
