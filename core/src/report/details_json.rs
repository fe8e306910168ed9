//! `document.details` of a report's JSON: absent elements are left out, unreadable files have an `error`.

use super::{Details, Picture, Told};
use crate::asn1::Tag;
use crate::json::{Object, Value, array, hex};
use crate::lds::{DocumentDetails, OtherElement, Person, PersonalDetails};

/// Elements without a field are reported in hexadecimal up to this size.
const SHOWN: usize = 1024;

/// `None` if no file with such contents was handed over.
pub(super) fn of(details: &Details) -> Option<Object> {
    let object = Object::new()
        .with_some("portraits", told(&details.portraits, |told| pictures(told)))
        .with_some("displayed_portraits", told(&details.displayed_portraits, |told| pictures(told)))
        .with_some("signatures", told(&details.signatures, |told| pictures(told)))
        .with_some("personal", told(&details.personal, personal))
        .with_some("document", told(&details.document, document))
        .with_some("persons_to_notify", told(&details.persons_to_notify, |told| persons(told)));
    (!object.is_empty()).then_some(object)
}

fn told<T>(told: &Option<Told<T>>, members: impl FnOnce(&T) -> Object) -> Option<Object> {
    let told = told.as_ref()?;
    let object = Object::new().with("file", told.file.as_str()).with("authenticated", told.authenticated);
    Some(match &told.content {
        Ok(content) => object.with_all(members(content)),
        Err(error) => object
            .with("error", Object::new().with("code", error.code().as_str()).with("text", error.to_string())),
    })
}

fn pictures(pictures: &[Picture]) -> Object {
    let picture = |picture: &Picture| {
        Object::new()
            .with_some("standard", picture.standard)
            .with_some("format", picture.format.map(|format| format.as_str()))
            .with_some("width", picture.pixels.map(|(width, _)| width))
            .with_some("height", picture.pixels.map(|(_, height)| height))
            .with("size", picture.size)
    };
    Object::new().with("images", array(pictures, picture))
}

fn size(size: Option<usize>) -> Option<Object> {
    size.map(|size| Object::new().with("size", size))
}

fn list(values: &[String]) -> Option<Value> {
    (!values.is_empty()).then(|| array(values, String::clone))
}

fn personal(details: &PersonalDetails) -> Object {
    Object::new()
        .with_some("full_name", details.full_name.clone())
        .with_some("other_names", list(&details.other_names))
        .with_some("personal_number", details.personal_number.clone())
        .with_some("date_of_birth", details.date_of_birth.clone())
        .with_some("place_of_birth", details.place_of_birth.clone())
        .with_some("address", details.address.clone())
        .with_some("telephone", details.telephone.clone())
        .with_some("profession", details.profession.clone())
        .with_some("title", details.title.clone())
        .with_some("personal_summary", details.personal_summary.clone())
        .with_some("proof_of_citizenship", size(details.proof_of_citizenship))
        .with_some("other_travel_documents", details.other_travel_documents.clone())
        .with_some("custody", details.custody.clone())
        .with_all(others(&details.others, &details.latin_1))
}

fn document(details: &DocumentDetails) -> Object {
    Object::new()
        .with_some("issuing_authority", details.issuing_authority.clone())
        .with_some("date_of_issue", details.date_of_issue.clone())
        .with_some("other_persons", list(&details.other_persons))
        .with_some("endorsements", details.endorsements.clone())
        .with_some("tax_exit", details.tax_exit.clone())
        .with_some("front_image", size(details.front_image))
        .with_some("rear_image", size(details.rear_image))
        .with_some("personalization_time", details.personalization_time.clone())
        .with_some("personalization_serial", details.personalization_serial.clone())
        .with_all(others(&details.others, &details.latin_1))
}

fn persons(persons: &[Person]) -> Object {
    let person = |person: &Person| {
        Object::new()
            .with_some("recorded_on", person.recorded_on.clone())
            .with_some("name", person.name.clone())
            .with_some("telephone", person.telephone.clone())
            .with_some("address", person.address.clone())
    };
    Object::new().with("persons", array(persons, person))
}

/// What has no field, and which texts were read as Latin-1.
fn others(others: &[OtherElement], latin_1: &[Tag]) -> Object {
    let other = |other: &OtherElement| {
        let is_shown = other.content.len() <= SHOWN;
        Object::new()
            .with("tag", tag(other.tag))
            .with("size", other.content.len())
            .with_some("hex", is_shown.then(|| hex(&other.content)))
    };
    Object::new()
        .with_some("others", (!others.is_empty()).then(|| array(others, other)))
        .with_some("latin_1", (!latin_1.is_empty()).then(|| array(latin_1, |number| tag(*number))))
}

fn tag(number: Tag) -> String {
    format!("{number:02X}")
}
