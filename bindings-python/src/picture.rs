//! Seals in pictures.

use crate::error::wrong_value;
use crate::input::octets;
use doc9303_pictures::{Limits, Picture};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// What the barcode of each seal in a picture holds, for `seal` of inspect; none if no seal was found. Small, blurred, noisy and
/// turned barcodes are looked for too. Other threads run meanwhile.
///
/// picture: PNG, JPEG, GIF, BMP, WebP, TIFF or PNM as bytes, path or open binary file.
///
/// Raises TypeError or ValueError, naming the argument, for what is no picture or larger than 50 million pixels, OSError if a
/// file cannot be read.
///
/// >>> white = b"P5 40 40 255\n" + bytes([255]) * 1600
/// >>> read_seals(white)
/// []
#[pyfunction]
pub(crate) fn read_seals<'py>(
    py: Python<'py>,
    picture: &Bound<'py, PyAny>,
) -> PyResult<Vec<Bound<'py, PyBytes>>> {
    let file = octets("picture", picture)?;
    let read = py.detach(|| Picture::read(file.as_slice(), &Limits::DEFAULT).map(|picture| picture.seals()));
    let seals = read.map_err(|error| wrong_value("picture", &error.to_string()))?;
    Ok(seals.iter().filter_map(|seal| seal.bytes().ok()).map(|bytes| PyBytes::new(py, bytes)).collect())
}
