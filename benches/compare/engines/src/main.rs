//! Verifies the same signatures with this library's own code and with those of others, round by round in turn, and prints medians in
//! microseconds: `cargo run --release --manifest-path benches/compare/engines/Cargo.toml [--features vendored] [ROUNDS]`. OpenSSL
//! makes the keys and the signatures. A new key is read from its certificate's form each time, a known one is kept as each library keeps it.

use aws_lc_rs::signature as aws;
use doc9303_crypto::{DigestAlgorithm, Engine, SignatureAlgorithm, SignatureVerifier, VerifyingKey};
use ecdsa::signature::Verifier as _;
use ecdsa::signature::hazmat::PrehashVerifier;
use openssl::ec::{EcGroup, EcKey};
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private, Public};
use openssl::rsa::Rsa;
use openssl::sign::{Signer, Verifier};
use ring::signature as ring;
use std::hint::black_box;
use std::time::Instant;

const MESSAGE: &[u8] = &[0x5A; 120];

/// One contender: verifies, and stops the program if the signature does not hold.
struct Contender {
    name: &'static str,
    verify: Box<dyn Fn()>,
}

fn contender(name: &'static str, verify: impl Fn() + 'static) -> Contender {
    verify();
    verify();
    Contender { name, verify: Box::new(verify) }
}

struct Signed {
    spki: Vec<u8>,
    key: PKey<Public>,
    digest: MessageDigest,
    signature: Vec<u8>,
}

fn sign(key: &PKey<Private>, digest: MessageDigest) -> Signed {
    let spki = key.public_key_to_der().unwrap();
    let mut signer = Signer::new(digest, key).unwrap();
    let signature = signer.sign_oneshot_to_vec(MESSAGE).unwrap();
    Signed { key: PKey::public_key_from_der(&spki).unwrap(), spki, digest, signature }
}

/// What follows the algorithm in a SubjectPublicKeyInfo.
fn raw_key(spki: &[u8], of_rsa: bool) -> Vec<u8> {
    let key = PKey::public_key_from_der(spki).unwrap();
    if of_rsa {
        return key.rsa().unwrap().public_key_to_der_pkcs1().unwrap();
    }
    let key = key.ec_key().unwrap();
    let mut context = openssl::bn::BigNumContext::new().unwrap();
    key.public_key().to_bytes(key.group(), openssl::ec::PointConversionForm::UNCOMPRESSED, &mut context).unwrap()
}

fn of_openssl(signed: &Signed) -> Vec<Contender> {
    let (key, digest, signature) = (signed.key.clone(), signed.digest, signed.signature.clone());
    let (spki, new_signature) = (signed.spki.clone(), signature.clone());
    vec![
        contender("OpenSSL, known key", move || {
            let mut verifier = Verifier::new(digest, &key).unwrap();
            assert!(verifier.verify_oneshot(&signature, MESSAGE).unwrap());
        }),
        contender("OpenSSL, new key", move || {
            let key = PKey::public_key_from_der(&spki).unwrap();
            let mut verifier = Verifier::new(digest, &key).unwrap();
            assert!(verifier.verify_oneshot(&new_signature, MESSAGE).unwrap());
        }),
    ]
}

fn own(signed: &Signed, algorithm: SignatureAlgorithm) -> Vec<Contender> {
    let (spki, signature) = (signed.spki.clone(), signed.signature.clone());
    let (known, known_signature) = (VerifyingKey::from_spki(&spki).unwrap(), signature.clone());
    vec![
        contender("own code, known key", move || {
            Engine::Own.verify(&known, &algorithm, MESSAGE, &known_signature).unwrap();
        }),
        contender("own code, new key", move || {
            let key = VerifyingKey::from_spki(&spki).unwrap();
            Engine::Own.verify(&key, &algorithm, MESSAGE, &signature).unwrap();
        }),
    ]
}

fn of_ring(signed: &Signed, parameters: &'static dyn ring::VerificationAlgorithm, of_rsa: bool) -> Contender {
    let (key, signature) = (raw_key(&signed.spki, of_rsa), signed.signature.clone());
    contender("ring", move || {
        ring::UnparsedPublicKey::new(parameters, &key).verify(MESSAGE, &signature).unwrap();
    })
}

fn of_aws(signed: &Signed, parameters: &'static dyn aws::VerificationAlgorithm, of_rsa: bool) -> Contender {
    let (key, signature) = (raw_key(&signed.spki, of_rsa), signed.signature.clone());
    contender("AWS-LC", move || {
        aws::UnparsedPublicKey::new(parameters, &key).verify(MESSAGE, &signature).unwrap();
    })
}

macro_rules! of_rust_crypto {
    ($signed:expr, $digest:expr, $curve:ident :: $type:ident) => {{
        let point = raw_key(&$signed.spki, false);
        let key = ecdsa::VerifyingKey::<$curve::$type>::from_sec1_bytes(&point).unwrap();
        let signature = ecdsa::Signature::<$curve::$type>::from_der(&$signed.signature).unwrap();
        contender("RustCrypto", move || {
            key.verify_prehash($digest.digest(MESSAGE).as_ref(), &signature).unwrap();
        })
    }};
}

fn curve(name: &str, nid: Nid, digest: DigestAlgorithm) -> (String, Vec<Contender>) {
    let message_digest = match digest {
        DigestAlgorithm::Sha224 => MessageDigest::sha224(),
        DigestAlgorithm::Sha256 => MessageDigest::sha256(),
        DigestAlgorithm::Sha384 => MessageDigest::sha384(),
        _ => MessageDigest::sha512(),
    };
    let group = EcGroup::from_curve_name(nid).unwrap();
    let key = PKey::from_ec_key(EcKey::generate(&group).unwrap()).unwrap();
    let signed = sign(&key, message_digest);
    let mut contenders = own(&signed, SignatureAlgorithm::Ecdsa { digest });
    contenders.extend(of_openssl(&signed));
    match name {
        "P-256" => {
            contenders.push(of_ring(&signed, &ring::ECDSA_P256_SHA256_ASN1, false));
            contenders.push(of_aws(&signed, &aws::ECDSA_P256_SHA256_ASN1, false));
            contenders.push(of_rust_crypto!(signed, digest, p256::NistP256));
        }
        "P-384" => {
            contenders.push(of_ring(&signed, &ring::ECDSA_P384_SHA384_ASN1, false));
            contenders.push(of_aws(&signed, &aws::ECDSA_P384_SHA384_ASN1, false));
            contenders.push(of_rust_crypto!(signed, digest, p384::NistP384));
        }
        "P-521" => {
            contenders.push(of_aws(&signed, &aws::ECDSA_P521_SHA512_ASN1, false));
            contenders.push(of_rust_crypto!(signed, digest, p521::NistP521));
        }
        "brainpoolP256r1" => contenders.push(of_rust_crypto!(signed, digest, bp256::BrainpoolP256r1)),
        "brainpoolP384r1" => contenders.push(of_rust_crypto!(signed, digest, bp384::BrainpoolP384r1)),
        _ => {}
    }
    (name.to_owned(), contenders)
}

fn modulus(bits: u32) -> (String, Vec<Contender>) {
    let key = PKey::from_rsa(Rsa::generate(bits).unwrap()).unwrap();
    let signed = sign(&key, MessageDigest::sha256());
    let mut contenders = own(&signed, SignatureAlgorithm::RsaPkcs1 { digest: DigestAlgorithm::Sha256 });
    contenders.extend(of_openssl(&signed));
    contenders.push(of_ring(&signed, &ring::RSA_PKCS1_2048_8192_SHA256, true));
    contenders.push(of_aws(&signed, &aws::RSA_PKCS1_2048_8192_SHA256, true));
    let numbers = signed.key.rsa().unwrap();
    let number = |number: &openssl::bn::BigNumRef| rsa::BoxedUint::from_be_slice_vartime(&number.to_vec());
    let known = rsa::PublicKey::new(number(numbers.n()), number(numbers.e())).unwrap();
    let known = rsa::pkcs1v15::VerifyingKey::<sha2::Sha256>::new(known);
    let signature = rsa::pkcs1v15::Signature::try_from(&signed.signature[..]).unwrap();
    contenders.push(contender("RustCrypto", move || known.verify(MESSAGE, &signature).unwrap()));
    (format!("RSA-{bits}"), contenders)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn main() {
    let rounds = std::env::args().nth(1).map_or(301, |rounds| rounds.parse().unwrap());
    let mut suites = vec![modulus(2048), modulus(3072), modulus(4096)];
    use DigestAlgorithm::{Sha224, Sha256, Sha384, Sha512};
    for (name, nid, digest) in [
        ("P-224", Nid::SECP224R1, Sha224),
        ("P-256", Nid::X9_62_PRIME256V1, Sha256),
        ("P-384", Nid::SECP384R1, Sha384),
        ("P-521", Nid::SECP521R1, Sha512),
        ("brainpoolP224r1", Nid::BRAINPOOL_P224R1, Sha224),
        ("brainpoolP256r1", Nid::BRAINPOOL_P256R1, Sha256),
        ("brainpoolP320r1", Nid::BRAINPOOL_P320R1, Sha256),
        ("brainpoolP384r1", Nid::BRAINPOOL_P384R1, Sha384),
        ("brainpoolP512r1", Nid::BRAINPOOL_P512R1, Sha512),
    ] {
        suites.push(curve(name, nid, digest));
    }
    const COLUMNS: [&str; 7] = [
        "own code, new key",
        "own code, known key",
        "ring",
        "AWS-LC",
        "RustCrypto",
        "OpenSSL, new key",
        "OpenSSL, known key",
    ];
    println!("{}, {rounds} rounds; medians in us\n", openssl::version::version());
    println!("| | {} |", COLUMNS.join(" | "));
    println!("|---|{}", "---|".repeat(COLUMNS.len()));
    for (suite, contenders) in suites {
        let mut times: Vec<Vec<f64>> = contenders.iter().map(|_| Vec::new()).collect();
        for _ in 0..rounds {
            for (contender, times) in contenders.iter().zip(&mut times) {
                let begun = Instant::now();
                (contender.verify)();
                times.push(black_box(begun.elapsed().as_secs_f64() * 1e6));
            }
        }
        let figures: Vec<(&str, f64)> =
            contenders.iter().zip(times).map(|(contender, times)| (contender.name, median(times))).collect();
        let cell = |column: &&str| {
            let figure = figures.iter().find(|(name, _)| name == column);
            figure.map_or("-".to_owned(), |(_, figure)| format!("{figure:.1}"))
        };
        println!("| {suite} | {} |", COLUMNS.iter().map(cell).collect::<Vec<_>>().join(" | "));
    }
}
