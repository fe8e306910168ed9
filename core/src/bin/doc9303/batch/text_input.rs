//! Rows of text: CSV and JSON lines. A row that cannot be read is a row with a fault.

use super::csv::Csv;
use super::input::{FAULT, Input, LARGEST_CHUNK, LINE, Places, Wanted, ZONE, no_part};
use super::window::Window;
use crate::failure::Failure;
use arrow_array::builder::{BinaryBuilder, Int16Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use base64::Engine;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use doc9303::Code;
use doc9303::batch::Part;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Bytes of one row that are looked at: of zones with what is kept, and of files in base64, of which a chip has at most
/// 32 MiB.
const LONGEST_ZONE_ROW: usize = 1 << 20;
const LONGEST_DOCUMENT_ROW: usize = 48 << 20;
/// Rows of JSON that are looked at to learn which keys there are.
const ROWS_TO_PEEK: usize = 1000;

/// A kept column whose texts are JSON values.
pub(super) const JSON: &str = "doc9303.json";

static BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

fn longest(documents: bool) -> usize {
    if documents { LONGEST_DOCUMENT_ROW } else { LONGEST_ZONE_ROW }
}

/// The columns of rows of text.
struct Columns {
    /// Whether each part is a file in base64.
    parts: Vec<bool>,
    schema: SchemaRef,
}

impl Columns {
    fn new(parts: &[String], keep: &[String], as_json: bool) -> Columns {
        let part = |name: &String| Field::new(name, DataType::Binary, true);
        let mut fields: Vec<Field> = parts.iter().map(part).collect();
        fields.extend(keep.iter().map(|name| {
            let field = Field::new(name, DataType::Utf8, true);
            let mark = || [(JSON.to_owned(), String::new())].into();
            if as_json { field.with_metadata(mark()) } else { field }
        }));
        fields.push(Field::new(LINE, DataType::Int64, false));
        fields.push(Field::new(FAULT, DataType::Int16, true));
        let is_file = |name: &String| matches!(Part::parse(name), Some(Part::File(_)));
        Columns { parts: parts.iter().map(is_file).collect(), schema: Arc::new(Schema::new(fields)) }
    }
}

/// The rows of a chunk while they come in.
struct Chunk<'a> {
    columns: &'a Columns,
    parts: Vec<BinaryBuilder>,
    keep: Vec<StringBuilder>,
    lines: Int64Builder,
    faults: Int16Builder,
    rows: usize,
    size: usize,
}

/// A part as it stands in the row: nothing, octets, or something else.
type Cell<'a> = Result<Option<Cow<'a, [u8]>>, Code>;

impl<'a> Chunk<'a> {
    fn new(columns: &'a Columns) -> Self {
        let keep = columns.schema.fields().len().saturating_sub(columns.parts.len() + 2);
        Chunk {
            columns,
            parts: columns.parts.iter().map(|_| BinaryBuilder::new()).collect(),
            keep: (0..keep).map(|_| StringBuilder::new()).collect(),
            lines: Int64Builder::new(),
            faults: Int16Builder::new(),
            rows: 0,
            size: 0,
        }
    }

    fn is_full(&self, rows: usize) -> bool {
        self.rows >= rows || self.size >= LARGEST_CHUNK
    }

    /// One more row. If it or one of its parts cannot be read, none of its parts counts.
    fn push<'b>(
        &mut self,
        line: u64,
        fault: Result<(), Code>,
        part: impl Fn(usize) -> Cell<'b>,
        keep: impl Fn(usize) -> Option<Cow<'b, str>>,
    ) {
        let decoded = |(place, is_file): (usize, &bool)| {
            let found = part(place)?;
            if *is_file {
                found.map(|text| decode(&text)).transpose().map(|file| file.map(Cow::Owned))
            } else {
                Ok(found)
            }
        };
        let parts = fault.and_then(|()| {
            self.columns.parts.iter().enumerate().map(decoded).collect::<Result<Vec<_>, Code>>()
        });
        let fault = parts.as_ref().err().copied();
        let mut parts = parts.unwrap_or_default().into_iter();
        for column in &mut self.parts {
            let octets = parts.next().flatten();
            self.size += octets.as_ref().map_or(0, |octets| octets.len());
            column.append_option(octets);
        }
        for (place, column) in self.keep.iter_mut().enumerate() {
            let text = keep(place);
            self.size += text.as_ref().map_or(0, |text| text.len());
            column.append_option(text);
        }
        self.lines.append_value(i64::try_from(line).unwrap_or(i64::MAX));
        self.faults.append_option(fault.and_then(key));
        self.rows += 1;
    }

    fn finish(mut self, path: &Path) -> Result<Option<RecordBatch>, Failure> {
        if self.rows == 0 {
            return Ok(None);
        }
        let mut columns: Vec<ArrayRef> = Vec::new();
        columns.extend(self.parts.iter_mut().map(|column| -> ArrayRef { Arc::new(column.finish()) }));
        columns.extend(self.keep.iter_mut().map(|column| -> ArrayRef { Arc::new(column.finish()) }));
        columns.push(Arc::new(self.lines.finish()));
        columns.push(Arc::new(self.faults.finish()));
        let batch = RecordBatch::try_new(SchemaRef::clone(&self.columns.schema), columns);
        batch.map(Some).map_err(|error| Failure::Unreadable(format!("{}: {error}", path.display())))
    }
}

/// The key of a code in the dictionary of errors, which is its place.
fn key(code: Code) -> Option<i16> {
    i16::try_from(Code::ALL.iter().position(|known| *known == code)?).ok()
}

/// A file from base64, which may be broken into lines.
fn decode(text: &[u8]) -> Result<Vec<u8>, Code> {
    let straight = BASE64.decode(text);
    let decoded = straight.or_else(|_| {
        let letters: Vec<u8> = text.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
        BASE64.decode(letters)
    });
    decoded.map_err(|_| Code::FileMalformed)
}

/// A CSV file with a row of names.
pub(super) struct CsvInput {
    path: PathBuf,
    csv: Csv<File>,
    places: Places,
    width: usize,
    columns: Columns,
    total: u64,
}

impl CsvInput {
    pub(super) fn open(path: &Path, file: File, wanted: &Wanted) -> Result<Self, Failure> {
        let unreadable = |error: std::io::Error| Failure::of_path(path, &error);
        let total = file.metadata().map_err(unreadable)?.len();
        let mut csv = Csv::new(file, LONGEST_DOCUMENT_ROW);
        let Some((_, Ok(()))) = csv.next_row(None).map_err(unreadable)? else {
            return Err(Failure::Unreadable(format!("{}: there is no row of names", path.display())));
        };
        let name = |place| String::from_utf8_lossy(csv.cell(place).unwrap_or_default()).into_owned();
        let names: Vec<String> = (0..csv.count()).map(name).collect();
        let places = Places::find(path, &names, wanted)?;
        let parts: Vec<String> = places.parts.iter().map(|(_, name)| name.clone()).collect();
        csv.limit(longest(parts.iter().any(|name| name != ZONE)));
        let columns = Columns::new(&parts, &wanted.keep, false);
        Ok(CsvInput { path: path.to_owned(), csv, places, width: names.len(), columns, total })
    }
}

impl Input for CsvInput {
    fn schema(&self) -> SchemaRef {
        SchemaRef::clone(&self.columns.schema)
    }

    fn parts(&self) -> usize {
        self.columns.parts.len()
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
            chunk.push(line, fault, part, keep);
        }
        chunk.finish(&self.path)
    }

    fn position(&self) -> (u64, u64) {
        (self.csv.taken(), self.total)
    }
}

/// One JSON object a line.
pub(super) struct JsonInput {
    path: PathBuf,
    window: Window<File>,
    wanted: Wanted,
    columns: Columns,
    longest: usize,
    total: u64,
}

/// The values of a line, unread. A key that stands there twice leaves open which value is meant, and is an error.
struct Object<'a>(BTreeMap<Cow<'a, str>, &'a RawValue>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        source.deserialize_map(Pairs)
    }
}

struct Pairs;

impl<'de> Visitor<'de> for Pairs {
    type Value = Object<'de>;

    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Object<'de>, A::Error> {
        let mut values = BTreeMap::new();
        while let Some((key, value)) = pairs.next_entry()? {
            if values.insert(key, value).is_some() {
                return Err(serde::de::Error::custom("a key that stands there twice"));
            }
        }
        Ok(Object(values))
    }
}

impl JsonInput {
    pub(super) fn open(path: &Path, file: File, wanted: &Wanted) -> Result<Self, Failure> {
        let unreadable = |error: std::io::Error| Failure::of_path(path, &error);
        let total = file.metadata().map_err(unreadable)?.len();
        let (has_zone, has_files) = peek(path, wanted)?;
        if !has_zone && !has_files {
            return Err(no_part(path, wanted));
        }
        let mut parts = vec![ZONE.to_owned()];
        if has_files || wanted.documents {
            // A later row may have files that the first ones lack.
            parts.extend(Part::all().map(|part| part.name().to_owned()));
        }
        let columns = Columns::new(&parts, &wanted.keep, wanted.as_json);
        let (window, longest) = (Window::new(file), longest(parts.len() > 1));
        Ok(JsonInput { path: path.to_owned(), window, wanted: wanted.clone(), columns, longest, total })
    }
}

/// Whether the first rows have zones and files of chips. Where none of them can be read, or there is none, nothing speaks
/// against zones: each row tells its own fault.
fn peek(path: &Path, wanted: &Wanted) -> Result<(bool, bool), Failure> {
    let unreadable = |error: std::io::Error| Failure::of_path(path, &error);
    let mut window = Window::new(File::open(path).map_err(unreadable)?);
    let (mut zone, mut files, mut is_told) = (false, false, false);
    for _ in 0..ROWS_TO_PEEK {
        let Some((_, line)) = next_line(&mut window, LONGEST_DOCUMENT_ROW).map_err(unreadable)? else {
            break;
        };
        if let Ok(Object(object)) = line.and_then(|size| object(&window, size)) {
            is_told = true;
            zone |= object.contains_key(wanted.zone.as_str());
            files |= object.keys().any(|name| part_of(name, wanted).is_some());
        }
        let size = line.unwrap_or(0);
        window.take(size);
        if line.is_err() || (zone && files) {
            window.skip_line().map_err(unreadable)?;
        }
        if zone && files {
            break;
        }
    }
    Ok((zone || !is_told, files))
}

/// The part that a key names beside the zone.
fn part_of(name: &str, wanted: &Wanted) -> Option<Part> {
    if name == wanted.zone { None } else { Part::parse(name) }
}

/// Where the next line that is not empty begins, and its size if it is no longer than that. It is not taken yet.
fn next_line<R: std::io::Read>(
    window: &mut Window<R>,
    longest: usize,
) -> std::io::Result<Option<(u64, Result<usize, Code>)>> {
    if !window.skip_blank()? {
        return Ok(None);
    }
    let line = window.line();
    let mut seen = 0;
    loop {
        let end = window.unread().iter().skip(seen).position(|&byte| byte == b'\n').map(|at| seen + at);
        let size = end.unwrap_or(window.unread().len());
        if size > longest {
            return Ok(Some((line, Err(Code::LimitSize))));
        }
        seen = size;
        if end.is_some() || !window.fill()? {
            return Ok(Some((line, Ok(size))));
        }
    }
}

fn object<R: std::io::Read>(window: &Window<R>, size: usize) -> Result<Object<'_>, Code> {
    let line = window.unread().get(..size).unwrap_or(&[]);
    serde_json::from_slice(line).map_err(|_| Code::FileMalformed)
}

/// A text as octets; null is nothing, and any other value is no part of a document.
fn octets<'a>(value: &'a RawValue) -> Cell<'a> {
    if value.get() == "null" {
        return Ok(None);
    }
    let text: Cow<'a, str> = text(value).ok_or(Code::FileMalformed)?;
    Ok(Some(match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    }))
}

fn text(value: &RawValue) -> Option<Cow<'_, str>> {
    let quoted = value.get().strip_prefix('"')?.strip_suffix('"')?;
    if !quoted.contains('\\') {
        return Some(Cow::Borrowed(quoted));
    }
    serde_json::from_str::<String>(value.get()).ok().map(Cow::Owned)
}

impl Input for JsonInput {
    fn schema(&self) -> SchemaRef {
        SchemaRef::clone(&self.columns.schema)
    }

    fn parts(&self) -> usize {
        self.columns.parts.len()
    }

    fn next_chunk(&mut self, rows: usize) -> Result<Option<RecordBatch>, Failure> {
        let mut chunk = Chunk::new(&self.columns);
        while !chunk.is_full(rows) {
            let line = next_line(&mut self.window, self.longest);
            let line = line.map_err(|error| Failure::of_path(&self.path, &error))?;
            let Some((number, size)) = line else { break };
            let object = size.and_then(|size| object(&self.window, size));
            push_object(&mut chunk, number, &object, &self.wanted);
            match size {
                Ok(size) => self.window.take(size),
                Err(_) => {
                    self.window.skip_line().map_err(|error| Failure::of_path(&self.path, &error))?;
                }
            }
        }
        chunk.finish(&self.path)
    }

    fn position(&self) -> (u64, u64) {
        (self.window.taken(), self.total)
    }
}

fn push_object(chunk: &mut Chunk<'_>, line: u64, object: &Result<Object<'_>, Code>, wanted: &Wanted) {
    let values = object.as_ref().ok().map(|Object(values)| values);
    let value = |name: &str| values.and_then(|values| values.get(name)).copied();
    let mut parts = BTreeMap::new();
    let mut fault = object.as_ref().map(|_| ()).map_err(|code| *code);
    // The first rows had none of these; a row that has is told so, and not judged by its zone alone.
    if chunk.columns.parts.len() == 1
        && values.into_iter().flatten().any(|(name, _)| part_of(name, wanted).is_some())
    {
        fault = Err(Code::FileNotRead);
    }
    if chunk.columns.parts.len() > 1 {
        for (name, value) in values.into_iter().flatten() {
            let Some(part) = part_of(name, wanted) else { continue };
            if parts.insert(part, *value).is_some() {
                fault = Err(Code::FileMalformed);
            }
        }
    }
    let part = |index: usize| {
        let Some(index) = index.checked_sub(1) else { return value(&wanted.zone).map_or(Ok(None), octets) };
        let Some(part) = Part::all().nth(index) else { return Ok(None) };
        match (part, parts.get(&part).copied()) {
            (_, None) => Ok(None),
            // A record is JSON, which stands in JSON as it is, or as text.
            (Part::Record(_), Some(value)) if value.get().starts_with('{') => {
                Ok(Some(Cow::Borrowed(value.get().as_bytes())))
            }
            (_, Some(value)) => octets(value),
        }
    };
    let keep = |index: usize| {
        let value = value(wanted.keep.get(index)?)?;
        if value.get() == "null" {
            return None;
        }
        if wanted.as_json {
            Some(Cow::Borrowed(value.get()))
        } else {
            text(value).or(Some(Cow::Borrowed(value.get())))
        }
    };
    chunk.push(line, fault, part, keep);
}
