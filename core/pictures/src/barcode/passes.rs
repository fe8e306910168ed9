//! Ways to look at a picture, the cheapest first.

use super::Symbology;
use image::{GrayImage, Luma, imageops};

/// The longer side at which pictures are looked at first, in pixels.
pub(super) const WORKING_SIDE: u32 = 1600;
/// The longer side of the largest pictures that are looked at, in which time goes with the area.
const LARGEST_SIDE: u32 = 4096;
/// The longer side of pictures that are made larger or turned.
const SMALL_SIDE: u32 = 1200;

/// One way to look at a picture.
pub(super) struct Pass {
    filter: Filter,
    pub(super) symbologies: &'static [Symbology],
}

enum Filter {
    /// At working size.
    Plain,
    /// Smaller, against noise.
    Smaller,
    /// Twice as large and sharper, against blur.
    Sharper,
    /// Softer and twice as large, against noise in small modules.
    Softer,
    /// As it was taken, or nearly.
    Whole,
    /// Light on dark.
    Inverted,
    /// Turned by so many degrees and larger, for symbols whose finder expects them upright.
    Turned(u8),
}

const fn pass(filter: Filter, symbologies: &'static [Symbology]) -> Pass {
    Pass { filter, symbologies }
}

/// In order, until one has found what is wanted.
pub(super) const PASSES: &[Pass] = &[
    pass(Filter::Plain, &Symbology::ALL),
    pass(Filter::Smaller, &Symbology::ALL),
    pass(Filter::Sharper, &Symbology::ALL),
    pass(Filter::Softer, &Symbology::ALL),
    pass(Filter::Whole, &Symbology::ALL),
    pass(Filter::Inverted, &Symbology::ALL),
    pass(Filter::Turned(6), &[Symbology::Aztec]),
    pass(Filter::Turned(12), &[Symbology::Aztec]),
    pass(Filter::Turned(18), &[Symbology::Aztec]),
    pass(Filter::Turned(24), &[Symbology::Aztec]),
    pass(Filter::Turned(30), &[Symbology::Aztec]),
    pass(Filter::Turned(36), &[Symbology::Aztec]),
    pass(Filter::Turned(42), &[Symbology::Aztec]),
    pass(Filter::Turned(48), &[Symbology::Aztec]),
    pass(Filter::Turned(54), &[Symbology::Aztec]),
    pass(Filter::Turned(60), &[Symbology::Aztec]),
    pass(Filter::Turned(66), &[Symbology::Aztec]),
    pass(Filter::Turned(72), &[Symbology::Aztec]),
    pass(Filter::Turned(78), &[Symbology::Aztec]),
    pass(Filter::Turned(84), &[Symbology::Aztec]),
];

/// From the pixels of a pass back to those of the picture.
pub(super) struct Scale {
    factor: f32,
    turn: f32,
    /// The middle in the pass, and in the picture.
    middles: [(f32, f32); 2],
}

impl Scale {
    fn upright(from: &GrayImage, to: &GrayImage) -> Scale {
        let factor = real(to.width()) / real(from.width());
        Scale { factor, turn: 0.0, middles: [(0.0, 0.0); 2] }
    }

    pub(super) fn to_picture(&self, (x, y): (f32, f32)) -> (f32, f32) {
        let [pass, picture] = self.middles;
        let (sine, cosine) = self.turn.sin_cos();
        let (across, down) = ((x - pass.0) / self.factor, (y - pass.1) / self.factor);
        (cosine * across + sine * down + picture.0, cosine * down - sine * across + picture.1)
    }
}

impl Pass {
    /// Whether it looks for Aztec codes alone, by turning the picture.
    pub(super) fn is_turned(&self) -> bool {
        matches!(self.filter, Filter::Turned(_))
    }

    /// What is looked at; `None` if it is the same as in another pass, or too large.
    pub(super) fn prepare(&self, greys: &GrayImage) -> Option<(GrayImage, Scale)> {
        let side = greys.width().max(greys.height());
        let is_small = side <= SMALL_SIDE;
        let cells = match self.filter {
            Filter::Plain => within(greys, WORKING_SIDE),
            Filter::Smaller => within(greys, side.min(WORKING_SIDE) * 2 / 3),
            Filter::Sharper if is_small => imageops::unsharpen(&twice(greys), 4.0, 0),
            Filter::Softer if is_small => twice(&imageops::fast_blur(greys, 1.0)),
            Filter::Whole if side > WORKING_SIDE => within(greys, LARGEST_SIDE),
            Filter::Inverted => {
                let mut cells = within(greys, WORKING_SIDE);
                imageops::invert(&mut cells);
                cells
            }
            Filter::Turned(degrees) => {
                return Some(turned(&within(greys, SMALL_SIDE / 2), greys, degrees));
            }
            Filter::Sharper | Filter::Softer | Filter::Whole => return None,
        };
        let scale = Scale::upright(greys, &cells);
        Some((cells, scale))
    }
}

/// Made smaller, until the longer side is at most so long.
pub(super) fn within(greys: &GrayImage, side: u32) -> GrayImage {
    let (width, height) = greys.dimensions();
    let longer = width.max(height);
    if longer <= side || width.min(height) == 0 {
        return greys.clone();
    }
    let scaled = |length: u32| {
        let scaled = u64::from(length) * u64::from(side) / u64::from(longer);
        u32::try_from(scaled).unwrap_or(side).max(1)
    };
    shrunk(greys, scaled(width), scaled(height))
}

/// Each pixel the mean of those that it stands for: the rows of a strip are added up as wholes, which the compiler does many pixels
/// at a time.
fn shrunk(greys: &GrayImage, width: u32, height: u32) -> GrayImage {
    let columns = borders(greys.width(), width);
    let mut sums = vec![0_u32; columns.last().copied().unwrap_or_default()];
    let mut cells = Vec::new();
    let (rows, lines) = (borders(greys.height(), height), greys.as_raw());
    for strip in rows.windows(2) {
        let &[top, bottom] = strip else { continue };
        sums.fill(0);
        let lines = lines.chunks_exact(sums.len()).skip(top).take(bottom - top);
        for line in lines {
            // Never beyond 32 bits: no picture that is read has so many rows.
            sums.iter_mut().zip(line).for_each(|(sum, grey)| *sum = sum.wrapping_add(u32::from(*grey)));
        }
        for part in columns.windows(2) {
            let &[left, right] = part else { continue };
            let sum: u32 = sums.get(left..right).unwrap_or_default().iter().sum();
            let count = u32::try_from((right - left) * (bottom - top)).unwrap_or(1).max(1);
            cells.push(u8::try_from((sum + count / 2) / count).unwrap_or(u8::MAX));
        }
    }
    GrayImage::from_raw(width, height, cells).unwrap_or_default()
}

/// Where the parts of a side begin and end that become one pixel each.
fn borders(side: u32, parts: u32) -> Vec<usize> {
    let border = |part: u32| u64::from(side) * u64::from(part) / u64::from(parts.max(1));
    (0..=parts).map(|part| usize::try_from(border(part)).unwrap_or_default()).collect()
}

fn twice(greys: &GrayImage) -> GrayImage {
    let (width, height) = greys.dimensions();
    imageops::resize(greys, width * 2, height * 2, imageops::FilterType::CatmullRom)
}

/// Turned about the middle and twice as large, on white.
fn turned(small: &GrayImage, picture: &GrayImage, degrees: u8) -> (GrayImage, Scale) {
    let (width, height) = (real(small.width()), real(small.height()));
    let side = width.hypot(height) * 2.0;
    let scale = Scale {
        factor: 2.0,
        turn: f32::from(degrees).to_radians(),
        middles: [(side / 2.0, side / 2.0), (width / 2.0, height / 2.0)],
    };
    let cells = GrayImage::from_fn(whole(side), whole(side), |x, y| {
        let (x, y) = scale.to_picture((real(x), real(y)));
        imageops::interpolate_bilinear(small, x, y).unwrap_or(Luma([255]))
    });
    let shrunk = width / real(picture.width());
    let middle = (real(picture.width()) / 2.0, real(picture.height()) / 2.0);
    let [pass, _] = scale.middles;
    (cells, Scale { factor: 2.0 * shrunk, middles: [pass, middle], ..scale })
}

#[expect(
    clippy::as_conversions,
    reason = "no From gives a coordinate of a picture as f32; below 2^24 it is exact"
)]
pub(super) fn real(length: u32) -> f32 {
    length as f32
}

#[expect(
    clippy::as_conversions,
    reason = "no TryFrom takes a f32; the cast stays within bounds for every value"
)]
fn whole(length: f32) -> u32 {
    length as u32
}
