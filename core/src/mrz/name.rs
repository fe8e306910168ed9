//! The name field (Doc 9303-3 §4.6): primary identifier, two fillers, secondary identifier, one filler between
//! components, fillers to the end.

use super::cells::Cells;
use super::fillers::Fillers;
use super::layout::Names;

/// The two identifiers, without fillers at their ends, and what is odd about the field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) primary: Cells,
    pub(super) secondary: Cells,
    /// A second double filler, or more than two in a row, between components.
    pub(super) separators: bool,
    /// The field begins with a single filler.
    pub(super) leading_filler: bool,
    /// The last cell is in use, so the name may have been cut (Parts 4 to 7 §4.2.3).
    pub(super) full: bool,
}

pub(super) fn read(fillers: Fillers, names: &Names) -> Name {
    let (primary, rest) = identifiers(fillers, names);
    let secondary = fillers.used(rest);
    let (separators, begin, full) = match *names {
        Names::Joined(field) => {
            let crowded = fillers.double((secondary.0, secondary.1)).is_some();
            (secondary.0 > rest.0 || crowded, field, fillers.fill_to_end(field))
        }
        Names::Absent => (false, (0, 0), false),
        // Two fillers between given names belong to the French card.
        Names::Apart(one, other) => (false, one, fillers.fill_to_end(one) || fillers.fill_to_end(other)),
    };
    let primary = fillers.used(primary);
    Name {
        primary: (primary.0, primary.1),
        secondary: (secondary.0, secondary.1),
        separators,
        leading_filler: primary.0 > begin.0,
        full,
    }
}

/// The cells of the two identifiers, fillers at their ends included. The French card has a field for each.
pub(super) fn identifiers(fillers: Fillers, names: &Names) -> (Cells, Cells) {
    let field = match *names {
        Names::Joined(field) => field,
        Names::Apart(primary, secondary) => return (primary, secondary),
        Names::Absent => return ((0, 0), (0, 0)),
    };
    let name = (field.0, fillers.used(field).1);
    match fillers.double(name) {
        Some(at) => ((name.0, at), (at + 2, name.1)),
        None => (name, (name.1, name.1)),
    }
}
