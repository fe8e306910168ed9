//! Texts that explain checks and codes, from the tables that the core's documentation is made of.

use crate::error::wrong_value;
use doc9303::report::Check;
use doc9303::{Code, FileId};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// What a check or a code means, in one sentence.
///
/// For a check id such as "sod.signature": what holds when it is successful, and the clause. For a code such as
/// "csca.not_found": what it says.
///
/// Raises ValueError if the word is neither.
///
/// >>> explain("sod.signature")
/// "the Document Signer's key verifies the signature (Doc 9303-11 §5.1)"
#[pyfunction]
pub(crate) fn explain(word: &str) -> PyResult<String> {
    if let Some(check) = Check::parse(word) {
        return Ok(format!("{} ({})", check.holds(), check.clause()));
    }
    match Code::parse(word) {
        Some(code) => Ok(code.meaning().to_owned()),
        None => Err(wrong_value("word", &format!("{word:?} is neither a check nor a code"))),
    }
}

/// The ids of all checks, in the order of a report.
#[pyfunction(name = "_check_ids")]
pub(crate) fn check_ids(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
    PyTuple::new(py, Check::all().map(Check::id).collect::<Vec<_>>())
}

/// All codes of reasons, errors and deviations, in the order of the documentation.
#[pyfunction(name = "_code_texts")]
pub(crate) fn code_texts(py: Python<'_>) -> PyResult<Bound<'_, PyTuple>> {
    PyTuple::new(py, Code::ALL.iter().map(|code| code.as_str()).collect::<Vec<_>>())
}

/// The name in Doc 9303 of the chip file that is called so, such as "EF.DG1" for "dg1.bin"; None if there is none.
#[pyfunction(name = "_file_name")]
pub(crate) fn file_name(name: &str) -> Option<&'static str> {
    FileId::parse(name).map(FileId::name)
}
