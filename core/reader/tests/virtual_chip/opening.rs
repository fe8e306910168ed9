//! Every way to open a document.

use crate::driver::{Run, read};
use crate::made::{chip, file, number, options, private_key, small, variant, zone};
use doc9303::FileId;
use doc9303::lds::{AccessPassword, AccessProtocol};
use doc9303_crypto::AgreementKey;
use doc9303_reader::chip::{ChipLengths, ChipProfile, StaticKey, data_group_14};
use doc9303_reader::{Cipher, Mapping, PaceVariant, ReadOptions};

const PARAMETERS: [i64; 14] = [0, 1, 2, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18];

fn is_numbers(id: i64) -> bool {
    id < 8
}

/// A document that takes this variant alone; groups of 2,048 bits need extended lengths.
fn taking(pace: PaceVariant) -> ChipProfile {
    let mut profile = small();
    if pace.parameter_id().is_some_and(is_numbers) {
        profile.lengths = ChipLengths::extended(1_024);
    }
    profile.pace = vec![pace];
    profile
}

fn assert_read(run: &Run, profile: &ChipProfile, what: &str) {
    assert_eq!(run.result, Ok(()), "{what}: {:?}", run.evidence);
    let wanted =
        profile.files.iter().filter(|(file, _)| run.evidence.files.get(file) == profile.files.get(file));
    assert_eq!(wanted.count(), profile.files.len(), "{what}: {:?}", run.evidence);
    let is_there = |file| profile.files.contains_key(file);
    assert!(!run.evidence.not_read.iter().any(|(file, _)| is_there(file)), "{what}: {:?}", run.evidence);
}

fn assert_opens(mapping: Mapping, ids: impl IntoIterator<Item = i64>) -> usize {
    let mut opened = 0;
    for id in ids {
        for cipher in Cipher::ALL {
            let Some(pace) = PaceVariant::new(mapping, cipher, id) else { continue };
            let profile = taking(pace.clone());
            let mut extended = options();
            extended.longest_response = profile.lengths.response;
            extended.longest_command = profile.lengths.command;
            let run = read(&mut chip(profile.clone()), extended);
            assert_read(&run, &profile, &pace.to_string());
            let access = run.evidence.access.unwrap();
            assert_eq!(access.protocol, AccessProtocol::Pace);
            assert_eq!(access.password, Some(AccessPassword::Mrz));
            assert_eq!(run.evidence.attempts[0].variant, pace.to_string());
            assert!(run.evidence.is_protected_to_end);
            opened += 1;
        }
    }
    opened
}

#[test]
fn generic_mapping_opens_with_all_parameters_and_ciphers() {
    assert_eq!(assert_opens(Mapping::Generic, PARAMETERS), 56);
}

#[test]
fn integrated_mapping_opens_with_all_parameters_that_have_it() {
    // P-224 has none (§4.4.3.3.2).
    assert_eq!(assert_opens(Mapping::Integrated, PARAMETERS.into_iter().filter(|id| *id != 10)), 52);
}

#[test]
fn chip_authentication_mapping_opens_and_proves_the_key() {
    let mut proved = 0;
    for id in PARAMETERS.into_iter().filter(|id| !is_numbers(*id)) {
        for cipher in Cipher::ALL.into_iter().filter(|cipher| *cipher != Cipher::TripleDes) {
            let pace = variant(Mapping::ChipAuthentication, cipher, id);
            let key = StaticKey::new(id, &private_key(id)).unwrap();
            let mut profile = taking(pace.clone());
            profile.mapping_key = Some(key.clone());
            profile.files.insert(FileId::CardSecurity, file(0x30, 1_000).into());
            let run = read(&mut chip(profile.clone()), options());
            assert_read(&run, &profile, &pace.to_string());
            let record = run.evidence.pace_cam.unwrap();
            let judge = agreement_key(&key);
            assert!(
                judge.is_mapping_proved(&record.chip_authentication_data, &record.chip_mapping_public_key)
            );
            let mut other = private_key(id);
            *other.last_mut().unwrap() ^= 2;
            let judge = agreement_key(&StaticKey::new(id, &other).unwrap());
            assert!(
                !judge.is_mapping_proved(&record.chip_authentication_data, &record.chip_mapping_public_key)
            );
            assert_eq!(record.parameter_id, id);
            proved += 1;
        }
    }
    assert_eq!(proved, 33);
}

/// The key as the verifier of the library reads it from EF.DG14.
pub(crate) fn agreement_key(key: &StaticKey) -> AgreementKey {
    let file = data_group_14(&[], std::slice::from_ref(key));
    let infos = doc9303::raw::SecurityInfos::parse_dg14(&file).unwrap();
    let info = infos.iter().find(|info| info.is_chip_authentication_key()).unwrap();
    AgreementKey::from_spki(info.required()).unwrap()
}

#[test]
fn the_strongest_of_several_variants_opens() {
    let mut profile = small();
    profile.pace = vec![
        variant(Mapping::Generic, Cipher::TripleDes, 12),
        variant(Mapping::Generic, Cipher::Aes256, 12),
        variant(Mapping::Generic, Cipher::Aes256, 16),
        variant(Mapping::Generic, Cipher::Aes128, 13),
    ];
    let run = read(&mut chip(profile), options());
    let variants: Vec<&str> = run.evidence.attempts.iter().map(|attempt| attempt.variant.as_str()).collect();
    assert_eq!(
        variants,
        ["PACE-GM brainpoolP384r1 AES-256"],
        "the same protocol twice: named by its parameters"
    );
}

#[test]
fn the_card_access_number_opens_by_pace_and_not_by_basic_access_control() {
    let mut profile = small();
    profile.has_basic_access = true;
    let run = read(&mut chip(profile.clone()), ReadOptions::new([number()]));
    assert_eq!(run.result.unwrap_err().code(), "no_password", "it wants the keys of the zone");
    profile.pace = vec![variant(Mapping::Generic, Cipher::Aes128, 13)];
    let run = read(&mut chip(profile), ReadOptions::new([number()]));
    assert_eq!(run.result, Ok(()));
    assert_eq!(run.evidence.access.unwrap().password, Some(AccessPassword::Can));
}

#[test]
fn basic_access_control_opens() {
    let mut profile = small();
    profile.has_basic_access = true;
    let run = read(&mut chip(profile.clone()), ReadOptions::new([number(), zone()]));
    assert_read(&run, &profile, "BAC");
    assert_eq!(run.evidence.access.unwrap().protocol, AccessProtocol::Bac);
}

#[test]
fn a_document_without_access_control_is_read() {
    let mut profile = small();
    profile.passwords.clear();
    for passwords in [vec![], vec![zone()], vec![number()]] {
        let run = read(&mut chip(profile.clone()), ReadOptions::new(passwords));
        assert_read(&run, &profile, "none");
        assert_eq!(run.evidence.access.unwrap().protocol, AccessProtocol::None);
    }
}

#[test]
fn wrong_passwords_open_nothing() {
    let other = doc9303_reader::Password::mrz_information("L898902C<369080619406237").unwrap();
    for (pace, has_basic_access) in
        [(vec![], true), (vec![variant(Mapping::Generic, Cipher::Aes128, 13)], true)]
    {
        let mut profile = small();
        (profile.pace, profile.has_basic_access) = (pace, has_basic_access);
        let run = read(&mut chip(profile), ReadOptions::new([other.clone()]));
        assert!(run.result.is_err());
        assert_eq!(run.evidence.access, None);
        assert!(!run.evidence.files.contains_key(&crate::made::dg(1)));
    }
}
