//! A document, as its parts come.

use crate::error::{Error, guard, guard_silent};
use crate::handle::{self, Handle, named};
use crate::pointer::{Input, Out};
use crate::status::{Failure, Status};
use core::ffi::c_char;
use doc9303::lds::{Dump, Provenance, Record};
use doc9303::{Chip, Document as Given, Limits};
use doc9303_reader::{Evidence, Session};
use std::sync::{Arc, Mutex};

/// Everything that is known of one document: its zones, its seal, its chip. Nothing of it is judged before `doc9303_judge`.
#[derive(Debug)]
pub struct Document;

impl Handle for Document {
    type Content = Mutex<Draft>;
    const NAME: &'static str = "document";
}

/// The content of a barcode, or of the hexadecimal text of it.
const SEAL: usize = 1 << 17;

/// The parts of a document as they were given. The chip is put together when the policy says within which limits.
#[derive(Default)]
pub(crate) struct Draft {
    given: Given,
    files: Dump<Arc<[u8]>>,
    evidence: Option<Evidence>,
    provenance: Option<Provenance>,
    active_auth_challenge: Option<Vec<u8>>,
    /// The document within the limits that it was judged within last.
    built: Option<(Limits, Arc<Given>)>,
}

/// A document of which nothing is known.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_document_new(
    document: *mut *mut Document,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (out, error) = unsafe { (Out::new(document, "document"), Out::new(error, "error")) };
    guard(&error, || out.make(|| Ok(Mutex::default())))
}

/// Gives the printed zone, its lines parted by LF, CR or both. A zone that cannot be read is a result of the report.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_document_set_mrz(
    document: *mut Document,
    mrz: *const c_char,
    mrz_length: usize,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (zone, error) = unsafe { (Input::new(mrz, mrz_length, "mrz"), Out::new(error, "error")) };
    guard(&error, || {
        let zone = zone.text()?;
        change(document, |draft| draft.give(|given| given.with_mrz(zone)))
    })
}

/// Gives the zone of a visa, where the other zone is that of the passport that it was given for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_document_set_visa_mrz(
    document: *mut Document,
    mrz: *const c_char,
    mrz_length: usize,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (zone, error) = unsafe { (Input::new(mrz, mrz_length, "mrz"), Out::new(error, "error")) };
    guard(&error, || {
        let zone = zone.text()?;
        change(document, |draft| draft.give(|given| given.with_visa_mrz(zone)))
    })
}

/// Gives what the barcode of the document's seal holds, bytes or text.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_document_set_seal(
    document: *mut Document,
    seal: *const u8,
    seal_length: usize,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (seal, error) = unsafe { (Input::new(seal, seal_length, "seal"), Out::new(error, "error")) };
    guard(&error, || {
        let seal = seal.bytes(SEAL)?;
        change(document, |draft| draft.give(|given| given.with_seal(seal)))
    })
}

/// Gives the virtual component of a Digital Travel Credential: its files are judged in the place of a chip where none is given, and
/// compared with the chip's otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_document_set_dtc(
    document: *mut Document,
    dtc: *const u8,
    dtc_length: usize,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (dtc, error) = unsafe { (Input::new(dtc, dtc_length, "dtc"), Out::new(error, "error")) };
    guard(&error, || {
        let dtc = dtc.bytes(Limits::DEFAULT.chip_size)?;
        change(document, |draft| draft.give(|given| given.with_credential(dtc)))
    })
}

/// Adds a file of the chip, or what a terminal recorded of it, such as `active_auth.json`: known by its name, such as EF.SOD, EF_DG1.bin
/// or 011D, or by its content where the name says nothing and the content leaves no doubt. Its bytes are copied.
///
/// The status is REFUSED for what is neither, and for a file that was given before with other content: those are of two chips.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_document_add_file(
    document: *mut Document,
    name: *const c_char,
    name_length: usize,
    bytes: *const u8,
    length: usize,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (name, bytes, error) = unsafe {
        (Input::new(name, name_length, "name"), Input::new(bytes, length, "bytes"), Out::new(error, "error"))
    };
    guard(&error, || {
        let (name, bytes) = (name.text()?, bytes.bytes(Limits::DEFAULT.chip_size)?);
        change(document, |draft| draft.add_file(name, bytes))
    })
}

/// Gives a session that `doc9303_reader_session` or `doc9303 read --session` kept: the chip is read again from it, and every step
/// checked. It counts as handed over unless `doc9303_document_set_records` says otherwise.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_document_set_session(
    document: *mut Document,
    session: *const u8,
    session_length: usize,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (session, error) =
        unsafe { (Input::new(session, session_length, "session"), Out::new(error, "error")) };
    guard(&error, || {
        let refused = |error: doc9303_reader::SessionError| {
            Failure::coded(Status::Refused, error.code(), error.to_string())
        };
        let session = Session::parse(session.bytes(Session::MOST)?).map_err(refused)?;
        let evidence = session.replay().map_err(refused)?.evidence;
        change(document, |draft| draft.set_evidence(evidence))
    })
}

/// Says whose terminal made the records or the session: `own_terminal` for the caller's, just now, with keys and a challenge of its own
/// choice, or `handed_over`, which is so unless this says otherwise: somebody could have written or kept them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_document_set_records(
    document: *mut Document,
    records: *const c_char,
    records_length: usize,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (word, error) = unsafe { (Input::new(records, records_length, "records"), Out::new(error, "error")) };
    guard(&error, || {
        let provenance = word.word::<Provenance>()?;
        change(document, |draft| {
            draft.provenance = Some(provenance);
            Ok(())
        })
    })
}

/// Gives the challenge of eight bytes that the caller chose for Active Authentication, known apart from the record of it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_document_set_active_auth_challenge(
    document: *mut Document,
    challenge: *const u8,
    challenge_length: usize,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (challenge, error) =
        unsafe { (Input::new(challenge, challenge_length, "challenge"), Out::new(error, "error")) };
    guard(&error, || {
        let bytes = challenge.bytes(8)?;
        if bytes.len() != 8 {
            return Err(Failure::argument("challenge: it has eight bytes"));
        }
        change(document, |draft| {
            draft.active_auth_challenge = Some(bytes.to_vec());
            Ok(())
        })
    })
}

/// Frees a document. NULL is no harm.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_document_free(document: *mut Document) -> Status {
    guard_silent(|| handle::free(document))
}

/// Changes a document.
fn change(
    document: *mut Document,
    by: impl FnOnce(&mut Draft) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let held = named(document)?;
    let mut draft = held.lock().map_err(|_| Failure::broken())?;
    draft.built = None;
    by(&mut draft)
}

impl Draft {
    /// What a live chip gave, with the zone that opened it.
    pub(crate) fn of_chip(zone: Option<&str>, evidence: Evidence) -> Mutex<Self> {
        let given = zone.map_or_else(Given::new, |zone| Given::new().with_mrz(zone));
        let provenance = Some(Provenance::OwnTerminal);
        Mutex::new(Draft { given, provenance, evidence: Some(evidence), ..Draft::default() })
    }

    fn give(&mut self, add: impl FnOnce(Given) -> Given) -> Result<(), Failure> {
        self.given = add(core::mem::take(&mut self.given));
        Ok(())
    }

    fn add_file(&mut self, name: &str, bytes: &[u8]) -> Result<(), Failure> {
        if self.evidence.is_some() {
            return Err(Failure::argument("the chip of this document was read in a session"));
        }
        let bytes: Arc<[u8]> = bytes.into();
        let refused = |error: doc9303::lds::TwoChips| {
            Failure::coded(Status::Refused, error.code().as_str(), error.to_string())
        };
        // Sorted alone first, so that what is no file leaves no trace.
        let mut alone = Dump::new();
        alone.add(name, Arc::clone(&bytes)).map_err(refused)?;
        if let Some(ignored) = alone.ignored().first() {
            let code = doc9303::Code::FileNotRead.as_str();
            return Err(Failure::coded(Status::Refused, code, ignored.why.to_owned()));
        }
        let size = self.files.files().map(|(_, _, bytes)| bytes.len());
        let records = self.files.records().map(|(_, _, json)| json.len());
        if size.chain(records).fold(bytes.len(), usize::saturating_add) > Limits::DEFAULT.chip_size {
            return Err(Failure::new(Status::InvalidLength, "more bytes than any chip holds"));
        }
        self.files.add(name, bytes).map_err(refused)
    }

    fn set_evidence(&mut self, evidence: Evidence) -> Result<(), Failure> {
        let has_files = self.files.files().next().is_some() || self.files.records().next().is_some();
        // Another session in the place of a live chip would count as made by this terminal.
        if has_files || self.evidence.is_some() {
            return Err(Failure::argument("the chip of this document was given before"));
        }
        self.evidence = Some(evidence);
        Ok(())
    }

    /// The document within the limits of a policy.
    fn document(&mut self, limits: &Limits) -> Result<Arc<Given>, Failure> {
        if let Some((_, built)) = self.built.as_ref().filter(|(within, _)| within == limits) {
            return Ok(Arc::clone(built));
        }
        let given = self.given.clone();
        let document = match self.chip(limits)? {
            Some(chip) => given.with_chip(chip),
            None => given,
        };
        let is_empty = document.mrz().is_none() && document.chip().is_none() && document.visa_mrz().is_none();
        if is_empty && !document.has_seal() && !document.has_credential() {
            return Err(Failure::argument("nothing of the document was given"));
        }
        let document = Arc::new(document);
        self.built = Some((*limits, Arc::clone(&document)));
        Ok(document)
    }

    fn chip(&self, limits: &Limits) -> Result<Option<Chip>, Failure> {
        let provenance = self.provenance.unwrap_or(Provenance::HandedOver);
        let mut chip = match &self.evidence {
            Some(evidence) => evidence.chip(provenance, *limits)?,
            None => match self.chip_of_files(limits, provenance)? {
                Some(chip) => chip,
                None => return Ok(None),
            },
        };
        if let Some(challenge) = &self.active_auth_challenge {
            chip = chip.with_active_auth_challenge(challenge.clone());
        }
        Ok(Some(chip))
    }

    fn chip_of_files(&self, limits: &Limits, provenance: Provenance) -> Result<Option<Chip>, Failure> {
        let mut seen: Vec<Record> = Vec::new();
        let mut records = self.files.records();
        if self.files.files().next().is_none() {
            return match records.next() {
                None => Ok(None),
                Some(_) => Err(Failure::argument("records of a chip were given, and no file of it")),
            };
        }
        let chip = Chip::within(*limits).with_files(self.files.clone().into_files())?;
        let chip = records.try_fold(chip, |chip, (kind, _, json)| {
            if seen.contains(&kind) {
                return Err(Failure::argument(format!("{kind} was given twice")));
            }
            seen.push(kind);
            Ok(kind.add_to(chip, json, provenance)?)
        })?;
        Ok(Some(chip))
    }
}

/// The document that a handle names, within the limits of a policy.
pub(crate) fn judged(document: *const Document, limits: &Limits) -> Result<Arc<Given>, Failure> {
    let held = named(document)?;
    let mut draft = held.lock().map_err(|_| Failure::broken())?;
    draft.document(limits)
}
