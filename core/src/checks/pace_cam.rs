//! PACE with Chip Authentication Mapping from a record (Doc 9303-11 §4.4.3.5): `chip.pace_cam`.
//!
//! Whoever draws the chip's data at random can compute the mapping key that fits it, so the record proves something only to
//! the owner of the terminal; of others' records it can only be said that they are wrong.

use super::announced::{Announced, not_announced, security_infos_of, weigh_proof, withheld};
use super::authentic::{AuthenticInfos, AuthenticKey};
use super::passive_auth::PassiveAuth;
use super::{Context, Findings};
use crate::crypto::AgreementKey;
use crate::lds::{PaceCamRecord, SecurityInfo, SecurityInfos};
use crate::report::CheckResult;
use crate::vocabulary::{Check, Message, Reason};
use crate::{Code, DataGroup};

const CHECK: Check = Check::ChipPaceCam;
const WHAT: &str = "PACE with Chip Authentication Mapping";

/// Checks the record with a key of EF.CardSecurity, if a trusted signer signed that file.
pub(super) fn check(
    passive: &PassiveAuth<'_>,
    card_security: Option<&AuthenticInfos>,
    cx: &Context<'_>,
    findings: &mut Findings<'_>,
) {
    findings.push(check_record(passive, card_security, cx));
}

fn check_record(
    passive: &PassiveAuth<'_>,
    card_security: Option<&AuthenticInfos>,
    cx: &Context<'_>,
) -> CheckResult {
    let announces = |infos: &SecurityInfos| infos.iter().any(SecurityInfo::is_pace_cam);
    let announcing = card_security.filter(|file| announces(file.infos()));
    let is_announced = match security_infos_of(passive) {
        _ if announcing.is_some() => true,
        Announced::Withheld => return withheld(CHECK, DataGroup::DG14),
        Announced::Unknown(reason) => return CheckResult::undetermined(CHECK, reason),
        Announced::Absent => false,
        Announced::Read(infos) => announces(&infos),
    };
    match (passive.chip.pace_cam(), announcing) {
        (None, _) if !is_announced => not_announced(CHECK, WHAT),
        (None, _) => {
            let message = Message::NotPerformed { what: WHAT.into() };
            CheckResult::undetermined(CHECK, Reason::new(Code::ChipNotPerformed, message))
        }
        (Some((record, provenance)), Some(infos)) => match proved_by_one(infos, record, cx) {
            Ok(()) => weigh_proof(CHECK, provenance),
            Err(reason) => CheckResult::from_reason(CHECK, reason),
        },
        (Some(_), None) => CheckResult::undetermined(
            CHECK,
            Reason::new(Code::ChipKeyNotAuthenticated, Message::MappingNotSigned {}),
        ),
    }
}

/// The identifier of the domain parameters is also that of the key (§9.2.1); a sole key may go without.
fn proved_by_one(infos: &AuthenticInfos, record: &PaceCamRecord, cx: &Context<'_>) -> Result<(), Reason> {
    if !infos.infos().iter().any(|info| info.is_pace_cam() && info.protocol().to_string() == record.oid) {
        return Err(invalid(Message::ProtocolNotAnnounced {}));
    }
    let is_named = |info: &SecurityInfo| match info.identifier() {
        Some(identifier) => identifier == record.parameter_id,
        None => true,
    };
    let mut unusable = None;
    for key in infos.chip_keys(is_named) {
        match key {
            Err(reason) => unusable = unusable.or(Some(reason)),
            Ok(key) if verify(&key, record, cx)? => return Ok(()),
            Ok(_) => {}
        }
    }
    Err(unusable.unwrap_or_else(|| invalid(Message::MappingNotProved {})))
}

/// Verifies the mapping. Only an authentic key gets here.
fn verify(
    key: &AuthenticKey<AgreementKey>,
    record: &PaceCamRecord,
    cx: &Context<'_>,
) -> Result<bool, Reason> {
    let (key, data) = (key.public_key(), &record.chip_authentication_data);
    cx.spend(key.cost(data))?;
    Ok(key.is_mapping_proved(data, &record.chip_mapping_public_key))
}

fn invalid(message: Message) -> Reason {
    Reason::new(Code::ChipProofInvalid, message)
}
