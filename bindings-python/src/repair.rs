//! Zones written from fields, put right after a bad reading, and found in text.

use crate::error::{raise, wrong_type, wrong_value};
use crate::html;
use crate::input::lossy;
use crate::mrz::{Cells, PyMrz, Reduced, cells, hash};
use crate::names::language;
use doc9303::Mrz;
use doc9303::mrz::{self, Candidate, Format, Found, MrzFields, Repair, WriteError};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDateAccess, PyString, PyTuple, PyType};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// The text of a find, where it lies in characters and in bytes, and its line.
type FoundState = (String, usize, usize, usize, usize, usize);

/// The fields of `Mrz.write`, by name.
pub(crate) struct Fields<'a, 'py> {
    pub(crate) document_code: &'a str,
    pub(crate) issuing_state: &'a str,
    pub(crate) primary_identifier: &'a str,
    pub(crate) secondary_identifier: &'a str,
    pub(crate) document_number: &'a str,
    pub(crate) nationality: &'a str,
    pub(crate) birth_date: Option<&'a Bound<'py, PyAny>>,
    pub(crate) expiry_date: &'a Bound<'py, PyAny>,
    pub(crate) sex: char,
    pub(crate) optional_data: &'a str,
    pub(crate) optional_data_2: &'a str,
    pub(crate) language: &'a str,
}

/// A zone of these fields.
pub(crate) fn write(format: &str, given: &Fields<'_, '_>) -> PyResult<PyMrz> {
    let layout =
        format.parse::<Format>().map_err(|_| wrong_value("format", &format!("{format:?} is no layout")))?;
    let mut fields = MrzFields::new(layout)
        .document_code(given.document_code)
        .issuing_state(given.issuing_state)
        .primary_identifier(given.primary_identifier)
        .secondary_identifier(given.secondary_identifier)
        .document_number(given.document_number)
        .nationality(given.nationality)
        .sex(given.sex)
        .optional_data(given.optional_data)
        .optional_data_2(given.optional_data_2)
        .language(language(given.language)?);
    // The message begins with the name of the field and holds no value.
    let unwritable = |error: WriteError| PyValueError::new_err(error.to_string());
    for (name, date) in [("birth_date", given.birth_date), ("expiry_date", Some(given.expiry_date))] {
        if let Some(date) = date {
            fields = fields.set(name, &day(name, date)?).map_err(unwritable)?;
        }
    }
    fields.write().map(PyMrz).map_err(unwritable)
}

/// A day as text, from a date or as it is to be printed.
fn day(name: &str, given: &Bound<'_, PyAny>) -> PyResult<String> {
    if let Ok(text) = given.extract::<String>() {
        return Ok(text);
    }
    let day =
        given.cast::<PyDate>().map_err(|_| wrong_type(name, "YYMMDD as str, or datetime.date", given))?;
    Ok(format!("{:04}-{:02}-{:02}", day.get_year(), day.get_month(), day.get_day()))
}

/// What can be done about a zone that was read badly from a picture.
///
/// >>> repair("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO74O8722F1204159ZE184226B<<<<<10")
/// <Repair unique>
#[pyclass(frozen, eq, hash, module = "doc9303", name = "Repair")]
#[derive(Clone)]
pub(crate) struct PyRepair {
    pub(crate) repair: Repair,
    pub(crate) of: Read,
}

/// What was read badly.
#[derive(Clone)]
pub(crate) enum Read {
    Zone(Mrz),
    Text(Arc<str>),
}

impl PartialEq for PyRepair {
    fn eq(&self, other: &Self) -> bool {
        self.repair == other.repair
    }
}

impl Hash for PyRepair {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.kind().hash(state);
        self.repair.candidates().iter().for_each(|candidate| candidate.mrz.hash(state));
    }
}

#[pymethods]
impl PyRepair {
    /// "intact": nothing is wrong that a repair could see; "unique": exactly one way makes it whole, and check digits
    /// prove it; "ambiguous": several do, and the zone alone cannot decide; "unproven": what was read can be made to fit,
    /// but nothing proves it; "hopeless": no way with few changes does.
    #[getter]
    fn kind(&self) -> &'static str {
        self.repair.as_str()
    }

    /// The ways to make the zone whole, likeliest first.
    #[getter]
    fn candidates<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let rows = (0..self.repair.candidates().len()).map(|place| Py::new(py, self._candidate(place)?));
        PyTuple::new(py, rows.collect::<PyResult<Vec<_>>>()?)
    }

    /// How many more ways there are than `candidates` holds.
    #[getter]
    fn untold(&self) -> usize {
        self.repair.untold()
    }

    fn __repr__(&self) -> String {
        format!("<Repair {}>", self.kind())
    }

    /// What can be done, and by what it is proven, as a table for notebooks: nothing personal.
    fn _repr_html_(this: &Bound<'_, Self>) -> PyResult<String> {
        html::facts(this.as_any(), &["kind", "candidates", "untold"])
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyAny>,))> {
        let given = match &self.of {
            Read::Zone(mrz) => Bound::new(py, PyMrz(*mrz))?.into_any(),
            Read::Text(text) => PyString::new(py, text).into_any(),
        };
        Ok((PyType::new::<PyRepair>(py).getattr("_restore")?, (given,)))
    }

    /// What __reduce__ told.
    #[staticmethod]
    fn _restore(py: Python<'_>, given: &Bound<'_, PyAny>) -> PyResult<PyRepair> {
        match given.cast::<PyMrz>() {
            Ok(mrz) => Ok(mrz.get().repair(py)),
            Err(_) => repair(py, given.cast()?),
        }
    }

    /// What a pickled Candidate told.
    fn _candidate(&self, place: usize) -> PyResult<PyCandidate> {
        let candidate = self.repair.candidates().get(place).cloned();
        let candidate = candidate.ok_or_else(|| wrong_value("place", "no candidate"))?;
        Ok(PyCandidate { candidate, of: (self.of.clone(), place) })
    }
}

/// A way to make a zone whole.
///
/// >>> (candidate,) = repair("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO74O8722F1204159ZE184226B<<<<<10").candidates
/// >>> candidate.changes, candidate.proven_by
/// ((((1, 15, 16), 'O', '0'), ((1, 17, 18), '7', '1')), ('birth_date', 'composite'))
#[pyclass(frozen, eq, module = "doc9303", name = "Candidate")]
pub(crate) struct PyCandidate {
    candidate: Candidate,
    /// What was read, and which of its candidates it is.
    of: (Read, usize),
}

impl PartialEq for PyCandidate {
    fn eq(&self, other: &Self) -> bool {
        self.candidate == other.candidate
    }
}

#[pymethods]
impl PyCandidate {
    /// The zone after the changes.
    #[getter]
    fn mrz(&self) -> PyMrz {
        PyMrz(self.candidate.mrz)
    }

    /// The changes in reading order: the cell of the repaired zone as (line, column, column + 1) from zero, the character
    /// as read, empty where one was missing, and the one that was meant, empty where one was too many.
    #[getter]
    fn changes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let letter = |letter: Option<char>| letter.map(String::from).unwrap_or_default();
        let change = |change: &mrz::Change| (cells(change.cell), letter(change.from), letter(change.to));
        PyTuple::new(py, self.candidate.changes.iter().map(change).collect::<Vec<(Cells, String, String)>>())
    }

    /// The fields whose check digits see the changes: the proof. Empty if the class of the field alone demanded the change,
    /// as for a digit in a name.
    #[getter]
    fn proven_by<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.candidate.proven_by.iter().map(|field| field.as_str()).collect::<Vec<_>>())
    }

    /// Whether check digits see all of the changes; otherwise some only fit what their field may hold.
    #[getter]
    fn proven(&self) -> bool {
        self.candidate.proven
    }

    /// Of each change, whether a check digit sees it.
    #[getter]
    fn changes_proven<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.candidate.changes.iter().map(|change| change.proven).collect::<Vec<_>>())
    }

    fn __hash__(&self) -> u64 {
        hash(&self.candidate.mrz)
    }

    fn __repr__(&self) -> String {
        format!("<Candidate {} changes>", self.candidate.changes.len())
    }

    /// What proves it as a table for notebooks: nothing personal.
    fn _repr_html_(this: &Bound<'_, Self>) -> PyResult<String> {
        html::facts(this.as_any(), &["proven", "proven_by", "changes_proven"])
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py, (Bound<'py, PyAny>, usize)>> {
        let (of, place) = &self.of;
        let repair = PyRepair { repair: Repair::Hopeless, of: of.clone() };
        let (_, (given,)) = repair.__reduce__(py)?;
        Ok((PyType::new::<PyCandidate>(py).getattr("_restore")?, (given, *place)))
    }

    /// What __reduce__ told.
    #[staticmethod]
    fn _restore(py: Python<'_>, given: &Bound<'_, PyAny>, place: usize) -> PyResult<PyCandidate> {
        PyRepair::_restore(py, given)?._candidate(place)
    }
}

/// A zone, or something like one, found in text.
///
/// >>> (found,) = find("of a page\nP<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n")
/// >>> found.start, found.sure, found.mrz.format
/// (10, True, 'TD3')
#[pyclass(frozen, eq, module = "doc9303", name = "Found")]
#[derive(PartialEq, Eq)]
pub(crate) struct PyFound {
    found: Found,
    /// The part of the text that it is.
    text: String,
    start: usize,
    end: usize,
}

#[pymethods]
impl PyFound {
    /// The zone.
    ///
    /// Raises Doc9303Error if it cannot be read; lines and columns count from the first line of the find.
    #[getter]
    fn mrz(&self, py: Python<'_>) -> PyResult<PyMrz> {
        self.found.zone.clone().map(PyMrz).map_err(|error| raise(py, &error))
    }

    /// Why it cannot be read, as a stable code; None if it can.
    #[getter]
    fn error(&self) -> Option<&'static str> {
        self.found.zone.as_ref().err().map(|error| error.code().as_str())
    }

    /// Offset of its first character in the text, in characters.
    #[getter]
    fn start(&self) -> usize {
        self.start
    }

    /// Offset behind its last character, in characters.
    #[getter]
    fn end(&self) -> usize {
        self.end
    }

    /// The line of the text in which it starts, from zero.
    #[getter]
    fn line(&self) -> usize {
        self.found.line
    }

    /// Whether every check digit fits and there is at least one. A find that is not sure can be a zone that was read
    /// wrongly, or text that merely looks like one.
    #[getter]
    fn sure(&self) -> bool {
        self.found.is_certain
    }

    fn __repr__(&self) -> String {
        let what = self.error().unwrap_or(if self.found.is_certain { "sure" } else { "not sure" });
        format!("<Found {} to {}, {what}>", self.start, self.end)
    }

    fn __hash__(&self) -> u64 {
        hash(&(&self.text, self.start, self.end))
    }

    /// Where it was found, and whether it is sure, as a table for notebooks: nothing personal.
    fn _repr_html_(this: &Bound<'_, Self>) -> PyResult<String> {
        html::facts(this.as_any(), &["start", "end", "line", "sure", "error"])
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, FoundState)> {
        let state =
            (self.text.clone(), self.start, self.end, self.found.start, self.found.end, self.found.line);
        Ok((PyType::new::<PyFound>(py).getattr("_restore")?, state))
    }

    /// What __reduce__ told.
    #[staticmethod]
    fn _restore(
        text: String,
        start: usize,
        end: usize,
        first: usize,
        last: usize,
        line: usize,
    ) -> PyResult<PyFound> {
        let found = mrz::find(&text).into_iter().next();
        let mut found = found.ok_or_else(|| wrong_value("text", "no zone is found in it"))?;
        (found.start, found.end, found.line) = (first, last, line);
        Ok(PyFound { found, text, start, end })
    }
}

/// What can be done about text that was read badly from a picture and need not have the shape of a zone: small letters,
/// spaces and other characters for fillers, lines with some characters too few or too many. Suggestions, never applied.
///
/// >>> zone = "P<UTOERIKSSON<<ANNA MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
/// >>> told = repair(zone)
/// >>> told.kind, told.candidates[0].mrz.secondary_identifier, told.candidates[0].proven
/// ('unproven', 'ANNA MARIA', False)
#[pyfunction]
pub(crate) fn repair(py: Python<'_>, text: &Bound<'_, PyString>) -> PyResult<PyRepair> {
    let text: &str = &lossy(text)?;
    Ok(PyRepair { repair: py.detach(|| mrz::repair_text(text)), of: Read::Text(text.into()) })
}

/// Every zone in a longer text, such as the output of an OCR engine for a whole page, in order, and what looks like one
/// and cannot be read.
///
/// text: str of any length; the work grows with its length alone. Other threads run meanwhile.
///
/// >>> [found.mrz.document_number for found in find("of a page\nP<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n")]
/// ['L898902C3']
#[pyfunction]
pub(crate) fn find<'py>(py: Python<'py>, text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyTuple>> {
    let text: &str = &lossy(text)?;
    let finds = py.detach(|| with_characters(text, mrz::find(text)));
    let finds = finds.into_iter().map(|found| Py::new(py, found));
    PyTuple::new(py, finds.collect::<PyResult<Vec<_>>>()?)
}

/// Offsets in characters for those in bytes, in one pass, as finds come in order and do not overlap.
fn with_characters(text: &str, finds: Vec<Found>) -> Vec<PyFound> {
    let (mut bytes, mut characters) = (0, 0);
    let mut count = |to: usize| {
        characters += text.get(bytes..to).unwrap_or_default().chars().count();
        bytes = to;
        characters
    };
    let finds = finds.into_iter().map(|found| {
        let own = text.get(found.start..found.end).unwrap_or_default().to_owned();
        PyFound { start: count(found.start), end: count(found.end), found, text: own }
    });
    finds.collect()
}
