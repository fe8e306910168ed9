//! `Mrz`: the machine readable zone (Doc 9303-3), its check digits and its dates.

use crate::error::{raise, wrong_type, wrong_value};
use crate::html;
use crate::input::{buffer, lossy};
use crate::repair::{Fields, PyRepair, Read, write};
use crate::time::{date, instant};
use doc9303::mrz::{self, CheckDigit, Field, PartialDate, Span};
use doc9303::{Error, Mrz, UnixTime, mrz_json};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDict, PyString, PyTuple, PyType};
use std::hash::{DefaultHasher, Hash, Hasher};

/// A machine readable zone that has been read.
///
/// Reading asks only for the shape and the character set: whether check digits, dates and codes hold is for the checks
/// to say, so a zone with a wrong check digit still gives up its fields. Its repr shows the layout alone.
///
/// >>> zone = Mrz.parse("I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<")
/// >>> zone.format, zone.document_number, zone.primary_identifier
/// ('TD1', 'D23145890', 'ERIKSSON')
#[pyclass(frozen, eq, module = "doc9303", name = "Mrz")]
#[derive(PartialEq, Eq)]
pub(crate) struct PyMrz(pub(crate) Mrz);

/// What `__reduce__` says: what makes the object anew, and its arguments.
pub(crate) type Reduced<'py, T> = (Bound<'py, PyAny>, T);

/// Line, first column, one past the last column.
pub(crate) type Cells = (usize, usize, usize);

pub(crate) fn cells(span: Span) -> Cells {
    (span.line, span.start, span.end)
}

/// The zone in a `str` or in bytes-like ASCII.
pub(crate) fn read(name: &str, text: &Bound<'_, PyAny>) -> PyResult<Result<Mrz, Error>> {
    if let Ok(text) = text.cast::<PyString>() {
        // A lone surrogate has no UTF-8, and no zone has one: its replacement is no letter of a zone either.
        return Ok(Mrz::parse(&lossy(text)?));
    }
    match buffer(text)? {
        Some(octets) => Ok(Mrz::parse_bytes(octets.as_slice())),
        None => Err(wrong_type(name, "str or bytes", text)),
    }
}

fn field(mrz: &Mrz, name: &str) -> PyResult<Field> {
    let known = mrz.fields().chain([Field::Composite]).find(|field| field.as_str() == name);
    known.ok_or_else(|| wrong_value("name", &format!("{name:?} is no field of a {}", mrz.format())))
}

/// Dates keep their fillers, everything else goes without.
fn value(mrz: &Mrz, field: Field) -> String {
    match field {
        Field::BirthDate => mrz.date_of_birth().to_string(),
        Field::ExpiryDate => mrz.date_of_expiry().to_string(),
        _ => mrz.text(field).to_string(),
    }
}

#[pymethods]
impl PyMrz {
    /// Reads a zone: one line of text for each line of the zone, ended by LF, CR or both. White space around the text
    /// and around its lines is not part of it.
    ///
    /// text: str, or bytes-like ASCII.
    ///
    /// Raises Doc9303Error with code "mrz.length", "mrz.charset" or "mrz.unknown_layout" and the line and column of the
    /// first cell that is wrong. Wrong check digits, dates or codes are not errors.
    #[staticmethod]
    fn parse(text: &Bound<'_, PyAny>) -> PyResult<Self> {
        read("text", text)?.map(PyMrz).map_err(|error| raise(text.py(), &error))
    }

    /// Writes a zone of a layout of Doc 9303 from its fields. Names are transliterated, and cut as section 4.2.3 says;
    /// long document numbers continue in the optional data; check digits are computed.
    ///
    /// format: "TD1", "TD2", "TD3", "MRV-A" or "MRV-B".
    /// birth_date, expiry_date: datetime.date, or YYMMDD as str; "<" for unknown parts of a date of birth.
    /// sex: "M", "F" or "<".
    /// optional_data: the personal number of a TD3, the first line's data of a TD1.
    /// language: by which letters with several forms are written, as in transliterate.
    ///
    /// Raises ValueError, naming the field, for what would be lost or cannot be written.
    #[staticmethod]
    #[pyo3(signature = (
        format, *, document_code, issuing_state, primary_identifier, secondary_identifier = "", document_number,
        nationality, birth_date = None, expiry_date, sex = '<', optional_data = "", optional_data_2 = "",
        language = "any"
    ))]
    #[allow(clippy::too_many_arguments, reason = "Python's are named")]
    fn write(
        format: &str,
        document_code: &str,
        issuing_state: &str,
        primary_identifier: &str,
        secondary_identifier: &str,
        document_number: &str,
        nationality: &str,
        birth_date: Option<&Bound<'_, PyAny>>,
        expiry_date: &Bound<'_, PyAny>,
        sex: char,
        optional_data: &str,
        optional_data_2: &str,
        language: &str,
    ) -> PyResult<Self> {
        let fields = Fields {
            document_code,
            issuing_state,
            primary_identifier,
            secondary_identifier,
            document_number,
            nationality,
            birth_date,
            expiry_date,
            sex,
            optional_data,
            optional_data_2,
            language,
        };
        write(format, &fields)
    }

    /// Looks for the characters that make a zone whole which was read badly from a picture: those that readers confuse
    /// are put back where the class of a field or the check digits tell which one was meant.
    ///
    /// Other threads run meanwhile.
    pub(crate) fn repair(&self, py: Python<'_>) -> PyRepair {
        PyRepair { repair: py.detach(|| mrz::repair(&self.0)), of: Read::Zone(self.0) }
    }

    /// The layout: "TD1", "TD2", "TD3", "MRV-A", "MRV-B" or a national one.
    #[getter]
    fn format(&self) -> &'static str {
        self.0.format().as_str()
    }

    /// The lines as printed.
    #[getter]
    fn lines<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.lines().collect::<Vec<_>>())
    }

    /// Document code: "P", "PP", "I", "AC", "V" and so on.
    #[getter]
    fn document_code(&self) -> String {
        self.0.document_code().to_string()
    }

    /// Issuing State or organisation (Doc 9303-3 section 5); "D" for Germany.
    #[getter]
    fn issuing_state(&self) -> String {
        self.0.issuing_state().to_string()
    }

    /// Document number, joined with its continuation if it is longer than nine characters.
    #[getter]
    fn document_number(&self) -> &str {
        self.0.document_number()
    }

    /// Nationality of the bearer; empty if the layout has none.
    #[getter]
    fn nationality(&self) -> String {
        self.0.nationality().to_string()
    }

    /// Date of birth as printed, YYMMDD with "<" for what is unknown; see resolve_birth.
    #[getter]
    fn birth_date(&self) -> String {
        self.0.date_of_birth().to_string()
    }

    /// Date of expiry as printed, YYMMDD with "<" for what is unknown; see resolve_expiry.
    #[getter]
    fn expiry_date(&self) -> String {
        self.0.date_of_expiry().to_string()
    }

    /// Sex of the bearer: "M", "F", or empty for unspecified and for layouts that have none.
    #[getter]
    fn sex(&self) -> String {
        self.0.text(Field::Sex).to_string()
    }

    /// Personal number or other optional data of a TD3; empty on other layouts.
    #[getter]
    fn personal_number(&self) -> String {
        self.0.personal_number().to_string()
    }

    /// Optional data of TD2, visas and national layouts, behind a document number that continues into them.
    #[getter]
    fn optional_data(&self) -> String {
        self.0.optional_data().to_string()
    }

    /// Optional data in the first line of a TD1, behind a document number that continues into them.
    #[getter]
    fn optional_data_1(&self) -> String {
        self.0.optional_data_1().to_string()
    }

    /// Optional data in the second line of a TD1.
    #[getter]
    fn optional_data_2(&self) -> String {
        self.0.optional_data_2().to_string()
    }

    /// Primary identifier, as a rule the family name, with one space between its components.
    #[getter]
    fn primary_identifier(&self) -> String {
        self.0.primary_identifier().to_string()
    }

    /// Secondary identifier, as a rule the given names, with one space between them; may be empty.
    #[getter]
    fn secondary_identifier(&self) -> String {
        self.0.secondary_identifier().to_string()
    }

    /// The fields of the layout by name, without fillers; dates as printed.
    #[getter]
    fn fields<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = PyDict::new(py);
        for field in self.0.fields() {
            fields.set_item(field.as_str(), value(&self.0, field))?;
        }
        Ok(fields)
    }

    /// The cells of a field as (line, first column, one past the last column), from zero. A document number that
    /// continues in the optional data has two ranges, an absent identifier none; "composite" has those that its check
    /// digit covers.
    ///
    /// Raises ValueError if the layout has no field of this name.
    fn ranges<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.ranges(field(&self.0, name)?).map(cells).collect::<Vec<_>>())
    }

    /// The check digits of the layout in reading order, each with what it should be (Doc 9303-3 section 4.9).
    #[getter]
    fn check_digits<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let digits = self.0.check_digits().enumerate();
        let digits = digits.map(|(place, digit)| Py::new(py, PyCheckDigit { digit, of: (self.0, place) }));
        PyTuple::new(py, digits.collect::<PyResult<Vec<_>>>()?)
    }

    /// What is odd about the zone without making it wrong, as words such as "truncation_possible".
    #[getter]
    fn warnings<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.warnings().map(|warning| warning.as_str()).collect::<Vec<_>>())
    }

    /// Whether the name may have been cut: its last cell is in use (Parts 4 to 7 section 4.2.3).
    #[getter]
    fn truncation_possible(&self) -> bool {
        self.0.truncation_possible()
    }

    /// The password of Basic Access Control and PACE (Doc 9303-11 section 4.3.2): number, date of birth and date of
    /// expiry with their check digits, fillers kept. None for national layouts.
    #[getter]
    fn mrz_information(&self) -> Option<String> {
        self.0.mrz_information().map(|text| text.to_string())
    }

    /// The dates of birth that this can be, likeliest first: the latest century that is not after `at`, and the one
    /// before it while its bearer could still be alive. Empty if no such day exists.
    ///
    /// at: timezone-aware datetime; ValueError if it is naive.
    #[pyo3(signature = (*, at))]
    fn resolve_birth<'py>(&self, at: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyTuple>> {
        let py = at.py();
        let at = instant("at", at)?;
        let dates = self.0.date_of_birth().resolve_birth(at).enumerate();
        let dates =
            dates.map(|(place, date)| Py::new(py, PyPartialDate { date, of: (self.0, at, Some(place)) }));
        PyTuple::new(py, dates.collect::<PyResult<Vec<_>>>()?)
    }

    /// The date of expiry (TR-03135-1 section 5.7.1): from this year to 15 years ahead of `at`, otherwise in the past,
    /// unless no document had a zone then.
    /// None if no such day exists.
    ///
    /// at: timezone-aware datetime; ValueError if it is naive.
    #[pyo3(signature = (*, at))]
    fn resolve_expiry(&self, at: &Bound<'_, PyAny>) -> PyResult<Option<PyPartialDate>> {
        let at = instant("at", at)?;
        let date = self.0.date_of_expiry().resolve_expiry(at);
        Ok(date.map(|date| PyPartialDate { date, of: (self.0, at, None) }))
    }

    /// How the printed identifiers, in any script of Doc 9303-3 section 6, relate to those of the zone: "equal",
    /// "equal_by_transliteration", "truncated" (the zone's name was cut, what it holds agrees) or "different".
    fn compare_names(&self, primary: &str, secondary: &str) -> &'static str {
        mrz::compare_names(primary, secondary, &self.0).as_str()
    }

    /// The zone as the JSON object that `doc9303 mrz --json` prints: fields, check digits, warnings and places of the
    /// fields; with `at`, also the days that the dates can be and the outcomes of the checks.
    ///
    /// at: timezone-aware datetime, or None; ValueError if it is naive.
    #[pyo3(signature = (*, at = None))]
    fn to_json(&self, py: Python<'_>, at: Option<&Bound<'_, PyAny>>) -> PyResult<String> {
        if let Some(at) = at {
            return Ok(mrz_json(&Ok(self.0), instant("at", at)?));
        }
        let options = PyDict::new(py);
        options.set_item("separators", (",", ":"))?;
        options.set_item("ensure_ascii", false)?;
        py.import("json")?.call_method("dumps", (self.to_dict(py, None)?,), Some(&options))?.extract()
    }

    /// What to_json says, as a dict: without `at`, neither checks nor the days that the dates can be.
    #[pyo3(signature = (*, at = None))]
    fn to_dict<'py>(&self, py: Python<'py>, at: Option<&Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyAny>> {
        let time = at.map_or(Ok(UnixTime::from_seconds(0)), |at| instant("at", at))?;
        let zone = py.import("json")?.call_method1("loads", (mrz_json(&Ok(self.0), time),))?;
        if at.is_none() {
            // What depends on the day of reading.
            for member in ["dates", "checks"] {
                zone.del_item(member)?;
            }
        }
        Ok(zone)
    }

    fn __str__(&self) -> String {
        self.0.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<Mrz {}>", self.0.format())
    }

    fn __hash__(&self) -> u64 {
        hash(&self.0)
    }

    /// Layout, check digits and warnings as a table for notebooks: nothing personal.
    fn _repr_html_(this: &Bound<'_, Self>) -> PyResult<String> {
        html::facts(this.as_any(), &["format", "check_digits", "warnings"])
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((PyType::new::<PyMrz>(py).getattr("parse")?, (self.0.to_string(),)))
    }

    /// What a pickled CheckDigit told.
    fn _check_digit(&self, place: usize) -> PyResult<PyCheckDigit> {
        let digit = self.0.check_digits().nth(place).ok_or_else(|| wrong_value("place", "no check digit"))?;
        Ok(PyCheckDigit { digit, of: (self.0, place) })
    }

    /// What a pickled PartialDate told.
    fn _resolved(&self, at: i64, place: Option<usize>) -> PyResult<PyPartialDate> {
        let at = UnixTime::from_seconds(at);
        let date = match place {
            Some(place) => self.0.date_of_birth().resolve_birth(at).nth(place),
            None => self.0.date_of_expiry().resolve_expiry(at),
        };
        let date = date.ok_or_else(|| wrong_value("place", "no date"))?;
        Ok(PyPartialDate { date, of: (self.0, at, place) })
    }
}

pub(crate) fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A check digit of a zone: as printed, as computed, and over which cells.
///
/// It and a pickle of it hold the whole zone.
///
/// >>> zone = Mrz.parse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
/// >>> zone.check_digits[0]
/// <CheckDigit document_number ok>
#[pyclass(frozen, eq, module = "doc9303", name = "CheckDigit")]
pub(crate) struct PyCheckDigit {
    digit: CheckDigit,
    /// The zone, and which of its check digits it is.
    of: (Mrz, usize),
}

impl PartialEq for PyCheckDigit {
    fn eq(&self, other: &Self) -> bool {
        self.digit == other.digit
    }
}

#[pymethods]
impl PyCheckDigit {
    /// The field that it guards; "composite" for the digit over several.
    #[getter]
    fn field(&self) -> &'static str {
        self.digit.field().as_str()
    }

    /// The character as printed.
    #[getter]
    fn printed(&self) -> char {
        self.digit.printed()
    }

    /// The digit that the covered cells demand.
    #[getter]
    fn computed(&self) -> char {
        self.digit.computed()
    }

    /// Whether the printed character is right.
    #[getter]
    fn ok(&self) -> bool {
        self.digit.is_valid()
    }

    /// What the two characters do not tell, in words: why a digit that fits is wrong, or one that does not is right; None
    /// as a rule.
    #[getter]
    fn note(&self) -> Option<&'static str> {
        self.digit.note()
    }

    /// The cell of the digit as (line, column, column + 1), from zero.
    #[getter]
    fn position(&self) -> Cells {
        cells(self.digit.position())
    }

    /// The cells that it covers, as (line, first column, one past the last column), in the order of the weighting.
    #[getter]
    fn covers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.digit.covers().map(cells).collect::<Vec<_>>())
    }

    fn __hash__(&self) -> u64 {
        hash(&(self.field(), self.printed(), self.computed(), self.ok()))
    }

    fn __repr__(&self) -> String {
        format!("<CheckDigit {}>", self.__str__())
    }

    fn __str__(&self) -> String {
        format!("{} {}", self.field(), if self.digit.is_valid() { "ok" } else { "wrong" })
    }

    /// The field and whether its digit is right as a table for notebooks: nothing personal.
    fn _repr_html_(this: &Bound<'_, Self>) -> PyResult<String> {
        html::facts(this.as_any(), &["field", "ok", "note"])
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (usize,))> {
        Ok((Bound::new(py, PyMrz(self.of.0))?.getattr("_check_digit")?, (self.of.1,)))
    }
}

/// A date with its century, whose parts may be unknown. Its str is such as "1974-08-12", unknown parts are "XX".
///
/// It and a pickle of it hold the whole zone.
///
/// >>> from datetime import datetime, timezone
/// >>> at = datetime(2011, 1, 1, tzinfo=timezone.utc)
/// >>> zone = Mrz.parse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")
/// >>> str(zone.resolve_birth(at=at)[0])
/// '1974-08-12'
#[pyclass(frozen, eq, module = "doc9303", name = "PartialDate")]
pub(crate) struct PyPartialDate {
    date: PartialDate,
    /// The zone, the time by which the century was found, and of dates of birth the number.
    of: (Mrz, UnixTime, Option<usize>),
}

impl PartialEq for PyPartialDate {
    fn eq(&self, other: &Self) -> bool {
        self.date == other.date
    }
}

#[pymethods]
impl PyPartialDate {
    /// The year of the common era, if known.
    #[getter]
    fn year(&self) -> Option<i32> {
        self.date.year()
    }

    /// The month, 1 to 12, if known.
    #[getter]
    fn month(&self) -> Option<u8> {
        self.date.month()
    }

    /// The day of the month, if known.
    #[getter]
    fn day(&self) -> Option<u8> {
        self.date.day()
    }

    /// The day as datetime.date, if all of it is known.
    #[getter]
    fn date<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDate>>> {
        self.date.date().map(|day| date(py, day)).transpose()
    }

    /// The first day that it can be, if the year is known.
    #[getter]
    fn earliest<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDate>>> {
        self.date.earliest().map(|day| date(py, day)).transpose()
    }

    /// The last day that it can be, if the year is known.
    #[getter]
    fn latest<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDate>>> {
        self.date.latest().map(|day| date(py, day)).transpose()
    }

    fn __str__(&self) -> String {
        self.date.to_string()
    }

    fn __hash__(&self) -> u64 {
        hash(&self.date)
    }

    fn __repr__(&self) -> &'static str {
        "<PartialDate>"
    }

    /// Which parts are known as a table for notebooks: nothing personal.
    fn _repr_html_(&self) -> String {
        let parts = [
            ("year", self.year().is_some()),
            ("month", self.month().is_some()),
            ("day", self.day().is_some()),
        ];
        html::rows(
            "PartialDate",
            parts.map(|(name, is_known)| (name, if is_known { "known" } else { "unknown" })),
        )
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Reduced<'py, (i64, Option<usize>)>> {
        let (mrz, at, place) = self.of;
        Ok((Bound::new(py, PyMrz(mrz))?.getattr("_resolved")?, (at.seconds(), place)))
    }
}

/// The check digit over the characters of a zone: weights 7, 3, 1, modulo 10 (Doc 9303-3 section 4.9). Characters that
/// cannot stand in a zone count nothing.
///
/// text: str, or bytes-like ASCII.
///
/// >>> check_digit("520727")
/// '3'
#[pyfunction]
pub(crate) fn check_digit<'py>(text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    if let Ok(string) = text.cast::<PyString>() {
        return mrz::check_digit(&string.to_string_lossy()).into_bound_py_any(text.py());
    }
    match buffer(text)? {
        Some(octets) => {
            mrz::check_digit(&String::from_utf8_lossy(octets.as_slice())).into_bound_py_any(text.py())
        }
        None => Err(wrong_type("text", "str or bytes", text)),
    }
}
