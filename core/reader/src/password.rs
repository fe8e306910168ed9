//! What opens a chip: a key from the printed zone, or the card access number (Doc 9303-11 §9.7.2, §9.7.3).

use crate::cipher::{Cipher, KeyPurpose, Secret};
use doc9303::Mrz;
use doc9303::lds::AccessPassword;
use sha1::{Digest, Sha1};

/// A password of a chip. It is overwritten when it is dropped, and no `Debug` shows it.
///
/// ```
/// use doc9303_reader::Password;
/// let zone = doc9303::Mrz::parse(
///     "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10",
/// )?;
/// assert!(Password::of_zone(&zone).is_some());
/// assert!(Password::card_access_number("500540").is_some());
/// assert!(Password::card_access_number("").is_none());
/// # Ok::<(), doc9303::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Password {
    kind: AccessPassword,
    text: Secret,
}

impl Password {
    /// The password of a printed zone: its document number, date of birth and date of expiry with their check digits. `None` for a
    /// zone that has not all of them.
    pub fn of_zone(zone: &Mrz) -> Option<Password> {
        Password::mrz_information(zone.mrz_information()?.as_str())
    }

    /// The same from the text `MRZ_information` of §9.7.2, as a zone prints it. `None` for what is none.
    ///
    /// ```
    /// use doc9303_reader::Password;
    /// assert!(Password::mrz_information("L898902C<369080619406236").is_some());
    /// assert!(Password::mrz_information("L898902C<3").is_none());
    /// ```
    pub fn mrz_information(text: &str) -> Option<Password> {
        let is_zone = |letter: u8| matches!(letter, b'0'..=b'9' | b'A'..=b'Z' | b'<');
        let has_length = (24..=40).contains(&text.len());
        (has_length && text.bytes().all(is_zone))
            .then(|| Password { kind: AccessPassword::Mrz, text: Secret::new(text.as_bytes().to_vec()) })
    }

    /// The card access number as it is printed on the card: digits. `None` for anything else.
    pub fn card_access_number(text: &str) -> Option<Password> {
        let is_number = (1..=16).contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_digit());
        is_number.then(|| Password { kind: AccessPassword::Can, text: Secret::new(text.as_bytes().to_vec()) })
    }

    /// Which of the two it is.
    pub fn kind(&self) -> AccessPassword {
        self.kind
    }

    /// The document number with its check digit: all before the two dates, each of six digits and a check digit.
    pub(crate) fn document_number(&self) -> Option<&[u8]> {
        match self.kind {
            AccessPassword::Mrz => self.text.get(..self.text.len().checked_sub(14)?),
            _ => None,
        }
    }

    /// The text, which must not be shown or kept where others read it.
    pub(crate) fn text(&self) -> &str {
        core::str::from_utf8(&self.text).unwrap_or_default()
    }

    /// How MSE:Set AT names it (§4.4.4.1).
    pub(crate) fn reference(&self) -> u8 {
        match self.kind {
            AccessPassword::Can => 2,
            _ => 1,
        }
    }

    /// The key of PACE (§9.7.3).
    pub(crate) fn pace_key(&self, cipher: Cipher) -> Secret {
        match self.kind {
            AccessPassword::Can => cipher.derive(&self.text, KeyPurpose::Password),
            _ => cipher.derive(&Secret::new(Sha1::digest(&*self.text).to_vec()), KeyPurpose::Password),
        }
    }

    /// The seed of Basic Access Control (§9.7.2); `None` for a card access number.
    pub(crate) fn bac_seed(&self) -> Option<Secret> {
        const SEED_LENGTH: usize = 16;
        (self.kind == AccessPassword::Mrz).then(|| {
            let mut seed = Sha1::digest(&*self.text).to_vec();
            seed.truncate(SEED_LENGTH);
            Secret::new(seed)
        })
    }
}
