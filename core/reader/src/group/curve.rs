//! Elliptic curves y² = x³ + ax + b with complete formulas (Renes, Costello, Batina, "Complete addition formulas for prime
//! order elliptic curves", 2015, §3): one addition for all pairs of points, infinity included, and so no branch.

use super::modulo::remainder;
use super::numbers::bytes_of;
use crypto_bigint::modular::{FixedMontyForm, FixedMontyParams};
use crypto_bigint::{CtEq, CtGt, CtLt, CtSelect, Odd, U192, U256, U320, U384, U512, U576, Uint};
use doc9303_crypto::Curve;
use std::sync::Arc;
use zeroize::{Zeroize, Zeroizing};

/// The form of an uncompressed point (SEC 1 §2.3.3).
const UNCOMPRESSED: u8 = 0x04;
/// Bits of the scalar that one step takes.
const WINDOW: usize = 4;

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
    fn map_generic(&self, nonce: &[u8], shared: &[u8]) -> Option<Vec<u8>>;
    fn map_integrated(&self, number: &[u8]) -> Option<Vec<u8>>;
    fn quotient(&self, number: &[u8], divisor: &[u8]) -> Option<Vec<u8>>;
}

/// The arithmetic of a curve, of the smallest size that holds its numbers.
pub(super) fn arithmetic(curve: &Curve) -> Option<Arc<dyn Arithmetic>> {
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

/// A point in projective coordinates; infinity is (0 : 1 : 0).
#[derive(Clone, Copy)]
struct Point<const L: usize> {
    x: Element<L>,
    y: Element<L>,
    z: Element<L>,
}

/// The coordinates of a multiple, without the modulus beside each: what a table holds and a selection reads.
type Coordinates<const L: usize> = [Uint<L>; 3];

struct Weierstrass<const L: usize> {
    field: FixedMontyParams<L>,
    order: FixedMontyParams<L>,
    a: Element<L>,
    b: Element<L>,
    three_b: Element<L>,
    base: Point<L>,
    /// Bits of the field, and of the order.
    bits: usize,
}

impl<const L: usize> Weierstrass<L> {
    fn new(curve: &Curve) -> Option<Self> {
        let number = |digits: &str| uint::<L>(&bytes_of(digits));
        let modulus = |digits: &str| Odd::new(number(digits)?).into_option().map(FixedMontyParams::new);
        let (field, order) = (modulus(curve.p)?, modulus(curve.n)?);
        let element = |digits: &str| number(digits).map(|number| Element::new(&number, &field));
        let b = element(curve.b)?;
        let base = Point { x: element(curve.gx)?, y: element(curve.gy)?, z: Element::one(&field) };
        let three_b = b.double().add(&b);
        Some(Weierstrass { field, order, a: element(curve.a)?, b, three_b, base, bits: curve.bits })
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
        bool::from(y.square().ct_eq(&self.right_side(&x))).then(|| Point {
            x,
            y,
            z: Element::one(&self.field),
        })
    }

    /// Writes a point uncompressed; `None` for infinity.
    fn write(&self, point: &Point<L>) -> Option<Vec<u8>> {
        let inverse = point.z.invert().into_option()?;
        let mut encoded = vec![UNCOMPRESSED];
        for coordinate in [point.x, point.y] {
            push_number(&mut encoded, &coordinate.mul(&inverse).retrieve(), self.length());
        }
        Some(encoded)
    }

    /// The sum of any two points (algorithm 1).
    fn add(&self, one: &Point<L>, other: &Point<L>) -> Point<L> {
        let (xx, yy, zz) = (one.x.mul(&other.x), one.y.mul(&other.y), one.z.mul(&other.z));
        let cross = |p: [&Element<L>; 2], q: [&Element<L>; 2], squares: [&Element<L>; 2]| {
            let [[p, p2], [q, q2], [s, s2]] = [p, q, squares];
            p.add(p2).mul(&q.add(q2)).sub(&s.add(s2))
        };
        let xy = cross([&one.x, &one.y], [&other.x, &other.y], [&xx, &yy]);
        let xz = cross([&one.x, &one.z], [&other.x, &other.z], [&xx, &zz]);
        let yz = cross([&one.y, &one.z], [&other.y, &other.z], [&yy, &zz]);
        self.combine(&Products { xx, yy, zz, xy, xz, yz })
    }

    /// Twice a point (algorithm 3).
    fn double(&self, point: &Point<L>) -> Point<L> {
        let Point { x, y, z } = point;
        let (xx, yy, zz) = (x.square(), y.square(), z.square());
        let (xy, xz, yz) = (x.mul(y).double(), x.mul(z).double(), y.mul(z).double());
        self.combine(&Products { xx, yy, zz, xy, xz, yz })
    }

    /// The second half of both formulas.
    fn combine(&self, products: &Products<L>) -> Point<L> {
        let Products { xx, yy, zz, xy, xz, yz } = products;
        let middle = self.a.mul(xz).add(&self.three_b.mul(zz));
        let (left, right) = (yy.sub(&middle), yy.add(&middle));
        let azz = self.a.mul(zz);
        let slope = xx.double().add(xx).add(&azz);
        let rest = self.three_b.mul(xz).add(&self.a.mul(&xx.sub(&azz)));
        Point {
            x: xy.mul(&left).sub(&yz.mul(&rest)),
            y: left.mul(&right).add(&slope.mul(&rest)),
            z: yz.mul(&right).add(&xy.mul(&slope)),
        }
    }

    /// A point times a big-endian number, four bits a step, with every entry of the table read at each.
    fn times(&self, point: &Point<L>, number: &[u8]) -> Point<L> {
        let mut table = Zeroizing::new([[Uint::<L>::ZERO; 3]; 1 << WINDOW]);
        let mut multiple = self.infinity();
        for entry in table.iter_mut() {
            *entry = coordinates(&multiple);
            multiple = self.add(&multiple, point);
        }
        let mut sum = self.infinity();
        for digit in number.iter().flat_map(|byte| [byte >> WINDOW, byte & 0x0F]) {
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

    fn select(&self, table: &[Coordinates<L>; 1 << WINDOW], digit: u8) -> Point<L> {
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

/// The products of the coordinates of two points, those of unlike coordinates taken both ways.
struct Products<const L: usize> {
    xx: Element<L>,
    yy: Element<L>,
    zz: Element<L>,
    xy: Element<L>,
    xz: Element<L>,
    yz: Element<L>,
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

    fn map_generic(&self, nonce: &[u8], shared: &[u8]) -> Option<Vec<u8>> {
        self.write(&self.add(&self.times(&self.base, nonce), &self.read(shared)?))
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
        let point = Point { x: choose(&x2, &x3), y: choose(&power.mul(&h2), &power.mul(&u)), z: one };
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
