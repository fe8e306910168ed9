//! What a terminal kept of the chip proving its key: Chip Authentication (Doc 9303-11 §6.2) and PACE with Chip
//! Authentication Mapping (§4.4.3.5).
//!
//! A record proves as much as the terminal that kept it is trusted: whoever knows the terminal's private key can write
//! one. What these records add is that the proof can be computed again, with the key that passive authentication
//! authenticated, and needs no word of the terminal on its outcome.

use crate::silent::silent_debug;

/// Chip Authentication as a terminal performed it.
///
/// [`Record::ChipAuth`](super::Record) reads one from JSON.
///
/// ```
/// use doc9303::Chip;
/// use doc9303::lds::{ChipAuthTranscript, ProtectedExchange, Provenance};
/// let transcript = ChipAuthTranscript {
///     oid: "0.4.0.127.0.7.2.2.3.2.2".to_owned(),
///     key_id: None,
///     terminal_private_key: vec![1; 32],
///     exchanges: vec![ProtectedExchange { command: vec![0x0C, 0xA4], response: vec![0x90, 0x00] }],
/// };
/// let chip = Chip::default().with_chip_auth(transcript, Provenance::OwnTerminal);
/// assert_eq!(chip.chip_auth().unwrap().0.exchanges.len(), 1);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ChipAuthTranscript {
    /// The protocol in dotted form, such as `0.4.0.127.0.7.2.2.3.2.2`.
    pub oid: String,
    /// The identifier of the chip's key, if the terminal named one.
    pub key_id: Option<i64>,
    /// The terminal's ephemeral private key, a big-endian number.
    pub terminal_private_key: Vec<u8>,
    /// The exchanges under the new keys, beginning with the first one.
    pub exchanges: Vec<ProtectedExchange>,
}

/// A command and its response as they went over the air.
///
/// Part of a [`ChipAuthTranscript`].
#[derive(Clone, PartialEq, Eq)]
pub struct ProtectedExchange {
    /// The command, protected.
    pub command: Vec<u8>,
    /// The response, protected, with the status of two bytes at its end.
    pub response: Vec<u8>,
}

/// PACE with Chip Authentication Mapping as a terminal performed it to its end.
///
/// [`Record::PaceCam`](super::Record) reads one from JSON.
#[derive(Clone, PartialEq, Eq)]
pub struct PaceCamRecord {
    /// The protocol in dotted form, such as `0.4.0.127.0.7.2.2.4.6.2`.
    pub oid: String,
    /// The domain parameters of PACE, which also name the chip's key in EF.CardSecurity.
    pub parameter_id: i64,
    /// The public key that the chip sent in the mapping: an uncompressed point.
    pub chip_mapping_public_key: Vec<u8>,
    /// The Chip Authentication Data, decrypted and without padding: a big-endian number.
    pub chip_authentication_data: Vec<u8>,
}

silent_debug!(ChipAuthTranscript, ProtectedExchange, PaceCamRecord);
