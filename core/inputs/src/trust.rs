//! What is trusted, with what could not be taken.

use crate::InputError;
use doc9303::trust::{Grant, ImportSummary, MasterListTrust};
use doc9303::{Code, TrustStore};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A store with what could not be taken.
#[derive(Debug, Default)]
pub struct Trust {
    /// What is trusted.
    pub store: TrustStore,
    /// What was rejected, in the order in which it was met.
    pub rejected: Vec<Rejection>,
    /// The files that gave nothing at all.
    pub unusable: BTreeSet<PathBuf>,
}

/// An entry that was rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejection {
    /// Where it stood.
    pub entry: String,
    /// The stable code.
    pub code: Code,
    /// Why.
    pub text: String,
}

/// Whose master lists are taken.
pub(crate) enum Signer {
    Any,
    By(Vec<Vec<u8>>),
    Unsaid,
}

impl Signer {
    pub(crate) fn new(signers: Vec<Vec<u8>>, any: bool) -> Signer {
        match (signers.is_empty(), any) {
            (false, _) => Signer::By(signers),
            (true, true) => Signer::Any,
            (true, false) => Signer::Unsaid,
        }
    }

    fn trust(&self) -> Option<MasterListTrust<'_>> {
        match self {
            Signer::Any => Some(MasterListTrust::AnySigner),
            Signer::By(several) => Some(MasterListTrust::SignedByOneOf(several)),
            Signer::Unsaid => None,
        }
    }

    /// What the files of a path may bring: a file that is named is the caller's word, a folder what [`Grant::of_folder`] says, where what
    /// lies in it matters only if somebody's word on signers is more than the folder's.
    pub(crate) fn grant(
        &self,
        contents: impl IntoIterator<Item = doc9303::trust::Content>,
        is_folder: bool,
        anchors: bool,
    ) -> Grant<'_> {
        let matters = is_folder && matches!(self, Signer::By(_));
        // What does not matter is not even looked at.
        Grant::of_folder(matters.then_some(contents).into_iter().flatten(), self.trust(), anchors)
    }
}

impl Trust {
    pub(crate) fn reject(&mut self, entry: String, code: Code, text: String) {
        self.rejected.push(Rejection { entry, code, text });
    }

    /// Notes what became of a file; says how many entries of it can be used.
    pub(crate) fn note(&mut self, file: &Path, import: ImportSummary) -> Result<usize, InputError> {
        let name = &*file.display().to_string();
        let unsaid = import.rejected.iter().any(|rejected| rejected.code == Code::TrustNotGranted);
        if unsaid && import.content == Some(doc9303::trust::Content::MasterList) {
            return Err(InputError::Usage(format!(
                "{name}: a master list is not loaded without a word on its signer: give --master-list-signer CERT or \
                 --accept-any-master-list-signer"
            )));
        }
        let usable = import.usable();
        for rejected in import.rejected {
            self.reject(format!("{name}{}", rejected.path), rejected.code, rejected.text());
        }
        if import.untold > 0 {
            let text = format!("{} more entries are refused", import.untold);
            self.reject(name.to_owned(), Code::LimitCount, text);
        }
        if usable == 0 {
            self.unusable.insert(file.to_owned());
        }
        Ok(usable)
    }

    /// Why a path that gave nothing is an error.
    pub(crate) fn gave_nothing(&self, path: &str) -> InputError {
        let text = "it holds no certificate, master list, revocation list or PKD export that can be used";
        let first = self.rejected.first().map(|first| format!(" ({}: {})", first.entry, first.text));
        InputError::Unreadable(format!("{path}: {text}{}", first.unwrap_or_default()))
    }

    /// Says which lists are not used, once all is loaded.
    pub(crate) fn note_unverified_lists(&mut self) {
        let unverified = self.store.unverified_deviation_lists();
        if unverified > 0 {
            let text = "no trusted CSCA certifies the signer, so the list is not used".to_owned();
            let entry =
                format!("{unverified} of {} deviation and defect lists", self.store.deviation_lists());
            self.reject(entry, Code::CscaNotFound, text);
        }
    }
}
