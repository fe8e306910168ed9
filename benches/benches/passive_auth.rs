//! Passive authentication of one document beside what it cannot do without: hashing its files and verifying its two
//! signatures, by this library and by `ring` where `ring` knows the algorithm. Interleaved: every round measures each
//! contender once. Told are medians and ratios. With `DOC9303_REAL_DATA`, the loading of real master lists too.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measurement reads files and the clock, and stops at the first surprise"
)]

mod cases;

use cases::{Case, load};
use doc9303::raw::{Certificate, Sod};
use doc9303::report::Outcome;
use doc9303::trust::MasterListTrust;
use doc9303::{Chip, Document, FileId, Policy, TrustStore, inspect};
use doc9303_asn1::{Reader, tag};
use doc9303_crypto::{DigestAlgorithm, Engine, SignatureAlgorithm, SignatureVerifier, VerifyingKey};
use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

const ROUNDS: usize = 301;
const SUITES: [&str; 8] = [
    "suite-rsa2048-pkcs1-sha256",
    "suite-rsa2048-pss-sha256",
    "suite-rsa4096-pss-sha512",
    "suite-ec-p256-named-sha256",
    "suite-ec-p384-explicit-sha384",
    "suite-ec-brainpoolp256r1-explicit-sha256",
    "suite-ec-brainpoolp384r1-named-sha384",
    "suite-ec-brainpoolp512r1-explicit-sha512",
];

/// The two signatures of a document with their keys, ready to verify.
struct Signature {
    /// What ring takes for a key: the content of the BIT STRING.
    raw_key: Vec<u8>,
    key: VerifyingKey,
    algorithm: SignatureAlgorithm,
    message: Vec<u8>,
    value: Vec<u8>,
}

fn signatures(case: &Case) -> [Signature; 2] {
    let sod = &case.files.iter().find(|(file, _)| *file == FileId::Sod).unwrap().1;
    let signed_data = Sod::parse(sod).unwrap().signed_data;
    let signer = &signed_data.signers[0];
    let document_signer = Certificate::parse(signed_data.certificates[0]).unwrap();
    let csca = Certificate::parse(&case.certificates[0]).unwrap();
    let digest = DigestAlgorithm::from_identifier(&signer.digest_algorithm).ok();
    let of_sod = Signature {
        raw_key: raw_key(document_signer.public_key()),
        key: VerifyingKey::from_spki(document_signer.public_key()).unwrap(),
        algorithm: SignatureAlgorithm::from_identifier(&signer.signature_algorithm, digest).unwrap(),
        message: signer.signed_attributes.as_ref().unwrap().as_sent(),
        value: signer.signature.to_vec(),
    };
    let of_signer = Signature {
        raw_key: raw_key(csca.public_key()),
        key: VerifyingKey::from_spki(csca.public_key()).unwrap(),
        algorithm: SignatureAlgorithm::from_identifier(&document_signer.signature_algorithm().unwrap(), None)
            .unwrap(),
        message: document_signer.to_be_signed().to_vec(),
        value: document_signer.signature().to_vec(),
    };
    [of_sod, of_signer]
}

fn raw_key(spki: &[u8]) -> Vec<u8> {
    let mut fields = Reader::new(spki, "key").expect(tag::SEQUENCE).unwrap().reader();
    fields.read().unwrap();
    fields.read().unwrap().bit_string().unwrap().to_vec()
}

/// The peer's algorithm for this signature, if it has one.
fn ring_algorithm(signature: &Signature) -> Option<&'static dyn ring::signature::VerificationAlgorithm> {
    use DigestAlgorithm::{Sha256, Sha384, Sha512};
    use ring::signature as peer;
    Some(match (&signature.algorithm, signature.key.name()) {
        (SignatureAlgorithm::RsaPkcs1 { digest: Sha256 }, _) => &peer::RSA_PKCS1_2048_8192_SHA256,
        (SignatureAlgorithm::RsaPkcs1 { digest: Sha512 }, _) => &peer::RSA_PKCS1_2048_8192_SHA512,
        (SignatureAlgorithm::RsaPss { digest: Sha256, .. }, _) => &peer::RSA_PSS_2048_8192_SHA256,
        (SignatureAlgorithm::RsaPss { digest: Sha512, .. }, _) => &peer::RSA_PSS_2048_8192_SHA512,
        (SignatureAlgorithm::Ecdsa { digest: Sha256 }, "P-256") => &peer::ECDSA_P256_SHA256_ASN1,
        (SignatureAlgorithm::Ecdsa { digest: Sha384 }, "P-384") => &peer::ECDSA_P384_SHA384_ASN1,
        _ => return None,
    })
}

fn median(mut samples: Vec<f64>) -> f64 {
    samples.sort_by(f64::total_cmp);
    samples[samples.len() / 2]
}

fn microseconds(run: impl FnOnce()) -> f64 {
    let started = Instant::now();
    run();
    started.elapsed().as_secs_f64() * 1e6
}

fn main() {
    println!(
        "| suite | inspect, us | hashing and bare verifications, signer unseen, us | ratio | signer seen, us | ratio | ring, the two verifications alone, us |"
    );
    println!("|---|---|---|---|---|---|---|");
    for suite in SUITES {
        one_document(suite, &load(suite));
    }
    document_signers(&load(SUITES[0]));
    master_lists();
}

/// Many Document Signers, as a PKD export holds them: one certificate under 30,000 serial numbers.
fn document_signers(case: &Case) {
    const COUNT: u32 = 30_000;
    let sod = &case.files.iter().find(|(file, _)| *file == FileId::Sod).unwrap().1;
    let signed_data = Sod::parse(sod).unwrap().signed_data;
    let der = signed_data.certificates[0];
    let serial = Certificate::parse(der).unwrap().serial().significant().to_vec();
    let at = der.windows(serial.len()).position(|window| window == serial).unwrap();
    let certificates: Vec<Vec<u8>> = (0..COUNT)
        .map(|number| {
            let mut certificate = der.to_vec();
            certificate[at + 1..at + 5].copy_from_slice(&number.to_be_bytes());
            certificate
        })
        .collect();
    let mut store = TrustStore::new();
    let elapsed =
        microseconds(|| certificates.iter().for_each(|der| assert!(store.add_certificate(der).is_ok())));
    println!("\n{} document signers loaded in {:.2} s", store.document_signers(), elapsed / 1e6);
}

fn one_document(suite: &str, case: &Case) {
    let signatures = signatures(case);
    let chip = Chip::from_files(case.files.clone()).unwrap();
    let document = Document::new().with_chip(chip);
    let policy = Policy::icao();
    let check = inspect(&document, &case.store, &policy, case.at).verdict();
    assert_eq!(check, Outcome::Successful, "{suite}");
    let spki: Vec<Vec<u8>> = {
        let sod = &case.files.iter().find(|(file, _)| *file == FileId::Sod).unwrap().1;
        let signed_data = Sod::parse(sod).unwrap().signed_data;
        vec![Certificate::parse(signed_data.certificates[0]).unwrap().public_key().to_vec()]
    };
    let hash = || {
        for (_, file) in &case.files {
            black_box(DigestAlgorithm::Sha256.digest(black_box(file)));
        }
    };
    let engine = Engine::default();
    let bare = |signature: &Signature| {
        let result = engine.verify(
            &signature.key,
            &signature.algorithm,
            black_box(&signature.message),
            &signature.value,
        );
        assert!(result.is_ok());
    };
    let by_ring: Option<Vec<_>> = signatures.iter().map(ring_algorithm).collect();
    let (mut whole, mut floor, mut fresh, mut peer) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        whole.push(microseconds(|| {
            black_box(inspect(black_box(&document), &case.store, &policy, case.at).verdict());
        }));
        floor.push(microseconds(|| {
            hash();
            signatures.iter().for_each(bare);
        }));
        // The Document Signer's key comes with the document, so reading it belongs to the floor of an unseen one.
        fresh.push(microseconds(|| {
            hash();
            let key = VerifyingKey::from_spki(black_box(&spki[0])).unwrap();
            let first = &signatures[0];
            assert!(engine.verify(&key, &first.algorithm, black_box(&first.message), &first.value).is_ok());
            bare(&signatures[1]);
        }));
        if let Some(algorithms) = &by_ring {
            peer.push(microseconds(|| {
                for (algorithm, signature) in algorithms.iter().zip(&signatures) {
                    let key = ring::signature::UnparsedPublicKey::new(*algorithm, &signature.raw_key);
                    assert!(key.verify(black_box(&signature.message), &signature.value).is_ok());
                }
            }));
        }
    }
    let (whole, floor, fresh) = (median(whole), median(floor), median(fresh));
    let peer = if peer.is_empty() { "-".to_owned() } else { format!("{:.0}", median(peer)) };
    println!(
        "| {suite} | {whole:.0} | {fresh:.0} | {:.2} | {floor:.0} | {:.2} | {peer} |",
        whole / fresh,
        whole / floor
    );
}

fn master_lists() {
    let Some(folder) = std::env::var_os("DOC9303_REAL_DATA").map(PathBuf::from) else {
        println!("\nmaster lists: not measured, DOC9303_REAL_DATA names no folder");
        return;
    };
    println!("\n| master list | entries | load and verify, ms |\n|---|---|---|");
    for name in ["DE-2024-08-07.ml", "NL-2025-07-29.ml"] {
        let list = std::fs::read(folder.join("master-lists").join(name)).unwrap();
        let mut entries = 0;
        let samples = (0..11)
            .map(|_| {
                microseconds(|| {
                    let import = TrustStore::new()
                        .add_master_list(black_box(&list), MasterListTrust::AnySigner)
                        .unwrap();
                    entries = import.added + import.known;
                })
            })
            .collect();
        println!("| {name} | {entries} | {:.1} |", median(samples) / 1e3);
    }
}
