//! The virtual component of a Digital Travel Credential beside the chip that it was made from: `combined.dtc_chip`.
//!
//! A component that is bound to a passport proves by its EF.SOD what the chip proves, and not that the chip is there: it is a
//! copy by design (ICAO TR DTC-VC).

use super::seal::reason_of;
use crate::lds::{Chip, FileId};
use crate::report::CheckResult;
use crate::vocabulary::{Check, Message, Reason};
use crate::{Code, DataGroup, Document};
use doc9303_seal::{Binding, CredentialFile, Dtc, ErrorKind};

/// The document with the files of its virtual component in the place of a chip, if there is no chip; and what the component
/// adds to the report.
pub(crate) fn take(document: &Document) -> (Option<Document>, Option<CheckResult>) {
    let check = Check::CombinedDtcChip;
    let credential = match document.credential() {
        None => return (None, None),
        Some(Err(error)) if error.kind() == ErrorKind::Unsupported => {
            return (None, Some(CheckResult::undetermined(check, reason_of(error))));
        }
        Some(Err(error)) => return (None, Some(CheckResult::from_reason(check, reason_of(error)))),
        Some(Ok(credential)) => credential,
    };
    if credential.binding() != Some(Binding::Passport) {
        let reason = Reason::new(Code::SealWrongFormat, Message::CredentialBinding {});
        return (None, Some(CheckResult::undetermined(check, reason)));
    }
    if let Some(fault) = credential.faults().first() {
        let reason = Reason::new(Code::SealWrongFormat, Message::said(fault));
        return (None, Some(CheckResult::failed(check, reason)));
    }
    if let Some(chip) = document.chip() {
        return (None, Some(compare(credential, chip)));
    }
    match files(credential).try_fold(Chip::default(), |chip, (file, bytes)| chip.with_file(file, bytes)) {
        Ok(chip) => {
            let reason = Reason::new(Code::ChipNotPerformed, Message::CredentialAlone {});
            (Some(document.clone().with_chip(chip)), Some(CheckResult::undetermined(check, reason)))
        }
        Err(error) => (None, Some(CheckResult::from_reason(check, Reason::from(error)))),
    }
}

fn files(credential: &Dtc) -> impl Iterator<Item = (FileId, &[u8])> {
    credential.files().filter_map(|(file, bytes)| {
        let file = match file {
            CredentialFile::Sod => FileId::Sod,
            CredentialFile::DataGroup(number) => FileId::Dg(DataGroup::new(number)?),
        };
        Some((file, bytes))
    })
}

/// Every file of the component is the chip's, byte by byte.
fn compare(credential: &Dtc, chip: &Chip) -> CheckResult {
    let check = Check::CombinedDtcChip;
    let mut missing = None;
    for (file, bytes) in files(credential) {
        let name = || file.as_str().into();
        match chip.files().find(|(own, _)| *own == file) {
            Some((_, own)) if own == bytes => {}
            Some(_) => {
                let message = Message::CredentialDiffers { file: name() };
                return CheckResult::failed(check, Reason::new(Code::CombinedDtcMismatch, message));
            }
            None => missing = missing.or_else(|| Some(Message::CredentialNotCompared { file: name() })),
        }
    }
    match missing {
        Some(message) => CheckResult::undetermined(check, Reason::new(Code::FileNotRead, message)),
        None => CheckResult::successful(check),
    }
}
