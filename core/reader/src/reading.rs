//! The order of reading (Doc 9303-11 §4.2, Appendix J): open the chip, prove it, read its files.

mod proofs;

use crate::bac;
use crate::card::{Card, Link, Longest};
use crate::error::{ReadError, Step};
use crate::event::Event;
use crate::evidence::{Attempt, Evidence, TracedExchange};
use crate::files::{self, Partial};
use crate::options::ReadOptions;
use crate::pace::{self, Mapping, PaceVariant};
use crate::randomness::Randomness;
use crate::terminal_signer::SigningRequest;
use core::fmt;
use core::pin::Pin;
use core::task::{Context, Poll, Waker};
use doc9303::lds::{Access, AccessPassword, AccessProtocol};
use doc9303::raw::{Com, LdsSecurityObject, Sod};
use doc9303::{DataGroup, FileId, Limits};
use std::sync::Arc;

/// What the caller does next.
#[derive(Debug, Clone)]
pub enum Next {
    /// Sends these bytes to the chip, and gives the response to [`Reading::answer`], or calls [`Reading::lost`].
    Send(Vec<u8>),
    /// Takes notice.
    Event(Event),
    /// Signs for a [driven](crate::Terminal::driven) terminal, and gives the signature to [`Reading::signed`].
    Sign(SigningRequest),
    /// Connects to the chip again, which left the field, and calls [`Reading::reconnected`]; or stops.
    Reconnect,
    /// Stops: reading has ended, as it should or with the error.
    Done(Result<(), ReadError>),
}

/// A reading in progress, as a machine without input and output: it says what to send and takes what comes back.
///
/// ```
/// use doc9303_reader::{Next, Password, ReadOptions, Reading, RecordedRandomness};
/// let options = ReadOptions::new(Password::card_access_number("500540"));
/// let mut reading = Reading::new(options, RecordedRandomness::default());
/// let Next::Send(command) = reading.next() else { unreachable!() };
/// assert_eq!(command, [0x00, 0xA4, 0x02, 0x0C, 0x02, 0x01, 0x1C], "SELECT EF.CardAccess");
/// reading.answer(vec![0x6A, 0x82]);
/// assert!(matches!(reading.next(), Next::Send(_)));
/// ```
pub struct Reading {
    link: Link,
    run: Pin<Box<dyn Future<Output = Result<(), ReadError>> + Send>>,
    ended: Option<Result<(), ReadError>>,
    is_asked: bool,
    options: ReadOptions,
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading").field("ended", &self.ended).finish_non_exhaustive()
    }
}

impl Reading {
    /// A reading that has sent nothing yet.
    pub fn new(options: ReadOptions, randomness: impl Randomness + 'static) -> Self {
        let options = options.bounded();
        let link = Link::default();
        link.wire().evidence.is_protected_to_end = true;
        let card =
            Card::new(link.clone(), Box::new(randomness), options.commands, most_answered(&options.limits));
        let run = Run {
            card,
            resumptions_left: options.resumptions,
            options: options.clone(),
            is_terminal_tried: false,
        };
        Reading { link, run: Box::pin(run.all()), ended: None, is_asked: false, options }
    }

    /// What to do next. Asked twice without an answer in between, it says the same twice.
    #[allow(clippy::should_implement_trait, reason = "no iterator: what comes next depends on the answer")]
    pub fn next(&mut self) -> Next {
        if let Some(event) = self.link.wire().events.pop_front() {
            return Next::Event(event);
        }
        let is_waiting = {
            let wire = self.link.wire();
            let is_unanswered = wire.response.is_none() && (wire.command.is_some() || wire.waits_for_chip);
            let is_unsigned = wire.signing.is_some() && wire.signature.is_none();
            self.is_asked && (is_unanswered || is_unsigned)
        };
        if self.ended.is_none() && !is_waiting {
            self.is_asked = true;
            self.link.wire().command = None;
            if let Poll::Ready(result) = self.run.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                self.ended = Some(result);
            }
            if let Some(event) = self.link.wire().events.pop_front() {
                return Next::Event(event);
            }
        }
        if let Some(result) = &self.ended {
            return Next::Done(result.clone());
        }
        let wire = self.link.wire();
        if let Some(request) = &wire.signing {
            return Next::Sign(request.clone());
        }
        match &wire.command {
            Some(command) if !wire.waits_for_chip => Next::Send(command.clone()),
            _ => Next::Reconnect,
        }
    }

    /// Gives the response to the command that was sent, status included.
    pub fn answer(&mut self, response: Vec<u8>) {
        self.link.wire().response = Some(Ok(response));
    }

    /// Says that no response will come: the chip left the field.
    pub fn lost(&mut self) {
        self.link.wire().response = Some(Err(crate::card::Lost));
    }

    /// Gives the signature that was asked for, as [`TerminalSigner::sign`](crate::TerminalSigner::sign) has it; `None` if there is
    /// none.
    pub fn signed(&mut self, signature: Option<Vec<u8>>) {
        self.link.wire().signature = Some(signature);
    }

    /// Says that a chip is there again.
    pub fn reconnected(&mut self) {
        let mut wire = self.link.wire();
        (wire.waits_for_chip, wire.response) = (false, None);
    }

    /// What was read and proved so far.
    pub fn evidence(&self) -> Evidence {
        self.link.wire().evidence.clone()
    }

    /// What was sent and answered so far, and what for.
    pub fn exchanges(&self) -> Vec<TracedExchange> {
        let wire = self.link.wire();
        let both = wire.exchanges.iter().zip(&wire.errands);
        both.map(|(exchanged, (step, file))| TracedExchange {
            step: *step,
            file: *file,
            command: exchanged.command.clone(),
            response: exchanged.response.clone(),
        })
        .collect()
    }

    /// What is read, and how.
    pub fn options(&self) -> &ReadOptions {
        &self.options
    }

    pub(crate) fn link(&self) -> &Link {
        &self.link
    }
}

/// Waits until the chip is there again.
struct Reconnection<'a>(&'a Link);

impl Future for Reconnection<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        if self.0.wire().waits_for_chip { Poll::Pending } else { Poll::Ready(()) }
    }
}

/// The terminal's side of one reading.
struct Run {
    card: Card,
    options: ReadOptions,
    resumptions_left: usize,
    is_terminal_tried: bool,
}

impl Run {
    async fn all(mut self) -> Result<(), ReadError> {
        self.everything().await
    }

    async fn everything(&mut self) -> Result<(), ReadError> {
        self.open_again_if_lost().await?;
        for file in self.first_files() {
            self.read_file(file).await?;
        }
        if self.options.files.is_none() {
            // Some chips protect more than fingerprints and irises.
            self.authenticate_terminal().await?;
        }
        for file in self.other_files() {
            self.read_file(file).await?;
        }
        Ok(())
    }

    fn evidence<T>(&self, change: impl FnOnce(&mut Evidence) -> T) -> T {
        change(&mut self.card.link.wire().evidence)
    }

    fn has(&self, file: FileId) -> bool {
        self.evidence(|evidence| evidence.files.contains_key(&file))
    }

    fn file(&self, file: FileId) -> Option<Arc<[u8]>> {
        self.evidence(|evidence| evidence.files.get(&file).cloned())
    }

    /// Opens the chip, however often it leaves the field, until that was too often.
    async fn open_again_if_lost(&mut self) -> Result<(), ReadError> {
        loop {
            match self.open().await {
                Err(ReadError::Lost) => self.wait_for_chip().await?,
                other => return other,
            }
        }
    }

    async fn wait_for_chip(&mut self) -> Result<(), ReadError> {
        self.resumptions_left = self.resumptions_left.checked_sub(1).ok_or(ReadError::Lost)?;
        self.card.channel = None;
        self.card.link.wire().waits_for_chip = true;
        Reconnection(&self.card.link).await;
        self.evidence(|evidence| evidence.resumed += 1);
        Ok(())
    }

    /// What is announced, then the strongest protocol of it, then the application.
    async fn open(&mut self) -> Result<(), ReadError> {
        self.card.begin();
        if self.options.longest_response > 256 {
            let most =
                Longest { command: self.options.longest_command, response: self.options.longest_response };
            let told = files::read_lengths(&mut self.card).await?.unwrap_or(most);
            self.card.longest = Longest {
                command: told.command.min(most.command),
                response: told.response.min(most.response),
            };
        }
        let card_access = self.read_card_access().await?;
        let variants = card_access.as_deref().map(PaceVariant::of_card_access).unwrap_or_default();
        let error = match self.open_by_pace(&variants).await? {
            None if variants.is_empty() => None,
            None => return files::select_application(&mut self.card).await,
            Some(error) if self.options.allow_bac_after_pace => Some(error),
            Some(error) => return Err(error),
        };
        self.open_without_pace(error.is_some()).await
    }

    /// EF.CardAccess, if the chip has one. Some chips have their application selected, where it is not.
    async fn read_card_access(&mut self) -> Result<Option<Arc<[u8]>>, ReadError> {
        let file = FileId::CardAccess;
        self.card.file = Some(file);
        let read = self.read_announced(file).await;
        self.card.file = None;
        let Some(bytes) = read? else { return Ok(None) };
        self.keep(file, bytes.clone());
        Ok(Some(bytes))
    }

    async fn read_announced(&mut self, file: FileId) -> Result<Option<Arc<[u8]>>, ReadError> {
        let card = &mut self.card;
        let mut selected = files::select(card, files::identifier(file)).await;
        if selected.as_ref().is_err_and(ReadError::is_refusal) {
            files::select_master_file(card).await?;
            selected = files::select(card, files::identifier(file)).await;
        }
        match selected {
            Ok(()) => {}
            Err(error) if error.is_refusal() => return Ok(None),
            Err(error) => return Err(error),
        }
        let mut partial = Partial::default();
        match files::read(card, file, self.options.limits.file_size, &mut partial).await {
            Ok(()) => {}
            Err(ReadError::Lost) => return Err(ReadError::Lost),
            // What is there says enough, or nothing; the signed copy is compared with it.
            Err(_) => {}
        }
        let bytes: Arc<[u8]> = partial.into_bytes().into();
        Ok((!bytes.is_empty()).then_some(bytes))
    }

    /// The strongest variant; the next one only if the chip refuses to begin with it. `None` if one opened the chip, or there is
    /// none.
    async fn open_by_pace(&mut self, variants: &[PaceVariant]) -> Result<Option<ReadError>, ReadError> {
        let Some(password) = self.options.passwords.first().cloned() else {
            return Ok((!variants.is_empty()).then_some(ReadError::NoPassword));
        };
        let mut refused = None;
        for variant in variants {
            let result = pace::open(&mut self.card, variant, &password).await;
            let error = result.as_ref().err().cloned();
            self.attempted(AccessProtocol::Pace, variant.to_string(), error.clone());
            match result {
                Ok(record) => {
                    self.opened(AccessProtocol::Pace, Some(password.kind()));
                    let reads_card_security = variant.mapping() == Mapping::ChipAuthentication;
                    self.evidence(|evidence| evidence.pace_cam = record);
                    if reads_card_security && self.is_wanted(FileId::CardSecurity) {
                        self.read_once(FileId::CardSecurity).await?;
                    }
                    return Ok(None);
                }
                Err(ReadError::Lost) => return Err(ReadError::Lost),
                Err(ReadError::Refused { step: Step::PaceSet, .. } | ReadError::Unsupported { .. }) => {
                    refused = error
                }
                Err(error) => return Ok(Some(error)),
            }
        }
        Ok(refused)
    }

    /// Basic Access Control, or none for a chip that has none.
    async fn open_without_pace(&mut self, is_downgrade: bool) -> Result<(), ReadError> {
        match files::select_application(&mut self.card).await {
            Ok(()) => {}
            // A chip may refuse the plain selection and still have its application selected (§4.2).
            Err(ReadError::Refused { status, .. }) if status.is_denied() => {}
            Err(error) => return Err(error),
        }
        let zone =
            self.options.passwords.iter().find(|password| password.kind() == AccessPassword::Mrz).cloned();
        let error = match zone {
            Some(password) => match bac::open(&mut self.card, &password).await {
                Ok(()) => {
                    self.attempted(AccessProtocol::Bac, "BAC".to_owned(), None);
                    self.opened(AccessProtocol::Bac, Some(AccessPassword::Mrz));
                    return Ok(());
                }
                Err(ReadError::Lost) => return Err(ReadError::Lost),
                Err(error) => {
                    self.attempted(AccessProtocol::Bac, "BAC".to_owned(), Some(error.clone()));
                    error
                }
            },
            None => ReadError::NoPassword,
        };
        // Chips without any access control know no challenge.
        let has_none =
            matches!(error, ReadError::NoPassword | ReadError::Refused { step: Step::GetChallenge, .. });
        if is_downgrade || !has_none {
            return Err(error);
        }
        match files::select(&mut self.card, files::identifier(FileId::Com)).await {
            Ok(()) => {}
            Err(refused) if refused.is_refusal() => return Err(error),
            Err(other) => return Err(other),
        }
        let mut partial = Partial::default();
        match files::read(&mut self.card, FileId::Com, self.options.limits.file_size, &mut partial).await {
            Ok(()) => {}
            Err(ReadError::Lost) => return Err(ReadError::Lost),
            Err(_) => return Err(error),
        }
        self.attempted(AccessProtocol::None, "none".to_owned(), None);
        self.opened(AccessProtocol::None, None);
        Ok(())
    }

    fn attempted(&self, protocol: AccessProtocol, variant: String, error: Option<ReadError>) {
        let attempt = Attempt { protocol, variant, error };
        self.evidence(|evidence| evidence.attempts.push(attempt.clone()));
        self.card.tell(Event::Access(attempt));
    }

    fn opened(&self, protocol: AccessProtocol, password: Option<AccessPassword>) {
        // A chip that comes back may be opened otherwise: what it gave before was read with the weaker protocol.
        let strength = |protocol| match protocol {
            AccessProtocol::Pace => 2,
            AccessProtocol::Bac => 1,
            _ => 0,
        };
        self.evidence(|evidence| {
            let before = evidence.access.as_ref().map(|access| access.protocol);
            if before.is_none_or(|before| strength(protocol) <= strength(before)) {
                evidence.access = Some(Access::new(protocol, password));
            }
            evidence.is_protected_to_end &= protocol != AccessProtocol::None;
        });
    }

    /// The files that say what else there is and prove the chip, in the order in which they are worth most.
    fn first_files(&self) -> Vec<FileId> {
        match &self.options.files {
            Some(files) => files.clone(),
            None => vec![FileId::Com, FileId::Sod, FileId::Dg(DataGroup::DG14)],
        }
    }

    /// What EF.SOD lists, or EF.COM, or everything there can be; without the protected data groups, unless the terminal is certified.
    fn other_files(&self) -> Vec<FileId> {
        if self.options.files.is_some() {
            return Vec::new();
        }
        let listed = self.listed();
        let first = [DataGroup::DG1, DataGroup::DG15, DataGroup::DG2];
        let rest = DataGroup::ALL.into_iter().filter(|group| !first.contains(group));
        first
            .into_iter()
            .chain(rest)
            .filter(|group| *group != DataGroup::DG14)
            .filter(|group| self.options.terminal.is_some() || !is_protected(FileId::Dg(*group)))
            .filter(|group| listed.as_ref().is_none_or(|listed| listed.contains(group)))
            .map(FileId::Dg)
            .collect()
    }

    fn listed(&self) -> Option<Vec<DataGroup>> {
        // Within the default limits, whatever those of the caller: a session that is replayed knows no others.
        let of_sod = self.file(FileId::Sod).and_then(|bytes| {
            let sod = Sod::parse(&bytes).ok()?;
            let list = LdsSecurityObject::parse(sod.signed_data.content.as_deref()?).ok()?;
            Some(list.numbers().into_iter().filter_map(DataGroup::new).collect())
        });
        of_sod.or_else(|| {
            let com = Com::parse(&self.file(FileId::Com)?).ok()?;
            Some(com.data_groups)
        })
    }

    fn is_wanted(&self, file: FileId) -> bool {
        self.options.files.as_ref().is_none_or(|files| files.contains(&file))
    }

    /// Reads a file, and whatever proof it allows. A file that is refused is told and sinks nothing.
    async fn read_file(&mut self, file: FileId) -> Result<(), ReadError> {
        if self.has(file) || matches!(file, FileId::CardSecurity) {
            return Ok(());
        }
        if is_protected(file) && self.options.terminal.is_some() && !self.is_granted(file).await? {
            self.not_read(file, ReadError::NotGranted { file });
            return Ok(());
        }
        self.read_once(file).await?;
        if !self.has(file) {
            return Ok(());
        }
        match file {
            FileId::Dg(DataGroup::DG14) if self.options.chip_authentication => self.authenticate_chip().await,
            FileId::Dg(DataGroup::DG15) if self.options.active_authentication => {
                self.authenticate_actively().await
            }
            _ => Ok(()),
        }
    }

    /// Reads one file to its end, and goes on where a lost field broke off.
    async fn read_once(&mut self, file: FileId) -> Result<(), ReadError> {
        let mut partial = Partial::default();
        let limit = self.options.limits.file_size.min(self.size_left());
        let error = loop {
            self.card.file = Some(file);
            let selected = files::select(&mut self.card, files::identifier(file)).await;
            let result = match selected {
                Ok(()) => files::read(&mut self.card, file, limit, &mut partial).await,
                Err(error) => Err(error),
            };
            self.card.file = None;
            match result {
                Ok(()) => {
                    self.keep(file, partial.into_bytes().into());
                    return Ok(());
                }
                // It is read while the chip is opened, which begins anew.
                Err(ReadError::Lost) if file == FileId::CardSecurity => return Err(ReadError::Lost),
                Err(ReadError::Lost) => self.open_and_prove_again().await?,
                Err(error) => break error,
            }
        };
        let goes_on = matches!(
            error,
            ReadError::Refused { .. } | ReadError::FileTruncated { .. } | ReadError::FileTooLarge { .. }
        );
        self.not_read(file, error.clone());
        if goes_on { Ok(()) } else { Err(error) }
    }

    fn not_read(&self, file: FileId, error: ReadError) {
        self.evidence(|evidence| evidence.not_read.push((file, error.clone())));
        self.card.tell(Event::NotRead { file, error });
    }

    /// Opens a chip that left the field; with the rights that it had granted.
    async fn open_and_prove_again(&mut self) -> Result<(), ReadError> {
        self.wait_for_chip().await?;
        Box::pin(self.open_again_if_lost()).await?;
        match self.evidence(|evidence| evidence.terminal_auth.is_some()) {
            true => Box::pin(self.authenticate_terminal()).await,
            false => Ok(()),
        }
    }

    fn size_left(&self) -> usize {
        let read: usize = self.evidence(|evidence| evidence.files.values().map(|bytes| bytes.len()).sum());
        self.options.limits.chip_size.saturating_sub(read)
    }

    fn keep(&self, file: FileId, bytes: Arc<[u8]>) {
        self.evidence(|evidence| evidence.files.insert(file, bytes.clone()));
        self.card.tell(Event::File { file, bytes });
    }
}

/// Bytes of all answers: the files twice over, protection included, and what the protocols need.
const fn most_answered(limits: &Limits) -> usize {
    limits.chip_size.saturating_mul(2).saturating_add(4 << 20)
}

/// Whether a file is read after Terminal Authentication alone (Doc 9303-11 §7).
const fn is_protected(file: FileId) -> bool {
    matches!(file, FileId::Dg(DataGroup::DG3 | DataGroup::DG4))
}
