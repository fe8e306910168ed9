//! Document numbers longer than nine characters (Doc 9303-5 note j and §4.2.4, Doc 9303-6 note j): nine
//! characters in the number field, a filler for the check digit, and the rest, the check digit and a filler at the
//! start of the optional data.

use super::cells::{Cells, Zone};
use super::layout::Layout;
use super::weighting::Sum;

/// How the document number is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum DocumentNumberForm {
    /// In its field, with its check digit behind it.
    Plain,
    /// It goes on in the optional data.
    Continued(Continued),
    /// A filler in place of the check digit, and the digit alone at the start of the optional data: no rest of a
    /// number is before it, so it is not the long form, and the check digit is wrong.
    Displaced,
}

/// Kept small, because every zone carries it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Continued {
    principal: (u8, u8),
    rest: (u8, u8),
    /// Whether the check digit fits only if the filler in the number field's check digit cell is weighed too, as
    /// Belgian cards did until about 2020.
    pub(super) weighs_filler: bool,
    /// Whether the filler that must close the number is there.
    pub(super) closed: bool,
    /// The check digit that is right: by the weighting that fits, else by the standard's.
    pub(super) computed: u8,
}

impl Continued {
    /// The cells in the number field.
    pub(super) fn principal(self) -> Cells {
        (usize::from(self.principal.0), usize::from(self.principal.1))
    }

    /// The rest of the number in the optional data.
    pub(super) fn rest(self) -> Cells {
        (usize::from(self.rest.0), usize::from(self.rest.1))
    }

    /// The cell of the check digit, just behind the rest.
    pub(super) fn digit_at(self) -> usize {
        usize::from(self.rest.1)
    }
}

/// Reads the form of the document number. `may_decline`: the optional data can mean something else (the airline code
/// of a crew member certificate), so a long number is assumed only if its check digit fits.
pub(super) fn read(zone: &Zone, layout: &Layout, may_decline: bool) -> DocumentNumberForm {
    let Some((start, end)) = layout.continuation else { return DocumentNumberForm::Plain };
    let Some(digit) = layout.digits.first() else { return DocumentNumberForm::Plain };
    let Some(&principal) = digit.covers.first() else { return DocumentNumberForm::Plain };
    let cells = |(start, end): Cells| zone.get(start..end).unwrap_or(&[]);
    if zone.get(digit.at) != Some(&b'<') || cells(principal).iter().all(|&cell| cell == b'<') {
        return DocumentNumberForm::Plain;
    }
    let optional = cells((start, end));
    let run = optional.iter().take_while(|&&cell| cell != b'<').count();
    let is_digit = |at: usize| zone.get(at).is_some_and(u8::is_ascii_digit);
    match run {
        0 => return DocumentNumberForm::Plain,
        1 => return if is_digit(start) { DocumentNumberForm::Displaced } else { DocumentNumberForm::Plain },
        _ => {}
    }
    let digit_at = start + run - 1;
    if !is_digit(digit_at) {
        return DocumentNumberForm::Plain;
    }
    let rest = (start, digit_at);
    let by_standard = Sum::NEW.add(cells(principal)).add(cells(rest)).digit();
    let with_filler = Sum::NEW.add(cells(principal)).add(b"<").add(cells(rest)).digit();
    let printed = zone.get(digit_at).copied().unwrap_or(b'<');
    let weighs_filler = printed != by_standard && printed == with_filler;
    let closed = run < optional.len();
    if may_decline && printed != by_standard && !weighs_filler {
        return DocumentNumberForm::Plain;
    }
    let computed = if weighs_filler { with_filler } else { by_standard };
    let narrow = |(start, end): Cells| Some((u8::try_from(start).ok()?, u8::try_from(end).ok()?));
    match (narrow(principal), narrow(rest)) {
        (Some(principal), Some(rest)) => {
            DocumentNumberForm::Continued(Continued { principal, rest, weighs_filler, closed, computed })
        }
        _ => DocumentNumberForm::Plain,
    }
}
