//! `TrustStore`: whom the caller trusts (Doc 9303-12). Nothing is bundled and no master list is believed without a word
//! on its signer.

use crate::error::{raise, wrong_value};
use crate::input::{Octets, octets};
use doc9303::cms::SignedData;
use doc9303::trust::{AnchorKind, Import, Imported, MasterListTrust};
use doc9303::{Code, Error, TrustStore, oid};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList, PyTuple};
use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

/// CSCA certificates, links, revocation lists and Document Signer candidates. A new store trusts nobody.
///
/// One store serves many threads. It can be pickled: what was added is added again, in the same order.
///
/// >>> len(TrustStore())
/// 0
#[pyclass(frozen, module = "doc9303", name = "TrustStore")]
#[derive(Default)]
pub(crate) struct PyTrustStore(RwLock<Inner>);

#[derive(Default, Clone)]
struct Inner {
    store: Arc<TrustStore>,
    /// What was added, for pickle.
    history: Vec<(Kind, Arc<[u8]>, Signer)>,
    /// Raised with every addition.
    generation: u64,
}

/// How an input is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Anchor,
    Certificate,
    Pem,
    MasterList,
    Ldif,
    Crl,
    DeviationList,
}

/// Who may have signed a master list.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Signer {
    Unsaid,
    Any,
    Store,
    By(Arc<[u8]>),
}

const KINDS: [(Kind, &str); 7] = [
    (Kind::Anchor, "anchor"),
    (Kind::Certificate, "certificate"),
    (Kind::Pem, "pem"),
    (Kind::MasterList, "master_list"),
    (Kind::Ldif, "ldif"),
    (Kind::Crl, "crl"),
    (Kind::DeviationList, "deviation_list"),
];

/// The kind of an input, its bytes, the word on its signer, and the signer's certificate.
type Added = (String, Py<PyBytes>, String, Option<Py<PyBytes>>);

const SAY_WHO_SIGNED: &str = "a master list is not taken without a word on its signer: give signer=, signed_by_store=True or any_signer=True";

impl Signer {
    fn new(signer: Option<&Bound<'_, PyAny>>, any_signer: bool, signed_by_store: bool) -> PyResult<Self> {
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

    fn trust(&self) -> Option<MasterListTrust<'_>> {
        match self {
            Signer::Unsaid => None,
            Signer::Any => Some(MasterListTrust::AnySigner),
            Signer::Store => Some(MasterListTrust::SignedByStore),
            Signer::By(der) => Some(MasterListTrust::SignedBy(der)),
        }
    }
}

fn one(imported: Imported) -> Import {
    let mut import = Import::default();
    match imported {
        Imported::Known => import.known = 1,
        _ => import.added = 1,
    }
    import
}

fn add(store: &mut TrustStore, kind: Kind, bytes: &[u8], signer: &Signer) -> Result<Import, Error> {
    match kind {
        Kind::Anchor => {
            let before = store.fingerprint();
            store.add_anchor(bytes)?;
            Ok(one(if store.fingerprint() == before { Imported::Known } else { Imported::Root }))
        }
        Kind::Certificate => store.add_certificate(bytes).map(one),
        Kind::Pem => store.add_pem(bytes),
        // The callers see to it that a list never comes here unsaid.
        Kind::MasterList => {
            store.add_master_list(bytes, signer.trust().unwrap_or(MasterListTrust::SignedByStore))
        }
        Kind::Ldif => store.add_ldif(bytes, signer.trust()),
        Kind::Crl => store.add_crl(bytes).map(one),
        Kind::DeviationList => store.add_deviation_list(bytes),
    }
}

/// What a file is by its content; a file named `.ldif` is one.
fn kind_of(name: &str, bytes: &[u8]) -> Kind {
    let signed_data = oid::SIGNED_DATA.as_bytes();
    let start = bytes.get(..24.min(bytes.len())).unwrap_or(&[]);
    if name.to_ascii_lowercase().ends_with(".ldif") {
        Kind::Ldif
    } else if bytes.windows(11).any(|window| window == b"-----BEGIN ") {
        Kind::Pem
    } else if start.windows(signed_data.len()).any(|window| window == signed_data) {
        match content_type(bytes) {
            Some(oid::DEVIATION_LIST | oid::DEFECT_LIST) => Kind::DeviationList,
            _ => Kind::MasterList,
        }
    } else {
        Kind::Certificate
    }
}

/// The type of the content that is signed (RFC 5652 section 5.1).
fn content_type(bytes: &[u8]) -> Option<oid::Oid<'_>> {
    SignedData::parse(bytes, "signed data").ok().map(|signed_data| signed_data.content_type)
}

impl PyTrustStore {
    /// The store as it is now; what is added later does not change it.
    pub(crate) fn snapshot(&self) -> Arc<TrustStore> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner).store)
    }

    fn add(&self, py: Python<'_>, kind: Kind, bytes: &Octets, signer: &Signer) -> PyResult<PyImport> {
        let import = py.detach(|| self.take(kind, bytes.as_slice(), signer));
        match import {
            Ok(_) => {
                let mut sum = PyImport::default();
                sum.join("", import);
                Ok(sum)
            }
            Err(error) => Err(raise(py, &error)),
        }
    }

    fn take(&self, kind: Kind, bytes: &[u8], signer: &Signer) -> Result<Import, Error> {
        let mut inner = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let import = add(Arc::make_mut(&mut inner.store), kind, bytes, signer)?;
        // A list counts each time it is added; of anything else, what the store had already is nothing to add again.
        let is_list = matches!(kind, Kind::MasterList | Kind::Ldif);
        if import.added > 0 || import.known == 0 || is_list {
            let same = inner.history.iter().find(|(_, known, _)| import.added == 0 && **known == *bytes);
            let bytes = same.map_or_else(|| bytes.into(), |(_, known, _)| Arc::clone(known));
            inner.history.push((kind, bytes, signer.clone()));
        }
        inner.generation += 1;
        Ok(import)
    }

    /// What is no certificate may be a revocation list; if it is neither, the first answer is told.
    fn take_file(&self, name: &str, bytes: &[u8], signer: &Signer) -> Result<Import, Error> {
        match kind_of(name, bytes) {
            Kind::Certificate => {
                self.take(Kind::Certificate, bytes, signer).or_else(|error| match error.code() {
                    Code::FileMalformed => self.take(Kind::Crl, bytes, signer).map_err(|_| error),
                    _ => Err(error),
                })
            }
            kind => self.take(kind, bytes, signer),
        }
    }
}

#[pymethods]
impl PyTrustStore {
    #[new]
    fn new() -> Self {
        PyTrustStore::default()
    }

    /// Adds a self-signed CSCA certificate, or a link certificate under one that is or will be in the store.
    ///
    /// data: DER, as bytes-like, path or open binary file.
    ///
    /// Raises Doc9303Error if it is no certificate, neither of the two, or its key is unusable.
    fn add_anchor(&self, data: &Bound<'_, PyAny>) -> PyResult<PyImport> {
        self.add(data.py(), Kind::Anchor, &octets("data", data)?, &Signer::Unsaid)
    }

    /// Adds one certificate as what it is: a self-signed one is an anchor, an authority's under another one a link, any
    /// other a Document Signer candidate, never an anchor.
    ///
    /// data: DER, as bytes-like, path or open binary file.
    ///
    /// Raises Doc9303Error if it is no certificate or an authority's key is unusable.
    fn add_certificate(&self, data: &Bound<'_, PyAny>) -> PyResult<PyImport> {
        self.add(data.py(), Kind::Certificate, &octets("data", data)?, &Signer::Unsaid)
    }

    /// Adds every certificate and revocation list of a PEM text.
    ///
    /// data: bytes-like, path or open binary file.
    ///
    /// Raises Doc9303Error if there is no PEM block at all.
    fn add_pem(&self, data: &Bound<'_, PyAny>) -> PyResult<PyImport> {
        self.add(data.py(), Kind::Pem, &octets("data", data)?, &Signer::Unsaid)
    }

    /// Adds the certificates of a CSCA master list (Doc 9303-12 section 9) after verifying its signature.
    ///
    /// data: DER, as bytes-like, path or open binary file.
    /// signer: the master list signer's certificate or that of the CSCA that issued it, DER or PEM.
    /// any_signer: take it whoever signed it, because it came on a path that you trust.
    /// signed_by_store: the signer's issuer must be in the store already.
    /// One of the three must be given, or ValueError is raised.
    ///
    /// Raises Doc9303Error if it is no master list, its signature does not verify, or its signer is not allowed; then
    /// nothing is added.
    #[pyo3(signature = (data, *, signer = None, any_signer = false, signed_by_store = false))]
    fn add_master_list(
        &self,
        data: &Bound<'_, PyAny>,
        signer: Option<&Bound<'_, PyAny>>,
        any_signer: bool,
        signed_by_store: bool,
    ) -> PyResult<PyImport> {
        let signer = Signer::new(signer, any_signer, signed_by_store)?;
        if signer == Signer::Unsaid {
            return Err(wrong_value("signer", SAY_WHO_SIGNED));
        }
        self.add(data.py(), Kind::MasterList, &octets("data", data)?, &signer)
    }

    /// Adds the entries of a PKD export in LDIF (RFC 2849): certificates, revocation lists and, with a word on their
    /// signers as in add_master_list, master lists. A broken entry is reported and skipped.
    ///
    /// data: bytes-like, path or open binary file.
    ///
    /// Raises Doc9303Error if there is no entry at all.
    #[pyo3(signature = (data, *, signer = None, any_signer = false, signed_by_store = false))]
    fn add_ldif(
        &self,
        data: &Bound<'_, PyAny>,
        signer: Option<&Bound<'_, PyAny>>,
        any_signer: bool,
        signed_by_store: bool,
    ) -> PyResult<PyImport> {
        let signer = Signer::new(signer, any_signer, signed_by_store)?;
        self.add(data.py(), Kind::Ldif, &octets("data", data)?, &signer)
    }

    /// Adds a revocation list. Who signed it is found out among the anchors when it is needed, in whatever order they
    /// come.
    ///
    /// data: DER, as bytes-like, path or open binary file.
    ///
    /// Raises Doc9303Error if it is no revocation list.
    fn add_crl(&self, data: &Bound<'_, PyAny>) -> PyResult<PyImport> {
        self.add(data.py(), Kind::Crl, &octets("data", data)?, &Signer::Unsaid)
    }

    /// Adds a deviation list (Doc 9303-12 section 10), what an issuing State admits about its own documents, or a defect
    /// list (BSI TR-03129-2 section 7), what an inspecting State knows of Document Signers of any. Which anchor vouches for
    /// its signer is found out when it is needed, in whatever order they come; without one it says nothing.
    ///
    /// data: DER, as bytes-like, path or open binary file.
    ///
    /// Raises Doc9303Error if it is neither, its signature does not verify, or its signer may not sign such
    /// lists; then nothing is added.
    fn add_deviation_list(&self, data: &Bound<'_, PyAny>) -> PyResult<PyImport> {
        self.add(data.py(), Kind::DeviationList, &octets("data", data)?, &Signer::Unsaid)
    }

    /// Adds a file, or every file of a folder and its folders in the order of their names, each taken as what it is:
    /// certificates in DER or PEM, revocation lists, master lists, deviation and defect lists, PKD exports.
    ///
    /// path: str or os.PathLike.
    /// signer, any_signer, signed_by_store: who may have signed master lists, as in add_master_list. Without a word on
    /// it, a master list among the files raises ValueError.
    ///
    /// Raises OSError if a file cannot be read. A file of which nothing can be used is named in `rejected`.
    #[pyo3(signature = (path, *, signer = None, any_signer = false, signed_by_store = false))]
    fn load(
        &self,
        path: &Bound<'_, PyAny>,
        signer: Option<&Bound<'_, PyAny>>,
        any_signer: bool,
        signed_by_store: bool,
    ) -> PyResult<PyImport> {
        let py = path.py();
        let signer = Signer::new(signer, any_signer, signed_by_store)?;
        let mut sum = PyImport::default();
        for file in py.import("doc9303._files")?.call_method1("trust_files", (path,))?.try_iter()? {
            let file = file?;
            let bytes = octets("path", &file)?;
            let name: String = file.str()?.extract()?;
            if signer == Signer::Unsaid && kind_of(&name, bytes.as_slice()) == Kind::MasterList {
                return Err(wrong_value(&name, SAY_WHO_SIGNED));
            }
            let import = py.detach(|| self.take_file(&name, bytes.as_slice(), &signer));
            sum.join(&name, import);
        }
        Ok(sum)
    }

    /// SHA-256 over the sorted hashes of everything in the store: equal stores have equal fingerprints, in whatever
    /// order they were filled.
    #[getter]
    fn fingerprint<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.snapshot().fingerprint())
    }

    /// How many anchors there are, roots and links.
    #[getter]
    fn anchors(&self) -> usize {
        self.snapshot().anchors().count()
    }

    /// How many link certificates there are; those that nothing in the store leads to are no anchors.
    #[getter]
    fn links(&self) -> usize {
        self.snapshot().links()
    }

    /// How many Document Signer candidates there are.
    #[getter]
    fn document_signers(&self) -> usize {
        self.snapshot().document_signers()
    }

    /// How many revocation lists there are.
    #[getter]
    fn crls(&self) -> usize {
        self.snapshot().crls().count()
    }

    /// How many master lists were added.
    #[getter]
    fn master_lists(&self) -> usize {
        self.snapshot().master_lists()
    }

    /// How many deviation and defect lists were added.
    #[getter]
    fn deviation_lists(&self) -> usize {
        self.snapshot().deviation_lists()
    }

    /// How many of them have a signer that no anchor vouches for. They say nothing.
    #[getter]
    fn unverified_deviation_lists(&self) -> usize {
        self.snapshot().unverified_deviation_lists()
    }

    /// Anchors by the country of their subject, in upper case; "" for those that name none.
    #[getter]
    fn states(&self) -> BTreeMap<String, usize> {
        self.snapshot().states()
    }

    /// The anchors as rows for a table: country, subject, issuer, serial (hexadecimal), sha256 (hexadecimal), key
    /// (such as "RSA-4096"), kind ("root" or "link"), not_before and not_after (aware datetimes).
    fn certificates<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let rows = PyList::empty(py);
        for anchor in self.snapshot().anchors() {
            let certificate = anchor.certificate();
            let row = PyDict::new(py);
            row.set_item("country", anchor.country().unwrap_or_default())?;
            row.set_item("subject", certificate.subject().to_string())?;
            row.set_item("issuer", certificate.issuer().to_string())?;
            row.set_item("serial", certificate.serial().to_string())?;
            row.set_item("sha256", hex(anchor.sha256()))?;
            row.set_item("key", anchor.key().name())?;
            row.set_item("kind", if anchor.kind() == AnchorKind::Link { "link" } else { "root" })?;
            row.set_item("not_before", crate::time::datetime(py, certificate.not_before().at)?)?;
            row.set_item("not_after", crate::time::datetime(py, certificate.not_after().at)?)?;
            rows.append(row)?;
        }
        Ok(rows)
    }

    fn __len__(&self) -> usize {
        self.anchors()
    }

    fn __bool__(&self) -> bool {
        true
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.snapshot().fingerprint() == other.snapshot().fingerprint()
    }

    fn __repr__(&self) -> String {
        let store = self.snapshot();
        let (anchors, crls) = (store.anchors().count(), store.crls().count());
        format!("<TrustStore {anchors} anchors, {} document signers, {crls} crls>", store.document_signers())
    }

    /// What was added, for pickle.
    fn __getstate__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let history = self.0.read().unwrap_or_else(PoisonError::into_inner).history.clone();
        let rows = PyList::empty(py);
        // Octets that were added twice are one object, which pickle writes once.
        let mut made: BTreeMap<*const u8, Bound<'_, PyBytes>> = BTreeMap::new();
        for (kind, bytes, signer) in &history {
            let word = KINDS.iter().find(|(known, _)| known == kind).map_or("", |(_, word)| word);
            let (how, der) = match signer {
                Signer::Unsaid => ("unsaid", None),
                Signer::Any => ("any", None),
                Signer::Store => ("store", None),
                Signer::By(der) => ("by", Some(PyBytes::new(py, der))),
            };
            let bytes = made.entry(bytes.as_ptr()).or_insert_with(|| PyBytes::new(py, bytes));
            rows.append((word, bytes.clone(), how, der))?;
        }
        Ok(rows)
    }

    /// Adds what __getstate__ told.
    fn __setstate__(&self, py: Python<'_>, state: Vec<Added>) -> PyResult<()> {
        for (word, bytes, how, der) in state {
            let kind = KINDS.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind);
            let kind = kind.ok_or_else(|| wrong_value("state", "not the state of a TrustStore"))?;
            let signer = match (how.as_str(), der) {
                ("any", _) => Signer::Any,
                ("store", _) => Signer::Store,
                ("by", Some(der)) => Signer::By(der.as_bytes(py).into()),
                _ => Signer::Unsaid,
            };
            self.add(py, kind, &octets("state", bytes.bind(py))?, &signer)?;
        }
        Ok(())
    }
}

/// What became of the entries of an import: one bad entry sinks nothing.
#[pyclass(frozen, eq, hash, module = "doc9303", name = "Import")]
#[derive(Default, PartialEq, Eq, Hash)]
pub(crate) struct PyImport {
    /// Entries that are new in the store.
    #[pyo3(get)]
    added: usize,
    /// Entries that the store had already.
    #[pyo3(get)]
    known: usize,
    rejected: Vec<PyRejected>,
}

impl PyImport {
    fn join(&mut self, source: &str, import: Result<Import, Error>) {
        let rejected = |entry, code: Code, text| PyRejected {
            source: source.to_owned(),
            entry,
            code: code.as_str(),
            text,
        };
        match import {
            Ok(import) => {
                self.added += import.added;
                self.known += import.known;
                let entries = import.rejected.into_iter();
                self.rejected.extend(entries.map(|entry| rejected(entry.entry, entry.code, entry.text)));
            }
            Err(error) => self.rejected.push(rejected(0, error.code(), error.to_string())),
        }
    }
}

#[pymethods]
impl PyImport {
    /// Entries that were refused, with the reason of each.
    #[getter]
    fn rejected<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let rows = self.rejected.iter().map(|row| Py::new(py, row.clone()));
        PyTuple::new(py, rows.collect::<PyResult<Vec<_>>>()?)
    }

    fn __repr__(&self) -> String {
        format!("<Import {} added, {} known, {} rejected>", self.added, self.known, self.rejected.len())
    }
}

/// An entry that was refused.
#[pyclass(frozen, eq, hash, module = "doc9303", name = "Rejected")]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct PyRejected {
    /// The path of its file; empty if the bytes were given.
    #[pyo3(get)]
    source: String,
    /// Number of the entry within its list or file, from zero.
    #[pyo3(get)]
    entry: usize,
    /// Why, as a stable code.
    #[pyo3(get)]
    code: &'static str,
    /// Why, in words.
    #[pyo3(get)]
    text: String,
}

#[pymethods]
impl PyRejected {
    fn __repr__(&self) -> String {
        format!("<Rejected {}#{} {}>", self.source, self.entry, self.code)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|octet| format!("{octet:02x}")).collect()
}
