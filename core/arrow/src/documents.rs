//! A table of documents, one row a document, into a table of verdicts, outcomes and reasons. A bad row is a
//! value.

use crate::columns::{
    CHECKS, CODES, Cells, DEVIATIONS, LargeDictionaryColumn, Lists, OUTCOMES, SOURCES, SmallDictionaryColumn,
    Utf8Column, check_key, code_key, column, deviation_key, dictionary, item, outcome_key, small_dictionary,
    source_key,
};
use crate::texts::ZoneCells;
use crate::work::RowTransform;
use crate::{Part, PartsError, Places, looks_like_zone, place_of};
use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{ArrowError, DataType, Field as Column, FieldRef, Fields, Schema, SchemaRef};
use doc9303::lds::Provenance;
use doc9303::mrz::cell_text;
use doc9303::report::{Check, CheckResult, Group, Outcome, Role};
use doc9303::{Chip, Document, Error, Limits, Policy, Report, TrustStore, UnixTime, inspect};
use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

/// A document takes about a millisecond and may hold a hundred kilobytes.
const ROWS_PER_SLICE: usize = 64;

/// Texts about the signature, without personal data.
const FACTS: [&str; 6] = [
    "issuing_state",
    "document_signer_sha256",
    "csca_sha256",
    "signature_algorithm",
    "digest_algorithm",
    "key",
];

static RESULT_FIELDS: LazyLock<Fields> = LazyLock::new(|| {
    Fields::from(vec![
        Column::new("check", small_dictionary(), false),
        Column::new("outcome", small_dictionary(), false),
        Column::new("reason", dictionary(), true),
    ])
});
static RESULT_ITEM: LazyLock<FieldRef> = LazyLock::new(|| item(DataType::Struct(RESULT_FIELDS.clone())));
static CODE_ITEM: LazyLock<FieldRef> = LazyLock::new(|| item(dictionary()));
static SOURCE_ITEM: LazyLock<FieldRef> = LazyLock::new(|| item(small_dictionary()));

fn list(item: &FieldRef) -> DataType {
    DataType::List(FieldRef::clone(item))
}

/// The frozen columns.
fn own_columns() -> Vec<Column> {
    let mut columns = vec![Column::new("verdict", small_dictionary(), true)];
    columns.extend(groups().map(|group| Column::new(group.as_str(), small_dictionary(), true)));
    columns.push(Column::new("reasons", list(&CODE_ITEM), true));
    columns.push(Column::new("deviations", list(&CODE_ITEM), true));
    columns.push(Column::new("results", list(&RESULT_ITEM), true));
    columns.extend(FACTS.map(|name| Column::new(name, DataType::Utf8, true)));
    columns.push(Column::new("error", dictionary(), true));
    columns.push(Column::new("error_detail", DataType::Utf8, true));
    columns.push(Column::new("not_given", list(&SOURCE_ITEM), true));
    columns
}

static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| Arc::new(Schema::new(own_columns())));

/// The groups that a row can have: tables hold no seals.
fn groups() -> impl Iterator<Item = Group> {
    Group::ALL.iter().copied().filter(|group| *group != Group::Seal)
}

/// The schema of what [`DocumentTable`] makes, without kept columns: frozen. Columns may be added behind, none is renamed,
/// removed or changed.
pub fn report_schema() -> SchemaRef {
    SchemaRef::clone(&SCHEMA)
}

/// Judges a table of documents, one row a document, as [`inspect`] does. Column `mrz` holds printed zones, or `mrz_line1` and
/// so on their lines; columns named after files (`EF.SOD`, `dg1`, ..) hold their bytes, or base64 where they are texts;
/// and columns named after what a terminal recorded (`active_auth.json`, ..) hold [`Record`](doc9303::lds::Record)s:
/// [`Places`] says by which names. Null is: not read, and `not_given` tells it of a row that has something else. A row
/// whose files are not those of any chip, or whose text cannot be read, has `error` and `error_detail`; a row of nulls
/// is null in every column. Nothing that is made is personal, save what is kept.
///
/// ```
/// use arrow_array::{ArrayRef, RecordBatch, StringArray};
/// use arrow_array::cast::AsArray;
/// use doc9303_arrow::{DocumentTable, Threads};
/// use doc9303::{Policy, TrustStore, UnixTime};
/// use std::sync::Arc;
///
/// let zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
/// let zones: ArrayRef = Arc::new(StringArray::from(vec![zone]));
/// let table = RecordBatch::try_from_iter([("mrz", zones)])?;
/// let at = UnixTime::parse("2011-01-01").unwrap();
/// let work = DocumentTable::new(&table.schema(), (None, &[]), Arc::new(TrustStore::new()), Policy::icao(), at)?;
/// let made = Threads::new(None)?.run(&work, &table)?;
/// assert_eq!(made[0].schema().field(0).name(), "verdict");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct DocumentTable {
    trust: Arc<TrustStore>,
    policy: Policy,
    at: UnixTime,
    records: Provenance,
    places: Places,
    keep: Vec<usize>,
    /// Whether a row without the zone is told so, and one without each part.
    expected: (bool, Vec<bool>),
    /// Whether each check has a column of its own.
    is_wide: bool,
    schema: SchemaRef,
}

impl DocumentTable {
    /// For tables of this schema. `zone` names the column of zones where its own name does not say so. Columns named in `keep` are
    /// carried over in front; those that are parts of documents are judged all the same.
    ///
    /// # Errors
    ///
    /// If a kept column is missing, one of several of its name, kept twice or named as one of the result, or by [`Places::find`]: no column holds a part of
    /// a document, two hold the same, one cannot, or one looks like a part and is none.
    pub fn new(
        schema: &Schema,
        (zone, keep): (Option<&str>, &[String]),
        trust: Arc<TrustStore>,
        policy: Policy,
        at: UnixTime,
    ) -> Result<DocumentTable, PartsError> {
        let keep = kept(schema, keep)?;
        let places = Places::of_schema(schema, zone, &keep)?;
        let expected = (!places.zone.is_empty(), vec![true; places.parts.len()]);
        let kept = keep.iter().filter_map(|place| schema.fields().get(*place).cloned());
        let columns: Vec<FieldRef> = kept.chain(own_columns().into_iter().map(Arc::new)).collect();
        // Few Document Signers sign many documents: each is looked at once.
        let trust = Arc::new(trust.with_cache());
        let schema = Arc::new(Schema::new(columns));
        let records = Provenance::HandedOver;
        Ok(DocumentTable { trust, policy, at, records, places, keep, expected, is_wide: false, schema })
    }

    /// Adds a column for each check behind all others, named by its id, with its outcome; null where it was not made.
    ///
    /// # Errors
    ///
    /// [`PartsError::KeptIsResult`] if a kept column is named as a check.
    pub fn with_checks(mut self) -> Result<DocumentTable, PartsError> {
        let mut columns: Vec<FieldRef> = self.schema.fields().iter().cloned().collect();
        for check in Check::all() {
            if self.schema.index_of(check.as_str()).is_ok() {
                return Err(PartsError::KeptIsResult(check.as_str().to_owned()));
            }
            columns.push(Arc::new(Column::new(check.as_str(), small_dictionary(), true)));
        }
        self.schema = Arc::new(Schema::new(columns));
        self.is_wide = true;
        Ok(self)
    }

    /// Says whose terminal made the records in the table; they were handed over unless this says otherwise.
    #[must_use]
    pub fn with_records_of(mut self, provenance: Provenance) -> DocumentTable {
        self.records = provenance;
        self
    }

    /// A row is told what it lacks of these alone, not of every column: for tables whose columns are only room for what
    /// a row may have.
    #[must_use]
    pub fn expecting(mut self, zone: bool, parts: &[Part]) -> Self {
        let is_expected = self.places.parts.iter().map(|(part, _)| parts.contains(part)).collect();
        self.expected = (zone && !self.places.zone.is_empty(), is_expected);
        self
    }

    /// Where the parts of a document were found, and which columns are not read.
    pub fn places(&self) -> &Places {
        &self.places
    }
}

/// The places of the columns that are carried over.
fn kept(schema: &Schema, keep: &[String]) -> Result<Vec<usize>, PartsError> {
    let mut kept = Vec::new();
    for name in keep {
        let place = place_of(schema.fields().iter().map(|field| field.name()), name)?;
        if kept.contains(&place) {
            return Err(PartsError::KeptTwice(name.clone()));
        }
        if SCHEMA.index_of(name).is_ok() {
            return Err(PartsError::KeptIsResult(name.clone()));
        }
        kept.push(place);
    }
    Ok(kept)
}

impl RowTransform for DocumentTable {
    fn schema(&self) -> SchemaRef {
        SchemaRef::clone(&self.schema)
    }

    fn rows_per_slice(&self) -> usize {
        ROWS_PER_SLICE
    }

    fn slice(&self, input: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        self.refuse_zones_elsewhere(input)?;
        let sources = Sources::new(input, &self.places)?;
        let mut rows = Rows::new(input.num_rows(), self.is_wide);
        for row in 0..input.num_rows() {
            match sources.document(row, self.records, self.policy.limits()) {
                Err(error) => rows.push_unread(Some(&error)),
                Ok(None) => rows.push_unread(None),
                Ok(Some(given)) => {
                    let report = inspect(&given.document, &self.trust, &self.policy, self.at);
                    rows.push(&report, &given.missing(&self.places, &self.expected));
                }
            }
        }
        let kept = self.keep.iter().map(|place| column(input, *place).cloned());
        let mut columns = kept.collect::<Result<Vec<ArrayRef>, ArrowError>>()?;
        columns.extend(rows.finish()?);
        RecordBatch::try_new(self.schema(), columns)
    }
}

impl DocumentTable {
    /// A zone in a column that is not read would be passed over, and its document judged without it.
    fn refuse_zones_elsewhere(&self, input: &RecordBatch) -> Result<(), ArrowError> {
        for place in &self.places.others {
            let column = column(input, *place)?;
            if !Cells::fits(column.data_type()) {
                continue;
            }
            let cells = Cells::new(column)?;
            if (0..cells.len()).any(|row| cells.get(row).is_some_and(looks_like_zone)) {
                let name = input.schema_ref().fields().get(*place).map(|field| field.name().clone());
                let error = PartsError::HoldsZones(name.unwrap_or_default());
                return Err(ArrowError::ExternalError(Box::new(error)));
            }
        }
        Ok(())
    }
}

/// The columns of a slice that hold parts of documents.
struct Sources {
    zone: ZoneCells,
    parts: Vec<(Part, Cells)>,
}

/// A document, whether its zone was given, and which of the parts.
struct Given {
    document: Document,
    zone: bool,
    parts: Vec<bool>,
}

impl Sources {
    fn new(input: &RecordBatch, places: &Places) -> Result<Sources, ArrowError> {
        let cells = |(part, place): &(Part, usize)| Ok((*part, Cells::new(column(input, *place)?)?));
        let parts = places.parts.iter().map(cells).collect::<Result<_, ArrowError>>()?;
        Ok(Sources { zone: ZoneCells::new(input, &places.zone)?, parts })
    }

    /// The document of a row; `None` if no part of it is given.
    fn document(&self, row: usize, provenance: Provenance, limits: &Limits) -> Result<Option<Given>, Error> {
        let mut lines = Vec::new();
        let zone = self.zone.get(row, &mut lines).filter(|zone| !zone.trim_ascii().is_empty());
        let (mut files, mut records, mut parts) = (Vec::new(), Vec::new(), Vec::new());
        for (part, cells) in &self.parts {
            let cell = match (cells.get(row), part) {
                (Some(text), Part::File(file)) if cells.is_text() => {
                    file.decode_base64_within(text, limits)?.map(Cow::Owned)
                }
                (Some(text), Part::Record(_)) if text.trim_ascii().is_empty() => None,
                (cell, _) => cell.map(Cow::Borrowed),
            };
            parts.push(cell.is_some());
            match (part, cell) {
                (Part::File(file), Some(cell)) => files.push((*file, cell)),
                (Part::Record(record), Some(cell)) => records.push((*record, cell)),
                (_, None) => {}
            }
        }
        let is_read = parts.contains(&true);
        if zone.is_none() && !is_read {
            return Ok(None);
        }
        let mut document = Document::new();
        if let Some(zone) = zone {
            document = document.with_mrz(&cell_text(zone));
        }
        if is_read {
            let chip = Chip::within(*limits).with_files(files)?;
            let chip = records
                .iter()
                .try_fold(chip, |chip, (record, json)| record.add_to(chip, json, provenance))?;
            document = document.with_chip(chip);
        }
        Ok(Some(Given { document, zone: zone.is_some(), parts }))
    }
}

impl Given {
    /// The keys of what the table has and this row lacks.
    fn missing(&self, places: &Places, (zone, parts): &(bool, Vec<bool>)) -> Vec<i8> {
        let mut missing = Vec::new();
        if *zone && !self.zone {
            missing.push(source_key(None));
        }
        for (((part, _), is_given), is_expected) in places.parts.iter().zip(&self.parts).zip(parts) {
            if *is_expected && !is_given {
                missing.push(source_key(Some(*part)));
            }
        }
        missing
    }
}

/// The columns while they are being filled.
struct Rows {
    verdict: SmallDictionaryColumn,
    groups: Vec<SmallDictionaryColumn>,
    reasons: (Lists, LargeDictionaryColumn),
    deviations: (Lists, LargeDictionaryColumn),
    results: Lists,
    checks: SmallDictionaryColumn,
    outcomes: SmallDictionaryColumn,
    result_reasons: LargeDictionaryColumn,
    facts: Vec<Utf8Column>,
    error: LargeDictionaryColumn,
    error_detail: Utf8Column,
    not_given: (Lists, SmallDictionaryColumn),
    /// One for each check, or none.
    wide: Vec<SmallDictionaryColumn>,
    row: usize,
}

/// The key of the reason of a result that speaks against the document, or leaves it open.
fn told_reason(result: &CheckResult) -> Option<i16> {
    let is_told = !matches!(result.outcome(), Outcome::Successful | Outcome::NotSupported);
    result.reason().filter(|_| is_told).map(|reason| code_key(reason.code()))
}

/// A list of codes, each of them once, in the order in which they come first.
fn push_once((lists, words): &mut (Lists, LargeDictionaryColumn), codes: impl Iterator<Item = i16>) {
    let mut told = Vec::new();
    for code in codes {
        if !told.contains(&code) {
            told.push(code);
            words.push(code);
            lists.element();
        }
    }
    lists.end();
}

impl Rows {
    fn new(rows: usize, is_wide: bool) -> Self {
        let columns = Check::all().filter(|_| is_wide);
        Rows {
            wide: columns.map(|_| SmallDictionaryColumn::new(rows, &OUTCOMES)).collect(),
            verdict: SmallDictionaryColumn::new(rows, &OUTCOMES),
            groups: groups().map(|_| SmallDictionaryColumn::new(rows, &OUTCOMES)).collect(),
            reasons: (Lists::new(rows), LargeDictionaryColumn::new(rows, &CODES)),
            deviations: (Lists::new(rows), LargeDictionaryColumn::new(rows, &DEVIATIONS)),
            results: Lists::new(rows),
            checks: SmallDictionaryColumn::new(rows * 32, &CHECKS),
            outcomes: SmallDictionaryColumn::new(rows * 32, &OUTCOMES),
            result_reasons: LargeDictionaryColumn::new(rows * 32, &CODES),
            facts: FACTS.iter().map(|_| Utf8Column::new(rows, 16)).collect(),
            error: LargeDictionaryColumn::new(rows, &CODES),
            error_detail: Utf8Column::new(0, 0),
            not_given: (Lists::new(rows), SmallDictionaryColumn::new(rows, &SOURCES)),
            row: 0,
        }
    }

    fn push(&mut self, report: &Report, missing: &[i8]) {
        self.verdict.push(outcome_key(report.verdict()));
        for (group, column) in groups().zip(&mut self.groups) {
            column.push_option(report.group(group).map(outcome_key));
        }
        report.results().iter().for_each(|result| self.result(result));
        for (check, column) in Check::all().zip(&mut self.wide) {
            column.push_option(report.outcome(check).map(outcome_key));
        }
        self.results.end();
        push_once(&mut self.reasons, report.results().iter().filter_map(told_reason));
        let deviations = report.deviations().iter().map(|deviation| deviation_key(deviation.kind()));
        push_once(&mut self.deviations, deviations);
        self.fact_row(report);
        self.error.push_option(None);
        for source in missing {
            self.not_given.1.push(*source);
            self.not_given.0.element();
        }
        self.not_given.0.end();
        self.row += 1;
    }

    fn result(&mut self, result: &CheckResult) {
        let reason = result.reason().map(|reason| code_key(reason.code()));
        self.checks.push(check_key(result.check()));
        self.outcomes.push(outcome_key(result.outcome()));
        self.result_reasons.push_option(reason);
        self.results.element();
    }

    fn fact_row(&mut self, report: &Report) {
        let evidence = report.evidence();
        let of_role = |csca: bool| {
            let mut chain = evidence.chain.iter().filter(|link| (link.role != Role::DocumentSigner) == csca);
            chain.next().map(|link| base16ct::lower::encode_string(&link.sha256))
        };
        let signature = evidence.signature.as_ref();
        let state = report.mrz().map(|mrz| mrz.issuing_state().to_string());
        let facts = [
            state,
            of_role(false),
            of_role(true),
            signature.map(|signature| signature.algorithm.clone()),
            signature.map(|signature| signature.digest.clone()),
            signature.map(|signature| signature.key.clone()),
        ];
        for (column, fact) in self.facts.iter_mut().zip(facts) {
            if let Some(fact) = fact {
                column.push(self.row, &fact);
            }
        }
    }

    fn push_unread(&mut self, error: Option<&Error>) {
        self.verdict.push_option(None);
        self.groups.iter_mut().for_each(|column| column.push_option(None));
        self.reasons.0.end_null();
        self.deviations.0.end_null();
        self.results.end_null();
        self.error.push_option(error.map(|error| code_key(error.code())));
        if let Some(error) = error {
            self.error_detail.push(self.row, &error.to_string());
        }
        self.not_given.0.end_null();
        self.wide.iter_mut().for_each(|column| column.push_option(None));
        self.row += 1;
    }

    fn finish(self) -> Result<Vec<ArrayRef>, ArrowError> {
        let mut columns = vec![self.verdict.finish()?];
        for group in self.groups {
            columns.push(group.finish()?);
        }
        for (lists, codes) in [self.reasons, self.deviations] {
            columns.push(lists.finish(&CODE_ITEM, codes.finish()?)?);
        }
        let results = vec![self.checks.finish()?, self.outcomes.finish()?, self.result_reasons.finish()?];
        let results = StructArray::try_new(RESULT_FIELDS.clone(), results, None)?;
        columns.push(self.results.finish(&RESULT_ITEM, Arc::new(results))?);
        for fact in self.facts {
            columns.push(fact.finish(self.row)?);
        }
        columns.push(self.error.finish()?);
        columns.push(self.error_detail.finish(self.row)?);
        columns.push(self.not_given.0.finish(&SOURCE_ITEM, self.not_given.1.finish()?)?);
        for column in self.wide {
            columns.push(column.finish()?);
        }
        Ok(columns)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects")]
mod tests;
