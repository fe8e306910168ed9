//! Repair of zones that were read from pictures: what readers take for something else is put back where the class of a field,
//! the calendar, the States that there are and the check digits (Doc 9303-3 §4.9) tell what was meant. Every repair
//! is a candidate with its proof; nothing is changed silently.
//!
//! A repair is called the only one where it is the only one of its kind at all: of every change of one cell to whatever its
//! field may hold, on top of those cells that cannot be right as they were read. That a reader often takes one character
//! for another orders candidates, and proves nothing.

mod class;
mod reading;
mod rule;
mod search;

use super::Mrz;
use super::check_digit::CheckDigit;
use super::layout::{Field, Span};
use super::weighting::value;
use crate::vocabulary::stable_names;
use class::{class_of, is_confused};
use reading::Reading;
use search::Found;

/// Candidates that are reported one by one; the rest are counted.
const MOST_CANDIDATES: usize = 64;

/// One character put right.
///
/// Part of a [`Candidate`]; [`repair_text`] shows how to come by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The cell of the repaired zone; for a character that was taken out, the one in whose place it stood.
    pub cell: Span,
    /// The character as read; `None` where one was missing.
    pub from: Option<char>,
    /// The character that was meant; `None` where one was too many.
    pub to: Option<char>,
    /// Whether a check digit sees this change: it would not fit without it. Otherwise the change only makes the field
    /// hold what it may hold.
    pub proven: bool,
}

/// A way to make the zone whole.
///
/// One of those of a [`Repair`]; [`repair_text`] shows how to come by one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Candidate {
    /// The zone after the changes.
    pub mrz: Mrz,
    /// The changes in reading order.
    pub changes: Vec<Change>,
    /// The check digits that see the changes: the proof. Empty if the class of a field alone demands the change, as for a
    /// digit in a name.
    pub proven_by: Vec<Field>,
    /// Whether check digits see all of the changes.
    pub proven: bool,
}

/// Ways to make a zone whole. Of more than 64 the likeliest are listed, and the rest are counted.
///
/// ```
/// use doc9303::mrz::{Repair, repair_text};
/// // Two digits of the document number cannot be read.
/// let read = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8?89?2C36UTO7408122F1204159ZE184226B<<<<<10";
/// let Repair::Ambiguous(candidates) = repair_text(read) else { unreachable!() };
/// assert!(candidates.list.len() == 64 && candidates.untold > 0);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Candidates {
    /// The likeliest, in that order.
    pub list: Vec<Candidate>,
    /// How many more there are.
    pub untold: usize,
}

impl Candidates {
    fn of(mut list: Vec<Candidate>) -> Self {
        let untold = list.len().saturating_sub(MOST_CANDIDATES);
        list.truncate(MOST_CANDIDATES);
        Candidates { list, untold }
    }
}

/// What can be done about a zone.
///
/// Found by [`repair`] and [`repair_text`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repair {
    /// Nothing is wrong with it that a repair could see.
    Intact,
    /// Exactly one way leads to a whole zone, and check digits prove it: it holds if no more was misread than was changed.
    Unique(Box<Candidate>),
    /// Several ways do, likeliest first, and the check digits fit after each; the zone alone cannot decide.
    Ambiguous(Candidates),
    /// What was read can be made to fit, likeliest first, but nothing proves it: no check digit sees all of the changes, or
    /// others may do as well.
    Unproven(Candidates),
    /// No way with few changes does.
    Hopeless,
}

/// What a repair comes to; each kind says what the variant of [`Repair`] of its name says.
///
/// ```
/// use doc9303::mrz::RepairKind;
/// assert_eq!("unique".parse(), Ok(RepairKind::Unique));
/// assert_eq!(RepairKind::Hopeless.to_string(), "hopeless");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RepairKind {
    /// Nothing is wrong with the zone that a repair could see.
    Intact,
    /// Exactly one repair exists, and check digits prove it.
    Unique,
    /// Several repairs exist, and the check digits fit after each.
    Ambiguous,
    /// Repairs exist, and nothing proves one.
    Unproven,
    /// No repair with few changes exists.
    Hopeless,
}

stable_names!(
    RepairKind,
    "kind of repair",
    Intact = "intact",
    Unique = "unique",
    Ambiguous = "ambiguous",
    Unproven = "unproven",
    Hopeless = "hopeless",
);

impl Repair {
    /// Which of the variants it is, without its candidates.
    pub const fn kind(&self) -> RepairKind {
        match self {
            Repair::Intact => RepairKind::Intact,
            Repair::Unique(_) => RepairKind::Unique,
            Repair::Ambiguous(_) => RepairKind::Ambiguous,
            Repair::Unproven(_) => RepairKind::Unproven,
            Repair::Hopeless => RepairKind::Hopeless,
        }
    }

    /// The stable name of its kind.
    pub const fn as_str(&self) -> &'static str {
        self.kind().as_str()
    }

    /// The ways to make the zone whole, likeliest first.
    pub fn candidates(&self) -> &[Candidate] {
        match self {
            Repair::Unique(candidate) => core::slice::from_ref(candidate),
            Repair::Ambiguous(candidates) | Repair::Unproven(candidates) => &candidates.list,
            Repair::Intact | Repair::Hopeless => &[],
        }
    }

    /// How many more ways there are than [`candidates`](Self::candidates) holds.
    pub fn untold(&self) -> usize {
        match self {
            Repair::Ambiguous(candidates) | Repair::Unproven(candidates) => candidates.untold,
            Repair::Unique(_) | Repair::Intact | Repair::Hopeless => 0,
        }
    }
}

/// Whether no check digit can ever tell these two characters apart, because their values differ by a multiple of ten
/// (the weights have no factor in common with ten): `1` and `L`, `6` and `G`, the filler and `K`, among others.
///
/// ```
/// use doc9303::mrz::indistinguishable;
/// assert!(indistinguishable('<', 'K') && indistinguishable('6', 'G') && indistinguishable('1', 'L'));
/// assert!(!indistinguishable('0', 'O') && !indistinguishable('5', 'S'));
/// ```
pub fn indistinguishable(one: char, other: char) -> bool {
    match (u8::try_from(one), u8::try_from(other)) {
        (Ok(one), Ok(other)) => value(one) % 10 == value(other) % 10,
        _ => one == other,
    }
}

/// Looks for the characters that make the zone whole.
///
/// ```
/// use doc9303::Mrz;
/// use doc9303::mrz::{Repair, repair};
/// // An O was read for a 0 in the date of birth, where no letter can stand.
/// let read = Mrz::parse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO74O8122F1204159ZE184226B<<<<<10")?;
/// let Repair::Unique(candidate) = repair(&read) else { unreachable!() };
/// assert!(candidate.proven && candidate.changes.len() == 1);
/// assert!(candidate.mrz.check_digits().all(|digit| digit.is_valid()));
/// # Ok::<(), doc9303::Error>(())
/// ```
pub fn repair(mrz: &Mrz) -> Repair {
    let reading = Reading::of(mrz);
    match (judge(core::slice::from_ref(&reading)), reading.with_fillers()) {
        (Repair::Intact, Some(fillers)) => judge(&[fillers]),
        (_, Some(fillers)) => judge(&[reading, fillers]),
        (judged, None) => judged,
    }
}

/// As [`repair`], for text that need not have the shape of a zone: small letters, spaces and other characters for
/// fillers, lines with some characters too few or too many, lines that are not broken.
///
/// ```
/// use doc9303::mrz::{Repair, repair_text};
/// // A space was read for a filler in the name, where no check digit looks.
/// let read = "P<UTOERIKSSON<<ANNA MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
/// let Repair::Unproven(candidates) = repair_text(read) else { unreachable!() };
/// assert_eq!(candidates.list[0].mrz.secondary_identifier(), "ANNA MARIA");
/// assert!(candidates.list[0].changes[0].from == Some(' ') && !candidates.list[0].proven);
/// ```
pub fn repair_text(text: &str) -> Repair {
    match Mrz::parse(text) {
        Ok(mrz) => repair(&mrz),
        Err(_) => judge(&reading::readings(text)),
    }
}

/// Searches the readings and says how sure the answer is.
fn judge(readings: &[Reading]) -> Repair {
    let mut found: Vec<((u32, bool), Candidate)> = Vec::new();
    let mut alone = true;
    for reading in readings {
        let (zones, exhaustive) = match search::search(reading) {
            Found::Intact => return Repair::Intact,
            Found::Zones { zones, exhaustive } => (zones, exhaustive),
        };
        alone &= exhaustive || zones.is_empty();
        for mrz in zones {
            let candidate = candidate(reading, mrz);
            if !found.iter().any(|(_, other)| other.mrz == candidate.mrz) {
                let rank = (cost(reading, &candidate), !candidate.proven);
                let place = found.partition_point(|(known, _)| *known <= rank);
                found.insert(place, (rank, candidate));
            }
        }
    }
    let all_proven = found.iter().all(|(_, candidate)| candidate.proven);
    let sound = found.iter().all(|(_, candidate)| rule::knows_codes(&candidate.mrz));
    let mut found: Vec<Candidate> = found.into_iter().map(|(_, candidate)| candidate).collect();
    match found.len() {
        0 => Repair::Hopeless,
        1 if all_proven && sound && alone => {
            found.pop().map_or(Repair::Hopeless, |candidate| Repair::Unique(Box::new(candidate)))
        }
        2.. if all_proven => Repair::Ambiguous(Candidates::of(found)),
        _ => Repair::Unproven(Candidates::of(found)),
    }
}

/// How unlikely the changes are: those that readers make every day weigh little.
fn cost(reading: &Reading, candidate: &Candidate) -> u32 {
    let one = |change: &Change| match (change.from, change.to) {
        (Some(from), Some(to)) => {
            let pair = u8::try_from(from).ok().zip(u8::try_from(to).ok());
            let usual =
                pair.is_some_and(|(from, to)| from.eq_ignore_ascii_case(&to) || is_confused(from, to));
            if usual { 2 } else { 5 }
        }
        (None, Some('<')) | (Some(' '), None) => 3,
        _ => 6,
    };
    let odd = if candidate.mrz.name_fault().is_some() { 2 } else { 0 };
    candidate.changes.iter().map(one).sum::<u32>() + reading.cost + odd
}

/// The changes from what was read to a whole zone, each with its proof.
fn candidate(reading: &Reading, mrz: Mrz) -> Candidate {
    let digits: Vec<CheckDigit> = mrz.check_digits().collect();
    let mut proven_by: Vec<Field> = Vec::new();
    let mut changes: Vec<Change> = Vec::new();
    for (at, (read, meant)) in reading.read.iter().zip(&mrz.zone).enumerate() {
        for taken in reading.taken_out.iter().filter(|taken| taken.0 == at) {
            changes.push(Change { cell: mrz.cell_span(at), from: Some(taken.1), to: None, proven: false });
        }
        if *read != Some(char::from(*meant)) {
            let cell = mrz.cell_span(at);
            changes.push(Change { cell, from: *read, to: Some(char::from(*meant)), proven: false });
        }
    }
    for change in &mut changes {
        let at = mrz.line_start(change.cell.line) + change.cell.start;
        // What is pushed along the line is seen by every digit behind.
        let moved = change.from.is_none() || change.to.is_none();
        let class = class_of(&mrz, at);
        let told = change.from.zip(change.to).is_some_and(|(from, to)| {
            let forced = u8::try_from(from).is_ok_and(|from| !class.holds(from));
            forced || !indistinguishable(from, to)
        });
        for digit in digits.iter().filter(|digit| sees(digit, change.cell, moved)) {
            if moved || told {
                change.proven = true;
                proven_by.push(digit.field());
            }
        }
    }
    let mut order: Vec<Field> = digits.iter().map(CheckDigit::field).collect();
    order.retain(|field| proven_by.contains(field));
    let proven = changes.iter().all(|change| change.proven);
    Candidate { mrz, changes, proven_by: order, proven }
}

/// Whether a digit covers a cell or is in it, or, for a line that was moved, anything behind it.
fn sees(digit: &CheckDigit, cell: Span, moved: bool) -> bool {
    let within = |span: Span| {
        let end = if moved { cell.start < span.end } else { (span.start..span.end).contains(&cell.start) };
        span.line == cell.line && end
    };
    digit.covers().any(within) || within(digit.position())
}

#[cfg(test)]
mod tests;
