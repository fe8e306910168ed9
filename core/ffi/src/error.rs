//! Why a call failed, and the one place that no panic passes.

use crate::handle::{self, Handle, named};
use crate::pointer::{Out, TextOut};
use crate::status::{Failure, Status};
use core::ffi::c_char;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Why a call failed: a stable code and a sentence. It names no person and repeats nothing of a document.
#[derive(Debug)]
pub struct Error;

pub(crate) struct Told {
    code: &'static str,
    message: String,
}

impl Handle for Error {
    type Content = Told;
    const NAME: &'static str = "error";
}

/// Runs the work of a call. A panic ends here, and is a status.
pub(crate) fn guard(error: &Out<'_, *mut Error>, work: impl FnOnce() -> Result<(), Failure>) -> Status {
    let guarded = catch_unwind(AssertUnwindSafe(|| {
        if error.is_given() {
            error.put(core::ptr::null_mut())?;
        }
        work()
    }));
    let failure = match guarded {
        Ok(Ok(())) => return Status::Ok,
        Ok(Err(failure)) => failure,
        Err(payload) => {
            // Its own end could panic as well, and that payload is given up.
            if let Err(another) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
                core::mem::forget(another);
            }
            Failure::new(Status::Panic, "a fault within the library, or an exception of a callback")
        }
    };
    if error.is_given() {
        let told = Told { code: failure.code, message: failure.message.into_owned() };
        // Without a handle left, the status says it alone.
        let _ = error.make(|| Ok(told));
    }
    failure.status
}

/// The same for a call that gives no error.
pub(crate) fn guard_silent(work: impl FnOnce() -> Result<(), Failure>) -> Status {
    // SAFETY: there is no place.
    let nowhere = unsafe { Out::new(core::ptr::null_mut(), "error") };
    guard(&nowhere, work)
}

/// The sentence of an error, in English. It ends with the handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_error_message(
    error: *const Error,
    data: *mut *const c_char,
    length: *mut usize,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let out = unsafe { TextOut::new(data, length) };
    guard_silent(|| out.put(named(error)?.message.as_bytes()))
}

/// The stable code of an error: that of the library, such as `file.malformed`, that of the reader, such as `refused`, or one that
/// begins with `argument.`. It stays for as long as the library is loaded.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_error_code(
    error: *const Error,
    data: *mut *const c_char,
    length: *mut usize,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let out = unsafe { TextOut::new(data, length) };
    guard_silent(|| out.put(named(error)?.code.as_bytes()))
}

/// Frees an error. NULL is no harm.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_error_free(error: *mut Error) -> Status {
    guard_silent(|| handle::free(error))
}
