//! Every value of a zone in one go, for columns.

use super::Mrz;
use super::cells::Cells;
use super::fillers::Fillers;
use super::layout::Field;
use super::long_document_number::DocumentNumberForm;
use super::name;
use super::text::Text;

impl Mrz {
    /// Hands every field of the layout with its value to `take`, in the order of [`Mrz::fields`]: the quick way to fill
    /// columns with the zones of many documents. Dates are reported as printed, fillers included.
    ///
    /// ```
    /// use doc9303::{Mrz, mrz::Field};
    /// let zone = Mrz::parse("I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<")?;
    /// let mut texts = Vec::new();
    /// zone.each_text(|field, text| texts.push((field, text.to_owned())));
    /// assert!(texts.iter().map(|(field, _)| *field).eq(zone.fields()));
    /// assert!(texts.contains(&(Field::SecondaryIdentifier, "ANNA MARIA".to_owned())));
    /// assert!(texts.contains(&(Field::BirthDate, "740812".to_owned())));
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
