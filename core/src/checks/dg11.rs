//! `combined.dg11_dg1`: what EF.DG11 says of the holder is what the zone in EF.DG1 says, as far as both speak
//! (TR-03135-1 §5.7, Doc 9303-10 §4.7.11).

use super::Zones;
use crate::lds::{Chip, PersonalDetails};
use crate::mrz::{Field, Format, NameMatch, compare_names, transliterate};
use crate::report::CheckResult;
use crate::vocabulary::{Check, Fact, Message, Reason};
use crate::{Code, Mrz};

/// Letters of the longest name that is compared, and words where it is not known which belong to which identifier.
const NAME_LENGTH: usize = 512;
const NAME_WORDS: usize = 40;

/// What a comparison comes to.
#[derive(Debug, PartialEq, Eq)]
enum Compared {
    Same,
    /// The two contradict each other in this.
    Differs(&'static str),
    /// Both speak, and it cannot be determined whether they say the same.
    Unclear(&'static str),
    /// One of the two says nothing of it.
    Silent,
}

/// `combined.dg11_dg1`: `None` without EF.DG11.
pub(crate) fn check(zones: &Zones<'_>, chip: Option<&Chip>) -> Option<CheckResult> {
    let check = Check::CombinedDg11Dg1;
    let details = match chip?.dg11() {
        Ok(details) => details?,
        Err(error) => return Some(CheckResult::undetermined(check, error)),
    };
    let Some(dg1) = zones.dg1() else {
        let reason = Reason::new(Code::FileNotRead, Message::Dg1NotComparable {});
        return Some(CheckResult::undetermined(check, reason));
    };
    Some(sum(&comparisons(&details, dg1)))
}

fn comparisons(details: &PersonalDetails, dg1: &Mrz) -> [Compared; 3] {
    let compare = |given: &Option<String>, with: &dyn Fn(&str) -> Compared| {
        given.as_deref().map_or(Compared::Silent, with)
    };
    let zone = dg1.date_of_birth();
    [
        compare(&details.date_of_birth, &|full| birth(full, zone.as_str())),
        compare(&details.full_name, &|full| name(full, dg1)),
        compare(&details.personal_number, &|number| personal_number(number, dg1)),
    ]
}

fn sum(compared: &[Compared]) -> CheckResult {
    let check = Check::CombinedDg11Dg1;
    let differing = compared.iter().filter_map(|compared| match compared {
        Compared::Differs(what) => Some(Fact::Text((*what).into())),
        _ => None,
    });
    let fields: Vec<Fact> = differing.collect();
    if !fields.is_empty() {
        let reason = Reason::new(Code::CombinedDg11Mismatch, Message::DetailsDiffer { fields });
        return CheckResult::failed(check, reason);
    }
    let unclear = compared.iter().find_map(|compared| match compared {
        Compared::Unclear(why) => Some(*why),
        _ => None,
    });
    if let Some(why) = unclear {
        return CheckResult::undetermined(
            check,
            Reason::new(Code::CombinedDg11Unclear, Message::Said { what: why.into() }),
        );
    }
    if compared.contains(&Compared::Same) {
        return CheckResult::successful(check);
    }
    CheckResult::not_supported(check, Reason::new(Code::FileNotPresent, Message::DetailsSilent {}))
}

/// Unknown parts are zeros in DG11 (Doc 9303-10 §4.7.11.1) and fillers in the zone (Doc 9303-3 §4.8).
fn birth(full: &str, zone: &str) -> Compared {
    let full = full.replace('<', "0");
    let digits = full.len() == 8 && full.bytes().all(|letter| letter.is_ascii_digit());
    let (Some((year, day)), true) = (full.split_at_checked(4), digits) else {
        return Compared::Unclear("the date of birth in EF.DG11 is not of eight digits");
    };
    let parts =
        [(year, 0..2), (day.get(..2).unwrap_or_default(), 2..4), (day.get(2..).unwrap_or_default(), 4..6)];
    let agrees = parts.into_iter().all(|(part, cells)| {
        let cells = zone.get(cells).unwrap_or_default();
        let unknown = part.bytes().all(|digit| digit == b'0');
        if cells.contains('<') { unknown } else { part.ends_with(cells) }
    });
    if agrees { Compared::Same } else { Compared::Differs("dates of birth") }
}

/// The full name, by every form that the standard allows to write it in a zone (Doc 9303-3 §6).
fn name(full: &str, dg1: &Mrz) -> Compared {
    if full.chars().nth(NAME_LENGTH).is_some() {
        return Compared::Unclear("the name in EF.DG11 is too long to be compared");
    }
    let split = full.split_once("<<").or_else(|| full.split_once(','));
    let best = match split {
        Some((primary, secondary)) => Some(compare_names(primary, secondary, dg1)),
        None => name_without_order(full, dg1),
    };
    match best {
        None => Compared::Unclear("the name in EF.DG11 has too many words to be compared"),
        Some(NameMatch::Different) if is_latin(full) => Compared::Differs("names"),
        // Many zones write names of other scripts by national rules or by ear, which proves no difference.
        Some(NameMatch::Different) => Compared::Unclear(
            "the name in EF.DG11 is in letters that zones write in more ways than the standard's",
        ),
        Some(_) => Compared::Same,
    }
}

/// A name of which it is not said where the primary identifier ends, nor that it comes first.
fn name_without_order(full: &str, dg1: &Mrz) -> Option<NameMatch> {
    let words: Vec<&str> = full
        .split(|letter: char| letter == '<' || letter.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() > NAME_WORDS {
        return None;
    }
    let ways = (0..=words.len()).filter_map(|at| {
        let (first, second) = words.split_at_checked(at)?;
        let (first, second) = (first.join(" "), second.join(" "));
        Some(compare_names(&first, &second, dg1).min(compare_names(&second, &first, dg1)))
    });
    ways.min()
}

/// Latin letters alone, each with a form in the zone.
fn is_latin(name: &str) -> bool {
    let latin = |letter: char| {
        !letter.is_alphabetic()
            || matches!(letter, 'A'..='Z' | 'a'..='z' | '\u{aa}'..='\u{2af}' | '\u{1e00}'..='\u{1eff}')
    };
    name.chars().all(latin) && transliterate(name, Default::default()).is_ok()
}

/// The personal number is an optional element of the zone, and many States use its cells for something else. Only on a
/// passport, whose field bears that name, and only where both numbers are made alike, is a difference certain.
fn personal_number(number: &str, dg1: &Mrz) -> Compared {
    const FIELDS: [Field; 4] =
        [Field::PersonalNumber, Field::OptionalData, Field::OptionalData1, Field::OptionalData2];
    let own = significant(number);
    let there: Vec<(Field, String)> = dg1
        .fields()
        .filter(|field| FIELDS.contains(field))
        .map(|field| (field, significant(&dg1.text(field))))
        .collect();
    let within = |whole: &str, part: &str| part.len() >= 5 && whole.contains(part);
    let same = |zone: &str| !zone.is_empty() && (zone == own || within(zone, &own) || within(&own, zone));
    if there.iter().any(|(_, zone)| same(zone)) {
        return Compared::Same;
    }
    let differs = |(field, zone): &(Field, String)| {
        *field == Field::PersonalNumber
            && dg1.format() == Format::Td3
            && !own.is_empty()
            && shape(zone).eq(shape(&own))
    };
    if there.iter().any(differs) { Compared::Differs("personal numbers") } else { Compared::Silent }
}

/// Without what parts groups of digits.
fn significant(number: &str) -> String {
    let letters = number.chars().filter(|letter| letter.is_alphanumeric());
    letters.map(|letter| letter.to_ascii_uppercase()).collect()
}

/// Where digits stand and where letters.
fn shape(number: &str) -> impl Iterator<Item = bool> {
    number.chars().map(|letter| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passport(name: &str, personal_number: &str) -> Mrz {
        let second = format!("L898902C36UTO7408122F1204159{personal_number:<<14}");
        Mrz::parse(&format!("{:<<44}\n{second:<<44}", format!("P<UTO{name}"))).unwrap()
    }

    #[test]
    fn unknown_parts_agree() {
        for (full, zone) in [
            ("19740812", "740812"),
            ("19740800", "7408<<"),
            ("19740000", "74<<<<"),
            ("00000000", "<<<<<<"),
            ("00000812", "<<0812"),
            ("197408<<", "7408<<"),
            ("20000812", "000812"),
        ] {
            assert_eq!(birth(full, zone), Compared::Same, "{full} {zone}");
        }
        for (full, zone) in [
            ("19740800", "740812"),
            ("19740812", "7408<<"),
            ("19740900", "7408<<"),
            ("19740813", "740812"),
            ("20000812", "<<0812"),
        ] {
            assert_eq!(birth(full, zone), Compared::Differs("dates of birth"), "{full} {zone}");
        }
        for full in ["1974", "12 AUG 1974", "740812", ""] {
            assert!(matches!(birth(full, "740812"), Compared::Unclear(_)), "{full}");
        }
    }

    #[test]
    fn names_by_transliteration_and_in_any_order() {
        let zone = passport("MUELLER<<ANNA<MARIA", "");
        for full in [
            "MÜLLER<<ANNA<MARIA",
            "Müller<<Anna-Maria<<<<<<",
            "Müller, Anna Maria",
            "Müller Anna Maria",
            "Anna Maria Müller",
            "MUELLER<ANNA<MARIA",
        ] {
            assert_eq!(name(full, &zone), Compared::Same, "{full}");
        }
        for full in ["MILLER<<ANNA<MARIA", "MÜLLER<<ANNA", "ANNA<MARIA<<MÜLLER", "Müller"] {
            assert_eq!(name(full, &zone), Compared::Differs("names"), "{full}");
        }
        // By the standard's table, by another, and in letters without a table.
        let zone = passport("MOHAMED<<ALI", "");
        for full in ["محمد<<علي", "Μωχάμεντ<<Άλι", "穆罕默德<<阿里", "Ann2<<Ali"] {
            assert!(matches!(name(full, &zone), Compared::Unclear(_)), "{full}");
        }
        assert_eq!(name("ГОГОЛЬ<<ПЁТР", &passport("HOHOL<<PETR", "")), Compared::Same);
        let long = "A ".repeat(50);
        assert!(matches!(name(&long, &zone), Compared::Unclear(_)));
        assert!(matches!(name(&"Ä".repeat(513), &zone), Compared::Unclear(_)));
    }

    #[test]
    fn only_a_certain_difference_of_personal_numbers_counts() {
        let zone = passport("DOE<<JANE", "ZE184226B");
        for number in ["ZE184226B", "ze-184226-b", "ZE 184226 B", "ZE184226B00", "184226B"] {
            assert_eq!(personal_number(number, &zone), Compared::Same, "{number}");
        }
        assert_eq!(personal_number("ZE184226C", &zone), Compared::Differs("personal numbers"));
        for number in ["19740812-1234", "B1", "", "ÄÖ", "184226BZE1"] {
            assert_eq!(personal_number(number, &zone), Compared::Silent, "{number}");
        }
        assert_eq!(personal_number("ZE184226B", &passport("DOE<<JANE", "")), Compared::Silent);
        let card =
            "I<UTOD231458907ZE184226B<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nDOE<<JANE<<<<<<<<<<<<<<<<<<<<<";
        let card = Mrz::parse(card).unwrap();
        assert_eq!(personal_number("ZE184226B", &card), Compared::Same);
        assert_eq!(personal_number("ZE184226C", &card), Compared::Silent, "optional data may be anything");
    }
}
