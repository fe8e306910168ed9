//! Explanations as JSON.

use doc9303::report::Language;
use doc9303::{Explained, Explanation};
use serde_json::{Value, json};

/// What a check, a code or another word means, as JSON, in a language.
///
/// ```
/// use doc9303::{explain_word, report::Language};
/// let told = explain_word("csca.not_found").unwrap();
/// let json = doc9303_inputs::explanation_json(&told, Language::default());
/// assert_eq!(json["code"], "csca.not_found");
/// assert!(json["next_steps"].is_string());
/// ```
pub fn explanation_json(told: &Explained, language: Language) -> Value {
    let explanation = match language == Language::default() {
        true => told.explanation,
        false => told.in_language(language).1,
    };
    let Explanation { meaning, benign_causes, next_steps, clause, .. } = explanation;
    json!({
        told.kind: told.word,
        "meaning": meaning,
        "honest_causes": benign_causes,
        "next_steps": next_steps,
        "clause": clause,
    })
}
