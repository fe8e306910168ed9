//! Keys and signatures that OpenSSL made: every curve in every encoding, RSA of odd sizes, PSS with any salt.

use crate::support::{digest_named, octets, verify};
use doc9303_crypto::{KeyError, SignatureAlgorithm, VerifyError, VerifyingKey};
use serde_json::Value;

fn vectors(kind: &str) -> Value {
    let all: Value = serde_json::from_str(include_str!("data/openssl_signatures.json")).unwrap();
    all[kind].clone()
}

fn field(case: &Value, name: &str) -> Vec<u8> {
    octets(case[name].as_str().unwrap())
}

#[test]
fn every_curve_in_every_encoding() {
    let cases = vectors("ec");
    assert_eq!(cases.as_array().unwrap().len(), 17);
    for case in cases.as_array().unwrap() {
        let curve = case["curve"].as_str().unwrap();
        let algorithm = SignatureAlgorithm::Ecdsa { digest: digest_named(case["digest"].as_str().unwrap()) };
        let (message, signature) = (field(case, "message"), field(case, "signature"));
        let named = VerifyingKey::from_spki(&field(case, "named")).unwrap();
        let mut changed = message.clone();
        changed[3] ^= 1;
        for encoding in ["named", "named_compressed", "explicit", "explicit_compressed"] {
            let key = VerifyingKey::from_spki(&field(case, encoding)).unwrap_or_else(|error| {
                panic!("{curve} {encoding}: {error}");
            });
            assert!(key.is_same_key(&named));
            assert_eq!(key.has_explicit_parameters(), encoding.starts_with("explicit"));
            assert!(verify(&key, &algorithm, &message, &signature).is_ok(), "{curve} {encoding}");
            assert_eq!(verify(&key, &algorithm, &changed, &signature), Err(VerifyError::Invalid));
        }
        assert_eq!(named.name(), curve);
        assert!(curve.contains(&named.bits().to_string()));
    }
}

#[test]
fn one_encoding_is_not_the_other() {
    let cases = vectors("ec");
    for case in cases.as_array().unwrap() {
        let key = VerifyingKey::from_spki(&field(case, "named")).unwrap();
        let digest = digest_named(case["digest"].as_str().unwrap());
        let (message, signature) = (field(case, "message"), field(case, "signature"));
        let plain = crate::support::plain_signature(&signature, key.bits().div_ceil(8));
        let (in_der, side_by_side) =
            (SignatureAlgorithm::Ecdsa { digest }, SignatureAlgorithm::EcdsaPlain { digest });
        assert!(verify(&key, &side_by_side, &message, &plain).is_ok());
        assert_eq!(verify(&key, &side_by_side, &message, &signature), Err(VerifyError::Encoding));
        assert_eq!(verify(&key, &in_der, &message, &plain), Err(VerifyError::Encoding));
        // One of the numbers shorter by its leading byte, or both longer by a zero.
        assert_eq!(verify(&key, &side_by_side, &message, &plain[1..]), Err(VerifyError::Encoding));
        let (r, s) = plain.split_at(plain.len() / 2);
        let longer = [&[0], r, &[0], s].concat();
        assert_eq!(verify(&key, &side_by_side, &message, &longer), Err(VerifyError::Encoding));
        let pkcs1 = SignatureAlgorithm::RsaPkcs1 { digest };
        assert_eq!(verify(&key, &pkcs1, &message, &signature), Err(VerifyError::KeyMismatch));
    }
}

#[test]
fn keys_serve_many_threads() {
    let cases = vectors("ec");
    let case = &cases[2];
    let key = VerifyingKey::from_spki(&field(case, "explicit")).unwrap();
    let algorithm = SignatureAlgorithm::Ecdsa { digest: digest_named(case["digest"].as_str().unwrap()) };
    let (message, signature) = (field(case, "message"), field(case, "signature"));
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..20 {
                    assert!(verify(&key, &algorithm, &message, &signature).is_ok());
                    assert!(verify(&key.clone(), &algorithm, &signature, &signature).is_err());
                }
            });
        }
    });
}

#[test]
fn keys_of_different_curves_are_different() {
    let cases = vectors("ec");
    let keys: Vec<VerifyingKey> = cases
        .as_array()
        .unwrap()
        .iter()
        .map(|case| VerifyingKey::from_spki(&field(case, "named")).unwrap())
        .collect();
    for (index, key) in keys.iter().enumerate() {
        for (other_index, other) in keys.iter().enumerate() {
            assert_eq!(key.is_same_key(other), index == other_index);
        }
    }
}

#[test]
fn rsa_of_every_size_with_every_padding() {
    let cases = vectors("rsa");
    let mut executed = 0;
    for case in cases.as_array().unwrap() {
        let key = VerifyingKey::from_spki(&field(case, "spki")).unwrap();
        let bits = case["bits"].as_u64().unwrap();
        assert_eq!(key.name(), format!("RSA-{bits}"));
        let message = field(case, "message");
        for signed in case["signatures"].as_array().unwrap() {
            executed += 1;
            let digest = digest_named(signed["digest"].as_str().unwrap());
            let signature = field(signed, "signature");
            let algorithm = match signed["padding"].as_str().unwrap() {
                "pkcs1" => SignatureAlgorithm::RsaPkcs1 { digest },
                _ => SignatureAlgorithm::RsaPss {
                    digest,
                    mgf_digest: digest_named(signed["mgf_digest"].as_str().unwrap()),
                    salt_length: usize::try_from(signed["salt_length"].as_u64().unwrap()).unwrap(),
                },
            };
            let observed = verify(&key, &algorithm, &message, &signature).unwrap_or_else(|error| {
                panic!("RSA-{bits} {algorithm:?}: {error}");
            });
            assert!(!observed.digest_info_without_null && !observed.integer_padding);
            if let SignatureAlgorithm::RsaPss { digest, mgf_digest, salt_length } = algorithm {
                assert_eq!(observed.pss_salt_unlike_digest, salt_length != digest.output_length());
                // The declared salt is the salt: neither a shorter nor a longer one verifies.
                for salt_length in [salt_length + 1, salt_length.wrapping_sub(1), 0, usize::MAX] {
                    let other = SignatureAlgorithm::RsaPss { digest, mgf_digest, salt_length };
                    if other != algorithm {
                        assert_eq!(verify(&key, &other, &message, &signature), Err(VerifyError::Invalid));
                    }
                }
            }
            refuses_what_is_not_the_signature(&key, &algorithm, &message, &signature);
        }
    }
    assert!(executed > 150, "{executed}");
}

/// Another length, another message, another algorithm, and leading zeros are no signature.
fn refuses_what_is_not_the_signature(
    key: &VerifyingKey,
    algorithm: &SignatureAlgorithm,
    message: &[u8],
    signature: &[u8],
) {
    let longer = [&[0], signature].concat();
    assert_eq!(verify(key, algorithm, message, &longer), Err(VerifyError::Encoding));
    assert_eq!(verify(key, algorithm, message, &signature[1..]), Err(VerifyError::Encoding));
    assert_eq!(verify(key, algorithm, &message[1..], signature), Err(VerifyError::Invalid));
    let mut changed = signature.to_vec();
    *changed.last_mut().unwrap() ^= 1;
    assert_eq!(verify(key, algorithm, message, &changed), Err(VerifyError::Invalid));
    assert_eq!(verify(key, algorithm, message, &vec![0xFF; signature.len()]), Err(VerifyError::Invalid));
    let digest = algorithm.digest();
    assert_eq!(
        verify(key, &SignatureAlgorithm::Ecdsa { digest }, message, signature),
        Err(VerifyError::KeyMismatch)
    );
}

#[test]
fn keys_for_pss_alone_keep_their_restrictions() {
    let cases = vectors("rsa_pss");
    let sha256 = digest_named("SHA-256");
    let pss = |mgf: &str, salt_length| SignatureAlgorithm::RsaPss {
        digest: sha256,
        mgf_digest: digest_named(mgf),
        salt_length,
    };
    for case in cases.as_array().unwrap() {
        let is_restricted = case["restricted"].as_bool().unwrap();
        let key = VerifyingKey::from_spki(&field(case, "spki")).unwrap();
        let (message, salt_32, salt_64) =
            (field(case, "message"), field(case, "salt_32"), field(case, "salt_64"));
        assert!(verify(&key, &pss("SHA-256", 32), &message, &salt_32).is_ok());
        // RFC 4055 §3.3: the key's salt length is the least.
        assert!(verify(&key, &pss("SHA-256", 64), &message, &salt_64).is_ok());
        let refusal = if is_restricted { VerifyError::PssParameters } else { VerifyError::Invalid };
        assert_eq!(verify(&key, &pss("SHA-256", 31), &message, &salt_32), Err(refusal));
        assert_eq!(verify(&key, &pss("SHA-1", 32), &message, &salt_32), Err(refusal));
        let pkcs1 = SignatureAlgorithm::RsaPkcs1 { digest: sha256 };
        assert_eq!(verify(&key, &pkcs1, &message, &salt_32), Err(VerifyError::KeyMismatch));
    }
}

#[test]
fn keys_of_other_algorithms_are_told_apart() {
    let cases = vectors("others");
    let read = |name: &str| VerifyingKey::from_spki(&field(&cases, name)).map(|_| ()).unwrap_err();
    assert_eq!(read("Ed25519"), KeyError::Unsupported);
    assert_eq!(read("DSA"), KeyError::Unsupported);
    assert_eq!(read("secp256k1"), KeyError::Unsupported);
    // A curve that is not known is that, however it is written.
    assert_eq!(read("secp256k1, explicit"), KeyError::Unsupported);
    assert_eq!(read("sect233k1, explicit"), KeyError::Unsupported);
    assert_eq!(read("RSA-512"), KeyError::Weak);
    assert_eq!(read("RSA-768"), KeyError::Weak);
}
