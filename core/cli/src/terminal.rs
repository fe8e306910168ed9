//! Reports for people: a sign and a word for each outcome, so that nothing hangs on colour alone.

use crate::details;
use crate::style::{BOLD, DIM, clean};
use anstyle::{AnsiColor, Style};
use doc9303::report::{ChainLink, CheckResult, Group, Outcome, Report, Role, Weight};
use doc9303::{Error, Mrz, UnixTime, mrz_json};
use std::fmt::Write;

fn style(outcome: Outcome) -> Style {
    let colour = match outcome {
        Outcome::Successful => AnsiColor::Green,
        Outcome::Failed => AnsiColor::Red,
        Outcome::Undetermined => AnsiColor::Yellow,
        Outcome::NotSupported | Outcome::Aborted => AnsiColor::BrightBlack,
    };
    colour.on_default()
}

fn sign(outcome: Outcome) -> char {
    match outcome {
        Outcome::Successful => '✓',
        Outcome::Failed => '✗',
        Outcome::Undetermined => '?',
        Outcome::NotSupported => '–',
        Outcome::Aborted => '!',
    }
}

fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Successful => "successful",
        Outcome::Failed => "failed",
        Outcome::Undetermined => "undetermined",
        Outcome::NotSupported => "not supported",
        Outcome::Aborted => "aborted",
    }
}

fn sentence(verdict: Outcome) -> &'static str {
    match verdict {
        Outcome::Successful => "every check that counts holds",
        Outcome::Failed => "at least one check that counts does not hold",
        Outcome::Undetermined => "something that counts could not be decided",
        Outcome::NotSupported => "there was nothing to check",
        Outcome::Aborted => "the procedure broke off; this is no evidence of anything",
    }
}

/// The whole report.
pub(crate) fn report(report: &Report, redact: bool) -> String {
    let mut out = String::new();
    let verdict = report.verdict();
    let (paint, bold) = (style(verdict).bold(), BOLD);
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "{paint}{} {}{paint:#}  {}",
        sign(verdict),
        word(verdict).to_uppercase(),
        sentence(verdict)
    );
    let _ = writeln!(out, "{DIM}at {}, policy {}{DIM:#}", report.at(), report.policy());
    if !redact && let Some(mrz) = report.mrz() {
        let _ = writeln!(out);
        mrz.lines().for_each(|line| {
            let _ = writeln!(out, "    {bold}{line}{bold:#}");
        });
    }
    if !redact {
        details::write(&mut out, report);
    }
    for group in Group::ALL {
        if let Some(outcome) = report.group(*group) {
            let paint = style(outcome);
            let _ = writeln!(out, "\n{bold}{}{bold:#}  {paint}{}{paint:#}", group.as_str(), word(outcome));
            let members = report.results().iter().filter(|result| result.check().group() == *group);
            members.for_each(|result| row(&mut out, result));
        }
    }
    chain(&mut out, report);
    deviations(&mut out, report);
    out
}

fn row(out: &mut String, result: &CheckResult) {
    let (outcome, check) = (result.outcome(), result.check());
    let paint = style(outcome);
    let counted = match result.weight() {
        Weight::Mandatory => "",
        Weight::Optional => " (optional)",
        Weight::Evaluatory => " (not counted)",
    };
    let _ = writeln!(
        out,
        "  {paint}{} {:<13}{paint:#} {:<24} {DIM}{}{counted}{DIM:#}",
        sign(outcome),
        word(outcome),
        check.as_str(),
        check.clause()
    );
    if let Some(reason) = result.reason() {
        let _ = writeln!(out, "      {} {DIM}[{}]{DIM:#}", clean(&reason.text()), reason.code());
    }
}

fn chain(out: &mut String, report: &Report) {
    let evidence = report.evidence();
    if evidence.chain.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{BOLD}certificates{BOLD:#}");
    if let Some(signature) = &evidence.signature {
        let (algorithm, digest) = (&signature.algorithm, &signature.digest);
        let _ = writeln!(out, "  EF.SOD  {DIM}signed with {algorithm}, {digest}{DIM:#}");
    }
    for (depth, link) in evidence.chain.iter().enumerate() {
        certificate(out, depth, link);
    }
}

fn certificate(out: &mut String, depth: usize, link: &ChainLink) {
    let indent = "   ".repeat(depth);
    let role = match link.role {
        Role::DocumentSigner => "Document Signer",
        Role::CscaLink => "CSCA link",
        _ => "CSCA",
    };
    let _ = writeln!(out, "  {indent}└─ {role}: {}", clean(&link.subject));
    let _ = writeln!(
        out,
        "  {indent}   {DIM}{}, serial {}, valid {} to {}{DIM:#}",
        clean(&link.key),
        link.serial,
        link.not_before.date(),
        link.not_after.date()
    );
}

fn deviations(out: &mut String, report: &Report) {
    if report.deviations().is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{BOLD}deviations that were tolerated{BOLD:#}");
    for deviation in report.deviations() {
        let place = deviation.offset().map(|offset| format!(", byte {offset}")).unwrap_or_default();
        let _ = writeln!(
            out,
            "  ~ {}{place}: {} {DIM}[{}]{DIM:#}",
            clean(deviation.structure()),
            clean(&deviation.text()),
            deviation.kind()
        );
    }
}

/// One zone with its fields.
pub(crate) fn zone(zone: &Result<Mrz, Error>, at: UnixTime) -> String {
    let mut out = String::new();
    let mrz = match zone {
        Ok(mrz) => mrz,
        Err(error) => {
            let paint = style(Outcome::Failed);
            let _ = writeln!(
                out,
                "{paint}✗ not a machine readable zone{paint:#}  {error} {DIM}[{}]{DIM:#}\n",
                error.code()
            );
            return out;
        }
    };
    let _ = writeln!(out, "{BOLD}{}{BOLD:#}", mrz.format());
    mrz.lines().for_each(|line| {
        let _ = writeln!(out, "    {line}");
    });
    let json: serde_json::Value = serde_json::from_str(&mrz_json(zone, at)).unwrap_or_default();
    for (name, value) in json.get("fields").and_then(|fields| fields.as_object()).into_iter().flatten() {
        let _ = writeln!(out, "  {name:<22} {}", value.as_str().unwrap_or_default());
    }
    for digit in mrz.check_digits() {
        let outcome = if digit.is_valid() { Outcome::Successful } else { Outcome::Failed };
        let paint = style(outcome);
        let name = digit.field().as_str();
        let (printed, computed) = (digit.printed(), digit.computed());
        let _ = writeln!(
            out,
            "  {paint}{}{paint:#} check digit {name}: printed {printed}, computed {computed}",
            sign(outcome)
        );
        if let Some(note) = digit.note() {
            let _ = writeln!(out, "      {note}");
        }
    }
    for (check, outcome) in json.get("checks").and_then(|checks| checks.as_object()).into_iter().flatten() {
        let _ = writeln!(out, "  {check:<22} {}", outcome.as_str().unwrap_or_default());
    }
    for number in mrz.national_numbers() {
        let holds = if number.is_valid { "its own check holds" } else { "its own check does not hold" };
        let _ = writeln!(
            out,
            "  {} in {}: {holds} (optional) {DIM}{}{DIM:#}",
            number.kind.as_str(),
            number.field,
            number.kind.source()
        );
    }
    for warning in mrz.warnings() {
        let _ = writeln!(out, "  ~ {} {DIM}[{warning}]{DIM:#}", warning.meaning());
    }
    let _ = writeln!(out);
    out
}
