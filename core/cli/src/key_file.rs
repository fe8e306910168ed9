//! Files with keys and certificates of cards and terminals.

use crate::failure::{Failure, read};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use doc9303_reader::CvCertificate;
use std::path::{Path, PathBuf};

/// Bytes of the largest key or certificate.
const LIMIT: usize = 100_000;

/// The bytes of a private key, out of PEM (RFC 7468) if it is that.
pub(crate) fn private_key(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = read(path, LIMIT)?;
    let Ok(text) = core::str::from_utf8(&bytes) else { return Ok(bytes) };
    // Parameters of a curve may stand before the key.
    let Some((_, rest)) = text.split_once("PRIVATE KEY-----") else { return Ok(bytes) };
    let body: String = rest.split("-----END").next().unwrap_or_default().split_whitespace().collect();
    STANDARD
        .decode(body)
        .map_err(|_| Failure::Unreadable(format!("{}: the PEM is damaged, or encrypted", path.display())))
}

/// Card verifiable certificates, one a file.
pub(crate) fn card_verifiable(paths: &[PathBuf]) -> Result<Vec<CvCertificate>, Failure> {
    let certificates = paths.iter().map(|path| {
        let parsed = CvCertificate::parse(&read(path, LIMIT)?);
        parsed.map_err(|error| Failure::Unreadable(format!("{}: {error}", path.display())))
    });
    certificates.collect()
}
