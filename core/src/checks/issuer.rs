//! Who certified a signer beside the Document Signer, and what revocation lists say of any signer (Doc 9303-12 App. D.1).

use super::signed_file::check_signature_deviations;
use super::{Context, Findings};
use crate::Code;
use crate::trust::{Anchor, Basis, RevocationStatus};
use crate::vocabulary::{Message, Reason};
use crate::x509::Certificate;

/// The anchor of a certificate, as far as the trust store has it.
pub(super) enum Issuer<'a> {
    /// Its key verifies the certificate; of that key's certificates it is the best.
    Found(&'a Anchor),
    /// The certificate names its key, and the key does not verify it.
    #[cfg_attr(not(feature = "seal"), expect(dead_code, reason = "seals alone tell it"))]
    Refused(Reason),
    /// The store has no such anchor.
    Unknown,
}

/// Finds the anchor whose key verifies a certificate.
pub(super) fn find<'a>(
    certificate: &Certificate,
    structure: &'static str,
    cx: &Context<'a>,
    findings: &mut Findings<'_>,
) -> Result<Issuer<'a>, Reason> {
    let candidates = cx.trust.candidates(certificate, cx.policy.limits().candidate_issuers);
    let mut refused = None;
    for (anchor, basis) in candidates.list {
        cx.spend(anchor.key().cost())?;
        match cx.trust.is_signed_by(certificate, anchor, cx.policy.verifier()) {
            Ok(verified) => {
                check_signature_deviations(&verified, structure, findings)?;
                return Ok(Issuer::Found(cx.trust.best_of_key(anchor, certificate, cx.times())));
            }
            Err(reason) if reason.code() == Code::SignatureEnginesDisagree => return Err(reason),
            Err(reason)
                if basis == Basis::KeyIdentifier || reason.code() == Code::SignatureUnsupportedAlgorithm =>
            {
                refused = refused.or(Some(reason));
            }
            Err(_) => {}
        }
    }
    if candidates.cut_off {
        return Err(Reason::new(Code::LimitCount, Message::TooManyIssuers {}));
    }
    Ok(refused.map_or(Issuer::Unknown, Issuer::Refused))
}

/// That the issuer's current list does not list a certificate, or what stands against it: `ds.revoked`, or a code that leaves
/// it open.
pub(super) fn check_revocation(
    certificate: &Certificate,
    issuer: &Anchor,
    cx: &Context<'_>,
) -> Result<(), Reason> {
    let state = || certificate.issuer().country().unwrap_or("?").to_owned().into();
    let serial = || certificate.serial().to_string().into();
    let (code, message) = match cx.trust.revocation(certificate, issuer, cx.inspected_at) {
        RevocationStatus::Good => return Ok(()),
        RevocationStatus::Revoked => {
            (Code::DsRevoked, Message::RevokedByList { state: state(), serial: serial() })
        }
        RevocationStatus::RevokedByDefectList => {
            (Code::DsRevoked, Message::RevokedByDefectList { serial: serial() })
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
