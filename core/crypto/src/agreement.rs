//! Keys that agree on secrets: those of Chip Authentication (Doc 9303-11 §6.2.3) and of the mapping in PACE with Chip
//! Authentication Mapping (§4.4.3.5), computed anew from what a terminal recorded.

use crate::curve_parameters::expect;
use crate::dh::DhKey;
use crate::ec;
use crate::ec_key::EcKey;
use crate::error::KeyError;
use crate::key::subject_public_key_info;
use crate::oid;
use doc9303_asn1::tag;

/// A public key that a chip agrees on secrets with. It verifies no signature.
///
/// ```
/// use doc9303_crypto::{AgreementKey, KeyError};
/// assert_eq!(AgreementKey::from_spki(b"no key").unwrap_err(), KeyError::Malformed);
/// ```
#[derive(Debug, Clone)]
pub struct AgreementKey {
    kind: Kind,
    name: String,
}

#[derive(Debug, Clone)]
enum Kind {
    Ec(EcKey),
    Dh(DhKey),
}

impl AgreementKey {
    /// Reads a SubjectPublicKeyInfo of Chip Authentication (Doc 9303-11 §9.2.6): an EC key, or a Diffie-Hellman key with
    /// its numbers as PKCS#3 or X9.42 order them.
    ///
    /// # Errors
    /// See [`KeyError`].
    pub fn from_spki(span: &[u8]) -> Result<AgreementKey, KeyError> {
        let (algorithm, key) = subject_public_key_info(span)?;
        match algorithm.oid {
            oid::DH_KEY_AGREEMENT | oid::DH_PUBLIC_NUMBER => {
                let key = DhKey::read(expect(algorithm.parameters, tag::SEQUENCE)?, key)?;
                Ok(AgreementKey { name: format!("DH-{}", key.bits()), kind: Kind::Dh(key) })
            }
            _ => {
                let key = EcKey::read(&algorithm, key)?;
                Ok(AgreementKey { name: key.curve.name.to_owned(), kind: Kind::Ec(key) })
            }
        }
    }

    /// What kind of key this is, such as `DH-2048` or `brainpoolP384r1`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Bits of the modulus or of the curve's field.
    pub fn bits(&self) -> usize {
        match &self.kind {
            Kind::Ec(key) => key.curve.bits,
            Kind::Dh(key) => key.bits(),
        }
    }

    /// Whether the key agrees over a curve, and not in a group of numbers.
    pub fn is_elliptic(&self) -> bool {
        matches!(self.kind, Kind::Ec(_))
    }

    /// What [`shared_secret`](Self::shared_secret) and [`is_mapping_proved`](Self::is_mapping_proved) cost with a private
    /// key of so many bytes, in units of [`Work`](crate::Work).
    pub fn cost(&self, private_key: &[u8]) -> u64 {
        match &self.kind {
            Kind::Ec(key) => key.cost(),
            Kind::Dh(key) => key.agreement_cost(private_key),
        }
    }

    /// The secret that the chip's key and a terminal's private key agree on: the x-coordinate, or the number, with its
    /// leading zeros (Doc 9303-11 §9.7.1). Returns `None` if the private key is out of range or the key does not lie in the
    /// group that it names.
    pub fn shared_secret(&self, private_key: &[u8]) -> Option<Vec<u8>> {
        match &self.kind {
            Kind::Ec(key) => ec::multiple(key.curve, &key.point, private_key).map(|point| point.x),
            Kind::Dh(key) => key.agree(private_key),
        }
    }

    /// Whether the chip's data, multiplied with its key, gives the public key that it used in the mapping of PACE
    /// (Doc 9303-11 §4.4.3.5.2). The mapping key is an uncompressed point of the key's curve.
    pub fn is_mapping_proved(&self, authentication_data: &[u8], mapping_key: &[u8]) -> bool {
        let Kind::Ec(key) = &self.kind else { return false };
        let mapping_key = ec::read_point(key.curve, mapping_key);
        mapping_key.is_some() && ec::multiple(key.curve, &key.point, authentication_data) == mapping_key
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DigestAlgorithm;
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
        let algorithm = [element(0x06, oid::DH_KEY_AGREEMENT.as_bytes()), parameters].concat();
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
            let key = AgreementKey::from_spki(&spki(&p, &y)).unwrap();
            assert_eq!((key.bits(), key.name()), (8 * octets, format!("DH-{}", 8 * octets).as_str()));
            let secret = key.shared_secret(&x.to_bytes_be()).unwrap();
            assert_eq!((secret.len(), BigUint::from_bytes_be(&secret)), (octets, y.modpow(&x, &p)));
            assert_eq!(key.shared_secret(&[0; 20]), None);
        }
    }

    #[test]
    fn private_keys_are_no_longer_than_the_modulus() {
        let (p, y) = (number(1, 128), number(3, 127));
        let key = AgreementKey::from_spki(&spki(&p, &y)).unwrap();
        let longest = [0xFF; 128];
        let secret = key.shared_secret(&longest).unwrap();
        assert_eq!(BigUint::from_bytes_be(&secret), y.modpow(&BigUint::from_bytes_be(&longest), &p));
        assert_eq!(key.shared_secret(&[1; 129]), None);
        assert_eq!(key.shared_secret(&[&[0], &longest[..]].concat()), None);
        assert!(key.cost(&longest) > 10 * key.cost(&[1]));
        assert_eq!(key.cost(&[1; 129]), key.cost(&longest), "it is not computed");
    }

    #[test]
    fn a_key_lies_in_the_group_that_it_names() {
        let p = number(1, 128);
        let with = |y: &BigUint, third: &BigUint| {
            let numbers = [integer(&p), integer(&BigUint::from(2_u8)), integer(third)].concat();
            let oid = element(0x06, oid::DH_PUBLIC_NUMBER.as_bytes());
            let algorithm = element(0x30, &[oid, element(0x30, &numbers)].concat());
            let key = element(0x03, &[vec![0], integer(y)].concat());
            AgreementKey::from_spki(&element(0x30, &[algorithm, key].concat()))
        };
        let y = number(3, 127);
        // A length of private values, which PKCS#3 has there, asks for nothing.
        let length = with(&y, &BigUint::from(256_u16)).unwrap();
        assert!(length.shared_secret(&[2]).is_some());
        let order = number(5, 32);
        let outside = with(&y, &order).unwrap();
        assert_eq!(outside.shared_secret(&[2]), None);
        assert!(outside.cost(&[2]) > length.cost(&[2]));
        assert_eq!(with(&y, &number(5, 19)).unwrap_err(), KeyError::Weak);
        assert_eq!(with(&y, &p).unwrap_err(), KeyError::Malformed);
    }

    #[test]
    fn keys_with_known_secrets_are_refused() {
        let p = number(1, 128);
        let one = BigUint::from(1_u8);
        for y in [BigUint::ZERO, one.clone(), &p - &one, p.clone(), &p + &one] {
            assert_eq!(AgreementKey::from_spki(&spki(&p, &y)).unwrap_err(), KeyError::InvalidPoint);
        }
        let small = number(1, 127);
        assert_eq!(AgreementKey::from_spki(&spki(&small, &BigUint::from(2_u8))).unwrap_err(), KeyError::Weak);
    }
}
