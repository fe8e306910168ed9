//! Errors cross the seam here and nowhere else: `doc9303.Doc9303Error`, and the standard exceptions for wrong arguments.

use core::fmt::Display;
use doc9303::{Error, Place};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;

static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();

/// The core's error as `doc9303.Doc9303Error`.
pub(crate) fn raise(py: Python<'_>, error: &Error) -> PyErr {
    let place = match error.place() {
        Place::Byte(offset) => (Some(offset), None, None),
        Place::Cell { line, column } => (None, Some(line), Some(column)),
        _ => (None, None, None),
    };
    let (offset, line, column) = place;
    let arguments =
        (error.to_string(), error.code().as_str(), error.structure(), error.detail(), offset, line, column);
    let made = CLASS
        .import(py, "doc9303._errors", "Doc9303Error")
        .and_then(|class| class.call1(arguments))
        .map(PyErr::from_value);
    made.unwrap_or_else(|failure| failure)
}

/// A wrong type for the argument of this name.
pub(crate) fn wrong_type(name: &str, needed: &str, given: &Bound<'_, PyAny>) -> PyErr {
    let kind = given.get_type();
    let kind = kind.qualname().map_or_else(|_| "another type".to_owned(), |name| name.to_string());
    PyTypeError::new_err(format!("{name}: {needed} is needed, not {kind}"))
}

/// A value that the argument of this name cannot have.
pub(crate) fn wrong_value(name: &str, text: &str) -> PyErr {
    PyValueError::new_err(format!("{name}: {text}"))
}

/// A word for the argument of this name that is none of the words it can have.
pub(crate) fn none_of<T: Display>(name: &str, given: &str, words: &[T]) -> PyErr {
    let words: Vec<String> = words.iter().map(T::to_string).collect();
    wrong_value(name, &format!("{given:?} is none of {}", words.join(", ")))
}
