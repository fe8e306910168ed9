//! Public keys of certificates (TR-03110-3 §D.3), and the signatures that they verify.

use super::error::{CvError, CvObject};
use super::names::Reference;
use crate::group::bytes_of;
use crate::tlv;
use core::fmt;
use doc9303_asn1::{Element, Oid};
use doc9303_crypto::{
    Curve, CurveNumbers, DigestAlgorithm, Engine, KeyError, SignatureAlgorithm, SignatureVerifier,
    VerifyError, VerifyingKey,
};

/// `id-TA-RSA` and `id-TA-ECDSA`, 0.4.0.127.0.7.2.2.2.1 and .2.
const RSA: [u8; 9] = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x02, 0x01];
const ECDSA: [u8; 9] = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x02, 0x02];
/// The form of an uncompressed point.
const UNCOMPRESSED: u8 = 0x04;

/// An algorithm of signatures of Terminal Authentication (Doc 9303-11 §7.1, TR-03110-3 §A.6.3).
///
/// ```
/// use doc9303_reader::TerminalAlgorithm;
/// assert_eq!(TerminalAlgorithm::EcdsaSha256.to_string(), "id-TA-ECDSA-SHA-256");
/// assert_eq!(TerminalAlgorithm::ALL.len(), 11);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each name says what it is")]
pub enum TerminalAlgorithm {
    RsaPkcs1Sha1,
    RsaPkcs1Sha256,
    RsaPkcs1Sha512,
    RsaPssSha1,
    RsaPssSha256,
    RsaPssSha512,
    EcdsaSha1,
    EcdsaSha224,
    EcdsaSha256,
    EcdsaSha384,
    EcdsaSha512,
}

impl TerminalAlgorithm {
    /// Every algorithm.
    pub const ALL: [TerminalAlgorithm; 11] = [
        TerminalAlgorithm::RsaPkcs1Sha1,
        TerminalAlgorithm::RsaPkcs1Sha256,
        TerminalAlgorithm::RsaPkcs1Sha512,
        TerminalAlgorithm::RsaPssSha1,
        TerminalAlgorithm::RsaPssSha256,
        TerminalAlgorithm::RsaPssSha512,
        TerminalAlgorithm::EcdsaSha1,
        TerminalAlgorithm::EcdsaSha224,
        TerminalAlgorithm::EcdsaSha256,
        TerminalAlgorithm::EcdsaSha384,
        TerminalAlgorithm::EcdsaSha512,
    ];

    const fn arc(self) -> u8 {
        match self {
            TerminalAlgorithm::RsaPkcs1Sha1 | TerminalAlgorithm::EcdsaSha1 => 1,
            TerminalAlgorithm::RsaPkcs1Sha256 | TerminalAlgorithm::EcdsaSha224 => 2,
            TerminalAlgorithm::RsaPssSha1 | TerminalAlgorithm::EcdsaSha256 => 3,
            TerminalAlgorithm::RsaPssSha256 | TerminalAlgorithm::EcdsaSha384 => 4,
            TerminalAlgorithm::RsaPkcs1Sha512 | TerminalAlgorithm::EcdsaSha512 => 5,
            TerminalAlgorithm::RsaPssSha512 => 6,
        }
    }

    /// Whether it is of keys that are points.
    pub const fn is_elliptic(self) -> bool {
        matches!(self.signature(), SignatureAlgorithm::EcdsaPlain { .. })
    }

    /// The digest of what is signed.
    pub const fn digest(self) -> DigestAlgorithm {
        use DigestAlgorithm::{Sha1, Sha224, Sha256, Sha384, Sha512};
        match self {
            TerminalAlgorithm::RsaPkcs1Sha1
            | TerminalAlgorithm::RsaPssSha1
            | TerminalAlgorithm::EcdsaSha1 => Sha1,
            TerminalAlgorithm::EcdsaSha224 => Sha224,
            TerminalAlgorithm::RsaPkcs1Sha256
            | TerminalAlgorithm::RsaPssSha256
            | TerminalAlgorithm::EcdsaSha256 => Sha256,
            TerminalAlgorithm::EcdsaSha384 => Sha384,
            TerminalAlgorithm::RsaPkcs1Sha512
            | TerminalAlgorithm::RsaPssSha512
            | TerminalAlgorithm::EcdsaSha512 => Sha512,
        }
    }

    /// What it is to a verifier: RSASSA-PSS with one digest throughout and a salt of its length, and ECDSA with plain
    /// signatures.
    pub const fn signature(self) -> SignatureAlgorithm {
        let digest = self.digest();
        match self {
            TerminalAlgorithm::RsaPkcs1Sha1
            | TerminalAlgorithm::RsaPkcs1Sha256
            | TerminalAlgorithm::RsaPkcs1Sha512 => SignatureAlgorithm::RsaPkcs1 { digest },
            TerminalAlgorithm::RsaPssSha1
            | TerminalAlgorithm::RsaPssSha256
            | TerminalAlgorithm::RsaPssSha512 => {
                let salt_length = match digest {
                    DigestAlgorithm::Sha1 => 20,
                    DigestAlgorithm::Sha256 => 32,
                    _ => 64,
                };
                SignatureAlgorithm::RsaPss { digest, mgf_digest: digest, salt_length }
            }
            _ => SignatureAlgorithm::EcdsaPlain { digest },
        }
    }

    /// The content of the object identifier.
    pub fn oid(self) -> Vec<u8> {
        let parent = if self.is_elliptic() { ECDSA } else { RSA };
        [&parent[..], &[self.arc()]].concat()
    }

    /// The algorithm of an object identifier.
    pub fn from_oid(oid: Oid<'_>) -> Option<TerminalAlgorithm> {
        TerminalAlgorithm::ALL.into_iter().find(|algorithm| algorithm.oid() == oid.as_bytes())
    }

    /// The name in TR-03110-3.
    pub const fn as_str(self) -> &'static str {
        match self {
            TerminalAlgorithm::RsaPkcs1Sha1 => "id-TA-RSA-v1-5-SHA-1",
            TerminalAlgorithm::RsaPkcs1Sha256 => "id-TA-RSA-v1-5-SHA-256",
            TerminalAlgorithm::RsaPkcs1Sha512 => "id-TA-RSA-v1-5-SHA-512",
            TerminalAlgorithm::RsaPssSha1 => "id-TA-RSA-PSS-SHA-1",
            TerminalAlgorithm::RsaPssSha256 => "id-TA-RSA-PSS-SHA-256",
            TerminalAlgorithm::RsaPssSha512 => "id-TA-RSA-PSS-SHA-512",
            TerminalAlgorithm::EcdsaSha1 => "id-TA-ECDSA-SHA-1",
            TerminalAlgorithm::EcdsaSha224 => "id-TA-ECDSA-SHA-224",
            TerminalAlgorithm::EcdsaSha256 => "id-TA-ECDSA-SHA-256",
            TerminalAlgorithm::EcdsaSha384 => "id-TA-ECDSA-SHA-384",
            TerminalAlgorithm::EcdsaSha512 => "id-TA-ECDSA-SHA-512",
        }
    }
}

impl fmt::Display for TerminalAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A public key as a certificate carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CvPublicKey {
    algorithm: TerminalAlgorithm,
    numbers: Numbers,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Numbers {
    Rsa { modulus: Vec<u8>, exponent: Vec<u8> },
    Point { curve: Option<&'static Curve>, point: Vec<u8> },
}

impl CvPublicKey {
    /// The key of a modulus and an exponent. `None` if the algorithm is of points.
    ///
    /// ```
    /// use doc9303_reader::{CvPublicKey, TerminalAlgorithm};
    /// assert!(CvPublicKey::rsa(TerminalAlgorithm::RsaPssSha256, &[0xC1; 256], &[1, 0, 1]).is_some());
    /// assert!(CvPublicKey::rsa(TerminalAlgorithm::EcdsaSha256, &[0xC1; 256], &[1, 0, 1]).is_none());
    /// ```
    pub fn rsa(algorithm: TerminalAlgorithm, modulus: &[u8], exponent: &[u8]) -> Option<CvPublicKey> {
        let numbers = Numbers::Rsa { modulus: modulus.to_vec(), exponent: exponent.to_vec() };
        (!algorithm.is_elliptic()).then_some(CvPublicKey { algorithm, numbers })
    }

    /// The key of an uncompressed point: with the curve, as certification authorities spell it out, or without, as all others
    /// inherit it. `None` if the algorithm is of RSA.
    ///
    /// ```
    /// use doc9303_reader::{CvPublicKey, TerminalAlgorithm};
    /// let key = CvPublicKey::point(TerminalAlgorithm::EcdsaSha256, None, &[4; 65]).unwrap();
    /// assert!(key.curve().is_none());
    /// ```
    pub fn point(
        algorithm: TerminalAlgorithm,
        curve: Option<&'static Curve>,
        point: &[u8],
    ) -> Option<CvPublicKey> {
        let numbers = Numbers::Point { curve, point: point.to_vec() };
        algorithm.is_elliptic().then_some(CvPublicKey { algorithm, numbers })
    }

    /// The algorithm of the signatures that the key makes.
    pub fn algorithm(&self) -> TerminalAlgorithm {
        self.algorithm
    }

    /// The curve that the key spells out.
    pub fn curve(&self) -> Option<&'static Curve> {
        match &self.numbers {
            Numbers::Point { curve, .. } => *curve,
            Numbers::Rsa { .. } => None,
        }
    }

    pub(super) fn read(element: &Element<'_>) -> Result<CvPublicKey, CvError> {
        let mut fields = element.reader();
        let oid = super::next(&mut fields, CvObject::ObjectIdentifier)?;
        let unknown =
            CvError::Unsupported { object: CvObject::PublicKey, detail: "its algorithm is not known" };
        let algorithm = TerminalAlgorithm::from_oid(Oid::new(oid.content())).ok_or(unknown)?;
        let numbers = match algorithm.is_elliptic() {
            true => Numbers::read_point(&mut fields)?,
            false => {
                let [modulus, exponent] = [CvObject::FirstNumber, CvObject::SecondNumber]
                    .map(|object| super::next(&mut fields, object).map(|number| number.content().to_vec()));
                Numbers::Rsa { modulus: modulus?, exponent: exponent? }
            }
        };
        let trailing = CvError::malformed(CvObject::PublicKey, "something follows its content");
        fields.finish().map_err(|_| trailing)?;
        Ok(CvPublicKey { algorithm, numbers })
    }

    pub(super) fn write(&self) -> Vec<u8> {
        let mut content = tlv::object(0x06, &self.algorithm.oid());
        match &self.numbers {
            Numbers::Rsa { modulus, exponent } => {
                tlv::push(&mut content, 0x81, modulus);
                tlv::push(&mut content, 0x82, exponent);
            }
            Numbers::Point { curve: None, point } => tlv::push(&mut content, 0x86, point),
            Numbers::Point { curve: Some(curve), point } => {
                let base = [&[UNCOMPRESSED][..], &bytes_of(curve.gx), &bytes_of(curve.gy)].concat();
                tlv::push(&mut content, 0x81, &bytes_of(curve.p));
                tlv::push(&mut content, 0x82, &bytes_of(curve.a));
                tlv::push(&mut content, 0x83, &bytes_of(curve.b));
                tlv::push(&mut content, 0x84, &base);
                tlv::push(&mut content, 0x85, &bytes_of(curve.n));
                tlv::push(&mut content, 0x86, point);
                tlv::push(&mut content, 0x87, &[1]);
            }
        }
        tlv::object(0x7F49, &content)
    }

    /// The key that verifies, on the curve that it spells out or else on the issuer's.
    pub(super) fn resolve(
        &self,
        holder: &Reference,
        inherited: Option<&'static Curve>,
    ) -> Result<CvKey, CvError> {
        let wrong = |error| CvError::Key { holder: holder.clone(), error };
        let (key, curve) = match &self.numbers {
            Numbers::Rsa { modulus, exponent } => {
                (VerifyingKey::from_modulus(modulus, exponent).map_err(wrong)?, None)
            }
            Numbers::Point { curve, point } => {
                let missing = || CvError::NoDomainParameters { holder: holder.clone() };
                let curve = curve.or(inherited).ok_or_else(missing)?;
                if point.first() != Some(&UNCOMPRESSED) {
                    return Err(wrong(KeyError::InvalidPoint));
                }
                (VerifyingKey::from_point(curve, point).map_err(wrong)?, Some(curve))
            }
        };
        Ok(CvKey { holder: holder.clone(), algorithm: self.algorithm, key, curve })
    }
}

impl Numbers {
    /// A point alone, or the parameters of its curve around it.
    fn read_point(fields: &mut doc9303_asn1::Reader<'_>) -> Result<Numbers, CvError> {
        if fields.peek() == Some(CvObject::PublicPoint.tag()) {
            let point = super::next(fields, CvObject::PublicPoint)?.content().to_vec();
            return Ok(Numbers::Point { curve: None, point });
        }
        let p = super::next(fields, CvObject::FirstNumber)?.content();
        let a = super::next(fields, CvObject::SecondNumber)?.content();
        let b = super::next(fields, CvObject::ThirdNumber)?.content();
        let base = super::next(fields, CvObject::BasePoint)?.content();
        let n = super::next(fields, CvObject::Order)?.content();
        let point = super::next(fields, CvObject::PublicPoint)?.content().to_vec();
        let cofactor = super::next(fields, CvObject::Cofactor)?.content();
        let numbers = CurveNumbers { p, a, b, base, n, cofactor: Some(cofactor) };
        match Curve::from_numbers(&numbers) {
            Ok(curve) => Ok(Numbers::Point { curve: Some(curve), point }),
            Err(KeyError::Unsupported) => {
                Err(CvError::Unsupported { object: CvObject::PublicKey, detail: "its curve is not known" })
            }
            Err(_) => Err(CvError::malformed(CvObject::PublicKey, "its curve is none that is known")),
        }
    }
}

/// A key that verifies certificates and terminals: what a certificate carries, with the curve that it inherits.
///
/// [`CvCertificate::verify_with`](super::CvCertificate::verify_with) shows how one comes from another.
#[derive(Debug, Clone)]
pub struct CvKey {
    holder: Reference,
    algorithm: TerminalAlgorithm,
    key: VerifyingKey,
    curve: Option<&'static Curve>,
}

impl CvKey {
    /// Whose key it is.
    pub fn holder(&self) -> &Reference {
        &self.holder
    }

    /// The algorithm of its signatures.
    pub fn algorithm(&self) -> TerminalAlgorithm {
        self.algorithm
    }

    /// The numbers.
    pub fn key(&self) -> &VerifyingKey {
        &self.key
    }

    /// Bytes of each of its signatures.
    pub fn signature_length(&self) -> usize {
        match self.curve {
            Some(curve) => 2 * curve.coordinate_length(),
            None => self.key.bits().div_ceil(8),
        }
    }

    /// The curve that those inherit whom the holder certifies.
    pub(super) fn curve(&self) -> Option<&'static Curve> {
        self.curve
    }

    /// Verifies a signature: r and s side by side, or the number of RSA.
    ///
    /// # Errors
    /// [`VerifyError`] if it is none of this message by this key.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), VerifyError> {
        Engine::default().verify(&self.key, &self.algorithm.signature(), message, signature).map(drop)
    }
}
