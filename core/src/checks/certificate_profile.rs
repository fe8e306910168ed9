//! Certificates against the profile of Doc 9303-12 §7.1.1 (Tables 5 and 6, App. D.1.1.3): `ds.profile`, and what an anchor
//! is told for.

use crate::Code;
use crate::oid;
use crate::report::{Check, CheckResult, Deviation, Findings, Reason};
use crate::x509::Certificate;

const STRUCTURE: &str = "document signer certificate";

/// The certificate of an authority: an anchor may be odd, and is then told.
pub(super) fn authority(certificate: &Certificate, findings: &mut Findings<'_>) -> Result<(), Reason> {
    certificate_form(certificate, "CSCA certificate", findings)?;
    let constraints = certificate.extensions().basic_constraints();
    let usage = certificate.extensions().key_usage();
    let critical = |oid| certificate.extensions().find(oid).is_some_and(|extension| extension.is_critical());
    let oddity = match (constraints, usage) {
        (None, _) => Some("basicConstraints is absent"),
        (Some(Err(_)), _) => Some("basicConstraints cannot be read"),
        (Some(Ok(constraints)), _) if !constraints.ca => {
            Some("basicConstraints says that it is no authority")
        }
        (Some(Ok(constraints)), _) if constraints.path_length != Some(0) => Some("the path length is not 0"),
        (_, None) => Some("keyUsage is absent"),
        (_, Some(Err(_))) => Some("keyUsage cannot be read"),
        (_, Some(Ok(usage))) if !usage.certificate_sign() => Some("keyUsage does not name keyCertSign"),
        _ if !critical(oid::BASIC_CONSTRAINTS) => Some("basicConstraints is not critical"),
        _ if !critical(oid::KEY_USAGE) => Some("keyUsage is not critical"),
        _ => None,
    };
    let Some(text) = oddity else { return Ok(()) };
    let deviation = Deviation::new(Code::DeviationCertificateProfile, "CSCA certificate", None, text);
    findings.allow(deviation, Code::CscaNotACa)
}

/// `ds.profile` (Doc 9303-12 Table 6, column Document Signer; App. D.1.1.3).
pub(crate) fn profile(certificate: &Certificate, findings: &mut Findings<'_>) -> CheckResult {
    CheckResult::of(Check::DsProfile, fits_profile(certificate, STRUCTURE, findings))
}

/// Extensions that a Document Signer may have, critical or not.
static KNOWN: [oid::Oid<'static>; 12] = [
    oid::AUTHORITY_KEY_IDENTIFIER,
    oid::SUBJECT_KEY_IDENTIFIER,
    oid::KEY_USAGE,
    oid::PRIVATE_KEY_USAGE_PERIOD,
    oid::CERTIFICATE_POLICIES,
    oid::SUBJECT_ALT_NAME,
    oid::ISSUER_ALT_NAME,
    oid::BASIC_CONSTRAINTS,
    oid::EXTENDED_KEY_USAGE,
    oid::CRL_DISTRIBUTION_POINTS,
    oid::DOCUMENT_TYPE_LIST,
    oid::DOCUMENT_TYPE_LIST_OLD,
];

pub(super) fn fits_profile(
    certificate: &Certificate,
    structure: &'static str,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    let extensions = certificate.extensions();
    if let Some(kind) = extensions.duplicate() {
        return Err(Reason::new(Code::DsDuplicateExtension, format!("extension {kind} stands twice")));
    }
    if let Some(kind) = extensions.unknown_critical(&KNOWN) {
        return Err(Reason::new(
            Code::DsUnknownCriticalExtension,
            format!("critical extension {kind} is unknown"),
        ));
    }
    if let Some(purposes) = extensions.extended_key_usage() {
        let purpose = purposes.ok().and_then(|purposes| purposes.first().map(ToString::to_string));
        let text = format!("extended key usage {}", purpose.unwrap_or_default());
        return Err(Reason::new(Code::DsExtendedKeyUsage, text));
    }
    if let Some(constraints) = extensions.basic_constraints() {
        if constraints.map_err(Reason::from)?.ca {
            return Err(Reason::new(Code::DsIsCa, "basicConstraints says that it is an authority"));
        }
        let text = "basicConstraints stands in a Document Signer certificate";
        let deviation = Deviation::new(Code::DeviationCertificateProfile, structure, None, text);
        findings.allow(deviation, Code::DsIsCa)?;
    }
    key_usage(certificate, structure, findings)?;
    certificate_form(certificate, structure, findings)
}

fn key_usage(
    certificate: &Certificate,
    structure: &'static str,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    let mut odd = |text| {
        let deviation = Deviation::new(Code::DeviationCertificateProfile, structure, None, text);
        findings.allow(deviation, Code::DsKeyUsage)
    };
    match certificate.extensions().key_usage() {
        None => return odd("keyUsage is absent"),
        Some(Err(error)) => return Err(Reason::from(error)),
        Some(Ok(usage)) if !usage.digital_signature() => {
            return Err(Reason::new(Code::DsKeyUsage, "keyUsage does not name digitalSignature"));
        }
        Some(Ok(_)) => {}
    }
    let critical =
        certificate.extensions().find(oid::KEY_USAGE).is_some_and(|extension| extension.is_critical());
    if critical { Ok(()) } else { odd("keyUsage is not critical") }
}

/// Departures of form that any certificate may have (Doc 9303-12 Table 5).
fn certificate_form(
    certificate: &Certificate,
    structure: &'static str,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    let extensions = certificate.extensions();
    let upper =
        |country: Option<&str>| country.is_none_or(|country| !country.chars().any(|c| c.is_lowercase()));
    let self_issued = certificate.is_self_issued();
    let lacks_authority = extensions.authority_key_identifier().is_none() && !self_issued;
    let rows = [
        (lacks_authority, Code::DeviationKeyIdentifier, "no authority key identifier"),
        (
            !extensions.has_regular_key_identifier(),
            Code::DeviationKeyIdentifier,
            "the subject key identifier is no OCTET STRING",
        ),
        (
            !certificate.serial().is_regular(),
            Code::DeviationSerialNumber,
            "serial number zero, negative or too long",
        ),
        (
            !(certificate.not_before().regular && certificate.not_after().regular),
            Code::DeviationTimeEncoding,
            "a time is not encoded as the profile says",
        ),
        (
            !(upper(certificate.subject().country()) && upper(certificate.issuer().country())),
            Code::DeviationCountryCase,
            "the country is not in upper case",
        ),
        (
            certificate.subject().has_irregular_string() || certificate.issuer().has_irregular_string(),
            Code::DeviationStringType,
            "a name uses a string type outside the profile",
        ),
    ];
    for (_, code, text) in rows.into_iter().filter(|(present, ..)| *present) {
        findings.allow(Deviation::new(code, structure, None, text), Code::FileMalformed)?;
    }
    Ok(())
}
