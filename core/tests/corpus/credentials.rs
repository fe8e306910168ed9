//! Virtual components of Digital Travel Credentials: in the place of a chip, and beside it.

use crate::common::case;
use doc9303::report::{Check, Outcome, Report};
use doc9303::{Chip, Code, DataGroup, Document, FileId, inspect};
use doc9303_seal::{CredentialFile, Dtc};

/// The passport of the corpus as a virtual component of type 1.
fn component(chip: &Chip) -> Vec<u8> {
    let files = chip.files().filter_map(|(file, bytes)| match file {
        FileId::Sod => Some((CredentialFile::Sod, bytes)),
        FileId::Dg(data_group) => Some((CredentialFile::DataGroup(data_group.number()), bytes)),
        _ => None,
    });
    Dtc::write(&files.collect::<Vec<_>>()).unwrap()
}

fn judge(document: &Document) -> Report {
    let case = case("good-passport");
    inspect(document, &case.trust(), &case.policy(), case.at())
}

fn code(report: &Report, check: Check) -> Option<Code> {
    report.result(check).unwrap().reason().map(|reason| reason.code())
}

#[test]
fn a_component_is_judged_in_the_place_of_a_chip() {
    let case = case("good-passport");
    let chip = case.chip().unwrap();
    let document = Document::new().with_mrz(case.value["inputs"]["mrz"].as_str().unwrap());
    let report = judge(&document.clone().with_credential(&component(&chip)));
    assert_eq!(report.outcome(Check::SodSignature), Some(Outcome::Successful));
    assert_eq!(report.outcome(Check::DgHash(DataGroup::DG2)), Some(Outcome::Successful));
    // A copy says nothing of the chip that it was made from.
    assert_eq!(report.outcome(Check::CombinedDtcChip), Some(Outcome::Undetermined));
    assert_eq!(report.verdict(), Outcome::Undetermined);
    // One bit of it is one bit of the passport.
    let mut forged = component(&chip);
    let dg1 = chip.files().find(|(file, _)| *file == FileId::Dg(DataGroup::DG1)).unwrap().1;
    let place = forged.windows(dg1.len()).position(|window| window == dg1).unwrap();
    forged[place + dg1.len() - 1] ^= 1;
    let report = judge(&document.with_credential(&forged));
    assert_eq!(report.outcome(Check::DgHash(DataGroup::DG1)), Some(Outcome::Failed));
    assert_eq!(report.verdict(), Outcome::Failed);
}

#[test]
fn a_component_and_the_chip_that_is_shown_hold_the_same_files() {
    let chip = case("good-passport").chip().unwrap();
    let document = Document::new().with_chip(chip.clone());
    let same = judge(&document.clone().with_credential(&component(&chip)));
    assert_eq!(same.outcome(Check::CombinedDtcChip), Some(Outcome::Successful));
    assert_eq!(same.verdict(), judge(&document).verdict());
    let other = crate::common::case("good-full").chip().unwrap();
    let report = judge(&document.with_credential(&component(&other)));
    assert_eq!(report.outcome(Check::CombinedDtcChip), Some(Outcome::Failed));
    assert_eq!(code(&report, Check::CombinedDtcChip), Some(Code::CombinedDtcMismatch));
    assert_eq!(report.verdict(), Outcome::Failed);
    // What was not read from the chip decides nothing.
    let files = chip.files().filter(|(file, _)| *file != FileId::Dg(DataGroup::DG2));
    let part = Chip::from_files(files.map(|(file, bytes)| (file, bytes.to_vec()))).unwrap();
    let report = judge(&Document::new().with_chip(part).with_credential(&component(&chip)));
    assert_eq!(code(&report, Check::CombinedDtcChip), Some(Code::FileNotRead));
}

#[test]
fn what_is_no_component_is_told() {
    let chip = case("good-passport").chip().unwrap();
    for bytes in [&b""[..], b"no credential", &component(&chip)[..200]] {
        let report = judge(&Document::new().with_credential(bytes));
        assert_eq!(code(&report, Check::CombinedDtcChip), Some(Code::SealWrongFormat));
        assert_ne!(report.verdict(), Outcome::Successful);
    }
}
