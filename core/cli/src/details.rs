//! What the chip says of holder and document, for people, each file with whether it is authenticated.

use crate::style::{BOLD, DIM, clean};
use anstyle::{AnsiColor, Style};
use doc9303::report::{Check, Language, Message, Outcome, Report};
use serde_json::{Map, Value};
use std::fmt::Write;

const SIGNED: Style = AnsiColor::Green.on_default();
const UNSIGNED: Style = AnsiColor::Red.on_default().bold();

/// The details of the report's JSON: no line if no file with such contents was handed over.
pub(crate) fn write(out: &mut String, report: &Report, language: Language) {
    let json = serde_json::to_value(report).unwrap_or_default();
    let details = json.pointer("/document/details").and_then(Value::as_object);
    for (name, section) in details.into_iter().flatten() {
        if let Value::Object(section) = section {
            write_section(out, name, section, language);
        }
    }
    if let Some(Value::Object(seal)) = json.pointer("/document/seal") {
        let holds = [Check::SealSignature, Check::SealSigner];
        let is_signed = holds.iter().all(|check| report.outcome(*check) == Some(Outcome::Successful));
        write_seal(out, seal, is_signed, language);
    }
}

/// What a seal says, feature by feature.
fn write_seal(out: &mut String, seal: &Map<String, Value>, is_signed: bool, language: Language) {
    heading(out, "seal", "", is_signed, language);
    for name in ["issuing_state", "signer", "reference", "issued", "signed", "type", "document_type"] {
        if let Some(value) = seal.get(name) {
            write_element(out, name, value, language);
        }
    }
    write_features(out, seal, language);
}

fn write_features(out: &mut String, holder: &Map<String, Value>, language: Language) {
    let features = holder.get("features").and_then(Value::as_array).into_iter().flatten();
    for feature in features.filter_map(Value::as_object) {
        let tag = feature.get("tag").and_then(Value::as_u64);
        let tag = tag.map(|tag| format!("{} {tag:02X}", language.phrase("feature")));
        let path = feature.get("path").and_then(Value::as_str).map(ToOwned::to_owned);
        let name = feature.get("name").and_then(Value::as_str).map(ToOwned::to_owned);
        let name = name.or(path).or(tag).unwrap_or_default();
        let within = feature
            .get("value")
            .and_then(Value::as_array)
            .filter(|values| values.iter().all(Value::is_object));
        match (within, feature.get("value")) {
            (Some(_), Some(values)) => {
                write_features(out, &Map::from_iter([("features".to_owned(), values.clone())]), language);
            }
            (None, Some(value)) => write_element(out, &name, value, language),
            _ => {}
        }
    }
}

fn write_section(out: &mut String, name: &str, section: &Map<String, Value>, language: Language) {
    let is_authenticated = section.get("authenticated") == Some(&Value::Bool(true));
    let file = section.get("file").and_then(Value::as_str).unwrap_or_default();
    heading(out, name, file, is_authenticated, language);
    for (name, value) in section.iter().filter(|(name, _)| !matches!(name.as_str(), "file" | "authenticated"))
    {
        write_element(out, name, value, language);
    }
}

/// What follows, and whether somebody trusted signed it.
fn heading(out: &mut String, name: &str, file: &str, is_authenticated: bool, language: Language) {
    let (paint, word) = if is_authenticated {
        (SIGNED, "authenticated")
    } else {
        (UNSIGNED, "NOT AUTHENTICATED: anybody may have written this")
    };
    let (title, word) = (label(name, language), language.phrase(word));
    // Writing to a String cannot fail.
    let _ = writeln!(out, "\n{BOLD}{title}{BOLD:#}  {DIM}{file}{DIM:#}  {paint}{word}{paint:#}");
}

/// A text, or a line for each entry of a list.
fn write_element(out: &mut String, name: &str, value: &Value, language: Language) {
    match value {
        Value::Object(error) if name == "error" => {
            let member = |name| error.get(name).and_then(Value::as_str).unwrap_or_default();
            line(out, "cannot be read", &format!("{} [{}]", member("text"), member("code")), language);
        }
        Value::Array(entries) if entries.is_empty() => line(out, name, language.phrase("none"), language),
        Value::Array(entries) => entries.iter().for_each(|entry| write_element(out, name, entry, language)),
        Value::Object(members) => line(out, name, &in_one_line(members, language), language),
        other => line(out, name, &shown(other), language),
    }
}

fn line(out: &mut String, name: &str, value: &str, language: Language) {
    let _ = writeln!(out, "  {:<24} {}", label(name, language), clean(value));
}

/// A picture, a person, an element without a field, or why a file cannot be read.
fn in_one_line(members: &Map<String, Value>, language: Language) -> String {
    if let (Some(size), 1) = (members.get("size").and_then(Value::as_u64), members.len()) {
        return Message::PictureOfSize { size }.text_in(language);
    }
    let member = |(name, value): (&String, &Value)| format!("{} {}", label(name, language), shown(value));
    members.iter().map(member).collect::<Vec<_>>().join(", ")
}

fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The name of an element as people read it.
fn label(name: &str, language: Language) -> String {
    let english = match name {
        "personal" => "holder".to_owned(),
        "others" => "element without a field".to_owned(),
        "latin_1" => "not UTF-8, read as Latin-1".to_owned(),
        _ => name.replace('_', " "),
    };
    language.phrase(&english).to_owned()
}
