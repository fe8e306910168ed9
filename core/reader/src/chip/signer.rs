//! Active Authentication of the chip (Doc 9303-11 §6.1): signatures over what the terminal chose.

use super::der;
use crate::cipher::Secret;
use crate::group::Group;
use crate::randomness::{self, Purpose, Randomness};
use core::fmt;
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, Odd};
use doc9303_crypto::DigestAlgorithm;

/// Signs the challenge of Active Authentication. [`RsaSigner`] and [`EcdsaSigner`] do it with a private key; whoever keeps the
/// key elsewhere implements this.
///
/// ```
/// use doc9303_reader::Randomness;
/// use doc9303_reader::chip::{ActiveSigner, ChipProfile};
/// struct Elsewhere;
/// impl ActiveSigner for Elsewhere {
///     fn sign(&self, challenge: &[u8], _: &mut dyn Randomness) -> Option<Vec<u8>> {
///         Some(challenge.to_vec())
///     }
/// }
/// let mut profile = ChipProfile::new::<Vec<u8>>([]);
/// profile.signer = Some(std::sync::Arc::new(Elsewhere));
/// ```
pub trait ActiveSigner: Send + Sync {
    /// The signature, as the response carries it. `None` if the chip cannot sign.
    fn sign(&self, challenge: &[u8], randomness: &mut dyn Randomness) -> Option<Vec<u8>>;
}

/// Signs by ISO/IEC 9796-2 scheme 1 with partial recovery (Doc 9303-11 §6.1.2).
///
/// ```
/// use doc9303_reader::chip::RsaSigner;
/// assert!(RsaSigner::from_der(&[0x30, 0x00], doc9303_crypto::DigestAlgorithm::Sha1).is_none());
/// ```
#[derive(Clone)]
pub struct RsaSigner {
    params: BoxedMontyParams,
    exponent: Secret,
    length: usize,
    digest: DigestAlgorithm,
}

impl fmt::Debug for RsaSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = 8 * self.length;
        f.debug_struct("RsaSigner").field("bits", &bits).field("digest", &self.digest).finish_non_exhaustive()
    }
}

impl RsaSigner {
    /// The key of an `RSAPrivateKey` (RFC 8017 §A.1.2) or of a `PrivateKeyInfo` around it. `None` for anything else, and for a
    /// modulus that is not in whole bytes, or too small for the digest.
    pub fn from_der(der: &[u8], digest: DigestAlgorithm) -> Option<RsaSigner> {
        let inner = der::private_key_info(der).map(|(_, key)| key).unwrap_or(der);
        let (modulus, exponent) = der::rsa_private_key(inner)?;
        let length = modulus.len();
        let has_room = length >= digest.output_length() + 12 && modulus.first()? & 0x80 != 0;
        let number = BoxedUint::from_be_slice(modulus, u32::try_from(8 * length).ok()?).ok()?;
        let modulus = Odd::new(has_room.then_some(number)?).into_option()?;
        let params = BoxedMontyParams::new_vartime(modulus);
        Some(RsaSigner { params, exponent: Secret::new(exponent.to_vec()), length, digest })
    }

    /// `6A || M1 || H(M1 || challenge) || trailer`.
    fn representative(&self, challenge: &[u8], randomness: &mut dyn Randomness) -> Option<Vec<u8>> {
        let trailer: &[u8] = match self.digest {
            DigestAlgorithm::Sha1 => &[0xBC],
            DigestAlgorithm::Sha224 => &[0x38, 0xCC],
            DigestAlgorithm::Sha256 => &[0x34, 0xCC],
            DigestAlgorithm::Sha384 => &[0x36, 0xCC],
            DigestAlgorithm::Sha512 => &[0x35, 0xCC],
            _ => return None,
        };
        let rest = 1 + self.digest.output_length() + trailer.len();
        let mut recoverable = vec![0; self.length.checked_sub(rest)?];
        if !randomness.fill(Purpose::ChipSignature, &mut recoverable) {
            return None;
        }
        let digest = self.digest.digest_parts(&[&recoverable, challenge]);
        Some([&[0x6A][..], &recoverable, digest.as_ref(), trailer].concat())
    }
}

impl ActiveSigner for RsaSigner {
    fn sign(&self, challenge: &[u8], randomness: &mut dyn Randomness) -> Option<Vec<u8>> {
        let bits = u32::try_from(8 * self.length).ok()?;
        let number = BoxedUint::from_be_slice(&self.representative(challenge, randomness)?, bits).ok()?;
        let exponent = BoxedUint::from_be_slice(&self.exponent, bits).ok()?;
        let power = BoxedMontyForm::new(number, &self.params).pow_bounded_exp(&exponent, bits);
        last_bytes(&power.retrieve(), self.length)
    }
}

/// Signs with ECDSA, in the plain form r || s (Doc 9303-11 §6.1.2.3, TR-03111 §5.2.1).
///
/// ```
/// use doc9303_crypto::DigestAlgorithm;
/// use doc9303_reader::chip::EcdsaSigner;
/// assert!(EcdsaSigner::new(13, &[1; 32], DigestAlgorithm::Sha256).is_some());
/// assert!(EcdsaSigner::new(0, &[1; 20], DigestAlgorithm::Sha256).is_none(), "no curve");
/// ```
#[derive(Clone)]
pub struct EcdsaSigner {
    group: Group,
    private_key: Secret,
    order: BoxedMontyParams,
    digest: DigestAlgorithm,
}

impl fmt::Debug for EcdsaSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = f.debug_struct("EcdsaSigner");
        parts.field("group", &self.group.name()).field("digest", &self.digest).finish_non_exhaustive()
    }
}

impl EcdsaSigner {
    /// A key of standardised domain parameters: a big-endian number as long as the curve's order. `None` for what is no key of a
    /// curve.
    pub fn new(parameter_id: i64, private_key: &[u8], digest: DigestAlgorithm) -> Option<EcdsaSigner> {
        EcdsaSigner::of(Group::standardized(parameter_id)?, private_key, digest)
    }

    /// The key of a `PrivateKeyInfo` (RFC 5208 §5) on a curve of the table.
    ///
    /// ```
    /// use doc9303_crypto::DigestAlgorithm;
    /// use doc9303_reader::chip::EcdsaSigner;
    /// assert!(EcdsaSigner::from_pkcs8(&[0x30, 0x00], DigestAlgorithm::Sha256).is_none());
    /// ```
    pub fn from_pkcs8(der: &[u8], digest: DigestAlgorithm) -> Option<EcdsaSigner> {
        let (algorithm, key) = der::private_key_info(der)?;
        EcdsaSigner::of(Group::from_algorithm(algorithm)?, der::elliptic_private_key(key)?, digest)
    }

    fn of(group: Group, private_key: &[u8], digest: DigestAlgorithm) -> Option<EcdsaSigner> {
        let is_key = group.is_elliptic()
            && private_key.len() == group.private_key_length()
            && group.is_private_key(private_key);
        let order = group.order();
        let bits = u32::try_from(8 * order.len()).ok()?;
        let order = BoxedUint::from_be_slice(&order, bits).ok()?;
        let order = Odd::new(is_key.then_some(order)?).into_option()?;
        let order = BoxedMontyParams::new_vartime(order);
        Some(EcdsaSigner { group, private_key: Secret::new(private_key.to_vec()), order, digest })
    }

    /// The number modulo the order.
    fn number(&self, bytes: &[u8]) -> Option<BoxedMontyForm> {
        let modulus = self.order.modulus().as_ref().to_be_bytes();
        let rest = crate::group::remainder(bytes, &modulus)?;
        let number = BoxedUint::from_be_slice(&rest, self.order.bits_precision()).ok()?;
        Some(BoxedMontyForm::new(number, &self.order))
    }
}

impl ActiveSigner for EcdsaSigner {
    fn sign(&self, challenge: &[u8], randomness: &mut dyn Randomness) -> Option<Vec<u8>> {
        let length = self.group.private_key_length();
        let nonce = randomness::private_key(&self.group, randomness, Purpose::ChipSignature).ok()?;
        let point = self.group.public_key(&nonce)?;
        let r = self.number(&self.group.secret(&point))?;
        let digest = self.digest.digest(challenge);
        let digest = digest.as_ref().get(..length.min(self.digest.output_length()))?;
        let sum = r.mul(&self.number(&self.private_key)?).add(&self.number(digest)?);
        let s = sum.mul(&self.number(&nonce)?.invert().into_option()?);
        Some([last_bytes(&r.retrieve(), length)?, last_bytes(&s.retrieve(), length)?].concat())
    }
}

/// The number in so many bytes.
fn last_bytes(number: &BoxedUint, length: usize) -> Option<Vec<u8>> {
    let bytes = number.to_be_bytes();
    bytes.get(bytes.len().checked_sub(length)?..).map(<[u8]>::to_vec)
}
