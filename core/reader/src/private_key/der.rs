//! The structures that private keys are kept in.

use doc9303_asn1::{Reader, tag};

/// The `AlgorithmIdentifier`, whole, and the key of a `PrivateKeyInfo` (RFC 5208 §5).
pub(crate) fn private_key_info(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut info = Reader::new(der, "private key").expect(tag::SEQUENCE).ok()?.reader();
    info.expect(tag::INTEGER).ok()?;
    let algorithm = info.expect(tag::SEQUENCE).ok()?;
    let key = info.expect(tag::OCTET_STRING).ok()?;
    Some((algorithm.span(), key.content()))
}

/// The number of an `ECPrivateKey` (RFC 5915 §3).
pub(crate) fn elliptic_private_key(der: &[u8]) -> Option<&[u8]> {
    let mut key = Reader::new(der, "private key").expect(tag::SEQUENCE).ok()?.reader();
    key.expect(tag::INTEGER).ok()?;
    Some(key.expect(tag::OCTET_STRING).ok()?.content())
}

/// The modulus and the private exponent of an `RSAPrivateKey` (RFC 8017 §A.1.2).
pub(crate) fn rsa_private_key(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut key = Reader::new(der, "private key").expect(tag::SEQUENCE).ok()?.reader();
    key.expect(tag::INTEGER).ok()?;
    let modulus = key.expect(tag::INTEGER).ok()?.unsigned_integer().ok()?;
    key.expect(tag::INTEGER).ok()?;
    Some((modulus, key.expect(tag::INTEGER).ok()?.unsigned_integer().ok()?))
}
