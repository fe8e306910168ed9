//! Profiles of visible digital seals: which features a document has.

use crate::feature::{Coding, Definition};
use crate::zone::Layout;

/// A profile: the features of one kind of document, named in the header by feature definition reference and category.
///
/// ```
/// use doc9303_seal::Profile;
/// let visa = Profile::find(0x5D, 0x01).unwrap();
/// assert_eq!((visa.name, visa.source), ("visa", "Doc 9303-7 §9.1.3"));
/// assert_eq!(visa.definitions.iter().filter(|feature| feature.name == "mrz").count(), 2);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Profile {
    /// Document feature definition reference.
    pub reference: u8,
    /// Document type category; odd for ICAO, even for one State, which not every State heeds.
    pub category: u8,
    /// The name, as `visa`.
    pub name: &'static str,
    /// Where it is defined.
    pub source: &'static str,
    /// The features.
    pub definitions: &'static [Definition],
}

impl Profile {
    /// Every profile that is known.
    pub const ALL: &'static [Profile] = PROFILES;

    /// The profile of a reference and a category.
    pub fn find(reference: u8, category: u8) -> Option<&'static Profile> {
        let is_it = |profile: &&Profile| (profile.reference, profile.category) == (reference, category);
        PROFILES.iter().find(is_it)
    }

    /// What the profile says of a tag. Administrative documents (BSI TR-03171) name their further features by the number
    /// of a profile of their own, which is the value of tag 00.
    pub(crate) fn definition(&self, tag: u8, number: Option<&[u8]>) -> Option<&'static Definition> {
        self.all(number).find(|definition| definition.tag == tag)
    }

    /// Whether the features depend on the value of tag 00.
    pub(crate) fn is_administrative(&self) -> bool {
        matches!((self.reference, self.category), (0x01, 0xC8 | 0xC9))
    }

    /// Every definition of a seal of this profile.
    pub(crate) fn all(&self, number: Option<&[u8]>) -> impl Iterator<Item = &'static Definition> {
        let further = ADMINISTRATIVE.iter().find(|(known, _)| number == Some(known));
        let further = further.map(|(_, definitions)| *definitions).unwrap_or_default();
        // A tag that both have is that of the number.
        let own = |general: &&Definition| further.iter().all(|definition| definition.tag != general.tag);
        self.definitions.iter().filter(own).chain(further)
    }
}

const fn profile(
    (reference, category): (u8, u8),
    name: &'static str,
    source: &'static str,
    definitions: &'static [Definition],
) -> Profile {
    Profile { reference, category, name, source, definitions }
}

const fn c40(tag: u8, name: &'static str, min: usize, max: usize) -> Definition {
    Definition::new(tag, name, Coding::C40, min, max)
}

const fn utf8(tag: u8, name: &'static str, max: usize) -> Definition {
    Definition::new(tag, name, Coding::Utf8, 1, max)
}

const fn bytes(tag: u8, name: &'static str, min: usize, max: usize) -> Definition {
    Definition::new(tag, name, Coding::Bytes, min, max)
}

const fn number(tag: u8, name: &'static str, min: usize, max: usize) -> Definition {
    Definition::new(tag, name, Coding::Number, min, max)
}

/// The features of a visa.
const VISA: &[Definition] = &[
    Definition::zone(0x01, Layout::MrvA).one_of(),
    Definition::zone(0x02, Layout::MrvB).one_of(),
    number(0x03, "number_of_entries", 1, 1).optional(),
    Definition::new(0x04, "duration_of_stay", Coding::Stay, 3, 3),
    c40(0x05, "passport_number", 6, 6),
    bytes(0x06, "visa_type", 1, 4).optional(),
    bytes(0x07, "additional_feature", 0, 254).optional(),
];

/// The feature of an emergency travel document.
const EMERGENCY: &[Definition] = &[Definition::zone(0x02, Layout::Td2)];

const FACE_AND_NUMBERS: &[Definition] = &[
    bytes(0x01, "face_image", 1, 1000),
    Definition::zone(0x02, Layout::Td2),
    c40(0x03, "passport_number", 6, 6),
    c40(0x04, "azr_number", 8, 8),
];

const ADDRESS_STICKER: &[Definition] =
    &[c40(0x01, "document_number", 6, 6), c40(0x02, "municipality_code", 6, 6), c40(0x03, "address", 6, 18)];

/// Every profile. The definitions of vdstools are those that the project `tsenger/vdstools` publishes for German documents; some
/// are national with odd categories.
const PROFILES: &[Profile] = &[
    profile((0x5D, 0x01), "visa", "Doc 9303-7 §9.1.3", VISA),
    profile((0x5E, 0x03), "emergency_travel_document", "Doc 9303-8 §6.1.3", EMERGENCY),
    profile(
        (0xFD, 0x02),
        "arrival_attestation",
        "BSI TR-03137-1 §6",
        &[Definition::zone(0x02, Layout::Td2), c40(0x03, "azr_number", 8, 8)],
    ),
    profile(
        (0xFC, 0x04),
        "social_insurance_card",
        "BSI TR-03137-1 §7",
        &[
            c40(0x01, "social_insurance_number", 8, 8),
            utf8(0x02, "surname", 90),
            utf8(0x03, "first_name", 90),
            utf8(0x04, "birth_name", 90).optional(),
        ],
    ),
    profile(
        (0xFB, 0x06),
        "residence_permit",
        "BSI TR-03137-1 §8.2",
        &[Definition::zone(0x02, Layout::Td2), c40(0x03, "passport_number", 6, 6)],
    ),
    profile(
        (0xFA, 0x06),
        "supplementary_sheet",
        "BSI TR-03137-1 §8.4",
        &[Definition::zone(0x04, Layout::Td2), c40(0x05, "sheet_number", 6, 6)],
    ),
    profile((0xF9, 0x08), "address_sticker_id_card", "BSI TR-03137-1 §9", ADDRESS_STICKER),
    profile((0xF9, 0x0C), "address_sticker_residence_permit", "vdstools", ADDRESS_STICKER),
    profile(
        (0xF8, 0x0A),
        "residence_sticker_passport",
        "BSI TR-03137-1 §10",
        &[
            c40(0x01, "document_number", 6, 6),
            c40(0x02, "municipality_code", 6, 6),
            c40(0x03, "postal_code", 4, 4),
        ],
    ),
    profile(
        (0xF6, 0x0D),
        "temporary_passport",
        "vdstools",
        &[bytes(0x01, "face_image", 1, 1000), Definition::zone(0x02, Layout::Td3)],
    ),
    profile(
        (0xF7, 0x0B),
        "temporary_id_card",
        "vdstools",
        &[bytes(0x01, "face_image", 1, 1000), Definition::zone(0x02, Layout::Td2)],
    ),
    profile((0xF5, 0x0C), "fiction_certificate", "vdstools", FACE_AND_NUMBERS),
    profile((0x01, 0xFE), "aliens_law", "vdstools", FACE_AND_NUMBERS),
    profile(
        (0xF4, 0x8F),
        "permanent_residence_certificate",
        "vdstools",
        &[c40(0x01, "document_number", 1, 8), c40(0x02, "passport_number", 1, 8)],
    ),
    profile(
        (0x01, 0xC8),
        "administrative_document",
        "BSI TR-03171",
        &[bytes(0x00, "profile_number", 16, 16), bytes(0x01, "validity_dates", 1, 17).optional()],
    ),
    profile(
        (0x01, 0xC9),
        "administrative_document",
        "BSI TR-03171",
        &[
            bytes(0x00, "profile_number", 16, 16),
            Definition::new(0x01, "valid_from", Coding::DateText, 8, 8).optional(),
            Definition::new(0x02, "valid_to", Coding::DateText, 8, 8).optional(),
            utf8(0x03, "profile_uri", 2048).optional(),
            utf8(0x04, "certificate_uri", 2048).optional(),
            utf8(0x05, "status_uri", 2048).optional(),
            number(0x06, "status_list_index", 1, 8).optional(),
        ],
    ),
];

/// Profiles of administrative documents by their number.
const ADMINISTRATIVE: &[([u8; 16], &[Definition])] = &[(
    // Registration certificate ("Meldebescheinigung").
    *b"\x9A\x42\x23\x40\x6D\x37\x4E\xF9\x9E\x2C\xF9\x5E\x31\xA2\x38\x46",
    &[
        utf8(0x04, "surname", 255),
        utf8(0x05, "academic_degree", 255).optional(),
        utf8(0x06, "first_name", 255),
        utf8(0x07, "common_first_name", 255).optional(),
        utf8(0x08, "date_of_birth", 255).optional(),
        utf8(0x09, "street", 255),
        utf8(0x0A, "house_number", 10),
        utf8(0x0B, "postal_code", 5),
        utf8(0x0C, "city", 255),
        utf8(0x0D, "moving_date", 8),
        number(0x0E, "housing_status", 1, 1),
        utf8(0x0F, "date_of_notification", 8),
    ],
)];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_profile_and_no_tag_stands_twice() {
        let keys: BTreeSet<_> =
            PROFILES.iter().map(|profile| (profile.reference, profile.category)).collect();
        assert_eq!(keys.len(), PROFILES.len());
        for profile in PROFILES {
            let tags: BTreeSet<_> = profile.definitions.iter().map(|definition| definition.tag).collect();
            assert_eq!(tags.len(), profile.definitions.len(), "{}", profile.name);
            for definition in profile.definitions {
                assert!(definition.min <= definition.max && definition.tag != 0xFF, "{}", definition.name);
            }
        }
    }
}
