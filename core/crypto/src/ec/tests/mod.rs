//! The engine against plain affine arithmetic on big numbers, against generated and proved field arithmetic, and against the
//! verifiers of others; on edges and on numbers drawn from a seed. `DOC9303_CASES` says how many cases are drawn.

mod digits;
mod fiat;
mod field;
mod formulas;
mod peers;
mod points;
mod signatures;
mod signer;
mod sums;

use super::curves::{self, Curve};
use super::field::{Limbs, Modulus};
use super::group::{Affine, PrimeGroup};
use super::groups::with_group;
use super::point::Jacobian;
use super::table::{SegmentTable, Tables};
use super::{Point, Prepared, Signed, enter, multiple, read_point};
use crate::DigestAlgorithm;
use crate::drawn::{Numbers, cases};
use num_bigint::BigUint;

/// Every curve; where an interpreter runs the test, one of each form and two lengths.
fn curves_to_test() -> impl Iterator<Item = &'static Curve> {
    let few = ["P-224", "brainpoolP256r1"];
    curves::ALL.into_iter().filter(move |curve| !cfg!(miri) || few.contains(&curve.name))
}

impl Numbers {
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

    /// The other point with this x.
    fn opposite(&self, place: &Place) -> Place {
        place.as_ref().map(|(x, y)| (x.clone(), (&self.p - y) % &self.p))
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

fn big<const N: usize>(limbs: &Limbs<N>) -> BigUint {
    limbs.iter().rev().fold(BigUint::ZERO, |number, limb| (number << 64) + *limb)
}

fn small<const N: usize>(number: &BigUint) -> Limbs<N> {
    super::field::limbs_from_bytes(&number.to_bytes_be()).unwrap()
}

/// Numbers of N limbs, each of which is at a bound or drawn.
fn edged<const N: usize>(numbers: &mut Numbers) -> Limbs<N> {
    let octets = numbers.octets(16 * N);
    let mut pairs = octets.as_chunks::<8>().0.iter().map(|octets| u64::from_be_bytes(*octets));
    let mut next = || pairs.next().unwrap();
    core::array::from_fn(|_| {
        let drawn = next();
        [0, 1, u64::MAX, u64::MAX - 1, 1 << 63, (1 << 63) - 1, drawn, drawn]
            [usize::try_from(next() & 7).unwrap()]
    })
}

/// A point of the group as affine coordinates of its curve, and back.
fn place_of<C: PrimeGroup<N>, const N: usize>(curve: &Curve, point: &Jacobian<N>) -> Place {
    let affine = point.to_affine::<C>()?;
    let scaled = |coordinate: &Limbs<N>, scale: &Limbs<N>| {
        let scale = big(&C::FIELD.leave(if curve.is_twisted_form_needed { scale } else { &C::FIELD.one }));
        let p = number(curve.p);
        big(&C::FIELD.leave(coordinate)) * scale.modinv(&p).unwrap() % p
    };
    Some((scaled(&affine.x, &C::Z_SQUARED), scaled(&affine.y, &C::Z_CUBED)))
}

fn affine_of<C: PrimeGroup<N>, const N: usize>(curve: &Curve, place: &Place) -> Affine<N> {
    let (x, y) = place.as_ref().unwrap();
    let length = curve.coordinate_length();
    enter::<C, N>(curve, &padded(x, length), &padded(y, length)).unwrap()
}

/// The same point with another Z.
fn with_z<C: PrimeGroup<N>, const N: usize>(point: &Affine<N>, z: &Limbs<N>) -> Jacobian<N> {
    let zz = C::FIELD.square(z);
    let x = C::FIELD.mul(&point.x, &zz);
    Jacobian { x, y: C::FIELD.mul(&point.y, &C::FIELD.mul(&zz, z)), z: *z }
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
