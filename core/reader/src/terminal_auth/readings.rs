//! Whole readings with Terminal Authentication: of a chip that has Basic Access Control, secure messaging and Chip Authentication
//! around it.

mod card;

use super::*;
use crate::chip::TerminalVerifier;
use crate::cv_certificate::Rights;
use crate::cv_certificate::TerminalAlgorithm;
use crate::driving::Steps;
use crate::evidence::Evidence;
use crate::options::ReadOptions;
use crate::password::Password;
use crate::reading::{Next, Reading};
use crate::session::Session;
use crate::signing::{Party, SigningKey, State, date, reference};
use card::{Chip, dg14};
use doc9303::{DataGroup, FileId};

const ZONE: &str = "C11T002JM496081222310314";
const CHIP_NONCE: [u8; 8] = [0xC1; 8];
const CHIP_BAC_KEY: [u8; 16] = [0xC2; 16];
const DG1: FileId = FileId::Dg(DataGroup::DG1);
const DG3: FileId = FileId::Dg(DataGroup::DG3);
const DG4: FileId = FileId::Dg(DataGroup::DG4);
const DG11: FileId = FileId::Dg(DataGroup::DG11);

fn terminal_of(state: &State) -> Terminal {
    let party = state.terminal.clone();
    let chain = CvChain::new(state.certificates()).unwrap();
    Terminal::new([chain], move |request: &SigningRequest| {
        Some(party.key.sign(request.algorithm, &request.message))
    })
}

fn options(terminal: Option<Terminal>) -> ReadOptions {
    let mut options = ReadOptions::new(Password::mrz_information(ZONE));
    options.terminal = terminal;
    options
}

/// Reads to the end. After so many commands the chip leaves the field once.
fn read(
    chip: &mut Chip,
    options: ReadOptions,
    leaves_after: Option<usize>,
) -> (Reading, Result<(), ReadError>) {
    let mut reading = Reading::new(options, Steps(0));
    loop {
        match reading.next() {
            Next::Send(_) if leaves_after == Some(chip.commands) => {
                chip.commands += 1;
                reading.lost();
            }
            Next::Send(command) => reading.answer(chip.answer(&command)),
            Next::Event(_) => {}
            Next::Sign(_) => reading.signed(None),
            Next::Reconnect => {
                chip.leave_the_field();
                reading.reconnected();
            }
            Next::Done(result) => return (reading, result),
        }
    }
}

fn evidence(chip: &mut Chip, options: ReadOptions) -> Evidence {
    let (reading, result) = read(chip, options, None);
    assert_eq!(result, Ok(()));
    reading.evidence()
}

fn setting() -> (State, Chip) {
    let state = State::of(TerminalAlgorithm::EcdsaSha256);
    let chip = Chip::new(state.cvca.certified_by(&state.cvca), 13, &[0x61, 0x63, 0x6E, 0x76]);
    (state, chip)
}

#[test]
fn protected_files_are_read_after_it_alone() {
    let (state, mut chip) = setting();
    let brought = evidence(&mut chip, options(Some(terminal_of(&state))));
    assert_eq!((brought.files[&DG3].len(), brought.files[&DG4].len()), (2004, 304));
    let access = brought.terminal_auth.unwrap();
    assert_eq!((access.trust_point, access.rights), (reference("UTCVCA00001"), Rights::ALL));
    assert!(brought.chip_auth.is_some() && brought.is_protected_to_end);
    let (_, mut chip) = setting();
    let brought = evidence(&mut chip, options(None));
    assert!(brought.files.contains_key(&DG1) && brought.terminal_auth.is_none());
    assert!(!chip.seen.contains(&0x0103));
}

/// Reads with a terminal for which the driver signs, and asks each time twice what is to be signed.
fn driven(chip: &mut Chip, chain: CvChain, sign: impl Fn(&SigningRequest) -> Option<Vec<u8>>) -> Reading {
    let mut reading = Reading::new(options(Some(Terminal::driven([chain]))), Steps(0));
    loop {
        match reading.next() {
            Next::Send(command) => reading.answer(chip.answer(&command)),
            Next::Event(_) => {}
            Next::Sign(request) => {
                let Next::Sign(again) = reading.next() else { panic!("it waits for the signature") };
                assert_eq!(again.message, request.message);
                assert_eq!(request.key, reference("UTGATE01A0001"));
                reading.signed(sign(&request));
            }
            Next::Reconnect => panic!("the chip stays"),
            Next::Done(result) => {
                assert_eq!(result, Ok(()));
                return reading;
            }
        }
    }
}

#[test]
fn who_drives_the_reading_may_sign() {
    let (state, mut chip) = setting();
    let chain = CvChain::new(state.certificates()).unwrap();
    let key = state.terminal.key.clone();
    let reading =
        driven(&mut chip, chain.clone(), |request| Some(key.sign(request.algorithm, &request.message)));
    assert_eq!(reading.evidence().terminal_auth.unwrap().rights, Rights::ALL);
    assert!(reading.evidence().files.contains_key(&DG3));
    let replay = Session::of(&reading).replay().unwrap();
    assert_eq!(replay.evidence.terminal_auth, reading.evidence().terminal_auth, "a recording asks nobody");
    for signature in [None, Some(vec![]), Some(vec![1; 64])] {
        let (_, mut chip) = setting();
        let reading = driven(&mut chip, chain.clone(), |_| signature.clone());
        let brought = reading.evidence();
        assert!(brought.terminal_auth.is_none() && !brought.files.contains_key(&DG3));
        let refused = unusable("the signer gives no signature that its certificate verifies");
        assert_eq!(brought.failures, [(STEP, refused)]);
        assert!(brought.files.contains_key(&DG1), "what everyone may read is read");
        assert!(Session::of(&reading).replay().unwrap().evidence.terminal_auth.is_none());
    }
}

#[test]
fn rights_that_are_missing_are_told() {
    for (rights, granted, denied) in [
        (Rights { dg3: true, dg4: false }, Some(DG3), vec![DG4]),
        (Rights { dg3: false, dg4: true }, Some(DG4), vec![DG3]),
        (Rights::NONE, None, vec![DG3, DG4]),
    ] {
        let (state, mut chip) = setting();
        let state = State { verifier: Party { rights, ..state.verifier }, ..state };
        let brought = evidence(&mut chip, options(Some(terminal_of(&state))));
        assert_eq!(brought.terminal_auth.as_ref().unwrap().rights, rights);
        for file in [DG3, DG4] {
            assert_eq!(brought.files.contains_key(&file), granted == Some(file));
        }
        for file in denied {
            assert!(brought.not_read.contains(&(file, ReadError::NotGranted { file })), "{rights}");
        }
        assert!(brought.files.contains_key(&DG1) && brought.failures.is_empty());
    }
}

#[test]
fn files_that_are_not_there_are_not_asked_for() {
    for (listed, absent) in [([0x61, 0x63, 0x6E], 0x0104), ([0x61, 0x76, 0x6E], 0x0103)] {
        let state = State::of(TerminalAlgorithm::EcdsaSha256);
        let mut chip = Chip::new(state.cvca.certified_by(&state.cvca), 13, &listed);
        let brought = evidence(&mut chip, options(Some(terminal_of(&state))));
        assert!(!chip.seen.contains(&absent));
        assert_eq!(brought.files.len(), 4, "EF.COM, DG1, DG14 and one protected file");
    }
}

#[test]
fn other_files_may_be_protected_too() {
    let state = State::of(TerminalAlgorithm::EcdsaSha256);
    let mut chip = Chip::new(state.cvca.certified_by(&state.cvca), 13, &[0x61, 0x6B, 0x6E]);
    chip.protected.push(0x010B);
    let brought = evidence(&mut chip, options(Some(terminal_of(&state))));
    assert_eq!(brought.files[&DG11].len(), 32);
}

/// Files of every length around those of blocks: whatever a chip says when it is asked for more than there is, it never is.
#[test]
fn reading_ends_where_files_end() {
    let (state, _) = setting();
    let cvca = state.cvca.certified_by(&state.cvca);
    for end in [0x6B00, 0x6282, 0x6C00].map(Status) {
        for length in (6..300).chain([1_000, 2_000]) {
            let listed = [0x61, 0x63, 0x6E, 0x76];
            let mut chip = Chip::new(cvca.clone(), 13, &listed);
            chip.end = end;
            chip.files.insert(0x0101, tlv::object(0x61, &vec![7; length]));
            let brought = evidence(&mut chip, options(None));
            assert_eq!(brought.files[&DG1][..], chip.files[&0x0101][..], "{end} {length}");
            assert_eq!(chip.beyond, 0, "{end} {length}");
        }
    }
}

#[test]
fn whatever_refuses_chip_authentication_ends_nothing() {
    for status in [0x6A80, 0x6A88, 0x6985, 0x6982, 0x6A86, 0x6F00].map(Status) {
        let (state, mut chip) = setting();
        chip.chip_auth = status;
        let brought = evidence(&mut chip, options(Some(terminal_of(&state))));
        let refused = ReadError::Refused { step: Step::ChipAuthentication, status };
        assert!(brought.failures.contains(&(Step::ChipAuthentication, refused)), "{status}");
        assert!(brought.chip_auth.is_none() && brought.terminal_auth.is_none(), "{status}");
        assert!(brought.files.contains_key(&DG1), "{status}");
    }
}

#[test]
fn a_chip_that_refuses_it_is_read_without() {
    let (state, mut chip) = setting();
    let stranger = Party { name: "XOCVCA00001", ..state.cvca.clone() };
    chip.verifier = TerminalVerifier::new([stranger.certified_by(&stranger)], date(2026, 1, 1)).unwrap();
    chip.files.insert(EF_CVCA, chip.verifier.ef_cvca());
    let brought = evidence(&mut chip, options(Some(terminal_of(&state))));
    let error = unusable("no certificates lead from a trust point of the chip");
    assert_eq!(brought.failures, [(Step::TerminalAuthentication, error)]);
    assert!(brought.files.contains_key(&DG1) && brought.terminal_auth.is_none());
    assert!(brought.not_read.contains(&(DG3, ReadError::NotGranted { file: DG3 })));
}

#[test]
fn a_file_that_is_not_there_names_no_trust_point() {
    for (identifier, is_there) in [([0x01, 0x3C], false), ([0x01, 0x1C], true)] {
        let (state, mut chip) = setting();
        let file = tlv::object(0x30, &tlv::object(0x04, &identifier));
        chip.files.insert(0x010E, dg14(&chip.group, 13, &chip.private_key, &[file]));
        let brought = evidence(&mut chip, options(Some(terminal_of(&state))));
        assert_eq!(brought.terminal_auth.is_some(), is_there);
        let error = ReadError::Refused { step: Step::SelectFile, status: Status(0x6A82) };
        assert_eq!(brought.failures.contains(&(Step::TerminalAuthentication, error)), !is_there);
    }
}

#[test]
fn keys_of_chip_and_terminal_need_not_be_alike() {
    let cases = [
        (0, TerminalAlgorithm::RsaPssSha256, SigningKey::rsa()),
        (2, TerminalAlgorithm::RsaPkcs1Sha256, SigningKey::short_rsa()),
        (11, TerminalAlgorithm::EcdsaSha256, SigningKey::on(13, &[5; 32])),
    ];
    for (parameter_id, algorithm, key) in cases {
        let state = State::of(algorithm);
        let with_key = |party: Party| Party { key: key.clone(), ..party };
        let state = State {
            cvca: with_key(state.cvca),
            next: with_key(state.next),
            verifier: with_key(state.verifier),
            terminal: with_key(state.terminal),
        };
        let listed = [0x61, 0x63, 0x6E, 0x76];
        let mut chip = Chip::new(state.cvca.certified_by(&state.cvca), parameter_id, &listed);
        let brought = evidence(&mut chip, options(Some(terminal_of(&state))));
        assert!(brought.files.contains_key(&DG3), "{algorithm}: {:?}", brought.failures);
    }
}

/// Whenever the chip leaves the field, everything that was granted is granted again, and read to its end.
#[test]
fn a_lost_field_loses_no_right() {
    let (state, mut chip) = setting();
    let whole = evidence(&mut chip, options(Some(terminal_of(&state))));
    for place in (8..chip.commands).step_by(3) {
        let (_, mut chip) = setting();
        let (reading, result) = read(&mut chip, options(Some(terminal_of(&state))), Some(place));
        assert_eq!(result, Ok(()), "command {place}");
        let brought = reading.evidence();
        assert_eq!((brought.resumed, &brought.files), (1, &whole.files), "command {place}");
        assert_eq!(brought.terminal_auth, whole.terminal_auth, "command {place}");
    }
}

#[test]
fn a_session_is_replayed_without_the_signer() {
    let (state, mut chip) = setting();
    let (reading, _) = read(&mut chip, options(Some(terminal_of(&state))), None);
    let session = Session::parse(Session::of(&reading).to_json().as_bytes()).unwrap();
    let (live, replayed) = (reading.evidence(), session.replay().unwrap().evidence);
    assert_eq!((live.files, live.terminal_auth), (replayed.files, replayed.terminal_auth));
}

/// A signer that gives nothing, or what its certificate does not verify, is the same when it is replayed.
#[test]
fn a_session_without_a_signature_is_replayed() {
    for signature in [None, Some(vec![1; 7]), Some(vec![1; 64])] {
        let (state, mut chip) = setting();
        let chain = CvChain::new(state.certificates()).unwrap();
        let given = signature.clone();
        let terminal = Terminal::new([chain], move |_: &SigningRequest| given.clone());
        let (reading, result) = read(&mut chip, options(Some(terminal)), None);
        assert_eq!(result, Ok(()), "the chip is read without");
        let session = Session::parse(Session::of(&reading).to_json().as_bytes()).unwrap();
        let (live, replayed) = (reading.evidence(), session.replay().unwrap().evidence);
        assert!(live.terminal_auth.is_none() && live.failures.len() == 1);
        assert_eq!((live.files, live.failures), (replayed.files, replayed.failures), "{signature:?}");
    }
}

#[test]
fn a_list_of_files_is_kept_to() {
    let (state, mut chip) = setting();
    let mut listed = options(Some(terminal_of(&state)));
    listed.files = Some(vec![FileId::Dg(DataGroup::DG14), DG4]);
    let brought = evidence(&mut chip, listed);
    assert_eq!(brought.files.len(), 2);
    let (state, mut chip) = setting();
    let mut listed = options(Some(terminal_of(&state)));
    listed.files = Some(vec![DG4]);
    let brought = evidence(&mut chip, listed);
    assert_eq!(brought.failures, [(Step::TerminalAuthentication, unusable("DG14 was not read"))]);
    assert_eq!(brought.not_read, [(DG4, ReadError::NotGranted { file: DG4 })]);
}

#[test]
fn the_document_number_is_that_of_the_zone() {
    let zone = Password::mrz_information(ZONE).unwrap();
    assert_eq!(zone.document_number(), Some(&b"C11T002JM4"[..]));
    // A long number stands whole before the dates (Doc 9303-11 §9.7.2).
    let long = Password::mrz_information("D23145890734934071279507122").unwrap();
    assert_eq!(long.document_number(), Some(&b"D231458907349"[..]));
    assert_eq!(Password::card_access_number("500540").unwrap().document_number(), None);
}
