//! `Import` and `Rejected`: what became of what was given, and what could not be used, with why.

use doc9303::Code;
use doc9303::trust::ImportSummary;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// What became of the entries of an import: one bad entry takes nothing from the others.
#[pyclass(frozen, eq, hash, module = "doc9303", name = "Import")]
#[derive(Default, PartialEq, Eq, Hash)]
pub(crate) struct PyImport {
    /// Entries that are new in the store.
    #[pyo3(get)]
    added: usize,
    /// Entries that the store had already.
    #[pyo3(get)]
    known: usize,
    /// How many more were refused than `rejected` tells.
    #[pyo3(get)]
    untold: usize,
    rejected: Vec<PyRejected>,
}

impl PyImport {
    pub(crate) fn of(source: &str, import: ImportSummary) -> Self {
        let mut sum = PyImport::default();
        sum.join(source, import);
        sum
    }

    pub(crate) fn join(&mut self, source: &str, import: ImportSummary) {
        self.added += import.added;
        self.known += import.known;
        self.untold += import.untold;
        self.rejected.extend(import.rejected.into_iter().map(|rejected| PyRejected {
            source: source.to_owned(),
            text: rejected.text(),
            entry: rejected.entry,
            path: rejected.path,
            code: rejected.code.as_str(),
        }));
    }
}

#[pymethods]
impl PyImport {
    /// Entries that were refused, with the reason of each.
    #[getter]
    fn rejected<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let rows = self.rejected.iter().map(|row| Py::new(py, row.clone()));
        PyTuple::new(py, rows.collect::<PyResult<Vec<_>>>()?)
    }

    fn __repr__(&self) -> String {
        format!("<Import {} added, {} known, {} rejected>", self.added, self.known, self.rejected.len())
    }
}

/// An entry that was refused.
#[pyclass(frozen, eq, hash, module = "doc9303", name = "Rejected")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct PyRejected {
    /// The path of its file; empty if the bytes were given.
    #[pyo3(get)]
    source: String,
    /// Number of the entry within its list or file, from zero.
    #[pyo3(get)]
    entry: usize,
    /// Where the entry lies within the file, such as "#3" or "/list.ml#3"; empty for the file as a whole.
    #[pyo3(get)]
    path: String,
    /// Why, as a stable code.
    #[pyo3(get)]
    code: &'static str,
    /// Why, in words.
    #[pyo3(get)]
    text: String,
}

#[pymethods]
impl PyRejected {
    fn __repr__(&self) -> String {
        format!("<Rejected {}{} {}>", self.source, self.path, self.code)
    }
}

impl PyRejected {
    /// A file that was refused as a whole.
    pub(crate) fn of_file(source: &str, code: Code, text: String) -> PyRejected {
        PyRejected { source: source.to_owned(), entry: 0, path: String::new(), code: code.as_str(), text }
    }
}
