//! The files that say what a chip can do, for documents that are made up (Doc 9303-11 §9.2).

use super::der;
use super::profile::ChipLengths;
use super::static_key::StaticKey;
use crate::pace::PaceVariant;
use crate::tlv;
use doc9303_asn1::oid;

/// EF.CardAccess that announces these variants of PACE (Doc 9303-11 §9.2.11).
///
/// ```
/// use doc9303_reader::chip::card_access;
/// use doc9303_reader::{Cipher, Mapping, PaceVariant};
/// let variant = PaceVariant::new(Mapping::Generic, Cipher::Aes256, 16).unwrap();
/// let read = PaceVariant::of_card_access(&card_access(&[variant]));
/// assert_eq!(read[0].to_string(), "PACE-GM brainpoolP384r1 AES-256");
/// ```
pub fn card_access(pace: &[PaceVariant]) -> Vec<u8> {
    tlv::object(0x31, &pace.iter().flat_map(pace_info).collect::<Vec<u8>>())
}

/// EF.DG14 with the same announcements, and with the keys of Chip Authentication (Doc 9303-10 §4.7.14).
///
/// ```
/// use doc9303_reader::chip::{StaticKey, data_group_14};
/// let key = StaticKey::new(13, &[1; 32]).unwrap().with_key_id(1);
/// assert_eq!(data_group_14(&[], &[key])[0], 0x6E);
/// ```
pub fn data_group_14(pace: &[PaceVariant], keys: &[StaticKey]) -> Vec<u8> {
    let infos = pace.iter().map(pace_info).chain(keys.iter().flat_map(key_infos));
    tlv::object(0x6E, &tlv::object(0x31, &infos.flatten().collect::<Vec<u8>>()))
}

/// PACEInfo: protocol, version 2, and the number of the parameters.
fn pace_info(variant: &PaceVariant) -> Vec<u8> {
    let mut fields = vec![der::oid(variant.protocol()), der::small(2)];
    fields.extend(variant.parameter_id().map(der::small));
    der::sequence(&fields)
}

/// ChipAuthenticationPublicKeyInfo, and a ChipAuthenticationInfo for each cipher.
fn key_infos(key: &StaticKey) -> Vec<Vec<u8>> {
    let Some(parameter_id) = key.parameter_id() else { return Vec::new() };
    let is_elliptic = key.group().is_elliptic();
    let (of_key, protocol) = match is_elliptic {
        true => (oid!("0.4.0.127.0.7.2.2.1.2"), oid!("0.4.0.127.0.7.2.2.3.2")),
        false => (oid!("0.4.0.127.0.7.2.2.1.1"), oid!("0.4.0.127.0.7.2.2.3.1")),
    };
    let algorithm = match is_elliptic {
        true => vec![der::oid(oid!("0.4.0.127.0.7.1.2").as_bytes()), der::small(parameter_id)],
        // PKCS#3, which spells the numbers out.
        false => {
            let numbers = [der::integer(&key.group().modulus()), der::integer(key.group().generator())];
            vec![der::oid(oid!("1.2.840.113549.1.3.1").as_bytes()), der::sequence(&numbers)]
        }
    };
    let algorithm = der::sequence(&algorithm);
    let public_key = if is_elliptic { key.public_key().to_vec() } else { der::integer(key.public_key()) };
    let bits = tlv::object(0x03, &[&[0], &public_key[..]].concat());
    let with_id = |mut fields: Vec<Vec<u8>>| {
        fields.extend(key.key_id().map(der::small));
        der::sequence(&fields)
    };
    let mut infos = vec![with_id(vec![der::oid(of_key.as_bytes()), der::sequence(&[algorithm, bits])])];
    for cipher in key.ciphers() {
        let protocol = [protocol.as_bytes(), &[cipher.arc()]].concat();
        infos.push(with_id(vec![der::oid(&protocol), der::small(1)]));
    }
    infos
}

/// EF.ATR/INFO with the longest command and response, header and status included (ISO/IEC 7816-4 §12.7.1).
pub(super) fn atr_info(lengths: ChipLengths) -> Vec<u8> {
    let whole = |bytes: usize| der::integer(&bytes.min(0xFFFF).to_be_bytes());
    let fields = [whole(lengths.command.saturating_add(9)), whole(lengths.response.saturating_add(2))];
    tlv::object(0x7F66, &fields.concat())
}
