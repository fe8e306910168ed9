//! Sessions as somebody hands them over: read, replayed and looked at without personal data.
#![no_main]

use doc9303_reader::Session;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Ok(session) = Session::parse(data) else { return };
    let again = Session::parse(session.to_json().as_bytes()).expect("what is written can be read");
    assert_eq!(again.commands(), session.commands());
    assert_eq!(session.replay().is_ok(), session.without_personal_data().is_ok());
});
