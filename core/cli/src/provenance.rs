//! Whose terminal made the records of a chip proving its key: said by the caller and by nothing that was handed over.

use crate::failure::Failure;
use clap::Args;
use doc9303::lds::Provenance;

/// Whose terminal made the records, as `inspect` and `batch` take it.
#[derive(Args)]
pub(crate) struct RecordArguments {
    /// The records were made just now by your own terminal, with keys and a challenge of its own choice. Otherwise they count
    /// as handed over by somebody, who could have written or kept them.
    #[arg(long)]
    records_of_own_terminal: bool,
}

impl RecordArguments {
    pub(crate) fn provenance(&self) -> Provenance {
        if self.records_of_own_terminal { Provenance::OwnTerminal } else { Provenance::HandedOver }
    }
}

/// The bytes of a challenge.
pub(crate) fn challenge(text: &str) -> Result<Vec<u8>, Failure> {
    let refused =
        || Failure::Usage("--active-auth-challenge: sixteen hexadecimal digits are needed".to_owned());
    let digit = |letter: char| letter.to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let digits: Vec<u8> = text.chars().map(digit).collect::<Option<_>>().ok_or_else(refused)?;
    match digits.as_chunks::<2>() {
        (pairs, []) if pairs.len() == 8 => Ok(pairs.iter().map(|[high, low]| (high << 4) | low).collect()),
        _ => Err(refused()),
    }
}
