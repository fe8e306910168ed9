//! The name field (Doc 9303-3 section 4.6): primary identifier, two fillers, secondary identifier, one filler between
//! components, fillers to the end.

use super::layout::{Cells, Names};

/// The two identifiers, without fillers at their ends, and what is odd about the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) primary: Cells,
    pub(super) secondary: Cells,
    /// A second double filler, or more than two in a row, between components.
    pub(super) separators: bool,
    /// The field begins with a single filler.
    pub(super) leading_filler: bool,
    /// The last cell is in use, so the name may have been cut (Parts 4 to 7 section 4.2.3).
    pub(super) full: bool,
}

pub(super) fn read(zone: &[u8], names: &Names) -> Name {
    match names {
        Names::Joined(field) => joined(zone, *field),
        Names::Apart(primary, secondary) => apart(zone, *primary, *secondary),
    }
}

fn joined(zone: &[u8], (start, end): Cells) -> Name {
    let field = zone.get(start..end).unwrap_or(&[]);
    let used = field.iter().rposition(|&cell| cell != b'<').map_or(0, |last| last + 1);
    let name = field.get(..used).unwrap_or(&[]);
    let split = double_filler(name);
    let (primary, rest) = match split {
        Some(at) => ((start, start + at), (start + at + 2, start + used)),
        None => ((start, start + used), (start + used, start + used)),
    };
    let secondary = trimmed(zone, rest);
    let crowded = |cells: Cells| zone.get(cells.0..cells.1).and_then(double_filler).is_some();
    Name {
        primary: trimmed(zone, primary),
        secondary,
        separators: secondary.0 > rest.0 || crowded(secondary),
        leading_filler: name.starts_with(b"<") && split != Some(0),
        full: used == field.len(),
    }
}

/// The French card has a field for each identifier, and two fillers between given names.
fn apart(zone: &[u8], primary: Cells, secondary: Cells) -> Name {
    let used = |(start, end): Cells| zone.get(start..end).is_some_and(|field| field.last() != Some(&b'<'));
    Name {
        primary: trimmed(zone, primary),
        secondary: trimmed(zone, secondary),
        separators: false,
        leading_filler: zone.get(primary.0) == Some(&b'<') && trimmed(zone, primary).0 != primary.0,
        full: used(primary) || used(secondary),
    }
}

/// Where the first two fillers in a row stand.
fn double_filler(cells: &[u8]) -> Option<usize> {
    let mut before = false;
    for (at, &cell) in cells.iter().enumerate() {
        let filler = cell == b'<';
        if filler && before {
            return at.checked_sub(1);
        }
        before = filler;
    }
    None
}

/// Without fillers at either end.
fn trimmed(zone: &[u8], (start, end): Cells) -> Cells {
    let cells = zone.get(start..end).unwrap_or(&[]);
    let Some(first) = cells.iter().position(|&cell| cell != b'<') else { return (start, start) };
    let last = cells.iter().rposition(|&cell| cell != b'<').unwrap_or(first);
    (start + first, start + last + 1)
}
