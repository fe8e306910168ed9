//! Numbers of pixels as numbers of points, and back.
#![allow(
    clippy::as_conversions,
    reason = "the language has no other way between integers and floating point; all are bounded by the sides of a picture"
)]

/// A number of pixels; sides of pictures are far below the 24 bits that are exact.
pub(super) const fn real(number: usize) -> f32 {
    number as f32
}

/// The whole number below; at the bounds where there is none. Without the function of that name, which older processors lack an
/// instruction for.
pub(super) fn floor(number: f32) -> isize {
    let whole = number as isize;
    if (whole as f32) > number { whole - 1 } else { whole }
}

/// The nearest whole number, not below zero.
pub(super) fn round(number: f32) -> usize {
    (number + 0.5) as usize
}

/// The nearest grey.
pub(super) fn grey(number: f32) -> u8 {
    (number + 0.5) as u8
}

/// A whole number as it is.
pub(super) fn whole_real(number: isize) -> f32 {
    number as f32
}

/// A side of a picture.
pub(super) const fn whole(side: u32) -> usize {
    side as usize
}

/// A mean of greys.
pub(super) fn narrow(number: f64) -> f32 {
    number as f32
}
