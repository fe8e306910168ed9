//! The report as HTML for notebooks: the colours of TR-03135-1, with a sign and a word beside each, so that nothing hangs
//! on colour alone.

use doc9303::Report;
use doc9303::report::{CheckResult, Group, Language, Message, Outcome};
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use std::fmt::Write;

/// The colours have a contrast of at least 4.5 on white and keep it on dark pages, as the cell brings its own background.
fn colour(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Successful => "#1a7f37",
        Outcome::Failed => "#c62828",
        Outcome::Undetermined => "#8a6100",
        Outcome::NotSupported | Outcome::Aborted => "#5f6368",
    }
}

/// Text of certificates and reasons as character data: a document must not write the page.
pub(crate) fn text(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for letter in raw.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => out.push('\u{FFFD}'),
            control if control.is_control() => out.push('\u{FFFD}'),
            other => out.push(other),
        }
    }
    out
}

fn badge(outcome: Outcome, language: Language) -> String {
    format!(
        "<span style=\"background:{};color:#fff;padding:1px 6px;border-radius:3px;white-space:nowrap\">\
         <span aria-hidden=\"true\">{}</span> {}</span>",
        colour(outcome),
        outcome.sign(),
        text(outcome.word_in(language))
    )
}

/// Attributes of an object as a table. An attribute that is None is left out.
pub(crate) fn facts(object: &Bound<'_, PyAny>, names: &[&str]) -> PyResult<String> {
    let kind = object.get_type().name()?;
    let mut told: Vec<(&str, String)> = Vec::new();
    for name in names {
        let value = object.getattr(*name)?;
        if value.is_none() {
            continue;
        }
        let shown = match value.cast::<PyTuple>() {
            Ok(several) => several
                .iter()
                .map(|each| Ok(each.str()?.to_string()))
                .collect::<PyResult<Vec<_>>>()?
                .join(", "),
            Err(_) => value.str()?.to_string(),
        };
        told.push((name, shown));
    }
    Ok(rows(kind.to_str()?, told))
}

/// Names and values as a table.
pub(crate) fn rows<'a, V: AsRef<str>>(caption: &str, rows: impl IntoIterator<Item = (&'a str, V)>) -> String {
    let mut out = format!(
        "<table class=\"doc9303-facts\" style=\"text-align:left\"><caption style=\"text-align:left\">{}</caption><tbody>",
        text(caption)
    );
    for (name, value) in rows {
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "<tr><th scope=\"row\" style=\"text-align:left\">{}</th><td style=\"text-align:left\">{}</td></tr>",
            text(name),
            text(value.as_ref())
        );
    }
    out.push_str("</tbody></table>");
    out
}

/// The whole report in a language, without the document's own data.
pub(crate) fn report(report: &Report, language: Language) -> String {
    let inspected = Message::InspectedAt { at: report.at(), policy: report.policy().to_owned().into() };
    let heading = |word| format!("<th scope=\"col\">{}</th>", text(language.phrase(word)));
    let headings: String = ["check", "outcome", "reason", "clause"].map(heading).concat();
    let mut out = format!(
        "<div class=\"doc9303-report\" lang=\"{language}\"><table style=\"text-align:left\"><caption \
         style=\"text-align:left\">{} <span>{}</span></caption><thead><tr>{headings}</tr></thead>",
        badge(report.verdict(), language),
        text(&inspected.text_in(language))
    );
    for group in Group::ALL {
        let Some(outcome) = report.group(*group) else { continue };
        // Writing to a String cannot fail.
        let _ = write!(
            out,
            "<tbody><tr><th scope=\"rowgroup\" style=\"text-align:left\">{}</th><td style=\"text-align:left\" \
             colspan=\"3\">{}</td></tr>",
            text(language.phrase(group.as_str())),
            badge(outcome, language)
        );
        let members = report.results().iter().filter(|result| result.check().group() == *group);
        members.for_each(|result| row(&mut out, result, language));
        out.push_str("</tbody>");
    }
    out.push_str("</table>");
    chain(&mut out, report, language);
    deviations(&mut out, report, language);
    out.push_str("</div>");
    out
}

fn row(out: &mut String, result: &CheckResult, language: Language) {
    let check = result.check();
    let note = result.weight().note_in(language).map(|note| format!(" ({})", text(note))).unwrap_or_default();
    let reason = result
        .reason()
        .map(|reason| format!("{} <code>{}</code>", text(&reason.text_in(language)), reason.code()));
    let title =
        if language == Language::English { check.requirement().to_owned() } else { check.title_in(language) };
    let _ = write!(
        out,
        "<tr><td style=\"text-align:left\" title=\"{}\"><code>{}</code></td><td style=\"text-align:left\">{}</td>\
         <td style=\"text-align:left\">{}</td><td style=\"text-align:left\">{}{note}</td></tr>",
        text(&title),
        check.as_str(),
        badge(result.outcome(), language),
        reason.unwrap_or_default(),
        text(check.clause())
    );
}

fn chain(out: &mut String, report: &Report, language: Language) {
    let evidence = report.evidence();
    if evidence.chain.is_empty() {
        return;
    }
    let _ = write!(out, "<p>{}</p><ul>", text(language.phrase("certificates")));
    for link in &evidence.chain {
        let (role, facts) = (link.role.title_in(language), link.facts().text_in(language));
        let _ = write!(out, "<li>{}: {} ({})</li>", text(role), text(&link.subject), text(&facts));
    }
    out.push_str("</ul>");
}

fn deviations(out: &mut String, report: &Report, language: Language) {
    if report.deviations().is_empty() {
        return;
    }
    let _ = write!(out, "<p>{}</p><ul>", text(language.phrase("deviations that were tolerated")));
    for deviation in report.deviations() {
        let _ = write!(
            out,
            "<li>{}: {} <code>{}</code></li>",
            text(&deviation.place_in(language)),
            text(&deviation.text_in(language)),
            deviation.kind()
        );
    }
    out.push_str("</ul>");
}
