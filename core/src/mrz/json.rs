//! The object that `doc9303 mrz --json` prints for one zone.

use super::Mrz;
use super::layout::Field;
use crate::json::Json;
use crate::{Error, Place};

/// One zone as JSON: its fields, check digits, the outcomes of its checks by id, warnings, national
/// numbers and places of the fields;
/// or the error, if the text is no zone.
pub(crate) fn write<'a>(
    zone: &Result<Mrz, Error>,
    checks: impl Iterator<Item = (&'a str, &'a str)>,
) -> String {
    match zone {
        Ok(mrz) => zone_object(mrz, checks),
        Err(error) => error_object(error),
    }
}

fn zone_object<'a>(mrz: &Mrz, checks: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    Json::object(|o| {
        o.string("format", mrz.format().as_str());
        o.object("fields", |fields| {
            mrz.fields().for_each(|field| fields.string(field.as_str(), &value(mrz, field)))
        });
        o.array("check_digits", |digits| {
            for digit in mrz.check_digits() {
                digits.object("", |o| {
                    o.string("field", digit.field().as_str());
                    o.string("printed", digit.printed().encode_utf8(&mut [0; 4]));
                    o.string("computed", digit.computed().encode_utf8(&mut [0; 4]));
                    o.number("ok", digit.is_valid());
                    if let Some(note) = digit.note() {
                        o.string("note", note);
                    }
                });
            }
        });
        o.object("checks", |o| checks.for_each(|(id, outcome)| o.string(id, outcome)));
        o.array("warnings", |a| mrz.warnings().for_each(|warning| a.string("", warning.as_str())));
        o.array("national_numbers", |numbers| {
            for number in mrz.national_numbers() {
                numbers.object("", |o| {
                    o.string("kind", number.kind.as_str());
                    o.string("field", number.field.as_str());
                    o.number("ok", number.is_valid);
                    o.string("source", number.kind.source());
                });
            }
        });
        o.object("ranges", |ranges| {
            for field in mrz.fields() {
                ranges.array(field.as_str(), |spans| {
                    for span in mrz.ranges(field) {
                        spans.array("", |cells| {
                            [span.line, span.start, span.end]
                                .iter()
                                .for_each(|number| cells.number("", number));
                        });
                    }
                });
            }
        });
    })
}

/// Dates keep their fillers, everything else goes without.
fn value(mrz: &Mrz, field: Field) -> String {
    match field {
        Field::BirthDate | Field::ExpiryDate => mrz.date(field).to_string(),
        _ => mrz.text(field).to_string(),
    }
}

fn error_object(error: &Error) -> String {
    Json::object(|o| {
        o.object("error", |o| {
            o.string("code", error.code().as_str());
            o.string("text", &error.to_string());
            if let Place::Cell { line, column } = error.place() {
                o.number("line", line);
                o.number("column", column);
            }
        });
    })
}
