//! Rows of text on their way into columns. A row that cannot be read is a row with a fault.

use super::input::{FAULT, FAULT_DETAIL, LARGEST_CHUNK, LINE};
use crate::failure::Failure;
use arrow_array::builder::{BinaryBuilder, Int16Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use doc9303::Code;
use doc9303_arrow::Part;
use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

/// Bytes of one row that are looked at: of zones with what is kept, and of files in base64, of which a chip has at most
/// 32 MiB.
const LONGEST_ZONE_ROW: usize = 1 << 20;
pub(super) const LONGEST_DOCUMENT_ROW: usize = 48 << 20;

/// A kept column whose texts are JSON values.
pub(super) const JSON: &str = "doc9303.json";

pub(super) fn longest(documents: bool) -> usize {
    if documents { LONGEST_DOCUMENT_ROW } else { LONGEST_ZONE_ROW }
}

/// Why a row, or a part in it, cannot be read. The text holds nothing of what is there.
#[derive(Debug, Clone)]
pub(super) struct Fault {
    pub(super) code: Code,
    pub(super) detail: Cow<'static, str>,
}

impl From<Code> for Fault {
    /// What breaks the grammar of the table.
    fn from(code: Code) -> Fault {
        let detail = match code {
            Code::LimitSize => "the row is larger than any honest one",
            _ => "the row is not one of the table: its cells, quotes or braces do not fit",
        };
        Fault { code, detail: Cow::Borrowed(detail) }
    }
}

/// The columns of rows of text.
pub(super) struct Columns {
    /// Whether each part is a file.
    parts: Vec<bool>,
    pub(super) schema: SchemaRef,
}

impl Columns {
    pub(super) fn new(parts: &[String], keep: &[String], as_json: bool) -> Columns {
        let is_file = |name: &String| matches!(Part::parse(name), Some(Part::File(_)));
        let part = |name: &String| {
            // A file is in base64, and text says so; a zone and a record are what they are.
            let kind = if is_file(name) { DataType::LargeUtf8 } else { DataType::Binary };
            Field::new(name, kind, true)
        };
        let mut fields: Vec<Field> = parts.iter().map(part).collect();
        fields.extend(keep.iter().map(|name| {
            let field = Field::new(name, DataType::Utf8, true);
            let mark = || [(JSON.to_owned(), String::new())].into();
            if as_json { field.with_metadata(mark()) } else { field }
        }));
        fields.push(Field::new(LINE, DataType::Int64, false));
        fields.push(Field::new(FAULT, DataType::Int16, true));
        fields.push(Field::new(FAULT_DETAIL, DataType::Utf8, true));
        Columns { parts: parts.iter().map(is_file).collect(), schema: Arc::new(Schema::new(fields)) }
    }

    pub(super) fn parts(&self) -> usize {
        self.parts.len()
    }
}

/// A part of a document while its rows come in.
enum Cells {
    Octets(BinaryBuilder),
    Base64(arrow_array::builder::LargeStringBuilder),
}

impl Cells {
    fn push(&mut self, cell: Option<Cow<'_, [u8]>>) {
        match self {
            Cells::Octets(column) => column.append_option(cell),
            // What is no text is no base64 either, and is rejected as that.
            Cells::Base64(column) => column.append_option(cell.map(|cell| match str::from_utf8(&cell) {
                Ok(text) => text.to_owned(),
                Err(_) => String::from_utf8_lossy(&cell).into_owned(),
            })),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Cells::Octets(column) => Arc::new(column.finish()),
            Cells::Base64(column) => Arc::new(column.finish()),
        }
    }
}

/// The rows of a chunk while they come in.
pub(super) struct Chunk<'a> {
    columns: &'a Columns,
    parts: Vec<Cells>,
    keep: Vec<StringBuilder>,
    lines: Int64Builder,
    faults: Int16Builder,
    details: StringBuilder,
    rows: usize,
    size: usize,
}

/// A part as it is in the row: nothing, bytes, or something else.
pub(super) type Cell<'a> = Result<Option<Cow<'a, [u8]>>, Fault>;

impl<'a> Chunk<'a> {
    /// Without room yet: a table of text has a column for every file that a chip may have, most of them empty.
    pub(super) fn new(columns: &'a Columns) -> Self {
        let keep = columns.schema.fields().len().saturating_sub(columns.parts.len() + 3);
        let cells = |is_file: &bool| match is_file {
            true => Cells::Base64(arrow_array::builder::LargeStringBuilder::with_capacity(0, 0)),
            false => Cells::Octets(BinaryBuilder::with_capacity(0, 0)),
        };
        Chunk {
            columns,
            parts: columns.parts.iter().map(cells).collect(),
            keep: (0..keep).map(|_| StringBuilder::with_capacity(0, 0)).collect(),
            lines: Int64Builder::with_capacity(0),
            faults: Int16Builder::with_capacity(0),
            details: StringBuilder::with_capacity(0, 0),
            rows: 0,
            size: 0,
        }
    }

    pub(super) fn is_full(&self, rows: usize) -> bool {
        self.rows >= rows || self.size >= LARGEST_CHUNK
    }

    /// One more row. If it or one of its parts cannot be read, none of its parts counts.
    pub(super) fn push<'b>(
        &mut self,
        line: u64,
        fault: Result<(), Fault>,
        part: impl Fn(usize) -> Cell<'b>,
        keep: impl Fn(usize) -> Option<Cow<'b, str>>,
    ) {
        let parts = fault.and_then(|()| (0..self.parts.len()).map(part).collect::<Result<Vec<_>, Fault>>());
        let fault = parts.as_ref().err().cloned();
        let mut parts = parts.unwrap_or_default().into_iter();
        for column in &mut self.parts {
            let octets = parts.next().flatten();
            self.size += octets.as_ref().map_or(0, |octets| octets.len());
            column.push(octets);
        }
        for (place, column) in self.keep.iter_mut().enumerate() {
            let text = keep(place);
            self.size += text.as_ref().map_or(0, |text| text.len());
            column.append_option(text);
        }
        self.lines.append_value(i64::try_from(line).unwrap_or(i64::MAX));
        self.faults.append_option(fault.as_ref().and_then(|fault| key(fault.code)));
        self.details.append_option(fault.map(|fault| fault.detail));
        self.rows += 1;
    }

    pub(super) fn finish(mut self, path: &Path) -> Result<Option<RecordBatch>, Failure> {
        if self.rows == 0 {
            return Ok(None);
        }
        let mut columns: Vec<ArrayRef> = self.parts.iter_mut().map(Cells::finish).collect();
        columns.extend(self.keep.iter_mut().map(|column| -> ArrayRef { Arc::new(column.finish()) }));
        columns.push(Arc::new(self.lines.finish()));
        columns.push(Arc::new(self.faults.finish()));
        columns.push(Arc::new(self.details.finish()));
        let batch = RecordBatch::try_new(SchemaRef::clone(&self.columns.schema), columns);
        batch.map(Some).map_err(|error| Failure::Unreadable(format!("{}: {error}", path.display())))
    }
}

/// The key of a code in the dictionary of errors, which is its place.
fn key(code: Code) -> Option<i16> {
    i16::try_from(Code::ALL.iter().position(|known| *known == code)?).ok()
}
