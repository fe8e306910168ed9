//! `Chip`: the files of a chip (Doc 9303-10) and the records of what was done with it.

use crate::access::PyAccess;
use crate::error::{none_of, raise, wrong_type, wrong_value};
use crate::folder::Folder;
use crate::html;
use crate::input::{octets, taken};
use crate::mrz::PyMrz;
use crate::records::{PyChipAuthTranscript, PyPaceCamRecord};
use crate::rejected::PyRejected;
use doc9303::lds::{Exchange, Provenance};
use doc9303::{Chip, FileId};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBytes, PyMapping, PyTuple, PyType};

/// The files of one chip, by name, as they were read.
///
/// files: mapping of names to bytes, paths or open binary files. A name is that of Doc 9303 as readers of chips write it, in
/// any case: "EF.SOD", "dg1", "EF_DG2.bin", "Datagroup11", "0101". What a name leaves open, the content says: "011D" is
/// EF.SOD or EF.CardSecurity.
/// active_auth: an Active Authentication exchange, or None.
/// chip_auth, pace_cam: what the terminal kept of Chip Authentication and of PACE with its mapping, or None.
/// access: how the chip was opened, or None.
/// records: whose terminal made the three records: "own_terminal" for the caller's, just now, or "handed_over" for somebody's,
///     who could have written or kept them.
/// active_auth_challenge: the challenge that the caller chose for Active Authentication, known apart from the record, or None.
///
/// Raises ValueError for a file that is none of a chip by its name and its content, Doc9303Error for one that was given
/// twice, is text, or holds more bytes than any chip. What the bytes are is found out later and becomes a result of the report.
///
/// >>> Chip.from_folder("fixtures/vectors/passport/chip").dg1().issuing_state
/// 'UTO'
#[pyclass(frozen, module = "doc9303", name = "Chip")]
pub(crate) struct PyChip(pub(crate) Chip, pub(crate) Vec<PyRejected>);

/// Each record with whose it is.
type OutRecords = (
    Option<(PyExchange, &'static str)>,
    Option<(PyChipAuthTranscript, &'static str)>,
    Option<(PyPaceCamRecord, &'static str)>,
);
/// The same on its way in.
type ChipRecords<'py> = (
    Option<(Bound<'py, PyExchange>, String)>,
    Option<(Bound<'py, PyChipAuthTranscript>, String)>,
    Option<(Bound<'py, PyPaceCamRecord>, String)>,
);
/// Files, records, access, challenge, and what was left out.
type ChipState<'py> = (
    Vec<(&'static str, Bound<'py, PyBytes>)>,
    OutRecords,
    Option<PyAccess>,
    Option<Bound<'py, PyBytes>>,
    Bound<'py, PyTuple>,
);
/// The arguments of Exchange.
type ExchangeState<'py> = (Bound<'py, PyBytes>, Bound<'py, PyBytes>, Option<Bound<'py, PyBytes>>);

/// The argument `records`: whose terminal made them.
pub(crate) fn provenance(word: &str) -> PyResult<Provenance> {
    word.parse().map_err(|_| none_of("records", word, Provenance::ALL))
}

/// The argument `files` of an inspection: a chip, a mapping of names to contents, or a folder. The word on records is for
/// those of a folder; a chip has its own.
pub(crate) fn chip<'py>(given: &Bound<'py, PyAny>, records: &str) -> PyResult<Bound<'py, PyChip>> {
    if let Ok(chip) = given.cast::<PyChip>() {
        return Ok(chip.clone());
    }
    if let Ok(files) = given.cast::<PyMapping>() {
        return Bound::new(given.py(), PyChip::new(files, None, None, None, None, records, None)?);
    }
    if given.extract::<&str>().is_ok() || given.hasattr("__fspath__")? {
        return PyChip::from_folder(given, records, None);
    }
    Err(wrong_type("files", "a Chip, a mapping of file names to bytes, or the path of a folder", given))
}

pub(crate) fn take_challenge(given: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    taken("active_auth_challenge", given)
}

pub(crate) fn file_id(name: &str) -> PyResult<FileId> {
    name.parse().map_err(|_| wrong_value("files", &format!("{name:?} is no file of a chip")))
}

#[pymethods]
impl PyChip {
    #[new]
    #[pyo3(signature = (files, *, active_auth = None, chip_auth = None, pace_cam = None, access = None,
        records = "handed_over", active_auth_challenge = None))]
    fn new(
        files: &Bound<'_, PyMapping>,
        active_auth: Option<&Bound<'_, PyExchange>>,
        chip_auth: Option<&Bound<'_, PyChipAuthTranscript>>,
        pace_cam: Option<&Bound<'_, PyPaceCamRecord>>,
        access: Option<&Bound<'_, PyAccess>>,
        records: &str,
        active_auth_challenge: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let provenance = provenance(records)?;
        let mut contents = Vec::new();
        for item in files.items()?.iter() {
            let (name, content) = item.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
            let text = name.extract::<&str>().map_err(|_| wrong_type("files", "a name as str", &name))?;
            let content = octets(&format!("files[{text:?}]"), &content)?.into_vec();
            let file = FileId::recognise(text, &content).map_or_else(|| file_id(text), Ok)?;
            contents.push((file, content));
        }
        let mut chip = Chip::from_files(contents).map_err(|error| raise(files.py(), &error))?;
        if let Some(exchange) = active_auth {
            chip = chip.with_active_auth(exchange.get().0.clone(), provenance);
        }
        if let Some(transcript) = chip_auth {
            chip = chip.with_chip_auth(transcript.get().0.clone(), provenance);
        }
        if let Some(record) = pace_cam {
            chip = chip.with_pace_cam(record.get().0.clone(), provenance);
        }
        if let Some(access) = access {
            chip = chip.with_access(access.get().0.clone());
        }
        if let Some(challenge) = active_auth_challenge {
            chip = chip.with_active_auth_challenge(take_challenge(challenge)?);
        }
        Ok(PyChip(chip, Vec::new()))
    }

    /// Reads a folder: the files of the chip, by their names or, where a name says nothing, by what they hold, and
    /// "active_auth.json", "chip_auth.json", "pace_cam.json" and "access.json" as the command line reads them. Whatever else
    /// lies there, or cannot be read, is named in `rejected` and left out, so that one file does not end the work on a folder
    /// of documents.
    ///
    /// path: str or os.PathLike.
    /// records, active_auth_challenge: as for Chip.
    ///
    /// Raises OSError if the folder cannot be read.
    #[staticmethod]
    #[pyo3(signature = (path, *, records = "handed_over", active_auth_challenge = None))]
    fn from_folder<'py>(
        path: &Bound<'py, PyAny>,
        records: &str,
        active_auth_challenge: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyChip>> {
        let provenance = provenance(records)?;
        let challenge = active_auth_challenge.map(take_challenge).transpose()?;
        let (mut chip, rejected) = Folder::read(path)?.chip(provenance);
        if let Some(challenge) = challenge {
            chip = chip.with_active_auth_challenge(challenge);
        }
        Bound::new(path.py(), PyChip(chip, rejected))
    }

    /// What of a folder could not be read and was left out: the file's name, a code and why. Empty for a chip that was
    /// made from its files.
    #[getter]
    fn rejected<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.1.iter().cloned())
    }

    /// The names of the files, in the order of a report.
    #[getter]
    fn names<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.files().map(|(file, _)| file.as_str()).collect::<Vec<_>>())
    }

    /// The bytes of a file; None if it is not there.
    ///
    /// Raises ValueError for a name that no file of a chip has.
    fn file<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Option<Bound<'py, PyBytes>>> {
        Ok(self.0.file(file_id(name)?).map(|content| PyBytes::new(py, content)))
    }

    /// The zone in DG1 (Doc 9303-10 section 4.7.1), as the chip says it: not trusted. None if there is no DG1.
    ///
    /// Raises Doc9303Error if DG1 cannot be read.
    fn dg1(&self, py: Python<'_>) -> PyResult<Option<PyMrz>> {
        self.0.dg1().map(|zone| zone.map(PyMrz)).map_err(|error| raise(py, &error))
    }

    /// The images of the faces in DG2 (Doc 9303-10 section 4.7.2), encoded as they stand there: JPEG or JPEG 2000.
    /// Empty if there is no DG2.
    ///
    /// Raises Doc9303Error if DG2 cannot be read.
    fn faces<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let records = self.0.dg2().map_err(|error| raise(py, &error))?.unwrap_or_default();
        let images =
            records.iter().flat_map(|record| record.faces.iter()).map(|face| PyBytes::new(py, face.image));
        PyTuple::new(py, images.collect::<Vec<_>>())
    }

    /// The Active Authentication exchange, if one was given.
    #[getter]
    fn active_auth(&self) -> Option<PyExchange> {
        self.0.active_auth().map(|(exchange, _)| PyExchange(exchange.clone()))
    }

    /// What the terminal kept of Chip Authentication, if it was given.
    #[getter]
    fn chip_auth(&self) -> Option<PyChipAuthTranscript> {
        self.0.chip_auth().map(|(transcript, _)| PyChipAuthTranscript(transcript.clone()))
    }

    /// What the terminal kept of PACE with Chip Authentication Mapping, if it was given.
    #[getter]
    fn pace_cam(&self) -> Option<PyPaceCamRecord> {
        self.0.pace_cam().map(|(record, _)| PyPaceCamRecord(record.clone()))
    }

    /// Whose terminal made the records: "own_terminal" or "handed_over"; None if there are none.
    #[getter]
    fn records(&self) -> Option<&'static str> {
        let chip = &self.0;
        let active_auth = chip.active_auth().map(|(_, provenance)| provenance);
        let chip_auth = chip.chip_auth().map(|(_, provenance)| provenance);
        let pace_cam = chip.pace_cam().map(|(_, provenance)| provenance);
        active_auth.or(chip_auth).or(pace_cam).map(Provenance::as_str)
    }

    /// The challenge that the caller chose for Active Authentication, if it was told apart from the record.
    #[getter]
    fn active_auth_challenge<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        self.0.active_auth_challenge().map(|octets| PyBytes::new(py, octets))
    }

    /// How the chip was opened, if that was said.
    #[getter]
    fn access(&self) -> Option<PyAccess> {
        self.0.access().cloned().map(PyAccess)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.0.files().eq(other.0.files())
            && self.0.active_auth() == other.0.active_auth()
            && self.0.chip_auth() == other.0.chip_auth()
            && self.0.pace_cam() == other.0.pace_cam()
            && self.0.access() == other.0.access()
            && self.0.active_auth_challenge() == other.0.active_auth_challenge()
    }

    fn __hash__(&self) -> u64 {
        crate::mrz::hash(&self.0.files().collect::<Vec<_>>())
    }

    fn __len__(&self) -> usize {
        self.0.files().count()
    }

    /// The files and what was left out as a table for notebooks: nothing personal.
    fn _repr_html_(this: &Bound<'_, Self>) -> PyResult<String> {
        html::facts(
            this.as_any(),
            &["names", "active_auth", "chip_auth", "pace_cam", "access", "records", "rejected"],
        )
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, ChipState<'py>)> {
        let files = self.0.files().map(|(file, content)| (file.as_str(), PyBytes::new(py, content)));
        let word = |provenance: Provenance| provenance.as_str();
        let records = (
            self.active_auth().zip(self.0.active_auth().map(|(_, given)| word(given))),
            self.chip_auth().zip(self.0.chip_auth().map(|(_, given)| word(given))),
            self.pace_cam().zip(self.0.pace_cam().map(|(_, given)| word(given))),
        );
        let state =
            (files.collect(), records, self.access(), self.active_auth_challenge(py), self.rejected(py)?);
        Ok((PyType::new::<PyChip>(py).getattr("_restore")?, state))
    }

    /// What __reduce__ told.
    #[staticmethod]
    fn _restore(
        py: Python<'_>,
        files: Vec<(String, PyBackedBytes)>,
        records: Bound<'_, PyTuple>,
        access: Option<Bound<'_, PyAccess>>,
        challenge: Option<Vec<u8>>,
        rejected: Vec<Bound<'_, PyRejected>>,
    ) -> PyResult<PyChip> {
        let files = files.into_iter().map(|(name, content)| Ok((file_id(&name)?, content.to_vec())));
        let files = files.collect::<PyResult<Vec<_>>>()?;
        let mut chip = Chip::from_files(files).map_err(|error| raise(py, &error))?;
        let (active_auth, chip_auth, pace_cam): ChipRecords<'_> = records.extract()?;
        if let Some((exchange, word)) = active_auth {
            chip = chip.with_active_auth(exchange.get().0.clone(), provenance(&word)?);
        }
        if let Some((transcript, word)) = chip_auth {
            chip = chip.with_chip_auth(transcript.get().0.clone(), provenance(&word)?);
        }
        if let Some((record, word)) = pace_cam {
            chip = chip.with_pace_cam(record.get().0.clone(), provenance(&word)?);
        }
        if let Some(access) = access {
            chip = chip.with_access(access.get().0.clone());
        }
        if let Some(challenge) = challenge {
            chip = chip.with_active_auth_challenge(challenge);
        }
        Ok(PyChip(chip, rejected.iter().map(|row| row.get().clone()).collect()))
    }

    fn __repr__(&self) -> String {
        let names: Vec<_> = self.0.files().map(|(file, _)| file.as_str()).collect();
        format!("<Chip {}>", names.join(" "))
    }
}

/// An Active Authentication exchange (Doc 9303-11 section 6.1).
///
/// challenge: what the terminal sent, eight octets.
/// response: what the chip answered.
/// expected_challenge: the challenge that the terminal kept apart from the exchange, or None. It is the record's own word; what
///     the caller chose is `active_auth_challenge` of Chip and of inspect.
///
/// >>> Exchange(bytes(8), b"answer").challenge
/// b'\x00\x00\x00\x00\x00\x00\x00\x00'
#[pyclass(frozen, eq, module = "doc9303", name = "Exchange")]
#[derive(PartialEq, Eq)]
pub(crate) struct PyExchange(pub(crate) Exchange);

#[pymethods]
impl PyExchange {
    #[new]
    #[pyo3(signature = (challenge, response, expected_challenge = None))]
    fn new(
        challenge: &Bound<'_, PyAny>,
        response: &Bound<'_, PyAny>,
        expected_challenge: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        Ok(PyExchange(Exchange {
            challenge: taken("challenge", challenge)?,
            response: taken("response", response)?,
            expected_challenge: expected_challenge
                .map(|given| taken("expected_challenge", given))
                .transpose()?,
        }))
    }

    /// What the terminal sent.
    #[getter]
    fn challenge<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.challenge)
    }

    /// What the chip answered.
    #[getter]
    fn response<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.0.response)
    }

    /// The challenge that the terminal kept apart from the exchange.
    #[getter]
    fn expected_challenge<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyBytes>> {
        self.0.expected_challenge.as_ref().map(|octets| PyBytes::new(py, octets))
    }

    fn __hash__(&self) -> u64 {
        crate::mrz::hash(&(&self.0.challenge, &self.0.response, &self.0.expected_challenge))
    }

    /// How much was sent and answered as a table for notebooks.
    fn _repr_html_(&self) -> String {
        let length = |octets: &[u8]| format!("{} bytes", octets.len());
        html::rows(
            "Exchange",
            [("challenge", length(&self.0.challenge)), ("response", length(&self.0.response))],
        )
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> (Bound<'py, PyType>, ExchangeState<'py>) {
        (PyType::new::<PyExchange>(py), (self.challenge(py), self.response(py), self.expected_challenge(py)))
    }

    fn __repr__(&self) -> String {
        format!("<Exchange {} and {} bytes>", self.0.challenge.len(), self.0.response.len())
    }
}
