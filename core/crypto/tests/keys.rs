//! Keys that must not be taken: chosen base points, composite fields, giants, points off the curve, weak RSA.
#![allow(clippy::disallowed_methods, reason = "the bound on work is measured")]

use crate::support::{curve_oid, der, ec_spki, ec_spki_with, integer, octets, rsa_spki, verify};
use doc9303_crypto::{DigestAlgorithm, KeyError, SignatureAlgorithm, VerifyError, VerifyingKey};
use num_bigint::BigUint;
use std::time::Instant;

/// P-256 as FIPS 186-4 App. D prints it.
const P: &str = "FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF";
const A: &str = "FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFC";
const B: &str = "5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B";
const GX: &str = "6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296";
const GY: &str = "4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5";
const N: &str = "FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551";
const SEED: &str = "C49D360886E704936A6678E1139D26B7819F7E90";

/// Explicit parameters that each test changes in one place.
#[derive(Clone)]
struct Parameters {
    version: Vec<u8>,
    field: Vec<u8>,
    p: Vec<u8>,
    a: Vec<u8>,
    b: Vec<u8>,
    seed: Option<Vec<u8>>,
    base: Vec<u8>,
    n: Vec<u8>,
    cofactor: Option<Vec<u8>>,
}

impl Parameters {
    fn p256() -> Self {
        Parameters {
            version: octets("020101"),
            field: octets("06072A8648CE3D0101"),
            p: integer(&octets(P)),
            a: octets(A),
            b: octets(B),
            seed: None,
            base: octets(&format!("04{GX}{GY}")),
            n: integer(&octets(N)),
            cofactor: Some(octets("020101")),
        }
    }

    fn encoded(&self) -> Vec<u8> {
        let seed = self.seed.as_ref().map_or(Vec::new(), |seed| der(0x03, &[&[0], seed]));
        let curve = der(0x30, &[&der(0x04, &[&self.a]), &der(0x04, &[&self.b]), &seed]);
        der(
            0x30,
            &[
                &self.version,
                &der(0x30, &[&self.field, &self.p]),
                &curve,
                &der(0x04, &[&self.base]),
                &self.n,
                self.cofactor.as_deref().unwrap_or_default(),
            ],
        )
    }

    fn read(&self) -> Result<VerifyingKey, KeyError> {
        VerifyingKey::from_spki(&ec_spki_with(&self.encoded(), &some_point()))
    }

    #[track_caller]
    fn refused(&self, error: KeyError) {
        let before = Instant::now();
        assert_eq!(self.read().unwrap_err(), error);
        assert!(before.elapsed().as_millis() < 50, "refusing costs as good as nothing");
    }
}

/// 2 G of P-256.
fn some_point() -> Vec<u8> {
    octets(
        "047CF27B188D034F7E8A52380304B51AC3C08969E277F21B35A60B48FC4766997807775510DB8ED040293D9AC69F7430DBBA7DADE63CE982299E04B79D227873D1",
    )
}

#[test]
fn explicit_parameters_with_and_without_what_is_optional() {
    let named = VerifyingKey::from_spki(&ec_spki("prime256v1", &some_point())).unwrap();
    let full = Parameters::p256();
    let seeded = Parameters { seed: Some(octets(SEED)), ..full.clone() };
    let foreign_seed = Parameters { seed: Some(vec![7; 20]), ..full.clone() };
    let bare = Parameters { cofactor: None, ..full.clone() };
    let compressed = Parameters { base: octets(&format!("03{GX}")), ..full.clone() };
    let version_2 = Parameters { version: octets("020102"), ..full.clone() };
    for parameters in [full, seeded, foreign_seed, bare, compressed, version_2] {
        let key = parameters.read().unwrap();
        assert!(key.is_same_key(&named) && key.has_explicit_parameters() && !named.has_explicit_parameters());
        assert_eq!((key.name(), key.bits()), ("P-256", 256));
    }
}

#[test]
fn a_chosen_base_point_is_refused() {
    // With G' = Q the private key is 1, whoever Q belongs to (CVE-2020-0601).
    Parameters { base: some_point(), ..Parameters::p256() }.refused(KeyError::NonstandardCurve);
    let x = &some_point()[1..33];
    for form in [2, 3] {
        let base = [&[form], x].concat();
        Parameters { base, ..Parameters::p256() }.refused(KeyError::NonstandardCurve);
    }
    // The right x with the other y.
    Parameters { base: octets(&format!("02{GX}")), ..Parameters::p256() }.refused(KeyError::NonstandardCurve);
}

#[test]
fn each_number_counts() {
    let good = Parameters::p256();
    let changed = |octets: &[u8]| {
        let mut octets = octets.to_vec();
        *octets.last_mut().unwrap() ^= 2;
        octets
    };
    let bad = KeyError::NonstandardCurve;
    Parameters { p: changed(&good.p), ..good.clone() }.refused(bad);
    Parameters { a: changed(&good.a), ..good.clone() }.refused(bad);
    Parameters { b: changed(&good.b), ..good.clone() }.refused(bad);
    Parameters { base: changed(&good.base), ..good.clone() }.refused(bad);
    Parameters { n: changed(&good.n), ..good.clone() }.refused(bad);
    Parameters { n: der(0x02, &[&[0xFF]]), ..good.clone() }.refused(bad);
    for cofactor in ["020100", "020102", "0201FF", "02020100"] {
        Parameters { cofactor: Some(octets(cofactor)), ..good.clone() }.refused(bad);
    }
    Parameters { field: octets("06072A8648CE3D0102"), ..good.clone() }.refused(bad);
    Parameters { base: vec![0], ..good.clone() }.refused(bad);
    Parameters { base: Vec::new(), ..good.clone() }.refused(bad);
    Parameters { version: octets("020100"), ..good.clone() }.refused(KeyError::Malformed);
    Parameters { version: octets("020104"), ..good }.refused(KeyError::Malformed);
}

#[test]
fn giants_and_composites_cost_nothing() {
    let giant = vec![0xFD; 12_500];
    let good = Parameters::p256();
    let compressed = [&[2], &giant[..]].concat();
    let bad = KeyError::NonstandardCurve;
    Parameters { p: integer(&giant), ..good.clone() }.refused(bad);
    Parameters { p: integer(&giant), base: compressed, ..good.clone() }.refused(bad);
    Parameters { n: integer(&giant), ..good.clone() }.refused(bad);
    Parameters { cofactor: Some(integer(&giant)), ..good.clone() }.refused(bad);
    Parameters { a: giant.clone(), b: giant.clone(), ..good.clone() }.refused(bad);
    // A composite p with a compressed base point sends a square root into a loop elsewhere (CVE-2022-0778).
    let composite = (BigUint::from_bytes_be(&octets(P)) - 2_u8).to_bytes_be();
    Parameters { p: integer(&composite), base: octets(&format!("02{GX}")), ..good }.refused(bad);

    let before = Instant::now();
    let modulus = vec![0xFD; 2_000_000];
    assert_eq!(VerifyingKey::from_spki(&rsa_spki(&modulus, &[1, 0, 1])).unwrap_err(), KeyError::Unsupported);
    let modulus = [vec![0xC1; 255], vec![0x35]].concat();
    assert_eq!(VerifyingKey::from_spki(&rsa_spki(&modulus, &[0x55; 9])).unwrap_err(), KeyError::Unsupported);
    assert_eq!(VerifyingKey::from_spki(&rsa_spki(&modulus, &[0xFF; 256])).unwrap_err(), KeyError::Malformed);
    assert!(before.elapsed().as_millis() < 100);
}

#[test]
fn points_off_the_curve_are_refused() {
    let read = |curve: &str, point: &[u8]| VerifyingKey::from_spki(&ec_spki(curve, point)).map(|_| ());
    let invalid = Err(KeyError::InvalidPoint);
    assert_eq!(read("prime256v1", &some_point()), Ok(()));
    assert_eq!(read("prime256v1", &[0]), invalid, "infinity");
    assert_eq!(read("prime256v1", &[]), invalid);
    let mut off = some_point();
    off[64] ^= 1;
    assert_eq!(read("prime256v1", &off), invalid);
    // x + p names no other point.
    let beyond = octets(&format!("04{P}{GY}"));
    assert_eq!(read("prime256v1", &beyond), invalid);
    let all_ones = [&[4][..], &[0xFF; 64]].concat();
    assert_eq!(read("prime256v1", &all_ones), invalid);
    let mut hybrid = some_point();
    hybrid[0] = 7;
    assert_eq!(read("prime256v1", &hybrid), invalid);
    // The key of another curve of the same size.
    assert_eq!(read("brainpoolP256r1", &some_point()), invalid);
    assert_eq!(read("secp384r1", &some_point()), invalid);
}

#[test]
fn a_twisted_curve_is_not_its_sibling() {
    let g_t1 = octets(
        "04A3E8EB3CC1CFE7B7732213B23A656149AFA142C47AAFBC2B79A191562E1305F42D996C823439C56D7F7B22E14644417E69BCB6DE39D027001DABE8F35B25C9BE",
    );
    let key = VerifyingKey::from_spki(&ec_spki("brainpoolP256t1", &g_t1)).unwrap();
    assert_eq!(key.name(), "brainpoolP256t1");
    assert_eq!(
        VerifyingKey::from_spki(&ec_spki("brainpoolP256r1", &g_t1)).unwrap_err(),
        KeyError::InvalidPoint
    );
    let g_r1 = octets(
        "048BD2AEB9CB7E57CB2C4B482FFC81B7AFB9DE27E1E3BD23C23A4453BD9ACE3262547EF835C3DAC4FD97F8461A14611DC9C27745132DED8E545C1D54C72F046997",
    );
    let sibling = VerifyingKey::from_spki(&ec_spki("brainpoolP256r1", &g_r1)).unwrap();
    assert!(!key.is_same_key(&sibling));
    // With the private key 1 and k = 1: r = x(G), s = e + r. It belongs to the curve whose x is r, and to no other.
    let message = b"twisted";
    let e = BigUint::from_bytes_be(DigestAlgorithm::Sha256.digest(message).as_ref());
    let n = BigUint::parse_bytes(b"A9FB57DBA1EEA9BC3E660A909D838D718C397AA3B561A6F7901E0E82974856A7", 16)
        .unwrap();
    let algorithm = SignatureAlgorithm::Ecdsa { digest: DigestAlgorithm::Sha256 };
    for (own, other, g) in [(&key, &sibling, &g_t1), (&sibling, &key, &g_r1)] {
        let r = BigUint::from_bytes_be(&g[1..33]) % &n;
        let s = (&e + &r) % &n;
        let signature = der(0x30, &[&integer(&r.to_bytes_be()), &integer(&s.to_bytes_be())]);
        assert!(verify(own, &algorithm, message, &signature).is_ok());
        assert_eq!(verify(other, &algorithm, message, &signature), Err(VerifyError::Invalid));
    }
}

#[test]
fn standardized_domain_parameters_by_number() {
    let read = |id: u8, point: &[u8]| {
        let algorithm = der(0x30, &[&octets("060704007F00070102"), &[0x02, 0x01, id]]);
        VerifyingKey::from_spki(&der(0x30, &[&algorithm, &der(0x03, &[&[0], point])]))
    };
    let key = read(12, &some_point()).unwrap();
    assert_eq!(key.name(), "P-256");
    assert!(key.is_same_key(&Parameters::p256().read().unwrap()));
    assert_eq!(read(13, &some_point()).unwrap_err(), KeyError::InvalidPoint);
    for unknown in [0, 1, 2, 7, 19, 32] {
        assert_eq!(read(unknown, &some_point()).unwrap_err(), KeyError::Unsupported);
    }
}

#[test]
fn malformed_keys_are_called_so() {
    let malformed = |span: &[u8]| assert_eq!(VerifyingKey::from_spki(span).unwrap_err(), KeyError::Malformed);
    let good = ec_spki("prime256v1", &some_point());
    malformed(&[]);
    malformed(&good[..good.len() - 1]);
    malformed(&[&good[..], &[0]].concat());
    // implicitCA, and no parameters at all.
    malformed(&ec_spki_with(&[0x05, 0x00], &some_point()));
    malformed(&ec_spki_with(&[], &some_point()));
    // Unused bits in the key.
    let algorithm = der(0x30, &[&octets("06072A8648CE3D0201"), &curve_oid("prime256v1")]);
    malformed(&der(0x30, &[&algorithm, &der(0x03, &[&[1], &some_point()])]));
    // RSA: a third number, a negative modulus, no numbers.
    let rsa = octets("300D06092A864886F70D0101010500");
    let number = integer(&[0xC1; 128]);
    let with = |key: &[u8]| der(0x30, &[&rsa, &der(0x03, &[&[0], key])]);
    malformed(&with(&der(0x30, &[&number, &[2, 1, 3], &[2, 1, 3]])));
    malformed(&with(&der(0x30, &[&der(0x02, &[&[0xC1; 128]]), &[2, 1, 3]])));
    malformed(&with(&der(0x30, &[])));
    malformed(&with(&[]));
}

#[test]
fn weak_rsa_is_refused() {
    let odd = [vec![0xC1; 127], vec![0x35]].concat();
    let read = |n: &[u8], e: &[u8]| VerifyingKey::from_spki(&rsa_spki(n, e)).map(|key| key.bits());
    assert_eq!(read(&odd, &[1, 0, 1]), Ok(1024));
    assert_eq!(read(&odd, &[3]), Ok(1024));
    for exponent in [&[0][..], &[1], &[2], &[1, 0, 0]] {
        assert_eq!(read(&odd, exponent), Err(KeyError::Weak));
    }
    let mut even = odd.clone();
    even[127] = 0x34;
    assert_eq!(read(&even, &[1, 0, 1]), Err(KeyError::Weak));
    let mut short = odd;
    short[0] = 0x7F;
    assert_eq!(read(&short, &[1, 0, 1]), Err(KeyError::Weak), "1023 bits");
}

#[test]
fn the_mark_of_a_flawed_generator_is_seen() {
    // Primes of that generator are k M + (65537^a mod M) with M the product of the first primes. A modulus with the
    // same mark: any k M + 65537^c mod M. M for the primes up to 167 has 220 bits.
    let primes: Vec<u32> = (2..=167_u32).filter(|n| (2..*n).all(|d| n % d != 0)).collect();
    assert_eq!(primes.len(), 39);
    let product = primes.iter().fold(BigUint::from(1_u8), |product, prime| product * *prime);
    for (c, bits) in [(5_u32, 1024_u64), (123_456, 2048), (99, 3072)] {
        let residue = BigUint::from(65_537_u32).modpow(&BigUint::from(c), &product);
        let top = BigUint::from(3_u8) << (bits - 2);
        let marked = &top - &top % &product + &residue;
        assert_eq!(
            VerifyingKey::from_spki(&rsa_spki(&marked.to_bytes_be(), &[1, 0, 1])).unwrap_err(),
            KeyError::Weak
        );
        // One prime that does not fit, and the mark is gone: 2 is no power of 65537 modulo 11 (those are 1 and 10).
        let unmarked =
            (0..11_u32).map(|i| &marked + &product / 11_u8 * i).find(|n| n % 11_u8 == BigUint::from(2_u8));
        let unmarked = unmarked.filter(|n| n.bit(0)).unwrap_or_else(|| &marked + 2_u8);
        assert!(VerifyingKey::from_spki(&rsa_spki(&unmarked.to_bytes_be(), &[1, 0, 1])).is_ok());
    }
}
