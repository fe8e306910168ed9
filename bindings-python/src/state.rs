//! `State`: issuing States, organisations and kinds of nationality with their codes (Doc 9303-3 section 5).

use crate::error::wrong_value;
use crate::html;
use crate::mrz::hash;
use doc9303::{IssuerMatch, State};
use pyo3::prelude::*;
use pyo3::types::{PyTuple, PyType};

/// An issuing State, an organisation or a kind of nationality, with its code of the zone and that of certificates.
///
/// code: as a zone has it ("D<<", "UTO") or a certificate ("DE", "ut", "LTU"), in any case.
///
/// Raises ValueError for a code that is in no table.
///
/// >>> State("D<<").name, State("D").code2, State("xk").name
/// ('Germany', 'DE', 'Kosovo')
/// >>> State("UTO") == State("UT")
/// True
#[pyclass(frozen, eq, module = "doc9303", name = "State")]
#[derive(PartialEq, Eq)]
pub(crate) struct PyState(pub(crate) &'static State);

#[pymethods]
impl PyState {
    #[new]
    fn new(code: &str) -> PyResult<Self> {
        let upper = code.to_ascii_uppercase();
        let found = State::by_code3(&upper).or_else(|| State::by_certificate(&upper));
        found.map(PyState).ok_or_else(|| wrong_value("code", &format!("{code:?} is the code of no State")))
    }

    /// Every State, organisation and nationality, in the order of their codes.
    ///
    /// >>> len(State.all()) > 280
    /// True
    #[staticmethod]
    fn all(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
        PyTuple::new(py, State::all().map(|state| Py::new(py, PyState(state))).collect::<PyResult<Vec<_>>>()?)
    }

    /// The code of the zone without fillers: three letters, or "D".
    #[getter]
    fn code3(&self) -> &'static str {
        self.0.code3()
    }

    /// The code of certificates; None where there is none.
    #[getter]
    fn code2(&self) -> Option<&'static str> {
        self.0.code2()
    }

    /// The short English name.
    #[getter]
    fn name(&self) -> &'static str {
        self.0.name()
    }

    /// Where the code comes from: "iso", "special", "organisation", "united_nations", "person", "withdrawn", "specimen",
    /// "master_list" or "field".
    #[getter]
    fn group(&self) -> &'static str {
        self.0.group().as_str()
    }

    /// Whether documents are issued under the code.
    #[getter]
    fn is_issuer(&self) -> bool {
        self.0.is_issuer()
    }

    /// Whether the country of a certificate means this issuer: True or False, and None if one of them is no issuer that is
    /// known. Britain's codes are one issuer, and Hong Kong and Macao sign under China's.
    ///
    /// >>> State("GBN").signs_as("GB"), State("D").signs_as("FR"), State("D").signs_as("ZZ")
    /// (True, False, None)
    fn signs_as(&self, country: &str) -> Option<bool> {
        match State::compare_issuers(country, self.0.code3()) {
            IssuerMatch::Same => Some(true),
            IssuerMatch::Other => Some(false),
            IssuerMatch::Unknown => None,
        }
    }

    fn __hash__(&self) -> u64 {
        hash(&self.0.code3())
    }

    fn __str__(&self) -> &'static str {
        self.0.name()
    }

    fn __repr__(&self) -> String {
        format!("State({:?})", self.0.code3())
    }

    /// The codes and the name as a table for notebooks.
    fn _repr_html_(this: &Bound<'_, Self>) -> PyResult<String> {
        html::facts(this.as_any(), &["name", "code3", "code2", "group", "is_issuer"])
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, (&'static str,)) {
        (PyType::new::<PyState>(py), (self.0.code3(),))
    }
}
