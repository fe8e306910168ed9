//! A column of machine readable zones (Doc 9303-3) into columns of fields. Unparsable rows get an error code.

use crate::columns::{
    BooleanColumn, CODES, FORMATS, LargeDictionaryColumn, Lists, Numbers, SmallDictionaryColumn, Utf8Column,
    WARNINGS, code_key, dictionary, item, key, small_dictionary,
};
use crate::texts::ZoneCells;
use crate::work::RowTransform;
use arrow_array::types::{Date32Type, Int16Type};
use arrow_array::{ArrayRef, RecordBatch, RecordBatchOptions, new_null_array};
use arrow_schema::{ArrowError, DataType, Field as Column, FieldRef, Schema, SchemaRef};
use doc9303::mrz::{Field, Format, PartialDate, Warning};
use doc9303::{Date, Error, Mrz, Place, UnixTime};
use std::sync::{Arc, LazyLock};

const ROWS_PER_SLICE: usize = 16_384;

/// The texts of a zone in the order of their columns, with their usual width.
const TEXTS: [(Field, usize); 13] = [
    (Field::DocumentCode, 1),
    (Field::IssuingState, 3),
    (Field::DocumentNumber, 9),
    (Field::Nationality, 3),
    (Field::BirthDate, 6),
    (Field::ExpiryDate, 6),
    (Field::Sex, 1),
    (Field::PersonalNumber, 9),
    (Field::OptionalData, 4),
    (Field::OptionalData1, 4),
    (Field::OptionalData2, 4),
    (Field::PrimaryIdentifier, 10),
    (Field::SecondaryIdentifier, 12),
];

/// The column of a field among the texts.
fn text_place(field: Field) -> usize {
    match field {
        Field::DocumentCode => 0,
        Field::IssuingState => 1,
        Field::DocumentNumber => 2,
        Field::Nationality => 3,
        Field::BirthDate => 4,
        Field::ExpiryDate => 5,
        Field::Sex => 6,
        Field::PersonalNumber => 7,
        Field::OptionalData => 8,
        Field::OptionalData1 => 9,
        Field::OptionalData2 => 10,
        Field::PrimaryIdentifier => 11,
        Field::SecondaryIdentifier => 12,
        // Fields of later versions have no column in a frozen schema.
        _ => TEXTS.len(),
    }
}

/// The check digits in the order of their columns.
const DIGITS: [(Field, &str); 5] = [
    (Field::DocumentNumber, "document_number_ok"),
    (Field::BirthDate, "birth_date_ok"),
    (Field::ExpiryDate, "expiry_date_ok"),
    (Field::PersonalNumber, "personal_number_ok"),
    (Field::Composite, "composite_ok"),
];

static WARNING_ITEM: LazyLock<FieldRef> = LazyLock::new(|| item(small_dictionary()));

static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let mut columns = vec![Column::new("format", small_dictionary(), true)];
    columns.extend(TEXTS.iter().map(|(field, _)| Column::new(field.as_str(), DataType::Utf8, true)));
    columns.extend(["birth_day", "expiry_day"].map(|name| Column::new(name, DataType::Date32, true)));
    columns.push(Column::new("check_digits_ok", DataType::Boolean, true));
    columns.extend(DIGITS.map(|(_, name)| Column::new(name, DataType::Boolean, true)));
    columns.push(Column::new("warnings", DataType::List(FieldRef::clone(&WARNING_ITEM)), true));
    columns.push(Column::new("error", dictionary(), true));
    columns.extend(["error_line", "error_column"].map(|name| Column::new(name, DataType::Int16, true)));
    columns.push(Column::new("error_detail", DataType::Utf8, true));
    Arc::new(Schema::new(columns))
});

/// The schema of what [`MrzColumn`] makes: frozen. Columns may be added behind, none is renamed, removed or changed.
pub fn mrz_schema() -> SchemaRef {
    SchemaRef::clone(&SCHEMA)
}

/// Reads a column of zones, one row a zone, lines parted by LF, CR or both: the first column of a batch, of texts or
/// bytes, or a dictionary of them. What no zone has may part the lines too, such as a written `\n` or a bar, and
/// [`MrzColumn::of_columns`] takes a column for each line. A row that is no zone has `error`, its place and why; a null row is
/// null in every column.
///
/// ```
/// use arrow_array::{Array, ArrayRef, RecordBatch, StringArray};
/// use arrow_array::cast::AsArray;
/// use doc9303_arrow::{Threads, MrzColumn};
/// use std::sync::Arc;
///
/// let zone = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
/// let zones: ArrayRef = Arc::new(StringArray::from(vec![Some(zone), Some("?"), None]));
/// let batch = RecordBatch::try_from_iter([("mrz", zones)])?;
/// let made = Threads::new(None)?.run(&MrzColumn::new(), &batch)?;
/// let number = made[0].column_by_name("document_number").unwrap().as_string::<i32>();
/// assert_eq!(number.value(0), "D23145890");
/// assert!(number.is_null(1) && number.is_null(2));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct MrzColumn {
    at: Option<UnixTime>,
    with_warnings: bool,
    /// The columns that were asked for by their places in the schema; without, all.
    only: Option<Vec<usize>>,
    /// Where the zones stand, or their lines; without, in the first column.
    places: Option<Vec<usize>>,
}

/// A column that [`MrzColumn`] cannot make: there is none of this name, or it was asked for before.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no column of zones, or occurs twice")]
pub struct NoSuchColumn(pub String);

impl MrzColumn {
    /// Without days and warnings, whose columns are null.
    pub fn new() -> MrzColumn {
        MrzColumn::default()
    }

    /// Dates get their century by this time, and `birth_day` and `expiry_day` are reported.
    #[must_use]
    pub fn at(mut self, at: UnixTime) -> MrzColumn {
        self.at = Some(at);
        self
    }

    /// Looks for what is odd without being wrong, which takes longer than all the rest.
    #[must_use]
    pub fn with_warnings(mut self) -> MrzColumn {
        self.with_warnings = true;
        self
    }

    /// Makes these columns alone, in this order: the fewer, the quicker.
    ///
    /// # Errors
    ///
    /// If there is no such column, or one occurs twice.
    ///
    /// ```
    /// use doc9303_arrow::{RowTransform, MrzColumn};
    /// let zones = MrzColumn::new().only(["error", "check_digits_ok"])?;
    /// assert_eq!(zones.schema().fields().len(), 2);
    /// assert!(MrzColumn::new().only(["check_digit"]).is_err());
    /// # Ok::<(), doc9303_arrow::NoSuchColumn>(())
    /// ```
    pub fn only<N: AsRef<str>>(
        mut self,
        columns: impl IntoIterator<Item = N>,
    ) -> Result<MrzColumn, NoSuchColumn> {
        let mut places: Vec<usize> = Vec::new();
        for name in columns {
            match SCHEMA.index_of(name.as_ref()) {
                Ok(place) if !places.contains(&place) => places.push(place),
                _ => return Err(NoSuchColumn(name.as_ref().to_owned())),
            }
        }
        self.only = Some(places);
        Ok(self)
    }

    /// The zones are in this column, or their lines in these, by their places in a batch.
    #[must_use]
    pub fn of_columns(mut self, places: Vec<usize>) -> Self {
        self.places = Some(places).filter(|places| !places.is_empty());
        self
    }

    fn wants(&self, column: &str) -> bool {
        let place = SCHEMA.index_of(column).ok();
        self.only.as_ref().is_none_or(|only| place.is_some_and(|place| only.contains(&place)))
    }
}

impl RowTransform for MrzColumn {
    fn schema(&self) -> SchemaRef {
        let fields = SCHEMA.fields();
        self.only.as_ref().map_or_else(mrz_schema, |only| {
            let chosen = only.iter().filter_map(|place| fields.get(*place).cloned());
            Arc::new(Schema::new(chosen.collect::<Vec<_>>()))
        })
    }

    fn rows_per_slice(&self) -> usize {
        ROWS_PER_SLICE
    }

    fn slice(&self, input: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let cells = ZoneCells::new(input, self.places.as_deref().unwrap_or(&[0]))?;
        let mut rows = Rows::new(input.num_rows(), self);
        let mut lines = Vec::new();
        for row in 0..input.num_rows() {
            match cells.get(row, &mut lines).map(Mrz::parse_cell) {
                None => rows.push_unread(None),
                Some(Err(error)) => rows.push_unread(Some(&error)),
                Some(Ok(mrz)) => rows.push(&mrz),
            }
        }
        let (count, columns) = (rows.row, rows.finish()?);
        let columns = match &self.only {
            Some(only) => only.iter().filter_map(|place| columns.get(*place).cloned()).collect(),
            None => columns,
        };
        let options = RecordBatchOptions::new().with_row_count(Some(count));
        RecordBatch::try_new_with_options(self.schema(), columns, &options)
    }
}

/// The columns while they are being filled. What a row does not have is not pushed, and null. Columns that nobody asked
/// for stay empty where filling them takes time.
struct Rows {
    at: Option<UnixTime>,
    with_warnings: bool,
    with_texts: bool,
    with_digits: bool,
    row: usize,
    format: SmallDictionaryColumn,
    texts: [Option<Utf8Column>; TEXTS.len()],
    birth_day: Numbers<Date32Type>,
    expiry_day: Numbers<Date32Type>,
    all_digits: BooleanColumn,
    digits: [(Field, BooleanColumn); DIGITS.len()],
    warnings: Lists,
    warning_words: SmallDictionaryColumn,
    error: LargeDictionaryColumn,
    error_line: Numbers<Int16Type>,
    error_column: Numbers<Int16Type>,
    error_detail: Utf8Column,
}

impl Rows {
    fn new(rows: usize, asked: &MrzColumn) -> Self {
        Rows {
            at: asked.at.filter(|_| asked.wants("birth_day") || asked.wants("expiry_day")),
            with_warnings: asked.with_warnings && asked.wants("warnings"),
            with_texts: TEXTS.iter().any(|(field, _)| asked.wants(field.as_str())),
            with_digits: asked.wants("check_digits_ok") || DIGITS.iter().any(|(_, name)| asked.wants(name)),
            row: 0,
            format: SmallDictionaryColumn::new(rows, &FORMATS),
            texts: TEXTS
                .map(|(field, width)| asked.wants(field.as_str()).then(|| Utf8Column::new(rows, width))),
            birth_day: Numbers::new(rows),
            expiry_day: Numbers::new(rows),
            all_digits: BooleanColumn::new(rows),
            digits: DIGITS.map(|(field, _)| (field, BooleanColumn::new(rows))),
            warnings: Lists::new(rows),
            warning_words: SmallDictionaryColumn::new(0, &WARNINGS),
            error: LargeDictionaryColumn::new(rows, &CODES),
            error_line: Numbers::new(rows),
            error_column: Numbers::new(rows),
            error_detail: Utf8Column::new(0, 0),
        }
    }

    fn push(&mut self, mrz: &Mrz) {
        self.format.pad(self.row);
        self.format.push(key(Format::ALL.iter().position(|format| *format == mrz.format())));
        if self.with_texts {
            mrz.each_value(|field, from, length| {
                if let Some(Some(column)) = self.texts.get_mut(text_place(field)) {
                    column.push_start(self.row, from, length);
                }
            });
        }
        if let Some(at) = self.at {
            self.days(mrz, at);
        }
        if self.with_digits {
            self.check(mrz);
        }
        if self.with_warnings {
            self.warnings.pad(self.row);
            for warning in mrz.warnings() {
                self.warning_words.push(key(Warning::ALL.iter().position(|known| *known == warning)));
                self.warnings.element();
            }
            self.warnings.end();
        }
        self.row += 1;
    }

    fn days(&mut self, mrz: &Mrz, at: UnixTime) {
        let days = |day: Option<Date>| day.and_then(|day| i32::try_from(day.days()).ok());
        let birth = mrz.date_of_birth().resolve_birth(at).next();
        if let Some(day) = days(birth.and_then(PartialDate::date)) {
            self.birth_day.push(self.row, day);
        }
        let expiry = mrz.date_of_expiry().resolve_expiry(at);
        if let Some(day) = days(expiry.and_then(PartialDate::date)) {
            self.expiry_day.push(self.row, day);
        }
    }

    /// Check digits come in the order of the columns, and a layout lacks some.
    fn check(&mut self, mrz: &Mrz) {
        let mut columns = self.digits.iter_mut();
        let (mut any, mut all) = (false, true);
        for digit in mrz.check_digits() {
            let (field, ok) = (digit.field(), digit.is_valid());
            if let Some((_, column)) = columns.find(|(known, _)| *known == field) {
                column.push(self.row, ok);
                any = true;
                all &= ok;
            }
        }
        if any {
            self.all_digits.push(self.row, all);
        }
    }

    /// A row that is no zone, or nothing at all.
    fn push_unread(&mut self, error: Option<&Error>) {
        if let Some(error) = error {
            self.error.pad(self.row);
            self.error.push(code_key(error.code()));
            if let Place::Cell { line, column } = error.place()
                && let (Ok(line), Ok(column)) = (i16::try_from(line), i16::try_from(column))
            {
                self.error_line.push(self.row, line);
                self.error_column.push(self.row, column);
            }
            self.error_detail.push(self.row, error.detail());
        }
        self.row += 1;
    }

    /// Every column in the order of the schema.
    fn finish(mut self) -> Result<Vec<ArrayRef>, ArrowError> {
        let rows = self.row;
        self.format.pad(rows);
        self.warnings.pad(rows);
        self.error.pad(rows);
        let mut columns: Vec<ArrayRef> = vec![self.format.finish()?];
        for texts in self.texts {
            columns.push(
                texts.map_or_else(|| Ok(new_null_array(&DataType::Utf8, 0)), |texts| texts.finish(rows))?,
            );
        }
        columns.extend([self.birth_day.finish(rows), self.expiry_day.finish(rows)]);
        columns.push(self.all_digits.finish(rows));
        columns.extend(self.digits.into_iter().map(|(_, column)| column.finish(rows)));
        columns.push(self.warnings.finish(&WARNING_ITEM, self.warning_words.finish()?)?);
        columns.push(self.error.finish()?);
        columns.extend([self.error_line.finish(rows), self.error_column.finish(rows)]);
        columns.push(self.error_detail.finish(rows)?);
        Ok(columns)
    }
}
