//! A line of print into cells: straightened, brought to the width of the network's cells, and read.

use super::baseline::Baseline;
use super::network::{Frame, Network};
use super::number::{real, round};
use super::plane::Pyramid;
use super::slots::{Known, Letters, Slots, letter_at, slots};
use super::strip::{CAPITAL, HEIGHT, PITCH, Strip};
use std::cell::Cell;

/// Cells in the middle of a line that show whether it is one of a zone, and which way up.
const SAMPLE: f32 = 12.0;
/// Cells beside a line that are read with it.
const MARGIN: f32 = 2.5;
/// Parts of a line that are brought to their middle.
const PARTS: usize = 10;
/// Rows of a strip in which a line's height is measured, and how many letters high it is.
const ROWS: usize = 40;
const SIGHT: f32 = 2.6;

/// Cells that are looked at in one picture for the directions of one search: those of a zone are some hundreds, and what looks like lines
/// without end takes no more.
const MOST_CELLS: usize = 6_000;

/// What lines are read with.
pub(super) struct Reader<'a> {
    pub(super) picture: &'a Pyramid,
    network: &'a Network,
    /// Cells that may still be looked at.
    left: Cell<usize>,
}

/// A line whose middle and height are known, not yet what it holds.
#[derive(Clone)]
pub(super) struct Straight {
    pub(super) baseline: Baseline,
    /// Height of a letter, in pixels of the picture.
    pub(super) height: f32,
    /// How far letters lean to the right for each pixel down, at the begin and at the end of the line.
    pub(super) lean: (f32, f32),
}

/// A line as it was read.
#[derive(Clone)]
pub(super) struct Reading {
    pub(super) line: Straight,
    pub(super) scale: Scale,
    pub(super) cells: Vec<Letters>,
    /// How certain its letters are, all in all: zero is certain.
    pub(super) score: f32,
    /// How far the cell that is farthest from where it should be is from there, in cells.
    pub(super) off: f32,
    /// How likely another letter stands before the first cell or behind the last.
    pub(super) more: f32,
}

/// Where cells are along a baseline: place = start + cell * pitch + bend * cell².
#[derive(Clone, Copy)]
pub(super) struct Scale {
    pub(super) start: f32,
    pub(super) pitch: f32,
    bend: f32,
}

impl Scale {
    pub(super) fn place(&self, cell: f32) -> f32 {
        self.start + cell * (self.pitch + cell * self.bend)
    }

    /// Cells of one width.
    pub(super) const fn even(start: f32, pitch: f32) -> Scale {
        Scale { start, pitch, bend: 0.0 }
    }

    /// The cell at a place, as a number with a fraction.
    fn cell(&self, place: f32) -> f32 {
        // The bend is small: two steps of Newton's method from the straight answer are exact enough.
        let mut cell = (place - self.start) / self.pitch;
        for _ in 0..2 {
            cell -= (self.place(cell) - place) / (self.pitch + 2.0 * cell * self.bend);
        }
        cell
    }

    /// Of the columns of a strip, from so many cells before the first one.
    fn places(&self, from: f32, cells: f32) -> Vec<f32> {
        let columns = round(cells * real(PITCH));
        (0..columns).map(|column| self.place(from + (real(column) + 0.5) / real(PITCH))).collect()
    }
}

impl<'a> Reader<'a> {
    pub(super) const fn new(picture: &'a Pyramid, network: &'a Network) -> Reader<'a> {
        Reader { picture, network, left: Cell::new(MOST_CELLS) }
    }

    /// The middle of the letters along a band, and their height.
    pub(super) fn straightened(&self, baseline: &Baseline, height: f32) -> Option<Straight> {
        let columns = round((baseline.length() / height * 16.0).clamp(64.0, 800.0));
        let places: Vec<f32> =
            (0..columns).map(|column| (real(column) + 0.5) / real(columns) * baseline.length()).collect();
        let pixels = height * SIGHT / real(ROWS);
        let strip = Strip::cut(self.picture, baseline, &places, (0.0, 0.0), ROWS, pixels)?;
        let profiles = strip.profiles(PARTS);
        let offs: Vec<(f32, f32, f32)> = profiles
            .iter()
            .zip(0_u8..)
            .filter_map(|(profile, part)| {
                let (top, bottom, strength) = extent(profile)?;
                Some((
                    (f32::from(part) + 0.5) / real(PARTS),
                    (top + bottom) / 2.0 - real(ROWS) / 2.0,
                    strength,
                ))
            })
            .collect();
        let down = super::baseline::cubic(&offs);
        let moved = baseline.moved((0.0, baseline.length()), 17, |share| down(share) * pixels)?;
        let mut heights: Vec<f32> = profiles
            .iter()
            .filter_map(|profile| extent(profile))
            .map(|(top, bottom, _)| bottom - top)
            .collect();
        heights.sort_by(f32::total_cmp);
        // Fillers are lower than letters: the higher parts tell.
        let tall = heights.get(heights.len() * 3 / 4).copied()?;
        Some(Straight { baseline: moved, height: tall * pixels, lean: (0.0, 0.0) })
    }

    /// Whether the line looks like one of a zone: the certainty of letters in its middle, for either direction, the more certain first.
    pub(super) fn sampled(&self, line: &Straight) -> Option<[(f32, Straight); 2]> {
        let reversed = Straight { baseline: line.baseline.reversed()?, ..line.clone() };
        let score = |line: &Straight| {
            let pitch = line.height / CAPITAL;
            let from = (line.baseline.length() / pitch - SAMPLE).max(0.0) / 2.0;
            let cells = SAMPLE.min(line.baseline.length() / pitch);
            let read = self
                .frames(line, &Scale::even(0.0, pitch), from, cells)
                .and_then(|frames| slots(&frames, &Known::Width));
            read.map_or(f32::MIN, |slots| slots.score - (real(slots.cells.len()) - SAMPLE).abs() * 0.15)
        };
        let (forward, backward) = ((score(line), line.clone()), (score(&reversed), reversed));
        Some(if forward.0 >= backward.0 { [forward, backward] } else { [backward, forward] })
    }

    /// The cells of a line, as many as there are.
    pub(super) fn counted(&self, line: &Straight) -> Option<Reading> {
        let pitch = line.height / CAPITAL;
        let scale = Scale::even(0.0, pitch);
        let cells = line.baseline.length() / pitch + 2.0 * MARGIN;
        let frames = self.frames(line, &scale, -MARGIN, cells)?;
        let read = slots(&frames, &Known::Width)?;
        reading(line, read, &scale, &frames)
    }

    /// So many cells of a line, none of them far from where those of equal width are.
    pub(super) fn exact(&self, line: &Straight, scale: &Scale, count: usize) -> Option<Reading> {
        let frames = self.frames(line, scale, -MARGIN, real(count) + 2.0 * MARGIN)?;
        let read = slots(&frames, &Known::Count(count))?;
        let fit = fitted(&middles(&read, scale))?;
        let expected: Vec<f32> =
            (0..count).map(|cell| (scale.cell(fit.place(real(cell) + 0.5)) + MARGIN) * real(PITCH)).collect();
        reading(line, slots(&frames, &Known::Middles(&expected)).unwrap_or(read), scale, &frames)
    }

    /// What the network sees along a line, from so many cells before its first one; `None` too where enough was looked at.
    fn frames(&self, line: &Straight, scale: &Scale, from: f32, cells: f32) -> Option<Vec<Frame>> {
        let places = scale.places(from, cells.min(70.0));
        if places.len() < PITCH * 3 {
            return None;
        }
        self.left.set(self.left.get().checked_sub(places.len() / PITCH)?);
        let pixels = line.height / CAPITAL / real(PITCH);
        let strip = Strip::cut(self.picture, &line.baseline, &places, line.lean, HEIGHT, pixels)?;
        Some(self.network.read(&strip))
    }
}

fn reading(line: &Straight, read: Slots, cut: &Scale, frames: &[Frame]) -> Option<Reading> {
    let middles = middles(&read, cut);
    let scale = fitted(&middles)?;
    let off = middles
        .iter()
        .map(|(cell, place)| ((place - scale.place(*cell)) / scale.pitch).abs())
        .fold(0.0, f32::max);
    let (first, last) = (read.cells.first()?.middle, read.cells.last()?.middle);
    let more = letter_at(frames, first - real(PITCH)).max(letter_at(frames, last + real(PITCH)));
    let cells = read.cells.into_iter().map(|slot| slot.letters).collect();
    Some(Reading { line: line.clone(), scale, cells, score: read.score, off, more })
}

/// Each cell by its number, and where its middle was found along the line.
fn middles(read: &Slots, scale: &Scale) -> Vec<(f32, f32)> {
    let cells = read.cells.iter().zip(0_u8..);
    cells
        .map(|(slot, cell)| (f32::from(cell) + 0.5, scale.place(slot.middle / real(PITCH) - MARGIN)))
        .collect()
}

/// The scale that has most cells where they were found: those that are a cell off, since one was counted twice or not at all, count little.
fn fitted(columns: &[(f32, f32)]) -> Option<Scale> {
    let (first, last) = (columns.first()?.0, columns.last()?.0);
    if last - first < 3.0 {
        return None;
    }
    let mut pitches: Vec<f32> = columns
        .iter()
        .zip(columns.iter().skip(columns.len().min(16) / 2))
        .map(|(one, other)| (other.1 - one.1) / (other.0 - one.0).max(1.0))
        .collect();
    pitches.sort_by(f32::total_cmp);
    let pitch = pitches.get(pitches.len() / 2).copied()?;
    let mut starts: Vec<f32> = columns.iter().map(|(cell, place)| place - cell * pitch).collect();
    starts.sort_by(f32::total_cmp);
    let mut scale = Scale::even(starts.get(starts.len() / 2).copied()?, pitch);
    for _ in 0..5 {
        let weighed: Vec<(f32, f32, f32)> = columns
            .iter()
            .map(|(cell, place)| {
                let off = (place - scale.place(*cell)) / pitch / 0.2;
                (*cell, *place, 1.0 / (1.0 + off * off))
            })
            .collect();
        let curve = super::baseline::quadratic(&weighed);
        // The three values of a parabola give it back.
        let (zero, middle, end) = (curve(0.0), curve(last / 2.0), curve(last));
        let bend = 2.0 * (end - 2.0 * middle + zero) / (last * last);
        scale = Scale { start: zero, pitch: (end - zero) / last - bend * last, bend };
    }
    Some(scale)
}

/// Rows of a profile that are print: where it is above half of what it is at most, about the middle.
fn extent(profile: &[f32]) -> Option<(f32, f32, f32)> {
    let low = profile.iter().copied().fold(f32::MAX, f32::min);
    let middle = profile.len() / 2;
    let reach = profile.len() / 5;
    let (peak, high) = (profile.iter().enumerate())
        .filter(|(row, _)| row.abs_diff(middle) <= reach)
        .fold((middle, f32::MIN), |best, (row, value)| if *value > best.1 { (row, *value) } else { best });
    let level = low + (high - low) * 0.42;
    let is_print = |row: &usize| profile.get(*row).is_some_and(|value| *value > level);
    let top = (0..=peak).rev().take_while(is_print).last()?;
    let bottom = (peak..profile.len()).take_while(is_print).last()?;
    Some((real(top), real(bottom + 1), (high - low).max(0.0)))
}
