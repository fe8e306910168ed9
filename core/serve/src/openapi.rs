//! The description of the service for programs (OpenAPI 3.1), with the schema of the report in it.

use serde_json::Value;
use std::sync::OnceLock;

const DESCRIPTION: &str = include_str!("../docs/openapi.json");
const REPORT: &str = include_str!("../docs/report.schema.json");

/// The text that is served.
pub(crate) fn text() -> &'static str {
    static TEXT: OnceLock<String> = OnceLock::new();
    TEXT.get_or_init(|| {
        // The definitions of the report's schema have their place within the description.
        let report = REPORT.replace("\"#/$defs/", "\"#/components/schemas/Report/$defs/");
        let mut description: Value = serde_json::from_str(DESCRIPTION).unwrap_or_default();
        let mut report: Value = serde_json::from_str(&report).unwrap_or_default();
        if let Some(schema) = report.as_object_mut() {
            // Within another document, a name of its own would be where its references are looked for.
            schema.remove("$id");
            schema.remove("$schema");
        }
        if let Some(schemas) = description.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
            schemas.insert("Report".to_owned(), report);
        }
        format!("{description}\n")
    })
}

#[cfg(test)]
mod tests;
