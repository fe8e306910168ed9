//! Columns while they are being filled. Rows come in slices of a few thousand, so offsets of 32 bits always do.

use crate::Part;
use arrow_array::builder::{ArrayBuilder, BooleanBuilder, PrimitiveBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowPrimitiveType, Int8Type, Int16Type};
use arrow_array::{Array, ArrayRef, DictionaryArray, Int64Array, ListArray, RecordBatch, StringArray};
use arrow_buffer::{Buffer, NullBufferBuilder, OffsetBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, DataType, Field, FieldRef};
use doc9303::Code;
use doc9303::mrz::{Format, NameMatch, RepairKind, Warning};
use doc9303::report::{Check, DeviationKind, Outcome};
use std::sync::{Arc, LazyLock};

/// Bytes that are copied at a time: a copy of known size is a single instruction, and most values are no longer.
const STEP: usize = 16;

/// A column of texts, in three buffers. A row that nothing is pushed for is null.
pub(super) struct Utf8Column {
    offsets: Vec<i32>,
    /// Filled up to `end`; behind it there is room.
    values: Vec<u8>,
    end: usize,
    nulls: NullBufferBuilder,
}

impl Utf8Column {
    pub(super) fn new(rows: usize, width: usize) -> Self {
        let mut offsets = Vec::with_capacity(rows + 1);
        offsets.push(0);
        let nulls = NullBufferBuilder::new(rows);
        Utf8Column { offsets, values: vec![0; rows * width + STEP], end: 0, nulls }
    }

    pub(super) fn push(&mut self, row: usize, text: &str) {
        self.push_start(row, text.as_bytes(), text.len());
    }

    /// The text is the first bytes of `from`; what follows it there does no harm.
    #[inline]
    pub(super) fn push_start(&mut self, row: usize, from: &[u8], length: usize) {
        self.pad(row);
        let end = self.end + length;
        if self.values.len() < end + STEP {
            self.values.resize((end + STEP) * 2, 0);
        }
        let room = self.values.get_mut(self.end..).unwrap_or_default();
        match (room.first_chunk_mut::<STEP>(), from.first_chunk::<STEP>()) {
            (Some(to), Some(from)) if length <= STEP => *to = *from,
            _ => {
                if let (Some(to), Some(from)) = (room.get_mut(..length), from.get(..length)) {
                    to.copy_from_slice(from);
                }
            }
        }
        self.end = end;
        // A slice that outgrew 32 bits is refused when the array is made: its offsets no longer ascend.
        self.offsets.push(i32::try_from(end).unwrap_or(-1));
        self.nulls.append_non_null();
    }

    /// Null for all rows up to this one that are not told yet.
    #[inline]
    fn pad(&mut self, row: usize) {
        let told = self.offsets.len() - 1;
        if told < row {
            self.offsets.resize(row + 1, self.offsets.last().copied().unwrap_or(0));
            self.nulls.append_n_nulls(row - told);
        }
    }

    pub(super) fn finish(mut self, rows: usize) -> Result<ArrayRef, ArrowError> {
        self.pad(rows);
        if self.offsets.contains(&-1) {
            return Err(ArrowError::OffsetOverflowError(self.end));
        }
        self.values.truncate(self.end);
        let offsets = OffsetBuffer::new(ScalarBuffer::from(self.offsets));
        Ok(Arc::new(StringArray::try_new(offsets, Buffer::from_vec(self.values), self.nulls.finish())?))
    }
}

/// Words of a fixed list, as dictionary keys.
pub(super) struct DictionaryColumn<K: ArrowPrimitiveType> {
    keys: PrimitiveBuilder<K>,
    words: &'static ArrayRef,
}

/// The words of a dictionary in the order of their keys.
pub(super) fn words(list: impl Iterator<Item = &'static str>) -> ArrayRef {
    Arc::new(StringArray::from_iter_values(list.collect::<Vec<_>>()))
}

pub(super) static OUTCOMES: LazyLock<ArrayRef> =
    LazyLock::new(|| words(Outcome::ALL.iter().map(|outcome| outcome.as_str())));
pub(super) static CHECKS: LazyLock<ArrayRef> = LazyLock::new(|| words(Check::all().map(Check::as_str)));
pub(super) static CODES: LazyLock<ArrayRef> =
    LazyLock::new(|| words(Code::ALL.iter().map(|code| code.as_str())));
pub(super) static DEVIATIONS: LazyLock<ArrayRef> =
    LazyLock::new(|| words(DeviationKind::ALL.iter().map(|kind| kind.as_str())));
pub(super) static FORMATS: LazyLock<ArrayRef> =
    LazyLock::new(|| words(Format::ALL.iter().map(|format| format.as_str())));
pub(super) static REPAIRS: LazyLock<ArrayRef> =
    LazyLock::new(|| words(RepairKind::ALL.iter().map(|kind| kind.as_str())));
pub(super) static MATCHES: LazyLock<ArrayRef> =
    LazyLock::new(|| words(NameMatch::ALL.iter().map(|found| found.as_str())));
pub(super) static WARNINGS: LazyLock<ArrayRef> =
    LazyLock::new(|| words(Warning::ALL.iter().map(|warning| warning.as_str())));

/// The sources of a row: the zone, and the parts behind it.
pub(super) static SOURCES: LazyLock<ArrayRef> =
    LazyLock::new(|| words(core::iter::once("mrz").chain(Part::all().map(Part::name))));

/// The checks and their keys, in their own order, to be found quickly.
static CHECK_KEYS: LazyLock<Vec<(Check, i8)>> = LazyLock::new(|| {
    let mut keys: Vec<_> = Check::all().zip(0..).collect();
    keys.sort_unstable();
    keys
});

/// The key of a code, which is its place in the table; the table has the order of the codes.
pub(super) fn code_key(code: Code) -> i16 {
    key(Code::ALL.binary_search(&code).ok())
}

/// The key of a kind of deviation, which is its place in the table.
pub(super) fn deviation_key(kind: DeviationKind) -> i16 {
    key(DeviationKind::ALL.binary_search(&kind).ok())
}

/// The key of a source; nothing is the zone.
pub(super) fn source_key(part: Option<Part>) -> i8 {
    part.map_or(0, |part| key(Part::all().position(|known| known == part).map(|place| place + 1)))
}

/// The key of a check.
pub(super) fn check_key(check: Check) -> i8 {
    let keys = &*CHECK_KEYS;
    let place = keys.binary_search_by_key(&check, |(known, _)| *known).ok();
    place.and_then(|place| keys.get(place)).map_or(0, |(_, key)| *key)
}

/// The key of an outcome.
pub(super) fn outcome_key(outcome: Outcome) -> i8 {
    key(Outcome::ALL.iter().position(|known| *known == outcome))
}

/// A place as a key. Every word is in its table, and no table is longer than its keys: `dictionary` would refuse it.
pub(super) fn key<N: TryFrom<usize> + Default>(place: Option<usize>) -> N {
    place.and_then(|place| N::try_from(place).ok()).unwrap_or_default()
}

impl<K: ArrowPrimitiveType> DictionaryColumn<K>
where
    K: arrow_array::types::ArrowDictionaryKeyType,
{
    pub(super) fn new(rows: usize, words: &'static ArrayRef) -> Self {
        DictionaryColumn { keys: PrimitiveBuilder::with_capacity(rows), words }
    }

    pub(super) fn push(&mut self, key: K::Native) {
        self.keys.append_value(key);
    }

    pub(super) fn push_option(&mut self, key: Option<K::Native>) {
        self.keys.append_option(key);
    }

    /// Null for all rows up to this one that have no value yet.
    pub(super) fn pad(&mut self, row: usize) {
        pad(&mut self.keys, row);
    }

    pub(super) fn finish(mut self) -> Result<ArrayRef, ArrowError> {
        Ok(Arc::new(DictionaryArray::<K>::try_new(self.keys.finish(), Arc::clone(self.words))?))
    }
}

/// A column of words of a fixed list by their keys: its slices have one dictionary.
pub(super) fn keyed<K: arrow_array::types::ArrowDictionaryKeyType>(
    words: &'static ArrayRef,
    keys: impl Iterator<Item = Option<K::Native>>,
) -> Result<ArrayRef, ArrowError> {
    let mut column = DictionaryColumn::<K>::new(keys.size_hint().0, words);
    keys.for_each(|key| column.push_option(key));
    column.finish()
}

/// Lists of whatever the inner column holds.
pub(super) struct Lists {
    offsets: Vec<i32>,
    length: i32,
    nulls: NullBufferBuilder,
}

impl Lists {
    pub(super) fn new(rows: usize) -> Self {
        let mut offsets = Vec::with_capacity(rows + 1);
        offsets.push(0);
        Lists { offsets, length: 0, nulls: NullBufferBuilder::new(rows) }
    }

    /// One more element of the row that is being filled.
    pub(super) fn element(&mut self) {
        self.length = self.length.saturating_add(1);
    }

    /// The row is complete.
    pub(super) fn end(&mut self) {
        self.offsets.push(self.length);
        self.nulls.append_non_null();
    }

    pub(super) fn end_null(&mut self) {
        self.offsets.push(self.length);
        self.nulls.append_null();
    }

    /// Null for all rows up to this one that are not told yet.
    pub(super) fn pad(&mut self, row: usize) {
        let told = self.offsets.len() - 1;
        if told < row {
            self.offsets.resize(row + 1, self.length);
            self.nulls.append_n_nulls(row - told);
        }
    }

    pub(super) fn finish(mut self, field: &FieldRef, inner: ArrayRef) -> Result<ArrayRef, ArrowError> {
        let offsets = OffsetBuffer::new(ScalarBuffer::from(self.offsets));
        Ok(Arc::new(ListArray::try_new(Arc::clone(field), offsets, inner, self.nulls.finish())?))
    }
}

/// A builder of rows, some of which are null.
trait Nulls: ArrayBuilder {
    fn append_nulls(&mut self, rows: usize);
}

impl<T: ArrowPrimitiveType> Nulls for PrimitiveBuilder<T> {
    fn append_nulls(&mut self, rows: usize) {
        PrimitiveBuilder::append_nulls(self, rows);
    }
}

impl Nulls for BooleanBuilder {
    fn append_nulls(&mut self, rows: usize) {
        BooleanBuilder::append_nulls(self, rows);
    }
}

/// Null for all rows up to this one that have no value yet. A builder that is asked for none makes a list of nulls.
#[inline]
fn pad(builder: &mut impl Nulls, row: usize) {
    let filled = builder.len();
    if filled < row {
        builder.append_nulls(row - filled);
    }
}

/// Numbers and days. A row that nothing is pushed for is null.
pub(super) struct Numbers<T: ArrowPrimitiveType>(PrimitiveBuilder<T>);

impl<T: ArrowPrimitiveType> Numbers<T> {
    pub(super) fn new(rows: usize) -> Self {
        Numbers(PrimitiveBuilder::with_capacity(rows))
    }

    pub(super) fn push(&mut self, row: usize, number: T::Native) {
        pad(&mut self.0, row);
        self.0.append_value(number);
    }

    pub(super) fn finish(mut self, rows: usize) -> ArrayRef {
        pad(&mut self.0, rows);
        Arc::new(self.0.finish())
    }
}

/// True and false. A row that nothing is pushed for is null.
pub(super) struct BooleanColumn(BooleanBuilder);

impl BooleanColumn {
    pub(super) fn new(rows: usize) -> Self {
        BooleanColumn(BooleanBuilder::with_capacity(rows))
    }

    #[inline]
    pub(super) fn push(&mut self, row: usize, truth: bool) {
        pad(&mut self.0, row);
        self.0.append_value(truth);
    }

    pub(super) fn finish(mut self, rows: usize) -> ArrayRef {
        pad(&mut self.0, rows);
        Arc::new(self.0.finish())
    }
}

/// The type of a dictionary with keys of eight bits.
pub(super) fn small_dictionary() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int8), Box::new(DataType::Utf8))
}

/// The type of a dictionary with keys of sixteen bits.
pub(super) fn dictionary() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int16), Box::new(DataType::Utf8))
}

pub(super) type SmallDictionaryColumn = DictionaryColumn<Int8Type>;
pub(super) type LargeDictionaryColumn = DictionaryColumn<Int16Type>;

/// A list element that is never null.
pub(super) fn item(kind: DataType) -> FieldRef {
    Arc::new(Field::new("item", kind, false))
}

/// The column at a place. A batch without it is another one than was announced.
pub(super) fn column(batch: &RecordBatch, place: usize) -> Result<&ArrayRef, ArrowError> {
    let missing = || ArrowError::SchemaError(format!("there is no column {place}"));
    batch.columns().get(place).ok_or_else(missing)
}

/// Rows of texts or bytes, whatever their layout in memory.
pub(super) enum Cells {
    Utf8(StringArray),
    LargeUtf8(arrow_array::LargeStringArray),
    Utf8View(arrow_array::StringViewArray),
    Binary(arrow_array::BinaryArray),
    LargeBinary(arrow_array::LargeBinaryArray),
    BinaryView(arrow_array::BinaryViewArray),
    FixedSizeBinary(arrow_array::FixedSizeBinaryArray),
    /// Keys and what they stand for: one long value may be in many rows, and is there once.
    Dictionary(Int64Array, Box<Cells>),
    Null(usize),
}

impl Cells {
    /// Whether a column of this type can be read.
    pub(super) fn fits(kind: &DataType) -> bool {
        match kind {
            DataType::Dictionary(_, value) => {
                !matches!(**value, DataType::Dictionary(..)) && Cells::fits(value)
            }
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null => true,
            DataType::Binary | DataType::LargeBinary | DataType::BinaryView => true,
            DataType::FixedSizeBinary(_) => true,
            _ => false,
        }
    }

    /// The rows of a column whose type fits.
    pub(super) fn new(column: &ArrayRef) -> Result<Cells, ArrowError> {
        if let Some(dictionary) = column.as_any_dictionary_opt() {
            let keys = arrow_cast::cast(dictionary.keys(), &DataType::Int64)?;
            let values = Box::new(Cells::new(dictionary.values())?);
            return Ok(Cells::Dictionary(keys.as_primitive().clone(), values));
        }
        Ok(match column.data_type() {
            DataType::Utf8 => Cells::Utf8(column.as_string().clone()),
            DataType::LargeUtf8 => Cells::LargeUtf8(column.as_string().clone()),
            DataType::Utf8View => Cells::Utf8View(column.as_string_view().clone()),
            DataType::Binary => Cells::Binary(column.as_binary().clone()),
            DataType::LargeBinary => Cells::LargeBinary(column.as_binary().clone()),
            DataType::BinaryView => Cells::BinaryView(column.as_binary_view().clone()),
            DataType::FixedSizeBinary(_) => Cells::FixedSizeBinary(column.as_fixed_size_binary().clone()),
            DataType::Null => Cells::Null(column.len()),
            other => return Err(ArrowError::SchemaError(format!("texts or bytes are needed, not {other}"))),
        })
    }

    /// Whether the rows are texts.
    pub(super) fn is_text(&self) -> bool {
        match self {
            Cells::Utf8(_) | Cells::LargeUtf8(_) | Cells::Utf8View(_) => true,
            Cells::Dictionary(_, values) => values.is_text(),
            _ => false,
        }
    }

    pub(super) fn len(&self) -> usize {
        match self {
            Cells::Utf8(rows) => rows.len(),
            Cells::LargeUtf8(rows) => rows.len(),
            Cells::Utf8View(rows) => rows.len(),
            Cells::Binary(rows) => rows.len(),
            Cells::LargeBinary(rows) => rows.len(),
            Cells::BinaryView(rows) => rows.len(),
            Cells::FixedSizeBinary(rows) => rows.len(),
            Cells::Dictionary(keys, _) => keys.len(),
            Cells::Null(rows) => *rows,
        }
    }

    /// The bytes of a row; `None` for null.
    pub(super) fn get(&self, row: usize) -> Option<&[u8]> {
        match self {
            Cells::Utf8(rows) => rows.is_valid(row).then(|| rows.value(row).as_bytes()),
            Cells::LargeUtf8(rows) => rows.is_valid(row).then(|| rows.value(row).as_bytes()),
            Cells::Utf8View(rows) => rows.is_valid(row).then(|| rows.value(row).as_bytes()),
            Cells::Binary(rows) => rows.is_valid(row).then(|| rows.value(row)),
            Cells::LargeBinary(rows) => rows.is_valid(row).then(|| rows.value(row)),
            Cells::BinaryView(rows) => rows.is_valid(row).then(|| rows.value(row)),
            Cells::FixedSizeBinary(rows) => rows.is_valid(row).then(|| rows.value(row)),
            Cells::Dictionary(keys, values) => {
                let key = keys.is_valid(row).then(|| keys.value(row))?;
                let key = usize::try_from(key).ok().filter(|key| *key < values.len())?;
                values.get(key)
            }
            Cells::Null(_) => None,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects")]
mod tests {
    use super::*;
    use arrow_array::Int32Array;

    #[test]
    fn a_long_value_of_a_dictionary_is_there_once() {
        // Written out, these rows would hold more bytes than 32 bits can count.
        let values: ArrayRef = Arc::new(StringArray::from(vec![Some("a".repeat(1 << 20)), None]));
        let keys = Int32Array::from_iter((0..5000).map(|row| (row > 1).then_some(i32::from(row == 2))));
        let column: ArrayRef = Arc::new(DictionaryArray::try_new(keys, values).unwrap());
        let cells = Cells::new(&column).unwrap();
        assert_eq!(cells.len(), 5000);
        assert_eq!([0, 2, 4999].map(|row| cells.get(row).map(<[u8]>::len)), [None, None, Some(1 << 20)]);
        assert_eq!(cells.get(3).map(<[u8]>::as_ptr), cells.get(4999).map(<[u8]>::as_ptr));
    }
}
