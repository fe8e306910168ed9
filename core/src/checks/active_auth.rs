//! Active Authentication from a recorded exchange (Doc 9303-11 §6.1): `chip.active_auth`, and whether the chip answered just
//! now: `chip.challenge`.

use super::announced::{not_announced, withheld};
use super::authentic::{AuthenticInfos, AuthenticKey};
use super::passive_auth::PassiveAuth;
use super::signed_file::tolerate_digest;
use super::{Context, Findings};
use crate::crypto::active_auth::{self as protocol, Proof};
use crate::crypto::{DigestAlgorithm, SignatureAlgorithm, VerifyError, VerifyingKey};
use crate::lds::{Chip, Exchange, Provenance};
use crate::report::CheckResult;
use crate::vocabulary::{Check, Deviation, DeviationKind, Message, Outcome, Reason};
use crate::{Code, DataGroup};

const CHECK: Check = Check::ChipActiveAuth;

/// Checks the exchange with the key of an authentic DG15.
pub(super) fn check(passive: &PassiveAuth<'_>, cx: &Context<'_>, findings: &mut Findings<'_>) {
    let result = check_exchange(passive, cx, findings);
    let is_proved = result.outcome() == Outcome::Successful;
    findings.push(result);
    if let (true, Some((_, provenance))) = (is_proved, passive.chip.active_auth()) {
        findings.push(check_challenge(passive.chip, provenance));
    }
}

/// A signature by the chip's key shows that the chip made it, at some time. That it lies here now is shown to whoever chose
/// the challenge, by their own terminal or apart from the record, and to nobody else (§6.1.2.1).
fn check_challenge(chip: &Chip, provenance: Provenance) -> CheckResult {
    let check = Check::ChipChallenge;
    // Another challenge than the caller's was refused before.
    if provenance == Provenance::OwnTerminal || chip.active_auth_challenge().is_some() {
        return CheckResult::successful(check);
    }
    CheckResult::undetermined(check, Reason::new(Code::ChipRecordUnverified, Message::ChallengeHandedOver {}))
}

fn check_exchange(passive: &PassiveAuth<'_>, cx: &Context<'_>, findings: &mut Findings<'_>) -> CheckResult {
    let chip = passive.chip;
    let exchange = chip.active_auth().map(|(exchange, _)| exchange);
    match passive.is_listed(DataGroup::DG15) {
        Err(reason) => return CheckResult::undetermined(CHECK, reason),
        Ok(false) if exchange.is_none() => return not_announced(CHECK, "Active Authentication"),
        Ok(false) => return not_authenticated(Message::NoSignedKey { file: "EF.DG15".into() }),
        Ok(true) => {}
    }
    match chip.dg15() {
        Ok(Some(_)) => {}
        Ok(None) => return withheld(CHECK, DataGroup::DG15),
        Err(error) => return CheckResult::undetermined(CHECK, error),
    }
    let Some(exchange) = exchange else {
        let message = Message::NotPerformed { what: "Active Authentication".into() };
        return CheckResult::undetermined(CHECK, Reason::new(Code::ChipNotPerformed, message));
    };
    if let Err(reason) = fresh(exchange, chip.active_auth_challenge()) {
        return CheckResult::failed(CHECK, reason);
    }
    let dg15 = passive.authentic(DataGroup::DG15);
    let key = match dg15.as_ref().and_then(AuthenticKey::of_dg15) {
        Some(Ok(key)) => key,
        Some(Err(reason)) => return CheckResult::from_reason(CHECK, reason),
        None => return not_authenticated(Message::FileNotAuthenticated { file: "EF.DG15".into() }),
    };
    let result = named_digest(passive, findings).and_then(|named| {
        let proof = verify(&key, named, exchange, cx)?;
        tolerate_proof(&proof, findings)
    });
    CheckResult::from_result(CHECK, result)
}

/// Verifies the response. Only an authentic key gets here.
fn verify(
    key: &AuthenticKey<VerifyingKey>,
    named: Option<DigestAlgorithm>,
    exchange: &Exchange,
    cx: &Context<'_>,
) -> Result<Proof, Reason> {
    let key = key.public_key();
    cx.spend(protocol::cost(key))?;
    let Exchange { challenge, response, .. } = exchange;
    let verified = |digest| protocol::verify(key, digest, challenge, response, cx.policy.verifier());
    match verified(named) {
        Ok(proof) => Ok(proof),
        Err(VerifyError::Encoding) if ends_in_status(response, protocol::response_length(key)) => {
            Err(Reason::new(Code::ChipProofInvalid, Message::ResponseWithStatus {}))
        }
        Err(error @ VerifyError::EnginesDisagree) => {
            let fault = error.to_string().into();
            Err(Reason::new(error.into(), Message::ResponseDisputed { fault }))
        }
        Err(error @ VerifyError::Unsupported) => {
            let fault = error.to_string().into();
            Err(Reason::new(error.into(), Message::ResponseUnsupported { fault }))
        }
        Err(error) => {
            let other = named.and_then(|_| verified(None).ok());
            let message = match (other, named) {
                (Some(proof), Some(named)) => Message::ResponseOtherDigest {
                    digest: proof.digest.name().into(),
                    named: named.name().into(),
                },
                _ => Message::ResponseWrong { fault: error.to_string().into() },
            };
            Err(Reason::new(Code::ChipProofInvalid, message))
        }
    }
}

/// Checks how a proof that holds departs from the standard.
fn tolerate_proof(proof: &Proof, findings: &mut Findings<'_>) -> Result<(), Reason> {
    if !proof.is_digest_named {
        let message = Message::DigestNotNamed { digest: proof.digest.name().into() };
        let deviation = Deviation::new(DeviationKind::ActiveAuthInfo, "EF.DG14", message);
        findings.tolerate(deviation, Code::ChipProofInvalid)?;
    }
    tolerate_digest(proof.digest, "EF.DG15", Message::Sha1OfActiveAuth {}, findings)
}

/// Whether a response has the status of the answer behind it, as it went over the air (ISO/IEC 7816-4 §5.6). In DER, a
/// signature of ECDSA says itself where it ends.
fn ends_in_status(response: &[u8], length: usize) -> bool {
    let is_der = |signature: &[u8]| match signature {
        [0x30, 0x81, length, rest @ ..] | [0x30, length, rest @ ..] => rest.len() == usize::from(*length),
        _ => false,
    };
    response.strip_suffix(&[0x90, 0x00]).is_some_and(|rest| rest.len() == length || is_der(rest))
}

/// A recorded exchange proves nothing unless the challenge was chosen for it (§6.1.2.1).
fn fresh(exchange: &Exchange, chosen: Option<&[u8]>) -> Result<(), Reason> {
    let mismatch = |message| Err(Reason::new(Code::ChipChallengeMismatch, message));
    if chosen.is_some_and(|chosen| chosen != exchange.challenge) {
        return mismatch(Message::ChallengeNotChosen {});
    }
    if exchange.expected_challenge.as_ref().is_some_and(|expected| *expected != exchange.challenge) {
        return mismatch(Message::ChallengeNotSent {});
    }
    if exchange.challenge.len() != 8 {
        return mismatch(Message::ChallengeLength {});
    }
    if exchange.challenge.iter().all(|octet| *octet == 0) {
        return mismatch(Message::ChallengeZeros {});
    }
    Ok(())
}

fn not_authenticated(message: Message) -> CheckResult {
    CheckResult::undetermined(CHECK, Reason::new(Code::ChipKeyNotAuthenticated, message))
}

/// The digest that an authenticated DG14 names for an EC key (§9.2.4). Portugal has none; then every digest is tried.
fn named_digest(
    passive: &PassiveAuth<'_>,
    findings: &mut Findings<'_>,
) -> Result<Option<DigestAlgorithm>, Reason> {
    let dg14 = passive.authentic(DataGroup::DG14);
    let infos = dg14.as_ref().and_then(AuthenticInfos::of_dg14);
    let Some(algorithm) = infos.as_ref().and_then(|infos| infos.infos().active_authentication_algorithm())
    else {
        return Ok(None);
    };
    match SignatureAlgorithm::ecdsa_named(algorithm) {
        Some(SignatureAlgorithm::EcdsaPlain { digest }) => Ok(Some(digest)),
        // The identifiers of RFC 5758 §3.2, which some issuers write for the plain form.
        Some(algorithm) => {
            let message = Message::ActiveAuthNamedInDer {};
            let deviation = Deviation::new(DeviationKind::ActiveAuthInfo, "EF.DG14", message);
            findings.tolerate(deviation, Code::ChipProofInvalid)?;
            Ok(Some(algorithm.digest()))
        }
        None => {
            let message = Message::ActiveAuthAlgorithmUnknown { oid: algorithm.to_string().into() };
            Err(Reason::new(Code::SignatureUnsupportedAlgorithm, message))
        }
    }
}
