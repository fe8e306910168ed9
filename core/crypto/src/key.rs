//! Keys that verify signatures, from SubjectPublicKeyInfo (RFC 5280 §4.1.2.7, RFC 3279 §2.3, RFC 5480, TR-03111 §4.1,
//! Doc 9303-11 §9.5).

use crate::algorithm::{PssParameters, SignatureAlgorithm};
use crate::curve_parameters::trimmed;
use crate::digest::sha256;
use crate::ec::curves::Curve;
use crate::ec_key::EcKey;
use crate::error::{AlgorithmError, KeyError, VerifyError};
use crate::oid;
use crate::rsa::RsaKey;
use doc9303_asn1::{AlgorithmIdentifier, Reader, tag};

/// A public key that was read and judged fit to verify signatures with.
///
/// Keep it where it verifies more than once: what is prepared for one signature is kept with the key and its clones
/// (up to 16 KB), and later signatures take a third of the time.
///
/// ```
/// use doc9303_crypto::{KeyError, VerifyingKey};
/// assert_eq!(VerifyingKey::from_spki(b"no key").unwrap_err(), KeyError::Malformed);
/// ```
#[derive(Debug, Clone)]
pub struct VerifyingKey {
    pub(crate) kind: Kind,
    name: String,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Rsa(RsaKey),
    Ec(EcKey),
}

impl VerifyingKey {
    /// Reads a SubjectPublicKeyInfo from its whole span.
    ///
    /// Work is bounded: RSA moduli beyond 8192 bits are rejected before anything is computed, and curve parameters are
    /// only ever compared.
    ///
    /// # Errors
    /// See [`KeyError`].
    pub fn from_spki(span: &[u8]) -> Result<VerifyingKey, KeyError> {
        let (algorithm, key) = subject_public_key_info(span)?;
        match algorithm.oid {
            oid::RSA_ENCRYPTION => {
                // NULL by RFC 3279 §2.3.1; several issuers leave it out. Anything else belongs to another algorithm.
                if algorithm.parameters.is_some() && !algorithm.has_null_parameters() {
                    return Err(KeyError::Malformed);
                }
                Ok(Self::from_rsa(RsaKey::read(key, None)?))
            }
            oid::RSASSA_PSS => Ok(Self::from_rsa(RsaKey::read(key, Some(pss_restriction(&algorithm)?))?)),
            _ => Ok(Self::from_ec(EcKey::read(&algorithm, key)?)),
        }
    }

    /// The RSA key of these big-endian numbers, for structures that are no SubjectPublicKeyInfo.
    ///
    /// # Errors
    /// See [`KeyError`].
    ///
    /// ```
    /// use doc9303_crypto::{KeyError, VerifyingKey};
    /// assert_eq!(VerifyingKey::from_modulus(&[0xC1; 64], &[1, 0, 1]).unwrap_err(), KeyError::Weak);
    /// ```
    pub fn from_modulus(modulus: &[u8], exponent: &[u8]) -> Result<VerifyingKey, KeyError> {
        RsaKey::of_numbers(trimmed(modulus), trimmed(exponent), None).map(Self::from_rsa)
    }

    /// The key of a point of a known curve, as SEC 1 §2.3.3 encodes it.
    ///
    /// # Errors
    /// [`KeyError::InvalidPoint`] if it is none.
    ///
    /// ```
    /// use doc9303_crypto::{Curve, KeyError, VerifyingKey};
    /// let curve = Curve::by_standardized_id(13).unwrap();
    /// assert_eq!(VerifyingKey::from_point(curve, &[4; 65]).unwrap_err(), KeyError::InvalidPoint);
    /// ```
    pub fn from_point(curve: &'static Curve, encoded: &[u8]) -> Result<VerifyingKey, KeyError> {
        EcKey::on(curve, encoded, false).map(Self::from_ec)
    }

    fn from_ec(key: EcKey) -> Self {
        VerifyingKey { name: key.curve.name.to_owned(), kind: Kind::Ec(key) }
    }

    fn from_rsa(key: RsaKey) -> Self {
        VerifyingKey { name: format!("RSA-{}", key.bits()), kind: Kind::Rsa(key) }
    }

    /// What kind of key this is, such as `RSA-2048` or `brainpoolP384r1`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Bits of the modulus or of the curve's field.
    pub fn bits(&self) -> usize {
        match &self.kind {
            Kind::Rsa(key) => key.bits(),
            Kind::Ec(key) => key.curve.bits,
        }
    }

    /// Whether both are one key, however each is encoded: real States publish one key with named and with explicit
    /// parameters, with and without a seed.
    pub fn is_same_key(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Rsa(one), Kind::Rsa(other)) => one.is_same_key(other),
            (Kind::Ec(one), Kind::Ec(other)) => one.curve == other.curve && one.point == other.point,
            _ => false,
        }
    }

    /// SHA-256 over the numbers of the key, equal exactly for what [`is_same_key`](Self::is_same_key) calls one key.
    pub fn identity(&self) -> [u8; 32] {
        // The kind and each length go in front, so that the numbers of one kind of key are never those of another.
        let mut numbers = Vec::new();
        let mut add = |field: &[u8]| {
            numbers.extend(u32::try_from(field.len()).unwrap_or(u32::MAX).to_be_bytes());
            numbers.extend(field);
        };
        match &self.kind {
            Kind::Rsa(key) => {
                add(b"RSA");
                let (modulus, exponent) = key.numbers();
                add(&exponent.to_be_bytes());
                add(modulus);
            }
            Kind::Ec(key) => {
                add(b"EC");
                add(key.curve.name.as_bytes());
                add(&key.point.x);
                add(&key.point.y);
            }
        }
        sha256(&numbers)
    }

    /// The numbers, for a verifier of another library.
    pub fn numbers(&self) -> PublicNumbers<'_> {
        match &self.kind {
            Kind::Rsa(key) => {
                let (modulus, exponent) = key.numbers();
                PublicNumbers::Rsa { modulus, exponent }
            }
            Kind::Ec(key) => PublicNumbers::Ec { curve: key.curve.name, x: &key.point.x, y: &key.point.y },
        }
    }

    /// Whether the key may be used with this algorithm: it is of the right kind, and its own parameters allow those of the
    /// signature (RFC 4055 §1.2, §3.3).
    ///
    /// # Errors
    /// [`VerifyError::KeyMismatch`] for another kind of key, [`VerifyError::PssParameters`] if its parameters forbid it.
    pub fn permits(&self, algorithm: &SignatureAlgorithm) -> Result<(), VerifyError> {
        match (&self.kind, *algorithm) {
            (Kind::Rsa(key), SignatureAlgorithm::RsaPkcs1 { .. }) if !key.is_for_pss_only() => Ok(()),
            (Kind::Rsa(key), SignatureAlgorithm::RsaPss { digest, mgf_digest, salt_length }) => {
                key.permits_pss(&PssParameters { digest, mgf_digest, salt_length })
            }
            (Kind::Ec(_), SignatureAlgorithm::Ecdsa { .. } | SignatureAlgorithm::EcdsaPlain { .. }) => Ok(()),
            _ => Err(VerifyError::KeyMismatch),
        }
    }

    /// What it costs to verify one signature, in units of [`Work`](crate::Work).
    pub fn cost(&self) -> u64 {
        match &self.kind {
            Kind::Rsa(key) => key.cost(),
            Kind::Ec(key) => key.cost(),
        }
    }

    /// Whether the curve is spelled out, as Doc 9303-12 §4.1.6.3 demands of certificates.
    pub fn has_explicit_parameters(&self) -> bool {
        matches!(&self.kind, Kind::Ec(EcKey { has_explicit_parameters: true, .. }))
    }
}

/// The numbers of a [`VerifyingKey`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PublicNumbers<'a> {
    /// An RSA key.
    Rsa {
        /// The modulus, big-endian, without leading zeros.
        modulus: &'a [u8],
        /// The public exponent.
        exponent: u64,
    },
    /// A point that lies on its curve.
    Ec {
        /// The name of the curve, such as `P-256`.
        curve: &'static str,
        /// The coordinate x, big-endian, as long as the field.
        x: &'a [u8],
        /// The coordinate y, as long.
        y: &'a [u8],
    },
}

/// `SubjectPublicKeyInfo ::= SEQUENCE { algorithm AlgorithmIdentifier, subjectPublicKey BIT STRING }` (RFC 5280 §4.1).
pub(crate) fn subject_public_key_info(span: &[u8]) -> Result<(AlgorithmIdentifier<'_>, &[u8]), KeyError> {
    let mut reader = Reader::new(span, "public key");
    let mut fields = reader.expect(tag::SEQUENCE)?.reader();
    reader.finish()?;
    let algorithm = fields.expect(tag::SEQUENCE)?.algorithm()?;
    let key = fields.expect(tag::BIT_STRING)?.bit_string()?;
    fields.finish()?;
    Ok((algorithm, key))
}

/// RFC 4055 §3.1: parameters restrict what the key may be used with; absent, they restrict nothing.
fn pss_restriction(algorithm: &AlgorithmIdentifier<'_>) -> Result<Option<PssParameters>, KeyError> {
    match algorithm.parameters {
        None => Ok(None),
        Some(parameters) => match PssParameters::read(Some(parameters)) {
            Ok(restriction) => Ok(Some(restriction)),
            Err(AlgorithmError::Unsupported) => Err(KeyError::Unsupported),
            Err(_) => Err(KeyError::Malformed),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use num_bigint::BigUint;

    fn element(tag: u8, content: &[u8]) -> Vec<u8> {
        let [.., high, low] = content.len().to_be_bytes();
        [&[tag, 0x82, high, low], content].concat()
    }

    fn spki(oid: &[u8], parameters: &[u8], key: &[u8]) -> Vec<u8> {
        let algorithm = element(0x30, &[&element(0x06, oid), parameters].concat());
        element(0x30, &[algorithm, element(0x03, &[&[0], key].concat())].concat())
    }

    /// Keys whose numbers, written side by side, are the same octets: the name of P-521 and a coordinate's beginning are an
    /// exponent, and the rest of the point is a modulus.
    #[test]
    fn keys_of_two_kinds_are_never_one() {
        let number = |digits: &str| BigUint::parse_bytes(digits.as_bytes(), 16).unwrap();
        let curve = &crate::ec::curves::P521;
        let y = number(curve.p) - number(curve.gy);
        let fixed = |number: &BigUint| {
            let octets = number.to_bytes_be();
            [vec![0; 66 - octets.len()], octets].concat()
        };
        let point = [fixed(&number(curve.gx)), fixed(&y)].concat();
        let curve_oid = element(0x06, curve.oid.as_bytes());
        let ec = spki(oid::EC_PUBLIC_KEY.as_bytes(), &curve_oid, &[&[4], &point[..]].concat());
        let ec = VerifyingKey::from_spki(&ec).unwrap();
        let numbers = [curve.name.as_bytes(), &point].concat();
        let (exponent, modulus) = numbers.split_at(8);
        let integer = |octets: &[u8]| element(0x02, &[&[0], octets].concat());
        let rsa = element(0x30, &[integer(modulus), integer(exponent)].concat());
        let rsa = spki(oid::RSA_ENCRYPTION.as_bytes(), &[0x05, 0x00], &rsa);
        let rsa = VerifyingKey::from_spki(&rsa).unwrap();
        assert!(!ec.is_same_key(&rsa));
        assert_ne!(ec.identity(), rsa.identity());
    }

    #[test]
    fn parameters_of_rsa_are_null_or_left_out() {
        let number = [vec![0x02, 0x81, 0x81, 0x00, 0xC1], vec![0x11; 126], vec![0x35]].concat();
        let key = element(0x30, &[number, vec![0x02, 0x01, 0x03]].concat());
        let read = |parameters: &[u8]| {
            VerifyingKey::from_spki(&spki(oid::RSA_ENCRYPTION.as_bytes(), parameters, &key))
                .map(|key| key.identity())
        };
        let plain = read(&[0x05, 0x00]).unwrap();
        assert_eq!(read(&[]), Ok(plain));
        for garbage in [&[0x30, 0x00][..], &[0x04, 0x01, 0x00], &[0x06, 0x01, 0x2A]] {
            assert_eq!(read(garbage), Err(KeyError::Malformed));
        }
    }
}
