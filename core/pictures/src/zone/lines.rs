//! Lines of print: long bands in which greys change along and not around.
//!
//! A line of a zone is 25 to 45 times as long as it is high; little else on a document is.

use super::baseline::{Baseline, cubic};
use super::number::real;
use super::plane::Plane;

/// Half of the window in which a line of print is dense, in pixels.
const NEAR: (usize, usize) = (9, 2);
/// Half of the window that it stands out of.
const FAR: (usize, usize) = (44, 20);
/// How much denser than around it print must be, in tenths.
const DENSER: u32 = 12;
/// Change of greys that is noise, in sixteenths.
const NOISE: u32 = 6;
/// Length beside height of a piece of a line, and of a line.
const PIECE: f32 = 2.5;
const LINE: f32 = 8.0;
/// Heights of a band that are looked for, in pixels.
const HEIGHTS: std::ops::Range<f32> = 4.0..26.0;
/// Parts of a line whose middles are found.
const PARTS: usize = 10;
/// Pieces and lines that are looked at; the longest.
const MOST_PIECES: usize = 400;
const MOST_LINES: usize = 60;

/// A line of print, in pixels of the plane.
pub(super) struct Line {
    pub(super) baseline: Baseline,
    /// Height of the band, which is somewhat higher than its letters.
    pub(super) height: f32,
    /// How much greys change in it.
    pub(super) strength: f32,
}

/// The lines that run from left to right, give or take fifteen degrees; the strongest first.
pub(super) fn lines(plane: &Plane) -> Vec<Line> {
    let changes = changes(plane);
    let near = means(&changes, plane.width, NEAR);
    let far = means(&changes, plane.width, FAR);
    let is_dense =
        near.iter().zip(&far).map(|(near, far)| u32::from(*near) * 10 > (u32::from(*far) + NOISE) * DENSER);
    let mut bands = bands(plane.width, is_dense);
    bands.retain(|band| band.length() > band.height() * PIECE && HEIGHTS.contains(&band.height()));
    bands.sort_by(|one, other| other.length().total_cmp(&one.length()));
    bands.truncate(MOST_PIECES);
    let mut lines: Vec<Line> = joined(bands)
        .iter()
        .filter(|band| band.length() > band.height() * LINE)
        .filter_map(|band| band.line(plane.width, &near))
        .collect();
    lines.sort_by(|one, other| other.weight().total_cmp(&one.weight()));
    lines.truncate(MOST_LINES);
    lines
}

impl Line {
    fn weight(&self) -> f32 {
        self.strength * (self.baseline.length() / self.height).min(60.0)
    }
}

/// How much each pixel differs from the next but one, in sixteenths.
fn changes(plane: &Plane) -> Vec<u16> {
    let mut changes = Vec::with_capacity(plane.cells.len());
    for row in plane.rows() {
        changes.push(0);
        changes.extend(row.windows(3).map(|greys| match greys {
            [one, _, other] => u16::from(one.abs_diff(*other)) * 16,
            _ => 0,
        }));
        if row.len() > 1 {
            changes.push(0);
        }
    }
    changes
}

/// Means over a window about each pixel.
fn means(cells: &[u16], width: usize, (columns, rows): (usize, usize)) -> Vec<u16> {
    let mut across = Vec::with_capacity(cells.len());
    for row in cells.chunks_exact(width.max(1)) {
        let sum = row.iter().take(columns).map(|cell| u32::from(*cell)).sum::<u32>();
        let entering = row.iter().skip(columns).map(Some).chain(std::iter::repeat(None)).take(row.len());
        let leaving = std::iter::repeat_n(None, columns + 1).chain(row.iter().map(Some));
        let count = u32::try_from(2 * columns + 1).unwrap_or(1);
        let mut sum = sum;
        across.extend(entering.zip(leaving).map(|(entering, leaving)| {
            sum += entering.map_or(0, |cell| u32::from(*cell));
            sum -= leaving.map_or(0, |cell| u32::from(*cell));
            u16::try_from(sum / count).unwrap_or(u16::MAX)
        }));
    }
    let count = u32::try_from(2 * rows + 1).unwrap_or(1);
    let all: Vec<&[u16]> = across.chunks_exact(width.max(1)).collect();
    let mut sums = vec![0_u32; width];
    let add = |sums: &mut Vec<u32>, row: Option<&&[u16]>| {
        if let Some(row) = row {
            sums.iter_mut().zip(*row).for_each(|(sum, cell)| *sum += u32::from(*cell));
        }
    };
    all.iter().take(rows).for_each(|row| add(&mut sums, Some(row)));
    let mut down = Vec::with_capacity(cells.len());
    for y in 0..all.len() {
        add(&mut sums, all.get(y + rows));
        if let Some(row) = y.checked_sub(rows + 1).and_then(|y| all.get(y)) {
            sums.iter_mut().zip(*row).for_each(|(sum, cell)| *sum -= u32::from(*cell));
        }
        down.extend(sums.iter().map(|sum| u16::try_from(sum / count).unwrap_or(u16::MAX)));
    }
    down
}

/// Neighbouring pixels of a row.
#[derive(Clone, Copy)]
struct Run {
    y: usize,
    from: usize,
    to: usize,
}

/// Runs that touch.
struct Band {
    runs: Vec<Run>,
    left: usize,
    right: usize,
    area: usize,
}

impl Band {
    fn length(&self) -> f32 {
        real(self.right - self.left)
    }

    fn height(&self) -> f32 {
        real(self.area) / self.length().max(1.0)
    }

    /// Where the middle of the band is at its left and right end.
    fn ends(&self) -> ((f32, f32), (f32, f32)) {
        let reach = (self.height() * 2.0).min(self.length() / 2.0).max(1.0);
        let (left, right) = (real(self.left), real(self.right));
        let middle = |from: f32, to: f32| {
            let inside = self.runs.iter().filter(|run| real(run.to) > from && real(run.from) < to);
            let (sum, weight) = inside.fold((0.0, 0.0), |(sum, weight), run| {
                let length = real(run.to).min(to) - real(run.from).max(from);
                (sum + real(run.y) * length, weight + length)
            });
            sum / f32::max(weight, 1.0)
        };
        ((left, middle(left, left + reach)), (right, middle(right - reach, right)))
    }

    /// The middle of each part, and a curve through them.
    fn line(&self, width: usize, near: &[u16]) -> Option<Line> {
        let part = self.length() / real(PARTS);
        let mut sums = [(0.0_f32, 0.0_f32, 0.0_f32); PARTS];
        let mut strength = 0.0;
        for run in &self.runs {
            let cells = near.get(run.y * width + run.from..run.y * width + run.to)?;
            for (cell, x) in cells.iter().zip(run.from..) {
                let weight = f32::from(*cell);
                let at = usize::try_from(super::number::floor(real(x - self.left) / part))
                    .unwrap_or(0)
                    .min(PARTS - 1);
                let (x_sum, y_sum, sum) = sums.get_mut(at)?;
                *x_sum += real(x) * weight;
                *y_sum += real(run.y) * weight;
                *sum += weight;
                strength += weight;
            }
        }
        let middles: Vec<(f32, f32, f32)> = sums
            .iter()
            .filter(|sum| sum.2 > 0.0)
            .map(|(x, y, sum)| (x / sum + 0.5, y / sum + 0.5, *sum))
            .collect();
        let curve = cubic(&middles);
        let points: Vec<(f32, f32)> = (0..=16)
            .map(|step| {
                let x = real(self.left) + self.length() * real(step) / 16.0;
                (x, curve(x))
            })
            .collect();
        let baseline = Baseline::through(&points)?;
        Some(Line { baseline, height: self.height(), strength: strength / real(self.area.max(1)) / 16.0 })
    }
}

/// Pixels that are dense, by which of them touch.
fn bands(width: usize, is_dense: impl Iterator<Item = bool>) -> Vec<Band> {
    let mut runs: Vec<Run> = Vec::new();
    let mut x = 0;
    let mut y = 0;
    let mut open: Option<usize> = None;
    for dense in is_dense {
        match (dense, open) {
            (true, None) => open = Some(x),
            (false, Some(from)) => {
                runs.push(Run { y, from, to: x });
                open = None;
            }
            _ => {}
        }
        x += 1;
        if x == width {
            if let Some(from) = open.take() {
                runs.push(Run { y, from, to: x });
            }
            (x, y) = (0, y + 1);
        }
    }
    // Each run belongs to the set of the runs that it touches in the row above.
    let mut sets = Sets { parents: (0..runs.len()).collect() };
    let mut above = 0;
    for (at, run) in runs.iter().enumerate() {
        while runs
            .get(above)
            .is_some_and(|other| other.y + 1 < run.y || (other.y + 1 == run.y && other.to < run.from))
        {
            above += 1;
        }
        let touching = runs
            .iter()
            .enumerate()
            .skip(above)
            .take_while(|(_, other)| other.y < run.y && other.from <= run.to);
        for (other, _) in touching.filter(|(_, other)| other.y + 1 == run.y) {
            sets.join(at, other);
        }
    }
    let mut places: Vec<Option<usize>> = vec![None; runs.len()];
    let mut bands: Vec<Band> = Vec::new();
    for (at, run) in runs.iter().enumerate() {
        let set = sets.root(at);
        let Some(place) = places.get_mut(set) else { continue };
        let place = *place.get_or_insert_with(|| {
            bands.push(Band { runs: Vec::new(), left: run.from, right: run.to, area: 0 });
            bands.len() - 1
        });
        if let Some(band) = bands.get_mut(place) {
            band.runs.push(*run);
            band.left = band.left.min(run.from);
            band.right = band.right.max(run.to);
            band.area += run.to - run.from;
        }
    }
    bands
}

/// Sets of runs that touch.
struct Sets {
    parents: Vec<usize>,
}

impl Sets {
    fn root(&mut self, mut at: usize) -> usize {
        while let Some(parent) = self.parents.get(at).copied().filter(|parent| *parent != at) {
            let above = self.parents.get(parent).copied().unwrap_or(parent);
            if let Some(place) = self.parents.get_mut(at) {
                *place = above;
            }
            at = above;
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(parent) = self.parents.get_mut(one.max(other)) {
            *parent = one.min(other);
        }
    }
}

/// A band, and where its middle is at either end.
struct Ended {
    band: Band,
    start: (f32, f32),
    end: (f32, f32),
}

impl Ended {
    fn of(band: Band) -> Ended {
        let (start, end) = band.ends();
        Ended { band, start, end }
    }

    fn slope(&self) -> f32 {
        (self.end.1 - self.start.1) / (self.end.0 - self.start.0).max(1.0)
    }

    /// Whether another band goes on where this one ends, in its direction.
    fn is_continued_by(&self, next: &Ended) -> bool {
        let height = self.band.height().max(next.band.height());
        let gap = next.start.0 - self.end.0;
        let longer = if self.band.length() > next.band.length() { self } else { next };
        let off = next.start.1 - self.end.1 - longer.slope() * gap;
        (-height..height * 3.5).contains(&gap) && off.abs() < height * 0.6
    }

    fn join(&mut self, next: Ended) {
        if next.band.right > self.band.right {
            (self.band.right, self.end) = (next.band.right, next.end);
        }
        self.band.area += next.band.area;
        self.band.runs.extend(next.band.runs);
    }
}

/// Bands that continue each other, as one.
fn joined(mut bands: Vec<Band>) -> Vec<Band> {
    bands.sort_by_key(|band| band.left);
    let mut whole: Vec<Ended> = Vec::new();
    for band in bands.into_iter().map(Ended::of) {
        match whole.iter_mut().find(|before| before.is_continued_by(&band)) {
            Some(before) => before.join(band),
            None => whole.push(band),
        }
    }
    whole.into_iter().map(|whole| whole.band).collect()
}
