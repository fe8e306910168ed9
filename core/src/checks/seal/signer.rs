//! `seal.signer`: the certificate that a seal names, and whether it may be relied on (Doc 9303-13 App. D, Doc 9303-12 §7.1.3).

use super::claim::{Claim, SignerName, is_within};
use super::{STRUCTURE, verify};
use crate::Code;
use crate::checks::document_signer::{
    check_authority_in_validity, check_csca_profile, check_not_withdrawn, path_of,
};
use crate::checks::signed_file::check_signature_deviations;
use crate::checks::{Context, Findings};
use crate::crypto::DigestAlgorithm;
use crate::report::{ChainLink, CheckResult, Role, SealFacts};
use crate::trust::{Anchor, Basis, RevocationStatus};
use crate::vocabulary::{Check, Deviation, DeviationKind, Fact, Message, Reason};
use crate::x509::Certificate;

/// The certificate of the signer that a seal names: of several, the one whose key verifies it.
pub(super) fn find(claim: &Claim<'_>, cx: &Context<'_>) -> Result<Certificate, Reason> {
    let limits = cx.policy.limits();
    let candidates: Vec<Certificate> = match &claim.signer {
        SignerName::Subject { country, name, serials, .. } => {
            let named = serials.iter().flat_map(|serial| cx.trust.seal_signers(country, name, serial));
            let by_sha1 = serials.iter().flat_map(|serial| named_by_sha1(serial, cx));
            named.chain(by_sha1).take(limits.candidate_issuers).cloned().collect()
        }
        SignerName::Fingerprint { tail, inside } => {
            let own = inside.filter(|der| DigestAlgorithm::Sha1.digest(der).as_ref().ends_with(tail));
            let own = own.and_then(|der| Certificate::parse_within(der, limits).ok());
            let known = cx.trust.signers_by_sha1(*tail).take(limits.candidate_issuers).cloned();
            known.chain(own).collect()
        }
        SignerName::Inside(der) => {
            let read = Certificate::parse_within(der, limits);
            vec![read.map_err(|error| Reason::from(error).with_code(Code::SealUnknownCertificate))?]
        }
        SignerName::None => return Err(Reason::new(Code::SealInvalidSignature, Message::SealUnsigned {})),
    };
    let verifying = match candidates.as_slice() {
        [_, _, ..] => candidates.iter().position(|candidate| verify(claim, candidate, cx).is_ok()),
        _ => None,
    };
    candidates.into_iter().nth(verifying.unwrap_or_default()).ok_or_else(|| unknown(claim))
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

/// `seal.signer`: known, under a trusted CSCA, in force, not revoked, and allowed to seal such documents.
pub(super) fn check(
    certificate: &Certificate,
    claim: &Claim<'_>,
    cx: &Context<'_>,
    facts: &mut SealFacts,
    findings: &mut Findings<'_>,
) -> CheckResult {
    let key = cx.trust.key_of(certificate).map(|key| key.name().to_string()).unwrap_or_default();
    facts.chain.push(ChainLink::new(Role::SealSigner, certificate, key));
    match judge(certificate, claim, cx, facts, findings) {
        Err(reason) if is_open(&reason) => CheckResult::undetermined(Check::SealSigner, reason),
        result => CheckResult::from_result(Check::SealSigner, result),
    }
}

/// Whether a reason leaves open whether the signer may be relied on: what is missing may only be missing here.
fn is_open(reason: &Reason) -> bool {
    let is_search = matches!(reason.message(), Message::SealSignerUntrusted { .. });
    is_search
        || matches!(
            reason.code(),
            Code::CrlMissing
                | Code::CrlStale
                | Code::CrlNotYetValid
                | Code::CrlSignature
                | Code::CrlUnsupported
                | Code::ChipKnownDefect
        )
}

/// Doc 9303-13 §3.3, in its order.
fn judge(
    certificate: &Certificate,
    claim: &Claim<'_>,
    cx: &Context<'_>,
    facts: &mut SealFacts,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    if claim.is_test {
        return Err(Reason::new(Code::SealUnknownCertificate, Message::SealForTests {}));
    }
    let issuer = check_issuer(certificate, cx, findings)?;
    facts.chain.extend(path_of(issuer, cx));
    check_not_withdrawn(issuer, cx).map_err(|reason| reason.with_code(Code::SealUntrustedCertificate))?;
    check_csca_profile(issuer, cx, findings)?;
    check_purpose(certificate, claim)?;
    check_document_type(certificate, claim, findings)?;
    check_validity(certificate, claim, cx, findings)?;
    check_authority_in_validity(certificate, issuer, cx, findings)
        .map_err(|reason| reason.with_code(Code::SealExpiredCertificate))?;
    check_revocation(certificate, issuer, cx)
}

/// The anchor whose key verifies the certificate, and of that key's certificates the best.
fn check_issuer<'a>(
    certificate: &Certificate,
    cx: &Context<'a>,
    findings: &mut Findings<'_>,
) -> Result<&'a Anchor, Reason> {
    let candidates = cx.trust.candidates(certificate, cx.policy.limits().candidate_issuers);
    let mut named_by_key = None;
    for (anchor, basis) in candidates.list {
        cx.spend(anchor.key().cost())?;
        match cx.trust.is_signed_by(certificate, anchor, cx.policy.verifier()) {
            Ok(verified) => {
                check_signature_deviations(&verified, STRUCTURE, findings)?;
                return Ok(cx.trust.best_of_key(anchor, certificate, cx.times()));
            }
            Err(reason) if reason.code() == Code::SignatureEnginesDisagree => return Err(reason),
            Err(reason) if basis == Basis::KeyIdentifier => named_by_key = Some(reason),
            Err(_) => {}
        }
    }
    if candidates.cut_off {
        return Err(Reason::new(Code::LimitCount, Message::TooManyIssuers {}));
    }
    Err(match named_by_key {
        Some(reason) => reason.with_code(Code::SealUntrustedCertificate),
        None => Reason::new(Code::SealUntrustedCertificate, Message::SealSignerUntrusted {}),
    })
}

/// Doc 9303-12 §7.1.3: the certificate is for seals.
fn check_purpose(certificate: &Certificate, claim: &Claim<'_>) -> Result<(), Reason> {
    let purposes = certificate.extensions().extended_key_usage();
    let may = match purposes {
        Some(Ok(purposes)) => purposes.iter().any(|purpose| claim.purposes.contains(purpose)),
        Some(Err(_)) | None => false,
    };
    if may && !certificate.claims_authority() {
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
            Deviation::new(DeviationKind::DocumentTypeList, STRUCTURE, Message::DocumentTypesIrregular {});
        findings.tolerate(deviation, Code::SealDocumentType)?;
    }
    let Some(code) = &claim.document_code else { return Ok(()) };
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
        let deviation = Deviation::new(DeviationKind::SigningTime, STRUCTURE, Message::SignedLater { at });
        return findings.tolerate(deviation, Code::SealExpiredCertificate);
    }
    Ok(())
}

/// REVOKED_CERTIFICATE.
fn check_revocation(certificate: &Certificate, issuer: &Anchor, cx: &Context<'_>) -> Result<(), Reason> {
    let state = || certificate.issuer().country().unwrap_or("?").to_owned().into();
    let serial = || certificate.serial().to_string().into();
    let (code, message) = match cx.trust.revocation(certificate, issuer, cx.inspected_at) {
        RevocationStatus::Good => return Ok(()),
        RevocationStatus::Revoked => {
            (Code::SealRevokedCertificate, Message::RevokedByList { state: state(), serial: serial() })
        }
        RevocationStatus::RevokedByDefectList => {
            (Code::SealRevokedCertificate, Message::RevokedByDefectList { serial: serial() })
        }
        RevocationStatus::OnHold => (Code::ChipKnownDefect, Message::OnHold { serial: serial() }),
        RevocationStatus::Missing => (Code::CrlMissing, Message::NoCrl { state: state() }),
        RevocationStatus::Stale { next_update: Some(next_update) } => {
            (Code::CrlStale, Message::CrlDue { next_update })
        }
        RevocationStatus::Stale { next_update: None } => (Code::CrlStale, Message::CrlWithoutEnd {}),
        RevocationStatus::NotYetValid { this_update } => {
            (Code::CrlNotYetValid, Message::CrlNotYetValid { this_update })
        }
        RevocationStatus::BadSignature => (Code::CrlSignature, Message::CrlSignerUnknown { state: state() }),
        RevocationStatus::TooManySigners => (Code::LimitCount, Message::TooManyIssuers {}),
        RevocationStatus::Unsupported => (Code::CrlUnsupported, Message::CrlUnsupported {}),
    };
    Err(Reason::new(code, message))
}
