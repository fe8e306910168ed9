//! How the session with the chip went, by the word of the terminal: `chip.session` (Doc 9303-11 §4.2, §9.2.11, §9.8) and
//! `terminal.rights` (TR-03110-3 §C.4.1).

use super::Findings;
use super::announced::{Announced, security_infos_of};
use super::passive_auth::PassiveAuth;
use crate::lds::{Access, AccessProtocol, Chip, FileId, SecurityInfo};
use crate::report::CheckResult;
use crate::vocabulary::{Check, Message, Outcome, Reason};
use crate::{Code, DataGroup};

/// The data groups that only a terminal with rights may read (Doc 9303-10 §4.7.3, §4.7.4).
const RESTRICTED: [DataGroup; 2] = [DataGroup::DG3, DataGroup::DG4];

/// Checks what the terminal says of its session, once everything else of the chip is checked.
pub(super) fn check(passive: &PassiveAuth<'_>, findings: &mut Findings<'_>) {
    let Some(access) = passive.chip.access() else { return };
    if access.tells_the_session() {
        match judge_session(access, passive.chip, findings) {
            Ok(()) if access.is_protected_to_end.is_none() => {}
            Ok(()) => findings.push(CheckResult::successful(Check::ChipSession)),
            Err(result) => findings.push(*result),
        }
    }
    if let Some(result) = judge_rights(access, passive) {
        findings.push(result);
    }
}

/// `chip.session`: the strongest protocol opened the chip, what it announced is signed, and no answer came unprotected.
fn judge_session(access: &Access, chip: &Chip, findings: &Findings<'_>) -> Result<(), Box<CheckResult>> {
    let check = Check::ChipSession;
    let fail = |reason| Box::new(CheckResult::failed(check, reason));
    let is_open = access.protocol == AccessProtocol::None;
    if access.is_protected_to_end == Some(false) && !is_open {
        return Err(fail(Reason::new(Code::ChipSessionUnprotected, Message::AnswerUnprotected {})));
    }
    let pace_failed = access.failed.contains(&AccessProtocol::Pace);
    if pace_failed && access.protocol != AccessProtocol::Pace {
        return Err(fail(Reason::new(Code::ChipPaceDowngrade, Message::OpenedWithLess {})));
    }
    let compared = findings.results().iter().find(|result| result.check() == Check::ChipSecurityInfos);
    match compared.map(|result| (result.outcome(), result.reason().cloned())) {
        Some((Outcome::Failed, Some(reason))) => return Err(fail(reason)),
        None if access.protocol == AccessProtocol::Pace && chip.has(FileId::CardAccess) => {
            let reason = Reason::new(Code::FileNotPresent, Message::NoSignedCopy {});
            return Err(Box::new(CheckResult::undetermined(check, reason)));
        }
        _ => {}
    }
    Ok(())
}

/// `terminal.rights`: the chip gave fingerprints and irises to a terminal with the right to them alone. `None` if the chip
/// does not protect them, or the terminal does not say.
fn judge_rights(access: &Access, passive: &PassiveAuth<'_>) -> Option<CheckResult> {
    let check = Check::TerminalRights;
    let given = RESTRICTED.into_iter().filter(|data_group| passive.chip.has(FileId::Dg(*data_group)));
    let rights = match &access.terminal_reads {
        Some(rights) => rights.as_slice(),
        None if access.tells_the_session() && announces_terminal_auth(passive) => &[],
        None => return None,
    };
    let mut beyond = given.filter(|data_group| !rights.contains(data_group)).peekable();
    match beyond.peek() {
        Some(data_group) => {
            let file = FileId::Dg(*data_group).as_str().into();
            let reason = Reason::new(Code::TerminalRightsExceeded, Message::GivenWithoutRight { file });
            Some(CheckResult::failed(check, reason))
        }
        None => access.terminal_reads.is_some().then(|| CheckResult::successful(check)),
    }
}

fn announces_terminal_auth(passive: &PassiveAuth<'_>) -> bool {
    match security_infos_of(passive) {
        Announced::Read(infos) => infos.iter().any(SecurityInfo::is_terminal_authentication),
        _ => false,
    }
}
