//! The weights 7, 3, 1 of check digits (Doc 9303-3 §4.9) over the values of cells.

use super::cells::{Cells, MOST_CELLS, Zone};

/// The value of a character: digits themselves, A to Z 10 to 35, the filler 0. Nothing else occurs in a zone.
pub(crate) const fn value(cell: u8) -> u8 {
    match cell {
        b'0'..=b'9' => cell - b'0',
        b'A'..=b'Z' => cell - b'A' + 10,
        _ => 0,
    }
}

/// A weight for each cell of the zone.
pub(super) type Weights = [u16; MOST_CELLS];

/// The weights of the covered cells. The weighting runs on over the ranges, it does not restart for each.
#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses an index out of bounds")]
pub(super) const fn weights(covers: &[Cells]) -> Weights {
    let mut weights = [0; MOST_CELLS];
    let mut phase = 0;
    let mut range = 0;
    while range < covers.len() {
        let (mut cell, end) = covers[range];
        while cell < end {
            weights[cell] = [7, 3, 1][phase % 3];
            phase += 1;
            cell += 1;
        }
        range += 1;
    }
    weights
}

/// The values of all cells of a zone. Made once for all its check digits; together with [`Values::digit`] in the form
/// of loops over arrays of fixed size, which the compiler turns into vector instructions.
#[derive(Clone)]
pub(super) struct Values([u16; MOST_CELLS]);

impl Values {
    pub(super) fn of(zone: &Zone) -> Values {
        let mut values = [0; MOST_CELLS];
        for (value, &cell) in values.iter_mut().zip(zone) {
            let cell = u16::from(cell);
            let letter = if cell >= 65 { cell.wrapping_sub(55) } else { 0 };
            let digit = if cell < 58 { cell.wrapping_sub(48) } else { 0 };
            *value = letter | digit;
        }
        Values(values)
    }

    /// The check digit by these weights. At most 90 cells of value 35 and weight 7 make 22,050: nothing overflows 16
    /// bits, and operations that need not ask for it become vector instructions.
    pub(super) fn digit(&self, weights: &Weights) -> u8 {
        let product = |(&value, &weight): (&u16, &u16)| value.wrapping_mul(weight);
        let sum = self.0.iter().zip(weights).map(product).fold(0, u16::wrapping_add);
        u8::try_from(sum % 10).unwrap_or(0) | b'0'
    }
}

/// A weighted sum that runs on over the pieces it is fed.
#[derive(Clone, Copy)]
pub(crate) struct Sum {
    total: usize,
    phase: usize,
}

impl Sum {
    pub(crate) const NEW: Sum = Sum { total: 0, phase: 0 };

    pub(crate) fn add(mut self, cells: &[u8]) -> Sum {
        for &cell in cells {
            let weight = match self.phase {
                0 => 7,
                1 => 3,
                _ => 1,
            };
            // Kept small, so that no length of text overflows it.
            self.total = (self.total + usize::from(value(cell)) * weight) % 10;
            self.phase = (self.phase + 1) % 3;
        }
        self
    }

    /// The check digit as printed.
    pub(crate) fn digit(self) -> u8 {
        u8::try_from(self.total).unwrap_or(0) + b'0'
    }
}
