//! Dictionaries with the words that occur, and no others.

use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowDictionaryKeyType, Int8Type, Int16Type};
use arrow_array::{
    Array, ArrayRef, DictionaryArray, ListArray, PrimitiveArray, RecordBatch, StringArray, StructArray,
};
use arrow_buffer::ArrowNativeType;
use arrow_schema::{ArrowError, DataType, SchemaRef};
use std::sync::Arc;

/// The same rows, whose dictionaries hold the words that occur in them alone, in the same order: what counts words, such as a
/// data frame that groups by them, sees no empty groups. The batches share one dictionary for each column, so that they can be
/// written to one file.
///
/// ```
/// use arrow_array::{ArrayRef, RecordBatch, StringArray};
/// use arrow_array::cast::AsArray;
/// use arrow_array::types::Int16Type;
/// use doc9303_arrow::{MrzColumn, RowTransform, Threads, compact};
/// use std::sync::Arc;
///
/// let zones: ArrayRef = Arc::new(StringArray::from(vec!["?"]));
/// let batch = RecordBatch::try_from_iter([("mrz", zones)])?;
/// let made = Threads::new(None)?.run(&MrzColumn::new(), &batch)?;
/// let made = compact(&MrzColumn::new().schema(), made)?;
/// let error = made[0].column_by_name("error").unwrap().as_dictionary::<Int16Type>();
/// assert_eq!(error.values().as_string::<i32>().value(0), "mrz.charset");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If the batches are not of the schema.
pub fn compact(schema: &SchemaRef, batches: Vec<RecordBatch>) -> Result<Vec<RecordBatch>, ArrowError> {
    let mut columns: Vec<std::vec::IntoIter<ArrayRef>> = Vec::with_capacity(schema.fields().len());
    for place in 0..schema.fields().len() {
        let arrays = batches.iter().map(|batch| Arc::clone(batch.column(place))).collect();
        columns.push(compacted(arrays)?.into_iter());
    }
    let rebuilt = batches.iter().map(|batch| {
        let row = columns.iter_mut().filter_map(Iterator::next).collect();
        let options = arrow_array::RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
        RecordBatch::try_new_with_options(Arc::clone(schema), row, &options)
    });
    rebuilt.collect()
}

/// The arrays of one column, which are of one type.
fn compacted(arrays: Vec<ArrayRef>) -> Result<Vec<ArrayRef>, ArrowError> {
    match arrays.first().map(|array| array.data_type().clone()) {
        Some(DataType::Dictionary(key, _)) if *key == DataType::Int8 => dictionaries::<Int8Type>(arrays),
        Some(DataType::Dictionary(key, _)) if *key == DataType::Int16 => dictionaries::<Int16Type>(arrays),
        Some(DataType::List(_)) => lists(arrays),
        Some(DataType::Struct(_)) => structures(arrays),
        _ => Ok(arrays),
    }
}

/// Arrays of one fixed list of words. Those with lists of their own are left as they are.
fn dictionaries<K: ArrowDictionaryKeyType>(arrays: Vec<ArrayRef>) -> Result<Vec<ArrayRef>, ArrowError> {
    let read: Vec<&DictionaryArray<K>> =
        arrays.iter().filter_map(|array| array.as_dictionary_opt()).collect();
    let words = read.first().map(|first| Arc::clone(first.values()));
    let Some(words) = words.filter(|words| read.iter().all(|other| Arc::ptr_eq(words, other.values())))
    else {
        return Ok(arrays);
    };
    let Some(texts) = words.as_string_opt::<i32>() else { return Ok(arrays) };
    let mut is_used = vec![false; texts.len()];
    for key in read.iter().flat_map(|array| array.keys().iter().flatten()) {
        if let Some(is_used) = key.to_usize().and_then(|key| is_used.get_mut(key)) {
            *is_used = true;
        }
    }
    let kept: ArrayRef = Arc::new(
        texts.iter().zip(&is_used).filter_map(|(text, used)| used.then_some(text)).collect::<StringArray>(),
    );
    // The new key of each word; that of one that is not used is never asked for.
    let new: Vec<K::Native> = is_used
        .iter()
        .scan(0, |next, used| {
            let key = K::Native::from_usize(*next).unwrap_or_default();
            *next += usize::from(*used);
            Some(key)
        })
        .collect();
    let renumber = |key: K::Native| key.to_usize().and_then(|key| new.get(key).copied()).unwrap_or_default();
    let renumbered = read.iter().map(|array| -> Result<ArrayRef, ArrowError> {
        let keys: PrimitiveArray<K> = array.keys().iter().map(|key| key.map(renumber)).collect();
        Ok(Arc::new(DictionaryArray::<K>::try_new(keys, Arc::clone(&kept))?))
    });
    renumbered.collect()
}

fn lists(arrays: Vec<ArrayRef>) -> Result<Vec<ArrayRef>, ArrowError> {
    let read: Vec<&ListArray> = arrays.iter().filter_map(|array| array.as_list_opt()).collect();
    let inner = compacted(read.iter().map(|list| Arc::clone(list.values())).collect())?;
    let rebuilt = read.iter().zip(inner).map(|(list, inner)| -> Result<ArrayRef, ArrowError> {
        let DataType::List(item) = list.data_type() else { return Ok(Arc::new((*list).clone())) };
        let (offsets, nulls) = (list.offsets().clone(), list.nulls().cloned());
        Ok(Arc::new(ListArray::try_new(Arc::clone(item), offsets, inner, nulls)?))
    });
    rebuilt.collect()
}

fn structures(arrays: Vec<ArrayRef>) -> Result<Vec<ArrayRef>, ArrowError> {
    let read: Vec<&StructArray> = arrays.iter().filter_map(|array| array.as_struct_opt()).collect();
    let Some(first) = read.first() else { return Ok(arrays) };
    let fields = first.fields().clone();
    let mut columns = Vec::with_capacity(fields.len());
    for place in 0..fields.len() {
        let inner = read.iter().map(|rows| Arc::clone(rows.column(place))).collect();
        columns.push(compacted(inner)?.into_iter());
    }
    let rebuilt = read.iter().map(|rows| -> Result<ArrayRef, ArrowError> {
        let row = columns.iter_mut().filter_map(Iterator::next).collect();
        Ok(Arc::new(StructArray::try_new(fields.clone(), row, rows.nulls().cloned())?))
    });
    rebuilt.collect()
}
