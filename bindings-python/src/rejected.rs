//! `Import` and `Rejected`: what became of what was given, and what could not be used, with why.

use crate::error::wrong_value;
use crate::html;
use doc9303::Code;
use doc9303::trust::ImportSummary;
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};

/// Entries added, known and untold, and those that were refused.
type ImportState<'py> = (usize, usize, usize, Bound<'py, PyTuple>);
/// Source, entry, path, code and text.
type RejectedState = (String, usize, String, String, String);

/// What became of the entries of an import: one bad entry takes nothing from the others.
///
/// >>> TrustStore().add(b"a letter")
/// <Import 0 added, 0 known, 1 rejected>
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

    /// Adds files that were left out: the name of each, and why.
    pub(crate) fn leave(&mut self, files: Vec<(String, String)>) {
        let rejected =
            files.into_iter().map(|(name, why)| PyRejected::of_file(&name, Code::FileNotRead, why));
        self.rejected.extend(rejected);
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

    /// What became of the entries as a table for notebooks.
    fn _repr_html_(this: &Bound<'_, Self>) -> PyResult<String> {
        html::facts(this.as_any(), &["added", "known", "rejected", "untold"])
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, ImportState<'py>)> {
        let state = (self.added, self.known, self.untold, self.rejected(py)?);
        Ok((PyType::new::<PyImport>(py).getattr("_restore")?, state))
    }

    /// What __reduce__ told.
    #[staticmethod]
    fn _restore(added: usize, known: usize, untold: usize, rejected: Vec<Bound<'_, PyRejected>>) -> PyImport {
        PyImport { added, known, untold, rejected: rejected.iter().map(|row| row.get().clone()).collect() }
    }

    fn __repr__(&self) -> String {
        format!("<Import {} added, {} known, {} rejected>", self.added, self.known, self.rejected.len())
    }
}

/// An entry that was refused.
///
/// >>> TrustStore().add(b"a letter").rejected[0].code
/// 'trust.not_recognised'
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
    /// What was refused and why as a table for notebooks.
    fn _repr_html_(this: &Bound<'_, Self>) -> PyResult<String> {
        html::facts(this.as_any(), &["source", "path", "code", "text"])
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, RejectedState)> {
        let state =
            (self.source.clone(), self.entry, self.path.clone(), self.code.to_owned(), self.text.clone());
        Ok((PyType::new::<PyRejected>(py).getattr("_restore")?, state))
    }

    /// What __reduce__ told.
    #[staticmethod]
    fn _restore(
        source: String,
        entry: usize,
        path: String,
        code: &str,
        text: String,
    ) -> PyResult<PyRejected> {
        let code = Code::ALL.iter().map(|code| code.as_str()).find(|known| *known == code);
        let code = code.ok_or_else(|| wrong_value("code", "no code of this version"))?;
        Ok(PyRejected { source, entry, path, code, text })
    }

    fn __repr__(&self) -> String {
        format!("<Rejected {}{} {}>", self.source, self.path, self.code)
    }
}

impl PyRejected {
    /// Name of the file, code and text.
    pub(crate) fn told(&self) -> [&str; 3] {
        [&self.source, self.code, &self.text]
    }

    /// A file that was refused as a whole.
    pub(crate) fn of_file(source: &str, code: Code, text: String) -> PyRejected {
        PyRejected { source: source.to_owned(), entry: 0, path: String::new(), code: code.as_str(), text }
    }
}
