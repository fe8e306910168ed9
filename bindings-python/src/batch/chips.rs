//! `inspect`: a table of documents, one row a document, into a table of verdicts, outcomes and reasons.

use super::input::{Given, given};
use super::scan::SCANNED;
use super::table::{PySchema, PyStream, PyTable};
use super::work::{self, Input};
use crate::chip::provenance;
use crate::error::{wrong_type, wrong_value};
use crate::policy::PyPolicy;
use crate::time::instant;
use crate::trust::PyTrustStore;
use doc9303::{DataGroup, FileId, Policy, TrustStore, UnixTime};
use doc9303_arrow::{DocumentTable, Part, PartsError};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use std::sync::Arc;

/// Which argument a table is refused for; `column` is the one that names the zones.
fn refused(error: &PartsError, column: Option<&str>) -> PyErr {
    match error {
        PartsError::NoSuchColumn(name) | PartsError::SameName(name) if column == Some(name) => {
            wrong_value("column", &error.to_string())
        }
        PartsError::NoSuchColumn(_)
        | PartsError::SameName(_)
        | PartsError::KeptTwice(_)
        | PartsError::KeptIsResult(_) => wrong_value("keep", &error.to_string()),
        PartsError::WrongType(..) => PyTypeError::new_err(format!("table: {error}")),
        _ => wrong_value("table", &error.to_string()),
    }
}

/// Whom to trust, when, and by which rules.
pub(super) fn judged_with(
    trust: &Bound<'_, PyAny>,
    at: &Bound<'_, PyAny>,
    policy: Option<&Bound<'_, PyAny>>,
) -> PyResult<(Arc<TrustStore>, UnixTime, Policy)> {
    let trust = trust.cast::<PyTrustStore>().map_err(|_| wrong_type("trust", "a TrustStore", trust))?;
    let policy = match policy {
        None => Policy::icao(),
        Some(given) => {
            given.cast::<PyPolicy>().map_err(|_| wrong_type("policy", "a Policy", given))?.get().0.clone()
        }
    };
    Ok((trust.get().snapshot(), instant("at", at)?, policy))
}

fn work(
    table: &Bound<'_, PyAny>,
    trust: &Bound<'_, PyAny>,
    at: &Bound<'_, PyAny>,
    policy: Option<&Bound<'_, PyAny>>,
    (column, keep, checks): (Option<&str>, Option<Vec<String>>, bool),
    records: &str,
) -> PyResult<(DocumentTable, Input, Vec<String>)> {
    let provenance = provenance(records)?;
    let (trust, at, policy) = judged_with(trust, at, policy)?;
    let needed = "an Arrow table, batch or stream of batches";
    let Given::Table(schema, input) = given("table", needed, table)? else {
        return Err(wrong_type("table", needed, table));
    };
    let keep = keep.unwrap_or_default();
    let work = DocumentTable::new(&schema, (column, &keep), trust, policy, at);
    let work = work.map_err(|error| refused(&error, column))?;
    let others = work.places().others.iter();
    let unread = others.filter_map(|place| Some(schema.fields().get(*place)?.name().clone())).collect();
    let mut work = work.with_records_of(provenance);
    if checks {
        work = work.with_checks().map_err(|error| refused(&error, column))?;
    }
    if schema.metadata().contains_key(SCANNED) {
        // The columns of a scan are room for what a dump may have, and only these two are needed to prove anything.
        work = work.expecting(false, &[FileId::Sod, FileId::Dg(DataGroup::DG1)].map(Part::File));
    }
    Ok((work, input, unread))
}

/// Judges a table of documents, one row a document, as doc9303.inspect does.
///
/// table: anything with Arrow's PyCapsule interface: a table, a batch, a stream of batches, a data frame. Column "mrz"
///     holds printed zones, or "mrz_line1" and so on their lines; columns named after files ("EF.SOD", "dg1", ..) hold
///     their bytes, or base64 where they are columns of text; and columns "active_auth.json", "chip_auth.json",
///     "pace_cam.json" and "access.json" what a terminal recorded; null is: not read. Names count in any case, with blanks
///     around them and any sign between their words. Other columns are left alone and named in `unread_columns` of the
///     result.
/// trust: whom to trust.
/// at: the time of inspection, a timezone-aware datetime.
/// policy: the rules; Policy.icao() by default.
/// column: the name of the column of zones, if it is not "mrz".
/// keep: names of columns that are carried over into the result, in front; parts of documents are judged all the same.
/// threads: how many; as many as this process may use by default.
/// progress: is called with the number of rows that were done since the last call, as `tqdm.update` takes it.
/// records: whose terminal recorded them: "own_terminal" or "handed_over", as for doc9303.inspect.
/// checks: whether each check of doc9303.CHECKS gets a column of its own behind the others, named by its id, with its outcome.
///
/// Returns a Table with the kept columns, those of REPORT_SCHEMA, and one row for each row. A row whose files are not
/// those of any chip, or whose text or record cannot be read, has `error` and `error_detail`; what the table has and the
/// row has not is told in `not_given`; a row of nulls is null in every column. Nothing in it is personal save what is kept.
///
/// Raises TypeError or ValueError, naming the argument and the column, if a column is of another type, none holds a part
/// of a document, two hold the same one, one looks like a part and is none or holds zones under another name and is not
/// kept, one is kept twice or has the name of a column of the result, or the datetime is naive.
///
/// >>> import pyarrow as pa
/// >>> from datetime import datetime, timezone
/// >>> from doc9303 import batch
/// >>> at = datetime(2011, 1, 1, tzinfo=timezone.utc)
/// >>> rows = pa.table({"mrz": ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"]})
/// >>> batch.inspect(rows, trust=TrustStore(), at=at).to_pylist()[0]["verdict"]
/// 'successful'
#[pyfunction]
#[pyo3(signature = (table, *, trust, at, policy = None, column = None, keep = None, threads = None, progress = None,
    records = "handed_over", checks = false))]
#[allow(clippy::too_many_arguments, reason = "Python's are named")]
pub(crate) fn inspect_table(
    py: Python<'_>,
    table: &Bound<'_, PyAny>,
    trust: &Bound<'_, PyAny>,
    at: &Bound<'_, PyAny>,
    policy: Option<&Bound<'_, PyAny>>,
    column: Option<&str>,
    keep: Option<Vec<String>>,
    threads: Option<i64>,
    progress: Option<&Bound<'_, PyAny>>,
    records: &str,
    checks: bool,
) -> PyResult<PyTable> {
    let (work, input, unread) = work(table, trust, at, policy, (column, keep, checks), records)?;
    Ok(work::all(py, "table", &work, input, threads, progress)?.leaving(unread))
}

/// As inspect, but batch by batch while the result is read, so that a table larger than memory goes through.
///
/// >>> import pyarrow as pa
/// >>> from datetime import datetime, timezone
/// >>> from doc9303 import batch
/// >>> at = datetime(2011, 1, 1, tzinfo=timezone.utc)
/// >>> rows = pa.table({"mrz": ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"]})
/// >>> [len(table) for table in batch.inspect_stream(rows, trust=TrustStore(), at=at)]
/// [1]
#[pyfunction]
#[pyo3(signature = (table, *, trust, at, policy = None, column = None, keep = None, threads = None, progress = None,
    records = "handed_over", checks = false))]
#[allow(clippy::too_many_arguments, reason = "Python's are named")]
pub(crate) fn inspect_stream(
    table: &Bound<'_, PyAny>,
    trust: &Bound<'_, PyAny>,
    at: &Bound<'_, PyAny>,
    policy: Option<&Bound<'_, PyAny>>,
    column: Option<&str>,
    keep: Option<Vec<String>>,
    threads: Option<i64>,
    progress: Option<Py<PyAny>>,
    records: &str,
    checks: bool,
) -> PyResult<PyStream> {
    let (work, input, unread) = work(table, trust, at, policy, (column, keep, checks), records)?;
    Ok(work::lazily("table", Box::new(work), input, threads, progress)?.leaving(unread))
}

/// The schema of inspect, without kept columns.
#[pyfunction(name = "_report_schema")]
pub(crate) fn report_schema() -> PySchema {
    PySchema(doc9303_arrow::report_schema())
}
