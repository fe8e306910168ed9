//! Sums of two multiples from tables: of the base point and, for keys that verify more than once, of the key.
//!
//! A factor of b bits is cut into eight segments. With the multiples of 2^(b/8 j) Q at hand for each segment j, the
//! segments share one chain of b/8 doublings, an eighth of what a key seen for the first time needs.
#![allow(clippy::indexing_slicing, reason = "tables of fixed size; indices are bounded where they arise")]

use super::field::Limbs;
use super::group::{Affine, PrimeGroup};
use super::point::{Jacobian, digits, multiple, odd_multiples};
use core::any::Any;
use core::sync::atomic::{AtomicBool, Ordering};
use std::sync::OnceLock;

/// Bits of a digit of the base point's factor: its table is made once, so it may be large.
const BASE_WIDTH: u32 = 8;
/// Odd multiples of the base point: G, 3G, .. 127G.
const BASE_MULTIPLES: usize = 1 << (BASE_WIDTH - 2);
/// Bits of a digit of the key's factor: its table is made for each signature.
const KEY_WIDTH: u32 = 5;
/// Odd multiples of the key: Q, 3Q, .. 15Q.
const KEY_MULTIPLES: usize = 1 << (KEY_WIDTH - 2);
/// Segments of a factor.
const SEGMENTS: usize = 8;
/// Bits of a digit.
const WIDTH: u32 = 6;
/// Odd multiples for each segment.
const MULTIPLES: usize = 1 << (WIDTH - 2);

/// A group with tables of its base point.
pub(crate) trait Tables<const N: usize>: PrimeGroup<N> {
    /// Multiples of the base point, computed when first needed.
    fn base_table() -> &'static BaseTable<N>;

    /// The base point's table by segments, computed when first needed.
    fn base_segments() -> &'static SegmentTable<N>;
}

/// Odd multiples of the base point.
pub(crate) struct BaseTable<const N: usize>([Affine<N>; BASE_MULTIPLES]);

impl<const N: usize> BaseTable<N> {
    /// Computes the table of a group.
    pub(crate) fn new<C: PrimeGroup<N>>() -> Self {
        BaseTable(odd_multiples::<C, N, BASE_MULTIPLES>(&C::BASE))
    }
}

/// u G + v Q: both factors' digits are added along one chain of doublings.
pub(crate) fn sum_of_multiples<C: Tables<N>, const N: usize>(
    u: &Limbs<N>,
    v: &Limbs<N>,
    q: &Affine<N>,
) -> Jacobian<N> {
    let base = &C::base_table().0;
    let key = odd_multiples::<C, N, KEY_MULTIPLES>(q);
    let u = digits(u, BASE_WIDTH);
    let v = digits(v, KEY_WIDTH);
    let mut sum = Jacobian::INFINITY;
    for (u, v) in u.iter().zip(&v).rev() {
        if !sum.is_infinity() {
            sum = sum.doubled::<C>();
        }
        if *u != 0 {
            sum = sum.added::<C>(&multiple::<C, N>(base, *u));
        }
        if *v != 0 {
            sum = sum.added::<C>(&multiple::<C, N>(&key, *v));
        }
    }
    sum
}

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
