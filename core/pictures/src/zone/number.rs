//! Numbers of pixels as numbers of points, and back.
#![allow(
    clippy::as_conversions,
    reason = "the language has no other way between integers and floating point; all are bounded by the sides of a picture"
)]

/// A number of pixels; sides of pictures are far below the 24 bits that are exact.
pub(super) const fn real(number: usize) -> f32 {
    number as f32
}

/// The whole number below; at the bounds where there is none.
pub(super) fn floor(number: f32) -> isize {
    number.floor() as isize
}

/// The nearest whole number, not below zero.
pub(super) fn round(number: f32) -> usize {
    number.round().max(0.0) as usize
}

/// The nearest grey.
pub(super) fn grey(number: f32) -> u8 {
    number.round().clamp(0.0, 255.0) as u8
}

/// A side of a picture.
pub(super) const fn whole(side: u32) -> usize {
    side as usize
}

/// A mean of greys.
pub(super) fn narrow(number: f64) -> f32 {
    number as f32
}
