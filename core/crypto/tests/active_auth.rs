//! Active Authentication (Doc 9303-11 §6.1) against vectors that were computed with keys of our own.

use crate::support::{der, digest_named, ec_spki, octets, rsa_spki};
use doc9303_crypto::active_auth::{self, Proof};
use doc9303_crypto::{DigestAlgorithm, Engine, VerifyError, VerifyingKey};
use serde_json::Value;

/// Verifies with every engine, which all say the same.
fn verify(
    key: &VerifyingKey,
    digest: Option<DigestAlgorithm>,
    challenge: &[u8],
    response: &[u8],
) -> Result<Proof, VerifyError> {
    let verdict = active_auth::verify(key, digest, challenge, response, &Engine::Own);
    for engine in Engine::ALL {
        assert_eq!(active_auth::verify(key, digest, challenge, response, &engine), verdict, "{engine}");
    }
    verdict
}

fn vectors(kind: &str) -> Vec<Value> {
    let all: Value = serde_json::from_str(include_str!("data/active_auth.json")).unwrap();
    all[kind].as_array().unwrap().clone()
}

fn field(case: &Value, name: &str) -> Vec<u8> {
    octets(case[name].as_str().unwrap())
}

/// A number as bytes without leading zeros.
fn exponent(case: &Value) -> Vec<u8> {
    let octets = case["e"].as_u64().unwrap().to_be_bytes();
    octets.iter().copied().skip_while(|octet| *octet == 0).collect()
}

#[test]
fn rsa_answers_verify_in_both_signature_functions() {
    let cases = vectors("rsa");
    assert_eq!(cases.len(), 12);
    for case in &cases {
        let key = VerifyingKey::from_spki(&rsa_spki(&field(case, "n"), &exponent(case))).unwrap();
        let challenge = field(case, "rnd_ifd");
        let expected = digest_named(case["hash"].as_str().unwrap());
        for function in ["signature_b6", "signature_b4_min"] {
            let response = field(case, function);
            let proof = verify(&key, None, &challenge, &response).unwrap();
            assert_eq!((proof.digest, proof.is_digest_named), (expected, true), "{function}");

            let mut other = challenge.clone();
            other[7] ^= 1;
            assert_eq!(verify(&key, None, &other, &response), Err(VerifyError::Invalid));

            let mut longer = vec![0];
            longer.extend_from_slice(&response);
            assert_eq!(verify(&key, None, &challenge, &longer), Err(VerifyError::Encoding));
            let shorter = &response[1..];
            assert_eq!(verify(&key, None, &challenge, shorter), Err(VerifyError::Encoding));

            for place in [0, response.len() / 2, response.len() - 1] {
                let mut changed = response.clone();
                changed[place] ^= 0x01;
                assert_eq!(verify(&key, None, &challenge, &changed), Err(VerifyError::Invalid));
            }
        }
    }
}

#[test]
fn a_response_not_below_the_modulus_proves_nothing() {
    for case in &vectors("rsa") {
        let n = field(case, "n");
        let key = VerifyingKey::from_spki(&rsa_spki(&n, &exponent(case))).unwrap();
        assert_eq!(verify(&key, None, &[0; 8], &n), Err(VerifyError::Invalid));
        let zero = vec![0; n.len()];
        assert_eq!(verify(&key, None, &[0; 8], &zero), Err(VerifyError::Invalid));
    }
}

#[test]
fn ecdsa_answers_verify_plain_and_in_der() {
    let cases = vectors("ecdsa");
    assert_eq!(cases.len(), 8);
    for case in &cases {
        let key =
            VerifyingKey::from_spki(&ec_spki(case["curve"].as_str().unwrap(), &field(case, "public_key")))
                .unwrap();
        let digest = digest_named(case["hash"].as_str().unwrap());
        let challenge = field(case, "rnd_ifd");
        let plain = field(case, "signature_plain");
        let der = crate::support::der_signature(&plain);
        for response in [&plain, &der] {
            for named in [Some(digest), None] {
                let proof = verify(&key, named, &challenge, response).unwrap();
                let expected = (digest, named.is_some());
                assert_eq!((proof.digest, proof.is_digest_named), expected, "{}", case["curve"]);
            }
            // Another digest than the one that DG14 names is no proof.
            let other = if digest == DigestAlgorithm::Sha256 {
                DigestAlgorithm::Sha224
            } else {
                DigestAlgorithm::Sha256
            };
            assert_eq!(verify(&key, Some(other), &challenge, response), Err(VerifyError::Invalid));
            assert_eq!(verify(&key, None, &challenge[1..], response), Err(VerifyError::Invalid));
        }
        let uneven = &plain[1..];
        assert_eq!(verify(&key, None, &challenge, uneven), Err(VerifyError::Encoding));
    }
}

/// The header cannot be at the front of a representative whose modulus does not fill its bytes.
#[test]
fn a_modulus_of_broken_octets_is_not_judged() {
    let case = &vectors("rsa")[0];
    let mut n = field(case, "n");
    n.insert(0, 1);
    let key = VerifyingKey::from_spki(&rsa_spki(&n, &exponent(case))).unwrap();
    let mut response = vec![3; n.len()];
    response[0] = 0;
    assert_eq!(verify(&key, None, &[1; 8], &response), Err(VerifyError::Unsupported));
    assert_eq!(verify(&key, None, &[1; 8], &response[1..]), Err(VerifyError::Encoding));
}

#[test]
fn a_key_for_pss_signs_nothing_else() {
    let case = &vectors("rsa")[0];
    let spki = rsa_spki(&field(case, "n"), &exponent(case));
    // id-RSASSA-PSS without parameters, in place of rsaEncryption with NULL; the outer header has four bytes, or three.
    let header = if spki[1] == 0x81 { 3 } else { 4 };
    let key = &spki[header + 15..];
    let algorithm = octets("300B06092A864886F70D01010A");
    let key = VerifyingKey::from_spki(&der(0x30, &[&algorithm, key])).unwrap();
    let (challenge, response) = (field(case, "rnd_ifd"), field(case, "signature_b6"));
    assert_eq!(verify(&key, None, &challenge, &response), Err(VerifyError::KeyMismatch));
}
