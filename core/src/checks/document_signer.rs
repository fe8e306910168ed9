//! The Document Signer and its CSCA (Doc 9303-12 App. D.1.1, §7.1; Doc 9303-11 §5.1.1; TR-03135-1 §5.6.4.3):
//! `ds.signature`, `ds.validity`, `csca.validity`, `ds.revocation`, `ds.document_type`, `ds.issue_period`.

use super::Findings;
use super::certificate_profile;
use super::passive_auth::{DocumentSigner, oddities};
use crate::cms::SignedData;
use crate::report::{ChainLink, CheckResult, Role};
use crate::trust::{Anchor, AnchorKind, Basis, RevocationStatus, Times, TrustStore, signature};
use crate::vocabulary::{Check, Deviation, DeviationKind, Reason, Weight};
use crate::x509::Certificate;
use crate::{Code, Date, Limits, Mrz, UnixTime};

const STRUCTURE: &str = "document signer certificate";

/// `ds.signature`: which anchor verifies the certificate, if any, and of its key's certificates the one that speaks best.
pub(crate) fn issuer(
    document_signer: &DocumentSigner,
    signed_data: &SignedData<'_>,
    trust: &TrustStore,
    times: Times,
    findings: &mut Findings<'_>,
) -> Option<Anchor> {
    let certificate = &document_signer.certificate;
    let key_name = document_signer.key.as_ref().map(|key| key.name().to_string()).unwrap_or_default();
    findings.evidence.chain.push(ChainLink::new(Role::DocumentSigner, certificate, key_name));
    let candidates = trust.candidates(certificate, findings.policy.limits().candidate_issuers);
    let mut named_by_key = None;
    for (anchor, basis) in &candidates.list {
        let paid = findings.spend(anchor.key().verification_cost());
        match paid.and_then(|()| trust.is_signed_by(certificate, anchor)) {
            Ok(verified) => {
                let anchor = trust.best_of_key(anchor, certificate, times);
                let shown = findings.policy.limits().path_length.saturating_add(1);
                let path = trust.path_at(anchor, times.inspected).into_iter().take(shown);
                findings.evidence.chain.extend(path.map(chain_link));
                let result = oddities(&verified, STRUCTURE, findings)
                    .and_then(|()| not_withdrawn(anchor, trust, times.inspected))
                    .and_then(|()| may_issue(anchor, trust, findings));
                let result = match refused_in_store(trust, times.inspected, findings) {
                    Some(reason) if result.is_ok() => CheckResult::undetermined(Check::DsSignature, reason),
                    _ => CheckResult::from_result(Check::DsSignature, result),
                };
                findings.push(result);
                return Some(anchor.clone());
            }
            Err(reason) if reason.code() == Code::LimitWork => {
                findings.push(CheckResult::aborted(Check::DsSignature, reason));
                return None;
            }
            Err(reason) if *basis == Basis::KeyIdentifier => named_by_key = named_by_key.or(Some(reason)),
            Err(reason) if reason.code() == Code::SignatureUnsupportedAlgorithm => {
                named_by_key = named_by_key.or(Some(reason));
            }
            Err(_) => {}
        }
    }
    let result = no_issuer(certificate, signed_data, trust, named_by_key, candidates.cut_off, findings);
    findings.push(result);
    None
}

fn chain_link(anchor: &Anchor) -> ChainLink {
    let role = match anchor.kind() {
        AnchorKind::Link => Role::CscaLink,
        AnchorKind::Root => Role::Csca,
    };
    ChainLink::new(role, anchor.certificate(), anchor.key().name().to_string())
}

/// RFC 5280 §6.1.3 (a)(3): nothing on the way to the root is revoked.
pub(super) fn not_withdrawn(anchor: &Anchor, trust: &TrustStore, at: UnixTime) -> Result<(), Reason> {
    if !trust.is_withdrawn(anchor, at) {
        return Ok(());
    }
    let serial = anchor.certificate().serial();
    let text = format!(
        "a revocation list of the State names a link certificate on the way to the root (of serial {serial} or above)"
    );
    Err(Reason::new(Code::CscaRevoked, text))
}

/// A store that was filled with what this policy refuses, or with a list that anybody may have made who stole a key, proves
/// nothing, whichever list an anchor came from.
fn refused_in_store(trust: &TrustStore, at: UnixTime, findings: &Findings<'_>) -> Option<Reason> {
    if trust.has_master_list_of_revoked_signer(at) {
        let text = "the trust store holds a master list whose signer's certificate is revoked";
        return Some(Reason::new(Code::CscaNotFound, text));
    }
    let refused = trust.deviations().iter().find(|deviation| !findings.policy.tolerates(deviation.kind()))?;
    let text = format!("the trust store holds a {}: {}", refused.structure(), refused.text());
    Some(Reason::new(Code::CscaNotFound, text))
}

/// TR-03135-1 §5.6.4.3.3: a CSCA that the key identifier names and that does not verify is a failure; a search by name
/// or country that finds nothing decides nothing.
fn no_issuer(
    certificate: &Certificate,
    signed_data: &SignedData<'_>,
    trust: &TrustStore,
    named_by_key: Option<Reason>,
    cut_off: bool,
    findings: &Findings<'_>,
) -> CheckResult {
    let check = Check::DsSignature;
    match signed_by_no_authority(certificate, signed_data, trust, findings) {
        Err(spent) => return CheckResult::aborted(check, spent),
        Ok(Some(impostor)) => {
            let text = format!("the issuer {} is not a certification authority", impostor.subject());
            return CheckResult::failed(check, Reason::new(Code::CscaNotACa, text));
        }
        Ok(None) => {}
    }
    if cut_off {
        let text = "more candidate issuers than the limit allows to try";
        return CheckResult::aborted(check, Reason::new(Code::LimitCount, text));
    }
    if let Some(reason) = named_by_key {
        return CheckResult::from_reason(check, reason);
    }
    let issuer = certificate.issuer();
    let state = issuer.country().map_or_else(|| issuer.to_string(), |country| format!("C={country}"));
    let text =
        format!("no CSCA certificate for {state} that verifies the Document Signer is in the trust store");
    CheckResult::undetermined(check, Reason::new(Code::CscaNotFound, text))
}

/// A Document Signer that plays authority: without this, the answer would be "unknown" where it is "forged".
fn signed_by_no_authority(
    certificate: &Certificate,
    signed_data: &SignedData<'_>,
    trust: &TrustStore,
    findings: &Findings<'_>,
) -> Result<Option<Certificate>, Reason> {
    if certificate.is_self_issued() {
        return Ok(None);
    }
    let within = signed_data.certificates.iter().filter_map(|der| Certificate::parse(der).ok());
    let known = trust.document_signers_above(certificate).take(Limits::DEFAULT.candidate_issuers).cloned();
    let is_named = |other: &Certificate| other.subject() == certificate.issuer() && !other.claims_authority();
    for other in within.chain(known).filter(is_named) {
        let Ok(key) = signature::key(&other) else { continue };
        findings.spend(key.verification_cost())?;
        if signature::certificate(certificate, &key).is_ok() {
            return Ok(Some(other));
        }
    }
    Ok(None)
}

/// The issuer's own certificate: an anchor may be odd, and is then told; a path without end is no path.
pub(super) fn may_issue(
    anchor: &Anchor,
    trust: &TrustStore,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    let most = findings.policy.limits().path_length;
    if trust.path(anchor).len() > most.saturating_add(1) {
        let text = format!("more than {} link certificates", most.saturating_add(1));
        return Err(Reason::new(Code::CscaPathTooLong, text));
    }
    certificate_profile::authority(anchor, findings)
}

/// `ds.validity`: at the time that the policy judges by, and against the signer's own claim, which `inspected` bounds.
pub(crate) fn validity(
    certificate: &Certificate,
    signed_data: &SignedData<'_>,
    valid_at: UnixTime,
    inspected: UnixTime,
    findings: &mut Findings<'_>,
) -> CheckResult {
    let check = Check::DsValidity;
    if let Err(reason) = in_validity(certificate, valid_at) {
        return CheckResult::failed(check, reason);
    }
    let signers = signed_data.signers.iter().filter_map(|signer| signer.signed_attributes.as_ref());
    let claimed = signers.filter_map(|attributes| attributes.signing_time()).next();
    match claimed {
        Some(time) if !certificate.is_valid_at(time.at) => {
            let text = format!("signed at {} by its own word, outside the certificate's validity", time.at);
            CheckResult::failed(check, Reason::new(Code::DsSigningTime, text))
        }
        Some(time) if time.at > inspected => {
            let text = format!("signed at {} by its own word, after the time of inspection", time.at);
            let deviation = Deviation::new(DeviationKind::SigningTime, "EF.SOD", text);
            CheckResult::from_result(check, findings.tolerate(deviation, Code::DsSigningTime))
        }
        _ => CheckResult::successful(check),
    }
}

/// Whether a Document Signer may sign at a time.
pub(super) fn in_validity(certificate: &Certificate, at: UnixTime) -> Result<(), Reason> {
    outside(certificate, at, Code::DsNotYetValid, Code::DsExpired).map_or(Ok(()), Err)
}

/// `csca.validity`. A CSCA certificate may end before the signers that it certified (Doc 9303-12 §4.1): where the policy
/// tolerates that, it is told and does not count.
pub(crate) fn csca_validity(
    certificate: &Certificate,
    issuer: Option<&Anchor>,
    at: UnixTime,
    findings: &mut Findings<'_>,
) -> CheckResult {
    let check = Check::CscaValidity;
    let Some(issuer) = issuer else {
        return CheckResult::undetermined(check, Reason::new(Code::CscaNotFound, "the issuer is not known"));
    };
    let Err(reason) = validity_of_authority(issuer, at) else { return CheckResult::successful(check) };
    let is_tolerated = authority_in_validity(certificate, issuer, at, findings).is_ok();
    let result = CheckResult::failed(check, reason);
    if is_tolerated { result.with_weight(Weight::Evaluatory) } else { result }
}

/// Whether a CSCA certificate may vouch for a signer at a time, as far as the policy demands it. What it certified by its own
/// word after its end is not tolerated: a key that was put away has nothing more to sign.
pub(super) fn authority_in_validity(
    certificate: &Certificate,
    issuer: &Anchor,
    at: UnixTime,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    match validity_of_authority(issuer, at) {
        Err(reason)
            if reason.code() == Code::CscaExpired
                && certificate.not_before().at <= issuer.certificate().not_after().at =>
        {
            let text = format!("the CSCA certificate was {}", reason.text());
            let deviation = Deviation::new(DeviationKind::CscaExpired, "CSCA certificate", text);
            findings.tolerate(deviation, Code::CscaExpired)
        }
        result => result,
    }
}

fn validity_of_authority(issuer: &Anchor, at: UnixTime) -> Result<(), Reason> {
    outside(issuer.certificate(), at, Code::CscaNotYetValid, Code::CscaExpired).map_or(Ok(()), Err)
}

fn outside(certificate: &Certificate, at: UnixTime, early: Code, late: Code) -> Option<Reason> {
    if at < certificate.not_before().at {
        return Some(Reason::new(early, format!("valid from {}", certificate.not_before().at)));
    }
    (at > certificate.not_after().at)
        .then(|| Reason::new(late, format!("valid until {}", certificate.not_after().at)))
}

/// `ds.revocation` (Doc 9303-12 App. D.1.2).
pub(crate) fn revocation(
    certificate: &Certificate,
    issuer: Option<&Anchor>,
    trust: &TrustStore,
    at: UnixTime,
) -> CheckResult {
    let check = Check::DsRevocation;
    let state = certificate.issuer().country().unwrap_or("?");
    let reason = |code, text: String| Reason::new(code, text);
    let Some(issuer) = issuer else {
        return CheckResult::undetermined(
            check,
            reason(Code::CscaNotFound, "the issuer is not known".to_owned()),
        );
    };
    match trust.revocation(certificate, issuer, at) {
        RevocationStatus::Good => CheckResult::successful(check),
        RevocationStatus::Revoked => {
            let text = format!("a revocation list of C={state} names serial {}", certificate.serial());
            CheckResult::failed(check, reason(Code::DsRevoked, text))
        }
        RevocationStatus::RevokedByDefectList => {
            let text = format!("a defect list says that serial {} is revoked", certificate.serial());
            CheckResult::failed(check, reason(Code::DsRevoked, text))
        }
        RevocationStatus::OnHold => {
            let text = format!("a defect list says not to rely on serial {} for now", certificate.serial());
            CheckResult::undetermined(check, reason(Code::ChipKnownDefect, text))
        }
        RevocationStatus::Missing => {
            let text = format!("no revocation list of C={state} is in the trust store");
            CheckResult::undetermined(check, reason(Code::CrlMissing, text))
        }
        RevocationStatus::Stale { next_update } => {
            let due = next_update.map_or("does not say when the next is due".to_owned(), |at| {
                format!("was due for renewal at {at}")
            });
            CheckResult::undetermined(
                check,
                reason(Code::CrlStale, format!("the newest revocation list {due}")),
            )
        }
        RevocationStatus::NotYetValid { this_update } => {
            let text = format!("the revocation list begins at {this_update}, after the time of inspection");
            CheckResult::undetermined(check, reason(Code::CrlNotYetValid, text))
        }
        RevocationStatus::BadSignature => {
            let text =
                format!("no trusted CSCA of C={state} that may sign lists verifies the revocation list");
            CheckResult::undetermined(check, reason(Code::CrlSignature, text))
        }
        RevocationStatus::Unsupported => {
            let text = "delta, indirect and partitioned lists are outside the profile, and so is what a list must not hold";
            CheckResult::undetermined(check, reason(Code::CrlUnsupported, text.to_owned()))
        }
    }
}

/// `ds.document_type` (Doc 9303-12 §7.1.1.6): a one-letter entry covers every code that begins with it.
pub(crate) fn document_type(
    certificate: &Certificate,
    dg1: Option<&Mrz>,
    findings: &mut Findings<'_>,
) -> CheckResult {
    let check = Check::DsDocumentType;
    let Some(list) = certificate.extensions().document_types() else {
        let text = "the certificate has no document type list";
        return CheckResult::not_supported(check, Reason::new(Code::FileNotPresent, text));
    };
    let irregular = list.as_ref().map_or(true, |list| !list.regular);
    if irregular {
        let text = "the document type list is not encoded as the profile says";
        let deviation = Deviation::new(DeviationKind::DocumentTypeList, STRUCTURE, text);
        if let Err(reason) = findings.tolerate(deviation, Code::DsDocumentType) {
            return CheckResult::failed(check, reason);
        }
    }
    let Ok(list) = list else {
        let text = "the document type list cannot be read";
        return CheckResult::not_supported(check, Reason::new(Code::FileMalformed, text));
    };
    let Some(mrz) = dg1 else {
        let text = "no machine readable zone names the document type";
        return CheckResult::undetermined(check, Reason::new(Code::FileNotRead, text));
    };
    let code = mrz.document_code();
    let covers =
        |entry: &String| entry.as_str() == &*code || (entry.len() == 1 && code.starts_with(entry.as_str()));
    if list.codes.iter().any(covers) {
        return CheckResult::successful(check);
    }
    let text = format!("the signer may sign {}, the document is {code}", list.codes.join(", "));
    CheckResult::failed(check, Reason::new(Code::DsDocumentType, text))
}

/// When the document was issued, as far as its files say it.
pub(crate) enum IssueDate {
    /// An authenticated DG12 says it.
    Known(Date),
    /// The document has no DG12 or no date in it.
    NotPresent,
    /// DG12 is listed and was not handed over, or is not authenticated.
    NotRead,
}

/// `ds.issue_period` (Doc 9303-11 §5.1.1 (3)).
pub(crate) fn issue_period(certificate: &Certificate, issued: IssueDate) -> CheckResult {
    let check = Check::DsIssuePeriod;
    let period = match certificate.extensions().private_key_usage_period() {
        None => {
            let text = "the certificate has no private key usage period";
            return CheckResult::not_supported(check, Reason::new(Code::FileNotPresent, text));
        }
        Some(Err(error)) => return CheckResult::undetermined(check, error),
        Some(Ok(period)) => period,
    };
    let date = match issued {
        IssueDate::Known(date) => date,
        IssueDate::NotPresent => {
            let text = "the document does not say when it was issued";
            return CheckResult::not_supported(check, Reason::new(Code::FileNotPresent, text));
        }
        IssueDate::NotRead => {
            let text = "EF.DG12 with the date of issue was not handed over or is not authenticated";
            return CheckResult::undetermined(check, Reason::new(Code::FileNotRead, text));
        }
    };
    // The date of issue is a whole day by the clock of its place, which is up to 14 hours ahead of UTC or 12 behind it.
    let early = period.not_before.is_some_and(|from| date.days() + 1 < from.at.date().days());
    let late = period.not_after.is_some_and(|until| date.days() - 1 > until.at.date().days());
    if !early && !late {
        return CheckResult::successful(check);
    }
    let side = if early { "before" } else { "after" };
    let text = format!("the document was issued {side} the period in which the private key may be used");
    CheckResult::failed(check, Reason::new(Code::DsPrivateKeyUsagePeriod, text))
}
