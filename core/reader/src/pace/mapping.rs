//! From the nonce to a generator (Doc 9303-11 §4.4.3.3).

use crate::cipher::{BlockKey, Cipher, Secret};
use crate::group::Group;

/// The constants of the pseudo-random function (§4.4.3.3.2), for keys of 128 bits.
const C0_SHORT: [u8; 16] = 0xA668_892A_7C41_E3CA_739F_40B0_57D8_5904_u128.to_be_bytes();
const C1_SHORT: [u8; 16] = 0xA4E1_36AC_725F_738B_01C1_F602_17C1_88AD_u128.to_be_bytes();
/// Those for longer keys, in two halves.
const C0_LONG: [u128; 2] =
    [0xD463_D652_3412_4EF7_8970_5498_6DCA_0A17, 0x4E28_DF75_8CBA_A03F_2406_1641_4D5A_1676];
const C1_LONG: [u128; 2] =
    [0x54BD_7255_F0AA_F831_BEC3_423F_CF39_D69B, 0x6CBF_0666_77D0_FAAE_5AAD_D99D_F8E5_3517];

/// Bytes of the nonce that the chip sends: a key's, in whole blocks.
pub(crate) const fn nonce_length(cipher: Cipher) -> usize {
    match cipher {
        Cipher::TripleDes | Cipher::Aes128 => 16,
        Cipher::Aes192 | Cipher::Aes256 => 32,
    }
}

/// The generator of the integrated mapping, from the nonces of both sides.
pub(crate) fn integrated(group: &Group, cipher: Cipher, chip_nonce: &[u8], nonce: &[u8]) -> Option<Vec<u8>> {
    group.map_integrated(&pseudo_random(cipher, chip_nonce, nonce, group.field_bits())?)
}

/// R(s, t): as many blocks as a number of so many bits needs, and 64 bits more, so that its remainder is evenly spread.
fn pseudo_random(cipher: Cipher, chip_nonce: &[u8], nonce: &[u8], bits: usize) -> Option<Secret> {
    let (c0, c1) = match nonce_length(cipher) {
        16 => (C0_SHORT.to_vec(), C1_SHORT.to_vec()),
        _ => (long(C0_LONG), long(C1_LONG)),
    };
    let encrypted = |key: &[u8], data: &[u8]| {
        let mut data = data.to_vec();
        BlockKey::new(cipher, key)?.encrypt(&[], &mut data);
        Some(Secret::new(data))
    };
    let blocks = (bits + 64).div_ceil(8 * c1.len());
    let mut number = Vec::with_capacity(blocks * c1.len());
    let mut key = encrypted(nonce, chip_nonce)?;
    for _ in 0..blocks {
        let current = key.get(..cipher.key_length())?;
        number.extend(&*encrypted(current, &c1)?);
        key = encrypted(current, &c0)?;
    }
    Some(Secret::new(number))
}

fn long(halves: [u128; 2]) -> Vec<u8> {
    halves.iter().flat_map(|half| half.to_be_bytes()).collect()
}
