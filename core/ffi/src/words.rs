//! Words explained, times, and the version.

use crate::error::{Error, guard, guard_silent};
use crate::pointer::{Input, Out, TextOut};
use crate::status::{Failure, Status};
use crate::text::{Bytes, Text};
use core::ffi::c_char;
use doc9303::report::Language;
use doc9303::{UnixTime, explain_word};

/// What a word of a report says, as one sentence in a language (`en`, `de`, `es`, `fr`, `it` or `ru`): a check, a code, an outcome and so
/// on. The status is NOT_FOUND for words that no report has.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_meaning(
    word: *const c_char,
    word_length: usize,
    language: *const c_char,
    language_length: usize,
    text: *mut *mut Text,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (word, language, out, error) = unsafe {
        (
            Input::new(word, word_length, "word"),
            Input::new(language, language_length, "language"),
            Out::new(text, "text"),
            Out::new(error, "error"),
        )
    };
    guard(&error, || {
        out.make(|| {
            let told = explain_word(word.text()?).ok_or_else(unknown)?;
            Ok(Bytes::of(told.in_language(language.word::<Language>()?).0))
        })
    })
}

/// The same at length, as a JSON object: `kind`, `word`, `title`, `meaning`, `honest_causes`, `next_steps` and `clause`. Languages
/// besides English have no causes and next steps of codes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_explain(
    word: *const c_char,
    word_length: usize,
    language: *const c_char,
    language_length: usize,
    json: *mut *mut Text,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (word, language, out, error) = unsafe {
        (
            Input::new(word, word_length, "word"),
            Input::new(language, language_length, "language"),
            Out::new(json, "json"),
            Out::new(error, "error"),
        )
    };
    guard(&error, || {
        out.make(|| {
            let told = explain_word(word.text()?).ok_or_else(unknown)?;
            let (title, explanation) = told.in_language(language.word::<Language>()?);
            let object = serde_json::json!({
                "kind": told.kind,
                "word": told.word,
                "title": title,
                "meaning": explanation.meaning,
                "honest_causes": explanation.benign_causes,
                "next_steps": explanation.next_steps,
                "clause": explanation.clause,
            });
            Ok(Bytes::of(object.to_string()))
        })
    })
}

fn unknown() -> Failure {
    Failure::new(Status::NotFound, "neither a check nor a code nor another word of a report")
}

/// A point in time from text, a date such as `2026-06-01` or RFC 3339 such as `2026-06-01T12:00:00Z`, in seconds since 1970 in UTC.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_time_parse(
    text: *const c_char,
    text_length: usize,
    seconds: *mut i64,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (text, out, error) = unsafe {
        (Input::new(text, text_length, "text"), Out::new(seconds, "seconds"), Out::new(error, "error"))
    };
    guard(&error, || {
        let refused = || Failure::argument("text: not a time such as 2026-01-01T00:00:00Z or 2026-01-01");
        out.put(UnixTime::parse(text.text()?).ok_or_else(refused)?.seconds())
    })
}

/// The version of the library, such as `0.1.0`. It stays for as long as the library is loaded.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_version(data: *mut *const c_char, length: *mut usize) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let out = unsafe { TextOut::new(data, length) };
    guard_silent(|| out.put(env!("CARGO_PKG_VERSION").as_bytes()))
}
