//! `seal.signer`: the certificate that a seal names, and whether it may be relied on (Doc 9303-13 App. D, Doc 9303-12 §7.1.3).

use super::claim::{Claim, SignerName, is_within};
use super::{SIGNER, verify};
use crate::Code;
use crate::checks::certificate_profile::may_sign;
use crate::checks::document_signer::{
    check_authority_in_validity, check_csca_profile, check_not_withdrawn, path_of, refused_in_store,
};
use crate::checks::issuer::{self, Issuer};
use crate::checks::{Context, Findings};
use crate::crypto::{DigestAlgorithm, Leniencies};
use crate::oid::Oid;
use crate::report::{ChainLink, CheckResult, Link, Role, SealFacts};
use crate::trust::Anchor;
use crate::vocabulary::{Check, Deviation, DeviationKind, Fact, Message, Reason, Weight};
use crate::x509::Certificate;

/// The signer that a seal names, and whether their key verifies the seal.
pub(super) struct Found {
    pub(super) certificate: Certificate,
    /// The reading of the seal that the key verifies, and what was odd about the signature.
    pub(super) verified: Result<(&'static str, Leniencies), Reason>,
}

/// Finds the certificate of the signer: of several, the one whose key verifies the seal.
pub(super) fn find(claim: &Claim<'_>, cx: &Context<'_>) -> Result<Found, Reason> {
    let most = cx.policy.limits().candidate_issuers.max(1);
    let mut refused = None;
    for (tried, certificate) in candidates(claim, most.saturating_add(1), cx)?.into_iter().enumerate() {
        if tried >= most {
            return Err(Reason::new(Code::LimitCount, Message::TooManySigners {}));
        }
        let verified = verify(claim, &certificate, cx);
        let found = Found { certificate, verified };
        if found.verified.is_ok() {
            return Ok(found);
        }
        refused = refused.or(Some(found));
    }
    refused.ok_or_else(|| unknown(claim))
}

/// The certificates that a seal may mean, at most so many of the store's.
fn candidates(claim: &Claim<'_>, most: usize, cx: &Context<'_>) -> Result<Vec<Certificate>, Reason> {
    let limits = cx.policy.limits();
    Ok(match &claim.signer {
        SignerName::Subject { country, name, serials, .. } => {
            let named = serials.iter().flat_map(|serial| cx.trust.seal_signers(country, name, serial));
            let by_sha1 = serials.iter().flat_map(|serial| named_by_sha1(serial, cx));
            named.chain(by_sha1).take(most).cloned().collect()
        }
        SignerName::Fingerprint { tail, inside } => {
            let own = inside.filter(|der| DigestAlgorithm::Sha1.digest(der).as_ref().ends_with(tail));
            let own = own.and_then(|der| Certificate::parse_within(der, limits).ok());
            let known: Vec<Certificate> = cx.trust.signers_by_sha1(*tail).take(most).cloned().collect();
            let own = own.filter(|own| !known.iter().any(|known| known.as_der() == own.as_der()));
            own.into_iter().chain(known).collect()
        }
        SignerName::Inside(der) => {
            let read = Certificate::parse_within(der, limits);
            vec![read.map_err(|error| Reason::from(error).with_code(Code::SealUnknownCertificate))?]
        }
        SignerName::None => Vec::new(),
    })
}

/// Signers of administrative documents are named by SHA-1 of the certificate (BSI TR-03171).
fn named_by_sha1<'a>(reference: &'a [u8], cx: &Context<'a>) -> impl Iterator<Item = &'a Certificate> {
    let tail = reference.last_chunk().copied().filter(|_| reference.len() <= 20 && reference.len() > 16);
    let known = tail.into_iter().flat_map(|tail| cx.trust.signers_by_sha1(tail));
    known.filter(move |certificate| {
        DigestAlgorithm::Sha1.digest(certificate.as_der()).as_ref().ends_with(reference)
    })
}

fn unknown(claim: &Claim<'_>) -> Reason {
    let (signer, reference) = match &claim.signer {
        SignerName::Subject { country, name, reference, .. } => {
            (format!("{country}{name}"), (*reference).to_owned())
        }
        SignerName::Fingerprint { tail, .. } => {
            (claim.issuing_state.to_owned(), base16ct::upper::encode_string(tail))
        }
        SignerName::Inside(_) | SignerName::None => (claim.issuing_state.to_owned(), String::new()),
    };
    let message = Message::SealSignerUnknown { signer: signer.into(), reference: reference.into() };
    Reason::new(Code::SealUnknownCertificate, message)
}

/// `seal.signer`: known, under a trusted CSCA, in force, not revoked, and allowed to seal such documents. And the CSCA, if its
/// key certified the signer.
pub(super) fn check<'a>(
    certificate: &Certificate,
    claim: &Claim<'_>,
    cx: &Context<'a>,
    facts: &mut SealFacts,
    findings: &mut Findings<'_>,
) -> (CheckResult, Option<&'a Anchor>) {
    let key = cx.trust.key_of(certificate).map(|key| key.name().to_string()).unwrap_or_default();
    facts.chain.push(ChainLink::from(&Link::new(Role::SealSigner, certificate, key)));
    let issuer = check_issuer(certificate, cx, findings);
    let result = issuer.clone().and_then(|issuer| {
        facts.chain.extend(path_of(issuer, cx).iter().map(ChainLink::from));
        judge(certificate, issuer, claim, cx, findings)
    });
    let result = match result {
        Err(reason) if is_open(&reason) => CheckResult::undetermined(Check::SealSigner, reason),
        result => CheckResult::from_result(Check::SealSigner, result),
    };
    (result, issuer.ok())
}

/// Whether a reason leaves open whether the signer may be relied on: what is missing may only be missing here.
fn is_open(reason: &Reason) -> bool {
    matches!(reason.message(), Message::SealSignerUntrusted { .. } | Message::NoZoneNamesType { .. })
        || matches!(reason.code(), Code::CscaNotFound | Code::ChipKnownDefect)
        || is_unknown_revocation(reason.code())
}

/// Doc 9303-13 §3.3, in its order.
fn judge(
    certificate: &Certificate,
    issuer: &Anchor,
    claim: &Claim<'_>,
    cx: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    check_not_withdrawn(issuer, cx).map_err(|reason| reason.with_code(Code::SealUntrustedCertificate))?;
    check_csca_profile(issuer, cx, findings)?;
    refused_in_store(cx).map_or(Ok(()), Err)?;
    check_purpose(certificate, issuer, claim)?;
    check_document_type(certificate, claim, findings)?;
    let in_force = check_validity(certificate, claim, cx, findings).and_then(|()| {
        check_authority_in_validity(certificate, issuer, cx, findings)
            .map_err(|reason| reason.with_code(Code::SealExpiredCertificate))
    });
    match check_revocation(certificate, issuer, cx) {
        // What is revoked weighs more than what has ended (Table D.1).
        Err(reason) if reason.code() == Code::SealRevokedCertificate => Err(reason),
        revocation => in_force.and(revocation),
    }
}

/// The anchor whose key verifies the certificate.
fn check_issuer<'a>(
    certificate: &Certificate,
    cx: &Context<'a>,
    findings: &mut Findings<'_>,
) -> Result<&'a Anchor, Reason> {
    match issuer::find(certificate, SIGNER, cx, findings)? {
        Issuer::Found(anchor) => Ok(anchor),
        Issuer::Refused(reason) if reason.code() == Code::SignatureUnsupportedAlgorithm => Err(reason),
        Issuer::Refused(reason) => Err(reason.with_code(Code::SealUntrustedCertificate)),
        Issuer::Unknown => Err(Reason::new(Code::SealUntrustedCertificate, Message::SealSignerUntrusted {})),
    }
}

/// Doc 9303-12 §7.1.3: the certificate may sign, and is for seals; and so may the CSCA, if it is not for everything.
fn check_purpose(certificate: &Certificate, issuer: &Anchor, claim: &Claim<'_>) -> Result<(), Reason> {
    may_sign(certificate)?;
    let is_for = |certificate: &Certificate, purposes: &[Oid<'_>]| {
        let own = certificate.extensions().extended_key_usage()?;
        Some(own.is_ok_and(|own| own.iter().any(|purpose| purposes.contains(purpose))))
    };
    let signs_seals = is_for(certificate, claim.purposes).unwrap_or(false);
    if signs_seals && is_for(issuer.certificate(), claim.authority_purposes).unwrap_or(true) {
        return Ok(());
    }
    Err(Reason::new(Code::DsExtendedKeyUsage, Message::SealPurpose {}))
}

/// INVALID_DOCUMENTTYPE: a list of document types, if there is one, holds the code of this document.
fn check_document_type(
    certificate: &Certificate,
    claim: &Claim<'_>,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    let Some(list) = certificate.extensions().document_types() else { return Ok(()) };
    let list = list.map_err(|_| Reason::new(Code::SealDocumentType, Message::DocumentTypesUnreadable {}))?;
    if !list.regular {
        let deviation =
            Deviation::new(DeviationKind::DocumentTypeList, SIGNER, Message::DocumentTypesIrregular {});
        findings.tolerate(deviation, Code::SealDocumentType)?;
    }
    let Some(code) = &claim.document_code else {
        return Err(Reason::new(Code::SealDocumentType, Message::NoZoneNamesType {}));
    };
    let covers = |entry: &String| entry == code || (entry.len() == 1 && code.starts_with(entry.as_str()));
    if list.codes.iter().any(covers) {
        return Ok(());
    }
    let allowed = list.codes.into_iter().map(|code| Fact::Text(code.into())).collect();
    let message = Message::OtherDocumentType { allowed, code: code.clone().into() };
    Err(Reason::new(Code::SealDocumentType, message))
}

/// EXPIRED_CERTIFICATE: in force now, and on the day of the signature.
fn check_validity(
    certificate: &Certificate,
    claim: &Claim<'_>,
    cx: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    let (not_before, not_after) = (certificate.not_before().at, certificate.not_after().at);
    let expired = |message| Err(Reason::new(Code::SealExpiredCertificate, message));
    if cx.inspected_at < not_before {
        return expired(Message::ValidFrom { not_before });
    }
    if cx.inspected_at > not_after {
        return expired(Message::ValidUntil { not_after });
    }
    let Some(day) = claim.signed_on else { return Ok(()) };
    let at = crate::UnixTime::from_date(day);
    if !is_within(day, not_before, not_after) {
        return expired(Message::SignedOutside { at });
    }
    if day.days() - 1 > cx.inspected_at.date().days() {
        let deviation = Deviation::new(DeviationKind::SigningTime, SIGNER, Message::SignedLater { at });
        return findings.tolerate(deviation, Code::SealExpiredCertificate);
    }
    Ok(())
}

/// REVOKED_CERTIFICATE. A policy that lets an unknown revocation of Document Signers pass lets that of these signers pass.
fn check_revocation(certificate: &Certificate, issuer: &Anchor, cx: &Context<'_>) -> Result<(), Reason> {
    match issuer::check_revocation(certificate, issuer, cx) {
        Err(reason) if reason.code() == Code::DsRevoked => {
            Err(reason.with_code(Code::SealRevokedCertificate))
        }
        Err(reason)
            if is_unknown_revocation(reason.code())
                && cx.policy.weight(Check::DsRevocation) != Weight::Mandatory =>
        {
            Ok(())
        }
        result => result,
    }
}

fn is_unknown_revocation(code: Code) -> bool {
    matches!(
        code,
        Code::CrlMissing | Code::CrlStale | Code::CrlNotYetValid | Code::CrlSignature | Code::CrlUnsupported
    )
}
