//! Verification against the verifiers of others, curve by curve: those of RustCrypto over digests that are chosen freely, `ring`
//! and AWS-LC over messages; on every curve against the verdict of the numbers, and now and then against plain affine arithmetic.
//!
//! With `DOC9303_CASES_FOLDER` each case is written there as well, for `tests/openssl_cases.py`.
//! `DOC9303_CASES=1000000 cargo test --release -p doc9303-crypto --lib peers` draws so many on each curve.

use super::signer::{Case, Signer};
use super::*;
use ecdsa::elliptic_curve::FieldBytes;
use ecdsa::signature::hazmat::PrehashVerifier;
use std::io::Write;

/// The point of a key, a signature and its r and s side by side: whether it holds, or nothing where the peer has no such kind.
type Peer = fn(&[u8], &Case, &[u8]) -> Option<bool>;

/// A key of RustCrypto that verifies a digest. Numbers that are out of range are no signature there.
macro_rules! of_rustcrypto {
    ($curve:ty) => {
        |point, case, plain| {
            let key = ecdsa::VerifyingKey::<$curve>::from_sec1_bytes(point).unwrap();
            let (r, s) = plain.split_at(plain.len() / 2);
            let octets = |number| FieldBytes::<$curve>::try_from(number).unwrap();
            let signature = ecdsa::Signature::<$curve>::from_scalars(octets(r), octets(s));
            // Digests longer than any that it knows are numbers there, of which nothing is cut off: P-521 alone has such.
            let digest = if case.digest.len() > 64 { &case.e } else { &case.digest };
            Some(signature.is_ok_and(|signature| key.verify_prehash(digest, &signature).is_ok()))
        }
    };
}

/// A verifier of `ring` or of AWS-LC, which hash the message themselves.
macro_rules! of_messages {
    ($library:ident, $algorithm:ident) => {
        |point, case, plain| {
            let message = case.message.as_ref()?;
            let algorithm = &$library::signature::$algorithm;
            let key = $library::signature::UnparsedPublicKey::new(algorithm, point);
            Some(key.verify(message, plain).is_ok())
        }
    };
}

/// A file of all cases of a curve, a line each: identifier of the curve, point, digest, r, s and verdict.
#[allow(clippy::disallowed_methods, reason = "a test may read the environment and write files")]
fn file_of(curve: &Curve) -> Option<std::io::BufWriter<std::fs::File>> {
    let folder = std::env::var("DOC9303_CASES_FOLDER").ok()?;
    let file = std::fs::File::create(std::path::Path::new(&folder).join(curve.name)).unwrap();
    Some(std::io::BufWriter::new(file))
}

fn hexadecimal(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02X}")).collect()
}

fn compare(curve: &'static Curve, peers: &[Peer], usual: usize) {
    let mut signer = Signer::new(
        curve,
        u64::from(curve.oid.as_bytes().iter().map(|octet| u32::from(*octet)).sum::<u32>()) << 32,
    );
    let (length, mut file) = (curve.coordinate_length(), file_of(curve));
    let (mut accepted, mut rejected, mut by_peers) = (0, 0, vec![0; peers.len()]);
    let mut keys = None;
    let count = cases(usual);
    for number in 0..count {
        // A key for so many signatures: the first is verified without its table.
        let (point, key, prepared) = match keys.take() {
            Some(keys) if !number.is_multiple_of(32) => keys,
            _ => {
                let point = signer.next_key();
                let key = read_point(curve, &point).unwrap();
                (point, key, Prepared::default())
            }
        };
        let case = signer.next_case();
        let said = || {
            format!("{} {number} {:?} {:X} {:X} {:02X?}", curve.name, case.kind, case.r, case.s, case.digest)
        };
        let (r, s) = (case.r.to_bytes_be(), case.s.to_bytes_be());
        let signed = Signed { digest: &case.digest, r: &r, s: &s };
        assert_eq!(crate::ec::verify(curve, &key, &prepared, signed), case.is_valid, "{}", said());
        if number.is_multiple_of(7) {
            let fresh = Prepared::default();
            assert_eq!(crate::ec::verify(curve, &key, &fresh, signed), case.is_valid, "{}, first", said());
        }
        if let Some(file) = &mut file {
            let octets = [curve.oid.as_bytes(), &point, &case.digest, &r, &s].map(hexadecimal);
            writeln!(file, "{} {}", octets.join(" "), case.is_valid).unwrap();
        }
        if r.len() <= length && s.len() <= length {
            let plain = [padded(&case.r, length), padded(&case.s, length)].concat();
            for (peer, counted) in peers.iter().zip(&mut by_peers) {
                if let Some(verdict) = peer(&point, &case, &plain) {
                    assert_eq!(verdict, case.is_valid, "a peer says {verdict}: {}", said());
                    *counted += 1;
                }
            }
        }
        if number.is_multiple_of(1009) {
            let verdict = signer.reference.verifies(signer.key(), &case.digest, &case.r, &case.s);
            assert_eq!(verdict, case.is_valid, "{}", said());
        }
        *(if case.is_valid { &mut accepted } else { &mut rejected }) += 1;
        keys = Some((point, key, prepared));
    }
    println!("{}: {accepted} accepted, {rejected} rejected, by peers {by_peers:?}", curve.name);
    assert!(count < 100 || (accepted > count / 4 && rejected > count / 4));
    assert!(count < 100 || by_peers.iter().all(|counted| *counted > count / 2), "{by_peers:?}");
}

macro_rules! curves {
    ($($test:ident, $curve:ident, [$($peer:expr),*];)+) => {
        $(
            #[test]
            fn $test() {
                let peers: &[Peer] = if cfg!(miri) { &[] } else { &[$($peer),*] };
                compare(&curves::$curve, peers, 600);
            }
        )+
    };
}

curves! {
    p192, P192, [of_rustcrypto!(p192::NistP192)];
    p224, P224, [of_rustcrypto!(p224::NistP224)];
    p256, P256, [
        of_rustcrypto!(p256::NistP256),
        of_messages!(ring, ECDSA_P256_SHA256_FIXED),
        of_messages!(aws_lc_rs, ECDSA_P256_SHA256_FIXED)
    ];
    p384, P384, [
        of_rustcrypto!(p384::NistP384),
        of_messages!(ring, ECDSA_P384_SHA384_FIXED),
        of_messages!(aws_lc_rs, ECDSA_P384_SHA384_FIXED)
    ];
    p521, P521, [of_rustcrypto!(p521::NistP521), of_messages!(aws_lc_rs, ECDSA_P521_SHA512_FIXED)];
    brainpool192_r1, BRAINPOOL_P192R1, [];
    brainpool192_t1, BRAINPOOL_P192T1, [];
    brainpool224_r1, BRAINPOOL_P224R1, [];
    brainpool224_t1, BRAINPOOL_P224T1, [];
    brainpool256_r1, BRAINPOOL_P256R1, [of_rustcrypto!(bp256::BrainpoolP256r1)];
    brainpool256_t1, BRAINPOOL_P256T1, [of_rustcrypto!(bp256::BrainpoolP256t1)];
    brainpool320_r1, BRAINPOOL_P320R1, [];
    brainpool320_t1, BRAINPOOL_P320T1, [];
    brainpool384_r1, BRAINPOOL_P384R1, [of_rustcrypto!(bp384::BrainpoolP384r1)];
    brainpool384_t1, BRAINPOOL_P384T1, [of_rustcrypto!(bp384::BrainpoolP384t1)];
    brainpool512_r1, BRAINPOOL_P512R1, [];
    brainpool512_t1, BRAINPOOL_P512T1, [];
}
