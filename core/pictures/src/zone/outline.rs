//! A picture with the outlines of its zones, to be looked at.

use super::found::Zone;
use super::number::{floor, real, round};
use image::{DynamicImage, GrayImage, ImageFormat, Rgb, RgbImage};
use std::io::Cursor;

const SURE: Rgb<u8> = Rgb([0, 160, 60]);
const NOT_SURE: Rgb<u8> = Rgb([230, 120, 0]);
/// Thickness of a line, as a share of the longer side.
const THICKNESS: f32 = 0.003;

/// The greys with an outline for each zone, as a PNG.
pub(crate) fn outlined(greys: &GrayImage, zones: &[Zone]) -> Vec<u8> {
    let mut picture: RgbImage = DynamicImage::ImageLuma8(greys.clone()).into_rgb8();
    let (width, height) = picture.dimensions();
    let thickness = (real(super::number::whole(width.max(height))) * THICKNESS).max(1.0);
    for zone in zones {
        let colour = if zone.is_sure() { SURE } else { NOT_SURE };
        let corners = zone.corners();
        let next = corners.iter().cycle().skip(1);
        for (one, other) in corners.iter().zip(next) {
            line(&mut picture, *one, *other, thickness, colour);
        }
    }
    let mut file = Cursor::new(Vec::new());
    let written = DynamicImage::ImageRgb8(picture).write_to(&mut file, ImageFormat::Png);
    written.map(|()| file.into_inner()).unwrap_or_default()
}

fn line(picture: &mut RgbImage, from: (f32, f32), to: (f32, f32), thickness: f32, colour: Rgb<u8>) {
    let steps = (from.0 - to.0).hypot(from.1 - to.1).clamp(1.0, 100_000.0);
    let reach = round(thickness / 2.0).max(1);
    for step in 0..=round(steps) {
        let share = real(step) / steps;
        let (x, y) = (from.0 + (to.0 - from.0) * share, from.1 + (to.1 - from.1) * share);
        for (across, down) in (0..2 * reach).flat_map(|across| (0..2 * reach).map(move |down| (across, down)))
        {
            let place = |middle: f32, off: usize| u32::try_from(floor(middle + real(off) - real(reach)));
            let (Ok(x), Ok(y)) = (place(x, across), place(y, down)) else { continue };
            if let Some(pixel) = picture.get_pixel_mut_checked(x, y) {
                *pixel = colour;
            }
        }
    }
}
