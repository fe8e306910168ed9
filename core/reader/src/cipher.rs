//! The ciphers of a session and how their keys are derived (Doc 9303-11 §9.7, §9.8.1).

use aes::cipher::{Block, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use aes::{Aes128, Aes192, Aes256};
use cmac::block_api::CmacCipher;
use cmac::{Cmac, Mac};
use core::fmt;
use des::{Des, TdesEde2};
use sha1::{Digest, Sha1};
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

/// Bytes of every authentication code.
pub(crate) const CODE_LENGTH: usize = 8;

/// A cipher by what the last arc of a protocol's object identifier names (Doc 9303-11 §9.2.5).
///
/// ```
/// use doc9303_reader::Cipher;
/// assert_eq!(Cipher::from_arc(2), Some(Cipher::Aes128));
/// assert_eq!(Cipher::Aes128.to_string(), "AES-128");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cipher {
    /// Triple DES with two keys in CBC mode, and the retail MAC.
    TripleDes,
    /// AES-128 in CBC mode, and CMAC.
    Aes128,
    /// AES-192 in CBC mode, and CMAC.
    Aes192,
    /// AES-256 in CBC mode, and CMAC.
    Aes256,
}

impl Cipher {
    /// Every cipher, the weakest first.
    pub const ALL: [Cipher; 4] = [Cipher::TripleDes, Cipher::Aes128, Cipher::Aes192, Cipher::Aes256];

    /// The cipher of this arc, 1 to 4.
    pub const fn from_arc(arc: u8) -> Option<Cipher> {
        match arc {
            1 => Some(Cipher::TripleDes),
            2 => Some(Cipher::Aes128),
            3 => Some(Cipher::Aes192),
            4 => Some(Cipher::Aes256),
            _ => None,
        }
    }

    /// The last arc of object identifiers that name it.
    pub const fn arc(self) -> u8 {
        match self {
            Cipher::TripleDes => 1,
            Cipher::Aes128 => 2,
            Cipher::Aes192 => 3,
            Cipher::Aes256 => 4,
        }
    }

    /// Bytes of a block.
    pub const fn block_length(self) -> usize {
        match self {
            Cipher::TripleDes => 8,
            _ => 16,
        }
    }

    /// Bytes of a key.
    pub const fn key_length(self) -> usize {
        match self {
            Cipher::TripleDes | Cipher::Aes128 => 16,
            Cipher::Aes192 => 24,
            Cipher::Aes256 => 32,
        }
    }

    /// The key derivation function (§9.7.1): the beginning of H(secret || counter).
    pub(crate) fn derive(self, secret: &[u8], purpose: KeyPurpose) -> Secret {
        let mut digest = match self {
            Cipher::TripleDes | Cipher::Aes128 => {
                Sha1::new().chain_update(secret).chain_update(purpose.counter()).finalize().to_vec()
            }
            Cipher::Aes192 | Cipher::Aes256 => {
                Sha256::new().chain_update(secret).chain_update(purpose.counter()).finalize().to_vec()
            }
        };
        digest.get_mut(self.key_length()..).unwrap_or_default().zeroize();
        digest.truncate(self.key_length());
        Secret::new(digest)
    }

    /// ISO/IEC 9797-1 padding method 2.
    pub(crate) fn pad(self, data: &mut Vec<u8>) {
        data.push(0x80);
        data.resize(data.len().next_multiple_of(self.block_length()), 0);
    }

    /// Takes that padding off; `None` if there is none.
    pub(crate) fn unpad(data: &mut Vec<u8>) -> Option<()> {
        let end = data.iter().rposition(|byte| *byte != 0)?;
        (data.get(end) == Some(&0x80)).then(|| data.truncate(end))
    }
}

impl fmt::Display for Cipher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Cipher::TripleDes => "3DES",
            Cipher::Aes128 => "AES-128",
            Cipher::Aes192 => "AES-192",
            Cipher::Aes256 => "AES-256",
        })
    }
}

/// Bytes that are overwritten when they are dropped, and that no `Debug` shows.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        Secret(Zeroizing::new(bytes))
    }
}

impl core::ops::Deref for Secret {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}

/// What a key is derived for: the counter of §9.7.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyPurpose {
    Encryption,
    Authentication,
    Password,
}

impl KeyPurpose {
    const fn counter(self) -> [u8; 4] {
        match self {
            KeyPurpose::Encryption => [0, 0, 0, 1],
            KeyPurpose::Authentication => [0, 0, 0, 2],
            KeyPurpose::Password => [0, 0, 0, 3],
        }
    }
}

/// A cipher with its key, in CBC mode.
pub(crate) enum BlockKey {
    TripleDes(Box<TdesEde2>),
    Aes128(Box<Aes128>),
    Aes192(Box<Aes192>),
    Aes256(Box<Aes256>),
}

impl BlockKey {
    /// `None` if the key has not the length of the cipher's keys.
    pub(crate) fn new(cipher: Cipher, key: &[u8]) -> Option<Self> {
        Some(match cipher {
            Cipher::TripleDes => BlockKey::TripleDes(Box::new(TdesEde2::new_from_slice(key).ok()?)),
            Cipher::Aes128 => BlockKey::Aes128(Box::new(Aes128::new_from_slice(key).ok()?)),
            Cipher::Aes192 => BlockKey::Aes192(Box::new(Aes192::new_from_slice(key).ok()?)),
            Cipher::Aes256 => BlockKey::Aes256(Box::new(Aes256::new_from_slice(key).ok()?)),
        })
    }

    /// Encrypts whole blocks in place; what is left over at the end stays as it is.
    pub(crate) fn encrypt(&self, iv: &[u8], data: &mut [u8]) {
        match self {
            BlockKey::TripleDes(key) => encrypt_blocks::<TdesEde2>(key, iv, data),
            BlockKey::Aes128(key) => encrypt_blocks::<Aes128>(key, iv, data),
            BlockKey::Aes192(key) => encrypt_blocks::<Aes192>(key, iv, data),
            BlockKey::Aes256(key) => encrypt_blocks::<Aes256>(key, iv, data),
        }
    }

    /// Decrypts whole blocks in place.
    pub(crate) fn decrypt(&self, iv: &[u8], data: &mut [u8]) {
        match self {
            BlockKey::TripleDes(key) => decrypt_blocks::<TdesEde2>(key, iv, data),
            BlockKey::Aes128(key) => decrypt_blocks::<Aes128>(key, iv, data),
            BlockKey::Aes192(key) => decrypt_blocks::<Aes192>(key, iv, data),
            BlockKey::Aes256(key) => decrypt_blocks::<Aes256>(key, iv, data),
        }
    }
}

fn encrypt_blocks<C: BlockCipherEncrypt>(key: &C, iv: &[u8], data: &mut [u8]) {
    let mut last = Block::<C>::default();
    last.iter_mut().zip(iv).for_each(|(byte, own)| *byte = *own);
    let (blocks, _) = Block::<C>::slice_as_chunks_mut(data);
    for block in blocks {
        block.iter_mut().zip(&last).for_each(|(byte, before)| *byte ^= before);
        key.encrypt_block(block);
        last.copy_from_slice(block);
    }
}

fn decrypt_blocks<C: BlockCipherDecrypt>(key: &C, iv: &[u8], data: &mut [u8]) {
    let mut last = Block::<C>::default();
    last.iter_mut().zip(iv).for_each(|(byte, own)| *byte = *own);
    let (blocks, _) = Block::<C>::slice_as_chunks_mut(data);
    let sealed = blocks.to_vec();
    key.decrypt_blocks(blocks);
    for (block, sealed) in blocks.iter_mut().zip(&sealed) {
        block.iter_mut().zip(&last).for_each(|(byte, before)| *byte ^= before);
        last.copy_from_slice(sealed);
    }
}

/// The key of authentication codes.
pub(crate) enum CodeKey {
    Retail(Box<(Des, Des)>),
    Aes128(Box<Cmac<Aes128>>),
    Aes192(Box<Cmac<Aes192>>),
    Aes256(Box<Cmac<Aes256>>),
}

impl CodeKey {
    /// `None` if the key has not the length of the cipher's keys.
    pub(crate) fn new(cipher: Cipher, key: &[u8]) -> Option<Self> {
        Some(match cipher {
            Cipher::TripleDes => {
                let (first, second) = key.split_at_checked(8)?;
                let keys = (Des::new_from_slice(first).ok()?, Des::new_from_slice(second).ok()?);
                CodeKey::Retail(Box::new(keys))
            }
            Cipher::Aes128 => CodeKey::Aes128(Box::new(KeyInit::new_from_slice(key).ok()?)),
            Cipher::Aes192 => CodeKey::Aes192(Box::new(KeyInit::new_from_slice(key).ok()?)),
            Cipher::Aes256 => CodeKey::Aes256(Box::new(KeyInit::new_from_slice(key).ok()?)),
        })
    }

    /// The code over the parts, one behind the other, which are padded already where the protocol pads (§9.8.5); the retail MAC
    /// reads whole blocks.
    pub(crate) fn code(&self, parts: &[&[u8]]) -> [u8; CODE_LENGTH] {
        match self {
            CodeKey::Retail(keys) => retail_code(keys, parts),
            CodeKey::Aes128(key) => cipher_code(key, parts),
            CodeKey::Aes192(key) => cipher_code(key, parts),
            CodeKey::Aes256(key) => cipher_code(key, parts),
        }
    }
}

/// CMAC (NIST SP 800-38B), truncated.
fn cipher_code<C: CmacCipher + Clone>(key: &Cmac<C>, parts: &[&[u8]]) -> [u8; CODE_LENGTH]
where
    Cmac<C>: Mac + Clone,
{
    let mut code = key.clone();
    parts.iter().for_each(|part| code.update(part));
    code.finalize().into_bytes().first_chunk().copied().unwrap_or_default()
}

/// The retail MAC (ISO/IEC 9797-1 algorithm 3): DES in a chain, and two more steps at its end.
fn retail_code((first, second): &(Des, Des), parts: &[&[u8]]) -> [u8; CODE_LENGTH] {
    let mut block = Block::<Des>::default();
    let mut filled = 0_usize;
    for byte in parts.iter().copied().flatten() {
        if let Some(place) = block.get_mut(filled) {
            *place ^= byte;
        }
        filled = (filled + 1) % CODE_LENGTH;
        if filled == 0 {
            first.encrypt_block(&mut block);
        }
    }
    second.decrypt_block(&mut block);
    first.encrypt_block(&mut block);
    block.into()
}
