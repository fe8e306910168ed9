//! What deviation and defect lists say of a document (Doc 9303-3 §7, BSI TR-03129-2 §7, TR-03135-1 §5.8): what is known to
//! fail is excused, a proof with a compromised key is none.

use super::Findings;
use crate::Code;
use crate::lds::FileId;
use crate::report::CheckResult;
use crate::trust::KnownDefect;
use crate::vocabulary::{Check, Deviation, DeviationKind, Outcome, Reason, Weight};

/// A data group whose hash is wrong by the State's own word is of no use, and does not make the document a forgery. Only
/// a list that surely means this document excuses.
pub(crate) fn excuse_data_groups(defects: &[(KnownDefect, bool)], findings: &mut Findings<'_>) {
    for (defect, sure) in defects {
        if let (KnownDefect::DataGroupHash(data_group), true) = (defect, sure) {
            let file = FileId::Dg(*data_group).as_str();
            let excuse = Excuse {
                check: Check::DgHash(*data_group),
                structure: file,
                text: "the deviation list of the issuing State says that its hash in EF.SOD is wrong",
                consequence: "so nobody vouches for its content",
            };
            // The document stands and falls with these, excused or not; without the others it is still a document.
            let always_counts = data_group.is_needed();
            excuse.apply(|weight| if always_counts { weight } else { Weight::Evaluatory }, findings);
        }
    }
}

/// Passive authentication and validity where a defect list says that they fail on genuine documents.
pub(crate) fn excuse_signer(defects: &[(KnownDefect, bool)], findings: &mut Findings<'_>) {
    excuse_failures(defects, &[Check::SodHash, Check::SodSignature], "EF.SOD", findings);
    excuse_failures(defects, &[Check::DsValidity], "document signer certificate", findings);
    excuse_failures(defects, &[Check::CscaValidity], "CSCA certificate", findings);
    // A policy that lets missing revocation lists pass does not mean a word against this very signer.
    let on_hold = |result: &&mut CheckResult| {
        result.check() == Check::DsRevocation
            && result.reason().is_some_and(|reason| reason.code() == Code::ChipKnownDefect)
    };
    for result in findings.results.iter_mut().filter(on_hold) {
        *result = result.clone().with_weight(counting(result.weight()));
    }
}

/// The proofs of the chip: with a compromised key they prove nothing, and a protocol that fails by itself refutes nothing.
pub(crate) fn judge_proofs(defects: &[(KnownDefect, bool)], findings: &mut Findings<'_>) {
    distrust(defects, KnownDefect::ActiveAuthenticationKey, &[Check::ChipActiveAuth], findings);
    // The mapping of PACE is proved with a key of Chip Authentication too.
    let by_chip_key = [Check::ChipAuthentication, Check::ChipPaceCam];
    distrust(defects, KnownDefect::ChipAuthenticationKey, &by_chip_key, findings);
    let proofs = [Check::ChipActiveAuth, Check::ChipAuthentication, Check::ChipPaceCam];
    excuse_failures(defects, &proofs, "chip", findings);
}

/// A proof that others could give as well proves nothing, even if the list only may mean this document.
fn distrust(
    defects: &[(KnownDefect, bool)],
    key: KnownDefect,
    checks: &[Check],
    findings: &mut Findings<'_>,
) {
    if !defects.iter().any(|(defect, _)| *defect == key) {
        return;
    }
    let text = "the proof holds, but a deviation or defect list says that such keys are compromised";
    let reason = Reason::new(Code::ChipKnownDefect, text);
    let proved = |result: &&mut CheckResult| {
        checks.contains(&result.check()) && result.outcome() == Outcome::Successful
    };
    for result in findings.results.iter_mut().filter(proved) {
        *result = CheckResult::undetermined(result.check(), reason.clone()).with_weight(result.weight());
    }
}

fn excuse_failures(
    defects: &[(KnownDefect, bool)],
    checks: &[Check],
    structure: &'static str,
    findings: &mut Findings<'_>,
) {
    for check in checks.iter().copied() {
        if defects.contains(&(KnownDefect::ExpectedFailure(check), true)) {
            let excuse = Excuse {
                check,
                structure,
                text: "a defect list says that genuine documents of this signer fail here",
                consequence: "so the failure decides nothing",
            };
            excuse.apply(counting, findings);
        }
    }
}

/// The list may be another State's, so its excuse must not take out of the verdict what was in it.
fn counting(weight: Weight) -> Weight {
    if weight == Weight::Optional { Weight::Mandatory } else { weight }
}

/// Makes of a failure that a list explains an open question, if the policy takes the excuse.
struct Excuse<'a> {
    check: Check,
    structure: &'a str,
    text: &'a str,
    consequence: &'a str,
}

impl Excuse<'_> {
    fn apply(&self, weigh: impl Fn(Weight) -> Weight, findings: &mut Findings<'_>) {
        let explained = |result: &CheckResult| {
            result.check() == self.check
                && result.outcome() == Outcome::Failed
                // What does not count needs no excuse.
                && (result.weight() != Weight::Evaluatory || self.check != Check::CscaValidity)
                && result.reason().is_some_and(|reason| explains(self.check, reason.code()))
        };
        let Some(failed) = findings.results.iter().find(|result| explained(result)) else { return };
        let Some(code) = failed.reason().map(Reason::code) else { return };
        let deviation = Deviation::new(DeviationKind::KnownDefect, self.structure, self.text);
        if findings.tolerate(deviation, code).is_err() {
            return;
        }
        let text = format!("{}: {}, {}", self.structure, self.text, self.consequence);
        let reason = Reason::new(Code::ChipKnownDefect, text);
        for result in findings.results.iter_mut().filter(|result| explained(result)) {
            let weight = weigh(result.weight());
            *result = CheckResult::undetermined(self.check, reason.clone()).with_weight(weight);
        }
    }
}

/// Whether a known defect of a check can be the cause of this failure. A weak key or a replayed challenge is another.
fn explains(check: Check, code: Code) -> bool {
    match check {
        Check::DgHash(_) => code == Code::DgHashMismatch,
        Check::SodHash => matches!(
            code,
            Code::SodMessageDigestMismatch | Code::SodMessageDigestMissing | Code::SodContentTypeMismatch
        ),
        Check::SodSignature => matches!(code, Code::SignatureInvalid | Code::SignatureEncoding),
        Check::DsValidity => matches!(code, Code::DsExpired | Code::DsNotYetValid),
        Check::CscaValidity => matches!(code, Code::CscaExpired | Code::CscaNotYetValid),
        Check::ChipActiveAuth | Check::ChipAuthentication | Check::ChipPaceCam => {
            matches!(code, Code::ChipProofInvalid | Code::SignatureEncoding)
        }
        _ => false,
    }
}
