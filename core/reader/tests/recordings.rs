//! Sessions of foreign chips with foreign readers: given the randomness of the recording, every command must be the recorded
//! one. They lie in the folder that `DOC9303_REAL_DATA` names, and are not part of this repository.

use doc9303::{DataGroup, FileId};
use doc9303_reader::{
    Next, Password, Purpose, ReadOptions, Reading, RecordedRandomness, Session, SessionError,
};
use serde_json::Value;

fn hex(value: &Value) -> Vec<u8> {
    base16ct::mixed::decode_vec(value.as_str().unwrap()).unwrap()
}

fn options(recording: &Value, longest: usize) -> ReadOptions {
    let (kind, text) = (&recording["password"]["type"], recording["password"]["value"].as_str().unwrap());
    let password = match kind.as_str().unwrap() {
        "CAN" => Password::card_access_number(text),
        _ => Password::mrz_information(text),
    };
    let mut options = ReadOptions::new(password);
    let groups = [DataGroup::DG1, DataGroup::DG2, DataGroup::DG3, DataGroup::DG14, DataGroup::DG15];
    options.files = Some([FileId::Com, FileId::Sod].into_iter().chain(groups.map(FileId::Dg)).collect());
    options.longest_response = longest;
    options.chip_authentication = false;
    options.active_authentication = false;
    options
}

/// Follows a recording as long as the commands are the recorded ones; the number of those that were, and the reading.
fn follow(recording: &Value, longest: usize) -> (usize, Reading) {
    let keys = [
        (Purpose::PaceMappingKey, "reader_map_private_key"),
        (Purpose::PaceNonce, "reader_nonce"),
        (Purpose::PaceAgreementKey, "reader_agreement_private_key"),
    ];
    let randomness = keys
        .into_iter()
        .filter(|(_, name)| recording[name].is_string())
        .map(|(purpose, name)| (purpose, hex(&recording[name])));
    let mut reading = Reading::new(options(recording, longest), RecordedRandomness::new(randomness));
    let exchanges = recording["apdus"].as_array().unwrap();
    let mut followed = 0;
    loop {
        match reading.next() {
            Next::Event(_) => {}
            Next::Done(_) => return (followed, reading),
            Next::Reconnect | Next::Sign(_) => return (followed, reading),
            Next::Send(command) => match exchanges.get(followed) {
                Some(exchange) if hex(&exchange[0]) == command => {
                    reading.answer(hex(&exchange[1]));
                    followed += 1;
                }
                // The recording reader takes the first 256 bytes of EF.CardAccess for the whole.
                Some(_) if command[..2] == [0x00, 0xB0] && command[2..4] != [0, 0] => {
                    reading.answer(vec![0x6B, 0x00])
                }
                _ => return (followed, reading),
            },
        }
    }
}

#[test]
fn foreign_sessions_are_followed_byte_for_byte() {
    let Some(folder) = std::env::var_os("DOC9303_REAL_DATA") else {
        println!("skipped: DOC9303_REAL_DATA is not set");
        return;
    };
    let folder = std::path::Path::new(&folder).join("chip-sessions");
    let mut count = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let recording: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let whole = recording["apdus"].as_array().unwrap().len();
        let longest = [256, 65_536].into_iter().map(|longest| follow(&recording, longest));
        let (followed, reading) = longest.max_by_key(|(followed, _)| *followed).unwrap();
        assert_eq!(followed, whole, "{}", path.display());
        let evidence = reading.evidence();
        assert!(evidence.access.is_some() && evidence.is_protected_to_end, "{evidence:?}");
        let dg2 = &evidence.files[&FileId::Dg(DataGroup::DG2)];
        assert_eq!(dg2[0], 0x75);
        count += 1;
    }
    assert!(count > 0, "no session in {}", folder.display());
}

/// The same session, kept and replayed, reads the same files; and what is kept of it without personal data says none.
#[test]
fn a_session_is_replayed_and_redacted() {
    let Some(folder) = std::env::var_os("DOC9303_REAL_DATA") else {
        println!("skipped: DOC9303_REAL_DATA is not set");
        return;
    };
    let path = std::path::Path::new(&folder).join("chip-sessions/persosim-p01-mrz-223.json");
    let recording: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let (_, reading) = follow(&recording, 256);
    let json = Session::of(&reading).to_json();
    let session = Session::parse(json.as_bytes()).unwrap();
    let evidence = session.replay().unwrap().evidence;
    assert_eq!(evidence.files, reading.evidence().files);
    assert_eq!(evidence.attempts, reading.evidence().attempts);

    let redacted = session.without_personal_data().unwrap();
    assert_eq!(Session::parse(redacted.as_bytes()).unwrap_err(), SessionError::Withheld);
    let password = recording["password"]["value"].as_str().unwrap();
    assert!(json.contains(password) && !redacted.contains(password));
    assert!(redacted.contains("PACE-GM brainpoolP256r1 AES-128") && redacted.contains("EF.DG2"));
    for bytes in evidence.files.values().filter(|bytes| bytes.len() > 200) {
        let member = format!(": {}", bytes.len());
        assert!(!redacted.contains(&member), "an exact size tells the document");
    }

    // An answer that was changed does not pass: neither in the open nor under secure messaging.
    for place in [4, 6, 20] {
        let mut value: Value = serde_json::from_str(&json).unwrap();
        let response = value["exchanges"][place]["response"].as_str().unwrap().to_owned();
        let changed = if response.as_bytes()[20] == b'0' { "1" } else { "0" };
        let response = format!("{}{changed}{}", &response[..20], &response[21..]);
        value["exchanges"][place]["response"] = response.into();
        let session = Session::parse(value.to_string().as_bytes()).unwrap();
        assert!(matches!(session.replay(), Err(SessionError::Differs { .. })), "{place}");
    }
}

/// Lengths and counts that no transport and no document has are bounded alike in a live reading and in its session.
#[test]
fn options_beyond_reason_are_bounded() {
    let mut options = ReadOptions::new(Password::card_access_number("500540"));
    options.resumptions = usize::MAX;
    (options.commands, options.longest_response, options.longest_command) = (usize::MAX, 0, usize::MAX);
    let reading = Reading::new(options, RecordedRandomness::default());
    let bounded = reading.options();
    assert_eq!((bounded.resumptions, bounded.commands), (100, 100_000));
    assert_eq!((bounded.longest_response, bounded.longest_command), (64, 65_535));
    let again = Session::parse(Session::of(&reading).to_json().as_bytes()).unwrap();
    assert_eq!(again.to_json(), Session::of(&reading).to_json());
}

#[test]
fn what_is_no_session_is_told_with_its_place() {
    let code = |text: &str| Session::parse(text.as_bytes()).unwrap_err().to_string();
    assert!(code("{\n no").contains("line 2"));
    assert!(code("[]").contains("not a session"));
    assert!(code(r#"{"format": "doc9303-session", "version": 2}"#).contains("not a session"));
    assert!(code(r#"{"format": "doc9303-session", "version": 1}"#).contains("options"));
}
