//! Certificates against the profile of Doc 9303-12 §7.1.1 (Tables 5 and 6, App. D.1.1.3): `ds.profile`, and what is
//! reported of an authority's certificate. The tables are in [`crate::x509::profile`]; here stands what follows.

use super::Findings;
use crate::Code;
use crate::oid;
use crate::report::CheckResult;
use crate::trust::Anchor;
use crate::vocabulary::{Check, Deviation, Message, Reason};
use crate::x509::Certificate;
use crate::x509::profile::{self, Departure, Role};
use std::sync::Arc;

const STRUCTURE: &str = "document signer certificate";

/// Checks an authority's certificate: every departure is a deviation.
pub(super) fn check_authority(anchor: &Anchor, findings: &mut Findings<'_>) -> Result<(), Reason> {
    tolerate(anchor.departures(), anchor.role(), "CSCA certificate", findings)
}

/// `ds.profile` (Doc 9303-12 Tables 5 and 6, column Document Signer; App. D.1.1.3).
pub(crate) fn check(certificate: &Certificate, findings: &mut Findings<'_>) -> CheckResult {
    CheckResult::from_result(Check::DsProfile, check_profile(certificate, STRUCTURE, findings))
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

/// A certificate of this profile signs documents. What says that it is for something else fails under every policy; all else
/// is a deviation.
pub(super) fn check_profile(
    certificate: &Certificate,
    structure: &'static str,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    may_sign(certificate)?;
    if let Some(purposes) = certificate.extensions().extended_key_usage() {
        let purpose = purposes.ok().and_then(|purposes| purposes.first().map(ToString::to_string));
        let message = Message::ExtendedKeyUsage { oid: purpose.unwrap_or_default().into() };
        return Err(Reason::new(Code::DsExtendedKeyUsage, message));
    }
    let departures = profile::departures(certificate, Role::DocumentSigner);
    tolerate(&departures, Role::DocumentSigner, structure, findings)
}

/// A signer of documents or of seals may sign, as far as the certificate's extensions say it, whatever for.
pub(super) fn may_sign(certificate: &Certificate) -> Result<(), Reason> {
    let extensions = certificate.extensions();
    if let Some(kind) = extensions.duplicate() {
        return Err(Reason::new(
            Code::DsDuplicateExtension,
            Message::ExtensionTwice { oid: kind.to_string().into() },
        ));
    }
    if let Some(kind) = extensions.unknown_critical(&KNOWN) {
        let message = Message::CriticalUnknown { oid: kind.to_string().into() };
        return Err(Reason::new(Code::DsUnknownCriticalExtension, message));
    }
    if let Some(constraints) = extensions.basic_constraints()
        && constraints.map_err(Reason::from)?.ca
    {
        return Err(Reason::new(Code::DsIsCa, Message::SignerIsAuthority {}));
    }
    match extensions.key_usage().transpose().map_err(Reason::from)? {
        Some(usage) if !usage.digital_signature() => {
            Err(Reason::new(Code::DsKeyUsage, Message::MayNotSign {}))
        }
        _ => Ok(()),
    }
}

/// Every departure is a deviation, which the policy tolerates or not.
fn tolerate(
    departures: &[Departure],
    role: Role,
    structure: &'static str,
    findings: &mut Findings<'_>,
) -> Result<(), Reason> {
    for departure in departures {
        let refused_as = match departure.row {
            _ if role.is_authority() => Code::CscaNotACa,
            "basicConstraints" => Code::DsIsCa,
            "keyUsage" => Code::DsKeyUsage,
            _ => Code::DsProfileDeparture,
        };
        findings.tolerate(
            Deviation::sharing(departure.kind, structure, Arc::clone(&departure.message)),
            refused_as,
        )?;
    }
    Ok(())
}
