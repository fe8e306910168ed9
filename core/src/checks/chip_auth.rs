//! Chip Authentication from a recorded secure channel (Doc 9303-11 §6.2): `chip.chip_auth`.
//!
//! Whoever chose the terminal's key can compute the secret with the chip's public key, and write all messages themselves. So the
//! record proves something only to the owner of the terminal; of others' records it can only be said that they are wrong.

use super::announced::{Announced, not_announced, security_infos_of, weigh_proof, withheld};
use super::authentic::{AuthenticInfos, AuthenticKey};
use super::passive_auth::PassiveAuth;
use super::{Context, Findings};
use crate::crypto::AgreementKey;
use crate::crypto::secure_messaging::{Cipher, MessageError, Session};
use crate::lds::{ChipAuthTranscript, SecurityInfo, SecurityInfos};
use crate::oid;
use crate::report::CheckResult;
use crate::vocabulary::{Check, Message, Reason};
use crate::{Code, DataGroup};

const CHECK: Check = Check::ChipAuthentication;

/// Checks the record with a key of an authentic DG14.
pub(super) fn check(passive: &PassiveAuth<'_>, cx: &Context<'_>, findings: &mut Findings<'_>) {
    findings.push(check_record(passive, cx));
}

fn check_record(passive: &PassiveAuth<'_>, cx: &Context<'_>) -> CheckResult {
    let transcript = passive.chip.chip_auth();
    let infos = match security_infos_of(passive) {
        Announced::Withheld => return withheld(CHECK, DataGroup::DG14),
        Announced::Unknown(reason) => return CheckResult::undetermined(CHECK, reason),
        Announced::Absent => SecurityInfos::default(),
        Announced::Read(infos) => infos,
    };
    let announced = infos.iter().any(SecurityInfo::is_chip_authentication_key);
    let (transcript, provenance) = match (transcript, announced) {
        (None, false) => return not_announced(CHECK, "Chip Authentication"),
        (None, true) => {
            return not_performed(Message::NotPerformed { what: "Chip Authentication".into() });
        }
        (Some(_), false) => return not_authenticated(Message::NoChipKey {}),
        (Some(transcript), true) => transcript,
    };
    let dg14 = passive.authentic(DataGroup::DG14);
    let Some(infos) = dg14.as_ref().and_then(AuthenticInfos::of_dg14) else {
        return not_authenticated(Message::FileNotAuthenticated { file: "EF.DG14".into() });
    };
    // The agreement itself proves nothing: the chip never shows that it knows the keys until it uses them.
    if transcript.exchanges.is_empty() {
        return not_performed(Message::NoExchange {});
    }
    let Some(protocol) = Protocol::parse(&transcript.oid) else {
        let reason = Reason::new(Code::SignatureUnsupportedAlgorithm, Message::NotChipAuthentication {});
        return CheckResult::undetermined(CHECK, reason);
    };
    match proved_by_one(&infos, &protocol, transcript, cx) {
        Ok(()) => weigh_proof(CHECK, provenance),
        Err(reason) => CheckResult::from_reason(CHECK, reason),
    }
}

/// Several keys are distinguished by their identifier (§9.2.6). Without one in the record, every key may be the one.
fn proved_by_one(
    infos: &AuthenticInfos,
    protocol: &Protocol,
    transcript: &ChipAuthTranscript,
    cx: &Context<'_>,
) -> Result<(), Reason> {
    let is_named =
        |info: &SecurityInfo| transcript.key_id.is_none() || info.identifier() == transcript.key_id;
    let mut unproved = None;
    for key in infos.chip_keys(is_named) {
        match key.and_then(|key| verify(&key, protocol, transcript, cx)) {
            Ok(()) => return Ok(()),
            Err(reason) if reason.code() == Code::LimitWork => return Err(reason),
            Err(reason) => unproved = unproved.or(Some(reason)),
        }
    }
    let no_key = || invalid(Message::NoKeyOfIdentifier {});
    Err(unproved.unwrap_or_else(no_key))
}

/// Verifies the messages. Only an authentic key gets here.
fn verify(
    key: &AuthenticKey<AgreementKey>,
    protocol: &Protocol,
    transcript: &ChipAuthTranscript,
    cx: &Context<'_>,
) -> Result<(), Reason> {
    let key = key.public_key();
    if key.is_elliptic() != protocol.is_elliptic {
        return Err(invalid(Message::ProtocolUnlikeKey {}));
    }
    cx.spend(key.cost(&transcript.terminal_private_key))?;
    let outside = || invalid(Message::KeyOutsideGroup {});
    let secret = key.shared_secret(&transcript.terminal_private_key).ok_or_else(outside)?;
    let mut session = Session::new(protocol.cipher, &secret);
    for (number, exchange) in (1..).zip(&transcript.exchanges) {
        let fault = |error: MessageError| error.to_string().into();
        let command = session.verify_command(&exchange.command);
        command.map_err(|error| invalid(Message::CommandWrong { number, fault: fault(error) }))?;
        let response = session.verify_response(&exchange.response);
        response.map_err(|error| invalid(Message::ResponseMessageWrong { number, fault: fault(error) }))?;
    }
    Ok(())
}

/// `id-CA-DH-*` and `id-CA-ECDH-*` (§9.2.5).
struct Protocol {
    is_elliptic: bool,
    cipher: Cipher,
}

impl Protocol {
    fn parse(dotted: &str) -> Option<Protocol> {
        let parent = oid::CHIP_AUTHENTICATION.to_string();
        let (group, cipher) = dotted.strip_prefix(&parent)?.strip_prefix('.')?.split_once('.')?;
        let is_elliptic = match group {
            "1" => false,
            "2" => true,
            _ => return None,
        };
        Some(Protocol { is_elliptic, cipher: Cipher::from_arc(cipher.parse().ok()?)? })
    }
}

fn invalid(message: Message) -> Reason {
    Reason::new(Code::ChipProofInvalid, message)
}

fn not_performed(message: Message) -> CheckResult {
    CheckResult::undetermined(CHECK, Reason::new(Code::ChipNotPerformed, message))
}

fn not_authenticated(message: Message) -> CheckResult {
    CheckResult::undetermined(CHECK, Reason::new(Code::ChipKeyNotAuthenticated, message))
}
