//! The chip's side of Basic Access Control (Doc 9303-11 §4.3), and signatures of Active Authentication (§6.1).

use super::effect::{Effect, Honest, Knowledge, Point, Stall, flipped};
use super::{
    Answer, DENIED, FAILED, NOT_NOW, UNKNOWN_INSTRUCTION, VirtualChip, WRONG_LENGTH, WRONG_PASSWORD, done,
};
use crate::bac::{BacKeys, session_counter};
use crate::cipher::{Cipher, Secret};
use crate::randomness::Purpose;
use crate::secure_messaging::Channel;

const NONCE: usize = 8;
const KEY: usize = 16;

impl VirtualChip {
    /// GET CHALLENGE.
    pub(super) fn challenge(&mut self) -> Answer {
        if !self.profile.has_basic_access {
            return Err(UNKNOWN_INSTRUCTION);
        }
        if let Some(answer) = self.repeated(Knowledge::ReplayedBac) {
            return answer;
        }
        let value = self.draw(Purpose::ChipChallenge, NONCE)?;
        let point = Point::Challenge;
        let value = self.objects(Honest { point, tag: None, value, echo: &[], group: None })?;
        self.session.challenge = Some(value.clone());
        self.remembered(Knowledge::ReplayedBac, value)
    }

    /// EXTERNAL AUTHENTICATE, in which a terminal proves the keys of the printed zone.
    pub(super) fn authenticate_terminal(&mut self, sealed: &[u8]) -> Answer {
        if self.session.channel.is_some() || !self.profile.has_basic_access {
            return Err(NOT_NOW);
        }
        if self.has(Effect::Stall(Stall::Access)) {
            self.session.is_stalled = true;
            return Err(NOT_NOW);
        }
        if let Some(answer) = self.repeated(Knowledge::ReplayedBac) {
            return answer;
        }
        let challenge = self.session.challenge.take().ok_or(NOT_NOW)?;
        if sealed.len() != 2 * NONCE + KEY + 8 {
            return Err(WRONG_LENGTH);
        }
        let zone = self.profile.passwords.iter().find(|password| password.bac_seed().is_some());
        let zone = zone.cloned().ok_or(NOT_NOW)?;
        let seed = zone.bac_seed().ok_or(NOT_NOW)?;
        let keys = BacKeys::new(&seed).ok_or(FAILED)?;
        let opened = keys.open(sealed).ok_or(WRONG_PASSWORD)?;
        let (nonce, rest) = opened.split_at_checked(NONCE).ok_or(FAILED)?;
        let (own, terminal_key) = rest.split_at_checked(NONCE).ok_or(FAILED)?;
        // A challenge that a fault has changed was never a nonce, and the terminal says so before.
        if own != challenge {
            return Err(WRONG_PASSWORD);
        }
        let key = Secret::new(self.draw(Purpose::ChipBacKey, KEY)?);
        let answered = |wrong: Knowledge, nonce: &[u8]| match self.has(Effect::Knowledge(wrong)) {
            true => flipped(nonce, 0, 1),
            false => nonce.to_vec(),
        };
        let first = answered(Knowledge::BacOtherChallenge, own);
        let second = answered(Knowledge::BacOtherNonce, nonce);
        let message = Secret::new([&first[..], &second, &key].concat());
        let value = keys.seal(&message);
        let point = Point::BasicAccess;
        let value = self.objects(Honest { point, tag: None, value, echo: sealed, group: None })?;
        let secret = Secret::new(terminal_key.iter().zip(&*key).map(|(one, other)| one ^ other).collect());
        let counter = session_counter(own, nonce);
        self.session.next_channel = Some(Channel::derive(Cipher::TripleDes, &secret, counter).ok_or(FAILED)?);
        self.session.is_open = true;
        self.session.granting.chip = zone.document_number().unwrap_or_default().to_vec();
        self.remembered(Knowledge::ReplayedBac, value)
    }

    /// INTERNAL AUTHENTICATE.
    pub(super) fn sign(&mut self, challenge: &[u8]) -> Answer {
        if !self.session.is_open && self.profile.is_closed() {
            return Err(DENIED);
        }
        let signer = self.profile.signer.clone().ok_or(UNKNOWN_INSTRUCTION)?;
        if challenge.len() != NONCE {
            return Err(WRONG_LENGTH);
        }
        let signed = match self.has(Effect::Knowledge(Knowledge::OtherChallenge)) {
            true => flipped(challenge, 0, 1),
            false => challenge.to_vec(),
        };
        let value = signer.sign(&signed, &mut self.randomness).ok_or(FAILED)?;
        let point = Point::Signature;
        done(self.objects(Honest { point, tag: None, value, echo: challenge, group: None })?)
    }

    /// The next answer of the first session, for a chip that knows no secrets and repeats what it heard.
    pub(super) fn repeated(&mut self, replay: Knowledge) -> Option<Answer> {
        if !self.has(Effect::Knowledge(replay)) || !self.memory.has_left {
            return None;
        }
        let answer = self.memory.answers.get(self.memory.repeated).cloned().unwrap_or_default();
        self.memory.repeated += 1;
        Some(done(answer))
    }

    /// An answer, which such a chip keeps.
    pub(super) fn remembered(&mut self, replay: Knowledge, answer: Vec<u8>) -> Answer {
        if self.has(Effect::Knowledge(replay)) && !self.memory.has_left {
            self.memory.answers.push(answer.clone());
        }
        done(answer)
    }
}
