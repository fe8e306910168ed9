//! Why an outcome is not `successful`.

use crate::{Code, Error};

/// Why an outcome is not `successful`: a stable code and the facts in words, without personal data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct Reason {
    code: Code,
    text: String,
}

impl Reason {
    /// A code with the facts that led to it.
    pub(crate) fn new(code: Code, text: impl Into<String>) -> Self {
        Reason { code, text: text.into() }
    }

    /// The stable code.
    pub fn code(&self) -> Code {
        self.code
    }

    /// The facts in words. The wording may change between releases.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl From<Error> for Reason {
    fn from(error: Error) -> Self {
        Reason::from(&error)
    }
}

impl From<&Error> for Reason {
    fn from(error: &Error) -> Self {
        Reason { code: error.code(), text: error.to_string() }
    }
}
