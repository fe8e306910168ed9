//! From results to a verdict: a pure function (TR-03135-1 §3.5.2, §5.2).

use super::CheckResult;
use crate::vocabulary::{Check, DataGroup, Group, Outcome};

/// The verdict over what counts: any `failed`, else any `aborted`, else any `undetermined`, else any `successful`, else
/// `not_supported`.
pub(super) fn verdict<'a>(results: impl Iterator<Item = &'a CheckResult>) -> Outcome {
    let mut worst = Outcome::NotSupported;
    for result in results.filter(|result| result.counts()) {
        if rank(result.outcome()) > rank(worst) {
            worst = result.outcome();
        }
    }
    worst
}

fn rank(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::NotSupported => 0,
        Outcome::Successful => 1,
        Outcome::Undetermined => 2,
        Outcome::Aborted => 3,
        Outcome::Failed => 4,
    }
}

/// What passive authentication is: without all of these a chip proves nothing.
const PASSIVE_AUTHENTICATION: [Check; 6] = [
    Check::SodStructure,
    Check::SodHash,
    Check::SodSignature,
    Check::DsSignature,
    Check::DgHash(DataGroup::DG1),
    Check::DgHash(DataGroup::DG2),
];

/// The verdict of the whole document: with a chip, `successful` needs passive authentication, whatever the weights.
pub(super) fn of_document(results: &[CheckResult], has_chip: bool, is_partial: bool) -> Outcome {
    let sum = verdict(results.iter());
    let is_unproven = has_chip && unproven(results).next().is_some();
    if is_unproven || is_partial { until_complete(sum) } else { sum }
}

/// The checks of passive authentication that do not hold, or were not made.
fn unproven(results: &[CheckResult]) -> impl Iterator<Item = Check> {
    let holds = |check: &Check| {
        results.iter().any(|result| result.check() == *check && result.outcome() == Outcome::Successful)
    };
    PASSIVE_AUTHENTICATION.into_iter().filter(move |check| !holds(check))
}

/// The checks that decide the verdict, in reading order: those that count and ended as it did. Where what counts would
/// be successful, what a chip still lacks of passive authentication decides.
pub(super) fn decisive(results: &[CheckResult], has_chip: bool, verdict: Outcome) -> Vec<Check> {
    if verdict == Outcome::Successful {
        return Vec::new();
    }
    let lacks = verdict == Outcome::Undetermined && has_chip;
    let missing: Vec<Check> = unproven(results).filter(|_| lacks).collect();
    let decides = |result: &&CheckResult| {
        (result.counts() && result.outcome() == verdict) || missing.contains(&result.check())
    };
    let mut checks: Vec<Check> = results.iter().filter(decides).map(CheckResult::check).collect();
    // What was not made has no result.
    let absent: Vec<Check> = missing.into_iter().filter(|check| !checks.contains(check)).collect();
    checks.extend(absent);
    checks
}

/// `undetermined` instead of what something that is still missing may change.
pub(super) fn until_complete(sum: Outcome) -> Outcome {
    if rank(sum) < rank(Outcome::Undetermined) { Outcome::Undetermined } else { sum }
}

/// The verdict of a group; `None` if no check of it was made.
pub(super) fn of_group(results: &[CheckResult], group: Group) -> Option<Outcome> {
    let mut members = results.iter().filter(|result| result.check().group() == group).peekable();
    members.peek()?;
    Some(verdict(members))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Code;
    use crate::vocabulary::{Message, Reason, Weight};

    fn result(check: Check, outcome: Outcome, weight: Weight) -> CheckResult {
        let reason = Reason::new(Code::FileMalformed, Message::NoSigner {});
        match outcome {
            Outcome::Successful => CheckResult::successful(check),
            Outcome::Failed => CheckResult::failed(check, reason),
            Outcome::Undetermined => CheckResult::undetermined(check, reason),
            Outcome::NotSupported => CheckResult::not_supported(check, reason),
            Outcome::Aborted => CheckResult::aborted(check, reason),
        }
        .with_weight(weight)
    }

    #[test]
    fn the_worst_that_counts_decides() {
        use Outcome::*;
        let sum = |rows: &[(Outcome, Weight)]| {
            let rows: Vec<_> =
                rows.iter().map(|(outcome, weight)| result(Check::MrzName, *outcome, *weight)).collect();
            of_document(&rows, false, false)
        };
        let mandatory = Weight::Mandatory;
        assert_eq!(sum(&[]), NotSupported);
        assert_eq!(sum(&[(Successful, mandatory), (NotSupported, mandatory)]), Successful);
        assert_eq!(sum(&[(Successful, mandatory), (Undetermined, mandatory)]), Undetermined);
        assert_eq!(sum(&[(Aborted, mandatory), (Undetermined, mandatory)]), Aborted);
        assert_eq!(sum(&[(Aborted, mandatory), (Failed, mandatory)]), Failed);
        assert_eq!(sum(&[(Successful, mandatory), (Undetermined, Weight::Optional)]), Successful);
        assert_eq!(sum(&[(Successful, mandatory), (Aborted, Weight::Optional)]), Successful);
        assert_eq!(sum(&[(Successful, mandatory), (Failed, Weight::Optional)]), Failed);
        assert_eq!(sum(&[(Successful, mandatory), (Failed, Weight::Evaluatory)]), Successful);
    }

    #[test]
    fn what_counts_and_ended_as_the_verdict_decides() {
        use Outcome::*;
        let rows = [
            result(Check::SodStructure, Successful, Weight::Mandatory),
            result(Check::SodHash, Failed, Weight::Evaluatory),
            result(Check::DsRevocation, Undetermined, Weight::Optional),
            result(Check::DgHash(DataGroup::DG1), Failed, Weight::Mandatory),
        ];
        let verdict = of_document(&rows, true, false);
        assert_eq!(decisive(&rows, true, verdict), [Check::DgHash(DataGroup::DG1)]);
        assert_eq!(decisive(&rows[..1], false, Successful), []);
        // A chip without its signature: what is missing decides, whether it has a row or not.
        let all: Vec<_> = PASSIVE_AUTHENTICATION[..5]
            .iter()
            .map(|check| result(*check, Successful, check.weight()))
            .collect();
        assert_eq!(of_document(&all, true, false), Undetermined);
        assert_eq!(decisive(&all, true, Undetermined), [Check::DgHash(DataGroup::DG2)]);
        // What does not hold stands where it stands in the report, before what was not made.
        let open = [
            result(Check::SodSignature, Undetermined, Weight::Evaluatory),
            result(Check::DsRevocation, Undetermined, Weight::Mandatory),
        ];
        let checks = decisive(&open, true, Undetermined);
        assert_eq!(checks[..2], [Check::SodSignature, Check::DsRevocation]);
        assert_eq!(
            checks[2..],
            [
                Check::SodStructure,
                Check::SodHash,
                Check::DsSignature,
                Check::DgHash(DataGroup::DG1),
                Check::DgHash(DataGroup::DG2)
            ]
        );
    }

    #[test]
    fn a_group_is_judged_by_its_own_checks() {
        let rows = [
            result(Check::MrzFormat, Outcome::Successful, Weight::Mandatory),
            result(Check::SodHash, Outcome::Failed, Weight::Mandatory),
        ];
        assert_eq!(of_group(&rows, Group::Optical), Some(Outcome::Successful));
        assert_eq!(of_group(&rows, Group::Electronic), Some(Outcome::Failed));
        assert_eq!(of_group(&rows, Group::Combined), None);
    }

    #[test]
    fn a_chip_is_successful_only_with_all_of_passive_authentication() {
        let all: Vec<_> = PASSIVE_AUTHENTICATION
            .iter()
            .map(|check| result(*check, Outcome::Successful, check.weight()))
            .collect();
        assert_eq!(of_document(&all, true, false), Outcome::Successful);
        for (index, check) in PASSIVE_AUTHENTICATION.iter().enumerate() {
            let mut rows = all.clone();
            rows[index] = result(*check, Outcome::Undetermined, Weight::Evaluatory);
            assert_eq!(of_document(&rows, true, false), Outcome::Undetermined, "{check}");
            rows.remove(index);
            assert_eq!(of_document(&rows, true, false), Outcome::Undetermined, "{check} absent");
        }
    }
}
