//! What became of the entries of an import.

use crate::{Code, Error};

/// The sum of an import: one bad entry sinks nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Import {
    /// Entries that are new in the store.
    pub added: usize,
    /// Entries that the store had already.
    pub known: usize,
    /// Entries that were refused, with the reason of each.
    pub rejected: Vec<Rejected>,
}

/// An entry that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rejected {
    /// Number of the entry within its list or file, from zero.
    pub entry: usize,
    /// Why.
    pub code: Code,
    /// Why, in words.
    pub text: String,
}

/// What a single input turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Imported {
    /// A self-signed CSCA certificate: an anchor.
    Root,
    /// A link certificate under an anchor: an anchor.
    Link,
    /// A link certificate that nothing leads to yet.
    UnconnectedLink,
    /// A Document Signer candidate.
    DocumentSigner,
    /// A revocation list.
    Crl,
    /// Something that the store had already.
    Known,
}

impl Import {
    pub(super) fn count(&mut self, entry: usize, result: Result<Imported, Error>) {
        match result {
            Ok(Imported::Known) => self.known += 1,
            Ok(_) => self.added += 1,
            Err(error) => self.reject(entry, error.code(), error.to_string()),
        }
    }

    pub(super) fn reject(&mut self, entry: usize, code: Code, text: impl Into<String>) {
        self.rejected.push(Rejected { entry, code, text: text.into() });
    }

    pub(super) fn join(&mut self, entry: usize, other: Import) {
        self.added += other.added;
        self.known += other.known;
        self.rejected.extend(other.rejected.into_iter().map(|rejected| Rejected { entry, ..rejected }));
    }
}
