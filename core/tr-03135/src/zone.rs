//! What is logged of the zone: the model of the document, and on request what the zone says.

use crate::xml::{Xml, leaf, node};
use doc9303::mrz::Field;
use doc9303::report::{Check, Outcome};
use doc9303::{Mrz, Report};
use std::io::Result;

/// Country and type of the document model (TR-03135-1 §5.5.1.1), which belong to no person. A zone that is not of its form could
/// have anything in their places, and is not told.
pub(crate) fn model(xml: &mut Xml, report: &Report) -> Result<()> {
    let holds = |check: Check| report.outcome(check) == Some(Outcome::Successful);
    let Some(mrz) = report.mrz() else { return Ok(()) };
    if !holds(Check::MrzFormat) || !holds(Check::MrzCodes) {
        return Ok(());
    }
    node(xml, "dc:DocumentModel", &[], |xml| {
        leaf(xml, "dc:Country", &mrz.issuing_state())?;
        leaf(xml, "dc:Type", &mrz.document_code())?;
        leaf(xml, "dc:Format", mrz.format().as_str())
    })
}

/// The zone that was judged and its fields, by the names of TR-03135-3 §7.35. It is personal.
pub(crate) fn details(xml: &mut Xml, report: &Report) -> Result<()> {
    let Some(mrz) = report.mrz() else { return Ok(()) };
    node(xml, "dc:DocumentDetails", &[], |xml| {
        mrz.lines().try_for_each(|line| leaf(xml, "dc:Line", line))?;
        FIELDS.iter().try_for_each(|(element, field)| {
            if mrz.has(*field) { leaf(xml, element, &mrz.text(*field)) } else { Ok(()) }
        })
    })
}

const FIELDS: [(&str, Field); 13] = [
    ("dc:DocumentType", Field::DocumentCode),
    ("dc:Issuer", Field::IssuingState),
    ("dc:GivenName", Field::SecondaryIdentifier),
    ("dc:Surname", Field::PrimaryIdentifier),
    ("dc:DocumentNumber", Field::DocumentNumber),
    ("dc:Nationality", Field::Nationality),
    ("dc:DateOfBirth", Field::BirthDate),
    ("dc:Sex", Field::Sex),
    ("dc:ExpiryDate", Field::ExpiryDate),
    ("dc:OptionalData", Field::PersonalNumber),
    ("dc:OptionalData", Field::OptionalData),
    ("dc:OptionalData", Field::OptionalData1),
    ("dc:OptionalData", Field::OptionalData2),
];

/// The two zones that differ (TR-03135-1 §5.7.2). They are personal.
pub(crate) fn mismatch(xml: &mut Xml, report: &Report) -> Result<()> {
    let of_chip = report.chip().and_then(|chip| chip.dg1().ok().flatten());
    let (Some(printed), Some(of_chip)) = (report.mrz(), of_chip) else { return Ok(()) };
    let zone = |xml: &mut Xml, element: &str, mrz: &Mrz| {
        node(xml, element, &[], |xml| mrz.lines().try_for_each(|line| leaf(xml, "dcc:Line", line)))
    };
    node(xml, "dcc:Mismatch", &[], |xml| {
        zone(xml, "dcc:MRZ", printed)?;
        zone(xml, "dcc:DG1", &of_chip)
    })
}
