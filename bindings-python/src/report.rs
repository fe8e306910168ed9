//! `Report` and its rows, frozen.

use crate::chip::file_id;
use crate::error::wrong_value;
use crate::html;
use crate::mrz::{PyMrz, hash};
use crate::rejected::PyRejected;
use crate::time::datetime;
use doc9303::Report;
use doc9303::report::{Check, CheckResult, Deviation, Group, Language, Message, Reason, Source};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

/// The answer to "is this document genuine": one result a check, and the verdict over them.
///
/// Equal reports say the same of the same document. The repr holds no personal data; to_json and to_dict do unless they
/// are redacted.
#[pyclass(frozen, module = "doc9303", name = "Report")]
pub(crate) struct PyReport(pub(crate) Report, pub(crate) Vec<PyRejected>);

fn check(id: &str) -> PyResult<Check> {
    id.parse::<Check>()
        .ok()
        .ok_or_else(|| wrong_value("check", &format!("{id:?} is no check; doc9303.CHECKS lists them")))
}

fn known_language(code: &str) -> PyResult<Language> {
    code.parse().map_err(|_| {
        let known = Language::ALL.iter().map(|language| language.as_str()).collect::<Vec<_>>().join(", ");
        wrong_value("language", &format!("{code:?} is no language of reports, which are {known}"))
    })
}

/// The facts of a message as a dict.
fn facts<'py>(py: Python<'py>, message: &Message) -> PyResult<Bound<'py, PyAny>> {
    let told = py.import("json")?.call_method1("loads", (message.to_json(),))?;
    told.get_item("facts")
}

#[pymethods]
impl PyReport {
    /// The verdict over everything that counts: "successful", "failed", "undetermined", "not_supported" or "aborted"
    /// (TR-03135-1 section 3.5.2).
    #[getter]
    fn verdict(&self) -> &'static str {
        self.0.verdict().as_str()
    }

    /// The verdict of each group of which a check was made: "optical", "electronic", "combined".
    #[getter]
    fn groups<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let groups = PyDict::new(py);
        for group in Group::ALL {
            if let Some(outcome) = self.0.group(*group) {
                groups.set_item(group.as_str(), outcome.as_str())?;
            }
        }
        Ok(groups)
    }

    /// Every result, in reading order.
    #[getter]
    fn results<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let rows = self.0.results().iter().map(|row| Py::new(py, PyCheckResult(row.clone())));
        PyTuple::new(py, rows.collect::<PyResult<Vec<_>>>()?)
    }

    /// The result of a check; None if nothing was given for it.
    ///
    /// Raises ValueError if there is no such check.
    fn result(&self, check_id: &str) -> PyResult<Option<PyCheckResult>> {
        Ok(self.0.result(check(check_id)?).cloned().map(PyCheckResult))
    }

    /// The outcome of a check; None if nothing was given for it.
    ///
    /// Raises ValueError if there is no such check.
    fn outcome(&self, check_id: &str) -> PyResult<Option<&'static str>> {
        Ok(self.0.outcome(check(check_id)?).map(|outcome| outcome.as_str()))
    }

    /// Departures from Doc 9303 that were tolerated.
    #[getter]
    fn deviations<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let rows = self.0.deviations().iter().map(|row| Py::new(py, PyDeviation(row.clone())));
        PyTuple::new(py, rows.collect::<PyResult<Vec<_>>>()?)
    }

    /// What of the chip's folder could not be read and was left out, as Chip.from_folder names it.
    #[getter]
    fn rejected<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.1.iter().cloned())
    }

    /// What the verdict rests on, without personal data: certificates, algorithms, the trust store, the software.
    #[getter]
    fn evidence<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_dict(py, true)?.get_item("evidence")
    }

    /// The time of inspection, as an aware datetime in UTC.
    #[getter]
    fn at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        datetime(py, self.0.at())
    }

    /// The policy's name.
    #[getter]
    fn policy(&self) -> &str {
        self.0.policy()
    }

    /// The zone that was judged: the printed one, or else DG1; None if there is none that can be read.
    #[getter]
    fn mrz(&self) -> Option<PyMrz> {
        self.0.mrz().copied().map(PyMrz)
    }

    /// What the chip says of holder and document, as a dict: "portraits", "displayed_portraits", "signatures", "personal"
    /// (DG11), "document" (DG12) and "persons_to_notify", as far as they were given. Each has "authenticated": whether passive
    /// authentication vouches for its file. Empty if there is nothing. It is personal.
    #[getter]
    fn details<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let document = self.to_dict(py, false)?.get_item("document")?;
        document.call_method1("get", ("details", PyDict::new(py)))
    }

    /// Whether a data group such as "EF.DG11" is what a trusted Document Signer signed.
    ///
    /// Raises ValueError for a name that no file of a chip has.
    fn is_authenticated(&self, file: &str) -> PyResult<bool> {
        Ok(self.0.is_authenticated(file_id(file)?))
    }

    /// The report as JSON, schema "doc9303-report/1".
    ///
    /// redacted: leave out everything personal.
    #[pyo3(signature = (*, redacted = false))]
    fn to_json(&self, redacted: bool) -> String {
        if redacted { self.0.to_json_redacted() } else { self.0.to_json() }
    }

    /// What to_json says, as a dict.
    ///
    /// redacted: leave out everything personal.
    #[pyo3(signature = (*, redacted = false))]
    fn to_dict<'py>(&self, py: Python<'py>, redacted: bool) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (self.to_json(redacted),))
    }

    /// The report as a table for notebooks, with signs and words beside the colours, without personal data.
    fn _repr_html_(&self) -> String {
        html::report(&self.0, Language::English)
    }

    /// The same table in a language: "en", "de", "es", "fr", "it" or "ru".
    ///
    /// Raises ValueError for any other.
    #[pyo3(signature = (*, language = "en"))]
    fn to_html(&self, language: &str) -> PyResult<String> {
        Ok(html::report(&self.0, known_language(language)?))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.0.to_json() == other.0.to_json() && self.1 == other.1
    }

    fn __hash__(&self) -> u64 {
        hash(&self.0.to_json())
    }

    fn __repr__(&self) -> String {
        let results = self.0.results();
        let unlike = |row: &&CheckResult| !matches!(row.outcome().as_str(), "successful" | "not_supported");
        let told: Vec<_> = results
            .iter()
            .filter(unlike)
            .map(|row| format!("{} {}", row.check().as_str(), row.outcome()))
            .collect();
        let told = if told.is_empty() { String::new() } else { format!(": {}", told.join(", ")) };
        format!("<Report {}, {} results{told}>", self.0.verdict(), results.len())
    }
}

/// What one check found.
#[pyclass(frozen, eq, module = "doc9303", name = "CheckResult")]
#[derive(PartialEq, Eq)]
pub(crate) struct PyCheckResult(CheckResult);

#[pymethods]
impl PyCheckResult {
    /// The stable id of the check, such as "sod.signature".
    #[getter]
    fn check(&self) -> &'static str {
        self.0.check().as_str()
    }

    /// "successful", "failed", "undetermined", "not_supported" or "aborted" (TR-03135-1 section 3.5.2).
    #[getter]
    fn outcome(&self) -> &'static str {
        self.0.outcome().as_str()
    }

    /// Why, for every outcome but "successful"; None for that.
    #[getter]
    fn reason(&self) -> Option<PyReason> {
        self.0.reason().cloned().map(PyReason)
    }

    /// How it counted for this document: "mandatory", "optional" or "evaluatory".
    #[getter]
    fn weight(&self) -> &'static str {
        self.0.weight().as_str()
    }

    /// The group in which it counts: "optical", "electronic" or "combined".
    #[getter]
    fn group(&self) -> &'static str {
        self.0.check().group().as_str()
    }

    /// What holds when the check is successful.
    #[getter]
    fn holds(&self) -> &'static str {
        self.0.check().requirement()
    }

    /// The clause that the check implements, such as "Doc 9303-11 §5.1".
    #[getter]
    fn clause(&self) -> &'static str {
        self.0.check().clause()
    }

    /// Where the judged zone came from, "printed" or "dg1", for the checks of a zone; None for others.
    #[getter]
    fn source(&self) -> Option<&'static str> {
        self.0.source().map(|source| match source {
            Source::Printed => "printed",
            Source::Dg1 => "dg1",
        })
    }

    fn __hash__(&self) -> u64 {
        hash(&(self.check(), self.0.outcome(), self.0.reason().map(Reason::code), self.0.weight()))
    }

    fn __repr__(&self) -> String {
        let reason = self.0.reason().map(|reason| format!(" {}", reason.code())).unwrap_or_default();
        format!("<CheckResult {} {}{reason}>", self.check(), self.outcome())
    }
}

/// Why an outcome is not "successful".
#[pyclass(frozen, eq, module = "doc9303", name = "Reason")]
#[derive(PartialEq, Eq)]
pub(crate) struct PyReason(Reason);

#[pymethods]
impl PyReason {
    /// The stable code, such as "csca.not_found"; doc9303.explain says what it means.
    #[getter]
    fn code(&self) -> &'static str {
        self.0.code().as_str()
    }

    /// The facts in words, without personal data. The wording may change between releases.
    #[getter]
    fn text(&self) -> String {
        self.0.text()
    }

    /// The same in a language: "en", "de", "es", "fr", "it" or "ru".
    ///
    /// Raises ValueError for any other.
    fn text_in(&self, language: &str) -> PyResult<String> {
        Ok(self.0.text_in(known_language(language)?))
    }

    /// The id of the sentence, such as "valid_until", which is the same in every language.
    #[getter]
    fn message(&self) -> &'static str {
        self.0.message().id()
    }

    /// What the sentence says it of, by name: texts, numbers, and lists or sentences within.
    #[getter]
    fn facts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        facts(py, self.0.message())
    }

    fn __hash__(&self) -> u64 {
        hash(&(self.0.code(), self.0.text()))
    }

    fn __str__(&self) -> String {
        self.0.text()
    }

    fn __repr__(&self) -> String {
        format!("<Reason {}>", self.code())
    }
}

/// A departure from Doc 9303 that was tolerated, and is told.
#[pyclass(frozen, eq, module = "doc9303", name = "Deviation")]
#[derive(PartialEq, Eq)]
pub(crate) struct PyDeviation(Deviation);

#[pymethods]
impl PyDeviation {
    /// The stable code, "deviation.*".
    #[getter]
    fn code(&self) -> &'static str {
        self.0.kind().as_str()
    }

    /// The structure, such as "EF.SOD".
    #[getter]
    fn structure(&self) -> &str {
        self.0.structure()
    }

    /// Offset in bytes in the structure, if the deviation has one place.
    #[getter]
    fn offset(&self) -> Option<usize> {
        self.0.offset()
    }

    /// What departs, in words.
    #[getter]
    fn text(&self) -> String {
        self.0.text()
    }

    /// The same in a language: "en", "de", "es", "fr", "it" or "ru".
    ///
    /// Raises ValueError for any other.
    fn text_in(&self, language: &str) -> PyResult<String> {
        Ok(self.0.text_in(known_language(language)?))
    }

    /// The id of the sentence, such as "valid_until", which is the same in every language.
    #[getter]
    fn message(&self) -> &'static str {
        self.0.message().id()
    }

    /// What the sentence says it of, by name: texts, numbers, and lists or sentences within.
    #[getter]
    fn facts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        facts(py, self.0.message())
    }

    fn __hash__(&self) -> u64 {
        hash(&(self.0.kind(), self.0.structure(), self.0.offset(), self.0.text()))
    }

    fn __repr__(&self) -> String {
        format!("<Deviation {} {}>", self.code(), self.structure())
    }
}
