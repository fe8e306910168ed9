//! Texts that explain checks and codes, from the tables that the core's documentation is made of.

use crate::error::wrong_value;
use crate::html;
use doc9303::Code;
use doc9303::explain_word;
use doc9303::report::{Check, DeviationKind};
use doc9303_arrow::{Meaning, Part};
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};

/// What a check or a code means, for whoever has to act on a report. Its str is the meaning.
///
/// word: the word that is explained.
/// meaning: what a code says when it comes up, or what holds when a check is successful.
/// honest_causes: why it can come up with an honest document and an honest bearer.
/// next_steps: what an officer may do next.
/// clause: where the standards speak of it.
///
/// >>> explain("csca.not_found").clause
/// 'Doc 9303-12 App. D.1.1'
#[pyclass(frozen, eq, hash, get_all, module = "doc9303", name = "Explanation")]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct PyExplanation {
    /// The word that is explained.
    word: String,
    /// What a code says when it comes up, or what holds when a check is successful.
    meaning: &'static str,
    /// Why it can come up with an honest document and an honest bearer.
    honest_causes: &'static str,
    /// What an officer may do next.
    next_steps: &'static str,
    /// Where the standards speak of it.
    clause: &'static str,
}

#[pymethods]
impl PyExplanation {
    fn __str__(&self) -> &'static str {
        self.meaning
    }

    fn __repr__(&self) -> String {
        format!("<Explanation {:?} ({})>", self.meaning, self.clause)
    }

    /// The explanation as a table for notebooks.
    fn _repr_html_(this: &Bound<'_, Self>) -> PyResult<String> {
        html::facts(this.as_any(), &["word", "meaning", "honest_causes", "next_steps", "clause"])
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (&str,))> {
        Ok((PyType::new::<PyExplanation>(py).getattr("_restore")?, (&self.word,)))
    }

    /// What __reduce__ told.
    #[staticmethod]
    fn _restore(word: &str) -> PyResult<PyExplanation> {
        explain(word)
    }
}

/// What a word of an output means: a check such as "sod.signature", a code such as "csca.not_found", a warning of a zone such
/// as "truncation_possible", an outcome, a layout, a field. Words other than checks, codes and warnings have a meaning and a
/// clause alone.
///
/// Raises ValueError if no output has the word.
///
/// >>> explain("sod.signature").clause
/// 'Doc 9303-11 §5.1'
#[pyfunction]
pub(crate) fn explain(word: &str) -> PyResult<PyExplanation> {
    let told = explain_word(word)
        .ok_or_else(|| wrong_value("word", &format!("{word:?} is neither a check nor a code")))?;
    let explanation = told.explanation;
    Ok(PyExplanation {
        word: word.to_owned(),
        meaning: explanation.meaning,
        honest_causes: explanation.benign_causes,
        next_steps: explanation.next_steps,
        clause: explanation.clause,
    })
}

/// The ids of all checks, in the order of a report.
#[pyfunction(name = "_check_ids")]
pub(crate) fn check_ids(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
    PyTuple::new(py, Check::all().map(Check::as_str).collect::<Vec<_>>())
}

/// All codes of reasons, errors and deviations, in the order of the documentation.
#[pyfunction(name = "_code_texts")]
pub(crate) fn code_texts(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
    let deviations = DeviationKind::ALL.iter().map(|kind| kind.as_str());
    PyTuple::new(py, Code::ALL.iter().map(|code| code.as_str()).chain(deviations).collect::<Vec<_>>())
}

/// The name in Doc 9303 of the chip file that a column of this name holds, such as "EF.DG1" for "dg_1"; None if it holds
/// none.
#[pyfunction(name = "_file_name")]
pub(crate) fn file_name(name: &str) -> Option<&'static str> {
    match Meaning::of(name) {
        Meaning::Part(Part::File(file)) => Some(file.as_str()),
        _ => None,
    }
}
