//! Curves, encoded points, square roots and multiples against plain affine arithmetic on big numbers.

use super::*;

#[test]
fn the_table_holds_curves_of_prime_order() {
    for curve in curves_to_test() {
        let reference = Reference::new(curve);
        let (x, y) = reference.g.clone().unwrap();
        assert!(reference.is_on_curve(&x, &y), "{}", curve.name);
        assert_eq!(reference.multiple(&reference.n, &reference.g), None, "{}", curve.name);
        assert_eq!(reference.n.bits(), reference.p.bits());
        // r below n is below p too, and x(R) of R mod n is r or r + n: p is below 2 n.
        assert!(reference.n < reference.p && reference.p < &reference.n * 2_u8);
        assert_eq!(reference.n.bits(), u64::try_from(curve.bits).unwrap());
        assert_eq!(curve.coordinate_length() * 2, curve.p.len());
        assert_eq!(Curve::by_oid(curve.oid), Some(curve));
        for (index, other) in curves::ALL.iter().enumerate() {
            let is_same = curves::ALL.iter().position(|one| one == &curve) == Some(index);
            assert_eq!(is_same, other.name == curve.name);
        }
    }
}

#[test]
fn isomorphic_curves_have_one_base_point() {
    fn base<C: PrimeGroup<N>, const N: usize>(curve: &Curve) {
        let length = curve.coordinate_length();
        let (x, y) = Reference::new(curve).g.unwrap();
        assert_eq!(
            enter::<C, N>(curve, &padded(&x, length), &padded(&y, length)),
            Some(C::BASE),
            "{}",
            curve.name
        );
        assert!(C::BASE.is_on_curve::<C>());
    }
    for curve in curves_to_test() {
        with_group!(curve.group, G, base::<G, _>(curve));
    }
}

#[test]
fn points_are_read_in_two_forms_and_no_other() {
    for (seed, curve) in (0_u64..).zip(curves_to_test()) {
        let reference = Reference::new(curve);
        let length = curve.coordinate_length();
        let mut numbers = Numbers(40_000 * seed);
        for _ in 0..4 {
            let (x, y) = reference.multiple(&numbers.below(&reference.n), &reference.g).unwrap();
            let point = uncompressed(curve, &x, &y);
            let expected = read_point(curve, &point).unwrap();
            for y in [y.clone(), &reference.p - &y] {
                let form = if y.bit(0) { 3 } else { 2 };
                let found = read_point(curve, &[vec![form], padded(&x, length)].concat()).unwrap();
                assert_eq!((found.x, found.y), (padded(&x, length), padded(&y, length)), "{}", curve.name);
            }
            assert_eq!(expected.y, padded(&y, length));
            for form in [0x00, 0x01, 0x05, 0x06, 0x07, 0xFF] {
                let mut other = point.clone();
                other[0] = form;
                assert_eq!(read_point(curve, &other), None);
            }
            let off = uncompressed(curve, &x, &((&y + 1_u8) % &reference.p));
            assert_eq!(read_point(curve, &off), None);
            assert_eq!(read_point(curve, &point[..point.len() - 1]), None);
            assert_eq!(read_point(curve, &[&point[..], &[0]].concat()), None);
            // The same numbers with a zero more in front of either.
            let (front, back) = point.split_at(1 + length);
            assert_eq!(read_point(curve, &[front, &[0], back].concat()), None);
            assert_eq!(read_point(curve, &[&point[..1], &[0], &point[1..]].concat()), None);
            let form = if y.bit(0) { 3 } else { 2 };
            assert_eq!(read_point(curve, &[vec![form, 0], padded(&x, length)].concat()), None);
            assert_eq!(read_point(curve, &[vec![form], padded(&x, length), vec![0]].concat()), None);
        }
        assert_eq!(read_point(curve, &[]), None);
        assert_eq!(read_point(curve, &[0]), None, "infinity");
        // A coordinate that is right modulo p but not below p, wherever it fits the bytes.
        let mut small = (0_u8..=255).map(BigUint::from);
        let (x, y) = small.find_map(|x| y_of(curve, &x).map(|y| (x, y))).unwrap();
        assert!(read_point(curve, &uncompressed(curve, &x, &y)).is_some());
        let beyond = &x + &reference.p;
        if beyond.to_bytes_be().len() == length {
            assert_eq!(read_point(curve, &uncompressed(curve, &beyond, &y)), None, "{}", curve.name);
            assert_eq!(read_point(curve, &[vec![2], padded(&beyond, length)].concat()), None);
        }
    }
}

#[test]
fn square_roots_are_found_exactly_where_they_exist() {
    fn check<C: PrimeGroup<N>, const N: usize>(curve: &Curve) {
        let mut numbers = Numbers(50_000);
        let p = number(curve.p);
        let half = (&p - 1_u8) >> 1;
        for _ in 0..8 {
            let a = numbers.below(&p);
            let plain = small(&a);
            let entered = C::FIELD.enter(&plain);
            let root = crate::ec::point::square_root::<C, N>(&entered);
            assert_eq!(root.is_some(), a.modpow(&half, &p) == BigUint::from(1_u8), "{}", curve.name);
            if let Some(root) = root {
                assert_eq!(C::FIELD.square(&root), entered);
            }
        }
    }
    for curve in curves_to_test() {
        with_group!(curve.group, G, check::<G, _>(curve));
    }
}

#[test]
fn multiples_agree_with_big_numbers() {
    let mut numbers = Numbers(71);
    for curve in curves_to_test() {
        let reference = Reference::new(curve);
        let place = reference.multiple(&numbers.below(&reference.n), &reference.g);
        let point = key(curve, &place);
        let drawn = numbers.below(&reference.n);
        let expected = key(curve, &reference.multiple(&drawn, &place));
        assert_eq!(multiple(curve, &point, &drawn.to_bytes_be()), Some(expected), "{}", curve.name);
        for factor in [1_u8, 2, 3, 15, 16, 17].map(BigUint::from) {
            let (x, y) = reference.multiple(&factor, &place).unwrap();
            let opposite = key(curve, &Some((x.clone(), &reference.p - &y)));
            let expected = key(curve, &Some((x, y)));
            assert_eq!(multiple(curve, &point, &factor.to_bytes_be()), Some(expected), "{}", curve.name);
            let factor = &reference.n - factor;
            assert_eq!(multiple(curve, &point, &factor.to_bytes_be()), Some(opposite), "{}", curve.name);
        }
        for factor in [BigUint::ZERO, reference.n.clone(), &reference.n + 1_u8] {
            assert_eq!(multiple(curve, &point, &factor.to_bytes_be()), None, "{}", curve.name);
        }
    }
}
