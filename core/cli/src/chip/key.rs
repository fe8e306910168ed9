//! Private keys of virtual documents, from files.

use crate::failure::Failure;
use crate::key_file;
use doc9303_crypto::DigestAlgorithm;
use doc9303_reader::chip::{ActiveSigner, EcdsaSigner, RsaSigner, StaticKey};
use std::path::Path;
use std::sync::Arc;

/// A key of Chip Authentication.
pub(super) fn fixed(path: &Path) -> Result<StaticKey, Failure> {
    let refused = || {
        let what = "no PKCS #8 key of a curve or of a Diffie-Hellman group that Doc 9303-11 §9.5.1 names";
        Failure::Unreadable(format!("{}: {what}", path.display()))
    };
    StaticKey::from_pkcs8(&key_file::private_key(path)?).ok_or_else(refused)
}

/// A key of Active Authentication.
pub(super) fn signer(path: &Path, digest: DigestAlgorithm) -> Result<Arc<dyn ActiveSigner>, Failure> {
    let der = key_file::private_key(path)?;
    if let Some(signer) = RsaSigner::from_der(&der, digest) {
        return Ok(Arc::new(signer));
    }
    match EcdsaSigner::from_pkcs8(&der, digest) {
        Some(signer) => Ok(Arc::new(signer)),
        None => {
            let what = "no RSA key in whole bytes, and no PKCS #8 key of a curve of Doc 9303-11 §9.5.1";
            Err(Failure::Unreadable(format!("{}: {what}", path.display())))
        }
    }
}
