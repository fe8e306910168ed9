//! The fields of NIST against fiat-crypto, whose arithmetic was generated with a proof: limb by limb where both have the
//! Montgomery form of R = 2^(64 N), and as numbers for P-521, which is held there as nine limbs of 58 bits.

use super::*;
use crate::ec::groups::{P224, P256, P384, P521};
use fiat_crypto::{p224_64, p256_64, p256_scalar_64, p384_64, p384_scalar_64, p521_64};

type Unary<const N: usize> = fn(&Limbs<N>) -> Limbs<N>;
type Binary<const N: usize> = fn(&Limbs<N>, &Limbs<N>) -> Limbs<N>;

struct Proved<const N: usize> {
    mul: Binary<N>,
    add: Binary<N>,
    sub: Binary<N>,
    square: Unary<N>,
    opposite: Unary<N>,
    enter: Unary<N>,
    leave: Unary<N>,
    one: Limbs<N>,
}

macro_rules! proved {
    ($module:ident, $n:literal, $entered:ident, $plain:ident: $mul:ident, $add:ident, $sub:ident, $square:ident, $opp:ident, $enter:ident, $leave:ident, $one:ident) => {{
        use $module::{$entered as Entered, $plain as Plain};
        let mut one = Entered([0; $n]);
        $module::$one(&mut one);
        Proved::<$n> {
            mul: |a, b| {
                let mut to = Entered([0; $n]);
                $module::$mul(&mut to, &Entered(*a), &Entered(*b));
                to.0
            },
            add: |a, b| {
                let mut to = Entered([0; $n]);
                $module::$add(&mut to, &Entered(*a), &Entered(*b));
                to.0
            },
            sub: |a, b| {
                let mut to = Entered([0; $n]);
                $module::$sub(&mut to, &Entered(*a), &Entered(*b));
                to.0
            },
            square: |a| {
                let mut to = Entered([0; $n]);
                $module::$square(&mut to, &Entered(*a));
                to.0
            },
            opposite: |a| {
                let mut to = Entered([0; $n]);
                $module::$opp(&mut to, &Entered(*a));
                to.0
            },
            enter: |a| {
                let mut to = Entered([0; $n]);
                $module::$enter(&mut to, &Plain(*a));
                to.0
            },
            leave: |a| {
                let mut to = Plain([0; $n]);
                $module::$leave(&mut to, &Entered(*a));
                to.0
            },
            one: one.0,
        }
    }};
}

/// Pairs of numbers below m: edges with each other, then drawn ones.
fn pairs<const N: usize>(modulus: &Modulus<N>, seed: u64) -> Vec<(Limbs<N>, Limbs<N>)> {
    let mut numbers = Numbers(seed);
    let reduced = |any: Limbs<N>| modulus.mul(&any, &modulus.one);
    let edges: Vec<Limbs<N>> = field::edges(modulus).into_iter().map(reduced).collect();
    let few = if cfg!(miri) { 4 } else { edges.len() };
    let mut pairs: Vec<_> = edges[..few].iter().flat_map(|a| edges[..few].iter().map(|b| (*a, *b))).collect();
    for _ in 0..cases(10_000) {
        pairs.push((reduced(edged(&mut numbers)), reduced(edged(&mut numbers))));
    }
    pairs
}

fn check<const N: usize>(modulus: &Modulus<N>, proved: &Proved<N>, seed: u64) {
    assert_eq!(modulus.one, proved.one);
    for (a, b) in pairs(modulus, seed) {
        assert_eq!(modulus.mul(&a, &b), (proved.mul)(&a, &b), "{a:?} {b:?}");
        assert_eq!(modulus.add(&a, &b), (proved.add)(&a, &b), "{a:?} {b:?}");
        assert_eq!(modulus.sub(&a, &b), (proved.sub)(&a, &b), "{a:?} {b:?}");
        assert_eq!(modulus.square(&a), (proved.square)(&a), "{a:?}");
        assert_eq!(modulus.sub(&[0; N], &a), (proved.opposite)(&a), "{a:?}");
        assert_eq!(modulus.enter(&a), (proved.enter)(&a), "{a:?}");
        assert_eq!(modulus.leave(&a), (proved.leave)(&a), "{a:?}");
    }
}

#[test]
fn fields_in_montgomery_form_are_those_of_fiat_crypto() {
    check(
        &P224::FIELD,
        &proved!(p224_64, 4, fiat_p224_montgomery_domain_field_element, fiat_p224_non_montgomery_domain_field_element:
        fiat_p224_mul, fiat_p224_add, fiat_p224_sub, fiat_p224_square, fiat_p224_opp, fiat_p224_to_montgomery, fiat_p224_from_montgomery, fiat_p224_set_one),
        1,
    );
    check(
        &P256::FIELD,
        &proved!(p256_64, 4, fiat_p256_montgomery_domain_field_element, fiat_p256_non_montgomery_domain_field_element:
        fiat_p256_mul, fiat_p256_add, fiat_p256_sub, fiat_p256_square, fiat_p256_opp, fiat_p256_to_montgomery, fiat_p256_from_montgomery, fiat_p256_set_one),
        100_000_000,
    );
    check(
        &P384::FIELD,
        &proved!(p384_64, 6, fiat_p384_montgomery_domain_field_element, fiat_p384_non_montgomery_domain_field_element:
        fiat_p384_mul, fiat_p384_add, fiat_p384_sub, fiat_p384_square, fiat_p384_opp, fiat_p384_to_montgomery, fiat_p384_from_montgomery, fiat_p384_set_one),
        200_000_000,
    );
}

#[test]
fn orders_in_montgomery_form_are_those_of_fiat_crypto() {
    check(
        &P256::ORDER,
        &proved!(p256_scalar_64, 4, fiat_p256_scalar_montgomery_domain_field_element, fiat_p256_scalar_non_montgomery_domain_field_element:
        fiat_p256_scalar_mul, fiat_p256_scalar_add, fiat_p256_scalar_sub, fiat_p256_scalar_square, fiat_p256_scalar_opp, fiat_p256_scalar_to_montgomery, fiat_p256_scalar_from_montgomery, fiat_p256_scalar_set_one),
        300_000_000,
    );
    check(
        &P384::ORDER,
        &proved!(p384_scalar_64, 6, fiat_p384_scalar_montgomery_domain_field_element, fiat_p384_scalar_non_montgomery_domain_field_element:
        fiat_p384_scalar_mul, fiat_p384_scalar_add, fiat_p384_scalar_sub, fiat_p384_scalar_square, fiat_p384_scalar_opp, fiat_p384_scalar_to_montgomery, fiat_p384_scalar_from_montgomery, fiat_p384_scalar_set_one),
        400_000_000,
    );
}

/// P-521 is there no Montgomery form: plain numbers go through ours into the form and out of it.
#[test]
fn the_field_of_p521_is_that_of_fiat_crypto() {
    use p521_64::{fiat_p521_loose_field_element as Loose, fiat_p521_tight_field_element as Tight};
    let f = &P521::FIELD;
    let tight = |a: &Limbs<9>| {
        let mut octets = [0; 66];
        octets.copy_from_slice(&crate::ec::field::limbs_to_bytes(a, 66));
        octets.reverse();
        let mut to = Tight([0; 9]);
        p521_64::fiat_p521_from_bytes(&mut to, &octets);
        to
    };
    let loose = |a: &Limbs<9>| {
        let mut to = Loose([0; 9]);
        p521_64::fiat_p521_relax(&mut to, &tight(a));
        to
    };
    let number = |a: &Tight| {
        let mut octets = [0; 66];
        p521_64::fiat_p521_to_bytes(&mut octets, a);
        octets.reverse();
        crate::ec::field::limbs_from_bytes::<9>(&octets).unwrap()
    };
    let carried = |a: &Loose| {
        let mut to = Tight([0; 9]);
        p521_64::fiat_p521_carry(&mut to, a);
        number(&to)
    };
    for (a, b) in pairs(f, 500_000_000) {
        let (entered, other) = (f.enter(&a), f.enter(&b));
        let mut to = Tight([0; 9]);
        p521_64::fiat_p521_carry_mul(&mut to, &loose(&a), &loose(&b));
        assert_eq!(f.leave(&f.mul(&entered, &other)), number(&to), "{a:?} {b:?}");
        p521_64::fiat_p521_carry_square(&mut to, &loose(&a));
        assert_eq!(f.leave(&f.square(&entered)), number(&to), "{a:?}");
        let mut sum = Loose([0; 9]);
        p521_64::fiat_p521_add(&mut sum, &tight(&a), &tight(&b));
        assert_eq!(f.add(&a, &b), carried(&sum), "{a:?} {b:?}");
        p521_64::fiat_p521_sub(&mut sum, &tight(&a), &tight(&b));
        assert_eq!(f.sub(&a, &b), carried(&sum), "{a:?} {b:?}");
        p521_64::fiat_p521_opp(&mut sum, &tight(&a));
        assert_eq!(f.sub(&[0; 9], &a), carried(&sum), "{a:?}");
    }
}
