//! A terminal's private key in a file (TR-03110-3 §A.7.1). What a module keeps signs through [`TerminalSigner`].

use crate::cv_certificate::{CvKey, TerminalAlgorithm};
use crate::private_key::{EcdsaKey, RsaKey};
use crate::randomness::{Purpose, Randomness, SystemRandomness};
use crate::terminal_signer::{SigningRequest, TerminalSigner};
use crate::tlv;
use core::fmt;
use doc9303_crypto::{DigestAlgorithm, SignatureAlgorithm};

/// A private key that signs for a terminal, in this process (feature `system`). It is overwritten when it is dropped.
///
/// ```
/// use doc9303_reader::{Purpose, Randomness, SystemRandomness, TerminalAlgorithm, TerminalKey};
/// assert!(TerminalKey::from_der(&[0x30, 0x00]).is_none());
/// let mut number = [0; 32];
/// SystemRandomness.fill(Purpose::TerminalSignature, &mut number);
/// number[0] = 0;
/// let key = TerminalKey::on_curve(12, &number).unwrap();
/// let signature = key.sign_message(TerminalAlgorithm::EcdsaSha256, b"message").unwrap();
/// assert_eq!(signature.len(), 64, "r and s side by side");
/// assert!(key.sign_message(TerminalAlgorithm::RsaPssSha256, b"message").is_none());
/// ```
#[derive(Clone)]
pub struct TerminalKey(Kind);

#[derive(Clone)]
enum Kind {
    Curve(EcdsaKey),
    Rsa(RsaKey),
}

impl fmt::Debug for TerminalKey {
    /// What kind of key it is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match &self.0 {
            Kind::Curve(key) => key.group().name().to_owned(),
            Kind::Rsa(key) => format!("RSA of {} bits", 8 * key.length()),
        };
        f.debug_tuple("TerminalKey").field(&kind).finish()
    }
}

impl TerminalKey {
    /// The key of a `PrivateKeyInfo` (RFC 5208 §5) of RSA or of a curve that Doc 9303-11 §9.5.1 names, or of an `RSAPrivateKey`
    /// (RFC 8017 §A.1.2). `None` for anything else, and for an RSA modulus that is not in whole bytes.
    pub fn from_der(der: &[u8]) -> Option<TerminalKey> {
        let curve = || EcdsaKey::from_pkcs8(der).map(Kind::Curve);
        curve().or_else(|| RsaKey::from_der(der).map(Kind::Rsa)).map(TerminalKey)
    }

    /// A key of standardised domain parameters: a big-endian number as long as the curve's order. `None` for what is no key of a
    /// curve.
    pub fn on_curve(parameter_id: i64, private_key: &[u8]) -> Option<TerminalKey> {
        let key = EcdsaKey::new(crate::Group::standardized(parameter_id)?, private_key)?;
        Some(TerminalKey(Kind::Curve(key)))
    }

    /// The signature of a message, in the form that [`TerminalSigner`] asks for. `None` if the key is of another kind than the
    /// algorithm, or too short for it.
    pub fn sign_message(&self, algorithm: TerminalAlgorithm, message: &[u8]) -> Option<Vec<u8>> {
        let digest = algorithm.digest().digest(message);
        let digest = digest.as_ref();
        match (&self.0, algorithm.signature()) {
            (Kind::Curve(key), SignatureAlgorithm::EcdsaPlain { .. }) => {
                key.sign(digest, &mut SystemRandomness, Purpose::TerminalSignature)
            }
            (Kind::Rsa(key), SignatureAlgorithm::RsaPss { .. }) => {
                key.power(&pss(algorithm.digest(), digest, key.length())?)
            }
            (Kind::Rsa(key), SignatureAlgorithm::RsaPkcs1 { .. }) => {
                key.power(&pkcs1(algorithm.digest(), digest, key.length())?)
            }
            _ => None,
        }
    }

    /// Whether the key of a certificate verifies what this key signs.
    pub fn is_of(&self, certified: &CvKey) -> bool {
        const MESSAGE: &[u8] = b"whose key this is";
        let signature = self.sign_message(certified.algorithm(), MESSAGE);
        signature.is_some_and(|signature| certified.verify(MESSAGE, &signature).is_ok())
    }
}

impl TerminalSigner for TerminalKey {
    fn sign(&self, request: &SigningRequest) -> Option<Vec<u8>> {
        self.sign_message(request.algorithm, &request.message)
    }
}

/// EMSA-PKCS1-v1_5 (RFC 8017 §9.2).
fn pkcs1(algorithm: DigestAlgorithm, digest: &[u8], length: usize) -> Option<Vec<u8>> {
    let identifier = [tlv::object(0x06, algorithm.oid().as_bytes()), vec![0x05, 0x00]].concat();
    let info = [tlv::object(0x30, &identifier), tlv::object(0x04, digest)].concat();
    let info = tlv::object(0x30, &info);
    let filling = length.checked_sub(info.len() + 3).filter(|filling| *filling >= 8)?;
    Some([vec![0x00, 0x01], vec![0xFF; filling], vec![0x00], info].concat())
}

/// EMSA-PSS (RFC 8017 §9.1.1) with a salt as long as the digest (TR-03110-3 §A.7.1), for a modulus that fills its bytes.
fn pss(algorithm: DigestAlgorithm, digest: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut salt = vec![0; digest.len()];
    if !SystemRandomness.fill(Purpose::TerminalSignature, &mut salt) {
        return None;
    }
    let hash = algorithm.digest_parts(&[&[0; 8], digest, &salt]);
    let hash = hash.as_ref();
    let zeros = length.checked_sub(hash.len() + salt.len() + 2)?;
    let block = [vec![0; zeros], vec![0x01], salt].concat();
    let mask = (0_u32..).flat_map(|counter| {
        let part = algorithm.digest_parts(&[hash, &counter.to_be_bytes()]);
        part.as_ref().to_vec()
    });
    let mut masked: Vec<u8> = block.iter().zip(mask).map(|(own, mask)| own ^ mask).collect();
    // The number is one bit shorter than the modulus.
    *masked.first_mut()? &= 0x7F;
    Some([masked.as_slice(), hash, &[0xBC]].concat())
}

#[cfg(test)]
mod tests;
