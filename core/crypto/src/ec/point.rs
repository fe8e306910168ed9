//! Points of y² = x³ - 3x + b in Jacobian coordinates, and their multiples (Guide to Elliptic Curve Cryptography §3.2, §3.3).
#![allow(
    clippy::indexing_slicing,
    reason = "tables and digits of fixed size; indices are bounded where they arise"
)]

use super::field::{Limbs, is_zero};
use super::group::{Affine, PrimeGroup};

/// Digits of the longest factor: 64 bits more than the 521 of the largest order.
pub(crate) const DIGITS: usize = 64 * 9 + 1;

/// A point as (X/Z², Y/Z³); Z = 0 is infinity.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Jacobian<const N: usize> {
    pub(crate) x: Limbs<N>,
    pub(crate) y: Limbs<N>,
    pub(crate) z: Limbs<N>,
}

impl<const N: usize> Affine<N> {
    /// Whether the coordinates satisfy the curve's equation.
    pub(crate) fn is_on_curve<C: PrimeGroup<N>>(&self) -> bool {
        square::<C, N>(&self.y) == right_side::<C, N>(&self.x)
    }

    /// The point with this x and a y, of which -y is the other; `None` if the curve has no such point.
    pub(crate) fn with_x<C: PrimeGroup<N>>(x: &Limbs<N>) -> Option<Self> {
        square_root::<C, N>(&right_side::<C, N>(x)).map(|y| Affine { x: *x, y })
    }

    fn negated<C: PrimeGroup<N>>(&self) -> Self {
        Affine { x: self.x, y: C::FIELD.sub(&[0; N], &self.y) }
    }
}

/// x³ - 3x + b.
fn right_side<C: PrimeGroup<N>, const N: usize>(x: &Limbs<N>) -> Limbs<N> {
    let three = C::FIELD.add(&C::FIELD.add(&C::FIELD.one, &C::FIELD.one), &C::FIELD.one);
    let slope = C::FIELD.sub(&square::<C, N>(x), &three);
    C::FIELD.add(&mul::<C, N>(&slope, x), &C::B)
}

impl<const N: usize> Jacobian<N> {
    pub(crate) const INFINITY: Self = Jacobian { x: [0; N], y: [0; N], z: [0; N] };

    /// Whether this is the neutral element.
    pub(crate) fn is_infinity(&self) -> bool {
        is_zero(&self.z)
    }

    pub(crate) fn from_affine<C: PrimeGroup<N>>(point: &Affine<N>) -> Self {
        Jacobian { x: point.x, y: point.y, z: C::FIELD.one }
    }

    /// The affine coordinates; `None` for infinity.
    pub(crate) fn to_affine<C: PrimeGroup<N>>(self) -> Option<Affine<N>> {
        let inverse = invert::<C, N>(&self.z)?;
        let zz = square::<C, N>(&inverse);
        let zzz = mul::<C, N>(&zz, &inverse);
        Some(Affine { x: mul::<C, N>(&self.x, &zz), y: mul::<C, N>(&self.y, &zzz) })
    }

    /// 2P, by the formulas for a = -3, with Z = YZ in place of 2YZ and X and Y to match: fewer additions.
    pub(crate) fn doubled<C: PrimeGroup<N>>(&self) -> Self {
        let f = &C::FIELD;
        let delta = square::<C, N>(&self.z);
        let gamma = square::<C, N>(&self.y);
        let beta = mul::<C, N>(&self.x, &gamma);
        let slope = mul::<C, N>(&f.sub(&self.x, &delta), &f.add(&self.x, &delta));
        let alpha = f.add(&slope, &f.half(&slope));
        let x = f.sub(&square::<C, N>(&alpha), &f.add(&beta, &beta));
        let y = f.sub(&mul::<C, N>(&alpha, &f.sub(&beta, &x)), &square::<C, N>(&gamma));
        Jacobian { x, y, z: mul::<C, N>(&self.y, &self.z) }
    }

    /// P + Q; equal, opposite and infinite points included.
    pub(crate) fn added<C: PrimeGroup<N>>(&self, other: &Affine<N>) -> Self {
        if self.is_infinity() {
            return Self::from_affine::<C>(other);
        }
        let f = &C::FIELD;
        let zz = square::<C, N>(&self.z);
        let h = f.sub(&mul::<C, N>(&other.x, &zz), &self.x);
        let r = f.sub(&mul::<C, N>(&other.y, &mul::<C, N>(&zz, &self.z)), &self.y);
        if is_zero(&h) {
            return if is_zero(&r) { self.doubled::<C>() } else { Self::INFINITY };
        }
        let hh = square::<C, N>(&h);
        let hhh = mul::<C, N>(&hh, &h);
        let v = mul::<C, N>(&self.x, &hh);
        let x = f.sub(&f.sub(&square::<C, N>(&r), &hhh), &f.add(&v, &v));
        let y = f.sub(&mul::<C, N>(&r, &f.sub(&v, &x)), &mul::<C, N>(&self.y, &hhh));
        Jacobian { x, y, z: mul::<C, N>(&self.z, &h) }
    }
}

/// The multiple that an odd digit names: the digit 2i + 1 is at place i.
pub(crate) fn multiple<C: PrimeGroup<N>, const N: usize>(table: &[Affine<N>], digit: i8) -> Affine<N> {
    let point = &table[usize::from(digit.unsigned_abs() >> 1)];
    if digit < 0 { point.negated::<C>() } else { *point }
}

/// P, 3P, 5P, .. as affine points, with one inversion for all of them (Montgomery's trick).
pub(crate) fn odd_multiples<C: PrimeGroup<N>, const N: usize, const COUNT: usize>(
    p: &Affine<N>,
) -> [Affine<N>; COUNT] {
    // On the isomorphic curve where 2P has Z = 1, adding 2P is an addition of an affine point. The formulas for adding
    // do not look at the curve's coefficients.
    let double = Jacobian::from_affine::<C>(p).doubled::<C>();
    let scale = square::<C, N>(&double.z);
    let step = Affine { x: double.x, y: double.y };
    let first = Jacobian {
        x: mul::<C, N>(&p.x, &scale),
        y: mul::<C, N>(&p.y, &mul::<C, N>(&scale, &double.z)),
        z: C::FIELD.one,
    };
    let mut multiples = [first; COUNT];
    let mut products = [C::FIELD.one; COUNT];
    for i in 1..COUNT {
        multiples[i] = multiples[i - 1].added::<C>(&step);
        products[i] = mul::<C, N>(&products[i - 1], &multiples[i].z);
    }
    // No multiple below the prime order is infinity, so the product is not zero.
    let all = mul::<C, N>(&products[COUNT - 1], &double.z);
    let mut inverse = invert::<C, N>(&all).unwrap_or(C::FIELD.one);
    let mut points = [*p; COUNT];
    for i in (1..COUNT).rev() {
        let z = mul::<C, N>(&inverse, &products[i - 1]);
        inverse = mul::<C, N>(&inverse, &multiples[i].z);
        let zz = square::<C, N>(&z);
        points[i] = Affine {
            x: mul::<C, N>(&multiples[i].x, &zz),
            y: mul::<C, N>(&multiples[i].y, &mul::<C, N>(&zz, &z)),
        };
    }
    points
}

/// The factor in non-adjacent form: digits that are zero or odd, below 2^(width-1) in size, at least `width` apart.
pub(crate) fn digits<const N: usize>(factor: &Limbs<N>, width: u32) -> [i8; DIGITS] {
    let mut digits = [0; DIGITS];
    let mut carry = 0;
    let mut bit = 0;
    while bit <= 64 * N {
        let window = bits(factor, bit) & ((1 << width) - 1);
        if window & 1 == carry {
            bit += 1;
            continue;
        }
        let [digit, ..] = (window + carry).to_le_bytes();
        // The topmost of the digit's bits counts negatively, and is made up for by the carry.
        digits[bit] = (digit << (8 - width)).cast_signed() >> (8 - width);
        carry = u64::from(digits[bit] < 0);
        bit += usize::try_from(width).unwrap_or(1);
    }
    digits
}

/// At least eight bits from this place on.
fn bits<const N: usize>(limbs: &Limbs<N>, place: usize) -> u64 {
    let limb = |index: usize| limbs.get(index).copied().unwrap_or(0);
    let (index, shift) = (place / 64, place % 64);
    if shift == 0 { limb(index) } else { (limb(index) >> shift) | (limb(index + 1) << (64 - shift)) }
}

/// A square root, by Tonelli and Shanks (HAC 3.34); `None` if there is none.
pub(crate) fn square_root<C: PrimeGroup<N>, const N: usize>(a: &Limbs<N>) -> Option<Limbs<N>> {
    let f = &C::FIELD;
    if is_zero(a) {
        return Some(*a);
    }
    // p - 1 = 2^s t with t odd; t = 2 half + 1.
    let half = shift_right(&f.m, C::TWO_ADICITY + 1);
    let power = f.pow(a, &half);
    let mut root = mul::<C, N>(&power, a);
    let mut error = mul::<C, N>(&root, &power);
    let mut non_square = [0; N];
    non_square[0] = C::NON_SQUARE;
    let non_square = f.enter(&non_square);
    let mut generator = mul::<C, N>(&square::<C, N>(&f.pow(&non_square, &half)), &non_square);
    let mut order = C::TWO_ADICITY;
    // root² = a error, and the error's order is a power of two; each round lowers it, so there are at most as many as twos.
    for _ in 0..C::TWO_ADICITY {
        if error == f.one {
            break;
        }
        let mut power = error;
        let mut exponent = 0;
        while power != f.one {
            power = square::<C, N>(&power);
            exponent += 1;
            if exponent >= order {
                return None;
            }
        }
        for _ in exponent + 1..order {
            generator = square::<C, N>(&generator);
        }
        root = mul::<C, N>(&root, &generator);
        generator = square::<C, N>(&generator);
        error = mul::<C, N>(&error, &generator);
        order = exponent;
    }
    (error == f.one).then_some(root)
}

/// a / 2^shift, rounded down.
pub(crate) fn shift_right<const N: usize>(a: &Limbs<N>, shift: usize) -> Limbs<N> {
    let mut shifted = [0; N];
    for (index, limb) in shifted.iter_mut().enumerate() {
        *limb = bits(a, 64 * index + shift);
    }
    shifted
}

/// 1/a, both in Montgomery form.
pub(crate) fn invert<C: PrimeGroup<N>, const N: usize>(a: &Limbs<N>) -> Option<Limbs<N>> {
    C::FIELD.invert(a).map(|inverse| C::FIELD.enter(&C::FIELD.enter(&inverse)))
}

/// One copy of the multiplication for each group, with its modulus folded in.
#[inline(never)]
pub(crate) fn mul<C: PrimeGroup<N>, const N: usize>(a: &Limbs<N>, b: &Limbs<N>) -> Limbs<N> {
    C::FIELD.mul(a, b)
}

/// One copy of the squaring for each group.
#[inline(never)]
pub(crate) fn square<C: PrimeGroup<N>, const N: usize>(a: &Limbs<N>) -> Limbs<N> {
    C::FIELD.square(a)
}
