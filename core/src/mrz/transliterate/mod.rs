//! Transliteration of names (Doc 9303-3 §6): from national letters to the zone, back from the zone where the
//! codes allow it, and the comparison of a printed name with the name of a zone.

mod compare;
mod tables;

pub use compare::{NameMatch, compare_names};

use crate::vocabulary::stable_names;
use tables::{ARABIC, CYRILLIC, Cyrillic, LATIN, RUSSIAN};

/// The language of a name, where the standard transliterates by language (§6.B), and what Latin letters with
/// several forms become.
///
/// ```
/// use doc9303::mrz::Language;
/// assert_eq!("serbian".parse(), Ok(Language::Serbian));
/// assert_eq!("klingon".parse::<Language>().unwrap_err().to_string(), "no such language");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Language {
    /// The forms that the standard gives first: `Ä` AE, `Г` G.
    #[default]
    Any,
    /// `Ё` IO, `Г` H.
    Belarusian,
    /// `Щ` SHT.
    Bulgarian,
    /// `Х` H, `Ц` C, `Ќ` KJ, `Ѓ` GJ, `Џ` DJ.
    Macedonian,
    /// `Г` H, `Ж` Z, `Х` H, `Ц` C, `Ч` C, `Ш` S.
    Serbian,
    /// `Г` H, `И` Y, and other forms at the start of a name.
    Ukrainian,
}

stable_names!(
    Language,
    "language",
    Any = "any",
    Belarusian = "belarusian",
    Bulgarian = "bulgarian",
    Macedonian = "macedonian",
    Serbian = "serbian",
    Ukrainian = "ukrainian",
);

/// A character of a name for which the zone has no form.
///
/// Told by [`transliterate`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the character at position {position} has no form in a machine readable zone")]
pub struct NoForm {
    /// Position of the character in the name, in characters from zero.
    pub position: usize,
}

const SHADDA: char = '\u{651}';
const TEH_MARBUTA: char = '\u{629}';

/// A name, or one identifier of it, as it is in a zone: components separated by one filler.
///
/// Apostrophes are dropped, hyphens and blanks become one filler, other punctuation is dropped (§4.6). Digits
/// are not allowed in names.
///
/// # Errors
///
/// The position of the first character that has no form.
///
/// ```
/// use doc9303::mrz::{Language, transliterate};
/// assert_eq!(transliterate("Müller-Lüdenscheidt", Language::Any)?, "MUELLER<LUEDENSCHEIDT");
/// assert_eq!(transliterate("D'Artagnan", Language::Any)?, "DARTAGNAN");
/// assert_eq!(transliterate("Хрущёв", Language::Any)?, "KHRUSHCHEV");
/// assert_eq!(transliterate("عبّاس", Language::Any)?, "EBBAS");
/// # Ok::<(), doc9303::mrz::NoForm>(())
/// ```
pub fn transliterate(name: &str, language: Language) -> Result<String, NoForm> {
    let mut out = String::new();
    for component in components(name) {
        if !out.is_empty() {
            out.push('<');
        }
        let start = out.len();
        for letter in component {
            let forms = letter.forms().ok_or(NoForm { position: letter.position })?;
            out.push_str(forms.chosen(language));
        }
        // A component of marks alone leaves nothing between two fillers.
        if out.len() == start {
            out.pop();
        }
    }
    Ok(out)
}

/// The Arabic name that a zone's codes stand for (§6.C and Appendix B.5), or `None` if they are no such codes.
/// Vowel marks are not in the zone; a letter written twice is one letter with shadda.
///
/// ```
/// use doc9303::mrz::arabic_from_zone;
/// assert_eq!(arabic_from_zone("EBBAS").as_deref(), Some("عبّاس"));
/// assert_eq!(arabic_from_zone("XYZ"), None);
/// ```
pub fn arabic_from_zone(name: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = name;
    let mut previous = None;
    while let Some(first) = rest.chars().next() {
        if matches!(first, '<' | ' ') {
            out.push(' ');
            rest = rest.get(1..)?;
            previous = None;
            continue;
        }
        // The codes are free of prefixes, so that the first that fits is the only one.
        let teh_marbuta = [("XAH", TEH_MARBUTA)];
        let codes = ARABIC.iter().map(|(letter, code)| (*code, *letter)).chain(teh_marbuta);
        let (code, letter) =
            codes.into_iter().find(|(code, _)| !code.is_empty() && rest.starts_with(code))?;
        if previous == Some(letter) {
            out.push(SHADDA);
            previous = None;
        } else {
            out.push(letter);
            previous = Some(letter);
        }
        rest = rest.get(code.len()..)?;
    }
    Some(out)
}

/// A Cyrillic name that a zone's letters can stand for, by the longest form that fits. Several letters share a form,
/// so this is a reading and not the reading. Nothing if a letter is no Cyrillic letter's form.
///
/// ```
/// use doc9303::mrz::{Language, cyrillic_from_zone};
/// assert_eq!(cyrillic_from_zone("SHEVCHENKO", Language::Ukrainian).as_deref(), Some("ШЕВЧЕНКО"));
/// ```
pub fn cyrillic_from_zone(name: &str, language: Language) -> Option<String> {
    let mut out = String::new();
    let mut rest = name;
    let mut first = true;
    while let Some(next) = rest.chars().next() {
        if matches!(next, '<' | ' ') {
            out.push(' ');
            rest = rest.get(1..)?;
            first = true;
            continue;
        }
        // Of letters with one form the common ones come first, which is the order of the alphabet from U+0410 on.
        let common = |row: &&Cyrillic| !('\u{410}'..='\u{42f}').contains(&row.letter);
        let fits = CYRILLIC.iter().filter(|row| {
            let form = cyrillic_form(row, language, first);
            !form.is_empty() && rest.starts_with(form)
        });
        let best = fits.min_by_key(|row| {
            (std::cmp::Reverse(cyrillic_form(row, language, first).len()), common(row), row.letter)
        })?;
        out.push(best.letter);
        rest = rest.get(cyrillic_form(best, language, first).len()..)?;
        first = false;
    }
    Some(out)
}

/// The Cyrillic name of a Russian internal passport, whose zone writes letters without a Latin counterpart as digits.
/// Nothing if a character is not of that alphabet.
///
/// ```
/// use doc9303::mrz::russian_from_zone;
/// assert_eq!(russian_from_zone("4EV3ENKO").as_deref(), Some("ШЕВЧЕНКО"));
/// ```
pub fn russian_from_zone(name: &str) -> Option<String> {
    let letter = |cell: char| match cell {
        '<' | ' ' => Some(' '),
        _ => RUSSIAN.iter().find(|(code, _)| *code == cell).map(|(_, letter)| *letter),
    };
    name.chars().map(letter).collect()
}

/// A Russian name in the alphabet of internal passports; the inverse of [`russian_from_zone`].
///
/// # Errors
///
/// The position of the first character that is not of the Russian alphabet.
pub fn russian_to_zone(name: &str) -> Result<String, NoForm> {
    let mut out = String::new();
    for (index, component) in components(name).into_iter().enumerate() {
        if index > 0 {
            out.push('<');
        }
        for letter in component {
            let code = RUSSIAN.iter().find(|(_, known)| *known == letter.letter).map(|(code, _)| *code);
            out.push(code.ok_or(NoForm { position: letter.position })?);
        }
    }
    Ok(out)
}

/// A letter of a component with what its forms depend on.
#[derive(Clone, Copy)]
struct Letter {
    letter: char,
    position: usize,
    first: bool,
    last: bool,
    doubled: bool,
}

/// The forms of a letter in the zone.
enum Forms {
    /// An ASCII letter stands for itself.
    Itself([u8; 1]),
    /// One of these, the recommended one first.
    Listed(&'static [&'static str]),
    /// By language and position.
    Cyrillic(&'static Cyrillic, bool),
    /// An Arabic code, written twice if the letter bears shadda.
    Once(&'static str),
    Twice(String),
}

impl Forms {
    fn chosen(&self, language: Language) -> &str {
        match self {
            Forms::Itself(letter) => core::str::from_utf8(letter).unwrap_or(""),
            Forms::Listed(forms) => forms.first().copied().unwrap_or(""),
            Forms::Cyrillic(row, first) => cyrillic_form(row, language, *first),
            Forms::Once(form) => form,
            Forms::Twice(form) => form,
        }
    }

    /// Every form that the standard allows in any language.
    fn all(&self) -> Vec<&str> {
        match self {
            Forms::Listed(forms) => forms.to_vec(),
            Forms::Cyrillic(row, _) if !row.other.is_empty() => vec![row.form, row.other],
            _ => vec![self.chosen(Language::Any)],
        }
    }
}

impl Letter {
    fn forms(self) -> Option<Forms> {
        if let 'A'..='Z' = self.letter {
            return u8::try_from(self.letter).ok().map(|letter| Forms::Itself([letter]));
        }
        if self.letter == TEH_MARBUTA && self.last {
            return Some(Forms::Once("XAH"));
        }
        if let Some((_, code)) = row(ARABIC, |row| row.0, self.letter) {
            return Some(if self.doubled { Forms::Twice(code.repeat(2)) } else { Forms::Once(code) });
        }
        if let Some(row) = row(CYRILLIC, |row| row.letter, self.letter) {
            return Some(Forms::Cyrillic(row, self.first));
        }
        if let Some((_, forms)) = row(LATIN, |row| row.0, self.letter) {
            return Some(Forms::Listed(forms));
        }
        vietnamese(self.letter).map(Forms::Listed)
    }
}

fn row<T>(table: &'static [T], letter: impl Fn(&T) -> char, wanted: char) -> Option<&'static T> {
    table.binary_search_by_key(&wanted, letter).ok().and_then(|index| table.get(index))
}

fn cyrillic_form(row: &Cyrillic, language: Language, first: bool) -> &'static str {
    let other = row.languages.contains(&language) && (first || !row.first);
    if other { row.other } else { row.form }
}

/// Latin Extended Additional U+1EA0 to U+1EF9: vowels with two marks, of which the zone keeps the vowel.
fn vietnamese(letter: char) -> Option<&'static [&'static str]> {
    Some(match letter {
        '\u{1ea0}'..='\u{1eb7}' => &["A"],
        '\u{1eb8}'..='\u{1ec7}' => &["E"],
        '\u{1ec8}'..='\u{1ecb}' => &["I"],
        '\u{1ecc}'..='\u{1ee3}' => &["O"],
        '\u{1ee4}'..='\u{1ef1}' => &["U"],
        '\u{1ef2}'..='\u{1ef9}' => &["Y"],
        _ => return None,
    })
}

/// The components of a name with their letters as capitals (§4.6): blanks, hyphens and commas part them,
/// apostrophes and other punctuation vanish. A letter followed by combining marks is composed first.
fn components(name: &str) -> Vec<Vec<Letter>> {
    let mut components: Vec<Vec<Letter>> = Vec::new();
    let mut open: Vec<Letter> = Vec::new();
    for (position, given) in name.chars().enumerate() {
        if is_separator(given) {
            components.push(core::mem::take(&mut open));
            continue;
        }
        if given == SHADDA {
            if let Some(letter) = open.last_mut() {
                letter.doubled = true;
            }
            continue;
        }
        if ('\u{300}'..='\u{36f}').contains(&given) {
            if let Some(letter) = open.last_mut() {
                letter.letter = composed(letter.letter, given);
            }
            continue;
        }
        if is_dropped(given) {
            continue;
        }
        // The capital of ß is ẞ here, which has its row; Unicode's would be two letters.
        let capitals: Vec<char> = if given == 'ß' { vec!['ẞ'] } else { given.to_uppercase().collect() };
        for letter in capitals.into_iter().filter(|letter| !is_dropped(*letter)) {
            open.push(Letter { letter, position, first: open.is_empty(), last: false, doubled: false });
        }
    }
    components.push(open);
    components.retain(|component| !component.is_empty());
    for component in &mut components {
        if let Some(letter) = component.last_mut() {
            letter.last = true;
        }
    }
    components
}

fn is_separator(given: char) -> bool {
    given.is_whitespace() || matches!(given, '-' | '\u{2010}'..='\u{2015}' | ',' | '<' | '/')
}

/// Apostrophes in all their shapes, full stops and the like, invisible controls of direction, and Arabic vowel marks.
fn is_dropped(given: char) -> bool {
    let punctuation = given.is_ascii_punctuation()
        || matches!(given, '\u{2b0}'..='\u{2ff}' | '\u{2018}'..='\u{201f}' | '\u{b7}' | '´' | '\u{200b}'..='\u{200f}');
    punctuation
        || row(ARABIC, |row| row.0, given).is_some_and(|(letter, code)| code.is_empty() && is_mark(*letter))
}

/// Tatweel and vowel marks; the Arabic letters without a code are not marks, they have no form.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{640}' | '\u{64b}'..='\u{652}' | '\u{670}')
}

/// The capital with a mark, where the mark changes its form in the zone; any other mark leaves the letter's form.
fn composed(letter: char, mark: char) -> char {
    match (letter, mark) {
        ('A', '\u{308}') => 'Ä',
        ('O', '\u{308}') => 'Ö',
        ('U', '\u{308}') => 'Ü',
        ('A', '\u{30a}') => 'Å',
        ('N', '\u{303}') => 'Ñ',
        ('И', '\u{306}') => 'Й',
        ('У', '\u{306}') => 'Ў',
        ('Е', '\u{308}') => 'Ё',
        ('І', '\u{308}') => 'Ї',
        ('Г', '\u{301}') => 'Ѓ',
        ('К', '\u{301}') => 'Ќ',
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> String {
        transliterate(name, Language::Any).unwrap()
    }

    #[test]
    fn tables_are_sorted_and_their_codes_are_codes() {
        assert!(LATIN.is_sorted_by(|a, b| a.0 < b.0) && LATIN.len() == 95 + 5);
        assert!(CYRILLIC.is_sorted_by(|a, b| a.letter < b.letter) && CYRILLIC.len() == 48 + 5);
        assert!(ARABIC.is_sorted_by(|a, b| a.0 < b.0) && ARABIC.len() == 80 + 2);
        assert!(RUSSIAN.len() == 33 && RUSSIAN.is_sorted_by(|a, b| a.0 < b.0));
        let forms = LATIN.iter().flat_map(|row| row.1.iter().copied()).chain(ARABIC.iter().map(|row| row.1));
        for form in forms.chain(CYRILLIC.iter().flat_map(|row| [row.form, row.other])) {
            assert!(form.bytes().all(|letter| letter.is_ascii_uppercase()), "{form}");
        }
    }

    #[test]
    fn every_capital_from_u00c0_to_u017f_has_a_form() {
        for letter in ('\u{c0}'..='\u{17f}').filter(|letter| letter.is_uppercase()) {
            assert!(transliterate(&letter.to_string(), Language::Any).is_ok(), "{letter}");
        }
    }

    #[test]
    fn arabic_codes_are_free_of_prefixes_but_for_y() {
        for (letter, code) in ARABIC.iter().filter(|row| !row.1.is_empty()) {
            for (other, longer) in ARABIC.iter().filter(|row| row.0 != *letter) {
                assert!(!longer.starts_with(code) || (*code, *longer) == ("Y", "Y"), "{letter} {other}");
            }
            let written = zone(&format!("ب{letter}ب"));
            let back = arabic_from_zone(&written).unwrap();
            if *letter != '\u{628}' && *letter != '\u{6d0}' {
                assert_eq!(back, format!("ب{letter}ب"));
            }
        }
    }

    #[test]
    fn names_in_three_scripts() {
        // Doc 9303-3 §6.C and Appendix B.5.
        assert_eq!(zone("فضّة"), "FXDZXDZXAH");
        assert_eq!(zone("عبّاس"), "EBBAS");
        assert_eq!(zone("Ångström Þór Ærø Strauß"), "AANGSTROEM<THOR<AEROE<STRAUSS");
        assert_eq!(zone("A\u{30a}ngstro\u{308}m"), "AANGSTROEM");
        assert_eq!(zone("Nguyễn Văn Đức"), "NGUYEN<VAN<DUC");
        assert_eq!(zone("O’Connor, Smith-Jones Jr."), "OCONNOR<SMITH<JONES<JR");
        assert_eq!(zone("Щербаков"), "SHCHERBAKOV");
        assert_eq!(transliterate("Щербаков", Language::Bulgarian).unwrap(), "SHTERBAKOV");
        assert_eq!(transliterate("Євген Юрій", Language::Ukrainian).unwrap(), "YEVHEN<YURII");
        assert_eq!(transliterate("Живко Чолић", Language::Serbian).unwrap(), "ZIVKO<COLIC");
        assert_eq!(transliterate("Anna 2", Language::Any), Err(NoForm { position: 5 }));
        assert_eq!(transliterate("Ann漢", Language::Any), Err(NoForm { position: 3 }));
        assert_eq!(zone(" - "), "");
    }

    #[test]
    fn back_from_the_zone() {
        assert_eq!(cyrillic_from_zone("SHCHUKIN<IURII", Language::Any).unwrap(), "ЩУКИН ЮРИИ");
        assert_eq!(cyrillic_from_zone("QUX", Language::Any), None);
        let names = "ЁЖЦЧШЩЪЫЬЭЮЯ ПЁТР";
        assert_eq!(russian_to_zone(names).unwrap(), "2JC34WXY9678<P2TR");
        assert_eq!(russian_from_zone("2JC34WXY9678<P2TR").unwrap(), names);
        assert_eq!(russian_to_zone("Anna"), Err(NoForm { position: 0 }));
        assert_eq!(russian_from_zone("1"), None);
    }
}
