//! From results to a verdict: a pure function (TR-03135-1 §3.5.2, §5.2).

use super::CheckResult;
use crate::vocabulary::{Check, DataGroup, Group, Outcome, Weight};

/// The verdict over what counts: any `failed`, else any `aborted`, else any `undetermined`, else any `successful`, else
/// `not_supported`.
pub(super) fn verdict<'a>(results: impl Iterator<Item = &'a CheckResult>) -> Outcome {
    let mut worst = Outcome::NotSupported;
    for result in results.filter(|result| counts(result)) {
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

/// `optional` counts what was decided, `evaluatory` nothing.
fn counts(result: &CheckResult) -> bool {
    match result.weight() {
        Weight::Mandatory => true,
        Weight::Optional => matches!(result.outcome(), Outcome::Successful | Outcome::Failed),
        Weight::Evaluatory => false,
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
    let holds = |check: &Check| {
        results.iter().any(|result| result.check() == *check && result.outcome() == Outcome::Successful)
    };
    let is_unproven = has_chip && !PASSIVE_AUTHENTICATION.iter().all(holds);
    if is_unproven || is_partial { until_complete(sum) } else { sum }
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
    use crate::vocabulary::{Message, Reason};

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
