//! The chip's side of PACE (Doc 9303-11 §4.4).

use super::effect::{Effect, Honest, Knowledge, Point, Stall, flipped};
use super::{Answer, FAILED, NO_REFERENCE, NOT_NOW, VirtualChip, WRONG_DATA, WRONG_PASSWORD, done};
use crate::apdu::Status;
use crate::cipher::{BlockKey, Secret};
use crate::group::Group;
use crate::pace::{Mapping, PaceVariant, mapping, token};
use crate::password::Password;
use crate::randomness::{self, Purpose};
use crate::secure_messaging::{Channel, is_equal};
use crate::tlv;

/// PACE since MSE:Set AT.
pub(super) struct PaceRun {
    variant: PaceVariant,
    password: Password,
    stage: Stage,
}

/// How far it has come.
enum Stage {
    Set,
    Nonce(Secret),
    Mapped { group: Group, private_key: Secret },
    Agreed(Agreed),
}

/// What both sides have when they agreed on keys.
struct Agreed {
    /// The terminal's key.
    terminal: Vec<u8>,
    /// The chip's key.
    own: Vec<u8>,
    channel: Channel,
    /// The chip's private key of the mapping.
    mapping_key: Secret,
}

impl VirtualChip {
    /// MSE:Set AT (§4.4.4.1). Objects that it does not know are passed over.
    pub(super) fn set_pace(&mut self, data: &[u8]) -> Answer {
        self.session.pace = None;
        let point = Point::PaceSet;
        self.objects(Honest { point, tag: None, value: Vec::new(), echo: &[], group: None })?;
        let objects = tlv::read_objects(data).ok_or(WRONG_DATA)?;
        let protocol = tlv::one(&objects, 0x80).ok_or(WRONG_DATA)?;
        let reference = tlv::one(&objects, 0x83).ok_or(WRONG_DATA)?;
        let id = tlv::one(&objects, 0x84);
        let mut fitting = self.announced().into_iter().filter(|variant| {
            let is_named =
                id.is_none_or(|id| variant.parameter_id().map(|own| own.to_be_bytes()) == whole(id));
            variant.protocol() == protocol && is_named
        });
        let (Some(variant), None) = (fitting.next(), fitting.next()) else { return Err(WRONG_DATA) };
        let password = self.profile.passwords.iter().find(|password| [password.reference()] == reference);
        let password = password.cloned().ok_or(NO_REFERENCE)?;
        self.session.pace = Some(PaceRun { variant, password, stage: Stage::Set });
        done(Vec::new())
    }

    /// GENERAL AUTHENTICATE (§4.4.4.2): four times, of which the last one ends the chain.
    pub(super) fn general_authenticate(&mut self, data: &[u8], is_chained: bool) -> Answer {
        if let Some(answer) = self.repeated(Knowledge::ReplayedPace) {
            return answer;
        }
        let run = self.session.pace.take().ok_or(NOT_NOW)?;
        let objects = tlv::read_dynamic(data).ok_or(WRONG_DATA)?;
        let PaceRun { variant, password, stage } = run;
        if is_chained == matches!(stage, Stage::Agreed(_)) {
            return Err(NOT_NOW);
        }
        let sent = |tag| tlv::one(&objects, tag).ok_or(WRONG_DATA);
        let (stage, answer) = match stage {
            Stage::Set if objects.is_empty() => self.pace_nonce(&variant, &password)?,
            Stage::Set => return Err(WRONG_DATA),
            Stage::Nonce(nonce) => self.pace_mapping(&variant, &nonce, sent(0x81)?)?,
            Stage::Mapped { group, private_key } => {
                self.pace_agreement(&variant, group, private_key, sent(0x83)?)?
            }
            Stage::Agreed(agreed) => {
                let answer = self.pace_tokens(&variant, agreed, sent(0x85)?)?;
                return self.remembered(Knowledge::ReplayedPace, answer);
            }
        };
        self.session.pace = Some(PaceRun { variant, password, stage });
        self.remembered(Knowledge::ReplayedPace, answer)
    }

    /// The nonce under the key of the password (§4.4.3.3).
    fn pace_nonce(&mut self, variant: &PaceVariant, password: &Password) -> Result<(Stage, Vec<u8>), Status> {
        let cipher = variant.cipher();
        let nonce = self.draw(Purpose::ChipPaceNonce, mapping::nonce_length(cipher))?;
        let key = match self.has(Effect::Knowledge(Knowledge::NonceOfOtherPassword)) {
            true => Secret::new(flipped(&password.pace_key(cipher), 0, 0x80)),
            false => password.pace_key(cipher),
        };
        let mut value = nonce.clone();
        BlockKey::new(cipher, &key).ok_or(FAILED)?.encrypt(&[], &mut value);
        let point = Point::PaceNonce;
        let objects = self.objects(Honest { point, tag: Some(0x80), value, echo: &[], group: None })?;
        Ok((Stage::Nonce(Secret::new(nonce)), self.template(point, &objects)))
    }

    fn pace_mapping(
        &mut self,
        variant: &PaceVariant,
        nonce: &[u8],
        sent: &[u8],
    ) -> Result<(Stage, Vec<u8>), Status> {
        let (point, group) = (Point::PaceMapping, variant.group().clone());
        let is_skipped = self.has(Effect::Knowledge(Knowledge::NoMapping));
        if variant.mapping() == Mapping::Integrated {
            if sent.len() != variant.cipher().key_length() {
                return Err(WRONG_DATA);
            }
            let generator = mapping::integrated(&group, variant.cipher(), nonce, sent).ok_or(WRONG_DATA)?;
            let honest = Honest { point, tag: Some(0x82), value: Vec::new(), echo: sent, group: None };
            let objects = self.objects(honest)?;
            let group = if is_skipped { group } else { group.with_generator(generator) };
            let stage = Stage::Mapped { group, private_key: Secret::new(Vec::new()) };
            return Ok((stage, self.template(point, &objects)));
        }
        let terminal = group.element(sent).ok_or(WRONG_DATA)?;
        let private_key = self.private_key(Purpose::ChipMappingKey, &group)?;
        let value = group.public_key(&private_key).ok_or(FAILED)?;
        let shared = group.multiple(&terminal, &private_key).ok_or(WRONG_DATA)?;
        let generator = group.map_generic(nonce, &shared).ok_or(FAILED)?;
        let honest = Honest { point, tag: Some(0x82), value, echo: sent, group: Some(&group) };
        let objects = self.objects(honest)?;
        let group = if is_skipped { group } else { group.with_generator(generator) };
        Ok((Stage::Mapped { group, private_key }, self.template(point, &objects)))
    }

    fn pace_agreement(
        &mut self,
        variant: &PaceVariant,
        group: Group,
        mapping_key: Secret,
        sent: &[u8],
    ) -> Result<(Stage, Vec<u8>), Status> {
        let point = Point::PaceAgreement;
        let terminal = group.element(sent).ok_or(WRONG_DATA)?;
        let private_key = self.private_key(Purpose::ChipAgreementKey, &group)?;
        let own = group.public_key(&private_key).ok_or(FAILED)?;
        // Whoever sends the same key back shows nothing (§4.4.1).
        if own == terminal {
            return Err(WRONG_DATA);
        }
        let shared = group.multiple(&terminal, &private_key).ok_or(WRONG_DATA)?;
        let channel = Channel::derive(variant.cipher(), &group.secret(&shared), 0).ok_or(FAILED)?;
        let value = own.clone();
        let honest = Honest { point, tag: Some(0x84), value, echo: sent, group: Some(&group) };
        let objects = self.objects(honest)?;
        let stage = Stage::Agreed(Agreed { terminal, own, channel, mapping_key });
        Ok((stage, self.template(point, &objects)))
    }

    /// Checks the terminal's token and shows the chip's own (§4.4.3.4).
    fn pace_tokens(&mut self, variant: &PaceVariant, agreed: Agreed, sent: &[u8]) -> Result<Vec<u8>, Status> {
        let point = Point::PaceToken;
        let (_, key) = agreed.channel.keys();
        let expected = token::token(variant, key, &agreed.own).ok_or(FAILED)?;
        if self.has(Effect::Stall(Stall::Access)) {
            self.session.is_stalled = true;
            return Err(NOT_NOW);
        }
        if !is_equal(&expected, sent) {
            return Err(WRONG_PASSWORD);
        }
        let value = token::token(variant, key, &agreed.terminal).ok_or(FAILED)?.to_vec();
        let mut objects = self.objects(Honest { point, tag: Some(0x86), value, echo: sent, group: None })?;
        if variant.mapping() == Mapping::ChipAuthentication {
            let value = self.chip_authentication_data(variant, &agreed)?;
            let point = Point::Cam;
            objects.extend(self.objects(Honest { point, tag: Some(0x8A), value, echo: &[], group: None })?);
        }
        self.session.is_open = true;
        self.session.granting.chip = variant.group().compressed(&agreed.own);
        self.session.next_channel = Some(agreed.channel);
        Ok(self.template(point, &objects))
    }

    /// The private key of the mapping divided by the static one, encrypted (§4.4.3.5.1).
    fn chip_authentication_data(&self, variant: &PaceVariant, agreed: &Agreed) -> Result<Vec<u8>, Status> {
        let own = self.profile.mapping_key.as_ref().ok_or(FAILED)?.private_key();
        let own = match self.has(Effect::Knowledge(Knowledge::CamOtherKey)) {
            true => flipped(own, own.len() - 1, 2),
            false => own.to_vec(),
        };
        let mut data = variant.group().quotient(&agreed.mapping_key, &own).ok_or(FAILED)?;
        let cipher = variant.cipher();
        match self.has(Effect::Knowledge(Knowledge::CamPadding)) {
            true => data.resize(data.len().next_multiple_of(cipher.block_length()), 0xFF),
            false => cipher.pad(&mut data),
        }
        let (key, _) = agreed.channel.keys();
        let key = BlockKey::new(cipher, key).ok_or(FAILED)?;
        let mut iv = vec![0xFF; cipher.block_length()];
        key.encrypt(&[], &mut iv);
        key.encrypt(&iv, &mut data);
        Ok(data)
    }

    fn private_key(&mut self, purpose: Purpose, group: &Group) -> Result<Secret, Status> {
        let key = randomness::private_key(group, &mut self.randomness, purpose).map_err(|_| FAILED)?;
        Ok(Secret::new(key.to_vec()))
    }
}

/// The number in eight bytes.
fn whole(number: &[u8]) -> Option<[u8; 8]> {
    let mut bytes = [0; 8];
    bytes.get_mut(8_usize.checked_sub(number.len())?..)?.copy_from_slice(number);
    Some(bytes)
}
