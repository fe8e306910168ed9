//! Limbs modulo every field and every order against big numbers.

use super::*;
use crate::ec::field;

/// Limbs at their bounds, in every place and together; then the ends of the range; then the middle.
pub(super) fn edges<const N: usize>(modulus: &Modulus<N>) -> Vec<Limbs<N>> {
    let m = big(&modulus.m);
    let mut samples = vec![[0; N], [u64::MAX; N]];
    for place in 0..if cfg!(miri) { 1 } else { N } {
        for limb in [1, u64::MAX, 1 << 63] {
            let mut sample = [0; N];
            sample[place] = limb;
            samples.push(sample);
            let mut sample = [u64::MAX; N];
            sample[place] = !limb;
            samples.push(sample);
        }
    }
    samples.extend([1_u8, 2, 3].map(|distance| small(&(&m - distance))));
    samples.extend([(&m - 1_u8) >> 1, (&m + 1_u8) >> 1].map(|half| small(&half)));
    samples.extend([modulus.one, modulus.r_squared]);
    samples
}

/// All that is done with one number of N limbs and with two.
struct Checks<'a, const N: usize> {
    modulus: &'a Modulus<N>,
    m: BigUint,
    r_inverse: BigUint,
}

impl<'a, const N: usize> Checks<'a, N> {
    fn new(modulus: &'a Modulus<N>) -> Self {
        let m = big(&modulus.m);
        let r = BigUint::from(1_u8) << (64 * N);
        assert_eq!(big(&modulus.one), &r % &m);
        assert_eq!(big(&modulus.r_squared), &r * &r % &m);
        Checks { modulus, r_inverse: r.modinv(&m).unwrap(), m }
    }

    fn one(&self, any: &Limbs<N>) {
        let (modulus, m) = (self.modulus, &self.m);
        let a = modulus.mul(any, &modulus.one);
        assert_eq!(big(&a), big(any) % m, "any number of N limbs is reduced");
        assert_eq!(big(&modulus.leave(any)), big(any) * &self.r_inverse % m);
        assert_eq!(big(&modulus.leave(&modulus.enter(any))), big(any) % m);
        assert_eq!(modulus.contains(any), big(any) < *m);
        assert_eq!(field::is_zero(any), big(any) == BigUint::ZERO);
        assert_eq!(big(&modulus.square(&a)), big(&a) * big(&a) * &self.r_inverse % m);
        let half = big(&modulus.half(&a));
        assert!(half < *m && &half * 2_u8 % m == big(&a));
        match modulus.invert(&a) {
            Some(inverse) => {
                assert_eq!(big(&inverse) * big(&a) % m, BigUint::from(1_u8));
                assert!(modulus.contains(&inverse));
            }
            None => assert!(field::is_zero(&a)),
        }
    }

    fn two(&self, any: &Limbs<N>, other: &Limbs<N>) {
        let (modulus, m) = (self.modulus, &self.m);
        let (a, b) = (modulus.mul(any, &modulus.one), modulus.mul(other, &modulus.one));
        // One factor may be any number of N limbs, on either side.
        assert_eq!(big(&modulus.mul(any, &b)), big(any) * big(&b) * &self.r_inverse % m);
        assert_eq!(big(&modulus.mul(&b, any)), big(any) * big(&b) * &self.r_inverse % m);
        assert_eq!(big(&modulus.add(&a, &b)), (big(&a) + big(&b)) % m);
        assert_eq!(big(&modulus.sub(&a, &b)), (big(&a) + m - big(&b)) % m);
        let (difference, is_below) = field::subtract(any, other);
        let r = BigUint::from(1_u8) << (64 * N);
        assert_eq!(
            (big(&difference), is_below),
            ((&r + big(any) - big(other)) % &r, any.iter().rev().lt(other.iter().rev()))
        );
        let (sum, is_above) = field::add(any, other);
        assert_eq!((big(&sum), is_above), ((big(any) + big(other)) % &r, big(any) + big(other) >= r));
    }
}

fn both<C: PrimeGroup<N>, const N: usize>(check: fn(&Modulus<N>, u64), seed: u64) {
    check(&C::FIELD, seed);
    check(&C::ORDER, seed + 1);
}

#[test]
fn field_arithmetic_agrees_with_big_numbers() {
    fn check<const N: usize>(modulus: &Modulus<N>, seed: u64) {
        let checks = Checks::new(modulus);
        let mut numbers = Numbers(seed);
        let mut samples = edges(modulus);
        if cfg!(miri) {
            samples.drain(2..8);
        }
        samples.extend((0..cases(8).min(8)).map(|_| small(&BigUint::from_bytes_be(&numbers.octets(8 * N)))));
        for any in &samples {
            checks.one(any);
            for other in &samples {
                checks.two(any, other);
            }
        }
        let (base, exponent) = (&samples[2], &samples[samples.len() - 1]);
        let base = modulus.mul(base, &modulus.one);
        let power = modulus.leave(&modulus.pow(&modulus.enter(&base), exponent));
        assert_eq!(big(&power), big(&base).modpow(&big(exponent), &checks.m));
    }
    for (seed, curve) in (0_u64..).zip(curves_to_test()) {
        with_group!(curve.group, G, both::<G, _>(check, 1000 * seed));
    }
}

#[test]
fn field_arithmetic_agrees_on_limbs_at_their_bounds() {
    fn check<const N: usize>(modulus: &Modulus<N>, seed: u64) {
        let checks = Checks::new(modulus);
        let mut numbers = Numbers(500_000 + seed);
        for _ in 0..cases(600) {
            let (any, other) = (edged(&mut numbers), edged(&mut numbers));
            checks.one(&any);
            checks.two(&any, &other);
        }
    }
    for (seed, curve) in (0_u64..).zip(curves_to_test()) {
        with_group!(curve.group, G, both::<G, _>(check, 1_000_000 * seed));
    }
}

/// Moduli that no curve has: the fewest and the most ones, and limbs at their bounds. What holds for them hangs on no curve.
#[test]
fn field_arithmetic_holds_for_any_odd_modulus() {
    fn check<const N: usize>(seed: u64) {
        let mut numbers = Numbers(700_000 + seed);
        let mut moduli = vec![[u64::MAX; N]];
        let mut low = [0; N];
        (low[0], low[N - 1]) = (1, 1 << 63);
        moduli.push(low);
        low[N - 1] = 1;
        moduli.push(low);
        for _ in 0..cases(12) {
            let mut drawn = edged(&mut numbers);
            drawn[0] |= 1;
            drawn[N - 1] |= 1;
            moduli.push(drawn);
        }
        for m in moduli {
            let modulus = Modulus::new(m);
            let (m, r) = (big(&m), BigUint::from(1_u8) << (64 * N));
            let r_inverse = r.modinv(&m).unwrap();
            for _ in 0..if cfg!(miri) { 1 } else { 40 } {
                let (any, other) = (edged::<N>(&mut numbers), edged(&mut numbers));
                let b = modulus.mul(&other, &modulus.one);
                assert_eq!(big(&b), big(&other) % &m);
                assert_eq!(big(&modulus.mul(&any, &b)), big(&any) * big(&b) * &r_inverse % &m);
                assert_eq!(big(&modulus.square(&b)), big(&b) * big(&b) * &r_inverse % &m);
                let inverse = modulus.invert(&b).map(|inverse| big(&inverse));
                assert_eq!(inverse, big(&b).modinv(&m), "{b:?} {m}");
            }
        }
    }
    check::<2>(1);
    check::<3>(1000);
    check::<4>(2000);
    check::<5>(3000);
    check::<6>(4000);
    check::<8>(5000);
    check::<9>(6000);
}

#[test]
fn numbers_pass_through_bytes() {
    let limbs: Limbs<2> = field::limbs_from_bytes(&[0, 0, 0x12, 0, 0, 0, 0, 0, 0, 0, 0x34]).unwrap();
    assert_eq!(limbs, [0x34, 0x12]);
    assert_eq!(field::limbs_to_bytes(&limbs, 9), [0x12, 0, 0, 0, 0, 0, 0, 0, 0x34]);
    assert_eq!(field::limbs_to_bytes(&limbs, 18)[..10], [0, 0, 0, 0, 0, 0, 0, 0, 0, 0x12]);
    assert_eq!(field::limbs_from_bytes::<2>(&[0xFF; 16]), Some([u64::MAX; 2]));
    let long = |first| [&[first][..], &[0xFF; 16]].concat();
    assert_eq!(field::limbs_from_bytes::<2>(&long(0)), Some([u64::MAX; 2]));
    assert_eq!(field::limbs_from_bytes::<2>(&long(1)), None);
    assert_eq!(
        field::limbs_from_hex::<2>("1200000000000000FEDCBA9876543210"),
        [0xFEDC_BA98_7654_3210, 0x12 << 56]
    );
}

/// Words at their bounds: a b + c + d fills two words and no more.
#[test]
fn words_are_multiplied_without_loss() {
    let words = [0, 1, 2, u64::MAX, u64::MAX - 1, 1 << 63, (1 << 32) - 1, 1 << 32, 0x0123_4567_89AB_CDEF];
    for (a, b) in words.into_iter().flat_map(|a| words.map(|b| (a, b))) {
        for (c, d) in words.into_iter().flat_map(|c| words.map(|d| (c, d))) {
            let wide = u128::from(a) * u128::from(b) + u128::from(c) + u128::from(d);
            let (low, high) = field::carrying_mul_add(a, b, c, d);
            assert_eq!((u128::from(high) << 64) | u128::from(low), wide);
            assert_eq!(field::carrying_mul_add_by_halves(a, b, c, d), (low, high), "as WebAssembly has it");
        }
        if a & 1 == 1 {
            assert_eq!(a.wrapping_mul(field::negative_inverse(a)), u64::MAX);
        }
    }
}
