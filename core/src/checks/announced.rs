//! What the proofs of the chip have in common: what the chip announces, what was withheld, and what a record is worth.

use super::passive_auth::PassiveAuth;
use crate::lds::{FileId, Provenance, SecurityInfos};
use crate::report::CheckResult;
use crate::vocabulary::{Check, Message, Reason};
use crate::{Code, DataGroup};

/// What DG14 says, as far as EF.SOD lists it. Whether it is authenticated is another question.
pub(super) enum Announced {
    /// DG14 was read.
    Read(SecurityInfos),
    /// The document has no DG14.
    Absent,
    /// DG14 is listed and was not handed over.
    Withheld,
    /// What the document has cannot be determined.
    Unknown(Reason),
}

pub(super) fn security_infos_of(passive: &PassiveAuth<'_>) -> Announced {
    let listed = match passive.is_listed(DataGroup::DG14) {
        Ok(listed) => listed,
        Err(reason) => return Announced::Unknown(reason),
    };
    match (listed, passive.chip.dg14()) {
        (true, Ok(None)) => Announced::Withheld,
        (true, Ok(Some(infos))) => Announced::Read(infos),
        (true, Err(error)) => Announced::Unknown(Reason::from(error)),
        (false, _) => Announced::Absent,
    }
}

/// What a deniable record that fits is worth: a proof to the owner of the terminal, and to nobody else.
pub(super) fn weigh_proof(check: Check, provenance: Provenance) -> CheckResult {
    match provenance {
        Provenance::OwnTerminal => CheckResult::successful(check),
        Provenance::HandedOver => CheckResult::undetermined(
            check,
            Reason::new(Code::ChipRecordUnverified, Message::RecordHandedOver {}),
        ),
    }
}

pub(super) fn withheld(check: Check, data_group: DataGroup) -> CheckResult {
    let message = Message::ListedNotHandedOver { file: FileId::Dg(data_group).as_str().into() };
    CheckResult::undetermined(check, Reason::new(Code::DgListedButMissing, message))
}

pub(super) fn not_announced(check: Check, what: &'static str) -> CheckResult {
    CheckResult::not_supported(
        check,
        Reason::new(Code::ChipNotAnnounced, Message::NotAnnounced { what: what.into() }),
    )
}
