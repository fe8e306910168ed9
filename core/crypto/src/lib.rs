//! Verifies signatures: digests, RSA and elliptic curves as Doc 9303-12 §4.1.6 and Doc 9303-11 §6.1 demand them; and
//! recorded proofs of Chip Authentication (Doc 9303-11 §6.2) and PACE with Chip Authentication Mapping (§4.4.3.5).
//!
//! Verifies and never signs, so all its input is public and its time may depend on the input. Returns what it tolerates
//! as [`Leniencies`], and distinguishes what it cannot judge from what is wrong.
#![forbid(unsafe_code)]

pub mod active_auth;
mod agreement;
mod algorithm;
mod curve_parameters;
mod dh;
mod digest;
mod ec;
mod ec_key;
mod ecdsa;
mod error;
mod key;
mod modular;
pub mod oid;
mod rsa;
pub mod secure_messaging;
mod work;

pub use agreement::AgreementKey;
pub use algorithm::SignatureAlgorithm;
pub use digest::{Digest, DigestAlgorithm, sha256};
pub use error::{AlgorithmError, KeyError, Leniencies, VerifyError};
pub use key::VerifyingKey;
pub use work::{Spent, Work};

use algorithm::PssParameters;
use key::Kind;

/// Verifies a signature over a message, which is hashed here.
///
/// # Errors
/// See [`VerifyError`].
pub fn verify(
    key: &VerifyingKey,
    algorithm: &SignatureAlgorithm,
    message: &[u8],
    signature: &[u8],
) -> Result<Leniencies, VerifyError> {
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
