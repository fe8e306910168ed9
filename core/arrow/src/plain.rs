//! Columns from iterators, for tables that are short enough to be made row by row.

use arrow_array::builder::{ListBuilder, StringBuilder, StringDictionaryBuilder};
use arrow_array::types::Int8Type;
use arrow_array::{
    ArrayRef, BooleanArray, Int32Array, LargeBinaryArray, RecordBatch, StringArray, TimestampSecondArray,
};
use arrow_schema::ArrowError;
use doc9303::UnixTime;
use std::sync::Arc;

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(bytes)
}

/// A column, or that it holds more than its offsets can count.
pub(super) type Column = Result<ArrayRef, ArrowError>;

/// Columns of one length, all of which may be null.
pub(super) fn batch<const N: usize>(columns: [(&str, Column); N]) -> Result<RecordBatch, ArrowError> {
    let columns = columns.into_iter().map(|(name, column)| Ok((name, column?, true)));
    RecordBatch::try_from_iter_with_nullable(columns.collect::<Result<Vec<_>, ArrowError>>()?)
}

/// The builders of texts panic where offsets of 32 bits end.
fn bounded(lengths: impl Iterator<Item = usize>) -> Result<(), ArrowError> {
    let total = lengths.fold(0, usize::saturating_add);
    i32::try_from(total).map(|_| ()).map_err(|_| ArrowError::OffsetOverflowError(total))
}

pub(super) fn texts<T: AsRef<str>>(rows: impl Iterator<Item = Option<T>>) -> Column {
    let rows: Vec<Option<T>> = rows.collect();
    bounded(rows.iter().flatten().map(|text| text.as_ref().len()))?;
    Ok(Arc::new(rows.into_iter().collect::<StringArray>()))
}

pub(super) fn words(rows: impl Iterator<Item = Option<&'static str>>) -> Column {
    let mut column = StringDictionaryBuilder::<Int8Type>::new();
    rows.for_each(|word| column.append_option(word));
    Ok(Arc::new(column.finish()))
}

pub(super) fn lists<'a, T: AsRef<str> + 'a>(
    rows: impl Iterator<Item = Option<&'a Vec<T>>> + Clone,
) -> Column {
    bounded(rows.clone().flatten().flatten().map(|text| text.as_ref().len().saturating_add(1)))?;
    let mut column = ListBuilder::new(StringBuilder::new());
    for row in rows {
        row.into_iter().flatten().for_each(|text| column.values().append_value(text));
        column.append(row.is_some());
    }
    Ok(Arc::new(column.finish()))
}

pub(super) fn times(rows: impl Iterator<Item = Option<UnixTime>>) -> Column {
    let seconds = rows.map(|at| at.map(UnixTime::seconds)).collect::<TimestampSecondArray>();
    Ok(Arc::new(seconds.with_timezone("UTC")))
}

pub(super) fn numbers(rows: impl Iterator<Item = Option<usize>>) -> Column {
    let narrow = |number: Option<usize>| number.and_then(|number| i32::try_from(number).ok());
    Ok(Arc::new(rows.map(narrow).collect::<Int32Array>()))
}

pub(super) fn truths(rows: impl Iterator<Item = bool>) -> Column {
    Ok(Arc::new(BooleanArray::from(rows.collect::<Vec<bool>>())))
}

pub(super) fn octets<'a>(rows: impl Iterator<Item = &'a [u8]>) -> Column {
    Ok(Arc::new(LargeBinaryArray::from_iter_values(rows)))
}
