//! `doc9303 explain`: what a check or a code of a report means, and what may be done next.

use crate::failure::Failure;
use crate::output;
use clap::Args;
use doc9303::report::Language;
use doc9303::{Explanation, explain_word};
use std::fmt::Write;

/// `doc9303 explain`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// A check such as `ds.signature`, a code such as `csca.not_found`, or any other word that an output prints.
    #[arg(value_name = "WORD")]
    word: String,
    /// The language of the explanation: `en`, `de`, `es`, `fr`, `it` or `ru`. Other languages than English have one sentence on
    /// codes and none on short words.
    #[arg(long, value_name = "CODE", default_value = "en", conflicts_with = "json")]
    language: Language,
    /// Print a JSON object.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<u8, Failure> {
    let Some(told) = explain_word(arguments.word.trim()) else {
        let given = &arguments.word;
        return Err(Failure::Usage(format!(
            "{given:?} is neither a check nor a code nor another word of an output: a report names both, such as \
             ds.signature and csca.not_found"
        )));
    };
    if arguments.json {
        output::print_line(doc9303_inputs::explanation_json(&told, arguments.language))?;
    } else {
        output::print(&people(told.word, &told.in_language(arguments.language), arguments.language))?;
    }
    Ok(0)
}

fn people(name: &str, (title, explanation): &(String, Explanation), language: Language) -> String {
    let (bold, dim) = (crate::style::BOLD, crate::style::DIM);
    let mut out = String::new();
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{bold}{name}{bold:#}  {dim}{title}{dim:#}");
    let rows = [
        ("", explanation.meaning),
        ("honest causes", explanation.benign_causes),
        ("what to do next", explanation.next_steps),
        ("clause", explanation.clause),
    ];
    for (heading, text) in rows.into_iter().filter(|row| !row.1.is_empty()) {
        let _ = writeln!(out);
        if !heading.is_empty() {
            let _ = writeln!(out, "{bold}{}{bold:#}", language.phrase(heading));
        }
        let lines = textwrap::Options::new(78).initial_indent("  ").subsequent_indent("  ");
        let _ = writeln!(out, "{}", textwrap::fill(text, lines));
    }
    out
}
