//! The messages of a barcode.

use crate::feature::{Coding, Definition};
use crate::zone::Layout;

const fn bytes(tag: u8, name: &'static str, min: usize, max: usize) -> Definition {
    Definition::new(tag, name, Coding::Bytes, min, max).optional()
}

const fn c40(tag: u8, name: &'static str, min: usize, max: usize) -> Definition {
    Definition::new(tag, name, Coding::C40, min, max).optional()
}

/// A visa. The public sample seals the whole zone, and a duration of stay of one byte.
const VISA: &[Definition] = &[
    Definition::new(0x01, "mrz", Coding::Zone(Layout::MrvA), 48, 60).one_of(),
    Definition::new(0x02, "mrz", Coding::Zone(Layout::MrvB), 44, 48).one_of(),
    Definition::new(0x03, "number_of_entries", Coding::Number, 1, 1).optional(),
    Definition::new(0x04, "duration_of_stay", Coding::Stay, 1, 3),
    Definition::new(0x05, "passport_number", Coding::C40, 1, 8),
    bytes(0x06, "visa_type", 1, 4),
    bytes(0x07, "additional_feature", 0, 254),
];

/// An emergency travel document.
const EMERGENCY: &[Definition] = &[Definition::zone(0x02, Layout::Td2)];

/// Every message. Below 80 they are those of ICAO, from 80 those of a State; here, as `tsenger/vdstools` publishes them, those of
/// Germany. What is within 03 to 06 is not published, and stays bytes.
pub(super) const MESSAGES: &[Definition] = &[
    Definition::new(0x01, "visa", Coding::Features(VISA), 1, 1024).optional(),
    Definition::new(0x02, "emergency_travel_document", Coding::Features(EMERGENCY), 50, 52).optional(),
    bytes(0x03, "proof_of_testing", 0, 1024),
    bytes(0x04, "proof_of_vaccination", 0, 1024),
    bytes(0x05, "proof_of_recovery", 0, 1024),
    bytes(0x06, "digital_travel_authorization", 0, 1024),
    Definition::zone(0x07, Layout::Td1).optional(),
    Definition::zone(0x08, Layout::Td3).optional(),
    c40(0x09, "can", 4, 4),
    bytes(0x0A, "ef_card_access", 0, 1024),
    bytes(0x80, "face_image", 1, 4096),
    Definition::zone(0x81, Layout::Td2).optional(),
    c40(0x82, "document_reference", 6, 6),
    c40(0x83, "azr_number", 8, 8),
    Definition::new(0x84, "expiry_date", Coding::MaskedDate, 4, 4).optional(),
    c40(0x85, "document_number", 6, 6),
    Definition::new(0x86, "national_document_type", Coding::Number, 1, 1).optional(),
];

/// The definition of a tag.
pub(super) fn definition(tag: u8) -> Option<&'static Definition> {
    MESSAGES.iter().find(|definition| definition.tag == tag)
}

/// The national documents of Germany, from number 1.
const GERMAN_DOCUMENTS: [&str; 18] = [
    "substitute_identity_document",
    "substitute_passport_document",
    "emergency_travel_document",
    "temporary_identity_card",
    "temporary_official_passport",
    "temporary_passport",
    "temporary_diplomatic_passport",
    "temporary_travel_document_refugees",
    "temporary_travel_document_stateless_persons",
    "temporary_travel_document_foreigners",
    "permission_to_remain_pending_asylum_decision",
    "temporary_suspension_of_deportation",
    "arrival_attestation",
    "provisional_residence_document",
    "temporary_identity_document",
    "permanent_residence_certificate",
    "frontier_worker_permit",
    "supplementary_sheet_residence_permit",
];

/// What a State calls a document by its number.
pub(super) fn document_type(issuing_state: &str, number: u64) -> Option<&'static str> {
    let place = usize::try_from(number).ok()?.checked_sub(1)?;
    if issuing_state == "D" { GERMAN_DOCUMENTS.get(place).copied() } else { None }
}
