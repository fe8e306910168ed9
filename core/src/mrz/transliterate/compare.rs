//! Whether a printed name is the name of a zone: letter by letter through every form that the standard allows, since
//! issuers may choose, and component by component where a name was cut (Parts 4 to 7 §4.2.3).

use super::{Letter, components, russian_to_zone};
use crate::mrz::Mrz;
use crate::vocabulary::stable_names;

/// How a printed name and the name of a zone relate. Ordered from the best to the worst.
///
/// Found by [`compare_names`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameMatch {
    /// The same letters.
    Equal,
    /// The same letters once national ones are transliterated.
    EqualByTransliteration,
    /// The zone's name was cut, and what it holds agrees.
    Truncated,
    /// Another name.
    Different,
}

stable_names!(
    NameMatch,
    "match of names",
    Equal = "equal",
    EqualByTransliteration = "equal_by_transliteration",
    Truncated = "truncated",
    Different = "different",
);

/// Compares the printed primary and secondary identifier, in any script of Doc 9303-3 §6, with those of a zone.
///
/// ```
/// use doc9303::Mrz;
/// use doc9303::mrz::{NameMatch, compare_names};
/// let zone = Mrz::parse("I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nMUELLER<<ANNA<MARIA<<<<<<<<<<<")?;
/// assert_eq!(compare_names("Müller", "Anna Maria", &zone), NameMatch::EqualByTransliteration);
/// assert_eq!(compare_names("MUELLER", "ANNA MARIA", &zone), NameMatch::Equal);
/// assert_eq!(compare_names("MUELLER", "ANNE MARIA", &zone), NameMatch::Different);
/// # Ok::<(), doc9303::Error>(())
/// ```
pub fn compare_names(primary: &str, secondary: &str, mrz: &Mrz) -> NameMatch {
    let cut = mrz.truncation_possible();
    if mrz.is_russian_internal_passport() {
        // An alphabet of its own: one cell a letter.
        let same = |printed: &str, zone: &str| {
            russian_to_zone(printed).is_ok_and(|code| code.replace('<', " ") == zone)
        };
        if same(primary, &mrz.primary_identifier()) && same(secondary, &mrz.secondary_identifier()) {
            return NameMatch::EqualByTransliteration;
        }
    }
    let first = identifier(primary, &mrz.primary_identifier(), cut);
    let second = identifier(secondary, &mrz.secondary_identifier(), cut);
    first.max(second)
}

/// One identifier; the zone's with one space between components.
fn identifier(printed: &str, zone: &str, cut: bool) -> NameMatch {
    // A component of marks alone writes nothing and has no counterpart.
    let printed: Vec<Vec<Letter>> =
        components(printed).into_iter().filter(|component| writes_something(component)).collect();
    let zone: Vec<&str> = zone.split(' ').filter(|component| !component.is_empty()).collect();
    if zone.len() > printed.len() || (zone.len() < printed.len() && !cut) {
        return NameMatch::Different;
    }
    let pairs = printed.iter().zip(&zone).map(|(printed, zone)| component(printed, zone.as_bytes(), cut));
    let worst = pairs.max().unwrap_or(NameMatch::Equal);
    if zone.len() < printed.len() { worst.max(NameMatch::Truncated) } else { worst }
}

fn writes_something(component: &[Letter]) -> bool {
    component
        .iter()
        .any(|letter| letter.forms().is_none_or(|forms| forms.all().iter().any(|form| !form.is_empty())))
}

/// One component. `reached` holds, bit by bit, how many of the zone's letters the printed letters so far can have
/// written; a letter with several forms leads to several.
fn component(printed: &[Letter], zone: &[u8], cut: bool) -> NameMatch {
    let mut reached: u64 = 1;
    let mut ended_early = false;
    let mut plain = true;
    for letter in printed {
        let Some(forms) = letter.forms() else { return NameMatch::Different };
        plain &= letter.letter.is_ascii_uppercase();
        let mut next = 0;
        for at in (0..=zone.len().min(63)).filter(|at| reached >> at & 1 == 1) {
            let rest = zone.get(at..).unwrap_or(&[]);
            for form in forms.all() {
                if rest.starts_with(form.as_bytes()) {
                    next |=
                        1_u64.checked_shl(u32::try_from(at + form.len()).unwrap_or(u32::MAX)).unwrap_or(0);
                } else if form.as_bytes().starts_with(rest) {
                    ended_early = true;
                }
            }
        }
        reached = next;
    }
    let whole = u32::try_from(zone.len()).ok().and_then(|length| reached.checked_shr(length));
    match whole.is_some_and(|bits| bits & 1 == 1) {
        true if plain => NameMatch::Equal,
        true => NameMatch::EqualByTransliteration,
        false if cut && ended_early => NameMatch::Truncated,
        false => NameMatch::Different,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passport(name: &str) -> Mrz {
        let text = format!("{:<<44}\nL898902C36UTO7408122F3404159ZE184226B<<<<<16", format!("PPUTO{name}"));
        Mrz::parse(&text).unwrap()
    }

    #[test]
    fn every_allowed_form_is_the_same_name() {
        use NameMatch::{Different, Equal, EqualByTransliteration};
        for (primary, secondary, zone, expected) in [
            ("ERIKSSON", "ANNA MARIA", "ERIKSSON<<ANNA<MARIA", Equal),
            ("Eriksson", "Anna-Maria", "ERIKSSON<<ANNA<MARIA", Equal),
            ("D'Artagnan", "", "DARTAGNAN", Equal),
            ("Jürgen", "Ångström", "JUERGEN<<ANGSTROM", EqualByTransliteration),
            ("Jürgen", "Ångström", "JURGEN<<AANGSTROEM", EqualByTransliteration),
            ("Jürgen", "", "JUXXRGEN", EqualByTransliteration),
            ("Пётр", "Гоголь", "PETR<<HOHOL", EqualByTransliteration),
            ("Ñuñez", "", "NXXUNEZ", EqualByTransliteration),
            ("عبّاس", "", "EBBAS", EqualByTransliteration),
            ("ERIKSSON", "ANNA", "ERIKSSON<<ANNA<MARIA", Different),
            ("ERIKSSON", "ANNA MARIA LENA", "ERIKSSON<<ANNA<MARIA", Different),
            ("ERIKSEN", "ANNA", "ERIKSSON<<ANNA", Different),
            ("ERIK", "ANNA", "ERIKSSON<<ANNA", Different),
            ("ERIKSSON漢", "ANNA", "ERIKSSON<<ANNA", Different),
        ] {
            assert_eq!(compare_names(primary, secondary, &passport(zone)), expected, "{primary} {zone}");
        }
    }

    #[test]
    fn russian_internal_passports_have_their_own_letters() {
        let text =
            "PNRUSERIKSSON<<ANATOLIQ<2VGEN9EVI3<<<<<<<<<<\nL898902C36RUS7408122F3404159ZE184226B<<<<<16";
        let zone = Mrz::parse(text).unwrap();
        let expected = NameMatch::EqualByTransliteration;
        assert_eq!(compare_names("Эрикссон", "Анатолий Ёвгеньевич", &zone), NameMatch::Different);
        assert_eq!(compare_names("Ерикссон", "Анатолий Ёвгеньевич", &zone), expected);
    }

    #[test]
    fn the_standards_truncations_agree_with_the_whole_name() {
        // Doc 9303-4 §4.2.3.
        for (primary, secondary, zone) in [
            ("Nilavadhanananda", "Chayapa Dejthamrong Krasuang", "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"),
            (
                "Bennelong Wooloomooloo Warrandyte Warnambool",
                "Dingo Potoroo",
                "BENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO",
            ),
            (
                "Bennelong Wooloomooloo Warrandyte Warnambool",
                "Dingo Potoroo",
                "BENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO",
            ),
        ] {
            assert_eq!(compare_names(primary, secondary, &passport(zone)), NameMatch::Truncated, "{zone}");
            assert_eq!(compare_names(primary, "Bingo", &passport(zone)), NameMatch::Different, "{zone}");
        }
        // Cut in the middle of a form.
        let zone = passport("AAAAAAAAAAAAAAAAAAAA<<BBBBBBBBBBBBBBBBA");
        assert_eq!(
            compare_names("AAAAAAAAAAAAAAAAAAAA", "BBBBBBBBBBBBBBBBÄRTA", &zone),
            NameMatch::Truncated
        );
    }
}
