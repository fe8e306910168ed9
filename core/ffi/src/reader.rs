//! Live chips, through whatever carries commands to them.

use crate::document::{Document, Draft};
use crate::error::{Error, guard, guard_silent};
use crate::handle::{self, Handle, named};
use crate::pointer::{Input, Out};
use crate::status::{Failure, Status};
use crate::text::{Bytes, Text};
use core::ffi::{c_char, c_int, c_void};
use doc9303::Mrz;
use doc9303_reader::{Password, ReadError, ReadOptions, Reading, Session, SystemRandomness, Transport, read};
use std::io;
use std::sync::{Mutex, MutexGuard, TryLockError};

/// A reading of one chip: opens it with PACE or Basic Access Control, has it prove its keys, and reads its files. Randomness is that of the
/// operating system.
#[derive(Debug)]
pub struct Reader;

impl Handle for Reader {
    type Content = Mutex<State>;
    const NAME: &'static str = "reader";
}

/// What is asked of a reading, and the reading.
#[derive(Default)]
pub(crate) struct State {
    zone: Option<(String, Password)>,
    card_access_number: Option<Password>,
    has_extended: bool,
    allow_bac_after_pace: bool,
    reading: Option<Reading>,
    error: Option<ReadError>,
}

/// Sends a command of `length` bytes to the chip and writes its response, the status of two bytes at its end, into `response`, where
/// `capacity` bytes have room, and its length into `response_length`. Returns zero, or anything else if no response comes: the chip left
/// the field. `context` is what the caller of `doc9303_reader_read` gave.
pub type Transmit = Option<
    unsafe extern "C-unwind" fn(
        context: *mut c_void,
        command: *const u8,
        length: usize,
        response: *mut u8,
        capacity: usize,
        response_length: *mut usize,
    ) -> c_int,
>;

/// Waits for a chip that left the field. Returns zero when it is there again, or anything else to give up.
pub type Reconnect = Option<unsafe extern "C-unwind" fn(context: *mut c_void) -> c_int>;

/// A reading that has sent nothing yet.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_reader_new(reader: *mut *mut Reader, error: *mut *mut Error) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (out, error) = unsafe { (Out::new(reader, "reader"), Out::new(error, "error")) };
    guard(&error, || out.make(|| Ok(Mutex::default())))
}

/// Gives the printed zone, which opens the chip and is compared with it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_reader_set_mrz(
    reader: *mut Reader,
    mrz: *const c_char,
    mrz_length: usize,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (zone, error) = unsafe { (Input::new(mrz, mrz_length, "mrz"), Out::new(error, "error")) };
    guard(&error, || {
        let text = zone.text()?;
        let lacking = || {
            Failure::argument(
                "mrz: it has no document number, date of birth or date of expiry that would open a chip",
            )
        };
        let password = Password::of_zone(&Mrz::parse(text)?).ok_or_else(lacking)?;
        prepare(reader, |state| state.zone = Some((text.to_owned(), password)))
    })
}

/// Gives the card access number, which opens the chip before the zone does.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_reader_set_can(
    reader: *mut Reader,
    can: *const c_char,
    can_length: usize,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (can, error) = unsafe { (Input::new(can, can_length, "can"), Out::new(error, "error")) };
    guard(&error, || {
        let refused = || Failure::argument("can: a card access number is digits");
        let password = Password::card_access_number(can.text()?).ok_or_else(refused)?;
        prepare(reader, |state| state.card_access_number = Some(password))
    })
}

/// Whether commands of extended length are negotiated, for readers that carry them: 1, or 0, which is so from the start.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_reader_set_extended(
    reader: *mut Reader,
    extended: c_int,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let error = unsafe { Out::new(error, "error") };
    guard(&error, || prepare(reader, |state| state.has_extended = extended != 0))
}

/// Whether Basic Access Control is tried when PACE failed: 1, or 0, which is so from the start. The report tells it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_reader_set_allow_bac_after_pace(
    reader: *mut Reader,
    allow: c_int,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let error = unsafe { Out::new(error, "error") };
    guard(&error, || prepare(reader, |state| state.allow_bac_after_pace = allow != 0))
}

/// Reads the chip, on this thread, until all is read. `transmit` is called for every command, and `reconnect`, which may be NULL, when the
/// chip left the field. The callbacks throw nothing and leave by returning alone; they may call every function with other handles.
///
/// The status is NOT_READ if the chip was not read to the end; `doc9303_reader_document` gives what was read until then. A reader reads
/// once.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_reader_read(
    reader: *mut Reader,
    transmit: Transmit,
    reconnect: Reconnect,
    context: *mut c_void,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let error = unsafe { Out::new(error, "error") };
    guard(&error, || {
        let held = named(reader)?;
        let mut state = taken(&held)?;
        let missing = || Failure::new(Status::NullPointer, "transmit is NULL");
        let transmit = transmit.ok_or_else(missing)?;
        let reading = Reading::new(state.options()?, SystemRandomness);
        let mut callbacks = Callbacks { transmit, reconnect, context, room: vec![0; ROOM], overran: false };
        let reading = state.reading.insert(reading);
        let result = read(reading, &mut callbacks, |_| ());
        state.error = result.err();
        match &state.error {
            _ if callbacks.overran => {
                Err(Failure::new(Status::InvalidLength, "a response is longer than the room for it"))
            }
            Some(error) => Err(not_read(error)),
            None => Ok(()),
        }
    })
}

/// The document with everything that was read and proved, and with the zone that was given. The keys and the challenge were this
/// terminal's, so the proofs count. The status is NOT_READ if the chip was not opened.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_reader_document(
    reader: *const Reader,
    document: *mut *mut Document,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (out, error) = unsafe { (Out::new(document, "document"), Out::new(error, "error")) };
    guard(&error, || {
        out.make(|| {
            let held = named(reader)?;
            let state = taken(&held)?;
            let evidence = state.reading()?.evidence();
            match &state.error {
                Some(error) if evidence.access.is_none() || matches!(error, ReadError::NoPassword) => {
                    Err(not_read(error))
                }
                _ => Ok(Draft::of_chip(state.zone.as_ref().map(|(text, _)| text.as_str()), evidence)),
            }
        })
    })
}

/// The whole session as JSON, for `doc9303_document_set_session` and `doc9303 inspect --session`. It holds the password and everything that
/// was read, and is as private as the document.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_reader_session(
    reader: *const Reader,
    json: *mut *mut Text,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (out, error) = unsafe { (Out::new(json, "json"), Out::new(error, "error")) };
    guard(&error, || {
        out.make(|| {
            let held = named(reader)?;
            Ok(Bytes::of(Session::of(taken(&held)?.reading()?).to_json()))
        })
    })
}

/// How the session went, as JSON without anything personal. It proves nothing any more, and says so.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_reader_session_log(
    reader: *const Reader,
    json: *mut *mut Text,
    error: *mut *mut Error,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let (out, error) = unsafe { (Out::new(json, "json"), Out::new(error, "error")) };
    guard(&error, || {
        out.make(|| {
            let held = named(reader)?;
            let log = Session::of(taken(&held)?.reading()?).without_personal_data();
            log.map(Bytes::of)
                .map_err(|error| Failure::coded(Status::Refused, error.code(), error.to_string()))
        })
    })
}

/// Frees a reader. NULL is no harm.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_reader_free(reader: *mut Reader) -> Status {
    guard_silent(|| handle::free(reader))
}

/// Sets what is asked of a reading that has not begun.
fn prepare(reader: *mut Reader, set: impl FnOnce(&mut State)) -> Result<(), Failure> {
    let held = named(reader)?;
    let mut state = taken(&held)?;
    state.check_unread()?;
    set(&mut state);
    Ok(())
}

/// A reader for one call. A callback that asks for the reader that called it would wait for itself.
fn taken(held: &Mutex<State>) -> Result<MutexGuard<'_, State>, Failure> {
    held.try_lock().map_err(|error| match error {
        TryLockError::WouldBlock => Failure::new(Status::Busy, "the reader is reading"),
        TryLockError::Poisoned(_) => Failure::broken(),
    })
}

fn not_read(error: &ReadError) -> Failure {
    Failure::coded(Status::NotRead, error.code(), format!("the chip was not read to the end: {error}"))
}

impl State {
    fn check_unread(&self) -> Result<(), Failure> {
        match self.reading {
            None => Ok(()),
            Some(_) => Err(Failure::argument("this reader has read a chip: make another one")),
        }
    }

    fn reading(&self) -> Result<&Reading, Failure> {
        self.reading.as_ref().ok_or_else(|| Failure::argument("this reader has not read a chip yet"))
    }

    /// The card access number before the zone: it was given for that.
    fn options(&self) -> Result<ReadOptions, Failure> {
        self.check_unread()?;
        let of_zone = self.zone.iter().map(|(_, password)| password);
        let passwords: Vec<Password> = self.card_access_number.iter().chain(of_zone).cloned().collect();
        if passwords.is_empty() {
            return Err(Failure::argument("nothing opens the chip: give the zone or the card access number"));
        }
        let mut options = ReadOptions::new(passwords);
        options.allow_bac_after_pace = self.allow_bac_after_pace;
        if self.has_extended {
            (options.longest_command, options.longest_response) = (65_535, 65_536);
        }
        Ok(options)
    }
}

/// The longest response of extended length, and its status.
const ROOM: usize = 65_536 + 2;

/// The caller's way to the chip.
struct Callbacks {
    transmit: unsafe extern "C-unwind" fn(*mut c_void, *const u8, usize, *mut u8, usize, *mut usize) -> c_int,
    reconnect: Reconnect,
    context: *mut c_void,
    room: Vec<u8>,
    /// Whether a response was said to be longer than the room.
    overran: bool,
}

impl Transport for Callbacks {
    fn transmit(&mut self, command: &[u8]) -> io::Result<Vec<u8>> {
        let mut length = 0;
        let (room, capacity) = (self.room.as_mut_ptr(), self.room.len());
        // SAFETY: `command` and `room` outlive the call, and the caller promises that the callback keeps to their lengths.
        let status = unsafe {
            (self.transmit)(self.context, command.as_ptr(), command.len(), room, capacity, &raw mut length)
        };
        if status != 0 {
            return Err(io::ErrorKind::NotConnected.into());
        }
        let response = self.room.get(..length).map(<[u8]>::to_vec);
        self.overran |= response.is_none();
        response.ok_or_else(|| io::ErrorKind::InvalidData.into())
    }

    fn reconnect(&mut self) -> bool {
        // Nothing is gained by a chip that comes back to a callback that broke the rules.
        let reconnect = self.reconnect.filter(|_| !self.overran);
        // SAFETY: the caller promises that the callback takes the context.
        reconnect.is_some_and(|reconnect| unsafe { reconnect(self.context) } == 0)
    }
}
