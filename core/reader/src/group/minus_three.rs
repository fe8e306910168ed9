//! The isomorphic curve with a = -3 (RFC 5639 §3), on which sums cost less: (x, y) is (z²x, z³y) there.

use crypto_bigint::Uint;
use crypto_bigint::modular::{FixedMontyForm, FixedMontyParams};

type Element<const L: usize> = FixedMontyForm<L>;

/// The way to the other curve and back. Nothing of it is secret.
pub(super) struct MinusThree<const L: usize> {
    /// b of the other curve.
    pub(super) b: Element<L>,
    to: [Element<L>; 2],
    back: [Element<L>; 2],
}

impl<const L: usize> MinusThree<L> {
    /// `None` for a curve that has none, which none of the table is.
    pub(super) fn new(field: &FixedMontyParams<L>, a: &Element<L>, b: &Element<L>) -> Option<Self> {
        let one = Element::one(field);
        let three = one.double().add(&one);
        let fourth_power = three.neg().mul(&a.invert().into_option()?);
        let z = match fourth_power == one {
            true => one,
            false => fourth_root(&fourth_power, field)?,
        };
        let to = [z.square(), z.square().mul(&z)];
        let [x, y] = to;
        let back = [x.invert().into_option()?, y.invert().into_option()?];
        Some(MinusThree { b: b.mul(&y.square()), to, back })
    }

    /// Coordinates there of a point here.
    pub(super) fn to(&self, x: &Element<L>, y: &Element<L>) -> [Element<L>; 2] {
        let [of_x, of_y] = &self.to;
        [x.mul(of_x), y.mul(of_y)]
    }

    /// Coordinates here of a point there.
    pub(super) fn back(&self, x: &Element<L>, y: &Element<L>) -> [Element<L>; 2] {
        let [of_x, of_y] = &self.back;
        [x.mul(of_x), y.mul(of_y)]
    }
}

fn fourth_root<const L: usize>(number: &Element<L>, field: &FixedMontyParams<L>) -> Option<Element<L>> {
    let root = square_root(number, field)?;
    square_root(&root, field).or_else(|| square_root(&root.neg(), field))
}

/// Modulo a prime that is 3 modulo 4, as those of every curve with another a are (RFC 5639 §2.1).
fn square_root<const L: usize>(number: &Element<L>, field: &FixedMontyParams<L>) -> Option<Element<L>> {
    let exponent = field.modulus().get().shr_vartime(2).wrapping_add(&Uint::ONE);
    let root = number.pow(&exponent);
    (root.square() == *number).then_some(root)
}
