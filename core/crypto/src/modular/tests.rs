//! Powers, sums and products against big numbers: lengths in use, and limbs at their bounds.

use super::*;
use crate::DigestAlgorithm;
use crate::drawn::{Numbers, cases};
use num_bigint::BigUint;

fn number(seed: u64, length: usize) -> Vec<u8> {
    let blocks = (0_u64..).flat_map(|block| {
        let digest = DigestAlgorithm::Sha512.digest_parts(&[&seed.to_be_bytes(), &block.to_be_bytes()]);
        digest.as_ref().to_vec()
    });
    blocks.take(length).collect()
}

#[test]
fn powers_agree_with_big_numbers() {
    for length in [1, 7, 8, 9, 16, 33, 64, 128, 129, 256, 512, 1024] {
        let mut any = number(7, length);
        any[0] |= 1;
        // Top bits set and clear, limbs at their bounds, and a power of two beside the modulus.
        let mut samples = vec![any, vec![0xFF; length]];
        let mut low = vec![0; length];
        low[0] = 0x01;
        samples.push(low.clone());
        low[0] = 0x80;
        samples.push(low.clone());
        // Zeros below the top word, and ones below a top bit: where an estimated quotient is furthest off.
        low[length / 2] = 1;
        samples.push(low.clone());
        let mut ones = vec![0xFF; length];
        ones[0] = 0x80;
        samples.push(ones);
        for mut modulus in samples {
            *modulus.last_mut().unwrap() |= 3;
            let m = BigUint::from_bytes_be(&modulus);
            let prepared = Modulus::from_bytes(&modulus).unwrap();
            let r = BigUint::from(1_u8) << (64 * modulus.len().div_ceil(8));
            assert_eq!(BigUint::from_bytes_be(&octets(&prepared.r_squared)), &r * &r % &m);
            let bases = [BigUint::ZERO, BigUint::from(1_u8), BigUint::from(2_u8), &m - 1_u8, &m - 2_u8];
            let drawn = BigUint::from_bytes_be(&number(9, length)) % &m;
            for base in bases.into_iter().chain([drawn]) {
                for exponent in [1, 2, 3, 4, 17, 65_537, 107_903, u64::MAX] {
                    let power = prepared.pow(&base.to_bytes_be(), exponent).unwrap();
                    let expected = base.modpow(&BigUint::from(exponent), &m);
                    assert_eq!(BigUint::from_bytes_be(&power), expected, "{length} {exponent}");
                }
                let negated = prepared.negate(&base.to_bytes_be());
                assert_eq!(BigUint::from_bytes_be(&negated), &m - &base);
            }
            assert_eq!(prepared.pow(&modulus, 3), None, "not below the modulus");
            assert_eq!(prepared.pow(&[2], 0), None);
            assert_eq!(prepared.pow(&vec![0xFF; length + 8], 3), None);
        }
    }
}

#[test]
fn powers_of_any_length_agree_with_big_numbers() {
    for length in [16, 33, 128, 256] {
        let mut modulus = number(7, length);
        *modulus.last_mut().unwrap() |= 3;
        let m = BigUint::from_bytes_be(&modulus);
        let prepared = Modulus::from_bytes(&modulus).unwrap();
        for base in
            [BigUint::ZERO, BigUint::from(1_u8), &m - 1_u8, BigUint::from_bytes_be(&number(9, length)) % &m]
        {
            for exponent in
                [vec![], vec![0, 0], vec![1], vec![0, 2], number(11, 8), number(13, 33), vec![0xFF; 20]]
            {
                let power = prepared.pow_long(&base.to_bytes_be(), &exponent).unwrap();
                let expected = base.modpow(&BigUint::from_bytes_be(&exponent), &m);
                assert_eq!(BigUint::from_bytes_be(&power), expected, "{length}");
            }
        }
        assert_eq!(prepared.pow_long(&modulus, &[3]), None, "not below the modulus");
    }
}

#[test]
fn sums_and_products_agree_with_big_numbers() {
    for length in [16, 33, 128] {
        let mut modulus = number(7, length);
        *modulus.last_mut().unwrap() |= 3;
        let m = BigUint::from_bytes_be(&modulus);
        let prepared = Modulus::from_bytes(&modulus).unwrap();
        let drawn = |seed| BigUint::from_bytes_be(&number(seed, length)) % &m;
        let samples = [BigUint::ZERO, BigUint::from(1_u8), &m - 1_u8, drawn(9), drawn(11)];
        for (a, b) in samples.iter().flat_map(|a| samples.iter().map(move |b| (a, b))) {
            let (left, right) = (a.to_bytes_be(), b.to_bytes_be());
            let product = prepared.product(&left, &right).unwrap();
            assert_eq!(BigUint::from_bytes_be(&product), a * b % &m, "{length}");
            let sum = prepared.sum(&left, &right).unwrap();
            assert_eq!(BigUint::from_bytes_be(&sum), (a + b) % &m, "{length}");
        }
        assert_eq!(prepared.product(&modulus, &[1]), None, "not below the modulus");
        assert_eq!(prepared.sum(&[1], &modulus), None, "not below the modulus");
    }
}

#[test]
fn primes_are_told_from_products() {
    let prime = (BigUint::from(1_u8) << 521) - 1_u8;
    let product = &prime * ((BigUint::from(1_u8) << 127) - 1_u8);
    let is_prime = |number: &BigUint| Modulus::from_bytes(&number.to_bytes_be()).unwrap().is_fermat_prime();
    assert!(is_prime(&prime) && !is_prime(&product) && !is_prime(&(&prime - 2_u8)));
    assert!(is_prime(&BigUint::from(3_u8)) && !is_prime(&BigUint::from(9_u8)));
}

#[test]
fn even_and_trivial_moduli_are_refused() {
    for modulus in [&[][..], &[0], &[1], &[0, 1], &[2], &[1, 0, 0, 0, 0, 0, 0, 0, 0]] {
        assert!(Modulus::from_bytes(modulus).is_none());
    }
}

/// Limbs of which each is at a bound or drawn.
fn edged(numbers: &mut Numbers, count: usize) -> Vec<u64> {
    let mut edge = || {
        let (choice, drawn) = (numbers.word(), numbers.word());
        [0, 1, u64::MAX, u64::MAX - 1, 1 << 63, (1 << 63) - 1, drawn, drawn]
            [usize::try_from(choice & 7).unwrap()]
    };
    (0..count).map(|_| edge()).collect()
}

fn big(limbs: &[u64]) -> BigUint {
    BigUint::from_bytes_be(&octets(limbs))
}

/// Each step by itself, for moduli of one to nine limbs that are at their bounds, and numbers at both ends of their range.
#[test]
fn every_step_holds_on_limbs_at_their_bounds() {
    let mut numbers = Numbers(0);
    for count in 1..10 {
        for case in 0..cases(200) {
            let mut m = edged(&mut numbers, count);
            m[0] |= 1;
            m[count - 1] = m[count - 1].max(if count == 1 { 3 } else { 1 });
            let modulus = Modulus::from_bytes(&octets(&m)).unwrap();
            let (m, r) = (big(&m), BigUint::from(1_u8) << (64 * count));
            let r_inverse = r.modinv(&m).unwrap();
            let fixed = |number: &BigUint| {
                let mut limbs = limbs(&number.to_bytes_be());
                limbs.resize(count, 0);
                limbs
            };
            assert_eq!(big(&modulus.r_squared), &r * &r % &m);
            let bounds = [BigUint::ZERO, &m - 1_u8, &m >> 1, (&m >> 1) + 1_u8];
            let drawn = |numbers: &mut Numbers| big(&edged(numbers, count)) % &m;
            let a = bounds.get(case).cloned().unwrap_or_else(|| drawn(&mut numbers)) % &m;
            let b = drawn(&mut numbers);
            let mut wide = vec![u64::MAX; 2 * count];
            // One factor is any number of as many limbs.
            for any in [fixed(&a), vec![u64::MAX; count], edged(&mut numbers, count)] {
                let mut product = any.clone();
                modulus.multiply(&mut product, &fixed(&b), &mut wide);
                assert_eq!(big(&product), big(&any) * &b * &r_inverse % &m, "{m} {any:?} {b}");
                assert!(big(&product) < m);
                modulus.leave(&mut product, &mut wide);
                assert_eq!(big(&product), big(&any) * &b * &r_inverse * &r_inverse % &m);
            }
            let step = |step: &dyn Fn(&mut [u64], &mut [u64])| {
                let (mut limbs, mut wide) = (fixed(&a), vec![u64::MAX; 2 * count]);
                step(&mut limbs, &mut wide);
                big(&limbs)
            };
            assert_eq!(step(&|a, wide| modulus.square(a, wide)), &a * &a * &r_inverse % &m, "{m} {a}");
            assert_eq!(step(&|a, _| modulus.double(a)), &a * 2_u8 % &m, "{m} {a}");
            assert_eq!(step(&|a, _| modulus.shift(a)), (&a << 64) % &m, "{m} {a}");
            // The highest number that may be reduced, and the lowest ones beside multiples of the modulus.
            for number in [&r * &m - 1_u8, &r * (&m - 1_u8), m.clone(), &m - 1_u8, &m * (&r - 1_u8), &a * &b]
            {
                let mut wide = limbs(&number.to_bytes_be());
                wide.resize(2 * count, 0);
                let mut reduced = vec![0; count];
                modulus.reduce(&mut wide, &mut reduced);
                assert_eq!(big(&reduced), number * &r_inverse % &m);
            }
            let [left, right] = [&a, &b].map(BigUint::to_bytes_be);
            assert_eq!(big_of(modulus.sum(&left, &right)), (&a + &b) % &m);
            assert_eq!(big_of(modulus.product(&left, &right)), &a * &b % &m);
            assert_eq!(BigUint::from_bytes_be(&modulus.negate(&left)), &m - &a);
            for exponent in [1, 2, 3, 65_537, numbers.word() | 1 << 63, u64::MAX] {
                let expected = a.modpow(&BigUint::from(exponent), &m);
                assert_eq!(big_of(modulus.pow(&left, exponent)), expected);
                assert_eq!(big_of(modulus.pow_long(&left, &exponent.to_be_bytes())), expected);
            }
            for beyond in [m.clone(), &m + 1_u8, r.clone(), &r - 1_u8] {
                let is_below = beyond < m;
                assert_eq!(modulus.reduced(&beyond.to_bytes_be()).is_some(), is_below);
            }
        }
    }
}

fn big_of(octets: Option<Vec<u8>>) -> BigUint {
    BigUint::from_bytes_be(&octets.unwrap())
}
