//! Finding zones in longer text: the output of an OCR engine for a whole page, a mail, a log.
//!
//! One pass over the text. A zone is a run of neighbouring words, each of a line's length and character set; candidates
//! that cannot be parsed are returned too, so that the caller can tell "unreadable" from "none".

use super::layout::{Field, Format};
use super::{Mrz, shape};
use crate::Error;

/// A zone, or something like one, found in text.
///
/// Found by [`find`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Found {
    /// The zone, or why it cannot be read; the error counts lines and columns from the first line of the find.
    pub zone: Result<Mrz, Error>,
    /// Offset in bytes of its first character.
    pub start: usize,
    /// Offset in bytes behind its last character.
    pub end: usize,
    /// The line of the text in which it starts, from zero.
    pub line: usize,
    /// Whether every check digit fits and there is at least one. A find that is not sure can be a zone that was read
    /// wrongly, or text that merely looks like one.
    pub is_certain: bool,
}

/// A word of characters that can be in a zone, or nearly: what lies between white space.
#[derive(Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    start: usize,
    line: usize,
}

/// Every zone of a layout of Doc 9303 or a national one in the text, in order, and look-alikes.
///
/// A zone's lines may be on lines of their own, indented or not, or behind one another on one line; unbroken zones of
/// 72, 88 or 90 characters are found as well. The work grows with the length of the text alone.
///
/// ```
/// use doc9303::mrz::find;
/// let text = "Passport of Utopia, page 2\n\
///             P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\n\
///             L898902C36UTO7408122F1204159ZE184226B<<<<<10\nsigned";
/// let finds = find(text);
/// assert_eq!(finds.len(), 1);
/// assert!(finds[0].is_certain && finds[0].line == 1);
/// assert_eq!(&text[finds[0].start..finds[0].end][..5], "P<UTO");
/// ```
pub fn find(text: &str) -> Vec<Found> {
    let words = words(text);
    let mut found = Vec::new();
    let mut next = 0;
    while let Some(rest) = words.get(next..).filter(|rest| !rest.is_empty()) {
        match zone_at(rest).or_else(|| look_alike(rest)) {
            Some((find, taken)) => {
                found.push(find);
                next += taken;
            }
            None => next += 1,
        }
    }
    found
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut start = 0;
    for (line, row) in text.split('\n').enumerate() {
        let mut from = start;
        // A byte order mark, which is no white space, may be before the first word.
        for piece in row.split(|letter: char| letter.is_whitespace() || letter == '\u{FEFF}') {
            if !piece.is_empty() {
                words.push(Word { text: piece, start: from, line });
            }
            let space = row.get(from - start + piece.len()..).and_then(|rest| rest.chars().next());
            from += piece.len() + space.map_or(0, char::len_utf8);
        }
        start += row.len() + 1;
    }
    words
}

/// The number of words and the zone that begin here, if there is one.
fn zone_at(words: &[Word<'_>]) -> Option<(Found, usize)> {
    let first = words.first()?;
    let length = first.text.len();
    if !matches!(length, 9 | 30 | 36 | 44 | 72 | 88 | 90) || !first.text.bytes().all(shape::is_cell) {
        return None;
    }
    let lines = match length {
        36 | 44 => 2,
        72 | 88 | 90 => 1,
        9 => 3,
        // Three lines if there are three, else a driving licence of one.
        _ if words.get(1).is_some_and(|word| word.text.len() == 30) => 3,
        _ => 1,
    };
    let taken = words.get(..lines)?;
    let zone = if length > 44 {
        Mrz::parse(first.text)
    } else {
        let mut joined = String::with_capacity(96);
        for word in taken {
            joined.push_str(word.text);
            joined.push('\n');
        }
        Mrz::parse(&joined)
    };
    let mrz = zone.ok().filter(is_plausible)?;
    Some((of(Ok(mrz), taken)?, lines))
}

/// A zone has fillers, begins with a letter of its layout, and its dates hold no letters. Hexadecimal digests and the
/// like have the length of a line now and then, but none of this.
fn is_plausible(mrz: &Mrz) -> bool {
    let [first, _] = mrz.code_cells();
    let code = match mrz.format() {
        Format::Td3 => first == b'P',
        Format::Td1 | Format::Td2 => matches!(first, b'A' | b'C' | b'I' | b'P'),
        _ => true,
    };
    let digits = mrz.check_digits().filter(|digit| digit.is_valid()).count();
    let dates = !mrz.date(Field::BirthDate).is_malformed() && !mrz.date(Field::ExpiryDate).is_malformed();
    // A zone that was read with some wrong letters is still one: two of the three signs are enough.
    [code, digits > 0, dates].into_iter().filter(|sign| *sign).count() >= 2
}

/// Words that look like lines of a zone: nearly of a line's length, nearly of its characters, with a double filler.
fn look_alike(words: &[Word<'_>]) -> Option<(Found, usize)> {
    let like = |word: &&Word<'_>| {
        let length = word.text.len();
        let cells = word.text.bytes().filter(|byte| shape::is_cell(*byte)).count();
        (25..=92).contains(&length) && cells * 10 >= length * 9
    };
    let lines = words.iter().take(3).take_while(like).count();
    let taken = words.get(..lines)?;
    // Of letters alone it may be anything; fillers in a row are in zones only.
    if !taken.first()?.text.contains("<<") {
        return None;
    }
    // Lines of one zone are equally long, give or take a lost character.
    let length = taken.first()?.text.len();
    let most = if length < 33 { 3 } else { 2 };
    let lines = taken.iter().take(most).take_while(|word| word.text.len().abs_diff(length) <= 2).count();
    let taken = taken.get(..lines)?;
    let joined = taken.iter().map(|word| word.text).collect::<Vec<_>>().join("\n");
    let zone = Mrz::parse(&joined);
    Some((of(zone, taken)?, lines))
}

fn of(zone: Result<Mrz, Error>, taken: &[Word<'_>]) -> Option<Found> {
    let (first, last) = (taken.first()?, taken.last()?);
    let is_certain = zone.as_ref().is_ok_and(|mrz| {
        mrz.check_digits().next().is_some() && mrz.check_digits().all(|digit| digit.is_valid())
    });
    Some(Found { zone, start: first.start, end: last.start + last.text.len(), line: first.line, is_certain })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TD3: [&str; 2] =
        ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"];
    const TD1: [&str; 3] = [
        "I<UTOD231458907<<<<<<<<<<<<<<<",
        "7408122F1204159UTO<<<<<<<<<<<6",
        "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    ];
    const VISA: [&str; 2] = ["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX7408122F9612109<<<<<<<<"];

    #[test]
    fn several_zones_among_other_words() {
        let text = format!(
            "Größe 1,80 m\r\n  {}  \r\n  {}\r\nfoo {} {} bar\n\n{}\n{}\n{}\nend {}",
            TD3[0],
            TD3[1],
            VISA[0],
            VISA[1],
            TD1[0],
            TD1[1],
            TD1[2],
            TD3.concat()
        );
        let finds = find(&text);
        let told: Vec<_> = finds
            .iter()
            .map(|find| {
                let mrz = find.zone.as_ref().unwrap();
                let lines = mrz.lines().collect::<Vec<_>>();
                let place = &text[find.start..find.end];
                assert!(place.starts_with(lines[0]) && place.ends_with(lines[lines.len() - 1]));
                (mrz.format().as_str(), find.line, find.is_certain)
            })
            .collect();
        assert_eq!(told, [("TD3", 1, true), ("MRV-B", 3, true), ("TD1", 5, true), ("TD3", 8, true)]);
    }

    #[test]
    fn look_alikes_are_reported_with_their_error() {
        let short = format!("{}\n{}", TD3[0], &TD3[1][1..]);
        let finds = find(&short);
        assert_eq!(finds.len(), 1);
        assert_eq!(finds[0].zone.as_ref().unwrap_err().code().as_str(), "mrz.length");
        let lower = format!("{}\n{}", TD3[0].replace("ANNA", "ANnA"), TD3[1]);
        assert_eq!(find(&lower)[0].zone.as_ref().unwrap_err().code().as_str(), "mrz.charset");
        let misread = format!("{}\n{}", TD3[0], TD3[1].replace("L898902C3", "L8989O2C3"));
        let finds = find(&misread);
        assert!(finds.len() == 1 && finds[0].zone.is_ok() && !finds[0].is_certain);
    }

    #[test]
    fn other_text_is_no_zone() {
        let digest = "0123456789ABCDEF0123456789ABCDEF0123 0123456789ABCDEF0123456789ABCDEF0123";
        for text in [
            "",
            "\n\n",
            "HELLO WORLD",
            digest,
            "AAAAAAAAA BBBBBBBBB",
            "<<<<<<<<<<",
            "ABCDEFGHIJKLMNOPQRSTUVWXYZABCD",
        ] {
            assert_eq!(find(text), [], "{text}");
        }
    }
}
