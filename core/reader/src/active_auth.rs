//! Active Authentication (Doc 9303-11 §6.1): the chip signs what the terminal chose.

use crate::apdu::Command;
use crate::card::{Card, Longest};
use crate::error::{ReadError, Step};
use crate::files;
use crate::randomness::Purpose;
use doc9303::lds::Exchange;

/// Bytes of RND.IFD.
const CHALLENGE: usize = 8;

/// INTERNAL AUTHENTICATE with the caller's challenge, or one that is drawn now.
pub(crate) async fn authenticate(card: &mut Card, challenge: Option<[u8; 8]>) -> Result<Exchange, ReadError> {
    let step = Step::ActiveAuthentication;
    let challenge = match challenge {
        Some(challenge) => challenge.to_vec(),
        None => card.draw(Purpose::ActiveAuthenticationChallenge, CHALLENGE)?.to_vec(),
    };
    // Signatures of more than 1,848 bits do not fit into a short response (§6.1.3).
    let expected = if card.longest.response > 256 { 65_536 } else { 256 };
    let command = Command::new(0x00, 0x88, 0x00, 0x00).with_data(challenge.clone());
    let response = match card.command(step, &command.clone().with_expected(expected)).await {
        // A chip that announces more than it can do is asked for less.
        Err(ReadError::Refused { status, .. }) if expected > 256 && files::is_too_long(status) => {
            card.longest = Longest::SHORT;
            card.command(step, &command.with_expected(256)).await?
        }
        other => other?,
    };
    if response.is_empty() {
        return Err(ReadError::Malformed { step, detail: "no signature" });
    }
    Ok(Exchange { expected_challenge: Some(challenge.clone()), challenge, response })
}
