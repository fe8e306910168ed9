//! Chip Authentication with what EF.DG14 announces, rightly and wrongly.

use crate::driver::{Run, Seeded, read};
use crate::made::{chip, com, dg, options, private_key, small};
use doc9303::FileId;
use doc9303_reader::chip::{ChipLengths, ChipProfile, StaticKey, data_group_14};
use doc9303_reader::{Cipher, Next, Reading};

fn key(id: i64, key_id: i64, cipher: Cipher) -> StaticKey {
    StaticKey::new(id, &private_key(id)).unwrap().with_key_id(key_id).with_ciphers([cipher])
}

/// A document with these keys that announces what the file says.
fn announcing(keys: Vec<StaticKey>, file: Vec<u8>) -> ChipProfile {
    let mut profile = small();
    profile.has_basic_access = true;
    profile.lengths = ChipLengths::extended(1_024);
    profile.files.insert(FileId::Com, com(&[0x61, 0x6E]).into());
    profile.files.insert(dg(14), file.into());
    profile.static_keys = keys;
    profile
}

fn read_announced(keys: Vec<StaticKey>, file: Vec<u8>) -> Run {
    read(&mut chip(announcing(keys, file)), options())
}

/// The file with bytes replaced, of which there must be some.
fn patched(file: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let place = file.windows(from.len()).rposition(|window| window == from).unwrap();
    [&file[..place], to, &file[place + from.len()..]].concat()
}

#[test]
fn one_of_three_keys_is_named() {
    let keys = vec![key(12, 7, Cipher::Aes128), key(13, 8, Cipher::Aes256), key(11, 9, Cipher::Aes192)];
    let run = read_announced(keys.clone(), data_group_14(&[], &keys));
    assert_eq!(run.result, Ok(()));
    assert_eq!(run.evidence.chip_auth.unwrap().key_id, Some(8), "the strongest cipher");
    assert_eq!(run.evidence.failures, []);
}

#[test]
fn a_key_that_the_chip_does_not_know_proves_nothing() {
    let (known, announced) = (key(12, 5, Cipher::Aes128), key(12, 6, Cipher::Aes128));
    let run = read_announced(vec![known], data_group_14(&[], &[announced]));
    assert!(run.evidence.chip_auth.is_none());
    assert_eq!(run.evidence.failures.iter().map(|(_, error)| error.code()).collect::<Vec<_>>(), ["refused"]);
    assert!(run.evidence.files.contains_key(&dg(1)), "a refusal ends nothing");
}

/// A key that is none of its group is not used at all: nothing is sent that depends on it.
#[test]
fn a_damaged_key_proves_nothing() {
    for id in [0, 2, 12, 13] {
        let own = key(id, 5, Cipher::Aes128);
        let file = data_group_14(&[], std::slice::from_ref(&own));
        let public_key = own.public_key();
        let (rest, last) = public_key.split_at(public_key.len() - 1);
        let damaged = patched(&file, public_key, &[rest, &[last[0] ^ 1]].concat());
        let run = read_announced(vec![own], damaged);
        assert_eq!(run.result, Ok(()), "{id}");
        assert!(run.evidence.chip_auth.is_none(), "{id}");
        assert_eq!((run.count(0x22), run.count(0x86)), (0, 0), "{id}");
    }
}

/// Another key of the group is one that the chip has not: it does not use the keys that were agreed on.
#[test]
fn the_key_of_another_chip_proves_nothing() {
    for id in [2, 12] {
        let own = key(id, 5, Cipher::Aes128);
        let mut secret = private_key(id);
        *secret.last_mut().unwrap() ^= 2;
        let other = StaticKey::new(id, &secret).unwrap().with_key_id(5).with_ciphers([Cipher::Aes128]);
        let run = read_announced(vec![own], data_group_14(&[], &[other]));
        assert!(run.evidence.chip_auth.is_none(), "{id}");
        assert!(run.result.is_err(), "{id}");
    }
}

#[test]
fn a_group_that_is_described_wrongly_proves_nothing() {
    // The number of the parameters of a curve: of none, and of another curve of the same size.
    let own = key(12, 5, Cipher::Aes128);
    let file = data_group_14(&[], std::slice::from_ref(&own));
    let standardized = |id: u8| [0x04, 0x00, 0x7F, 0x00, 0x07, 0x01, 0x02, 0x02, 0x01, id];
    for wrong in [7, 13, 0] {
        let run = read_announced(vec![own.clone()], patched(&file, &standardized(12), &standardized(wrong)));
        assert_eq!((run.result, run.evidence.chip_auth), (Ok(()), None), "{wrong}");
    }
    // The prime, spelled out.
    let own = key(2, 5, Cipher::Aes128);
    let file = data_group_14(&[], std::slice::from_ref(&own));
    let place = file.windows(4).position(|window| window == [0x02, 0x82, 0x01, 0x01]).unwrap() + 100;
    let mut wrong = file;
    wrong[place] ^= 1;
    let run = read_announced(vec![own], wrong);
    assert_eq!((run.result, run.evidence.chip_auth), (Ok(()), None));
}

/// The key has one identifier, and the protocol that is announced another: no protocol is announced for the key, and the one that
/// chips have which announce none is refused.
#[test]
fn a_protocol_for_another_key_proves_nothing() {
    let own = key(12, 5, Cipher::Aes128);
    let file = data_group_14(&[], std::slice::from_ref(&own));
    // The last identifier is that of the protocol.
    let run = read_announced(vec![own], patched(&file, &[0x02, 0x01, 0x05], &[0x02, 0x01, 0x06]));
    assert!(run.evidence.chip_auth.is_none());
    assert!(!run.evidence.failures.is_empty());
    assert!(run.evidence.files.contains_key(&dg(1)), "a refusal ends nothing");
}

#[test]
fn each_reading_has_keys_of_its_own() {
    let own = key(12, 5, Cipher::Aes128);
    let profile = announcing(vec![own.clone()], data_group_14(&[], &[own]));
    let mut chip = chip(profile);
    let mut drawn = Vec::new();
    for seed in [1, 9_000] {
        chip.reset();
        let mut reading = Reading::new(options(), Seeded(seed));
        loop {
            match reading.next() {
                Next::Send(command) => reading.answer(chip.respond(&command)),
                Next::Event(_) => {}
                Next::Reconnect | Next::Sign(_) => panic!("the chip stays"),
                Next::Done(result) => break result.unwrap(),
            }
        }
        drawn.push(reading.evidence().chip_auth.unwrap().terminal_private_key);
    }
    assert_ne!(drawn[0], drawn[1]);
}
