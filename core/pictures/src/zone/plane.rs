//! Greys in rows, at several sizes, and what lies between their pixels.

use super::number::{floor, real, whole, whole_real};
use image::GrayImage;

/// Greys from black (0) to white (255), row by row.
#[derive(Clone)]
pub(super) struct Plane {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) cells: Vec<u8>,
}

impl Plane {
    pub(super) fn of(greys: &GrayImage) -> Plane {
        let (width, height) = (whole(greys.width()), whole(greys.height()));
        Plane { width, height, cells: greys.as_raw().clone() }
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = &[u8]> {
        self.cells.chunks_exact(self.width.max(1))
    }

    /// The grey of a pixel; beyond the edge that of the edge.
    fn cell(&self, x: isize, y: isize) -> f32 {
        let inside =
            |place: isize, size: usize| usize::try_from(place).unwrap_or(0).min(size.saturating_sub(1));
        let at = inside(y, self.height) * self.width + inside(x, self.width);
        self.cells.get(at).copied().map_or(0.0, f32::from)
    }

    /// The grey at a point, between the middles of four pixels.
    pub(super) fn at(&self, x: f32, y: f32) -> f32 {
        let (x, y) = (x - 0.5, y - 0.5);
        let (left, top) = (floor(x), floor(y));
        let (right_share, bottom_share) = (x - whole_real(left), y - whole_real(top));
        let row = |y: isize| {
            let (one, other) = (self.cell(left, y), self.cell(left + 1, y));
            one + (other - one) * right_share
        };
        let (upper, lower) = (row(top), row(top + 1));
        upper + (lower - upper) * bottom_share
    }

    /// Half as wide and half as high.
    fn halved(&self) -> Plane {
        let (width, height) = (self.width / 2, self.height / 2);
        let mut cells = Vec::with_capacity(width * height);
        for rows in self.cells.chunks_exact((self.width * 2).max(1)).take(height) {
            let (upper, lower) = rows.split_at(self.width);
            let pairs = upper.chunks_exact(2).zip(lower.chunks_exact(2));
            cells.extend(pairs.map(|(upper, lower)| {
                let sum: u16 = upper.iter().chain(lower).map(|grey| u16::from(*grey)).sum();
                u8::try_from((sum + 2) / 4).unwrap_or(u8::MAX)
            }));
        }
        Plane { width, height, cells }
    }

    /// The plane as `map` sees it: of each pixel of the new one, the point in this.
    pub(super) fn mapped(&self, width: usize, height: usize, map: impl Fn(f32, f32) -> (f32, f32)) -> Plane {
        let mut cells = Vec::with_capacity(width * height);
        for y in 0..height {
            cells.extend((0..width).map(|x| {
                let (from_x, from_y) = map(real(x) + 0.5, real(y) + 0.5);
                super::number::grey(self.at(from_x, from_y))
            }));
        }
        Plane { width, height, cells }
    }
}

/// A picture at its own size, at half of it, and so on.
pub(super) struct Pyramid {
    planes: Vec<Plane>,
}

/// Side below which no zone can be read.
const SMALLEST_SIDE: usize = 48;

impl Pyramid {
    pub(super) fn of(greys: &GrayImage) -> Pyramid {
        let mut planes = vec![Plane::of(greys)];
        while let Some(half) =
            planes.last().map(Plane::halved).filter(|half| half.width.min(half.height) > SMALLEST_SIDE)
        {
            planes.push(half);
        }
        Pyramid { planes }
    }

    pub(super) fn size(&self) -> (f32, f32) {
        self.planes.first().map_or((0.0, 0.0), |plane| (real(plane.width), real(plane.height)))
    }

    /// The smallest plane with at least `density` pixels for a pixel of the whole picture, and how many it has.
    pub(super) fn plane(&self, density: f32) -> Option<(&Plane, f32)> {
        let mut found = None;
        let mut share = 1.0_f32;
        for plane in &self.planes {
            if found.is_some() && share < density {
                break;
            }
            found = Some((plane, share));
            share /= 2.0;
        }
        found
    }

    /// The picture with a longer side of so many pixels, or its own if that is shorter, and pixels for a pixel of the picture.
    pub(super) fn sized(&self, longer_side: usize) -> Option<(Plane, f32)> {
        let (width, height) = self.size();
        let factor = (real(longer_side) / width.max(height)).min(1.0);
        let (plane, share) = self.plane(factor)?;
        let step = share / factor;
        if (0.99..1.01).contains(&step) {
            return Some((plane.clone(), share));
        }
        let sized = |side: f32| usize::try_from(floor(side * factor)).unwrap_or(0).max(1);
        Some((plane.mapped(sized(width), sized(height), |x, y| (x * step, y * step)), factor))
    }
}
