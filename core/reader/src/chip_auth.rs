//! Chip Authentication (Doc 9303-11 §6.2): the chip shows that it knows the private key of DG14 by using the keys that come of
//! it.

use crate::apdu::{Command, Response, SHORT_DATA};
use crate::card::Card;
use crate::cipher::{Cipher, Secret};
use crate::error::{ReadError, Step};
use crate::files;
use crate::group::Group;
use crate::randomness::Purpose;
use crate::secure_messaging::{Channel, push_length};
use crate::tlv;
use doc9303::lds::{ChipAuthTranscript, ProtectedExchange};
use doc9303::raw::{SecurityInfo, SecurityInfos};
use doc9303::{DataGroup, FileId};
use doc9303_asn1::Oid;

/// `id-CA` and `id-PK`, 0.4.0.127.0.7.2.2.3 and 0.4.0.127.0.7.2.2.1.
const PROTOCOL: [u8; 8] = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x03];
const KEY: [u8; 8] = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x01];
/// Bytes of a key identifier in an object of its own.
const KEY_ID: u16 = 0x84;

/// A key of the chip, and the protocol to prove it with.
#[derive(Debug, Clone)]
pub(crate) struct ChipKey {
    protocol: Vec<u8>,
    cipher: Cipher,
    key_id: Option<i64>,
    group: Group,
    element: Vec<u8>,
}

impl ChipKey {
    /// The keys of DG14 that this reader can use, those with the strongest cipher first.
    pub(crate) fn of_dg14(bytes: &[u8]) -> Vec<ChipKey> {
        let Ok(infos) = SecurityInfos::parse_dg14(bytes) else { return Vec::new() };
        let keys = infos.iter().filter(|info| info.is_chip_authentication_key());
        let mut all: Vec<ChipKey> = keys.flat_map(|key| ChipKey::each(key, &infos)).collect();
        all.sort_by_key(|key| core::cmp::Reverse((key.cipher.arc(), key.group.field_bits())));
        all
    }

    /// A key with each protocol that is announced for it: by its identifier, or for the kind of key. Chips that announce none
    /// take 3DES (§9.2.5).
    fn each(key: &SecurityInfo, infos: &SecurityInfos) -> Vec<ChipKey> {
        let Some((group, element)) = Group::from_public_key(key.required()) else { return Vec::new() };
        let arc = if group.is_elliptic() { 2 } else { 1 };
        if key.protocol().as_bytes() != [&KEY[..], &[arc]].concat() {
            return Vec::new();
        }
        let named = |key_id: Option<i64>, protocol: &[u8]| {
            let cipher = protocol.last().copied().and_then(Cipher::from_arc)?;
            let (group, element) = (group.clone(), element.clone());
            Some(ChipKey { protocol: protocol.to_vec(), cipher, key_id, group, element })
        };
        let kind = [&PROTOCOL[..], &[arc]].concat();
        let announced = infos.iter().filter(|info| {
            let protocol = info.protocol();
            let is_kind =
                protocol.as_bytes().len() == kind.len() + 1 && protocol.as_bytes().starts_with(&kind);
            is_kind && (info.identifier() == key.identifier() || info.identifier().is_none())
        });
        let all: Vec<ChipKey> =
            announced.filter_map(|info| named(key.identifier(), info.protocol().as_bytes())).collect();
        match all.is_empty() {
            true => named(key.identifier(), &[kind, vec![1]].concat()).into_iter().collect(),
            false => all,
        }
    }

    /// What it is in words, such as `brainpoolP256r1 AES-128`.
    pub(crate) fn describe(&self) -> String {
        format!("{} {}", self.group.name(), self.cipher)
    }
}

/// Agrees on keys with the chip's key, and has the chip use them.
pub(crate) async fn authenticate(card: &mut Card, key: &ChipKey) -> Result<ChipAuthTranscript, ReadError> {
    let step = Step::ChipAuthentication;
    let unusable = |detail| ReadError::Unsupported { step, detail };
    let private_key = card.draw_key(Purpose::ChipAuthenticationKey, &key.group)?;
    let own = key.group.public_key(&private_key).ok_or(ReadError::Randomness)?;
    let shared = key.group.multiple(&key.element, &private_key).map(Secret::new);
    let shared = shared.ok_or(unusable("the key agrees on no secret"))?;
    match key.cipher {
        Cipher::TripleDes => set_key(card, key, &own).await?,
        _ => set_and_authenticate(card, key, &own).await?,
    }
    let secret = key.group.secret(&shared);
    let channel = Channel::derive(key.cipher, &secret, 0).ok_or(unusable("no keys"))?;
    card.switch(channel);
    // Until the chip has used the new keys it has shown nothing (§6.2.4).
    let confirmed = files::select(card, files::identifier(FileId::Dg(DataGroup::DG14))).await;
    match confirmed {
        Ok(()) => {}
        Err(error) if error.is_refusal() => {}
        Err(ReadError::Messaging { .. }) => {
            let detail = "the chip does not use the keys that were agreed on";
            return Err(ReadError::NotProved { step, detail });
        }
        Err(error) => return Err(error),
    }
    card.binding.terminal = Some(key.group.compressed(&own));
    let exchanges = card.transcript.drain(..).filter_map(|exchanged| {
        Some(ProtectedExchange { command: exchanged.command, response: exchanged.response? })
    });
    Ok(ChipAuthTranscript {
        oid: Oid::new(&key.protocol).to_string(),
        key_id: key.key_id,
        terminal_private_key: private_key.to_vec(),
        exchanges: exchanges.collect(),
    })
}

/// MSE:Set KAT, which carries the terminal's key (§6.2.4.1). Chips exist that want the other form for 3DES too.
async fn set_key(card: &mut Card, key: &ChipKey, own: &[u8]) -> Result<(), ReadError> {
    let step = Step::ChipAuthentication;
    let mut data = tlv::object(0x91, own);
    push_key_id(&mut data, key);
    let command = Command::new(0x00, 0x22, 0x41, 0xA6).with_data(data);
    let Response { status, .. } = card.transmit(step, &command).await?;
    match status.is_done() {
        true => Ok(()),
        false => set_and_authenticate(card, key, own).await,
    }
}

/// MSE:Set AT and GENERAL AUTHENTICATE (§6.2.4.2).
async fn set_and_authenticate(card: &mut Card, key: &ChipKey, own: &[u8]) -> Result<(), ReadError> {
    let step = Step::ChipAuthentication;
    let mut data = tlv::object(0x80, &key.protocol);
    push_key_id(&mut data, key);
    card.command(step, &Command::new(0x00, 0x22, 0x41, 0xA4).with_data(data)).await?;
    let data = tlv::dynamic(0x80, own);
    let expected = if data.len() > SHORT_DATA { 65_536 } else { 256 };
    let command = Command::new(0x00, 0x86, 0x00, 0x00).with_data(data).with_expected(expected);
    card.command(step, &command).await.map(drop)
}

/// The identifier of the key, as few bytes as hold it.
fn push_key_id(data: &mut Vec<u8>, key: &ChipKey) {
    let Some(id) = key.key_id.and_then(|id| u64::try_from(id).ok()) else { return };
    let bytes = id.to_be_bytes();
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count().min(bytes.len() - 1);
    let bytes = bytes.get(zeros..).unwrap_or_default();
    let [_, tag] = KEY_ID.to_be_bytes();
    data.push(tag);
    push_length(data, bytes.len());
    data.extend(bytes);
}
