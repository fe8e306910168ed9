//! Active Authentication (Doc 9303-11 §6.1): the chip signs a challenge with the private key of DG15.
//!
//! RSA chips use ISO/IEC 9796-2 digital signature scheme 1 with partial message recovery, EC chips plain ECDSA.

use super::key::Kind;
use super::rsa::RsaKey;
use super::{DigestAlgorithm, PublicKey, VerifyError, ecdsa};

/// Verifies the chip's response to the terminal's challenge, and says which digest it used.
///
/// `ecdsa_digest` is what the ActiveAuthenticationInfo of DG14 names. It is mandatory for EC keys, and yet missing in
/// documents of the field; without it the digests that fit the key are tried.
///
/// # Errors
/// [`VerifyError::Encoding`] if the response does not have the length or form that the key demands,
/// [`VerifyError::Invalid`] if it proves nothing.
pub fn verify(
    key: &PublicKey,
    ecdsa_digest: Option<DigestAlgorithm>,
    challenge: &[u8],
    response: &[u8],
) -> Result<DigestAlgorithm, VerifyError> {
    match &key.kind {
        Kind::Rsa(key) => verify_rsa(key, challenge, response),
        Kind::Dh(_) => Err(VerifyError::KeyMismatch),
        Kind::Ec(ec) => {
            let candidates =
                ecdsa_digest.map_or_else(|| fitting_digests(ec.curve.bits), |digest| vec![digest]);
            for algorithm in candidates {
                let digest = algorithm.digest(challenge);
                // Portuguese chips answer in DER. Either form is unambiguous, and neither makes a false one true.
                match ecdsa::verify_plain(ec, &digest, response) {
                    Ok(_) => return Ok(algorithm),
                    Err(_) if ecdsa::verify_der(ec, &digest, response).is_ok() => return Ok(algorithm),
                    Err(VerifyError::Encoding)
                        if ecdsa::verify_der(ec, &digest, response) == Err(VerifyError::Encoding) =>
                    {
                        return Err(VerifyError::Encoding);
                    }
                    Err(_) => {}
                }
            }
            Err(VerifyError::Invalid)
        }
    }
}

/// The digests that Doc 9303-11 §6.1.2.3 allows for a key of this size: not SHA-1, and no longer than the key. The
/// longest comes first.
fn fitting_digests(bits: usize) -> Vec<DigestAlgorithm> {
    let allowed = DigestAlgorithm::ALL.into_iter().rev();
    allowed.filter(|digest| *digest != DigestAlgorithm::Sha1 && 8 * digest.output_length() <= bits).collect()
}

/// ISO/IEC 9796-2 §8: the recovered F is `6A || M1 || H(M1 || challenge) || trailer`.
fn verify_rsa(key: &RsaKey, challenge: &[u8], response: &[u8]) -> Result<DigestAlgorithm, VerifyError> {
    let recovered = key.recover(response)?;
    // Signature function B.6 gives F itself; B.4 gives the smaller of s and n - s, and then F may be the complement.
    if let Some(digest) = open(key, challenge, &recovered) {
        return Ok(digest);
    }
    let complement = key.negate(&recovered).ok_or(VerifyError::Invalid)?;
    open(key, challenge, &complement).ok_or(VerifyError::Invalid)
}

fn open(key: &RsaKey, challenge: &[u8], f: &[u8]) -> Option<DigestAlgorithm> {
    // F has the modulus's length; the header octet can stand at its front only if the modulus fills its octets.
    if !key.bits().is_multiple_of(8) || f.len() != key.length() {
        return None;
    }
    let (header, rest) = f.split_first()?;
    if *header != 0x6A {
        return None;
    }
    let (algorithm, rest) = take_trailer(rest)?;
    let (m1, hash) = rest.split_at_checked(rest.len().checked_sub(algorithm.output_length())?)?;
    let expected = algorithm.digest_parts(&[m1, challenge]);
    (expected.as_ref() == hash).then_some(algorithm)
}

/// ISO/IEC 9796-2 §8.1.2: one octet BC for SHA-1, or the identifier of the digest (ISO/IEC 10118-3) before CC.
fn take_trailer(f: &[u8]) -> Option<(DigestAlgorithm, &[u8])> {
    match f {
        [rest @ .., 0xBC] => Some((DigestAlgorithm::Sha1, rest)),
        [rest @ .., identifier, 0xCC] => {
            let algorithm = match identifier {
                0x33 => DigestAlgorithm::Sha1,
                0x34 => DigestAlgorithm::Sha256,
                0x35 => DigestAlgorithm::Sha512,
                0x36 => DigestAlgorithm::Sha384,
                0x38 => DigestAlgorithm::Sha224,
                _ => return None,
            };
            Some((algorithm, rest))
        }
        _ => None,
    }
}
