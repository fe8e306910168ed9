//! The rules to judge by: a profile of the library, or a file, which somebody may have to have signed.

use crate::failure::{Failure, read};
use crate::pem;
use crate::zones::TEXT_LIMIT;
use clap::Args;
use core::fmt::Display;
use doc9303::{Engine, Policy, SignatureVerifier};
use doc9303_crypto::{DigestAlgorithm, SignatureAlgorithm, VerifyError, VerifyingKey};
use std::path::{Path, PathBuf};

/// Bytes of the longest signature: RSA of 8,192 bits.
const SIGNATURE_LIMIT: usize = 1024;
/// Bytes of the largest public key.
const KEY_LIMIT: usize = 100_000;
/// How a policy may be signed.
const ALGORITHMS: [SignatureAlgorithm; 2] = [
    SignatureAlgorithm::Ecdsa { digest: DigestAlgorithm::Sha256 },
    SignatureAlgorithm::RsaPkcs1 { digest: DigestAlgorithm::Sha256 },
];

/// Whose policies are taken.
#[derive(Args)]
pub(crate) struct PolicySigner {
    /// Take a policy out of a file only if this key has signed it: a public key in PEM or DER, and beside FILE the signature in
    /// FILE.sig, as `openssl dgst -sha256 -sign` writes it (ECDSA, or RSA by PKCS #1).
    #[arg(long, value_name = "KEY")]
    policy_signer: Option<PathBuf>,
}

impl PolicySigner {
    /// A profile by its name, or a file.
    pub(crate) fn policy(&self, given: &str) -> Result<Policy, Failure> {
        policy_of(given, &self.text(given)?)
    }

    /// The text of a profile by its name, or of a file: a bare word that is no profile is a slip and not looked for on disk.
    pub(crate) fn text(&self, given: &str) -> Result<String, Failure> {
        if let Some(text) = Policy::profile_toml(given) {
            return Ok(text.to_owned());
        }
        let path = Path::new(given);
        if path.extension().is_none() && path.components().count() == 1 {
            let sentence =
                format!("--policy {given:?} is not known: use icao, archive, strict or the path of a file");
            return Err(Failure::Usage(sentence));
        }
        let bytes = read(path, TEXT_LIMIT)?;
        if let Some(signer) = &self.policy_signer {
            check_signature(path, &bytes, &public_key(signer)?)?;
        }
        String::from_utf8(bytes).map_err(|_| Failure::Usage(format!("{given}: not UTF-8")))
    }
}

/// The policy that is written so, called this in what is said of it.
pub(crate) fn policy_of(given: &str, text: &str) -> Result<Policy, Failure> {
    Policy::from_toml(text).map_err(|error| Failure::Usage(format!("{given}: {error}")))
}

/// Whether the signature beside a policy is one of this key over these bytes.
fn check_signature(path: &Path, bytes: &[u8], key: &VerifyingKey) -> Result<(), Failure> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".sig");
    let signature = read(Path::new(&beside), SIGNATURE_LIMIT)?;
    // The first one that fits the key decides.
    let results = ALGORITHMS.iter().map(|algorithm| Engine::Agree.verify(key, algorithm, bytes, &signature));
    let mut judged = results.filter(|result| *result != Err(VerifyError::KeyMismatch));
    let refused = |why: &dyn Display| {
        Failure::Unreadable(format!("{}: not signed by --policy-signer: {why}", path.display()))
    };
    match judged.next() {
        Some(Ok(_)) => Ok(()),
        Some(Err(error)) => Err(refused(&error)),
        None => Err(refused(&VerifyError::Unsupported)),
    }
}

/// A public key (RFC 5280 §4.1.2.7), in PEM or DER.
fn public_key(path: &Path) -> Result<VerifyingKey, Failure> {
    let refused =
        |why: &dyn Display| Failure::Unreadable(format!("{}: no public key: {why}", path.display()));
    let der =
        pem::unwrap(read(path, KEY_LIMIT)?, "PUBLIC KEY").ok_or_else(|| refused(&"the PEM is damaged"))?;
    VerifyingKey::from_spki(&der).map_err(|error| refused(&error))
}
