//! Selecting and reading files, as far as the security status allows it (Doc 9303-10 §3.6, Doc 9303-11 §9.8.8).

use super::effect::{Announcement, Effect, FileChange, Middle, Point, flipped};
use super::terminal::TerminalVerifier;
use super::{
    Answer, DENIED, NOT_FOUND, VirtualChip, WRONG_DATA, WRONG_OFFSET, WRONG_PARAMETERS, done, infos,
};
use crate::apdu::{Command, Response, Status};
use crate::files::{APPLICATION, ATR_INFO, MASTER_FILE, identifier};
use crate::randomness::Purpose;
use crate::tlv;
use doc9303::FileId;
use doc9303_asn1::Reader;
use std::sync::Arc;

/// EF.CVCA in the application, where EF.CardAccess is not.
const CVCA: u16 = 0x011C;
/// How many bytes a chip gives beyond those that it was asked for.
const TOO_MUCH: usize = 16;

/// The file that READ BINARY reads.
pub(super) struct Selected {
    /// `None` for EF.ATR/INFO and EF.CVCA.
    file: Option<FileId>,
    bytes: Arc<[u8]>,
}

impl VirtualChip {
    /// SELECT by name, by identifier or by path (ISO/IEC 7816-4 §11.2.2).
    pub(super) fn select(&mut self, command: &Command) -> Answer {
        let [_, _, p1, p2] = command.header;
        let data = &command.data;
        match (p1, data.as_slice()) {
            (0x04, name) => self.select_application(name, p2),
            (0x00, []) => self.select_master_file(p2),
            (0x00 | 0x03, [high, low]) if u16::from_be_bytes([*high, *low]) == MASTER_FILE => {
                self.select_master_file(p2)
            }
            (0x00 | 0x02 | 0x08 | 0x09, [.., high, low]) => {
                self.select_file(u16::from_be_bytes([*high, *low]), p2)
            }
            (0x00 | 0x02 | 0x08 | 0x09, _) => Err(WRONG_DATA),
            _ => Err(WRONG_PARAMETERS),
        }
    }

    fn select_application(&mut self, name: &[u8], p2: u8) -> Answer {
        let is_missing = self.change_at(Point::Application).is_some();
        if is_missing || name.is_empty() || !APPLICATION.starts_with(name) {
            return Err(NOT_FOUND);
        }
        self.session.is_in_application = true;
        self.session.selected = None;
        answer(p2, tlv::object(0x84, &APPLICATION))
    }

    fn select_master_file(&mut self, p2: u8) -> Answer {
        self.session.is_in_application = false;
        self.session.selected = None;
        answer(p2, tlv::object(0x83, &MASTER_FILE.to_be_bytes()))
    }

    fn select_file(&mut self, wanted: u16, p2: u8) -> Answer {
        let selected = self.find(wanted)?;
        let size = u16::try_from(selected.bytes.len()).unwrap_or(u16::MAX);
        self.session.selected = Some(selected);
        let size = tlv::object(0x80, &size.to_be_bytes());
        answer(p2, [size, tlv::object(0x83, &wanted.to_be_bytes())].concat())
    }

    /// A file of where the terminal is, if it may be read.
    fn find(&self, wanted: u16) -> Result<Selected, Status> {
        if wanted == ATR_INFO && !self.session.is_in_application {
            return Ok(Selected { file: None, bytes: self.atr_info().ok_or(NOT_FOUND)?.into() });
        }
        if wanted == CVCA && self.session.is_in_application && self.session.is_open {
            let file = self.terminals.as_ref().map(TerminalVerifier::ef_cvca).ok_or(NOT_FOUND)?;
            return Ok(Selected { file: None, bytes: file.into() });
        }
        let in_master_file = |file: &FileId| matches!(file, FileId::CardAccess | FileId::CardSecurity);
        let here = |file: &FileId| in_master_file(file) != self.session.is_in_application;
        let file = FileId::all().find(|file| here(file) && identifier(*file) == wanted).ok_or(NOT_FOUND)?;
        if !self.may_read(file) {
            return Err(DENIED);
        }
        if file == FileId::CardAccess {
            return Ok(Selected { file: Some(file), bytes: self.card_access().ok_or(NOT_FOUND)? });
        }
        let bytes = self.profile.files.get(&file).ok_or(NOT_FOUND)?;
        if let Some(Effect::File(FileChange::Status(status))) = self.effect()
            && self.profile.largest() == Some(file)
        {
            return Err(Status(status));
        }
        let bytes = self.content(file, bytes).into_owned().into();
        Ok(Selected { file: Some(file), bytes })
    }

    /// Whether the security status allows a file (Doc 9303-11 §4.2, §7.1): EF.DG3 and EF.DG4 for terminals that may.
    fn may_read(&self, file: FileId) -> bool {
        match file {
            FileId::CardAccess => true,
            FileId::Dg(data_group) if data_group.number() == 3 => self.session.granting.rights.dg3,
            FileId::Dg(data_group) if data_group.number() == 4 => self.session.granting.rights.dg4,
            _ => self.session.is_open || !self.profile.is_closed(),
        }
    }

    fn card_access(&self) -> Option<Arc<[u8]>> {
        match self.effect() {
            Some(Effect::Announcement(Announcement::None)) => None,
            Some(Effect::Announcement(Announcement::Unreadable)) => Some(tlv::object(0x31, &[]).into()),
            Some(Effect::Announcement(_)) => Some(infos::card_access(&self.announced()).into()),
            _ => match self.profile.files.get(&FileId::CardAccess) {
                Some(bytes) => Some(bytes.clone()),
                None if self.profile.pace.is_empty() => None,
                None => Some(infos::card_access(&self.profile.pace).into()),
            },
        }
    }

    fn atr_info(&self) -> Option<Vec<u8>> {
        match self.effect() {
            Some(Effect::Announcement(Announcement::GiantLengths)) => {
                Some(infos::atr_info(super::ChipLengths::extended(0xFFFF)))
            }
            Some(Effect::Announcement(Announcement::ZeroLengths)) => {
                Some(tlv::object(0x7F66, &[0x02, 0x01, 0x00, 0x02, 0x01, 0x00]))
            }
            _ => self.profile.lengths.tells.then(|| infos::atr_info(self.profile.lengths)),
        }
    }

    /// READ BINARY (ISO/IEC 7816-4 §11.3.3): of the selected file or of a short identifier, with the offset in the header or in
    /// an object.
    pub(super) fn read_binary(&mut self, command: &Command, room: usize) -> Answer {
        let [_, instruction, p1, p2] = command.header;
        let is_odd = instruction & 1 == 1;
        let short = match is_odd {
            true if p1 == 0 && p2 & 0xE0 == 0 => p2,
            true => return Err(WRONG_PARAMETERS),
            false if p1 & 0xE0 == 0x80 => p1 & 0x1F,
            false if p1 & 0x80 != 0 => return Err(WRONG_PARAMETERS),
            false => 0,
        };
        let offset = match is_odd {
            true => offset_of(&command.data).ok_or(WRONG_DATA)?,
            false if p1 & 0x80 != 0 => usize::from(p2),
            false => usize::from(u16::from_be_bytes([p1, p2])),
        };
        if short != 0 {
            let in_directory = u16::from_be_bytes([0x01, short]);
            let wanted = if short == 1 && !self.session.is_in_application { ATR_INFO } else { in_directory };
            self.session.selected = Some(self.find(wanted)?);
        }
        let length = command.expected.unwrap_or(0).min(room);
        let part = self.part(offset, if is_odd { length.saturating_sub(4) } else { length })?;
        match is_odd {
            true => Ok(Response { data: tlv::object(0x53, &part.data), ..part }),
            false => Ok(part),
        }
    }

    /// So many bytes of the selected file at most.
    fn part(&mut self, offset: usize, length: usize) -> Answer {
        let selected = self.session.selected.as_ref().ok_or(Status(0x6986))?;
        let rest = selected.bytes.get(offset..).ok_or(WRONG_OFFSET)?;
        if rest.is_empty() && offset > 0 {
            return Err(WRONG_OFFSET);
        }
        let upto = |length: usize| rest.get(..length.min(rest.len())).unwrap_or_default().to_vec();
        let (data, more) = (upto(length), upto(length.saturating_add(TOO_MUCH)));
        let is_largest = selected.file.is_some() && selected.file == self.profile.largest();
        // The middle: behind the header, and what is read with it.
        self.session.is_in_middle = is_largest && offset > 0;
        match self.effect() {
            Some(Effect::Middle(Middle::TooMuch)) if self.session.is_in_middle => done(more),
            Some(Effect::Middle(middle)) if self.session.is_in_middle => self.spoilt_part(middle, data),
            _ => done(data),
        }
    }

    fn spoilt_part(&mut self, middle: Middle, data: Vec<u8>) -> Answer {
        match middle {
            Middle::Status(status) => Err(Status(status)),
            Middle::Warning(status) => Ok(Response { data, status: Status(status) }),
            Middle::RandomStatus => {
                let status = self.draw(Purpose::ChipChallenge, 2)?;
                Err(Status(status.iter().fold(0, |status, byte| status << 8 | u16::from(*byte))))
            }
            Middle::Nothing => done(Vec::new()),
            Middle::OneByte => done(data.into_iter().take(1).collect()),
            Middle::FromStart => {
                let bytes = self.session.selected.as_ref().map(|selected| selected.bytes.clone());
                done(bytes.iter().flat_map(|bytes| bytes.iter().copied()).take(data.len()).collect())
            }
            Middle::Changed => done(flipped(&data, 0, 0x55)),
            // Those change the bytes on the wire.
            Middle::TooMuch | Middle::HalfStatus => done(data),
            Middle::EndlessMore | Middle::EndlessNothing | Middle::EndlessExact => done(data),
        }
    }
}

/// What SELECT answers: nothing, a template of the file, or one of its directory.
fn answer(p2: u8, content: Vec<u8>) -> Answer {
    match p2 & 0x0C {
        0x0C => done(Vec::new()),
        0x04 => done(tlv::object(0x62, &content)),
        0x00 => done(tlv::object(0x6F, &content)),
        _ => Err(WRONG_PARAMETERS),
    }
}

/// The offset in an object of tag 54.
fn offset_of(data: &[u8]) -> Option<usize> {
    let mut reader = Reader::new(data, "READ BINARY");
    let object = reader.read().ok().filter(|object| object.tag() == 0x54)?;
    reader.finish().ok()?;
    let content = object.content();
    (1..=4)
        .contains(&content.len())
        .then(|| content.iter().fold(0, |offset: usize, byte| offset << 8 | usize::from(*byte)))
}
