//! Reports for people: a sign and a word for each outcome, so that nothing hangs on colour alone.

use crate::details;
use crate::style::{BOLD, DIM, clean};
use anstyle::{AnsiColor, Style};
use doc9303::report::{ChainLink, CheckResult, Group, Language, Message, Outcome, Report};
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

/// The whole report, in a language.
pub(crate) fn report(report: &Report, redact: bool, language: Language) -> String {
    let mut out = String::new();
    let verdict = report.verdict();
    let (paint, bold) = (style(verdict).bold(), BOLD);
    let inspected = Message::InspectedAt { at: report.at(), policy: report.policy().to_owned().into() };
    // Writing to a String cannot fail.
    let _ = writeln!(
        out,
        "{paint}{} {}{paint:#}  {}\n{DIM}{}{DIM:#}",
        verdict.sign(),
        verdict.word_in(language).to_uppercase(),
        verdict.sentence_in(language),
        inspected.text_in(language)
    );
    let decisive: Vec<String> = report.decisive().iter().map(ToString::to_string).collect();
    if !decisive.is_empty() {
        let _ = writeln!(out, "{}: {bold}{}{bold:#}", language.phrase("decided by"), decisive.join(", "));
    }
    if !redact && let Some(mrz) = report.mrz() {
        let _ = writeln!(out);
        mrz.lines().for_each(|line| {
            let _ = writeln!(out, "    {bold}{line}{bold:#}");
        });
    }
    if !redact {
        details::write(&mut out, report, language);
    }
    for group in Group::ALL {
        if let Some(outcome) = report.group(*group) {
            let (paint, title) = (style(outcome), language.phrase(group.as_str()));
            let _ = writeln!(out, "\n{bold}{title}{bold:#}  {paint}{}{paint:#}", outcome.word_in(language));
            let members = report.results().iter().filter(|result| result.check().group() == *group);
            members.for_each(|result| row(&mut out, result, language));
        }
    }
    chain(&mut out, report, language);
    deviations(&mut out, report, language);
    out
}

fn row(out: &mut String, result: &CheckResult, language: Language) {
    let (outcome, check) = (result.outcome(), result.check());
    let paint = style(outcome);
    let note = result.weight().note_in(language).map(|note| format!(" ({note})")).unwrap_or_default();
    let widths = Outcome::ALL.iter().map(|outcome| outcome.word_in(language).chars().count());
    let width = widths.max().unwrap_or_default();
    let _ = writeln!(
        out,
        "  {paint}{} {:<width$}{paint:#} {:<24} {DIM}{}{note}{DIM:#}",
        outcome.sign(),
        outcome.word_in(language),
        check.as_str(),
        check.clause()
    );
    if language != Language::English {
        let _ = writeln!(out, "      {}", check.title_in(language));
    }
    if let Some(reason) = result.reason() {
        let _ = writeln!(out, "      {} {DIM}[{}]{DIM:#}", clean(&reason.text_in(language)), reason.code());
    }
}

fn chain(out: &mut String, report: &Report, language: Language) {
    let evidence = report.evidence();
    let seal = evidence.seal.iter().flat_map(|seal| &seal.chain);
    if evidence.chain.is_empty() && seal.clone().next().is_none() {
        return;
    }
    let _ = writeln!(out, "\n{BOLD}{}{BOLD:#}", language.phrase("certificates"));
    if let Some(signature) = &evidence.signature {
        let (algorithm, digest) = (signature.algorithm.clone().into(), signature.digest.clone().into());
        let signed = Message::SignedWith { algorithm, digest };
        let _ = writeln!(out, "  EF.SOD  {DIM}{}{DIM:#}", signed.text_in(language));
    }
    for (depth, link) in evidence.chain.iter().enumerate().chain(seal.enumerate()) {
        certificate(out, depth, link, language);
    }
}

fn certificate(out: &mut String, depth: usize, link: &ChainLink, language: Language) {
    let indent = "   ".repeat(depth);
    let facts = link.facts().text_in(language);
    let _ = writeln!(out, "  {indent}└─ {}: {}", link.role.title_in(language), clean(&link.subject));
    let _ = writeln!(out, "  {indent}   {DIM}{}{DIM:#}", clean(&facts));
}

fn deviations(out: &mut String, report: &Report, language: Language) {
    if report.deviations().is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{BOLD}{}{BOLD:#}", language.phrase("deviations that were tolerated"));
    for deviation in report.deviations() {
        let _ = writeln!(
            out,
            "  ~ {}: {} {DIM}[{}]{DIM:#}",
            clean(&deviation.place_in(language)),
            clean(&deviation.text_in(language)),
            deviation.kind()
        );
    }
}

/// One zone with its fields.
pub(crate) fn zone(zone: &Result<Mrz, Error>, at: UnixTime, language: Language) -> String {
    let mut out = String::new();
    let mrz = match zone {
        Ok(mrz) => mrz,
        Err(error) => {
            let paint = style(Outcome::Failed);
            let _ = writeln!(
                out,
                "{paint}{} {}{paint:#}  {} {DIM}[{}]{DIM:#}\n",
                Outcome::Failed.sign(),
                language.phrase("not a machine readable zone"),
                Message::from(error).text_in(language),
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
        let _ = writeln!(out, "  {:<22} {}", language.phrase(name), value.as_str().unwrap_or_default());
    }
    for digit in mrz.check_digits() {
        let outcome = if digit.is_valid() { Outcome::Successful } else { Outcome::Failed };
        let paint = style(outcome);
        let [printed, computed] = [digit.printed(), digit.computed()].map(|digit| digit.to_string().into());
        let said = Message::CheckDigit { field: digit.field().as_str().into(), printed, computed };
        let _ = writeln!(out, "  {paint}{}{paint:#} {}", outcome.sign(), said.text_in(language));
        if let Some(note) = digit.note() {
            let _ = writeln!(out, "      {}", language.phrase(note));
        }
    }
    for (check, outcome) in json.get("checks").and_then(|checks| checks.as_object()).into_iter().flatten() {
        let _ = writeln!(out, "  {check:<22} {}", language.phrase(outcome.as_str().unwrap_or_default()));
    }
    for number in mrz.national_numbers() {
        let holds = if number.is_valid { "its own check holds" } else { "its own check does not hold" };
        let _ = writeln!(
            out,
            "  {} ({}): {} ({}) {DIM}{}{DIM:#}",
            number.kind.as_str(),
            language.phrase(number.field.as_str()),
            language.phrase(holds),
            language.phrase("optional"),
            number.kind.source()
        );
    }
    for warning in mrz.warnings() {
        let _ = writeln!(out, "  ~ {} {DIM}[{warning}]{DIM:#}", language.phrase(warning.meaning()));
    }
    let _ = writeln!(out);
    out
}
