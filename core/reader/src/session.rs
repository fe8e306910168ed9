//! A whole reading as one file: what the terminal drew and sent, and what the chip answered.
//!
//! Replayed, the reader draws the recorded randomness and must send the recorded commands, byte for byte; the files and proofs
//! come out of the recorded answers again, and each step of the protocols is checked again. Whoever keeps a session can show what
//! their own terminal saw. To anybody else it shows less: the keys of the terminal are in it, and who knows them can write the
//! answers of a chip that never was (Doc 9303-11 §6.2, §4.4.3.5). So nothing in the file says whose terminal it was; the caller
//! does ([`Provenance`](doc9303::lds::Provenance)).

mod json;
mod record;

use crate::card::Exchanged;
use crate::error::ReadError;
use crate::evidence::{Attempt, Evidence, TracedExchange};
use crate::randomness::RecordedRandomness;
use crate::reading::{Next, Reading};
use crate::terminal_auth::Terminal;
use serde_json::{Value, json};

pub use record::{Session, SessionError};

/// What came out of a recording.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Replay {
    /// What was read and proved.
    pub evidence: Evidence,
    /// What was sent and answered, and what for.
    pub exchanges: Vec<TracedExchange>,
    /// Why reading ended early; `None` if it did not, or was broken off by the caller.
    pub error: Option<ReadError>,
}

impl Replay {
    fn of(reading: &Reading, error: Option<ReadError>) -> Self {
        Replay { evidence: reading.evidence(), exchanges: reading.exchanges(), error }
    }
}

impl Session {
    /// The session so far.
    pub fn of(reading: &Reading) -> Session {
        let wire = reading.link().wire();
        let mut options = reading.options().clone();
        options.terminal = options.terminal.map(Terminal::into_recorded);
        Session { options, randomness: wire.drawn.clone(), exchanges: wire.exchanges.clone() }
    }

    /// How many commands were sent.
    pub fn commands(&self) -> usize {
        self.exchanges.len()
    }

    /// The file. It holds the password, the keys and everything that was read: it is as private as the document.
    pub fn to_json(&self) -> String {
        json::write(self)
    }

    /// What may be kept of a session when nothing personal may: how it went, without password, keys and answers. It says what
    /// it can no longer prove, and cannot be replayed.
    ///
    /// # Errors
    /// Those of [`Session::replay`].
    pub fn without_personal_data(&self) -> Result<String, SessionError> {
        let evidence = self.replay()?.evidence;
        let attempts: Vec<Value> = evidence.attempts.iter().map(Attempt::json).collect();
        // To the byte, sizes would tell one document from all others.
        let files = evidence
            .files
            .iter()
            .map(|(file, bytes)| json!({"file": file.as_str(), "kilobytes": bytes.len().div_ceil(1024)}));
        let not_read = evidence
            .not_read
            .iter()
            .map(|(file, error)| json!({"file": file.as_str(), "error": error.to_string()}));
        let value = json!({
            "format": json::FORMAT,
            "version": Session::VERSION,
            "withheld": ["password", "randomness", "exchanges", "files"],
            "cannot_prove": [
                "that the chip knew the password",
                "that the chip knew its keys",
                "what the files say, and who signed them",
            ],
            "attempts": attempts,
            "files": files.collect::<Vec<Value>>(),
            "not_read": not_read.collect::<Vec<Value>>(),
            "performed": {
                "active_auth": evidence.active_auth.is_some(),
                "chip_auth": evidence.chip_auth.is_some(),
                "pace_cam": evidence.pace_cam.is_some(),
                "terminal_auth": evidence.terminal_auth.is_some(),
            },
            "is_protected_to_end": evidence.is_protected_to_end,
            "resumed": evidence.resumed,
        });
        Ok(format!("{value:#}\n"))
    }

    /// Reads a file.
    ///
    /// # Errors
    /// See [`SessionError`].
    pub fn parse(bytes: &[u8]) -> Result<Session, SessionError> {
        json::read(bytes)
    }

    /// Reads the chip again from the recording. What comes out is what the live reading had.
    ///
    /// # Errors
    /// [`SessionError::Differs`] if the recorded keys lead to another command than the recorded one.
    pub fn replay(&self) -> Result<Replay, SessionError> {
        let recorded = self.randomness.iter().map(|(purpose, bytes)| (*purpose, bytes.to_vec()));
        let mut reading = Reading::new(self.options.clone(), RecordedRandomness::new(recorded));
        let mut exchanges = (1..).zip(&self.exchanges).peekable();
        loop {
            match reading.next() {
                Next::Event(_) => {}
                // The terminal of a recording has its signature.
                Next::Sign(_) => reading.signed(None),
                // A recording ends where reading was broken off.
                Next::Send(command) => match exchanges.next() {
                    None => return Ok(Replay::of(&reading, None)),
                    Some((number, recorded)) if recorded.command != command => {
                        return Err(SessionError::Differs { number });
                    }
                    Some((_, Exchanged { response: Some(response), .. })) => reading.answer(response.clone()),
                    Some(_) => reading.lost(),
                },
                Next::Reconnect if exchanges.peek().is_some() => reading.reconnected(),
                Next::Reconnect => return Ok(Replay::of(&reading, Some(ReadError::Lost))),
                Next::Done(result) => match exchanges.next() {
                    None => return Ok(Replay::of(&reading, result.err())),
                    Some((number, _)) => return Err(SessionError::Differs { number }),
                },
            }
        }
    }
}
