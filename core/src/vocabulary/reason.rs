//! Why an outcome is not `successful`.

use super::{Language, Message, count};
use crate::error::Place;
use crate::{Code, Error};
use core::fmt;
use std::sync::Arc;

/// Why an outcome is not `successful`: a stable code, and what led to it, without personal data.
///
/// ```
/// use doc9303::{Mrz, report::{Language, Reason}};
/// let reason = Reason::from(Mrz::parse("P<UTOERIKSSON").unwrap_err());
/// assert_eq!(reason.code().as_str(), "mrz.length");
/// assert_eq!(reason.message().id(), "malformed_text");
/// assert!(reason.text_in(Language::German).starts_with("maschinenlesbare Zone, Zeile 1"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    code: Code,
    message: Arc<Message>,
}

impl Reason {
    /// A code with what led to it.
    pub(crate) fn new(code: Code, message: Message) -> Self {
        Reason { code, message: Arc::new(message) }
    }

    /// The same facts under another code.
    #[cfg(feature = "seal")]
    pub(crate) fn with_code(self, code: Code) -> Self {
        Reason { code, ..self }
    }

    /// The stable code.
    pub fn code(&self) -> Code {
        self.code
    }

    /// What led to it, as data.
    pub fn message(&self) -> &Message {
        &self.message
    }

    /// What led to it, in English. The wording may change between releases.
    pub fn text(&self) -> String {
        self.message.to_string()
    }

    /// What led to it, in a language. The wording may change between releases.
    pub fn text_in(&self, language: Language) -> String {
        self.message.text_in(language)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.message.fmt(f)
    }
}

impl core::error::Error for Reason {}

impl From<Error> for Reason {
    fn from(error: Error) -> Self {
        Reason::from(&error)
    }
}

impl From<&Error> for Reason {
    fn from(error: &Error) -> Self {
        Reason::new(error.code(), Message::from(error))
    }
}

impl From<&Error> for Message {
    fn from(error: &Error) -> Self {
        let (structure, detail) = (error.structure().into(), error.detail().into());
        match (error.place(), error.tags()) {
            (Place::Byte(offset), None) => Message::Malformed { structure, offset: count(offset), detail },
            (Place::Byte(offset), Some((found, expected))) => {
                let [found, expected] = [found, expected].map(|tag| format!("{tag:02X}").into());
                Message::MalformedTag { structure, offset: count(offset), found, expected, detail }
            }
            (Place::Cell { line, column }, _) => {
                let [line, column] = [line, column].map(|place| count(place.saturating_add(1)));
                Message::MalformedText { structure, line, column, detail }
            }
        }
    }
}
