//! Chip Authentication, version 1: every standardised group with every cipher. What the chip proves, the library believes as well.

use crate::chip::{COM, NUMBER, Setting, hex, options, outcome, program};
use doc9303::raw::SecurityInfos;
use doc9303::{DataGroup, FileId};
use doc9303_crypto::AgreementKey;
use doc9303_crypto::secure_messaging::{Cipher as JudgeCipher, Session};
use doc9303_reader::chip::{StaticKey, data_group_14};
use doc9303_reader::{Cipher, Evidence, Group, ReadError, Step};
use std::path::Path;

pub(crate) const DG14: FileId = FileId::Dg(DataGroup::DG14);

/// A private key of a group, another one for each seed.
pub(crate) fn private_key(id: i64, seed: u8) -> Vec<u8> {
    let length = Group::standardized(id).unwrap().private_key_length();
    // Below every order.
    [vec![0], vec![seed; length - 1]].concat()
}

pub(crate) fn static_key(id: i64, seed: u8, cipher: Cipher) -> StaticKey {
    StaticKey::new(id, &private_key(id, seed)).unwrap().with_ciphers([cipher])
}

/// A chip that announces a static key, and uses that of a seed.
pub(crate) fn announcing(id: i64, cipher: Cipher, announced: &StaticKey, used: u8) -> Setting {
    let kind = if announced.group().is_elliptic() { 2 } else { 1 };
    Setting::usual()
        .with("agreement", format_args!("0.4.0.127.0.7.2.2.3.{kind}.{}", cipher.arc()))
        .with("parameters", id)
        .with("private", hex(&private_key(id, used)))
        .with("public", hex(announced.public_key()))
        .with_file(0x010E, &data_group_14(&[], std::slice::from_ref(announced)))
}

/// Reads DG14, and then EF.COM under the new keys.
fn read(program: &Path, setting: &Setting) -> (Result<(), ReadError>, Evidence) {
    outcome(program, setting, options(NUMBER, &[DG14, FileId::Com]))
}

/// Whether the transcript proves, as the library computes it again, that the chip has the key.
fn is_proved(evidence: &Evidence, key: &StaticKey, cipher: Cipher) -> bool {
    let Some(transcript) = &evidence.chip_auth else { return false };
    let file = data_group_14(&[], std::slice::from_ref(key));
    let infos = SecurityInfos::parse_dg14(&file).unwrap();
    let info = infos.iter().find(|info| info.is_chip_authentication_key()).unwrap();
    let judge = AgreementKey::from_spki(info.required()).unwrap();
    let secret = judge.shared_secret(&transcript.terminal_private_key).unwrap();
    let mut session = Session::new(JudgeCipher::from_arc(cipher.arc()).unwrap(), &secret);
    !transcript.exchanges.is_empty()
        && transcript.exchanges.iter().all(|exchange| {
            session.verify_command(&exchange.command).is_ok()
                && session.verify_response(&exchange.response).is_ok()
        })
}

fn assert_proved(program: &Path, id: i64, cipher: Cipher, setting: &Setting, key: &StaticKey) {
    let (result, evidence) = read(program, setting);
    assert_eq!(result, Ok(()), "{id} {cipher}: {evidence:?}");
    assert_eq!(evidence.failures, [], "{id} {cipher}");
    assert!(is_proved(&evidence, key, cipher), "{id} {cipher}: {evidence:?}");
    assert!(!is_proved(&evidence, &static_key(id, 0x22, cipher), cipher), "{id} {cipher}: another key");
    assert_eq!(&evidence.files[&FileId::Com][..], COM, "{id} {cipher}: read on under the new keys");
    assert!(evidence.is_protected_to_end, "{id} {cipher}");
}

#[test]
fn every_group_and_cipher_proves_a_key_of_another_library() {
    let Some(program) = program() else { return };
    for id in [0, 1, 2, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18] {
        for cipher in Cipher::ALL {
            let key = static_key(id, 0x11, cipher);
            assert_proved(program, id, cipher, &announcing(id, cipher, &key, 0x11), &key);
        }
    }
}

/// The other form of commands, which some chips want for 3DES too.
#[test]
fn a_chip_without_the_form_of_3des_proves_its_key() {
    let Some(program) = program() else { return };
    let key = static_key(13, 0x11, Cipher::TripleDes);
    let setting = announcing(13, Cipher::TripleDes, &key, 0x11).with("late", 1);
    assert_proved(program, 13, Cipher::TripleDes, &setting, &key);
}

#[test]
fn a_chip_with_another_key_proves_nothing() {
    let Some(program) = program() else { return };
    for id in [2, 12, 13, 18] {
        for cipher in Cipher::ALL {
            let key = static_key(id, 0x11, cipher);
            let (result, evidence) = read(program, &announcing(id, cipher, &key, 0x22));
            let step = Step::ChipAuthentication;
            let detail = "the chip does not use the keys that were agreed on";
            assert_eq!(result, Err(ReadError::NotProved { step, detail }), "{id} {cipher}");
            assert!(evidence.chip_auth.is_none() && !evidence.files.contains_key(&FileId::Com));
        }
    }
}
