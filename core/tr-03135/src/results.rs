//! From the results of checks to those of clauses (TR-03135-1 Tables 5.6 to 5.75).

use crate::clause::Clause;
use doc9303::Report;
use doc9303::report::{Check, CheckResult, Outcome};

/// The result of a clause: the worst of those that count within it. `None` if no check of it was made.
///
/// Evaluatory results are no part of a final result (§3.7). Where a single check alone is described, the result is its own.
pub(crate) fn of_clause(clause: &Clause, report: &Report) -> Option<Outcome> {
    let checks = checks_within(clause);
    let made: Vec<&CheckResult> =
        report.results().iter().filter(|result| checks.contains(&result.check())).collect();
    if made.is_empty() {
        return None;
    }
    let counting = worst(made.iter().copied().filter(|result| result.counts()));
    let result = match counting {
        Some(result) => result,
        None if clause.parts.is_empty() => worst(made.into_iter())?,
        None => Outcome::NotSupported,
    };
    Some(clause.allowed(result))
}

/// The result of a class of checks. What the verdict waits for is not successful here.
pub(crate) fn of_class(clause: &Clause, report: &Report) -> Option<Outcome> {
    let result = of_clause(clause, report)?;
    let checks = checks_within(clause);
    let is_open = report.is_partial() || report.decisive().iter().any(|check| checks.contains(check));
    let is_better = matches!(result, Outcome::Successful | Outcome::NotSupported);
    Some(if is_open && is_better { Outcome::Undetermined } else { result })
}

fn checks_within(clause: &Clause) -> Vec<Check> {
    let parts = clause.parts.iter().flat_map(checks_within);
    clause.checks.iter().copied().chain(parts).collect()
}

fn worst<'a>(results: impl Iterator<Item = &'a CheckResult>) -> Option<Outcome> {
    results.map(CheckResult::outcome).max_by_key(|outcome| match outcome {
        Outcome::NotSupported => 0,
        Outcome::Successful => 1,
        Outcome::Undetermined => 2,
        Outcome::Aborted => 3,
        Outcome::Failed => 4,
    })
}

/// The words of §3.5.2.
pub(crate) fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Successful => "successful",
        Outcome::Failed => "failed",
        Outcome::Undetermined => "undetermined",
        Outcome::NotSupported => "not supported",
        Outcome::Aborted => "aborted",
    }
}
