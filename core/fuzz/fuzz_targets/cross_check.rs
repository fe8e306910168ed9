//! Signatures under own arithmetic and under that of others: they agree, or it is a crash.
//!
//! The first byte chooses a key, the second what is done to its valid signature; then come bytes to change, and the rest is a
//! message or a number. ECDSA is checked by RustCrypto, and on P-256 and P-384 by `ring`; RSA by RustCrypto, and from 2048 bits on
//! by `ring` and AWS-LC. What own code tolerates and says so is not compared; the numbers of such a signature are.
#![no_main]

#[path = "../../crypto/tests/peers_rsa.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod peers_rsa;

use doc9303_crypto::{Curve, DigestAlgorithm, Engine, SignatureAlgorithm, SignatureVerifier, VerifyingKey};
use ecdsa::elliptic_curve::{FieldBytes, NonZeroScalar};
use ecdsa::signature::hazmat::PrehashVerifier;
use num_bigint::BigUint;
use peers_rsa::drawn::Numbers;
use peers_rsa::{Pair, encoded, peers};
use std::sync::LazyLock;

/// A point, a digest and a signature as two numbers side by side: whether it holds.
type Peer = fn(&[u8], &[u8], &[u8]) -> bool;

/// A key with a signature that holds.
struct Signed {
    curve: &'static Curve,
    digest: DigestAlgorithm,
    point: Vec<u8>,
    key: VerifyingKey,
    message: Vec<u8>,
    plain: Vec<u8>,
    peer: Peer,
}

macro_rules! signed {
    ($curve:ty, $id:literal, $digest:ident, $seed:expr) => {{
        let (curve, digest) = (Curve::by_standardized_id($id).expect("a curve"), DigestAlgorithm::$digest);
        let mut numbers = Numbers($seed);
        let mut scalar = || loop {
            let mut octets = FieldBytes::<$curve>::default();
            octets.copy_from_slice(&numbers.octets(curve.coordinate_length()));
            octets[0] >>= 8 * curve.coordinate_length() - curve.bits;
            let scalar = NonZeroScalar::<$curve>::from_repr(octets);
            if let Some(scalar) = scalar.into_option() {
                break scalar;
            }
        };
        let (d, k) = (scalar(), scalar());
        let message = vec![0x5A; usize::from($seed as u8)];
        let hashed = digest.digest(&message);
        let (signature, _) = ecdsa::hazmat::sign_prehashed::<$curve>(&d, &k, hashed.as_ref()).expect("a signature");
        let public = ecdsa::elliptic_curve::PublicKey::<$curve>::from_secret_scalar(&d);
        let public = ecdsa::VerifyingKey::<$curve>::from(public);
        let point = public.to_sec1_point(false).as_bytes().to_vec();
        let key = VerifyingKey::from_point(curve, &point).expect("a key");
        let peer: Peer = |point, digest, plain| {
            let key = ecdsa::VerifyingKey::<$curve>::from_sec1_bytes(point).expect("a key");
            let (r, s) = plain.split_at(plain.len() / 2);
            let octets = |number| FieldBytes::<$curve>::try_from(number).expect("a coordinate's length");
            ecdsa::Signature::<$curve>::from_scalars(octets(r), octets(s))
                .is_ok_and(|signature| key.verify_prehash(digest, &signature).is_ok())
        };
        Signed { curve, digest, point, key, message, plain: signature.to_bytes().to_vec(), peer }
    }};
}

static CURVES: LazyLock<Vec<Signed>> = LazyLock::new(|| {
    let of_all = |seed: u64| {
        vec![
            signed!(p192::NistP192, 8, Sha224, seed),
            signed!(p224::NistP224, 10, Sha224, seed),
            signed!(p256::NistP256, 12, Sha256, seed),
            signed!(bp256::BrainpoolP256r1, 13, Sha256, seed),
            signed!(p384::NistP384, 15, Sha384, seed),
            signed!(bp384::BrainpoolP384r1, 16, Sha384, seed),
            signed!(p521::NistP521, 18, Sha512, seed),
            signed!(p256::NistP256, 12, Sha512, seed),
        ]
    };
    (0..8).flat_map(of_all).collect()
});

static PAIRS: LazyLock<Vec<Pair>> = LazyLock::new(|| {
    let mut numbers = Numbers(0);
    [(1024, 65_537), (1031, 3), (1536, 17), (2048, 65_537), (2049, 3), (2048, 8_589_934_583), (3072, 65_537), (4096, 3)]
        .map(|(bits, e)| Pair::new(bits, e, &mut numbers))
        .into()
});

static RSA_KEYS: LazyLock<Vec<VerifyingKey>> = LazyLock::new(|| {
    let key = |pair: &Pair| VerifyingKey::from_modulus(&pair.n.to_bytes_be(), &pair.e.to_be_bytes()).expect("a key");
    PAIRS.iter().map(key).collect()
});

/// Turns bits at the places that the input names, and gives the rest of it.
fn change<'a>(octets: &mut [u8], count: u8, mut data: &'a [u8]) -> &'a [u8] {
    for _ in 0..count {
        let Some(([high, low, value], rest)) = data.split_first_chunk() else { break };
        let place = usize::from(u16::from_be_bytes([*high, *low])) % octets.len();
        octets[place] ^= value;
        data = rest;
    }
    data
}

/// The last bytes of a number, as many as fit.
fn put(number: &[u8], to: &mut [u8]) {
    to.fill(0);
    for (to, from) in to.iter_mut().rev().zip(number.iter().rev()) {
        *to = *from;
    }
}

fn in_der(plain: &[u8]) -> Vec<u8> {
    let integer = |number: &[u8]| {
        let octets = BigUint::from_bytes_be(number).to_bytes_be();
        let zero: &[u8] = if octets[0] & 0x80 != 0 { &[0] } else { &[] };
        [&[2, u8::try_from(zero.len() + octets.len()).expect("short")], zero, &octets].concat()
    };
    let (r, s) = plain.split_at(plain.len() / 2);
    let content = [integer(r), integer(s)].concat();
    let length = u8::try_from(content.len()).expect("short");
    let header: &[u8] = if length < 0x80 { &[0x30, length] } else { &[0x30, 0x81, length] };
    [header, &content].concat()
}

fn ecdsa_agrees(which: u8, how: u8, data: &[u8]) {
    let signed = &CURVES[usize::from(which) % CURVES.len()];
    let (mut plain, mut message) = (signed.plain.clone(), signed.message.clone());
    let rest = change(&mut plain, how & 3, data);
    let half = plain.len() / 2;
    if how & 4 != 0 {
        put(rest, &mut plain[..half]);
    }
    if how & 8 != 0 {
        put(rest, &mut plain[half..]);
    }
    if how & 16 != 0 {
        // -s.
        let n = BigUint::parse_bytes(signed.curve.n.as_bytes(), 16).expect("a number");
        let s = BigUint::from_bytes_be(&plain[half..]) % &n;
        put(&(n - s).to_bytes_be(), &mut plain[half..]);
    }
    if how & 32 != 0 {
        message = rest.to_vec();
    }
    let fresh;
    let key = if how & 64 != 0 {
        fresh = VerifyingKey::from_point(signed.curve, &signed.point).expect("a key");
        &fresh
    } else {
        &signed.key
    };
    let digest = signed.digest;
    let own = |algorithm: SignatureAlgorithm, signature: &[u8]| Engine::Own.verify(key, &algorithm, &message, signature);
    let verdict = own(SignatureAlgorithm::EcdsaPlain { digest }, &plain).is_ok();
    if plain == signed.plain && message == signed.message {
        assert!(verdict, "a valid signature");
    }
    let hashed = digest.digest(&message);
    assert_eq!((signed.peer)(&signed.point, hashed.as_ref(), &plain), verdict);
    let der = in_der(&plain);
    assert_eq!(own(SignatureAlgorithm::Ecdsa { digest }, &der).is_ok(), verdict);
    let by_ring: Option<[&'static dyn ring::signature::VerificationAlgorithm; 2]> = match (signed.curve.name, digest) {
        ("P-256", DigestAlgorithm::Sha256) => {
            Some([&ring::signature::ECDSA_P256_SHA256_FIXED, &ring::signature::ECDSA_P256_SHA256_ASN1])
        }
        ("P-384", DigestAlgorithm::Sha384) => {
            Some([&ring::signature::ECDSA_P384_SHA384_FIXED, &ring::signature::ECDSA_P384_SHA384_ASN1])
        }
        _ => None,
    };
    if let Some([fixed, encoded]) = by_ring {
        let ring = |algorithm, signature: &[u8]| {
            ring::signature::UnparsedPublicKey::new(algorithm, &signed.point).verify(&message, signature).is_ok()
        };
        assert_eq!(ring(fixed, &plain), verdict);
        assert_eq!(ring(encoded, &der), verdict);
        // Any octets as DER: own code tolerates surplus zeros, and says so.
        let mut any = der;
        let _ = change(&mut any, how >> 7, rest);
        let own = own(SignatureAlgorithm::Ecdsa { digest }, &any);
        let is_tolerated = own.is_ok_and(|leniencies| leniencies.integer_padding);
        assert_eq!(ring(encoded, &any), own.is_ok() && !is_tolerated);
    }
}

fn rsa_agrees(which: u8, how: u8, data: &[u8]) {
    let which = usize::from(which) % PAIRS.len();
    let (pair, key) = (&PAIRS[which], &RSA_KEYS[which]);
    let mut numbers = Numbers(u64::from(how) << 32);
    let (message, mut signed_message) = (data.get(8..).unwrap_or_default(), Vec::new());
    if how & 1 != 0 {
        signed_message.push(0);
    }
    signed_message.extend_from_slice(message);
    let (algorithm, mut block) = encoded(pair, usize::from(how >> 1), &signed_message, &mut numbers);
    let rest = change(&mut block, data.first().map_or(0, |count| count & 1), data.get(1..).unwrap_or_default());
    let mut signature = pair.fixed(&pair.sign(&BigUint::from_bytes_be(&block)));
    let _ = change(&mut signature, data.first().map_or(0, |count| (count >> 1) & 1), rest);
    let own = Engine::Own.verify(key, &algorithm, message, &signature);
    let is_tolerated = own.is_ok_and(|leniencies| leniencies.digest_info_without_null);
    for verdict in peers(pair, &algorithm, message, &signature).into_iter().flatten() {
        assert_eq!(verdict, own.is_ok() && !is_tolerated);
    }
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let [which, how, rest @ ..] = data else { return };
    if which & 0x80 == 0 { ecdsa_agrees(*which, *how, rest) } else { rsa_agrees(*which, *how, rest) }
});
