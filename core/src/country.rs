//! Codes of issuing States, organisations and nationalities (Doc 9303-3 §5), and which of them mean the same
//! issuer in a certificate and in a machine readable zone.

mod table;

use crate::vocabulary::stable_names;
use core::cmp::Ordering;
use table::STATES;

/// For each pair of letters which entry is in force, counted from 1; 0 for none.
static BY_CODE2: [u16; 26 * 26] = by_code2();

#[expect(clippy::indexing_slicing, reason = "the compiler computes it, and stops beyond the table")]
#[expect(clippy::as_conversions, reason = "From is not for constants; no number here is large")]
const fn by_code2() -> [u16; 26 * 26] {
    let mut table = [0; 26 * 26];
    let mut number = 0;
    while number < STATES.len() {
        let state = &STATES[number];
        if let [first, second] = state.code2.as_bytes() {
            let place = (*first - b'A') as usize * 26 + (*second - b'A') as usize;
            let held = table[place];
            if held == 0 || state.precedence() < STATES[held as usize - 1].precedence() {
                table[place] = number as u16 + 1;
            }
        }
        number += 1;
    }
    table
}

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

/// Where a code comes from. The parts are those of Doc 9303-3 §5.
///
/// Given by [`State::group`](State).
///
/// ```
/// use doc9303::StateGroup;
/// assert_eq!("united_nations".parse(), Ok(StateGroup::UnitedNations));
/// assert_eq!(StateGroup::Iso.to_string(), "iso");
/// ```
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

stable_names!(
    StateGroup,
    "group of codes",
    Iso = "iso",
    Special = "special",
    Organisation = "organisation",
    UnitedNations = "united_nations",
    Person = "person",
    Withdrawn = "withdrawn",
    Specimen = "specimen",
    MasterList = "master_list",
    Field = "field",
);

impl State {
    /// The entry of a code as printed in a zone: three characters, fillers at the end allowed.
    pub fn by_code3(code: &str) -> Option<&'static State> {
        let code = code.trim_end_matches('<');
        STATES.binary_search_by(|state| state.code3.cmp(code)).ok().and_then(|index| STATES.get(index))
    }

    /// The entry of a two-letter code in any case, as certificates carry it. Where several entries share the letters
    /// the one in force is returned: `DE` is Germany's ISO entry, `SK` is Slovakia and not Sikkim.
    pub fn by_code2(code: &str) -> Option<&'static State> {
        let code: [u8; 2] = code.as_bytes().try_into().ok()?;
        let [first, second] =
            code.map(|letter| letter.to_ascii_uppercase().checked_sub(b'A').map(usize::from));
        let place = first? * 26 + second.filter(|second| *second < 26)?;
        let number = usize::from(*BY_CODE2.get(place)?);
        STATES.get(number.checked_sub(1)?)
    }

    /// The entry that the country of a certificate means, of two letters or three in any case: `LTU` and `lt` are one, as are
    /// `XK` and `KS`, and Hong Kong and Macao sign under China's.
    ///
    /// ```
    /// use doc9303::State;
    /// assert_eq!(State::by_certificate("xk").map(State::name), Some("Kosovo"));
    /// assert_eq!(State::by_certificate("LTU"), State::by_code2("LT"));
    /// assert!(State::by_certificate("ZZ").is_none());
    /// ```
    pub fn by_certificate(country: &str) -> Option<&'static State> {
        let letters = certificate_letters(country)?;
        State::by_code2(letters).or_else(|| State::by_code3(letters))
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

    /// Whether documents are issued under the code: nationalities without a State have codes too, and no documents of their
    /// own (Doc 9303-3 §5, part E), and ICAO signs lists (part H).
    ///
    /// ```
    /// use doc9303::State;
    /// assert!(State::by_code3("UTO").unwrap().is_issuer());
    /// assert!(!State::by_code3("XXB").unwrap().is_issuer());
    /// ```
    pub fn is_issuer(&self) -> bool {
        !matches!(self.group, StateGroup::Person | StateGroup::MasterList)
    }

    /// The letters of certificates that are this entry's own; the code of the zone, where there are none or another State
    /// has been given them since.
    fn letters(&self) -> &'static str {
        let own = State::by_code2(self.code2).is_some_and(|current| current.code3 == self.code3);
        if own || self.group != StateGroup::Withdrawn && !self.code2.is_empty() {
            self.code2
        } else {
            self.code3
        }
    }

    /// Which of the entries with the same two letters is in force: the one with the least.
    const fn precedence(&self) -> u8 {
        match self.group {
            StateGroup::Iso => 0,
            StateGroup::UnitedNations if matches!(self.code3.as_bytes(), b"UNO") => 0,
            StateGroup::Withdrawn | StateGroup::Field => 2,
            _ => 1,
        }
    }

    /// Compares the country of a certificate (two letters, or three, in any case) with the code of a zone (three letters, or
    /// `D`): whether both name one issuer.
    ///
    /// Britain's six codes are one issuer, as are the United Nations' three; China's certificates are those of Hong Kong and
    /// Macao too, which only an alternative name tells apart (Doc 9303-12 §7.1.1, TR-03135-1 §5.6.4).
    ///
    /// ```
    /// use doc9303::{IssuerMatch, State};
    /// assert_eq!(State::compare_issuers("de", "D<<"), IssuerMatch::Same);
    /// assert_eq!(State::compare_issuers("GB", "GBN"), IssuerMatch::Same);
    /// assert_eq!(State::compare_issuers("FR", "UTO"), IssuerMatch::Other);
    /// assert_eq!(State::compare_issuers("SK", "SKM"), IssuerMatch::Other, "Sikkim once had the letters of Slovakia");
    /// assert_eq!(State::compare_issuers("FR", "ZZZ"), IssuerMatch::Unknown);
    /// assert_eq!(State::compare_issuers("FR", "XXB"), IssuerMatch::Unknown, "refugees are no issuer");
    /// ```
    pub fn compare_issuers(certificate_country: &str, mrz_code: &str) -> IssuerMatch {
        let state = State::by_code3(mrz_code).filter(|state| state.is_issuer());
        let Some((letters, state)) = certificate_letters(certificate_country).zip(state) else {
            return IssuerMatch::Unknown;
        };
        let shared = SIGNED_UNDER.iter().find(|(signer, _)| *signer == letters);
        let is_same = match shared {
            Some((_, codes)) => codes.contains(&state.code3),
            None => state.letters() == letters,
        };
        if is_same { IssuerMatch::Same } else { IssuerMatch::Other }
    }
}

/// What [`State::compare_issuers`] finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IssuerMatch {
    /// Both name one issuer.
    Same,
    /// They name different issuers.
    Other,
    /// One of them is in no table, or the code of the zone is a nationality and not an issuer.
    Unknown,
}

/// The State that a certificate's country means, in whatever spelling: `LTU` and `lt` are one, as are `XK` and `KS`, and Hong
/// Kong and Macao are China. A code that is in no table stands for itself.
pub(crate) fn canonical_state_code(country: &str) -> String {
    match certificate_letters(country) {
        Some("HK" | "MO") => "CN".to_owned(),
        Some(letters) => letters.to_owned(),
        None => country.to_ascii_uppercase(),
    }
}

/// The letters that a certificate's country means. Lithuania once wrote three; Kosovo's certificates carry KS (Doc 9303-3),
/// and XK, the user-assigned code of ISO 3166-1.
pub(crate) fn certificate_letters(country: &str) -> Option<&'static str> {
    if country.eq_ignore_ascii_case("XK") || country.eq_ignore_ascii_case("XKX") {
        return Some("KS");
    }
    let state = if country.len() == 2 { State::by_code2(country) } else { by_code3_any_case(country) }?;
    let shared = || SIGNED_UNDER.iter().find(|(_, codes)| codes.contains(&state.code3));
    match state.code2 {
        "" => shared().map(|(signer, _)| *signer).or(Some(state.letters())),
        _ => Some(if country.len() == 2 { state.code2 } else { state.letters() }),
    }
}

/// The codes of zones that are signed under a country's letters, where these are not just the one of the same row. The first
/// signer of a code without letters of its own is its State.
static SIGNED_UNDER: &[(&str, &[&str])] = &[
    ("CN", &["CHN", "HKG", "MAC"]),
    ("CS", &["SCG"]),
    ("DE", &["D", "DEU"]),
    ("GB", &["GBR", "GBD", "GBN", "GBO", "GBP", "GBS", "BMU"]),
    ("BM", &["BMU", "GBD", "GBR"]),
    ("HK", &["HKG", "CHN"]),
    ("KS", &["RKS", "XXK"]),
    ("MO", &["MAC", "CHN"]),
    ("RO", &["ROU", "ROM"]),
    ("UN", &["UNO", "UNA", "UNK"]),
    ("UT", &["UTO", "YTO"]),
];

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
            ("DE", "DEU"),
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
            ("GB", "BMU"),
            ("BM", "GBD"),
            ("BM", "GBR"),
            ("BY", "BLR"),
            ("CS", "SCG"),
            ("RO", "ROM"),
            ("TW", "TWN"),
            ("XO", "XOM"),
            ("MO", "CHN"),
            ("mo", "MAC"),
            ("CN", "HKG"),
            ("CN", "MAC"),
            ("UT", "UTO"),
            ("utO", "UTO"),
            ("KS", "XXK"),
            ("XOM", "XOM"),
            ("HK", "CHN"),
        ];
        for (certificate, zone) in same {
            assert_eq!(State::compare_issuers(certificate, zone), IssuerMatch::Same, "{certificate} {zone}");
        }
        let different = [
            ("DE", "AUT"),
            ("GB", "IRL"),
            ("EU", "FRA"),
            ("UT", "EUE"),
            ("CN", "TWN"),
            ("HK", "MAC"),
            ("MO", "HKG"),
            ("BM", "GBN"),
            ("RS", "SCG"),
            ("DE", "DDR"),
        ];
        for (certificate, zone) in different {
            assert_eq!(State::compare_issuers(certificate, zone), IssuerMatch::Other, "{certificate} {zone}");
        }
        let unknown = [
            ("", "D"),
            ("DE", ""),
            ("QQ", "D"),
            ("DE", "<<<"),
            ("DE", "DE<"),
            ("UT", "XXA"),
            ("UT", "XXB"),
            ("UT", "XXC"),
            ("UT", "XXX"),
            ("IA", "IAO"),
            ("ſk", "SVK"),
            ("ß", "SSD"),
        ];
        for (certificate, zone) in unknown {
            assert_eq!(
                State::compare_issuers(certificate, zone),
                IssuerMatch::Unknown,
                "{certificate} {zone}"
            );
        }
    }

    /// Letters were given out anew after a State ended; none signs for the one that had them before.
    #[test]
    fn letters_given_anew_are_the_present_state_alone() {
        let current = |state: &&State| state.group != StateGroup::Withdrawn && state.is_issuer();
        let mut compared = 0;
        for former in STATES.iter().filter(|state| state.group == StateGroup::Withdrawn) {
            for present in STATES.iter().filter(current).filter(|present| present.code2 == former.code2) {
                if former.code2.is_empty() {
                    continue;
                }
                assert_eq!(
                    State::compare_issuers(former.code2, former.code3),
                    IssuerMatch::Other,
                    "{former:?}"
                );
                assert_eq!(
                    State::compare_issuers(present.code2, present.code3),
                    IssuerMatch::Same,
                    "{present:?}"
                );
                compared += 1;
            }
        }
        assert!(compared >= 5, "{compared}");
        assert_eq!(State::compare_issuers("SK", "SKM"), IssuerMatch::Other);
        assert_eq!(State::compare_issuers("AI", "AFI"), IssuerMatch::Other);
    }

    /// Every two issuers: one signs for the other only where a row of the table says so.
    #[test]
    fn nobody_signs_for_another_but_by_the_table() {
        let signers = || STATES.iter().filter(|state| state.is_issuer() && !state.code2.is_empty());
        let listed = |letters: &str, code: &str| {
            SIGNED_UNDER.iter().any(|(signer, codes)| *signer == letters && codes.contains(&code))
        };
        for (signer, other) in signers().flat_map(|signer| signers().map(move |other| (signer, other))) {
            if State::compare_issuers(signer.code2, other.code3) == IssuerMatch::Same {
                let own = State::by_code2(signer.code2).is_some_and(|state| state.code3 == other.code3);
                assert!(own || listed(signer.code2, other.code3), "{signer:?} {other:?}");
            }
        }
    }

    #[test]
    fn only_ascii_has_another_case() {
        assert_eq!(canonical_state_code("ſk"), "ſK");
        assert_eq!(canonical_state_code("ß"), "ß");
        assert_eq!(canonical_state_code("sk"), "SK");
        assert_eq!(canonical_state_code("hk"), "CN");
        assert_eq!(canonical_state_code("gbd"), "GB");
    }
}
