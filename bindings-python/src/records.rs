//! What a terminal kept of the protocols that prove a chip genuine (Doc 9303-11 section 6.2 and 4.4.3.5): the outcome is
//! worked out anew from it, and nobody's word is taken.

use crate::error::wrong_type;
use crate::html;
use crate::input::taken;
use crate::mrz::hash;
use doc9303::lds::{ChipAuthTranscript, PaceCamRecord, ProtectedExchange};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyType};

/// The arguments of ChipAuthTranscript.
type TranscriptState<'py> =
    (String, Bound<'py, PyBytes>, Vec<(Bound<'py, PyBytes>, Bound<'py, PyBytes>)>, Option<i64>);
/// The arguments of PaceCamRecord.
type MappingState<'py> = (String, i64, Bound<'py, PyBytes>, Bound<'py, PyBytes>);

/// Chip Authentication as a terminal performed it (Doc 9303-11 section 6.2).
///
/// oid: the protocol in dotted form, such as "0.4.0.127.0.7.2.2.3.2.2".
/// terminal_private_key: the terminal's ephemeral private key, a big-endian number.
/// exchanges: commands and responses under the new keys, as they went over the air, beginning with the first one.
/// key_id: the identifier of the chip's key, if the terminal named one.
///
/// >>> ChipAuthTranscript("0.4.0.127.0.7.2.2.3.2.2", b"\x01", [(b"command", b"response")])
/// <ChipAuthTranscript 0.4.0.127.0.7.2.2.3.2.2, 1 exchanges>
#[pyclass(frozen, eq, module = "doc9303", name = "ChipAuthTranscript")]
#[derive(PartialEq, Eq)]
pub(crate) struct PyChipAuthTranscript(pub(crate) ChipAuthTranscript);

#[pymethods]
impl PyChipAuthTranscript {
    #[new]
    #[pyo3(signature = (oid, terminal_private_key, exchanges, key_id = None))]
    fn new(
        oid: String,
        terminal_private_key: &Bound<'_, PyAny>,
        exchanges: &Bound<'_, PyAny>,
        key_id: Option<i64>,
    ) -> PyResult<Self> {
        let mut pairs = Vec::new();
        for pair in exchanges.try_iter()? {
            let pair = pair?;
            let parts = pair.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>();
            let (command, response) = parts.map_err(|_| wrong_type("exchanges", "a pair of bytes", &pair))?;
            let exchange = ProtectedExchange {
                command: taken("exchanges", &command)?,
                response: taken("exchanges", &response)?,
            };
            pairs.push(exchange);
        }
        let terminal_private_key = taken("terminal_private_key", terminal_private_key)?;
        Ok(PyChipAuthTranscript(ChipAuthTranscript { oid, key_id, terminal_private_key, exchanges: pairs }))
    }

    /// The protocol in dotted form.
    #[getter]
    fn oid(&self) -> &str {
        &self.0.oid
    }

    fn __hash__(&self) -> u64 {
        hash(&(&self.0.oid, &self.0.terminal_private_key))
    }

    /// The protocol and how much was kept as a table for notebooks: no key.
    fn _repr_html_(&self) -> String {
        let rows = [("oid", self.0.oid.clone()), ("exchanges", self.0.exchanges.len().to_string())];
        html::rows("ChipAuthTranscript", rows)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, TranscriptState<'py>) {
        let bytes = |octets: &[u8]| PyBytes::new(py, octets);
        let pair = |pair: &ProtectedExchange| (bytes(&pair.command), bytes(&pair.response));
        let exchanges = self.0.exchanges.iter().map(pair).collect();
        let state = (self.0.oid.clone(), bytes(&self.0.terminal_private_key), exchanges, self.0.key_id);
        (PyType::new::<PyChipAuthTranscript>(py), state)
    }

    fn __repr__(&self) -> String {
        format!("<ChipAuthTranscript {}, {} exchanges>", self.0.oid, self.0.exchanges.len())
    }
}

/// PACE with Chip Authentication Mapping as a terminal performed it to its end (Doc 9303-11 section 4.4.3.5).
///
/// oid: the protocol in dotted form, such as "0.4.0.127.0.7.2.2.4.6.2".
/// parameter_id: the domain parameters of PACE, which also name the chip's key in EF.CardSecurity.
/// chip_mapping_public_key: the public key that the chip sent in the mapping, an uncompressed point.
/// chip_authentication_data: decrypted and without padding, a big-endian number.
///
/// >>> PaceCamRecord("0.4.0.127.0.7.2.2.4.6.2", 13, b"\x04", b"\x01").oid
/// '0.4.0.127.0.7.2.2.4.6.2'
#[pyclass(frozen, eq, module = "doc9303", name = "PaceCamRecord")]
#[derive(PartialEq, Eq)]
pub(crate) struct PyPaceCamRecord(pub(crate) PaceCamRecord);

#[pymethods]
impl PyPaceCamRecord {
    #[new]
    fn new(
        oid: String,
        parameter_id: i64,
        chip_mapping_public_key: &Bound<'_, PyAny>,
        chip_authentication_data: &Bound<'_, PyAny>,
    ) -> PyResult<Self> {
        Ok(PyPaceCamRecord(PaceCamRecord {
            oid,
            parameter_id,
            chip_mapping_public_key: taken("chip_mapping_public_key", chip_mapping_public_key)?,
            chip_authentication_data: taken("chip_authentication_data", chip_authentication_data)?,
        }))
    }

    /// The protocol in dotted form.
    #[getter]
    fn oid(&self) -> &str {
        &self.0.oid
    }

    fn __hash__(&self) -> u64 {
        hash(&(&self.0.oid, self.0.parameter_id, &self.0.chip_mapping_public_key))
    }

    /// The protocol and its parameters as a table for notebooks: no key.
    fn _repr_html_(&self) -> String {
        let rows = [("oid", self.0.oid.clone()), ("parameter_id", self.0.parameter_id.to_string())];
        html::rows("PaceCamRecord", rows)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, MappingState<'py>) {
        let bytes = |octets: &[u8]| PyBytes::new(py, octets);
        let PaceCamRecord {
            oid,
            parameter_id,
            chip_mapping_public_key: key,
            chip_authentication_data: data,
            ..
        } = &self.0;
        (PyType::new::<PyPaceCamRecord>(py), (oid.clone(), *parameter_id, bytes(key), bytes(data)))
    }

    fn __repr__(&self) -> String {
        format!("<PaceCamRecord {}>", self.0.oid)
    }
}
