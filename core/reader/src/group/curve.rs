//! Elliptic curves y² = x³ + ax + b with complete formulas (Renes, Costello, Batina, "Complete addition formulas for prime
//! order elliptic curves", 2015, §3.2): one addition for all pairs of points, infinity included, and so no branch. They are
//! computed on the isomorphic curve with a = -3.

use super::minus_three::MinusThree;
use super::modulo::remainder;
use super::numbers::bytes_of;
use crypto_bigint::modular::{FixedMontyForm, FixedMontyParams};
use crypto_bigint::{CtEq, CtGt, CtLt, CtSelect, Odd, U192, U256, U320, U384, U512, U576, Uint};
use doc9303_crypto::Curve;
use std::sync::{Arc, OnceLock};
use zeroize::{Zeroize, Zeroizing};

/// The form of an uncompressed point (SEC 1 §2.3.3).
const UNCOMPRESSED: u8 = 0x04;
/// Bits of the scalar that one step takes.
const WINDOW: usize = 4;

/// Parts of a number of which one bit each is taken in a step, for the generator.
const TEETH: usize = 4;

/// What a curve can do, whatever its size. Points and numbers are bytes.
pub(super) trait Arithmetic: Send + Sync {
    fn generator(&self) -> Vec<u8>;
    #[cfg(any(feature = "virtual-chip", feature = "system"))]
    fn order(&self) -> Vec<u8>;
    fn order_bits(&self) -> usize;
    fn field_bits(&self) -> usize;
    fn is_private_key(&self, number: &[u8]) -> bool;
    fn is_point(&self, encoded: &[u8]) -> bool;
    fn multiple(&self, point: &[u8], number: &[u8]) -> Option<Vec<u8>>;
    fn multiple_of_generator(&self, number: &[u8]) -> Option<Vec<u8>>;
    fn map_generic(&self, nonce: &[u8], shared: &[u8]) -> Option<Vec<u8>>;
    fn map_integrated(&self, number: &[u8]) -> Option<Vec<u8>>;
    fn quotient(&self, number: &[u8], divisor: &[u8]) -> Option<Vec<u8>>;
}

/// The arithmetic of a curve. What is computed once of a curve with a standardised number is kept, and none of it is secret.
pub(super) fn arithmetic(curve: &Curve) -> Option<Arc<dyn Arithmetic>> {
    static KEPT: [OnceLock<Arc<dyn Arithmetic>>; 19] = [const { OnceLock::new() }; 19];
    let place = curve.standardized_id.and_then(|id| usize::try_from(id).ok());
    let Some(kept) = place.and_then(|place| KEPT.get(place)) else { return made(curve) };
    if kept.get().is_none() {
        // Another thread may have been faster.
        let _ = kept.set(made(curve)?);
    }
    kept.get().cloned()
}

/// The arithmetic of the smallest size that holds the numbers of a curve.
fn made(curve: &Curve) -> Option<Arc<dyn Arithmetic>> {
    Some(match curve.bits {
        0..=192 => Arc::new(Weierstrass::<{ U192::LIMBS }>::new(curve)?),
        193..=256 => Arc::new(Weierstrass::<{ U256::LIMBS }>::new(curve)?),
        257..=320 => Arc::new(Weierstrass::<{ U320::LIMBS }>::new(curve)?),
        321..=384 => Arc::new(Weierstrass::<{ U384::LIMBS }>::new(curve)?),
        385..=512 => Arc::new(Weierstrass::<{ U512::LIMBS }>::new(curve)?),
        513..=576 => Arc::new(Weierstrass::<{ U576::LIMBS }>::new(curve)?),
        _ => return None,
    })
}

/// An element of the field.
type Element<const L: usize> = FixedMontyForm<L>;

/// A point of the isomorphic curve in projective coordinates; infinity is (0 : 1 : 0).
#[derive(Clone, Copy)]
struct Point<const L: usize> {
    x: Element<L>,
    y: Element<L>,
    z: Element<L>,
}

/// The coordinates of a multiple, without the modulus beside each: what a table holds and a selection reads.
type Coordinates<const L: usize> = [Uint<L>; 3];

/// The multiples that one step chooses from.
type Table<const L: usize> = [Coordinates<L>; 1 << WINDOW];

struct Weierstrass<const L: usize> {
    field: FixedMontyParams<L>,
    order: FixedMontyParams<L>,
    a: Element<L>,
    b: Element<L>,
    minus_three: MinusThree<L>,
    base: Point<L>,
    /// Sums of the generator and its multiples by the distance of the teeth.
    comb: OnceLock<Table<L>>,
    /// Bits of the field, and of the order.
    bits: usize,
}

impl<const L: usize> Weierstrass<L> {
    fn new(curve: &Curve) -> Option<Self> {
        let number = |digits: &str| uint::<L>(&bytes_of(digits));
        let modulus = |digits: &str| Odd::new(number(digits)?).into_option().map(FixedMontyParams::new);
        let (field, order) = (modulus(curve.p)?, modulus(curve.n)?);
        let element = |digits: &str| number(digits).map(|number| Element::new(&number, &field));
        let (a, b) = (element(curve.a)?, element(curve.b)?);
        let minus_three = MinusThree::new(&field, &a, &b)?;
        let [x, y] = minus_three.to(&element(curve.gx)?, &element(curve.gy)?);
        let base = Point { x, y, z: Element::one(&field) };
        Some(Weierstrass { field, order, a, b, minus_three, base, comb: OnceLock::new(), bits: curve.bits })
    }

    fn length(&self) -> usize {
        self.bits.div_ceil(8)
    }

    fn infinity(&self) -> Point<L> {
        let (zero, one) = (Element::zero(&self.field), Element::one(&self.field));
        Point { x: zero, y: one, z: zero }
    }

    /// x³ + ax + b.
    fn right_side(&self, x: &Element<L>) -> Element<L> {
        x.square().add(&self.a).mul(x).add(&self.b)
    }

    /// Reads an uncompressed point and checks that it lies on the curve. Every group here has a prime order.
    fn read(&self, encoded: &[u8]) -> Option<Point<L>> {
        let coordinates = encoded.strip_prefix(&[UNCOMPRESSED])?;
        if coordinates.len() != 2 * self.length() {
            return None;
        }
        let (x, y) = coordinates.split_at_checked(self.length())?;
        let (x, y) = (uint::<L>(x)?, uint::<L>(y)?);
        let modulus = self.field.modulus().get();
        if !bool::from(x.ct_lt(&modulus) & y.ct_lt(&modulus)) {
            return None;
        }
        let (x, y) = (Element::new(&x, &self.field), Element::new(&y, &self.field));
        bool::from(y.square().ct_eq(&self.right_side(&x))).then(|| self.point(&x, &y))
    }

    fn point(&self, x: &Element<L>, y: &Element<L>) -> Point<L> {
        let [x, y] = self.minus_three.to(x, y);
        Point { x, y, z: Element::one(&self.field) }
    }

    /// Writes a point uncompressed; `None` for infinity.
    fn write(&self, point: &Point<L>) -> Option<Vec<u8>> {
        let inverse = point.z.invert().into_option()?;
        let mut encoded = vec![UNCOMPRESSED];
        for coordinate in self.minus_three.back(&point.x.mul(&inverse), &point.y.mul(&inverse)) {
            push_number(&mut encoded, &coordinate.retrieve(), self.length());
        }
        Some(encoded)
    }

    /// The sum of any two points (algorithm 4).
    fn add(&self, one: &Point<L>, other: &Point<L>) -> Point<L> {
        let (xx, yy, zz) = (one.x.mul(&other.x), one.y.mul(&other.y), one.z.mul(&other.z));
        let cross = |p: [&Element<L>; 2], q: [&Element<L>; 2], squares: [&Element<L>; 2]| {
            let [[p, p2], [q, q2], [s, s2]] = [p, q, squares];
            p.add(p2).mul(&q.add(q2)).sub(&s.add(s2))
        };
        let xy = cross([&one.x, &one.y], [&other.x, &other.y], [&xx, &yy]);
        let xz = cross([&one.x, &one.z], [&other.x, &other.z], [&xx, &zz]);
        let yz = cross([&one.y, &one.z], [&other.y, &other.z], [&yy, &zz]);
        let Factors { left, right, slope, rest } = self.factors(&xx, &yy, &zz, &xz);
        Point {
            x: xy.mul(&left).sub(&yz.mul(&rest)),
            y: left.mul(&right).add(&slope.mul(&rest)),
            z: yz.mul(&right).add(&xy.mul(&slope)),
        }
    }

    /// Twice a point (algorithm 6).
    fn double(&self, point: &Point<L>) -> Point<L> {
        let Point { x, y, z } = point;
        let (xx, yy, zz) = (x.square(), y.square(), z.square());
        let (xy, xz, yz) = (x.mul(y).double(), x.mul(z).double(), y.mul(z).double());
        let Factors { left, right, slope, rest } = self.factors(&xx, &yy, &zz, &xz);
        Point {
            x: xy.mul(&left).sub(&yz.mul(&rest)),
            y: left.mul(&right).add(&slope.mul(&rest)),
            z: yz.mul(&yy).double().double(),
        }
    }

    /// What both formulas multiply at their ends.
    fn factors(&self, xx: &Element<L>, yy: &Element<L>, zz: &Element<L>, xz: &Element<L>) -> Factors<L> {
        let middle = thrice(&xz.sub(&self.minus_three.b.mul(zz)));
        Factors {
            left: yy.add(&middle),
            right: yy.sub(&middle),
            slope: thrice(&xx.sub(zz)),
            rest: thrice(&self.minus_three.b.mul(xz).sub(xx).sub(&thrice(zz))),
        }
    }

    /// A point times a big-endian number, four bits a step, with every entry of the table read at each.
    fn times(&self, point: &Point<L>, number: &[u8]) -> Point<L> {
        let mut table = Zeroizing::new([[Uint::<L>::ZERO; 3]; 1 << WINDOW]);
        let [none, once, more @ ..] = &mut *table;
        (*none, *once) = (coordinates(&self.infinity()), coordinates(point));
        let mut multiple = *point;
        for entry in more {
            multiple = self.add(&multiple, point);
            *entry = coordinates(&multiple);
        }
        let mut digits = number.iter().flat_map(|byte| [byte >> WINDOW, byte & 0x0F]);
        let mut sum = digits.next().map_or_else(|| self.infinity(), |digit| self.select(&table, digit));
        for digit in digits {
            for _ in 0..WINDOW {
                sum = self.double(&sum);
            }
            sum = self.add(&sum, &self.select(&table, digit));
        }
        for coordinate in [&mut multiple.x, &mut multiple.y, &mut multiple.z] {
            coordinate.as_montgomery_mut().zeroize();
        }
        sum
    }

    /// The generator times a big-endian number: one bit of each quarter a step, with every entry of the table read at each.
    fn times_generator(&self, number: &[u8]) -> Point<L> {
        if number.len() > self.length() {
            return self.times(&self.base, number);
        }
        let distance = (8 * self.length()).div_ceil(TEETH);
        let table = self.comb.get_or_init(|| self.comb(distance));
        let bit = |place: usize| number.iter().rev().nth(place / 8).map_or(0, |byte| byte >> (place % 8) & 1);
        let mut sum = self.infinity();
        for step in (0..distance).rev() {
            let digit = (0..TEETH).fold(0, |digit, tooth| digit | bit(tooth * distance + step) << tooth);
            sum = self.add(&self.double(&sum), &self.select(table, digit));
        }
        sum
    }

    /// For each choice of teeth the sum of the generator's multiples at their places.
    fn comb(&self, distance: usize) -> Table<L> {
        let mut sums = vec![self.infinity()];
        let mut tooth = self.base;
        while sums.len() < 1 << TEETH {
            if sums.len() > 1 {
                tooth = (0..distance).fold(tooth, |tooth, _| self.double(&tooth));
            }
            let with_tooth: Vec<Point<L>> = sums.iter().map(|sum| self.add(sum, &tooth)).collect();
            sums.extend(with_tooth);
        }
        let mut table = [[Uint::<L>::ZERO; 3]; 1 << WINDOW];
        table.iter_mut().zip(&sums).for_each(|(entry, sum)| *entry = coordinates(sum));
        table
    }

    fn select(&self, table: &Table<L>, digit: u8) -> Point<L> {
        let mut chosen = [Uint::<L>::ZERO; 3];
        for (place, entry) in (0_u8..).zip(table) {
            let is_chosen = place.ct_eq(&digit);
            for (own, coordinate) in chosen.iter_mut().zip(entry) {
                *own = own.ct_select(coordinate, is_chosen);
            }
        }
        let [x, y, z] = chosen.map(|coordinate| Element::from_montgomery(coordinate, &self.field));
        Point { x, y, z }
    }
}

struct Factors<const L: usize> {
    left: Element<L>,
    right: Element<L>,
    slope: Element<L>,
    rest: Element<L>,
}

fn thrice<const L: usize>(element: &Element<L>) -> Element<L> {
    element.double().add(element)
}

impl<const L: usize> Arithmetic for Weierstrass<L> {
    fn generator(&self) -> Vec<u8> {
        self.write(&self.base).unwrap_or_default()
    }

    #[cfg(any(feature = "virtual-chip", feature = "system"))]
    fn order(&self) -> Vec<u8> {
        let mut order = Vec::new();
        push_number(&mut order, &self.order.modulus().get(), self.length());
        order
    }

    fn order_bits(&self) -> usize {
        self.bits
    }

    fn field_bits(&self) -> usize {
        self.bits
    }

    fn is_private_key(&self, number: &[u8]) -> bool {
        let Some(number) = uint::<L>(number) else { return false };
        bool::from(number.ct_gt(&Uint::ZERO) & number.ct_lt(self.order.modulus()))
    }

    fn is_point(&self, encoded: &[u8]) -> bool {
        self.read(encoded).is_some()
    }

    fn multiple(&self, point: &[u8], number: &[u8]) -> Option<Vec<u8>> {
        self.write(&self.times(&self.read(point)?, number))
    }

    fn multiple_of_generator(&self, number: &[u8]) -> Option<Vec<u8>> {
        self.write(&self.times_generator(number))
    }

    fn map_generic(&self, nonce: &[u8], shared: &[u8]) -> Option<Vec<u8>> {
        self.write(&self.add(&self.times_generator(nonce), &self.read(shared)?))
    }

    /// The encoding of Doc 9303-11 Appendix B, which needs a prime that is 3 modulo 4.
    fn map_integrated(&self, number: &[u8]) -> Option<Vec<u8>> {
        let modulus = self.field.modulus().get();
        let last = *modulus.to_be_bytes().as_ref().last()?;
        if last & 3 != 3 {
            return None;
        }
        let t = Element::new(
            &uint::<L>(&remainder(number, self.field.modulus().to_be_bytes().as_ref())?)?,
            &self.field,
        );
        let one = Element::one(&self.field);
        let a1 = t.square().neg();
        // X2 = -b / a · (1 + 1 / (a1 + a1²)).
        let inverse = a1.square().add(&a1).invert().into_option()?;
        let x2 = self.b.neg().mul(&self.a.invert().into_option()?).mul(&one.add(&inverse));
        let x3 = a1.mul(&x2);
        let h2 = self.right_side(&x2);
        let u = t.square().mul(&t).mul(&h2);
        // h2 to the power p - 1 - (p + 1) / 4.
        let quarter = modulus.shr_vartime(2).wrapping_add(&Uint::ONE);
        let exponent = modulus.wrapping_sub(&Uint::ONE).wrapping_sub(&quarter);
        let power = h2.pow(&exponent);
        let is_second = power.square().mul(&h2).ct_eq(&one);
        let choose = |second: &Element<L>, third: &Element<L>| {
            Element::from_montgomery(
                third.as_montgomery().ct_select(second.as_montgomery(), is_second),
                &self.field,
            )
        };
        let point = self.point(&choose(&x2, &x3), &choose(&power.mul(&h2), &power.mul(&u)));
        let encoded = self.write(&point)?;
        self.is_point(&encoded).then_some(encoded)
    }

    fn quotient(&self, number: &[u8], divisor: &[u8]) -> Option<Vec<u8>> {
        let enter = |number: &[u8]| uint::<L>(number).map(|number| Element::new(&number, &self.order));
        let quotient = enter(number)?.mul(&enter(divisor)?.invert().into_option()?);
        let mut bytes = Vec::new();
        push_number(&mut bytes, &quotient.retrieve(), self.length());
        Some(bytes)
    }
}

fn coordinates<const L: usize>(point: &Point<L>) -> Coordinates<L> {
    [point.x, point.y, point.z].map(|coordinate| coordinate.to_montgomery())
}

/// A big-endian number; `None` if it is longer than the size holds.
fn uint<const L: usize>(bytes: &[u8]) -> Option<Uint<L>> {
    let mut whole = Zeroizing::new(vec![0; Uint::<L>::BYTES]);
    let start = whole.len().checked_sub(bytes.len())?;
    whole.get_mut(start..)?.copy_from_slice(bytes);
    Some(Uint::from_be_slice(&whole))
}

/// Appends the last bytes of a number.
fn push_number<const L: usize>(out: &mut Vec<u8>, number: &Uint<L>, length: usize) {
    let bytes = number.to_be_bytes();
    let bytes: &[u8] = bytes.as_ref();
    out.extend(bytes.get(bytes.len().saturating_sub(length)..).unwrap_or_default());
}
