//! The one place that changes results after the checks have been made: published deviation and defect lists (Doc 9303-3
//! §7, BSI TR-03129-2 §7, TR-03135-1 §5.8), and the rule that one proof of the chip is enough. Expected failures become
//! `undetermined`, proofs with compromised keys are disregarded. Each change is an [`Adjustment`](crate::report::Adjustment)
//! of the report.

use super::Findings;
use crate::Code;
use crate::lds::FileId;
use crate::report::{Cause, CheckResult};
use crate::trust::{Certainty, KnownDefect, ListedDefect};
use crate::vocabulary::{Check, Deviation, DeviationKind, Message, Outcome, Reason, Weight};

const PROOFS: [Check; 3] = [Check::ChipActiveAuth, Check::ChipAuthentication, Check::ChipPaceCam];

/// Whose key PACE with Chip Authentication Mapping proves. It is in EF.CardSecurity, which any chip of the State may
/// have given, unless the document's own DG14 announces the mapping.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum MappingKey {
    OfThisDocument,
    OfAnyChipOfTheState,
}

/// Applies what the lists say of a document, then the rule of one proof.
pub(crate) fn apply(defects: &[ListedDefect], mapping_key: MappingKey, findings: &mut Findings<'_>) {
    excuse_data_groups(defects, findings);
    excuse_signer(defects, findings);
    count_signer_on_hold(findings);
    disregard_compromised_keys(defects, findings);
    excuse_failures(defects, &PROOFS, "chip", findings);
    release_other_proofs(mapping_key, findings);
}

/// A data group whose hash is wrong, as the State itself publishes, is of no use, and does not make the document a
/// forgery. Only a list that certainly means this document excuses.
fn excuse_data_groups(defects: &[ListedDefect], findings: &mut Findings<'_>) {
    for listed in defects {
        if let (KnownDefect::DataGroupHash(data_group), Certainty::Certain) =
            (listed.defect, listed.certainty)
        {
            let excuse = Excuse {
                check: Check::DgHash(data_group),
                deviation: known_defect(FileId::Dg(data_group).as_str(), Message::HashKnownWrong {}),
                reason: Reason::new(
                    Code::ChipKnownDefect,
                    Message::HashKnownWrongSo { structure: FileId::Dg(data_group).as_str().into() },
                ),
            };
            // Needed data groups count, excused or not; without the others it is still a document.
            excuse.apply(|weight| if data_group.is_needed() { weight } else { Weight::Evaluatory }, findings);
        }
    }
}

/// Passive authentication and validity where a defect list says that they fail on genuine documents.
fn excuse_signer(defects: &[ListedDefect], findings: &mut Findings<'_>) {
    excuse_failures(defects, &[Check::SodHash, Check::SodSignature], "EF.SOD", findings);
    excuse_failures(defects, &[Check::DsValidity], "document signer certificate", findings);
    excuse_failures(defects, &[Check::CscaValidity], "CSCA certificate", findings);
}

/// Ignoring missing revocation lists (`unknown_revocation`) must not also ignore a defect-list entry for this signer.
fn count_signer_on_hold(findings: &mut Findings<'_>) {
    let on_hold = |result: &CheckResult| {
        let is_defect = result.reason().is_some_and(|reason| reason.code() == Code::ChipKnownDefect);
        let weight = counting(result.weight());
        (result.check() == Check::DsRevocation && is_defect).then(|| result.clone().with_weight(weight))
    };
    findings.adjust(Cause::KnownDefect, on_hold);
}

/// With a compromised key others can make the proof as well, so it proves nothing, even if the list only may mean this
/// document. The mapping of PACE is proved with a key of Chip Authentication too.
fn disregard_compromised_keys(defects: &[ListedDefect], findings: &mut Findings<'_>) {
    let is_listed = |key: KnownDefect| defects.iter().any(|listed| listed.defect == key);
    let is_compromised = |check: Check| match check {
        Check::ChipActiveAuth => is_listed(KnownDefect::ActiveAuthenticationKey),
        Check::ChipAuthentication | Check::ChipPaceCam => is_listed(KnownDefect::ChipAuthenticationKey),
        _ => false,
    };
    findings.adjust(Cause::CompromisedKey, |result| {
        let check = result.check();
        let is_disregarded = result.outcome() == Outcome::Successful && is_compromised(check);
        is_disregarded.then(|| {
            let reason = Reason::new(Code::ChipKnownDefect, Message::KeysCompromised {});
            CheckResult::undetermined(check, reason).with_weight(result.weight())
        })
    });
}

fn excuse_failures(
    defects: &[ListedDefect],
    checks: &[Check],
    structure: &'static str,
    findings: &mut Findings<'_>,
) {
    for check in checks.iter().copied() {
        let expected =
            ListedDefect { defect: KnownDefect::ExpectedFailure(check), certainty: Certainty::Certain };
        if defects.contains(&expected) {
            let excuse = Excuse {
                check,
                deviation: known_defect(structure, Message::FailureKnown {}),
                reason: Reason::new(
                    Code::ChipKnownDefect,
                    Message::FailureKnownSo { structure: structure.into() },
                ),
            };
            excuse.apply(counting, findings);
        }
    }
}

/// The list may be another State's, so its excuse must not take out of the verdict what was in it.
fn counting(weight: Weight) -> Weight {
    if weight == Weight::Optional { Weight::Mandatory } else { weight }
}

/// Makes a failure that a list explains `undetermined`, if the policy tolerates known defects.
struct Excuse {
    check: Check,
    deviation: Deviation,
    /// The same, and what follows from it.
    reason: Reason,
}

fn known_defect(structure: &'static str, message: Message) -> Deviation {
    Deviation::new(DeviationKind::KnownDefect, structure, message)
}

impl Excuse {
    fn apply(&self, weigh: impl Fn(Weight) -> Weight, findings: &mut Findings<'_>) {
        let Some(failed) = findings.results().iter().find(|result| self.explains(result)) else { return };
        let Some(code) = failed.reason().map(Reason::code) else { return };
        if findings.tolerate(self.deviation.clone(), code).is_err() {
            return;
        }
        findings.adjust(Cause::KnownDefect, |result| {
            let reason = self.reason.clone();
            let weight = weigh(result.weight());
            self.explains(result).then(|| CheckResult::undetermined(self.check, reason).with_weight(weight))
        });
    }

    /// Whether the list explains this failure. What does not count needs no excuse.
    fn explains(&self, result: &CheckResult) -> bool {
        result.check() == self.check
            && result.outcome() == Outcome::Failed
            && (result.weight() != Weight::Evaluatory || self.check != Check::CscaValidity)
            && result.reason().is_some_and(|reason| can_cause(self.check, reason.code()))
    }
}

/// Whether a known defect of a check can be the cause of this failure. A weak key or a replayed challenge is another.
fn can_cause(check: Check, code: Code) -> bool {
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

/// One of the three proofs is enough: then those that nobody performed, or that prove nothing to the caller, do not count.
fn release_other_proofs(mapping_key: MappingKey, findings: &mut Findings<'_>) {
    let holds = |check: Check| {
        let mut results = findings.results().iter();
        results.any(|result| result.check() == check && result.outcome() == Outcome::Successful)
    };
    let is_enough = holds(Check::ChipActiveAuth) && holds(Check::ChipChallenge)
        || holds(Check::ChipAuthentication)
        || holds(Check::ChipPaceCam) && mapping_key == MappingKey::OfThisDocument;
    if !is_enough {
        return;
    }
    findings.adjust(Cause::OneProofIsEnough, |result| {
        let is_open = result.reason().is_some_and(|reason| {
            matches!(reason.code(), Code::ChipNotPerformed | Code::ChipRecordUnverified)
        });
        let is_proof = PROOFS.contains(&result.check()) || result.check() == Check::ChipChallenge;
        (is_proof && is_open).then(|| result.clone().with_weight(Weight::Evaluatory))
    });
}
