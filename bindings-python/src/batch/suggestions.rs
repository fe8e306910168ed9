//! `repair`, `find`, `transliterate` and `compare_names`: columns of texts into columns of what was meant.

use super::input::{Given, given};
use super::table::PyTable;
use super::work;
use super::zones::{alone, input, unread};
use crate::error::wrong_value;
use crate::names::language;
use arrow_schema::SchemaRef;
use doc9303_arrow::{NameComparison, TextColumn, is_readable, place_of};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

const NEEDED: &str = "an Arrow array, column, table or reader of texts or bytes, or a list of str";

/// Works through the texts of the argument `array`: a column alone, the one of a table that was named, or its only one.
fn suggested(
    array: &Bound<'_, PyAny>,
    column: Option<&str>,
    work: TextColumn,
    threads: Option<i64>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<PyTable> {
    let (schema, input, place) = match given("array", NEEDED, array)? {
        Given::Column(kind, arrays) => {
            let (schema, input) = alone("array", "text", (kind, arrays), column)?;
            (schema, input, 0)
        }
        Given::Table(schema, input) => {
            let place = match (column, schema.fields().len()) {
                (Some(column), _) => place(&schema, "column", column)?,
                (None, 1) => place(&schema, "array", schema.field(0).name())?,
                (None, _) => {
                    return Err(wrong_value("column", "say which column of the table holds the texts"));
                }
            };
            (schema, input, place)
        }
    };
    let made = work::all(array.py(), "array", &work.of_column(place), input, threads, progress)?;
    Ok(made.leaving(unread(&schema, &[place])))
}

/// The place of a column of texts or bytes.
pub(super) fn place(schema: &SchemaRef, argument: &str, name: &str) -> PyResult<usize> {
    let place = place_of(schema.fields().iter().map(|field| field.name()), name);
    let place = place.map_err(|error| wrong_value(argument, &error.to_string()))?;
    let kind = schema.field(place).data_type();
    if is_readable(kind) {
        return Ok(place);
    }
    Err(PyTypeError::new_err(format!("{argument}: column {name:?} is not one of texts or bytes but {kind}")))
}

/// Suggests what zones said that were read badly from pictures, one row a text, as doc9303.repair does. Suggestions are never
/// applied.
///
/// array: as for parse_mrz; texts need not have the shape of a zone.
/// column: the name of the column in a table; needed if the table has several.
/// threads, progress: as for parse_mrz.
///
/// Returns a Table with `kind`, "intact", "unique", "ambiguous", "unproven" or "hopeless"; the likeliest `suggestion`; `proven`,
/// whether check digits see all of its changes, and `proven_by`, those that do; its `changes` as structures of line, column,
/// from, to and proven; and how many `candidates` there are. A null row is null in every column.
///
/// >>> from doc9303 import batch
/// >>> batch.repair(["P<UTOERIKSSON<<ANNA MARIA"]).to_pylist()[0]["kind"]
/// 'hopeless'
#[pyfunction]
#[pyo3(signature = (array, *, column = None, threads = None, progress = None))]
pub(crate) fn repair_mrz(
    array: &Bound<'_, PyAny>,
    column: Option<&str>,
    threads: Option<i64>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<PyTable> {
    suggested(array, column, TextColumn::repair(), threads, progress)
}

/// Finds the zones in longer texts, such as what an OCR engine says of whole pages, one row a text, as doc9303.find does.
///
/// array, column, threads, progress: as for repair.
///
/// Returns a Table with `found`, how many zones or look-alikes the text has, and `zones`, a list of structures: `mrz`, or
/// `error` why it cannot be read; `start` and `end` in characters; `line`; and `sure`, whether every check digit fits.
///
/// >>> from doc9303 import batch
/// >>> page = "Passport\nP<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10\n"
/// >>> [zone["sure"] for zone in batch.find([page]).to_pylist()[0]["zones"]]
/// [True]
#[pyfunction]
#[pyo3(signature = (array, *, column = None, threads = None, progress = None))]
pub(crate) fn find_zones(
    array: &Bound<'_, PyAny>,
    column: Option<&str>,
    threads: Option<i64>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<PyTable> {
    suggested(array, column, TextColumn::find(), threads, progress)
}

/// Writes names as they are in a zone, one row a name, as doc9303.transliterate does.
///
/// array, column, threads, progress: as for repair.
/// language: as for doc9303.transliterate.
///
/// Returns a Table with `zone_name`, and `error_position`, the first character that has no form in a zone.
///
/// >>> from doc9303 import batch
/// >>> batch.transliterate(["Müller", "A☺"]).to_pylist()
/// [{'zone_name': 'MUELLER', 'error_position': None}, {'zone_name': None, 'error_position': 1}]
#[pyfunction]
#[pyo3(signature = (array, *, column = None, language = "any", threads = None, progress = None))]
pub(crate) fn transliterate_names(
    array: &Bound<'_, PyAny>,
    column: Option<&str>,
    language: &str,
    threads: Option<i64>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<PyTable> {
    let language = self::language(language)?;
    suggested(array, column, TextColumn::transliterate(language), threads, progress)
}

/// Compares printed names with those of zones, one row a document, as Mrz.compare_names does.
///
/// table: a table with the zones, as for parse_mrz, and two columns of printed names in any script of Doc 9303-3 section 6.
/// primary, secondary: the names of those two columns.
/// column: the name of the column of zones, if it is not "mrz".
/// threads, progress: as for parse_mrz.
///
/// Returns a Table with `match`, "equal", "equal_by_transliteration", "truncated" or "different", null where a part of the row is
/// null, and `error`, why the zone cannot be read.
///
/// >>> import pyarrow as pa
/// >>> from doc9303 import batch
/// >>> zone = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
/// >>> rows = pa.table({"mrz": [zone], "family": ["Eriksson"], "given": ["Anna Maria"]})
/// >>> batch.compare_names(rows, primary="family", secondary="given").to_pylist()
/// [{'match': 'equal', 'error': None}]
#[pyfunction]
#[pyo3(signature = (table, *, primary, secondary, column = None, threads = None, progress = None))]
#[allow(clippy::too_many_arguments, reason = "Python's are named")]
pub(crate) fn compare_names(
    py: Python<'_>,
    table: &Bound<'_, PyAny>,
    primary: &str,
    secondary: &str,
    column: Option<&str>,
    threads: Option<i64>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<PyTable> {
    let given = input("table", table, column)?;
    let primary = place(&given.schema, "primary", primary)?;
    let secondary = place(&given.schema, "secondary", secondary)?;
    let unread = given.unread(&[primary, secondary]);
    let work = NameComparison::new(given.places, primary, secondary);
    Ok(work::all(py, "table", &work, given.input, threads, progress)?.leaving(unread))
}
