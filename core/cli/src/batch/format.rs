//! The formats of tables, by the ends of their names or by word.

use crate::failure::Failure;
use std::path::Path;

/// How a table is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// Apache Parquet (.parquet, .pq).
    Parquet,
    /// Apache Arrow's IPC file, which is Feather version 2 too (.arrow, .ipc, .feather).
    Arrow,
    /// Comma-separated, with a row of names (.csv).
    Csv,
    /// One JSON object a line (.jsonl, .ndjson).
    Jsonl,
}

impl Format {
    /// As it was given, or by the end of the name.
    pub(super) fn of(path: &Path, given: Option<Format>, argument: &str) -> Result<Format, Failure> {
        if let Some(given) = given {
            return Ok(given);
        }
        let end = path.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        match end.as_str() {
            "parquet" | "pq" => Ok(Format::Parquet),
            "arrow" | "ipc" | "feather" => Ok(Format::Arrow),
            "csv" | "tsv" => Ok(Format::Csv),
            "jsonl" | "ndjson" | "json" => Ok(Format::Jsonl),
            _ => Err(Failure::Usage(format!(
                "{}: the end of the name names no format; give {argument} parquet, arrow, csv or jsonl",
                path.display()
            ))),
        }
    }

    /// Whether rows are text, one behind the other.
    pub(super) fn is_text(self) -> bool {
        matches!(self, Format::Csv | Format::Jsonl)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Format::Parquet => "parquet",
            Format::Arrow => "arrow",
            Format::Csv => "csv",
            Format::Jsonl => "jsonl",
        }
    }
}
