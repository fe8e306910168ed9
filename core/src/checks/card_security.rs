//! EF.CardSecurity is signed as EF.SOD is (Doc 9303-10 §3.11.4): `card_security.hash` and `card_security.signature`.

use super::Findings;
use super::certificate_profile::fits_profile;
use super::country::with_csca;
use super::document_signer::{authority_in_validity, in_validity, may_issue, not_withdrawn};
use super::passive_auth::{document_signer, hash, note_padding, oddities, sole_signer, verify_signed};
use crate::country::of_certificate;
use crate::lds::{CardSecurity, Chip, FileId};
use crate::report::CheckResult;
use crate::trust::{Anchor, RevocationStatus, Times, TrustStore};
use crate::vocabulary::{Check, Reason};
use crate::x509::Certificate;
use crate::{Code, UnixTime};

const STRUCTURE: &str = "EF.CardSecurity";
const SIGNER: &str = "signer of EF.CardSecurity";

/// Judges the file if it was handed over. Its signer must be a Document Signer of the State that signed EF.SOD.
pub(crate) fn judge(
    chip: &Chip,
    trust: &TrustStore,
    country: Option<&str>,
    times: Times,
    findings: &mut Findings<'_>,
) {
    let file = match chip.card_security() {
        Ok(None) => return,
        Ok(Some(file)) => file,
        Err(error) => {
            findings.push(CheckResult::failed(Check::CardSecurityHash, &error));
            findings.push(CheckResult::undetermined(Check::CardSecuritySignature, &error));
            return;
        }
    };
    let result = content(&file, findings);
    findings.push(CheckResult::from_result(Check::CardSecurityHash, result));
    let result = match signed(&file, trust, country, times, findings) {
        Err(reason) if is_open(reason.code()) => {
            CheckResult::undetermined(Check::CardSecuritySignature, reason)
        }
        result => CheckResult::from_result(Check::CardSecuritySignature, result),
    };
    findings.push(result);
}

/// Whether a reason leaves open who signed, or whether he may be relied on.
fn is_open(code: Code) -> bool {
    matches!(
        code,
        Code::CscaNotFound | Code::DsCertificateMissing | Code::ChipKnownDefect | Code::CountryUnknownCode
    )
}

fn content(file: &CardSecurity<'_>, findings: &mut Findings<'_>) -> Result<(), Reason> {
    if !file.has_content_type() {
        let text = format!("content type {} is not that of EF.CardSecurity", file.signed_data.content_type);
        return Err(Reason::new(Code::SodContentType, text));
    }
    note_padding(FileId::CardSecurity, file.padding, findings)?;
    file.security_infos().map_err(Reason::from)?;
    hash(&file.signed_data, sole_signer(&file.signed_data)?, STRUCTURE, findings)
}

/// The signature, and that a trusted CSCA of the same State vouches for its maker.
fn signed(
    file: &CardSecurity<'_>,
    trust: &TrustStore,
    country: Option<&str>,
    times: Times,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    let signer = sole_signer(&file.signed_data)?;
    let found = document_signer(&file.signed_data, signer, trust, STRUCTURE, findings)?;
    let key = found.key.as_ref().map_err(Clone::clone)?;
    verify_signed(signer, key, STRUCTURE, findings)?;
    let certificate = &found.certificate;
    let candidates = trust.candidates(certificate, findings.policy.limits().candidate_issuers);
    let mut vouching = None;
    for (anchor, _) in candidates.list {
        findings.spend(anchor.key().verification_cost())?;
        if let Ok(verified) = trust.is_signed_by(certificate, anchor) {
            vouching = Some((trust.best_of_key(anchor, certificate, times), verified));
            break;
        }
    }
    let Some((issuer, verified)) = vouching else {
        let text = "no trusted CSCA certificate verifies the signer of EF.CardSecurity";
        return Err(Reason::new(Code::CscaNotFound, text));
    };
    oddities(&verified, SIGNER, findings)?;
    not_withdrawn(issuer, trust, times.inspected)?;
    may_issue(issuer, trust, findings)?;
    in_validity(certificate, times.valid_at)?;
    authority_in_validity(certificate, issuer, times.valid_at, findings)?;
    not_revoked(certificate, issuer, trust, times.inspected)?;
    fits_profile(certificate, SIGNER, findings)?;
    same_state(certificate, issuer, country)
}

fn not_revoked(
    certificate: &Certificate,
    issuer: &Anchor,
    trust: &TrustStore,
    at: UnixTime,
) -> Result<(), Reason> {
    let serial = certificate.serial();
    match trust.revocation(certificate, issuer, at) {
        RevocationStatus::OnHold => {
            let text = format!("a defect list puts serial {serial}, the signer of EF.CardSecurity, on hold");
            Err(Reason::new(Code::ChipKnownDefect, text))
        }
        status if status.is_revoked() => {
            let text = format!("serial {serial}, the signer of EF.CardSecurity, is revoked");
            Err(Reason::new(Code::DsRevoked, text))
        }
        _ => Ok(()),
    }
}

/// The signer, its CSCA and the signer of EF.SOD are of one State.
fn same_state(certificate: &Certificate, issuer: &Anchor, country: Option<&str>) -> Result<(), Reason> {
    let (Some(own), Some(country)) = (certificate.subject().country(), country) else {
        let text = "the signers of EF.CardSecurity and of EF.SOD do not both name a country";
        return Err(Reason::new(Code::CountryUnknownCode, text));
    };
    if of_certificate(own) != of_certificate(country) {
        let text = format!("EF.CardSecurity is signed by C={own}, EF.SOD by C={country}");
        return Err(Reason::new(Code::CountryNameMismatch, text));
    }
    if issuer.state().is_none() {
        let text = "the CSCA of the signer of EF.CardSecurity names no country";
        return Err(Reason::new(Code::CountryUnknownCode, text));
    }
    with_csca(own, issuer).map_or(Ok(()), Err)
}
