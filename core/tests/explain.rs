//! Explanations: none is empty, none is said of two things, and none speaks against the traveller.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects")]

use doc9303::report::Check;
use doc9303::{Code, Explanation};
use std::collections::BTreeMap;

/// Every explanation by what it explains. Data groups that share one are named by their first.
fn all() -> Vec<(String, Explanation)> {
    let mut all: Vec<(String, Explanation)> =
        Code::ALL.iter().map(|code| (code.to_string(), code.explanation())).collect();
    for check in Check::all() {
        let explanation = check.explanation();
        let shared = all.iter().any(|(_, other)| *other == explanation);
        assert!(!shared || matches!(check, Check::DgHash(_)), "{check} says what another one says");
        if !shared {
            all.push((check.id().to_owned(), explanation));
        }
    }
    all
}

fn texts(explanation: &Explanation) -> [&'static str; 3] {
    [explanation.meaning, explanation.honest_causes, explanation.next_steps]
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
        assert_eq!(value["honest_causes"], explanation.honest_causes, "{name}");
        assert_eq!(value["next_steps"], explanation.next_steps, "{name}");
        assert_eq!(value["clause"], explanation.clause, "{name}");
    }
}
