//! What the chip says of holder and document, for people, each file with whether it is authenticated.

use crate::style::{BOLD, DIM, clean};
use anstyle::{AnsiColor, Style};
use doc9303::lds::{DocumentDetails, OtherElement, Person, PersonalDetails};
use doc9303::report::{Picture, Report, Told};
use std::fmt::Write;

const SIGNED: Style = AnsiColor::Green.on_default();
const UNSIGNED: Style = AnsiColor::Red.on_default().bold();

/// Nothing if no file with such contents was handed over.
pub(crate) fn write(out: &mut String, report: &Report) {
    let details = report.details();
    section(out, "portrait", &details.portraits, |out, told| pictures(out, told));
    section(out, "displayed portrait", &details.displayed_portraits, |out, told| pictures(out, told));
    section(out, "signature or usual mark", &details.signatures, |out, told| pictures(out, told));
    section(out, "holder", &details.personal, personal);
    section(out, "document", &details.document, document);
    section(out, "persons to notify", &details.persons_to_notify, |out, told| {
        told.iter().for_each(|one| person(out, one));
    });
}

fn section<T>(out: &mut String, title: &str, told: &Option<Told<T>>, write: impl FnOnce(&mut String, &T)) {
    let Some(told) = told else { return };
    let (paint, word) = if told.authenticated {
        (SIGNED, "authenticated")
    } else {
        (UNSIGNED, "NOT AUTHENTICATED: anybody may have written this")
    };
    // Writing to a String cannot fail.
    let _ = writeln!(out, "\n{BOLD}{title}{BOLD:#}  {DIM}{}{DIM:#}  {paint}{word}{paint:#}", told.file);
    match &told.content {
        Ok(content) => write(out, content),
        Err(error) => {
            let _ = writeln!(out, "  cannot be read: {error} {DIM}[{}]{DIM:#}", error.code());
        }
    }
}

fn line(out: &mut String, name: &str, value: &str) {
    let _ = writeln!(out, "  {name:<24} {}", clean(value));
}

fn text(out: &mut String, name: &str, value: &Option<String>) {
    if let Some(value) = value {
        line(out, name, value);
    }
}

fn size(out: &mut String, name: &str, value: Option<usize>) {
    if let Some(size) = value {
        line(out, name, &format!("a picture of {size} bytes"));
    }
}

fn pictures(out: &mut String, pictures: &[Picture]) {
    if pictures.is_empty() {
        let _ = writeln!(out, "  no picture");
    }
    for picture in pictures {
        let format = picture.format.map_or("of a format that is not known", |format| format.as_str());
        let pixels = picture.pixels.map(|(width, height)| format!(", {width} x {height} pixels"));
        let _ = writeln!(out, "  {format}{}, {} bytes", pixels.unwrap_or_default(), picture.size);
    }
}

fn personal(out: &mut String, details: &PersonalDetails) {
    text(out, "full name", &details.full_name);
    details.other_names.iter().for_each(|name| line(out, "other name", name));
    text(out, "personal number", &details.personal_number);
    text(out, "date of birth", &details.date_of_birth);
    text(out, "place of birth", &details.place_of_birth);
    text(out, "address", &details.address);
    text(out, "telephone", &details.telephone);
    text(out, "profession", &details.profession);
    text(out, "title", &details.title);
    text(out, "personal summary", &details.personal_summary);
    size(out, "proof of citizenship", details.proof_of_citizenship);
    text(out, "other travel documents", &details.other_travel_documents);
    text(out, "custody", &details.custody);
    others(out, &details.others, &details.latin_1);
}

fn document(out: &mut String, details: &DocumentDetails) {
    text(out, "issuing authority", &details.issuing_authority);
    text(out, "date of issue", &details.date_of_issue);
    details.other_persons.iter().for_each(|person| line(out, "other person", person));
    text(out, "endorsements", &details.endorsements);
    text(out, "tax or exit requirements", &details.tax_exit);
    size(out, "front", details.front_image);
    size(out, "rear", details.rear_image);
    text(out, "personalised at", &details.personalization_time);
    text(out, "personalised by", &details.personalization_serial);
    others(out, &details.others, &details.latin_1);
}

fn person(out: &mut String, person: &Person) {
    text(out, "name", &person.name);
    text(out, "telephone", &person.telephone);
    text(out, "address", &person.address);
    text(out, "recorded on", &person.recorded_on);
}

fn others(out: &mut String, others: &[OtherElement], latin_1: &[u32]) {
    for other in others {
        let _ = writeln!(
            out,
            "  {DIM}element {:02X} without a field, {} bytes{DIM:#}",
            other.tag,
            other.content.len()
        );
    }
    for tag in latin_1 {
        let _ = writeln!(out, "  {DIM}element {tag:02X} is not UTF-8 and was read as Latin-1{DIM:#}");
    }
}
