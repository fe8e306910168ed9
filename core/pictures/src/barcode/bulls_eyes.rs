//! Where Aztec codes may be: the finder of `rxing` looks in the middle of a picture alone, and takes it to be that of the code.

use rxing::common::BitMatrix;
use std::ops::Range;

/// Candidates in one picture; a chessboard has many.
const MOST: usize = 24;
/// Rings of squares around the middle of the smallest code, as runs of a line through it: the middle is the fourth.
const RUNS: usize = 7;

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
            if !is_known {
                found.push((x, y, module.max(1)));
            }
            if found.len() >= MOST {
                return found;
            }
        }
    }
    found
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
