//! Authentication tokens: a code over the other side's key (Doc 9303-11 §4.4.3.4).

use super::announced::PaceVariant;
use crate::cipher::{CODE_LENGTH, Cipher, CodeKey};
use crate::tlv;

/// The token over an element that the other side sent. `None` if the key has not the cipher's length.
pub(crate) fn token(variant: &PaceVariant, key: &[u8], element: &[u8]) -> Option<[u8; CODE_LENGTH]> {
    let mut data = authenticated(variant, element);
    if variant.cipher() == Cipher::TripleDes {
        variant.cipher().pad(&mut data);
    }
    Some(CodeKey::new(variant.cipher(), key)?.code(&[&data]))
}

/// The public key data object with the protocol and the key.
fn authenticated(variant: &PaceVariant, element: &[u8]) -> Vec<u8> {
    let tag = if variant.group().is_elliptic() { 0x86 } else { 0x84 };
    let mut content = tlv::object(0x06, variant.protocol());
    tlv::push(&mut content, tag, element);
    tlv::object(0x7F49, &content)
}
