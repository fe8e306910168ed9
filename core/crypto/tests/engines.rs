//! Engines against each other, over signatures made here and changed in every place; and verifiers that lie.

use crate::support::{der, ec_spki, integer, octets, plain_signature, rsa_spki, verify};
use doc9303_crypto::table::{self, Code};
use doc9303_crypto::{
    Agreement, DigestAlgorithm, Engine, Leniencies, SignatureAlgorithm, SignatureVerifier, VerifyError,
    VerifyingKey, active_auth,
};
use num_bigint::BigUint;
use ring::rand::SystemRandom;
use ring::signature::{self as scheme, EcdsaKeyPair, KeyPair, RsaKeyPair};

/// How signatures came out, so that a test that no longer tests anything fails.
#[derive(Default)]
struct Counts {
    accepted: usize,
    rejected: usize,
}

impl Counts {
    fn check(
        &mut self,
        key: &VerifyingKey,
        algorithm: &SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) -> Result<Leniencies, VerifyError> {
        let verdict = verify(key, algorithm, message, signature);
        *(if verdict.is_ok() { &mut self.accepted } else { &mut self.rejected }) += 1;
        verdict
    }

    /// A signature, and the same with a bit turned in every byte, cut off, grown, and over another message.
    fn check_changes(
        &mut self,
        key: &VerifyingKey,
        algorithm: &SignatureAlgorithm,
        message: &[u8],
        signature: &[u8],
    ) {
        assert_eq!(self.check(key, algorithm, message, signature), Ok(Leniencies::default()));
        for place in 0..signature.len() {
            let mut other = signature.to_vec();
            other[place] ^= 1 << (place % 8);
            assert!(self.check(key, algorithm, message, &other).is_err());
        }
        let longer = [signature, &[0]].concat();
        for other in [&signature[1..], &signature[..signature.len() - 1], &longer, &[]] {
            assert!(self.check(key, algorithm, message, other).is_err());
        }
        let other = [message, &[0]].concat();
        assert_eq!(self.check(key, algorithm, &other, signature), Err(VerifyError::Invalid));
    }
}

fn is_verified_by_ring(key: &VerifyingKey, algorithm: &SignatureAlgorithm) -> bool {
    table::row(key, algorithm).unwrap().engine == Code::Ring
}

#[test]
fn points_of_both_curves() {
    const P256: &str = "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551";
    const P384: &str =
        "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973";
    let random = SystemRandom::new();
    let mut counts = Counts::default();
    for (curve, digest, order, signing) in [
        ("secp256r1", DigestAlgorithm::Sha256, P256, &scheme::ECDSA_P256_SHA256_ASN1_SIGNING),
        ("secp384r1", DigestAlgorithm::Sha384, P384, &scheme::ECDSA_P384_SHA384_ASN1_SIGNING),
    ] {
        let n = BigUint::from_bytes_be(&octets(order));
        let length = order.len() / 2;
        for seed in 0_u8..16 {
            let document = EcdsaKeyPair::generate_pkcs8(signing, &random).unwrap();
            let pair = EcdsaKeyPair::from_pkcs8(signing, document.as_ref(), &random).unwrap();
            let key = VerifyingKey::from_spki(&ec_spki(curve, pair.public_key().as_ref())).unwrap();
            let message = vec![seed; usize::from(seed)];
            let signature = pair.sign(&random, &message).unwrap().as_ref().to_vec();
            let (encoded, plain) =
                (SignatureAlgorithm::Ecdsa { digest }, SignatureAlgorithm::EcdsaPlain { digest });
            assert!(is_verified_by_ring(&key, &encoded) && is_verified_by_ring(&key, &plain));
            counts.check_changes(&key, &encoded, &message, &signature);
            let both = plain_signature(&signature, length);
            counts.check_changes(&key, &plain, &message, &both);

            let (r, s) = both.split_at(length);
            let (r, s) = (BigUint::from_bytes_be(r), BigUint::from_bytes_be(s));
            let edge = |r: &BigUint, s: &BigUint| {
                der(0x30, &[&integer(&r.to_bytes_be()), &integer(&s.to_bytes_be())])
            };
            // -s verifies as s does; every other edge is out of range or another number.
            assert!(counts.check(&key, &encoded, &message, &edge(&r, &(&n - &s))).is_ok());
            let (zero, one) = (BigUint::ZERO, BigUint::from(1_u8));
            for (r, s) in [
                (&zero, &s),
                (&r, &zero),
                (&zero, &zero),
                (&one, &one),
                (&n, &s),
                (&r, &n),
                (&(&r + &n), &s),
                (&r, &(&s + &n)),
                (&s, &r),
                (&(&n - &one), &(&n - &one)),
            ] {
                assert!(counts.check(&key, &encoded, &message, &edge(r, s)).is_err());
            }
            // Surplus zeros, which real documents have and `ring` rejects.
            let padded = |number: &BigUint| der(0x02, &[&[0, 0], &number.to_bytes_be()]);
            let padded = der(0x30, &[&padded(&r), &integer(&s.to_bytes_be())]);
            let leniencies = counts.check(&key, &encoded, &message, &padded).unwrap();
            assert!(leniencies.integer_padding);
        }
    }
    assert!(counts.accepted >= 4 * 32 && counts.rejected > 5000, "{} {}", counts.accepted, counts.rejected);
}

#[test]
fn numbers_of_rsa() {
    let random = SystemRandom::new();
    let pair = RsaKeyPair::from_pkcs8(include_bytes!("data/rsa_2048.pk8")).unwrap();
    let public = scheme::RsaPublicKeyComponents::<Vec<u8>>::from(pair.public());
    let key = VerifyingKey::from_spki(&rsa_spki(&public.n, &public.e)).unwrap();
    let n = BigUint::from_bytes_be(&public.n);
    let mut counts = Counts::default();
    for (digest, pkcs1, pss) in [
        (DigestAlgorithm::Sha256, &scheme::RSA_PKCS1_SHA256, &scheme::RSA_PSS_SHA256),
        (DigestAlgorithm::Sha384, &scheme::RSA_PKCS1_SHA384, &scheme::RSA_PSS_SHA384),
        (DigestAlgorithm::Sha512, &scheme::RSA_PKCS1_SHA512, &scheme::RSA_PSS_SHA512),
    ] {
        let salt_length = digest.output_length();
        let padding: [(&dyn scheme::RsaEncoding, SignatureAlgorithm); 2] = [
            (pkcs1, SignatureAlgorithm::RsaPkcs1 { digest }),
            (pss, SignatureAlgorithm::RsaPss { digest, mgf_digest: digest, salt_length }),
        ];
        for (padding, algorithm) in padding {
            assert!(is_verified_by_ring(&key, &algorithm));
            for seed in 0_u8..4 {
                let message = vec![seed; usize::from(seed)];
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(padding, &random, &message, &mut signature).unwrap();
                counts.check_changes(&key, &algorithm, &message, &signature);
                let s = BigUint::from_bytes_be(&signature);
                let fixed = |number: &BigUint| {
                    let bytes = number.to_bytes_be();
                    [vec![0; signature.len().saturating_sub(bytes.len())], bytes].concat()
                };
                let one = BigUint::from(1_u8);
                for edge in [&BigUint::ZERO, &one, &(&n - &one), &n, &(&n - &s), &(&n + &s)] {
                    assert!(counts.check(&key, &algorithm, &message, &fixed(edge)).is_err());
                }
            }
        }
    }
    assert!(counts.accepted == 24 && counts.rejected > 6000, "{} {}", counts.accepted, counts.rejected);
}

/// Says the same whatever it is asked.
struct Stubborn(Result<Leniencies, VerifyError>);

impl SignatureVerifier for Stubborn {
    fn verify(
        &self,
        _: &VerifyingKey,
        _: &SignatureAlgorithm,
        _: &[u8],
        _: &[u8],
    ) -> Result<Leniencies, VerifyError> {
        self.0
    }
}

/// A key, an algorithm, a message and its signature, and the same signature with surplus zeros.
fn signed() -> (VerifyingKey, SignatureAlgorithm, [Vec<u8>; 2]) {
    let (random, signing) = (SystemRandom::new(), &scheme::ECDSA_P256_SHA256_ASN1_SIGNING);
    let document = EcdsaKeyPair::generate_pkcs8(signing, &random).unwrap();
    let pair = EcdsaKeyPair::from_pkcs8(signing, document.as_ref(), &random).unwrap();
    let key = VerifyingKey::from_spki(&ec_spki("secp256r1", pair.public_key().as_ref())).unwrap();
    let signature = pair.sign(&random, b"message").unwrap().as_ref().to_vec();
    let plain = plain_signature(&signature, 32);
    let (r, s) = plain.split_at(32);
    let padded = der(0x30, &[&der(0x02, &[&[0, 0], r]), &integer(s)]);
    (key, SignatureAlgorithm::Ecdsa { digest: DigestAlgorithm::Sha256 }, [signature, padded])
}

#[test]
fn a_disagreement_is_never_an_acceptance() {
    let (key, algorithm, [signature, padded]) = signed();
    let accepts = [Leniencies::default(), Engine::Own.verify(&key, &algorithm, b"message", &padded).unwrap()];
    for lie in accepts {
        let verifier = Agreement(Stubborn(Ok(lie)));
        assert!(verifier.verify(&key, &algorithm, b"message", &signature).is_ok());
        for (message, signature) in [(&b"another"[..], &signature[..]), (b"message", b"no signature")] {
            let verdict = verifier.verify(&key, &algorithm, message, signature);
            assert_eq!(verdict, Err(VerifyError::EnginesDisagree));
        }
    }
    for lie in [VerifyError::Invalid, VerifyError::Encoding, VerifyError::KeyMismatch] {
        let verifier = Agreement(Stubborn(Err(lie)));
        let verdict = verifier.verify(&key, &algorithm, b"message", &signature);
        assert_eq!(verdict, Err(VerifyError::EnginesDisagree));
        assert_eq!(
            verifier.verify(&key, &algorithm, b"another", &signature),
            Err(VerifyError::Invalid),
            "both reject, and own code says why"
        );
        // What only Doc 9303 tolerates is no disagreement.
        assert!(verifier.verify(&key, &algorithm, b"message", &padded).unwrap().integer_padding);
    }
    let response = plain_signature(&signature, 32);
    let digest = Some(DigestAlgorithm::Sha256);
    for (challenge, lie) in
        [(&b"message"[..], Err(VerifyError::Invalid)), (b"another", Ok(Leniencies::default()))]
    {
        let verdict = active_auth::verify(&key, digest, challenge, &response, &Agreement(Stubborn(lie)));
        assert_eq!(verdict, Err(VerifyError::EnginesDisagree));
    }
    let silent = Agreement(Stubborn(Err(VerifyError::Unsupported)));
    assert!(silent.verify(&key, &algorithm, b"message", &signature).is_ok());
    assert_eq!(silent.verify(&key, &algorithm, b"another", &signature), Err(VerifyError::Invalid));
}

#[test]
fn a_verifier_of_another_library_can_be_brought() {
    super::aws_lc::main().unwrap();
}

#[test]
fn names_of_engines() {
    for engine in Engine::ALL {
        assert_eq!(engine.to_string().parse(), Ok(engine));
    }
    assert_eq!("openssl".parse::<Engine>().unwrap_err().to_string(), "not an engine: use ring, own or agree");
}
