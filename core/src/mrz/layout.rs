//! Where each field stands: the layouts of Doc 9303-4 §4.2 (TD3), 9303-5 (TD1), 9303-6 (TD2), 9303-7 (visas),
//! and the national ones that share their shape.
//!
//! Offsets here count cells through the whole zone, line after line, half-open; [`Layout::cell`] turns them into
//! lines and columns.

/// A layout of the machine readable zone.
///
/// ```
/// use doc9303::mrz::Format;
/// assert_eq!(Format::Td3.as_str(), "TD3");
/// assert_eq!(Format::MrvB.line_lengths(), [36, 36]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Format {
    /// Three lines of 30: cards (Part 5).
    Td1,
    /// Two lines of 36: older cards and emergency documents (Parts 6 and 8).
    Td2,
    /// Two lines of 44: passport books (Part 4).
    Td3,
    /// Visa of two lines of 44 (Part 7).
    MrvA,
    /// Visa of two lines of 36 (Part 7).
    MrvB,
    /// French identity card issued from 1988 to 2021, two lines of 36 that are not a TD2.
    FrenchIdentityCard,
    /// Driving licence with one line of 30 (ISO/IEC 18013-3), as France issues it.
    DrivingLicence,
    /// Driving licence with one line of 30 (ISO/IEC 18013-3), as the Netherlands issue it: without dates and names.
    DutchDrivingLicence,
    /// Driving licence of Switzerland and Liechtenstein, lines of 9, 30 and 30, without check digits.
    SwissDrivingLicence,
}

/// A field of the zone.
///
/// ```
/// use doc9303::{Mrz, mrz::Field};
/// let zone = Mrz::parse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")?;
/// assert_eq!(zone.text(Field::SecondaryIdentifier).as_str(), "ANNA MARIA");
/// assert!(!zone.has(Field::OptionalData1));
/// # Ok::<(), doc9303::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Field {
    /// Kind of document, one or two letters.
    DocumentCode,
    /// Issuing State or organisation.
    IssuingState,
    /// Document number, joined if it continues in the optional data.
    DocumentNumber,
    /// Nationality.
    Nationality,
    /// Date of birth.
    BirthDate,
    /// Date of expiry; on visas the last day of validity.
    ExpiryDate,
    /// Sex.
    Sex,
    /// Personal number or other optional data of a TD3, which has a check digit of its own.
    PersonalNumber,
    /// Optional data of TD2, visas and national layouts.
    OptionalData,
    /// Optional data in the first line of a TD1.
    OptionalData1,
    /// Optional data in the second line of a TD1.
    OptionalData2,
    /// Year and month of issue, at the start of the number of a French identity card.
    IssueMonth,
    /// Department that issued a French identity card.
    Department,
    /// Office of that department.
    Office,
    /// Primary identifier, as a rule the family name.
    PrimaryIdentifier,
    /// Secondary identifier, as a rule the given names.
    SecondaryIdentifier,
    /// What the composite check digit covers; a field of check digits only.
    Composite,
}

/// Cells of one line, half-open, line and columns from zero.
///
/// ```
/// use doc9303::{Mrz, mrz::Field};
/// let zone = Mrz::parse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")?;
/// let number = zone.ranges(Field::DocumentNumber).next().unwrap();
/// assert_eq!((number.line, number.start, number.end), (1, 0, 9));
/// # Ok::<(), doc9303::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// Line, from zero.
    pub line: usize,
    /// First column.
    pub start: usize,
    /// One past the last column.
    pub end: usize,
}

use super::cells::Cells;
use super::weighting::{Weights, weights};
use crate::vocabulary::stable_names;

/// A check digit: what it is for, where it is printed, what it covers in this order.
pub(super) struct Digit {
    pub(super) field: Field,
    pub(super) at: usize,
    pub(super) covers: &'static [Cells],
    /// The weight of each cell of the zone, 0 for those that are not covered.
    pub(super) weights: Weights,
}

/// How the two identifiers share the zone.
pub(super) enum Names {
    /// One field, split at the first double filler (Doc 9303-3 §4.6).
    Joined(Cells),
    /// A field for each.
    Apart(Cells, Cells),
    /// The zone has no name.
    Absent,
}

pub(super) struct Layout {
    pub(super) lines: &'static [usize],
    /// Fixed fields in the order in which they are reported; names come after them.
    pub(super) fields: &'static [(Field, Cells)],
    pub(super) names: Names,
    pub(super) digits: &'static [Digit],
    /// The optional data into which a long document number continues, if the layout allows it.
    pub(super) continuation: Option<Cells>,
}

use Field as F;

const fn digit(field: Field, at: usize, covers: &'static [Cells]) -> Digit {
    Digit { field, at, covers, weights: weights(covers) }
}

/// Doc 9303-5 §4.2.2. Lines start at 0, 30 and 60.
static TD1: Layout = Layout {
    lines: &[30, 30, 30],
    fields: &[
        (F::DocumentCode, (0, 2)),
        (F::IssuingState, (2, 5)),
        (F::DocumentNumber, (5, 14)),
        (F::Nationality, (45, 48)),
        (F::BirthDate, (30, 36)),
        (F::ExpiryDate, (38, 44)),
        (F::Sex, (37, 38)),
        (F::OptionalData1, (15, 30)),
        (F::OptionalData2, (48, 59)),
    ],
    names: Names::Joined((60, 90)),
    digits: &[
        digit(F::DocumentNumber, 14, &[(5, 14)]),
        digit(F::BirthDate, 36, &[(30, 36)]),
        digit(F::ExpiryDate, 44, &[(38, 44)]),
        digit(F::Composite, 59, &[(5, 30), (30, 37), (38, 45), (48, 59)]),
    ],
    continuation: Some((15, 30)),
};

/// Doc 9303-6 §4.2.2. The second line starts at 36.
static TD2: Layout = Layout {
    lines: &[36, 36],
    fields: &[
        (F::DocumentCode, (0, 2)),
        (F::IssuingState, (2, 5)),
        (F::DocumentNumber, (36, 45)),
        (F::Nationality, (46, 49)),
        (F::BirthDate, (49, 55)),
        (F::ExpiryDate, (57, 63)),
        (F::Sex, (56, 57)),
        (F::OptionalData, (64, 71)),
    ],
    names: Names::Joined((5, 36)),
    digits: &[
        digit(F::DocumentNumber, 45, &[(36, 45)]),
        digit(F::BirthDate, 55, &[(49, 55)]),
        digit(F::ExpiryDate, 63, &[(57, 63)]),
        digit(F::Composite, 71, &[(36, 46), (49, 56), (57, 71)]),
    ],
    continuation: Some((64, 71)),
};

/// Doc 9303-4 §4.2.2. The second line starts at 44.
static TD3: Layout = Layout {
    lines: &[44, 44],
    fields: &[
        (F::DocumentCode, (0, 2)),
        (F::IssuingState, (2, 5)),
        (F::DocumentNumber, (44, 53)),
        (F::Nationality, (54, 57)),
        (F::BirthDate, (57, 63)),
        (F::ExpiryDate, (65, 71)),
        (F::Sex, (64, 65)),
        (F::PersonalNumber, (72, 86)),
    ],
    names: Names::Joined((5, 44)),
    digits: &[
        digit(F::DocumentNumber, 53, &[(44, 53)]),
        digit(F::BirthDate, 63, &[(57, 63)]),
        digit(F::ExpiryDate, 71, &[(65, 71)]),
        digit(F::PersonalNumber, 86, &[(72, 86)]),
        digit(F::Composite, 87, &[(44, 54), (57, 64), (65, 87)]),
    ],
    continuation: None,
};

/// Doc 9303-7 §4.2: as TD3 up to the date, then optional data without a check digit, and no composite.
static MRV_A: Layout = Layout {
    lines: &[44, 44],
    fields: &[
        (F::DocumentCode, (0, 2)),
        (F::IssuingState, (2, 5)),
        (F::DocumentNumber, (44, 53)),
        (F::Nationality, (54, 57)),
        (F::BirthDate, (57, 63)),
        (F::ExpiryDate, (65, 71)),
        (F::Sex, (64, 65)),
        (F::OptionalData, (72, 88)),
    ],
    names: Names::Joined((5, 44)),
    digits: &[
        digit(F::DocumentNumber, 53, &[(44, 53)]),
        digit(F::BirthDate, 63, &[(57, 63)]),
        digit(F::ExpiryDate, 71, &[(65, 71)]),
    ],
    continuation: None,
};

/// Doc 9303-7 §5.2.
static MRV_B: Layout = Layout {
    lines: &[36, 36],
    fields: &[
        (F::DocumentCode, (0, 2)),
        (F::IssuingState, (2, 5)),
        (F::DocumentNumber, (36, 45)),
        (F::Nationality, (46, 49)),
        (F::BirthDate, (49, 55)),
        (F::ExpiryDate, (57, 63)),
        (F::Sex, (56, 57)),
        (F::OptionalData, (64, 72)),
    ],
    names: Names::Joined((5, 36)),
    digits: &[
        digit(F::DocumentNumber, 45, &[(36, 45)]),
        digit(F::BirthDate, 55, &[(49, 55)]),
        digit(F::ExpiryDate, 63, &[(57, 63)]),
    ],
    continuation: None,
};

/// Not in Doc 9303. The number is year and month of issue, department and serial; department and office are at the
/// end of the first line; the composite covers the whole first line. No nationality, no expiry.
static FRENCH_IDENTITY_CARD: Layout = Layout {
    lines: &[36, 36],
    fields: &[
        (F::DocumentCode, (0, 2)),
        (F::IssuingState, (2, 5)),
        (F::DocumentNumber, (36, 48)),
        (F::BirthDate, (63, 69)),
        (F::Sex, (70, 71)),
        (F::OptionalData, (30, 36)),
        (F::IssueMonth, (36, 40)),
        (F::Department, (30, 33)),
        (F::Office, (33, 36)),
    ],
    names: Names::Apart((5, 30), (49, 63)),
    digits: &[
        digit(F::DocumentNumber, 48, &[(36, 48)]),
        digit(F::BirthDate, 69, &[(63, 69)]),
        digit(F::Composite, 71, &[(0, 36), (36, 71)]),
    ],
    continuation: None,
};

/// The shape of ISO/IEC 18013-3 as printed on French licences: the number's digit covers everything before it.
static DRIVING_LICENCE: Layout = Layout {
    lines: &[30],
    fields: &[
        (F::DocumentCode, (0, 2)),
        (F::IssuingState, (2, 5)),
        (F::DocumentNumber, (5, 14)),
        (F::ExpiryDate, (15, 21)),
    ],
    names: Names::Joined((21, 29)),
    digits: &[digit(F::DocumentNumber, 14, &[(0, 14)]), digit(F::Composite, 29, &[(0, 29)])],
    continuation: None,
};

/// The shape of ISO/IEC 18013-3 as printed on Dutch licences: a version, the number, and characters chosen at random so
/// that the line can be the password of the chip. Its last cell is the only check digit.
static DUTCH_DRIVING_LICENCE: Layout = Layout {
    lines: &[30],
    fields: &[
        (F::DocumentCode, (0, 2)),
        (F::IssuingState, (2, 5)),
        (F::DocumentNumber, (6, 16)),
        (F::OptionalData, (16, 29)),
    ],
    names: Names::Absent,
    digits: &[digit(F::Composite, 29, &[(0, 29)])],
    continuation: None,
};

/// Not in Doc 9303. Line 1 is the number of the blank, line 2 holds the holder's number with the licence's version
/// behind it. Lines start at 0, 9 and 39.
static SWISS_DRIVING_LICENCE: Layout = Layout {
    lines: &[9, 30, 30],
    fields: &[
        (F::DocumentCode, (9, 11)),
        (F::IssuingState, (11, 14)),
        (F::DocumentNumber, (14, 26)),
        (F::BirthDate, (28, 34)),
        (F::OptionalData, (0, 9)),
    ],
    names: Names::Joined((39, 69)),
    digits: &[],
    continuation: None,
};

stable_names!(
    Format,
    "layout",
    Td1 = "TD1",
    Td2 = "TD2",
    Td3 = "TD3",
    MrvA = "MRV-A",
    MrvB = "MRV-B",
    FrenchIdentityCard = "ID-FRA",
    DrivingLicence = "DL-1",
    SwissDrivingLicence = "DL-CHE",
    DutchDrivingLicence = "DL-NLD",
);

impl Format {
    /// Whether it is a layout of Doc 9303 and not a national one.
    pub const fn is_standard(self) -> bool {
        matches!(self, Format::Td1 | Format::Td2 | Format::Td3 | Format::MrvA | Format::MrvB)
    }

    /// Whether it is a visa's (Part 7).
    pub const fn is_visa(self) -> bool {
        matches!(self, Format::MrvA | Format::MrvB)
    }

    /// The length of each line in characters.
    pub fn line_lengths(self) -> &'static [usize] {
        self.layout().lines
    }

    pub(super) fn layout(self) -> &'static Layout {
        match self {
            Format::Td1 => &TD1,
            Format::Td2 => &TD2,
            Format::Td3 => &TD3,
            Format::MrvA => &MRV_A,
            Format::MrvB => &MRV_B,
            Format::FrenchIdentityCard => &FRENCH_IDENTITY_CARD,
            Format::DrivingLicence => &DRIVING_LICENCE,
            Format::DutchDrivingLicence => &DUTCH_DRIVING_LICENCE,
            Format::SwissDrivingLicence => &SWISS_DRIVING_LICENCE,
        }
    }
}

impl Field {
    /// Every field, those of check digits only last.
    pub const ALL: [Field; 17] = [
        Field::DocumentCode,
        Field::IssuingState,
        Field::DocumentNumber,
        Field::Nationality,
        Field::BirthDate,
        Field::ExpiryDate,
        Field::Sex,
        Field::PersonalNumber,
        Field::OptionalData,
        Field::OptionalData1,
        Field::OptionalData2,
        Field::IssueMonth,
        Field::Department,
        Field::Office,
        Field::PrimaryIdentifier,
        Field::SecondaryIdentifier,
        Field::Composite,
    ];

    /// The stable name, such as `document_number`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Field::DocumentCode => "document_code",
            Field::IssuingState => "issuing_state",
            Field::DocumentNumber => "document_number",
            Field::Nationality => "nationality",
            Field::BirthDate => "birth_date",
            Field::ExpiryDate => "expiry_date",
            Field::Sex => "sex",
            Field::PersonalNumber => "personal_number",
            Field::OptionalData => "optional_data",
            Field::OptionalData1 => "optional_data_1",
            Field::OptionalData2 => "optional_data_2",
            Field::IssueMonth => "issue_month",
            Field::Department => "department",
            Field::Office => "office",
            Field::PrimaryIdentifier => "primary_identifier",
            Field::SecondaryIdentifier => "secondary_identifier",
            Field::Composite => "composite",
        }
    }
}

impl core::fmt::Display for Field {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Layout {
    /// The cells of a fixed field.
    pub(super) fn field(&self, field: Field) -> Option<Cells> {
        self.fields.iter().find(|(name, _)| *name == field).map(|(_, cells)| *cells)
    }

    /// Line and column of a cell.
    pub(super) fn cell(&self, at: usize) -> (usize, usize) {
        let mut column = at;
        for (line, length) in self.lines.iter().enumerate() {
            if column < *length {
                return (line, column);
            }
            column -= length;
        }
        (self.lines.len(), column)
    }

    /// Cells of one line as a span. No field and no covered range crosses a line.
    pub(super) fn span(&self, (start, end): Cells) -> Span {
        let (line, column) = self.cell(start);
        Span { line, start: column, end: column + end.saturating_sub(start) }
    }
}
