//! The rules that a whole zone keeps, each with the cells that it looks at: check digits, dates that exist, States that
//! there are, a document code that fits the layout.

use super::super::Mrz;
use super::super::cells::{Cells, MOST_CELLS};
use super::super::layout::{Field, Format};
use crate::State;

/// The cells that a rule looks at, a bit for each.
pub(super) type Cover = u128;

const _: () = assert!(MOST_CELLS <= 128);

/// The rules that the zone breaks, by the cells of each. One that the zone breaks as it was read, and that nothing mends, can
/// be let pass: `but_codes` leaves States out, since their lists lag behind.
pub(super) fn broken(mrz: &Mrz, but_codes: bool) -> Vec<Cover> {
    let mut broken: Vec<Cover> = Vec::new();
    for digit in mrz.check_digits().filter(|digit| !digit.is_valid()) {
        let spans = digit.covers().chain([digit.position()]);
        let mut cover = spans.fold(0, |cover, span| {
            let start = mrz.line_start(span.line);
            cover | bits((start + span.start, start + span.end))
        });
        // Whether a number goes on in the optional data decides what its digit covers.
        if digit.field() == Field::DocumentNumber
            && let (Some(goes_on), Some(digit)) = (mrz.layout().continuation, mrz.layout().digits.first())
        {
            cover |= bits(goes_on) | bits((digit.at, digit.at + 1));
        }
        broken.push(cover);
    }
    broken.extend(dates(mrz));
    if !but_codes {
        broken.extend(unknown_codes(mrz));
    }
    if !code_fits(mrz) {
        broken.push(bits((0, 5)));
    }
    broken
}

/// Whether the zone breaks no rule; the ones that most changes break are asked first.
pub(super) fn is_whole(mrz: &Mrz, but_codes: bool) -> bool {
    mrz.check_digits().all(|digit| digit.is_valid()) && broken(mrz, but_codes).is_empty()
}

/// Dates that are in no calendar.
fn dates(mrz: &Mrz) -> impl Iterator<Item = Cover> {
    let fields = [Field::BirthDate, Field::ExpiryDate].into_iter().filter(|field| mrz.has(*field));
    fields.filter(|field| !mrz.date(*field).can_exist()).filter_map(|field| cells_of(mrz, field))
}

/// The fields of codes that no table has.
fn unknown_codes(mrz: &Mrz) -> impl Iterator<Item = Cover> {
    let fields = [Field::IssuingState, Field::Nationality].into_iter().filter(|field| mrz.has(*field));
    fields
        .filter(|field| State::by_code3(&mrz.text(*field)).is_none())
        .filter_map(|field| cells_of(mrz, field))
}

/// Whether every State that the zone names is in the table.
pub(super) fn knows_codes(mrz: &Mrz) -> bool {
    unknown_codes(mrz).next().is_none()
}

/// The first letters belong to the layout (Doc 9303-4 to 7).
fn code_fits(mrz: &Mrz) -> bool {
    let [first, second] = mrz.code_cells();
    let of_card = matches!(first, b'A' | b'C' | b'I') && second != b'V';
    match mrz.format() {
        Format::Td3 => first == b'P',
        Format::Td1 => of_card,
        Format::Td2 => ((first, second) == (b'P', b'U') || of_card) && !mrz.zone.starts_with(b"IDFRA"),
        Format::MrvA | Format::MrvB => first == b'V',
        Format::FrenchIdentityCard => mrz.zone.starts_with(b"IDFRA"),
        _ => true,
    }
}

fn cells_of(mrz: &Mrz, field: Field) -> Option<Cover> {
    mrz.layout().field(field).map(bits)
}

pub(super) fn bits((start, end): Cells) -> Cover {
    (start..end).fold(0, |cover, at| cover | 1 << at)
}
