//! Cells of Arrow data as Python's own values, and rows as a table for notebooks.

use super::work::failed;
use crate::html::text;
use crate::time::{date, datetime};
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampSecondType,
    UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{ArrowError, DataType, TimeUnit};
use doc9303::{Date, UnixTime};
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};
use std::fmt::Write;

/// The rows of a batch as dicts.
pub(super) fn rows<'py>(py: Python<'py>, batch: &RecordBatch, into: &Bound<'py, PyList>) -> PyResult<()> {
    for row in 0..batch.num_rows() {
        let cells = PyDict::new(py);
        for (field, column) in batch.schema_ref().fields().iter().zip(batch.columns()) {
            cells.set_item(field.name(), value(py, column, row)?)?;
        }
        into.append(cells)?;
    }
    Ok(())
}

fn value<'py>(py: Python<'py>, column: &ArrayRef, row: usize) -> PyResult<Bound<'py, PyAny>> {
    if column.is_null(row) {
        return Ok(py.None().into_bound(py));
    }
    if column.as_any_dictionary_opt().is_some() {
        // Of this row alone: keys are read for the whole of a column.
        let own = column.slice(row, 1);
        let words = own.as_any_dictionary();
        let key = words.normalized_keys().first().copied().unwrap_or_default();
        return value(py, words.values(), key);
    }
    match column.data_type() {
        DataType::Null => Ok(py.None().into_bound(py)),
        DataType::Boolean => column.as_boolean().value(row).into_bound_py_any(py),
        DataType::Int8 => column.as_primitive::<Int8Type>().value(row).into_bound_py_any(py),
        DataType::Int16 => column.as_primitive::<Int16Type>().value(row).into_bound_py_any(py),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).into_bound_py_any(py),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).into_bound_py_any(py),
        DataType::UInt8 => column.as_primitive::<UInt8Type>().value(row).into_bound_py_any(py),
        DataType::UInt16 => column.as_primitive::<UInt16Type>().value(row).into_bound_py_any(py),
        DataType::UInt32 => column.as_primitive::<UInt32Type>().value(row).into_bound_py_any(py),
        DataType::UInt64 => column.as_primitive::<UInt64Type>().value(row).into_bound_py_any(py),
        DataType::Float32 => column.as_primitive::<Float32Type>().value(row).into_bound_py_any(py),
        DataType::Float64 => column.as_primitive::<Float64Type>().value(row).into_bound_py_any(py),
        DataType::Utf8 => column.as_string::<i32>().value(row).into_bound_py_any(py),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row).into_bound_py_any(py),
        DataType::Utf8View => column.as_string_view().value(row).into_bound_py_any(py),
        DataType::Binary => column.as_binary::<i32>().value(row).into_bound_py_any(py),
        DataType::LargeBinary => column.as_binary::<i64>().value(row).into_bound_py_any(py),
        DataType::BinaryView => column.as_binary_view().value(row).into_bound_py_any(py),
        DataType::Date32 => {
            let days = column.as_primitive::<Date32Type>().value(row).into();
            let day = Date::from_days(days);
            if day.days() != days || !(1..=9999).contains(&day.year()) {
                return shown(column, row).map_err(|error| failed("table", error))?.into_bound_py_any(py);
            }
            date(py, day).map(Bound::into_any)
        }
        DataType::Timestamp(TimeUnit::Second, Some(_)) => {
            datetime(py, UnixTime::from_seconds(column.as_primitive::<TimestampSecondType>().value(row)))
        }
        DataType::List(_) => {
            let (items, list) = (column.as_list::<i32>().value(row), PyList::empty(py));
            for item in 0..items.len() {
                list.append(value(py, &items, item)?)?;
            }
            Ok(list.into_any())
        }
        DataType::Struct(fields) => {
            let (rows, parts) = (column.as_struct(), PyDict::new(py));
            for (field, part) in fields.iter().zip(rows.columns()) {
                parts.set_item(field.name(), value(py, part, row)?)?;
            }
            Ok(parts.into_any())
        }
        other => Err(PyTypeError::new_err(format!(
            "a column of {other} has no values of Python's here; pyarrow.table has"
        ))),
    }
}

/// Rows that a notebook shows.
const SHOWN: usize = 20;

/// The first rows as a table for notebooks. Bytes are shown by their length alone.
pub(super) fn table(names: &[&str], batches: &[RecordBatch], count: usize) -> Result<String, ArrowError> {
    let mut out = format!(
        "<table class=\"doc9303-table\" style=\"text-align:left\"><caption style=\"text-align:left\">{count} rows</caption><thead><tr>"
    );
    // Writing to a String cannot fail.
    names.iter().for_each(|name| {
        let _ = write!(out, "<th scope=\"col\" style=\"text-align:left\">{}</th>", text(name));
    });
    out.push_str("</tr></thead><tbody>");
    let mut left = SHOWN;
    for batch in batches {
        for row in 0..batch.num_rows().min(left) {
            out.push_str("<tr>");
            for column in batch.columns() {
                let _ = write!(out, "<td style=\"text-align:left\">{}</td>", text(&shown(column, row)?));
            }
            out.push_str("</tr>");
        }
        left -= batch.num_rows().min(left);
    }
    out.push_str("</tbody></table>");
    Ok(out)
}

/// A cell as it is shown. Bytes are told by their length alone, those in lists and structures too.
fn shown(column: &ArrayRef, row: usize) -> Result<String, ArrowError> {
    if column.is_null(row) {
        return Ok(String::new());
    }
    let length = match column.data_type() {
        DataType::Binary => column.as_binary::<i32>().value(row).len(),
        DataType::LargeBinary => column.as_binary::<i64>().value(row).len(),
        DataType::BinaryView => column.as_binary_view().value(row).len(),
        DataType::FixedSizeBinary(_) => column.as_fixed_size_binary().value(row).len(),
        kind if !holds_bytes(kind) => {
            let options = FormatOptions::default().with_null("");
            return Ok(ArrayFormatter::try_new(column, &options)?.value(row).to_string());
        }
        DataType::List(_) => return items(&column.as_list::<i32>().value(row)),
        DataType::LargeList(_) => return items(&column.as_list::<i64>().value(row)),
        DataType::FixedSizeList(..) => return items(&column.as_fixed_size_list().value(row)),
        DataType::Struct(fields) => {
            let parts = fields.iter().zip(column.as_struct().columns());
            let parts = parts.map(|(field, part)| Ok(format!("{}: {}", field.name(), shown(part, row)?)));
            return Ok(format!("{{{}}}", parts.collect::<Result<Vec<_>, ArrowError>>()?.join(", ")));
        }
        // Of rarer layouts, which hold bytes somewhere, nothing is told.
        _ => return Ok("\u{2026}".to_owned()),
    };
    Ok(format!("{length} bytes"))
}

fn items(list: &ArrayRef) -> Result<String, ArrowError> {
    let items = (0..list.len()).map(|item| shown(list, item)).collect::<Result<Vec<_>, ArrowError>>()?;
    Ok(format!("[{}]", items.join(", ")))
}

/// Whether bytes are in the values of a type.
fn holds_bytes(kind: &DataType) -> bool {
    match kind {
        DataType::Binary
        | DataType::LargeBinary
        | DataType::BinaryView
        | DataType::FixedSizeBinary(_)
        | DataType::Union(..) => true,
        DataType::List(item)
        | DataType::LargeList(item)
        | DataType::FixedSizeList(item, _)
        | DataType::ListView(item)
        | DataType::LargeListView(item)
        | DataType::Map(item, _)
        | DataType::RunEndEncoded(_, item) => holds_bytes(item.data_type()),
        DataType::Struct(fields) => fields.iter().any(|field| holds_bytes(field.data_type())),
        DataType::Dictionary(_, value) => holds_bytes(value),
        _ => false,
    }
}
