//! Sums of two multiples, from digits and from tables: zero factors, keys that meet the base point, every entry of the tables.

use super::*;
use crate::ec::table::{sum_from_tables, sum_of_multiples};
use std::collections::BTreeMap;

/// Multiples of the base point by small numbers of either sign, each computed once.
struct Multiples<'a> {
    reference: &'a Reference,
    known: BTreeMap<u32, Place>,
}

impl Multiples<'_> {
    fn of(&mut self, factor: i64) -> Place {
        let size = u32::try_from(factor.unsigned_abs()).unwrap();
        let reference = self.reference;
        let place = self.known.entry(size).or_insert_with(|| reference.multiple(&size.into(), &reference.g));
        if factor < 0 { reference.opposite(place) } else { place.clone() }
    }
}

/// Whether a point is at this place, by X = x Z² and Y = y Z³.
fn is_at<C: PrimeGroup<N>, const N: usize>(curve: &Curve, point: &Jacobian<N>, place: &Place) -> bool {
    if place.is_none() || point.is_infinity() {
        return place.is_none() && point.is_infinity();
    }
    let same = with_z::<C, N>(&affine_of::<C, N>(curve, place), &point.z);
    (same.x, same.y) == (point.x, point.y)
}

/// Each group once: an r1 curve and its t1 curve are computed with in one.
fn groups_to_test() -> impl Iterator<Item = &'static Curve> {
    curves_to_test().filter(|curve| !curve.name.ends_with("t1"))
}

/// Q = d G with a small d, and small or nearly whole factors: the sums on the way meet equal points, opposite points and
/// infinity, in every order.
#[test]
fn sums_meet_every_case_of_the_formulas() {
    fn check<C: Tables<N>, const N: usize>(curve: &'static Curve) {
        let reference = Reference::new(curve);
        let mut multiples = Multiples { reference: &reference, known: BTreeMap::new() };
        let (keys, sizes): (&[i64], &[i64]) =
            if cfg!(miri) { (&[1], &[0, 1, 3]) } else { (&[1, 2, 3, 17], &[0, 1, 2, 3, 16, 31, 129]) };
        let limbs = |factor: i64| -> Limbs<N> {
            let size = BigUint::from(factor.unsigned_abs());
            small(&if factor < 0 { &reference.n - size } else { size })
        };
        let signed = |numbers: &[i64]| -> Vec<i64> {
            let negated = numbers.iter().filter(|number| **number != 0).map(|number| -number);
            numbers.iter().copied().chain(negated).collect()
        };
        let factors = signed(sizes);
        for d in signed(keys) {
            let q = affine_of::<C, N>(curve, &multiples.of(d));
            let table = SegmentTable::new::<C>(&q);
            for (u, v) in factors.iter().flat_map(|u| factors.iter().map(move |v| (*u, *v))) {
                let expected = multiples.of(u + v * d);
                let sum = sum_of_multiples::<C, N>(&limbs(u), &limbs(v), &q);
                assert!(is_at::<C, N>(curve, &sum, &expected), "{} {u} G + {v} x {d} G", curve.name);
                let sum = sum_from_tables::<C, N>(&limbs(u), C::base_segments(), &limbs(v), &table);
                assert!(is_at::<C, N>(curve, &sum, &expected), "{} {u} G + {v} x {d} G", curve.name);
            }
        }
    }
    for curve in groups_to_test() {
        with_group!(curve.group, G, check::<G, _>(curve));
    }
}

#[test]
fn sums_of_drawn_multiples_agree_with_big_numbers() {
    fn check<C: Tables<N>, const N: usize>(curve: &'static Curve, seed: u64) {
        let reference = Reference::new(curve);
        let mut numbers = Numbers(110_000 + seed);
        let place = reference.multiple(&numbers.below(&reference.n), &reference.g);
        let q = affine_of::<C, N>(curve, &place);
        let table = SegmentTable::new::<C>(&q);
        for case in 0..cases(4).min(1000) {
            let mut drawn = || match case {
                0 => &reference.n - 1_u8,
                _ => big(&edged::<N>(&mut numbers)) % &reference.n,
            };
            let (u, v) = (drawn(), drawn());
            let expected =
                reference.add(&reference.multiple(&u, &reference.g), &reference.multiple(&v, &place));
            let (u, v) = (small(&u), small(&v));
            let sum = sum_of_multiples::<C, N>(&u, &v, &q);
            assert!(is_at::<C, N>(curve, &sum, &expected), "{} {u:?} {v:?}", curve.name);
            let sum = sum_from_tables::<C, N>(&u, C::base_segments(), &v, &table);
            assert!(is_at::<C, N>(curve, &sum, &expected), "{} {u:?} {v:?}", curve.name);
        }
    }
    for (seed, curve) in (0_u64..).zip(groups_to_test()) {
        with_group!(curve.group, G, check::<G, _>(curve, 1000 * seed));
    }
}

/// A factor of one digit takes one entry of one table and nothing else.
#[test]
fn every_entry_of_a_table_is_its_multiple() {
    fn check<C: Tables<N>, const N: usize>(curve: &'static Curve, seed: u64) {
        let reference = Reference::new(curve);
        let zero = [0; N];
        let place = reference.multiple(&Numbers(120_000 + seed).below(&reference.n), &reference.g);
        let q = affine_of::<C, N>(curve, &place);
        let reference = &reference;
        let odd = |start: &Place, count: usize| {
            let double = reference.add(start, start);
            let mut next = start.clone();
            core::iter::from_fn(move || {
                let one = next.clone();
                next = reference.add(&next, &double);
                Some(one)
            })
            .take(count)
            .collect::<Vec<_>>()
        };
        for (factor, expected) in (1_u8..).step_by(2).zip(odd(&reference.g, 64)) {
            let sum = sum_of_multiples::<C, N>(&small(&factor.into()), &zero, &q);
            assert!(is_at::<C, N>(curve, &sum, &expected), "{} {factor}", curve.name);
        }
        for (factor, expected) in (1_u8..).step_by(2).zip(odd(&place, 8)) {
            let sum = sum_of_multiples::<C, N>(&zero, &small(&factor.into()), &q);
            assert!(is_at::<C, N>(curve, &sum, &expected), "{} {factor}", curve.name);
        }
        let table = SegmentTable::new::<C>(&q);
        let length = C::BITS / 8 + 1;
        let mut start = place;
        for segment in 0..8 {
            for (factor, expected) in (1_u8..).step_by(2).zip(odd(&start, 16)) {
                let factor = small(&(BigUint::from(factor) << (segment * length)));
                let sum = sum_from_tables::<C, N>(&zero, C::base_segments(), &factor, &table);
                assert!(is_at::<C, N>(curve, &sum, &expected), "{} {segment}", curve.name);
            }
            for _ in 0..length {
                start = reference.add(&start, &start);
            }
        }
    }
    if cfg!(miri) {
        return;
    }
    for (seed, curve) in (0_u64..).zip(groups_to_test()) {
        with_group!(curve.group, G, check::<G, _>(curve, 1000 * seed));
    }
}
