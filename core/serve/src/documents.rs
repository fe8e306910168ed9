//! Documents out of requests, and reports out of documents: the rules of the command line, member by member.

use crate::form::Form;
use crate::problem::Problem;
use crate::settings::Settings;
use doc9303::lds::{Dump, Provenance};
use doc9303::report::{Language, Outcome, Report};
use doc9303::{Chip, Code, Document, Limits, Policy, TrustStore, UnixTime};
use doc9303_inputs::{ChipError, SealContent, SealError};
use serde_json::Value;

/// Members of an archive with the files of one chip.
const MEMBERS: usize = 1_000;

/// Bytes of a text that is a zone.
const TEXT_LIMIT: usize = 1 << 20;

/// The policy of this name, or the first one of the service.
///
/// # Errors
/// `request.malformed` for a name that the service does not know.
pub(crate) fn policy(settings: &Settings, name: Option<&str>) -> Result<Policy, Problem> {
    let policies = &settings.policies;
    let known = match name {
        None => policies.first().cloned().or_else(|| Some(Policy::icao())),
        Some(name) => {
            policies.iter().find(|policy| policy.name() == name).cloned().or_else(|| Policy::named(name))
        }
    };
    let unknown = || Problem::malformed("policy is none that this service knows by its name");
    Ok(known.ok_or_else(unknown)?.with_engine(settings.engine))
}

/// The document, and how many files were handed over that are none of a chip.
///
/// # Errors
/// With the code of the part that cannot be taken.
pub(crate) fn document(form: Form, limits: &Limits) -> Result<(Document, usize), Problem> {
    let mut document = Document::new();
    let mut not_read = 0;
    if let Some(bytes) = &form.mrz {
        document = document.with_mrz(&zone("mrz", bytes)?);
    }
    if let Some(picture) = &form.image {
        if form.mrz.is_some() {
            return Err(Problem::malformed("mrz and image are both the printed zone"));
        }
        document = document.with_mrz(&zone_in(picture)?);
    }
    if !form.chip.is_empty() || form.chip_zip.is_some() {
        let mut files = form.chip;
        if let Some(bytes) = &form.chip_zip {
            let members = doc9303_inputs::members(bytes, MEMBERS, limits.chip_size);
            files.extend(members.map_err(|error| Problem::input(error.code(), error.to_string()))?);
        }
        let records = form.records.as_deref();
        let challenge = form.active_auth_challenge.as_deref();
        let (chip, ignored) = chip(files, records, challenge, limits)?;
        not_read = ignored;
        document = document.with_chip(chip);
    } else if form.records.is_some() || form.active_auth_challenge.is_some() {
        return Err(Problem::malformed("records and active_auth_challenge belong to a chip"));
    }
    if let Some(bytes) = &form.visa_mrz {
        document = document.with_visa_mrz(&zone("visa_mrz", bytes)?);
    }
    if let Some(bytes) = form.seal {
        document = document.with_seal(&one_seal(bytes)?.bytes);
    }
    if let Some(bytes) = &form.dtc {
        document = document.with_credential(within(bytes, limits.chip_size)?);
    }
    let is_empty = document.mrz().is_none() && document.chip().is_none() && document.visa_mrz().is_none();
    if is_empty && !document.has_seal() && !document.has_credential() {
        return Err(Problem::NOTHING_GIVEN);
    }
    Ok((document, not_read))
}

/// The text of a zone.
///
/// # Errors
/// If it is UTF-16, or too long for any.
pub(crate) fn zone(name: &'static str, bytes: &[u8]) -> Result<String, Problem> {
    let utf_16 = || Problem::malformed(format!("{name} is UTF-16 text; UTF-8 is taken"));
    doc9303_inputs::text(within(bytes, TEXT_LIMIT)?).ok_or_else(utf_16)
}

/// The text of the zone in a picture.
///
/// # Errors
/// If the picture cannot be read, shows none or several, or one that is not read with certainty.
#[cfg(feature = "pictures")]
fn zone_in(picture: &[u8]) -> Result<String, Problem> {
    doc9303_inputs::sure_zone(picture).map_err(no_zone)
}

#[cfg(not(feature = "pictures"))]
fn zone_in(_: &[u8]) -> Result<String, Problem> {
    Err(Problem::malformed("this service was built without the reading of pictures"))
}

/// Why a picture gives no zone.
#[cfg(feature = "pictures")]
pub(crate) fn no_zone(error: doc9303_inputs::ZoneError) -> Problem {
    Problem::unread(error.code(), format!("image: {error}"))
}

fn within(bytes: &[u8], limit: usize) -> Result<&[u8], Problem> {
    match bytes.len() > limit {
        true => Err(Problem::input(Code::LimitSize, "a part is larger than any of its kind can be")),
        false => Ok(bytes),
    }
}

fn chip(
    mut files: Vec<(String, Vec<u8>)>,
    records: Option<&str>,
    challenge: Option<&str>,
    limits: &Limits,
) -> Result<(Chip, usize), Problem> {
    let unknown = || Problem::malformed("records is none of the words for whose terminal made them");
    let provenance = match records {
        Some(word) => word.parse().map_err(|_| unknown())?,
        None => Provenance::HandedOver,
    };
    // The order of a folder, so that the same files give the same answer.
    files.sort_by(|one, other| one.0.cmp(&other.0));
    let mut dump = Dump::new();
    for (name, bytes) in files {
        if bytes.len() <= limits.file_size {
            // Names are whatever somebody wrote, so none is repeated.
            let two = |_| {
                Problem::input(
                    Code::FileMalformed,
                    "chip: two files are the same one of a chip, with different content",
                )
            };
            dump.add(&name, bytes).map_err(two)?;
        } else if Dump::<Vec<u8>>::knows(&name) {
            return Err(Problem::input(Code::LimitSize, "chip: a file larger than the limit"));
        } else {
            dump.ignore(&name, "larger than any file of a chip");
        }
    }
    let ignored = dump.ignored().len();
    let refused = |error: ChipError| Problem::input(error.code(), format!("chip: {error}"));
    let chip = doc9303_inputs::chip(dump, provenance, limits).map_err(refused)?;
    let Some(text) = challenge else { return Ok((chip, ignored)) };
    let octets = base16ct::mixed::decode_vec(text).ok().filter(|octets| octets.len() == 8);
    let refused = || Problem::malformed("active_auth_challenge is sixteen hexadecimal digits");
    Ok((chip.with_active_auth_challenge(octets.ok_or_else(refused)?), ignored))
}

/// The seals of a file or a picture; one without any bytes for a picture that shows none.
///
/// # Errors
/// If the picture cannot be read, or the file is none and too large.
pub(crate) fn seals(bytes: Vec<u8>) -> Result<Vec<SealContent>, Problem> {
    let refused = |error: SealError| Problem::input(error.code(), format!("seal: {error}"));
    let seals = doc9303_inputs::seals(bytes).map_err(refused)?;
    if seals.is_empty() {
        return Ok(vec![SealContent { symbology: None, bytes: Vec::new() }]);
    }
    Ok(seals)
}

fn one_seal(bytes: Vec<u8>) -> Result<SealContent, Problem> {
    let mut seals = seals(bytes)?;
    match (seals.pop(), seals.len()) {
        (Some(seal), 0) => Ok(seal),
        _ => {
            let text = "seal: several seals in one picture, and a document has one: /v1/seal judges each";
            Err(Problem::input(Code::LimitCount, text))
        }
    }
}

/// What is shown of a report.
#[derive(Clone, Copy)]
pub(crate) struct Shown {
    pub(crate) redact: bool,
    pub(crate) language: Language,
}

/// A report as text, with its verdict.
pub(crate) struct Judged {
    pub(crate) verdict: Outcome,
    pub(crate) json: String,
}

/// Judges a document. In English the text is that of the command line, byte for byte; in another language the sentences of reasons
/// and deviations are in that one.
pub(crate) fn judge(
    document: &Document,
    store: &TrustStore,
    policy: &Policy,
    at: UnixTime,
    shown: Shown,
) -> Judged {
    told(&doc9303::inspect(document, store, policy, at), shown)
}

/// A report as it is shown.
pub(crate) fn told(report: &Report, shown: Shown) -> Judged {
    let json = if shown.redact { report.to_json_redacted() } else { report.to_json() };
    let is_english = shown.language == Language::default();
    let json = if is_english { json } else { translated(report, &json, shown.language) };
    Judged { verdict: report.verdict(), json }
}

fn translated(report: &Report, json: &str, language: Language) -> String {
    let Ok(mut value) = serde_json::from_str::<Value>(json) else { return json.to_owned() };
    let results = report.results().iter().map(|row| row.reason().map(|reason| reason.text_in(language)));
    say(&mut value, "/results", Some("reason"), results);
    let deviations = report.deviations().iter().map(|deviation| Some(deviation.text_in(language)));
    say(&mut value, "/deviations", None, deviations);
    value.to_string()
}

/// Puts sentences into the rows of a list, each into the member `text` of the row or of what it has under `within`.
fn say(value: &mut Value, list: &str, within: Option<&str>, sentences: impl Iterator<Item = Option<String>>) {
    let rows = value.pointer_mut(list).and_then(Value::as_array_mut);
    for (row, sentence) in rows.into_iter().flatten().zip(sentences) {
        let place = match within {
            Some(name) => row.get_mut(name),
            None => Some(row),
        };
        let text = place.and_then(|place| place.get_mut("text"));
        if let (Some(text), Some(sentence)) = (text, sentence) {
            *text = Value::String(sentence);
        }
    }
}
