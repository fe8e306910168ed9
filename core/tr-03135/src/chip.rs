//! What is logged of the data on chip and seal: the status of each data group, and on request what the files hold.

use crate::xml::{Xml, leaf, leaf_with, node};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use doc9303::report::{Check, CheckResult, Outcome};
use doc9303::{Code, DataGroup, Report};
use std::io::Result;

/// The status of each data group (TR-03135-1 Table 5.42).
pub(crate) fn data_groups(xml: &mut Xml, report: &Report) -> Result<()> {
    DataGroup::ALL.iter().try_for_each(|data_group| {
        let Some(result) = report.result(Check::DgHash(*data_group)) else { return Ok(()) };
        let number = data_group.number().to_string();
        leaf_with(xml, "dce:DataGroup", &[("number", &number)], status(result))
    })
}

fn status(result: &CheckResult) -> &'static str {
    let reason = result.reason().map(|reason| reason.code());
    match (result.outcome(), reason) {
        (Outcome::Successful, _) => "identical",
        (Outcome::Failed, _) => "not identical",
        (Outcome::Aborted, _) => "aborted",
        (_, Some(Code::FileNotRead | Code::DgListedButMissing)) => "present",
        (Outcome::NotSupported, _) | (_, Some(Code::FileNotPresent | Code::FileMissing)) => "not present",
        (Outcome::Undetermined, _) => "non conformance",
    }
}

/// The files of the chip as they were read, the portrait among them (TR-03135-2 Table 4.26). They are personal.
pub(crate) fn files(xml: &mut Xml, report: &Report) -> Result<()> {
    let Some(chip) = report.chip().filter(|chip| chip.files().next().is_some()) else { return Ok(()) };
    node(xml, "dce:ChipFiles", &[], |xml| {
        chip.files().try_for_each(|(file, bytes)| {
            leaf_with(xml, "dce:File", &[("name", file.as_str())], &STANDARD.encode(bytes))
        })
    })
}

/// What the seal says, as `document.seal` of the report's JSON (TR-03135-2 Table 4.26). It is personal.
pub(crate) fn seal_content(xml: &mut Xml, report: &Report) -> Result<()> {
    let told = serde_json::from_str::<serde_json::Value>(&report.to_json()).ok();
    let content = told.as_ref().and_then(|told| told.pointer("/document/seal"));
    let Some(content) = content else { return Ok(()) };
    node(xml, "dcs:Data", &[], |xml| leaf(xml, "dcs:Content", &content.to_string()))
}
