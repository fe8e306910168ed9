//! PACE with Chip Authentication Mapping from a record (Doc 9303-11 §4.4.3.5): `chip.pace_cam`.
//!
//! Whoever draws the chip's data at random can compute the mapping key that fits it, so the record proves something only to
//! the owner of the terminal; of others' records it can only be said that they are wrong.

use super::Findings;
use super::chip::{Announced, not_announced, proved, security_infos_of, withheld};
use super::{Authenticated, AuthenticatedKey};
use crate::crypto::chip_auth::{agreement_cost, is_mapping_proved};
use crate::lds::{Chip, PaceCamRecord, Provenance, SecurityInfo, SecurityInfos};
use crate::report::CheckResult;
use crate::vocabulary::{Check, Reason};
use crate::{Code, DataGroup};

const CHECK: Check = Check::ChipPaceCam;
const WHAT: &str = "PACE with Chip Authentication Mapping";

/// Judges the record with the key of EF.CardSecurity, if that file is signed under a trusted CSCA.
pub(crate) fn judge(chip: &Chip, authenticated: &Authenticated<'_>, findings: &mut Findings<'_>) {
    let result = answer(chip, authenticated, findings);
    findings.push(result);
}

fn answer(chip: &Chip, authenticated: &Authenticated<'_>, findings: &Findings<'_>) -> CheckResult {
    let signed = AuthenticatedKey::is_card_security_signed(findings);
    let card_security = chip.card_security().ok().flatten().and_then(|file| file.security_infos().ok());
    let announces = |infos: &SecurityInfos| infos.iter().any(SecurityInfo::is_pace_cam);
    let by_card_security = signed && card_security.as_ref().is_some_and(announces);
    let announced = match security_infos_of(chip, authenticated) {
        _ if by_card_security => true,
        Announced::Withheld => return withheld(CHECK, DataGroup::DG14),
        Announced::Unknown(reason) => return CheckResult::undetermined(CHECK, reason),
        Announced::Absent => false,
        Announced::Read(infos) => announces(&infos),
    };
    match (chip.pace_cam(), announced, card_security) {
        (None, false, _) => not_announced(CHECK, WHAT),
        (None, true, _) => {
            let text = format!("the chip announces {WHAT}, and nobody performed it");
            CheckResult::undetermined(CHECK, Reason::new(Code::ChipNotPerformed, text))
        }
        (Some(record), _, Some(infos)) if by_card_security => proved_by_one(&infos, record, findings),
        (Some(_), ..) => not_authenticated("no signed EF.CardSecurity announces the mapping and its key"),
    }
}

/// The identifier of the domain parameters is also that of the key (§9.2.1); a sole key may go without.
fn proved_by_one(
    infos: &SecurityInfos,
    (record, provenance): (&PaceCamRecord, Provenance),
    findings: &Findings<'_>,
) -> CheckResult {
    if !infos.iter().any(|info| info.is_pace_cam() && info.protocol().to_string() == record.oid) {
        return invalid("EF.CardSecurity does not announce the recorded protocol");
    }
    let named = |info: &&SecurityInfo| match info.identifier() {
        Some(identifier) => identifier == record.parameter_id,
        None => true,
    };
    let mut unusable = None;
    for info in infos.iter().filter(|info| info.is_chip_authentication_key()).filter(named) {
        match AuthenticatedKey::of_card_security(info.required(), findings) {
            None => return not_authenticated("the signature of EF.CardSecurity does not hold"),
            Some(Err(reason)) => unusable = unusable.or(Some(reason)),
            Some(Ok(key)) => match proves(&key, record, findings) {
                Ok(true) => return proved(CHECK, provenance),
                Ok(false) => {}
                Err(spent) => return CheckResult::aborted(CHECK, spent),
            },
        }
    }
    match unusable {
        Some(reason) => CheckResult::from_reason(CHECK, reason),
        None => invalid("the chip's data does not lead from its key in EF.CardSecurity to its mapping key"),
    }
}

/// Only here is the proof looked at, and only with an authenticated key.
fn proves(key: &AuthenticatedKey, record: &PaceCamRecord, findings: &Findings<'_>) -> Result<bool, Reason> {
    let (key, data) = (key.public_key(), &record.chip_authentication_data);
    findings.spend(agreement_cost(key, data))?;
    Ok(is_mapping_proved(key, data, &record.chip_mapping_public_key))
}

fn invalid(text: &str) -> CheckResult {
    CheckResult::failed(CHECK, Reason::new(Code::ChipProofInvalid, text))
}

fn not_authenticated(text: &str) -> CheckResult {
    CheckResult::undetermined(CHECK, Reason::new(Code::ChipKeyNotAuthenticated, text))
}
