//! `scan_folder`: a tree of folders with dumps of chips as a table of documents, folder by folder.

use super::table::PyStream;
use crate::folder::Folder;
use crate::input::is_path;
use crate::rejected::PyRejected;
use arrow_array::builder::{BinaryBuilder, ListBuilder, StringBuilder, StructBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use doc9303::FileId;
use doc9303::lds::Record;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyIterator;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// Folders in a batch: their files are in memory together.
const FOLDERS: usize = 16;

/// Says in the metadata of a schema that its columns are only room for what a dump may have.
pub(super) const SCANNED: &str = "doc9303.scanned";

static REJECTED: LazyLock<Fields> = LazyLock::new(|| {
    Fields::from(["name", "code", "text"].map(|name| Field::new(name, DataType::Utf8, true)).to_vec())
});

static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    let item = Arc::new(Field::new("item", DataType::Struct(REJECTED.clone()), true));
    let mut columns =
        vec![Field::new("path", DataType::Utf8, false), Field::new("mrz", DataType::Utf8, true)];
    columns.extend(FileId::all().map(|file| Field::new(file.as_str(), DataType::Binary, true)));
    columns.extend(Record::ALL.iter().map(|record| Field::new(record.name(), DataType::Utf8, true)));
    columns.push(Field::new("rejected", DataType::List(item), false));
    Arc::new(Schema::new_with_metadata(columns, HashMap::from([(SCANNED.to_owned(), String::new())])))
});

/// Reads a tree of folders with dumps of chips as a table of documents, one row a folder that has files, for inspect and
/// inspect_stream. Folders are read while the result is, a few at a time, so that a tree larger than memory goes through.
///
/// path: str or os.PathLike of the tree's root, which may be a dump itself.
/// progress: is called with the number of folders that were read since the last call, as `tqdm.update` takes it.
///
/// Returns a Stream with the `path` of the folder below the root, `mrz` from "mrz.txt", a column for each file of a chip, one for
/// each record of a terminal, as Chip.from_folder reads them, and `rejected`, what of the folder was left out, with its name and
/// why. Files in a folder named "chip" are those of the folder that it is in. Links to folders are not followed. A folder in which
/// nothing is of a document is a row too.
///
/// Raises OSError if the root cannot be read; what below it cannot is told in `rejected`.
///
/// >>> from datetime import datetime, timezone
/// >>> from doc9303 import batch
/// >>> dumps = batch.scan_folder("fixtures/vectors/passport")
/// >>> made = batch.inspect(dumps, trust=TrustStore(), at=datetime(2026, 6, 1, tzinfo=timezone.utc), keep=["path"])
/// >>> [(row["path"], row["verdict"]) for row in made.to_pylist()]
/// [('.', 'undetermined'), ('keys', None), ('trust', None)]
#[pyfunction]
#[pyo3(signature = (path, *, progress = None))]
pub(crate) fn scan_folder(path: &Bound<'_, PyAny>, progress: Option<Py<PyAny>>) -> PyResult<PyStream> {
    is_path("path", path)?;
    let folders = path.py().import("doc9303._files")?.call_method1("dumps", (path,))?.try_iter()?.unbind();
    let scan = Scan { folders, progress, is_over: false };
    Ok(PyStream::new("path", SchemaRef::clone(&SCHEMA), Box::new(scan)))
}

struct Scan {
    folders: Py<PyIterator>,
    progress: Option<Py<PyAny>>,
    is_over: bool,
}

/// One folder: its path, its zone, and the rest.
type Row = (String, Option<PyBackedBytes>, Folder);

impl Iterator for Scan {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let rows = Python::attach(|py| self.rows(py));
        let batch = match rows {
            Ok(rows) if rows.is_empty() => return None,
            Ok(rows) => batch(rows),
            Err(error) => Err(ArrowError::ExternalError(Box::new(error))),
        };
        // Behind an error nothing comes, or rows would be missing in between.
        self.is_over = batch.is_err();
        Some(batch)
    }
}

impl Scan {
    fn rows(&self, py: Python<'_>) -> PyResult<Vec<Row>> {
        let mut rows = Vec::new();
        let mut folders = self.folders.bind(py).clone();
        while rows.len() < FOLDERS {
            let Some(folder) = folders.next() else { break };
            let (path, entries, zones): (String, Bound<'_, PyAny>, Bound<'_, PyAny>) = folder?.extract()?;
            let folder = Folder::of(&entries)?;
            // A zone is found while the entries are read.
            let zones: Vec<PyBackedBytes> = zones.extract()?;
            rows.push((path, zones.into_iter().next(), folder));
            py.check_signals()?;
            if let Some(progress) = &self.progress {
                progress.call1(py, (1,))?;
            }
        }
        Ok(rows)
    }
}

fn batch(rows: Vec<Row>) -> Result<RecordBatch, ArrowError> {
    let (mut paths, mut zones) = (StringBuilder::new(), StringBuilder::new());
    let mut files: Vec<(FileId, BinaryBuilder)> =
        FileId::all().map(|file| (file, BinaryBuilder::new())).collect();
    let mut records = Record::ALL.map(|record| (record, StringBuilder::new()));
    let mut told = ListBuilder::new(StructBuilder::from_fields(REJECTED.clone(), 0));
    for (path, zone, folder) in rows {
        let parts = folder.parts();
        paths.append_value(path);
        zones.append_option(zone.map(|zone| String::from_utf8_lossy(&zone).into_owned()));
        for (file, column) in &mut files {
            column.append_option(parts.files.iter().find(|(known, _)| known == file).map(|(_, bytes)| bytes));
        }
        for (record, column) in &mut records {
            column
                .append_option(parts.records.iter().find(|(known, _)| known == record).map(|(_, json)| json));
        }
        parts.rejected.iter().for_each(|rejected| push(told.values(), rejected));
        told.append(true);
    }
    let mut columns: Vec<ArrayRef> = vec![Arc::new(paths.finish()), Arc::new(zones.finish())];
    columns.extend(files.into_iter().map(|(_, mut column)| -> ArrayRef { Arc::new(column.finish()) }));
    columns.extend(records.into_iter().map(|(_, mut column)| -> ArrayRef { Arc::new(column.finish()) }));
    columns.push(Arc::new(told.finish()));
    RecordBatch::try_new(SchemaRef::clone(&SCHEMA), columns)
}

fn push(rows: &mut StructBuilder, rejected: &PyRejected) {
    for (place, text) in rejected.told().into_iter().enumerate() {
        if let Some(column) = rows.field_builder::<StringBuilder>(place) {
            column.append_value(text);
        }
    }
    rows.append(true);
}
