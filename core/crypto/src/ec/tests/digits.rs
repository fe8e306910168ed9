//! Factors as digits: what they add up to, how large they are and where they stand.

use super::*;
use crate::ec::point::{DIGITS, digits, shift_right};

/// Widths in use: of a key seen once, of segments, of the base point.
const WIDTHS: [u32; 3] = [5, 6, 8];

/// The digits of a factor, of which every property that the sums rely on was seen.
fn checked<const N: usize>(factor: &Limbs<N>, width: u32) -> Vec<i64> {
    let found = digits(factor, width).map(i64::from);
    let (mut above, mut below) = (BigUint::ZERO, BigUint::ZERO);
    let mut next = 0;
    for (place, digit) in found.iter().enumerate().filter(|(_, digit)| **digit != 0) {
        assert!(digit % 2 != 0 && digit.unsigned_abs() < 1 << (width - 1), "{digit}");
        // The place in a table of 2^(width - 2) odd multiples.
        assert!(digit.unsigned_abs() >> 1 < 1 << (width - 2));
        assert!(place >= next, "digits are {width} apart");
        next = place + usize::try_from(width).unwrap();
        let sum = if *digit > 0 { &mut above } else { &mut below };
        *sum += BigUint::from(digit.unsigned_abs()) << place;
    }
    assert_eq!(above - below, big(factor));
    // One digit above the highest bit, and no more.
    let highest = found.iter().rposition(|digit| *digit != 0);
    assert!(highest.is_none_or(|place| u64::try_from(place).unwrap() <= big(factor).bits()));
    found.to_vec()
}

#[test]
fn digits_add_up_to_their_factor() {
    fn check<C: PrimeGroup<N>, const N: usize>(seed: u64) {
        assert!(64 * N < DIGITS);
        let mut numbers = Numbers(800_000 + seed);
        let mut factors: Vec<Limbs<N>> = field::edges(&C::ORDER);
        factors.extend((0..cases(200)).map(|_| edged(&mut numbers)));
        factors.extend((0..cases(40)).map(|_| small(&numbers.below(&big(&C::ORDER.m)))));
        for factor in &factors {
            for width in WIDTHS {
                checked(factor, width);
            }
            for shift in [0, 1, 7, 32, 63] {
                assert_eq!(big(&shift_right(factor, shift)), big(factor) >> shift);
            }
        }
        // A factor below the order has its digits within the segments that tables are made of.
        let length = C::BITS / 8 + 1;
        let top = checked(&small::<N>(&(big(&C::ORDER.m) - 1_u8)), 6);
        assert!(top.iter().rposition(|digit| *digit != 0).unwrap() <= C::BITS && C::BITS < 8 * length);
    }
    for (seed, curve) in (0_u64..).zip(curves_to_test()) {
        with_group!(curve.group, G, check::<G, _>(10_000 * seed));
    }
}

#[test]
fn digits_of_small_factors() {
    for factor in 0..if cfg!(miri) { 40 } else { 2048 } {
        for width in WIDTHS {
            checked(&[factor, 0], width);
            checked(&[factor << 60, factor >> 4], width);
        }
    }
}
