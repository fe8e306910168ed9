//! What became of an input and of the entries in it: each is added, known, or rejected with why. None is passed over.

use super::Content;
use crate::vocabulary::{Language, Message, stable_names};
use crate::{Code, Error};

/// Rejected entries that are reported one by one; the rest is counted, so that no input fills the memory with them.
const MOST_TOLD: usize = 1 << 16;

/// The account of an import: one bad entry takes nothing from the others.
///
/// ```
/// use doc9303::{TrustStore, trust::Grant};
/// let import = TrustStore::new().add("letter.txt", b"dear sir", Grant::ANCHORS);
/// assert_eq!((import.added, import.rejected.len(), import.is_complete()), (0, 1, false));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImportSummary {
    /// What the input is; `None` if it was not recognised or was handed over as one kind.
    pub content: Option<Content>,
    /// What a certificate or a revocation list became that was handed over alone; `None` for anything else.
    pub imported_as: Option<ImportedAs>,
    /// Entries that are new in the store.
    pub added: usize,
    /// Entries that the store had already.
    pub known: usize,
    /// Entries that were refused or not recognised, with the reason of each, in their order.
    pub rejected: Vec<Rejected>,
    /// How many more were refused than `rejected` holds.
    pub untold: usize,
}

/// An entry that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Rejected {
    /// Number of the entry within its list, text or archive, from zero.
    pub entry: usize,
    /// Where the entry lies within what was handed over, such as `#3` or `/list.ml#3`; empty for the input as a whole.
    pub path: String,
    /// Why.
    pub code: Code,
    /// Why, as data.
    pub message: Message,
}

impl Rejected {
    /// Why, in English.
    pub fn text(&self) -> String {
        self.message.to_string()
    }

    /// Why, in a language.
    pub fn text_in(&self, language: Language) -> String {
        self.message.text_in(language)
    }
}

/// What a single input turned out to be.
///
/// ```
/// use doc9303::{TrustStore, trust::ImportedAs};
/// # let csca = std::fs::read("examples/passport/trust/certificate-0.cer").unwrap();
/// let mut store = TrustStore::new();
/// assert_eq!(store.add_certificate(&csca)?.imported_as, Some(ImportedAs::Root));
/// assert_eq!(store.add_certificate(&csca)?.imported_as, Some(ImportedAs::Known));
/// # Ok::<(), doc9303::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ImportedAs {
    /// A self-signed CSCA certificate: an anchor.
    Root,
    /// A link certificate under an anchor: an anchor.
    Link,
    /// A link certificate that nothing leads to yet.
    WaitingLink,
    /// A Document Signer candidate.
    DocumentSigner,
    /// A revocation list.
    Crl,
    /// Something that the store had already.
    Known,
}

stable_names!(
    ImportedAs,
    "kind of import",
    Root = "root",
    Link = "link",
    WaitingLink = "waiting_link",
    DocumentSigner = "document_signer",
    Crl = "crl",
    Known = "known",
);

/// Why a certificate was not filed.
pub(super) fn not_filed(code: Code) -> Error {
    let detail = match code {
        Code::TrustNotGranted => "a self-signed certificate, where no anchors are taken",
        Code::CscaNotACa => "not the certificate of an authority",
        Code::LimitCount => "more certificates of one key or name, or beside lists, than the limit",
        _ => "the key cannot be used",
    };
    Error::at(code, "certificate", 0, detail)
}

impl ImportSummary {
    /// Whether nothing was refused.
    pub fn is_complete(&self) -> bool {
        self.rejected.is_empty()
    }

    /// Entries of which the store can make use.
    pub fn usable(&self) -> usize {
        self.added + self.known
    }

    /// The account of one certificate or revocation list.
    pub(super) fn of(imported: ImportedAs) -> Self {
        let mut import = ImportSummary { imported_as: Some(imported), ..ImportSummary::default() };
        import.count(0, Ok(imported));
        import
    }

    pub(super) fn count(&mut self, entry: usize, result: Result<ImportedAs, Error>) {
        match result {
            Ok(ImportedAs::Known) => self.known += 1,
            Ok(_) => self.added += 1,
            Err(error) => self.reject(entry, error.code(), &error),
        }
    }

    pub(super) fn reject(&mut self, entry: usize, code: Code, message: impl Into<Message>) {
        self.push(Rejected { entry, path: format!("#{entry}"), code, message: message.into() });
    }

    /// Refuses the input as a whole.
    pub(super) fn refuse(&mut self, error: &Error) {
        self.push(Rejected { entry: 0, path: String::new(), code: error.code(), message: error.into() });
    }

    /// An input that brought no entry, not even one that was refused, is reported as well: an empty archive, or a
    /// directory's export without certificates and lists.
    pub(super) fn refuse_if_empty(&mut self) {
        if self.usable() == 0 && self.is_complete() {
            let detail = "it holds no certificate and no list";
            self.refuse(&Error::at(Code::TrustNotRecognised, "trust input", 0, detail));
        }
    }

    /// Takes over what became of an entry that holds others.
    pub(super) fn join(&mut self, entry: usize, path: &str, other: ImportSummary) {
        self.added += other.added;
        self.known += other.known;
        self.untold += other.untold;
        for rejected in other.rejected {
            let path = format!("{path}{}", rejected.path);
            self.push(Rejected { entry, path, ..rejected });
        }
    }

    fn push(&mut self, rejected: Rejected) {
        if self.rejected.len() < MOST_TOLD {
            self.rejected.push(rejected);
        } else {
            self.untold += 1;
        }
    }
}
