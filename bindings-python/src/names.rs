//! Names between national scripts and the zone (Doc 9303-3 section 6).

use crate::error::{none_of, wrong_value};
use doc9303::mrz::{self, Language, NoForm};
use pyo3::prelude::*;

pub(crate) fn language(word: &str) -> PyResult<Language> {
    word.parse().map_err(|_| none_of("language", word, Language::ALL))
}

/// The position, not the character: names are personal.
fn no_form(error: NoForm) -> PyErr {
    wrong_value("name", &error.to_string())
}

/// A name, or one identifier of it, as it stands in a zone: components separated by one filler (Doc 9303-3 section 6).
/// Apostrophes are dropped, hyphens and blanks become a filler.
///
/// name: in Latin, Cyrillic or Arabic letters.
/// language: by which letters with several forms are written: "any", "belarusian", "bulgarian", "macedonian", "serbian"
///     or "ukrainian".
///
/// Raises ValueError with the position of the first character that has no form in a zone.
///
/// >>> transliterate("Müller-Lüdenscheidt")
/// 'MUELLER<LUEDENSCHEIDT'
#[pyfunction]
#[pyo3(signature = (name, *, language = "any"))]
pub(crate) fn transliterate(name: &str, language: &str) -> PyResult<String> {
    mrz::transliterate(name, self::language(language)?).map_err(no_form)
}

/// An Arabic name from its form in a zone; None if a letter is no Arabic letter's form.
///
/// >>> arabic_from_zone("EBBAS")
/// 'عبّاس'
#[pyfunction]
pub(crate) fn arabic_from_zone(name: &str) -> Option<String> {
    mrz::arabic_from_zone(name)
}

/// A Cyrillic name from its form in a zone: a reading, as several letters share a form. None if a letter is no Cyrillic
/// letter's form.
///
/// language: as in transliterate.
///
/// Raises ValueError for an unknown language.
///
/// >>> cyrillic_from_zone("KHRUSHCHEV")
/// 'ХРУЩЕВ'
#[pyfunction]
#[pyo3(signature = (name, *, language = "any"))]
pub(crate) fn cyrillic_from_zone(name: &str, language: &str) -> PyResult<Option<String>> {
    Ok(mrz::cyrillic_from_zone(name, self::language(language)?))
}

/// A Russian name from the alphabet of internal passports, which writes some letters as digits; None if a character is
/// not of that alphabet.
///
/// >>> russian_from_zone("4EV3ENKO")
/// 'ШЕВЧЕНКО'
#[pyfunction]
pub(crate) fn russian_from_zone(name: &str) -> Option<String> {
    mrz::russian_from_zone(name)
}

/// A Russian name in the alphabet of internal passports: the inverse of russian_from_zone.
///
/// Raises ValueError with the position of the first character that is not of the Russian alphabet.
///
/// >>> russian_to_zone("Шевченко")
/// '4EV3ENKO'
#[pyfunction]
pub(crate) fn russian_to_zone(name: &str) -> PyResult<String> {
    mrz::russian_to_zone(name).map_err(no_form)
}
