//! Every value of a zone in one go, for columns: where the fillers of a zone stand, as bits, tells where values begin and
//! end with a few operations on one number.

use super::Mrz;
use super::layout::{Cells, Field};
use super::long_document_number::DocumentNumberForm;
use super::name;
use super::shape::Zone;
use super::text::Text;

impl Mrz {
    /// Hands every field of the layout with its value to `take`, in the order of [`Mrz::fields`]: the quick way to fill
    /// columns with the zones of many documents. Dates are reported as printed, fillers included.
    ///
    /// ```
    /// use doc9303::{Mrz, mrz::Field};
    /// let zone = Mrz::parse("I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<")?;
    /// let mut told = Vec::new();
    /// zone.each_text(|field, text| told.push((field, text.to_owned())));
    /// assert!(told.iter().map(|(field, _)| *field).eq(zone.fields()));
    /// assert!(told.contains(&(Field::SecondaryIdentifier, "ANNA MARIA".to_owned())));
    /// assert!(told.contains(&(Field::BirthDate, "740812".to_owned())));
    /// # Ok::<(), doc9303::Error>(())
    /// ```
    pub fn each_text(&self, mut take: impl FnMut(Field, &str)) {
        self.each_value(|field, cells, length| {
            let value = cells.get(..length).and_then(|cells| core::str::from_utf8(cells).ok());
            take(field, value.unwrap_or(""));
        });
    }

    /// As [`Mrz::each_text`], but passes the value with the bytes that follow it in memory, and its length: a column copies
    /// a fixed number of bytes faster than the exact one.
    ///
    /// ```
    /// use doc9303::{Mrz, mrz::Field};
    /// let zone = Mrz::parse("I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<")?;
    /// zone.each_value(|field, bytes, length| {
    ///     if field == Field::IssuingState {
    ///         assert_eq!(&bytes[..length], b"UTO");
    ///     }
    /// });
    /// # Ok::<(), doc9303::Error>(())
    /// ```
    pub fn each_value(&self, mut take: impl FnMut(Field, &[u8], usize)) {
        let fillers = Fillers::of(&self.zone);
        let cells_from = |start: usize| self.zone.get(start..).unwrap_or(&[]);
        let mut tell = |field, cells: Cells| match (field, self.form) {
            (Field::DocumentNumber, DocumentNumberForm::Continued(_)) => {
                take(field, self.number.as_bytes(), self.number.len());
            }
            (Field::BirthDate | Field::ExpiryDate, _) => take(field, cells_from(cells.0), cells.1 - cells.0),
            _ => match fillers.used(cells) {
                // Fast path: most values contain no filler, so the slice is passed without copying.
                (start, end, false) => take(field, cells_from(start), end - start),
                (start, end, true) => {
                    let cells = self.cells((start, end));
                    let single = fillers.double((start, end)).is_none();
                    let text = if single { Text::spaced(cells) } else { Text::from_cells(cells) };
                    take(field, text.as_bytes(), text.len());
                }
            },
        };
        for (field, cells) in self.layout().fields {
            match self.form {
                DocumentNumberForm::Continued(_) => tell(*field, self.field_cells(*field).unwrap_or(*cells)),
                _ => tell(*field, *cells),
            }
        }
        if !self.has(Field::PrimaryIdentifier) {
            return;
        }
        let (primary, secondary) = name::identifiers(fillers, &self.layout().names);
        tell(Field::PrimaryIdentifier, primary);
        tell(Field::SecondaryIdentifier, secondary);
    }
}

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
