//! The two encodings of ECDSA signatures: DER (RFC 3279 §2.2.3) and plain (TR-03111 §5.2.1).

use crate::digest::Digest;
use crate::ec::{self, Signed};
use crate::ec_key::EcKey;
use crate::error::{Leniencies, VerifyError};
use doc9303_asn1::{Element, Error, Reader, tag};

/// `ECDSA-Sig-Value ::= SEQUENCE { r INTEGER, s INTEGER }`.
pub(crate) fn verify_der(key: &EcKey, digest: &Digest, signature: &[u8]) -> Result<Leniencies, VerifyError> {
    let (sequence, r, s) = read_der(signature).map_err(|_| VerifyError::Encoding)?;
    let is_strict = [&sequence, &r, &s].iter().all(|element| has_shortest_length(element));
    // Zero and negative numbers are no signature; r and s are positive.
    let (Ok(r_octets), Ok(s_octets), true) = (r.unsigned_integer(), s.unsigned_integer(), is_strict) else {
        return Err(VerifyError::Encoding);
    };
    verify(key, Signed { digest: digest.as_ref(), r: r_octets, s: s_octets })?;
    let integer_padding = r.is_padded_integer() || s.is_padded_integer();
    Ok(Leniencies { integer_padding, ..Leniencies::default() })
}

/// r and s side by side, each of the length of the order in bytes.
pub(crate) fn verify_plain(
    key: &EcKey,
    digest: &Digest,
    signature: &[u8],
) -> Result<Leniencies, VerifyError> {
    let length = key.curve.coordinate_length();
    if signature.len() != 2 * length {
        return Err(VerifyError::Encoding);
    }
    let (r, s) = signature.split_at_checked(length).ok_or(VerifyError::Encoding)?;
    verify(key, Signed { digest: digest.as_ref(), r, s })?;
    Ok(Leniencies::default())
}

fn verify(key: &EcKey, signed: Signed<'_>) -> Result<(), VerifyError> {
    let is_valid = ec::verify(key.curve, &key.point, &key.prepared, signed);
    if is_valid { Ok(()) } else { Err(VerifyError::Invalid) }
}

fn read_der(signature: &[u8]) -> Result<(Element<'_>, Element<'_>, Element<'_>), Error> {
    let mut reader = Reader::new(signature, "signature");
    let sequence = reader.expect(tag::SEQUENCE)?;
    reader.finish()?;
    let mut numbers = sequence.reader();
    let r = numbers.expect(tag::INTEGER)?;
    let s = numbers.expect(tag::INTEGER)?;
    numbers.finish()?;
    Ok((sequence, r, s))
}

/// Whether the length is encoded as DER demands (X.690 §10.1): definite, and in as few bytes as it can be. No signature
/// reaches 65536 bytes.
fn has_shortest_length(element: &Element<'_>) -> bool {
    let shortest = match element.content().len() {
        0..=0x7F => 2,
        0x80..=0xFF => 3,
        _ => 4,
    };
    element.is_definite() && element.span().len() - element.content().len() == shortest
}
