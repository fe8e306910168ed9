//! Columns as text: CSV and JSON lines.

use super::text_input::JSON;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, ListArray, RecordBatch, StringArray};
use arrow_cast::display::{ArrayFormatter, FormatOptions};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use std::io::Write;

/// A column that is ready to be reported cell by cell.
enum Column {
    Text(StringArray),
    /// Texts that are JSON.
    Json(StringArray),
    /// Numbers and truth, which JSON knows.
    Bare(ArrayRef),
    /// Days, bytes and whatever else a kept column may hold.
    Formatted(ArrayRef),
    /// Codes.
    Words(ListArray, StringArray),
    /// Results: several words, each with its name.
    Rows(ListArray, Vec<(String, StringArray)>),
    /// Nothing in any row.
    Null,
}

impl Column {
    fn new(field: &Field, column: &ArrayRef) -> Result<Column, ArrowError> {
        let text = |column: &ArrayRef| -> Result<StringArray, ArrowError> {
            Ok(arrow_cast::cast(column, &DataType::Utf8)?.as_string::<i32>().clone())
        };
        Ok(match field.data_type() {
            DataType::Utf8 if field.metadata().contains_key(JSON) => Column::Json(text(column)?),
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Dictionary(..) => {
                Column::Text(text(column)?)
            }
            DataType::List(_) => {
                let list = column.as_list::<i32>().clone();
                match list.values().as_struct_opt() {
                    None => {
                        let words = text(list.values())?;
                        Column::Words(list, words)
                    }
                    Some(rows) => {
                        let names = rows.fields().iter().map(|field| field.name().clone());
                        let cells = names.zip(rows.columns()).map(|(name, cells)| Ok((name, text(cells)?)));
                        let cells = cells.collect::<Result<_, ArrowError>>()?;
                        Column::Rows(list, cells)
                    }
                }
            }
            // In UTC, which needs no table of zones.
            DataType::Timestamp(unit, Some(_)) => {
                let utc = DataType::Timestamp(*unit, Some("+00:00".into()));
                Column::Formatted(arrow_cast::cast(column, &utc)?)
            }
            DataType::Null => Column::Null,
            kind if kind.is_numeric() || *kind == DataType::Boolean => Column::Bare(ArrayRef::clone(column)),
            _ => Column::Formatted(ArrayRef::clone(column)),
        })
    }

    fn is_null(&self, row: usize) -> bool {
        match self {
            Column::Text(cells) | Column::Json(cells) => cells.is_null(row),
            Column::Bare(cells) | Column::Formatted(cells) => cells.is_null(row),
            Column::Words(lists, _) | Column::Rows(lists, _) => lists.is_null(row),
            Column::Null => true,
        }
    }
}

/// The rows of a list that belong to a row.
fn range(lists: &ListArray, row: usize) -> std::ops::Range<usize> {
    let place = |at: usize| {
        lists.value_offsets().get(at).and_then(|offset| usize::try_from(*offset).ok()).unwrap_or(0)
    };
    place(row)..place(row + 1)
}

fn formatter(column: &Column) -> Result<Option<ArrayFormatter<'_>>, ArrowError> {
    static OPTIONS: FormatOptions<'static> = FormatOptions::new();
    match column {
        Column::Bare(cells) | Column::Formatted(cells) => {
            ArrayFormatter::try_new(cells.as_ref(), &OPTIONS).map(Some)
        }
        _ => Ok(None),
    }
}

fn columns(batch: &RecordBatch) -> Result<Vec<Column>, ArrowError> {
    let fields = batch.schema_ref().fields().iter();
    fields.zip(batch.columns()).map(|(field, column)| Column::new(field, column)).collect()
}

/// Rows as JSON lines.
pub(super) fn json_lines(batch: &RecordBatch) -> Result<Vec<u8>, ArrowError> {
    let columns = columns(batch)?;
    let formatters = columns.iter().map(formatter).collect::<Result<Vec<_>, ArrowError>>()?;
    let mut keys = Vec::new();
    for field in batch.schema_ref().fields() {
        keys.push([&[if keys.is_empty() { b'{' } else { b',' }][..], &quoted(field.name())?, b":"].concat());
    }
    let mut out = Vec::with_capacity(batch.num_rows() * 512);
    for row in 0..batch.num_rows() {
        for ((key, column), formatter) in keys.iter().zip(&columns).zip(&formatters) {
            out.extend_from_slice(key);
            json(&mut out, column, formatter.as_ref(), row)?;
        }
        out.extend_from_slice(b"}\n");
    }
    Ok(out)
}

fn json(
    out: &mut Vec<u8>,
    column: &Column,
    formatter: Option<&ArrayFormatter<'_>>,
    row: usize,
) -> Result<(), ArrowError> {
    if column.is_null(row) {
        out.extend_from_slice(b"null");
        return Ok(());
    }
    match column {
        Column::Text(cells) => quote(out, cells.value(row))?,
        Column::Json(cells) => out.extend_from_slice(cells.value(row).as_bytes()),
        Column::Words(lists, words) => {
            out.push(b'[');
            let first = range(lists, row).start;
            for at in range(lists, row) {
                if at > first {
                    out.push(b',');
                }
                quote(out, words.value(at))?;
            }
            out.push(b']');
        }
        Column::Rows(lists, cells) => rows(out, range(lists, row), cells)?,
        Column::Null => out.extend_from_slice(b"null"),
        Column::Bare(_) | Column::Formatted(_) => {
            let text =
                formatter.map_or(Ok(String::new()), |formatter| formatter.value(row).try_to_string())?;
            let is_bare = matches!(column, Column::Bare(_));
            let is_value = serde_json::from_str::<&serde_json::value::RawValue>(&text).is_ok();
            match (is_bare, is_value) {
                (true, true) => out.extend_from_slice(text.as_bytes()),
                // JSON has no infinity, and nothing that is no number.
                (true, false) => out.extend_from_slice(b"null"),
                _ => quote(out, &text)?,
            }
        }
    }
    Ok(())
}

/// `[{"check":..,"outcome":..,"reason":..},..]`
fn rows(
    out: &mut Vec<u8>,
    range: std::ops::Range<usize>,
    cells: &[(String, StringArray)],
) -> Result<(), ArrowError> {
    out.push(b'[');
    for at in range.clone() {
        if at > range.start {
            out.push(b',');
        }
        for (number, (name, words)) in cells.iter().enumerate() {
            out.push(if number == 0 { b'{' } else { b',' });
            quote(out, name)?;
            out.push(b':');
            if words.is_null(at) {
                out.extend_from_slice(b"null");
            } else {
                quote(out, words.value(at))?;
            }
        }
        out.push(b'}');
    }
    out.push(b']');
    Ok(())
}

fn quote(out: &mut Vec<u8>, text: &str) -> Result<(), ArrowError> {
    let plain = text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\');
    if plain {
        out.push(b'"');
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
        return Ok(());
    }
    serde_json::to_writer(out, text).map_err(|error| ArrowError::ExternalError(Box::new(error)))
}

fn quoted(text: &str) -> Result<Vec<u8>, ArrowError> {
    let mut out = Vec::new();
    quote(&mut out, text)?;
    Ok(out)
}

/// The row of names of a CSV file.
pub(super) fn csv_header(schema: &Schema, raw: bool) -> Vec<u8> {
    let mut out = Vec::new();
    for (place, field) in schema.fields().iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        cell(&mut out, field.name().as_bytes(), raw);
    }
    out.push(b'\n');
    out
}

/// Rows as CSV. Null is an empty cell, a list is its words with spaces between, results are JSON. Unless `raw`, no text
/// is left that a spreadsheet would take for a formula.
pub(super) fn csv(batch: &RecordBatch, raw: bool) -> Result<Vec<u8>, ArrowError> {
    let columns = columns(batch)?;
    let formatters = columns.iter().map(formatter).collect::<Result<Vec<_>, ArrowError>>()?;
    let mut out = Vec::with_capacity(batch.num_rows() * 256);
    let mut text = Vec::new();
    for row in 0..batch.num_rows() {
        for (place, (column, formatter)) in columns.iter().zip(&formatters).enumerate() {
            if place > 0 {
                out.push(b',');
            }
            if column.is_null(row) {
                continue;
            }
            match column {
                Column::Text(cells) => cell(&mut out, cells.value(row).as_bytes(), raw),
                Column::Json(cells) => json_cell(&mut out, cells.value(row), raw),
                Column::Words(lists, words) => {
                    let words: Vec<&str> = range(lists, row).map(|at| words.value(at)).collect();
                    cell(&mut out, words.join(" ").as_bytes(), raw);
                }
                Column::Rows(lists, cells) => {
                    text.clear();
                    rows(&mut text, range(lists, row), cells)?;
                    cell(&mut out, &text, raw);
                }
                Column::Null => {}
                // A number that is negative is no formula.
                Column::Bare(_) | Column::Formatted(_) => {
                    if let Some(formatter) = formatter {
                        text.clear();
                        write!(text, "{}", formatter.value(row).try_to_string()?)?;
                        cell(&mut out, &text, raw || matches!(column, Column::Bare(_)));
                    }
                }
            }
        }
        out.push(b'\n');
    }
    Ok(out)
}

/// A JSON value: a string is its text; a number that is negative is no formula, nor is anything else.
fn json_cell(out: &mut Vec<u8>, value: &str, raw: bool) {
    match serde_json::from_str::<String>(value) {
        Ok(text) => cell(out, text.as_bytes(), raw),
        Err(_) => cell(out, value.as_bytes(), true),
    }
}

/// Whether a spreadsheet may take this text for a formula: by its first letter, which may be full-width or be behind a
/// byte order mark, or by what it strips from its start.
fn is_formula(text: &[u8]) -> bool {
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    let wide = ["\u{ff1d}", "\u{ff0b}", "\u{ff0d}", "\u{ff20}"];
    matches!(text.first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n' | 0))
        || wide.iter().any(|letter| text.starts_with(letter.as_bytes()))
}

/// One cell. What a spreadsheet would take for a formula gets an apostrophe in front, unless `raw`. An empty text is quoted,
/// which tells it from null; the writers of libraries write both alike.
fn cell(out: &mut Vec<u8>, text: &[u8], raw: bool) {
    let formula = !raw && is_formula(text);
    let special = |byte: &u8| matches!(byte, b',' | b'"' | b'\n' | b'\r');
    if !text.is_empty() && !text.iter().any(special) {
        if formula {
            out.push(b'\'');
        }
        out.extend_from_slice(text);
        return;
    }
    out.push(b'"');
    if formula {
        out.push(b'\'');
    }
    for &byte in text {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}
