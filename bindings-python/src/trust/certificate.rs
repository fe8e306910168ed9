//! `Certificate`: what a certificate says of itself (RFC 5280 section 4.1, Doc 9303-12 section 7).

use crate::error::raise;
use crate::html;
use crate::input::octets;
use crate::state::PyState;
use crate::time::datetime;
use doc9303::trust::{Anchor, CertificateFacts};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple, PyType};

/// A certificate with what it says of itself. Read is not trusted: whom to trust is for a TrustStore to say.
///
/// >>> import pathlib
/// >>> csca = Certificate.parse(pathlib.Path("fixtures/vectors/passport/trust/certificate-0.cer"))
/// >>> csca.state.name, csca.key, csca.curve_form, csca.is_authority
/// ('Utopia', 'RSA-3072', None, True)
#[pyclass(frozen, module = "doc9303", name = "Certificate")]
pub(crate) struct PyCertificate {
    facts: CertificateFacts,
    der: Vec<u8>,
    pub(crate) sha256: [u8; 32],
}

impl PyCertificate {
    pub(crate) fn of(anchor: &Anchor) -> Self {
        PyCertificate { facts: anchor.facts(), der: anchor.as_der().to_vec(), sha256: *anchor.sha256() }
    }
}

fn hexadecimal(octets: Option<&Vec<u8>>) -> Option<String> {
    octets.map(|octets| base16ct::lower::encode_string(octets))
}

#[pymethods]
impl PyCertificate {
    /// Reads one certificate.
    ///
    /// data: DER, as bytes-like, path or open binary file, such as a value of the column "der" of a table.
    ///
    /// Raises Doc9303Error if it is no certificate. An extension that cannot be read is left out.
    #[staticmethod]
    fn parse(data: &Bound<'_, PyAny>) -> PyResult<Self> {
        let given = octets("data", data)?;
        let der = given.as_slice();
        let facts = CertificateFacts::read(der).map_err(|error| raise(data.py(), &error))?;
        Ok(PyCertificate { sha256: facts.sha256, facts, der: der.to_vec() })
    }

    /// The certificate as it was given.
    #[getter]
    fn der<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.der)
    }

    /// SHA-256 of the certificate, in hexadecimal.
    #[getter]
    fn sha256(&self) -> String {
        base16ct::lower::encode_string(&self.sha256)
    }

    /// The subject's name, such as "C=UT, CN=CSCA".
    #[getter]
    fn subject(&self) -> &str {
        &self.facts.subject
    }

    /// The issuer's name.
    #[getter]
    fn issuer(&self) -> &str {
        &self.facts.issuer
    }

    /// The serial number, in hexadecimal.
    #[getter]
    fn serial(&self) -> &str {
        &self.facts.serial
    }

    /// The subject's country in upper case, as the certificate has it; None without.
    #[getter]
    fn country(&self) -> Option<&str> {
        self.facts.country.as_deref()
    }

    /// The State that the country means, in whatever spelling; None if there is no such State.
    #[getter]
    fn state(&self) -> Option<PyState> {
        self.facts.state().map(PyState)
    }

    /// Valid from then on, an aware datetime in UTC.
    #[getter]
    fn not_before<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        datetime(py, self.facts.not_before)
    }

    /// Valid through then, an aware datetime in UTC.
    #[getter]
    fn not_after<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        datetime(py, self.facts.not_after)
    }

    /// The key signs until then (Doc 9303-12 section 7.1.1.3); None if the certificate does not say so.
    #[getter]
    fn signs_until<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.facts.signs_until.map(|at| datetime(py, at)).transpose()
    }

    /// The kind and size of the key, such as "RSA-4096" or "brainpoolP256r1"; None for one that cannot be used.
    #[getter]
    fn key(&self) -> Option<&str> {
        self.facts.key.as_deref()
    }

    /// Bits of the modulus or of the curve's field.
    #[getter]
    fn key_bits(&self) -> Option<usize> {
        self.facts.key_bits
    }

    /// The name of the key's curve; None for a key that has none.
    #[getter]
    fn curve(&self) -> Option<&str> {
        self.facts.curve()
    }

    /// "named", or "explicit" where the curve is spelled out (Doc 9303-12 section 4.1.6.3); None for a key that has no curve.
    #[getter]
    fn curve_form(&self) -> Option<&'static str> {
        self.facts.curve_form()
    }

    /// How the certificate is signed, such as "RSASSA-PSS"; None for an algorithm that is unknown or forbidden.
    #[getter]
    fn signature_algorithm(&self) -> Option<&'static str> {
        self.facts.signature_algorithm
    }

    /// The digest of the signature, such as "SHA-256".
    #[getter]
    fn signature_digest(&self) -> Option<&'static str> {
        self.facts.signature_digest
    }

    /// The identifier of the key, in hexadecimal (RFC 5280 section 4.2.1.2).
    #[getter]
    fn subject_key_identifier(&self) -> Option<String> {
        hexadecimal(self.facts.subject_key_identifier.as_ref())
    }

    /// The identifier of the issuer's key, in hexadecimal (RFC 5280 section 4.2.1.1).
    #[getter]
    fn authority_key_identifier(&self) -> Option<String> {
        hexadecimal(self.facts.authority_key_identifier.as_ref())
    }

    /// What the key is for, by the names of RFC 5280 section 4.2.1.3, such as "keyCertSign".
    #[getter]
    fn key_usage<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.facts.key_usage)
    }

    /// The purposes of RFC 5280 section 4.2.1.12, in dotted form.
    #[getter]
    fn extended_key_usage<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.facts.extended_key_usage)
    }

    /// Whether basicConstraints say that the subject is a certification authority.
    #[getter]
    fn is_authority(&self) -> bool {
        self.facts.is_authority
    }

    /// How many further authorities may follow; None if the certificate does not say so.
    #[getter]
    fn path_length(&self) -> Option<i64> {
        self.facts.path_length
    }

    /// The document codes that the certificate is for (Doc 9303-12 section 7.1.1.6).
    #[getter]
    fn document_types<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.facts.document_types)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.der == other.der
    }

    fn __hash__(&self) -> u64 {
        crate::mrz::hash(&self.der)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyBytes>,))> {
        Ok((PyType::new::<PyCertificate>(py).getattr("parse")?, (self.der(py),)))
    }

    /// The facts as a table for notebooks.
    fn _repr_html_(this: &Bound<'_, Self>) -> PyResult<String> {
        let names = [
            "subject",
            "issuer",
            "serial",
            "sha256",
            "state",
            "not_before",
            "not_after",
            "signs_until",
            "key",
            "curve_form",
            "signature_algorithm",
            "signature_digest",
            "subject_key_identifier",
            "authority_key_identifier",
            "key_usage",
            "extended_key_usage",
            "is_authority",
            "path_length",
            "document_types",
        ];
        html::facts(this.as_any(), &names)
    }

    fn __repr__(&self) -> String {
        let key = self.facts.key.as_deref().unwrap_or("a key that cannot be used");
        format!("<Certificate {}, {key}, until {}>", self.facts.subject, self.facts.not_after.date())
    }
}
