//! The languages of the messages, and where their words are.

use crate::vocabulary::stable_names;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A language in which reports speak to people. Each is one file in `core/languages`.
///
/// ```
/// use doc9303::report::Language;
/// assert_eq!("de".parse(), Ok(Language::German));
/// assert_eq!(Language::default(), Language::English);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
#[non_exhaustive]
pub enum Language {
    /// English.
    #[default]
    English,
    /// German.
    German,
    /// Spanish.
    Spanish,
    /// French.
    French,
    /// Italian.
    Italian,
    /// Russian.
    Russian,
}

stable_names!(
    Language,
    "language",
    English = "en",
    German = "de",
    Spanish = "es",
    French = "fr",
    Italian = "it",
    Russian = "ru",
);

/// The words of a language, as its file has them. What is not in it is said in English.
#[derive(Debug, Default, serde::Deserialize)]
pub(crate) struct Words {
    /// Messages by their id, with the names of their facts in braces.
    messages: BTreeMap<String, String>,
    /// Names and faults that facts are made of, by their English.
    phrases: BTreeMap<String, String>,
    /// What there is to say of each check, by its id; of all data groups as `dg.hash`.
    checks: BTreeMap<String, CheckWords>,
    /// One sentence on each code, by the code.
    codes: BTreeMap<String, String>,
}

/// A check in the words of a language.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct CheckWords {
    pub(crate) name: String,
    pub(crate) means: String,
    pub(crate) honest: String,
    pub(crate) next: String,
}

impl Language {
    /// A name or a few words that outputs print, such as `not supported`, in this language; the English itself where the
    /// language has no other, and without the feature `languages`.
    ///
    /// ```
    /// use doc9303::report::Language;
    /// assert_eq!(Language::German.phrase("machine readable zone"), "maschinenlesbare Zone");
    /// assert_eq!(Language::German.phrase("EF.SOD"), "EF.SOD");
    /// ```
    pub fn phrase(self, english: &str) -> &str {
        self.words().phrase(english)
    }

    /// The words of the language, read at their first use.
    pub(crate) fn words(self) -> &'static Words {
        static WORDS: [OnceLock<Words>; Language::ALL.len()] =
            [const { OnceLock::new() }; Language::ALL.len()];
        static NO_WORDS: Words = Words {
            messages: BTreeMap::new(),
            phrases: BTreeMap::new(),
            checks: BTreeMap::new(),
            codes: BTreeMap::new(),
        };
        let place = Language::ALL.iter().zip(&WORDS).find(|(language, _)| **language == self);
        match (place, self.file()) {
            (Some((_, words)), Some(file)) => {
                words.get_or_init(|| serde_json::from_str(file).unwrap_or_default())
            }
            _ => &NO_WORDS,
        }
    }

    /// The file in JSON. English has its messages in their table, and no phrases.
    #[cfg(feature = "languages")]
    const fn file(self) -> Option<&'static str> {
        Some(match self {
            Language::English => include_str!("../../../languages/en.json"),
            Language::German => include_str!("../../../languages/de.json"),
            Language::Spanish => include_str!("../../../languages/es.json"),
            Language::French => include_str!("../../../languages/fr.json"),
            Language::Italian => include_str!("../../../languages/it.json"),
            Language::Russian => include_str!("../../../languages/ru.json"),
        })
    }

    #[cfg(not(feature = "languages"))]
    const fn file(self) -> Option<&'static str> {
        None
    }
}

impl Words {
    pub(super) fn message(&self, id: &str) -> Option<&str> {
        self.messages.get(id).map(String::as_str)
    }

    pub(super) fn phrase<'a>(&'a self, english: &'a str) -> &'a str {
        self.phrases.get(english).map_or(english, String::as_str)
    }

    pub(crate) fn check(&self, id: &str) -> Option<&CheckWords> {
        self.checks.get(id)
    }

    pub(crate) fn code(&self, code: &str) -> Option<&str> {
        self.codes.get(code).map(String::as_str)
    }

    #[cfg(test)]
    pub(super) fn message_ids(&self) -> impl Iterator<Item = &str> {
        self.messages.keys().map(String::as_str)
    }
}
