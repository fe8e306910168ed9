//! Whose terminal made a record: what a record proves hangs on it.

use crate::vocabulary::stable_names;

/// Whose terminal made a record of the chip proving its key.
///
/// Chip Authentication and PACE with its mapping are deniable: whoever chose the terminal's keys can write the whole record
/// without any chip (Doc 9303-11 §6.2, §4.4.3.5). They prove something only to the owner of the terminal. A signature of
/// Active Authentication cannot be written without the chip's key; but an old one can be kept, so it proves that the chip is
/// here only to whoever chose the challenge (§6.1.2.1).
///
/// ```
/// use doc9303::lds::Provenance;
/// assert_eq!("own_terminal".parse(), Ok(Provenance::OwnTerminal));
/// assert_eq!(Provenance::HandedOver.to_string(), "handed_over");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Provenance {
    /// The caller's own terminal made it just now, with keys and a challenge of its own choice.
    OwnTerminal,
    /// The record was handed over, by anybody, honest or not.
    HandedOver,
}

stable_names!(Provenance, "provenance", OwnTerminal = "own_terminal", HandedOver = "handed_over");
