//! The few structures of ASN.1 that the chip's side reads and writes.

use crate::tlv;
use doc9303_asn1::{Reader, tag};

/// An INTEGER that is not negative.
pub(super) fn integer(bytes: &[u8]) -> Vec<u8> {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count().min(bytes.len().saturating_sub(1));
    let number = bytes.get(zeros..).unwrap_or_default();
    let is_negative = number.first().is_some_and(|first| first & 0x80 != 0);
    tlv::object(0x02, &[if is_negative { &[0][..] } else { &[] }, number].concat())
}

/// An INTEGER that fits into eight bytes.
pub(super) fn small(number: i64) -> Vec<u8> {
    integer(&number.to_be_bytes())
}

/// An OBJECT IDENTIFIER of this content.
pub(super) fn oid(content: &[u8]) -> Vec<u8> {
    tlv::object(0x06, content)
}

/// A SEQUENCE of these elements.
pub(super) fn sequence(elements: &[Vec<u8>]) -> Vec<u8> {
    tlv::object(0x30, &elements.concat())
}

/// The `AlgorithmIdentifier`, whole, and the key of a `PrivateKeyInfo` (RFC 5208 §5).
pub(super) fn private_key_info(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut info = Reader::new(der, "private key").expect(tag::SEQUENCE).ok()?.reader();
    info.expect(tag::INTEGER).ok()?;
    let algorithm = info.expect(tag::SEQUENCE).ok()?;
    let key = info.expect(tag::OCTET_STRING).ok()?;
    Some((algorithm.span(), key.content()))
}

/// The number of an `ECPrivateKey` (RFC 5915 §3).
pub(super) fn elliptic_private_key(der: &[u8]) -> Option<&[u8]> {
    let mut key = Reader::new(der, "private key").expect(tag::SEQUENCE).ok()?.reader();
    key.expect(tag::INTEGER).ok()?;
    Some(key.expect(tag::OCTET_STRING).ok()?.content())
}

/// The modulus and the private exponent of an `RSAPrivateKey` (RFC 8017 §A.1.2).
pub(super) fn rsa_private_key(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut key = Reader::new(der, "private key").expect(tag::SEQUENCE).ok()?.reader();
    key.expect(tag::INTEGER).ok()?;
    let modulus = key.expect(tag::INTEGER).ok()?.unsigned_integer().ok()?;
    key.expect(tag::INTEGER).ok()?;
    Some((modulus, key.expect(tag::INTEGER).ok()?.unsigned_integer().ok()?))
}
