//! A line, straightened: 24 rows, and 16 columns for a cell.

use super::baseline::Baseline;
use super::number::{grey, real};
use super::plane::Pyramid;

pub(super) const HEIGHT: usize = 24;
/// Columns of a cell.
pub(super) const PITCH: usize = 16;
/// Height of a capital beside the width of its cell: 2.4 mm and 2.54 mm (Doc 9303-3 §4.4, ISO 1073-2).
pub(super) const CAPITAL: f32 = 2.4 / 2.54;
/// Columns to either side over which greys are compared.
const WINDOW: usize = 40;
/// Spread of greys that is noise.
const NOISE: f32 = 4.0;

/// Greys along a line.
pub(super) struct Strip {
    pub(super) width: usize,
    cells: Vec<u8>,
}

impl Strip {
    /// Greys along the baseline, a column for each place; `pixels` of the picture lie under one row. Letters may lean: by so much to the right
    /// for each pixel down, at the first and at the last place.
    pub(super) fn cut(
        picture: &Pyramid,
        baseline: &Baseline,
        places: &[f32],
        lean: (f32, f32),
        rows: usize,
        pixels: f32,
    ) -> Option<Strip> {
        let across = places.first().zip(places.get(1)).map_or(1.0, |(one, other)| (other - one).abs());
        // Of the planes, that whose pixels are about those of the strip.
        let (plane, share) = picture.plane(0.8 / across.max(pixels.abs()).max(0.01))?;
        let mut cells = vec![0; rows * places.len()];
        for (column, place) in places.iter().enumerate() {
            let (x, y, (normal_x, normal_y)) = baseline.point(*place);
            let lean = lean.0 + (lean.1 - lean.0) * real(column) / real(places.len());
            let (normal_x, normal_y) = (normal_x + normal_y * lean, normal_y - normal_x * lean);
            let column = cells.iter_mut().skip(column).step_by(places.len().max(1));
            for (row, cell) in column.enumerate() {
                let off = (real(row) + 0.5 - real(rows) / 2.0) * pixels;
                *cell = grey(plane.at((x + normal_x * off) * share, (y + normal_y * off) * share));
            }
        }
        Some(Strip { width: places.len(), cells })
    }

    /// Greys about their mean and in units of their spread, over a window that moves along the strip.
    pub(super) fn normalised(&self) -> Vec<f32> {
        let mut sums = vec![(0.0_f64, 0.0_f64)];
        let mut total = (0.0, 0.0);
        for column in 0..self.width {
            for grey in self.cells.iter().skip(column).step_by(self.width) {
                let grey = f64::from(*grey);
                total = (total.0 + grey, total.1 + grey * grey);
            }
            sums.push(total);
        }
        let about = |column: usize| {
            let (from, to) = (column.saturating_sub(WINDOW), (column + WINDOW + 1).min(self.width));
            let at = |place: usize| sums.get(place).copied().unwrap_or_default();
            let ((low, low_squares), (high, high_squares)) = (at(from), at(to));
            let count = f64::from(real((to - from) * HEIGHT));
            let mean = (high - low) / count;
            let spread = ((high_squares - low_squares) / count - mean * mean).max(0.0).sqrt();
            (super::number::narrow(mean), 1.0 / (super::number::narrow(spread) + NOISE))
        };
        let scales: Vec<(f32, f32)> = (0..self.width).map(about).collect();
        let rows = self.cells.chunks_exact(self.width.max(1));
        rows.flat_map(|row| {
            row.iter().zip(&scales).map(|(grey, (mean, scale))| (f32::from(*grey) - mean) * scale)
        })
        .collect()
    }

    /// How much each row changes along the line, for each of so many parts of it.
    pub(super) fn profiles(&self, parts: usize) -> Vec<Vec<f32>> {
        let length = (self.width / parts.max(1)).max(2);
        let rows: Vec<&[u8]> = self.cells.chunks_exact(self.width.max(1)).collect();
        let part = |part: usize| {
            let changes = |row: &&[u8]| {
                let row = row.iter().skip(part * length).take(length);
                let next = row.clone().skip(1);
                row.zip(next).map(|(one, other)| f32::from(one.abs_diff(*other))).sum::<f32>() / real(length)
            };
            rows.iter().map(changes).collect()
        };
        (0..parts).map(part).collect()
    }
}
