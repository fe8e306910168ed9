//! Verification by `ring`.

use crate::algorithm::SignatureAlgorithm;
use crate::digest::DigestAlgorithm::{Sha1, Sha256, Sha384, Sha512};
use crate::error::{Leniencies, VerifyError};
use crate::key::{PublicNumbers, VerifyingKey};
use ring::signature as scheme;

/// Verifies what the table gives to `ring`. Returns `Unsupported` for the rest.
pub(super) fn verify(
    key: &VerifyingKey,
    algorithm: &SignatureAlgorithm,
    message: &[u8],
    signature: &[u8],
) -> Result<Leniencies, VerifyError> {
    let verdict = match key.numbers() {
        PublicNumbers::Rsa { modulus, exponent } => {
            let parameters = rsa_parameters(algorithm).ok_or(VerifyError::Unsupported)?;
            let exponent = exponent.to_be_bytes();
            let zeros = exponent.iter().take_while(|byte| **byte == 0).count();
            let e = exponent.get(zeros..).unwrap_or_default();
            scheme::RsaPublicKeyComponents { n: modulus, e }.verify(parameters, message, signature)
        }
        PublicNumbers::Ec { curve, x, y } => {
            let parameters = ecdsa_parameters(curve, algorithm).ok_or(VerifyError::Unsupported)?;
            let point = [&[0x04], x, y].concat();
            scheme::UnparsedPublicKey::new(parameters, point).verify(message, signature)
        }
    };
    verdict.map(|()| Leniencies::default()).map_err(|_| VerifyError::Invalid)
}

fn rsa_parameters(algorithm: &SignatureAlgorithm) -> Option<&'static scheme::RsaParameters> {
    match algorithm {
        SignatureAlgorithm::RsaPkcs1 { digest } => match digest {
            Sha1 => Some(&scheme::RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY),
            Sha256 => Some(&scheme::RSA_PKCS1_2048_8192_SHA256),
            Sha384 => Some(&scheme::RSA_PKCS1_2048_8192_SHA384),
            Sha512 => Some(&scheme::RSA_PKCS1_2048_8192_SHA512),
            _ => None,
        },
        // The table has seen to it that digest, mask and salt fit together.
        SignatureAlgorithm::RsaPss { digest, .. } => match digest {
            Sha256 => Some(&scheme::RSA_PSS_2048_8192_SHA256),
            Sha384 => Some(&scheme::RSA_PSS_2048_8192_SHA384),
            Sha512 => Some(&scheme::RSA_PSS_2048_8192_SHA512),
            _ => None,
        },
        _ => None,
    }
}

fn ecdsa_parameters(
    curve: &str,
    algorithm: &SignatureAlgorithm,
) -> Option<&'static dyn scheme::VerificationAlgorithm> {
    match (curve, algorithm) {
        ("P-256", SignatureAlgorithm::Ecdsa { digest: Sha256 }) => Some(&scheme::ECDSA_P256_SHA256_ASN1),
        ("P-384", SignatureAlgorithm::Ecdsa { digest: Sha384 }) => Some(&scheme::ECDSA_P384_SHA384_ASN1),
        ("P-256", SignatureAlgorithm::EcdsaPlain { digest: Sha256 }) => {
            Some(&scheme::ECDSA_P256_SHA256_FIXED)
        }
        ("P-384", SignatureAlgorithm::EcdsaPlain { digest: Sha384 }) => {
            Some(&scheme::ECDSA_P384_SHA384_FIXED)
        }
        _ => None,
    }
}
