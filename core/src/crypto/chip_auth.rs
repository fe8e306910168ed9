//! Key agreement of Chip Authentication (Doc 9303-11 §6.2.3) and the proof within PACE with Chip Authentication Mapping
//! (§4.4.3.5), computed anew from what a terminal recorded.

use super::PublicKey;
use super::ec;
use super::key::{KeyError, Kind};
use super::modular::Modulus;
use super::work::{multiplication, sum_of_multiples};
use crate::asn1::{Element, Reader, tag};
use std::sync::Arc;

/// Bits of the largest modulus, which bounds the work.
const MAXIMUM_BITS: usize = 8192;
/// Below this, discrete logarithms can be found by those who would gain from it.
const MINIMUM_BITS: usize = 1024;
/// Bits of the smallest order of a subgroup in which secrets are not found by trying (RFC 5114 §2.1).
const MINIMUM_ORDER_BITS: usize = 160;
/// Octets of the longest number that can be a length: PKCS#3 has the private value's where X9.42 has the order.
const LENGTH_OCTETS: usize = 4;

/// A Diffie-Hellman public key y modulo a prime p.
#[derive(Debug, Clone)]
pub(super) struct DhKey {
    modulus: Arc<Modulus>,
    /// Octets of the modulus, without leading zeros.
    length: usize,
    bits: usize,
    y: Vec<u8>,
    /// The order of the subgroup that y is to lie in, where the parameters say it.
    order: Option<Vec<u8>>,
}

impl DhKey {
    /// `DHParameter ::= SEQUENCE { p, g, .. }` of PKCS#3, or `DomainParameters ::= SEQUENCE { p, g, q, .. }` of X9.42: both
    /// begin with p, which is all that agreeing needs. The key is an INTEGER.
    pub(super) fn read(parameters: Element<'_>, key: &[u8]) -> Result<DhKey, KeyError> {
        let mut fields = parameters.reader();
        let p = fields.expect(tag::INTEGER)?.unsigned_integer()?;
        let order = read_order(&mut fields, p)?;
        let mut reader = Reader::new(key, "public key");
        let y = reader.expect(tag::INTEGER)?.unsigned_integer()?;
        reader.finish()?;
        let zeros = p.first().map_or(0, |first| first.leading_zeros());
        let bits = (8 * p.len()).saturating_sub(usize::try_from(zeros).unwrap_or(0));
        if bits > MAXIMUM_BITS {
            return Err(KeyError::Unsupported);
        }
        if bits < MINIMUM_BITS {
            return Err(KeyError::Weak);
        }
        let modulus = Modulus::from_bytes(p).ok_or(KeyError::Weak)?;
        // 0, 1 and p - 1 have multiples that everybody knows; p and above are no residues.
        let greatest = modulus.negate(&[1]);
        let greatest = greatest.get(greatest.len() - p.len()..).unwrap_or_default();
        if y.len() > p.len() || y.len() == p.len() && y >= greatest || matches!(y, [] | [1]) {
            return Err(KeyError::InvalidPoint);
        }
        Ok(DhKey { modulus: Arc::new(modulus), length: p.len(), bits, y: y.to_vec(), order })
    }

    pub(super) fn bits(&self) -> usize {
        self.bits
    }

    /// Whether y lies in the subgroup of the stated order: outside of it, y may have few multiples, and everybody knows the
    /// secret (RFC 2631 §2.1.5).
    fn is_in_subgroup(&self) -> bool {
        let Some(order) = &self.order else { return true };
        let one = self.modulus.pow_long(&self.y, order);
        one.is_some_and(|power| {
            power
                .split_last()
                .is_some_and(|(last, above)| *last == 1 && above.iter().all(|octet| *octet == 0))
        })
    }

    /// What a power with an exponent of so many octets costs: each four bits take five multiplications at most.
    fn cost(&self, octets: usize) -> u64 {
        let steps = u64::try_from(octets.saturating_mul(10).saturating_add(20)).unwrap_or(u64::MAX);
        steps.saturating_mul(multiplication(self.bits))
    }

    /// y^x mod p, of the modulus's length.
    fn agree(&self, private_key: &[u8]) -> Option<Vec<u8>> {
        let is_zero = private_key.iter().all(|octet| *octet == 0);
        if private_key.len() > self.length || is_zero || !self.is_in_subgroup() {
            return None;
        }
        let secret = self.modulus.pow_long(&self.y, private_key)?;
        secret.get(secret.len().checked_sub(self.length)?..).map(<[u8]>::to_vec)
    }
}

/// The third number, if it is the order of a subgroup: X9.42 puts it there, and PKCS#3 the length of private values. The
/// order must be one that hides a secret.
fn read_order(fields: &mut Reader<'_>, p: &[u8]) -> Result<Option<Vec<u8>>, KeyError> {
    fields.expect(tag::INTEGER)?;
    let Some(third) = fields.optional(tag::INTEGER)? else { return Ok(None) };
    let third = third.unsigned_integer()?;
    if third.len() <= LENGTH_OCTETS {
        return Ok(None);
    }
    if third.len() < MINIMUM_ORDER_BITS / 8 {
        return Err(KeyError::Weak);
    }
    if (third.len(), third) >= (p.len(), p) {
        return Err(KeyError::Malformed);
    }
    Ok(Some(third.to_vec()))
}

/// What [`shared_secret`] costs with a private key of so many octets, and [`is_mapping_proved`].
pub(crate) fn agreement_cost(key: &PublicKey, private_key: &[u8]) -> u64 {
    match &key.kind {
        Kind::Ec(key) => sum_of_multiples(key.curve.bits),
        Kind::Dh(key) => {
            let order = key.order.as_ref().map_or(0, |order| key.cost(order.len()));
            order.saturating_add(key.cost(private_key.len().min(key.length)))
        }
        Kind::Rsa(_) => 0,
    }
}

/// The secret that the chip's key and a terminal's private key agree on: the x-coordinate, or the number, with its
/// leading zeros (Doc 9303-11 §9.7.1). `None` if the private key is out of range, the key is not of the group that it names,
/// or it is one that signs.
pub fn shared_secret(key: &PublicKey, private_key: &[u8]) -> Option<Vec<u8>> {
    match &key.kind {
        Kind::Ec(key) => ec::multiple(key.curve, &key.point, private_key).map(|point| point.x),
        Kind::Dh(key) => key.agree(private_key),
        Kind::Rsa(_) => None,
    }
}

/// Whether the key agrees on secrets over a curve, and not in a group of numbers.
pub fn is_elliptic(key: &PublicKey) -> bool {
    matches!(key.kind, Kind::Ec(_))
}

/// Whether the chip's data, multiplied with its key, gives the public key that it used in the mapping of PACE
/// (Doc 9303-11 §4.4.3.5.2). The mapping key is an uncompressed point of the key's curve.
pub fn is_mapping_proved(key: &PublicKey, authentication_data: &[u8], mapping_key: &[u8]) -> bool {
    let Kind::Ec(key) = &key.kind else { return false };
    let mapping_key = ec::read_point(key.curve, mapping_key);
    mapping_key.is_some() && ec::multiple(key.curve, &key.point, authentication_data) == mapping_key
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::DigestAlgorithm;
    use num_bigint::BigUint;

    fn integer(number: &BigUint) -> Vec<u8> {
        let mut content = vec![0];
        content.extend(number.to_bytes_be());
        element(0x02, &content)
    }

    fn element(tag: u8, content: &[u8]) -> Vec<u8> {
        let [.., high, low] = content.len().to_be_bytes();
        [&[tag, 0x82, high, low], content].concat()
    }

    fn spki(p: &BigUint, y: &BigUint) -> Vec<u8> {
        let parameters = element(0x30, &[integer(p), integer(&BigUint::from(2_u8))].concat());
        let algorithm = [element(0x06, crate::oid::DH_KEY_AGREEMENT.as_bytes()), parameters].concat();
        let key = [vec![0], integer(y)].concat();
        element(0x30, &[element(0x30, &algorithm), element(0x03, &key)].concat())
    }

    fn number(seed: u8, octets: usize) -> BigUint {
        let blocks =
            (0_u8..).flat_map(|block| DigestAlgorithm::Sha512.digest(&[seed, block]).as_ref().to_vec());
        let mut octets: Vec<u8> = blocks.take(octets).collect();
        octets[0] |= 0x80;
        *octets.last_mut().unwrap() |= 1;
        BigUint::from_bytes_be(&octets)
    }

    #[test]
    fn numbers_agree_as_powers_do() {
        for octets in [128, 129, 256] {
            let (p, x) = (number(1, octets), number(2, 32));
            let y = number(3, octets - 1);
            let key = PublicKey::from_agreement_spki(&spki(&p, &y)).unwrap();
            assert_eq!((key.bits(), key.name()), (8 * octets, format!("DH-{}", 8 * octets).as_str()));
            let secret = shared_secret(&key, &x.to_bytes_be()).unwrap();
            assert_eq!((secret.len(), BigUint::from_bytes_be(&secret)), (octets, y.modpow(&x, &p)));
            assert_eq!(shared_secret(&key, &[0; 20]), None);
        }
    }

    #[test]
    fn private_keys_are_no_longer_than_the_modulus() {
        let (p, y) = (number(1, 128), number(3, 127));
        let key = PublicKey::from_agreement_spki(&spki(&p, &y)).unwrap();
        let longest = [0xFF; 128];
        let secret = shared_secret(&key, &longest).unwrap();
        assert_eq!(BigUint::from_bytes_be(&secret), y.modpow(&BigUint::from_bytes_be(&longest), &p));
        assert_eq!(shared_secret(&key, &[1; 129]), None);
        assert_eq!(shared_secret(&key, &[&[0], &longest[..]].concat()), None);
        assert!(agreement_cost(&key, &longest) > 10 * agreement_cost(&key, &[1]));
        assert_eq!(agreement_cost(&key, &[1; 129]), agreement_cost(&key, &longest), "it is not computed");
    }

    #[test]
    fn a_key_lies_in_the_group_that_it_names() {
        let p = number(1, 128);
        let with = |y: &BigUint, third: &BigUint| {
            let numbers = [integer(&p), integer(&BigUint::from(2_u8)), integer(third)].concat();
            let oid = element(0x06, crate::oid::DH_PUBLIC_NUMBER.as_bytes());
            let algorithm = element(0x30, &[oid, element(0x30, &numbers)].concat());
            let key = element(0x03, &[vec![0], integer(y)].concat());
            PublicKey::from_agreement_spki(&element(0x30, &[algorithm, key].concat()))
        };
        let y = number(3, 127);
        // A length of private values, which PKCS#3 has there, asks for nothing.
        let length = with(&y, &BigUint::from(256_u16)).unwrap();
        assert!(shared_secret(&length, &[2]).is_some());
        let order = number(5, 32);
        let outside = with(&y, &order).unwrap();
        assert_eq!(shared_secret(&outside, &[2]), None);
        assert!(agreement_cost(&outside, &[2]) > agreement_cost(&length, &[2]));
        assert_eq!(with(&y, &number(5, 19)).unwrap_err(), KeyError::Weak);
        assert_eq!(with(&y, &p).unwrap_err(), KeyError::Malformed);
    }

    #[test]
    fn keys_with_known_secrets_are_refused() {
        let p = number(1, 128);
        let one = BigUint::from(1_u8);
        for y in [BigUint::ZERO, one.clone(), &p - &one, p.clone(), &p + &one] {
            assert_eq!(PublicKey::from_agreement_spki(&spki(&p, &y)).unwrap_err(), KeyError::InvalidPoint);
        }
        let small = number(1, 127);
        assert_eq!(
            PublicKey::from_agreement_spki(&spki(&small, &BigUint::from(2_u8))).unwrap_err(),
            KeyError::Weak
        );
    }
}
