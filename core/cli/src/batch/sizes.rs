//! How much rows hold, so that a chunk ends where it has grown large enough, and at the same row whenever it is read.

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, Int64Array, RecordBatch};
use arrow_schema::{ArrowError, DataType};

/// Bytes of a value whose size its type says.
const FIXED: usize = 8;

/// How many of the first `rows` rows there are until they hold `bytes`, the one with which they do included; and what
/// they hold.
pub(super) fn fitting(batch: &RecordBatch, rows: usize, bytes: usize) -> Result<(usize, usize), ArrowError> {
    let rows = batch.num_rows().min(rows);
    let batch = batch.slice(0, rows);
    let columns = batch.columns().iter().map(Sizes::new).collect::<Result<Vec<_>, ArrowError>>()?;
    let mut size: usize = 0;
    for row in 0..rows {
        size = columns.iter().fold(size, |size, column| size.saturating_add(column.of(row)));
        if size >= bytes {
            return Ok((row + 1, size));
        }
    }
    Ok((rows, size))
}

/// The sizes of the values of a column.
enum Sizes {
    Fixed(usize),
    Each(ArrayRef),
    Keyed(Int64Array, Box<Sizes>, usize),
}

impl Sizes {
    fn new(column: &ArrayRef) -> Result<Sizes, ArrowError> {
        if let Some(dictionary) = column.as_any_dictionary_opt() {
            let keys = arrow_cast::cast(dictionary.keys(), &DataType::Int64)?;
            let values = Sizes::new(dictionary.values())?;
            return Ok(Sizes::Keyed(
                keys.as_primitive().clone(),
                Box::new(values),
                dictionary.values().len(),
            ));
        }
        Ok(match column.data_type() {
            DataType::Utf8
            | DataType::LargeUtf8
            | DataType::Utf8View
            | DataType::Binary
            | DataType::LargeBinary
            | DataType::BinaryView => Sizes::Each(ArrayRef::clone(column)),
            DataType::FixedSizeBinary(size) => Sizes::Fixed(usize::try_from(*size).unwrap_or(0)),
            _ => Sizes::Fixed(FIXED),
        })
    }

    fn of(&self, row: usize) -> usize {
        match self {
            Sizes::Fixed(size) => *size,
            Sizes::Each(column) => match column.data_type() {
                DataType::Utf8 => column.as_string::<i32>().value(row).len(),
                DataType::LargeUtf8 => column.as_string::<i64>().value(row).len(),
                DataType::Utf8View => column.as_string_view().value(row).len(),
                DataType::Binary => column.as_binary::<i32>().value(row).len(),
                DataType::LargeBinary => column.as_binary::<i64>().value(row).len(),
                DataType::BinaryView => column.as_binary_view().value(row).len(),
                _ => 0,
            },
            Sizes::Keyed(keys, values, count) => {
                let key =
                    keys.is_valid(row).then(|| keys.value(row)).and_then(|key| usize::try_from(key).ok());
                key.filter(|key| key < count).map_or(0, |key| values.of(key))
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects")]
mod tests {
    use super::*;
    use arrow_array::types::Int32Type;
    use arrow_array::{BinaryViewArray, DictionaryArray, StringArray};
    use std::sync::Arc;

    #[test]
    fn rows_end_with_the_one_that_is_too_much() {
        let texts: ArrayRef = Arc::new(StringArray::from(vec![Some("12345"), None, Some("1"), Some("12")]));
        let views: ArrayRef = Arc::new(BinaryViewArray::from(vec![Some(&b"1"[..]), None, Some(b"1"), None]));
        let words: DictionaryArray<Int32Type> = [Some("123"), None, Some("123"), None].into_iter().collect();
        let words: ArrayRef = Arc::new(words);
        let numbers: ArrayRef = Arc::new(Int64Array::from(vec![1, 2, 3, 4]));
        let columns = [("a", texts), ("b", views), ("c", words), ("d", numbers)];
        let batch = RecordBatch::try_from_iter(columns).unwrap();
        // 17, 8, 13 and 10 bytes.
        for (rows, bytes, expected) in
            [(9, 999, (4, 48)), (2, 999, (2, 25)), (9, 1, (1, 17)), (9, 17, (1, 17)), (9, 18, (2, 25))]
        {
            assert_eq!(fitting(&batch, rows, bytes).unwrap(), expected);
            assert_eq!(fitting(&batch.slice(1, 3), 1, bytes).unwrap(), (1, 8));
        }
    }
}
