//! `document.details` of a report's JSON: absent elements are left out, unreadable files have an `error`.

use super::{Details, Picture, Told};
use crate::asn1::Tag;
use crate::json::{Members, hex};
use crate::lds::{DocumentDetails, OtherElement, Person, PersonalDetails};

/// Elements without a field are reported in hexadecimal up to this size.
const SHOWN: usize = 1024;

/// Nothing if no file with such contents was handed over.
pub(super) fn write(o: &mut Members<'_>, details: &Details) {
    let Details { portraits, displayed_portraits, signatures, personal, document, persons_to_notify } =
        details;
    let given = [portraits, displayed_portraits, signatures].into_iter().any(Option::is_some);
    if !given && personal.is_none() && document.is_none() && persons_to_notify.is_none() {
        return;
    }
    o.object("details", |o| {
        told(o, "portraits", portraits, |o, told| pictures(o, told));
        told(o, "displayed_portraits", displayed_portraits, |o, told| pictures(o, told));
        told(o, "signatures", signatures, |o, told| pictures(o, told));
        told(o, "personal", personal, write_personal);
        told(o, "document", document, write_document);
        told(o, "persons_to_notify", persons_to_notify, |o, told| persons(o, told));
    });
}

fn told<T>(
    o: &mut Members<'_>,
    name: &str,
    told: &Option<Told<T>>,
    write: impl FnOnce(&mut Members<'_>, &T),
) {
    let Some(told) = told else { return };
    o.object(name, |o| {
        o.string("file", told.file.as_str());
        o.number("authenticated", told.authenticated);
        match &told.content {
            Ok(content) => write(o, content),
            Err(error) => o.object("error", |o| {
                o.string("code", error.code().as_str());
                o.string("text", &error.to_string());
            }),
        }
    });
}

fn pictures(o: &mut Members<'_>, pictures: &[Picture]) {
    o.array("images", |a| {
        for picture in pictures {
            a.object("", |o| {
                if let Some(standard) = picture.standard {
                    o.string("standard", standard);
                }
                if let Some(format) = picture.format {
                    o.string("format", format.as_str());
                }
                if let Some((width, height)) = picture.pixels {
                    o.number("width", width);
                    o.number("height", height);
                }
                o.number("size", picture.size);
            });
        }
    });
}

fn text(o: &mut Members<'_>, name: &str, value: &Option<String>) {
    if let Some(value) = value {
        o.string(name, value);
    }
}

fn size(o: &mut Members<'_>, name: &str, value: Option<usize>) {
    if let Some(size) = value {
        o.object(name, |o| o.number("size", size));
    }
}

fn list(o: &mut Members<'_>, name: &str, values: &[String]) {
    if !values.is_empty() {
        o.array(name, |a| values.iter().for_each(|value| a.string("", value)));
    }
}

fn write_personal(o: &mut Members<'_>, details: &PersonalDetails) {
    text(o, "full_name", &details.full_name);
    list(o, "other_names", &details.other_names);
    text(o, "personal_number", &details.personal_number);
    text(o, "date_of_birth", &details.date_of_birth);
    text(o, "place_of_birth", &details.place_of_birth);
    text(o, "address", &details.address);
    text(o, "telephone", &details.telephone);
    text(o, "profession", &details.profession);
    text(o, "title", &details.title);
    text(o, "personal_summary", &details.personal_summary);
    size(o, "proof_of_citizenship", details.proof_of_citizenship);
    text(o, "other_travel_documents", &details.other_travel_documents);
    text(o, "custody", &details.custody);
    others(o, &details.others, &details.latin_1);
}

fn write_document(o: &mut Members<'_>, details: &DocumentDetails) {
    text(o, "issuing_authority", &details.issuing_authority);
    text(o, "date_of_issue", &details.date_of_issue);
    list(o, "other_persons", &details.other_persons);
    text(o, "endorsements", &details.endorsements);
    text(o, "tax_exit", &details.tax_exit);
    size(o, "front_image", details.front_image);
    size(o, "rear_image", details.rear_image);
    text(o, "personalization_time", &details.personalization_time);
    text(o, "personalization_serial", &details.personalization_serial);
    others(o, &details.others, &details.latin_1);
}

fn persons(o: &mut Members<'_>, persons: &[Person]) {
    o.array("persons", |a| {
        for person in persons {
            a.object("", |o| {
                text(o, "recorded_on", &person.recorded_on);
                text(o, "name", &person.name);
                text(o, "telephone", &person.telephone);
                text(o, "address", &person.address);
            });
        }
    });
}

/// What has no field, and which texts were read as Latin-1.
fn others(o: &mut Members<'_>, others: &[OtherElement], latin_1: &[Tag]) {
    if !others.is_empty() {
        o.array("others", |a| {
            for other in others {
                a.object("", |o| {
                    o.string("tag", &tag(other.tag));
                    o.number("size", other.content.len());
                    if other.content.len() <= SHOWN {
                        o.string("hex", &hex(&other.content));
                    }
                });
            }
        });
    }
    if !latin_1.is_empty() {
        o.array("latin_1", |a| latin_1.iter().for_each(|number| a.string("", &tag(*number))));
    }
}

fn tag(number: Tag) -> String {
    format!("{number:02X}")
}
