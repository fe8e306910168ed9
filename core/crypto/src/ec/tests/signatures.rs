//! Verification against plain affine arithmetic on big numbers, on edges and on numbers drawn from a seed.

use super::*;

#[test]
fn signatures_agree_with_big_numbers() {
    for (seed, curve) in (0_u64..).zip(curves_to_test()) {
        let reference = Reference::new(curve);
        let mut numbers = Numbers(10_000 * seed);
        let d = numbers.below(&reference.n);
        let q = reference.multiple(&d, &reference.g);
        // Digests shorter and longer than n, all zeros (u = 0), all ones, and n itself.
        let n = digest_of(curve, &reference.n);
        let mut digests = vec![vec![0; 32], vec![0xFF; 66], n, numbers.octets(20)];
        digests.push(numbers.octets(64));
        for digest in digests {
            let k = numbers.below(&reference.n);
            let (r, s) = reference.sign(&d, &k, &digest);
            let (key, r_octets) = (key(curve, &q), r.to_bytes_be());
            assert!(verify(curve, &key, &digest, &r_octets, &s.to_bytes_be()), "{}", curve.name);
            let twin = &reference.n - &s;
            assert!(verify(curve, &key, &digest, &r_octets, &twin.to_bytes_be()), "{}", curve.name);
            let mut other = digest.clone();
            other[0] ^= 0x80;
            assert!(!verify(curve, &key, &other, &r_octets, &s.to_bytes_be()), "{}", curve.name);
            assert!(!verify(curve, &key, &digest, &s.to_bytes_be(), &r_octets), "{}", curve.name);
            assert!(!agree(curve, &q, &digest, &(&r + &reference.n), &s));
            assert!(!agree(curve, &q, &digest, &r, &(&s + &reference.n)));
        }
        // Numbers that belong to nothing: both say no.
        let digest = numbers.octets(32);
        assert!(!agree(curve, &q, &digest, &numbers.below(&reference.n), &numbers.below(&reference.n)));
    }
}

#[test]
fn psychic_signatures_are_refused() {
    for curve in curves_to_test() {
        let reference = Reference::new(curve);
        let (zero, one) = (BigUint::ZERO, BigUint::from(1_u8));
        let beyond = (BigUint::from(1_u8) << (8 * curve.coordinate_length())) - 1_u8;
        for digest in [[0; 32], [0xA5; 32]] {
            for bad in [&zero, &reference.n, &reference.p, &beyond, &(&beyond + 1_u8)] {
                assert!(!agree(curve, &reference.g, &digest, bad, bad));
                assert!(!agree(curve, &reference.g, &digest, bad, &one));
                assert!(!agree(curve, &reference.g, &digest, &one, bad));
            }
        }
    }
}

#[test]
fn a_sum_at_infinity_is_no_signature() {
    for (seed, curve) in (0_u64..).zip(curves_to_test()) {
        let reference = Reference::new(curve);
        let mut numbers = Numbers(20_000 * seed);
        let (d, r, s) =
            (numbers.below(&reference.n), numbers.below(&reference.n), numbers.below(&reference.n));
        let q = reference.multiple(&d, &reference.g);
        // e = -r d makes u G + v Q = (e + r d)/s G infinity.
        let e = &reference.n - (&r * &d) % &reference.n;
        assert!(!agree(curve, &q, &digest_of(curve, &e), &r, &s));
    }
}

#[test]
fn an_abscissa_beyond_the_order_is_found() {
    for (seed, curve) in (0_u64..).zip(curves_to_test()) {
        let reference = Reference::new(curve);
        let mut numbers = Numbers(30_000 * seed);
        // A point whose x lies between n and p, met with a chance below 2^-90 otherwise; then the key that makes it R.
        let mut x = &reference.n + 1_u8;
        let y = loop {
            assert!(x < reference.p);
            if let Some(y) = y_of(curve, &x) {
                break y;
            }
            x += 1_u8;
        };
        let r = &x - &reference.n;
        let (e, s) = (numbers.below(&reference.n), numbers.below(&reference.n));
        let minus_e = reference.multiple(&(&reference.n - &e), &reference.g);
        let scaled = reference.multiple(&s, &Some((x, y)));
        let q = reference.multiple(&r.modinv(&reference.n).unwrap(), &reference.add(&scaled, &minus_e));
        let digest = digest_of(curve, &e);
        assert!(agree(curve, &q, &digest, &r, &s));
        // x(R) itself, which is r modulo n and not below it.
        assert!(!agree(curve, &q, &digest, &(&r + &reference.n), &s));
        assert!(!agree(curve, &q, &digest, &(r + 1_u8), &s));
    }
}

#[test]
fn keys_that_collide_with_the_base_point() {
    for curve in curves_to_test() {
        let reference = Reference::new(curve);
        for d in [1_u8, 2, 3] {
            for d in [BigUint::from(d), &reference.n - d] {
                let q = reference.multiple(&d, &reference.g);
                // e = r: u = v, so that multiples of G meet equal and opposite multiples of Q on the way.
                for k in [1_u8, 3, 129] {
                    let (x, _) = reference.multiple(&BigUint::from(k), &reference.g).unwrap();
                    let r = x % &reference.n;
                    let e = digest_of(curve, &r);
                    let (_, s) = reference.sign(&d, &BigUint::from(k), &e);
                    if s != BigUint::ZERO {
                        let key = key(curve, &q);
                        assert!(
                            verify(curve, &key, &e, &r.to_bytes_be(), &s.to_bytes_be()),
                            "{}",
                            curve.name
                        );
                    }
                }
            }
        }
    }
}

/// x(R) is compared with r and, while it is below p, with r + n. Here r + n is not below p, and leaves x(R) modulo p or in as many
/// limbs: the one sum that must not be taken for it.
#[test]
fn a_sum_beyond_the_field_is_no_abscissa() {
    fn check<C: PrimeGroup<N>, const N: usize>(curve: &'static Curve, seed: u64) -> [bool; 2] {
        let reference = Reference::new(curve);
        let mut numbers = Numbers(90_000 + seed);
        [reference.p.clone(), BigUint::from(1_u8) << (64 * N)].map(|wrapped| {
            // r = x + wrapped - n, of an x so small that r is below n.
            let Some(y) = (1_u8..=255).map(BigUint::from).find_map(|x| y_of(curve, &x).map(|y| (x, y)))
            else {
                return false;
            };
            let r = &y.0 + wrapped - &reference.n;
            if r >= reference.n {
                return false;
            }
            let (e, s) = (numbers.below(&reference.n), numbers.below(&reference.n));
            let minus_e = reference.multiple(&(&reference.n - &e), &reference.g);
            let scaled = reference.multiple(&s, &Some(y));
            let q = reference.multiple(&r.modinv(&reference.n).unwrap(), &reference.add(&scaled, &minus_e));
            assert!(!agree(curve, &q, &digest_of(curve, &e), &r, &s));
            true
        })
    }
    let mut tested = [0, 0];
    for (seed, curve) in (0_u64..).zip(curves_to_test()) {
        let is_tested = with_group!(curve.group, G, check::<G, _>(curve, seed));
        assert!(is_tested[0], "{}", curve.name);
        tested = [tested[0] + usize::from(is_tested[0]), tested[1] + usize::from(is_tested[1])];
    }
    assert!(cfg!(miri) || tested == [17, 13], "{tested:?}");
}

/// n has 521 bits and 66 bytes have 528: the lowest seven bits of so long a digest are no part of e.
#[test]
fn digests_are_cut_by_bits() {
    for (seed, curve) in (0_u64..).zip(curves_to_test()) {
        let reference = Reference::new(curve);
        let mut numbers = Numbers(95_000 + seed);
        let d = numbers.below(&reference.n);
        let (q, length) = (reference.multiple(&d, &reference.g), curve.coordinate_length());
        let key = key(curve, &q);
        let holds = |digest: &[u8], r: &BigUint, s: &BigUint| {
            verify(curve, &key, digest, &r.to_bytes_be(), &s.to_bytes_be())
        };
        for more in [0, 8] {
            let digest = numbers.octets(length + more);
            let (r, s) = reference.sign(&d, &numbers.below(&reference.n), &digest);
            let mut other = digest.clone();
            other[length - 1] ^= 1;
            assert!(holds(&digest, &r, &s), "{}", curve.name);
            assert_eq!(holds(&other, &r, &s), !curve.bits.is_multiple_of(8), "{}", curve.name);
            let mut other = digest;
            other[0] ^= 0x80;
            assert!(!holds(&other, &r, &s), "{}", curve.name);
        }
    }
}
