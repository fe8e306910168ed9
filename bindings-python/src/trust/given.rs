//! How something is added to a store, kept so that a pickled store can be filled anew.

use crate::error::{raise, wrong_value};
use crate::input::octets;
use doc9303::trust::{Grant, ImportSummary, MasterListTrust};
use doc9303::{Error, TrustStore};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One addition, as it was asked for.
#[derive(Clone)]
pub(super) struct Given {
    pub(super) kind: Kind,
    pub(super) bytes: Arc<[u8]>,
    pub(super) signer: Signer,
    /// The name of its file.
    pub(super) name: Arc<str>,
}

/// How an input is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Anchor,
    Certificate,
    MasterList,
    Crl,
    DeviationList,
    /// By its content, as far as the caller allows.
    Input(Allowed),
}

/// What an input may bring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Allowed {
    Anchors,
    UnderAnchors,
    Revocation,
}

impl Allowed {
    pub(super) fn parse(word: &str) -> PyResult<Self> {
        match word {
            "anchors" => Ok(Allowed::Anchors),
            "under_anchors" => Ok(Allowed::UnderAnchors),
            "revocation" => Ok(Allowed::Revocation),
            _ => Err(wrong_value("allow", "it is none of anchors, under_anchors and revocation")),
        }
    }

    fn grant(self) -> Grant<'static> {
        match self {
            Allowed::Anchors => Grant::ANCHORS,
            Allowed::UnderAnchors => Grant::UNDER_ANCHORS,
            Allowed::Revocation => Grant::REVOCATION,
        }
    }
}

/// Who may have signed a master list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Signer {
    Unsaid,
    Any,
    Store,
    By(Arc<[u8]>),
}

const KINDS: [(Kind, &str); 8] = [
    (Kind::Anchor, "anchor"),
    (Kind::Certificate, "certificate"),
    (Kind::MasterList, "master_list"),
    (Kind::Crl, "crl"),
    (Kind::DeviationList, "deviation_list"),
    (Kind::Input(Allowed::Anchors), "anchors"),
    (Kind::Input(Allowed::UnderAnchors), "under_anchors"),
    (Kind::Input(Allowed::Revocation), "revocation"),
];

/// The kind of an input, its bytes, the word on its signer, the signer's certificate, and the name of its file.
pub(super) type Added = (String, Py<PyBytes>, String, Option<Py<PyBytes>>, String);
/// The same on its way out.
pub(super) type Told<'py> =
    (&'static str, Bound<'py, PyBytes>, &'static str, Option<Bound<'py, PyBytes>>, String);

pub(super) const SAY_WHO_SIGNED: &str = "a master list is not taken without a word on its signer: give signer=, signed_by_store=True or any_signer=True";

impl Signer {
    pub(super) fn new(
        signer: Option<&Bound<'_, PyAny>>,
        any_signer: bool,
        signed_by_store: bool,
    ) -> PyResult<Self> {
        match (signer, any_signer, signed_by_store) {
            (None, false, false) => Ok(Signer::Unsaid),
            (None, true, false) => Ok(Signer::Any),
            (None, false, true) => Ok(Signer::Store),
            (Some(given), false, false) => {
                let bytes = octets("signer", given)?;
                let der = doc9303::trust::first_certificate(bytes.as_slice());
                der.map(|der| Signer::By(der.into())).map_err(|error| raise(given.py(), &error))
            }
            _ => {
                Err(wrong_value("signer", "only one of signer, any_signer and signed_by_store can be given"))
            }
        }
    }

    pub(super) fn trust(&self) -> Option<MasterListTrust<'_>> {
        match self {
            Signer::Unsaid => None,
            Signer::Any => Some(MasterListTrust::AnySigner),
            Signer::Store => Some(MasterListTrust::SignedByStore),
            Signer::By(der) => Some(MasterListTrust::SignedBy(der)),
        }
    }
}

pub(super) fn add(
    store: &mut TrustStore,
    kind: Kind,
    name: &str,
    bytes: &[u8],
    signer: &Signer,
) -> Result<ImportSummary, Error> {
    match kind {
        Kind::Anchor => store.add_anchor(bytes),
        Kind::Certificate => store.add_certificate(bytes),
        // The callers see to it that a list never comes here unsaid.
        Kind::MasterList => {
            store.add_master_list(bytes, signer.trust().unwrap_or(MasterListTrust::SignedByStore))
        }
        Kind::Crl => store.add_crl(bytes),
        Kind::DeviationList => store.add_deviation_list(bytes),
        Kind::Input(allowed) => {
            let grant = allowed.grant();
            Ok(store.add(name, bytes, signer.trust().map_or(grant, |trust| grant.with_master_lists(trust))))
        }
    }
}

impl Given {
    /// What `__getstate__` says of it. Bytes that were added twice are one object in `made`, which pickle writes once.
    pub(super) fn told<'py>(
        &self,
        py: Python<'py>,
        made: &mut BTreeMap<*const u8, Bound<'py, PyBytes>>,
    ) -> Told<'py> {
        let word = KINDS.iter().find(|(known, _)| *known == self.kind).map_or("", |(_, word)| word);
        let (how, der) = match &self.signer {
            Signer::Unsaid => ("unsaid", None),
            Signer::Any => ("any", None),
            Signer::Store => ("store", None),
            Signer::By(der) => ("by", Some(PyBytes::new(py, der))),
        };
        let bytes = made.entry(self.bytes.as_ptr()).or_insert_with(|| PyBytes::new(py, &self.bytes));
        (word, bytes.clone(), how, der, self.name.to_string())
    }
}

/// The kind and the signer that `__getstate__` told.
pub(super) fn asked(word: &str, how: &str, der: Option<&[u8]>) -> PyResult<(Kind, Signer)> {
    let kind = KINDS.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind);
    let kind = kind.ok_or_else(|| wrong_value("state", "not the state of a TrustStore"))?;
    let signer = match (how, der) {
        ("any", _) => Signer::Any,
        ("store", _) => Signer::Store,
        ("by", Some(der)) => Signer::By(der.into()),
        _ => Signer::Unsaid,
    };
    Ok((kind, signer))
}
