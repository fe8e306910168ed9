//! What is odd about a zone without making it wrong: each is reported, none is an error.

use super::Mrz;
use super::cells::Cells;
use super::layout::{Field, Format};
use super::long_document_number::DocumentNumberForm;
use crate::{Explanation, State, StateGroup};

macro_rules! warnings {
    ($( $(#[doc = $doc:literal])+ $name:ident = $text:literal; )+) => {
        /// Something odd that a reader should know and that does not make the zone unreadable.
        ///
        /// ```
        /// use doc9303::{Mrz, mrz::Warning};
        /// let zone = Mrz::parse("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<X\nL898902C36UTO7408122F1204159ZE184226B<<<<<10")?;
        /// assert!(zone.warnings().any(|warning| warning == Warning::TruncationPossible));
        /// # Ok::<(), doc9303::Error>(())
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Warning { $( $(#[doc = $doc])+ $name, )+ }

        impl Warning {
            /// Every warning, in the order in which they are reported.
            pub const ALL: &'static [Warning] = &[ $( Warning::$name, )+ ];

            /// The stable text, such as `truncation_possible`.
            pub const fn as_str(self) -> &'static str {
                match self { $( Warning::$name => $text, )+ }
            }

            /// What it says, in one sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $( Warning::$name => concat!($($doc),+).trim_ascii(), )+ }
            }
        }
    };
}

warnings! {
    /// The last cell of the name field is in use: the name may have been cut.
    TruncationPossible = "truncation_possible";
    /// The name field has no primary identifier.
    NameNoPrimary = "name_no_primary";
    /// The identifiers are separated more often, or by more fillers, than the grammar says.
    NameSeparators = "name_separators";
    /// A digit is in the name.
    NameDigits = "name_digits";
    /// The nationality is not a known code.
    UnknownNationality = "unknown_nationality";
    /// A code stands for the State that is listed nowhere but seen on real documents, such as `DEU` for `D`.
    CodeSeenInField = "code_seen_in_field";
    /// A code is no longer given out.
    CodeWithdrawn = "code_withdrawn";
    /// The second letter of the document code is none that Doc 9303 lists for passports.
    DocumentCodeSecondLetter = "document_code_second_letter";
    /// The check digit of a long document number weighs the filler in its middle.
    LongNumberFillerWeight = "long_number_filler_weight";
    /// The long form of the document number is used with fewer than nine characters in the number field.
    LongNumberShort = "long_number_short";
    /// The filler that must close a long document number is missing.
    LongNumberUnclosed = "long_number_unclosed";
    /// The check digit of the document number was moved into the optional data without a rest of the number.
    CheckDigitDisplaced = "check_digit_displaced";
    /// The document number is empty.
    DocumentNumberEmpty = "document_number_empty";
    /// The check digit of an empty personal number is a filler, which is allowed, and not 0.
    OptionalCheckDigitFiller = "optional_check_digit_filler";
    /// Nothing of a date is known.
    DateUnknown = "date_unknown";
    /// A part of a date is unknown.
    DatePartiallyUnknown = "date_partially_unknown";
    /// A field begins with a filler.
    LeadingFiller = "leading_filler";
    /// The document is a specimen of the State of Utopia.
    Specimen = "specimen";
    /// The text had the zone on one line, without breaks between its lines.
    LineBreaksMissing = "line_breaks_missing";
    /// A national order leaves a field and its check digit to fillers where Doc 9303 does not.
    NationalException = "national_exception";
}

impl core::fmt::Display for Warning {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Warning {
    /// What the warning means, why an honest document can lead to it, what may be done next, and the clause.
    pub const fn explanation(self) -> Explanation {
        use crate::explain::warning as told;
        use Warning as W;
        match self {
            W::TruncationPossible => told::TRUNCATION_POSSIBLE,
            W::NameNoPrimary => told::NAME_NO_PRIMARY,
            W::NameSeparators => told::NAME_SEPARATORS,
            W::NameDigits => told::NAME_DIGITS,
            W::UnknownNationality => told::UNKNOWN_NATIONALITY,
            W::CodeSeenInField => told::CODE_SEEN_IN_FIELD,
            W::CodeWithdrawn => told::CODE_WITHDRAWN,
            W::DocumentCodeSecondLetter => told::DOCUMENT_CODE_SECOND_LETTER,
            W::LongNumberFillerWeight => told::LONG_NUMBER_FILLER_WEIGHT,
            W::LongNumberShort => told::LONG_NUMBER_SHORT,
            W::LongNumberUnclosed => told::LONG_NUMBER_UNCLOSED,
            W::CheckDigitDisplaced => told::CHECK_DIGIT_DISPLACED,
            W::DocumentNumberEmpty => told::DOCUMENT_NUMBER_EMPTY,
            W::OptionalCheckDigitFiller => told::OPTIONAL_CHECK_DIGIT_FILLER,
            W::DateUnknown => told::DATE_UNKNOWN,
            W::DatePartiallyUnknown => told::DATE_PARTIALLY_UNKNOWN,
            W::LeadingFiller => told::LEADING_FILLER,
            W::Specimen => told::SPECIMEN,
            W::LineBreaksMissing => told::LINE_BREAKS_MISSING,
            W::NationalException => told::NATIONAL_EXCEPTION,
        }
    }
}

/// Passport codes of Doc 9303-4 §4.4; from 2028 on every passport must bear one.
const PASSPORT_LETTERS: &[u8] = b"PEDORTSLM";

/// A passport without a listed second letter must expire before 2038. Two digits of a year do not tell the century,
/// so the window ends where documents from before machine readable zones would begin.
const EXPIRY_WITHOUT_SECOND_LETTER: core::ops::RangeInclusive<u8> = 38..=79;

/// The warnings of a zone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Warnings {
    set: u32,
    next: usize,
}

impl Warnings {
    fn note(&mut self, warning: Warning, applies: bool) {
        if let Some(bit) = Warning::ALL.iter().position(|known| *known == warning) {
            self.set |= u32::from(applies) << bit;
        }
    }
}

impl Iterator for Warnings {
    type Item = Warning;

    fn next(&mut self) -> Option<Warning> {
        while let Some(warning) = Warning::ALL.get(self.next) {
            let bit = self.next;
            self.next += 1;
            if self.set >> bit & 1 == 1 {
                return Some(*warning);
            }
        }
        None
    }
}

pub(super) fn find(mrz: &Mrz) -> Warnings {
    let mut found = Warnings { set: 0, next: 0 };
    names(mrz, &mut found);
    codes(mrz, &mut found);
    number(mrz, &mut found);
    dates(mrz, &mut found);
    found.note(Warning::LeadingFiller, leading_filler(mrz));
    found.note(Warning::LineBreaksMissing, mrz.one_line);
    found.note(Warning::NationalException, mrz.has_no_expiry_by_order());
    found
}

fn names(mrz: &Mrz, found: &mut Warnings) {
    if !mrz.has(Field::PrimaryIdentifier) {
        return;
    }
    let name = mrz.name();
    found.note(Warning::TruncationPossible, name.full);
    found.note(Warning::NameNoPrimary, name.primary.0 == name.primary.1);
    found.note(Warning::NameSeparators, name.separators);
    let digits = |cells: Cells| mrz.cells(cells).iter().any(u8::is_ascii_digit);
    let slip = mrz.name_digits_are_slips() && (digits(name.primary) || digits(name.secondary));
    found.note(Warning::NameDigits, slip);
}

fn codes(mrz: &Mrz, found: &mut Warnings) {
    let issuer = State::by_code3(&mrz.issuing_state());
    let nationality = mrz.has(Field::Nationality).then(|| mrz.nationality());
    let bearer = nationality.and_then(|code| State::by_code3(&code));
    found.note(Warning::UnknownNationality, nationality.is_some() && bearer.is_none());
    let either = |group| [issuer, bearer].into_iter().flatten().any(|state| state.group() == group);
    let german = [issuer, bearer].into_iter().flatten().any(|state| state.code3() == "DEU");
    found.note(Warning::CodeSeenInField, german || either(StateGroup::Field));
    found.note(Warning::CodeWithdrawn, either(StateGroup::Withdrawn));
    found.note(Warning::Specimen, issuer.is_some_and(|state| state.group() == StateGroup::Specimen));
    found.note(Warning::DocumentCodeSecondLetter, odd_second_letter(mrz));
}

/// Doc 9303-4 §4.4. A filler stays legal on passports that expire before 2038.
fn odd_second_letter(mrz: &Mrz) -> bool {
    let [first, second] = mrz.code_cells();
    if mrz.format() != Format::Td3 || first != b'P' {
        return false;
    }
    match second {
        b'<' => {
            let year = mrz.date_of_expiry().year_of_century();
            year.is_some_and(|year| EXPIRY_WITHOUT_SECOND_LETTER.contains(&year))
        }
        letter => !PASSPORT_LETTERS.contains(&letter),
    }
}

fn number(mrz: &Mrz, found: &mut Warnings) {
    if let DocumentNumberForm::Continued(long) = mrz.number_form() {
        found.note(Warning::LongNumberFillerWeight, long.weighs_filler);
        found.note(Warning::LongNumberShort, mrz.cells(long.principal()).contains(&b'<'));
        found.note(Warning::LongNumberUnclosed, !long.closed);
    }
    found.note(Warning::CheckDigitDisplaced, mrz.number_form() == DocumentNumberForm::Displaced);
    found.note(Warning::DocumentNumberEmpty, mrz.document_number().is_empty());
    let empty = mrz.format() == Format::Td3 && mrz.personal_number().is_empty();
    let filler =
        mrz.check_digits().any(|digit| digit.field() == Field::PersonalNumber && digit.printed() == '<');
    found.note(Warning::OptionalCheckDigitFiller, empty && filler);
}

fn dates(mrz: &Mrz, found: &mut Warnings) {
    for field in [Field::BirthDate, Field::ExpiryDate] {
        if mrz.has(field) && !(field == Field::ExpiryDate && mrz.has_no_expiry_by_order()) {
            let date = mrz.date(field);
            found.note(Warning::DateUnknown, date.is_unknown());
            found.note(Warning::DatePartiallyUnknown, date.is_partial() && !date.is_unknown());
        }
    }
}

/// Data start at the left of each field (Doc 9303-3 §4.10), so only an empty field may begin with a filler.
fn leading_filler(mrz: &Mrz) -> bool {
    const LEFT_ALIGNED: [Field; 6] = [
        Field::DocumentNumber,
        Field::Nationality,
        Field::PersonalNumber,
        Field::OptionalData,
        Field::OptionalData1,
        Field::OptionalData2,
    ];
    let fixed = LEFT_ALIGNED.into_iter().filter_map(|field| mrz.field_cells(field));
    let mut begins = fixed
        .map(|cells| mrz.cells(cells))
        .map(|cells| cells.first() == Some(&b'<') && cells.iter().any(|&cell| cell != b'<'));
    mrz.name().leading_filler || begins.any(|begins| begins)
}
