//! What the chip announces against what was done with it (Doc 9303-11 §4.2, §9.2): `chip.access`,
//! `chip.security_infos`, and then the proofs of the chip and the session.

use super::announced::{Announced, not_announced, security_infos_of};
use super::authentic::AuthenticInfos;
use super::passive_auth::PassiveAuth;
use super::published_lists::MappingKey;
use super::{Context, Findings, active_auth, chip_auth, pace_cam, session};
use crate::lds::{AccessProtocol, Chip, SecurityInfo, SecurityInfos};
use crate::report::CheckResult;
use crate::vocabulary::{Check, Deviation, DeviationKind, Message, Reason};
use crate::{Code, Error};

/// Checks whether the chip itself is genuine and not a copy of its files. Says what the mapping of PACE is worth for this
/// document.
pub(crate) fn check(
    passive: &PassiveAuth<'_>,
    card_security: Option<&AuthenticInfos>,
    cx: &Context<'_>,
    findings: &mut Findings<'_>,
) -> MappingKey {
    check_access(passive.chip, findings);
    check_security_infos(passive.chip, findings);
    active_auth::check(passive, cx, findings);
    chip_auth::check(passive, cx, findings);
    pace_cam::check(passive, card_security, cx, findings);
    session::check(passive, findings);
    match security_infos_of(passive) {
        Announced::Read(infos) if infos.iter().any(SecurityInfo::is_pace_cam) => MappingKey::OfThisDocument,
        _ => MappingKey::OfAnyChipOfTheState,
    }
}

/// `chip.access`: a chip that announces PACE was not read with less (Doc 9303-11 §4.2).
fn check_access(chip: &Chip, findings: &mut Findings<'_>) {
    let check = Check::ChipAccess;
    let card_access = chip.card_access();
    let given = !matches!(card_access, Ok(None));
    // What cannot be read announces nothing; `chip.security_infos` says so. EF.DG14 repeats what EF.CardAccess says, so
    // that whoever withholds that file gains nothing (Doc 9303-11 §9.2.11).
    let announces = |infos: &SecurityInfos| infos.iter().any(|info| info.is_pace());
    let told = chip.access().is_some().then(|| chip.dg14().ok().flatten()).flatten();
    let announces_pace = card_access.ok().flatten().iter().chain(&told).any(announces);
    let result = match (chip.access().map(|access| access.protocol), announces_pace) {
        (None, false) if !given => return,
        (None, false) => not_announced(check, "access protocol in EF.CardAccess"),
        (None, true) => {
            CheckResult::undetermined(check, Reason::new(Code::ChipNotPerformed, Message::AccessNotStated {}))
        }
        (Some(AccessProtocol::Pace), _) => CheckResult::from_result(check, check_variant(chip, findings)),
        (Some(_), false) => CheckResult::successful(check),
        (Some(AccessProtocol::Bac | AccessProtocol::None), true) => {
            CheckResult::failed(check, Reason::new(Code::ChipPaceDowngrade, Message::OpenedWithoutPace {}))
        }
    };
    findings.push(result);
}

/// Whether the variant of PACE that opened the chip was the first that was tried, as far as the terminal says it.
fn check_variant(chip: &Chip, findings: &mut Findings<'_>) -> Result<(), Reason> {
    if !chip.access().is_some_and(|access| access.failed.contains(&AccessProtocol::Pace)) {
        return Ok(());
    }
    let message = Message::StrongerVariantFailed {};
    let deviation = Deviation::new(DeviationKind::PaceVariant, "EF.CardAccess", message);
    findings.tolerate(deviation, Code::ChipPaceDowngrade)
}

/// `chip.security_infos`: EF.CardAccess is unsigned, so what it says of PACE must be in a signed file too
/// (Doc 9303-11 §9.2.11).
fn check_security_infos(chip: &Chip, findings: &mut Findings<'_>) {
    match agreement(chip, findings) {
        Ok(false) => {}
        Ok(true) => findings.push(CheckResult::successful(Check::ChipSecurityInfos)),
        Err(reason) => findings.push(CheckResult::failed(Check::ChipSecurityInfos, reason)),
    }
}

/// Whether there was anything to compare, and it agrees.
fn agreement(chip: &Chip, findings: &mut Findings<'_>) -> Result<bool, Reason> {
    let card_security = match chip.card_security() {
        Ok(Some(file)) => file.security_infos().map(Some),
        Ok(None) => Ok(None),
        Err(error) => Err(error),
    };
    let files: [(&'static str, Result<Option<SecurityInfos>, Error>); 3] =
        [("EF.CardAccess", chip.card_access()), ("EF.DG14", chip.dg14()), ("EF.CardSecurity", card_security)];
    let mut read: Vec<(&'static str, SecurityInfos)> = Vec::new();
    for (name, infos) in files {
        match infos {
            Ok(Some(infos)) => read.push((name, infos)),
            Ok(None) => {}
            Err(error) => return Err(Reason::from(error)),
        }
    }
    let mut note = |structure: &'static str, message| {
        let deviation = Deviation::new(DeviationKind::SecurityInfos, structure, message);
        findings.tolerate(deviation, Code::DgSecurityInfosMismatch)
    };
    for (name, _) in read.iter().filter(|(_, infos)| infos.iter().any(|info| info.required().is_empty())) {
        note(name, Message::InfoWithoutData {})?;
    }
    let is_compared = read.len() > 1;
    // EF.DG14 had not to repeat PACE in chips of the first years. If it says anything of PACE, it says all.
    let announces = |infos: &SecurityInfos| infos.iter().any(|info| info.is_pace());
    if read.iter().any(|(_, infos)| announces(infos))
        && let Some(place) = read.iter().position(|(name, infos)| *name == "EF.DG14" && !announces(infos))
    {
        note("EF.DG14", Message::PaceNotRepeated {})?;
        read.remove(place);
    }
    let Some(((first_name, first), others)) = read.split_first() else { return Ok(is_compared) };
    match others.iter().find(|(_, infos)| differing_pace(first, infos)) {
        Some((name, _)) => {
            let [one, other] = [*first_name, *name].map(Into::into);
            Err(Reason::new(Code::DgSecurityInfosMismatch, Message::PaceDiffers { one, other }))
        }
        None => Ok(is_compared),
    }
}

fn differing_pace(one: &SecurityInfos, other: &SecurityInfos) -> bool {
    let within = |these: &SecurityInfos, those: &SecurityInfos| {
        these.iter().filter(|info| info.is_pace()).all(|info| those.contains(info))
    };
    !within(one, other) || !within(other, one)
}
