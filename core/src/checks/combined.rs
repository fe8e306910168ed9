//! What printed zone and chip say together (TR-03135-1 §5.7.2): `combined.mrz_dg1`.

use super::Zones;
use crate::lds::{AccessPassword, Chip};
use crate::mrz::Field;
use crate::report::CheckResult;
use crate::vocabulary::{Check, Fact, Message, Reason, count};
use crate::{Code, Mrz};
use std::sync::Arc;

/// Fields whose difference alone decides nothing (TR-03135-1 §5.7.2).
const OPTIONAL: [Field; 4] =
    [Field::PersonalNumber, Field::OptionalData, Field::OptionalData1, Field::OptionalData2];

/// `combined.mrz_dg1`: `None` if no zone was printed or no chip given.
pub(crate) fn check_mrz_dg1(zones: &Zones<'_>, chip: Option<&Chip>) -> Option<CheckResult> {
    let check = Check::CombinedMrzDg1;
    let chip = chip?;
    let Some(printed) = zones.given() else {
        let by_number = chip.access().and_then(|access| access.password) == Some(AccessPassword::Can);
        let reason = Reason::new(Code::CombinedAccessWithoutMrz, Message::OpenedByAccessNumber {});
        return by_number.then(|| CheckResult::not_supported(check, reason));
    };
    Some(match (printed, zones.given_dg1()) {
        (Err(error), _) => CheckResult::undetermined(check, error),
        (_, Some(Err(error))) => CheckResult::undetermined(check, error),
        (_, None) => {
            let message = Message::NotHandedOver { file: "EF.DG1".into() };
            CheckResult::undetermined(check, Reason::new(Code::FileNotRead, message))
        }
        (Ok(printed), Some(Ok(dg1))) => compare(printed, dg1),
    })
}

fn compare(printed: &Mrz, dg1: &Mrz) -> CheckResult {
    let check = Check::CombinedMrzDg1;
    if printed.lines().eq(dg1.lines()) {
        return CheckResult::successful(check);
    }
    let mismatch = |message| CheckResult::failed(check, Reason::new(Code::CombinedMrzDg1Mismatch, message));
    if printed.format() != dg1.format() {
        let [printed, chip] = [printed, dg1].map(|zone| zone.format().as_str().into());
        return mismatch(Message::FormatsDiffer { printed, chip });
    }
    let mut differing = differing_cells(printed, dg1);
    differing.retain(|cell| !is_free_digit(printed, dg1, *cell));
    if differing.is_empty() {
        return CheckResult::successful(check);
    }
    // A number may continue into optional data, in one zone and not in the other.
    let same_number = printed.document_number() == dg1.document_number();
    let optional = |cell: &(usize, usize)| {
        let within = |field: &Field| {
            printed.ranges(*field).any(|span| span.line == cell.0 && (span.start..span.end).contains(&cell.1))
        };
        OPTIONAL.iter().any(within)
    };
    // Check digits over optional data change with it and say nothing more.
    let digits: Vec<(usize, usize)> =
        printed.check_digits().map(|digit| (digit.position().line, digit.position().start)).collect();
    if same_number
        && differing.iter().all(|cell| optional(cell) || digits.contains(cell))
        && differing.iter().any(optional)
    {
        let reason = Reason::new(Code::CombinedOptionalDataOnly, Message::OptionalDataDiffers {});
        return CheckResult::undetermined(check, reason);
    }
    let place = |(line, column): &(usize, usize)| {
        let [line, column] = [line, column].map(|place| count(place.saturating_add(1)));
        Fact::from(Arc::new(Message::Cell { line, column }))
    };
    let places = differing.iter().take(5).map(place).collect();
    mismatch(Message::CellsDiffer { count: count(differing.len()), places })
}

/// The check digit of an empty personal number, which may be 0 or a filler (Doc 9303-4 §4.2.2.2) and is the same either way.
fn is_free_digit(printed: &Mrz, dg1: &Mrz, cell: (usize, usize)) -> bool {
    [printed, dg1].into_iter().all(|mrz| {
        let digit = mrz.check_digits().find(|digit| digit.field() == Field::PersonalNumber);
        digit.is_some_and(|digit| {
            (digit.position().line, digit.position().start) == cell
                && matches!(digit.printed(), '0' | '<')
                && mrz.personal_number().is_empty()
        })
    })
}

fn differing_cells(one: &Mrz, other: &Mrz) -> Vec<(usize, usize)> {
    let mut cells = Vec::new();
    for (line, (own, others)) in one.lines().zip(other.lines()).enumerate() {
        let columns = own.bytes().zip(others.bytes()).enumerate().filter(|(_, (one, other))| one != other);
        cells.extend(columns.map(|(column, _)| (line, column)));
    }
    cells
}
