//! The object that `doc9303 mrz --json` prints for one zone.

use super::layout::Field;
use super::{CheckDigit, Life, Mrz, NationalNumber};
use crate::json::{Json, Object, Shown, array, object};
use crate::vocabulary::Message;
use crate::{Error, Place, UnixTime};

/// One zone as JSON: its fields, check digits, the outcomes of its checks by id, warnings, national numbers, places of the
/// fields and, at the time `at` and for a document of this life, the days that its dates can be, likeliest first; or the
/// error, if the text is no zone.
pub(crate) fn zone_json(
    zone: &Result<Mrz, Error>,
    at: UnixTime,
    life: &Life,
    checks: impl Iterator<Item = (&'static str, &'static str)>,
) -> impl Json {
    object(move |o| match zone {
        Ok(mrz) => readable(o, mrz, checks).with("dates", object(|o| dates(o, mrz, at, life))),
        Err(error) => o.with("error", unreadable(error)),
    })
}

fn readable<'a>(
    o: Object<'a>,
    mrz: &Mrz,
    checks: impl Iterator<Item = (&'static str, &'static str)>,
) -> Object<'a> {
    let ranges =
        |field: Field| (field.as_str(), array(mrz.ranges(field), |span| [span.line, span.start, span.end]));
    o.with("format", mrz.format().as_str())
        .with("fields", object(|o| mrz.fields().fold(o, |o, field| value(o, mrz, field))))
        .with("check_digits", array(mrz.check_digits(), check_digit))
        .with("checks", object(|o| o.with_each(checks)))
        .with("warnings", array(mrz.warnings(), |warning| warning.as_str()))
        .with("national_numbers", array(mrz.national_numbers(), national_number))
        .with("ranges", object(|o| o.with_each(mrz.fields().map(ranges))))
}

fn check_digit(digit: CheckDigit) -> impl Json {
    object(move |o| {
        o.with("field", digit.field().as_str())
            .with("printed", digit.printed())
            .with("computed", digit.computed())
            .with("ok", digit.is_valid())
            .with_some("note", digit.note())
    })
}

fn national_number(number: NationalNumber) -> impl Json {
    object(move |o| {
        o.with("kind", number.kind.as_str())
            .with("field", number.field.as_str())
            .with("ok", number.is_valid)
            .with("source", number.kind.source())
    })
}

/// The days that the dates can be, by field, as `1974-08-12` with `XX` for what is unknown; none for a date that is no day.
fn dates<'a>(o: Object<'a>, mrz: &Mrz, at: UnixTime, life: &Life) -> Object<'a> {
    mrz.fields().fold(o, |o, field| match field {
        Field::BirthDate => o.with(field.as_str(), array(mrz.date(field).resolve_birth(at), Shown)),
        Field::ExpiryDate => o.with(field.as_str(), array(mrz.expiry(at, life).all(), Shown)),
        _ => o,
    })
}

/// Dates keep their fillers, everything else goes without.
fn value<'a>(o: Object<'a>, mrz: &Mrz, field: Field) -> Object<'a> {
    match field {
        Field::BirthDate | Field::ExpiryDate => o.with(field.as_str(), mrz.date(field).as_str()),
        _ => o.with(field.as_str(), &*mrz.text(field)),
    }
}

fn unreadable(error: &Error) -> impl Json {
    object(move |o| {
        let o = o.with("code", error.code().as_str()).with("text", error.to_string());
        let o = match error.place() {
            Place::Cell { line, column } => o.with("line", line).with("column", column),
            _ => o,
        };
        Message::from(error).members(o)
    })
}
