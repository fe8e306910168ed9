//! Elliptic curves over prime fields and ECDSA verification (FIPS 186-5 §6.4.2, TR-03111 §4.2.1).
//!
//! Verification only: every input is public, so nothing here hides its timing, and nothing here may ever be used with
//! a private key that is still in use. The terminal's key in a record of Chip Authentication served once and is spent.

pub(crate) mod curves;
pub(crate) mod field;
mod group;
mod groups;
mod point;
mod table;
#[cfg(test)]
mod tests;

use curves::Curve;
use field::{Limbs, limbs_from_bytes, limbs_to_bytes};
use group::{Affine, PrimeGroup};
use groups::with_group;
use point::{mul, shift_right, square};
pub(crate) use table::Prepared;
use table::{Tables, sum_from_tables, sum_of_multiples};

/// A point of a curve, not infinity, as bytes of the curve's coordinate length.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Point {
    pub(crate) x: Vec<u8>,
    pub(crate) y: Vec<u8>,
}

/// Reads an encoded point (SEC 1 §2.3.4) and checks that it lies on the curve. All groups here have a prime order and
/// the cofactor 1, so every such point generates the group.
pub(crate) fn read_point(curve: &'static Curve, encoded: &[u8]) -> Option<Point> {
    let length = curve.coordinate_length();
    match encoded.split_first()? {
        (0x04, coordinates) if coordinates.len() == 2 * length => {
            let (x, y) = coordinates.split_at_checked(length)?;
            with_group!(curve.group, G, check_point::<G, _>(curve, x, y))
        }
        (form @ (0x02 | 0x03), x) if x.len() == length => {
            with_group!(curve.group, G, decompress::<G, _>(curve, x, *form == 0x03))
        }
        // Infinity (00) is no key, and the hybrid forms (06, 07) occur nowhere.
        _ => None,
    }
}

/// r and s of an ECDSA signature as big-endian numbers, and the digest of what they sign.
#[derive(Clone, Copy)]
pub(crate) struct Signed<'a> {
    pub(crate) digest: &'a [u8],
    pub(crate) r: &'a [u8],
    pub(crate) s: &'a [u8],
}

/// Whether r and s are an ECDSA signature of the message with this digest. `prepared` belongs to the key.
pub(crate) fn verify(curve: &'static Curve, key: &Point, prepared: &Prepared, signed: Signed<'_>) -> bool {
    with_group!(curve.group, G, verify_in::<G, _>(curve, key, prepared, signed)).is_some()
}

/// The multiple of a point (TR-03111 §4.3.1). `None` unless the factor lies in 1 to n - 1.
pub(crate) fn multiple(curve: &'static Curve, point: &Point, factor: &[u8]) -> Option<Point> {
    with_group!(curve.group, G, multiple_in::<G, _>(curve, point, factor))
}

fn multiple_in<C: Tables<N>, const N: usize>(curve: &Curve, point: &Point, factor: &[u8]) -> Option<Point> {
    let point = enter::<C, N>(curve, &point.x, &point.y)?;
    let factor = limbs_from_bytes(factor).filter(|k| C::ORDER.contains(k) && !field::is_zero(k))?;
    let product = sum_of_multiples::<C, N>(&[0; N], &factor, &point);
    if product.is_infinity() {
        return None;
    }
    // x = X/Z² and y = Y/Z³, on the curve with a = -3; from there back to the curve itself.
    let zz = square::<C, N>(&product.z);
    let zzz = mul::<C, N>(&zz, &product.z);
    let (x_scale, y_scale) = if curve.is_twisted_form_needed {
        (mul::<C, N>(&zz, &C::Z_SQUARED), mul::<C, N>(&zzz, &C::Z_CUBED))
    } else {
        (zz, zzz)
    };
    let octets = |coordinate: &Limbs<N>, scale: &Limbs<N>| {
        let coordinate = mul::<C, N>(coordinate, &point::invert::<C, N>(scale)?);
        Some(limbs_to_bytes(&C::FIELD.leave(&coordinate), curve.coordinate_length()))
    };
    Some(Point { x: octets(&product.x, &x_scale)?, y: octets(&product.y, &y_scale)? })
}

fn check_point<C: PrimeGroup<N>, const N: usize>(curve: &Curve, x: &[u8], y: &[u8]) -> Option<Point> {
    let point = enter::<C, N>(curve, x, y)?;
    point.is_on_curve::<C>().then(|| Point { x: x.to_vec(), y: y.to_vec() })
}

fn decompress<C: PrimeGroup<N>, const N: usize>(curve: &Curve, octets: &[u8], is_odd: bool) -> Option<Point> {
    let x = coordinate::<C, N>(octets)?;
    let mut y = if curve.is_twisted_form_needed {
        let point = Affine::with_x::<C>(&mul::<C, N>(&x, &C::Z_SQUARED))?;
        mul::<C, N>(&point.y, &point::invert::<C, N>(&C::Z_CUBED)?)
    } else {
        Affine::with_x::<C>(&x)?.y
    };
    let is_root_odd = C::FIELD.leave(&y).first().is_some_and(|limb| limb & 1 == 1);
    if is_root_odd != is_odd {
        // -0 is 0, so an odd y = 0 does not exist; no point here has y = 0 as the orders are odd.
        y = C::FIELD.sub(&[0; N], &y);
    }
    Some(Point { x: octets.to_vec(), y: limbs_to_bytes(&C::FIELD.leave(&y), curve.coordinate_length()) })
}

/// Coordinates from bytes onto the curve with a = -3.
fn enter<C: PrimeGroup<N>, const N: usize>(curve: &Curve, x: &[u8], y: &[u8]) -> Option<Affine<N>> {
    let point = Affine { x: coordinate::<C, N>(x)?, y: coordinate::<C, N>(y)? };
    if !curve.is_twisted_form_needed {
        return Some(point);
    }
    Some(Affine { x: mul::<C, N>(&point.x, &C::Z_SQUARED), y: mul::<C, N>(&point.y, &C::Z_CUBED) })
}

/// A coordinate below p, in Montgomery form.
fn coordinate<C: PrimeGroup<N>, const N: usize>(octets: &[u8]) -> Option<Limbs<N>> {
    let plain = limbs_from_bytes(octets).filter(|plain| C::FIELD.contains(plain))?;
    Some(C::FIELD.enter(&plain))
}

/// FIPS 186-5 §6.4.2, steps by their numbers there.
fn verify_in<C: Tables<N>, const N: usize>(
    curve: &Curve,
    key: &Point,
    prepared: &Prepared,
    Signed { digest, r, s }: Signed<'_>,
) -> Option<()> {
    let q = enter::<C, N>(curve, &key.x, &key.y)?;
    // 1. r and s in 1 to n - 1. The inversion below refuses s = 0.
    let r = limbs_from_bytes(r).filter(|r| C::ORDER.contains(r) && !field::is_zero(r))?;
    let s = limbs_from_bytes(s).filter(|s| C::ORDER.contains(s))?;
    // 2. and 3. The leftmost bits of the digest, as many as n has.
    let length = curve.coordinate_length();
    let e: Limbs<N> = match digest.get(..length) {
        Some(digest) => shift_right(&limbs_from_bytes(digest)?, 8 * length - curve.bits),
        None => limbs_from_bytes(digest)?,
    };
    // 4. and 5. u = e/s, v = r/s: one factor in Montgomery form, so the products are plain.
    let w = C::ORDER.enter(&C::ORDER.invert(&s)?);
    let u = C::ORDER.mul(&e, &w);
    let v = C::ORDER.mul(&r, &w);
    // 6. R = u G + v Q.
    let sum = match prepared.table::<C, N>(&q) {
        Some(table) => sum_from_tables::<C, N>(&u, C::base_segments(), &v, table),
        None => sum_of_multiples::<C, N>(&u, &v, &q),
    };
    if sum.is_infinity() {
        return None;
    }
    // 7. to 9. x(R) mod n = r, without dividing by Z²: x(R) is r or, while that is below p, r + n.
    let zz = square::<C, N>(&sum.z);
    let scale = if curve.is_twisted_form_needed { mul::<C, N>(&zz, &C::Z_SQUARED) } else { zz };
    let is_x = |candidate: &Limbs<N>| mul::<C, N>(&C::FIELD.enter(candidate), &scale) == sum.x;
    let is_equal = is_x(&r) || {
        let (second, overflow) = field::add(&r, &C::ORDER.m);
        !overflow && C::FIELD.contains(&second) && is_x(&second)
    };
    is_equal.then_some(())
}
