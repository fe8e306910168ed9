//! Where Aztec codes may be: the finder of `rxing` looks in the middle of a picture alone, and takes it to be that of the code.

use super::passes::real;
use rxing::common::BitMatrix;
use std::f32::consts::TAU;
use std::ops::Range;

/// Candidates in one picture; a chessboard has many.
const MOST: usize = 24;
/// Rings of squares around the middle of the smallest code, as runs of a line through it: the middle is the fourth.
const RUNS: usize = 7;

/// Directions in which a ring is looked at.
const DIRECTIONS: u8 = 16;
/// Of these, so many have to be of its colour: the others may be blurred, or cut by the grid of the pixels.
const MOST_WRONG: usize = 3;

/// Places that look like the middle of concentric squares, with the size of a module.
pub(super) fn find(black: &BitMatrix) -> Vec<(u32, u32, u32)> {
    let mut found: Vec<(u32, u32, u32)> = Vec::new();
    for y in (0..black.getHeight()).step_by(2) {
        for (x, module) in middles(0..black.getWidth(), |x| black.get(x, y)) {
            let near = |place: u32, other: u32, room: u32| place.abs_diff(other) <= room;
            // As far as the rings may reach, and no farther: stripes give a candidate at each of their places.
            let reach = 8 * module;
            let around = y.saturating_sub(reach)..(y + reach).min(black.getHeight());
            let vertical = middles(around, |y| black.get(x, y));
            let middle = vertical.into_iter().find(|(middle, _)| near(*middle, y, module));
            let Some((y, _)) = middle else { continue };
            let is_known =
                found.iter().any(|known| near(known.0, x, 3 * module) && near(known.1, y, 3 * module));
            if !is_known && has_rings(black, (x, y), module.max(1)) {
                found.push((x, y, module.max(1)));
            }
            if found.len() >= MOST {
                return found;
            }
        }
    }
    found
}

/// Whether there is white all around the middle, and black around that. Squares have rings of no one radius, and a module is
/// measured up to 1.4 times too long where they are turned: the white ring has 0.9 of what was measured in it whatever the turn,
/// and for the black one some radius is.
fn has_rings(black: &BitMatrix, (x, y): (u32, u32), module: u32) -> bool {
    let wrong = |radius: f32, is_black: bool| {
        let directions = (0..DIRECTIONS).map(|turn| TAU * f32::from(turn) / f32::from(DIRECTIONS));
        let cells = directions.map(|angle| {
            let (sine, cosine) = angle.sin_cos();
            (near(real(x) + radius * cosine), near(real(y) + radius * sine))
        });
        cells.filter(|(x, y)| black.try_get(*x, *y).unwrap_or(false) != is_black).count()
    };
    let module = real(module);
    let is_black = |tenths: u8| wrong(module * f32::from(tenths) / 10.0, true) <= MOST_WRONG;
    wrong(module * 0.9, false) <= MOST_WRONG && [15, 17, 19, 21, 23, 25].into_iter().any(is_black)
}

#[expect(
    clippy::as_conversions,
    reason = "no TryFrom takes a f32; the cast stays within bounds for every value"
)]
fn near(place: f32) -> u32 {
    place.round() as u32
}

/// The middles of seven runs of about one length, of which the fourth is black, and that length.
fn middles(line: Range<u32>, is_black: impl Fn(u32) -> bool) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    let (mut runs, mut begin) = ([0_u32; RUNS], line.start);
    for place in line.start + 1..=line.end {
        if place < line.end && is_black(place) == is_black(begin) {
            continue;
        }
        runs.rotate_left(1);
        if let Some(last) = runs.last_mut() {
            *last = place - begin;
        }
        begin = place;
        let (sum, shortest) = (runs.iter().sum::<u32>(), runs.iter().min().copied().unwrap_or_default());
        let module = sum.div_ceil(7);
        let is_even = |run: &u32| run.abs_diff(module) * 2 <= module.max(2);
        // The last run is the white one beyond the ring around the middle.
        let ends_white = place == line.end || is_black(place);
        if shortest > 0 && ends_white && runs.iter().all(is_even) {
            found.push((place - sum / 2 - 1, module));
        }
    }
    found
}
