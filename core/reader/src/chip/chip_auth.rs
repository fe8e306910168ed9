//! The chip's side of Chip Authentication (Doc 9303-11 §6.2): it uses the keys that come of its static key.

use super::effect::{Effect, Honest, Knowledge, Point, flipped};
use super::static_key::StaticKey;
use super::{Answer, FAILED, NO_REFERENCE, NOT_NOW, VirtualChip, WRONG_DATA, done};
use crate::apdu::Status;
use crate::cipher::Cipher;
use crate::secure_messaging::Channel;
use crate::tlv;

/// `id-CA`, 0.4.0.127.0.7.2.2.3.
const PROTOCOL: [u8; 8] = [0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x03];

impl VirtualChip {
    /// MSE:Set KAT, which brings the terminal's key (§6.2.4.1).
    pub(super) fn set_ephemeral_key(&mut self, data: &[u8]) -> Answer {
        let objects = self.template_of(data)?;
        let sent = tlv::one(&objects, 0x91).ok_or(WRONG_DATA)?;
        let key = self.static_key(tlv::one(&objects, 0x84), None, Cipher::TripleDes)?;
        self.agree_with(&key, Cipher::TripleDes, sent)?;
        done(Vec::new())
    }

    /// MSE:Set AT, which chooses protocol and key (§6.2.4.2).
    pub(super) fn set_chip_authentication(&mut self, data: &[u8]) -> Answer {
        let objects = self.template_of(data)?;
        let protocol = tlv::one(&objects, 0x80).and_then(|oid| oid.strip_prefix(&PROTOCOL));
        let Some([arc @ (1 | 2), cipher]) = protocol else { return Err(WRONG_DATA) };
        let cipher = Cipher::from_arc(*cipher).ok_or(WRONG_DATA)?;
        let key = self.static_key(tlv::one(&objects, 0x84), Some(*arc == 2), cipher)?;
        self.session.chip_auth = Some((key, cipher));
        done(Vec::new())
    }

    /// GENERAL AUTHENTICATE with the terminal's key.
    pub(super) fn agree_on_keys(&mut self, data: &[u8]) -> Answer {
        let (key, cipher) = self.session.chip_auth.take().ok_or(NOT_NOW)?;
        let objects = tlv::read_dynamic(data).ok_or(WRONG_DATA)?;
        let sent = tlv::one(&objects, 0x80).ok_or(WRONG_DATA)?;
        self.agree_with(&key, cipher, sent)?;
        done(tlv::object(0x7C, &[]))
    }

    /// The objects of MSE, which come in a session alone.
    fn template_of(&self, data: &[u8]) -> Result<Vec<(u32, Vec<u8>)>, Status> {
        if self.session.channel.is_none() {
            return Err(NOT_NOW);
        }
        let point = Point::ChipAuthentication;
        self.objects(Honest { point, tag: None, value: Vec::new(), echo: &[], group: None })?;
        tlv::read_objects(data).ok_or(WRONG_DATA)
    }

    /// The key of this identifier, or the only one.
    fn static_key(
        &self,
        id: Option<&[u8]>,
        is_elliptic: Option<bool>,
        cipher: Cipher,
    ) -> Result<StaticKey, Status> {
        let number = |bytes: &[u8]| bytes.iter().fold(0, |sum: i64, byte| sum << 8 | i64::from(*byte));
        let mut fitting = self.profile.static_keys.iter().filter(|key| {
            id.is_none_or(|id| key.key_id() == Some(number(id)))
                && is_elliptic.is_none_or(|is| key.group().is_elliptic() == is)
                && key.ciphers().contains(&cipher)
        });
        match (fitting.next(), fitting.next()) {
            (Some(key), None) => Ok(key.clone()),
            _ => Err(NO_REFERENCE),
        }
    }

    /// Agrees with an ephemeral key, which must be of the group. The keys hold from the next command on.
    fn agree_with(&mut self, key: &StaticKey, cipher: Cipher, sent: &[u8]) -> Result<(), Status> {
        let group = key.group();
        let terminal = group.element(sent).ok_or(WRONG_DATA)?;
        let own = key.private_key();
        let own = match self.has(Effect::Knowledge(Knowledge::OtherStaticKey)) {
            true => flipped(own, own.len() - 1, 2),
            false => own.to_vec(),
        };
        let shared = group.multiple(&terminal, &own).ok_or(WRONG_DATA)?;
        self.session.granting.terminal = Some(group.compressed(&terminal));
        if !self.has(Effect::Knowledge(Knowledge::OldKeys)) {
            let channel = Channel::derive(cipher, &group.secret(&shared), 0).ok_or(FAILED)?;
            self.session.next_channel = Some(channel);
        }
        Ok(())
    }
}
