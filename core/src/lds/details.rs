//! DG11, DG12 and DG16 (Doc 9303-10 §4.7.11, §4.7.12, §4.7.16): what is said in words about holder and document.

use super::FileId;
use super::com::counter;
use super::words::{OtherElement, Words};
use crate::DataGroup;
use crate::asn1::Tag;
use crate::silent::silent_debug;
use crate::{Date, Error, Limits};

/// DG11: additional personal details. Absent and empty elements are `None`.
#[derive(Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is named as the element of Doc 9303-10 Table 55 that it holds")]
#[non_exhaustive]
pub struct PersonalDetails {
    /// Full name in national characters, with the fillers of a name field.
    pub full_name: Option<String>,
    pub other_names: Vec<String>,
    pub personal_number: Option<String>,
    /// Eight digits, unknown parts are zeros; text as it is where a chip holds anything else.
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
    /// Elements that the table does not name, and repetitions of those that it does.
    pub others: Vec<OtherElement>,
    /// Tags of the texts that are not UTF-8 and were read as Latin-1.
    pub latin_1: Vec<Tag>,
}

/// DG12: additional document details.
///
/// ```
/// use doc9303::lds::DocumentDetails;
/// let details = DocumentDetails::parse(b"\x6C\x0B\x5F\x26\x08\x32\x30\x32\x30\x30\x31\x30\x31")?;
/// assert_eq!(details.issued_on().unwrap().to_string(), "2020-01-01");
/// # Ok::<(), doc9303::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is named as the element of Doc 9303-10 Table 56 that it holds")]
#[non_exhaustive]
pub struct DocumentDetails {
    pub issuing_authority: Option<String>,
    /// Eight digits; text as it is where a chip holds anything else.
    pub date_of_issue: Option<String>,
    pub other_persons: Vec<String>,
    pub endorsements: Option<String>,
    pub tax_exit: Option<String>,
    /// Size of the image in bytes.
    pub front_image: Option<usize>,
    /// Size of the image in bytes.
    pub rear_image: Option<usize>,
    /// Fourteen digits, year to second; text as it is where a chip holds anything else.
    pub personalization_time: Option<String>,
    pub personalization_serial: Option<String>,
    /// Elements that the table does not name, and repetitions of those that it does.
    pub others: Vec<OtherElement>,
    /// Tags of the texts that are not UTF-8 and were read as Latin-1.
    pub latin_1: Vec<Tag>,
}

/// DG16: a person to notify.
///
/// ```
/// use doc9303::lds::Person;
/// let persons = Person::parse_all(b"\x70\x0C\x02\x01\x01\xA1\x07\x5F\x51\x04ANNA")?;
/// assert_eq!(persons[0].name.as_deref(), Some("ANNA"));
/// # Ok::<(), doc9303::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each field is named as the element of Doc 9303-10 §4.7.16 that it holds")]
#[non_exhaustive]
pub struct Person {
    pub recorded_on: Option<String>,
    pub name: Option<String>,
    pub telephone: Option<String>,
    pub address: Option<String>,
}

silent_debug!(PersonalDetails, DocumentDetails, Person);

/// The tag list (5C) repeats what follows.
const TAG_LIST: Tag = 0x5C;

impl PersonalDetails {
    /// Reads DG11, the whole file.
    ///
    /// ```
    /// use doc9303::lds::PersonalDetails;
    /// let file = b"\x6B\x1B\x5C\x04\x5F\x0E\x5F\x2B\x5F\x0E\x0BDOE<<J\xD6RG<A\x5F\x2B\x04\x19\x74\x08\x00";
    /// let details = PersonalDetails::parse(file)?;
    /// assert_eq!(details.full_name.as_deref(), Some("DOE<<JÖRG<A"));
    /// assert_eq!(details.latin_1, [0x5F0E]);
    /// assert_eq!(details.date_of_birth.as_deref(), Some("19740800"));
    /// # Ok::<(), doc9303::Error>(())
    /// ```
    ///
    /// # Errors
    /// If the bytes are not of this kind: the code says what is wrong, the place where.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        PersonalDetails::parse_within(bytes, &Limits::DEFAULT)
    }

    pub(crate) fn parse_within(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        let mut reader = FileId::Dg(DataGroup::DG11).open_within(bytes, limits)?.element.reader();
        let mut details = PersonalDetails::default();
        let mut words = Words::default();
        while !reader.is_empty() {
            let element = reader.read()?;
            match element.tag() {
                0x5F0E => words.text(&mut details.full_name, element)?,
                0xA0 => words.list(&mut details.other_names, 0x5F0F, element)?,
                0x5F10 => words.text(&mut details.personal_number, element)?,
                0x5F2B => words.digits(&mut details.date_of_birth, 8, element)?,
                0x5F11 => words.text(&mut details.place_of_birth, element)?,
                0x5F42 => words.text(&mut details.address, element)?,
                0x5F12 => words.text(&mut details.telephone, element)?,
                0x5F13 => words.text(&mut details.profession, element)?,
                0x5F14 => words.text(&mut details.title, element)?,
                0x5F15 => words.text(&mut details.personal_summary, element)?,
                0x5F16 => words.size(&mut details.proof_of_citizenship, element)?,
                0x5F17 => words.text(&mut details.other_travel_documents, element)?,
                0x5F18 => words.text(&mut details.custody, element)?,
                TAG_LIST => {}
                _ => words.other(element)?,
            }
        }
        (details.others, details.latin_1) = words.finish();
        Ok(details)
    }
}

impl DocumentDetails {
    /// Reads DG12, the whole file.
    ///
    /// # Errors
    /// If the bytes are not of this kind: the code says what is wrong, the place where.
    pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
        DocumentDetails::parse_within(bytes, &Limits::DEFAULT)
    }

    pub(crate) fn parse_within(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        let mut reader = FileId::Dg(DataGroup::DG12).open_within(bytes, limits)?.element.reader();
        let mut details = DocumentDetails::default();
        let mut words = Words::default();
        while !reader.is_empty() {
            let element = reader.read()?;
            match element.tag() {
                0x5F19 => words.text(&mut details.issuing_authority, element)?,
                0x5F26 => words.digits(&mut details.date_of_issue, 8, element)?,
                0xA0 => words.list(&mut details.other_persons, 0x5F1A, element)?,
                0x5F1B => words.text(&mut details.endorsements, element)?,
                0x5F1C => words.text(&mut details.tax_exit, element)?,
                0x5F1D => words.size(&mut details.front_image, element)?,
                0x5F1E => words.size(&mut details.rear_image, element)?,
                0x5F55 => words.digits(&mut details.personalization_time, 14, element)?,
                0x5F56 => words.text(&mut details.personalization_serial, element)?,
                TAG_LIST => {}
                _ => words.other(element)?,
            }
        }
        (details.others, details.latin_1) = words.finish();
        Ok(details)
    }

    /// The day of issue, if it is a day of the calendar.
    pub fn issued_on(&self) -> Option<Date> {
        let text = self.date_of_issue.as_deref().filter(|text| text.bytes().all(|c| c.is_ascii_digit()))?;
        let part = |from, to| text.get(from..to).and_then(|part| part.parse::<u16>().ok());
        let day =
            Date::new(part(0, 4)?.into(), u8::try_from(part(4, 6)?).ok()?, u8::try_from(part(6, 8)?).ok()?);
        day.filter(|_| text.len() == 8)
    }
}

impl Person {
    /// Reads DG16, the whole file.
    ///
    /// # Errors
    /// If the bytes are not of this kind: the code says what is wrong, the place where.
    pub fn parse_all(bytes: &[u8]) -> Result<Vec<Person>, Error> {
        Person::parse_all_within(bytes, &Limits::DEFAULT)
    }

    pub(crate) fn parse_all_within(bytes: &[u8], limits: &Limits) -> Result<Vec<Person>, Error> {
        let mut reader = FileId::Dg(DataGroup::DG16).open_within(bytes, limits)?.element.reader();
        counter(&mut reader)?;
        let mut words = Words::default();
        reader.each(|reader| {
            let mut fields = reader.read()?.reader();
            let mut person = Person::default();
            while !fields.is_empty() {
                let element = fields.read()?;
                match element.tag() {
                    0x5F50 => words.digits(&mut person.recorded_on, 8, element)?,
                    0x5F51 => words.text(&mut person.name, element)?,
                    0x5F52 => words.text(&mut person.telephone, element)?,
                    0x5F53 => words.text(&mut person.address, element)?,
                    _ => {}
                }
            }
            Ok(person)
        })
    }
}
