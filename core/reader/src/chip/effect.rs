//! What faults change, and where.

use super::VirtualChip;
use crate::apdu::Status;
use crate::cipher::Cipher;
use crate::group::Group;
use crate::pace::{Mapping, PaceVariant};
use crate::tlv;
use doc9303::FileId;
use std::borrow::Cow;

/// What a fault changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// The answer at a point of a protocol.
    Answer(Point, Change),
    /// What the chip says that it can do.
    Announcement(Announcement),
    /// What the chip knows or computes.
    Knowledge(Knowledge),
    /// How the answer is protected, in the middle of the largest file.
    Protection(Protection),
    /// What is answered, in the middle of the largest file.
    Middle(Middle),
    /// The largest file.
    File(FileChange),
    /// When it falls silent.
    Stall(Stall),
}

/// A point of a protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Point {
    Application,
    Challenge,
    BasicAccess,
    PaceSet,
    PaceNonce,
    PaceMapping,
    PaceAgreement,
    PaceToken,
    Cam,
    ChipAuthentication,
    Signature,
}

/// How an answer at a point is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Refused(u16),
    /// The status alone.
    Nothing,
    /// The template without the object.
    Missing,
    Empty,
    Tag,
    Twice,
    Template,
    Trailing,
    Giant,
    Short,
    Long,
    Zero,
    Flip,
    /// What the terminal sent.
    Echo,
    Neutral,
    LowOrder,
    OtherGroup,
    TooLarge,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Announcement {
    None,
    Unreadable,
    Weaker,
    OtherGroup,
    GiantLengths,
    ZeroLengths,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Knowledge {
    NonceOfOtherPassword,
    NoMapping,
    ReplayedPace,
    CamPadding,
    CamOtherKey,
    BacOtherNonce,
    BacOtherChallenge,
    ReplayedBac,
    OldKeys,
    OtherStaticKey,
    PlainAfterChipAuthentication,
    OtherChallenge,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Protection {
    PlainData,
    PlainStatus(u16),
    NoCode,
    WrongCode,
    ZeroCode,
    ShortCode,
    NoStatus,
    OtherStatus,
    NoPadding,
    NoBlocks,
    Indicator,
    PlainObject,
    Unencrypted,
    Order,
    Twice,
    Trailing,
    Giant,
    CounterStands,
    CounterSkips,
    Replayed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Middle {
    Status(u16),
    Warning(u16),
    RandomStatus,
    HalfStatus,
    EndlessMore,
    EndlessNothing,
    EndlessExact,
    Nothing,
    OneByte,
    TooMuch,
    FromStart,
    Changed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileChange {
    Shorter,
    Longer,
    Empty,
    Giant,
    Huge,
    Indefinite,
    WrongTag,
    Other,
    Status(u16),
    AfterLoss,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stall {
    Start,
    Access,
    Middle,
}

/// An honest answer: a value, and the tag of its object within dynamic authentication data if it has one.
pub(super) struct Honest<'a> {
    pub(super) point: Point,
    pub(super) tag: Option<u16>,
    pub(super) value: Vec<u8>,
    /// What the terminal sent.
    pub(super) echo: &'a [u8],
    /// The group of which the value is an element.
    pub(super) group: Option<&'a Group>,
}

impl VirtualChip {
    pub(super) fn effect(&self) -> Option<Effect> {
        self.profile.fault.map(|fault| fault.effect())
    }

    pub(super) fn has(&self, effect: Effect) -> bool {
        self.effect() == Some(effect)
    }

    /// The change at a point, if the fault is of that point.
    pub(super) fn change_at(&self, point: Point) -> Option<Change> {
        match self.effect() {
            Some(Effect::Answer(own, change)) if own == point => Some(change),
            _ => None,
        }
    }

    /// The answer as the fault has it: the objects of a template, or the value.
    pub(super) fn objects(&self, honest: Honest<'_>) -> Result<Vec<u8>, Status> {
        let Honest { point, tag, value, echo, group } = honest;
        let change = self.change_at(point);
        let value = match change {
            None => value,
            Some(change) => changed(change, value, echo, group)?,
        };
        let Some(tag) = tag else { return Ok(value) };
        let object = tlv::object(tag, &value);
        Ok(match change {
            Some(Change::Missing) => Vec::new(),
            Some(Change::Tag) => tlv::object(tag ^ 0x08, &value),
            Some(Change::Twice) => [object.clone(), object].concat(),
            Some(Change::Giant) => [&[0x80, 0x84, 0xFF, 0xFF, 0xFF, 0xFF][..], &value].concat(),
            _ => object,
        })
    }

    /// The template around the objects of a point.
    pub(super) fn template(&self, point: Point, objects: &[u8]) -> Vec<u8> {
        match self.change_at(point) {
            Some(Change::Nothing) => Vec::new(),
            Some(Change::Template) => tlv::object(0x7D, objects),
            Some(Change::Trailing) => [&tlv::object(0x7C, objects)[..], &[0xDE, 0xAD]].concat(),
            _ => tlv::object(0x7C, objects),
        }
    }

    /// The variants of PACE that the chip takes and announces.
    pub(super) fn announced(&self) -> Vec<PaceVariant> {
        let Some(Effect::Announcement(announcement)) = self.effect() else {
            return self.profile.pace.clone();
        };
        let first = self.profile.pace.first();
        let id = first.and_then(PaceVariant::parameter_id).unwrap_or(13);
        let is_elliptic = first.is_none_or(|variant| variant.group().is_elliptic());
        let other = match (is_elliptic, id) {
            (true, 13) => 12,
            (true, _) => 13,
            (false, 0) => 2,
            (false, _) => 0,
        };
        let variant = match announcement {
            Announcement::Weaker => PaceVariant::new(Mapping::Generic, Cipher::TripleDes, id),
            Announcement::OtherGroup => PaceVariant::new(Mapping::Generic, Cipher::Aes128, other),
            Announcement::GiantLengths | Announcement::ZeroLengths => return self.profile.pace.clone(),
            Announcement::None | Announcement::Unreadable => None,
        };
        variant.into_iter().collect()
    }

    /// Bytes of a file as the fault has them.
    pub(super) fn content<'a>(&self, file: FileId, bytes: &'a [u8]) -> Cow<'a, [u8]> {
        let Some(Effect::File(change)) = self.effect() else { return Cow::Borrowed(bytes) };
        if self.profile.largest() != Some(file) {
            return Cow::Borrowed(bytes);
        }
        let with_length = |length: &[u8]| [bytes.get(..1).unwrap_or_default(), length, bytes].concat();
        Cow::Owned(match change {
            FileChange::Shorter => bytes.get(..bytes.len() / 2).unwrap_or_default().to_vec(),
            FileChange::Longer => [bytes, &[0xA5; 1_000]].concat(),
            FileChange::Empty => Vec::new(),
            FileChange::Giant => with_length(&[0x83, 0xFF, 0xFF, 0xFF]),
            FileChange::Huge => with_length(&[0x84, 0xFF, 0xFF, 0xFF, 0xFF]),
            FileChange::Indefinite => with_length(&[0x80]),
            FileChange::WrongTag => flipped(bytes, 0, 0x10),
            FileChange::Other => {
                let smaller = self.profile.files.iter().find(|(own, _)| **own == FileId::Com);
                smaller.map(|(_, bytes)| bytes.to_vec()).unwrap_or_default()
            }
            FileChange::AfterLoss if self.memory.has_left => flipped(bytes, bytes.len().saturating_sub(1), 1),
            FileChange::AfterLoss | FileChange::Status(_) => return Cow::Borrowed(bytes),
        })
    }

    /// Whether the chip falls silent now: for good, or once in the middle of the largest file.
    pub(super) fn is_silent(&mut self) -> bool {
        let once = matches!(
            self.effect(),
            Some(
                Effect::File(FileChange::AfterLoss)
                    | Effect::Knowledge(Knowledge::ReplayedPace | Knowledge::ReplayedBac)
            )
        );
        let leaves = once && !self.memory.has_left && self.session.is_in_middle;
        self.memory.has_left |= leaves;
        self.session.is_away = leaves;
        leaves
            || self.session.is_stalled
            || (self.has(Effect::Stall(Stall::Middle)) && self.session.is_in_middle)
    }
}

/// A value as the fault has it.
fn changed(change: Change, value: Vec<u8>, echo: &[u8], group: Option<&Group>) -> Result<Vec<u8>, Status> {
    let length = value.len();
    let is_elliptic = group.is_none_or(Group::is_elliptic);
    let number = |last: u8| [&vec![0; length.saturating_sub(1)][..], &[last]].concat();
    Ok(match change {
        Change::Refused(status) => return Err(Status(status)),
        Change::Nothing | Change::Empty => Vec::new(),
        Change::Short => value.get(..length.saturating_sub(1)).unwrap_or_default().to_vec(),
        Change::Long => [&value[..], &[0xA5; 48]].concat(),
        Change::Zero => vec![0; length],
        Change::Flip => flipped(&value, length.saturating_sub(1), 1),
        Change::Echo => echo.to_vec(),
        Change::Neutral if is_elliptic => vec![0],
        Change::Neutral => number(1),
        // A point of order two has y = 0, and there is none on a curve of prime order: it lies on another curve.
        Change::LowOrder if is_elliptic => {
            let coordinates = length.saturating_sub(1) / 2;
            [value.get(..1 + coordinates).unwrap_or_default(), &vec![0; coordinates]].concat()
        }
        Change::LowOrder => {
            flipped(&group.map(Group::modulus).unwrap_or_default(), length.saturating_sub(1), 1)
        }
        Change::OtherGroup => other_group(group, length),
        Change::TooLarge => {
            let tag: &[u8] = if is_elliptic { &[0x04] } else { &[] };
            [tag, &vec![0xFF; length.saturating_sub(tag.len())]].concat()
        }
        Change::Missing | Change::Tag | Change::Twice | Change::Template => value,
        Change::Trailing | Change::Giant => value,
    })
}

/// The generator of another group whose elements are as long; random-looking bytes where there is none.
fn other_group(group: Option<&Group>, length: usize) -> Vec<u8> {
    let own = group.map(Group::name).unwrap_or_default();
    let all = [0, 1, 2].into_iter().chain(8..=18).filter_map(Group::standardized);
    let fitting = all.filter(|other| other.name() != own && other.generator().len() == length);
    fitting.map(|other| other.generator().to_vec()).next().unwrap_or_else(|| vec![0x5A; length])
}

/// The bytes with bits of one of them turned over.
pub(super) fn flipped(bytes: &[u8], place: usize, bits: u8) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    if let Some(byte) = bytes.get_mut(place) {
        *byte ^= bits;
    }
    bytes
}
