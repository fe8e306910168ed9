//! DG11, DG12 and DG16 (Doc 9303-10 §4.7.11, §4.7.12, §4.7.16): what is said in words about holder and document.

use super::FileId;
use super::com::counter;
use crate::asn1::{Element, Reader, Tag};
use crate::{Date, Error, Limits};

/// DG11: additional personal details. Absent and empty elements are `None`.
#[derive(Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is named as the element of Doc 9303-10 Table 55 that it holds")]
pub struct PersonalDetails {
    /// Full name in national characters, with the fillers of a name field.
    pub full_name: Option<String>,
    pub other_names: Vec<String>,
    pub personal_number: Option<String>,
    /// As printed, eight digits; unknown parts are zeros.
    pub date_of_birth: Option<String>,
    pub place_of_birth: Option<String>,
    pub address: Option<String>,
    pub telephone: Option<String>,
    pub profession: Option<String>,
    pub title: Option<String>,
    pub personal_summary: Option<String>,
    /// Size of the image in bytes.
    pub proof_of_citizenship: Option<usize>,
    pub other_travel_documents: Option<String>,
    pub custody: Option<String>,
}

/// DG12: additional document details.
#[derive(Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is named as the element of Doc 9303-10 Table 56 that it holds")]
pub struct DocumentDetails {
    pub issuing_authority: Option<String>,
    /// As printed, eight digits.
    pub date_of_issue: Option<String>,
    pub other_persons: Vec<String>,
    pub endorsements: Option<String>,
    pub tax_exit: Option<String>,
    /// Size of the image in bytes.
    pub front_image: Option<usize>,
    /// Size of the image in bytes.
    pub rear_image: Option<usize>,
    pub personalization_time: Option<String>,
    pub personalization_serial: Option<String>,
}

/// DG16: a person to notify.
#[derive(Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is named as the element of Doc 9303-10 §4.7.16 that it holds")]
pub struct Person {
    pub recorded_on: Option<String>,
    pub name: Option<String>,
    pub telephone: Option<String>,
    pub address: Option<String>,
}

impl PersonalDetails {
    /// Reads DG11, the whole file. Elements that the table does not name are stepped over.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        let mut reader = FileId::Dg(11).open(bytes)?.element.reader();
        let mut details = PersonalDetails::default();
        while !reader.is_empty() {
            let element = reader.read()?;
            match element.tag() {
                0x5F0E => details.full_name = text(element),
                0xA0 => details.other_names = list(element, 0x5F0F)?,
                0x5F10 => details.personal_number = text(element),
                0x5F2B => details.date_of_birth = digits(element, 8),
                0x5F11 => details.place_of_birth = text(element),
                0x5F42 => details.address = text(element),
                0x5F12 => details.telephone = text(element),
                0x5F13 => details.profession = text(element),
                0x5F14 => details.title = text(element),
                0x5F15 => details.personal_summary = text(element),
                0x5F16 => details.proof_of_citizenship = Some(element.content().len()),
                0x5F17 => details.other_travel_documents = text(element),
                0x5F18 => details.custody = text(element),
                // The tag list (5C) repeats what follows, and other tags are national.
                _ => {}
            }
        }
        Ok(details)
    }
}

impl DocumentDetails {
    /// Reads DG12, the whole file. Elements that the table does not name are stepped over.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        let mut reader = FileId::Dg(12).open(bytes)?.element.reader();
        let mut details = DocumentDetails::default();
        while !reader.is_empty() {
            let element = reader.read()?;
            match element.tag() {
                0x5F19 => details.issuing_authority = text(element),
                0x5F26 => details.date_of_issue = digits(element, 8),
                0xA0 => details.other_persons = list(element, 0x5F1A)?,
                0x5F1B => details.endorsements = text(element),
                0x5F1C => details.tax_exit = text(element),
                0x5F1D => details.front_image = Some(element.content().len()),
                0x5F1E => details.rear_image = Some(element.content().len()),
                0x5F55 => details.personalization_time = digits(element, 14),
                0x5F56 => details.personalization_serial = text(element),
                _ => {}
            }
        }
        Ok(details)
    }

    /// The day of issue, if it is a day of the calendar.
    pub fn issued_on(&self) -> Option<Date> {
        let text = self.date_of_issue.as_deref()?;
        let part = |from, to| text.get(from..to).and_then(|part| part.parse::<u16>().ok());
        Date::new(part(0, 4)?.into(), u8::try_from(part(4, 6)?).ok()?, u8::try_from(part(6, 8)?).ok()?)
    }
}

impl Person {
    /// Reads DG16, the whole file.
    pub fn parse_all(bytes: &[u8]) -> Result<Vec<Person>, Error> {
        let mut reader = FileId::Dg(16).open(bytes)?.element.reader();
        counter(&mut reader)?;
        let mut persons = Vec::new();
        while !reader.is_empty() && persons.len() < Limits::DEFAULT.elements {
            let mut fields = reader.read()?.reader();
            let mut person = Person::default();
            while !fields.is_empty() {
                let element = fields.read()?;
                match element.tag() {
                    0x5F50 => person.recorded_on = digits(element, 8),
                    0x5F51 => person.name = text(element),
                    0x5F52 => person.telephone = text(element),
                    0x5F53 => person.address = text(element),
                    _ => {}
                }
            }
            persons.push(person);
        }
        Ok(persons)
    }
}

/// UTF-8 by the standard; older chips hold Latin-1.
fn text(element: Element<'_>) -> Option<String> {
    let content = element.content();
    let text = match core::str::from_utf8(content) {
        Ok(text) => text.to_owned(),
        Err(_) => content.iter().map(|octet| char::from(*octet)).collect(),
    };
    (!text.is_empty()).then_some(text)
}

/// Digits in ASCII, or two to an octet as early chips in Belgium and France hold them.
fn digits(element: Element<'_>, count: usize) -> Option<String> {
    let content = element.content();
    if content.len() == count && content.iter().all(u8::is_ascii_digit) {
        return text(element);
    }
    if content.len() * 2 != count {
        return None;
    }
    let nibble = |value: u8| char::from_digit(u32::from(value), 10);
    content.iter().flat_map(|octet| [octet >> 4, octet & 0x0F]).map(nibble).collect()
}

/// A counted list under its own tag; the counter is not believed, the elements are.
fn list(element: Element<'_>, tag: Tag) -> Result<Vec<String>, Error> {
    let mut reader: Reader<'_> = element.reader();
    counter(&mut reader)?;
    let mut values = Vec::new();
    while !reader.is_empty() && values.len() < Limits::DEFAULT.elements {
        let element = reader.read()?;
        if element.tag() == tag {
            values.extend(text(element));
        }
    }
    Ok(values)
}
