//! The cells of a zone.

/// The most cells of any layout are the 90 of TD1. Rounded up, so that loops over all of them need no tail.
pub(super) const MOST_CELLS: usize = 96;

/// The cells of a zone; those after its end are fillers.
pub(super) type Zone = [u8; MOST_CELLS];

pub(super) const EMPTY: Zone = [b'<'; MOST_CELLS];

/// A half-open range of cells counted through the zone.
pub(super) type Cells = (usize, usize);
