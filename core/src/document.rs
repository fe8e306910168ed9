//! A document as it was given: each part absent, parsed and not trusted, or unparsable with its error.

use crate::{Chip, Error, Limits, Mrz};
use core::fmt;
use std::borrow::Cow;

/// What is known of a travel document before it is judged.
///
/// Garbage that was given is a finding, never "absent": a zone that cannot be read is kept with its error.
///
/// ```
/// use doc9303::Document;
/// let document = Document::new().with_mrz("P<UTO");
/// assert!(document.mrz().unwrap().is_err());
/// assert!(document.chip().is_none());
/// ```
#[derive(Clone, Default)]
#[must_use]
pub struct Document {
    mrz: Option<Result<Mrz, Error>>,
    chip: Option<Chip>,
}

impl fmt::Debug for Document {
    /// What was given, without its content.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zone = self.mrz.as_ref().map(|zone| zone.as_ref().map(|_| ".."));
        f.debug_struct("Document").field("mrz", &zone).field("chip", &self.chip).finish()
    }
}

impl Document {
    /// A document of which nothing is known.
    pub fn new() -> Self {
        Document::default()
    }

    /// Adds the printed machine readable zone, as lines of text.
    pub fn with_mrz(mut self, text: &str) -> Self {
        self.mrz = Some(Mrz::parse(text));
        self
    }

    /// Adds the chip's files.
    pub fn with_chip(mut self, chip: Chip) -> Self {
        self.chip = Some(chip);
        self
    }

    /// The same document under the limits of a policy.
    pub(crate) fn under(&self, limits: &Limits) -> Cow<'_, Self> {
        match self.chip.as_ref().map(|chip| chip.under(limits)) {
            Some(Cow::Owned(chip)) => Cow::Owned(Document { mrz: self.mrz.clone(), chip: Some(chip) }),
            Some(Cow::Borrowed(_)) | None => Cow::Borrowed(self),
        }
    }

    /// The printed zone, if one was given.
    pub fn mrz(&self) -> Option<&Result<Mrz, Error>> {
        self.mrz.as_ref()
    }

    /// The chip, if one was given.
    pub fn chip(&self) -> Option<&Chip> {
        self.chip.as_ref()
    }
}
