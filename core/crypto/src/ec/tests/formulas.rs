//! The formulas for points: each case in which they need care, by its name.

use super::*;
use crate::ec::point::square_root;

/// A factor Z for the same point: one, minus one, and drawn ones.
fn factors<C: PrimeGroup<N>, const N: usize>(numbers: &mut Numbers) -> Vec<Limbs<N>> {
    let one = C::FIELD.one;
    let drawn = [0; 3].map(|_| C::FIELD.enter(&small(&numbers.below(&big(&C::FIELD.m)))));
    [&[one, C::FIELD.sub(&[0; N], &one)], &drawn[..]].concat()
}

fn drawn(reference: &Reference, numbers: &mut Numbers) -> Place {
    reference.multiple(&numbers.below(&reference.n), &reference.g)
}

/// Runs a check in the group of every curve and adds up what each counted.
macro_rules! in_every_group {
    ($check:ident) => {{
        let mut count = 0;
        for curve in curves_to_test() {
            count += with_group!(curve.group, G, $check::<G, _>(curve, &Reference::new(curve)));
        }
        count
    }};
}

#[test]
fn infinity_is_neutral() {
    fn check<C: PrimeGroup<N>, const N: usize>(curve: &Curve, reference: &Reference) -> usize {
        let infinity = Jacobian::<N>::INFINITY;
        assert!(infinity.is_infinity() && infinity.doubled::<C>().is_infinity());
        assert_eq!(place_of::<C, N>(curve, &infinity), None);
        let point = affine_of::<C, N>(curve, &drawn(reference, &mut Numbers(1)));
        assert_eq!(infinity.added::<C>(&point).to_affine::<C>(), Some(point));
        // Infinity has Z = 0, whatever X and Y a formula left there.
        let left = Jacobian { x: C::BASE.x, y: C::BASE.y, z: [0; N] };
        assert!(left.is_infinity() && left.doubled::<C>().is_infinity());
        assert_eq!(left.added::<C>(&point).to_affine::<C>(), Some(point));
        1
    }
    in_every_group!(check);
}

#[test]
fn equal_points_are_doubled() {
    fn check<C: PrimeGroup<N>, const N: usize>(curve: &Curve, reference: &Reference) -> usize {
        let mut numbers = Numbers(2);
        for place in [reference.g.clone(), drawn(reference, &mut numbers)] {
            let point = affine_of::<C, N>(curve, &place);
            for z in factors::<C, N>(&mut numbers) {
                let sum = with_z::<C, N>(&point, &z).added::<C>(&point);
                assert_eq!(place_of::<C, N>(curve, &sum), reference.add(&place, &place), "{}", curve.name);
            }
        }
        1
    }
    in_every_group!(check);
}

#[test]
fn opposite_points_leave_infinity() {
    fn check<C: PrimeGroup<N>, const N: usize>(curve: &Curve, reference: &Reference) -> usize {
        let mut numbers = Numbers(3);
        for place in [reference.g.clone(), drawn(reference, &mut numbers)] {
            let point = affine_of::<C, N>(curve, &place);
            let opposite = affine_of::<C, N>(curve, &reference.opposite(&place));
            for z in factors::<C, N>(&mut numbers) {
                assert!(with_z::<C, N>(&point, &z).added::<C>(&opposite).is_infinity(), "{}", curve.name);
            }
        }
        1
    }
    in_every_group!(check);
}

#[test]
fn any_two_points_are_added_and_any_is_doubled() {
    fn check<C: PrimeGroup<N>, const N: usize>(curve: &Curve, reference: &Reference) -> usize {
        let mut numbers = Numbers(4);
        let mut places = vec![reference.g.clone(), drawn(reference, &mut numbers)];
        for place in 1..cases(24) {
            places.push(reference.add(&places[place], &places[place - 1]));
        }
        for pair in places.windows(2) {
            let [first, second] = pair else { continue };
            let other = affine_of::<C, N>(curve, second);
            for z in factors::<C, N>(&mut numbers) {
                let point = with_z::<C, N>(&affine_of::<C, N>(curve, first), &z);
                let (sum, double) = (point.added::<C>(&other), point.doubled::<C>());
                assert_eq!(place_of::<C, N>(curve, &sum), reference.add(first, second), "{}", curve.name);
                assert_eq!(place_of::<C, N>(curve, &double), reference.add(first, first), "{}", curve.name);
            }
        }
        1
    }
    in_every_group!(check);
}

/// Where y of both is the same and x is not, the slope is zero: only equal x are a special case.
#[test]
fn points_of_one_ordinate_are_added() {
    fn check<C: PrimeGroup<N>, const N: usize>(curve: &Curve, reference: &Reference) -> usize {
        let f = &C::FIELD;
        let mut numbers = Numbers(5);
        let twelve = f.enter(&small(&BigUint::from(12_u8)));
        // Of x³ - 3x = c with the root a, the other roots are those of x² + a x + a² - 3, if 12 - 3a² is a square.
        let (point, root) = loop {
            let point = affine_of::<C, N>(curve, &drawn(reference, &mut numbers));
            let square = f.square(&point.x);
            let three_squares = f.add(&f.add(&square, &square), &square);
            if let Some(root) = square_root::<C, N>(&f.sub(&twelve, &three_squares)) {
                break (point, root);
            }
        };
        let other = Affine { x: f.half(&f.sub(&root, &point.x)), y: point.y };
        assert!(other.is_on_curve::<C>() && other != point);
        let places = [point, other].map(|point| place_of::<C, N>(curve, &Jacobian::from_affine::<C>(&point)));
        for z in factors::<C, N>(&mut numbers) {
            let sum = with_z::<C, N>(&point, &z).added::<C>(&other);
            assert_eq!(
                place_of::<C, N>(curve, &sum),
                reference.add(&places[0], &places[1]),
                "{}",
                curve.name
            );
        }
        1
    }
    in_every_group!(check);
}

/// x = 0, and x = 1 and -1, where the tangent 3x² - 3 is level.
#[test]
fn points_with_a_zero_in_the_formulas_are_doubled_and_added() {
    fn check<C: PrimeGroup<N>, const N: usize>(curve: &Curve, reference: &Reference) -> usize {
        let f = &C::FIELD;
        let mut numbers = Numbers(6);
        let abscissas = [[0; N], f.one, f.sub(&[0; N], &f.one)];
        let points: Vec<_> = abscissas.iter().filter_map(Affine::with_x::<C>).collect();
        for point in &points {
            assert!(point.is_on_curve::<C>());
            let place = place_of::<C, N>(curve, &Jacobian::from_affine::<C>(point));
            for z in factors::<C, N>(&mut numbers) {
                let double = with_z::<C, N>(point, &z).doubled::<C>();
                assert_eq!(place_of::<C, N>(curve, &double), reference.add(&place, &place), "{}", curve.name);
                let sum = with_z::<C, N>(&C::BASE, &z).added::<C>(point);
                assert_eq!(
                    place_of::<C, N>(curve, &sum),
                    reference.add(&reference.g, &place),
                    "{}",
                    curve.name
                );
            }
        }
        points.len()
    }
    assert!(in_every_group!(check) >= if cfg!(miri) { 1 } else { 17 });
}

/// Halving a point of odd order ends in no point of order two: y is never zero, and only infinity doubles to infinity.
#[test]
fn no_point_is_its_own_opposite() {
    fn check<C: PrimeGroup<N>, const N: usize>(_: &Curve, reference: &Reference) -> usize {
        assert!(reference.n.bit(0));
        // A root of x³ - 3x + b is one of its greatest common divisor with x^p - x, which is 1 where x^p is no fixed point of
        // it: told here by the order alone, which `the_table_holds_curves_of_prime_order` checks.
        let half = (&reference.n + 1_u8) >> 1;
        let halved = reference.multiple(&half, &reference.g);
        assert_eq!(reference.add(&halved, &halved), reference.g);
        1
    }
    in_every_group!(check);
}

#[test]
fn adding_covers_equal_opposite_and_infinite_points() {
    fn check<C: PrimeGroup<N>, const N: usize>() {
        let zero = [0; N];
        let infinity = Jacobian { x: zero, y: zero, z: zero };
        let base = infinity.added::<C>(&C::BASE);
        let minus = Affine { x: C::BASE.x, y: C::FIELD.sub(&zero, &C::BASE.y) };
        assert!(base.added::<C>(&minus).is_infinity());
        let (double, sum) = (base.doubled::<C>(), base.added::<C>(&C::BASE));
        assert_eq!((double.x, double.y, double.z), (sum.x, sum.y, sum.z));
        assert!(infinity.doubled::<C>().is_infinity());
        let back = double.added::<C>(&minus);
        let zz = C::FIELD.square(&back.z);
        assert_eq!(back.x, C::FIELD.mul(&C::BASE.x, &zz));
    }
    for curve in curves_to_test() {
        with_group!(curve.group, G, check::<G, _>());
    }
}
