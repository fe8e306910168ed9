//! The judgement.

use crate::document::{Document, judged};
use crate::error::{Error, guard, guard_silent};
use crate::handle::{self, Handle, named};
use crate::pointer::{Input, Out, TextOut};
use crate::policy::Policy;
use crate::status::{Failure, Status};
use crate::text::{Bytes, Text};
use crate::trust::Trust;
use core::ffi::{c_char, c_int};
use doc9303::report::{CheckResult, Group, Language, Outcome as Judged};
use doc9303::{Report as Made, UnixTime, inspect};
use std::sync::PoisonError;

/// One document, judged: for every check an outcome, a reason, a clause and a weight. It never changes.
#[derive(Debug)]
pub struct Report;

impl Handle for Report {
    type Content = Made;
    const NAME: &'static str = "report";
}

/// What a check, or all of them, come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum Outcome {
    /// Performed, and it holds.
    Successful = 0,
    /// Performed, and it does not hold.
    Failed = 1,
    /// Could not be decided from what is at hand.
    Undetermined = 2,
    /// The document lacks the feature, so there is nothing to check.
    NotSupported = 3,
    /// An error of the procedure; never evidence.
    Aborted = 4,
}

impl From<Judged> for Outcome {
    fn from(outcome: Judged) -> Self {
        match outcome {
            Judged::Successful => Outcome::Successful,
            Judged::Failed => Outcome::Failed,
            Judged::Undetermined => Outcome::Undetermined,
            Judged::NotSupported => Outcome::NotSupported,
            Judged::Aborted => Outcome::Aborted,
        }
    }
}

/// Judges a document against what is trusted, what is allowed and a point in time, in seconds since 1970 in UTC. Whatever is wrong with
/// the document is a result of the report. The status is REFUSED for files that no chip can have, or records that are none, and
/// INVALID_ARGUMENT where nothing of the document was given.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_judge(
    document: *const Document,
    trust: *const Trust,
    policy: *const Policy,
    at: i64,
    report: *mut *mut Report,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (out, error) = unsafe { (Out::new(report, "report"), Out::new(error, "error")) };
    guard(&error, || {
        out.make(|| {
            let (trust, policy) = (named(trust)?, named(policy)?);
            // Policies are replaced as a whole.
            let policy = policy.read().unwrap_or_else(PoisonError::into_inner).clone();
            let document = judged(document, policy.limits())?;
            let state = trust.read().map_err(|_| Failure::broken())?;
            Ok(inspect(&document, &state.store, &policy, UnixTime::from_seconds(at)))
        })
    })
}

/// The verdict: the sum of the results that count by the policy.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_report_verdict(
    report: *const Report,
    verdict: *mut Outcome,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (out, error) = unsafe { (Out::new(verdict, "verdict"), Out::new(error, "error")) };
    guard(&error, || out.put(named(report)?.verdict().into()))
}

/// The outcome of one group of checks: `optical`, `electronic` or `combined`. The status is NOT_FOUND if no check of it was made.
///
/// A zone without a chip can be successful, and anybody can print one: before you rely on a document, ask for `electronic`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_report_group(
    report: *const Report,
    group: *const c_char,
    group_length: usize,
    outcome: *mut Outcome,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (group, out, error) = unsafe {
        (Input::new(group, group_length, "group"), Out::new(outcome, "outcome"), Out::new(error, "error"))
    };
    guard(&error, || {
        let none = || Failure::new(Status::NotFound, "no check of this group was made");
        out.put(named(report)?.group(group.word::<Group>()?).ok_or_else(none)?.into())
    })
}

/// How many checks the report has a result for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_report_checks(
    report: *const Report,
    count: *mut usize,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (out, error) = unsafe { (Out::new(count, "count"), Out::new(error, "error")) };
    guard(&error, || out.put(named(report)?.results().len()))
}

/// The id of a check, such as `ds.signature`, by its number from zero. It stays for as long as the library is loaded.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_report_check_id(
    report: *const Report,
    number: usize,
    data: *mut *const c_char,
    length: *mut usize,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (out, error) = unsafe { (TextOut::new(data, length), Out::new(error, "error")) };
    guard(&error, || out.put(result(&*named(report)?, number)?.check().as_str().as_bytes()))
}

/// The outcome of a check.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_report_check_outcome(
    report: *const Report,
    number: usize,
    outcome: *mut Outcome,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (out, error) = unsafe { (Out::new(outcome, "outcome"), Out::new(error, "error")) };
    guard(&error, || out.put(result(&*named(report)?, number)?.outcome().into()))
}

/// Whether a check counts towards the verdict: 1 or 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_report_check_counts(
    report: *const Report,
    number: usize,
    counts: *mut c_int,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (out, error) = unsafe { (Out::new(counts, "counts"), Out::new(error, "error")) };
    guard(&error, || out.put(result(&*named(report)?, number)?.counts().into()))
}

/// The code of a check's reason, such as `csca.not_found`; NULL and zero for a check without one, which is successful. It stays for as
/// long as the library is loaded.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_report_check_reason(
    report: *const Report,
    number: usize,
    data: *mut *const c_char,
    length: *mut usize,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (out, error) = unsafe { (TextOut::new(data, length), Out::new(error, "error")) };
    guard(&error, || match result(&*named(report)?, number)?.reason() {
        Some(reason) => out.put(reason.code().as_str().as_bytes()),
        None => out.put_none(),
    })
}

/// The reason of a check as a sentence in a language (`en`, `de`, `es`, `fr`, `it` or `ru`); empty for a check without one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_report_check_text(
    report: *const Report,
    number: usize,
    language: *const c_char,
    language_length: usize,
    text: *mut *mut Text,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (language, out, error) = unsafe {
        (Input::new(language, language_length, "language"), Out::new(text, "text"), Out::new(error, "error"))
    };
    guard(&error, || {
        out.make(|| {
            let report = named(report)?;
            let language = language.word::<Language>()?;
            let reason = result(&report, number)?.reason();
            Ok(Bytes::of(reason.map(|reason| reason.text_in(language)).unwrap_or_default()))
        })
    })
}

/// The whole report as JSON, the bytes that `doc9303 inspect --json` prints without the end of the line. `redact` is 1 to leave out
/// everything personal, or 0.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_report_json(
    report: *const Report,
    redact: c_int,
    json: *mut *mut Text,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (out, error) = unsafe { (Out::new(json, "json"), Out::new(error, "error")) };
    guard(&error, || {
        out.make(|| {
            let report = named(report)?;
            Ok(Bytes::of(if redact == 0 { report.to_json() } else { report.to_json_redacted() }))
        })
    })
}

/// Frees a report. NULL is no harm.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_report_free(report: *mut Report) -> Status {
    guard_silent(|| handle::free(report))
}

/// The stable name of an `enum doc9303_outcome`, such as `not_supported`. It stays for as long as the library is loaded.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_outcome_name(
    outcome: c_int,
    data: *mut *const c_char,
    length: *mut usize,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (out, error) = unsafe { (TextOut::new(data, length), Out::new(error, "error")) };
    guard(&error, || {
        let has_number = |known: &&Judged| number_of(**known) == outcome;
        let none = || Failure::argument("outcome: it is none of enum doc9303_outcome");
        out.put(Judged::ALL.iter().find(has_number).ok_or_else(none)?.as_str().as_bytes())
    })
}

#[allow(clippy::as_conversions, reason = "the number of the enumeration that C knows")]
fn number_of(outcome: Judged) -> c_int {
    Outcome::from(outcome) as c_int
}

fn result(report: &Made, number: usize) -> Result<&CheckResult, Failure> {
    let none = || Failure::new(Status::NotFound, "the report has fewer checks");
    report.results().get(number).ok_or_else(none)
}
