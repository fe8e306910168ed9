//! PEM (RFC 7468): every block of a text, in linear time.

use crate::x509::Certificate;
use crate::{Code, Error};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// A block with its label.
pub(super) struct Block<'a> {
    pub(super) label: &'a str,
    pub(super) der: Vec<u8>,
}

/// Every block; one that cannot be read is an error of its own.
pub(super) fn blocks(text: &[u8]) -> impl Iterator<Item = Result<Block<'_>, Error>> {
    let mut lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    core::iter::from_fn(move || {
        let begin = lines.find_map(|line| line.strip_prefix(b"-----BEGIN ")?.strip_suffix(b"-----"))?;
        let mut encoded = Vec::new();
        for line in lines.by_ref() {
            if line.starts_with(b"-----END ") {
                return Some(block(begin, &encoded));
            }
            encoded.extend_from_slice(line);
        }
        Some(Err(malformed("the block has no end")))
    })
}

/// The first certificate of a PEM text, or the bytes themselves if they are one in DER.
///
/// # Errors
/// If there is none.
pub fn first_certificate(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let block = blocks(bytes).flatten().find(|block| block.label.ends_with("CERTIFICATE"));
    let der = block.map_or_else(|| bytes.to_vec(), |block| block.der);
    Certificate::parse(&der)?;
    Ok(der)
}

fn block<'a>(label: &'a [u8], encoded: &[u8]) -> Result<Block<'a>, Error> {
    let label = core::str::from_utf8(label).map_err(|_| malformed("the label is no text"))?;
    let der = STANDARD.decode(encoded).map_err(|_| malformed("not base64"))?;
    Ok(Block { label, der })
}

fn malformed(detail: &'static str) -> Error {
    Error::at(Code::FileMalformed, "PEM", 0, detail)
}
