//! What is done with a slice of rows: the work itself, then what is kept in front and the faults of reading over it.

use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowDictionaryKeyType, Int8Type, Int16Type};
use arrow_array::{Array, ArrayRef, DictionaryArray, Int16Array, RecordBatch, StringArray};
use arrow_schema::{ArrowError, FieldRef, Schema, SchemaRef};
use doc9303_arrow::RowTransform;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Rows by outcome or error.
pub(super) type Counts = BTreeMap<String, u64>;

/// The work on the columns of a chunk.
pub(super) struct Job {
    work: Box<dyn RowTransform>,
    parts: Vec<usize>,
    /// Kept columns and the line.
    front: Vec<usize>,
    /// The faults of rows that could not be read, and why.
    fault: Option<(usize, usize)>,
    schema: SchemaRef,
}

impl Job {
    /// For chunks of this schema, whose first columns are parts of documents.
    ///
    /// # Errors
    /// The name of a column that would occur twice in the output.
    pub(super) fn new(
        chunk: &Schema,
        parts: usize,
        is_text: bool,
        work: Box<dyn RowTransform>,
    ) -> Result<Job, String> {
        // Rows of text have their line and their fault at the end.
        let end = chunk.fields().len();
        let fault = is_text.then(|| (end.saturating_sub(2), end.saturating_sub(1)));
        let front: Vec<usize> = (parts..fault.map_or(end, |(code, _)| code)).collect();
        let mut fields: Vec<FieldRef> =
            front.iter().filter_map(|place| chunk.fields().get(*place).cloned()).collect();
        fields.extend(work.schema().fields().iter().cloned());
        let mut seen = std::collections::BTreeSet::new();
        if let Some(twice) = fields.iter().find(|field| !seen.insert(field.name().as_str())) {
            return Err(twice.name().clone());
        }
        let schema = Arc::new(Schema::new(fields));
        Ok(Job { work, parts: (0..parts).collect(), front, fault, schema })
    }
}

impl RowTransform for Job {
    fn schema(&self) -> SchemaRef {
        SchemaRef::clone(&self.schema)
    }

    fn rows_per_slice(&self) -> usize {
        self.work.rows_per_slice()
    }

    fn slice(&self, input: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let made = self.work.slice(&input.project(&self.parts)?)?;
        let mut columns: Vec<ArrayRef> =
            self.front.iter().map(|place| Arc::clone(input.column(*place))).collect();
        let faults = self.fault.map(|(code, detail)| (input.column(code), input.column(detail)));
        let faults = faults.filter(|(codes, _)| codes.null_count() < codes.len());
        for (field, column) in made.schema_ref().fields().iter().zip(made.columns()) {
            columns.push(match (faults, field.name().as_str()) {
                (Some((codes, _)), "error") => with_faults(column, codes)?,
                (Some((_, details)), "error_detail") => with_details(column, details),
                _ => Arc::clone(column),
            });
        }
        RecordBatch::try_new(self.schema(), columns)
    }
}

/// The errors of the work, and where a row could not even be read, the reason of that.
fn with_faults(errors: &ArrayRef, faults: &ArrayRef) -> Result<ArrayRef, ArrowError> {
    let errors = errors.as_dictionary::<Int16Type>();
    let faults = faults.as_primitive::<Int16Type>();
    let keys: Int16Array =
        errors.keys().iter().zip(faults.iter()).map(|(error, fault)| fault.or(error)).collect();
    Ok(Arc::new(DictionaryArray::try_new(keys, Arc::clone(errors.values()))?))
}

fn with_details(made: &ArrayRef, faults: &ArrayRef) -> ArrayRef {
    let (made, faults) = (made.as_string::<i32>(), faults.as_string::<i32>());
    Arc::new(made.iter().zip(faults).map(|(made, fault)| fault.or(made)).collect::<StringArray>())
}

/// Counts the rows of what was made: by verdict or, for zones, by whether their check digits hold; by error; and the
/// empty ones.
pub(super) fn count(made: &RecordBatch) -> Counts {
    let mut counts = Counts::new();
    let mut add = |name: &str, more: u64| {
        if more > 0 {
            *counts.entry(name.to_owned()).or_default() += more;
        }
    };
    let rows = made.num_rows();
    let errors = made.column_by_name("error").map(|column| words::<Int16Type>(column)).unwrap_or_default();
    errors.iter().for_each(|(word, number)| add(word, *number));
    let mut told: u64 = errors.values().sum();
    if let Some(verdicts) = made.column_by_name("verdict") {
        for (word, number) in words::<Int8Type>(verdicts) {
            told += number;
            add(word, number);
        }
    } else if let (Some(formats), Some(digits)) =
        (made.column_by_name("format"), made.column_by_name("check_digits_ok"))
    {
        let read = u64::try_from(formats.len() - formats.null_count()).unwrap_or(0);
        let digits = digits.as_boolean();
        let wrong = digits.iter().filter(|ok| *ok == Some(false)).count();
        let wrong = u64::try_from(wrong).unwrap_or(0);
        told += read;
        add("read", read - wrong);
        add("read with a wrong check digit", wrong);
    }
    add("empty", u64::try_from(rows).unwrap_or(0).saturating_sub(told));
    counts
}

/// How often each word of a dictionary column is in it.
fn words<K: ArrowDictionaryKeyType>(column: &ArrayRef) -> BTreeMap<&str, u64> {
    let dictionary = column.as_dictionary::<K>();
    let words = dictionary.values().as_string::<i32>();
    let mut counts = vec![0_u64; words.len()];
    for row in 0..dictionary.len() {
        if let Some(count) = dictionary.key(row).and_then(|key| counts.get_mut(key)) {
            *count += 1;
        }
    }
    words.iter().flatten().zip(counts).filter(|(_, count)| *count > 0).collect()
}
