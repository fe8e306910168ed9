//! ECDSA (TR-03111 §4.2.1).

use super::der;
use super::last_bytes;
use crate::cipher::Secret;
use crate::group::{self, Group};
use crate::randomness::{self, Purpose, Randomness};
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, Odd};

/// A private key of a curve.
#[derive(Clone)]
pub(crate) struct EcdsaKey {
    group: Group,
    private_key: Secret,
    order: BoxedMontyParams,
}

impl EcdsaKey {
    /// A big-endian number as long as the order of the curve. `None` for what is no key of a curve.
    pub(crate) fn new(group: Group, private_key: &[u8]) -> Option<EcdsaKey> {
        let is_key = group.is_elliptic()
            && private_key.len() == group.private_key_length()
            && group.is_private_key(private_key);
        let order = group.order();
        let bits = u32::try_from(8 * order.len()).ok()?;
        let order = BoxedUint::from_be_slice(&order, bits).ok()?;
        let order = Odd::new(is_key.then_some(order)?).into_option()?;
        let order = BoxedMontyParams::new_vartime(order);
        Some(EcdsaKey { group, private_key: Secret::new(private_key.to_vec()), order })
    }

    /// The key of a `PrivateKeyInfo` (RFC 5208 §5) on a curve of the table.
    pub(crate) fn from_pkcs8(der: &[u8]) -> Option<EcdsaKey> {
        let (algorithm, key) = der::private_key_info(der)?;
        EcdsaKey::new(Group::from_algorithm(algorithm)?, der::elliptic_private_key(key)?)
    }

    pub(crate) fn group(&self) -> &Group {
        &self.group
    }

    /// r and s side by side, each as long as the order (TR-03111 §5.2.1).
    pub(crate) fn sign(
        &self,
        digest: &[u8],
        randomness: &mut dyn Randomness,
        purpose: Purpose,
    ) -> Option<Vec<u8>> {
        let length = self.group.private_key_length();
        let nonce = randomness::private_key(&self.group, randomness, purpose).ok()?;
        let point = self.group.public_key(&nonce)?;
        let r = self.number(&self.group.secret(&point))?;
        let digest = digest.get(..length.min(digest.len()))?;
        let sum = r.mul(&self.number(&self.private_key)?).add(&self.number(digest)?);
        let s = sum.mul(&self.number(&nonce)?.invert().into_option()?);
        Some([last_bytes(&r.retrieve(), length)?, last_bytes(&s.retrieve(), length)?].concat())
    }

    /// The number modulo the order.
    fn number(&self, bytes: &[u8]) -> Option<BoxedMontyForm> {
        let modulus = self.order.modulus().as_ref().to_be_bytes();
        let rest = group::remainder(bytes, &modulus)?;
        let number = BoxedUint::from_be_slice(&rest, self.order.bits_precision()).ok()?;
        Some(BoxedMontyForm::new(number, &self.order))
    }
}
