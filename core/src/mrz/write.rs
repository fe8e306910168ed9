//! Writing zones of the five standard layouts from fields (Doc 9303-3 §4, Parts 4 to 7): names transliterated and
//! cut by §4.2.3, long document numbers by Parts 5 and 6 note j, check digits by §4.9.

use super::cells::{Cells, EMPTY, Zone};
use super::layout::{Field, Format, Layout, Names};
use super::transliterate::{Language, transliterate};
use super::weighting::{Sum, Values};
use super::{Mrz, MrzDate};
use crate::Date;

/// The fields of a zone that is to be written. What is not set is left to fillers.
///
/// ```
/// use doc9303::mrz::{Format, MrzFields};
/// let zone = MrzFields::new(Format::Td3)
///     .document_code("PP")
///     .issuing_state("UTO")
///     .primary_identifier("Eriksson")
///     .secondary_identifier("Anna Maria")
///     .document_number("L898902C3")
///     .nationality("UTO")
///     .birth_date("740812")
///     .sex('F')
///     .expiry_date("340415")
///     .optional_data("ZE184226B")
///     .write()?;
/// assert_eq!(
///     zone.to_string(),
///     "PPUTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F3404159ZE184226B<<<<<16"
/// );
/// # Ok::<(), doc9303::mrz::WriteError>(())
/// ```
#[derive(Clone)]
pub struct MrzFields {
    format: Format,
    document_code: String,
    issuing_state: String,
    primary: String,
    secondary: String,
    document_number: String,
    nationality: String,
    birth_date: String,
    expiry_date: String,
    sex: char,
    optional_data: String,
    optional_data_2: String,
    language: Language,
}

/// Why a zone cannot be written without losing or inventing something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// The field does not fit into its cells. Names are cut instead, as the standard says how.
    #[error("{field} does not fit")]
    TooLong {
        /// The field.
        field: Field,
    },
    /// A character has no form in a zone, or none in this field.
    #[error("{field} holds a character at position {position} that is not allowed there")]
    Character {
        /// The field.
        field: Field,
        /// Position of the character in the given value, from zero.
        position: usize,
    },
    /// A field that every zone must have is empty.
    #[error("{field} is missing")]
    Missing {
        /// The field.
        field: Field,
    },
    /// A date that is neither six digits nor has fillers in place of unknown parts of a date of birth.
    #[error("{field} is no date of a zone")]
    Date {
        /// The field.
        field: Field,
    },
    /// A date that is in no calendar, such as month 13 or 31 February.
    #[error("{field} is no day of the calendar")]
    Calendar {
        /// The field.
        field: Field,
    },
    /// The value would not be read back as it is: a number whose blanks are at its start or end or in a row, or a
    /// long number that has a blank.
    #[error("{field} would not be read back")]
    NotReadBack {
        /// The field.
        field: Field,
    },
    /// A name that is none of [`MrzFields::NAMES`].
    #[error("no field has this name")]
    Name,
    /// A sex of several letters.
    #[error("the sex is one letter: M, F, X or <")]
    Sex,
    /// A language whose letters are not transliterated in a way of their own.
    #[error("no such language: there are {}", Language::ALL.iter().map(|known| known.as_str()).collect::<Vec<_>>().join(", "))]
    Language,
    /// Only the layouts of Doc 9303 can be written.
    #[error("the layout {0} cannot be written")]
    Layout(Format),
}

type Written<T> = Result<T, WriteError>;

/// The field widths of every standard layout.
const NUMBER: usize = 9;

impl MrzFields {
    /// Fields of a zone of this layout.
    pub fn new(format: Format) -> MrzFields {
        MrzFields {
            format,
            document_code: String::new(),
            issuing_state: String::new(),
            primary: String::new(),
            secondary: String::new(),
            document_number: String::new(),
            nationality: String::new(),
            birth_date: String::from("<<<<<<"),
            expiry_date: String::new(),
            sex: '<',
            optional_data: String::new(),
            optional_data_2: String::new(),
            language: Language::Any,
        }
    }

    /// Document code, one or two letters.
    #[must_use]
    pub fn document_code(mut self, code: &str) -> Self {
        self.document_code = code.to_string();
        self
    }

    /// Issuing State or organisation; `D` for Germany.
    #[must_use]
    pub fn issuing_state(mut self, code: &str) -> Self {
        self.issuing_state = code.to_string();
        self
    }

    /// Primary identifier in any script that Doc 9303-3 §6 transliterates.
    #[must_use]
    pub fn primary_identifier(mut self, name: &str) -> Self {
        self.primary = name.to_string();
        self
    }

    /// Secondary identifier, likewise.
    #[must_use]
    pub fn secondary_identifier(mut self, names: &str) -> Self {
        self.secondary = names.to_string();
        self
    }

    /// The language of the names, for letters that are transliterated by language.
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// Document number: at most 9 characters, on TD1 22 and on TD2 14.
    #[must_use]
    pub fn document_number(mut self, number: &str) -> Self {
        self.document_number = number.to_string();
        self
    }

    /// Nationality.
    #[must_use]
    pub fn nationality(mut self, code: &str) -> Self {
        self.nationality = code.to_string();
        self
    }

    /// Date of birth as printed: `740812`, with fillers for unknown parts. Unknown if never set.
    #[must_use]
    pub fn birth_date(mut self, date: &str) -> Self {
        self.birth_date = date.to_string();
        self
    }

    /// Date of birth as a day of the calendar.
    #[must_use]
    pub fn born_on(self, date: Date) -> Self {
        let printed = printed(date);
        self.birth_date(&printed)
    }

    /// Date of expiry as printed: `340415`.
    #[must_use]
    pub fn expiry_date(mut self, date: &str) -> Self {
        self.expiry_date = date.to_string();
        self
    }

    /// Date of expiry as a day of the calendar.
    #[must_use]
    pub fn expires_on(self, date: Date) -> Self {
        let printed = printed(date);
        self.expiry_date(&printed)
    }

    /// Sex: `M`, `F` or the filler; `X` is written as the filler (Doc 9303-4 note p).
    #[must_use]
    pub fn sex(mut self, sex: char) -> Self {
        self.sex = sex;
        self
    }

    /// Optional data: the personal number of a TD3, the first line's data of a TD1.
    #[must_use]
    pub fn optional_data(mut self, data: &str) -> Self {
        self.optional_data = data.to_string();
        self
    }

    /// Optional data in the second line of a TD1.
    #[must_use]
    pub fn optional_data_2(mut self, data: &str) -> Self {
        self.optional_data_2 = data.to_string();
        self
    }

    /// The zone. Names that do not fit are cut, and then end in the last cell of their field; everything else that
    /// does not fit is an error.
    ///
    /// # Errors
    ///
    /// What would be lost or cannot be written.
    pub fn write(&self) -> Result<Mrz, WriteError> {
        if !self.format.is_standard() {
            return Err(WriteError::Layout(self.format));
        }
        let layout = self.format.layout();
        let mut pen = Pen { zone: EMPTY, layout };
        pen.code(Field::DocumentCode, &self.document_code)?;
        pen.code(Field::IssuingState, &self.issuing_state)?;
        pen.code(Field::Nationality, &self.nationality)?;
        self.write_sex(&mut pen)?;
        pen.date(Field::BirthDate, &self.birth_date, true)?;
        pen.date(Field::ExpiryDate, &self.expiry_date, false)?;
        self.write_number_and_optional_data(&mut pen)?;
        self.write_name(&mut pen)?;
        pen.check_digits();
        Ok(Mrz::of(pen.zone, self.format))
    }

    fn write_sex(&self, pen: &mut Pen) -> Written<()> {
        let cell = match self.sex.to_ascii_uppercase() {
            'M' => b'M',
            'F' => b'F',
            '<' | 'X' => b'<',
            _ => return Err(WriteError::Character { field: Field::Sex, position: 0 }),
        };
        pen.put(pen.layout.field(Field::Sex), &[cell]);
        Ok(())
    }

    fn write_number_and_optional_data(&self, pen: &mut Pen) -> Written<()> {
        let number = cells(Field::DocumentNumber, &self.document_number)?;
        if number.is_empty() {
            return Err(WriteError::Missing { field: Field::DocumentNumber });
        }
        let optional_field = [Field::PersonalNumber, Field::OptionalData, Field::OptionalData1]
            .into_iter()
            .find(|field| pen.layout.field(*field).is_some())
            .unwrap_or(Field::OptionalData);
        let optional = cells(optional_field, &self.optional_data)?;
        let room = pen.layout.field(optional_field).unwrap_or((0, 0));
        let (principal, rest) = number.split_at_checked(NUMBER).unwrap_or((&number, &[]));
        pen.put(pen.layout.field(Field::DocumentNumber), principal);
        let taken = if rest.is_empty() { Vec::new() } else { self.continuation(pen, principal, rest)? };
        let joined = [taken.as_slice(), optional.as_slice()].concat();
        // The filler that closes a long number is written with it, so what fits here is whole.
        if joined.len() > room.1 - room.0 {
            let field = if optional.is_empty() { Field::DocumentNumber } else { optional_field };
            return Err(WriteError::TooLong { field });
        }
        pen.put(Some(room), &joined);
        let second = cells(Field::OptionalData2, &self.optional_data_2)?;
        match pen.layout.field(Field::OptionalData2) {
            Some(room) if second.len() <= room.1 - room.0 => pen.put(Some(room), &second),
            None if second.is_empty() => {}
            _ => return Err(WriteError::TooLong { field: Field::OptionalData2 }),
        }
        Ok(())
    }

    /// The rest of a long number, its check digit and the filler that closes it. The reader stops at the first filler,
    /// so there may be none in the rest.
    fn continuation(&self, pen: &mut Pen, principal: &[u8], rest: &[u8]) -> Written<Vec<u8>> {
        if pen.layout.continuation.is_none() {
            return Err(WriteError::TooLong { field: Field::DocumentNumber });
        }
        if principal.contains(&b'<') || rest.contains(&b'<') {
            return Err(WriteError::NotReadBack { field: Field::DocumentNumber });
        }
        let digit = Sum::NEW.add(principal).add(rest).digit();
        if let Some(digit) = pen.layout.digits.first() {
            pen.put(Some((digit.at, digit.at + 1)), &[CONTINUED]);
        }
        Ok([rest, &[digit, b'<']].concat())
    }

    fn write_name(&self, pen: &mut Pen) -> Written<()> {
        let form = |field, name: &str| {
            transliterate(name, self.language)
                .map_err(|error| WriteError::Character { field, position: error.position })
        };
        let primary = form(Field::PrimaryIdentifier, &self.primary)?;
        let secondary = form(Field::SecondaryIdentifier, &self.secondary)?;
        if primary.is_empty() {
            return Err(WriteError::Missing { field: Field::PrimaryIdentifier });
        }
        let Names::Joined((start, end)) = pen.layout.names else {
            return Err(WriteError::Layout(self.format));
        };
        let name = fitted(&primary, &secondary, end - start)
            .ok_or(WriteError::TooLong { field: Field::PrimaryIdentifier })?;
        pen.put(Some((start, end)), name.as_bytes());
        Ok(())
    }
}

impl core::fmt::Debug for MrzFields {
    /// The layout alone: everything else is personal data.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("MrzFields").field("format", &self.format).finish_non_exhaustive()
    }
}

struct Pen {
    zone: Zone,
    layout: &'static Layout,
}

impl Pen {
    /// Writes from the left of a field.
    fn put(&mut self, field: Option<Cells>, cells: &[u8]) {
        let Some((start, end)) = field else { return };
        let places = self.zone.get_mut(start..end).unwrap_or(&mut []);
        places.iter_mut().zip(cells).for_each(|(place, cell)| *place = *cell);
    }

    /// A code of capitals. Nationality and State have three cells; a document code may have a digit nowhere.
    fn code(&mut self, field: Field, code: &str) -> Written<()> {
        let code = code.trim_end_matches('<');
        if let Some(position) = code.chars().position(|letter| !letter.is_ascii_uppercase()) {
            return Err(WriteError::Character { field, position });
        }
        let Some(room) = self.layout.field(field) else { return Ok(()) };
        if code.len() > room.1 - room.0 {
            return Err(WriteError::TooLong { field });
        }
        if code.is_empty() {
            return Err(WriteError::Missing { field });
        }
        self.put(Some(room), code.as_bytes());
        Ok(())
    }

    fn date(&mut self, field: Field, date: &str, may_be_unknown: bool) -> Written<()> {
        let Some(room) = self.layout.field(field) else { return Ok(()) };
        if date.is_empty() {
            return Err(WriteError::Missing { field });
        }
        let fits = |cell: u8| cell.is_ascii_digit() || (may_be_unknown && cell == b'<');
        if date.len() != room.1 - room.0 || !date.bytes().all(fits) {
            return Err(WriteError::Date { field });
        }
        if !MrzDate::from_cells(date.as_bytes()).can_exist() {
            return Err(WriteError::Calendar { field });
        }
        self.put(Some(room), date.as_bytes());
        Ok(())
    }

    /// In the order of the layout, so that a composite covers digits that are written already. The number's digit is
    /// a filler if the number goes on in the optional data.
    fn check_digits(&mut self) {
        for digit in self.layout.digits {
            let continued = digit.field == Field::DocumentNumber && self.continues();
            let cell = if continued { b'<' } else { Values::of(&self.zone).digit(&digit.weights) };
            self.put(Some((digit.at, digit.at + 1)), &[cell]);
        }
    }

    /// Whether the optional data begin with the rest of the number: the writer marks it in the check digit's cell.
    fn continues(&self) -> bool {
        self.layout.digits.first().is_some_and(|digit| self.zone.get(digit.at) == Some(&CONTINUED))
    }
}

/// Stands in the check digit's cell while a zone with a long number is being written; no character of a zone.
const CONTINUED: u8 = b'+';

/// Letters, digits, and fillers for blanks and hyphens inside.
fn cells(field: Field, value: &str) -> Written<Vec<u8>> {
    let mut cells = Vec::with_capacity(value.len());
    for (position, letter) in value.chars().enumerate() {
        cells.push(match letter.to_ascii_uppercase() {
            capital @ ('A'..='Z' | '0'..='9') => u8::try_from(capital).unwrap_or(b'<'),
            ' ' | '-' | '<' => b'<',
            _ => return Err(WriteError::Character { field, position }),
        });
    }
    while cells.last() == Some(&b'<') {
        cells.pop();
    }
    let crowded = cells.windows(2).any(|pair| pair == b"<<");
    if cells.first() == Some(&b'<') || crowded {
        return Err(WriteError::NotReadBack { field });
    }
    Ok(cells)
}

fn printed(date: Date) -> String {
    format!("{:02}{:02}{:02}", date.year() % 100, date.month(), date.day())
}

/// A name of at most so many cells. A name that fits is never cut; one that is cut ends with a letter in the last cell
/// (§4.2.3). The primary identifier gives way only so far that two fillers and a letter of the secondary follow,
/// or one letter further where nothing but initials would leave a filler at the end. Nothing if there is no such cut.
fn fitted(primary: &str, secondary: &str, width: usize) -> Option<String> {
    let whole = if secondary.is_empty() { primary.to_string() } else { format!("{primary}<<{secondary}") };
    if whole.len() <= width {
        return Some(whole);
    }
    if secondary.is_empty() {
        return Some(shortened(primary, width)).filter(|name| name.len() == width);
    }
    let most = primary.len().min(width - 3);
    (most.saturating_sub(1)..=most).rev().find_map(|room| {
        let primary = shortened(primary, room);
        let name = format!("{primary}<<{}", cut(secondary, width.checked_sub(primary.len() + 2)?));
        (name.len() == width && !primary.is_empty()).then_some(name)
    })
}

/// Cut after so many cells, of which the last holds a letter: where a filler would be last, the component before it
/// gives up a letter, so that the next one begins in the last cell.
fn cut(name: &str, room: usize) -> String {
    let head = name.get(..room).unwrap_or(name);
    if !head.ends_with('<') {
        return head.to_string();
    }
    let next = name.get(room..).unwrap_or("").chars().next().unwrap_or('<');
    let mut components: Vec<&str> = head.trim_end_matches('<').split('<').collect();
    // From the end: initials have no letter to give.
    match components.iter().rposition(|component| component.len() > 1) {
        Some(index) => {
            if let Some(component) = components.get_mut(index) {
                *component = component.get(..component.len() - 1).unwrap_or("");
            }
            format!("{}<{next}", components.join("<"))
        }
        // Nothing but initials up to here: one fewer, and the last cell stays a filler.
        None => components.join("<"),
    }
}

/// The longest components give up letters until all of them fit exactly; components are lost only if even initials do
/// not fit.
fn shortened(name: &str, room: usize) -> String {
    let mut components: Vec<&str> = name.split('<').collect();
    loop {
        let length = components.iter().map(|component| component.len()).sum::<usize>() + components.len() - 1;
        if length <= room {
            return components.join("<");
        }
        match components.iter_mut().max_by_key(|component| component.len()) {
            Some(longest) if longest.len() > 1 => *longest = longest.get(..longest.len() - 1).unwrap_or(""),
            _ => {
                components.pop();
            }
        }
        if components.is_empty() {
            return String::new();
        }
    }
}
