//! The engine against plain affine arithmetic on big numbers, on edges and on numbers drawn from a seed.

use super::curves::{self, Curve};
use super::field::Modulus;
use super::group::{Affine, PrimeGroup};
use super::groups::with_group;
use super::point::Jacobian;
use super::{Point, Prepared, Signed, field, multiple, read_point};
use crate::DigestAlgorithm;
use num_bigint::BigUint;

/// Numbers from a seed, so that a failure can be repeated.
struct Numbers(u64);

impl Numbers {
    fn octets(&mut self, length: usize) -> Vec<u8> {
        let mut octets = Vec::new();
        while octets.len() < length {
            self.0 += 1;
            octets.extend_from_slice(DigestAlgorithm::Sha512.digest(&self.0.to_be_bytes()).as_ref());
        }
        octets.truncate(length);
        octets
    }

    /// From 1 to m - 1.
    fn below(&mut self, m: &BigUint) -> BigUint {
        let octets = self.octets(m.to_bytes_be().len() + 8);
        BigUint::from_bytes_be(&octets) % (m - 1_u8) + 1_u8
    }
}

/// A curve by its printed numbers, in the form that its name means.
struct Reference {
    p: BigUint,
    a: BigUint,
    b: BigUint,
    n: BigUint,
    g: Place,
}

/// Affine coordinates; nothing is infinity.
type Place = Option<(BigUint, BigUint)>;

fn number(digits: &str) -> BigUint {
    BigUint::parse_bytes(digits.as_bytes(), 16).unwrap()
}

impl Reference {
    fn new(curve: &Curve) -> Self {
        let g = Some((number(curve.gx), number(curve.gy)));
        Reference { p: number(curve.p), a: number(curve.a), b: number(curve.b), n: number(curve.n), g }
    }

    fn minus(&self, a: &BigUint, b: &BigUint) -> BigUint {
        (a + &self.p - b) % &self.p
    }

    fn add(&self, one: &Place, other: &Place) -> Place {
        let (Some((x1, y1)), Some((x2, y2))) = (one, other) else {
            return one.clone().or_else(|| other.clone());
        };
        let (above, below) = if x1 != x2 {
            (self.minus(y2, y1), self.minus(x2, x1))
        } else if y1 == y2 {
            (x1 * x1 * 3_u8 + &self.a, y1 * 2_u8)
        } else {
            return None;
        };
        let slope = above * below.modinv(&self.p).unwrap() % &self.p;
        let x = self.minus(&self.minus(&(&slope * &slope % &self.p), x1), x2);
        let y = self.minus(&(slope * self.minus(x1, &x) % &self.p), y1);
        Some((x, y))
    }

    fn multiple(&self, factor: &BigUint, point: &Place) -> Place {
        let mut sum = None;
        for bit in (0..factor.bits()).rev() {
            sum = self.add(&sum, &sum);
            if factor.bit(bit) {
                sum = self.add(&sum, point);
            }
        }
        sum
    }

    fn is_on_curve(&self, x: &BigUint, y: &BigUint) -> bool {
        (y * y) % &self.p == (x * x * x + &self.a * x + &self.b) % &self.p
    }

    /// The leftmost bits of the digest; n has as many bits as p.
    fn truncated(&self, digest: &[u8]) -> BigUint {
        let e = BigUint::from_bytes_be(digest);
        let digest_bits = u64::try_from(8 * digest.len()).unwrap();
        e >> digest_bits.saturating_sub(self.n.bits())
    }

    fn sign(&self, d: &BigUint, k: &BigUint, digest: &[u8]) -> (BigUint, BigUint) {
        let (x, _) = self.multiple(k, &self.g).unwrap();
        let r = x % &self.n;
        let s = (self.truncated(digest) + &r * d) * k.modinv(&self.n).unwrap() % &self.n;
        (r, s)
    }

    fn verifies(&self, q: &Place, digest: &[u8], r: &BigUint, s: &BigUint) -> bool {
        let zero = BigUint::ZERO;
        if *r == zero || *s == zero || r >= &self.n || s >= &self.n {
            return false;
        }
        let w = s.modinv(&self.n).unwrap();
        let u = self.truncated(digest) * &w % &self.n;
        let v = r * w % &self.n;
        let sum = self.add(&self.multiple(&u, &self.g), &self.multiple(&v, q));
        sum.is_some_and(|(x, _)| x % &self.n == *r)
    }
}

fn padded(number: &BigUint, length: usize) -> Vec<u8> {
    let octets = number.to_bytes_be();
    let mut padded = vec![0; length.checked_sub(octets.len()).unwrap()];
    padded.extend_from_slice(&octets);
    padded
}

fn uncompressed(curve: &Curve, x: &BigUint, y: &BigUint) -> Vec<u8> {
    let length = curve.coordinate_length();
    [vec![4], padded(x, length), padded(y, length)].concat()
}

/// The digest whose leftmost bits are e.
fn digest_of(curve: &Curve, e: &BigUint) -> Vec<u8> {
    let length = curve.coordinate_length();
    padded(&(e << (8 * length - curve.bits)), length)
}

/// A y for this x, as the engine finds it, judged by the curve's equation.
fn y_of(curve: &'static Curve, x: &BigUint) -> Option<BigUint> {
    let point = read_point(curve, &[vec![2], padded(x, curve.coordinate_length())].concat())?;
    let y = BigUint::from_bytes_be(&point.y);
    assert!(Reference::new(curve).is_on_curve(x, &y));
    Some(y)
}

fn key(curve: &'static Curve, place: &Place) -> Point {
    let (x, y) = place.as_ref().unwrap();
    read_point(curve, &uncompressed(curve, x, y)).unwrap()
}

/// With the key seen for the first, the second and the third time, which must not make a difference.
#[track_caller]
fn verify(curve: &'static Curve, key: &Point, digest: &[u8], r: &[u8], s: &[u8]) -> bool {
    let prepared = Prepared::default();
    let verify = || super::verify(curve, key, &prepared, Signed { digest, r, s });
    let verdicts = [verify(), verify(), verify()];
    assert!(verdicts == [verdicts[0]; 3], "{} {verdicts:?}", curve.name);
    verdicts[0]
}

#[track_caller]
fn agree(curve: &'static Curve, q: &Place, digest: &[u8], r: &BigUint, s: &BigUint) -> bool {
    let expected = Reference::new(curve).verifies(q, digest, r, s);
    let found = verify(curve, &key(curve, q), digest, &r.to_bytes_be(), &s.to_bytes_be());
    assert_eq!(found, expected, "{}", curve.name);
    found
}

#[test]
fn the_table_holds_curves_of_prime_order() {
    for curve in curves::ALL {
        let reference = Reference::new(curve);
        let (x, y) = reference.g.clone().unwrap();
        assert!(reference.is_on_curve(&x, &y), "{}", curve.name);
        assert_eq!(reference.multiple(&reference.n, &reference.g), None, "{}", curve.name);
        assert_eq!(reference.n.bits(), reference.p.bits());
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
            super::enter::<C, N>(curve, &padded(&x, length), &padded(&y, length)),
            Some(C::BASE),
            "{}",
            curve.name
        );
        assert!(C::BASE.is_on_curve::<C>());
    }
    for curve in curves::ALL {
        with_group!(curve.group, G, base::<G, _>(curve));
    }
}

#[test]
fn field_arithmetic_agrees_with_big_numbers() {
    fn big<const N: usize>(limbs: &[u64; N]) -> BigUint {
        limbs.iter().rev().fold(BigUint::ZERO, |number, limb| (number << 64) + *limb)
    }
    fn check<const N: usize>(modulus: &Modulus<N>, seed: u64) {
        let m = big(&modulus.m);
        let r = BigUint::from(1_u8) << (64 * N);
        let r_inverse = r.modinv(&m).unwrap();
        assert_eq!(big(&modulus.one), &r % &m);
        assert_eq!(big(&modulus.r_squared), &r * &r % &m);
        let mut numbers = Numbers(seed);
        // Limbs at their bounds, in every place and together; then the ends of the range; then any numbers.
        let mut samples = vec![[0; N], [u64::MAX; N]];
        for place in 0..N {
            for limb in [1, u64::MAX, 1 << 63] {
                let mut sample = [0; N];
                sample[place] = limb;
                samples.push(sample);
                let mut sample = [u64::MAX; N];
                sample[place] = !limb;
                samples.push(sample);
            }
        }
        for distance in [1_u8, 2, 3] {
            samples.push(field::limbs_from_bytes(&(&m - distance).to_bytes_be()).unwrap());
        }
        for _ in 0..8 {
            samples.push(field::limbs_from_bytes(&numbers.octets(8 * N)).unwrap());
        }
        for any in &samples {
            let a = modulus.mul(any, &modulus.one);
            assert_eq!(big(&a), big(any) % &m, "any number of N limbs is reduced");
            assert_eq!(big(&modulus.leave(&modulus.enter(any))), big(any) % &m);
            assert_eq!(modulus.contains(any), big(any) < m);
            assert_eq!(big(&modulus.square(&a)), big(&a) * big(&a) * &r_inverse % &m);
            match modulus.invert(&a) {
                Some(inverse) => {
                    assert_eq!(big(&inverse) * big(&a) % &m, BigUint::from(1_u8));
                    assert!(modulus.contains(&inverse));
                }
                None => assert!(field::is_zero(&a)),
            }
            for other in &samples {
                let b = modulus.mul(other, &modulus.one);
                assert_eq!(big(&modulus.mul(any, &b)), big(any) * big(&b) * &r_inverse % &m);
                assert_eq!(big(&modulus.add(&a, &b)), (big(&a) + big(&b)) % &m);
                assert_eq!(big(&modulus.sub(&a, &b)), (big(&a) + &m - big(&b)) % &m);
            }
        }
        let (base, exponent) = (&samples[2 + 3 * N], &samples[samples.len() - 1]);
        let base = modulus.mul(base, &modulus.one);
        let power = modulus.leave(&modulus.pow(&modulus.enter(&base), exponent));
        assert_eq!(big(&power), big(&base).modpow(&big(exponent), &m));
    }
    fn both<C: PrimeGroup<N>, const N: usize>(seed: u64) {
        check(&C::FIELD, seed);
        check(&C::ORDER, seed + 1);
    }
    for (seed, curve) in (0_u64..).zip(curves::ALL) {
        with_group!(curve.group, G, both::<G, _>(1000 * seed));
    }
}

#[test]
fn signatures_agree_with_big_numbers() {
    for (seed, curve) in (0_u64..).zip(curves::ALL) {
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
fn multiples_agree_with_big_numbers() {
    let mut numbers = Numbers(71);
    for curve in curves::ALL {
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

#[test]
fn psychic_signatures_are_refused() {
    for curve in curves::ALL {
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
    for (seed, curve) in (0_u64..).zip(curves::ALL) {
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
    for (seed, curve) in (0_u64..).zip(curves::ALL) {
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
        assert!(!agree(curve, &q, &digest, &(r + 1_u8), &s));
    }
}

#[test]
fn keys_that_collide_with_the_base_point() {
    for curve in curves::ALL {
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

#[test]
fn points_are_read_in_two_forms_and_no_other() {
    for (seed, curve) in (0_u64..).zip(curves::ALL) {
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
            let off = uncompressed(curve, &x, &((y + 1_u8) % &reference.p));
            assert_eq!(read_point(curve, &off), None);
            assert_eq!(read_point(curve, &point[..point.len() - 1]), None);
            assert_eq!(read_point(curve, &[&point[..], &[0]].concat()), None);
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
            let plain = field::limbs_from_bytes(&a.to_bytes_be()).unwrap();
            let entered = C::FIELD.enter(&plain);
            let root = super::point::square_root::<C, N>(&entered);
            assert_eq!(root.is_some(), a.modpow(&half, &p) == BigUint::from(1_u8), "{}", curve.name);
            if let Some(root) = root {
                assert_eq!(C::FIELD.square(&root), entered);
            }
        }
    }
    for curve in curves::ALL {
        with_group!(curve.group, G, check::<G, _>(curve));
    }
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
    for curve in curves::ALL {
        with_group!(curve.group, G, check::<G, _>());
    }
}
