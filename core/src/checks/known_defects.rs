//! What deviation lists say of a document (Doc 9303-3 §7, TR-03135-1 §5.8): a wrong hash is excused, a proof with a
//! compromised key is none.

use crate::Code;
use crate::lds::FileId;
use crate::report::{Check, CheckResult, Deviation, Findings, Outcome, Reason, Weight};
use crate::trust::KnownDefect;

/// A data group whose hash is wrong by the State's own word is of no use, and does not make the document a forgery. Only
/// a list that surely means this document excuses.
pub(crate) fn excuse_data_groups(defects: &[(KnownDefect, bool)], findings: &mut Findings<'_>) {
    for (defect, sure) in defects {
        if let (KnownDefect::DataGroupHash(number), true) = (defect, sure) {
            excuse(*number, findings);
        }
    }
}

fn excuse(number: u8, findings: &mut Findings<'_>) {
    let check = Check::DgHash(number);
    let mismatch = |result: &CheckResult| {
        result.check() == check
            && result.outcome() == Outcome::Failed
            && result.reason().is_some_and(|reason| reason.code() == Code::DgHashMismatch)
    };
    let Some(weight) = findings.results.iter().find(|result| mismatch(result)).map(CheckResult::weight)
    else {
        return;
    };
    let file = FileId::Dg(number).name();
    let text = "the deviation list of the issuing State says that its hash in EF.SOD is wrong";
    let deviation = Deviation::new(Code::DeviationKnownDefect, file, None, text);
    if findings.allow(deviation, Code::DgHashMismatch).is_err() {
        return;
    }
    // The document stands and falls with these, excused or not; without the others it is still a document.
    let weight = if matches!(number, 1 | 2 | 14 | 15) { weight } else { Weight::Evaluatory };
    let reason =
        Reason::new(Code::ChipKnownDefect, format!("{file}: {text}, so nobody vouches for its content"));
    for result in findings.results.iter_mut().filter(|result| mismatch(result)) {
        *result = CheckResult::undetermined(check, reason.clone()).weighing(weight);
    }
}

/// A proof that others could give as well proves nothing, even if the list only may mean this document.
pub(crate) fn distrust_active_auth(defects: &[(KnownDefect, bool)], findings: &mut Findings<'_>) {
    if !defects.iter().any(|(defect, _)| *defect == KnownDefect::ActiveAuthenticationKey) {
        return;
    }
    let check = Check::ChipActiveAuth;
    let text =
        "the response holds, but the deviation list of the issuing State says that such keys are compromised";
    let reason = Reason::new(Code::ChipKnownDefect, text);
    let proved =
        |result: &&mut CheckResult| result.check() == check && result.outcome() == Outcome::Successful;
    for result in findings.results.iter_mut().filter(proved) {
        *result = CheckResult::undetermined(check, reason.clone()).weighing(result.weight());
    }
}
