//! `Report` and its rows, frozen.

use crate::chip::{PyChip, file_id};
use crate::error::wrong_value;
use crate::html;
use crate::log::{self, LogArguments};
use crate::mrz::{PyMrz, hash};
use crate::policy::PyPolicy;
use crate::rejected::PyRejected;
use crate::time::datetime;
use crate::trust::PyTrustStore;
use doc9303::report::{Check, CheckResult, Deviation, Group, Language, Message, Reason, Source};
use doc9303::{Chip, Document, Report, SealProfiles, UnixTime};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyTuple, PyType};

/// The answer to "is this document genuine": one result a check, and the verdict over them.
///
/// Equal reports say the same of the same document. The repr holds no personal data; to_json and to_dict do unless they
/// are redacted.
///
/// A pickled report is what it was made from, and is judged anew where it is restored.
///
/// >>> from datetime import datetime, timezone
/// >>> at = datetime(2011, 1, 1, tzinfo=timezone.utc)
/// >>> report = inspect(TrustStore(), at=at, mrz="P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
/// >>> report.verdict, report.outcome("mrz.check_digits")
/// ('successful', 'successful')
#[pyclass(frozen, module = "doc9303", name = "Report")]
pub(crate) struct PyReport {
    report: Report,
    // What it was made from.
    given: Given,
    trust: Py<PyTrustStore>,
    policy: PyPolicy,
}

/// The parts of a document, as they were given.
#[derive(Clone, Default)]
pub(crate) struct Given {
    pub(crate) zone: Option<String>,
    pub(crate) chip: Option<Chip>,
    /// What of the chip's folder was left out.
    pub(crate) rejected: Vec<PyRejected>,
    pub(crate) visa_zone: Option<String>,
    pub(crate) seal: Option<Vec<u8>>,
    pub(crate) profiles: Profiles,
    pub(crate) credential: Option<Vec<u8>>,
}

/// Profiles of administrative documents, and the files that they were read from.
#[derive(Clone, Default)]
pub(crate) struct Profiles {
    read: SealProfiles,
    files: Vec<Vec<u8>>,
}

impl Profiles {
    pub(crate) fn read(files: Vec<Vec<u8>>) -> PyResult<Profiles> {
        let mut read = SealProfiles::new();
        for (place, file) in files.iter().enumerate() {
            let added = read.add_xml(file);
            added.map_err(|error| wrong_value("seal_profiles", &format!("number {place}: {error}")))?;
        }
        Ok(Profiles { read, files })
    }
}

impl Given {
    fn document(&self) -> Document {
        let mut document = Document::new();
        if let Some(zone) = &self.zone {
            document = document.with_mrz(zone);
        }
        if let Some(zone) = &self.visa_zone {
            document = document.with_visa_mrz(zone);
        }
        if let Some(seal) = &self.seal {
            document = document.with_seal_profiles(seal, &self.profiles.read);
        }
        if let Some(credential) = &self.credential {
            document = document.with_credential(credential);
        }
        if let Some(chip) = &self.chip {
            document = document.with_chip(chip.clone());
        }
        document
    }
}

/// A row of a report, which is pickled as the report and its place: rows of one report share it in a pickle.
struct Row {
    of: Py<PyReport>,
    place: Place,
}

/// Where in a report a row stands.
#[derive(Debug, Clone, Copy)]
enum Place {
    Result(usize),
    Reason(usize),
    Deviation(usize),
}

impl Row {
    /// What a pickled row says: the report, and the place as `_row` takes it.
    fn reduced<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (&'static str, usize))> {
        let place = match self.place {
            Place::Result(place) => ("result", place),
            Place::Reason(place) => ("reason", place),
            Place::Deviation(place) => ("deviation", place),
        };
        Ok((self.of.bind(py).getattr("_row")?, place))
    }
}

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

impl PyReport {
    /// Judges a document while other threads run.
    pub(crate) fn judge(
        py: Python<'_>,
        given: Given,
        trust: Py<PyTrustStore>,
        policy: PyPolicy,
        at: UnixTime,
    ) -> PyReport {
        let store = trust.get().snapshot();
        let report = py.detach(|| doc9303::inspect(&given.document(), &store, &policy.0, at));
        PyReport { report, given, trust, policy }
    }

    fn nth_result(this: &Bound<'_, Self>, place: usize) -> PyResult<PyCheckResult> {
        let result = this.get().report.results().get(place).cloned();
        let result = result.ok_or_else(|| wrong_value("place", "no result"))?;
        Ok(PyCheckResult { result, row: Row { of: this.clone().unbind(), place: Place::Result(place) } })
    }

    fn nth_deviation(this: &Bound<'_, Self>, place: usize) -> PyResult<PyDeviation> {
        let deviation = this.get().report.deviations().get(place).cloned();
        let deviation = deviation.ok_or_else(|| wrong_value("place", "no deviation"))?;
        Ok(PyDeviation { deviation, row: Row { of: this.clone().unbind(), place: Place::Deviation(place) } })
    }
}

/// The trust store, the time in seconds, the zone, the chip, the policy and the other parts.
type ReportState<'py> = (Py<PyTrustStore>, i64, Option<String>, Option<PyChip>, PyPolicy, Others<'py>);
/// The zone of the visa, the seal, the profiles of seals and the virtual component.
type Others<'py> =
    (Option<String>, Option<Bound<'py, PyBytes>>, Vec<Bound<'py, PyBytes>>, Option<Bound<'py, PyBytes>>);
/// The same as they are told again.
type OthersTold = (Option<String>, Option<Vec<u8>>, Vec<Vec<u8>>, Option<Vec<u8>>);

#[pymethods]
impl PyReport {
    /// The verdict over everything that counts: "successful", "failed", "undetermined", "not_supported" or "aborted"
    /// (TR-03135-1 section 3.5.2).
    #[getter]
    fn verdict(&self) -> &'static str {
        self.report.verdict().as_str()
    }

    /// The verdict of each group of which a check was made: "optical", "electronic", "seal", "combined".
    #[getter]
    fn groups<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let groups = PyDict::new(py);
        for group in Group::ALL {
            if let Some(outcome) = self.report.group(*group) {
                groups.set_item(group.as_str(), outcome.as_str())?;
            }
        }
        Ok(groups)
    }

    /// The ids of the checks that decide the verdict: those that count and ended as it did, and for a chip that is
    /// undetermined those of passive authentication that do not hold or were not made. Empty for a successful verdict.
    #[getter]
    fn decisive<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.report.decisive().iter().map(|check| check.as_str()))
    }

    /// Every result, in reading order.
    #[getter]
    fn results<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = this.py();
        let rows =
            (0..this.get().report.results().len()).map(|place| Py::new(py, Self::nth_result(this, place)?));
        PyTuple::new(py, rows.collect::<PyResult<Vec<_>>>()?)
    }

    /// The result of a check; None if nothing was given for it.
    ///
    /// Raises ValueError if there is no such check.
    fn result(this: &Bound<'_, Self>, check_id: &str) -> PyResult<Option<PyCheckResult>> {
        let check = check(check_id)?;
        let place = this.get().report.results().iter().position(|row| row.check() == check);
        place.map(|place| Self::nth_result(this, place)).transpose()
    }

    /// The outcome of a check; None if nothing was given for it.
    ///
    /// Raises ValueError if there is no such check.
    fn outcome(&self, check_id: &str) -> PyResult<Option<&'static str>> {
        Ok(self.report.outcome(check(check_id)?).map(|outcome| outcome.as_str()))
    }

    /// Departures from Doc 9303 that were tolerated.
    #[getter]
    fn deviations<'py>(this: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let (py, count) = (this.py(), this.get().report.deviations().len());
        let rows = (0..count).map(|place| Py::new(py, Self::nth_deviation(this, place)?));
        PyTuple::new(py, rows.collect::<PyResult<Vec<_>>>()?)
    }

    /// What of the chip's folder could not be read and was left out, as Chip.from_folder names it.
    #[getter]
    fn rejected<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.given.rejected.iter().cloned())
    }

    /// What the verdict rests on, without personal data: certificates, algorithms, the trust store, the software.
    #[getter]
    fn evidence<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.to_dict(py, true)?.get_item("evidence")
    }

    /// The time of inspection, as an aware datetime in UTC.
    #[getter]
    fn at<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        datetime(py, self.report.at())
    }

    /// The policy's name.
    #[getter]
    fn policy(&self) -> &str {
        self.report.policy()
    }

    /// The zone that was judged: the printed one, or else DG1; None if there is none that can be read.
    #[getter]
    fn mrz(&self) -> Option<PyMrz> {
        self.report.mrz().copied().map(PyMrz)
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
        Ok(self.report.is_authenticated(file_id(file)?))
    }

    /// The report as JSON, schema "doc9303-report/1".
    ///
    /// redacted: leave out everything personal.
    #[pyo3(signature = (*, redacted = false))]
    fn to_json(&self, redacted: bool) -> String {
        if redacted { self.report.to_json_redacted() } else { self.report.to_json() }
    }

    /// What to_json says, as a dict.
    ///
    /// redacted: leave out everything personal.
    #[pyo3(signature = (*, redacted = false))]
    fn to_dict<'py>(&self, py: Python<'py>, redacted: bool) -> PyResult<Bound<'py, PyAny>> {
        py.import("json")?.call_method1("loads", (self.to_json(redacted),))
    }

    /// The report as a log by BSI TR-03135-1, in XML: each result under its clause, with a vendor code.
    ///
    /// transaction_id: a UUID that no other inspection has. start, end: when the inspection began and ended, aware datetimes.
    /// terminal: the id that the operator gave it.
    /// profile: "basic" has no personal data; "standard" adds zone, files and seal of what failed or stays open,
    /// "standard_optical", "standard_electronic" and "standard_seal" always those of one class, and "full" all.
    ///
    /// Raises ValueError for an argument that is none of these.
    #[pyo3(signature = (*, transaction_id, start, end, terminal = None, profile = "basic"))]
    fn to_tr03135_xml(
        &self,
        transaction_id: &Bound<'_, PyAny>,
        start: &Bound<'_, PyAny>,
        end: &Bound<'_, PyAny>,
        terminal: Option<&str>,
        profile: &str,
    ) -> PyResult<String> {
        log::xml(&self.report, &LogArguments { transaction_id, start, end, terminal, profile })
    }

    /// The report as a table for notebooks, with signs and words beside the colours, without personal data.
    fn _repr_html_(&self) -> String {
        html::report(&self.report, Language::English)
    }

    /// The same table in a language: "en", "de", "es", "fr", "it" or "ru".
    ///
    /// Raises ValueError for any other.
    #[pyo3(signature = (*, language = "en"))]
    fn to_html(&self, language: &str) -> PyResult<String> {
        Ok(html::report(&self.report, known_language(language)?))
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.report.to_json() == other.report.to_json() && self.given.rejected == other.given.rejected
    }

    fn __hash__(&self) -> u64 {
        hash(&self.report.to_json())
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, ReportState<'py>)> {
        let PyReport { report, given, trust, policy } = self;
        let Given { zone, chip, rejected, visa_zone, seal, profiles, credential } = given.clone();
        let chip = chip.map(|chip| PyChip(chip, rejected));
        let bytes = |octets: Option<Vec<u8>>| octets.map(|octets| PyBytes::new(py, &octets));
        let profiles = profiles.files.iter().map(|file| PyBytes::new(py, file)).collect();
        let others = (visa_zone, bytes(seal), profiles, bytes(credential));
        let state = (trust.clone_ref(py), report.at().seconds(), zone, chip, policy.clone(), others);
        Ok((PyType::new::<PyReport>(py).getattr("_restore")?, state))
    }

    /// What __reduce__ told.
    #[staticmethod]
    fn _restore(
        py: Python<'_>,
        trust: Py<PyTrustStore>,
        at: i64,
        zone: Option<String>,
        chip: Option<Bound<'_, PyChip>>,
        policy: Bound<'_, PyPolicy>,
        others: OthersTold,
    ) -> PyResult<PyReport> {
        let rejected = chip.as_ref().map(|chip| chip.get().1.clone()).unwrap_or_default();
        let chip = chip.map(|chip| chip.get().0.clone());
        let (visa_zone, seal, profiles, credential) = others;
        let profiles = Profiles::read(profiles)?;
        let given = Given { zone, chip, rejected, visa_zone, seal, profiles, credential };
        Ok(PyReport::judge(py, given, trust, policy.get().clone(), UnixTime::from_seconds(at)))
    }

    /// What a pickled row told.
    fn _row<'py>(this: &Bound<'py, Self>, kind: &str, place: usize) -> PyResult<Bound<'py, PyAny>> {
        let py = this.py();
        match kind {
            "result" => Self::nth_result(this, place)?.into_bound_py_any(py),
            "reason" => Self::nth_result(this, place)?.reason(py).into_bound_py_any(py),
            _ => Self::nth_deviation(this, place)?.into_bound_py_any(py),
        }
    }

    /// It never changes, and is its own copy.
    fn __copy__(this: Bound<'_, Self>) -> Bound<'_, Self> {
        this
    }

    /// It never changes, and is its own copy.
    fn __deepcopy__<'py>(this: Bound<'py, Self>, _memo: &Bound<'py, PyAny>) -> Bound<'py, Self> {
        this
    }

    fn __repr__(&self) -> String {
        let results = self.report.results();
        let unlike = |row: &&CheckResult| !matches!(row.outcome().as_str(), "successful" | "not_supported");
        let told: Vec<_> = results
            .iter()
            .filter(unlike)
            .map(|row| format!("{} {}", row.check().as_str(), row.outcome()))
            .collect();
        let told = if told.is_empty() { String::new() } else { format!(": {}", told.join(", ")) };
        format!("<Report {}, {} results{told}>", self.report.verdict(), results.len())
    }
}

/// What one check found.
///
/// A pickle of it is that of its whole report: the document, personal data and all, and the trust store.
///
/// >>> from datetime import datetime, timezone
/// >>> at = datetime(2011, 1, 1, tzinfo=timezone.utc)
/// >>> report = inspect(TrustStore(), at=at, mrz="P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
/// >>> report.result("mrz.check_digits").clause
/// 'Doc 9303-3 §4.9'
#[pyclass(frozen, eq, module = "doc9303", name = "CheckResult")]
pub(crate) struct PyCheckResult {
    result: CheckResult,
    row: Row,
}

impl PartialEq for PyCheckResult {
    fn eq(&self, other: &Self) -> bool {
        self.result == other.result
    }
}

#[pymethods]
impl PyCheckResult {
    /// The stable id of the check, such as "sod.signature".
    #[getter]
    fn check(&self) -> &'static str {
        self.result.check().as_str()
    }

    /// "successful", "failed", "undetermined", "not_supported" or "aborted" (TR-03135-1 section 3.5.2).
    #[getter]
    fn outcome(&self) -> &'static str {
        self.result.outcome().as_str()
    }

    /// Why, for every outcome but "successful"; None for that.
    #[getter]
    fn reason(&self, py: Python<'_>) -> Option<PyReason> {
        let place = match self.row.place {
            Place::Result(place) | Place::Reason(place) | Place::Deviation(place) => Place::Reason(place),
        };
        let row = Row { of: self.row.of.clone_ref(py), place };
        self.result.reason().cloned().map(|reason| PyReason { reason, row })
    }

    /// How it counted for this document: "mandatory", "optional" or "evaluatory".
    #[getter]
    fn weight(&self) -> &'static str {
        self.result.weight().as_str()
    }

    /// Whether it counts for the verdict.
    #[getter]
    fn counts(&self) -> bool {
        self.result.counts()
    }

    /// The group in which it counts: "optical", "electronic", "seal" or "combined".
    #[getter]
    fn group(&self) -> &'static str {
        self.result.check().group().as_str()
    }

    /// What holds when the check is successful.
    #[getter]
    fn holds(&self) -> &'static str {
        self.result.check().requirement()
    }

    /// The clause that the check implements, such as "Doc 9303-11 §5.1".
    #[getter]
    fn clause(&self) -> &'static str {
        self.result.check().clause()
    }

    /// Where the judged zone came from, "printed", "dg1" or "visa", for the checks of a zone; None for others.
    #[getter]
    fn source(&self) -> Option<&'static str> {
        self.result.source().map(|source| match source {
            Source::Printed => "printed",
            Source::Dg1 => "dg1",
            Source::Visa => "visa",
        })
    }

    fn __hash__(&self) -> u64 {
        hash(&(
            self.check(),
            self.result.outcome(),
            self.result.reason().map(Reason::code),
            self.result.weight(),
        ))
    }

    /// The facts as a table for notebooks, without personal data.
    fn _repr_html_(this: &Bound<'_, Self>) -> PyResult<String> {
        html::facts(
            this.as_any(),
            &["check", "outcome", "reason", "weight", "group", "holds", "clause", "source"],
        )
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (&'static str, usize))> {
        self.row.reduced(py)
    }

    fn __repr__(&self) -> String {
        let reason = self.result.reason().map(|reason| format!(" {}", reason.code())).unwrap_or_default();
        format!("<CheckResult {} {}{reason}>", self.check(), self.outcome())
    }
}

/// Why an outcome is not "successful".
///
/// A pickle of it is that of its whole report: the document, personal data and all, and the trust store.
///
/// >>> from datetime import datetime, timezone
/// >>> at = datetime(2011, 1, 1, tzinfo=timezone.utc)
/// >>> report = inspect(TrustStore(), at=at, mrz="P<UTO")
/// >>> report.results[0].reason.code
/// 'mrz.length'
#[pyclass(frozen, eq, module = "doc9303", name = "Reason")]
pub(crate) struct PyReason {
    reason: Reason,
    row: Row,
}

impl PartialEq for PyReason {
    fn eq(&self, other: &Self) -> bool {
        self.reason == other.reason
    }
}

#[pymethods]
impl PyReason {
    /// The stable code, such as "csca.not_found"; doc9303.explain says what it means.
    #[getter]
    fn code(&self) -> &'static str {
        self.reason.code().as_str()
    }

    /// The facts in words, without personal data. The wording may change between releases.
    #[getter]
    fn text(&self) -> String {
        self.reason.text()
    }

    /// The same in a language: "en", "de", "es", "fr", "it" or "ru".
    ///
    /// Raises ValueError for any other.
    fn text_in(&self, language: &str) -> PyResult<String> {
        Ok(self.reason.text_in(known_language(language)?))
    }

    /// The id of the sentence, such as "valid_until", which is the same in every language.
    #[getter]
    fn message(&self) -> &'static str {
        self.reason.message().id()
    }

    /// What the sentence says it of, by name: texts, numbers, and lists or sentences within.
    #[getter]
    fn facts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        facts(py, self.reason.message())
    }

    fn __hash__(&self) -> u64 {
        hash(&(self.reason.code(), self.reason.text()))
    }

    fn __str__(&self) -> String {
        self.reason.text()
    }

    /// The facts as a table for notebooks, without personal data.
    fn _repr_html_(this: &Bound<'_, Self>) -> PyResult<String> {
        html::facts(this.as_any(), &["code", "text", "message"])
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (&'static str, usize))> {
        self.row.reduced(py)
    }

    fn __repr__(&self) -> String {
        format!("<Reason {}>", self.code())
    }
}

/// A departure from Doc 9303 that was tolerated, and is told.
///
/// A pickle of it is that of its whole report: the document, personal data and all, and the trust store.
///
/// >>> from datetime import datetime, timezone
/// >>> at = datetime(2026, 6, 1, tzinfo=timezone.utc)
/// >>> report = inspect(TrustStore(), at=at, files="fixtures/vectors/passport/chip")
/// >>> [deviation.code for deviation in report.deviations]
/// []
#[pyclass(frozen, eq, module = "doc9303", name = "Deviation")]
pub(crate) struct PyDeviation {
    deviation: Deviation,
    row: Row,
}

impl PartialEq for PyDeviation {
    fn eq(&self, other: &Self) -> bool {
        self.deviation == other.deviation
    }
}

#[pymethods]
impl PyDeviation {
    /// The stable code, "deviation.*".
    #[getter]
    fn code(&self) -> &'static str {
        self.deviation.kind().as_str()
    }

    /// The structure, such as "EF.SOD".
    #[getter]
    fn structure(&self) -> &str {
        self.deviation.structure()
    }

    /// Offset in bytes in the structure, if the deviation has one place.
    #[getter]
    fn offset(&self) -> Option<usize> {
        self.deviation.offset()
    }

    /// What departs, in words.
    #[getter]
    fn text(&self) -> String {
        self.deviation.text()
    }

    /// The same in a language: "en", "de", "es", "fr", "it" or "ru".
    ///
    /// Raises ValueError for any other.
    fn text_in(&self, language: &str) -> PyResult<String> {
        Ok(self.deviation.text_in(known_language(language)?))
    }

    /// The id of the sentence, such as "valid_until", which is the same in every language.
    #[getter]
    fn message(&self) -> &'static str {
        self.deviation.message().id()
    }

    /// What the sentence says it of, by name: texts, numbers, and lists or sentences within.
    #[getter]
    fn facts<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        facts(py, self.deviation.message())
    }

    fn __hash__(&self) -> u64 {
        hash(&(
            self.deviation.kind(),
            self.deviation.structure(),
            self.deviation.offset(),
            self.deviation.text(),
        ))
    }

    /// The facts as a table for notebooks, without personal data.
    fn _repr_html_(this: &Bound<'_, Self>) -> PyResult<String> {
        html::facts(this.as_any(), &["code", "structure", "offset", "text"])
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (&'static str, usize))> {
        self.row.reduced(py)
    }

    fn __repr__(&self) -> String {
        format!("<Deviation {} {}>", self.code(), self.structure())
    }
}
