//! What a group of points is: its constants, and its points.

use super::field::{Limbs, Modulus};

/// A point that is not infinity, coordinates in Montgomery form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Affine<const N: usize> {
    pub(crate) x: Limbs<N>,
    pub(crate) y: Limbs<N>,
}

/// A prime-order group of points on y² = x³ - 3x + b.
pub(crate) trait PrimeGroup<const N: usize>: 'static {
    /// The field of the coordinates.
    const FIELD: Modulus<N>;
    /// The order of the group.
    const ORDER: Modulus<N>;
    /// The coefficient b, in Montgomery form.
    const B: Limbs<N>;
    /// The base point, in Montgomery form.
    const BASE: Affine<N>;
    /// z² of the isomorphism from the r1 curve, in Montgomery form.
    const Z_SQUARED: Limbs<N>;
    /// z³ of the isomorphism from the r1 curve, in Montgomery form.
    const Z_CUBED: Limbs<N>;
    /// p - 1 = 2^TWO_ADICITY times an odd number.
    const TWO_ADICITY: usize;
    /// A number that is no square modulo p, where square roots need one.
    const NON_SQUARE: u64;

    /// Bits of the order.
    const BITS: usize;
}
