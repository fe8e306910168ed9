//! `document.details` of a report's JSON: absent elements are left out, unreadable files have an `error`.

use super::{Details, Picture, Told};
use crate::asn1::Tag;
use crate::json::{Json, Members, Object, array, hex, object};
use crate::lds::{DocumentDetails, OtherElement, Person, PersonalDetails};

/// Elements without a field are reported in hexadecimal up to this size.
const SHOWN: usize = 1024;

/// Without members if no file with such contents was handed over.
pub(super) fn of(details: &Details) -> Members<impl FnOnce(Object<'_>) -> Object<'_>> {
    object(|o| {
        o.with_some("portraits", told(&details.portraits, |o, told| pictures(o, told)))
            .with_some("displayed_portraits", told(&details.displayed_portraits, |o, told| pictures(o, told)))
            .with_some("signatures", told(&details.signatures, |o, told| pictures(o, told)))
            .with_some("personal", told(&details.personal, personal))
            .with_some("document", told(&details.document, document))
            .with_some("persons_to_notify", told(&details.persons_to_notify, |o, told| persons(o, told)))
    })
}

fn told<T>(
    told: &Option<Told<T>>,
    members: impl for<'a> FnOnce(Object<'a>, &T) -> Object<'a>,
) -> Option<impl Json> {
    let told = told.as_ref()?;
    Some(object(move |o| {
        let o = o.with("file", told.file.as_str()).with("authenticated", told.authenticated);
        match &told.content {
            Ok(content) => members(o, content),
            Err(error) => o.with(
                "error",
                object(|o| o.with("code", error.code().as_str()).with("text", error.to_string())),
            ),
        }
    }))
}

fn pictures<'a>(o: Object<'a>, pictures: &[Picture]) -> Object<'a> {
    o.with("images", array(pictures, picture))
}

fn picture(picture: &Picture) -> impl Json {
    object(|o| {
        o.with_some("standard", picture.standard)
            .with_some("format", picture.format.map(|format| format.as_str()))
            .with_some("width", picture.pixels.map(|(width, _)| width))
            .with_some("height", picture.pixels.map(|(_, height)| height))
            .with("size", picture.size)
    })
}

fn size(size: Option<usize>) -> Option<impl Json> {
    size.map(|size| object(move |o| o.with("size", size)))
}

fn list(values: &[String]) -> Option<impl Json> {
    (!values.is_empty()).then(|| array(values, String::as_str))
}

fn personal<'a>(o: Object<'a>, details: &PersonalDetails) -> Object<'a> {
    let o = o
        .with_some("full_name", details.full_name.as_deref())
        .with_some("other_names", list(&details.other_names))
        .with_some("personal_number", details.personal_number.as_deref())
        .with_some("date_of_birth", details.date_of_birth.as_deref())
        .with_some("place_of_birth", details.place_of_birth.as_deref())
        .with_some("address", details.address.as_deref())
        .with_some("telephone", details.telephone.as_deref())
        .with_some("profession", details.profession.as_deref())
        .with_some("title", details.title.as_deref())
        .with_some("personal_summary", details.personal_summary.as_deref())
        .with_some("proof_of_citizenship", size(details.proof_of_citizenship))
        .with_some("other_travel_documents", details.other_travel_documents.as_deref())
        .with_some("custody", details.custody.as_deref());
    others(o, &details.others, &details.latin_1)
}

fn document<'a>(o: Object<'a>, details: &DocumentDetails) -> Object<'a> {
    let o = o
        .with_some("issuing_authority", details.issuing_authority.as_deref())
        .with_some("date_of_issue", details.date_of_issue.as_deref())
        .with_some("other_persons", list(&details.other_persons))
        .with_some("endorsements", details.endorsements.as_deref())
        .with_some("tax_exit", details.tax_exit.as_deref())
        .with_some("front_image", size(details.front_image))
        .with_some("rear_image", size(details.rear_image))
        .with_some("personalization_time", details.personalization_time.as_deref())
        .with_some("personalization_serial", details.personalization_serial.as_deref());
    others(o, &details.others, &details.latin_1)
}

fn persons<'a>(o: Object<'a>, persons: &[Person]) -> Object<'a> {
    o.with("persons", array(persons, person))
}

fn person(person: &Person) -> impl Json {
    object(|o| {
        o.with_some("recorded_on", person.recorded_on.as_deref())
            .with_some("name", person.name.as_deref())
            .with_some("telephone", person.telephone.as_deref())
            .with_some("address", person.address.as_deref())
    })
}

/// What has no field, and which texts were read as Latin-1.
fn others<'a>(o: Object<'a>, others: &[OtherElement], latin_1: &[Tag]) -> Object<'a> {
    o.with_some("others", (!others.is_empty()).then(|| array(others, other)))
        .with_some("latin_1", (!latin_1.is_empty()).then(|| array(latin_1, |number| tag(*number))))
}

fn other(other: &OtherElement) -> impl Json {
    let shown = (other.content.len() <= SHOWN).then(|| hex(&other.content));
    object(|o| o.with("tag", tag(other.tag)).with("size", other.content.len()).with_some("hex", shown))
}

fn tag(number: Tag) -> String {
    format!("{number:02X}")
}
