//! Reading of tag-length-value structures, by `doc9303-asn1`, with what documents add: errors with codes, and times.

mod time;

pub(crate) use doc9303_asn1::{AlgorithmIdentifier, Bounds, Element, Reader, Tag, tag};
pub use time::Time;

use crate::{Code, Error};

/// Makes errors that name a place in a structure.
pub(crate) trait ErrorAt {
    /// An error at this place.
    fn error(&self, code: Code, detail: &'static str) -> Error;
}

impl ErrorAt for Element<'_> {
    fn error(&self, code: Code, detail: &'static str) -> Error {
        Error::at(code, self.structure(), self.offset(), detail)
    }
}

impl ErrorAt for Reader<'_> {
    fn error(&self, code: Code, detail: &'static str) -> Error {
        Error::at(code, self.structure(), self.offset(), detail)
    }
}
