//! Password Authenticated Connection Establishment (Doc 9303-11 §4.4).

mod announced;
pub(crate) mod mapping;
pub(crate) mod token;

pub use announced::{Mapping, PaceVariant};

use crate::apdu::{Command, Response, SHORT_DATA};
use crate::card::Card;
use crate::cipher::{BlockKey, Cipher, Secret};
use crate::error::{ReadError, Step};
use crate::group::Group;
use crate::password::Password;
use crate::randomness::Purpose;
use crate::secure_messaging::{Channel, is_equal};
use crate::tlv;
use doc9303::lds::PaceCamRecord;

/// Opens the chip with one variant. With the mapping that proves the chip's key, returns what it proved it with.
pub(crate) async fn open(
    card: &mut Card,
    variant: &PaceVariant,
    password: &Password,
) -> Result<Option<PaceCamRecord>, ReadError> {
    card.channel = None;
    set(card, variant, password).await?;
    let nonce = nonce(card, variant, password).await?;
    let (group, mapping_key) = map(card, variant, &nonce).await?;
    let agreed = agree(card, group).await?;
    let (channel, answer) = compare_tokens(card, variant, &agreed).await?;
    let record = match mapping_key {
        Some(key) if variant.mapping() == Mapping::ChipAuthentication => {
            Some(chip_authentication(variant, &channel, key, &answer)?)
        }
        _ => None,
    };
    card.switch(channel);
    card.binding.chip = Some(variant.group().compressed(&agreed.chip));
    let named = answer.into_iter().filter(|(tag, _)| matches!(tag, 0x87 | 0x88));
    card.binding.trust_points = named.map(|(_, name)| name).collect();
    Ok(record)
}

/// MSE:Set AT (§4.4.4.1). Names the parameters where the protocol alone does not, and to chips that ask for them.
async fn set(card: &mut Card, variant: &PaceVariant, password: &Password) -> Result<(), ReadError> {
    let step = Step::PaceSet;
    let mut data = tlv::object(0x80, variant.protocol());
    tlv::push(&mut data, 0x83, &[password.reference()]);
    let id = variant.parameter_id().and_then(|id| u8::try_from(id).ok());
    let named = id.map(|id| [data.as_slice(), &tlv::object(0x84, &[id])].concat());
    let command = |data: Vec<u8>| Command::new(0x00, 0x22, 0xC1, 0xA4).with_data(data);
    let (first, second) = match named {
        Some(named) if variant.is_ambiguous() => (named, None),
        named => (data, named),
    };
    let Response { status, .. } = card.transmit(step, &command(first)).await?;
    // 63Cx counts the tries that are left, and is no refusal.
    if status.is_done() {
        return Ok(());
    }
    let refused = ReadError::Refused { step, status };
    let Some(second) = second.filter(|_| matches!(status.0, 0x6A80 | 0x6A88 | 0x6700)) else {
        return Err(refused);
    };
    let Response { status, .. } = card.transmit(step, &command(second)).await?;
    if status.is_done() { Ok(()) } else { Err(refused) }
}

/// The nonce, decrypted with the key of the password.
async fn nonce(card: &mut Card, variant: &PaceVariant, password: &Password) -> Result<Secret, ReadError> {
    let step = Step::PaceNonce;
    let answer = authenticate(card, step, true, tlv::object(0x7C, &[])).await?;
    let malformed = |detail| ReadError::Malformed { step, detail };
    let mut nonce = tlv::one(&answer, 0x80).ok_or(malformed("no nonce"))?.to_vec();
    let is_whole = nonce.len().is_multiple_of(variant.cipher().block_length());
    if !is_whole || !(8..=32).contains(&nonce.len()) {
        return Err(malformed("the nonce has another length than a key"));
    }
    let key = password.pace_key(variant.cipher());
    let key = BlockKey::new(variant.cipher(), &key).ok_or(malformed("no key"))?;
    key.decrypt(&[], &mut nonce);
    Ok(Secret::new(nonce))
}

/// Maps the nonce. Returns the group with its new generator, and the chip's key of the generic mapping.
async fn map(
    card: &mut Card,
    variant: &PaceVariant,
    nonce: &Secret,
) -> Result<(Group, Option<Vec<u8>>), ReadError> {
    let step = Step::PaceMapping;
    let group = variant.group().clone();
    let wrong = |detail| ReadError::NotProved { step, detail };
    if variant.mapping() == Mapping::Integrated {
        let own = card.draw(Purpose::PaceNonce, variant.cipher().key_length())?;
        authenticate(card, step, true, tlv::dynamic(0x81, &own)).await?;
        let generator = mapping::integrated(&group, variant.cipher(), nonce, &own)
            .ok_or(wrong("the nonces lead to no generator"))?;
        return Ok((group.with_generator(generator), None));
    }
    let private_key = card.draw_key(Purpose::PaceMappingKey, &group)?;
    let own = group.public_key(&private_key).ok_or(ReadError::Randomness)?;
    let answer = authenticate(card, step, true, tlv::dynamic(0x81, &own)).await?;
    let sent =
        tlv::one(&answer, 0x82).ok_or(ReadError::Malformed { step, detail: "no key of the mapping" })?;
    let chip = group.element(sent).ok_or(wrong("the chip's key is not of the group"))?;
    if chip == own {
        return Err(wrong("the chip sends the terminal's own key back"));
    }
    let shared = group.multiple(&chip, &private_key).map(Secret::new);
    let shared = shared.ok_or(wrong("the keys agree on no element"))?;
    let generator = group.map_generic(nonce, &shared).ok_or(wrong("the nonce leads to no generator"))?;
    Ok((group.with_generator(generator), Some(sent.to_vec())))
}

/// What both sides have when they agreed on keys.
struct Agreed {
    own: Vec<u8>,
    /// The chip's key as it was sent.
    chip: Vec<u8>,
    secret: Secret,
}

async fn agree(card: &mut Card, group: Group) -> Result<Agreed, ReadError> {
    let step = Step::PaceAgreement;
    let wrong = |detail| ReadError::NotProved { step, detail };
    let private_key = card.draw_key(Purpose::PaceAgreementKey, &group)?;
    let own = group.public_key(&private_key).ok_or(ReadError::Randomness)?;
    let answer = authenticate(card, step, true, tlv::dynamic(0x83, &own)).await?;
    let sent = tlv::one(&answer, 0x84).ok_or(ReadError::Malformed { step, detail: "no key" })?;
    let chip = group.element(sent).ok_or(wrong("the chip's key is not of the group"))?;
    // Whoever sends the same key back shows nothing (§4.4.1).
    if chip == own {
        return Err(wrong("the chip sends the terminal's own key back"));
    }
    let shared = group.multiple(&chip, &private_key).map(Secret::new);
    let shared = shared.ok_or(wrong("the keys agree on no element"))?;
    let secret = Secret::new(group.secret(&shared).to_vec());
    Ok(Agreed { own, chip: sent.to_vec(), secret })
}

/// Sends the terminal's token and checks the chip's, which only a chip that knows the password can make.
async fn compare_tokens(
    card: &mut Card,
    variant: &PaceVariant,
    agreed: &Agreed,
) -> Result<(Channel, Vec<(u32, Vec<u8>)>), ReadError> {
    let step = Step::PaceToken;
    let malformed = |detail| ReadError::Malformed { step, detail };
    let channel = Channel::derive(variant.cipher(), &agreed.secret, 0).ok_or(malformed("no keys"))?;
    let (_, key) = channel.keys();
    let token_of = |element: &[u8]| token::token(variant, key, element).ok_or(malformed("no keys"));
    let own = token_of(&agreed.chip)?;
    let answer = authenticate(card, step, false, tlv::dynamic(0x85, &own)).await?;
    let chip = tlv::one(&answer, 0x86).ok_or(malformed("no token"))?;
    // Some chips drop the leading zeros of the number before they authenticate it, as TR-03110-3 §D.2.1.1 demands.
    let zeros = agreed.own.iter().take_while(|byte| **byte == 0).count();
    let trimmed = agreed.own.get(zeros..).unwrap_or_default();
    if is_equal(&token_of(&agreed.own)?, chip) || is_equal(&token_of(trimmed)?, chip) {
        return Ok((channel, answer));
    }
    Err(ReadError::NotProved { step, detail: "the chip's token is wrong" })
}

/// The Chip Authentication Data, decrypted (§4.4.3.5.2). It is a proof once EF.CardSecurity is authentic.
fn chip_authentication(
    variant: &PaceVariant,
    channel: &Channel,
    chip_mapping_public_key: Vec<u8>,
    answer: &[(u32, Vec<u8>)],
) -> Result<PaceCamRecord, ReadError> {
    let step = Step::PaceToken;
    let malformed = |detail| ReadError::Malformed { step, detail };
    let mut data = tlv::one(answer, 0x8A).ok_or(malformed("no Chip Authentication Data"))?.to_vec();
    let (key, _) = channel.keys();
    let key = BlockKey::new(variant.cipher(), key).ok_or(malformed("no keys"))?;
    let mut iv = vec![0xFF; variant.cipher().block_length()];
    key.encrypt(&[], &mut iv);
    if data.is_empty() || !data.len().is_multiple_of(iv.len()) {
        return Err(malformed("the Chip Authentication Data is not in blocks"));
    }
    key.decrypt(&iv, &mut data);
    Cipher::unpad(&mut data).ok_or(malformed("the Chip Authentication Data is not padded"))?;
    Ok(PaceCamRecord {
        oid: doc9303_asn1::Oid::new(variant.protocol()).to_string(),
        parameter_id: variant.parameter_id().ok_or(malformed("no parameters"))?,
        chip_mapping_public_key,
        chip_authentication_data: data,
    })
}

/// GENERAL AUTHENTICATE, chained to the next one if there is one (§4.4.4.2).
async fn authenticate(
    card: &mut Card,
    step: Step,
    is_chained: bool,
    data: Vec<u8>,
) -> Result<Vec<(u32, Vec<u8>)>, ReadError> {
    let class = if is_chained { 0x10 } else { 0x00 };
    // Keys of groups of 2048 bits do not fit into a short command.
    let expected = if data.len() > SHORT_DATA { 65_536 } else { 256 };
    let command = Command::new(class, 0x86, 0x00, 0x00).with_data(data).with_expected(expected);
    let answer = card.command(step, &command).await?;
    tlv::read_dynamic(&answer).ok_or(ReadError::Malformed { step, detail: "no dynamic authentication data" })
}

#[cfg(test)]
mod tests;
