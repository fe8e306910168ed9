use super::*;
use crate::cv_certificate::Role;
use crate::signing::{Party, SigningKey};

/// The key of a certificate over this key.
fn certified(algorithm: TerminalAlgorithm, key: &SigningKey) -> CvKey {
    let mut party = Party::new("UTCVCA00001", Role::CertificationAuthority, algorithm, 1);
    party.key = key.clone();
    party.certified_by(&party).trust_point().unwrap()
}

fn elliptic() -> impl Iterator<Item = TerminalAlgorithm> {
    TerminalAlgorithm::ALL.into_iter().filter(|algorithm| algorithm.is_elliptic())
}

#[test]
fn every_algorithm_on_every_curve_is_verified_by_the_other_engine() {
    for algorithm in elliptic() {
        for id in 8..=18 {
            let group = crate::Group::standardized(id).unwrap();
            let number = [vec![0; group.private_key_length() - 13], vec![9; 13]].concat();
            let key = TerminalKey::on_curve(id, &number).unwrap();
            let verifier = certified(algorithm, &SigningKey::on(id, &number));
            let signatures =
                [b"one", b"two", b"two"].map(|message| key.sign_message(algorithm, message).unwrap());
            for (message, signature) in [b"one", b"two", b"two"].iter().zip(&signatures) {
                assert_eq!(signature.len(), verifier.signature_length());
                assert_eq!(verifier.verify(*message, signature), Ok(()), "{algorithm} {}", group.name());
            }
            assert!(verifier.verify(b"one", &signatures[1]).is_err());
            assert_ne!(signatures[1], signatures[2], "each signature has a number of its own");
            assert!(key.is_of(&verifier));
            assert!(!key.is_of(&certified(algorithm, &SigningKey::on(id, &[7; 13]))));
        }
    }
}

#[test]
fn rsa_signs_in_both_forms() {
    for (file, signing) in SigningKey::FILES.into_iter().zip([SigningKey::rsa(), SigningKey::short_rsa()]) {
        let key = TerminalKey::from_der(file).unwrap();
        for algorithm in TerminalAlgorithm::ALL {
            let signature = key.sign_message(algorithm, b"message");
            // Digest and salt of 64 bytes are more than 1024 bits hold.
            let has_room = algorithm != TerminalAlgorithm::RsaPssSha512 || file.len() > 700;
            assert_eq!(signature.is_some(), !algorithm.is_elliptic() && has_room, "{algorithm}");
            if let Some(signature) = signature {
                assert_eq!(
                    certified(algorithm, &signing).verify(b"message", &signature),
                    Ok(()),
                    "{algorithm}"
                );
            }
        }
    }
}

#[test]
fn what_is_no_key_is_refused() {
    let [rsa, _] = SigningKey::FILES;
    for length in 0..rsa.len() {
        assert!(TerminalKey::from_der(&rsa[..length]).is_none(), "{length}");
    }
    for id in [0, 1, 2, 3, 7, 19, -1] {
        assert!(TerminalKey::on_curve(id, &[1; 32]).is_none(), "{id}");
    }
    assert!(
        TerminalKey::on_curve(12, &[0; 32]).is_none() && TerminalKey::on_curve(12, &[0xFF; 32]).is_none()
    );
    let key = TerminalKey::on_curve(12, &[1; 32]).unwrap();
    assert_eq!(format!("{key:?}"), "TerminalKey(\"P-256\")");
}
