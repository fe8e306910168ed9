//! A table of documents, one row a document, into a table of verdicts, outcomes and reasons. A bad row is a
//! value.

use super::columns::{
    CHECKS, CODES, Cells, Lists, ManyWords, OUTCOMES, SmallWords, Texts, check_key, code_key, column,
    dictionary, item, outcome_key, small_dictionary,
};
use super::work::Work;
use super::{Part, Record};
use crate::lds::Provenance;
use crate::report::{CheckResult, Group, Outcome, hex};
use crate::{Chip, Document, Error, FileId, Policy, Report, TrustStore, UnixTime, inspect};
use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{ArrowError, DataType, Field as Column, FieldRef, Fields, Schema, SchemaRef};
use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

/// A document takes about a millisecond and may hold a hundred kilobytes.
const ROWS_PER_SLICE: usize = 64;

const GROUPS: [Group; 4] = Group::ALL;
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

fn list(item: &FieldRef) -> DataType {
    DataType::List(FieldRef::clone(item))
}

/// The frozen columns.
fn own_columns() -> Vec<Column> {
    let mut columns = vec![Column::new("verdict", small_dictionary(), true)];
    columns.extend(GROUPS.map(|group| Column::new(group.as_str(), small_dictionary(), true)));
    columns.push(Column::new("reasons", list(&CODE_ITEM), true));
    columns.push(Column::new("deviations", list(&CODE_ITEM), true));
    columns.push(Column::new("results", list(&RESULT_ITEM), true));
    columns.extend(FACTS.map(|name| Column::new(name, DataType::Utf8, true)));
    columns.push(Column::new("error", dictionary(), true));
    columns
}

static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| Arc::new(Schema::new(own_columns())));

/// The schema of what [`Documents`] makes, without kept columns: frozen. Columns may be added behind, none is renamed,
/// removed or changed.
pub fn report_schema() -> SchemaRef {
    SchemaRef::clone(&SCHEMA)
}

/// Why a table holds no documents.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PartsError {
    /// A column that was to be kept is not there.
    #[error("there is no column {0:?}")]
    NoSuchColumn(String),
    /// A column is to be kept twice.
    #[error("column {0:?} is kept twice")]
    KeptTwice(String),
    /// A column that is to be kept has the name of a column of the result.
    #[error("column {0:?} is one of the result too; rename it first")]
    KeptIsResult(String),
    /// A column is named after a part of a document, and holds neither texts nor octets.
    #[error("column {0:?} is not one of texts or octets but {1}")]
    WrongType(String, DataType),
    /// Two columns are named after one part.
    #[error("{0} has two columns")]
    Twice(&'static str),
    /// No column is named after any part of a document.
    #[error("no column is named \"mrz\" or after a file of a chip, such as \"EF.SOD\"")]
    NoPart,
}

/// Where the parts of a document stand in the table.
#[derive(Debug, Default, Clone)]
struct Places {
    mrz: Option<usize>,
    files: Vec<(FileId, usize)>,
    records: Vec<(Record, usize)>,
    keep: Vec<usize>,
}

/// Judges a table of documents, one row a document, as [`inspect`] does. Column `mrz` holds printed zones, columns named
/// after files (`EF.SOD`, `dg1`, ..) hold their bytes, and columns named after what a terminal recorded (`active_auth.json`,
/// ..) hold [`Record`]s; null is: not read. A row whose files are not those of any chip, or whose record cannot be read, has
/// `error`; a row of nulls is null in every column. Nothing that is made is personal, save what is kept.
///
/// ```
/// use arrow_array::{ArrayRef, RecordBatch, StringArray};
/// use arrow_array::cast::AsArray;
/// use doc9303::batch::{Documents, Threads};
/// use doc9303::{Policy, TrustStore, UnixTime};
/// use std::sync::Arc;
///
/// let zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
/// let zones: ArrayRef = Arc::new(StringArray::from(vec![zone]));
/// let table = RecordBatch::try_from_iter([("mrz", zones)])?;
/// let at = UnixTime::parse("2011-01-01").unwrap();
/// let work = Documents::new(&table.schema(), &[], Arc::new(TrustStore::new()), Policy::icao(), at)?;
/// let made = Threads::new(None)?.run(&work, &table)?;
/// assert_eq!(made[0].schema().field(0).name(), "verdict");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Documents {
    trust: Arc<TrustStore>,
    policy: Policy,
    at: UnixTime,
    records: Provenance,
    places: Places,
    schema: SchemaRef,
}

impl Documents {
    /// For tables of this schema. Columns named in `keep` are carried over in front; those that are parts of documents are
    /// judged all the same.
    ///
    /// # Errors
    ///
    /// If a kept column is missing, kept twice or named as one of the result, no column holds a part of a document, or one cannot.
    pub fn new(
        schema: &Schema,
        keep: &[String],
        trust: Arc<TrustStore>,
        policy: Policy,
        at: UnixTime,
    ) -> Result<Documents, PartsError> {
        let places = Places::find(schema, keep)?;
        let kept = places.keep.iter().filter_map(|place| schema.fields().get(*place).cloned());
        let columns: Vec<FieldRef> = kept.chain(own_columns().into_iter().map(Arc::new)).collect();
        // Few Document Signers sign many documents: each is looked at once.
        let trust = Arc::new(trust.remembering());
        let records = Provenance::HandedOver;
        Ok(Documents { trust, policy, at, records, places, schema: Arc::new(Schema::new(columns)) })
    }

    /// Says whose terminal made the records in the table; they were handed over unless this says otherwise.
    pub fn with_records_of(mut self, provenance: Provenance) -> Documents {
        self.records = provenance;
        self
    }
}

impl Places {
    fn find(schema: &Schema, keep: &[String]) -> Result<Places, PartsError> {
        let mut places = Places::default();
        let mut known = BTreeSet::new();
        for name in keep {
            let place = schema.index_of(name).map_err(|_| PartsError::NoSuchColumn(name.clone()))?;
            if places.keep.contains(&place) {
                return Err(PartsError::KeptTwice(name.clone()));
            }
            if SCHEMA.index_of(name).is_ok() {
                return Err(PartsError::KeptIsResult(name.clone()));
            }
            places.keep.push(place);
        }
        for (place, column) in schema.fields().iter().enumerate() {
            let part = Part::parse(column.name());
            if part.is_none() && column.name() != "mrz" {
                continue;
            }
            if !Cells::fits(column.data_type()) {
                return Err(PartsError::WrongType(column.name().clone(), column.data_type().clone()));
            }
            match part {
                Some(part) if !known.insert(part) => return Err(PartsError::Twice(part.name())),
                Some(Part::File(file)) => places.files.push((file, place)),
                Some(Part::Record(record)) => places.records.push((record, place)),
                None => places.mrz = Some(place),
            }
        }
        if places.mrz.is_none() && known.is_empty() {
            return Err(PartsError::NoPart);
        }
        Ok(places)
    }
}

impl Work for Documents {
    fn schema(&self) -> SchemaRef {
        SchemaRef::clone(&self.schema)
    }

    fn rows_per_slice(&self) -> usize {
        ROWS_PER_SLICE
    }

    fn slice(&self, input: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let mrz = self.places.mrz.map(|place| Cells::new(column(input, place)?)).transpose()?;
        let cells = |place: &usize| Cells::new(column(input, *place)?);
        let files = self.places.files.iter().map(|(file, place)| Ok((*file, cells(place)?)));
        let files = files.collect::<Result<Vec<_>, ArrowError>>()?;
        let records = self.places.records.iter().map(|(record, place)| Ok((*record, cells(place)?)));
        let records = records.collect::<Result<Vec<_>, ArrowError>>()?;
        let mut rows = Rows::new(input.num_rows());
        for row in 0..input.num_rows() {
            match document(mrz.as_ref(), &files, &records, self.records, row) {
                Err(error) => rows.push_unread(Some(&error)),
                Ok(None) => rows.push_unread(None),
                Ok(Some(document)) => rows.push(&inspect(&document, &self.trust, &self.policy, self.at)),
            }
        }
        let kept = self.places.keep.iter().map(|place| column(input, *place).cloned());
        let mut columns = kept.collect::<Result<Vec<ArrayRef>, ArrowError>>()?;
        columns.extend(rows.finish()?);
        RecordBatch::try_new(self.schema(), columns)
    }
}

/// The document of a row; nothing if every part of it is null.
fn document(
    mrz: Option<&Cells>,
    files: &[(FileId, Cells)],
    records: &[(Record, Cells)],
    provenance: Provenance,
    row: usize,
) -> Result<Option<Document>, Error> {
    let zone = mrz.and_then(|cells| cells.get(row));
    let mut contents = files.iter().filter_map(|(file, cells)| Some((*file, cells.get(row)?))).peekable();
    let recorded = || records.iter().filter_map(|(record, cells)| Some((*record, cells.get(row)?)));
    let is_read = contents.peek().is_some() || recorded().next().is_some();
    if zone.is_none() && !is_read {
        return Ok(None);
    }
    let mut document = Document::new();
    if let Some(zone) = zone {
        // Octets beyond ASCII become a letter that no zone has, and the result says where it stands.
        document = document.with_mrz(&String::from_utf8_lossy(zone));
    }
    if is_read {
        let chip = Chip::from_files(contents)?;
        let chip = recorded().try_fold(chip, |chip, (record, json)| record.add_to(chip, json, provenance))?;
        document = document.with_chip(chip);
    }
    Ok(Some(document))
}

/// The columns while they are being filled.
struct Rows {
    verdict: SmallWords,
    groups: Vec<SmallWords>,
    reasons: (Lists, ManyWords),
    deviations: (Lists, ManyWords),
    results: Lists,
    checks: SmallWords,
    outcomes: SmallWords,
    result_reasons: ManyWords,
    facts: Vec<Texts>,
    error: ManyWords,
    row: usize,
}

impl Rows {
    fn new(rows: usize) -> Self {
        Rows {
            verdict: SmallWords::new(rows, &OUTCOMES),
            groups: GROUPS.iter().map(|_| SmallWords::new(rows, &OUTCOMES)).collect(),
            reasons: (Lists::new(rows), ManyWords::new(rows, &CODES)),
            deviations: (Lists::new(rows), ManyWords::new(rows, &CODES)),
            results: Lists::new(rows),
            checks: SmallWords::new(rows * 32, &CHECKS),
            outcomes: SmallWords::new(rows * 32, &OUTCOMES),
            result_reasons: ManyWords::new(rows * 32, &CODES),
            facts: FACTS.iter().map(|_| Texts::new(rows, 16)).collect(),
            error: ManyWords::new(rows, &CODES),
            row: 0,
        }
    }

    fn push(&mut self, report: &Report) {
        self.verdict.push(outcome_key(report.verdict()));
        for (group, column) in GROUPS.iter().zip(&mut self.groups) {
            column.push_option(report.group(*group).map(outcome_key));
        }
        report.results().iter().for_each(|result| self.result(result));
        self.results.end();
        self.reasons.0.end();
        for deviation in report.deviations() {
            self.deviations.1.push(code_key(deviation.code()));
            self.deviations.0.element();
        }
        self.deviations.0.end();
        self.fact_row(report);
        self.error.push_option(None);
        self.row += 1;
    }

    fn result(&mut self, result: &CheckResult) {
        let reason = result.reason().map(|reason| code_key(reason.code()));
        self.checks.push(check_key(result.check()));
        self.outcomes.push(outcome_key(result.outcome()));
        self.result_reasons.push_option(reason);
        self.results.element();
        let told = !matches!(result.outcome(), Outcome::Successful | Outcome::NotSupported);
        if let Some(reason) = reason.filter(|_| told) {
            self.reasons.1.push(reason);
            self.reasons.0.element();
        }
    }

    fn fact_row(&mut self, report: &Report) {
        let evidence = report.evidence();
        let of_role = |csca: bool| {
            let mut chain = evidence.chain.iter().filter(|link| (link.role != "document_signer") == csca);
            chain.next().map(|link| hex(&link.sha256))
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
        Ok(columns)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test says what it expects")]
mod tests {
    use super::*;
    use crate::batch::Threads;
    use arrow_array::StringArray;
    use arrow_array::cast::AsArray;
    use arrow_array::types::Int8Type;

    /// A zone whose composite check digit is wrong.
    const WRONG: &str =
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<11";

    fn documents(names: &[&str], keep: &[&str]) -> Result<Documents, PartsError> {
        let columns: Vec<_> = names.iter().map(|name| Column::new(*name, DataType::Utf8, true)).collect();
        let keep: Vec<String> = keep.iter().map(|name| (*name).to_owned()).collect();
        let at = UnixTime::parse("2011-01-01").unwrap();
        Documents::new(&Schema::new(columns), &keep, Arc::new(TrustStore::new()), Policy::icao(), at)
    }

    #[test]
    fn what_is_kept_is_judged() {
        let zones: ArrayRef = Arc::new(StringArray::from(vec![WRONG]));
        let table = RecordBatch::try_from_iter([("mrz", zones)]).unwrap();
        for keep in [&[][..], &["mrz"]] {
            let made =
                Threads::new(Some(1)).unwrap().run(&documents(&["mrz"], keep).unwrap(), &table).unwrap();
            let made = made.first().unwrap();
            let verdict = made.column_by_name("verdict").unwrap().as_dictionary::<Int8Type>();
            assert_eq!(
                verdict.downcast_dict::<StringArray>().unwrap().into_iter().next(),
                Some(Some("failed"))
            );
            assert_eq!(made.column_by_name("mrz").is_some(), !keep.is_empty());
        }
        let places =
            documents(&["mrz", "EF.SOD", "access.json"], &["mrz", "EF.SOD", "access.json"]).unwrap().places;
        assert_eq!((places.mrz, places.files.len(), places.records.len()), (Some(0), 1, 1));
    }

    #[test]
    fn no_name_stands_twice_in_the_result() {
        let refused = |keep: &[&str]| documents(&["mrz", "id", "verdict"], keep).err();
        assert_eq!(refused(&["id"]), None);
        assert_eq!(refused(&["id", "id"]), Some(PartsError::KeptTwice("id".to_owned())));
        assert_eq!(refused(&["id", "verdict"]), Some(PartsError::KeptIsResult("verdict".to_owned())));
    }
}
