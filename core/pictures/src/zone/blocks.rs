//! Lines of print into blocks of two or three lines of equal length: what may be a zone.

use super::number::{real, round};
use super::reading::{Reader, Reading, Scale, Straight};
use super::strip::Strip;

/// Cells of a line (Doc 9303-4, -5, -6 and -7).
pub(super) const COUNTS: [usize; 3] = [30, 36, 44];
/// Certainty at which a line is looked at more closely, and at which it is one of a zone.
const LIKELY: f32 = -0.8;
const ACCEPTED: f32 = -1.25;
/// Lean of letters that hinders, and certainty at which nothing does.
const LEANING: f32 = 0.05;
const SHARP: f32 = -0.01;
/// Length of a line beside the height of its letters that is too long for any.
const LONG: f32 = 53.0;
/// Certainty from which leaning letters are tried.
const LEANT: f32 = -2.2;
/// Cells of a line that may not be seen.
const UNSEEN: usize = 8;
/// Leans that are tried where letters are not certain.
const LEANS: [f32; 2] = [-0.35, 0.35];
/// Distances of two lines, in widths of a cell.
const SPACING: std::ops::Range<f32> = 1.2..4.0;
/// Sight beside a line, and rows for the width of a cell.
const SIGHT: f32 = 8.0;
const FINENESS: f32 = 8.0;

/// Lines of one zone, from above to below.
pub(super) struct Block {
    pub(super) lines: Vec<Reading>,
    pub(super) count: usize,
}

impl Block {
    pub(crate) fn score(&self) -> f32 {
        self.lines.iter().map(|line| line.score).sum::<f32>() / real(self.lines.len().max(1))
    }

    /// The corners of the whole, clockwise from the upper left as the text is read.
    pub(super) fn corners(&self) -> [(f32, f32); 4] {
        let corner = |line: Option<&Reading>, cell: f32, side: f32| {
            line.map_or((0.0, 0.0), |line| {
                let (x, y, (normal_x, normal_y)) = line.line.baseline.point(line.scale.place(cell));
                let off = side * line.line.height * 0.75;
                (x + normal_x * off, y + normal_y * off)
            })
        };
        let (first, last, count) = (self.lines.first(), self.lines.last(), real(self.count));
        [
            corner(first, 0.0, -1.0),
            corner(first, count, -1.0),
            corner(last, count, 1.0),
            corner(last, 0.0, 1.0),
        ]
    }

    /// Whether a point is in the block or just beside it.
    pub(super) fn covers(&self, x: f32, y: f32) -> bool {
        self.lines.iter().any(|line| {
            let (off, place) = line.line.baseline.beside(x, y);
            let length = line.line.baseline.length();
            off.abs() < line.line.height * 1.2 && (-length * 0.1..length * 1.1).contains(&place)
        })
    }
}

impl Reader<'_> {
    /// The blocks to which a band may belong, if it looks like a line of a zone: read in either direction, the likelier first.
    pub(super) fn blocks(&self, band: &Straight) -> impl Iterator<Item = Block> {
        let mut directions: Vec<(f32, Straight)> =
            self.taken(band).iter().filter_map(|line| self.sampled(line)).flatten().collect();
        directions.sort_by(|one, other| other.0.total_cmp(&one.0));
        if let Some((certainty, _)) =
            directions.first().filter(|(certainty, _)| (LEANT..-0.2).contains(certainty))
        {
            let leaning = LEANS.map(|lean| self.sampled(&Straight { lean: (lean, lean), ..band.clone() }));
            let better =
                leaning.into_iter().flatten().flatten().filter(|leaning| leaning.0 > certainty * 0.8);
            let better: Vec<(f32, Straight)> = better.collect();
            directions.extend(better);
            directions.sort_by(|one, other| other.0.total_cmp(&one.0));
        }
        directions.truncate(3);
        directions
            .into_iter()
            .filter(|(certainty, _)| *certainty > LIKELY)
            .flat_map(|(_, line)| self.counted_blocks(line))
    }

    /// The line at the heights that its letters may have: as measured, or as its length tells where that is too low.
    fn taken(&self, band: &Straight) -> Vec<Straight> {
        let length = band.baseline.length();
        if length / band.height < LONG {
            return vec![band.clone()];
        }
        COUNTS
            .map(|count| Straight { height: length / real(count) * super::strip::CAPITAL, ..band.clone() })
            .to_vec()
    }

    /// The blocks of each number of cells that the line may have, the number that is seen first: what was not seen is at its ends.
    fn counted_blocks(&self, line: Straight) -> impl Iterator<Item = Block> {
        let seen = self.counted(&line);
        let mut counts = COUNTS;
        let number = seen.as_ref().map_or(0, |seen| seen.cells.len());
        counts.sort_by_key(|count| count.abs_diff(number));
        counts.into_iter().take(2).filter(move |count| count.abs_diff(number) <= UNSEEN).filter_map(
            move |count| {
                let seed = self.of_length(&line, seen.as_ref()?, count)?;
                self.block(seed, count)
            },
        )
    }

    fn block(&self, seed: Reading, count: usize) -> Option<Block> {
        if seed.score <= ACCEPTED {
            return None;
        }
        let mut lines = vec![seed.clone()];
        for side in [-1.0, 1.0] {
            let mut last = seed.clone();
            while lines.len() < 4 {
                let Some(next) = self.next(&last, side, count) else { break };
                last = next.clone();
                if side < 0.0 { lines.insert(0, next) } else { lines.push(next) }
            }
        }
        let wanted = if count == 30 { 3 } else { 2 };
        let (at, _) = lines
            .windows(wanted.min(lines.len()))
            .enumerate()
            .map(|(at, lines)| (at, lines.iter().map(|line| line.score).sum::<f32>()))
            .max_by(|one, other| one.1.total_cmp(&other.1))?;
        let lines: Vec<Reading> = lines.into_iter().skip(at).take(wanted).collect();
        Some(self.upright(Block { lines, count }))
    }

    /// The block read once more as its letters lean, if they do: lines of a zone begin and end below each other.
    fn upright(&self, block: Block) -> Block {
        let Some((first, last)) = block.lines.first().zip(block.lines.last()) else { return block };
        let lean = |cell: f32| {
            let (x, y, (normal_x, normal_y)) = first.line.baseline.point(first.scale.place(cell));
            let (below_x, below_y, _) = last.line.baseline.point(last.scale.place(cell));
            let (off_x, off_y) = (below_x - x, below_y - y);
            let down = off_x * normal_x + off_y * normal_y;
            (off_x * normal_y - off_y * normal_x) / down.max(f32::MIN_POSITIVE)
        };
        let leans = (lean(0.0), lean(real(block.count)));
        let is_new = |lean: f32, old: f32| (lean - old).abs() > LEANING;
        if block.lines.len() < 2
            || block.score() > SHARP
            || !(is_new(leans.0, first.line.lean.0) || is_new(leans.1, first.line.lean.1))
        {
            return block;
        }
        let limited = |lean: f32| lean.clamp(-1.0, 1.0);
        let again = |line: &Reading| {
            let straight = Straight { lean: (limited(leans.0), limited(leans.1)), ..line.line.clone() };
            self.settled(&straight, &line.scale, block.count).filter(|again| again.score > line.score)
        };
        let lines = block.lines.iter().map(|line| again(line).unwrap_or_else(|| line.clone())).collect();
        Block { lines, count: block.count }
    }

    /// The line as one of so many cells. Where so many were not seen, they were taken for more or fewer, or some at the ends were missed.
    fn of_length(&self, line: &Straight, seen: &Reading, count: usize) -> Option<Reading> {
        let number = seen.cells.len();
        if number == count {
            return self.settled(line, &seen.scale, count);
        }
        let whole = seen.scale.place(real(number)) - seen.scale.start;
        let missed = real(count) - real(number);
        let beside = |share: f32| Scale::even(seen.scale.place(-missed * share), whole / real(number.max(1)));
        let scales =
            [Scale::even(seen.scale.start, whole / real(count)), beside(0.0), beside(1.0), beside(0.5)];
        let readings = scales.iter().filter_map(|scale| self.settled(line, scale, count));
        readings.max_by(|one, other| one.score.total_cmp(&other.score))
    }

    /// The line above or below.
    fn next(&self, line: &Reading, side: f32, count: usize) -> Option<Reading> {
        let pitch = line.scale.pitch;
        let rows = round(SIGHT * FINENESS);
        let columns = count * 4;
        let places: Vec<f32> =
            (0..columns).map(|column| line.scale.place((real(column) + 0.5) / 4.0)).collect();
        let strip =
            Strip::cut(self.picture, &line.line.baseline, &places, line.line.lean, rows, pitch / FINENESS)?;
        let profile: Vec<f32> = strip.profiles(1).pop()?;
        let own = profile.get(rows / 2).copied()?;
        let mut peaks: Vec<(f32, f32)> = profile
            .windows(5)
            .enumerate()
            .filter_map(|(row, around)| {
                let middle = *around.get(2)?;
                let off = (real(row) + 2.5 - real(rows) / 2.0) / FINENESS;
                let is_peak = around.iter().all(|other| *other <= middle) && middle > own * 0.25;
                (is_peak && SPACING.contains(&(off * side))).then_some((off, middle))
            })
            .collect();
        peaks.sort_by(|one, other| one.0.abs().total_cmp(&other.0.abs()));
        let mut tried = 0.0;
        for (off, _) in peaks {
            if (off - tried).abs() < 0.6 {
                continue;
            }
            tried = off;
            let (from, to) = (line.scale.place(-1.0), line.scale.place(real(count) + 1.0));
            let Some(moved) = line.line.baseline.moved((from, to), 17, |_| off * pitch) else { continue };
            let Some(straight) = self.straightened(&moved, line.line.height) else { continue };
            let straight =
                Straight { baseline: straight.baseline, height: line.line.height, lean: line.line.lean };
            let scale = Scale::even(pitch, pitch);
            if let Some(read) = self.settled(&straight, &scale, count).filter(|read| read.score > ACCEPTED) {
                return Some(read);
            }
        }
        None
    }

    /// The cells of a line; read once more where they were not where they were taken to be.
    fn settled(&self, line: &Straight, scale: &Scale, count: usize) -> Option<Reading> {
        let first = self.exact(line, scale, count)?;
        let off = |cell: f32| ((first.scale.place(cell) - scale.place(cell)) / scale.pitch).abs();
        if off(0.0).max(off(real(count) / 2.0)).max(off(real(count))) < 0.2 {
            return Some(first);
        }
        let second = self.exact(line, &first.scale, count)?;
        Some(if second.score > first.score - 0.02 { second } else { first })
    }
}
