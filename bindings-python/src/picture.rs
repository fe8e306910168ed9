//! Seals and zones in pictures, and pictures of a chip.

use crate::error::wrong_value;
use crate::input::octets;
use doc9303_pictures::{Image, Limits, Picture};
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

/// The zones of a file, each as JSON.
#[pyfunction]
pub(crate) fn _zones_of_file(py: Python<'_>, picture: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let file = octets("picture", picture)?;
    let read = py.detach(|| Picture::read(file.as_slice(), &Limits::DEFAULT).map(|picture| zones(&picture)));
    read.map_err(|error| wrong_value("picture", &error.to_string()))
}

/// The zones of greys, row by row, each as JSON.
#[pyfunction]
pub(crate) fn _zones_of_greys(
    py: Python<'_>,
    width: u32,
    height: u32,
    greys: Vec<u8>,
) -> PyResult<Vec<String>> {
    let too_large = u64::from(width) * u64::from(height) > u64::from(Limits::DEFAULT.pixels);
    let picture = Picture::from_greys(width, height, greys).filter(|_| !too_large);
    let picture = picture.ok_or_else(|| wrong_value("picture", "no pixels, or more than are read"))?;
    Ok(py.detach(|| zones(&picture)))
}

fn zones(picture: &Picture) -> Vec<String> {
    picture.zones().iter().map(doc9303_pictures::Zone::to_json).collect()
}

/// Width, height, red, green and blue of each pixel, format, deviation, and the picture as PNG.
type Decoded<'py> = (u32, u32, Bound<'py, PyBytes>, &'static str, Option<&'static str>, Bound<'py, PyBytes>);

/// A picture of a chip.
#[pyfunction]
pub(crate) fn _decode_face<'py>(py: Python<'py>, picture: &Bound<'py, PyAny>) -> PyResult<Decoded<'py>> {
    let file = octets("picture", picture)?;
    let read = py.detach(|| Image::decode(file.as_slice(), &Limits::FACE).map(|face| (face.to_png(), face)));
    let (png, face) = read.map_err(|error| wrong_value("picture", &error.to_string()))?;
    let (width, height) = face.size();
    let [rgb, png] = [face.rgb(), &png].map(|bytes| PyBytes::new(py, bytes));
    Ok((width, height, rgb, face.format().as_str(), face.deviation(), png))
}
