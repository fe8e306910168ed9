//! Private keys of virtual documents, from files.

use super::key_file;
use crate::failure::Failure;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
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
    StaticKey::from_pkcs8(&der(path)?).ok_or_else(refused)
}

/// A key of Active Authentication.
pub(super) fn signer(path: &Path, digest: DigestAlgorithm) -> Result<Arc<dyn ActiveSigner>, Failure> {
    let der = der(path)?;
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

/// The bytes of the file, out of PEM (RFC 7468) if it is that.
fn der(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = key_file(path)?;
    let Ok(text) = core::str::from_utf8(&bytes) else { return Ok(bytes) };
    // Parameters of a curve may stand before the key.
    let Some((_, rest)) = text.split_once("PRIVATE KEY-----") else { return Ok(bytes) };
    let body: String = rest.split("-----END").next().unwrap_or_default().split_whitespace().collect();
    STANDARD
        .decode(body)
        .map_err(|_| Failure::Unreadable(format!("{}: the PEM is damaged, or encrypted", path.display())))
}
