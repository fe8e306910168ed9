//! The private operation of RSA (RFC 8017 §5.2.1).

use super::der;
use super::last_bytes;
use crate::cipher::Secret;
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, Odd};

/// A private key whose modulus fills its bytes.
#[derive(Clone)]
pub(crate) struct RsaKey {
    params: BoxedMontyParams,
    exponent: Secret,
    length: usize,
}

impl RsaKey {
    /// The key of an `RSAPrivateKey` (RFC 8017 §A.1.2) or of a `PrivateKeyInfo` around it. `None` for anything else, and for a
    /// modulus that is not in whole bytes.
    pub(crate) fn from_der(der: &[u8]) -> Option<RsaKey> {
        let inner = der::private_key_info(der).map(|(_, key)| key).unwrap_or(der);
        let (modulus, exponent) = der::rsa_private_key(inner)?;
        let length = modulus.len();
        let is_whole = modulus.first()? & 0x80 != 0;
        let number = BoxedUint::from_be_slice(modulus, u32::try_from(8 * length).ok()?).ok()?;
        let modulus = Odd::new(is_whole.then_some(number)?).into_option()?;
        let params = BoxedMontyParams::new_vartime(modulus);
        Some(RsaKey { params, exponent: Secret::new(exponent.to_vec()), length })
    }

    /// Bytes of the modulus.
    pub(crate) fn length(&self) -> usize {
        self.length
    }

    /// The number of these bytes to the power of the private exponent. `None` for a number that the modulus does not hold.
    pub(crate) fn power(&self, representative: &[u8]) -> Option<Vec<u8>> {
        let bits = u32::try_from(8 * self.length).ok()?;
        let number = BoxedUint::from_be_slice(representative, bits).ok()?;
        let exponent = BoxedUint::from_be_slice(&self.exponent, bits).ok()?;
        let power = BoxedMontyForm::new(number, &self.params).pow_bounded_exp(&exponent, bits);
        last_bytes(&power.retrieve(), self.length)
    }
}
