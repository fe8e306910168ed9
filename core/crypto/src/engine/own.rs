//! Verification by this crate's own arithmetic, for every key and algorithm that it reads.

use crate::algorithm::{PssParameters, SignatureAlgorithm};
use crate::error::{Leniencies, VerifyError};
use crate::key::{Kind, VerifyingKey};
use crate::{ecdsa, rsa};

pub(super) fn verify(
    key: &VerifyingKey,
    algorithm: &SignatureAlgorithm,
    message: &[u8],
    signature: &[u8],
) -> Result<Leniencies, VerifyError> {
    key.permits(algorithm)?;
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
