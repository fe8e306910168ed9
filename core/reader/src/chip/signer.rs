//! Active Authentication of the chip (Doc 9303-11 §6.1): signatures over what the terminal chose.

use crate::group::Group;
use crate::private_key::{EcdsaKey, RsaKey};
use crate::randomness::{Purpose, Randomness};
use core::fmt;
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
    key: RsaKey,
    digest: DigestAlgorithm,
}

impl fmt::Debug for RsaSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bits = 8 * self.key.length();
        f.debug_struct("RsaSigner").field("bits", &bits).field("digest", &self.digest).finish_non_exhaustive()
    }
}

impl RsaSigner {
    /// The key of an `RSAPrivateKey` (RFC 8017 §A.1.2) or of a `PrivateKeyInfo` around it. `None` for anything else, and for a
    /// modulus that is not in whole bytes, or too small for the digest.
    pub fn from_der(der: &[u8], digest: DigestAlgorithm) -> Option<RsaSigner> {
        let key = RsaKey::from_der(der)?;
        let has_room = key.length() >= digest.output_length() + 12;
        has_room.then_some(RsaSigner { key, digest })
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
        let mut recoverable = vec![0; self.key.length().checked_sub(rest)?];
        if !randomness.fill(Purpose::ChipSignature, &mut recoverable) {
            return None;
        }
        let digest = self.digest.digest_parts(&[&recoverable, challenge]);
        Some([&[0x6A][..], &recoverable, digest.as_ref(), trailer].concat())
    }
}

impl ActiveSigner for RsaSigner {
    fn sign(&self, challenge: &[u8], randomness: &mut dyn Randomness) -> Option<Vec<u8>> {
        self.key.power(&self.representative(challenge, randomness)?)
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
    key: EcdsaKey,
    digest: DigestAlgorithm,
}

impl fmt::Debug for EcdsaSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = f.debug_struct("EcdsaSigner");
        parts.field("group", &self.key.group().name()).field("digest", &self.digest).finish_non_exhaustive()
    }
}

impl EcdsaSigner {
    /// A key of standardised domain parameters: a big-endian number as long as the curve's order. `None` for what is no key of a
    /// curve.
    pub fn new(parameter_id: i64, private_key: &[u8], digest: DigestAlgorithm) -> Option<EcdsaSigner> {
        let key = EcdsaKey::new(Group::standardized(parameter_id)?, private_key)?;
        Some(EcdsaSigner { key, digest })
    }

    /// The key of a `PrivateKeyInfo` (RFC 5208 §5) on a curve of the table.
    ///
    /// ```
    /// use doc9303_crypto::DigestAlgorithm;
    /// use doc9303_reader::chip::EcdsaSigner;
    /// assert!(EcdsaSigner::from_pkcs8(&[0x30, 0x00], DigestAlgorithm::Sha256).is_none());
    /// ```
    pub fn from_pkcs8(der: &[u8], digest: DigestAlgorithm) -> Option<EcdsaSigner> {
        EcdsaKey::from_pkcs8(der).map(|key| EcdsaSigner { key, digest })
    }
}

impl ActiveSigner for EcdsaSigner {
    fn sign(&self, challenge: &[u8], randomness: &mut dyn Randomness) -> Option<Vec<u8>> {
        self.key.sign(self.digest.digest(challenge).as_ref(), randomness, Purpose::ChipSignature)
    }
}
