//! Points in time: timezone-aware `datetime` in, UTC out. A naive one would be the machine's zone by accident.

use crate::error::{wrong_type, wrong_value};
use doc9303::{Date, UnixTime};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDate, PyDateTime, PyDelta, PyTzInfo};

static EPOCH: PyOnceLock<Py<PyDateTime>> = PyOnceLock::new();

fn epoch(py: Python<'_>) -> PyResult<&Bound<'_, PyDateTime>> {
    let made = EPOCH.get_or_try_init(py, || {
        let utc = PyTzInfo::utc(py)?;
        PyDateTime::new(py, 1970, 1, 1, 0, 0, 0, 0, Some(&utc)).map(Bound::unbind)
    });
    made.map(|epoch| epoch.bind(py))
}

/// The argument of this name as a point in time, whole seconds, rounded down.
pub(crate) fn instant(name: &str, given: &Bound<'_, PyAny>) -> PyResult<UnixTime> {
    let time = given
        .cast::<PyDateTime>()
        .map_err(|_| wrong_type(name, "a timezone-aware datetime.datetime", given))?;
    // What is not equal to itself is no time at all, as pandas.NaT.
    if time.ne(time)? || time.call_method0("utcoffset")?.is_none() {
        let text = "a timezone-aware datetime is needed, such as datetime.now(timezone.utc)";
        return Err(wrong_value(name, text));
    }
    let since = time.sub(epoch(given.py())?)?;
    let days: i64 = since.getattr("days")?.extract()?;
    let seconds: i64 = since.getattr("seconds")?.extract()?;
    Ok(UnixTime::from_seconds(days.saturating_mul(86_400).saturating_add(seconds)))
}

/// A point in time as an aware `datetime` in UTC.
pub(crate) fn datetime(py: Python<'_>, at: UnixTime) -> PyResult<Bound<'_, PyAny>> {
    let days = i32::try_from(at.seconds().div_euclid(86_400))?;
    let seconds = i32::try_from(at.seconds().rem_euclid(86_400))?;
    epoch(py)?.add(PyDelta::new(py, days, seconds, 0, true)?)
}

/// A day as `datetime.date`.
pub(crate) fn date(py: Python<'_>, day: Date) -> PyResult<Bound<'_, PyDate>> {
    PyDate::new(py, day.year(), day.month(), day.day())
}
