//! Terminal Authentication, version 1: every algorithm and curve opens EF.DG3, and whatever is wrong opens nothing.

use crate::certified::{Party, State, in_days};
use crate::chip::{NUMBER, Setting, hex, options, outcome, program};
use crate::chip_auth::{DG14, announcing, static_key};
use doc9303::{DataGroup, FileId};
use doc9303_reader::{
    Cipher, CvCertificate, CvChain, Evidence, ReadError, Rights, Role, Status, Step, Terminal,
    TerminalAlgorithm, TerminalKey,
};
use std::path::Path;

const DG3: FileId = FileId::Dg(DataGroup::DG3);
const FINGERPRINTS: &[u8] = b"\x63\x10fingerprints 123";
const STEP: Step = Step::TerminalAuthentication;

/// A chip that trusts an authority, and names it in EF.CVCA.
fn trusting(id: i64, anchor: &CvCertificate) -> Setting {
    let key = static_key(id, 0x11, Cipher::Aes128);
    let name = anchor.holder().as_bytes();
    let mut names = [&[0x42, u8::try_from(name.len()).unwrap()], name].concat();
    names.resize(36, 0);
    announcing(id, Cipher::Aes128, &key, 0x11)
        .with("anchor", hex(&anchor.to_bytes()))
        .with_file(0x011C, &names)
        .with_file(0x0103, FINGERPRINTS)
}

/// Reads EF.DG14 and EF.DG3 as a terminal with these certificates, over a transport for long commands or for short ones.
fn read(
    program: &Path,
    setting: &Setting,
    certificates: Vec<CvCertificate>,
    key: TerminalKey,
    is_long: bool,
) -> Evidence {
    let mut options = options(NUMBER, &[DG14, DG3]);
    if !is_long {
        (options.longest_command, options.longest_response) = (255, 256);
    }
    options.terminal = Some(Terminal::new([CvChain::new(certificates).unwrap()], key));
    let (result, evidence) = outcome(program, setting, options);
    assert_eq!(result, Ok(()), "{evidence:?}");
    assert!(evidence.chip_auth.is_some() && evidence.is_protected_to_end);
    evidence
}

fn assert_opened(evidence: &Evidence, state: &State, what: &str) {
    assert_eq!(evidence.failures, [], "{what}");
    let access = evidence.terminal_auth.as_ref().unwrap();
    assert_eq!(access.terminal, state.terminal.reference(), "{what}");
    assert_eq!(&evidence.files[&DG3][..], FINGERPRINTS, "{what}");
}

fn assert_refused(evidence: &Evidence, what: &str) {
    let refused = ReadError::Refused { step: STEP, status: Status(0x6300) };
    assert_eq!(evidence.failures, [(STEP, refused)], "{what}");
    assert!(evidence.terminal_auth.is_none() && !evidence.files.contains_key(&DG3), "{what}");
    assert_eq!(evidence.not_read, [(DG3, ReadError::NotGranted { file: DG3 })], "{what}");
}

/// A State on a common curve, and a chip that trusts it.
fn setting() -> (State, Setting) {
    let state = State::new(TerminalAlgorithm::EcdsaSha256, 13);
    let setting = trusting(13, &state.certificates()[0]);
    (state, setting)
}

#[test]
fn every_algorithm_opens_a_chip_of_another_library() {
    let Some(program) = program() else { return };
    for algorithm in TerminalAlgorithm::ALL {
        let state = State::new(algorithm, 13);
        let certificates = state.certificates();
        let setting = trusting(12, &certificates[0]);
        for is_long in [true, false] {
            let evidence = read(program, &setting, certificates.clone(), state.terminal.key(), is_long);
            assert_opened(&evidence, &state, algorithm.as_str());
        }
    }
}

#[test]
fn every_curve_opens_a_chip_of_another_library() {
    let Some(program) = program() else { return };
    for id in 8..=18 {
        let state = State::new(TerminalAlgorithm::EcdsaSha256, id);
        let certificates = state.certificates();
        // The key of Chip Authentication is on the same curve, so that the terminal's compressed keys are of every length.
        let evidence =
            read(program, &trusting(id, &certificates[0]), certificates, state.terminal.key(), true);
        assert_opened(&evidence, &state, &id.to_string());
    }
}

/// The terminal's key modulo a prime is compressed to a digest.
#[test]
fn keys_modulo_a_prime_bind_the_terminal_too() {
    let Some(program) = program() else { return };
    let state = State::new(TerminalAlgorithm::EcdsaSha256, 13);
    let certificates = state.certificates();
    let evidence = read(program, &trusting(2, &certificates[0]), certificates, state.terminal.key(), true);
    assert_opened(&evidence, &state, "2048 bits");
}

#[test]
fn a_link_leads_to_the_next_key() {
    let Some(program) = program() else { return };
    let (state, setting) = setting();
    let next =
        Party::new("UTCVCA00002", Role::CertificationAuthority, TerminalAlgorithm::EcdsaSha384, 16, 0x34);
    let verifier =
        Party::new("UTVERIFY00002", Role::ForeignVerifier, TerminalAlgorithm::EcdsaSha384, 16, 0x35);
    let certificates = vec![
        state.authority.certified_by(&state.authority),
        next.certified_by(&state.authority),
        verifier.certified_by(&next),
        Party::new("UTGATE01A0001", Role::Terminal, TerminalAlgorithm::EcdsaSha384, 16, 0x33)
            .certified_by(&verifier),
    ];
    let key = Party::new("UTGATE01A0001", Role::Terminal, TerminalAlgorithm::EcdsaSha384, 16, 0x33).key();
    assert_opened(&read(program, &setting, certificates, key, true), &state, "link");
}

#[test]
fn a_trust_point_is_told_in_pace() {
    let Some(program) = program() else { return };
    let (state, setting) = setting();
    let setting = setting.with("names", hex(state.authority.name.as_bytes()));
    let evidence = read(program, &setting, state.certificates(), state.terminal.key(), true);
    assert_opened(&evidence, &state, "object 87");
}

/// One bit: of a certificate, of the signature, and of each of the three parts that are signed.
#[test]
fn whatever_is_wrong_opens_nothing() {
    let Some(program) = program() else { return };
    for wrong in ["certificate", "signature", "challenge", "chip", "terminal"] {
        for algorithm in [TerminalAlgorithm::EcdsaSha256, TerminalAlgorithm::RsaPssSha256] {
            let state = State::new(algorithm, 13);
            let certificates = state.certificates();
            let setting = trusting(13, &certificates[0]).with("wrong", wrong);
            let evidence = read(program, &setting, certificates, state.terminal.key(), true);
            assert_refused(&evidence, &format!("{wrong} {algorithm}"));
        }
    }
}

/// Certificates that verify among themselves, of an authority that has the name that the chip trusts and another key.
#[test]
fn an_authority_that_only_has_the_name_opens_nothing() {
    let Some(program) = program() else { return };
    let (state, setting) = setting();
    let name = state.authority.name;
    let forged = State {
        authority: Party::new(name, Role::CertificationAuthority, TerminalAlgorithm::EcdsaSha256, 13, 0x41),
        ..state
    };
    let evidence = read(program, &setting, forged.certificates(), forged.terminal.key(), true);
    assert_refused(&evidence, "another authority");
}

#[test]
fn certificates_of_other_days_open_nothing() {
    let Some(program) = program() else { return };
    for validity in [[in_days(-20), in_days(-2)], [in_days(2), in_days(20)]] {
        let (mut state, setting) = setting();
        state.terminal.validity = validity;
        let evidence = read(program, &setting, state.certificates(), state.terminal.key(), true);
        assert_refused(&evidence, &format!("{validity:?}"));
    }
}

/// Rights are those that every certificate gives.
#[test]
fn a_terminal_without_the_right_is_not_granted_the_file() {
    let Some(program) = program() else { return };
    let (mut state, setting) = setting();
    state.verifier.rights = Rights { dg3: false, dg4: true };
    let evidence = read(program, &setting, state.certificates(), state.terminal.key(), true);
    assert_eq!(evidence.failures, []);
    assert_eq!(evidence.terminal_auth.as_ref().unwrap().rights, Rights { dg3: false, dg4: true });
    assert_eq!(evidence.not_read, [(DG3, ReadError::NotGranted { file: DG3 })]);
}
