//! Live chips through a callback: the virtual chip of the reader's tests.

use crate::support::{call, fails, made, nowhere, policy, text, verdict, works};
use core::ffi::{c_int, c_void};
use doc9303::{DataGroup, FileId};
use doc9303_ffi::*;
use doc9303_reader::chip::{ChipProfile, VirtualChip};
use doc9303_reader::{Password, SystemRandomness};

const ZONE: &str =
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";

/// A chip at the end of a callback, and what the callback does wrong.
struct Field {
    chip: VirtualChip,
    sent: usize,
    /// The chip leaves before this command.
    leaves_at: usize,
    returns: usize,
    reader: *mut Reader,
    /// A length that is said in place of the true one.
    says: Option<usize>,
}

fn field() -> Field {
    let zone = ZONE.replace('\n', "");
    let dg1 = [&[0x61, 0x5B, 0x5F, 0x1F, 0x58], zone.as_bytes()].concat();
    let mut profile = ChipProfile::new([(FileId::Dg(DataGroup::DG1), dg1)]);
    profile.passwords = vec![
        Password::of_zone(&doc9303::Mrz::parse(ZONE).unwrap()).unwrap(),
        Password::card_access_number("500540").unwrap(),
    ];
    profile.has_basic_access = true;
    let chip = VirtualChip::new(profile, SystemRandomness);
    Field { chip, sent: 0, leaves_at: usize::MAX, returns: 0, reader: nowhere(), says: None }
}

unsafe extern "C-unwind" fn transmit(
    context: *mut c_void,
    command: *const u8,
    length: usize,
    response: *mut u8,
    capacity: usize,
    response_length: *mut usize,
) -> c_int {
    // SAFETY: the tests give a `Field`, and the library gives bytes and their lengths.
    let (field, command) =
        unsafe { (&mut *context.cast::<Field>(), core::slice::from_raw_parts(command, length)) };
    field.sent += 1;
    if field.sent == field.leaves_at {
        return 1;
    }
    if !field.reader.is_null() {
        // A callback that asks for the reader that called it is refused, and does not wait for itself.
        assert_eq!(fails!(doc9303_reader_set_extended(field.reader, 1)).0, Status::Busy);
        assert_eq!(call!(doc9303_reader_session(field.reader, nowhere(), nowhere())), Status::NullPointer);
        let mut session = nowhere();
        assert_eq!(call!(doc9303_reader_session(field.reader, &raw mut session, nowhere())), Status::Busy);
    }
    let answer = field.chip.respond(command);
    assert!(answer.len() <= capacity);
    // SAFETY: there is room for it, and a place for its length.
    unsafe {
        response.copy_from_nonoverlapping(answer.as_ptr(), answer.len());
        response_length.write(field.says.unwrap_or(answer.len()));
    }
    0
}

unsafe extern "C-unwind" fn reconnect(context: *mut c_void) -> c_int {
    // SAFETY: the tests give a `Field`.
    let field = unsafe { &mut *context.cast::<Field>() };
    field.chip.reset();
    if field.returns == 0 {
        return -1;
    }
    field.returns -= 1;
    0
}

fn reader() -> *mut Reader {
    let reader = made!(doc9303_reader_new());
    works!(doc9303_reader_set_mrz(reader, ZONE.as_ptr().cast(), ZONE.len()));
    reader
}

#[test]
fn a_chip_is_read_and_judged() {
    let (reader, mut field) = (reader(), field());
    field.reader = reader;
    works!(doc9303_reader_read(reader, Some(transmit), None, (&raw mut field).cast()));
    let document = made!(doc9303_reader_document(reader));
    let (trust, rules) = (made!(doc9303_trust_new()), policy("icao"));
    let report = made!(doc9303_judge(document, trust, rules, 0));
    let json = text(made!(doc9303_report_json(report, 0)));
    assert!(json.contains(r#"{"check":"chip.access","outcome":"successful""#), "{json}");
    assert_ne!(verdict(report), Outcome::Successful, "the chip has no EF.SOD");
    // The session that was kept gives the same chip, and the same report of it, once the caller says that it was their terminal.
    let session = text(made!(doc9303_reader_session(reader)));
    let again = made!(doc9303_document_new());
    works!(doc9303_document_set_mrz(again, ZONE.as_ptr().cast(), ZONE.len()));
    works!(doc9303_document_set_session(again, session.as_ptr(), session.len()));
    works!(doc9303_document_set_records(again, c"own_terminal".as_ptr(), 12));
    let report = made!(doc9303_judge(again, trust, rules, 0));
    assert_eq!(text(made!(doc9303_report_json(report, 0))), json);
    let log = text(made!(doc9303_reader_session_log(reader)));
    assert!(!log.contains("L898902C") && !log.contains(ZONE), "{log}");
    let (status, _, message) = fails!(doc9303_reader_read(reader, Some(transmit), None, nowhere()));
    assert_eq!(
        (status, message.as_str()),
        (Status::InvalidArgument, "this reader has read a chip: make another one")
    );
    for document in [document, again] {
        let (status, ..) = fails!(doc9303_document_set_session(document, session.as_ptr(), session.len()));
        assert_eq!(status, Status::InvalidArgument, "what was read is not replaced");
    }
    let bytes = [0x61, 0];
    let (status, ..) = fails!(doc9303_document_add_file(document, c"EF.DG1".as_ptr(), 6, bytes.as_ptr(), 2));
    assert_eq!(status, Status::InvalidArgument, "the chip was read already");
}

#[test]
fn a_chip_that_leaves_is_told_or_comes_back() {
    let (first, mut field_of_first) = (reader(), field());
    field_of_first.leaves_at = 3;
    let context = (&raw mut field_of_first).cast();
    let (status, code, _) = fails!(doc9303_reader_read(first, Some(transmit), Some(reconnect), context));
    assert_eq!((status, code.as_str()), (Status::NotRead, "lost"));
    assert_eq!(
        fails!(doc9303_reader_document(first, &mut nowhere())).0,
        Status::NotRead,
        "it was never opened"
    );
    let (second, mut field) = (reader(), field());
    (field.leaves_at, field.returns) = (12, 1);
    works!(doc9303_reader_read(second, Some(transmit), Some(reconnect), (&raw mut field).cast()));
    let _ = made!(doc9303_reader_document(second));
}

#[test]
fn a_response_longer_than_its_room_is_told() {
    for says in [65_539, usize::MAX] {
        let (reader, mut field) = (reader(), field());
        (field.says, field.returns) = (Some(says), 9);
        let context = (&raw mut field).cast();
        let (status, ..) = fails!(doc9303_reader_read(reader, Some(transmit), Some(reconnect), context));
        assert_eq!(status, Status::InvalidLength);
        assert_eq!(field.sent, 1);
    }
}

#[test]
fn nothing_opens_a_chip_without_a_password() {
    let reader = made!(doc9303_reader_new());
    assert_eq!(fails!(doc9303_reader_session(reader, &mut nowhere())).0, Status::InvalidArgument);
    let (status, _, message) = fails!(doc9303_reader_read(reader, Some(transmit), None, nowhere()));
    assert_eq!(status, Status::InvalidArgument);
    assert_eq!(message, "nothing opens the chip: give the zone or the card access number");
}
