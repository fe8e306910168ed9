//! Explanations: none is empty, none is said of two things, and none speaks against the traveller.

use doc9303::mrz::{Field, Format, NameMatch, NationalNumberKind, Warning};
use doc9303::report::{Check, DeviationKind, Group, Outcome, Role, Weight};
use doc9303::{Code, Explanation, explain_word};
use std::collections::BTreeMap;

/// Every word that a report, the JSON of a zone, a repair or a comparison prints is known; a warning is explained as a code
/// is.
#[test]
fn every_word_of_an_output_is_known() {
    let mut words: Vec<&str> = Check::all().map(Check::as_str).collect();
    words.extend(Code::ALL.iter().map(|code| code.as_str()));
    words.extend(DeviationKind::ALL.iter().map(|kind| kind.as_str()));
    words.extend(Warning::ALL.iter().map(|warning| warning.as_str()));
    words.extend(Format::ALL.iter().map(|format| format.as_str()));
    words.extend(Field::ALL.iter().map(|field| field.as_str()));
    words.extend(NationalNumberKind::ALL.iter().map(|kind| kind.as_str()));
    words.extend(Outcome::ALL.iter().map(|outcome| outcome.as_str()));
    words.extend(Weight::ALL.iter().map(|weight| weight.as_str()));
    words.extend(Group::ALL.iter().map(|group| group.as_str()));
    let matches =
        [NameMatch::Equal, NameMatch::EqualByTransliteration, NameMatch::Truncated, NameMatch::Different];
    words.extend(matches.map(NameMatch::as_str));
    words.extend(["intact", "unique", "ambiguous", "unproven", "hopeless", "unreadable"]);
    words.extend(Role::ALL.iter().map(|role| role.as_str()));
    for word in words {
        let told = explain_word(word).unwrap_or_else(|| panic!("{word} is not explained"));
        assert_eq!(told.word, word);
        assert!(!told.title.is_empty() && !told.explanation.meaning.is_empty(), "{word}");
        assert!(!told.explanation.clause.is_empty(), "{word}");
        let whole = matches!(told.kind, "check" | "code" | "warning");
        assert_eq!(whole, !told.explanation.benign_causes.is_empty(), "{word}");
        assert_eq!(whole, !told.explanation.next_steps.is_empty(), "{word}");
    }
}

/// Every explanation by what it explains. Data groups that share one are named by their first.
fn all() -> Vec<(String, Explanation)> {
    let mut all: Vec<(String, Explanation)> =
        Code::ALL.iter().map(|code| (code.to_string(), code.explanation())).collect();
    all.extend(DeviationKind::ALL.iter().map(|kind| (kind.to_string(), kind.explanation())));
    all.extend(Warning::ALL.iter().map(|warning| (warning.to_string(), warning.explanation())));
    for check in Check::all() {
        let explanation = check.explanation();
        let shared = all.iter().any(|(_, other)| *other == explanation);
        assert!(!shared || matches!(check, Check::DgHash(_)), "{check} says what another one says");
        if !shared {
            all.push((check.as_str().to_owned(), explanation));
        }
    }
    all
}

fn texts(explanation: &Explanation) -> [&'static str; 3] {
    [explanation.meaning, explanation.benign_causes, explanation.next_steps]
}

#[test]
fn no_text_is_empty_or_repeated() {
    let mut seen: BTreeMap<&str, String> = BTreeMap::new();
    for (name, explanation) in all() {
        assert!(!explanation.clause.is_empty(), "{name}");
        for text in texts(&explanation) {
            assert!(text.len() > 4 && text.ends_with('.'), "{name}: {text}");
            assert_eq!(text.trim(), text, "{name}");
            assert!(!text.contains("  ") && !text.contains('\n'), "{name}: {text}");
            if let Some(other) = seen.insert(text, name.clone()) {
                panic!("{other} and {name} say the same: {text}");
            }
        }
    }
    assert!(seen.len() > 3 * (Code::ALL.len() + 30), "only {} texts", seen.len());
}

/// A report is about data. What the bearer did or knew is for people to find out, and rarely needed.
#[test]
fn no_text_accuses() {
    let words =
        ["fraud", "suspect the", "suspicious", "criminal", "impostor", "liar", "illegal", "guilty", "arrest"];
    for (name, explanation) in all() {
        for text in texts(&explanation) {
            let lower = text.to_lowercase();
            for word in words {
                assert!(!lower.contains(word), "{name} says {word}: {text}");
            }
        }
    }
}

#[test]
fn the_clause_of_a_check_is_the_checks_own() {
    for check in Check::all() {
        assert_eq!(check.explanation().clause, check.clause());
    }
}

#[test]
fn an_explanation_is_json() {
    for (name, explanation) in all() {
        let value: serde_json::Value = serde_json::from_str(&explanation.to_json()).unwrap();
        assert_eq!(value["meaning"], explanation.meaning, "{name}");
        assert_eq!(value["honest_causes"], explanation.benign_causes, "{name}");
        assert_eq!(value["next_steps"], explanation.next_steps, "{name}");
        assert_eq!(value["clause"], explanation.clause, "{name}");
    }
}
