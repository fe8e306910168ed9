//! What a reading brought: files, proofs, and how it went.

use crate::cv_certificate::{Reference, Rights};
use crate::error::{ReadError, Step};
use core::fmt;
use doc9303::lds::{Access, AccessProtocol, ChipAuthTranscript, Exchange, PaceCamRecord, Provenance, Record};
use doc9303::{Chip, DataGroup, Error, FileId, Limits};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What was read and proved so far. Nothing in it is lost when reading breaks off.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Evidence {
    /// The files that were read to their end.
    pub files: BTreeMap<FileId, Arc<[u8]>>,
    /// The files that were asked for and not read, and why.
    pub not_read: Vec<(FileId, ReadError)>,
    /// The protocols that were tried to open the chip, in their order.
    pub attempts: Vec<Attempt>,
    /// How the chip was opened; [`Evidence::opened`] has with it what the rest says of the session.
    pub access: Option<Access>,
    /// Active Authentication, if the chip answered.
    pub active_auth: Option<Exchange>,
    /// Chip Authentication, if the chip used the keys.
    pub chip_auth: Option<ChipAuthTranscript>,
    /// What the chip proved in PACE with Chip Authentication Mapping.
    pub pace_cam: Option<PaceCamRecord>,
    /// Terminal Authentication, if the chip took it.
    pub terminal_auth: Option<TerminalAccess>,
    /// The proofs that were performed, in their order, and what each was in words.
    pub proofs: Vec<(Step, String)>,
    /// The proofs that were tried and failed.
    pub failures: Vec<(Step, ReadError)>,
    /// Whether every answer since the chip was opened was protected; false for a chip that was opened without any protocol.
    pub is_protected_to_end: bool,
    /// How often the chip left the field and came back.
    pub resumed: usize,
}

/// One protocol that was tried to open the chip.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// The protocol.
    pub protocol: AccessProtocol,
    /// What it was in words, such as `PACE-GM brainpoolP256r1 AES-128`.
    pub variant: String,
    /// Why it did not open the chip; `None` if it did.
    pub error: Option<ReadError>,
}

/// A command with its response, and what it was for.
///
/// ```
/// use doc9303_reader::{Next, Password, ReadOptions, Reading, RecordedRandomness, Step};
/// let options = ReadOptions::new(Password::card_access_number("500540"));
/// let mut reading = Reading::new(options, RecordedRandomness::default());
/// let Next::Send(_) = reading.next() else { unreachable!() };
/// reading.answer(vec![0x6A, 0x82]);
/// # let _ = reading.next();
/// let exchanges = reading.exchanges();
/// assert_eq!(exchanges[0].step, Step::SelectFile);
/// assert_eq!(exchanges[0].file, Some(doc9303::FileId::CardAccess));
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TracedExchange {
    /// What the terminal was doing.
    pub step: Step,
    /// The file that it read, or selected for that.
    pub file: Option<FileId>,
    /// The command as it was sent.
    pub command: Vec<u8>,
    /// The response, status included; `None` if the chip was lost.
    pub response: Option<Vec<u8>>,
}

/// A chip that took Terminal Authentication.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TerminalAccess {
    /// The key that the chip trusts, from which the certificates lead on.
    pub trust_point: Reference,
    /// The terminal.
    pub terminal: Reference,
    /// What it may read: what every certificate from the trust point on allows.
    pub rights: Rights,
}

impl fmt::Debug for TracedExchange {
    /// What it was for and how long it is, without what went over the air.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TracedExchange")
            .field("step", &self.step)
            .field("file", &self.file)
            .field("command", &self.command.len())
            .field("response", &self.response.as_ref().map(Vec::len))
            .finish()
    }
}

impl TerminalAccess {
    /// The data groups that it may read beyond those that every terminal may.
    pub fn may_read(&self) -> Vec<DataGroup> {
        let granted = [(self.rights.dg3, DataGroup::DG3), (self.rights.dg4, DataGroup::DG4)];
        granted.into_iter().filter(|(is_granted, _)| *is_granted).map(|(_, data_group)| data_group).collect()
    }
}

impl Attempt {
    /// As records and logs have it.
    pub(crate) fn json(&self) -> Value {
        json!({
            "protocol": self.protocol.to_string(),
            "variant": self.variant,
            "error": self.error.as_ref().map(ToString::to_string),
        })
    }
}

impl fmt::Debug for Evidence {
    /// Which files there are, without their content, and how it went.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sizes: BTreeMap<&str, usize> =
            self.files.iter().map(|(file, bytes)| (file.as_str(), bytes.len())).collect();
        f.debug_struct("Evidence")
            .field("files", &sizes)
            .field("not_read", &self.not_read)
            .field("attempts", &self.attempts)
            .field("access", &self.access)
            .field("terminal_auth", &self.terminal_auth)
            .field("failures", &self.failures)
            .finish_non_exhaustive()
    }
}

impl Evidence {
    /// The chip for [`doc9303::inspect`], within its limits. `provenance` says whose terminal made the keys and the challenge: the
    /// proofs mean nothing to anybody else.
    ///
    /// # Errors
    /// Those of [`Chip::with_file`].
    pub fn chip(&self, provenance: Provenance, limits: Limits) -> Result<Chip, Error> {
        let files = self.files.iter().map(|(file, bytes)| (*file, bytes.clone()));
        let mut chip = Chip::within(limits).with_files(files)?;
        if let Some(access) = self.opened() {
            chip = chip.with_access(access);
        }
        if let Some(exchange) = &self.active_auth {
            chip = chip.with_active_auth(exchange.clone(), provenance);
        }
        if let Some(transcript) = &self.chip_auth {
            chip = chip.with_chip_auth(transcript.clone(), provenance);
        }
        if let Some(record) = &self.pace_cam {
            chip = chip.with_pace_cam(record.clone(), provenance);
        }
        Ok(chip)
    }

    /// How the chip was opened, and how the session went on: what failed before, whether every answer was protected, and what
    /// the terminal may read.
    pub fn opened(&self) -> Option<Access> {
        let attempts = self.attempts.iter();
        let attempts: Vec<_> = attempts
            .map(|attempt| (attempt.protocol, Some(attempt.variant.as_str()), attempt.error.is_some()))
            .collect();
        let mut access = self.access.clone()?.with_attempts(&attempts);
        access.is_protected_to_end = Some(self.is_protected_to_end);
        access.terminal_reads = self.terminal_auth.as_ref().map(TerminalAccess::may_read);
        Some(access)
    }

    /// The records of what was done with the chip, as the JSON that stands beside its files ([`Record`]).
    pub fn records(&self) -> Vec<(Record, String)> {
        let hex = |bytes: &[u8]| base16ct::lower::encode_string(bytes);
        let mut records = Vec::new();
        if let Some(access) = &self.access {
            let password = access.password.map(|password| password.to_string());
            let attempts: Vec<Value> = self.attempts.iter().map(Attempt::json).collect();
            let protocol = access.protocol.to_string();
            let may_read = |terminal: &TerminalAccess| terminal.may_read().into_iter().map(FileId::Dg);
            let terminal = self.terminal_auth.as_ref().map(|terminal| {
                let files: Vec<&str> = may_read(terminal).map(FileId::as_str).collect();
                json!({ "may_read": files })
            });
            let value = json!({
                "protocol": protocol,
                "password": password,
                "attempts": attempts,
                "protected_to_end": self.is_protected_to_end,
                "terminal": terminal,
            });
            records.push((Record::Access, value));
        }
        if let Some(exchange) = &self.active_auth {
            let value = json!({
                "challenge": hex(&exchange.challenge),
                "response": hex(&exchange.response),
                "expected_challenge": exchange.expected_challenge.as_deref().map(hex),
            });
            records.push((Record::ActiveAuth, value));
        }
        if let Some(transcript) = &self.chip_auth {
            let exchanges = transcript.exchanges.iter().map(
                |exchange| json!({"command": hex(&exchange.command), "response": hex(&exchange.response)}),
            );
            let value = json!({
                "oid": transcript.oid,
                "key_id": transcript.key_id,
                "terminal_private_key": hex(&transcript.terminal_private_key),
                "exchanges": exchanges.collect::<Vec<Value>>(),
            });
            records.push((Record::ChipAuth, value));
        }
        if let Some(record) = &self.pace_cam {
            let value = json!({
                "oid": record.oid,
                "parameter_id": record.parameter_id,
                "chip_mapping_public_key": hex(&record.chip_mapping_public_key),
                "chip_authentication_data": hex(&record.chip_authentication_data),
            });
            records.push((Record::PaceCam, value));
        }
        records.into_iter().map(|(record, value)| (record, format!("{value:#}\n"))).collect()
    }
}
