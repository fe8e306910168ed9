//! The rows of the input, a chunk at a time, as columns: the parts of documents, the columns that are kept, and for text
//! the line and the fault of each row.

use super::columnar::Columnar;
use super::format::Format;
use super::text_input::{CsvInput, JsonInput};
use crate::failure::Failure;
use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use doc9303::batch::Part;
use std::path::Path;

/// The column with the line in which a row of text begins.
pub(super) const LINE: &str = "input_line";
/// The column with the key of the code of a row that cannot be read.
pub(super) const FAULT: &str = "fault";
/// The column of printed zones, whatever its name in the input.
pub(super) const ZONE: &str = "mrz";

/// A chunk ends early when it has grown to this size.
pub(super) const LARGEST_CHUNK: usize = 64 << 20;

/// What is wanted of the input.
#[derive(Clone)]
pub(super) struct Wanted {
    /// The column of zones.
    pub(super) zone: String,
    /// Whether files of chips are looked for even where no column is named after one.
    pub(super) documents: bool,
    /// Columns that are carried over, whether they are parts of documents or not.
    pub(super) keep: Vec<String>,
    /// Kept JSON values stay JSON, because text is what is written, which tells numbers from strings.
    pub(super) as_json: bool,
}

/// Chunks of rows.
pub(super) trait Input: Send {
    /// The columns of every chunk: first `parts`, then as many as are kept, then those of text.
    fn schema(&self) -> SchemaRef;
    /// How many columns are parts of documents.
    fn parts(&self) -> usize;
    /// The next rows, at most so many; always as many for the same file.
    fn next_chunk(&mut self, rows: usize) -> Result<Option<RecordBatch>, Failure>;
    /// How far it is, in a unit of its own, and where it ends.
    fn position(&self) -> (u64, u64);
}

/// Opens a table.
pub(super) fn open(path: &Path, format: Format, wanted: &Wanted) -> Result<Box<dyn Input>, Failure> {
    let file = std::fs::File::open(path).map_err(|error| Failure::of_path(path, &error))?;
    Ok(match format {
        Format::Parquet | Format::Arrow => Box::new(Columnar::open(path, file, format, wanted)?),
        Format::Csv => Box::new(CsvInput::open(path, file, wanted)?),
        Format::Jsonl => Box::new(JsonInput::open(path, file, wanted)?),
    })
}

/// Where the columns that are wanted stand among those that there are, and how the parts are called.
pub(super) struct Places {
    pub(super) parts: Vec<(usize, String)>,
    pub(super) keep: Vec<usize>,
}

impl Places {
    pub(super) fn find(path: &Path, names: &[String], wanted: &Wanted) -> Result<Places, Failure> {
        let usage = |text: String| Failure::Usage(format!("{}: {text}", path.display()));
        let place = |name: &String| {
            let mut found = names.iter().enumerate().filter(|(_, other)| *other == name);
            match (found.next(), found.next()) {
                (Some((place, _)), None) => Ok(Some(place)),
                (None, _) => Ok(None),
                _ => Err(usage(format!("there are several columns {name:?}"))),
            }
        };
        let kept = |name| place(name)?.ok_or_else(|| usage(format!("there is no column {name:?} to keep")));
        let keep = wanted.keep.iter().map(kept).collect::<Result<Vec<_>, Failure>>()?;
        let mut parts: Vec<(usize, String)> =
            place(&wanted.zone)?.map(|place| (place, ZONE.to_owned())).into_iter().collect();
        for (place, name) in names.iter().enumerate() {
            let Some(part) = Part::parse(name) else { continue };
            if *name == wanted.zone {
                continue;
            }
            if parts.iter().any(|(_, known)| known == part.name()) {
                return Err(usage(format!("{} has two columns", part.name())));
            }
            parts.push((place, part.name().to_owned()));
        }
        if parts.is_empty() {
            return Err(no_part(path, wanted));
        }
        Ok(Places { parts, keep })
    }
}

/// Nothing in the table is what this command works on.
pub(super) fn no_part(path: &Path, wanted: &Wanted) -> Failure {
    let text =
        "is there, nor one named after a file of a chip, such as \"EF.SOD\"; name the zones with --column";
    Failure::Usage(format!("{}: no column {:?} {text}", path.display(), wanted.zone))
}
