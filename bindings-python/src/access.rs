//! `Access`: how a chip was opened, and how the session went on.

use crate::chip::file_id;
use crate::error::{none_of, wrong_value};
use crate::html;
use doc9303::FileId;
use doc9303::lds::{Access, AccessPassword, AccessProtocol};
use pyo3::prelude::*;
use pyo3::types::PyType;

/// How a chip was opened (Doc 9303-11 section 4.2), and how the session with it went on.
///
/// protocol: "PACE", "BAC" or "none".
/// password: "MRZ", "CAN" or None.
/// failed: the protocols that were tried before and failed; "PACE" with protocol "PACE" is another variant of it.
/// protected_to_end: whether every answer after the chip was opened came protected, or None if nobody says.
/// terminal_reads: the files that Terminal Authentication lets the terminal read, such as "EF.DG3", or None without it.
///
/// Raises ValueError for any other word.
///
/// >>> Access("PACE", "CAN")
/// <Access PACE>
/// >>> Access("BAC", "MRZ", failed=["PACE"], protected_to_end=True).failed
/// ['PACE']
#[pyclass(frozen, eq, module = "doc9303", name = "Access")]
#[derive(PartialEq, Eq)]
pub(crate) struct PyAccess(pub(crate) Access);

/// The arguments that make an equal object.
type Parts = (&'static str, Option<&'static str>, Vec<&'static str>, Option<bool>, Option<Vec<&'static str>>);

#[pymethods]
impl PyAccess {
    #[new]
    #[pyo3(signature = (protocol, password = None, failed = Vec::new(), protected_to_end = None, terminal_reads = None))]
    fn new(
        protocol: &str,
        password: Option<&str>,
        failed: Vec<String>,
        protected_to_end: Option<bool>,
        terminal_reads: Option<Vec<String>>,
    ) -> PyResult<Self> {
        let known = |name: &'static str, word: &str| {
            word.parse::<AccessProtocol>().map_err(|_| none_of(name, word, AccessProtocol::ALL))
        };
        let read = |word: &str| word.parse().map_err(|_| none_of("password", word, AccessPassword::ALL));
        let data_group = |name: &String| match file_id(name)? {
            FileId::Dg(data_group) => Ok(data_group),
            _ => Err(wrong_value("terminal_reads", "data groups, such as EF.DG3")),
        };
        let mut access = Access::new(known("protocol", protocol)?, password.map(read).transpose()?);
        access.failed = failed.iter().map(|word| known("failed", word)).collect::<PyResult<_>>()?;
        access.is_protected_to_end = protected_to_end;
        let groups = |names: Vec<String>| names.iter().map(data_group).collect::<PyResult<_>>();
        access.terminal_reads = terminal_reads.map(groups).transpose()?;
        Ok(PyAccess(access))
    }

    /// "PACE", "BAC" or "none".
    #[getter]
    fn protocol(&self) -> &'static str {
        self.0.protocol.as_str()
    }

    /// "MRZ", "CAN" or None.
    #[getter]
    fn password(&self) -> Option<&'static str> {
        self.0.password.map(AccessPassword::as_str)
    }

    /// The protocols that were tried before and failed, in their order.
    #[getter]
    fn failed(&self) -> Vec<&'static str> {
        self.0.failed.iter().map(|protocol| protocol.as_str()).collect()
    }

    /// Whether every answer after the chip was opened came protected, or None if nobody says.
    #[getter]
    fn protected_to_end(&self) -> Option<bool> {
        self.0.is_protected_to_end
    }

    /// The files that Terminal Authentication lets the terminal read, or None if it was not performed.
    #[getter]
    fn terminal_reads(&self) -> Option<Vec<&'static str>> {
        let groups = self.0.terminal_reads.as_ref()?;
        Some(groups.iter().map(|data_group| FileId::Dg(*data_group).as_str()).collect())
    }

    fn __hash__(&self) -> u64 {
        crate::mrz::hash(&self.parts())
    }

    /// How the chip was opened as a table for notebooks.
    fn _repr_html_(this: &Bound<'_, Self>) -> PyResult<String> {
        html::facts(this.as_any(), &["protocol", "password", "failed", "protected_to_end", "terminal_reads"])
    }

    fn __repr__(&self) -> String {
        format!("<Access {}>", self.protocol())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, Parts) {
        (PyType::new::<PyAccess>(py), self.parts())
    }
}

impl PyAccess {
    fn parts(&self) -> Parts {
        (self.protocol(), self.password(), self.failed(), self.protected_to_end(), self.terminal_reads())
    }
}
