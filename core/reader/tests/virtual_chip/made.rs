//! Documents that are made up.

use crate::driver::Seeded;
use doc9303::{DataGroup, FileId};
use doc9303_reader::chip::{ChipProfile, StaticKey, VirtualChip, card_access, data_group_14};
use doc9303_reader::{Cipher, Group, Mapping, PaceVariant, Password, Purpose, Randomness, ReadOptions};

pub(crate) const ZONE: &str = "L898902C<369080619406236";
pub(crate) const NUMBER: &str = "500540";

pub(crate) fn zone() -> Password {
    Password::mrz_information(ZONE).unwrap()
}

pub(crate) fn number() -> Password {
    Password::card_access_number(NUMBER).unwrap()
}

pub(crate) fn dg(number: u8) -> FileId {
    FileId::Dg(DataGroup::new(number).unwrap())
}

/// A file of this tag with so many bytes of content.
pub(crate) fn file(tag: u8, length: usize) -> Vec<u8> {
    let [.., top, high, low] = length.to_be_bytes();
    let header = match length {
        0..=0x7F => vec![tag, low],
        0x80..=0xFFFF => vec![tag, 0x82, high, low],
        _ => vec![tag, 0x83, top, high, low],
    };
    let mut content = vec![0; length];
    Seeded(u64::from(tag)).fill(Purpose::BacNonce, &mut content);
    [header, content].concat()
}

/// EF.COM that lists data groups by their tags.
pub(crate) fn com(tags: &[u8]) -> Vec<u8> {
    let version = [0x5F, 0x01, 0x04, b'0', b'1', b'0', b'7'];
    let unicode = [0x5F, 0x36, 0x06, b'0', b'4', b'0', b'0', b'0', b'0'];
    let list = [&[0x5C, u8::try_from(tags.len()).unwrap()], tags].concat();
    let content = [&version[..], &unicode, &list].concat();
    [&[0x60, u8::try_from(content.len()).unwrap()], &content[..]].concat()
}

/// A document of EF.COM and a small EF.DG1, with both passwords.
pub(crate) fn small() -> ChipProfile {
    let mut profile = ChipProfile::new([(FileId::Com, com(&[0x61])), (dg(1), file(0x61, 93))]);
    profile.passwords = vec![zone(), number()];
    profile
}

/// A document of everything, with Basic Access Control, PACE and Chip Authentication: EF.DG2 has 3,000 bytes.
pub(crate) fn full(pace: PaceVariant) -> ChipProfile {
    let key = StaticKey::new(13, &[0x11; 32]).unwrap().with_ciphers([Cipher::Aes128]);
    let mut profile = small();
    profile.has_basic_access = true;
    let (pace, keys) = (vec![pace], vec![key]);
    let files = [
        (FileId::Com, com(&[0x61, 0x75, 0x63, 0x6C, 0x6E])),
        (FileId::CardAccess, card_access(&pace)),
        (dg(14), data_group_14(&pace, &keys)),
        (dg(2), file(0x75, 3_000)),
        (dg(3), file(0x63, 500)),
        (dg(12), file(0x6C, 40)),
    ];
    profile.files.extend(files.map(|(file, bytes)| (file, bytes.into())));
    (profile.pace, profile.static_keys) = (pace, keys);
    profile
}

pub(crate) fn variant(mapping: Mapping, cipher: Cipher, id: i64) -> PaceVariant {
    PaceVariant::new(mapping, cipher, id).unwrap()
}

pub(crate) fn chip(profile: ChipProfile) -> VirtualChip {
    VirtualChip::new(profile, Seeded(1_000))
}

pub(crate) fn options() -> ReadOptions {
    ReadOptions::new([zone(), number()])
}

/// A private key of a group.
pub(crate) fn private_key(id: i64) -> Vec<u8> {
    let group = Group::standardized(id).unwrap();
    let mut key = vec![0; group.private_key_length()];
    Seeded(77).fill(Purpose::BacKey, &mut key);
    // Below every order.
    key[0] = 0;
    key
}
