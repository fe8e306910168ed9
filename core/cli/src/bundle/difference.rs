//! What is otherwise in one report than in another.

use crate::style::clean;
use serde_json::{Map, Value, json};

/// Something that two reports say differently; `None` where one of them says nothing of it.
pub(super) struct Change {
    /// The verdict, a check, or a member of the report.
    pub(super) what: String,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

impl Change {
    /// In one line, in which nothing moves the cursor.
    pub(super) fn text(&self) -> String {
        clean(&self.plain())
    }

    fn plain(&self) -> String {
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => format!("{}: {before} -> {after}", self.what),
            (before, after) => {
                let or_none = |said: &Option<String>| said.clone().unwrap_or_else(|| "none".to_owned());
                format!("{}: {} -> {}", self.what, or_none(before), or_none(after))
            }
        }
    }

    pub(super) fn json(&self) -> Value {
        json!({ "what": self.what, "before": self.before, "after": self.after })
    }
}

/// The verdict of a report.
pub(super) fn verdict(report: &Value) -> Option<String> {
    report.get("verdict")?.as_str().map(str::to_owned)
}

/// What differs: the verdict, then each check in the order of the reports, then the names of other members that differ.
pub(super) fn between(before: &Value, after: &Value) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut note = |what: &str, before: Option<String>, after: Option<String>| {
        if before != after {
            changes.push(Change { what: what.to_owned(), before, after });
        }
    };
    note("verdict", verdict(before), verdict(after));
    let (old, new) = (checks(before), checks(after));
    let of = |outcomes: &[(String, String)], check: &str| {
        outcomes.iter().find(|(known, _)| known == check).map(|(_, outcome)| outcome.clone())
    };
    let added = new.iter().filter(|(check, _)| of(&old, check).is_none());
    for (check, _) in old.iter().chain(added) {
        note(check, of(&old, check), of(&new, check));
    }
    let nothing = Map::new();
    let members = |report: &'_ Value| report.as_object().unwrap_or(&nothing).clone();
    let (before, after) = (members(before), members(after));
    let told = ["verdict", "results"];
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    for name in names.into_iter().filter(|name| !told.contains(&name.as_str())) {
        if before.get(name) != after.get(name) {
            // What stands in them may be personal.
            let brief = |value: Option<&Value>, word: &str| match value? {
                Value::String(text) if name == "at" || name == "policy" => Some(text.clone()),
                _ => Some(word.to_owned()),
            };
            changes.push(Change {
                what: name.clone(),
                before: brief(before.get(name), "one content"),
                after: brief(after.get(name), "another"),
            });
        }
    }
    changes
}

/// Each check with its outcome and its code, in the order of the report; a check that is there twice is counted.
fn checks(report: &Value) -> Vec<(String, String)> {
    let mut outcomes: Vec<(String, String)> = Vec::new();
    let text = |value: &Value, pointer: &str| value.pointer(pointer)?.as_str().map(str::to_owned);
    for result in report.get("results").and_then(Value::as_array).into_iter().flatten() {
        let check = text(result, "/check").unwrap_or_default();
        let outcome = text(result, "/outcome").unwrap_or_default();
        let told = match text(result, "/reason/code") {
            Some(code) => format!("{outcome} ({code})"),
            None => outcome,
        };
        let names = (2_usize..).map(|number| format!("{check} {number}"));
        let is_free = |name: &String| outcomes.iter().all(|(known, _)| known != name);
        let name = core::iter::once(check.clone()).chain(names).find(is_free).unwrap_or_default();
        outcomes.push((name, told));
    }
    outcomes
}
