//! One command after the other, without any input or output: the protocols are written as they read, and stop at each command
//! until the caller brings its response.

use crate::apdu::{Command, Response, Status};
use crate::error::{ReadError, Step};
use crate::event::Event;
use crate::evidence::Evidence;
use crate::group::Group;
use crate::randomness::{Purpose, Randomness};
use crate::secure_messaging::{Channel, MessagingError};
use crate::select_form::SelectForm;
use crate::terminal_signer::SigningRequest;
use core::pin::Pin;
use core::task::{Context, Poll};
use doc9303::FileId;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use zeroize::Zeroizing;

/// Messages under new keys that are kept: the transcript of Chip Authentication needs the first ones.
const TRANSCRIPT: usize = 16;
/// How often GET RESPONSE is sent for one command.
const MORE: usize = 300;

/// What goes between a reading and whoever drives it.
#[derive(Default)]
pub(crate) struct Wire {
    /// The command that waits to be sent.
    pub(crate) command: Option<Vec<u8>>,
    /// The response to it, or that there is none.
    pub(crate) response: Option<Result<Vec<u8>, Lost>>,
    /// What waits to be signed.
    pub(crate) signing: Option<SigningRequest>,
    /// The signature of it, or that there is none.
    pub(crate) signature: Option<Option<Vec<u8>>>,
    pub(crate) events: VecDeque<Event>,
    /// Everything that was exchanged.
    pub(crate) exchanges: Vec<Exchanged>,
    /// What each of them was for.
    pub(crate) errands: Vec<(Step, Option<FileId>)>,
    /// The randomness that was used.
    pub(crate) drawn: Vec<(Purpose, Zeroizing<Vec<u8>>)>,
    /// What was read and proved so far.
    pub(crate) evidence: Evidence,
    /// Whether the reading waits for a chip that was lost.
    pub(crate) waits_for_chip: bool,
}

/// A command and its response; `None` if the chip was lost.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Exchanged {
    pub(crate) command: Vec<u8>,
    pub(crate) response: Option<Vec<u8>>,
}

/// The chip did not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lost;

/// The wire as both ends hold it.
#[derive(Clone, Default)]
pub(crate) struct Link(Arc<Mutex<Wire>>);

impl Link {
    pub(crate) fn wire(&self) -> MutexGuard<'_, Wire> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waits for the response to the command that is on the wire.
struct Answer<'a>(&'a Link);

impl Future for Answer<'_> {
    type Output = Result<Vec<u8>, Lost>;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        match self.0.wire().response.take() {
            Some(response) => Poll::Ready(response),
            None => Poll::Pending,
        }
    }
}

/// Waits for the signature of what is on the wire.
struct Signature<'a>(&'a Link);

impl Future for Signature<'_> {
    type Output = Option<Vec<u8>>;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        let mut wire = self.0.wire();
        match wire.signature.take() {
            Some(signature) => {
                wire.signing = None;
                Poll::Ready(signature)
            }
            None => Poll::Pending,
        }
    }
}

/// The terminal's end: what it knows of the session.
pub(crate) struct Card {
    pub(crate) link: Link,
    pub(crate) channel: Option<Channel>,
    randomness: Box<dyn Randomness>,
    /// Commands that may still be sent.
    commands_left: usize,
    commands: usize,
    /// What went over the air since the keys last changed, for the transcript of Chip Authentication.
    pub(crate) transcript: Vec<Exchanged>,
    /// The longest data field of a command and of a response that the chip takes; beyond 256, lengths are extended.
    pub(crate) longest: Longest,
    /// The file that is being read.
    pub(crate) file: Option<FileId>,
    /// How the chip wants files to be selected, once that is known.
    pub(crate) select_form: Option<SelectForm>,
    /// What Terminal Authentication is bound to.
    pub(crate) binding: Binding,
    /// Whether a session ended that must not go on in the open.
    is_session_over: bool,
    /// Bytes that may still be answered.
    bytes_left: usize,
    bytes: usize,
}

/// What a session gave so far that Terminal Authentication signs, and the trust points that the chip named.
#[derive(Default)]
pub(crate) struct Binding {
    /// ID_IC: the document number with which Basic Access Control opened the chip, or the chip's compressed key of PACE.
    pub(crate) chip: Option<Vec<u8>>,
    /// The terminal's compressed key of Chip Authentication.
    pub(crate) terminal: Option<Vec<u8>>,
    /// The names that the chip told in PACE.
    pub(crate) trust_points: Vec<Vec<u8>>,
}

/// Bytes of the longest data field of commands and of responses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Longest {
    pub(crate) command: usize,
    pub(crate) response: usize,
}

impl Longest {
    pub(crate) const SHORT: Longest = Longest { command: 255, response: 256 };
}

impl Card {
    pub(crate) fn new(link: Link, randomness: Box<dyn Randomness>, commands: usize, bytes: usize) -> Self {
        Card {
            link,
            channel: None,
            randomness,
            commands_left: commands,
            commands,
            transcript: Vec::new(),
            longest: Longest::SHORT,
            file: None,
            select_form: None,
            binding: Binding::default(),
            is_session_over: false,
            bytes_left: bytes,
            bytes,
        }
    }

    /// Begins anew, without a session: the chip was just connected.
    pub(crate) fn begin(&mut self) {
        self.channel = None;
        self.is_session_over = false;
        self.binding = Binding::default();
        self.longest = Longest::SHORT;
    }

    /// Ends a session that an answer does not belong to (§9.8.7). Whatever is asked for afterwards is refused, until it begins anew.
    fn end_session(&mut self, error: &ReadError) {
        self.channel = None;
        self.is_session_over = true;
        if matches!(error, ReadError::Messaging { .. } | ReadError::Malformed { .. }) {
            self.link.wire().evidence.is_protected_to_end = false;
        }
    }

    /// Sends a command, protected if there is a session, and returns what it brings, opened.
    pub(crate) async fn transmit(&mut self, step: Step, command: &Command) -> Result<Response, ReadError> {
        if self.is_session_over {
            return Err(ReadError::Messaging { step, error: MessagingError::Over });
        }
        let Some(channel) = &mut self.channel else { return self.exchange(step, command.clone()).await };
        let protected = channel.protect(command);
        let sent = protected.to_bytes();
        let response = self.exchange(step, protected).await;
        let response = match response {
            Ok(response) => response,
            Err(error) => {
                self.end_session(&error);
                return Err(error);
            }
        };
        if self.transcript.len() < TRANSCRIPT {
            self.transcript.push(Exchanged { command: sent, response: Some(response.to_bytes()) });
        }
        let Some(channel) = &mut self.channel else { return Err(ReadError::Lost) };
        channel.open(response).map_err(|error| {
            let error = ReadError::Messaging { step, error };
            self.end_session(&error);
            error
        })
    }

    /// The same, and the status must say that the command was carried out.
    pub(crate) async fn command(&mut self, step: Step, command: &Command) -> Result<Vec<u8>, ReadError> {
        let Response { data, status } = self.transmit(step, command).await?;
        if status == Status::OK { Ok(data) } else { Err(ReadError::Refused { step, status }) }
    }

    /// Sends a command as it is; follows 61xx to the end, and 6Cxx once.
    async fn exchange(&mut self, step: Step, command: Command) -> Result<Response, ReadError> {
        let mut response = self.send(step, &command).await?;
        if let (Some(exact), None) = (response.status.exact_length(), &self.channel) {
            response = self.send(step, &command.with_expected(exact)).await?;
        }
        let mut calls = 0;
        while let Some(more) = response.status.more() {
            calls += 1;
            if calls > MORE || response.data.len() > 70_000 {
                return Err(ReadError::Malformed { step, detail: "the answer has no end" });
            }
            let next = self.send(step, &Command::new(0x00, 0xC0, 0x00, 0x00).with_expected(more)).await?;
            if next.data.is_empty() && next.status.more().is_some() {
                return Err(ReadError::Malformed { step, detail: "the answer has no end" });
            }
            response.data.extend(next.data);
            response.status = next.status;
        }
        Ok(response)
    }

    async fn send(&mut self, step: Step, command: &Command) -> Result<Response, ReadError> {
        self.commands_left = match self.commands_left.checked_sub(1) {
            Some(left) => left,
            None => return Err(ReadError::TooManyCommands { limit: self.commands }),
        };
        let command = command.to_bytes();
        {
            let mut wire = self.link.wire();
            // An answer that came late belongs to no command.
            (wire.command, wire.response) = (Some(command.clone()), None);
        }
        let response = Answer(&self.link).await;
        let exchanged = Exchanged { command, response: response.clone().ok() };
        {
            let mut wire = self.link.wire();
            wire.exchanges.push(exchanged);
            wire.errands.push((step, self.file));
        }
        let response = response.map_err(|Lost| ReadError::Lost)?;
        self.bytes_left = match self.bytes_left.checked_sub(response.len()) {
            Some(left) => left,
            None => return Err(ReadError::TooManyBytes { limit: self.bytes }),
        };
        Response::parse(&response).ok_or(ReadError::Malformed { step, detail: "shorter than a status" })
    }

    /// What whoever drives the reading signs.
    pub(crate) async fn signed(&mut self, request: SigningRequest) -> Option<Vec<u8>> {
        {
            let mut wire = self.link.wire();
            (wire.signing, wire.signature) = (Some(request), None);
        }
        Signature(&self.link).await
    }

    /// Random bytes, which the record keeps.
    pub(crate) fn draw(&mut self, purpose: Purpose, length: usize) -> Result<Zeroizing<Vec<u8>>, ReadError> {
        let mut bytes = Zeroizing::new(vec![0; length]);
        if !self.randomness.fill(purpose, &mut bytes) {
            return Err(ReadError::Randomness);
        }
        self.link.wire().drawn.push((purpose, bytes.clone()));
        Ok(bytes)
    }

    /// A private key of a group, which the record keeps.
    pub(crate) fn draw_key(
        &mut self,
        purpose: Purpose,
        group: &Group,
    ) -> Result<Zeroizing<Vec<u8>>, ReadError> {
        let key = crate::randomness::private_key(group, &mut self.randomness, purpose)?;
        self.link.wire().drawn.push((purpose, key.clone()));
        Ok(key)
    }

    /// Keeps what another drew.
    pub(crate) fn record(&self, purpose: Purpose, bytes: &[u8]) {
        self.link.wire().drawn.push((purpose, Zeroizing::new(bytes.to_vec())));
    }

    pub(crate) fn tell(&self, event: Event) {
        self.link.wire().events.push_back(event);
    }

    /// From now on, messages go under new keys.
    pub(crate) fn switch(&mut self, channel: Channel) {
        self.channel = Some(channel);
        self.transcript.clear();
    }
}
