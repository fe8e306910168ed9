//! A zone while it is being typed: the layout that it is going to have, the cells of each field, the check digits that
//! can be told already, and the characters that no zone has.

use super::Mrz;
use super::cells::{Cells, EMPTY, MOST_CELLS, Zone};
use super::check_digit::{CheckDigit, Covers};
use super::layout::{Field, Format, Layout, Span};
use super::shape;
use crate::json::{self, Json, array, object};

struct Draft {
    format: Format,
    fields: Vec<(Field, Span)>,
    digits: Vec<DraftDigit>,
    strange: Vec<Strange>,
}

#[derive(Debug)]
struct DraftDigit {
    field: Field,
    at: Span,
    /// `None` as long as a cell that counts is missing or cannot be in a zone.
    is_valid: Option<bool>,
    computed: char,
}

/// A character that cannot be in a zone, and the cells that it looks like or is written for.
struct Strange {
    at: Span,
    letter: char,
    meant: String,
}

/// A zone that is still being typed as a JSON object, read as the layout that is given or else the likeliest. Each line of
/// the text is a line of the zone, from its first character on; what is beyond the layout is passed over. The work grows
/// with the length of the text alone.
///
/// - `format`, and the length of each of its `lines`;
/// - `fields`: the cells of each `field` as line, first column and the one past the last, names as far as they are typed; a
///   field in two pieces is in it twice;
/// - `check_digits`: where each is, whether it is `ok` and what is `computed`; both are absent as long as a cell that counts
///   is missing or cannot be in a zone;
/// - `strange`: the characters that cannot be in a zone, and the cells that each is `meant` for: fillers for a space or a
///   guillemet, the Latin letter for a Cyrillic or Greek one of the same shape, none if there are none.
///
/// ```
/// use doc9303::mrz::draft_json;
/// // The last letter of the name is Cyrillic.
/// let draft = draft_json("P<UTOERIKSSON<<ANNA<MARIА<<<<<<<<<<<<<<<<<<<\nL898902C36UTO740812", None);
/// assert!(draft.starts_with(r#"{"format":"TD3","lines":[44,44],"#));
/// assert!(draft.ends_with(r#""strange":[{"at":[0,24,25],"letter":"А","meant":"A"}]}"#));
/// // The number has its check digit, the date of birth has none yet.
/// assert!(draft.contains(r#"{"field":"document_number","at":[1,9,10],"ok":true,"computed":"6"}"#));
/// assert!(draft.contains(r#"{"field":"birth_date","at":[1,19,20]}"#));
/// ```
pub fn draft_json(text: &str, format: Option<Format>) -> String {
    let draft = draft(text, format);
    json::text(object(|o| {
        o.with("format", draft.format.as_str())
            .with("lines", draft.format.line_lengths())
            .with("fields", array(&draft.fields, field_json))
            .with("check_digits", array(&draft.digits, DraftDigit::json))
            .with("strange", array(&draft.strange, Strange::json))
    }))
}

fn field_json((field, span): &(Field, Span)) -> impl Json {
    object(|o| o.with("field", field.as_str()).with("at", place(*span)))
}

fn place(span: Span) -> [usize; 3] {
    [span.line, span.start, span.end]
}

impl DraftDigit {
    fn json(&self) -> impl Json {
        let computed = self.is_valid.map(|_| self.computed);
        object(move |o| {
            o.with("field", self.field.as_str())
                .with("at", place(self.at))
                .with_some("ok", self.is_valid)
                .with_some("computed", computed)
        })
    }
}

impl Strange {
    fn json(&self) -> impl Json {
        object(|o| o.with("at", place(self.at)).with("letter", self.letter).with("meant", &*self.meant))
    }
}

fn draft(text: &str, format: Option<Format>) -> Draft {
    let lines: Vec<&str> = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
    let format = format.unwrap_or_else(|| likeliest(&lines));
    let layout = format.layout();
    let (zone, typed) = cells_of(&lines, layout);
    let mrz = Mrz::of(zone, format);
    let spans = |field| mrz.ranges(field).map(move |span| (field, span));
    Draft {
        format,
        fields: mrz.fields().flat_map(spans).collect(),
        digits: mrz.check_digits().map(|digit| judged(digit, layout, &typed)).collect(),
        strange: lines.iter().enumerate().flat_map(|(line, text)| strange(line, text)).collect(),
    }
}

/// The cells that are there, with fillers for those that are not, and which are there.
fn cells_of(lines: &[&str], layout: &Layout) -> (Zone, [bool; MOST_CELLS]) {
    let (mut zone, mut typed, mut start) = (EMPTY, [false; MOST_CELLS], 0);
    for (line, length) in lines.iter().zip(layout.lines) {
        for (column, letter) in line.chars().take(*length).enumerate() {
            let Some(cell) = cell(letter) else { continue };
            let at = start + column;
            if let (Some(place), Some(mark)) = (zone.get_mut(at), typed.get_mut(at)) {
                (*place, *mark) = (cell, true);
            }
        }
        start += length;
    }
    (zone, typed)
}

fn cell(letter: char) -> Option<u8> {
    u8::try_from(letter).ok().filter(|cell| shape::is_cell(*cell))
}

/// A check digit, told as soon as every cell that bears on it is there.
fn judged(digit: CheckDigit, layout: &Layout, typed: &[bool; MOST_CELLS]) -> DraftDigit {
    let are_there =
        |(start, end): Cells| typed.get(start..end).is_some_and(|cells| cells.iter().all(|is| *is));
    let covers: &[Cells] = match &digit.covers {
        Covers::Fixed(cells) => cells,
        Covers::Continued(cells) => cells,
    };
    // A number may go on in the optional data behind a filler, and a filler closes one that does.
    let number = matches!(digit.field, Field::DocumentNumber) && digit.printed == b'<';
    let goes_on = number || matches!(digit.covers, Covers::Continued(_));
    let elsewhere = layout.continuation.filter(|_| goes_on).is_none_or(are_there);
    let told =
        elsewhere && are_there((digit.at, digit.at + 1)) && covers.iter().all(|cells| are_there(*cells));
    DraftDigit {
        field: digit.field,
        at: digit.position(),
        is_valid: told.then_some(digit.ok),
        computed: digit.computed(),
    }
}

/// The layout by the first letters and, as far as they are there, the lines.
fn likeliest(lines: &[&str]) -> Format {
    let first = lines.first().copied().unwrap_or_default();
    let code = first.chars().next().unwrap_or('P').to_ascii_uppercase();
    let length = first.chars().count();
    let is_ended = lines.get(1).is_some_and(|line| !line.is_empty());
    if lines.get(1).is_some_and(|line| line.starts_with("FACHE") || line.starts_with("FALIE")) {
        return Format::SwissDrivingLicence;
    }
    // A first line that goes on may become longer, one that has another behind it has its length.
    let width = match (is_ended, length) {
        (_, 37..) => 44,
        (true, 33..) | (false, 31..) => 36,
        (false, _) if matches!(code, 'P' | 'V') => 44,
        _ => 30,
    };
    match (width, code) {
        (44, 'V') => Format::MrvA,
        (44, _) => Format::Td3,
        (36, 'V') => Format::MrvB,
        (36, _) if first.starts_with("IDFRA") => Format::FrenchIdentityCard,
        (36, _) => Format::Td2,
        (_, 'D') if first.get(2..5) == Some("FRA") => Format::DrivingLicence,
        (_, 'D') if first.get(2..5) == Some("NLD") => Format::DutchDrivingLicence,
        _ => Format::Td1,
    }
}

fn strange(line: usize, text: &str) -> impl Iterator<Item = Strange> {
    let odd = text.chars().enumerate().filter(|(_, letter)| cell(*letter).is_none());
    odd.map(move |(column, letter)| Strange {
        at: Span { line, start: column, end: column + 1 },
        letter,
        meant: meant(letter),
    })
}

/// Letters of other scripts that look like capital letters of the Latin one, each with that.
#[rustfmt::skip]
const LOOK_ALIKES: &[(char, char)] = &[
    // Cyrillic.
    ('А', 'A'), ('В', 'B'), ('Е', 'E'), ('Ё', 'E'), ('З', '3'), ('І', 'I'), ('Ї', 'I'), ('Ј', 'J'), ('К', 'K'), ('М', 'M'),
    ('Н', 'H'), ('О', 'O'), ('Р', 'P'), ('С', 'C'), ('Ѕ', 'S'), ('Т', 'T'), ('У', 'Y'), ('Х', 'X'), ('Ԛ', 'Q'), ('Ԝ', 'W'),
    // Greek.
    ('Α', 'A'), ('Β', 'B'), ('Ε', 'E'), ('Ζ', 'Z'), ('Η', 'H'), ('Ι', 'I'), ('Κ', 'K'), ('Μ', 'M'), ('Ν', 'N'), ('Ο', 'O'),
    ('Ρ', 'P'), ('Τ', 'T'), ('Υ', 'Y'), ('Χ', 'X'),
];

fn meant(letter: char) -> String {
    let upper = letter.to_uppercase().next().unwrap_or(letter);
    // Letters, digits and the sign of full width stand as far from their place as all of their block.
    let narrow = u32::from(upper).checked_sub(0xFEE0).and_then(char::from_u32).filter(char::is_ascii_graphic);
    let upper = narrow.map_or(upper, |narrow| narrow.to_ascii_uppercase());
    let look_alike = LOOK_ALIKES.iter().find(|(strange, _)| *strange == upper).map(|(_, latin)| *latin);
    match look_alike.unwrap_or(upper) {
        '«' => "<<".to_owned(),
        '‹' | '〈' | '≤' | '˂' => "<".to_owned(),
        blank if blank.is_whitespace() => "<".to_owned(),
        other if cell(other).is_some() => other.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TD3: &str =
        "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
    const LONG: &str =
        "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<";

    fn states(text: &str) -> Vec<Option<bool>> {
        draft(text, None).digits.iter().map(|digit| digit.is_valid).collect()
    }

    #[test]
    fn a_digit_is_told_with_the_last_cell_that_it_needs() {
        assert_eq!(states(TD3), [Some(true); 5]);
        assert_eq!(states(&TD3[..TD3.len() - 1]), [Some(true), Some(true), Some(true), Some(true), None]);
        assert_eq!(states(""), [None; 5]);
        assert_eq!(states(&TD3.replace("L898902C3", "L898902C4"))[..1], [Some(false)]);
        assert_eq!(states(&TD3.replace("L898902C3", "L89 902C3"))[..2], [None, Some(true)]);
    }

    #[test]
    fn every_beginning_of_a_zone_is_judged_as_the_whole_is() {
        for zone in [TD3, LONG] {
            let whole = states(zone);
            for (end, _) in zone.char_indices() {
                let format = Mrz::parse(zone).unwrap().format();
                let begun = draft(&zone[..end], Some(format));
                for (digit, whole) in begun.digits.iter().zip(&whole) {
                    assert!(digit.is_valid.is_none() || digit.is_valid == *whole, "{end}: {digit:?}");
                }
            }
        }
    }

    #[test]
    fn a_number_that_goes_on_has_its_digit_there() {
        let whole = draft(LONG, None);
        let number = whole.digits.iter().find(|digit| digit.field == Field::DocumentNumber).unwrap();
        assert_eq!((number.at.start, number.is_valid), (18, Some(true)));
        assert_eq!(states(&LONG[..25])[0], None);
        let pieces = whole.fields.iter().filter(|(field, _)| *field == Field::DocumentNumber).count();
        assert_eq!(pieces, 2);
    }

    #[test]
    fn the_layout_follows_what_is_there() {
        let rows = [
            ("", Format::Td3),
            ("P", Format::Td3),
            ("I<UTO", Format::Td1),
            ("V<UTO", Format::MrvA),
            ("V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL", Format::MrvB),
            ("I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<", Format::Td2),
            ("P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL", Format::Td2),
            ("IDFRABERTHIER<<<<<<<<<<<<<<<<<<<", Format::FrenchIdentityCard),
            ("D1FRA", Format::DrivingLicence),
            ("D1NLD", Format::DutchDrivingLicence),
            ("AAA001D<<\nFACHE", Format::SwissDrivingLicence),
        ];
        for (text, format) in rows {
            assert_eq!(draft(text, None).format, format, "{text}");
        }
    }

    #[test]
    fn the_layout_of_every_whole_zone_is_its_own() {
        for zone in [TD3, LONG, "I<UTOSTEVENSON<<PETER<JOHN<<<<<<<<<<\nD23145890<UTO3407127M95071227349<<<8"]
        {
            assert_eq!(draft(zone, None).format, Mrz::parse(zone).unwrap().format());
        }
    }

    #[test]
    fn strange_characters_are_told_with_what_they_are_for() {
        let text = "P<UTOE ‹«»ı\nА\u{FF21}ν山";
        let told: Vec<_> = draft(text, None)
            .strange
            .iter()
            .map(|strange| (strange.at.line, strange.at.start, strange.meant.clone()))
            .collect();
        let told: Vec<_> =
            told.iter().map(|(line, column, meant)| (*line, *column, meant.as_str())).collect();
        let expected = [
            (0, 6, "<"),
            (0, 7, "<"),
            (0, 8, "<<"),
            (0, 9, ""),
            (0, 10, "I"),
            (1, 0, "A"),
            (1, 1, "A"),
            (1, 2, "N"),
            (1, 3, ""),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_layout_that_is_given_is_kept() {
        assert_eq!(draft(TD3, Some(Format::MrvA)).format, Format::MrvA);
        assert_eq!(draft(TD3, Some(Format::MrvA)).digits.len(), 3);
    }
}
