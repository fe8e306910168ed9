//! A zone whose text is in one column of a table, or in one for each line.

use crate::columns::{Cells, column};
use arrow_array::RecordBatch;
use arrow_schema::ArrowError;

/// A column of zones, or one for each line of them.
pub(super) struct ZoneCells(Vec<Cells>);

impl ZoneCells {
    pub(super) fn new(batch: &RecordBatch, places: &[usize]) -> Result<ZoneCells, ArrowError> {
        let cells = places.iter().map(|place| Cells::new(column(batch, *place)?));
        cells.collect::<Result<_, ArrowError>>().map(ZoneCells)
    }

    /// The text of a row, put together in `lines` if it has several columns; `None` where all of them are null.
    pub(super) fn get<'a>(&'a self, row: usize, lines: &'a mut Vec<u8>) -> Option<&'a [u8]> {
        if let [single] = self.0.as_slice() {
            return single.get(row);
        }
        lines.clear();
        let mut is_given = false;
        for line in self.0.iter().filter_map(|cells| cells.get(row)) {
            is_given = true;
            // A card has a third line and a passport none: what is blank is no line.
            if !line.trim_ascii().is_empty() {
                lines.extend_from_slice(line);
                lines.push(b'\n');
            }
        }
        is_given.then_some(lines.as_slice())
    }
}
