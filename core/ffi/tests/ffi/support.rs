//! What the tests share: calls with their error, and documents of the corpus.

use core::ffi::c_char;
use core::ptr::{null, null_mut};
use doc9303_ffi::*;
use std::path::{Path, PathBuf};

/// A call of a function that C calls.
macro_rules! call {
    ($function:ident($($argument:expr),* $(,)?)) => {{
        // SAFETY: what the arguments of a test point to lives longer than the call, or is NULL.
        unsafe { $function($($argument),*) }
    }};
}
pub(crate) use call;

/// The status of a call that takes a place for an error at its end, with code and message of it.
macro_rules! fails {
    ($function:ident($($argument:expr),* $(,)?)) => {{
        let mut error = core::ptr::null_mut();
        let status = $crate::support::call!($function($($argument,)* &raw mut error));
        let (code, message) = $crate::support::told(error);
        assert!(!message.is_empty(), "{status:?} comes without a message");
        (status, code, message)
    }};
}
pub(crate) use fails;

/// A call that must not fail.
macro_rules! works {
    ($function:ident($($argument:expr),* $(,)?)) => {{
        let mut error = core::ptr::dangling_mut();
        let status = $crate::support::call!($function($($argument,)* &raw mut error));
        if status != doc9303_ffi::Status::Ok {
            panic!("{status:?}: {:?}", $crate::support::told(error));
        }
        assert!(error.is_null(), "a place for an error holds NULL after a call that works");
    }};
}
pub(crate) use works;

/// What a call makes.
macro_rules! made {
    ($function:ident($($argument:expr),* $(,)?)) => {{
        let mut made = core::ptr::null_mut();
        $crate::support::works!($function($($argument,)* &raw mut made));
        made
    }};
}
pub(crate) use made;

/// Code and message of an error, which is freed.
pub(crate) fn told(error: *mut Error) -> (String, String) {
    let show = |function: unsafe extern "C" fn(*const Error, *mut *const c_char, *mut usize) -> Status| {
        let (mut data, mut length) = (null(), 0);
        // SAFETY: the places outlive the call.
        assert_eq!(unsafe { function(error, &raw mut data, &raw mut length) }, Status::Ok);
        owned(data, length)
    };
    let told = (show(doc9303_error_code), show(doc9303_error_message));
    assert_eq!(call!(doc9303_error_free(error)), Status::Ok);
    told
}

/// A text that the library shows.
pub(crate) fn owned(data: *const c_char, length: usize) -> String {
    assert!(!data.is_null());
    // SAFETY: the library says that so many bytes lie there.
    let bytes = unsafe { core::slice::from_raw_parts(data.cast::<u8>(), length) };
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A text that the library made, which is freed.
pub(crate) fn text(text: *mut Text) -> String {
    let (mut data, mut length) = (null(), 0);
    assert_eq!(call!(doc9303_text_data(text, &raw mut data, &raw mut length)), Status::Ok);
    // SAFETY: a zero stands behind the text.
    assert_eq!(unsafe { data.add(length).read() }, 0);
    let owned = owned(data, length);
    assert_eq!(call!(doc9303_text_free(text)), Status::Ok);
    owned
}

pub(crate) fn policy(name: &str) -> *mut Policy {
    made!(doc9303_policy_new(name.as_ptr().cast(), name.len()))
}

pub(crate) fn vectors(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/vectors").join(folder)
}

/// The files of a folder with their names.
pub(crate) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let name = |entry: &std::fs::DirEntry| entry.file_name().into_string().unwrap();
    entries.map(|entry| (name(&entry), std::fs::read(entry.path()).unwrap())).collect()
}

/// The trust of a case.
pub(crate) fn trust(folder: &str) -> *mut Trust {
    let trust = made!(doc9303_trust_new());
    for (name, bytes) in files(&vectors(folder).join("trust")) {
        let mut import = Import::default();
        let (name, bytes) = (name.as_bytes(), bytes.as_slice());
        let (data, allow) = (bytes.as_ptr(), 0);
        works!(doc9303_trust_add(
            trust,
            name.as_ptr().cast(),
            name.len(),
            data,
            bytes.len(),
            allow,
            &raw mut import
        ));
        assert_eq!((import.added, import.known, import.rejected), (1, 0, 0));
    }
    trust
}

/// The zone and the chip of a case.
pub(crate) fn document(folder: &str) -> *mut Document {
    let document = made!(doc9303_document_new());
    let zone = std::fs::read(vectors(folder).join("mrz.txt")).unwrap();
    works!(doc9303_document_set_mrz(document, zone.as_ptr().cast(), zone.len()));
    for (name, bytes) in files(&vectors(folder).join("chip")) {
        add_file(document, &name, &bytes);
    }
    document
}

pub(crate) fn add_file(document: *mut Document, name: &str, bytes: &[u8]) {
    works!(doc9303_document_add_file(
        document,
        name.as_ptr().cast(),
        name.len(),
        bytes.as_ptr(),
        bytes.len()
    ));
}

/// As of the day of the corpus.
pub(crate) fn at() -> i64 {
    let (day, mut seconds) = ("2026-06-01", 0);
    works!(doc9303_time_parse(day.as_ptr().cast(), day.len(), &raw mut seconds));
    seconds
}

pub(crate) fn verdict(report: *mut Report) -> Outcome {
    let mut verdict = Outcome::Aborted;
    works!(doc9303_report_verdict(report, &raw mut verdict));
    verdict
}

/// Nowhere.
pub(crate) fn nowhere<T>() -> *mut T {
    null_mut()
}
