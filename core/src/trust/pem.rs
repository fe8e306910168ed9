//! PEM (RFC 7468): every block of a text, in linear time.

use super::content::{self, Content, Decoded};
use crate::x509::Certificate;
use crate::{Code, Error, Limits};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A block with its label.
pub(super) struct Block<'a> {
    label: &'a str,
    pub(super) der: Vec<u8>,
}

impl Block<'_> {
    /// Checks that the label names what the block holds.
    pub(super) fn check_label(&self, content: Content) -> Result<(), Error> {
        let fits = match self.label {
            "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => content == Content::Certificate,
            "X509 CRL" => content == Content::Crl,
            "CMS" | "PKCS7" | "PKCS #7 SIGNED DATA" => matches!(
                content,
                Content::MasterList | Content::DeviationList | Content::DefectList | Content::Bundle
            ),
            _ => {
                let detail = "neither a certificate, a revocation list nor signed data by its label";
                return Err(malformed(Code::TrustNotRecognised, detail));
            }
        };
        if !fits {
            return Err(malformed(
                Code::TrustNotRecognised,
                "the block holds another kind than its label names",
            ));
        }
        Ok(())
    }
}

/// Every block; one that cannot be read is an error of its own. What is between blocks is explanation (RFC 7468 §2).
pub(super) fn blocks(text: &[u8]) -> impl Iterator<Item = Result<Block<'_>, Error>> {
    let mut lines = text.split(|byte| matches!(byte, b'\n' | b'\r')).map(<[u8]>::trim_ascii);
    core::iter::from_fn(move || {
        let begin = lines.find_map(|line| line.strip_prefix(b"-----BEGIN ")?.strip_suffix(b"-----"))?;
        let mut encoded = Vec::new();
        for line in lines.by_ref() {
            if line.starts_with(b"-----END ") {
                return Some(block(begin, &encoded));
            }
            encoded.extend_from_slice(line);
        }
        Some(Err(malformed(Code::FileMalformed, "the block has no end")))
    })
}

/// The first certificate of a PEM text, or the bytes themselves if they are one in DER. What is DER is never searched for
/// text.
///
/// ```
/// # let csca = std::fs::read("examples/passport/trust/certificate-0.cer").unwrap();
/// assert_eq!(doc9303::trust::first_certificate(&csca)?, csca);
/// # Ok::<(), doc9303::Error>(())
/// ```
///
/// # Errors
/// If there is none.
pub fn first_certificate(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let decoded = Decoded::of(bytes, &Limits::DEFAULT)?;
    let der = match decoded.content {
        Content::Certificate => decoded.bytes.into_owned(),
        Content::Pem => {
            let is_certificate = |block: &Block<'_>| block.label.ends_with("CERTIFICATE");
            let mut certificates = blocks(content::without_mark(bytes)).flatten().filter(is_certificate);
            let none = || malformed(Code::FileMalformed, "no certificate in the text");
            certificates.next().map(|block| block.der).ok_or_else(none)?
        }
        _ => {
            return Err(Error::at(
                Code::FileMalformed,
                "certificate",
                0,
                "another kind of file than a certificate",
            ));
        }
    };
    Certificate::parse(&der)?;
    Ok(der)
}

fn block<'a>(label: &'a [u8], encoded: &[u8]) -> Result<Block<'a>, Error> {
    let label =
        core::str::from_utf8(label).map_err(|_| malformed(Code::FileMalformed, "the label is no text"))?;
    let der = STANDARD.decode(encoded).map_err(|_| malformed(Code::FileMalformed, "not base64"))?;
    Ok(Block { label, der })
}

fn malformed(code: Code, detail: &'static str) -> Error {
    Error::at(code, "PEM", 0, detail)
}
