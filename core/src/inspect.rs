//! The judgement from top to bottom: every check that the inputs allow, in reading order.

use crate::checks::Findings;
use crate::checks::document_signer::{self as ds, IssueDate};
use crate::checks::passive_auth::{self, DocumentSigner, SecurityObject};
use crate::checks::{
    Authenticated, active_auth, card_security, certificate_profile, chip, chip_auth, combined, country,
    data_groups, dg11, known_defects, optical, pace_cam,
};
use crate::crypto::Work;
use crate::lds::{Chip, LdsSecurityObject, Sod};
use crate::mrz::Life;
use crate::policy::ValidityTime;
use crate::report::{CheckResult, Inputs, Report, Source};
use crate::trust::{DocumentFacts, KnownDefect, Times};
use crate::vocabulary::{Check, Outcome, Reason};
use crate::x509::Certificate;
use crate::{Code, DataGroup, Date, Document, Error, Mrz, Policy, TrustStore, UnixTime};

/// Judges a document against what is trusted, what is allowed, and a point in time. It never fails: whatever is wrong
/// with the document is a result of the report.
///
/// ```
/// use doc9303::{Chip, Document, FileId, Policy, TrustStore, UnixTime, inspect, report::Outcome};
/// let chip = Chip::from_files([(FileId::Sod, vec![0x77, 0x02, 0x05, 0x00])])?;
/// let at = UnixTime::parse("2026-01-01").unwrap();
/// let report = inspect(&Document::new().with_chip(chip), &TrustStore::new(), &Policy::icao(), at);
/// assert_eq!(report.verdict(), Outcome::Failed);
/// # Ok::<(), doc9303::Error>(())
/// ```
pub fn inspect(document: &Document, trust: &TrustStore, policy: &Policy, at: UnixTime) -> Report {
    let work = Work::new(policy.limits().work);
    let of_state = rules_of_state(document, trust, policy, &work);
    let mut findings = Findings::new(of_state.as_ref().unwrap_or(policy), &work);
    findings.evidence.anchors = trust.anchors().count();
    findings.evidence.trust_sha256 = trust.fingerprint();
    trust.deviations().iter().for_each(|deviation| findings.record(deviation.clone()));
    let printed = document.mrz();
    let dg1 = document.chip().map_or(Ok(None), Chip::dg1);

    zone(printed, &dg1, at, &mut findings);
    let mut life = Life { issued_from: None, has_chip: document.chip().is_some() };
    if let Some(chip) = document.chip() {
        life.issued_from = electronic(chip, printed, &dg1, trust, at, &mut findings);
    }
    expiry(printed, &dg1, at, &life, &mut findings);
    let agreement = combined::mrz_dg1(printed, document.chip(), dg1.as_ref().map(Option::as_ref));
    agreement.into_iter().for_each(|result| findings.push(result));
    if let Some(chip) = document.chip() {
        let agreement = dg11::agrees_with_dg1(chip, dg1.as_ref().map(Option::as_ref));
        agreement.into_iter().for_each(|result| findings.push(result));
    }
    missed(&mut findings);
    let inputs = inputs(document, dg1.ok().flatten());
    findings.into_report(at, document.chip().is_some(), inputs)
}

/// The policy for the documents of the signer's State, where that is not the one for all.
fn rules_of_state(document: &Document, trust: &TrustStore, policy: &Policy, work: &Work) -> Option<Policy> {
    if !policy.has_states() {
        return None;
    }
    let sod = document.chip()?.sod().ok()??;
    policy.of_state(&passive_auth::signer_country(&sod, trust, work)?)
}

/// What the policy expects of every document, and this one gave no occasion to look at.
fn missed(findings: &mut Findings<'_>) {
    let policy = findings.policy;
    for check in policy.expected() {
        if findings.outcome(check).is_none() {
            let reason = Reason::new(Code::FileNotPresent, "the policy expects it of every document");
            findings.push(CheckResult::undetermined(check, reason));
        }
    }
}

/// `mrz.*`: the printed zone; without one, DG1.
fn zone(
    printed: Option<&Result<Mrz, Error>>,
    dg1: &Result<Option<Mrz>, Error>,
    at: UnixTime,
    findings: &mut Findings<'_>,
) {
    let judged =
        printed.and_then(|printed| printed.as_ref().ok()).or(dg1.as_ref().ok().and_then(Option::as_ref));
    let odd = judged.and_then(|mrz| optical::deviations(mrz, "machine readable zone"));
    let odd = odd.map_or(Ok(()), |deviation| findings.tolerate(deviation, Code::MrzCheckDigit));
    let results = match (printed, dg1) {
        (Some(printed), _) => optical::judge(printed, at, Source::Printed),
        (None, Ok(None)) => return,
        (None, Ok(Some(dg1))) => optical::judge(&Ok(*dg1), at, Source::Dg1),
        (None, Err(error)) => optical::judge(&Err(error.clone()), at, Source::Dg1),
    };
    for result in results {
        let result = match &odd {
            Err(refused) if result.check() == Check::MrzCheckDigits => {
                result.failed_if_refused(refused.clone())
            }
            _ => result,
        };
        findings.push(result);
    }
}

/// Everything that the chip's files prove (Doc 9303-11 §5 and §6), and a day before which the document did not exist, as far
/// as they tell one.
fn electronic(
    chip: &Chip,
    printed: Option<&Result<Mrz, Error>>,
    dg1: &Result<Option<Mrz>, Error>,
    trust: &TrustStore,
    at: UnixTime,
    findings: &mut Findings<'_>,
) -> Option<Date> {
    let sod = passive_auth::open(chip, findings);
    let object = sod.as_ref().map(|sod| passive_auth::judge(sod, trust, findings));
    let lds = match &object {
        Ok(object) => object.lds.as_ref(),
        Err(reason) => Err(*reason),
    };
    data_groups::judge(chip, lds, findings);
    data_groups::com(chip, lds, findings);
    let zones =
        [printed.and_then(|printed| printed.as_ref().ok()), dg1.as_ref().ok().and_then(Option::as_ref)];
    let signer = document_signer(object.as_ref().map_err(|reason| *reason), chip, zones, trust, at, findings);
    let country = signer.as_ref().and_then(|signer| signer.certificate.subject().country());
    let valid_at = signer.as_ref().map_or(at, |signer| signer.valid_at);
    card_security::judge(chip, trust, country, Times { valid_at, inspected: at }, findings);
    let defects = signer.as_ref().map_or(&[][..], |signer| &signer.known_defects);
    chip_itself(chip, lds, defects, findings);
    signer.map(|signer| signer.issued_from)
}

/// A Document Signer that is known, and what deviation and defect lists say of the document.
struct KnownSigner {
    certificate: Certificate,
    known_defects: Vec<(KnownDefect, bool)>,
    /// The time at which the policy demands that certificates are valid.
    valid_at: UnixTime,
    /// A day before which the signer signed nothing, or this document was not issued.
    issued_from: Date,
}

/// The Document Signer, its CSCA, and whether all name one State; nothing if the certificate is not known.
fn document_signer(
    object: Result<&SecurityObject<'_>, &Reason>,
    chip: &Chip,
    zones: [Option<&Mrz>; 2],
    trust: &TrustStore,
    at: UnixTime,
    findings: &mut Findings<'_>,
) -> Option<KnownSigner> {
    let (sod, signer) = match object {
        Ok(SecurityObject { sod, document_signer: Some(signer), .. }) => (*sod, signer),
        other => {
            let missing = Reason::new(Code::DsCertificateMissing, "the signer's certificate is not known");
            unknown_signer(&other.err().cloned().unwrap_or(missing), findings);
            return None;
        }
    };
    Some(known_signer(sod, signer, object, chip, zones, trust, at, findings))
}

#[allow(clippy::too_many_arguments, reason = "the facts that one chapter of the standard brings together")]
fn known_signer(
    sod: &Sod<'_>,
    signer: &DocumentSigner,
    object: Result<&SecurityObject<'_>, &Reason>,
    chip: &Chip,
    zones: [Option<&Mrz>; 2],
    trust: &TrustStore,
    at: UnixTime,
    findings: &mut Findings<'_>,
) -> KnownSigner {
    let certificate = &signer.certificate;
    let lds = object.map_or_else(Err, |object| object.lds.as_ref());
    let issued = issue_date(chip, lds, findings);
    let valid_at = match (findings.policy.judged_at(), &issued) {
        // A date of issue has no time of day; the certificate may begin on that day.
        (ValidityTime::Issue, IssueDate::Known(date)) => UnixTime::end_of(*date),
        _ => at,
    };
    let times = Times { valid_at, inspected: at };
    let issuer = ds::issuer(signer, &sod.signed_data, trust, times, findings);
    let [printed, dg1] = zones;
    let known_defects = issuer.as_ref().map_or_else(Vec::new, |issuer| {
        let authenticated = findings.outcome(Check::DgHash(DataGroup::DG1)) == Some(Outcome::Successful);
        let issued_on = match issued {
            IssueDate::Known(date) => Some(date),
            _ => None,
        };
        let dg1 = dg1.filter(|_| authenticated);
        trust.known_defects(&DocumentFacts { document_signer: certificate, issuer, dg1, issued_on }, at)
    });
    known_defects::excuse_data_groups(&known_defects, findings);
    // Judged at the day of issue, which is in a file that was not read yet.
    let pending = findings.policy.judged_at() == ValidityTime::Issue && matches!(issued, IssueDate::NotRead);
    let result = ds::validity(certificate, &sod.signed_data, valid_at, at, findings);
    findings.push(until_issue_is_known(result, pending));
    let result = ds::csca_validity(certificate, issuer.as_ref(), valid_at, findings);
    findings.push(until_issue_is_known(result, pending));
    findings.push(ds::revocation(certificate, issuer.as_ref(), trust, at));
    known_defects::excuse_signer(&known_defects, findings);
    let result = certificate_profile::profile(certificate, findings);
    findings.push(result);
    let result = ds::document_type(certificate, dg1.or(printed), findings);
    findings.push(result);
    let begun = certificate.not_before().at.date();
    let issued_from = match issued {
        IssueDate::Known(date) => begun.max(date),
        _ => begun,
    };
    findings.push(ds::issue_period(certificate, issued));
    let zones = zones.into_iter().flatten();
    findings.push(country::consistency(certificate, issuer.as_ref(), zones));
    KnownSigner { certificate: certificate.clone(), known_defects, valid_at, issued_from }
}

/// A certificate that has expired by now may have been valid on the day of issue.
fn until_issue_is_known(result: CheckResult, pending: bool) -> CheckResult {
    let expired =
        result.reason().is_some_and(|reason| matches!(reason.code(), Code::DsExpired | Code::CscaExpired));
    if !(pending && expired) {
        return result;
    }
    let text = "expired by now, and EF.DG12, which tells the day of issue, was not read";
    CheckResult::undetermined(result.check(), Reason::new(Code::FileNotRead, text))
}

fn unknown_signer(reason: &Reason, findings: &mut Findings<'_>) {
    const NEED_THE_SIGNER: [Check; 8] = [
        Check::DsSignature,
        Check::DsValidity,
        Check::CscaValidity,
        Check::DsRevocation,
        Check::DsProfile,
        Check::DsDocumentType,
        Check::DsIssuePeriod,
        Check::CountryConsistency,
    ];
    for check in NEED_THE_SIGNER {
        findings.push(CheckResult::undetermined(check, reason.clone()));
    }
}

/// The day of issue from DG12, if its hash is the one that was signed.
fn issue_date(
    chip: &Chip,
    lds: Result<&LdsSecurityObject<'_>, &Reason>,
    findings: &Findings<'_>,
) -> IssueDate {
    let authenticated = Authenticated::new(lds);
    if !authenticated.lists(DataGroup::DG12).unwrap_or(true) {
        return IssueDate::NotPresent;
    }
    if findings.outcome(Check::DgHash(DataGroup::DG12)) != Some(Outcome::Successful) {
        return IssueDate::NotRead;
    }
    match chip.dg12() {
        Ok(Some(details)) => details.issued_on().map_or(IssueDate::NotPresent, IssueDate::Known),
        _ => IssueDate::NotRead,
    }
}

/// Whether the chip itself is genuine and not a copy of its files.
fn chip_itself(
    chip: &Chip,
    lds: Result<&LdsSecurityObject<'_>, &Reason>,
    defects: &[(KnownDefect, bool)],
    findings: &mut Findings<'_>,
) {
    chip::access(chip, findings);
    chip::security_infos(chip, findings);
    let authenticated = Authenticated::new(lds);
    active_auth::judge(chip, &authenticated, findings);
    chip_auth::judge(chip, &authenticated, findings);
    pace_cam::judge(chip, &authenticated, findings);
    known_defects::judge_proofs(defects, findings);
    chip::one_proof_is_enough(chip, &authenticated, findings);
}

/// `document.expiry`: with both zones, DG1 if it is authenticated by its hash.
fn expiry(
    printed: Option<&Result<Mrz, Error>>,
    dg1: &Result<Option<Mrz>, Error>,
    at: UnixTime,
    life: &Life,
    findings: &mut Findings<'_>,
) {
    let hashed = findings.outcome(Check::DgHash(DataGroup::DG1)) == Some(Outcome::Successful);
    let result = match (printed, dg1) {
        (None, Ok(None)) => return,
        (Some(_) | None, Ok(Some(dg1))) if hashed || printed.is_none() => {
            optical::expiry(dg1, at, life).with_source(Source::Dg1)
        }
        (Some(Ok(printed)), _) => optical::expiry(printed, at, life).with_source(Source::Printed),
        (_, Ok(Some(dg1))) => optical::expiry(dg1, at, life).with_source(Source::Dg1),
        (Some(Err(error)), _) | (None, Err(error)) => {
            let text = format!("the zone cannot be read: {error}");
            CheckResult::undetermined(
                Check::DocumentExpiry,
                Reason::new(Code::DocumentExpiryUnreadable, text),
            )
        }
    };
    findings.push(result);
}

fn inputs(document: &Document, dg1: Option<Mrz>) -> Inputs {
    let printed = document.mrz().and_then(|mrz| mrz.as_ref().ok()).copied();
    let files = document.chip().into_iter().flat_map(Chip::shared_files).collect();
    Inputs { mrz: printed.or(dg1), files }
}
