//! What a chip proves of itself, and the terminal to the chip.

use super::Run;
use crate::active_auth;
use crate::chip_auth::{self, ChipKey};
use crate::error::{ReadError, Step};
use crate::event::Event;
use crate::evidence::TerminalAccess;
use crate::terminal_auth::{self, Terminal};
use doc9303::lds::AccessProtocol;
use doc9303::{DataGroup, FileId};

/// Keys of DG14 that are tried. Honest chips have one or two.
const KEYS: usize = 8;

impl Run {
    /// Chip Authentication with the strongest key; the next one if the chip refuses it.
    pub(super) async fn authenticate_chip(&mut self) -> Result<(), ReadError> {
        let Some(dg14) = self.file(FileId::Dg(DataGroup::DG14)) else { return Ok(()) };
        let keys: Vec<ChipKey> = ChipKey::of_dg14(&dg14).into_iter().take(KEYS).collect();
        loop {
            match self.authenticate_one(&keys).await {
                Err(ReadError::Lost) => self.open_for(Step::ChipAuthentication).await?,
                other => return other,
            }
        }
    }

    async fn authenticate_one(&mut self, keys: &[ChipKey]) -> Result<(), ReadError> {
        let step = Step::ChipAuthentication;
        for key in keys {
            match chip_auth::authenticate(&mut self.card, key).await {
                Ok(transcript) => {
                    self.evidence(|evidence| evidence.chip_auth = Some(transcript));
                    self.proved(step, key.describe());
                    return Ok(());
                }
                Err(ReadError::Lost) => return Err(ReadError::Lost),
                Err(error) => {
                    self.failed(step, &error);
                    if !error.is_refusal() {
                        return Err(error);
                    }
                }
            }
        }
        Ok(())
    }

    pub(super) async fn authenticate_actively(&mut self) -> Result<(), ReadError> {
        let step = Step::ActiveAuthentication;
        loop {
            match active_auth::authenticate(&mut self.card, self.options.challenge).await {
                Ok(exchange) => {
                    self.evidence(|evidence| evidence.active_auth = Some(exchange));
                    self.proved(step, "Active Authentication".to_owned());
                    return Ok(());
                }
                Err(ReadError::Lost) => {
                    self.tell_last_loss(step);
                    self.open_and_prove_again().await?;
                }
                Err(error) => {
                    self.failed(step, &error);
                    let goes_on = error.is_refusal() || self.card.channel.is_some();
                    return if goes_on { Ok(()) } else { Err(error) };
                }
            }
        }
    }

    /// Opens a chip anew that left the field during a proof, which then begins again: leaving must not spare it.
    async fn open_for(&mut self, step: Step) -> Result<(), ReadError> {
        self.tell_last_loss(step);
        self.wait_for_chip().await?;
        Box::pin(self.open_again_if_lost()).await
    }

    /// Tells that a proof failed if the chip may not come back any more.
    fn tell_last_loss(&self, step: Step) {
        if self.resumptions_left == 0 {
            self.failed(step, &ReadError::Lost);
        }
    }

    /// Terminal Authentication, if the terminal is certified. A chip that refuses it is read without.
    pub(super) async fn authenticate_terminal(&mut self) -> Result<(), ReadError> {
        self.is_terminal_tried = true;
        let Some(terminal) = self.options.terminal.clone() else { return Ok(()) };
        let step = Step::TerminalAuthentication;
        loop {
            match self.prove_terminal(&terminal).await {
                Ok(access) => {
                    let variant = format!("{}: {}", access.terminal, access.rights);
                    self.evidence(|evidence| evidence.terminal_auth = Some(access));
                    self.proved(step, variant);
                    return Ok(());
                }
                Err(ReadError::Lost) => self.open_for(step).await?,
                Err(error) => {
                    self.evidence(|evidence| evidence.terminal_auth = None);
                    self.failed(step, &error);
                    let goes_on = matches!(
                        error,
                        ReadError::Refused { .. }
                            | ReadError::Unsupported { .. }
                            | ReadError::Malformed { .. }
                    );
                    let goes_on = goes_on && (self.card.channel.is_some() || self.is_open_to_everyone());
                    return if goes_on { Ok(()) } else { Err(error) };
                }
            }
        }
    }

    /// Whether the chip was opened without any protocol.
    fn is_open_to_everyone(&self) -> bool {
        let access = self.evidence(|evidence| evidence.access.clone());
        access.is_some_and(|access| access.protocol == AccessProtocol::None)
    }

    /// Chip Authentication, unless this session has it, and Terminal Authentication.
    async fn prove_terminal(&mut self, terminal: &Terminal) -> Result<TerminalAccess, ReadError> {
        let unusable = |detail| ReadError::Unsupported { step: Step::TerminalAuthentication, detail };
        let dg14 = self.file(FileId::Dg(DataGroup::DG14)).ok_or(unusable("DG14 was not read"))?;
        if self.card.binding.terminal.is_none() {
            let keys = ChipKey::of_dg14(&dg14).into_iter().take(KEYS);
            let mut refused = Err(unusable("the chip has no key for Chip Authentication"));
            for key in keys {
                refused = chip_auth::authenticate(&mut self.card, &key).await;
                if !refused.as_ref().is_err_and(ReadError::is_refusal) {
                    break;
                }
            }
            let transcript = refused?;
            self.evidence(|evidence| evidence.chip_auth.get_or_insert(transcript).exchanges.len());
        }
        let file = terminal_auth::trust_point_file(&dg14);
        terminal_auth::authenticate(&mut self.card, terminal, file).await
    }

    /// Whether the terminal has the right to a protected file. Terminal Authentication takes place now if it has not yet.
    pub(super) async fn is_granted(&mut self, file: FileId) -> Result<bool, ReadError> {
        if !self.is_terminal_tried {
            self.authenticate_terminal().await?;
        }
        let rights = self.evidence(|evidence| evidence.terminal_auth.as_ref().map(|access| access.rights));
        Ok(rights.is_some_and(|rights| match file {
            FileId::Dg(DataGroup::DG3) => rights.dg3,
            _ => rights.dg4,
        }))
    }

    fn proved(&self, step: Step, variant: String) {
        self.evidence(|evidence| evidence.proofs.push((step, variant.clone())));
        self.card.tell(Event::Proof { step, variant });
    }

    fn failed(&self, step: Step, error: &ReadError) {
        self.evidence(|evidence| evidence.failures.push((step, error.clone())));
        self.card.tell(Event::ProofFailed { step, error: error.clone() });
    }
}
