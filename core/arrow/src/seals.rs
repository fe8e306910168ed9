//! A column of seals into columns of who signed each, and whether that is believed.

use crate::columns::{
    CODES, Cells, LargeDictionaryColumn, Lists, OUTCOMES, code_key, column, dictionary, item, key, keyed,
    outcome_key, words,
};
use crate::plain::{Column, batch, hexadecimal, texts};
use crate::texts::ZoneCells;
use crate::work::RowTransform;
use arrow_array::types::{Int8Type, Int16Type};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, FieldRef, Schema, SchemaRef};
use doc9303::mrz::cell_text;
use doc9303::report::{Check, Outcome, Role};
use doc9303::{Document, FileId, Limits, Policy, Report, TrustStore, UnixTime, inspect};
use doc9303_seal::{Limits as SealLimits, Seal};
use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

/// A seal takes about a tenth of a millisecond.
const ROWS_PER_SLICE: usize = 512;

/// The checks that have a column of their own.
const CHECKS: [Check; 5] =
    [Check::SealFormat, Check::SealSignature, Check::SealSigner, Check::SealCountry, Check::CombinedMrzSeal];

const KIND_WORDS: [&str; 4] = ["vds", "idb", "vds_nc", "unknown"];
const LEVEL_WORDS: [&str; 3] = ["trustable", "medium_fraud_potential", "high_fraud_potential"];
const COMPARED_WORDS: [&str; 2] = ["zone", "number"];
static KINDS: LazyLock<ArrayRef> = LazyLock::new(|| words(KIND_WORDS.into_iter()));
static LEVELS: LazyLock<ArrayRef> = LazyLock::new(|| words(LEVEL_WORDS.into_iter()));
static COMPARED: LazyLock<ArrayRef> = LazyLock::new(|| words(COMPARED_WORDS.into_iter()));
static CODE_ITEM: LazyLock<FieldRef> = LazyLock::new(|| item(dictionary()));

/// Judges a column of seals, one row a seal, as [`inspect`] does: what the barcode of each holds, as bytes, or in a column of texts as
/// the text itself, hexadecimal or base64. Columns of the result: `verdict`, `kind`, `profile`, `country`, `signer` and `reference` as the
/// seal names them, `signer_sha256`, `csca_sha256`, `trust_level`, `compared`, `reason`, which decides the verdict, all `reasons`, and the
/// outcome of each check of seals by its id. A null row is null in every column. Nothing that is made is personal.
///
/// ```
/// use arrow_array::{ArrayRef, RecordBatch, StringArray};
/// use arrow_array::cast::AsArray;
/// use arrow_array::types::Int8Type;
/// use doc9303::{Policy, TrustStore, UnixTime};
/// use doc9303_arrow::{SealColumn, Threads};
/// use std::sync::Arc;
///
/// let seals: ArrayRef = Arc::new(StringArray::from(vec![Some("no seal"), None]));
/// let batch = RecordBatch::try_from_iter([("seal", seals)])?;
/// let at = UnixTime::parse("2026-06-01").unwrap();
/// let work = SealColumn::new(Arc::new(TrustStore::new()), Policy::icao(), at);
/// let made = Threads::new(None)?.run(&work, &batch)?;
/// let verdict = made[0].column_by_name("verdict").unwrap().as_dictionary::<Int8Type>();
/// let words = verdict.downcast_dict::<StringArray>().unwrap();
/// assert_eq!(words.into_iter().collect::<Vec<_>>(), [Some("failed"), None]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct SealColumn {
    trust: Arc<TrustStore>,
    policy: Policy,
    at: UnixTime,
    place: usize,
    /// The column of the zones that the seals are printed beside.
    zones: Vec<usize>,
}

impl SealColumn {
    /// Seals in the first column of a batch, each of its own.
    pub fn new(trust: Arc<TrustStore>, policy: Policy, at: UnixTime) -> SealColumn {
        // Few signers seal many documents: each is looked at once.
        SealColumn { trust: Arc::new(trust.with_cache()), policy, at, place: 0, zones: Vec::new() }
    }

    /// The seals are in the column of this place in a batch.
    #[must_use]
    pub fn of_column(self, place: usize) -> SealColumn {
        SealColumn { place, ..self }
    }

    /// The column of this place holds the zone that each seal is printed beside, and must be of the same document.
    #[must_use]
    pub fn beside(self, zones: usize) -> SealColumn {
        SealColumn { zones: vec![zones], ..self }
    }
}

/// The schema of what [`SealColumn`] makes: frozen. Columns may be added behind, none is renamed, removed or changed.
pub fn seal_schema() -> SchemaRef {
    // Of no row, nothing can be too long.
    made(&[]).map_or_else(|_| Arc::new(Schema::empty()), |none| none.schema())
}

impl RowTransform for SealColumn {
    fn schema(&self) -> SchemaRef {
        seal_schema()
    }

    fn rows_per_slice(&self) -> usize {
        ROWS_PER_SLICE
    }

    fn slice(&self, input: &RecordBatch) -> Result<RecordBatch, ArrowError> {
        let cells = Cells::new(column(input, self.place)?)?;
        let zones = ZoneCells::new(input, &self.zones)?;
        let row = |row| {
            let cell = cells.get(row)?;
            let octets = if cells.is_text() { octets_of(cell)? } else { Cow::Borrowed(cell) };
            let mut document = Document::new().with_seal(&octets);
            let mut lines = Vec::new();
            if let Some(zone) = zones.get(row, &mut lines).filter(|zone| !zone.trim_ascii().is_empty()) {
                document = document.with_mrz(&cell_text(zone));
            }
            let report = inspect(&document, &self.trust, &self.policy, self.at);
            Some(Row::new(&report, Seal::read(&octets, &SealLimits::DEFAULT).ok().as_ref()))
        };
        made(&(0..cells.len()).map(row).collect::<Vec<_>>())
    }
}

/// What a text stands for: seals of bytes are written down in hexadecimal or base64, others are texts. `None` for a blank one.
fn octets_of(text: &[u8]) -> Option<Cow<'_, [u8]>> {
    let text = text.trim_ascii();
    if text.is_empty() {
        return None;
    }
    let is_of_bytes = |octets: &Vec<u8>| octets.first() == Some(&0xDC);
    let hexadecimal = base16ct::mixed::decode_vec(text).ok().filter(is_of_bytes);
    let base64 =
        || FileId::Sod.decode_base64_within(text, &Limits::default()).ok().flatten().filter(is_of_bytes);
    Some(hexadecimal.or_else(base64).map_or(Cow::Borrowed(text), Cow::Owned))
}

/// What is told of a seal.
struct Row {
    verdict: Outcome,
    kind: Option<&'static str>,
    profile: Option<&'static str>,
    named: Named,
    signer_sha256: Option<String>,
    csca_sha256: Option<String>,
    trust_level: Option<&'static str>,
    compared: Option<&'static str>,
    reason: Option<i16>,
    reasons: Vec<i16>,
    outcomes: [Option<Outcome>; CHECKS.len()],
}

/// Whom the seal names, which need not be true.
#[derive(Default)]
struct Named {
    country: Option<String>,
    signer: Option<String>,
    reference: Option<String>,
}

impl Named {
    fn new(seal: &Seal) -> Named {
        match seal {
            Seal::Vds(vds) => {
                let header = vds.header();
                Named {
                    country: Some(header.issuing_state.as_str().to_owned()),
                    signer: Some(format!("{}{}", header.signer_state, header.signer)),
                    reference: Some(header.reference.as_str().to_owned()),
                }
            }
            Seal::Idb(idb) => {
                let header = idb.header();
                let reference = header.signer.as_ref();
                Named {
                    country: Some(header.issuing_state.as_str().to_owned()),
                    signer: None,
                    reference: reference.map(|signer| base16ct::upper::encode_string(&signer.reference)),
                }
            }
            Seal::VdsNc(seal) => Named { country: seal.issuer().map(str::to_owned), ..Named::default() },
            _ => Named::default(),
        }
    }
}

impl Row {
    fn new(report: &Report, seal: Option<&Seal>) -> Row {
        let facts = report.evidence().seal.as_ref();
        let chain = || facts.into_iter().flat_map(|facts| &facts.chain);
        let of_role = |is_signer: bool| {
            let mut chain = chain().filter(|link| (link.role == Role::SealSigner) == is_signer);
            chain.next().map(|link| hexadecimal(&link.sha256))
        };
        let told = |outcome: Outcome| !matches!(outcome, Outcome::Successful | Outcome::NotSupported);
        let mut reasons = Vec::new();
        for result in report.results().iter().filter(|result| told(result.outcome())) {
            let code = result.reason().map(|reason| code_key(reason.code()));
            reasons.extend(code.filter(|code| !reasons.contains(code)));
        }
        let decisive = report.decisive().first().and_then(|check| report.result(*check)?.reason());
        Row {
            verdict: report.verdict(),
            kind: facts.map(|facts| facts.kind),
            profile: facts.and_then(|facts| facts.profile),
            named: seal.map(Named::new).unwrap_or_default(),
            signer_sha256: of_role(true),
            csca_sha256: of_role(false),
            trust_level: facts.map(|facts| facts.trust_level),
            compared: facts.and_then(|facts| facts.compared),
            reason: decisive.map(|reason| code_key(reason.code())),
            reasons,
            outcomes: CHECKS.map(|check| report.outcome(check)),
        }
    }
}

fn made(rows: &[Option<Row>]) -> Result<RecordBatch, ArrowError> {
    let each = || rows.iter().map(Option::as_ref);
    let text = |fact: fn(&Row) -> Option<&str>| texts(each().map(|row| row.and_then(fact)));
    let word = |list: &'static ArrayRef, known: &[&str], fact: fn(&Row) -> Option<&'static str>| {
        let place = |word| key(known.iter().position(|known| *known == word));
        keyed::<Int8Type>(list, each().map(|row| row.and_then(fact).map(place)))
    };
    let outcome = |fact: &dyn Fn(&Row) -> Option<Outcome>| -> Column {
        keyed::<Int8Type>(&OUTCOMES, each().map(|row| row.and_then(fact).map(outcome_key)))
    };
    let of_check = |place: usize| outcome(&|row| row.outcomes.get(place).copied().flatten());
    let [format, signature, signer, country, zone] = CHECKS.map(Check::as_str);
    batch([
        ("verdict", outcome(&|row| Some(row.verdict))),
        ("kind", word(&KINDS, &KIND_WORDS, |row| row.kind)),
        ("profile", text(|row| row.profile)),
        ("country", text(|row| row.named.country.as_deref())),
        ("signer", text(|row| row.named.signer.as_deref())),
        ("reference", text(|row| row.named.reference.as_deref())),
        ("signer_sha256", text(|row| row.signer_sha256.as_deref())),
        ("csca_sha256", text(|row| row.csca_sha256.as_deref())),
        ("trust_level", word(&LEVELS, &LEVEL_WORDS, |row| row.trust_level)),
        ("compared", word(&COMPARED, &COMPARED_WORDS, |row| row.compared)),
        ("reason", keyed::<Int16Type>(&CODES, each().map(|row| row.and_then(|row| row.reason)))),
        ("reasons", reasons(rows)),
        (format, of_check(0)),
        (signature, of_check(1)),
        (signer, of_check(2)),
        (country, of_check(3)),
        (zone, of_check(4)),
    ])
}

fn reasons(rows: &[Option<Row>]) -> Column {
    let mut lists = Lists::new(rows.len());
    let mut codes = LargeDictionaryColumn::new(rows.len(), &CODES);
    for row in rows {
        let Some(row) = row else {
            lists.end_null();
            continue;
        };
        for code in &row.reasons {
            codes.push(*code);
            lists.element();
        }
        lists.end();
    }
    lists.finish(&CODE_ITEM, codes.finish()?)
}
