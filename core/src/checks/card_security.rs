//! EF.CardSecurity is signed as EF.SOD is (Doc 9303-10 §3.11.4): `card_security.hash` and `card_security.signature`.

use super::certificate_profile::check_profile;
use super::country::csca_mismatch;
use super::document_signer::{
    check_authority_in_validity, check_csca_profile, check_in_validity, check_not_withdrawn,
};
use super::issuer::{self, Issuer};
use super::passive_auth::PassiveAuth;
use super::signed_file::{check_digest, find_signer, sole_signer, tolerate_padding, verify_signature};
use super::{Context, Findings};
use crate::Code;
use crate::country::canonical_state_code;
use crate::lds::{CardSecurity, FileId, SecurityInfos};
use crate::report::CheckResult;
use crate::trust::{Anchor, RevocationStatus};
use crate::vocabulary::{Check, Message, Reason};
use crate::x509::Certificate;

const STRUCTURE: &str = "EF.CardSecurity";
const SIGNER: &str = "signer of EF.CardSecurity";

/// Security infos that `card_security.hash` and `card_security.signature` hold for. Only their check makes one.
pub(crate) struct SignedCardSecurity(SecurityInfos);

impl SignedCardSecurity {
    pub(super) fn into_infos(self) -> SecurityInfos {
        self.0
    }
}

/// Checks the file if it was handed over. Its signer must be a Document Signer of the State that signed EF.SOD.
pub(crate) fn check(
    passive: &PassiveAuth<'_>,
    cx: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Option<SignedCardSecurity> {
    let file = match passive.chip.card_security() {
        Ok(None) => return None,
        Ok(Some(file)) => file,
        Err(error) => {
            findings.push(CheckResult::from_reason(Check::CardSecurityHash, (&error).into()));
            findings.push(CheckResult::undetermined(Check::CardSecuritySignature, &error));
            return None;
        }
    };
    let (country, cx) = match passive.signer() {
        Some(signer) => (signer.certificate.subject().country(), cx.with_valid_at(signer.valid_at)),
        None => (None, *cx),
    };
    let content = check_content(&file, findings);
    let signature = check_signer(&file, country, &cx, findings);
    let infos = content.as_ref().ok().filter(|_| signature.is_ok()).cloned();
    let result = match signature {
        Err(reason) if is_open(reason.code()) => {
            CheckResult::undetermined(Check::CardSecuritySignature, reason)
        }
        result => CheckResult::from_result(Check::CardSecuritySignature, result),
    };
    findings.push(CheckResult::from_result(Check::CardSecurityHash, content.map(|_| ())));
    findings.push(result);
    infos.map(SignedCardSecurity)
}

/// Whether a reason leaves open who signed, or whether they may be relied on.
fn is_open(code: Code) -> bool {
    matches!(
        code,
        Code::CscaNotFound | Code::DsCertificateMissing | Code::ChipKnownDefect | Code::CountryUnknownCode
    )
}

fn check_content(file: &CardSecurity<'_>, findings: &mut Findings<'_>) -> Result<SecurityInfos, Reason> {
    if !file.has_content_type() {
        let message = Message::NotCardSecurity { oid: file.signed_data.content_type.to_string().into() };
        return Err(Reason::new(Code::SodContentType, message));
    }
    tolerate_padding(FileId::CardSecurity, file.padding, findings)?;
    let infos = file.security_infos().map_err(Reason::from)?;
    check_digest(&file.signed_data, sole_signer(&file.signed_data)?, STRUCTURE, findings)?;
    Ok(infos)
}

/// Checks the signature, and that a trusted CSCA of the same State certified the signer.
fn check_signer(
    file: &CardSecurity<'_>,
    country: Option<&str>,
    cx: &Context<'_>,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    let signer = sole_signer(&file.signed_data)?;
    let found = find_signer(&file.signed_data, STRUCTURE, cx.trust, &cx.verification())?;
    found.check_spelling(STRUCTURE, findings)?;
    let key = found.key.as_ref().map_err(Clone::clone)?;
    verify_signature(signer, key, STRUCTURE, cx, findings)?;
    let certificate = &found.certificate;
    let issuer = check_issuer(certificate, cx, findings)?;
    check_not_withdrawn(issuer, cx)?;
    check_csca_profile(issuer, cx, findings)?;
    check_in_validity(certificate, cx.valid_at)?;
    check_authority_in_validity(certificate, issuer, cx, findings)?;
    check_revocation(certificate, issuer, cx)?;
    check_profile(certificate, SIGNER, findings)?;
    check_same_state(certificate, issuer, country)
}

/// The anchor whose key verifies the signer's certificate.
fn check_issuer<'a>(
    certificate: &Certificate,
    cx: &Context<'a>,
    findings: &mut Findings<'_>,
) -> Result<&'a Anchor, Reason> {
    match issuer::find(certificate, SIGNER, cx, findings)? {
        Issuer::Found(anchor) => Ok(anchor),
        Issuer::Refused(_) | Issuer::Unknown => {
            Err(Reason::new(Code::CscaNotFound, Message::CardSignerUnverified {}))
        }
    }
}

fn check_revocation(certificate: &Certificate, issuer: &Anchor, cx: &Context<'_>) -> Result<(), Reason> {
    let serial = || certificate.serial().to_string().into();
    match cx.trust.revocation(certificate, issuer, cx.inspected_at) {
        RevocationStatus::OnHold => {
            Err(Reason::new(Code::ChipKnownDefect, Message::CardSignerOnHold { serial: serial() }))
        }
        RevocationStatus::TooManySigners => Err(Reason::new(Code::LimitCount, Message::TooManyIssuers {})),
        status if status.is_revoked() => {
            Err(Reason::new(Code::DsRevoked, Message::CardSignerRevoked { serial: serial() }))
        }
        _ => Ok(()),
    }
}

/// The signer, its CSCA and the signer of EF.SOD are of one State.
fn check_same_state(certificate: &Certificate, issuer: &Anchor, country: Option<&str>) -> Result<(), Reason> {
    let (Some(own), Some(country)) = (certificate.subject().country(), country) else {
        return Err(Reason::new(Code::CountryUnknownCode, Message::CardSignersWithoutCountry {}));
    };
    if canonical_state_code(own) != canonical_state_code(country) {
        let [card, sod] = [own, country].map(|country| country.to_owned().into());
        return Err(Reason::new(Code::CountryNameMismatch, Message::CardSignersDiffer { card, sod }));
    }
    if issuer.state().is_none() {
        return Err(Reason::new(Code::CountryUnknownCode, Message::CardCscaWithoutCountry {}));
    }
    csca_mismatch(own, issuer).map_or(Ok(()), Err)
}
