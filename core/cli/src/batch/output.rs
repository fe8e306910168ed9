//! Chunks while the run goes on, and the table that they become.

use super::checkpoint::Checkpoint;
use super::format::Format;
use super::input::LARGEST_CHUNK;
use super::text_output::{csv, csv_header, json_lines};
use crate::failure::Failure;
use arrow_array::RecordBatch;
use arrow_ipc::reader::FileReader;
use arrow_ipc::writer::FileWriter;
use arrow_schema::{ArrowError, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;

/// Rows of one row group of a Parquet file, which is held in memory while it is written, and no larger than a chunk.
const ROWS_PER_GROUP: usize = 1 << 17;

/// How the output is written.
#[derive(Clone)]
pub(super) struct Output {
    pub(super) format: Format,
    /// Whether cells of CSV stay as they are, formulas or not.
    pub(super) raw_cells: bool,
    pub(super) schema: SchemaRef,
}

/// A slice of rows on its way into a chunk.
pub(super) enum Piece {
    Text(Vec<u8>),
    Rows(RecordBatch),
}

impl Output {
    /// What a slice becomes; for text that is most of the work, and done where the slice was made.
    pub(super) fn piece(&self, made: RecordBatch) -> Result<Piece, ArrowError> {
        Ok(match self.format {
            Format::Csv => Piece::Text(csv(&made, self.raw_cells)?),
            Format::Jsonl => Piece::Text(json_lines(&made)?),
            Format::Parquet | Format::Arrow => Piece::Rows(made),
        })
    }

    /// Writes a chunk: text as it will be in the output, columns as an Arrow file.
    pub(super) fn write_chunk(&self, file: &mut File, pieces: Vec<Piece>) -> Result<(), ArrowError> {
        let mut out = BufWriter::new(file);
        if self.format.is_text() {
            for piece in pieces {
                if let Piece::Text(text) = piece {
                    out.write_all(&text)?;
                }
            }
            return Ok(out.flush()?);
        }
        let mut writer = FileWriter::try_new(out, &self.schema)?;
        for piece in pieces {
            if let Piece::Rows(rows) = piece {
                writer.write(&rows)?;
            }
        }
        writer.finish()
    }

    /// Writes the output from its chunks.
    pub(super) fn write_whole(
        &self,
        checkpoint: &Checkpoint,
        file: &mut File,
        output: &Path,
    ) -> Result<(), Failure> {
        let failed = |error: &dyn core::fmt::Display| Failure::writing(output, error);
        let mut out = BufWriter::new(file);
        match self.format {
            Format::Csv | Format::Jsonl => {
                if self.format == Format::Csv {
                    out.write_all(&csv_header(&self.schema, self.raw_cells))
                        .map_err(|error| failed(&error))?;
                }
                for path in checkpoint.chunks() {
                    let mut chunk = File::open(&path).map_err(|error| Failure::of_path(&path, &error))?;
                    std::io::copy(&mut chunk, &mut out).map_err(|error| failed(&error))?;
                }
            }
            Format::Arrow => {
                let mut writer =
                    FileWriter::try_new(&mut out, &self.schema).map_err(|error| failed(&error))?;
                each_batch(checkpoint, |batch| writer.write(&batch).map_err(|error| failed(&error)))?;
                writer.finish().map_err(|error| failed(&error))?;
            }
            Format::Parquet => {
                let properties = WriterProperties::builder()
                    .set_compression(Compression::SNAPPY)
                    .set_max_row_group_row_count(Some(ROWS_PER_GROUP))
                    .set_max_row_group_bytes(Some(LARGEST_CHUNK))
                    .build();
                let writer = ArrowWriter::try_new(&mut out, SchemaRef::clone(&self.schema), Some(properties));
                let mut writer = writer.map_err(|error| failed(&error))?;
                each_batch(checkpoint, |batch| writer.write(&batch).map_err(|error| failed(&error)))?;
                writer.close().map_err(|error| failed(&error))?;
            }
        }
        out.flush().map_err(|error| failed(&error))
    }
}

fn each_batch(
    checkpoint: &Checkpoint,
    mut take: impl FnMut(RecordBatch) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for path in checkpoint.chunks() {
        let broken = |error: ArrowError| Failure::Unreadable(format!("{}: {error}", path.display()));
        let file = File::open(&path).map_err(|error| Failure::of_path(&path, &error))?;
        for batch in FileReader::try_new(BufReader::new(file), None).map_err(broken)? {
            take(batch.map_err(broken)?)?;
        }
    }
    Ok(())
}
