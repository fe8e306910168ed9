//! What a call comes to.

use std::borrow::Cow;

/// What a call comes to. Values keep their meaning; a later version may add more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(C)]
pub enum Status {
    /// The call did what it was asked.
    Ok = 0,
    /// A pointer is NULL, or not aligned, where one is needed.
    NullPointer = 1,
    /// A handle was freed, or names something of another kind.
    InvalidHandle = 2,
    /// A text is not UTF-8.
    InvalidUtf8 = 3,
    /// More bytes than this argument can have.
    InvalidLength = 4,
    /// An argument that cannot be meant: no policy, language, engine or time of this name, or a call at the wrong time.
    InvalidArgument = 5,
    /// The bytes are not what they are given for. The error has the code that a report would have, such as `file.malformed`.
    Refused = 6,
    /// There is no such entry, group or word.
    NotFound = 7,
    /// Another call is working with this handle, on another thread or around this one.
    Busy = 8,
    /// The chip was not read to its end. The error says why; what was read until then is kept.
    NotRead = 9,
    /// A fault within the library, or an exception of a callback. The handles of the call can be freed and nothing else.
    Panic = 10,
}

/// Why a call does not do what it was asked.
pub(crate) struct Failure {
    pub(crate) status: Status,
    pub(crate) code: &'static str,
    pub(crate) message: Cow<'static, str>,
}

impl Failure {
    pub(crate) fn new(status: Status, message: impl Into<Cow<'static, str>>) -> Self {
        let code = match status {
            Status::Ok => "ok",
            Status::NullPointer => "argument.null_pointer",
            Status::InvalidHandle => "argument.handle",
            Status::InvalidUtf8 => "argument.utf8",
            Status::InvalidLength => "argument.length",
            Status::InvalidArgument | Status::Refused | Status::NotRead => "argument.value",
            Status::NotFound => "argument.not_found",
            Status::Busy => "argument.busy",
            Status::Panic => "panic",
        };
        Failure { status, code, message: message.into() }
    }

    pub(crate) fn argument(message: impl Into<Cow<'static, str>>) -> Self {
        Failure::new(Status::InvalidArgument, message)
    }

    /// What an earlier call left behind when it ended in the middle.
    pub(crate) fn broken() -> Self {
        Failure::new(Status::Panic, "an earlier call with this handle ended in a panic: free it")
    }

    /// A refusal with a code of its own.
    pub(crate) fn coded(status: Status, code: &'static str, message: String) -> Self {
        Failure { status, code, message: message.into() }
    }
}

impl From<doc9303::Error> for Failure {
    fn from(error: doc9303::Error) -> Self {
        Failure::coded(Status::Refused, error.code().as_str(), error.to_string())
    }
}
