//! The middle of a line of print, straight or curved.

use super::number::real;

/// A curve through a picture, in pixels, and how far each of its points is from the first.
#[derive(Clone)]
pub(super) struct Baseline {
    points: Vec<Point>,
}

#[derive(Clone, Copy)]
struct Point {
    x: f32,
    y: f32,
    place: f32,
    /// Downwards, as text is read.
    normal: (f32, f32),
}

impl Baseline {
    /// Through two points at least.
    pub(super) fn through(points: &[(f32, f32)]) -> Option<Baseline> {
        let ((first_x, first_y), (last_x, last_y)) = (points.first()?, points.last()?);
        let along = |at: usize| {
            let before = points.get(at.saturating_sub(1)).copied().unwrap_or((*first_x, *first_y));
            let behind = points.get(at + 1).copied().unwrap_or((*last_x, *last_y));
            let (x, y) = (behind.0 - before.0, behind.1 - before.1);
            let length = x.hypot(y).max(f32::MIN_POSITIVE);
            (x / length, y / length)
        };
        let mut place = 0.0;
        let mut last: Option<(f32, f32)> = None;
        let points: Vec<Point> = points
            .iter()
            .enumerate()
            .map(|(at, (x, y))| {
                place += last.map_or(0.0, |(last_x, last_y)| (x - last_x).hypot(y - last_y));
                last = Some((*x, *y));
                let (along_x, along_y) = along(at);
                Point { x: *x, y: *y, place, normal: (-along_y, along_x) }
            })
            .collect();
        (points.len() > 1 && place > 0.0).then_some(Baseline { points })
    }

    pub(super) fn length(&self) -> f32 {
        self.points.last().map_or(0.0, |point| point.place)
    }

    /// A point of the curve, or of its straight continuation, and the direction downwards.
    pub(super) fn point(&self, place: f32) -> (f32, f32, (f32, f32)) {
        let behind = self.points.partition_point(|point| point.place <= place);
        let at = behind.clamp(1, self.points.len().saturating_sub(1).max(1)) - 1;
        let (Some(one), Some(other)) = (self.points.get(at), self.points.get(at + 1)) else {
            return (0.0, 0.0, (0.0, 1.0));
        };
        let share = (place - one.place) / (other.place - one.place).max(f32::MIN_POSITIVE);
        let between = |one: f32, other: f32| one + (other - one) * share;
        let inside = share.clamp(0.0, 1.0);
        let turn = |one: f32, other: f32| one + (other - one) * inside;
        let normal = (turn(one.normal.0, other.normal.0), turn(one.normal.1, other.normal.1));
        (between(one.x, other.x), between(one.y, other.y), normal)
    }

    /// The curve between two places, moved downwards by what is told for each share of the way, of so many points.
    pub(super) fn moved(
        &self,
        (from, to): (f32, f32),
        points: usize,
        down: impl Fn(f32) -> f32,
    ) -> Option<Baseline> {
        let steps = real(points.max(2) - 1);
        let moved: Vec<(f32, f32)> = (0..points.max(2))
            .map(|point| {
                let share = real(point) / steps;
                let (x, y, (normal_x, normal_y)) = self.point(from + (to - from) * share);
                let off = down(share);
                (x + normal_x * off, y + normal_y * off)
            })
            .collect();
        Baseline::through(&moved)
    }

    /// The same curve from its end.
    pub(super) fn reversed(&self) -> Option<Baseline> {
        let points: Vec<(f32, f32)> = self.points.iter().rev().map(|point| (point.x, point.y)).collect();
        Baseline::through(&points)
    }

    /// How far a point is from the curve, signed downwards, and beside which place.
    pub(super) fn beside(&self, x: f32, y: f32) -> (f32, f32) {
        let mut nearest = (f32::MAX, 0.0, 0.0);
        for pair in self.points.windows(2) {
            let [one, other] = pair else { continue };
            let (along_x, along_y) = (other.x - one.x, other.y - one.y);
            let length = along_x.hypot(along_y).max(f32::MIN_POSITIVE);
            let (off_x, off_y) = (x - one.x, y - one.y);
            let along = (off_x * along_x + off_y * along_y) / length;
            let across = (along_x * off_y - along_y * off_x) / length;
            let beyond = (along - along.clamp(0.0, length)).abs();
            let distance = across.abs() + beyond;
            if distance < nearest.0 {
                nearest = (distance, across, one.place + along);
            }
        }
        (nearest.1, nearest.2)
    }
}

/// A polynomial of the third degree through points of a weight, by least squares; of a lower degree where there are few.
pub(super) fn cubic(points: &[(f32, f32, f32)]) -> impl Fn(f32) -> f32 + use<> {
    polynomial(points, 4)
}

/// As [`cubic`], of the second degree.
pub(super) fn quadratic(points: &[(f32, f32, f32)]) -> impl Fn(f32) -> f32 + use<> {
    polynomial(points, 3)
}

fn polynomial(points: &[(f32, f32, f32)], most: usize) -> impl Fn(f32) -> f32 + use<> {
    let weight: f32 = points.iter().map(|point| point.2).sum();
    let middle = points.iter().map(|point| point.0 * point.2).sum::<f32>() / weight.max(f32::MIN_POSITIVE);
    let (low, high) =
        points.iter().fold((f32::MAX, f32::MIN), |(low, high), point| (low.min(point.0), high.max(point.0)));
    let half = ((high - low) / 2.0).max(1.0);
    let size = points.len().clamp(1, 8) / 2;
    let terms = move |x: f32| {
        let x = f64::from((x - middle) / half);
        [1.0, x, x * x, x * x * x]
    };
    let mut sums = [[0.0_f64; 5]; 4];
    for (x, y, weight) in points {
        let terms = terms(*x);
        for (row, one) in sums.iter_mut().zip(terms) {
            let columns = terms.into_iter().chain([f64::from(*y)]);
            for (sum, other) in row.iter_mut().zip(columns) {
                *sum += one * other * f64::from(*weight);
            }
        }
    }
    let factors = solved(sums, size.clamp(1, most));
    move |x| super::number::narrow(terms(x).iter().zip(factors).map(|(term, factor)| term * factor).sum())
}

/// The solution of the first `size` of four linear equations, by elimination; the rest is zero.
fn solved(mut rows: [[f64; 5]; 4], size: usize) -> [f64; 4] {
    for pivot in 0..size {
        let (before, behind) = rows.split_at_mut(pivot);
        let Some((row, below)) = behind.split_first_mut() else { break };
        let scale = row.get(pivot).copied().unwrap_or(0.0) + 1e-9;
        row.iter_mut().for_each(|value| *value /= scale);
        for other in before.iter_mut().chain(below) {
            let factor = other.get(pivot).copied().unwrap_or(0.0);
            other.iter_mut().zip(*row).for_each(|(value, pivot)| *value -= factor * pivot);
        }
    }
    let mut solution = [0.0; 4];
    for (factor, [.., constant]) in solution.iter_mut().zip(rows).take(size) {
        *factor = constant;
    }
    solution
}
