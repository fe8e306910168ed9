//! The object that `doc9303 mrz --json` prints for one zone.

use super::layout::Field;
use super::{Life, Mrz, PartialDate};
use crate::json::{Object, array};
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
) -> Object {
    match zone {
        Ok(mrz) => readable(mrz, checks).with("dates", dates(mrz, at, life)),
        Err(error) => unreadable(error),
    }
}

fn readable(mrz: &Mrz, checks: impl Iterator<Item = (&'static str, &'static str)>) -> Object {
    let digits = array(mrz.check_digits(), |digit| {
        Object::new()
            .with("field", digit.field().as_str())
            .with("printed", digit.printed().to_string())
            .with("computed", digit.computed().to_string())
            .with("ok", digit.is_valid())
            .with_some("note", digit.note())
    });
    let numbers = array(mrz.national_numbers(), |number| {
        Object::new()
            .with("kind", number.kind.as_str())
            .with("field", number.field.as_str())
            .with("ok", number.is_valid)
            .with("source", number.kind.source())
    });
    let ranges = |field| array(mrz.ranges(field), |span| vec![span.line, span.start, span.end]);
    Object::new()
        .with("format", mrz.format().as_str())
        .with(
            "fields",
            mrz.fields().fold(Object::new(), |o, field| o.with(field.as_str(), value(mrz, field))),
        )
        .with("check_digits", digits)
        .with("checks", checks.fold(Object::new(), |o, (id, outcome)| o.with(id, outcome)))
        .with("warnings", array(mrz.warnings(), |warning| warning.as_str()))
        .with("national_numbers", numbers)
        .with("ranges", mrz.fields().fold(Object::new(), |o, field| o.with(field.as_str(), ranges(field))))
}

/// The days that the dates can be, by field, as `1974-08-12` with `XX` for what is unknown; none for a date that is no day.
fn dates(mrz: &Mrz, at: UnixTime, life: &Life) -> Object {
    mrz.fields().fold(Object::new(), |object, field| {
        let days: Vec<PartialDate> = match field {
            Field::BirthDate => mrz.date(field).resolve_birth(at).collect(),
            Field::ExpiryDate => mrz.expiry(at, life).all().collect(),
            _ => return object,
        };
        object.with(field.as_str(), array(days.iter(), |day| day.to_string()))
    })
}

/// Dates keep their fillers, everything else goes without.
fn value(mrz: &Mrz, field: Field) -> String {
    match field {
        Field::BirthDate | Field::ExpiryDate => mrz.date(field).to_string(),
        _ => mrz.text(field).to_string(),
    }
}

fn unreadable(error: &Error) -> Object {
    let place = match error.place() {
        Place::Cell { line, column } => Object::new().with("line", line).with("column", column),
        _ => Object::new(),
    };
    let error = Object::new()
        .with("code", error.code().as_str())
        .with("text", error.to_string())
        .with_all(place)
        .with_all(Message::from(error).json());
    Object::new().with("error", error)
}
