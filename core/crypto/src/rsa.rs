//! RSA: keys worth trusting, RSASSA-PKCS1-v1_5 and RSASSA-PSS verification (RFC 8017 §5.2.2, §8, §9).

use crate::algorithm::PssParameters;
use crate::digest::{Digest, DigestAlgorithm};
use crate::error::{KeyError, Leniencies, VerifyError};
use crate::modular::Modulus;
use crate::work::multiplication;
use doc9303_asn1::{Element, Reader, tag};
use std::sync::{Arc, OnceLock};

/// Bits of the largest modulus: twice the largest seen in the field (6144 is), and a bound on the work.
const MAXIMUM_BITS: usize = 8192;
/// Below this, a modulus can be factored by those who would gain from it.
const MINIMUM_BITS: usize = 1024;

/// An RSA public key.
#[derive(Debug, Clone)]
pub(crate) struct RsaKey {
    /// The modulus as bytes without leading zeros.
    modulus: Vec<u8>,
    exponent: u64,
    /// What an `id-RSASSA-PSS` key allows (RFC 4055 §3.3); the outer option is whether it is such a key.
    restriction: Option<Option<PssParameters>>,
    /// Prepared when first needed: a store parses many keys that never verify anything.
    prepared: Arc<OnceLock<Option<Modulus>>>,
}

impl RsaKey {
    /// Reads `RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }` (RFC 8017 §A.1.1).
    pub(crate) fn read(
        encoded: &[u8],
        restriction: Option<Option<PssParameters>>,
    ) -> Result<RsaKey, KeyError> {
        let mut reader = Reader::new(encoded, "RSA public key");
        let sequence = reader.expect(tag::SEQUENCE).map_err(|_| KeyError::Malformed)?;
        let mut fields = sequence.reader();
        let modulus = integer(fields.expect(tag::INTEGER))?;
        let exponent = integer(fields.expect(tag::INTEGER))?;
        if fields.finish().is_err() || reader.finish().is_err() {
            return Err(KeyError::Malformed);
        }
        RsaKey::of_numbers(modulus, exponent, restriction)
    }

    /// The key of these numbers, without leading zeros.
    pub(crate) fn of_numbers(
        modulus: &[u8],
        exponent: &[u8],
        restriction: Option<Option<PssParameters>>,
    ) -> Result<RsaKey, KeyError> {
        let key = RsaKey {
            modulus: modulus.to_vec(),
            exponent: exponent_below_2_64(exponent, modulus)?,
            restriction,
            prepared: Arc::default(),
        };
        key.refuse_weak()?;
        Ok(key)
    }

    /// Bits of the modulus.
    pub(crate) fn bits(&self) -> usize {
        bit_length(&self.modulus)
    }

    /// Bytes of the modulus, and so of every signature.
    pub(crate) fn length(&self) -> usize {
        self.modulus.len()
    }

    /// Whether both keys have the same modulus and exponent.
    pub(crate) fn is_same_key(&self, other: &Self) -> bool {
        self.modulus == other.modulus && self.exponent == other.exponent
    }

    /// Modulus and exponent.
    pub(crate) fn numbers(&self) -> (&[u8], u64) {
        (&self.modulus, self.exponent)
    }

    /// RFC 4055 §3.3: the digests are those of the key, and the salt is at least as long.
    pub(crate) fn permits_pss(&self, parameters: &PssParameters) -> Result<(), VerifyError> {
        let Some(Some(allowed)) = &self.restriction else { return Ok(()) };
        let is_allowed = allowed.digest == parameters.digest
            && allowed.mgf_digest == parameters.mgf_digest
            && allowed.salt_length <= parameters.salt_length;
        if is_allowed { Ok(()) } else { Err(VerifyError::PssParameters) }
    }

    /// Whether the key may be used with this scheme alone (RFC 4055 §1.2).
    pub(crate) fn is_for_pss_only(&self) -> bool {
        self.restriction.is_some()
    }

    /// What one public operation costs.
    pub(crate) fn cost(&self) -> u64 {
        let steps = u64::from(64 - self.exponent.leading_zeros() + self.exponent.count_ones()) + 2;
        steps.saturating_mul(multiplication(self.bits()))
    }

    fn refuse_weak(&self) -> Result<(), KeyError> {
        let bits = self.bits();
        if bits > MAXIMUM_BITS {
            return Err(KeyError::Unsupported);
        }
        let is_even = |number: u64| number & 1 == 0;
        let is_modulus_even = self.modulus.last().is_none_or(|octet| octet & 1 == 0);
        if bits < MINIMUM_BITS || self.exponent <= 1 || is_even(self.exponent) || is_modulus_even {
            return Err(KeyError::Weak);
        }
        if has_roca_fingerprint(&self.modulus) {
            return Err(KeyError::Weak);
        }
        Ok(())
    }

    /// The public operation s^e mod n (RFC 8017 §5.2.2), as bytes of the modulus's length. A signature must have
    /// exactly that length and be below n.
    pub(crate) fn recover(&self, signature: &[u8]) -> Result<Vec<u8>, VerifyError> {
        if signature.len() != self.modulus.len() {
            return Err(VerifyError::Encoding);
        }
        let modulus = self.prepared().ok_or(VerifyError::Invalid)?;
        let recovered = modulus.pow(signature, self.exponent).ok_or(VerifyError::Invalid)?;
        Ok(self.in_length(&recovered))
    }

    /// n - f, for f as [`recover`](Self::recover) gives it.
    pub(crate) fn negate(&self, f: &[u8]) -> Option<Vec<u8>> {
        self.prepared().map(|modulus| self.in_length(&modulus.negate(f)))
    }

    fn prepared(&self) -> Option<&Modulus> {
        self.prepared.get_or_init(|| Modulus::from_bytes(&self.modulus)).as_ref()
    }

    /// Limbs end at 8 bytes, a modulus anywhere: what is above it is zero.
    fn in_length(&self, octets: &[u8]) -> Vec<u8> {
        octets.get(octets.len().saturating_sub(self.modulus.len())..).unwrap_or_default().to_vec()
    }
}

fn integer<'a>(element: Result<Element<'a>, doc9303_asn1::Error>) -> Result<&'a [u8], KeyError> {
    element.and_then(|integer| integer.unsigned_integer()).map_err(|_| KeyError::Malformed)
}

/// Exponents of 64 bits and more occur nowhere and would only cost time; those not below the modulus are no exponents.
fn exponent_below_2_64(exponent: &[u8], modulus: &[u8]) -> Result<u64, KeyError> {
    if (exponent.len(), exponent) >= (modulus.len(), modulus) {
        return Err(KeyError::Malformed);
    }
    if exponent.len() > 8 {
        return Err(KeyError::Unsupported);
    }
    Ok(exponent.iter().fold(0, |value, octet| (value << 8) | u64::from(*octet)))
}

fn bit_length(octets: &[u8]) -> usize {
    let zeros = octets.first().map_or(0, |first| usize::try_from(first.leading_zeros()).unwrap_or(0));
    (8 * octets.len()).saturating_sub(zeros)
}

/// The mark of primes made by a flawed generator of chips (ROCA, CVE-2017-15361): modulo each small prime, the modulus
/// is a power of 65537. Another modulus has the mark with a chance below one in 2^27.
fn has_roca_fingerprint(modulus: &[u8]) -> bool {
    // The first group tells nearly every honest modulus apart. Each product fits 32 bits, so that a remainder and the
    // next four bytes fit 64.
    const GROUPS: [&[u64]; 8] = [
        &[11, 13, 17, 19, 37, 41],
        &[43, 53, 61, 71, 73],
        &[79, 97, 103, 107],
        &[109, 127, 151, 157],
        &[3, 5, 7, 23, 29, 31],
        &[47, 59, 67, 83, 89],
        &[101, 113, 131, 137],
        &[139, 149, 163, 167],
    ];
    let is_power_of_65537 = |residue: u64, prime: u64| {
        let mut power = 1;
        (0..prime).any(|_| {
            let is_found = power == residue;
            power = power * 65537 % prime;
            is_found
        })
    };
    GROUPS.iter().all(|group| {
        let product: u64 = group.iter().product();
        let residue = modulus.rchunks(4).rev().fold(0, |value, octets| {
            let word = octets.iter().fold(0, |word, octet| (word << 8) | u64::from(*octet));
            ((value << 32) | word) % product
        });
        group.iter().all(|prime| is_power_of_65537(residue % prime, *prime))
    })
}

/// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.2). The expected encoding is built and compared as a whole: parsing what the
/// signature recovers is how forgeries got through (CVE-2006-4339 and its kin).
pub(crate) fn verify_pkcs1(
    key: &RsaKey,
    algorithm: DigestAlgorithm,
    message: &[u8],
    signature: &[u8],
) -> Result<Leniencies, VerifyError> {
    let recovered = key.recover(signature)?;
    let digest = algorithm.digest(message);
    // RFC 8017 §9.2 note 1: the parameters of the digest are NULL, and some leave them out.
    for digest_info_without_null in [false, true] {
        let expected = encode_pkcs1(algorithm, &digest, key.length(), digest_info_without_null);
        if expected.is_some_and(|expected| expected == recovered) {
            return Ok(Leniencies { digest_info_without_null, ..Leniencies::default() });
        }
    }
    Err(VerifyError::Invalid)
}

/// EMSA-PKCS1-v1_5 (RFC 8017 §9.2): `00 01 FF .. FF 00 DigestInfo`, with at least eight bytes FF.
fn encode_pkcs1(
    algorithm: DigestAlgorithm,
    digest: &Digest,
    length: usize,
    is_null_left_out: bool,
) -> Option<Vec<u8>> {
    let oid = algorithm.oid();
    let null: &[u8] = if is_null_left_out { &[] } else { &[0x05, 0x00] };
    // All lengths are below 128, so each is one byte.
    let octet = |length: usize| u8::try_from(length).ok();
    let identifier = 2 + oid.as_bytes().len() + null.len();
    let digest = digest.as_ref();
    let mut info = vec![0x30, octet(2 + identifier + 2 + digest.len())?];
    info.extend_from_slice(&[0x30, octet(identifier)?, 0x06, octet(oid.as_bytes().len())?]);
    info.extend_from_slice(oid.as_bytes());
    info.extend_from_slice(null);
    info.extend_from_slice(&[0x04, octet(digest.len())?]);
    info.extend_from_slice(digest);

    let padding = length.checked_sub(info.len() + 3).filter(|padding| *padding >= 8)?;
    let mut encoded = vec![0x00, 0x01];
    encoded.resize(2 + padding, 0xFF);
    encoded.push(0x00);
    encoded.extend_from_slice(&info);
    Some(encoded)
}

/// RSASSA-PSS (RFC 8017 §8.1.2).
pub(crate) fn verify_pss(
    key: &RsaKey,
    parameters: &PssParameters,
    message: &[u8],
    signature: &[u8],
) -> Result<Leniencies, VerifyError> {
    let recovered = key.recover(signature)?;
    let digest = parameters.digest.digest(message);
    verify_encoded_pss(parameters, &digest, &recovered, key.bits() - 1).ok_or(VerifyError::Invalid)?;
    let pss_salt_unlike_digest = parameters.salt_length != parameters.digest.output_length();
    Ok(Leniencies { pss_salt_unlike_digest, ..Leniencies::default() })
}

/// EMSA-PSS verification (RFC 8017 §9.1.2), steps by their numbers there. `recovered` has the modulus's length, which
/// is one byte more than the encoded message's when `bits` is a multiple of eight.
fn verify_encoded_pss(
    parameters: &PssParameters,
    digest: &Digest,
    recovered: &[u8],
    bits: usize,
) -> Option<()> {
    let length = bits.div_ceil(8);
    let (above, encoded) = recovered.split_at_checked(recovered.len().checked_sub(length)?)?;
    if above.iter().any(|octet| *octet != 0) {
        return None;
    }
    let hash_length = parameters.digest.output_length();
    // 3. and 4. and 5.
    let (body, trailer) = encoded.split_at_checked(length.checked_sub(1)?)?;
    if trailer != [0xBC] {
        return None;
    }
    let block_length = length.checked_sub(hash_length + 1)?;
    let zeros = block_length.checked_sub(parameters.salt_length)?.checked_sub(1)?;
    let (masked, hash) = body.split_at_checked(block_length)?;
    // 6. The bits of the first byte that the modulus has no room for.
    let unused = 8 * length - bits;
    let first_mask = u8::MAX.checked_shr(u32::try_from(unused).ok()?)?;
    if masked.first()? & !first_mask != 0 {
        return None;
    }
    // 7. to 9.
    let mut block = masked.to_vec();
    unmask(&mut block, parameters.mgf_digest, hash);
    *block.first_mut()? &= first_mask;
    // 10. and 11.
    let (padding, salt) = block.split_at_checked(zeros + 1)?;
    let (one, padding) = padding.split_last()?;
    if *one != 0x01 || padding.iter().any(|octet| *octet != 0) {
        return None;
    }
    // 12. to 14.
    let expected = parameters.digest.digest_parts(&[&[0; 8], digest.as_ref(), salt]);
    (expected.as_ref() == hash).then_some(())
}

/// Takes the mask of MGF1 (RFC 8017 §B.2.1) off the block.
fn unmask(block: &mut [u8], algorithm: DigestAlgorithm, seed: &[u8]) {
    for (counter, chunk) in (0_u32..).zip(block.chunks_mut(algorithm.output_length())) {
        let mask = algorithm.digest_parts(&[seed, &counter.to_be_bytes()]);
        for (octet, mask) in chunk.iter_mut().zip(mask.as_ref()) {
            *octet ^= mask;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An encoded message as RFC 8017 §9.1.1 makes it, for a modulus of one bit more than `bits`.
    fn encoded(parameters: &PssParameters, digest: &Digest, bits: usize) -> Vec<u8> {
        let length = bits.div_ceil(8);
        let salt = vec![0x5A; parameters.salt_length];
        let hash = parameters.digest.digest_parts(&[&[0; 8], digest.as_ref(), &salt]);
        let mut block = vec![0; length - parameters.digest.output_length() - 1];
        let one = block.len() - salt.len() - 1;
        block[one] = 1;
        block[one + 1..].copy_from_slice(&salt);
        unmask(&mut block, parameters.mgf_digest, hash.as_ref());
        block[0] &= 0xFF >> (8 * length - bits);
        [&block, hash.as_ref(), &[0xBC]].concat()
    }

    #[test]
    fn nothing_stands_above_an_encoded_message() {
        let algorithm = DigestAlgorithm::Sha256;
        let parameters = PssParameters { digest: algorithm, mgf_digest: algorithm, salt_length: 32 };
        let digest = algorithm.digest(b"message");
        let holds = |bits, octets: &[u8]| verify_encoded_pss(&parameters, &digest, octets, bits).is_some();
        for bits in [1023, 1022, 1025] {
            let message = encoded(&parameters, &digest, bits);
            assert!(holds(bits, &message), "{bits}");
            for place in 0..message.len() {
                let mut other = message.clone();
                other[place] ^= 0x80;
                assert!(!holds(bits, &other), "{bits} {place}");
            }
        }
        // A modulus of 1025 bits has one byte more than the message, and only zero may be in it.
        let message = encoded(&parameters, &digest, 1024);
        assert!(holds(1024, &[&[0], &message[..]].concat()));
        for above in [1, 0x80, 0xFF] {
            assert!(!holds(1024, &[&[above], &message[..]].concat()), "{above}");
        }
        assert!(!holds(1024, &message[1..]));
    }
}
