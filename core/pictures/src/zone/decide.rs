//! From cells as they are seen to a zone, and how sure it is.

use super::beliefs::{Belief, likeliest, of, plain, proven, seen};
use super::blocks::Block;
use super::found::{Candidate, Character, Zone};
use super::network::LETTERS;
use super::rules::{Rules, is_continued};
use doc9303::Mrz;
use doc9303::mrz::{Field, Span};

/// How likely it is, before a zone is read, that all its check digits are right.
const RIGHT: f64 = 0.99;
/// Confidence from which a zone is sure; `benches/RESULTS.md` has what is wrong above it.
const SURE: f32 = 0.997;
/// How far a cell may be from where it should be, in cells, in a zone that is sure.
const UNEVEN: f32 = 0.45;
/// How likely another letter may stand beside a line of a zone that is sure.
const MORE: f32 = 0.6;
/// Confidence below which a block is not taken for a zone.
const LEAST: f32 = 1e-6;
/// A character that is told must not have been seen as unlikely as this: it would be a repair against what is seen.
const AGAINST: f32 = 2e-3;
/// Characters that look alike and that no check digit tells apart: names have none, and 6 and G differ by ten. A zone is not sure if the other
/// one of a pair is likelier than this.
const TWINS: [(u8, u8); 4] = [(b'O', b'Q'), (b'Q', b'O'), (b'G', b'6'), (b'6', b'G')];
const TWIN: f32 = 5e-4;
/// Confidence of a character below which others are candidates.
const DOUBTFUL: f32 = 0.98;
/// Characters that candidates differ in, readings of each, readings that are kept from character to character, and candidates.
const MOST_DOUBTFUL: usize = 6;
const MOST_READINGS: usize = 3;
const MOST_KEPT: usize = 64;
const MOST_CANDIDATES: usize = 5;
/// Certainty below which a block must prove that it is a zone.
const PLAIN: f32 = -0.35;

/// A way to take a block: as a zone of a layout.
struct Reading {
    seen: Vec<Belief>,
    told: Vec<Belief>,
    /// How likely all check digits are right.
    right: f32,
    evidence: f64,
}

/// The zone of a block; `None` if it is none.
pub(super) fn zone(block: &Block) -> Option<Zone> {
    let length = block.count;
    let seen_letters: Vec<_> = block.lines.iter().flat_map(|line| line.cells.iter().copied()).collect();
    let own: Vec<Belief> = seen_letters.iter().map(plain).collect();
    let reading = starts(&own, length)
        .into_iter()
        .filter_map(|start| {
            let rules = Rules::of(&start, length);
            let seen = seen(&seen_letters, &rules);
            let (proven, share) = proven(&seen, &rules.digits)?;
            // How much likelier the cells are if all check digits are right than if they are whatever they are.
            let digits = i32::try_from(rules.digits.len()).unwrap_or(0);
            let odds = share * 10_f64.powi(digits) * RIGHT / (1.0 - RIGHT);
            let right = odds / (1.0 + odds);
            let told = if right > 0.5 { proven } else { seen.clone() };
            let start: f64 = agreement(&own, &start, length);
            Some(Reading {
                seen,
                told,
                right: super::number::narrow(right),
                evidence: (share * 10_f64.powi(digits)).ln() + start,
            })
        })
        .max_by(|one, other| one.evidence.total_cmp(&other.evidence))?;
    let mrz = zone_of(&letters(&reading.told), length)?;
    let fits = fits(&mrz);
    if !is_zone(block, &mrz, fits, &reading) {
        return None;
    }
    let characters = characters(&reading, &own, length);
    let confidence = characters.iter().map(|character| character.confidence).product::<f32>()
        * if fits { reading.right } else { 1.0 - reading.right };
    if confidence < LEAST {
        return None;
    }
    let is_sure = confidence > SURE && is_seen(block, &mrz, &characters, &reading);
    let candidates = if is_sure { Vec::new() } else { candidates(&reading, length, confidence) };
    Some(Zone { mrz, characters, corners: block.corners(), confidence, is_sure, candidates })
}

/// Whether nothing of a zone rests on check digits against what is seen, and nothing is left out at its ends.
fn is_seen(block: &Block, mrz: &Mrz, characters: &[Character], reading: &Reading) -> bool {
    let mut told = reading.told.iter().map(|belief| likeliest(belief).0).zip(&reading.seen);
    let is_even = block.lines.iter().all(|line| line.off < UNEVEN && line.more < MORE);
    // A check digit proves others, and not itself.
    let is_proven =
        |cell: Span| characters.iter().any(|character| character.cell == cell && character.is_proven);
    told.all(|(letter, seen)| of(seen, letter) >= AGAINST)
        && !reading.told.iter().any(has_twin)
        && is_even
        && !mrz.check_digits().any(|digit| is_proven(digit.position()))
}

/// Whether a character may as well be the one that looks like it.
fn has_twin(told: &Belief) -> bool {
    let (letter, _) = likeliest(told);
    TWINS.iter().any(|(own, twin)| *own == letter && of(told, *twin) > TWIN)
}

/// Zones of the layouts that the block may have: by its first letter, and by whether its number continues in the optional data.
fn starts(own: &[Belief], length: usize) -> Vec<Mrz> {
    let text = letters(own);
    let mut texts = vec![text.clone()];
    let visa = own.first().map_or(0.0, |belief| of(belief, b'V'));
    let is_usual = text.first().is_some_and(|letter| matches!(letter, b'P' | b'I' | b'A' | b'C' | b'V'));
    if (1e-3..0.999).contains(&visa) || !is_usual {
        let mut other = text.clone();
        let letter = if text.first() == Some(&b'V') { b'P' } else { b'V' };
        if let Some(place) = other.first_mut() {
            *place = letter;
        }
        texts.push(other);
    }
    let mut starts = Vec::new();
    for text in texts {
        let Some(zone) = zone_of(&text, length) else { continue };
        // The digit of the number, or the filler that says that the number continues.
        let place = zone.ranges(Field::DocumentNumber).next().map(|span| span.line * length + span.end);
        let filler = place.and_then(|place| own.get(place)).map_or(0.0, |belief| of(belief, b'<'));
        if length < 44 && (1e-3..0.999).contains(&filler) {
            let mut other = text.clone();
            let letter = if is_continued(&zone) { b'0' } else { b'<' };
            if let Some(cell) = place.and_then(|place| other.get_mut(place)) {
                *cell = letter;
            }
            starts.extend(zone_of(&other, length));
        }
        starts.push(zone);
    }
    starts
}

/// How likely the letters are that decided for a layout.
fn agreement(own: &[Belief], start: &Mrz, length: usize) -> f64 {
    let first = start.lines().next().and_then(|line| line.bytes().next());
    let is_visa = first == Some(b'V');
    let visa = own.first().map_or(0.0, |belief| of(belief, b'V'));
    let number = start.ranges(Field::DocumentNumber).next().map(|span| span.line * length + span.end);
    let filler = number.and_then(|place| own.get(place)).map_or(0.0, |belief| of(belief, b'<'));
    let share = |is: bool, probability: f32| {
        f64::from(if is { probability } else { 1.0 - probability }).max(1e-6).ln()
    };
    share(is_visa, visa) + share(is_continued(start), filler)
}

/// Whether a block is a zone at all, and not other print of equal lines.
fn is_zone(block: &Block, mrz: &Mrz, fits: bool, reading: &Reading) -> bool {
    let wanted = mrz.format().line_lengths();
    if block.lines.len() != wanted.len() {
        return false;
    }
    let valid = mrz.check_digits().filter(|digit| digit.is_valid()).count();
    let fillers = mrz.lines().flat_map(str::bytes).filter(|cell| *cell == b'<').count();
    let cells: usize = wanted.iter().sum();
    if fillers * 4 > cells * 3 {
        return false;
    }
    let is_proven = fits && reading.right > 0.5;
    let sharp = block.score() > PLAIN;
    (is_proven && block.score() > PLAIN * 2.5) || (sharp && valid > 0 && fillers > 2)
}

fn characters(reading: &Reading, own: &[Belief], length: usize) -> Vec<Character> {
    let cells = reading.told.iter().zip(&reading.seen).zip(own).enumerate();
    cells
        .map(|(at, ((told, seen), own))| {
            let (letter, confidence) = likeliest(told);
            let before = of(seen, letter);
            let (line, column) = (at / length.max(1), at % length.max(1));
            Character {
                cell: Span { line, start: column, end: column + 1 },
                character: char::from(letter),
                seen: char::from(likeliest(own).0),
                confidence: confidence.min(1.0),
                is_proven: before < DOUBTFUL && confidence >= DOUBTFUL,
            }
        })
        .collect()
}

/// Zones that the picture may show, likeliest first: what doubtful cells may hold, with check digits that fit where any do.
fn candidates(reading: &Reading, length: usize, confidence: f32) -> Vec<Candidate> {
    let mut doubtful: Vec<(usize, f32)> = (reading.told.iter().map(|belief| likeliest(belief).1).enumerate())
        .filter(|(_, confidence)| *confidence < DOUBTFUL)
        .collect();
    doubtful.sort_by(|one, other| one.1.total_cmp(&other.1));
    // Each with how likely it is beside the one that is told.
    let mut readings = vec![(letters(&reading.told), 1.0_f32)];
    for (at, told) in doubtful.into_iter().take(MOST_DOUBTFUL) {
        let Some(belief) = reading.told.get(at) else { continue };
        let mut letters: Vec<(u8, f32)> = LETTERS.iter().copied().zip(belief.iter().copied()).collect();
        letters.sort_by(|one, other| other.1.total_cmp(&one.1));
        letters.truncate(MOST_READINGS);
        let with = |(text, chance): &(Vec<u8>, f32), (letter, probability): &(u8, f32)| {
            let mut text = text.clone();
            if let Some(cell) = text.get_mut(at) {
                *cell = *letter;
            }
            (text, chance * probability / told)
        };
        readings = readings
            .iter()
            .flat_map(|reading| letters.iter().map(move |letter| with(reading, letter)))
            .collect();
        readings.sort_by(|one, other| other.1.total_cmp(&one.1));
        readings.truncate(MOST_KEPT);
    }
    let zones = readings.iter().filter_map(|(text, chance)| Some((zone_of(text, length)?, *chance)));
    let (fitting, others): (Vec<_>, Vec<_>) = zones.partition(|(mrz, _)| fits(mrz));
    let kept = if fitting.is_empty() { others } else { fitting };
    let candidate = |(mrz, chance): (Mrz, f32)| Candidate { mrz, confidence: (confidence * chance).min(1.0) };
    kept.into_iter().take(MOST_CANDIDATES).map(candidate).collect()
}

/// The likeliest letters.
fn letters(beliefs: &[Belief]) -> Vec<u8> {
    beliefs.iter().map(|belief| likeliest(belief).0).collect()
}

/// The zone of cells in lines of one length.
fn zone_of(cells: &[u8], length: usize) -> Option<Mrz> {
    let lines: Vec<&[u8]> = cells.chunks(length.max(1)).collect();
    Mrz::parse_bytes(&lines.join(&b'\n')).ok()
}

fn fits(mrz: &Mrz) -> bool {
    mrz.check_digits().all(|digit| digit.is_valid())
}
