//! Machine readable zones in pictures.
//!
//! ```text
//! greys --lines--> bands --reading--> lines of cells --blocks--> two or three lines --decide--> a zone and how sure it is
//! ```

mod baseline;
mod beliefs;
mod blocks;
mod decide;
mod found;
mod lines;
mod network;
mod number;
mod outline;
mod plane;
mod reading;
mod rules;
mod slots;
mod strip;

pub use found::{Candidate, Character, Zone};
pub(crate) use outline::outlined;

use blocks::Block;
use image::GrayImage;
use network::Network;
use number::real;
use plane::{Plane, Pyramid};
use reading::{Reader, Straight};

/// Longer sides at which lines are looked for, in pixels: letters of all sizes are ten pixels high in one of them.
const SIDES: [usize; 4] = [480, 800, 1300, 2100];
/// Height of a line's band in a plane, beyond that of its letters.
const AROUND: f32 = 3.0;
/// Lengths of lines, in heights of their letters.
const LENGTHS: std::ops::Range<f32> = 24.0..100.0;
/// Confidence at which the other direction is not tried.
const PROVEN: f32 = 0.3;
/// Bands that are read at most.
const MOST_BANDS: usize = 48;
/// Turns, in degrees, at which lines are looked for; each sees fifteen to either side.
const TURNS: [&[f32]; 2] = [&[0.0, 90.0], &[30.0, 120.0, 60.0, 150.0]];

/// The zones of a picture.
pub(super) fn find(greys: &GrayImage) -> Vec<Zone> {
    let picture = Pyramid::of(greys);
    let network = Network::shipped();
    let mut found: Vec<(Block, Zone)> = Vec::new();
    for turns in TURNS {
        let reader = Reader::new(&picture, &network);
        let mut bands = bands(&picture, turns);
        bands.truncate(MOST_BANDS);
        for band in bands {
            let (x, y, _) = band.baseline.point(band.baseline.length() / 2.0);
            if found.iter().any(|(block, _)| block.covers(x, y)) {
                continue;
            }
            let Some(line) = reader.straightened(&band.baseline, band.height) else { continue };
            if !LENGTHS.contains(&(line.baseline.length() / line.height)) {
                continue;
            }
            found.extend(zone(&reader, &line));
        }
        if !found.is_empty() {
            break;
        }
    }
    found.into_iter().map(|(_, zone)| zone).collect()
}

/// The zone to which a line belongs. What was read upside down looks like letters too: only a zone that is proven ends the search.
fn zone(reader: &Reader<'_>, line: &Straight) -> Option<(Block, Zone)> {
    let mut best: Option<(Block, Zone)> = None;
    for block in reader.blocks(line) {
        let Some(zone) = decide::zone(&block) else { continue };
        if best.as_ref().is_none_or(|(_, best)| zone.confidence > best.confidence) {
            best = Some((block, zone));
        }
        if best.as_ref().is_some_and(|(_, zone)| zone.confidence > PROVEN) {
            break;
        }
    }
    best
}

/// Bands of print, in pixels of the picture; what looks most like a line of a zone is first.
fn bands(picture: &Pyramid, turns: &[f32]) -> Vec<Straight> {
    let mut found: Vec<(f32, Straight)> = Vec::new();
    for side in SIDES {
        let Some((plane, share)) = picture.sized(side) else { continue };
        for turn in turns {
            let (turned, back) = turned(&plane, *turn);
            for line in lines::lines(turned.as_ref().unwrap_or(&plane)) {
                let height = (line.height - AROUND).max(3.0);
                let length = line.baseline.length() / height;
                let points: Vec<(f32, f32)> = (0_u8..17)
                    .map(|step| {
                        let (x, y, _) = line.baseline.point(line.baseline.length() * f32::from(step) / 16.0);
                        let (x, y) = back(x, y);
                        (x / share, y / share)
                    })
                    .collect();
                let Some(baseline) = baseline::Baseline::through(&points) else { continue };
                let fit = [31.0_f32, 38.0, 46.0]
                    .iter()
                    .map(|usual| (length / usual).ln().abs())
                    .fold(f32::MAX, f32::min);
                found.push((
                    line.strength * (-fit * 2.0).exp(),
                    Straight { baseline, height: height / share, lean: (0.0, 0.0) },
                ));
            }
        }
        if picture.size().0.max(picture.size().1) <= real(side) {
            break;
        }
    }
    found.sort_by(|one, other| other.0.total_cmp(&one.0));
    let mut kept: Vec<Straight> = Vec::new();
    for (_, band) in found {
        let (x, y, _) = band.baseline.point(band.baseline.length() / 2.0);
        let is_known = kept.iter().any(|other| {
            let (off, place) = other.baseline.beside(x, y);
            let alike = other.baseline.length() / band.baseline.length();
            off.abs() < other.height * 0.5
                && (place - other.baseline.length() / 2.0).abs() < other.baseline.length() * 0.12
                && (0.8..1.25).contains(&alike)
        });
        if !is_known {
            kept.push(band);
        }
    }
    kept
}

/// The plane turned by so many degrees, and the way back from its points.
fn turned(plane: &Plane, degrees: f32) -> (Option<Plane>, impl Fn(f32, f32) -> (f32, f32) + use<>) {
    let (sine, cosine) = degrees.to_radians().sin_cos();
    let (width, height) = (real(plane.width), real(plane.height));
    let wide = (width * cosine).abs() + (height * sine).abs();
    let high = (width * sine).abs() + (height * cosine).abs();
    let back = move |x: f32, y: f32| {
        let (x, y) = (x - wide / 2.0, y - high / 2.0);
        (x * cosine - y * sine + width / 2.0, x * sine + y * cosine + height / 2.0)
    };
    if degrees == 0.0 {
        return (None, back);
    }
    (Some(plane.mapped(number::round(wide), number::round(high), back)), back)
}
