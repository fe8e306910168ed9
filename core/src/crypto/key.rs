//! Public keys from SubjectPublicKeyInfo (RFC 5280 §4.1.2.7, RFC 3279 §2.3, RFC 5480, TR-03111 §4.1, Part 11 §9.5).

use super::algorithm::PssParameters;
use super::chip_auth::DhKey;
use super::digest::sha256;
use super::ec::curves::{self, Curve};
use super::ec::{self, Point, Prepared};
use super::rsa::RsaKey;
use crate::asn1::{AlgorithmIdentifier, Element, Reader, Tag, tag};
use crate::{Code, Error, oid};
use std::sync::Arc;

/// A public key that was read, judged fit to verify with, and is kept for it.
///
/// Keep it where it verifies more than once: what is prepared for one signature is kept with the key and its clones
/// (up to 16 KB), and later signatures take a third of the time.
///
/// ```
/// use doc9303::crypto::{KeyError, PublicKey};
/// assert_eq!(PublicKey::from_spki(b"no key").unwrap_err(), KeyError::Malformed);
/// ```
#[derive(Debug, Clone)]
pub struct PublicKey {
    pub(super) kind: Kind,
    name: String,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    Rsa(RsaKey),
    Ec(EcKey),
    /// Agrees on secrets and verifies nothing.
    Dh(DhKey),
}

/// A point on a known curve.
#[derive(Debug, Clone)]
pub(super) struct EcKey {
    pub(super) curve: &'static Curve,
    pub(super) point: Point,
    pub(super) prepared: Arc<Prepared>,
    has_explicit_parameters: bool,
}

/// Why a SubjectPublicKeyInfo is no key to verify with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// Not a SubjectPublicKeyInfo, or not what its algorithm demands.
    #[error("the key is malformed")]
    Malformed,
    /// Infinity, coordinates out of range, or a point that is not on the curve.
    #[error("the key is not a point of its curve")]
    InvalidPoint,
    /// Explicit parameters of which not every number is that of one known curve.
    #[error("the curve parameters are not those of a known curve")]
    NonstandardCurve,
    /// RSA below 1024 bits, with an even or trivial exponent, an even modulus, or the mark of a flawed generator.
    #[error("the key is weak")]
    Weak,
    /// DSA, post-quantum, unknown algorithms and curves, sizes beyond any use.
    #[error("the key's algorithm is not supported")]
    Unsupported,
}

impl KeyError {
    /// The stable code.
    pub const fn code(self) -> Code {
        match self {
            KeyError::Malformed => Code::KeyMalformed,
            KeyError::InvalidPoint => Code::KeyInvalidPoint,
            KeyError::NonstandardCurve => Code::KeyNonstandardCurve,
            KeyError::Weak => Code::KeyWeak,
            KeyError::Unsupported => Code::SignatureUnsupportedAlgorithm,
        }
    }
}

impl From<Error> for KeyError {
    fn from(_: Error) -> Self {
        KeyError::Malformed
    }
}

impl PublicKey {
    /// Reads a SubjectPublicKeyInfo from its whole span.
    ///
    /// Work is bounded: RSA moduli beyond 8192 bits are refused before anything is computed, and curve parameters are
    /// only ever compared.
    ///
    /// # Errors
    /// See [`KeyError`].
    pub fn from_spki(span: &[u8]) -> Result<PublicKey, KeyError> {
        let mut reader = Reader::new(span, "public key");
        let mut fields = reader.expect(tag::SEQUENCE)?.reader();
        reader.finish()?;
        let algorithm = fields.expect(tag::SEQUENCE)?.algorithm()?;
        let key = fields.expect(tag::BIT_STRING)?.bit_string()?;
        fields.finish()?;
        match algorithm.oid {
            oid::RSA_ENCRYPTION => Self::from_rsa(RsaKey::read(key, None)?),
            oid::RSASSA_PSS => Self::from_rsa(RsaKey::read(key, Some(pss_restriction(&algorithm)?))?),
            oid::EC_PUBLIC_KEY => {
                let (curve, has_explicit_parameters) = read_curve(algorithm.parameters)?;
                Self::from_point(curve, key, has_explicit_parameters)
            }
            oid::STANDARDIZED_DOMAIN_PARAMETERS => {
                let id = expect(algorithm.parameters, tag::INTEGER)?.small_integer()?;
                let curve = Curve::by_standardized_id(id).ok_or(KeyError::Unsupported)?;
                Self::from_point(curve, key, false)
            }
            _ => Err(KeyError::Unsupported),
        }
    }

    /// Reads a SubjectPublicKeyInfo of Chip Authentication (Doc 9303-11 §9.2.6): an EC key, or a Diffie-Hellman key with
    /// its numbers as PKCS#3 or X9.42 order them.
    ///
    /// # Errors
    /// See [`KeyError`].
    pub fn from_agreement_spki(span: &[u8]) -> Result<PublicKey, KeyError> {
        let mut reader = Reader::new(span, "public key");
        let mut fields = reader.expect(tag::SEQUENCE)?.reader();
        reader.finish()?;
        let algorithm = fields.expect(tag::SEQUENCE)?.algorithm()?;
        match algorithm.oid {
            oid::DH_KEY_AGREEMENT | oid::DH_PUBLIC_NUMBER => {
                let key = fields.expect(tag::BIT_STRING)?.bit_string()?;
                fields.finish()?;
                let key = DhKey::read(expect(algorithm.parameters, tag::SEQUENCE)?, key)?;
                Ok(PublicKey { name: format!("DH-{}", key.bits()), kind: Kind::Dh(key) })
            }
            oid::EC_PUBLIC_KEY | oid::STANDARDIZED_DOMAIN_PARAMETERS => Self::from_spki(span),
            _ => Err(KeyError::Unsupported),
        }
    }

    fn from_rsa(key: RsaKey) -> Result<Self, KeyError> {
        Ok(PublicKey { name: format!("RSA-{}", key.bits()), kind: Kind::Rsa(key) })
    }

    fn from_point(
        curve: &'static Curve,
        key: &[u8],
        has_explicit_parameters: bool,
    ) -> Result<Self, KeyError> {
        let point = ec::read_point(curve, key).ok_or(KeyError::InvalidPoint)?;
        let key = EcKey { curve, point, prepared: Arc::default(), has_explicit_parameters };
        Ok(PublicKey { name: curve.name.to_owned(), kind: Kind::Ec(key) })
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
            Kind::Dh(key) => key.bits(),
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
    pub(crate) fn identity(&self) -> [u8; 32] {
        let mut numbers = Vec::new();
        match &self.kind {
            Kind::Rsa(key) => key.write_numbers(&mut numbers),
            Kind::Ec(key) => {
                numbers.extend(key.curve.name.bytes());
                numbers.extend(&key.point.x);
                numbers.extend(&key.point.y);
            }
            // Agrees on secrets and is nobody's identity.
            Kind::Dh(_) => {}
        }
        sha256(&numbers)
    }

    /// Whether the curve is spelled out, as Doc 9303-12 §4.1.6.3 demands of certificates.
    pub fn has_explicit_parameters(&self) -> bool {
        matches!(&self.kind, Kind::Ec(EcKey { has_explicit_parameters: true, .. }))
    }
}

/// RFC 4055 §3.1: parameters restrict what the key may be used with; absent, they restrict nothing.
fn pss_restriction(algorithm: &AlgorithmIdentifier<'_>) -> Result<Option<PssParameters>, KeyError> {
    match algorithm.parameters {
        None => Ok(None),
        Some(parameters) => match PssParameters::read(Some(parameters)) {
            Ok(restriction) => Ok(Some(restriction)),
            Err(super::AlgorithmError::Unsupported) => Err(KeyError::Unsupported),
            Err(_) => Err(KeyError::Malformed),
        },
    }
}

fn expect(element: Option<Element<'_>>, tag: Tag) -> Result<Element<'_>, KeyError> {
    element.filter(|element| element.tag() == tag).ok_or(KeyError::Malformed)
}

/// `EcpkParameters ::= CHOICE { namedCurve, ecParameters, implicitCA }` (RFC 3279 §2.3.5). The curve, and whether it
/// was spelled out. Parameters inherited from an issuer do not exist in travel documents.
fn read_curve(parameters: Option<Element<'_>>) -> Result<(&'static Curve, bool), KeyError> {
    let parameters = parameters.ok_or(KeyError::Malformed)?;
    match parameters.tag() {
        tag::OID => Ok((Curve::by_oid(parameters.oid()?).ok_or(KeyError::Unsupported)?, false)),
        tag::SEQUENCE => Ok((read_explicit_curve(&parameters)?, true)),
        _ => Err(KeyError::Malformed),
    }
}

/// `ECParameters ::= SEQUENCE { version, fieldID, curve, base, order, cofactor OPTIONAL }` (RFC 3279 §2.3.5). Anybody
/// can choose a base point to which a given public key has a known logarithm (CVE-2020-0601), so the numbers count
/// only if all of them are those of one known curve.
fn read_explicit_curve(parameters: &Element<'_>) -> Result<&'static Curve, KeyError> {
    let mut fields = parameters.reader();
    let version = fields.expect(tag::INTEGER)?.small_integer()?;
    if !(1..=3).contains(&version) {
        return Err(KeyError::Malformed);
    }
    let mut field = fields.expect(tag::SEQUENCE)?.reader();
    if field.expect(tag::OID)?.oid()? != oid::PRIME_FIELD {
        return Err(KeyError::NonstandardCurve);
    }
    let p = field.expect(tag::INTEGER)?;
    field.finish()?;
    let mut coefficients = fields.expect(tag::SEQUENCE)?.reader();
    let a = coefficients.expect(tag::OCTET_STRING)?.content();
    let b = coefficients.expect(tag::OCTET_STRING)?.content();
    // The seed says how the coefficients were found and changes nothing about them.
    coefficients.optional(tag::BIT_STRING)?;
    coefficients.finish()?;
    let base = fields.expect(tag::OCTET_STRING)?.content();
    let n = fields.expect(tag::INTEGER)?;
    let cofactor = fields.optional(tag::INTEGER)?;
    fields.finish()?;

    let is_number = |element: &Element<'_>, digits| {
        element.unsigned_integer().is_ok_and(|octets| is_equal(octets, digits))
    };
    let is_curve = |curve: &&Curve| {
        is_number(&p, curve.p)
            && is_equal(a, curve.a)
            && is_equal(b, curve.b)
            && is_base_point(base, curve)
            && is_number(&n, curve.n)
            && cofactor.is_none_or(|cofactor| is_number(&cofactor, "01"))
    };
    curves::ALL.iter().copied().find(is_curve).ok_or(KeyError::NonstandardCurve)
}

/// Whether the octets encode the curve's base point, uncompressed or compressed (SEC 1 §2.3.3).
fn is_base_point(encoded: &[u8], curve: &Curve) -> bool {
    let is_y_odd = hex(curve.gy).last().is_some_and(|octet| octet & 1 == 1);
    match encoded.split_first() {
        Some((0x04, coordinates)) => coordinates.iter().copied().eq(hex(curve.gx).chain(hex(curve.gy))),
        Some((form @ (0x02 | 0x03), x)) => x.iter().copied().eq(hex(curve.gx)) && (*form == 0x03) == is_y_odd,
        _ => false,
    }
}

/// Whether big-endian octets are the number of these digits; leading zeros do not count.
fn is_equal(octets: &[u8], digits: &str) -> bool {
    let octets = octets.iter().copied().skip_while(|octet| *octet == 0);
    octets.eq(hex(digits).skip_while(|octet| *octet == 0))
}

/// The octets of an even number of hexadecimal digits.
fn hex(digits: &str) -> impl Iterator<Item = u8> {
    let value = |digit: &u8| match digit {
        b'0'..=b'9' => digit - b'0',
        _ => digit - b'A' + 10,
    };
    digits.as_bytes().as_chunks().0.iter().map(move |[high, low]| value(high) << 4 | value(low))
}
