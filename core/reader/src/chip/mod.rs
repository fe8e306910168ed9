//! A virtual travel document (feature `virtual-chip`): the chip's side of every protocol, to test terminals with.
//!
//! ```text
//! ChipProfile, Randomness --> VirtualChip <--respond-- transport <-- any reader
//! ```
//!
//! [`VirtualChip`] has no input and no output of its own: it takes a command and gives the response. It does what Doc 9303
//! demands of a chip, or one named [`Fault`].
//!
//! ```
//! use doc9303::FileId;
//! use doc9303_reader::chip::{ChipProfile, VirtualChip};
//! use doc9303_reader::{Password, ReadOptions, Reading, SystemRandomness, read};
//! let mut profile = ChipProfile::new([(FileId::Com, vec![0x60, 0x02, 0x5C, 0x00])]);
//! profile.passwords.extend(Password::mrz_information("L898902C<369080619406236"));
//! profile.has_basic_access = true;
//! let passwords = profile.passwords.clone();
//! let mut chip = VirtualChip::new(profile, SystemRandomness);
//! let mut reading = Reading::new(ReadOptions::new(passwords), SystemRandomness);
//! read(&mut reading, &mut chip, |_| ())?;
//! assert!(reading.evidence().files.contains_key(&FileId::Com));
//! # Ok::<(), doc9303_reader::ReadError>(())
//! ```

mod access;
mod chip_auth;
mod der;
mod effect;
mod fault;
mod files;
mod infos;
mod messaging;
mod pace;
mod profile;
mod protected;
mod signer;
mod static_key;
mod terminal;

pub use fault::Fault;
pub use infos::{card_access, data_group_14};
pub use profile::{ChipLengths, ChipProfile};
pub use signer::{ActiveSigner, EcdsaSigner, RsaSigner};
pub use static_key::StaticKey;
pub use terminal::TerminalVerifier;

use crate::apdu::{Command, Response, Status};
use crate::cipher::Cipher;
use crate::randomness::{Purpose, Randomness};
use crate::secure_messaging::Channel;
use crate::transport::Transport;
use core::fmt;
use effect::{Effect, Knowledge, Middle, Protection, Stall};
use files::Selected;
use pace::PaceRun;
use protected::Granting;
use std::io;

const WRONG_LENGTH: Status = Status(0x6700);
const NOT_PROTECTED: Status = Status(0x6882);
const DENIED: Status = Status(0x6982);
const NOT_NOW: Status = Status(0x6985);
const WRONG_DATA: Status = Status(0x6A80);
const NOT_FOUND: Status = Status(0x6A82);
const WRONG_PARAMETERS: Status = Status(0x6A86);
const NO_REFERENCE: Status = Status(0x6A88);
const WRONG_OFFSET: Status = Status(0x6B00);
const UNKNOWN_INSTRUCTION: Status = Status(0x6D00);
const UNKNOWN_CLASS: Status = Status(0x6E00);
const FAILED: Status = Status(0x6F00);
const WRONG_PASSWORD: Status = Status(0x6300);

/// What a command brings: data with 9000, or a status alone.
type Answer = Result<Response, Status>;

const fn done(data: Vec<u8>) -> Answer {
    Ok(Response { data, status: Status::OK })
}

/// A virtual travel document, as a machine without input and output: see [the example](self).
pub struct VirtualChip {
    profile: ChipProfile,
    randomness: Box<dyn Randomness>,
    /// What it knows of terminals: its own copy, since certificates move it on.
    terminals: Option<TerminalVerifier>,
    session: Session,
    memory: Memory,
}

/// What the chip forgets when it loses power.
#[derive(Default)]
struct Session {
    is_in_application: bool,
    selected: Option<Selected>,
    /// Whether a password was proved.
    is_open: bool,
    channel: Option<Channel>,
    /// The channel that begins after the response to this command.
    next_channel: Option<Channel>,
    /// RND.IC, until it is used.
    challenge: Option<Vec<u8>>,
    pace: Option<PaceRun>,
    /// The key and the cipher of Chip Authentication that MSE:Set AT chose.
    chip_auth: Option<(StaticKey, Cipher)>,
    is_chip_authenticated: bool,
    granting: Granting,
    /// What GET RESPONSE brings next, the status at its end included.
    rest: Vec<u8>,
    /// Whether a command reads on in the largest file.
    is_in_middle: bool,
    /// Whether it answers no more.
    is_stalled: bool,
    /// Whether it left the field.
    is_away: bool,
}

/// What the chip keeps, for its faults.
#[derive(Default)]
struct Memory {
    /// Whether it left the field once, as its fault demands.
    has_left: bool,
    /// Its answers in the first session, which it may repeat.
    answers: Vec<Vec<u8>>,
    /// How many it has repeated in this session.
    repeated: usize,
    /// Its last protected response.
    last: Vec<u8>,
}

impl fmt::Debug for VirtualChip {
    /// The profile, without the session.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VirtualChip").field("profile", &self.profile).finish_non_exhaustive()
    }
}

impl VirtualChip {
    /// A document that lies in the field and was asked nothing yet.
    pub fn new(profile: ChipProfile, randomness: impl Randomness + 'static) -> Self {
        let (session, memory) = (Session::default(), Memory::default());
        let terminals = profile.terminals.clone();
        VirtualChip { profile, randomness: Box::new(randomness), terminals, session, memory }
    }

    /// Loses power: the session is over.
    pub fn reset(&mut self) {
        self.end_session(Session::default());
        self.memory.repeated = 0;
    }

    /// Whether the document lies in the field. A fault may have it leave; [`reset`](Self::reset) brings it back.
    pub fn is_in_field(&self) -> bool {
        !self.session.is_away
    }

    /// What the document is.
    pub fn profile(&self) -> &ChipProfile {
        &self.profile
    }

    /// The response to a command, status included. No bytes at all mean that the document does not answer.
    pub fn respond(&mut self, command: &[u8]) -> Vec<u8> {
        let Some(command) = Sent::parse(command) else { return WRONG_LENGTH.0.to_be_bytes().to_vec() };
        self.session.is_stalled |= self.has(Effect::Stall(Stall::Start));
        let is_more = matches!(command.command.header, [0x00, 0xC0, 0x00, 0x00]);
        if is_more && !self.session.rest.is_empty() {
            let rest = core::mem::take(&mut self.session.rest);
            return self.deliver(rest, command.room);
        }
        self.session.rest.clear();
        self.session.is_in_middle = false;
        let instruction = command.command.header[1];
        let is_protected = command.command.header[0] & 0x0C == 0x0C;
        let room = command.room.min(self.profile.lengths.response);
        let answer = match self.opened(command, is_protected) {
            Ok(plain) => self.carry_out(&plain, room),
            Err(status) => {
                self.end_session(Session::default());
                Err(status)
            }
        };
        if self.is_silent() {
            return Vec::new();
        }
        let response = answer.unwrap_or_else(|status| Response { data: Vec::new(), status });
        let bytes = self.protected(&response, instruction);
        self.begin_next_channel();
        let bytes = self.spoilt(bytes);
        self.deliver(bytes, room)
    }

    /// The command without its protection, which there must be since the session began.
    fn opened(&mut self, sent: Sent, is_protected: bool) -> Result<Sent, Status> {
        match (&mut self.session.channel, is_protected) {
            (Some(channel), true) => {
                let command = channel.open_command(sent.command)?;
                Ok(Sent { command, ..sent })
            }
            (None, true) => Err(NOT_PROTECTED),
            // A plain command ends the session (§9.8.7), and is carried out without what it allowed.
            (Some(_), false) => {
                let is_in_application = self.session.is_in_application;
                self.end_session(Session { is_in_application, ..Session::default() });
                Ok(sent)
            }
            (None, false) => Ok(sent),
        }
    }

    fn end_session(&mut self, next: Session) {
        self.session = next;
        if let Some(terminals) = &mut self.terminals {
            terminals.reset();
        }
    }

    fn carry_out(&mut self, sent: &Sent, room: usize) -> Answer {
        let command = &sent.command;
        let lengths = self.profile.lengths;
        if (sent.is_extended && !lengths.are_extended()) || sent.length > lengths.command {
            return Err(WRONG_LENGTH);
        }
        let [class, instruction, p1, p2] = command.header;
        if class & !0x10 != 0 {
            return Err(UNKNOWN_CLASS);
        }
        let is_chained = class == 0x10;
        match (instruction, p1, p2) {
            (0xA4, ..) => self.select(command),
            (0xB0 | 0xB1, ..) => {
                let room = self.session.channel.as_ref().map_or(room, |channel| channel.data_within(room));
                self.read_binary(command, room)
            }
            (0x84, 0, 0) if self.knows_terminal() => self.terminal_challenge(),
            (0x84, 0, 0) => self.challenge(),
            (0x82, 0, 0) if self.knows_terminal() => self.grant(command),
            (0x82, 0, 0) => self.authenticate_terminal(&command.data),
            (0x22, 0x81, 0xB6) => self.set_terminal_key(&command.data, true),
            (0x22, 0x81, 0xA4) => self.set_terminal_key(&command.data, false),
            (0x2A, 0x00, 0xBE) => self.verify_certificate(command),
            (0x22, 0xC1, 0xA4) => self.set_pace(&command.data),
            (0x22, 0x41, 0xA4) => self.set_chip_authentication(&command.data),
            (0x22, 0x41, 0xA6) => self.set_ephemeral_key(&command.data),
            (0x86, 0, 0) if self.session.pace.is_some() => {
                self.general_authenticate(&command.data, is_chained)
            }
            (0x86, 0, 0) if self.session.chip_auth.is_some() => self.agree_on_keys(&command.data),
            (0x86, 0, 0) => Err(NOT_NOW),
            (0x88, 0, 0) => self.sign(&command.data),
            (0x84 | 0x82 | 0x22 | 0x86 | 0x88, ..) => Err(WRONG_PARAMETERS),
            _ => Err(UNKNOWN_INSTRUCTION),
        }
    }

    /// The response as the session sends it.
    fn protected(&mut self, response: &Response, instruction: u8) -> Vec<u8> {
        let wrong = match self.effect() {
            Some(Effect::Protection(wrong)) if self.session.is_in_middle => Some(wrong),
            Some(Effect::Knowledge(Knowledge::PlainAfterChipAuthentication))
                if self.session.is_chip_authenticated =>
            {
                Some(Protection::PlainData)
            }
            _ => None,
        };
        let Some(channel) = &mut self.session.channel else { return response.to_bytes() };
        let bytes = channel.protect_response(response, instruction, wrong);
        if wrong == Some(Protection::Replayed) {
            return self.memory.last.clone();
        }
        self.memory.last.clone_from(&bytes);
        bytes
    }

    /// Keys change behind the response to the command that changes them (§9.8.3).
    fn begin_next_channel(&mut self) {
        if let Some(next) = self.session.next_channel.take() {
            self.session.is_chip_authenticated = self.session.channel.is_some();
            self.session.channel = Some(next);
        }
    }

    /// The bytes on the wire as the fault has them.
    fn spoilt(&self, bytes: Vec<u8>) -> Vec<u8> {
        let data = bytes.get(..bytes.len().saturating_sub(2)).unwrap_or_default();
        match self.effect() {
            Some(Effect::Middle(middle)) if self.session.is_in_middle => match middle {
                Middle::HalfStatus => vec![0x90],
                Middle::EndlessMore => [data, &[0x61, 0x00]].concat(),
                Middle::EndlessNothing => vec![0x61, 0x00],
                Middle::EndlessExact => vec![0x6C, 0x10],
                _ => bytes,
            },
            _ => bytes,
        }
    }

    /// What fits into one response; the rest waits for GET RESPONSE.
    fn deliver(&mut self, bytes: Vec<u8>, room: usize) -> Vec<u8> {
        let is_endless =
            matches!(self.effect(), Some(Effect::Middle(Middle::EndlessMore | Middle::EndlessNothing)));
        if is_endless && self.session.is_in_middle {
            self.session.rest.clone_from(&bytes);
            return bytes;
        }
        let is_whole = bytes.len() <= room.saturating_add(2);
        if is_whole || self.has(Effect::Middle(Middle::TooMuch)) {
            return bytes;
        }
        let (now, later) = bytes.split_at(room);
        self.session.rest = later.to_vec();
        let left = u8::try_from(later.len().saturating_sub(2)).unwrap_or(0);
        [now, &[0x61, left]].concat()
    }

    fn draw(&mut self, purpose: Purpose, length: usize) -> Result<Vec<u8>, Status> {
        let mut bytes = vec![0; length];
        if self.randomness.fill(purpose, &mut bytes) { Ok(bytes) } else { Err(FAILED) }
    }
}

/// The chip in the same process.
impl Transport for VirtualChip {
    fn transmit(&mut self, command: &[u8]) -> io::Result<Vec<u8>> {
        match self.respond(command) {
            silence if silence.is_empty() => Err(io::ErrorKind::TimedOut.into()),
            response => Ok(response),
        }
    }

    fn reconnect(&mut self) -> bool {
        self.reset();
        true
    }
}

/// A command as it came.
struct Sent {
    command: Command,
    is_extended: bool,
    /// Bytes of the data field, protection included.
    length: usize,
    /// How much data the response may have, protection included.
    room: usize,
}

impl Sent {
    fn parse(bytes: &[u8]) -> Option<Sent> {
        let command = Command::parse(bytes)?;
        let is_extended = bytes.len() > 5 && bytes.get(4) == Some(&0);
        let (length, room) = (command.data.len(), command.expected.unwrap_or(256));
        Some(Sent { command, is_extended, length, room })
    }
}
