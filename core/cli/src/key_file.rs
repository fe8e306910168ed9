//! Files with keys and certificates of cards and terminals.

use crate::failure::{Failure, read};
use crate::pem;
use doc9303_reader::CvCertificate;
use std::path::{Path, PathBuf};

/// Bytes of the largest key or certificate.
const LIMIT: usize = 100_000;

/// The bytes of a private key, out of PEM (RFC 7468) if it is that.
pub(crate) fn private_key(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = read(path, LIMIT)?;
    pem::unwrap(bytes, "PRIVATE KEY")
        .ok_or_else(|| Failure::Unreadable(format!("{}: the PEM is damaged, or encrypted", path.display())))
}

/// Card verifiable certificates, one a file.
pub(crate) fn card_verifiable(paths: &[PathBuf]) -> Result<Vec<CvCertificate>, Failure> {
    let certificates = paths.iter().map(|path| {
        let parsed = CvCertificate::parse(&read(path, LIMIT)?);
        parsed.map_err(|error| Failure::Unreadable(format!("{}: {error}", path.display())))
    });
    certificates.collect()
}
