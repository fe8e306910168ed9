//! The C interface of `doc9303`. The header `include/doc9303.h` is written from these sources; its beginning has the rules for handles,
//! pointers, errors and threads, which hold for every function here.
//!
//! | file | holds |
//! |---|---|
//! | `status` | what a call comes to |
//! | `handle` | handles: numbers that name what the library holds for a caller |
//! | `pointer` | what a caller points to, read and written |
//! | `error` | why a call failed, and the one place that no panic passes |
//! | `text` | texts that the library made |
//! | `trust`, `policy`, `document` | what a judgement is made from |
//! | `report` | the judgement |
//! | `reader` | live chips |
//! | `words` | words explained, times, the version |
//!
//! This is the only crate with `unsafe` code of the project's own.
//!
//! ```
//! use core::ptr::null_mut;
//! use doc9303_ffi::{Status, doc9303_policy_free, doc9303_policy_new};
//! let mut policy = null_mut();
//! // SAFETY: the pointers are those of values that live longer than the call.
//! let status = unsafe { doc9303_policy_new(c"icao".as_ptr(), 4, &raw mut policy, null_mut()) };
//! assert_eq!(status, Status::Ok);
//! // SAFETY: a handle is a number, and nothing is pointed to.
//! assert_eq!(unsafe { doc9303_policy_free(policy) }, Status::Ok);
//! // SAFETY: the same.
//! assert_eq!(unsafe { doc9303_policy_free(policy) }, Status::InvalidHandle, "freed before");
//! ```
#![deny(unsafe_op_in_unsafe_fn, clippy::undocumented_unsafe_blocks)]
#![allow(clippy::missing_safety_doc, reason = "what every caller promises stands at the head of the header")]

mod document;
mod error;
mod handle;
mod pointer;
mod policy;
mod reader;
mod report;
mod status;
mod text;
mod trust;
mod words;

pub use document::*;
pub use error::*;
pub use policy::*;
pub use reader::*;
pub use report::*;
pub use status::*;
pub use text::*;
pub use trust::*;
pub use words::*;
