//! The Document Signer and its CSCA (Doc 9303-12 App. D.1.1, §7.1; Doc 9303-11 §5.1.1; TR-03135-1 §5.6.4.3):
//! `ds.signature`, `ds.validity`, `csca.validity`, `ds.revocation`, `ds.document_type`, `ds.issue_period`.

use super::data_groups::MatchingFiles;
use super::security_object::KnownSigner;
use super::signed_file::check_signature_deviations;
use super::{Context, Findings, Zones, certificate_profile, country, issuer};
use crate::lds::{DocumentDetails, LdsSecurityObject};
use crate::policy::ValidityTime;
use crate::report::{CheckResult, Link, Role};
use crate::trust::{Anchor, AnchorKind, Basis, DocumentFacts, ListedDefect, signature};
use crate::vocabulary::{Check, DataGroup, Deviation, DeviationKind, Fact, Message, Reason, Weight, count};
use crate::x509::Certificate;
use crate::{Code, Date, Mrz, UnixTime};

const STRUCTURE: &str = "document signer certificate";

/// What of a document the checks of its signer look at.
pub(crate) struct Known<'a> {
    pub(crate) zones: &'a Zones<'a>,
    pub(crate) matching: &'a MatchingFiles<'a>,
    pub(crate) list: Result<&'a LdsSecurityObject<'a>, &'a Reason>,
}

/// A Document Signer whose certificate is known, after its checks.
pub(crate) struct CheckedSigner {
    pub(crate) certificate: Certificate,
    /// What deviation and defect lists say of the document.
    pub(crate) defects: Vec<ListedDefect>,
    /// The time at which the policy demands that certificates are valid.
    pub(crate) valid_at: UnixTime,
    /// A day before which the signer signed nothing, or this document was not issued.
    pub(crate) issued_from: Date,
    /// That a trusted CSCA certified the signer.
    pub(crate) trusted: Option<TrustedSigner>,
}

/// Proof that `ds.signature` is successful: only its check makes one.
pub(crate) struct TrustedSigner(());

/// The anchor whose key verifies a Document Signer's certificate.
struct Issuer {
    anchor: Anchor,
    trusted: Option<TrustedSigner>,
}

/// Checks the Document Signer, its CSCA, and whether all name one State.
pub(crate) fn check(
    signer: KnownSigner<'_>,
    known: &Known<'_>,
    cx: &Context<'_>,
    findings: &mut Findings<'_>,
) -> CheckedSigner {
    let certificate = &signer.found.certificate;
    let issued = issue_date(known);
    let valid_at = match (cx.policy.judged_at(), issued) {
        // A date of issue has no time of day; the certificate may begin on that day.
        (ValidityTime::Issue, IssueDate::Known(date)) => UnixTime::end_of(date),
        _ => cx.inspected_at,
    };
    let cx = &cx.with_valid_at(valid_at);
    let issuer = check_issuer(signer, cx, findings);
    let anchor = issuer.as_ref().map(|issuer| &issuer.anchor);
    let defects = anchor.map_or_else(Vec::new, |issuer| {
        let dg1 = known.matching.file(DataGroup::DG1).and(known.zones.dg1());
        let facts = DocumentFacts { document_signer: certificate, issuer, dg1, issued_on: issued.date() };
        cx.trust.known_defects(&facts, cx.inspected_at)
    });
    // Judged at the day of issue, which is in a file that was not read yet.
    let is_pending = cx.policy.judged_at() == ValidityTime::Issue && matches!(issued, IssueDate::NotRead);
    let results = [
        until_issue_is_known(check_validity(signer, cx, findings), is_pending),
        until_issue_is_known(check_csca_validity(certificate, anchor, cx, findings), is_pending),
        check_revocation(certificate, anchor, cx),
        certificate_profile::check(certificate, findings),
        check_document_type(certificate, known.zones.dg1().or(known.zones.printed()), findings),
        check_issue_period(certificate, issued),
        country::check(certificate, anchor, known.zones.readable()),
    ];
    results.into_iter().for_each(|result| findings.push(result));
    let begun = certificate.not_before().at.date();
    let issued_from = issued.date().map_or(begun, |date| begun.max(date));
    let trusted = issuer.and_then(|issuer| issuer.trusted);
    CheckedSigner { certificate: certificate.clone(), defects, valid_at, issued_from, trusted }
}

/// Reports that nothing can be said of a signer whose certificate is not known.
pub(crate) fn unknown(reason: &Reason, findings: &mut Findings<'_>) {
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

/// The day of issue from DG12, if its hash is the one that EF.SOD lists.
fn issue_date(known: &Known<'_>) -> IssueDate {
    if known.list.is_ok_and(|list| list.hash(DataGroup::DG12).is_none()) {
        return IssueDate::NotPresent;
    }
    let details = known
        .matching
        .file(DataGroup::DG12)
        .map(|file| DocumentDetails::parse_within(file.bytes(), file.limits()));
    match details {
        Some(Ok(details)) => details.issued_on().map_or(IssueDate::NotPresent, IssueDate::Known),
        Some(Err(_)) | None => IssueDate::NotRead,
    }
}

/// A certificate that has expired by now may have been valid on the day of issue.
fn until_issue_is_known(result: CheckResult, is_pending: bool) -> CheckResult {
    let is_expired =
        result.reason().is_some_and(|reason| matches!(reason.code(), Code::DsExpired | Code::CscaExpired));
    if !(is_pending && is_expired) {
        return result;
    }
    CheckResult::undetermined(
        result.check(),
        Reason::new(Code::FileNotRead, Message::ExpiredWithoutIssueDate {}),
    )
}

/// `ds.signature`: finds the anchor whose key verifies the certificate, and of that key's certificates the best.
fn check_issuer(signer: KnownSigner<'_>, cx: &Context<'_>, findings: &mut Findings<'_>) -> Option<Issuer> {
    let certificate = &signer.found.certificate;
    let key_name = signer.found.key.as_ref().map(|key| key.name().to_string()).unwrap_or_default();
    findings.evidence.chain.push(Link::new(Role::DocumentSigner, certificate, key_name));
    let candidates = cx.trust.candidates(certificate, cx.policy.limits().candidate_issuers);
    let mut named_by_key = None;
    for (anchor, basis) in &candidates.list {
        let paid = cx.spend(anchor.key().cost());
        match paid.and_then(|()| cx.trust.is_signed_by(certificate, anchor, cx.policy.verifier())) {
            Ok(verified) => {
                let anchor = cx.trust.best_of_key(anchor, certificate, cx.times());
                let trusted = check_anchor(anchor, &verified, cx, findings);
                return Some(Issuer { anchor: anchor.clone(), trusted });
            }
            Err(reason) if reason.code() == Code::LimitWork => {
                findings.push(CheckResult::aborted(Check::DsSignature, reason));
                return None;
            }
            Err(reason) if reason.code() == Code::SignatureEnginesDisagree => {
                findings.push(CheckResult::from_reason(Check::DsSignature, reason));
                return None;
            }
            Err(reason) if *basis == Basis::KeyIdentifier => named_by_key = named_by_key.or(Some(reason)),
            Err(reason) if reason.code() == Code::SignatureUnsupportedAlgorithm => {
                named_by_key = named_by_key.or(Some(reason));
            }
            Err(_) => {}
        }
    }
    let result = issuer_not_found(signer, named_by_key, candidates.cut_off, cx);
    findings.push(result);
    None
}

/// `ds.signature`, once the signature verifies: whether the anchor may be relied on.
fn check_anchor(
    anchor: &Anchor,
    verified: &signature::Verified,
    cx: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Option<TrustedSigner> {
    findings.evidence.chain.extend(path_of(anchor, cx));
    let result = check_signature_deviations(verified, STRUCTURE, findings)
        .and_then(|()| check_not_withdrawn(anchor, cx))
        .and_then(|()| check_csca_profile(anchor, cx, findings));
    let (result, trusted) = match (result, refused_in_store(cx)) {
        (Ok(()), Some(reason)) => (CheckResult::undetermined(Check::DsSignature, reason), None),
        (Ok(()), None) => (CheckResult::successful(Check::DsSignature), Some(TrustedSigner(()))),
        (Err(reason), _) => (CheckResult::from_reason(Check::DsSignature, reason), None),
    };
    findings.push(result);
    trusted
}

/// The way from an anchor to its root, as far as a report shows it.
pub(super) fn path_of(anchor: &Anchor, cx: &Context<'_>) -> Vec<Link> {
    let shown = cx.policy.limits().path_length.saturating_add(1);
    cx.trust.path_at(anchor, cx.inspected_at).into_iter().take(shown).map(chain_link).collect()
}

fn chain_link(anchor: &Anchor) -> Link {
    let role = match anchor.kind() {
        AnchorKind::Link => Role::CscaLink,
        AnchorKind::Root => Role::Csca,
    };
    Link::new(role, anchor.certificate(), anchor.key().name().to_string())
}

/// RFC 5280 §6.1.3 (a)(3): nothing on the way to the root is revoked.
pub(super) fn check_not_withdrawn(anchor: &Anchor, cx: &Context<'_>) -> Result<(), Reason> {
    if !cx.trust.is_withdrawn(anchor, cx.inspected_at) {
        return Ok(());
    }
    let serial = anchor.certificate().serial().to_string().into();
    Err(Reason::new(Code::CscaRevoked, Message::LinkRevoked { serial }))
}

/// If the store contains a list that the policy refuses, or one whose signer was revoked, no anchor in it counts.
pub(super) fn refused_in_store(cx: &Context<'_>) -> Option<Reason> {
    if cx.trust.has_master_list_of_revoked_signer(cx.inspected_at) {
        return Some(Reason::new(Code::CscaNotFound, Message::ListSignerRevoked {}));
    }
    let refused = cx.trust.deviations().iter().find(|deviation| !cx.policy.tolerates(deviation.kind()))?;
    let what = refused.shared_message();
    let message = Message::RefusedInStore { structure: refused.structure().into(), what };
    Some(Reason::new(Code::CscaNotFound, message))
}

/// TR-03135-1 §5.6.4.3.3: a CSCA that the key identifier names and that does not verify is a failure; a search by name
/// or country that finds nothing decides nothing.
fn issuer_not_found(
    signer: KnownSigner<'_>,
    named_by_key: Option<Reason>,
    is_cut_off: bool,
    cx: &Context<'_>,
) -> CheckResult {
    let check = Check::DsSignature;
    match find_non_ca_issuer(signer, cx) {
        Err(spent) => return CheckResult::aborted(check, spent),
        Ok(Some(impostor)) => {
            let message = Message::IssuerNotAuthority { issuer: impostor.subject().to_string().into() };
            return CheckResult::failed(check, Reason::new(Code::CscaNotACa, message));
        }
        Ok(None) => {}
    }
    if is_cut_off {
        return CheckResult::aborted(check, Reason::new(Code::LimitCount, Message::TooManyIssuers {}));
    }
    if let Some(reason) = named_by_key {
        return CheckResult::from_reason(check, reason);
    }
    let issuer = signer.found.certificate.issuer();
    let state = issuer.country().map_or_else(|| issuer.to_string(), |country| format!("C={country}"));
    CheckResult::undetermined(
        check,
        Reason::new(Code::CscaNotFound, Message::NoCsca { issuer: state.into() }),
    )
}

/// Finds a certificate of no authority that signed this one, so that it is reported as forged and not as "issuer
/// unknown".
fn find_non_ca_issuer(signer: KnownSigner<'_>, cx: &Context<'_>) -> Result<Option<Certificate>, Reason> {
    let certificate = &signer.found.certificate;
    if certificate.is_self_issued() {
        return Ok(None);
    }
    let limits = cx.policy.limits();
    let read = |der: &&[u8]| Certificate::parse_within(der, limits).ok();
    let within = signer.signed_data.certificates.iter().filter_map(read);
    let known = cx.trust.document_signers_above(certificate).cloned();
    let is_named = |other: &Certificate| other.subject() == certificate.issuer() && !other.claims_authority();
    for (tried, other) in within.chain(known).filter(is_named).enumerate() {
        if tried >= limits.candidate_issuers {
            return Err(Reason::new(Code::LimitCount, Message::TooManyIssuers {}));
        }
        let Ok(key) = signature::public_key_of(&other) else { continue };
        cx.spend(key.cost())?;
        if signature::certificate(certificate, &key, cx.policy.verifier()).is_ok() {
            return Ok(Some(other));
        }
    }
    Ok(None)
}

/// Checks the CSCA certificate's profile: departures are deviations, a link path that is too long is an error.
pub(super) fn check_csca_profile(
    anchor: &Anchor,
    cx: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    let most = cx.policy.limits().path_length;
    if cx.trust.path(anchor).len() > most.saturating_add(1) {
        let message = Message::PathTooLong { count: count(most.saturating_add(1)) };
        return Err(Reason::new(Code::CscaPathTooLong, message));
    }
    certificate_profile::check_authority(anchor, findings)
}

/// `ds.validity`: at the time that the policy judges by, and against the signing time that the signer claims, which the
/// time of inspection bounds.
fn check_validity(signer: KnownSigner<'_>, cx: &Context<'_>, findings: &mut Findings<'_>) -> CheckResult {
    let check = Check::DsValidity;
    let certificate = &signer.found.certificate;
    if let Err(reason) = check_in_validity(certificate, cx.valid_at) {
        return CheckResult::failed(check, reason);
    }
    let signers = signer.signed_data.signers.iter().filter_map(|signer| signer.signed_attributes.as_ref());
    let claimed = signers.filter_map(|attributes| attributes.signing_time()).next();
    match claimed {
        Some(time) if !certificate.is_valid_at(time.at) => CheckResult::failed(
            check,
            Reason::new(Code::DsSigningTime, Message::SignedOutside { at: time.at }),
        ),
        Some(time) if time.at > cx.inspected_at => {
            let message = Message::SignedLater { at: time.at };
            let deviation = Deviation::new(DeviationKind::SigningTime, "EF.SOD", message);
            CheckResult::from_result(check, findings.tolerate(deviation, Code::DsSigningTime))
        }
        _ => CheckResult::successful(check),
    }
}

/// Whether a Document Signer may sign at a time.
pub(super) fn check_in_validity(certificate: &Certificate, at: UnixTime) -> Result<(), Reason> {
    outside(certificate, at, Code::DsNotYetValid, Code::DsExpired).map_or(Ok(()), Err)
}

/// `csca.validity`. A CSCA certificate may end before the signers that it certified (Doc 9303-12 §4.1): where the policy
/// tolerates that, it is reported and does not count.
fn check_csca_validity(
    certificate: &Certificate,
    issuer: Option<&Anchor>,
    cx: &Context<'_>,
    findings: &mut Findings<'_>,
) -> CheckResult {
    let check = Check::CscaValidity;
    let Some(issuer) = issuer else {
        return CheckResult::undetermined(check, Reason::new(Code::CscaNotFound, Message::IssuerNotKnown {}));
    };
    let Err(reason) = validity_of_authority(issuer, cx.valid_at) else {
        return CheckResult::successful(check);
    };
    let is_tolerated = check_authority_in_validity(certificate, issuer, cx, findings).is_ok();
    let result = CheckResult::failed(check, reason);
    if is_tolerated { result.with_weight(Weight::Evaluatory) } else { result }
}

/// Whether a CSCA certificate may certify a signer at a time, as far as the policy demands it. What it certified by its
/// own word after its end is not tolerated: a key that was put away has nothing more to sign.
pub(super) fn check_authority_in_validity(
    certificate: &Certificate,
    issuer: &Anchor,
    cx: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    match validity_of_authority(issuer, cx.valid_at) {
        Err(reason)
            if reason.code() == Code::CscaExpired
                && certificate.not_before().at <= issuer.certificate().not_after().at =>
        {
            let message = Message::CscaWasValidUntil { not_after: issuer.certificate().not_after().at };
            let deviation = Deviation::new(DeviationKind::CscaExpired, "CSCA certificate", message);
            findings.tolerate(deviation, Code::CscaExpired)
        }
        result => result,
    }
}

fn validity_of_authority(issuer: &Anchor, at: UnixTime) -> Result<(), Reason> {
    outside(issuer.certificate(), at, Code::CscaNotYetValid, Code::CscaExpired).map_or(Ok(()), Err)
}

fn outside(certificate: &Certificate, at: UnixTime, early: Code, late: Code) -> Option<Reason> {
    let (not_before, not_after) = (certificate.not_before().at, certificate.not_after().at);
    if at < not_before {
        return Some(Reason::new(early, Message::ValidFrom { not_before }));
    }
    (at > not_after).then(|| Reason::new(late, Message::ValidUntil { not_after }))
}

/// `ds.revocation` (Doc 9303-12 App. D.1.2).
fn check_revocation(certificate: &Certificate, issuer: Option<&Anchor>, cx: &Context<'_>) -> CheckResult {
    let check = Check::DsRevocation;
    let Some(issuer) = issuer else {
        return CheckResult::undetermined(check, Reason::new(Code::CscaNotFound, Message::IssuerNotKnown {}));
    };
    match issuer::check_revocation(certificate, issuer, cx) {
        Err(reason) if reason.code() != Code::DsRevoked && !reason.code().is_limit() => {
            CheckResult::undetermined(check, reason)
        }
        result => CheckResult::from_result(check, result),
    }
}

/// `ds.document_type` (Doc 9303-12 §7.1.1.6): a one-letter entry covers every code that begins with it.
fn check_document_type(
    certificate: &Certificate,
    dg1: Option<&Mrz>,
    findings: &mut Findings<'_>,
) -> CheckResult {
    let check = Check::DsDocumentType;
    let Some(list) = certificate.extensions().document_types() else {
        return CheckResult::not_supported(
            check,
            Reason::new(Code::FileNotPresent, Message::NoDocumentTypes {}),
        );
    };
    let irregular = list.as_ref().map_or(true, |list| !list.regular);
    if irregular {
        let message = Message::DocumentTypesIrregular {};
        let deviation = Deviation::new(DeviationKind::DocumentTypeList, STRUCTURE, message);
        if let Err(reason) = findings.tolerate(deviation, Code::DsDocumentType) {
            return CheckResult::failed(check, reason);
        }
    }
    let Ok(list) = list else {
        let reason = Reason::new(Code::FileMalformed, Message::DocumentTypesUnreadable {});
        return CheckResult::not_supported(check, reason);
    };
    let Some(mrz) = dg1 else {
        return CheckResult::undetermined(check, Reason::new(Code::FileNotRead, Message::NoZoneNamesType {}));
    };
    let code = mrz.document_code();
    let covers =
        |entry: &String| entry.as_str() == &*code || (entry.len() == 1 && code.starts_with(entry.as_str()));
    if list.codes.iter().any(covers) {
        return CheckResult::successful(check);
    }
    let allowed = list.codes.into_iter().map(|code| Fact::Text(code.into())).collect();
    let message = Message::OtherDocumentType { allowed, code: code.to_string().into() };
    CheckResult::failed(check, Reason::new(Code::DsDocumentType, message))
}

/// When the document was issued, as far as its files say it.
#[derive(Clone, Copy)]
enum IssueDate {
    /// An authenticated DG12 says it.
    Known(Date),
    /// The document has no DG12 or no date in it.
    NotPresent,
    /// DG12 is listed and was not handed over, or is not authenticated.
    NotRead,
}

impl IssueDate {
    fn date(self) -> Option<Date> {
        match self {
            IssueDate::Known(date) => Some(date),
            IssueDate::NotPresent | IssueDate::NotRead => None,
        }
    }
}

/// `ds.issue_period` (Doc 9303-11 §5.1.1 (3)).
fn check_issue_period(certificate: &Certificate, issued: IssueDate) -> CheckResult {
    let check = Check::DsIssuePeriod;
    let period = match certificate.extensions().private_key_usage_period() {
        None => {
            return CheckResult::not_supported(
                check,
                Reason::new(Code::FileNotPresent, Message::NoUsagePeriod {}),
            );
        }
        Some(Err(error)) => return CheckResult::undetermined(check, error),
        Some(Ok(period)) => period,
    };
    let date = match issued {
        IssueDate::Known(date) => date,
        IssueDate::NotPresent => {
            return CheckResult::not_supported(
                check,
                Reason::new(Code::FileNotPresent, Message::NoIssueDate {}),
            );
        }
        IssueDate::NotRead => {
            return CheckResult::undetermined(
                check,
                Reason::new(Code::FileNotRead, Message::IssueDateNotRead {}),
            );
        }
    };
    // The date of issue is a whole day by the clock of its place, which is up to 14 hours ahead of UTC or 12 behind it.
    let early = period.not_before.is_some_and(|from| date.days() + 1 < from.at.date().days());
    let late = period.not_after.is_some_and(|until| date.days() - 1 > until.at.date().days());
    if !early && !late {
        return CheckResult::successful(check);
    }
    let message = if early { Message::IssuedBeforePeriod {} } else { Message::IssuedAfterPeriod {} };
    CheckResult::failed(check, Reason::new(Code::DsPrivateKeyUsagePeriod, message))
}
