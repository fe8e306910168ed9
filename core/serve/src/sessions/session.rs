//! One session: the reader's machine, and the number of the command that waits for its response.

use crate::documents::{self, Judged, Shown};
use crate::problem::Problem;
use base16ct::lower::encode_string;
use doc9303::lds::Provenance;
use doc9303::{Document, Mrz, Policy, TrustStore, UnixTime};
use doc9303_reader::{Next, Password, ReadError, ReadOptions, Reading, SystemRandomness};
use serde_json::{Value, json};

/// Commands of one session. A document with large pictures needs some hundreds.
const COMMANDS: usize = 4_000;

/// The terminal's end of one chip.
pub(crate) struct Session {
    reading: Reading,
    /// The zone that was printed, which the chip has to agree with.
    zone: Option<String>,
    policy: Policy,
    shown: Shown,
    /// The command that waits for its response.
    number: u64,
    error: Option<ReadError>,
}

/// What comes next.
pub(crate) enum Step {
    /// The command of this number goes to the chip, in hexadecimal.
    Send { number: u64, command: String },
    /// Reading has ended.
    Done,
}

/// What a session brought.
pub(crate) struct Outcome {
    /// How it was read.
    pub(crate) reading: Value,
    pub(crate) report: Judged,
}

impl Session {
    /// A session for the document of a printed zone, or with a card access number, or both.
    ///
    /// # Errors
    /// `request.malformed` if neither opens a chip; the zone's own.
    pub(crate) fn new(
        zone: Option<&[u8]>,
        number: Option<&str>,
        policy: Policy,
        shown: Shown,
    ) -> Result<Self, Problem> {
        let mut passwords = Vec::new();
        if let Some(number) = number {
            let refused = || Problem::malformed("can is no card access number, which is digits");
            passwords.push(Password::card_access_number(number).ok_or_else(refused)?);
        }
        let zone = zone.map(|zone| documents::zone("mrz", zone)).transpose()?;
        if let Some(zone) = &zone {
            let zone =
                Mrz::parse(zone).map_err(|error| Problem::input(error.code(), format!("mrz: {error}")))?;
            let refused = || {
                Problem::malformed(
                    "mrz has no document number, date of birth or date of expiry that would open a chip",
                )
            };
            passwords.push(Password::of_zone(&zone).ok_or_else(refused)?);
        }
        if passwords.is_empty() {
            return Err(Problem::malformed("mrz or can is needed to open a chip"));
        }
        let mut options = ReadOptions::new(passwords);
        options.limits = *policy.limits();
        options.commands = COMMANDS;
        // A chip that leaves the field ends the session: what comes back may be another one.
        options.resumptions = 0;
        let reading = Reading::new(options, SystemRandomness);
        Ok(Session { reading, zone, policy, shown, number: 0, error: None })
    }

    /// The first command.
    pub(crate) fn begin(&mut self) -> Step {
        self.step()
    }

    /// Takes the response to the command of this number.
    ///
    /// # Errors
    /// `session.out_of_turn` for another number; then nothing has changed.
    pub(crate) fn answer(&mut self, number: u64, response: Vec<u8>) -> Result<Step, Problem> {
        if number != self.number {
            return Err(Problem::OUT_OF_TURN);
        }
        self.reading.answer(response);
        Ok(self.step())
    }

    fn step(&mut self) -> Step {
        loop {
            match self.reading.next() {
                Next::Event(_) => {}
                // The service is no certified terminal, and so never asked.
                Next::Sign(_) => self.reading.signed(None),
                Next::Send(command) => {
                    self.number = self.number.saturating_add(1);
                    return Step::Send { number: self.number, command: encode_string(&command) };
                }
                Next::Reconnect => {
                    self.error = Some(ReadError::Lost);
                    return Step::Done;
                }
                Next::Done(result) => {
                    self.error = result.err();
                    return Step::Done;
                }
            }
        }
    }

    /// The report on what was read and proved to this service.
    ///
    /// # Errors
    /// The reader's code if the chip was not opened: a zone alone is no answer to whoever asked for a chip.
    pub(crate) fn judge(&self, store: &TrustStore, at: UnixTime) -> Result<Outcome, Problem> {
        let evidence = self.reading.evidence();
        if let Some(error) = &self.error
            && (evidence.access.is_none() || matches!(error, ReadError::NoPassword))
        {
            return Err(Problem::unread(error.code(), format!("the chip was not opened: {error}")));
        }
        let chip = evidence
            .chip(Provenance::OwnTerminal, *self.policy.limits())
            .map_err(|error| Problem::input(error.code(), format!("chip: {error}")))?;
        let document = match &self.zone {
            Some(zone) => Document::new().with_mrz(zone),
            None => Document::new(),
        };
        let report = documents::judge(&document.with_chip(chip), store, &self.policy, at, self.shown);
        let access = evidence.access.as_ref().map(|access| {
            json!({
                "protocol": access.protocol.as_str(),
                "password": access.password.map(|password| password.as_str()),
            })
        });
        let said = |error: &ReadError| {
            let step = error.step().map(|step| step.as_str());
            json!({ "code": error.code(), "message": error.to_string(), "step": step })
        };
        let not_read = evidence.not_read.iter();
        let not_read = not_read.map(|(file, error)| json!({ "file": file.as_str(), "error": said(error) }));
        let proofs = evidence.proofs.iter();
        let proofs = proofs.map(|(step, variant)| json!({ "step": step.as_str(), "variant": variant }));
        let failures = evidence.failures.iter();
        let failures = failures.map(|(step, error)| json!({ "step": step.as_str(), "error": said(error) }));
        let reading = json!({
            "complete": self.error.is_none(),
            "error": self.error.as_ref().map(said),
            "access": access,
            "not_read": not_read.collect::<Vec<_>>(),
            "proofs": proofs.collect::<Vec<_>>(),
            "failures": failures.collect::<Vec<_>>(),
        });
        Ok(Outcome { reading, report })
    }
}
