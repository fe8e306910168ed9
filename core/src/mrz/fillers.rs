//! Where the fillers of a zone stand, as bits: tells where values begin and end with a few operations on one number.

use super::cells::{Cells, Zone};

/// A bit for each cell that is a filler, the first cell's the lowest.
#[derive(Clone, Copy)]
pub(super) struct Fillers(u128);

/// One in each byte, and the highest bit of each.
const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = ONES << 7;
const FILLERS: u64 = 0x3C3C_3C3C_3C3C_3C3C;
/// Gathers the lowest bits of eight bytes in the highest byte of the product.
const GATHER: u64 = 0x0102_0408_1020_4080;

impl Fillers {
    pub(super) fn of(zone: &Zone) -> Fillers {
        let mut bits = 0;
        for word in zone.as_chunks::<8>().0.iter().rev() {
            let differ = u64::from_le_bytes(*word) ^ FILLERS;
            // Cells are ASCII, so no byte's sum carries into the next: its high bit tells whether it differs.
            let same = !differ.wrapping_add(HIGH - ONES) & HIGH;
            bits = (bits << 8) | u128::from((same >> 7).wrapping_mul(GATHER) >> 56);
        }
        Fillers(bits)
    }

    /// The cells from the first to the last that is no filler, and whether fillers are between.
    pub(super) fn used(self, (start, end): Cells) -> (usize, usize, bool) {
        let letters = field_bits(!self.0, start) & low_mask(end - start);
        if letters == 0 {
            return (start, start, false);
        }
        let (first, after) = (letters.trailing_zeros(), u64::BITS - letters.leading_zeros());
        let pieces = letters.count_ones() != after - first;
        (start + index(first), start + index(after), pieces)
    }

    /// The first of two fillers in a row.
    pub(super) fn double(self, (start, end): Cells) -> Option<usize> {
        let pairs = self.0 & (self.0 >> 1);
        let pairs = field_bits(pairs, start) & low_mask((end - start).saturating_sub(1));
        (pairs != 0).then(|| start + index(pairs.trailing_zeros()))
    }

    /// Whether the last cell of a field is in use.
    pub(super) fn fill_to_end(self, (start, end): Cells) -> bool {
        self.used((start, end)).1 == end && end > start
    }
}

/// The bits of a field: none is longer than 39 cells.
fn field_bits(bits: u128, start: usize) -> u64 {
    u64::try_from((bits >> start) & u128::from(u64::MAX)).unwrap_or(0)
}

fn low_mask(count: usize) -> u64 {
    (1 << count) - 1
}

/// A bit's place is below 64.
fn index(bit: u32) -> usize {
    usize::try_from(bit).unwrap_or(0)
}
