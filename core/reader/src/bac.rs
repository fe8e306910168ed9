//! Basic Access Control (Doc 9303-11 §4.3).

use crate::apdu::Command;
use crate::card::Card;
use crate::cipher::{BlockKey, Cipher, CodeKey, KeyPurpose, Secret};
use crate::error::{ReadError, Step};
use crate::password::Password;
use crate::randomness::Purpose;
use crate::secure_messaging::{Channel, is_equal};

const NONCE: usize = 8;
const KEY: usize = 16;
/// Two nonces and a key.
const MESSAGE: usize = 2 * NONCE + KEY;

/// The keys of the chip (§9.7.2).
pub(crate) struct BacKeys {
    pub(crate) encryption: BlockKey,
    pub(crate) authentication: CodeKey,
}

impl BacKeys {
    pub(crate) fn new(seed: &[u8]) -> Option<BacKeys> {
        let key = |purpose| Cipher::TripleDes.derive(seed, purpose);
        Some(BacKeys {
            encryption: BlockKey::new(Cipher::TripleDes, &key(KeyPurpose::Encryption))?,
            authentication: CodeKey::new(Cipher::TripleDes, &key(KeyPurpose::Authentication))?,
        })
    }

    /// A message with its code behind it.
    pub(crate) fn seal(&self, message: &[u8]) -> Vec<u8> {
        let mut sealed = message.to_vec();
        self.encryption.encrypt(&[], &mut sealed);
        let code = self.code(&sealed);
        sealed.extend(code);
        sealed
    }

    /// The message, if the code behind it is right.
    pub(crate) fn open(&self, sealed: &[u8]) -> Option<Secret> {
        let (message, code) = sealed.split_at_checked(MESSAGE)?;
        if !is_equal(&self.code(message), code) {
            return None;
        }
        let mut message = message.to_vec();
        self.encryption.decrypt(&[], &mut message);
        Some(Secret::new(message))
    }

    fn code(&self, sealed: &[u8]) -> [u8; 8] {
        let mut padded = sealed.to_vec();
        Cipher::TripleDes.pad(&mut padded);
        self.authentication.code(&[&padded])
    }
}

/// Opens the application, which must be selected.
pub(crate) async fn open(card: &mut Card, password: &Password) -> Result<(), ReadError> {
    let step = Step::BasicAccess;
    let seed = password.bac_seed().ok_or(ReadError::NoPassword)?;
    let unusable = ReadError::Unsupported { step, detail: "no keys" };
    let keys = BacKeys::new(&seed).ok_or(unusable.clone())?;
    let challenge =
        card.command(Step::GetChallenge, &Command::new(0x00, 0x84, 0x00, 0x00).with_expected(NONCE)).await?;
    if challenge.len() != NONCE {
        return Err(ReadError::Malformed {
            step: Step::GetChallenge,
            detail: "the nonce has not eight bytes",
        });
    }
    let nonce = card.draw(Purpose::BacNonce, NONCE)?;
    let own_key = card.draw(Purpose::BacKey, KEY)?;
    let message = Secret::new([&nonce[..], &challenge, &own_key].concat());
    let sealed = keys.seal(&message);
    let command = Command::new(0x00, 0x82, 0x00, 0x00).with_data(sealed).with_expected(MESSAGE + 8);
    let answer = card.command(step, &command).await?;
    let wrong = |detail| ReadError::NotProved { step, detail };
    if answer.len() != MESSAGE + 8 {
        return Err(ReadError::Malformed { step, detail: "the answer has not forty bytes" });
    }
    let opened = keys.open(&answer).ok_or(wrong("the code of the answer is wrong"))?;
    let (own_nonce, rest) = opened.split_at_checked(NONCE).ok_or(unusable.clone())?;
    let (own_challenge, chip_key) = rest.split_at_checked(NONCE).ok_or(unusable.clone())?;
    // The chip swaps the nonces: RND.IC comes first.
    if own_nonce != challenge || own_challenge != &nonce[..] {
        return Err(wrong("the nonces of the answer are others"));
    }
    let secret: Vec<u8> = own_key.iter().zip(chip_key).map(|(own, chip)| own ^ chip).collect();
    let counter = session_counter(&challenge, &nonce);
    let channel = Channel::derive(Cipher::TripleDes, &Secret::new(secret), counter).ok_or(unusable)?;
    card.switch(channel);
    card.binding.chip = password.document_number().map(<[u8]>::to_vec);
    Ok(())
}

/// The counter with which the session begins (§9.8.6.1): the last four bytes of both nonces.
pub(crate) fn session_counter(chip: &[u8], terminal: &[u8]) -> u128 {
    let last = |nonce: &[u8]| nonce.last_chunk::<4>().copied().unwrap_or_default();
    u128::from(u32::from_be_bytes(last(chip))) << 32 | u128::from(u32::from_be_bytes(last(terminal)))
}
