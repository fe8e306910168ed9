//! Chip Authentication and Active Authentication, judged by the library's verifier.

use crate::driver::{Run, read};
use crate::made::{chip, com, dg, options, private_key, small};
use crate::opening::agreement_key;
use doc9303::FileId;
use doc9303_crypto::secure_messaging::{Cipher as JudgeCipher, Session};
use doc9303_crypto::{DigestAlgorithm, Engine, VerifyingKey, active_auth};
use doc9303_reader::chip::{
    ActiveSigner, ChipLengths, ChipProfile, EcdsaSigner, RsaSigner, StaticKey, data_group_14,
};
use doc9303_reader::{Cipher, Group};
use std::sync::Arc;

const RSA_1024: &[u8] = include_bytes!("../../../../fixtures/keys/rsa-1024.der");
const RSA_2048: &[u8] = include_bytes!("../../../../fixtures/keys/rsa-2048-a.der");

fn with_chip_authentication(key: StaticKey) -> ChipProfile {
    let mut profile = small();
    profile.has_basic_access = true;
    if !key.group().is_elliptic() {
        profile.lengths = ChipLengths::extended(1_024);
    }
    profile.files.insert(FileId::Com, com(&[0x61, 0x6E]).into());
    profile.files.insert(dg(14), data_group_14(&[], std::slice::from_ref(&key)).into());
    profile.static_keys = vec![key];
    profile
}

/// Whether the transcript proves that the chip has the key, as the library computes it again.
fn is_proved(run: &Run, key: &StaticKey, cipher: Cipher) -> bool {
    let Some(transcript) = &run.evidence.chip_auth else { return false };
    let secret = agreement_key(key).shared_secret(&transcript.terminal_private_key).unwrap();
    let mut session = Session::new(JudgeCipher::from_arc(cipher.arc()).unwrap(), &secret);
    !transcript.exchanges.is_empty()
        && transcript.exchanges.iter().all(|exchange| {
            session.verify_command(&exchange.command).is_ok()
                && session.verify_response(&exchange.response).is_ok()
        })
}

#[test]
fn chip_authentication_proves_the_key_in_every_group_and_cipher() {
    for id in [0, 1, 2, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18] {
        for cipher in Cipher::ALL {
            let key = StaticKey::new(id, &private_key(id)).unwrap().with_key_id(5).with_ciphers([cipher]);
            let profile = with_chip_authentication(key.clone());
            let mut extended = options();
            extended.longest_response = profile.lengths.response;
            extended.longest_command = profile.lengths.command;
            let run = read(&mut chip(profile), extended);
            assert_eq!(run.result, Ok(()), "{id} {cipher}: {:?}", run.evidence);
            assert!(is_proved(&run, &key, cipher), "{id} {cipher}: {:?}", run.evidence);
            assert!(run.evidence.files.contains_key(&dg(1)), "read on under the new keys");
        }
    }
}

#[test]
fn the_strongest_key_is_taken_and_others_prove_nothing() {
    let weak = StaticKey::new(12, &private_key(12)).unwrap().with_key_id(1).with_ciphers([Cipher::TripleDes]);
    let strong = StaticKey::new(16, &private_key(16)).unwrap().with_key_id(2).with_ciphers([Cipher::Aes256]);
    let keys = vec![weak.clone(), strong.clone()];
    let mut profile = with_chip_authentication(weak);
    profile.files.insert(dg(14), data_group_14(&[], &keys).into());
    profile.static_keys = keys;
    let run = read(&mut chip(profile), options());
    assert_eq!(run.evidence.chip_auth.as_ref().unwrap().key_id, Some(2));
    assert!(is_proved(&run, &strong, Cipher::Aes256));
    let mut other = private_key(16);
    *other.last_mut().unwrap() ^= 2;
    assert!(!is_proved(&run, &StaticKey::new(16, &other).unwrap(), Cipher::Aes256));
}

fn signed_by(signer: impl ActiveSigner + 'static, lengths: ChipLengths) -> Run {
    let mut profile = small();
    profile.has_basic_access = true;
    profile.lengths = lengths;
    profile.files.insert(dg(15), vec![0x6F, 0x02, 0x30, 0x00].into());
    profile.files.insert(FileId::Com, com(&[0x61, 0x6F]).into());
    profile.signer = Some(Arc::new(signer));
    let mut extended = options();
    extended.longest_response = lengths.response;
    extended.longest_command = lengths.command;
    let run = read(&mut chip(profile), extended);
    assert_eq!(run.result, Ok(()), "{:?}", run.evidence);
    run
}

/// SubjectPublicKeyInfo of an RSA key.
fn rsa_spki(der: &[u8]) -> Vec<u8> {
    let mut key = doc9303_asn1::Reader::new(der, "key").expect(0x30).unwrap().reader();
    key.read().unwrap();
    let numbers = [key.read().unwrap().span(), key.read().unwrap().span()].concat();
    let algorithm = [0x30, 13, 6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 1, 1, 1, 5, 0];
    let bits = object(0x03, &[&[0], &object(0x30, &numbers)[..]].concat());
    object(0x30, &[&algorithm[..], &bits].concat())
}

/// SubjectPublicKeyInfo of a key on a named curve.
fn elliptic_spki(id: i64, private_key: &[u8]) -> Vec<u8> {
    let curve = doc9303_crypto::Curve::by_standardized_id(id).unwrap();
    let key = Group::standardized(id).unwrap().public_key(private_key).unwrap();
    let kind = object(0x06, &[0x2A, 0x86, 0x48, 0xCE, 0x3D, 2, 1]);
    let algorithm = object(0x30, &[kind, object(0x06, curve.oid.as_bytes())].concat());
    object(0x30, &[algorithm, object(0x03, &[&[0], &key[..]].concat())].concat())
}

fn object(tag: u8, content: &[u8]) -> Vec<u8> {
    let [.., high, low] = content.len().to_be_bytes();
    [&[tag, 0x82, high, low], content].concat()
}

fn is_signed(run: &Run, key: &VerifyingKey, digest: DigestAlgorithm) -> bool {
    let exchange = run.evidence.active_auth.as_ref().unwrap();
    let engine = Engine::default();
    active_auth::verify(key, Some(digest), &exchange.challenge, &exchange.response, &engine)
        .is_ok_and(|proof| proof.digest == digest)
}

/// Whether a signature of a key on a curve, with SHA-256, is right.
pub(crate) fn is_signature(id: i64, private_key: &[u8], challenge: &[u8], signature: &[u8]) -> bool {
    let key = VerifyingKey::from_spki(&elliptic_spki(id, private_key)).unwrap();
    let digest = Some(DigestAlgorithm::Sha256);
    active_auth::verify(&key, digest, challenge, signature, &Engine::default()).is_ok()
}

#[test]
fn rsa_signs_the_challenge_with_every_digest() {
    for (key, lengths) in [
        (RSA_1024, ChipLengths::SHORT),
        // A signature of 256 bytes does not fit into a short response under protection.
        (RSA_2048, ChipLengths::SHORT),
        (RSA_2048, ChipLengths::extended(1_024)),
    ] {
        for digest in DigestAlgorithm::ALL {
            let run = signed_by(RsaSigner::from_der(key, digest).unwrap(), lengths);
            let judge = VerifyingKey::from_spki(&rsa_spki(key)).unwrap();
            assert!(is_signed(&run, &judge, digest), "{digest}");
            let other = if key == RSA_1024 { RSA_2048 } else { RSA_1024 };
            assert!(!is_signed(&run, &VerifyingKey::from_spki(&rsa_spki(other)).unwrap(), digest));
        }
    }
}

#[test]
fn ecdsa_signs_the_challenge_on_every_curve() {
    for id in 8..=18 {
        for digest in DigestAlgorithm::ALL {
            let key = private_key(id);
            let run = signed_by(EcdsaSigner::new(id, &key, digest).unwrap(), ChipLengths::SHORT);
            let judge = VerifyingKey::from_spki(&elliptic_spki(id, &key)).unwrap();
            assert!(is_signed(&run, &judge, digest), "{id} {digest}");
            let mut other = key.clone();
            *other.last_mut().unwrap() ^= 2;
            assert!(!is_signed(&run, &VerifyingKey::from_spki(&elliptic_spki(id, &other)).unwrap(), digest));
        }
    }
}
