//! The report as HTML for notebooks: the colours of TR-03135-1, with a sign and a word beside each, so that nothing hangs
//! on colour alone.

use doc9303::Report;
use doc9303::report::{CheckResult, Group, Outcome, Role, Weight};
use std::fmt::Write;

/// A sign, a word and a colour; the colours have a contrast of at least 4.5 on white and keep it on dark pages, as the
/// cell brings its own background.
fn face(outcome: Outcome) -> (char, &'static str, &'static str) {
    match outcome {
        Outcome::Successful => ('✓', "successful", "#1a7f37"),
        Outcome::Failed => ('✗', "failed", "#c62828"),
        Outcome::Undetermined => ('?', "undetermined", "#8a6100"),
        Outcome::NotSupported => ('–', "not supported", "#5f6368"),
        Outcome::Aborted => ('!', "aborted", "#5f6368"),
    }
}

/// Text of certificates and reasons as character data: a document must not write the page.
fn text(raw: &str) -> String {
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

fn badge(outcome: Outcome) -> String {
    let (sign, word, colour) = face(outcome);
    format!(
        "<span style=\"background:{colour};color:#fff;padding:1px 6px;border-radius:3px;white-space:nowrap\">\
         <span aria-hidden=\"true\">{sign}</span> {word}</span>"
    )
}

/// The whole report without the document's own data.
pub(crate) fn report(report: &Report) -> String {
    let mut out = String::from(
        "<div class=\"doc9303-report\"><table style=\"text-align:left\"><caption style=\"text-align:left\">",
    );
    // Writing to a String cannot fail.
    let _ = write!(
        out,
        "{} <span>at {}, policy {}</span></caption><thead><tr><th scope=\"col\">check</th><th scope=\"col\">outcome\
         </th><th scope=\"col\">reason</th><th scope=\"col\">clause</th></tr></thead>",
        badge(report.verdict()),
        report.at(),
        text(report.policy())
    );
    for group in Group::ALL {
        let Some(outcome) = report.group(*group) else { continue };
        let _ = write!(
            out,
            "<tbody><tr><th scope=\"rowgroup\" style=\"text-align:left\">{}</th><td style=\"text-align:left\" \
             colspan=\"3\">{}</td></tr>",
            group.as_str(),
            badge(outcome)
        );
        let members = report.results().iter().filter(|result| result.check().group() == *group);
        members.for_each(|result| row(&mut out, result));
        out.push_str("</tbody>");
    }
    out.push_str("</table>");
    chain(&mut out, report);
    deviations(&mut out, report);
    out.push_str("</div>");
    out
}

fn row(out: &mut String, result: &CheckResult) {
    let check = result.check();
    let counted = match result.weight() {
        Weight::Mandatory => "",
        Weight::Optional => " (optional)",
        Weight::Evaluatory => " (not counted)",
    };
    let reason =
        result.reason().map(|reason| format!("{} <code>{}</code>", text(&reason.text()), reason.code()));
    let _ = write!(
        out,
        "<tr><td style=\"text-align:left\" title=\"{}\"><code>{}</code></td><td style=\"text-align:left\">{}</td>\
         <td style=\"text-align:left\">{}</td><td style=\"text-align:left\">{}{counted}</td></tr>",
        text(check.requirement()),
        check.as_str(),
        badge(result.outcome()),
        reason.unwrap_or_default(),
        text(check.clause())
    );
}

fn chain(out: &mut String, report: &Report) {
    let evidence = report.evidence();
    if evidence.chain.is_empty() {
        return;
    }
    out.push_str("<p>certificates</p><ul>");
    for link in &evidence.chain {
        let role = match link.role {
            Role::DocumentSigner => "Document Signer",
            Role::CscaLink => "CSCA link",
            _ => "CSCA",
        };
        let _ = write!(
            out,
            "<li>{role}: {} ({}, serial {}, valid {} to {})</li>",
            text(&link.subject),
            text(&link.key),
            text(&link.serial),
            link.not_before.date(),
            link.not_after.date()
        );
    }
    out.push_str("</ul>");
}

fn deviations(out: &mut String, report: &Report) {
    if report.deviations().is_empty() {
        return;
    }
    out.push_str("<p>deviations that were tolerated</p><ul>");
    for deviation in report.deviations() {
        let place = deviation.offset().map(|offset| format!(", byte {offset}")).unwrap_or_default();
        let _ = write!(
            out,
            "<li>{}{place}: {} <code>{}</code></li>",
            text(deviation.structure()),
            text(&deviation.text()),
            deviation.kind()
        );
    }
    out.push_str("</ul>");
}
