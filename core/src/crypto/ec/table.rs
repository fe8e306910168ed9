//! Tables for keys that verify more than once, as those of a CSCA do.
//!
//! A factor of b bits is cut into eight segments. With the multiples of 2^(b/8 j) Q at hand for each segment j, the
//! segments share one chain of b/8 doublings, an eighth of what a key seen for the first time needs.
#![allow(clippy::indexing_slicing, reason = "tables of fixed size; indices are bounded where they arise")]

use super::field::Limbs;
use super::groups::PrimeGroup;
use super::point::{Affine, Jacobian, digits, multiple, odd_multiples};
use core::any::Any;
use core::sync::atomic::{AtomicBool, Ordering};
use std::sync::OnceLock;

/// Segments of a factor.
const SEGMENTS: usize = 8;
/// Bits of a digit.
const WIDTH: u32 = 6;
/// Odd multiples for each segment.
const MULTIPLES: usize = 1 << (WIDTH - 2);

/// Odd multiples of 2^(length j) P for each segment j: 8 KB for 256 bits, 16 KB for 512.
pub(crate) struct SegmentTable<const N: usize>(Vec<[Affine<N>; MULTIPLES]>);

impl<const N: usize> SegmentTable<N> {
    /// Computes the table of a point, for the time of one and a half verifications without it.
    pub(crate) fn new<C: PrimeGroup<N>>(point: &Affine<N>) -> Self {
        let mut segments = Vec::with_capacity(SEGMENTS);
        let mut start = *point;
        loop {
            segments.push(odd_multiples::<C, N, MULTIPLES>(&start));
            if segments.len() == SEGMENTS {
                return SegmentTable(segments);
            }
            let mut next = Jacobian::from_affine::<C>(&start);
            for _ in 0..segment_length::<C, N>() {
                next = next.doubled::<C>();
            }
            // A power of two times a point of odd prime order is not infinity.
            start = next.to_affine::<C>().unwrap_or(start);
        }
    }
}

/// Bits of a segment: together they hold the order and the carry of its last digit.
const fn segment_length<C: PrimeGroup<N>, const N: usize>() -> usize {
    C::BITS / SEGMENTS + 1
}

/// u P + v Q from their tables.
pub(crate) fn sum_from_tables<C: PrimeGroup<N>, const N: usize>(
    u: &Limbs<N>,
    p: &SegmentTable<N>,
    v: &Limbs<N>,
    q: &SegmentTable<N>,
) -> Jacobian<N> {
    let u = digits(u, WIDTH);
    let v = digits(v, WIDTH);
    let length = segment_length::<C, N>();
    let mut sum = Jacobian::INFINITY;
    for place in (0..length).rev() {
        if !sum.is_infinity() {
            sum = sum.doubled::<C>();
        }
        for (digits, table) in [(&u, p), (&v, q)] {
            for (segment, multiples) in table.0.iter().enumerate() {
                match digits.get(segment * length + place) {
                    None | Some(0) => {}
                    Some(digit) => sum = sum.added::<C>(&multiple::<C, N>(multiples, *digit)),
                }
            }
        }
    }
    sum
}

/// What is kept with a key: whether it has verified before, and from the second time on its table.
#[derive(Default)]
pub(crate) struct Prepared {
    is_seen: AtomicBool,
    /// A [`SegmentTable`] of the limbs of the key's curve.
    table: OnceLock<Box<dyn Any + Send + Sync>>,
}

impl Prepared {
    /// The table, made when the key is seen for the second time.
    pub(crate) fn table<C: PrimeGroup<N>, const N: usize>(&self, q: &Affine<N>) -> Option<&SegmentTable<N>> {
        let table = match self.table.get() {
            Some(table) => table,
            None if !self.is_seen.swap(true, Ordering::Relaxed) => return None,
            None => self.table.get_or_init(|| Box::new(SegmentTable::new::<C>(q))),
        };
        table.downcast_ref()
    }
}

impl core::fmt::Debug for Prepared {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Prepared").field("has_table", &self.table.get().is_some()).finish()
    }
}
