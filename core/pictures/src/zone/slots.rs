//! Frames into cells: a line of cells of equal width, found as a whole.

use super::network::{CLASSES, Frame, STRIDE};
use super::number::real;

/// Letters that a cell may hold, in the order of the network's classes.
pub(super) const KINDS: usize = CLASSES - 1;
/// Frames of a cell.
const LENGTHS: std::ops::RangeInclusive<usize> = 3..=5;
/// Frames of a cell whose width is that of the strip.
const USUAL: usize = 4;
/// What a cell of another width costs: while cells are counted, and when their width is known.
const UNUSUAL: f32 = 0.35;
const UNUSUAL_WHERE_KNOWN: f32 = 1.1;
/// How far a cell may be from where it is expected, in columns: less than half of its width.
const NEARBY: f32 = 7.0;
/// Below this a frame tells no more: one bad frame decides nothing.
const LEAST: f32 = -9.0;

/// Logarithms of the probabilities of each letter in a cell, as one network sees it.
pub(super) type Letters = [f32; KINDS];

/// Cells in a row.
pub(super) struct Slots {
    pub(super) cells: Vec<Slot>,
    /// Mean of the logarithms of the likeliest letters, with what lies around them.
    pub(super) score: f32,
}

/// A cell.
pub(super) struct Slot {
    /// Its middle, in columns of the strip.
    pub(super) middle: f32,
    pub(super) letters: Letters,
}

/// How likely a letter is at a column.
pub(super) fn letter_at(frames: &[Frame], middle: f32) -> f32 {
    let Ok(at) = usize::try_from(super::number::floor(middle / real(STRIDE))) else { return 0.0 };
    let gap = frames.get(at).and_then(|frame| frame.last());
    gap.map_or(0.0, |gap| 1.0 - gap.exp())
}

/// What is known of the cells before they are found.
pub(super) enum Known<'a> {
    /// How wide they are, more or less.
    Width,
    /// How many they are.
    Count(usize),
    /// Where the middle of each is, in columns, more or less.
    Middles(&'a [f32]),
}

/// The likeliest cells of the frames.
pub(super) fn slots(frames: &[Frame], known: &Known<'_>) -> Option<Slots> {
    let table = Table::of(frames, if matches!(known, Known::Width) { UNUSUAL } else { UNUSUAL_WHERE_KNOWN });
    let ends = match known {
        Known::Width => table.free()?,
        Known::Count(count) => table.fixed(&vec![None; *count])?,
        Known::Middles(middles) => {
            table.fixed(&middles.iter().map(|middle| Some(*middle)).collect::<Vec<_>>())?
        }
    };
    let cells: Vec<Slot> = ends
        .iter()
        .map(|(from, length)| Slot {
            middle: (real(*from) + real(*length) / 2.0) * real(STRIDE),
            letters: letters(frames, *from, *length),
        })
        .collect();
    let best = |slot: &Slot| slot.letters.iter().copied().fold(f32::MIN, f32::max);
    let score = cells.iter().map(best).sum::<f32>() / real(cells.len().max(1));
    Some(Slots { cells, score })
}

/// How a frame counts for a cell, by where it lies in it; as `lines.py` labels frames.
enum Part {
    Middle,
    Edge,
}

fn part(at: usize, length: usize) -> Part {
    let off = ((real(at) + 0.5) / real(length) - 0.5).abs();
    if off < 0.28 { Part::Middle } else { Part::Edge }
}

/// What the frames of a cell say of each letter; those in the middle count, and an edge may be a gap as well.
fn letters(frames: &[Frame], from: usize, length: usize) -> Letters {
    let mut sums = [0.0; KINDS];
    let mut middles = 0.0;
    for (at, frame) in frames.iter().skip(from).take(length).enumerate() {
        if matches!(part(at, length), Part::Middle) {
            middles += 1.0;
            sums.iter_mut().zip(frame).for_each(|(sum, letter)| *sum += letter.max(LEAST));
        }
    }
    sums.map(|sum| sum / f32::max(middles, 1.0))
}

/// What each cell and each gap would cost.
struct Table {
    /// Of a cell that begins at a frame, for each of the lengths.
    cells: Vec<[f32; 3]>,
    /// Of the frames before each one as gaps.
    gaps: Vec<f32>,
}

/// Where cells begin, and how long they are.
type Cells = Vec<(usize, usize)>;

impl Table {
    fn of(frames: &[Frame], unusual: f32) -> Table {
        let cell = |from: usize| {
            let mut scores = [f32::MIN; 3];
            for (score, length) in scores.iter_mut().zip(LENGTHS) {
                if from + length <= frames.len() {
                    *score = cell(frames, from, length) - if length == USUAL { 0.0 } else { unusual };
                }
            }
            scores
        };
        let mut sum = 0.0;
        let gaps = std::iter::once(0.0).chain(frames.iter().map(|frame| {
            sum += frame.last().copied().unwrap_or(LEAST).max(LEAST);
            sum
        }));
        Table { cells: (0..=frames.len()).map(cell).collect(), gaps: gaps.collect() }
    }

    fn frames(&self) -> usize {
        self.gaps.len() - 1
    }

    fn gap(&self, from: usize, to: usize) -> f32 {
        self.gaps.get(to).copied().unwrap_or(0.0) - self.gaps.get(from).copied().unwrap_or(0.0)
    }

    fn cell(&self, from: usize, length: usize) -> f32 {
        let scores = self.cells.get(from);
        scores.and_then(|scores| scores.get(length - LENGTHS.start())).copied().unwrap_or(f32::MIN)
    }

    /// As many cells as fit best.
    fn free(&self) -> Option<Cells> {
        let frames = self.frames();
        let mut best: Vec<(f32, usize)> = Vec::with_capacity(frames + 1);
        for end in 0..=frames {
            let mut state = (self.gap(0, end), 0);
            for length in LENGTHS.filter(|length| *length <= end) {
                let Some((before, _)) = best.get(end - length) else { continue };
                let score = before + self.cell(end - length, length);
                if score > state.0 {
                    state = (score, length);
                }
            }
            best.push(state);
        }
        let whole = |end: &usize| best.get(*end).map_or(f32::MIN, |state| state.0) + self.gap(*end, frames);
        let mut end = (0..=frames).max_by(|one, other| whole(one).total_cmp(&whole(other)))?;
        let mut cells = Vec::new();
        while let Some((_, length)) = best.get(end).filter(|state| state.1 > 0) {
            end -= length;
            cells.push((end, *length));
        }
        cells.reverse();
        (!cells.is_empty()).then_some(cells)
    }

    /// A cell for each of the middles, near it where it is known.
    fn fixed(&self, middles: &[Option<f32>]) -> Option<Cells> {
        let frames = self.frames();
        let mut best: Vec<f32> = (0..=frames).map(|end| self.gap(0, end)).collect();
        let mut lengths: Vec<Vec<u8>> = Vec::with_capacity(middles.len());
        for middle in middles {
            let mut next = vec![f32::MIN; frames + 1];
            let mut taken = vec![0; frames + 1];
            for (end, (score, taken)) in next.iter_mut().zip(&mut taken).enumerate() {
                for length in LENGTHS.filter(|length| *length <= end) {
                    let found = (real(end) - real(length) / 2.0) * real(STRIDE);
                    if middle.is_some_and(|middle| (middle - found).abs() > NEARBY) {
                        continue;
                    }
                    let before = best.get(end - length).copied().unwrap_or(f32::MIN);
                    let with = before + self.cell(end - length, length);
                    if with > *score {
                        (*score, *taken) = (with, u8::try_from(length).unwrap_or(0));
                    }
                }
            }
            best = next;
            lengths.push(taken);
        }
        let whole = |end: &usize| best.get(*end).copied().unwrap_or(f32::MIN) + self.gap(*end, frames);
        let mut end = (0..=frames).max_by(|one, other| whole(one).total_cmp(&whole(other)))?;
        let mut cells = Vec::with_capacity(middles.len());
        for taken in lengths.iter().rev() {
            let length = usize::from(*taken.get(end)?);
            end = end.checked_sub(length)?;
            cells.push((end, length));
            if length == 0 {
                return None;
            }
        }
        cells.reverse();
        Some(cells)
    }
}

/// What the likeliest letter makes of a cell.
fn cell(frames: &[Frame], from: usize, length: usize) -> f32 {
    let mut sums = [0.0_f32; KINDS];
    for (at, frame) in frames.iter().skip(from).take(length).enumerate() {
        let gap = frame.last().copied().unwrap_or(LEAST).max(LEAST);
        let is_middle = matches!(part(at, length), Part::Middle);
        for (sum, letter) in sums.iter_mut().zip(frame) {
            let letter = letter.max(LEAST);
            *sum += if is_middle { letter } else { letter.max(gap) };
        }
    }
    sums.into_iter().fold(f32::MIN, f32::max)
}
