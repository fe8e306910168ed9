//! From cells as they are seen to a zone, and how sure it is.

use super::beliefs::{Belief, likeliest, of, plain, proven, seen};
use super::blocks::Block;
use super::found::{Candidate, Character, Zone};
use super::number::real;
use super::rules::{Rules, is_continued};
use doc9303::Mrz;
use doc9303::mrz::{Field, Span};

/// How likely it is, before a zone is read, that all its check digits are right.
const RIGHT: f64 = 0.99;
/// Confidence from which a zone is sure; `benches/RESULTS.md` has what is wrong above it.
const SURE: f32 = 0.995;
/// How far a cell may be from where it should be, in cells, in a zone that is sure.
const UNEVEN: f32 = 0.45;
/// How likely another letter may stand beside a line of a zone that is sure.
const MORE: f32 = 0.6;
/// Confidence below which a block is not taken for a zone.
const LEAST: f32 = 1e-6;
/// A character that is told must not have been seen as unlikely as this: it would be a repair against what is seen.
const AGAINST: f32 = 2e-3;
/// Confidence of a character below which others are candidates.
const DOUBTFUL: f32 = 0.98;
/// Characters that candidates differ in, readings of each, and candidates.
const MOST_DOUBTFUL: usize = 6;
const MOST_READINGS: usize = 3;
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
    let letters: Vec<_> = block.lines.iter().flat_map(|line| line.cells.iter().copied()).collect();
    let own: Vec<Belief> = letters.iter().map(plain).collect();
    let reading = starts(&own, length)
        .into_iter()
        .filter_map(|start| {
            let rules = Rules::of(&start, length);
            let seen = seen(&letters, &rules);
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
    let text = text(&reading.told, length);
    let mrz = Mrz::parse(&text).ok()?;
    let fits = mrz.check_digits().all(|digit| digit.is_valid());
    if !is_zone(block, &mrz, fits, &reading) {
        return None;
    }
    let characters = characters(&reading, &own, length);
    let confidence = characters.iter().map(|character| character.confidence).product::<f32>()
        * if fits { reading.right } else { 1.0 - reading.right };
    if confidence < LEAST {
        return None;
    }
    let is_against =
        reading.told.iter().zip(&reading.seen).any(|(told, seen)| of(seen, likeliest(told).0) < AGAINST);
    let is_even = block.lines.iter().all(|line| line.off < UNEVEN && line.more < MORE);
    // A check digit proves others, and not itself.
    let digits = mrz.check_digits().map(|digit| digit.position());
    let are_seen = digits
        .map(|cell| characters.iter().find(|character| character.cell == cell))
        .all(|character| character.is_some_and(|character| !character.is_proven));

    let is_sure = confidence > SURE
        && !is_against
        && is_even
        && are_seen
        && block.lines.len() == mrz.format().line_lengths().len();
    let candidates = if is_sure { Vec::new() } else { candidates(&reading, length, confidence) };
    Some(Zone { mrz, characters, corners: block.corners(), confidence, is_sure, candidates })
}

/// Zones of the layouts that the block may have: by its first letter, and by whether its number continues in the optional data.
fn starts(own: &[Belief], length: usize) -> Vec<Mrz> {
    let text: Vec<u8> = own.iter().map(|belief| likeliest(belief).0).collect();
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
    let parse = |text: &[u8]| {
        let lines: Vec<&str> =
            text.chunks(length.max(1)).filter_map(|line| std::str::from_utf8(line).ok()).collect();
        Mrz::parse(&lines.join("\n")).ok()
    };
    let mut starts = Vec::new();
    for text in texts {
        let Some(zone) = parse(&text) else { continue };
        // The digit of the number, or the filler that says that the number continues.
        let place = zone.ranges(Field::DocumentNumber).next().map(|span| span.line * length + span.end);
        let filler = place.and_then(|place| own.get(place)).map_or(0.0, |belief| of(belief, b'<'));
        if length < 44 && (1e-3..0.999).contains(&filler) {
            let mut other = text.clone();
            let letter = if is_continued(&zone) { b'0' } else { b'<' };
            if let Some(cell) = place.and_then(|place| other.get_mut(place)) {
                *cell = letter;
            }
            starts.extend(parse(&other));
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

fn text(beliefs: &[Belief], length: usize) -> String {
    let letters: Vec<char> = beliefs.iter().map(|belief| char::from(likeliest(belief).0)).collect();
    letters.chunks(length.max(1)).map(|line| line.iter().collect::<String>()).collect::<Vec<_>>().join("\n")
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

/// Other zones that the picture may show, likeliest first, the one that is told among them.
fn candidates(reading: &Reading, length: usize, confidence: f32) -> Vec<Candidate> {
    let mut doubtful: Vec<(usize, f32)> = reading
        .told
        .iter()
        .map(|belief| likeliest(belief).1)
        .enumerate()
        .filter(|(_, confidence)| *confidence < DOUBTFUL)
        .collect();
    doubtful.sort_by(|one, other| one.1.total_cmp(&other.1));
    doubtful.truncate(MOST_DOUBTFUL);
    let told: Vec<u8> = reading.told.iter().map(|belief| likeliest(belief).0).collect();
    let mut readings = vec![(told, 1.0_f32)];
    for (at, _) in doubtful {
        let Some(belief) = reading.told.get(at) else { continue };
        let mut letters: Vec<(u8, f32)> =
            super::network::LETTERS.iter().copied().zip(belief.iter().copied()).collect();
        letters.sort_by(|one, other| other.1.total_cmp(&one.1));
        letters.truncate(MOST_READINGS);
        let mut next = Vec::new();
        for (text, chance) in &readings {
            for (letter, probability) in letters.iter().filter(|(_, probability)| *probability > 1e-3) {
                let mut text = text.clone();
                if let Some(cell) = text.get_mut(at) {
                    *cell = *letter;
                }
                next.push((text, chance * probability));
            }
        }
        next.sort_by(|one, other| other.1.total_cmp(&one.1));
        next.truncate(64);
        readings = next;
    }
    let zone = |text: &[u8]| {
        let lines: Vec<&str> =
            text.chunks(length.max(1)).filter_map(|line| std::str::from_utf8(line).ok()).collect();
        Mrz::parse(&lines.join("\n")).ok()
    };
    let zones: Vec<(Mrz, f32)> =
        readings.iter().filter_map(|(text, chance)| Some((zone(text)?, *chance))).collect();
    let fits = |mrz: &Mrz| mrz.check_digits().all(|digit| digit.is_valid());
    let fitting = zones.iter().any(|(mrz, _)| fits(mrz));
    let mut kept: Vec<(Mrz, f32)> = zones.into_iter().filter(|(mrz, _)| !fitting || fits(mrz)).collect();
    let whole: f32 = kept.iter().map(|(_, chance)| chance).sum();
    kept.truncate(MOST_CANDIDATES);
    let share = if kept.len() > 1 { whole.max(f32::MIN_POSITIVE) } else { whole.max(1.0) };
    let single = real(usize::from(kept.len() == 1)) * confidence;
    kept.into_iter()
        .map(|(mrz, chance)| Candidate {
            mrz,
            confidence: if single > 0.0 { single } else { chance / share },
        })
        .collect()
}
