//! Active Authentication (Doc 9303-11 §6.1): the chip signs a challenge with the private key of DG15.
//!
//! RSA chips use ISO/IEC 9796-2 digital signature scheme 1 with partial message recovery, EC chips plain ECDSA.

use crate::algorithm::SignatureAlgorithm;
use crate::digest::DigestAlgorithm;
use crate::engine::SignatureVerifier;
use crate::error::{Leniencies, VerifyError};
use crate::key::{Kind, VerifyingKey};
use crate::rsa::RsaKey;

/// A response that proves the private key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Proof {
    /// The digest that the chip used.
    pub digest: DigestAlgorithm,
    /// Whether DG14 or the response itself names that digest; otherwise it was found by trying.
    pub is_digest_named: bool,
}

/// Verifies the chip's response to the terminal's challenge, and says which digest it used.
///
/// `ecdsa_digest` is what the ActiveAuthenticationInfo of DG14 names, and then the only one that counts. It is mandatory for
/// EC keys, and yet missing in documents of the field; without it every digest is tried, those that fit the key first.
///
/// # Errors
/// [`VerifyError::Encoding`] if the response does not have the length or form that the key demands,
/// [`VerifyError::Unsupported`] if the key or the response is of a kind that is not judged here,
/// [`VerifyError::KeyMismatch`] if the key is for other signatures only, [`VerifyError::Invalid`] if it proves nothing.
pub fn verify(
    key: &VerifyingKey,
    ecdsa_digest: Option<DigestAlgorithm>,
    challenge: &[u8],
    response: &[u8],
    verifier: &dyn SignatureVerifier,
) -> Result<Proof, VerifyError> {
    match &key.kind {
        Kind::Rsa(key) => verify_rsa(key, challenge, response),
        Kind::Ec(_) => {
            let candidates = ecdsa_digest.map_or_else(|| digests_to_try(key.bits()), |digest| vec![digest]);
            let verify = |algorithm| verifier.verify(key, &algorithm, challenge, response);
            let digest = verify_ecdsa(&candidates, verify)?;
            Ok(Proof { digest, is_digest_named: ecdsa_digest.is_some() })
        }
    }
}

/// What [`verify`] costs at most: the forms and digests that it tries.
pub fn cost(key: &VerifyingKey) -> u64 {
    const TRIED: u64 = 2 * 5;
    match &key.kind {
        Kind::Rsa(key) => key.cost(),
        Kind::Ec(key) => key.cost().saturating_mul(TRIED),
    }
}

/// How long a response of this key is: the modulus, or two numbers side by side.
pub fn response_length(key: &VerifyingKey) -> usize {
    match &key.kind {
        Kind::Rsa(key) => key.length(),
        Kind::Ec(key) => 2 * key.curve.coordinate_length(),
    }
}

fn verify_ecdsa(
    candidates: &[DigestAlgorithm],
    verify: impl Fn(SignatureAlgorithm) -> Result<Leniencies, VerifyError>,
) -> Result<DigestAlgorithm, VerifyError> {
    for digest in candidates.iter().copied() {
        // Portuguese chips answer in DER. Either form is unambiguous, and neither makes a false one true.
        let plain = verify(SignatureAlgorithm::EcdsaPlain { digest });
        let der = || verify(SignatureAlgorithm::Ecdsa { digest });
        match plain.or_else(|error| der().map_err(|other| (error, other))) {
            Ok(_) => return Ok(digest),
            Err((VerifyError::EnginesDisagree, _) | (_, VerifyError::EnginesDisagree)) => {
                return Err(VerifyError::EnginesDisagree);
            }
            Err((VerifyError::Encoding, VerifyError::Encoding)) => return Err(VerifyError::Encoding),
            Err(_) => {}
        }
    }
    Err(VerifyError::Invalid)
}

/// Those that Doc 9303-11 §6.1.2.3 allows for a key of this size, not SHA-1 and no longer than the key, come first and the
/// longest of them before the others. Then the rest: an answer is no forgery for having been made by a digest too long or old.
fn digests_to_try(bits: usize) -> Vec<DigestAlgorithm> {
    let fits =
        |digest: &DigestAlgorithm| *digest != DigestAlgorithm::Sha1 && 8 * digest.output_length() <= bits;
    let (fitting, others): (Vec<_>, Vec<_>) = DigestAlgorithm::ALL.into_iter().rev().partition(fits);
    [fitting, others].concat()
}

/// ISO/IEC 9796-2 §8: the recovered F is `6A || M1 || H(M1 || challenge) || trailer`.
fn verify_rsa(key: &RsaKey, challenge: &[u8], response: &[u8]) -> Result<Proof, VerifyError> {
    if key.is_for_pss_only() {
        return Err(VerifyError::KeyMismatch);
    }
    let recovered = key.recover(response)?;
    // The header byte can be at F's front only if the modulus fills its bytes.
    if !key.bits().is_multiple_of(8) {
        return Err(VerifyError::Unsupported);
    }
    // Signature function B.6 gives F itself; B.4 gives the smaller of s and n - s, and then F may be the complement.
    match open(challenge, &recovered) {
        Err(VerifyError::Invalid) => {
            let complement = key.negate(&recovered).ok_or(VerifyError::Invalid)?;
            open(challenge, &complement)
        }
        opened => opened,
    }
}

/// The digest that F was made with, F being as long as the modulus.
fn open(challenge: &[u8], f: &[u8]) -> Result<Proof, VerifyError> {
    let Some((0x6A, rest)) = f.split_first() else { return Err(VerifyError::Invalid) };
    let (algorithms, rest) = take_trailer(rest)?;
    let holds = |algorithm: &&DigestAlgorithm| {
        let parts = rest.len().checked_sub(algorithm.output_length()).map(|at| rest.split_at_checked(at));
        parts.flatten().is_some_and(|(m1, hash)| algorithm.digest_parts(&[m1, challenge]).as_ref() == hash)
    };
    let digest = algorithms.iter().find(holds).copied().ok_or(VerifyError::Invalid)?;
    // The first is the one that the trailer stands for.
    Ok(Proof { digest, is_digest_named: algorithms.first() == Some(&digest) })
}

/// ISO/IEC 9796-2 §8.1.2: the identifier of the digest (ISO/IEC 10118-3) before CC, or one byte BC, which says that the
/// digest is known: SHA-1 for chips (Doc 9303-11 §6.1.2.2), and with some of them the one of their time.
fn take_trailer(f: &[u8]) -> Result<(&'static [DigestAlgorithm], &[u8]), VerifyError> {
    use DigestAlgorithm::{Sha1, Sha224, Sha256, Sha384, Sha512};
    match f {
        [rest @ .., 0xBC] => Ok((&DigestAlgorithm::ALL, rest)),
        [rest @ .., identifier, 0xCC] => {
            let algorithm: &[DigestAlgorithm] = match identifier {
                0x33 => &[Sha1],
                0x34 => &[Sha256],
                0x35 => &[Sha512],
                0x36 => &[Sha384],
                0x38 => &[Sha224],
                // RIPEMD-160, RIPEMD-128 and Whirlpool.
                0x31 | 0x32 | 0x37 => return Err(VerifyError::Unsupported),
                _ => return Err(VerifyError::Invalid),
            };
            Ok((algorithm, rest))
        }
        _ => Err(VerifyError::Invalid),
    }
}
