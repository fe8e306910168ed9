//! Codes of issuing States, organisations and nationalities (Doc 9303-3 section 5), and which of them mean the same
//! issuer in a certificate and in a machine readable zone.

mod table;

use core::cmp::Ordering;
use table::STATES;

/// An issuing State, an organisation or a kind of nationality with its codes.
///
/// ```
/// use doc9303::{State, StateGroup};
/// let germany = State::by_code3("D<<").unwrap();
/// assert_eq!((germany.code2(), germany.name()), (Some("DE"), "Germany"));
/// assert_eq!(State::by_code3("UTO").unwrap().group(), StateGroup::Specimen);
/// assert!(State::by_code3("ZZZ").is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    code3: &'static str,
    code2: &'static str,
    group: StateGroup,
    name: &'static str,
}

/// Where a code comes from. The parts are those of Doc 9303-3 section 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StateGroup {
    /// ISO 3166-1 (part A).
    Iso,
    /// Additions of part A: `D` for Germany, the British statuses, Kosovo.
    Special,
    /// Organisations that issue documents (parts B and D).
    Organisation,
    /// The United Nations (part C).
    UnitedNations,
    /// Persons without a nationality (part E): a nationality, never an issuer.
    Person,
    /// Codes that are no longer given out (part F and ISO 3166-3), still found on older documents.
    Withdrawn,
    /// Utopia, for specimens (part G).
    Specimen,
    /// ICAO as the signer of its master list (part H); on no document.
    MasterList,
    /// Listed nowhere, but seen on real documents.
    Field,
}

impl State {
    /// The entry of a code as printed in a zone: three characters, fillers at the end allowed.
    pub fn by_code3(code: &str) -> Option<&'static State> {
        let code = code.trim_end_matches('<');
        STATES.binary_search_by(|state| state.code3.cmp(code)).ok().and_then(|index| STATES.get(index))
    }

    /// The entry of a two-letter code in any case, as certificates carry it. Where several entries share the letters
    /// the one in force is returned: `DE` is Germany's ISO entry, `SK` is Slovakia and not Sikkim.
    pub fn by_code2(code: &str) -> Option<&'static State> {
        let entries =
            || STATES.iter().filter(|state| code.len() == 2 && state.code2.eq_ignore_ascii_case(code));
        entries().min_by_key(|state| match state.group {
            StateGroup::Iso => 0,
            StateGroup::UnitedNations if state.code3 == "UNO" => 0,
            StateGroup::Withdrawn | StateGroup::Field => 2,
            _ => 1,
        })
    }

    /// Every known code in ascending order of the three letters.
    pub fn all() -> impl Iterator<Item = &'static State> {
        STATES.iter()
    }

    /// The code of the zone, without fillers: three letters, or `D`.
    pub fn code3(&self) -> &'static str {
        self.code3
    }

    /// The code of certificates, where one exists.
    pub fn code2(&self) -> Option<&'static str> {
        (!self.code2.is_empty()).then_some(self.code2)
    }

    /// Where the code comes from.
    pub fn group(&self) -> StateGroup {
        self.group
    }

    /// A short English name.
    pub fn name(&self) -> &'static str {
        self.name
    }
}

/// Whether the country of a certificate (two letters, or three, in any case) and the code of a zone (three letters,
/// or `D`) name the same issuer; nothing if either is unknown.
///
/// Britain's six codes are one issuer, as are the United Nations' three; Hong Kong and Macao issue under China's
/// certificates (Doc 9303-12 section 7.1.1, TR-03135-1 section 5.6.4).
///
/// ```
/// use doc9303::same_issuer;
/// assert_eq!(same_issuer("de", "D<<"), Some(true));
/// assert_eq!(same_issuer("GB", "GBN"), Some(true));
/// assert_eq!(same_issuer("FR", "UTO"), Some(false));
/// assert_eq!(same_issuer("FR", "ZZZ"), None);
/// ```
pub fn same_issuer(certificate_country: &str, mrz_code: &str) -> Option<bool> {
    Some(issuer(certificate_country)? == issuer(mrz_code)?)
}

/// The State that a certificate's country means, in whatever spelling: `LTU` and `lt` are one, as are `XK` and `KS`. A code
/// that is in no table stands for itself.
pub(crate) fn of_certificate(country: &str) -> String {
    issuer(country).map_or_else(|| country.to_uppercase(), str::to_owned)
}

/// The letters under which an issuer's certificates run.
fn issuer(code: &str) -> Option<&'static str> {
    let code = code.trim_end_matches('<');
    // Kosovo's certificates carry KS (Doc 9303-3), and XK, the user-assigned code of ISO 3166-1.
    if code.eq_ignore_ascii_case("XK") || code.eq_ignore_ascii_case("XKX") {
        return Some("KS");
    }
    let state = if code.len() == 2 { State::by_code2(code) } else { by_code3_any_case(code) }?;
    Some(match state.code3 {
        "HKG" | "MAC" => "CN",
        "GBD" | "GBN" | "GBO" | "GBP" | "GBS" => "GB",
        "UNO" | "UNA" | "UNK" => "UN",
        "XXK" => "KS",
        "YTO" => "UT",
        "ROM" => "RO",
        _ => state.code2().unwrap_or(state.code3),
    })
}

fn by_code3_any_case(code: &str) -> Option<&'static State> {
    let compare = |state: &State| -> Ordering {
        state.code3.bytes().cmp(code.bytes().map(|letter| letter.to_ascii_uppercase()))
    };
    STATES.binary_search_by(compare).ok().and_then(|index| STATES.get(index))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_complete() {
        assert!(STATES.is_sorted_by(|a, b| a.code3 < b.code3));
        let count = |group| STATES.iter().filter(|state| state.group == group).count();
        assert_eq!((count(StateGroup::Iso), count(StateGroup::Special)), (249, 7));
        assert_eq!((count(StateGroup::Organisation), count(StateGroup::UnitedNations)), (12, 3));
        for state in STATES {
            assert_eq!(State::by_code3(state.code3), Some(state));
            assert!(matches!(state.code2.len(), 0 | 2), "{state:?}");
        }
    }

    #[test]
    fn two_letters_find_the_entry_in_force() {
        for (code2, code3) in
            [("DE", "DEU"), ("sk", "SVK"), ("GE", "GEO"), ("UN", "UNO"), ("ut", "UTO"), ("KS", "RKS")]
        {
            assert_eq!(State::by_code2(code2).map(|state| state.code3), Some(code3));
        }
        assert_eq!(State::by_code2(""), None);
        assert_eq!(State::by_code2("QQ"), None);
    }

    #[test]
    fn one_issuer_has_many_codes() {
        let same = [
            ("DE", "D"),
            ("D", "D<<"),
            ("DEU", "D<<"),
            ("gb", "GBR"),
            ("GB", "GBS"),
            ("KS", "RKS"),
            ("XK", "RKS"),
            ("UN", "UNO"),
            ("UN", "UNA"),
            ("UN", "UNK"),
            ("EU", "EUE"),
            ("CN", "HKG"),
            ("CN", "MAC"),
            ("UT", "UTO"),
            ("utO", "UTO"),
            ("KS", "XXK"),
            ("XOM", "XOM"),
            ("HK", "CHN"),
        ];
        for (certificate, zone) in same {
            assert_eq!(same_issuer(certificate, zone), Some(true), "{certificate} {zone}");
        }
        for (certificate, zone) in [("DE", "AUT"), ("GB", "IRL"), ("EU", "FRA"), ("UT", "EUE"), ("CN", "TWN")]
        {
            assert_eq!(same_issuer(certificate, zone), Some(false), "{certificate} {zone}");
        }
        for (certificate, zone) in [("", "D"), ("DE", ""), ("QQ", "D"), ("DE", "<<<")] {
            assert_eq!(same_issuer(certificate, zone), None, "{certificate} {zone}");
        }
    }
}
