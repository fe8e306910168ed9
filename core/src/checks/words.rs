//! Every word that an output prints, explained.

use crate::explain::WORDS;
use crate::mrz::Warning;
use crate::vocabulary::{Check, DeviationKind, Language};
use crate::{Code, Explanation};

/// A word of an output with what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explained {
    /// What kind of word it is: `check`, `code`, `warning`, `outcome`, `layout`, `field` and so on.
    pub kind: &'static str,
    /// The word itself.
    pub word: &'static str,
    /// What it says, in one sentence.
    pub title: &'static str,
    /// More of it. Words other than checks, codes and warnings have no causes and ask for nothing, so that these texts
    /// are empty.
    pub explanation: Explanation,
}

impl Explained {
    /// The sentence and the explanation in a language. Other languages than English have shorter explanations of checks, one
    /// sentence on each code, deviation and warning, and short words in English.
    pub fn in_language(&self, language: Language) -> (String, Explanation) {
        let english = (self.title.to_owned(), self.explanation);
        let sentence = |meaning: &'static str| {
            let explanation = Explanation { meaning, benign_causes: "", next_steps: "", ..self.explanation };
            (meaning.to_owned(), explanation)
        };
        if language == Language::English {
            english
        } else if let Ok(check) = self.word.parse::<Check>() {
            (check.title_in(language), check.explanation_in(language))
        } else if let Ok(code) = self.word.parse::<Code>() {
            sentence(code.meaning_in(language))
        } else if let Ok(kind) = self.word.parse::<DeviationKind>() {
            sentence(kind.meaning_in(language))
        } else if Warning::ALL.iter().any(|warning| warning.as_str() == self.word) {
            sentence(language.phrase(self.title))
        } else {
            english
        }
    }

    /// Every word, checks first.
    ///
    /// ```
    /// use doc9303::Explained;
    /// assert!(Explained::all().any(|explained| explained.word == "csca.not_found"));
    /// ```
    pub fn all() -> impl Iterator<Item = Explained> {
        let checks = Check::all().map(Check::as_str);
        let codes = Code::ALL.iter().map(|code| code.as_str());
        let kinds = DeviationKind::ALL.iter().map(|kind| kind.as_str());
        let warnings = Warning::ALL.iter().map(|warning| warning.as_str());
        let others = WORDS.iter().map(|word| word.1);
        checks.chain(codes).chain(kinds).chain(warnings).chain(others).filter_map(explain_word)
    }
}

/// What a word says that the report, the zone's JSON or any other output prints: a check, a code, a warning, an outcome, a
/// weight, a group, a layout, a field, and the words of repairs and comparisons. `None` for words that no output has.
///
/// ```
/// use doc9303::explain_word;
/// assert_eq!(explain_word("csca.not_found").unwrap().kind, "code");
/// assert_eq!(explain_word("truncation_possible").unwrap().kind, "warning");
/// assert_eq!(explain_word("undetermined").unwrap().kind, "outcome");
/// assert!(explain_word("shoe_size").is_none());
/// ```
pub fn explain_word(word: &str) -> Option<Explained> {
    if let Ok(check) = word.parse::<Check>() {
        let (word, title, explanation) = (check.as_str(), check.requirement(), check.explanation());
        return Some(Explained { kind: "check", word, title, explanation });
    }
    if let Ok(code) = word.parse::<Code>() {
        let (word, title, explanation) = (code.as_str(), code.meaning(), code.explanation());
        return Some(Explained { kind: "code", word, title, explanation });
    }
    if let Ok(kind) = word.parse::<DeviationKind>() {
        let (word, title, explanation) = (kind.as_str(), kind.meaning(), kind.explanation());
        return Some(Explained { kind: "code", word, title, explanation });
    }
    if let Some(warning) = Warning::ALL.iter().find(|warning| warning.as_str() == word) {
        let (word, title, explanation) = (warning.as_str(), warning.meaning(), warning.explanation());
        return Some(Explained { kind: "warning", word, title, explanation });
    }
    let (kind, word, meaning, clause) = *WORDS.iter().find(|known| known.1.eq_ignore_ascii_case(word))?;
    let explanation = Explanation { meaning, benign_causes: "", next_steps: "", clause };
    Some(Explained { kind, word, title: meaning, explanation })
}
