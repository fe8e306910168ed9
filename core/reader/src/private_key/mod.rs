//! Private keys that sign, for a terminal and for a virtual chip, in a time that does not depend on them.

mod der;
mod ecdsa;
mod rsa;

#[cfg(feature = "virtual-chip")]
pub(crate) use der::{elliptic_private_key, private_key_info};
pub(crate) use ecdsa::EcdsaKey;
pub(crate) use rsa::RsaKey;

use crypto_bigint::BoxedUint;

/// The number in so many bytes.
fn last_bytes(number: &BoxedUint, length: usize) -> Option<Vec<u8>> {
    let bytes = number.to_be_bytes();
    bytes.get(bytes.len().checked_sub(length)?..).map(<[u8]>::to_vec)
}
