//! `TrustStore`: whom the caller trusts (Doc 9303-12). Nothing is bundled and no master list is believed without a word
//! on its signer.

mod certificate;
mod given;

pub(crate) use certificate::PyCertificate;

use crate::batch::{PyTable, table};
use crate::error::{raise, wrong_value};
use crate::html;
use crate::input::{Octets, is_path, octets};
use crate::rejected::PyImport;
use doc9303::trust::{Content, Grant, ImportSummary};
use doc9303::{Error, TrustStore};
use given::{Added, Allowed, Given, Kind, SAY_WHO_SIGNED, Signer, Told, asked};
use pyo3::prelude::*;
use pyo3::sync::RwLockExt;
use pyo3::types::{PyBytes, PyTuple};
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

#[derive(Default)]
struct Inner {
    store: Arc<TrustStore>,
    /// The store as it is now, for reports to be judged anew by; forgotten when something is added.
    frozen: Option<Py<PyTrustStore>>,
    /// What was added, for pickle.
    history: Vec<Given>,
}

impl PyTrustStore {
    /// The store as it is now; what is added later does not change it.
    pub(crate) fn snapshot(&self) -> Arc<TrustStore> {
        Python::attach(|py| {
            Arc::clone(&self.0.read_py_attached(py).unwrap_or_else(PoisonError::into_inner).store)
        })
    }

    /// A store that stays as this one is now; the same one until something is added.
    pub(crate) fn frozen(&self, py: Python<'_>) -> PyResult<Py<PyTrustStore>> {
        let known = self.0.read_py_attached(py).unwrap_or_else(PoisonError::into_inner);
        if let Some(frozen) = &known.frozen {
            return Ok(frozen.clone_ref(py));
        }
        drop(known);
        let mut inner = self.0.write_py_attached(py).unwrap_or_else(PoisonError::into_inner);
        // Another thread may have made it meanwhile.
        if let Some(frozen) = &inner.frozen {
            return Ok(frozen.clone_ref(py));
        }
        let (store, history) = (Arc::clone(&inner.store), inner.history.clone());
        let frozen = Py::new(py, PyTrustStore(RwLock::new(Inner { store, history, frozen: None })))?;
        inner.frozen = Some(frozen.clone_ref(py));
        Ok(frozen)
    }

    fn take(
        &self,
        py: Python<'_>,
        kind: Kind,
        name: &str,
        bytes: &Octets,
        signer: &Signer,
    ) -> PyResult<ImportSummary> {
        let import = py.detach(|| self.file(kind, name, bytes.as_slice(), signer));
        import.map_err(|error| raise(py, &error))
    }

    fn add_one(&self, py: Python<'_>, kind: Kind, bytes: &Octets, signer: &Signer) -> PyResult<PyImport> {
        self.take(py, kind, "", bytes, signer).map(|import| PyImport::of("", import))
    }

    /// Adds an input that must be text of one kind.
    fn add_text(
        &self,
        py: Python<'_>,
        content: Content,
        data: &Octets,
        signer: &Signer,
    ) -> PyResult<PyImport> {
        let found = Content::recognise(data.as_slice()).map_err(|error| raise(py, &error))?;
        if found != content {
            let text = format!("{} is needed, not {}", content.name(), found.name());
            return Err(wrong_value("data", &text));
        }
        self.add_one(py, Kind::Input(Allowed::Anchors), data, signer)
    }

    fn file(&self, kind: Kind, name: &str, bytes: &[u8], signer: &Signer) -> Result<ImportSummary, Error> {
        let mut inner = self.0.write().unwrap_or_else(PoisonError::into_inner);
        inner.frozen = None;
        let lists = inner.store.master_lists();
        let import = given::add(Arc::make_mut(&mut inner.store), kind, name, bytes, signer)?;
        // A master list counts each time it is added; of anything else, what the store had already is not added again.
        if import.added > 0 || inner.store.master_lists() != lists {
            let same = inner.history.iter().find(|known| import.added == 0 && *known.bytes == *bytes);
            let bytes = same.map_or_else(|| bytes.into(), |known| Arc::clone(&known.bytes));
            inner.history.push(Given { kind, bytes, signer: signer.clone(), name: name.into() });
        }
        Ok(import)
    }
}

/// A path as text, whatever bytes are in it.
fn shown(path: &Bound<'_, PyAny>) -> PyResult<String> {
    Ok(path.str()?.to_string_lossy().into_owned())
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
        self.add_one(data.py(), Kind::Anchor, &octets("data", data)?, &Signer::Unsaid)
    }

    /// Adds one certificate as what it is: a self-signed one is an anchor, an authority's under another one a link, any
    /// other a Document Signer candidate, never an anchor.
    ///
    /// data: DER, as bytes-like, path or open binary file.
    ///
    /// Raises Doc9303Error if it is no certificate or an authority's key is unusable.
    fn add_certificate(&self, data: &Bound<'_, PyAny>) -> PyResult<PyImport> {
        self.add_one(data.py(), Kind::Certificate, &octets("data", data)?, &Signer::Unsaid)
    }

    /// Adds every certificate and revocation list of a PEM text.
    ///
    /// data: bytes-like, path or open binary file.
    ///
    /// Raises Doc9303Error if there is no PEM block at all, and ValueError if it is trust of another form.
    fn add_pem(&self, data: &Bound<'_, PyAny>) -> PyResult<PyImport> {
        self.add_text(data.py(), Content::Pem, &octets("data", data)?, &Signer::Unsaid)
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
        self.add_one(data.py(), Kind::MasterList, &octets("data", data)?, &signer)
    }

    /// Adds the entries of a PKD export in LDIF (RFC 2849): certificates, revocation lists and, with a word on their
    /// signers as in add_master_list, master lists. A broken entry is reported and skipped.
    ///
    /// data: bytes-like, path or open binary file.
    ///
    /// Raises Doc9303Error if it is no export, and ValueError if it is trust of another form.
    #[pyo3(signature = (data, *, signer = None, any_signer = false, signed_by_store = false))]
    fn add_ldif(
        &self,
        data: &Bound<'_, PyAny>,
        signer: Option<&Bound<'_, PyAny>>,
        any_signer: bool,
        signed_by_store: bool,
    ) -> PyResult<PyImport> {
        let signer = Signer::new(signer, any_signer, signed_by_store)?;
        self.add_text(data.py(), Content::Ldif, &octets("data", data)?, &signer)
    }

    /// Adds a revocation list. Who signed it is found out among the anchors when it is needed, in whatever order they
    /// come.
    ///
    /// data: DER, as bytes-like, path or open binary file.
    ///
    /// Raises Doc9303Error if it is no revocation list.
    fn add_crl(&self, data: &Bound<'_, PyAny>) -> PyResult<PyImport> {
        self.add_one(data.py(), Kind::Crl, &octets("data", data)?, &Signer::Unsaid)
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
        self.add_one(data.py(), Kind::DeviationList, &octets("data", data)?, &Signer::Unsaid)
    }

    /// Adds whatever data holds: a certificate, a revocation list, a master list, a deviation or defect list, a PKCS #7
    /// bundle, PEM of any of them, a directory's export (LDIF), or a ZIP archive of such files. What it is is recognised by
    /// its structure, and nothing in it is passed over: every entry is added, known or in `rejected` with why.
    ///
    /// data: bytes-like, path or open binary file.
    /// name: the name of its file; one that ends in .ml, .crl or .dl brings no anchor of its own.
    /// allow: what it may bring: "anchors", the default, since you name it yourself; "under_anchors": what counts only under
    /// an anchor that came another way; "revocation": revocation lists alone.
    /// signer, any_signer, signed_by_store: who may have signed master lists, as in add_master_list; without a word on it
    /// they are rejected.
    #[pyo3(signature = (data, *, name = "", allow = "anchors", signer = None, any_signer = false, signed_by_store = false))]
    fn add(
        &self,
        data: &Bound<'_, PyAny>,
        name: &str,
        allow: &str,
        signer: Option<&Bound<'_, PyAny>>,
        any_signer: bool,
        signed_by_store: bool,
    ) -> PyResult<PyImport> {
        let signer = Signer::new(signer, any_signer, signed_by_store)?;
        let kind = Kind::Input(Allowed::parse(allow)?);
        let import = self.take(data.py(), kind, name, &octets("data", data)?, &signer)?;
        Ok(PyImport::of(name, import))
    }

    /// Adds a file, or every file of a folder and its folders in the order of their names, each taken as what it is, as by
    /// add.
    ///
    /// A self-signed CSCA certificate in it becomes an anchor, unless a master list lies in the same folder whose signer you
    /// name: then the list is whom you trust, and the certificate is rejected.
    ///
    /// path: str or os.PathLike.
    /// signer, any_signer, signed_by_store: who may have signed master lists, as in add_master_list. Without a word on
    /// it, a master list among the files raises ValueError, and nothing is added.
    /// anchors: take the certificates as anchors all the same.
    ///
    /// Raises OSError if a file or a folder cannot be read. Whatever cannot be used is named in `rejected`: links to folders, which
    /// are not followed, and what is no regular file too.
    #[pyo3(signature = (path, *, signer = None, any_signer = false, signed_by_store = false, anchors = false))]
    fn load(
        &self,
        path: &Bound<'_, PyAny>,
        signer: Option<&Bound<'_, PyAny>>,
        any_signer: bool,
        signed_by_store: bool,
        anchors: bool,
    ) -> PyResult<PyImport> {
        let py = path.py();
        let signer = Signer::new(signer, any_signer, signed_by_store)?;
        is_path("path", path)?;
        let found = py.import("doc9303._files")?.call_method1("trust_files", (path,))?;
        let (is_folder, files, left): (bool, Vec<Py<PyAny>>, Vec<(String, String)>) = found.extract()?;
        let mut contents = Vec::new();
        // What the files hold matters only where a list among them needs a word on its signer, or has one that says more than
        // the folder does.
        let matters = signer == Signer::Unsaid || is_folder && !anchors && signer != Signer::Any;
        for file in files.iter().filter(|_| matters) {
            let bytes = octets("path", file.bind(py))?;
            let Ok(content) = Content::recognise(bytes.as_slice()) else { continue };
            if signer == Signer::Unsaid && content == Content::MasterList {
                return Err(wrong_value(&shown(file.bind(py))?, SAY_WHO_SIGNED));
            }
            contents.push(content);
        }
        // A file that is named is the caller's word.
        let contents = contents.into_iter().filter(|_| is_folder);
        let allowed = match Grant::of_folder(contents, signer.trust(), anchors).allows_anchors() {
            true => Allowed::Anchors,
            false => Allowed::UnderAnchors,
        };
        let mut sum = PyImport::default();
        for file in &files {
            let file = file.bind(py);
            let bytes = octets("path", file)?;
            // A store, which may be pickled, keeps no one's folders.
            let name = shown(&file.getattr("name")?)?;
            sum.join(&shown(file)?, self.take(py, Kind::Input(allowed), &name, &bytes, &signer)?);
        }
        sum.leave(left);
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

    /// How many link certificates wait: nothing in the store leads to them, and they are no anchors.
    ///
    /// >>> TrustStore().waiting_links
    /// 0
    #[getter]
    fn waiting_links(&self) -> usize {
        self.snapshot().waiting_links().count()
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

    /// The authorities as a table, one row a certificate with every fact: `kind` is "root" and "link" for anchors, and
    /// "waiting_link" for link certificates that nothing in the store leads to, which are none. `lists` names the master lists
    /// that hold it, by their SHA-256, and `der` is the certificate. `doc9303.tables` has the columns.
    ///
    /// >>> TrustStore().certificates().num_rows
    /// 0
    fn certificates(&self, py: Python<'_>) -> PyResult<PyTable> {
        let store = self.snapshot();
        py.detach(|| table(doc9303_arrow::certificates(&store)))
    }

    /// The Document Signer candidates as a table with the columns of certificates.
    fn document_signers(&self, py: Python<'_>) -> PyResult<PyTable> {
        let store = self.snapshot();
        py.detach(|| table(doc9303_arrow::document_signers(&store)))
    }

    /// The revocation lists as a table: issuer, number, dates, how many certificates each one names, and the anchor whose key
    /// verifies it.
    fn crls(&self, py: Python<'_>) -> PyResult<PyTable> {
        let store = self.snapshot();
        py.detach(|| table(doc9303_arrow::revocation_lists(&store)))
    }

    /// The signed lists as a table: master lists, deviation and defect lists, each with its signer, when it was signed, and what
    /// became of its entries, which are `anchors`, `waiting_links`, `rejected` and `repeated`.
    fn lists(&self, py: Python<'_>) -> PyResult<PyTable> {
        let store = self.snapshot();
        py.detach(|| table(doc9303_arrow::signed_lists(&store)))
    }

    /// The anchors as objects; certificates has them as a table.
    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let store = self.snapshot();
        let rows = store.anchors().map(|anchor| Py::new(py, PyCertificate::of(anchor)));
        PyTuple::new(py, rows.collect::<PyResult<Vec<_>>>()?)?.call_method0("__iter__")
    }

    /// Whether a certificate is an anchor of the store.
    fn __contains__(&self, py: Python<'_>, certificate: &Bound<'_, PyCertificate>) -> bool {
        let (store, sha256) = (self.snapshot(), certificate.get().sha256);
        py.detach(|| store.anchors().any(|anchor| *anchor.sha256() == sha256))
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

    /// How much of each kind there is, as a table for notebooks.
    fn _repr_html_(&self) -> String {
        let store = self.snapshot();
        let rows = [
            ("anchors", store.anchors().count()),
            ("States", store.states().len()),
            ("links that wait", store.waiting_links().count()),
            ("document signers", store.document_signers()),
            ("revocation lists", store.crls().count()),
            ("master lists", store.master_lists()),
            ("deviation and defect lists", store.deviation_lists()),
        ];
        html::rows("TrustStore", rows.map(|(name, count)| (name, count.to_string())))
    }

    /// What was added, for pickle.
    fn __getstate__<'py>(&self, py: Python<'py>) -> Vec<Told<'py>> {
        let history = self.0.read_py_attached(py).unwrap_or_else(PoisonError::into_inner).history.clone();
        let mut made = BTreeMap::new();
        history.iter().map(|given| given.told(py, &mut made)).collect()
    }

    /// Adds what __getstate__ told.
    fn __setstate__(&self, py: Python<'_>, state: Vec<Added>) -> PyResult<()> {
        for (word, bytes, how, der, name) in state {
            let (kind, signer) = asked(&word, &how, der.as_ref().map(|der| der.as_bytes(py)))?;
            self.take(py, kind, &name, &octets("state", bytes.bind(py))?, &signer)?;
        }
        Ok(())
    }
}

/// What came, went and became something else from one store to another, as a table: `change` is "added", "removed", or
/// "became" where `kind_before` differs from `kind`, as of a link certificate that an anchor now leads to. Equal stores give
/// no row.
///
/// >>> diff(TrustStore(), TrustStore()).num_rows
/// 0
#[pyfunction]
pub(crate) fn diff(
    py: Python<'_>,
    before: &Bound<'_, PyTrustStore>,
    after: &Bound<'_, PyTrustStore>,
) -> PyResult<PyTable> {
    let (before, after) = (before.get().snapshot(), after.get().snapshot());
    py.detach(|| table(doc9303_arrow::trust_difference(&before, &after)))
}
