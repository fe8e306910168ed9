//! The search for whole zones: first the cells that cannot be right as they were read, then one more, then two that readers
//! confuse.

use super::super::Mrz;
use super::super::cells::Zone;
use super::super::layout::Format;
use super::super::shape;
use super::class::{Class, class_of, confused_with};
use super::reading::Reading;
use super::rule::{self, Cover, broken, is_whole};

/// Ways to fill the cells that cannot be right. More are too many to tell anything.
const MOST_STARTS: usize = 4096;

/// Of these, ways on top of which one more cell is changed.
const MOST_STARTS_WITH_MORE: usize = 40;

/// Rules that two changes can mend: more are broken by more.
const MOST_BROKEN: usize = 4;

/// What a search found.
pub(super) enum Found {
    /// The zone is whole as it was read.
    Intact,
    /// Whole zones, and whether these are all that there are with so few changes.
    Zones {
        /// The zones, each once or more.
        zones: Vec<Mrz>,
        /// Whether every zone with so few changes was looked at.
        exhaustive: bool,
    },
}

pub(super) fn search(reading: &Reading) -> Found {
    let mrz = reading.mrz();
    let forced: Vec<usize> = (0..mrz.size()).filter(|&at| !holds(&mrz, at)).collect();
    if forced.is_empty() && is_whole(&mrz, false) {
        return match reading.is_as_read() {
            true => Found::Intact,
            false => Found::Zones { zones: vec![mrz], exhaustive: reading.exhaustive },
        };
    }
    if reading.strict {
        return Found::Zones { zones: Vec::new(), exhaustive: reading.exhaustive };
    }
    let (starts, all) = fill(&mrz, &forced);
    // States are in the table, or, failing that, they are not: a list lags behind.
    for but_codes in [false, true] {
        let whole = |zone: &Mrz| is_whole(zone, but_codes);
        let mut zones: Vec<Mrz> = starts.iter().filter(|zone| whole(zone)).copied().collect();
        if but_codes && forced.is_empty() && !zones.is_empty() && reading.is_as_read() {
            return Found::Intact;
        }
        if zones.is_empty() && starts.len() <= MOST_STARTS_WITH_MORE {
            zones = starts.iter().flat_map(|start| with_one_more(start, &forced, but_codes)).collect();
        }
        if !zones.is_empty() {
            zones.extend(other_layouts(&mrz, but_codes));
            return Found::Zones { zones, exhaustive: all && reading.exhaustive };
        }
    }
    let mut zones = other_layouts(&mrz, true);
    if forced.is_empty() && broken(&mrz, true).len() <= MOST_BROKEN {
        zones.extend(starts.iter().flat_map(with_two_confused));
    }
    Found::Zones { zones, exhaustive: false }
}

fn holds(mrz: &Mrz, at: usize) -> bool {
    class_of(mrz, at).holds(cell(mrz, at))
}

fn cell(mrz: &Mrz, at: usize) -> u8 {
    mrz.zone.get(at).copied().unwrap_or(b'<')
}

/// Zones with characters that may be in the cells that must change; and whether these are all that check digits could
/// tell apart. Where none looks, only what readers confuse comes into question.
fn fill(mrz: &Mrz, forced: &[usize]) -> (Vec<Mrz>, bool) {
    let seen: Cover = mrz.check_digits().fold(0, |seen, digit| {
        digit.covers().chain([digit.position()]).fold(seen, |seen, span| {
            let start = mrz.line_start(span.line);
            seen | rule::bits((start + span.start, start + span.end))
        })
    });
    let choices = |all: bool| -> Vec<Vec<u8>> {
        let of_cell = |at: &usize| {
            let class = class_of(mrz, *at);
            let every = all && seen >> at & 1 == 1;
            let confused: Vec<u8> = if every { Vec::new() } else { likely(cell(mrz, *at), class) };
            if confused.is_empty() && (every || forced.len() == 1) {
                class.members().collect()
            } else {
                confused
            }
        };
        forced.iter().map(of_cell).collect()
    };
    for all in [true, false] {
        let choices = choices(all);
        let ways = choices.iter().try_fold(1_usize, |ways, choice| ways.checked_mul(choice.len()));
        // A cell that nothing explains leaves no way at all, however many there are for the others.
        if ways == Some(0) {
            return (Vec::new(), false);
        }
        if ways.is_some_and(|ways| ways <= MOST_STARTS) {
            return (filled(mrz, forced, &choices), all);
        }
    }
    (Vec::new(), false)
}

/// What a reader takes for this character; for one that can be in no zone, a filler.
fn likely(cell: u8, class: Class) -> Vec<u8> {
    let confused: Vec<u8> = confused_with(cell).filter(|other| class.holds(*other)).collect();
    if confused.is_empty() && !shape::is_cell(cell) && class.holds(b'<') { vec![b'<'] } else { confused }
}

fn filled(mrz: &Mrz, places: &[usize], choices: &[Vec<u8>]) -> Vec<Mrz> {
    let mut zones = vec![mrz.zone];
    for (at, choice) in places.iter().zip(choices) {
        zones =
            zones.iter().flat_map(|zone| choice.iter().map(|meant| with_cell(zone, *at, *meant))).collect();
    }
    zones.into_iter().map(|zone| Mrz::of(zone, mrz.format())).collect()
}

fn with_cell(zone: &Zone, at: usize, meant: u8) -> Zone {
    let mut zone = *zone;
    if let Some(place) = zone.get_mut(at) {
        *place = meant;
    }
    zone
}

/// Whole zones after one more change: of any cell that all broken rules look at, to anything that it may hold.
fn with_one_more(start: &Mrz, forced: &[usize], but_codes: bool) -> Vec<Mrz> {
    let common = broken(start, but_codes).into_iter().fold(Cover::MAX, |common, cover| common & cover);
    let places = (0..start.size()).filter(|at| common >> at & 1 == 1 && !forced.contains(at));
    let steps = places.flat_map(|at| class_of(start, at).members().map(move |meant| (at, meant)));
    steps
        .filter(|(at, meant)| cell(start, *at) != *meant)
        .map(|(at, meant)| Mrz::of(with_cell(&start.zone, at, meant), start.format()))
        .filter(|zone| is_whole(zone, but_codes))
        .collect()
}

/// Whole zones after two more changes of characters that readers confuse.
fn with_two_confused(start: &Mrz) -> Vec<Mrz> {
    let any = broken(start, true).into_iter().fold(0, |any, cover| any | cover);
    let places = (0..start.size()).filter(|at| any >> at & 1 == 1);
    let steps: Vec<(usize, u8)> = places
        .flat_map(|at| {
            let class = class_of(start, at);
            confused_with(cell(start, at))
                .filter(move |other| class.holds(*other))
                .map(move |other| (at, other))
        })
        .collect();
    let mut zones = Vec::new();
    for (index, (at, meant)) in steps.iter().enumerate() {
        let first = with_cell(&start.zone, *at, *meant);
        for (other, meant) in steps.iter().skip(index + 1).filter(|(other, _)| other != at) {
            let zone = Mrz::of(with_cell(&first, *other, *meant), start.format());
            if is_whole(&zone, true) {
                zones.push(zone);
            }
        }
    }
    zones
}

/// Whole zones of another layout of the same shape, from which the first letters tell them: a visa that was read as a
/// passport, a French identity card that was read as another card.
fn other_layouts(mrz: &Mrz, but_codes: bool) -> Vec<Mrz> {
    let starts: &[&[u8]] = match mrz.format() {
        Format::Td3 => &[b"V"],
        Format::MrvA => &[b"P"],
        Format::Td2 => &[b"V", b"IDFRA"],
        Format::MrvB | Format::FrenchIdentityCard => &[b"I", b"A", b"C", b"V"],
        _ => &[],
    };
    let differing = |start: &[u8]| start.iter().zip(&mrz.zone).filter(|(meant, read)| meant != read).count();
    starts
        .iter()
        .filter(|start| differing(start) == 1)
        .filter_map(|start| {
            let mut zone = mrz.zone;
            zone.iter_mut().zip(*start).for_each(|(cell, meant)| *cell = *meant);
            let format = shape::layout_of(&zone, mrz.format().line_lengths()).ok()?;
            (format != mrz.format()).then(|| Mrz::of(zone, format))
        })
        .filter(|zone| is_whole(zone, but_codes) && (0..zone.size()).all(|at| holds(zone, at)))
        .collect()
}
