//! Where ephemeral keys and nonces come from: an argument, so that a worked example or a recording is a test.

use crate::error::ReadError;
use crate::group::Group;
use core::fmt;
use std::collections::VecDeque;
use zeroize::Zeroizing;

/// What random bytes are for.
///
/// ```
/// use doc9303_reader::Purpose;
/// assert_eq!(Purpose::named("pace.mapping_key"), Some(Purpose::PaceMappingKey));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Purpose {
    /// RND.IFD of Basic Access Control: eight bytes.
    BacNonce,
    /// K.IFD of Basic Access Control: sixteen bytes.
    BacKey,
    /// The private key of the generic mapping.
    PaceMappingKey,
    /// The nonce of the integrated mapping, as long as a key.
    PaceNonce,
    /// The private key of the agreement in PACE.
    PaceAgreementKey,
    /// The private key of Chip Authentication.
    ChipAuthenticationKey,
    /// RND.IFD of Active Authentication: eight bytes.
    ActiveAuthenticationChallenge,
    /// RND.IC, of the chip: eight bytes for Basic Access Control and Terminal Authentication.
    ChipChallenge,
    /// K.IC of Basic Access Control, of the chip: sixteen bytes.
    ChipBacKey,
    /// The nonce of PACE, of the chip, in whole blocks.
    ChipPaceNonce,
    /// The chip's private key of the generic mapping.
    ChipMappingKey,
    /// The chip's private key of the agreement in PACE.
    ChipAgreementKey,
    /// What the chip signs with: the number k of ECDSA, or the message M1 of ISO/IEC 9796-2.
    ChipSignature,
    /// The signature of Terminal Authentication. The signer makes it, with randomness of its own; a recording has it here.
    TerminalSignature,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Purpose; 14] = [
        Purpose::BacNonce,
        Purpose::BacKey,
        Purpose::PaceMappingKey,
        Purpose::PaceNonce,
        Purpose::PaceAgreementKey,
        Purpose::ChipAuthenticationKey,
        Purpose::ActiveAuthenticationChallenge,
        Purpose::ChipChallenge,
        Purpose::ChipBacKey,
        Purpose::ChipPaceNonce,
        Purpose::ChipMappingKey,
        Purpose::ChipAgreementKey,
        Purpose::ChipSignature,
        Purpose::TerminalSignature,
    ];

    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Purpose::BacNonce => "bac.nonce",
            Purpose::BacKey => "bac.key",
            Purpose::PaceMappingKey => "pace.mapping_key",
            Purpose::PaceNonce => "pace.nonce",
            Purpose::PaceAgreementKey => "pace.agreement_key",
            Purpose::ChipAuthenticationKey => "chip_auth.key",
            Purpose::ActiveAuthenticationChallenge => "active_auth.challenge",
            Purpose::ChipChallenge => "chip.challenge",
            Purpose::ChipBacKey => "chip.bac_key",
            Purpose::ChipPaceNonce => "chip.pace_nonce",
            Purpose::ChipMappingKey => "chip.mapping_key",
            Purpose::ChipAgreementKey => "chip.agreement_key",
            Purpose::ChipSignature => "chip.signature",
            Purpose::TerminalSignature => "terminal_auth.signature",
        }
    }

    /// The purpose of this name.
    pub fn named(name: &str) -> Option<Purpose> {
        Purpose::ALL.into_iter().find(|purpose| purpose.as_str() == name)
    }
}

/// Hands out random bytes, as [`RecordedRandomness`] does. Those of a private key are a big-endian number as long as the group's order.
pub trait Randomness: Send {
    /// Fills the bytes. A source that has none left returns false, and reading ends.
    fn fill(&mut self, purpose: Purpose, bytes: &mut [u8]) -> bool;
}

impl<R: Randomness + ?Sized> Randomness for Box<R> {
    fn fill(&mut self, purpose: Purpose, bytes: &mut [u8]) -> bool {
        (**self).fill(purpose, bytes)
    }
}

/// The operating system's randomness (feature `system`).
///
/// ```
/// use doc9303_reader::{Purpose, Randomness, SystemRandomness};
/// let mut nonce = [0; 8];
/// assert!(SystemRandomness.fill(Purpose::BacNonce, &mut nonce));
/// assert_ne!(nonce, [0; 8]);
/// ```
#[cfg(feature = "system")]
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandomness;

#[cfg(feature = "system")]
impl Randomness for SystemRandomness {
    fn fill(&mut self, _: Purpose, bytes: &mut [u8]) -> bool {
        getrandom::fill(bytes).is_ok()
    }
}

/// Randomness that was written down: what is asked for must have the purpose and the length of what is next.
///
/// ```
/// use doc9303_reader::{Purpose, Randomness, RecordedRandomness};
/// let mut recorded = RecordedRandomness::new([(Purpose::BacNonce, vec![7; 8])]);
/// let mut nonce = [0; 8];
/// assert!(recorded.fill(Purpose::BacNonce, &mut nonce) && nonce == [7; 8]);
/// assert!(!recorded.fill(Purpose::BacNonce, &mut nonce), "there is no more");
/// ```
#[derive(Clone, Default)]
pub struct RecordedRandomness(VecDeque<(Purpose, Zeroizing<Vec<u8>>)>);

impl fmt::Debug for RecordedRandomness {
    /// How much is left.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RecordedRandomness").field(&self.0.len()).finish()
    }
}

impl RecordedRandomness {
    /// What will be handed out, in this order.
    pub fn new(recorded: impl IntoIterator<Item = (Purpose, Vec<u8>)>) -> Self {
        RecordedRandomness(
            recorded.into_iter().map(|(purpose, bytes)| (purpose, Zeroizing::new(bytes))).collect(),
        )
    }
}

impl Randomness for RecordedRandomness {
    fn fill(&mut self, purpose: Purpose, bytes: &mut [u8]) -> bool {
        match self.0.pop_front() {
            Some((own, recorded)) if own == purpose && recorded.len() == bytes.len() => {
                bytes.copy_from_slice(&recorded);
                true
            }
            _ => false,
        }
    }
}

/// How often a number is drawn until it is a private key. Each draw fits with at least a probability of one half.
const TRIES: usize = 128;

/// A private key of a group.
pub(crate) fn private_key(
    group: &Group,
    randomness: &mut dyn Randomness,
    purpose: Purpose,
) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    let mut key = Zeroizing::new(vec![0; group.private_key_length()]);
    let unused = 8 * key.len() - group.order_bits();
    for _ in 0..TRIES {
        if !randomness.fill(purpose, &mut key) {
            return Err(ReadError::Randomness);
        }
        if let Some(first) = key.first_mut() {
            *first &= 0xFF_u8.checked_shr(u32::try_from(unused).unwrap_or(0)).unwrap_or(0);
        }
        if group.is_private_key(&key) {
            return Ok(key);
        }
    }
    Err(ReadError::Randomness)
}
