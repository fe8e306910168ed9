//! EF.CardSecurity is signed as EF.SOD is (Doc 9303-10 §3.11.4): `card_security.hash` and `card_security.signature`.

use super::document_signer::in_validity;
use super::passive_auth::{document_signer, hash, note_padding, sole_signer, verify_signed};
use crate::lds::{CardSecurity, Chip, FileId};
use crate::report::{Check, CheckResult, Findings, Reason};
use crate::trust::{Anchor, RevocationStatus, TrustStore};
use crate::{Code, UnixTime};

const STRUCTURE: &str = "EF.CardSecurity";

/// Judges the file if it was handed over. Its signer must be of the State that signed EF.SOD, valid at the first time and
/// not revoked at the second.
pub(crate) fn judge(
    chip: &Chip,
    trust: &TrustStore,
    country: Option<&str>,
    times: [UnixTime; 2],
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
    findings.push(CheckResult::of(Check::CardSecurityHash, result));
    let result = match signed(&file, trust, country, times, findings) {
        Err(reason) if is_open(reason.code()) => {
            CheckResult::undetermined(Check::CardSecuritySignature, reason)
        }
        result => CheckResult::of(Check::CardSecuritySignature, result),
    };
    findings.push(result);
}

/// Whether a reason leaves open who signed, or whether he may be relied on.
fn is_open(code: Code) -> bool {
    matches!(code, Code::CscaNotFound | Code::DsCertificateMissing | Code::ChipKnownDefect)
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
    [valid_at, inspected]: [UnixTime; 2],
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    let signer = sole_signer(&file.signed_data)?;
    let found = document_signer(&file.signed_data, signer, trust, STRUCTURE, findings)?;
    let key = found.key.as_ref().map_err(Clone::clone)?;
    verify_signed(signer, key, STRUCTURE, findings)?;
    let candidates = trust.candidates(&found.certificate, findings.policy.limits().candidate_issuers);
    let verifies = |anchor: &&Anchor| trust.is_signed_by(&found.certificate, anchor).is_ok();
    let Some(issuer) = candidates.list.into_iter().map(|(anchor, _)| anchor).find(verifies) else {
        let text = "no trusted CSCA certificate verifies the signer of EF.CardSecurity";
        return Err(Reason::new(Code::CscaNotFound, text));
    };
    in_validity(&found.certificate, valid_at)?;
    let serial = found.certificate.serial();
    match trust.revocation(&found.certificate, issuer, inspected) {
        RevocationStatus::OnHold => {
            let text = format!("a defect list puts serial {serial}, the signer of EF.CardSecurity, on hold");
            return Err(Reason::new(Code::ChipKnownDefect, text));
        }
        status if status.is_revoked() => {
            let text = format!("serial {serial}, the signer of EF.CardSecurity, is revoked");
            return Err(Reason::new(Code::DsRevoked, text));
        }
        _ => {}
    }
    let own = found.certificate.subject().country();
    match (own, country) {
        (Some(own), Some(country)) if !own.eq_ignore_ascii_case(country) => {
            let text = format!("EF.CardSecurity is signed by C={own}, EF.SOD by C={country}");
            Err(Reason::new(Code::CountryNameMismatch, text))
        }
        _ => Ok(()),
    }
}
