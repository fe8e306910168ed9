//! Repair of zones that were read from pictures: characters that readers confuse are put back where the class of a
//! field or the check digits (Doc 9303-3 section 4.9) tell which one was meant. Every repair is a candidate with its
//! proof; nothing is changed silently.

use super::check_digit::value;
use super::layout::{Field, Format, Names, Span};
use super::number::Number;
use super::shape::Zone;
use super::{CheckDigit, Mrz};

/// Characters that readers of OCR-B confuse, in both directions. Every pair added makes more repairs ambiguous.
#[rustfmt::skip]
const CONFUSED: &[(u8, u8)] = &[
    (b'0', b'O'), (b'0', b'D'), (b'0', b'Q'), (b'1', b'I'), (b'1', b'L'), (b'1', b'7'),
    (b'2', b'Z'), (b'3', b'8'), (b'4', b'A'), (b'5', b'S'), (b'6', b'G'), (b'7', b'T'),
    (b'8', b'B'), (b'O', b'Q'), (b'O', b'D'), (b'C', b'G'), (b'E', b'F'), (b'I', b'L'),
    (b'M', b'N'), (b'U', b'V'), (b'K', b'X'), (b'<', b'K'), (b'<', b'C'), (b'<', b'L'),
];

/// Changes that one candidate may hold beyond those that the classes of the fields force. Three changes fit a check
/// digit by chance too often to prove anything.
const MOST_CHANGES: usize = 2;

/// Candidates that are told; a zone with more is beyond repair.
const MOST_CANDIDATES: usize = 64;

/// One character put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The cell.
    pub cell: Span,
    /// The character as read.
    pub from: char,
    /// The character that was meant.
    pub to: char,
}

/// A way to make the zone whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The zone after the changes.
    pub mrz: Mrz,
    /// The changes in reading order.
    pub changes: Vec<Change>,
    /// The check digits that did not fit and do now, or fit only because of the changes: the proof. Empty if the class
    /// of the field alone demanded the change, as for a digit in a name.
    pub proven_by: Vec<Field>,
}

/// What can be done about a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repair {
    /// Nothing is wrong with it that a repair could see.
    Intact,
    /// Exactly one way leads to a whole zone.
    Unique(Box<Candidate>),
    /// Several ways do, fewest changes first; the zone alone cannot decide.
    Ambiguous(Vec<Candidate>),
    /// None does with few changes.
    Hopeless,
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
/// // An O was read for a 0 and a 7 for a 1 in the date of birth.
/// let read = Mrz::parse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO74O8722F1204159ZE184226B<<<<<10")?;
/// let Repair::Unique(candidate) = repair(&read) else { unreachable!() };
/// assert_eq!(candidate.changes.len(), 2);
/// assert!(candidate.mrz.check_digits().all(|digit| digit.ok()));
/// # Ok::<(), doc9303::Error>(())
/// ```
pub fn repair(mrz: &Mrz) -> Repair {
    let Some(starts) = force_classes(mrz) else { return Repair::Hopeless };
    let mut found: Vec<Candidate> = Vec::new();
    for start in &starts {
        search(mrz, start, &mut found);
    }
    found.sort_by_key(|candidate| candidate.changes.len());
    let fewest = found.first().map_or(0, |candidate| candidate.changes.len());
    if fewest == 0 && !found.is_empty() {
        return Repair::Intact;
    }
    // A candidate with more changes than needed says nothing against one with fewer.
    found.retain(|candidate| candidate.changes.len() == fewest);
    found.truncate(MOST_CANDIDATES);
    match found.len() {
        0 => Repair::Hopeless,
        1 => found.pop().map_or(Repair::Hopeless, |candidate| Repair::Unique(Box::new(candidate))),
        _ => Repair::Ambiguous(found),
    }
}

/// Zones in which every cell has a character that its field may hold; several where a character has several likely
/// originals. Nothing if a cell's character cannot be explained, or there are too many ways.
fn force_classes(mrz: &Mrz) -> Option<Vec<Zone>> {
    let mut zones = vec![mrz.zone];
    for at in 0..mrz.size() {
        let cell = mrz.zone.get(at).copied()?;
        let class = class_of(mrz, at);
        if class.holds(cell) {
            continue;
        }
        let meant: Vec<u8> = confused_with(cell).filter(|other| class.holds(*other)).collect();
        let mut next = Vec::new();
        for zone in &zones {
            for other in &meant {
                let mut changed = *zone;
                *changed.get_mut(at)? = *other;
                next.push(changed);
            }
        }
        if next.is_empty() || next.len() > MOST_CANDIDATES {
            return None;
        }
        zones = next;
    }
    Some(zones)
}

/// Tries no change, then one, then two, within the cells that the failing check digits cover or stand in. Stops at the
/// first number of changes that leads anywhere.
fn search(original: &Mrz, start: &Zone, found: &mut Vec<Candidate>) {
    let begun = Mrz::of(*start, original.format());
    let failing = failing_cells(&begun);
    if failing.is_empty() {
        found.extend(candidate(original, &begun));
        return;
    }
    let steps: Vec<(usize, u8)> = failing
        .iter()
        .flat_map(|&at| {
            let cell = start.get(at).copied().unwrap_or(b'<');
            let class = class_of(&begun, at);
            confused_with(cell).filter(move |other| class.holds(*other)).map(move |other| (at, other))
        })
        .collect();
    let mut tried = vec![(*start, 0)];
    for _ in 0..MOST_CHANGES {
        let mut next = Vec::new();
        let before = found.len();
        for (zone, from) in &tried {
            for (index, (at, other)) in steps.iter().enumerate().skip(*from) {
                let mut changed = *zone;
                let Some(place) = changed.get_mut(*at) else { continue };
                if *place != start.get(*at).copied().unwrap_or(b'<') {
                    continue;
                }
                *place = *other;
                let mrz = Mrz::of(changed, original.format());
                if mrz.check_digits().all(|digit| digit.ok()) {
                    found.extend(candidate(original, &mrz));
                }
                next.push((changed, index + 1));
            }
        }
        if found.len() > before {
            return;
        }
        tried = next;
    }
}

/// The cells that a check digit which does not fit covers or stands in.
fn failing_cells(mrz: &Mrz) -> Vec<usize> {
    let mut cells: Vec<usize> = Vec::new();
    for digit in mrz.check_digits().filter(|digit| !digit.ok()) {
        let spans = digit.covers().chain([digit.position()]);
        cells.extend(spans.flat_map(|span| {
            let start = mrz.line_start(span.line);
            start + span.start..start + span.end
        }));
    }
    cells.sort_unstable();
    cells.dedup();
    cells
}

fn candidate(original: &Mrz, repaired: &Mrz) -> Option<Candidate> {
    if repaired.check_digits().any(|digit| !digit.ok()) {
        return None;
    }
    let pairs = original.zone.iter().zip(&repaired.zone).enumerate();
    let changed: Vec<(usize, u8, u8)> =
        pairs.filter(|(_, (from, to))| from != to).map(|(at, (from, to))| (at, *from, *to)).collect();
    let changes: Vec<Change> = changed
        .iter()
        .map(|(at, from, to)| Change {
            cell: original.cell_span(*at),
            from: char::from(*from),
            to: char::from(*to),
        })
        .collect();
    // A digit proves the changes in the cells that it sees, unless it could not have told the difference.
    let sees = |digit: &CheckDigit| {
        changes.iter().any(|change| {
            let within = |span: Span| {
                span.line == change.cell.line && (span.start..span.end).contains(&change.cell.start)
            };
            let here = digit.covers().any(within) || within(digit.position());
            here && !indistinguishable(change.from, change.to)
        })
    };
    let proven_by = repaired.check_digits().filter(sees).map(|digit| digit.field()).collect();
    Some(Candidate { mrz: *repaired, changes, proven_by })
}

/// What a cell may hold.
#[derive(Clone, Copy)]
enum Class {
    Any,
    Digit,
    DigitOrFiller,
    LetterOrFiller,
    Sex,
}

impl Class {
    fn holds(self, cell: u8) -> bool {
        match self {
            Class::Any => true,
            Class::Digit => cell.is_ascii_digit(),
            Class::DigitOrFiller => cell.is_ascii_digit() || cell == b'<',
            Class::LetterOrFiller => cell.is_ascii_uppercase() || cell == b'<',
            Class::Sex => matches!(cell, b'M' | b'F' | b'<'),
        }
    }
}

fn class_of(mrz: &Mrz, at: usize) -> Class {
    let layout = mrz.layout();
    for digit in layout.digits {
        if digit.at == at {
            let may_be_filler = match digit.field {
                // The filler in front of a number that goes on, and of an empty personal number.
                Field::DocumentNumber => matches!(mrz.number_form(), Number::Continued(_)),
                Field::PersonalNumber => true,
                _ => false,
            };
            return if may_be_filler { Class::DigitOrFiller } else { Class::Digit };
        }
    }
    let within = |(start, end): (usize, usize)| (start..end).contains(&at);
    let in_name = match layout.names {
        Names::Joined(cells) => within(cells),
        Names::Apart(primary, secondary) => within(primary) || within(secondary),
    };
    if in_name {
        return if mrz.name_digits_are_slips() { Class::LetterOrFiller } else { Class::Any };
    }
    match layout.fields.iter().find(|(_, cells)| within(*cells)).map(|(field, _)| *field) {
        Some(Field::BirthDate | Field::ExpiryDate) => Class::DigitOrFiller,
        Some(Field::IssuingState | Field::Nationality) => Class::LetterOrFiller,
        // Driving licences have a digit in their code.
        Some(Field::DocumentCode) if mrz.format() != Format::DrivingLicence => Class::LetterOrFiller,
        Some(Field::Sex) => Class::Sex,
        _ => Class::Any,
    }
}

fn confused_with(cell: u8) -> impl Iterator<Item = u8> {
    CONFUSED.iter().filter_map(move |(one, other)| match cell {
        cell if cell == *one => Some(*other),
        cell if cell == *other => Some(*one),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str =
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";

    fn after(from: &str, to: &str) -> Repair {
        let text = SOUND.replacen(from, to, 1);
        assert_ne!(text, SOUND);
        repair(&Mrz::parse(&text).unwrap())
    }

    #[test]
    fn a_sound_zone_needs_nothing() {
        assert_eq!(repair(&Mrz::parse(SOUND).unwrap()), Repair::Intact);
    }

    #[test]
    fn one_confusion_is_put_back_and_proven() {
        let Repair::Unique(candidate) = after("7408122", "7408722") else { panic!() };
        assert_eq!(candidate.mrz, Mrz::parse(SOUND).unwrap());
        let change = candidate.changes[0];
        assert_eq!((change.from, change.to), ('7', '1'));
        assert_eq!(change.cell, Span { line: 1, start: 17, end: 18 });
        assert_eq!(candidate.proven_by, [Field::BirthDate, Field::Composite]);
    }

    #[test]
    fn what_fits_in_several_ways_is_ambiguous() {
        // Where a character stands under the same weight in both its digits, the composite adds no evidence.
        let Repair::Ambiguous(candidates) = after("ZE184226B", "ZEI84226B") else { panic!() };
        let sound = Mrz::parse(SOUND).unwrap();
        assert!(candidates.iter().any(|candidate| candidate.mrz == sound));
        assert!(candidates.iter().all(|candidate| candidate.mrz.check_digits().all(|digit| digit.ok())));
    }

    #[test]
    fn classes_force_changes_that_no_digit_sees() {
        let Repair::Unique(candidate) = after("ERIKSSON", "ER1KSSON").min_letters() else { panic!() };
        assert!(candidate.proven_by.is_empty());
        let Repair::Unique(candidate) = after("UTO7", "UT07").min_letters() else { panic!() };
        assert!(candidate.proven_by.is_empty() && candidate.changes.len() == 1);
    }

    impl Repair {
        /// Of the originals of a digit in a name, those that are a vowel as the example has.
        fn min_letters(self) -> Repair {
            match self {
                Repair::Ambiguous(candidates) => {
                    let sound = Mrz::parse(SOUND).unwrap();
                    let right = candidates.into_iter().find(|candidate| candidate.mrz == sound);
                    right.map_or(Repair::Hopeless, |candidate| Repair::Unique(Box::new(candidate)))
                }
                other => other,
            }
        }
    }

    #[test]
    fn blind_spots_are_told_as_no_proof() {
        // 6 and G differ by ten: every digit still fits, so nothing looks wrong.
        let blind = SOUND.replace("ZE184226B", "ZE18422GB");
        assert!(Mrz::parse(&blind).unwrap().check_digits().all(|digit| digit.ok()));
        assert_eq!(repair(&Mrz::parse(&blind).unwrap()), Repair::Intact);
        // In a check digit's own cell the class still tells.
        let Repair::Unique(candidate) = after("L898902C36", "L898902C3G") else { panic!() };
        assert_eq!(candidate.mrz, Mrz::parse(SOUND).unwrap());
    }

    #[test]
    fn garbage_is_hopeless_and_quick() {
        assert_eq!(after("L898902C36", "WWWWWWWWWW"), Repair::Hopeless);
        assert_eq!(after("740812", "WHWHWH"), Repair::Hopeless);
    }

    #[test]
    fn every_single_confusion_of_covered_cells_leads_back() {
        let sound = Mrz::parse(SOUND).unwrap();
        let (mut unique, mut all) = (0, 0);
        for (at, cell) in SOUND.bytes().enumerate().skip(45) {
            for other in confused_with(cell).filter(|other| value(*other) % 10 != value(cell) % 10) {
                all += 1;
                let mut bytes = SOUND.as_bytes().to_vec();
                bytes[at] = other;
                let read = Mrz::parse_bytes(&bytes).unwrap();
                match repair(&read) {
                    Repair::Unique(candidate) => {
                        assert_eq!(candidate.mrz, sound, "{at}");
                        unique += 1;
                    }
                    Repair::Ambiguous(candidates) => {
                        assert!(candidates.iter().any(|candidate| candidate.mrz == sound), "{at}");
                    }
                    // Sex and nationality are covered by no digit and may hold the other letter.
                    Repair::Intact => assert!((55..58).contains(&at) || at == 65, "{at}"),
                    Repair::Hopeless => panic!("{at} {}", char::from(other)),
                }
            }
        }
        assert!(unique * 2 > all, "{unique} of {all}");
    }
}
