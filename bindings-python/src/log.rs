//! A report as the log of BSI TR-03135.

use crate::error::{none_of, wrong_value};
use crate::time::instant;
use doc9303::Report;
use doc9303_tr03135::{Error, Profile, Transaction, to_xml};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

/// When and where an inspection was, as it is given.
pub(crate) struct LogArguments<'a, 'py> {
    pub(crate) transaction_id: &'a Bound<'py, PyAny>,
    pub(crate) start: &'a Bound<'py, PyAny>,
    pub(crate) end: &'a Bound<'py, PyAny>,
    pub(crate) terminal: Option<&'a str>,
    pub(crate) profile: &'a str,
}

/// The log as XML.
pub(crate) fn xml(report: &Report, given: &LogArguments<'_, '_>) -> PyResult<String> {
    let names: Vec<&str> = Profile::ALL.iter().map(|profile| profile.as_str()).collect();
    let profile = given.profile.parse().map_err(|_| none_of("profile", given.profile, &names))?;
    let id = given.transaction_id.str()?.to_string();
    let (start, end) = (instant("start", given.start)?, instant("end", given.end)?);
    let mut transaction = Transaction::new(&id, start, end).map_err(refused)?;
    if let Some(terminal) = given.terminal {
        transaction = transaction.with_terminal(terminal).map_err(refused)?;
    }
    to_xml(report, &transaction, profile).map_err(refused)
}

fn refused(error: Error) -> PyErr {
    match error {
        Error::Id => wrong_value("transaction_id", "a UUID is needed, such as uuid.uuid4()"),
        Error::Period => wrong_value("end", "the inspection ends before it starts"),
        Error::Name => wrong_value("terminal", "it is empty or longer than 200 characters"),
        other => PyRuntimeError::new_err(other.to_string()),
    }
}
