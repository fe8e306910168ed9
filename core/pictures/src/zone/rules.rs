//! What each cell of a zone may hold, and which check digit sees it (Doc 9303-3 §4.9 and Parts 4 to 7), as the library's own layouts say.

use doc9303::Mrz;
use doc9303::mrz::{Field, Format, Span};

/// What a cell may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, digits and fillers.
    Any,
    /// The first letter of the document code.
    Code,
    /// Letters and fillers.
    Letters,
    /// The State or nationality.
    State,
    /// A digit of a date: the first of the month, the first of the day, or another.
    Month,
    Day,
    Digit,
    /// A check digit; whether a filler may stand for it.
    Check {
        or_filler: bool,
    },
    Sex,
    /// Part of the holder's name.
    Name,
}

/// A check digit, and how much each cell counts for it.
pub(super) struct Digit {
    pub(super) at: usize,
    pub(super) first: usize,
    pub(super) weights: Vec<u8>,
}

/// What is known of a zone before it is read.
pub(super) struct Rules {
    pub(super) cells: Vec<Kind>,
    pub(super) digits: Vec<Digit>,
    /// The three cells of the issuing State and of the nationality.
    pub(super) states: Vec<usize>,
}

impl Rules {
    /// Of the layout of a zone; its characters tell only whether the document number continues in the optional data.
    pub(super) fn of(zone: &Mrz, length: usize) -> Rules {
        let lines = zone.lines().count();
        let cells_of = |span: Span| span.line * length + span.start..span.line * length + span.end;
        let mut cells = vec![Kind::Any; lines * length];
        let mut states = Vec::new();
        let mut is_field = vec![false; lines * length];
        let mut put = |at: usize, kind: Kind| {
            if let Some((cell, is_field)) = cells.get_mut(at).zip(is_field.get_mut(at)) {
                (*cell, *is_field) = (kind, true);
            }
        };
        for field in zone.fields().filter(|field| !is_name(*field)) {
            for (span, is_first) in
                zone.ranges(field).zip(std::iter::once(true).chain(std::iter::repeat(false)))
            {
                if matches!(field, Field::IssuingState | Field::Nationality) && is_first {
                    states.push(cells_of(span).start);
                }
                cells_of(span).enumerate().for_each(|(place, at)| put(at, kind(field, place)));
            }
        }
        let mut digits = Vec::new();
        for digit in zone.check_digits() {
            let at = cells_of(digit.position()).start;
            let or_filler =
                digit.field() == Field::PersonalNumber || zone.format() == Format::FrenchIdentityCard;
            put(at, Kind::Check { or_filler });
            let covered = digit.covers().flat_map(cells_of);
            let mut weights = vec![0; lines * length];
            let mut first = at;
            for (cell, weight) in covered.zip([7, 3, 1].into_iter().cycle()) {
                first = first.min(cell);
                if let Some(place) = weights.get_mut(cell) {
                    *place = weight;
                }
            }
            digits.push(Digit { at, first, weights });
        }
        if is_continued(zone) {
            // The filler that stands for the check digit of a number that continues.
            if let Some(span) = zone.ranges(Field::DocumentNumber).next() {
                put(cells_of(span).end, Kind::Any);
            }
        }
        for (cell, _) in cells.iter_mut().zip(is_field).filter(|(_, is_field)| !is_field) {
            *cell = Kind::Name;
        }
        Rules { cells, digits, states }
    }

    /// The cells of names, each field's in a row.
    pub(super) fn names(&self) -> Vec<std::ops::Range<usize>> {
        let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
        for at in self.cells.iter().zip(0..).filter(|(kind, _)| **kind == Kind::Name).map(|(_, at)| at) {
            match ranges.last_mut().filter(|range| range.end == at) {
                Some(range) => range.end += 1,
                None => ranges.push(at..at + 1),
            }
        }
        ranges
    }
}

/// Whether the document number continues in the optional data.
pub(super) fn is_continued(zone: &Mrz) -> bool {
    zone.ranges(Field::DocumentNumber).count() > 1
}

const fn is_name(field: Field) -> bool {
    matches!(field, Field::PrimaryIdentifier | Field::SecondaryIdentifier)
}

fn kind(field: Field, place: usize) -> Kind {
    match (field, place) {
        (Field::DocumentCode, 0) => Kind::Code,
        (Field::DocumentCode, _) => Kind::Letters,
        (Field::IssuingState | Field::Nationality, _) => Kind::State,
        (Field::BirthDate | Field::ExpiryDate, 2) | (Field::IssueMonth, 2) => Kind::Month,
        (Field::BirthDate | Field::ExpiryDate, 4) => Kind::Day,
        (Field::BirthDate | Field::ExpiryDate | Field::IssueMonth, _) => Kind::Digit,
        (Field::Sex, _) => Kind::Sex,
        _ => Kind::Any,
    }
}

impl Kind {
    /// The logarithm of how likely a character is in such a cell before it is seen; zero for what is usual.
    pub(super) fn prior(self, letter: u8) -> f32 {
        /// What documents hold now and then against the rules.
        const ODD: f32 = -7.0;
        const NEVER: f32 = -14.0;
        let is_digit = letter.is_ascii_digit();
        let is_filler = letter == b'<';
        match self {
            // Numbers hold digits more often than letters, and many States use none that looks like a digit.
            Kind::Any if letter.is_ascii_uppercase() => -1.5,
            Kind::Any => 0.0,
            Kind::Code if matches!(letter, b'P' | b'V' | b'I' | b'A' | b'C') => 0.0,
            Kind::Code if is_digit || is_filler => NEVER,
            Kind::Code => ODD,
            Kind::Letters | Kind::State | Kind::Name if is_digit => NEVER,
            Kind::Letters | Kind::State | Kind::Name => 0.0,
            Kind::Month if matches!(letter, b'0' | b'1') => 0.0,
            Kind::Day if matches!(letter, b'0'..=b'3') => 0.0,
            Kind::Digit | Kind::Check { .. } if is_digit => 0.0,
            Kind::Check { or_filler: true } if is_filler => -1.0,
            Kind::Month | Kind::Day | Kind::Digit if is_filler => ODD,
            Kind::Month | Kind::Day | Kind::Digit | Kind::Check { .. } => NEVER,
            Kind::Sex if matches!(letter, b'M' | b'F' | b'<') => 0.0,
            Kind::Sex if letter == b'X' => ODD,
            Kind::Sex => NEVER,
        }
    }
}
