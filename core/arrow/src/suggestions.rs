//! A column of texts into columns of what was meant: repairs of zones, zones found, and names as a zone has them.

use crate::columns::{
    CODES, Cells, Lists, MATCHES, REPAIRS, code_key, column, dictionary, key, keyed, small_dictionary,
};
use crate::plain::{Column, batch, lists, numbers, texts, truths};
use crate::texts::ZoneCells;
use crate::work::RowTransform;
use arrow_array::types::{Int8Type, Int16Type};
use arrow_array::{ArrayRef, BooleanArray, RecordBatch, StructArray};
use arrow_schema::{ArrowError, DataType, Field as Named, FieldRef, Fields, Schema, SchemaRef};
use doc9303::Mrz;
use doc9303::mrz::{self, Candidate, Language, NameMatch, Repair, RepairKind};
use std::sync::{Arc, LazyLock};

/// A repair tries thousands of zones, and a text may hold many.
const ROWS_PER_SLICE: usize = 256;

/// What is done with each text.
#[derive(Debug, Clone, Copy)]
enum Task {
    Repair,
    Find,
    Transliterate(Language),
}

/// Works through a column of texts, one row a text; a null row is null in every column.
///
/// ```
/// use arrow_array::{ArrayRef, RecordBatch, StringArray};
/// use arrow_array::cast::AsArray;
/// use doc9303::mrz::Language;
/// use doc9303_arrow::{TextColumn, Threads};
/// use std::sync::Arc;
///
/// let names: ArrayRef = Arc::new(StringArray::from(vec![Some("Müller"), Some("?"), None]));
/// let batch = RecordBatch::try_from_iter([("name", names)])?;
/// let made = Threads::new(None)?.run(&TextColumn::transliterate(Language::Any), &batch)?;
/// assert_eq!(made[0].column(0).as_string::<i32>().value(0), "MUELLER");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct TextColumn {
    task: Task,
    place: usize,
}

impl TextColumn {
    /// Suggests what zones said that were read badly, as [`mrz::repair_text`] does: `kind`, the likeliest `suggestion`, whether
    /// check digits see all of its changes (`proven`) and which (`proven_by`), its `changes`, and how many `candidates` there
    /// are.
    pub fn repair() -> TextColumn {
        TextColumn { task: Task::Repair, place: 0 }
    }

    /// Finds zones in longer texts, as [`mrz::find`] does: how many were `found`, and `zones` with the place of each in
    /// characters.
    pub fn find() -> TextColumn {
        TextColumn { task: Task::Find, place: 0 }
    }

    /// Writes names as they are in a zone, as [`mrz::transliterate`] does: `zone_name`, or `error_position`, the first character
    /// that has no form.
    pub fn transliterate(language: Language) -> TextColumn {
        TextColumn { task: Task::Transliterate(language), place: 0 }
    }

    /// The texts are in the column of this place in a batch.
    #[must_use]
    pub fn of_column(self, place: usize) -> TextColumn {
        TextColumn { place, ..self }
    }

    fn made(&self, rows: &[Option<String>]) -> Result<RecordBatch, ArrowError> {
        match self.task {
            Task::Repair => repairs(rows),
            Task::Find => finds(rows),
            Task::Transliterate(language) => zone_names(rows, language),
        }
    }
}

impl RowTransform for TextColumn {
    fn schema(&self) -> SchemaRef {
        // Of no row, nothing can be too long.
        self.made(&[]).map_or_else(|_| Arc::new(Schema::empty()), |none| none.schema())
    }

    fn rows_per_slice(&self) -> usize {
        ROWS_PER_SLICE
    }

    fn slice(&self, input: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let cells = Cells::new(column(input, self.place)?)?;
        let text = |row| cells.get(row).map(|text| String::from_utf8_lossy(text).into_owned());
        self.made(&(0..cells.len()).map(text).collect::<Vec<_>>())
    }
}

static CHANGE: LazyLock<Fields> = LazyLock::new(|| {
    Fields::from(vec![
        Named::new("line", DataType::Int32, true),
        Named::new("column", DataType::Int32, true),
        Named::new("from", DataType::Utf8, true),
        Named::new("to", DataType::Utf8, true),
        Named::new("proven", DataType::Boolean, true),
    ])
});

static ZONE: LazyLock<Fields> = LazyLock::new(|| {
    Fields::from(vec![
        Named::new("mrz", DataType::Utf8, true),
        Named::new("error", DataType::Utf8, true),
        Named::new("start", DataType::Int32, true),
        Named::new("end", DataType::Int32, true),
        Named::new("line", DataType::Int32, true),
        Named::new("sure", DataType::Boolean, true),
    ])
});

/// Lists of structures, of which each row that is none is null.
fn structures(fields: &Fields, lengths: impl Iterator<Item = Option<usize>>, inner: Vec<Column>) -> Column {
    let inner = inner.into_iter().collect::<Result<Vec<ArrayRef>, ArrowError>>()?;
    let inner = StructArray::try_new(fields.clone(), inner, None)?;
    let mut rows = Lists::new(0);
    for length in lengths {
        match length {
            Some(length) => {
                (0..length).for_each(|_| rows.element());
                rows.end();
            }
            None => rows.end_null(),
        }
    }
    let item: FieldRef = Arc::new(Named::new("item", DataType::Struct(fields.clone()), true));
    rows.finish(&item, Arc::new(inner))
}

fn repairs(rows: &[Option<String>]) -> Result<RecordBatch, ArrowError> {
    let repairs: Vec<Option<Repair>> =
        rows.iter().map(|text| text.as_deref().map(mrz::repair_text)).collect();
    let first =
        |repair: &Option<Repair>| repair.as_ref().and_then(|repair| repair.candidates().first().cloned());
    let likeliest: Vec<Option<Candidate>> = repairs.iter().map(first).collect();
    let proofs = |(repair, candidate): (&Option<Repair>, &Option<Candidate>)| -> Option<Vec<&str>> {
        let fields = candidate.iter().flat_map(|known| &known.proven_by);
        repair.as_ref().map(|_| fields.map(|field| field.as_str()).collect())
    };
    let fields: Vec<Option<Vec<&str>>> = repairs.iter().zip(&likeliest).map(proofs).collect();
    let count = |repair: &Repair| repair.candidates().len().saturating_add(repair.untold());
    let changes = || likeliest.iter().flatten().flat_map(|candidate| &candidate.changes);
    let letter = |letter: Option<char>| letter.map(String::from).unwrap_or_default();
    let told = vec![
        numbers(changes().map(|change| Some(change.cell.line))),
        numbers(changes().map(|change| Some(change.cell.start))),
        texts(changes().map(|change| Some(letter(change.from)))),
        texts(changes().map(|change| Some(letter(change.to)))),
        truths(changes().map(|change| change.proven)),
    ];
    let lengths = likeliest.iter().map(|candidate| candidate.as_ref().map(|known| known.changes.len()));
    let kind = |repair: &Repair| key(RepairKind::ALL.iter().position(|known| *known == repair.kind()));
    let kinds = repairs.iter().map(|repair| repair.as_ref().map(kind));
    batch([
        ("kind", keyed::<Int8Type>(&REPAIRS, kinds)),
        (
            "suggestion",
            texts(likeliest.iter().map(|candidate| candidate.as_ref().map(|known| known.mrz.to_string()))),
        ),
        (
            "proven",
            truth_options(likeliest.iter().map(|candidate| candidate.as_ref().map(|known| known.proven))),
        ),
        ("proven_by", lists(fields.iter().map(Option::as_ref))),
        ("changes", structures(&CHANGE, lengths, told)),
        ("candidates", numbers(repairs.iter().map(|repair| repair.as_ref().map(count)))),
    ])
}

fn finds(rows: &[Option<String>]) -> Result<RecordBatch, ArrowError> {
    let mut lengths = Vec::with_capacity(rows.len());
    let mut zones = Vec::new();
    for row in rows {
        let finds = row.as_deref().map(|text| (text, mrz::find(text)));
        lengths.push(finds.as_ref().map(|(_, finds)| finds.len()));
        let Some((text, finds)) = finds else { continue };
        let (mut bytes, mut characters) = (0, 0);
        for found in finds {
            // Finds come in order and do not overlap.
            let mut place = |to: usize| {
                characters += text.get(bytes..to).unwrap_or_default().chars().count();
                bytes = to;
                characters
            };
            zones.push((place(found.start), place(found.end), found));
        }
    }
    let zone = |zone: &Result<Mrz, doc9303::Error>| zone.as_ref().ok().map(Mrz::to_string);
    let told = vec![
        texts(zones.iter().map(|(.., found)| zone(&found.zone))),
        texts(zones.iter().map(|(.., found)| found.zone.as_ref().err().map(|error| error.code().as_str()))),
        numbers(zones.iter().map(|(start, ..)| Some(*start))),
        numbers(zones.iter().map(|(_, end, _)| Some(*end))),
        numbers(zones.iter().map(|(.., found)| Some(found.line))),
        truths(zones.iter().map(|(.., found)| found.is_certain)),
    ];
    batch([
        ("found", numbers(lengths.iter().copied())),
        ("zones", structures(&ZONE, lengths.iter().copied(), told)),
    ])
}

fn zone_names(rows: &[Option<String>], language: Language) -> Result<RecordBatch, ArrowError> {
    let made: Vec<_> =
        rows.iter().map(|name| name.as_deref().map(|name| mrz::transliterate(name, language))).collect();
    batch([
        ("zone_name", texts(made.iter().map(|made| made.as_ref()?.as_ref().ok()))),
        ("error_position", numbers(made.iter().map(|made| Some(made.as_ref()?.as_ref().err()?.position)))),
    ])
}

fn truth_options(rows: impl Iterator<Item = Option<bool>>) -> Column {
    Ok(Arc::new(rows.collect::<BooleanArray>()))
}

/// Compares the printed identifiers of a row with those of its zone, as [`mrz::compare_names`] does: `match`, null where a part
/// of the row is null, and `error`, why the zone cannot be read.
#[derive(Debug, Clone)]
pub struct NameComparison {
    zone: Vec<usize>,
    primary: usize,
    secondary: usize,
}

impl NameComparison {
    /// For batches with the zone in these columns, or its lines, and the printed identifiers in those, by their places.
    ///
    /// ```
    /// use arrow_array::{ArrayRef, RecordBatch, StringArray};
    /// use doc9303_arrow::{NameComparison, Threads};
    /// use std::sync::Arc;
    ///
    /// let zone = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
    /// let column = |text| -> ArrayRef { Arc::new(StringArray::from(vec![text])) };
    /// let columns = [("mrz", column(zone)), ("primary", column("Eriksson")), ("secondary", column("Anna Maria"))];
    /// let work = NameComparison::new(vec![0], 1, 2);
    /// let made = Threads::new(None)?.run(&work, &RecordBatch::try_from_iter(columns)?)?;
    /// assert_eq!(made[0].num_rows(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(zone: Vec<usize>, primary: usize, secondary: usize) -> NameComparison {
        NameComparison { zone, primary, secondary }
    }
}

impl RowTransform for NameComparison {
    fn schema(&self) -> SchemaRef {
        Arc::new(Schema::new(vec![
            Named::new("match", small_dictionary(), true),
            Named::new("error", dictionary(), true),
        ]))
    }

    fn rows_per_slice(&self) -> usize {
        ROWS_PER_SLICE
    }

    fn slice(&self, input: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let zones = ZoneCells::new(input, &self.zone)?;
        let printed = [self.primary, self.secondary].map(|place| Cells::new(column(input, place)?));
        let [primary, secondary] = printed;
        let (primary, secondary) = (primary?, secondary?);
        let mut lines = Vec::new();
        let (mut matches, mut errors) = (Vec::new(), Vec::new());
        for row in 0..input.num_rows() {
            let zone = zones.get(row, &mut lines).map(Mrz::parse_cell);
            let text = |cells: &Cells| cells.get(row).map(|text| String::from_utf8_lossy(text).into_owned());
            errors
                .push(zone.as_ref().and_then(|zone| zone.as_ref().err()).map(|error| code_key(error.code())));
            let read = zone.and_then(Result::ok).zip(text(&primary).zip(text(&secondary)));
            matches.push(read.map(|(zone, (primary, secondary))| {
                let found = mrz::compare_names(&primary, &secondary, &zone);
                key(NameMatch::ALL.iter().position(|known| *known == found))
            }));
        }
        batch([
            ("match", keyed::<Int8Type>(&MATCHES, matches.into_iter())),
            ("error", keyed::<Int16Type>(&CODES, errors.into_iter())),
        ])
    }
}
