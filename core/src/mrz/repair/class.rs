//! What a cell may hold by its field, and which characters readers of OCR-B confuse.

use super::super::Mrz;
use super::super::layout::{Field, Format, Names};
use super::super::long_document_number::DocumentNumberForm;
use super::super::shape::is_cell;

/// Characters that readers of OCR-B confuse, in both directions.
#[rustfmt::skip]
const CONFUSED: &[(u8, u8)] = &[
    (b'0', b'O'), (b'0', b'D'), (b'0', b'Q'), (b'1', b'I'), (b'1', b'L'), (b'1', b'7'),
    (b'2', b'Z'), (b'3', b'8'), (b'4', b'A'), (b'5', b'S'), (b'6', b'G'), (b'7', b'T'),
    (b'8', b'B'), (b'O', b'Q'), (b'O', b'D'), (b'C', b'G'), (b'E', b'F'), (b'I', b'L'),
    (b'M', b'N'), (b'U', b'V'), (b'K', b'X'), (b'<', b'K'), (b'<', b'C'), (b'<', b'L'),
    (b'<', b'S'), (b'<', b'E'), (b'<', b' '),
];

/// Letters that a filler is read as.
pub(super) fn is_like_filler(cell: u8) -> bool {
    matches!(cell, b'K' | b'C' | b'S' | b'L' | b'E' | b'G' | b'X')
}

/// Whether a reader takes one for the other.
pub(super) fn is_confused(one: u8, other: u8) -> bool {
    CONFUSED.iter().any(|pair| *pair == (one, other) || *pair == (other, one))
}

/// The characters that this one is confused with.
pub(super) fn confused_with(cell: u8) -> impl Iterator<Item = u8> {
    CONFUSED.iter().filter_map(move |(one, other)| match cell {
        cell if cell == *one => Some(*other),
        cell if cell == *other => Some(*one),
        _ => None,
    })
}

/// What a cell may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Any,
    Digit,
    DigitOrFiller,
    LetterOrFiller,
    Sex,
}

impl Class {
    pub(super) fn holds(self, cell: u8) -> bool {
        match self {
            Class::Any => is_cell(cell),
            Class::Digit => cell.is_ascii_digit(),
            Class::DigitOrFiller => cell.is_ascii_digit() || cell == b'<',
            Class::LetterOrFiller => cell.is_ascii_uppercase() || cell == b'<',
            Class::Sex => matches!(cell, b'M' | b'F' | b'<'),
        }
    }

    /// Everything that the cell may hold.
    pub(super) fn members(self) -> impl Iterator<Item = u8> {
        (b'0'..=b'9').chain(b'A'..=b'Z').chain([b'<']).filter(move |cell| self.holds(*cell))
    }
}

/// What the cell at this place may hold.
pub(super) fn class_of(mrz: &Mrz, at: usize) -> Class {
    let layout = mrz.layout();
    if let Some(digit) = layout.digits.iter().find(|digit| digit.at == at) {
        let may_be_filler = match digit.field {
            // The filler in front of a number that goes on, and of an empty personal number.
            Field::DocumentNumber => layout.continuation.is_some(),
            Field::PersonalNumber => true,
            Field::ExpiryDate => mrz.has_no_expiry_by_order(),
            _ => false,
        };
        return if may_be_filler { Class::DigitOrFiller } else { Class::Digit };
    }
    if let DocumentNumberForm::Continued(long) = mrz.number_form()
        && at == long.digit_at()
    {
        return Class::Digit;
    }
    let within = |(start, end): (usize, usize)| (start..end).contains(&at);
    let in_name = match layout.names {
        Names::Joined(cells) => within(cells),
        Names::Apart(primary, secondary) => within(primary) || within(secondary),
        Names::Absent => false,
    };
    if in_name {
        return if mrz.name_digits_are_slips() { Class::LetterOrFiller } else { Class::Any };
    }
    let licence = matches!(mrz.format(), Format::DrivingLicence | Format::DutchDrivingLicence);
    let field = layout.fields.iter().find(|(_, cells)| within(*cells)).copied();
    if let Some((Field::BirthDate | Field::ExpiryDate, (start, _))) = field {
        // Of an unknown part both cells are fillers; beside a digit a filler is one that was read, or none.
        let cell = |at: usize| mrz.zone.get(at).copied().unwrap_or(b'<');
        let other = start + ((at - start) ^ 1);
        let may_be_filler = cell(at) == b'<' || !cell(other).is_ascii_digit();
        return if may_be_filler { Class::DigitOrFiller } else { Class::Digit };
    }
    match field.map(|(field, _)| field) {
        Some(Field::IssuingState | Field::Nationality) => Class::LetterOrFiller,
        // Driving licences have a digit in their code.
        Some(Field::DocumentCode) if !licence => Class::LetterOrFiller,
        Some(Field::Sex) => Class::Sex,
        _ => Class::Any,
    }
}
