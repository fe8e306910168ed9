//! Tables that have columns already: Parquet and Arrow IPC files.

use super::catch_panic::catch_panic;
use super::format::Format;
use super::input::{Input, LARGEST_CHUNK, Places, ROWS_TO_LOOK_AT, Wanted, refuse_zone};
use super::sizes::fitting;
use crate::failure::Failure;
use arrow_array::cast::AsArray;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use doc9303_arrow::is_readable;
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::metadata::RowGroupMetaData;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Rows that are decoded at a time: fewer where they hold much.
const ROWS_PER_BATCH: usize = 1024;
const LARGEST_BATCH: usize = LARGEST_CHUNK / 4;

type Batches = Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + Send>;

/// A Parquet or Arrow file.
pub(super) struct Columnar {
    path: PathBuf,
    batches: Batches,
    /// Where the columns of a chunk are in a batch.
    columns: Vec<usize>,
    parts: usize,
    schema: SchemaRef,
    /// What a batch holds beyond the chunk.
    rest: Option<RecordBatch>,
    /// The names of columns that are neither read nor kept.
    unread: Vec<String>,
    /// A Parquet file says how many rows it has, an Arrow file how many batches.
    by_row: bool,
    done: u64,
    total: u64,
}

impl Columnar {
    pub(super) fn open(path: &Path, file: File, format: Format, wanted: &Wanted) -> Result<Self, Failure> {
        let opened = catch_panic(|| Columnar::open_sound(path, file, format, wanted));
        opened.unwrap_or_else(|what| Err(Failure::Unreadable(format!("{}: {what}", path.display()))))
    }

    fn open_sound(path: &Path, file: File, format: Format, wanted: &Wanted) -> Result<Self, Failure> {
        let failed = |error: &dyn core::fmt::Display| {
            Failure::Unreadable(format!("{}: not a readable {} file: {error}", path.display(), format.name()))
        };
        let of = |schema: &Schema| {
            let names: Vec<String> = schema.fields().iter().map(|field| field.name().clone()).collect();
            let places =
                Places::find(path, &names, wanted, |place| is_readable(schema.field(place).data_type()))?;
            let unread = places.unread(&names);
            Ok::<_, Failure>((places, unread))
        };
        let ((places, unread), schema, batches, total): (_, _, Batches, _) = if format == Format::Parquet {
            let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| failed(&error))?;
            let schema = SchemaRef::clone(builder.schema());
            let (places, unread) = of(&schema)?;
            if let Some(others) = others(&places, &schema, wanted) {
                let file = File::open(path).map_err(|error| Failure::of_path(path, &error))?;
                let again = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| failed(&error))?;
                let mask = ProjectionMask::roots(again.parquet_schema(), others);
                let some =
                    again.with_projection(mask).with_batch_size(ROWS_TO_LOOK_AT).with_limit(ROWS_TO_LOOK_AT);
                look_at(path, some.build().map_err(|error| failed(&error))?)?;
            }
            let mask = ProjectionMask::roots(builder.parquet_schema(), sorted(&places));
            let total = u64::try_from(builder.metadata().file_metadata().num_rows()).unwrap_or(0);
            let at_a_time = rows_per_batch(builder.metadata().row_groups());
            let reader = builder.with_projection(mask).with_batch_size(at_a_time).build();
            ((places, unread), schema, Box::new(reader.map_err(|error| failed(&error))?), total)
        } else {
            let open = |projection| {
                let file = File::open(path).map_err(|error| Failure::of_path(path, &error))?;
                let reader = arrow_ipc::reader::FileReader::try_new(BufReader::new(file), projection);
                reader.map_err(|error| failed(&error))
            };
            let schema = open(None)?.schema();
            let (places, unread) = of(&schema)?;
            if let Some(others) = others(&places, &schema, wanted) {
                look_at(path, open(Some(others))?.take(1))?;
            }
            let reader = open(Some(sorted(&places)))?;
            let total = u64::try_from(reader.num_batches()).unwrap_or(0);
            ((places, unread), schema, Box::new(reader), total)
        };
        let order = sorted(&places);
        let within = |place: &usize| order.iter().position(|known| known == place).unwrap_or(0);
        let mut columns = Vec::new();
        let mut fields = Vec::new();
        for (place, name) in &places.parts {
            let field = schema.field(*place);
            if !is_readable(field.data_type()) {
                let text = format!("is not one of texts or bytes but {}", field.data_type());
                return Err(Failure::Usage(format!("{}: column {:?} {text}", path.display(), field.name())));
            }
            columns.push(within(place));
            fields.push(Field::new(name, field.data_type().clone(), true));
        }
        for place in &places.keep {
            let field = schema.field(*place);
            let kind = plain(field.data_type()).ok_or_else(|| {
                let text = format!("of {} cannot be kept: it is nested", field.data_type());
                Failure::Usage(format!("{}: column {:?} {text}", path.display(), field.name()))
            })?;
            columns.push(within(place));
            fields.push(Field::new(field.name(), kind.clone(), true));
        }
        let (schema, parts) = (Arc::new(Schema::new(fields)), places.parts.len());
        let path = path.to_owned();
        let by_row = format == Format::Parquet;
        Ok(Columnar { path, batches, columns, parts, schema, rest: None, unread, by_row, done: 0, total })
    }

    /// The columns of a batch in the order and of the types of a chunk.
    fn arrange(&self, batch: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let columns = self.columns.iter().zip(self.schema.fields()).map(|(place, field)| {
            let column: &ArrayRef = batch.column(*place);
            if column.data_type() == field.data_type() {
                return Ok(Arc::clone(column));
            }
            arrow_cast::cast(column, field.data_type())
        });
        RecordBatch::try_new(SchemaRef::clone(&self.schema), columns.collect::<Result<_, ArrowError>>()?)
    }

    fn gather(&mut self, rows: usize) -> Result<Option<RecordBatch>, ArrowError> {
        let mut pieces = Vec::new();
        let (mut count, mut size) = (0, 0);
        while count < rows && size < LARGEST_CHUNK {
            let batch = match self.rest.take() {
                Some(batch) => batch,
                None => match self.batches.next() {
                    Some(batch) => {
                        let batch = batch?;
                        let units = if self.by_row { batch.num_rows() } else { 1 };
                        self.done = self.done.saturating_add(u64::try_from(units).unwrap_or(0));
                        batch
                    }
                    None => break,
                },
            };
            let (taken, more) = fitting(&batch, rows - count, LARGEST_CHUNK - size)?;
            size = size.saturating_add(more);
            if taken < batch.num_rows() {
                self.rest = Some(batch.slice(taken, batch.num_rows() - taken));
            }
            count += taken;
            // Only what is taken: a dictionary may stand for more than fits into memory.
            pieces.push(self.arrange(&batch.slice(0, taken))?);
        }
        if count == 0 {
            return Ok(None);
        }
        arrow_select::concat::concat_batches(&self.schema, &pieces).map(Some)
    }
}

impl Input for Columnar {
    fn schema(&self) -> SchemaRef {
        SchemaRef::clone(&self.schema)
    }

    fn parts(&self) -> usize {
        self.parts
    }

    fn unread(&self) -> &[String] {
        &self.unread
    }

    fn next_chunk(&mut self, rows: usize) -> Result<Option<RecordBatch>, Failure> {
        let chunk = catch_panic(|| self.gather(rows).map_err(|error| error.to_string()));
        let chunk = chunk.unwrap_or_else(|what| Err(what.to_owned()));
        chunk.map_err(|error| {
            Failure::Unreadable(format!("{}: cannot be read further: {error}", self.path.display()))
        })
    }

    fn position(&self) -> (u64, u64) {
        (self.done, self.total)
    }
}

/// The columns that are neither read nor kept and may hold zones all the same; `None` if the one of zones was named.
fn others(places: &Places, schema: &Schema, wanted: &Wanted) -> Option<Vec<usize>> {
    let is_text = |place: &&usize| is_readable(schema.field(**place).data_type());
    let others: Vec<usize> = places.others.iter().filter(is_text).copied().collect();
    (wanted.zone.is_none() && !others.is_empty()).then_some(others)
}

/// A zone in a column that is not read is an error before anything is judged. A batch that cannot be read is reported
/// when its turn comes.
fn look_at(
    path: &Path,
    batches: impl Iterator<Item = Result<RecordBatch, ArrowError>>,
) -> Result<(), Failure> {
    for batch in batches.flatten() {
        let batch = batch.slice(0, batch.num_rows().min(ROWS_TO_LOOK_AT));
        for (field, column) in batch.schema_ref().fields().iter().zip(batch.columns()) {
            let Ok(texts) = arrow_cast::cast(column, &DataType::LargeBinary) else { continue };
            for text in texts.as_binary::<i64>().iter().flatten() {
                refuse_zone(path, field.name(), text)?;
            }
        }
    }
    Ok(())
}

/// So many rows that those of an average row group stay small.
fn rows_per_batch(groups: &[RowGroupMetaData]) -> usize {
    let average = |group: &RowGroupMetaData| {
        let bytes = usize::try_from(group.total_byte_size()).unwrap_or(usize::MAX);
        bytes.checked_div(usize::try_from(group.num_rows()).unwrap_or(0))
    };
    let row = groups.iter().filter_map(average).max().unwrap_or(0);
    LARGEST_BATCH.checked_div(row).unwrap_or(ROWS_PER_BATCH).clamp(1, ROWS_PER_BATCH)
}

/// The columns that are read, in the order of the file, each once.
fn sorted(places: &Places) -> Vec<usize> {
    let mut all: Vec<usize> = places.parts.iter().map(|(place, _)| *place).collect();
    all.extend(&places.keep);
    all.sort_unstable();
    all.dedup();
    all
}

/// The type in which a column is kept: dictionaries, which may differ from batch to batch, become what they stand for.
fn plain(kind: &DataType) -> Option<&DataType> {
    match kind {
        DataType::Dictionary(_, value) => plain(value),
        kind if kind.is_nested() => None,
        kind => Some(kind),
    }
}
