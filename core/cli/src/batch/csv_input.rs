//! A CSV file with a row of names, as spreadsheets and programs write it: with commas, semicolons, tabs or bars, in UTF-8
//! or UTF-16.

use super::csv::Csv;
use super::encoding::Utf8;
use super::input::{Input, Places, ROWS_TO_LOOK_AT, Wanted, refuse_zone};
use super::text_input::{Chunk, Columns, LONGEST_DOCUMENT_ROW, longest};
use crate::failure::Failure;
use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use doc9303_arrow::Meaning;
use std::borrow::Cow;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// What may be between cells, unless the file names something else.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Bytes in which the row of names is looked for to learn which of them does.
const HEAD: u64 = 1 << 16;

/// A CSV file with a row of names.
pub(super) struct CsvInput<R> {
    path: PathBuf,
    csv: Csv<Utf8<R>>,
    places: Places,
    unread: Vec<String>,
    width: usize,
    columns: Columns,
    total: u64,
}

impl<R: Read + Seek> CsvInput<R> {
    /// Reads the row of names, and the first rows for zones in columns that are not read. `path` is what errors name.
    pub(super) fn open(path: &Path, mut source: R, wanted: &Wanted) -> Result<Self, Failure> {
        let unreadable = |error: std::io::Error| Failure::of_path(path, &error);
        let total = source.seek(SeekFrom::End(0)).map_err(unreadable)?;
        source.rewind().map_err(unreadable)?;
        let mut head = Vec::new();
        Utf8::new(&mut source).take(HEAD).read_to_end(&mut head).map_err(unreadable)?;
        let dialect = Dialect::of(&head, wanted);
        source.rewind().map_err(unreadable)?;
        let (mut look, names) = opened(path, &mut source, &dialect)?;
        let places = Places::find(path, &names, wanted, |_| true)?;
        if wanted.zone.is_none() && !places.others.is_empty() {
            look_at_others(path, &mut look, &names, &places)?;
        }
        drop(look);
        source.rewind().map_err(unreadable)?;
        let (mut csv, names) = opened(path, source, &dialect)?;
        let parts: Vec<String> = places.parts.iter().map(|(_, name)| name.clone()).collect();
        csv.limit(longest(parts.iter().any(|name| !Meaning::of(name).is_zone())));
        let columns = Columns::new(&parts, &wanted.keep, false);
        let unread = places.unread(&names);
        Ok(CsvInput { path: path.to_owned(), csv, places, unread, width: names.len(), columns, total })
    }
}

/// How cells are parted, and whether a first line says so, as spreadsheets understand it: `sep=;`.
struct Dialect {
    delimiter: u8,
    is_said: bool,
}

impl Dialect {
    /// What is said counts. Otherwise the comma does, unless only another delimiter makes names that are known.
    fn of(head: &[u8], wanted: &Wanted) -> Dialect {
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
        let (start, rest) = text.split_at_checked(4).unwrap_or((text, &[]));
        if let [delimiter, b'\r' | b'\n', ..] = rest
            && start.eq_ignore_ascii_case(b"sep=")
        {
            return Dialect { delimiter: *delimiter, is_said: true };
        }
        let known = |delimiter: &u8| {
            let mut csv = Csv::new(head, head.len(), *delimiter);
            if !matches!(csv.next_row(None), Ok(Some((_, Ok(()))))) {
                return 0;
            }
            names(&csv).iter().filter(|name| is_known(name, wanted)).count()
        };
        // One that does not occur makes the same names as the comma, if that does not occur either.
        let others =
            DELIMITERS.iter().rev().filter(|delimiter| **delimiter == b',' || head.contains(delimiter));
        let best = others.max_by_key(|delimiter| known(delimiter));
        Dialect { delimiter: best.copied().filter(|best| known(best) > 0).unwrap_or(b','), is_said: false }
    }
}

fn is_known(name: &str, wanted: &Wanted) -> bool {
    let is_named = wanted.zone.iter().chain(&wanted.keep).any(|sought| sought.trim() == name.trim());
    is_named || !matches!(Meaning::of(name), Meaning::Unclear | Meaning::Other)
}

fn names<R: Read>(csv: &Csv<R>) -> Vec<String> {
    let name = |place| String::from_utf8_lossy(csv.cell(place).unwrap_or_default()).into_owned();
    (0..csv.count()).map(name).collect()
}

/// What stands behind the row of names, and the names.
fn opened<R: Read>(
    path: &Path,
    source: R,
    dialect: &Dialect,
) -> Result<(Csv<Utf8<R>>, Vec<String>), Failure> {
    let unreadable = |error: std::io::Error| Failure::of_path(path, &error);
    let mut csv = Csv::new(Utf8::new(source), LONGEST_DOCUMENT_ROW, dialect.delimiter);
    if dialect.is_said {
        csv.next_row(None).map_err(unreadable)?;
    }
    let Some((_, Ok(()))) = csv.next_row(None).map_err(unreadable)? else {
        return Err(Failure::Unreadable(format!("{}: there is no row of names", path.display())));
    };
    let names = names(&csv);
    Ok((csv, names))
}

/// A zone in a column that is not read is an error before anything is judged.
fn look_at_others<R: Read>(
    path: &Path,
    csv: &mut Csv<R>,
    names: &[String],
    places: &Places,
) -> Result<(), Failure> {
    for _ in 0..ROWS_TO_LOOK_AT {
        let Some((_, row)) =
            csv.next_row(Some(names.len())).map_err(|error| Failure::of_path(path, &error))?
        else {
            break;
        };
        for place in row.iter().flat_map(|()| &places.others) {
            let (Some(name), Some(cell)) = (names.get(*place), csv.cell(*place)) else { continue };
            refuse_zone(path, name, cell)?;
        }
    }
    Ok(())
}

impl<R: Read + Send> Input for CsvInput<R> {
    fn schema(&self) -> SchemaRef {
        SchemaRef::clone(&self.columns.schema)
    }

    fn parts(&self) -> usize {
        self.columns.parts()
    }

    fn unread(&self) -> &[String] {
        &self.unread
    }

    fn next_chunk(&mut self, rows: usize) -> Result<Option<RecordBatch>, Failure> {
        let mut chunk = Chunk::new(&self.columns);
        while !chunk.is_full(rows) {
            let row = self.csv.next_row(Some(self.width));
            let row = row.map_err(|error| Failure::of_path(&self.path, &error))?;
            let Some((line, fault)) = row else { break };
            // CSV has no null but the empty cell.
            let cell = |place: Option<usize>| self.csv.cell(place?).filter(|cell| !cell.is_empty());
            let part = |index: usize| {
                Ok(cell(self.places.parts.get(index).map(|(place, _)| *place)).map(Cow::Borrowed))
            };
            let keep = |index: usize| cell(self.places.keep.get(index).copied()).map(String::from_utf8_lossy);
            chunk.push(line, fault.map_err(Into::into), part, keep);
        }
        chunk.finish(&self.path)
    }

    fn position(&self) -> (u64, u64) {
        (self.csv.taken(), self.total)
    }
}
