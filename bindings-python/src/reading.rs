//! `read_chip`: a chip through whatever carries commands to it, as a function of Python.

use crate::access::PyAccess;
use crate::chip::{PyChip, file_id, provenance, take_challenge};
use crate::error::{wrong_type, wrong_value};
use crate::inspect::zone;
use doc9303::lds::Provenance;
use doc9303::{FileId, Limits, Mrz};
use doc9303_reader::{
    CvCertificate, CvChain, CvError, Event, Evidence, Next, Password, ReadError, ReadOptions, Reading,
    Session, SigningRequest, SystemRandomness, Terminal,
};
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

/// What reading a chip brought: the chip for `inspect`, how it went, and the session to keep.
///
/// >>> reading = read_chip(lambda command: b"\x6a\x82", can="500540")
/// >>> reading.error
/// 'the chip refuses select.application, status 6A82'
#[pyclass(frozen, module = "doc9303", name = "ChipReading")]
pub(crate) struct PyChipReading {
    evidence: Evidence,
    error: Option<ReadError>,
    session: Session,
    provenance: Provenance,
}

#[pymethods]
impl PyChipReading {
    /// The files and proofs, for `inspect(files=..)`.
    #[getter]
    fn chip(&self) -> PyResult<PyChip> {
        let chip = self.evidence.chip(self.provenance, Limits::DEFAULT);
        chip.map(|chip| PyChip(chip, Vec::new())).map_err(|error| PyValueError::new_err(error.to_string()))
    }

    /// How the chip was opened, or None if it was not.
    #[getter]
    fn access(&self) -> Option<PyAccess> {
        self.evidence.opened().map(PyAccess)
    }

    /// The protocols that were tried to open the chip, in their order: protocol, what it was in words, and why it did not open
    /// the chip, or None.
    #[getter]
    fn attempts(&self) -> Vec<(String, String, Option<String>)> {
        let attempts = self.evidence.attempts.iter();
        attempts
            .map(|attempt| {
                let error = attempt.error.as_ref().map(ToString::to_string);
                (attempt.protocol.to_string(), attempt.variant.clone(), error)
            })
            .collect()
    }

    /// The files that were asked for and not read, with the reason.
    #[getter]
    fn not_read(&self) -> Vec<(&'static str, String)> {
        self.evidence.not_read.iter().map(|(file, error)| (file.as_str(), error.to_string())).collect()
    }

    /// The proofs of the chip that were tried and failed, with the reason.
    #[getter]
    fn failures(&self) -> Vec<(&'static str, String)> {
        self.evidence.failures.iter().map(|(step, error)| (step.as_str(), error.to_string())).collect()
    }

    /// Why reading ended early, or None. What was read until then is in `chip`.
    #[getter]
    fn error(&self) -> Option<String> {
        self.error.as_ref().map(ToString::to_string)
    }

    /// The kind of the error as a stable name, such as "refused" or "not_proved", or None.
    #[getter]
    fn error_code(&self) -> Option<&'static str> {
        self.error.as_ref().map(ReadError::code)
    }

    /// The whole session as JSON, for `replay_session`. It holds the password and everything that was read, and is as private as
    /// the document.
    fn session(&self) -> String {
        self.session.to_json()
    }

    /// How the session went, as JSON without anything personal. It proves nothing any more, and says so.
    fn session_log(&self) -> PyResult<String> {
        self.session.without_personal_data().map_err(|error| PyValueError::new_err(error.to_string()))
    }

    fn __eq__(&self, other: &Bound<'_, PyAny>) -> bool {
        other.cast::<PyChipReading>().is_ok_and(|other| {
            let other = other.get();
            self.provenance == other.provenance && self.session.to_json() == other.session.to_json()
        })
    }

    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        PyString::new(py, &self.session.to_json()).hash()
    }

    /// A pickle holds the whole session, and is as private as the document.
    fn __reduce__(&self, py: Python<'_>) -> PyResult<(Py<PyAny>, (String, &'static str))> {
        let again = py.import("doc9303._native")?.getattr("_replay")?;
        Ok((again.unbind(), (self.session.to_json(), self.provenance.as_str())))
    }

    fn _repr_html_(this: &Bound<'_, Self>) -> PyResult<String> {
        crate::html::facts(this.as_any(), &["access", "attempts", "not_read", "failures", "error"])
    }

    fn __repr__(&self) -> String {
        let error = self.error.as_ref().map(|error| format!(", {}", error.code())).unwrap_or_default();
        format!("<ChipReading {} files{error}>", self.evidence.files.len())
    }
}

/// Reads a chip: opens it with PACE or Basic Access Control, has it prove its keys, and reads its files.
///
/// transmit: a function that sends a command to the chip and returns its response, both bytes, the status of two bytes at the
///     end; it raises OSError if the chip does not answer.
/// mrz: the printed zone as str, bytes-like or Mrz, which opens the chip; None for a card access number alone.
/// can: the card access number, as it is printed; it opens the chip before the zone does.
/// files: the files to read by name, in this order; None for everything that the chip lists and gives to everyone.
/// extended: whether the reader carries commands of extended length.
/// allow_bac_after_pace: whether to try Basic Access Control when PACE failed; the report tells it.
/// chip_authentication, active_authentication: whether the chip is asked to prove its keys.
/// active_auth_challenge: the eight bytes that the chip signs; chosen at random by default.
/// terminal_certificates: the card verifiable certificates of the terminal, each bytes-like, in any order: its own, those of its
///     verifiers and those of the certification authorities with their links. With them EF.DG3 and EF.DG4 are read as far as they
///     grant it, after Terminal Authentication; None for a terminal that has none.
/// sign: a function that signs for the terminal, so that the key can stay in a module. It is called with the message as bytes, the
///     algorithm of the certificate, such as "id-TA-ECDSA-SHA-256", and the name of the key, which is the holder of the
///     certificate. It returns r and s side by side, each as long as the order of the curve, or the number of RSA as long as the
///     modulus; None, or an OSError, if the key cannot sign now, and then the rest of the chip is read.
/// progress: a function that is called with the name of a file, the bytes read and the bytes of the whole file, or None.
///
/// The keys and the challenge are this terminal's own, so the proofs count in `inspect`. A chip that cannot be read to the end is
/// told in `error`; nothing read until then is lost.
///
/// Raises TypeError or ValueError, naming the argument, for one of a wrong kind, and what `transmit` and `sign` raise besides OSError.
///
/// >>> read_chip(lambda command: b"\x69\x82", can="500540").access is None
/// True
/// >>> read_chip(lambda command: b"\x69\x82", can="500540", terminal_certificates=[], sign=lambda message, algorithm, key: None)
/// Traceback (most recent call last):
/// ValueError: terminal_certificates: 0 certificates of terminals in a chain, which has one
#[pyfunction]
#[pyo3(signature = (transmit, *, mrz = None, can = None, files = None, extended = false, allow_bac_after_pace = false,
    chip_authentication = true, active_authentication = true, active_auth_challenge = None,
    terminal_certificates = None, sign = None, progress = None))]
#[allow(clippy::too_many_arguments, reason = "Python's are named")]
pub(crate) fn read_chip(
    transmit: &Bound<'_, PyAny>,
    mrz: Option<&Bound<'_, PyAny>>,
    can: Option<&str>,
    files: Option<Vec<String>>,
    extended: bool,
    allow_bac_after_pace: bool,
    chip_authentication: bool,
    active_authentication: bool,
    active_auth_challenge: Option<&Bound<'_, PyAny>>,
    terminal_certificates: Option<Vec<Bound<'_, PyAny>>>,
    sign: Option<&Bound<'_, PyAny>>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<PyChipReading> {
    if !transmit.is_callable() {
        return Err(wrong_type("transmit", "a function that takes and returns bytes", transmit));
    }
    let mut options = ReadOptions::new(passwords(mrz, can)?);
    options.files = match files {
        None => None,
        Some(names) => Some(names.iter().map(|name| file_id(name)).collect::<PyResult<Vec<FileId>>>()?),
    };
    if extended {
        (options.longest_command, options.longest_response) = (65_535, 65_536);
    }
    options.allow_bac_after_pace = allow_bac_after_pace;
    options.chip_authentication = chip_authentication;
    options.active_authentication = active_authentication;
    options.challenge = match active_auth_challenge {
        None => None,
        Some(given) => {
            let challenge = take_challenge(given)?.try_into();
            Some(challenge.map_err(|_| wrong_value("active_auth_challenge", "eight bytes are needed"))?)
        }
    };
    options.terminal = terminal(terminal_certificates.as_deref(), sign)?;
    let mut reading = Reading::new(options, SystemRandomness);
    let error = drive(&mut reading, transmit, sign, progress)?;
    Ok(PyChipReading {
        evidence: reading.evidence(),
        error,
        session: Session::of(&reading),
        provenance: Provenance::OwnTerminal,
    })
}

/// Reads a chip again from a session that was kept: every step is checked again, and nothing is believed because it is written.
///
/// session: the JSON of `ChipReading.session()`, as str or bytes-like.
/// records: whose terminal made the session: "own_terminal" for the caller's, or "handed_over" for somebody's, who could have
///     written it.
///
/// Raises ValueError for what is no session, or one that was changed.
///
/// >>> kept = read_chip(lambda command: b"\x69\x82", can="500540").session()
/// >>> replay_session(kept).access is None
/// True
#[pyfunction]
#[pyo3(signature = (session, *, records = "handed_over"))]
pub(crate) fn replay_session(session: &Bound<'_, PyAny>, records: &str) -> PyResult<PyChipReading> {
    let provenance = provenance(records)?;
    let bytes = match session.cast::<PyString>() {
        Ok(text) => text.to_str()?.as_bytes().to_vec(),
        Err(_) => match crate::input::buffer(session)? {
            Some(octets) => octets.into_vec(),
            None => return Err(wrong_type("session", "str or bytes", session)),
        },
    };
    let refused = |error: doc9303_reader::SessionError| wrong_value("session", &error.to_string());
    let session = Session::parse(&bytes).map_err(refused)?;
    let replay = session.replay().map_err(refused)?;
    Ok(PyChipReading { evidence: replay.evidence, error: replay.error, session, provenance })
}

/// What a pickle calls: replay_session with the word by its place.
#[pyfunction]
#[pyo3(name = "_replay")]
pub(crate) fn replay(session: &Bound<'_, PyAny>, records: &str) -> PyResult<PyChipReading> {
    replay_session(session, records)
}

/// The card access number before the zone: it was given for that.
fn passwords(mrz: Option<&Bound<'_, PyAny>>, can: Option<&str>) -> PyResult<Vec<Password>> {
    let mut passwords = Vec::new();
    if let Some(number) = can {
        let refused = || wrong_value("can", "a card access number is digits");
        passwords.push(Password::card_access_number(number).ok_or_else(refused)?);
    }
    if let Some(given) = mrz {
        let zone =
            Mrz::parse(&zone("mrz", given)?).map_err(|error| wrong_value("mrz", &error.to_string()))?;
        let refused = || wrong_value("mrz", "it has not the fields that open a chip");
        passwords.push(Password::of_zone(&zone).ok_or_else(refused)?);
    }
    match passwords.is_empty() {
        true => Err(wrong_value("mrz", "the zone or the card access number is needed to open a chip")),
        false => Ok(passwords),
    }
}

/// The terminal of these certificates, for which `sign` signs: one has no use without the other.
fn terminal(
    certificates: Option<&[Bound<'_, PyAny>]>,
    sign: Option<&Bound<'_, PyAny>>,
) -> PyResult<Option<Terminal>> {
    const NAME: &str = "terminal_certificates";
    let certificates = match (certificates, sign) {
        (None, None) => return Ok(None),
        (None, Some(_)) => return Err(wrong_value(NAME, "they are needed to sign for a terminal")),
        (Some(_), None) => {
            return Err(wrong_value("sign", "a function that signs for the terminal is needed"));
        }
        (Some(certificates), Some(sign)) if sign.is_callable() => certificates,
        (Some(_), Some(sign)) => return Err(wrong_type("sign", "a function that signs bytes", sign)),
    };
    let refused = |error: CvError| wrong_value(NAME, &error.to_string());
    let certificate = |given: &Bound<'_, PyAny>| match crate::input::buffer(given)? {
        Some(octets) => CvCertificate::parse(&octets.into_vec()).map_err(refused),
        None => Err(wrong_type(NAME, "certificates in bytes", given)),
    };
    let certificates = certificates.iter().map(certificate).collect::<PyResult<Vec<CvCertificate>>>()?;
    CvChain::of_terminals(certificates).map(Terminal::driven).map(Some).map_err(refused)
}

/// The signature of the caller's function. An OSError means that the key cannot sign now.
fn signed(sign: Option<&Bound<'_, PyAny>>, request: &SigningRequest) -> PyResult<Option<Vec<u8>>> {
    let Some(sign) = sign else { return Ok(None) };
    let message = PyBytes::new(sign.py(), &request.message);
    match sign.call1((message, request.algorithm.as_str(), request.key.to_string())) {
        Ok(signature) if signature.is_none() => Ok(None),
        Ok(signature) => match crate::input::buffer(&signature)? {
            Some(octets) => Ok(Some(octets.into_vec())),
            None => Err(wrong_type("sign", "a signature in bytes, or None", &signature)),
        },
        Err(error) if error.is_instance_of::<PyOSError>(sign.py()) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Runs the reading to its end. An OSError of the function means that the chip was lost.
fn drive(
    reading: &mut Reading,
    transmit: &Bound<'_, PyAny>,
    sign: Option<&Bound<'_, PyAny>>,
    progress: Option<&Bound<'_, PyAny>>,
) -> PyResult<Option<ReadError>> {
    loop {
        match reading.next() {
            Next::Send(command) => {
                transmit.py().check_signals()?;
                match transmit.call1((PyBytes::new(transmit.py(), &command),)) {
                    Ok(response) => match crate::input::buffer(&response)? {
                        Some(octets) => reading.answer(octets.into_vec()),
                        None => return Err(wrong_type("transmit", "a response in bytes", &response)),
                    },
                    Err(error) if error.is_instance_of::<PyOSError>(transmit.py()) => reading.lost(),
                    Err(error) => return Err(error),
                }
            }
            Next::Event(Event::Progress { file, read, size }) => {
                if let Some(progress) = progress {
                    progress.call1((file.as_str(), read, size))?;
                }
            }
            Next::Event(_) => {}
            Next::Sign(request) => reading.signed(signed(sign, &request)?),
            Next::Reconnect => return Ok(Some(ReadError::Lost)),
            Next::Done(result) => return Ok(result.err()),
        }
    }
}
