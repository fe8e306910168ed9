//! The machine readable zone: Doc 9303-3 §4, with the layouts of Parts 4 to 7.
//!
//! [`Mrz::parse`] asks only for the shape and the character set. Whether check digits, dates, codes and names hold is
//! for the checks to say, so a zone with a wrong check digit still gives up its fields.

mod cell_text;
mod cells;
mod check_digit;
mod date;
mod draft;
mod expiry;
mod fillers;
mod find;
mod json;
mod layout;
mod long_document_number;
mod name;
mod named_fields;
mod national;
mod repair;
mod shape;
mod text;
mod transliterate;
mod values;
mod warning;
mod weighting;
mod write;

pub use cell_text::cell_text;
pub use check_digit::{CheckDigit, check_digit};
pub use date::{MrzDate, PartialDate};
pub use draft::draft_json;
pub(crate) use expiry::{Expiry, Life};
pub use find::{Found, find};
pub(crate) use json::zone_json;
pub use layout::{Field, Format, Span};
pub use national::{NationalNumber, NationalNumberKind};
pub use repair::{Candidate, Candidates, Change, Repair, RepairKind, indistinguishable, repair, repair_text};
pub use shape::is_utf16;
pub use text::Text;
pub use transliterate::{
    Language, NameMatch, NoForm, arabic_from_zone, compare_names, cyrillic_from_zone, russian_from_zone,
    russian_to_zone, transliterate,
};
pub use warning::Warning;
pub use write::{MrzFields, WriteError};

use crate::{Code, Error};
use cells::{Cells, Zone};
use check_digit::{Covers, Spans};
use core::fmt;
use core::hash::{Hash, Hasher};
use fillers::Fillers;
use layout::{Digit, Layout, Names};
use long_document_number::DocumentNumberForm;
use name::Name;
use weighting::Values;

/// A machine readable zone that has been read. It owns its characters in place, without heap memory.
///
/// ```
/// use doc9303::Mrz;
///
/// let zone = Mrz::parse(
///     "I<UTOD231458907<<<<<<<<<<<<<<<\n\
///      7408122F1204159UTO<<<<<<<<<<<6\n\
///      ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
/// )?;
/// assert_eq!(zone.format().as_str(), "TD1");
/// assert_eq!(zone.document_number(), "D23145890");
/// assert_eq!(zone.primary_identifier(), "ERIKSSON");
/// assert_eq!(zone.secondary_identifier(), "ANNA MARIA");
/// assert!(zone.check_digits().all(|digit| digit.is_valid()));
/// # Ok::<(), doc9303::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Mrz {
    zone: Zone,
    format: Format,
    form: DocumentNumberForm,
    number: Text,
    /// Whether the text had no line breaks, which every text but DG1 should have.
    one_line: bool,
}

/// By layout and cells: from these follows everything else but how the text was broken into lines.
impl PartialEq for Mrz {
    fn eq(&self, other: &Mrz) -> bool {
        (self.format, &self.zone) == (other.format, &other.zone)
    }
}

impl Eq for Mrz {}

impl Hash for Mrz {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.format, &self.zone).hash(state);
    }
}

/// The sex as printed. The zone knows `M`, `F` and the filler; `X` stands only in the visual zone (Doc 9303-4 note p).
///
/// ```
/// use doc9303::{Mrz, mrz::Sex};
/// let zone = Mrz::parse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")?;
/// assert_eq!(zone.sex(), Sex::Female);
/// # Ok::<(), doc9303::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sex {
    /// `M`.
    Male,
    /// `F`.
    Female,
    /// The filler.
    Unspecified,
    /// A character that may not be there, as printed.
    Other(char),
    /// The layout has no such field.
    Absent,
}

impl Mrz {
    /// Reads a zone: one line of text for each line of the zone, ended by LF, CR or both. White space around the
    /// text and around its lines, blank lines and a byte order mark are not part of it. A zone on one line, as DG1
    /// holds it, is read with [`Warning::LineBreaksMissing`].
    ///
    /// # Errors
    ///
    /// `mrz.length` if lines or their lengths fit no layout, `mrz.charset` for the first character that cannot stand
    /// in a zone, `mrz.unknown_layout` if the shape is a zone's but no layout has its letters. Each tells the line
    /// and column of the first offending cell. Wrong check digits, dates or codes are not errors.
    pub fn parse(text: &str) -> Result<Mrz, Error> {
        Mrz::parse_bytes(text.as_bytes())
    }

    /// As [`Mrz::parse`], for bytes that may not be UTF-8.
    ///
    /// # Errors
    ///
    /// As [`Mrz::parse`]; a byte beyond ASCII is `mrz.charset`, and so is UTF-16, which is named.
    pub fn parse_bytes(text: &[u8]) -> Result<Mrz, Error> {
        let (zone, format, one_line) = shape::from_text(text)?;
        Ok(Mrz { one_line, ..Mrz::of(zone, format) })
    }

    /// As [`Mrz::parse`], but only if the layout is one of `formats`.
    ///
    /// # Errors
    ///
    /// As [`Mrz::parse`]; a zone of another layout is `mrz.unknown_layout`.
    pub fn parse_as(text: &str, formats: &[Format]) -> Result<Mrz, Error> {
        let mrz = Mrz::parse(text)?;
        if formats.contains(&mrz.format) {
            return Ok(mrz);
        }
        Err(Error::cell(Code::MrzUnknownLayout, 0, 0, "a zone of a layout that was not asked for"))
    }

    /// Reads the content of DG1's element 5F1F: 90, 72 or 88 characters without line breaks (Doc 9303-10 §4.7.1).
    ///
    /// # Errors
    ///
    /// As [`Mrz::parse`].
    pub fn from_dg1(cells: &[u8]) -> Result<Mrz, Error> {
        let (zone, format) = shape::from_unbroken(cells)?;
        Ok(Mrz::of(zone, format))
    }

    fn of(zone: Zone, format: Format) -> Mrz {
        let layout = format.layout();
        let crew = format == Format::Td1 && zone.starts_with(b"AC");
        let form = long_document_number::read(&zone, layout, crew);
        let cells = |(start, end): Cells| zone.get(start..end).unwrap_or(&[]);
        let number = match form {
            DocumentNumberForm::Continued(long) => {
                let mut number = Text::from_cells(cells(long.principal()));
                number.append_raw(cells(long.rest()));
                number
            }
            _ => layout
                .field(Field::DocumentNumber)
                .map_or(Text::EMPTY, |field| Text::from_cells(cells(field))),
        };
        Mrz { zone, format, form, number, one_line: false }
    }

    /// The layout.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The lines as printed.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.format.line_lengths().iter().scan(0, |start, length| {
            let line = self.zone.get(*start..*start + length)?;
            *start += length;
            core::str::from_utf8(line).ok()
        })
    }

    /// Document code: `P`, `PP`, `I`, `AC`, `V` and so on.
    pub fn document_code(&self) -> Text {
        self.text(Field::DocumentCode)
    }

    /// Issuing State or organisation; `D` for Germany.
    pub fn issuing_state(&self) -> Text {
        self.text(Field::IssuingState)
    }

    /// Document number, joined with its continuation if it is longer than nine characters.
    pub fn document_number(&self) -> &str {
        self.number.as_str()
    }

    /// Nationality of the bearer; empty if the layout has none.
    pub fn nationality(&self) -> Text {
        self.text(Field::Nationality)
    }

    /// Date of birth as printed; unknown if the layout has none.
    pub fn date_of_birth(&self) -> MrzDate {
        self.date(Field::BirthDate)
    }

    /// Date of expiry, on visas the last day of validity, as printed; unknown if the layout has none.
    pub fn date_of_expiry(&self) -> MrzDate {
        self.date(Field::ExpiryDate)
    }

    /// Sex of the bearer.
    pub fn sex(&self) -> Sex {
        match self.layout().field(Field::Sex).map(|cells| self.cells(cells)) {
            Some(b"M") => Sex::Male,
            Some(b"F") => Sex::Female,
            Some(b"<") => Sex::Unspecified,
            Some([other]) => Sex::Other(char::from(*other)),
            _ => Sex::Absent,
        }
    }

    /// Personal number or other optional data of a TD3; empty on other layouts.
    pub fn personal_number(&self) -> Text {
        self.text(Field::PersonalNumber)
    }

    /// Optional data of TD2, visas and national layouts, behind a document number that continues into them.
    pub fn optional_data(&self) -> Text {
        self.text(Field::OptionalData)
    }

    /// Optional data in the first line of a TD1, behind a document number that continues into them.
    pub fn optional_data_1(&self) -> Text {
        self.text(Field::OptionalData1)
    }

    /// Optional data in the second line of a TD1.
    pub fn optional_data_2(&self) -> Text {
        self.text(Field::OptionalData2)
    }

    /// Primary identifier, as a rule the family name, with one space between its components.
    pub fn primary_identifier(&self) -> Text {
        self.text(Field::PrimaryIdentifier)
    }

    /// Secondary identifier, as a rule the given names, with one space between them; may be empty.
    pub fn secondary_identifier(&self) -> Text {
        self.text(Field::SecondaryIdentifier)
    }

    /// The value of a field without fillers; empty if it is empty or the layout has no such field.
    pub fn text(&self, field: Field) -> Text {
        match field {
            Field::DocumentNumber => self.number,
            _ => self.field_cells(field).map_or(Text::EMPTY, |cells| Text::from_cells(self.cells(cells))),
        }
    }

    /// Whether the layout has this field.
    pub fn has(&self, field: Field) -> bool {
        match field {
            Field::PrimaryIdentifier | Field::SecondaryIdentifier => {
                !matches!(self.layout().names, Names::Absent)
            }
            Field::Composite => self.layout().digits.iter().any(|digit| digit.field == field),
            _ => self.layout().field(field).is_some(),
        }
    }

    /// The fields of the layout, names last.
    pub fn fields(&self) -> impl Iterator<Item = Field> + use<> {
        let names = [Field::PrimaryIdentifier, Field::SecondaryIdentifier];
        let nameless = matches!(self.layout().names, Names::Absent);
        let names = names.into_iter().filter(move |_| !nameless);
        self.layout().fields.iter().map(|(field, _)| *field).chain(names)
    }

    /// The cells of a field. A document number that continues in the optional data has two spans, an absent
    /// identifier none; [`Field::Composite`] has those that its check digit covers.
    pub fn ranges(&self, field: Field) -> impl Iterator<Item = Span> + use<> {
        let layout = self.layout();
        match (field, self.form) {
            (Field::DocumentNumber, DocumentNumberForm::Continued(long)) => {
                Spans::new(layout, Covers::Continued([long.principal(), long.rest()]))
            }
            (Field::Composite, _) => {
                let covers =
                    layout.digits.iter().find(|digit| digit.field == field).map_or(&[][..], |d| d.covers);
                Spans::new(layout, Covers::Fixed(covers))
            }
            _ => {
                let cells = self.field_cells(field).unwrap_or((0, 0));
                Spans::new(layout, Covers::Continued([cells, (0, 0)]))
            }
        }
    }

    /// The check digits of the layout in reading order, each with what it should be.
    pub fn check_digits(&self) -> impl Iterator<Item = CheckDigit> + '_ {
        let values = Values::of(&self.zone);
        self.layout().digits.iter().map(move |digit| self.check(digit, &values))
    }

    /// The input of the key derivation for Basic Access Control and PACE with the zone as password (Doc 9303-11
    /// §4.3.2 and Appendix D): number, date of birth and date of expiry with their check digits, fillers kept.
    /// Nothing for national layouts, which have no chip of this kind.
    ///
    /// ```
    /// use doc9303::Mrz;
    /// let zone = Mrz::parse("I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<\nD23145890<UTO3407127M95071227349<<<8")?;
    /// assert_eq!(zone.mrz_information().unwrap(), "D23145890734934071279507122");
    /// # Ok::<(), doc9303::Error>(())
    /// ```
    pub fn mrz_information(&self) -> Option<Text> {
        if !self.format.is_standard() {
            return None;
        }
        let mut text = Text::EMPTY;
        for digit in self.layout().digits.get(..3)? {
            match (digit.field, self.form) {
                (Field::DocumentNumber, DocumentNumberForm::Continued(long)) => {
                    text.append_raw(self.cells(long.principal()));
                    text.append_raw(self.cells((long.rest().0, long.digit_at() + 1)));
                }
                _ => {
                    digit.covers.iter().for_each(|cells| text.append_raw(self.cells(*cells)));
                    text.append_raw(self.cells((digit.at, digit.at + 1)));
                }
            }
        }
        Some(text)
    }

    /// Whether the name may have been cut: its last cell is in use (Parts 4 to 7 §4.2.3). A name that fits
    /// exactly looks the same.
    pub fn truncation_possible(&self) -> bool {
        self.name().full
    }

    /// What is odd without being wrong.
    pub fn warnings(&self) -> impl Iterator<Item = Warning> + use<> {
        warning::find(self)
    }

    /// National numbers in the fields that Doc 9303 leaves to the issuing State, each with whether the State's own check
    /// holds. Never part of a verdict.
    pub fn national_numbers(&self) -> impl Iterator<Item = NationalNumber> + use<> {
        national::find(self)
    }

    /// Whether it is a crew member certificate (Doc 9303-5 Appendix C).
    pub fn is_crew_member_certificate(&self) -> bool {
        self.format == Format::Td1 && self.code_cells() == *b"AC"
    }

    /// The airline of a crew member certificate: two letters by IATA or three by ICAO. Nothing if the document number
    /// continues into those cells.
    pub fn airline_code(&self) -> Option<Text> {
        let free =
            self.is_crew_member_certificate() && !matches!(self.form, DocumentNumberForm::Continued(_));
        let code = Text::from_cells(self.cells((15, 18)));
        (free && !code.is_empty()).then_some(code)
    }

    /// Whether it is a single-sheet emergency travel document (Doc 9303-8 §4.1.5): a TD2 with code `PU`.
    pub fn is_emergency_travel_document(&self) -> bool {
        self.format == Format::Td2 && self.code_cells() == *b"PU"
    }

    /// Whether it is a Russian internal passport, which has the shape of a TD3 and writes some letters as digits.
    pub fn is_russian_internal_passport(&self) -> bool {
        self.format == Format::Td3 && self.zone.starts_with(b"PNRUS")
    }

    /// Whether the cells of the date of expiry and its check digit are fillers by the order of a State and not by Doc
    /// 9303: Russian internal passports have no such date.
    pub(crate) fn has_no_expiry_by_order(&self) -> bool {
        const DATE_AND_DIGIT: Cells = (65, 72);
        self.is_russian_internal_passport() && self.cells(DATE_AND_DIGIT).iter().all(|&cell| cell == b'<')
    }

    fn layout(&self) -> &'static Layout {
        self.format.layout()
    }

    fn cells(&self, (start, end): Cells) -> &[u8] {
        self.zone.get(start..end).unwrap_or(&[])
    }

    /// How many cells the zone has.
    fn size(&self) -> usize {
        self.layout().lines.iter().sum()
    }

    /// The first cell of a line.
    fn line_start(&self, line: usize) -> usize {
        self.layout().lines.iter().take(line).sum()
    }

    /// One cell as a span.
    fn cell_span(&self, at: usize) -> Span {
        self.layout().span((at, at + 1))
    }

    fn name(&self) -> Name {
        name::read(Fillers::of(&self.zone), &self.layout().names)
    }

    fn number_form(&self) -> DocumentNumberForm {
        self.form
    }

    /// What breaks the grammar of names (Doc 9303-3 §4.6), if anything does.
    pub(crate) fn name_fault(&self) -> Option<&'static str> {
        let name = self.name();
        let digits = |cells: Cells| self.cells(cells).iter().any(u8::is_ascii_digit);
        if !self.has(Field::PrimaryIdentifier) {
            None
        } else if name.primary.0 == name.primary.1 {
            Some("the name has no primary identifier")
        } else if name.leading_filler {
            Some("the name begins with a filler")
        } else if name.separators {
            Some("the name is separated more often, or by more fillers, than the grammar says")
        } else if self.name_digits_are_slips() && (digits(name.primary) || digits(name.secondary)) {
            Some("the name holds a digit")
        } else {
            None
        }
    }

    /// Russian internal passports write some Cyrillic letters as digits; anywhere else a digit is a slip.
    fn name_digits_are_slips(&self) -> bool {
        !self.is_russian_internal_passport()
    }

    /// The two cells of the document code.
    pub(crate) fn code_cells(&self) -> [u8; 2] {
        let field = self.layout().field(Field::DocumentCode).unwrap_or((0, 2));
        self.cells(field).try_into().unwrap_or(*b"<<")
    }

    pub(crate) fn date(&self, field: Field) -> MrzDate {
        self.layout().field(field).map_or(MrzDate::UNKNOWN, |cells| MrzDate::from_cells(self.cells(cells)))
    }

    /// The cells of a field that has one piece; of the optional data what a long number leaves.
    fn field_cells(&self, field: Field) -> Option<Cells> {
        match field {
            Field::PrimaryIdentifier => Some(self.name().primary),
            Field::SecondaryIdentifier => Some(self.name().secondary),
            _ => {
                let cells = self.layout().field(field)?;
                let DocumentNumberForm::Continued(long) = self.form else { return Some(cells) };
                let taken = long.digit_at() + 1 + usize::from(long.closed);
                Some(if Some(cells) == self.layout().continuation { (taken, cells.1) } else { cells })
            }
        }
    }

    fn check(&self, digit: &Digit, values: &Values) -> CheckDigit {
        if let (Field::DocumentNumber, DocumentNumberForm::Continued(long)) = (digit.field, self.form) {
            let principal = (long.principal().0, long.principal().1 + usize::from(long.weighs_filler));
            let printed = self.zone.get(long.digit_at()).copied().unwrap_or(b'<');
            return CheckDigit {
                field: digit.field,
                printed,
                computed: long.computed,
                ok: printed == long.computed && long.closed,
                format: self.format,
                at: long.digit_at(),
                covers: Covers::Continued([principal, long.rest()]),
                note: if long.closed { None } else { Some(unclosed(printed == long.computed)) },
            };
        }
        let computed = values.digit(&digit.weights);
        let printed = self.zone.get(digit.at).copied().unwrap_or(b'<');
        // Doc 9303-4 §4.2.2.2: the digit of an empty personal number may be 0 or a filler.
        let left_out = || match digit.field {
            Field::PersonalNumber => self.personal_number().is_empty(),
            Field::ExpiryDate => self.has_no_expiry_by_order(),
            _ => false,
        };
        let note = match digit.field {
            Field::DocumentNumber if self.form == DocumentNumberForm::Displaced => Some(DISPLACED),
            Field::ExpiryDate if printed == b'<' && left_out() => Some(BY_ORDER),
            _ => None,
        };
        CheckDigit {
            field: digit.field,
            printed,
            computed,
            ok: printed == computed || (printed == b'<' && left_out()),
            format: self.format,
            at: digit.at,
            covers: Covers::Fixed(digit.covers),
            note,
        }
    }
}

const DISPLACED: &str =
    "the digit is in the optional data, where it belongs only behind the rest of a long number";
const BY_ORDER: &str = "a filler by national order: this document has no date of expiry";

/// What is wrong with the digit of a long document number that no filler closes.
const fn unclosed(fits: bool) -> &'static str {
    if fits {
        "the digit fits, but the filler that must close a long document number does not follow it"
    } else {
        "the digit does not fit, nor does the filler that must close a long document number follow it"
    }
}

impl core::str::FromStr for Mrz {
    type Err = Error;

    fn from_str(text: &str) -> Result<Mrz, Error> {
        Mrz::parse(text)
    }
}

impl fmt::Display for Mrz {
    /// The lines as printed, with LF between them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, line) in self.lines().enumerate() {
            f.write_str(if number > 0 { "\n" } else { "" })?;
            f.write_str(line)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Mrz {
    /// The layout alone: everything else is personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mrz").field("format", &self.format).finish_non_exhaustive()
    }
}
