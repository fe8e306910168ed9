//! Bytes from Python: `bytes` without a copy, other buffers copied once, paths and binary files read.

use crate::error::{wrong_type, wrong_value};
use doc9303::Limits;
use pyo3::buffer::PyBuffer;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyByteArray, PyBytes, PyString};
use std::borrow::Cow;

const NEEDED: &str = "bytes, a path or an open binary file";

/// Octets that stay where they are for as long as this lives, with or without the interpreter.
pub(crate) enum Octets {
    Python(PyBackedBytes),
    Own(Vec<u8>),
}

impl Octets {
    pub(crate) fn as_slice(&self) -> &[u8] {
        match self {
            Octets::Python(bytes) => bytes,
            Octets::Own(bytes) => bytes,
        }
    }

    pub(crate) fn into_vec(self) -> Vec<u8> {
        match self {
            Octets::Python(bytes) => bytes.to_vec(),
            Octets::Own(bytes) => bytes,
        }
    }
}

/// Reads the argument of this name: bytes-like, `os.PathLike`, or an open binary file.
pub(crate) fn octets(name: &str, given: &Bound<'_, PyAny>) -> PyResult<Octets> {
    if let Some(octets) = buffer(given)? {
        return Ok(octets);
    }
    // A `str` could be a path, PEM or hexadecimal: which one is for the caller to say.
    if given.is_instance_of::<PyString>() {
        return Err(wrong_type(name, NEEDED, given));
    }
    if given.hasattr("__fspath__")? {
        return read_path(given);
    }
    if given.hasattr("read")? {
        return read_file(name, given);
    }
    Err(wrong_type(name, NEEDED, given))
}

/// The octets of an argument that must be bytes-like.
pub(crate) fn taken(name: &str, given: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    match buffer(given)? {
        Some(octets) => Ok(octets.into_vec()),
        None => Err(wrong_type(name, "bytes", given)),
    }
}

/// Checks that the argument of this name is a path.
pub(crate) fn is_path(name: &str, given: &Bound<'_, PyAny>) -> PyResult<()> {
    if given.is_instance_of::<PyString>() || given.hasattr("__fspath__")? {
        return Ok(());
    }
    Err(wrong_type(name, "a str or os.PathLike", given))
}

/// The text of a str. A lone surrogate, which no Unicode text has, becomes one U+FFFD, so that offsets stay.
pub(crate) fn lossy<'a>(text: &'a Bound<'_, PyString>) -> PyResult<Cow<'a, str>> {
    if let Ok(text) = text.to_str() {
        return Ok(Cow::Borrowed(text));
    }
    let units = text.call_method1("encode", ("utf-32-le", "surrogatepass"))?.extract::<PyBackedBytes>()?;
    let letters = units.as_chunks().0.iter().map(|unit| char::from_u32(u32::from_le_bytes(*unit)));
    Ok(letters.map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

/// The octets of an object with the buffer protocol; nothing for any other object.
pub(crate) fn buffer(given: &Bound<'_, PyAny>) -> PyResult<Option<Octets>> {
    if given.is_instance_of::<PyBytes>() || given.is_instance_of::<PyByteArray>() {
        return Ok(Some(Octets::Python(given.extract::<PyBackedBytes>()?)));
    }
    match PyBuffer::<u8>::get(given) {
        Ok(view) => Ok(Some(Octets::Own(view.to_vec(given.py())?))),
        Err(_) => Ok(None),
    }
}

fn read_path(path: &Bound<'_, PyAny>) -> PyResult<Octets> {
    let py = path.py();
    let file = py.import("io")?.call_method1("open", (path, "rb"))?;
    let content = read_file("path", &file);
    file.call_method0("close")?;
    content
}

/// The error of a file that cannot be read, such as a closed one, with the name of the argument.
fn named(name: &str, py: Python<'_>, error: PyErr) -> PyErr {
    if !error.get_type(py).is(py.get_type::<PyValueError>()) {
        return error;
    }
    let told = wrong_value(name, &error.value(py).to_string());
    told.set_cause(py, Some(error));
    told
}

/// One octet more than any list may have is enough to see that it is too long.
fn read_file(name: &str, file: &Bound<'_, PyAny>) -> PyResult<Octets> {
    let bound = Limits::DEFAULT.list_size.saturating_add(1);
    let content = file.call_method1("read", (bound,)).map_err(|error| named(name, file.py(), error))?;
    match buffer(&content)? {
        Some(octets) if octets.as_slice().len() < bound => Ok(octets),
        Some(_) => Err(wrong_value(name, "larger than any list or file of a chip")),
        None => Err(wrong_type(name, "a file opened in binary mode", &content)),
    }
}
