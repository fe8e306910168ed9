//! The vendor codes of TR-03135-1 §5.3: one number from 1,000 to 999,999 for each check with each reason.
//!
//! A code is a thousand times the number of the check and the number of the reason. The hundreds of thousands are the class of
//! the check: 1 optical, 2 electronic, 3 digital seal, 4 combined. Numbers are a contract: one may be added, none ever changes
//! or is used again.

use doc9303::report::{Check, DeviationKind};
use doc9303::{Code, DataGroup};

/// A check or reason that is younger than the tables.
const UNLISTED: u32 = 999;

/// In the place of a check, for deviations, which belong to the document.
const DEVIATIONS: u32 = 900;

/// The number of `dg1.hash` less one; the others follow.
const BEFORE_DG1: u32 = 230;

const CHECKS: &[(u32, Check)] = &[
    (101, Check::MrzFormat),
    (102, Check::MrzCheckDigits),
    (103, Check::MrzDates),
    (104, Check::MrzCodes),
    (105, Check::MrzName),
    (201, Check::ChipAccess),
    (202, Check::ChipComSod),
    (203, Check::ChipSecurityInfos),
    (204, Check::SodStructure),
    (205, Check::SodHash),
    (206, Check::SodSignature),
    (207, Check::DsSignature),
    (208, Check::DsValidity),
    (209, Check::CscaValidity),
    (210, Check::DsRevocation),
    (211, Check::DsProfile),
    (212, Check::DsDocumentType),
    (213, Check::DsIssuePeriod),
    (214, Check::CardSecurityHash),
    (215, Check::CardSecuritySignature),
    (216, Check::ChipActiveAuth),
    (217, Check::ChipChallenge),
    (218, Check::ChipAuthentication),
    (219, Check::ChipPaceCam),
    (220, Check::ChipSession),
    (221, Check::TerminalRights),
    (222, Check::CountryConsistency),
    (301, Check::SealFormat),
    (302, Check::SealSignature),
    (303, Check::SealSigner),
    (304, Check::SealCountry),
    (401, Check::DocumentExpiry),
    (402, Check::CombinedMrzDg1),
    (403, Check::CombinedMrzSeal),
    (404, Check::CombinedVisaPassport),
    (405, Check::CombinedDtcChip),
    (406, Check::CombinedDg11Dg1),
];

const REASONS: &[(u32, Code)] = &[
    (1, Code::MrzLength),
    (2, Code::MrzCharset),
    (3, Code::MrzUnknownLayout),
    (4, Code::MrzDocumentCode),
    (5, Code::MrzSex),
    (6, Code::MrzCheckDigit),
    (7, Code::MrzDate),
    (8, Code::MrzUnknownCode),
    (9, Code::MrzName),
    (31, Code::DocumentExpired),
    (32, Code::DocumentExpiryUnreadable),
    (51, Code::FileMissing),
    (52, Code::FileNotRead),
    (53, Code::FileNotPresent),
    (54, Code::FileWrongTag),
    (55, Code::FileTrailingData),
    (56, Code::FileMalformed),
    (57, Code::FileText),
    (101, Code::SodNotSignedData),
    (102, Code::SodContentType),
    (103, Code::SodSignedAttributesMissing),
    (104, Code::SodMessageDigestMissing),
    (105, Code::SodMessageDigestMismatch),
    (106, Code::SodContentTypeMismatch),
    (107, Code::SodAttributeCardinality),
    (108, Code::SodDuplicateAttribute),
    (109, Code::SodNoSigner),
    (110, Code::SodMultipleSigners),
    (111, Code::SodSignerIdentifier),
    (112, Code::SodDuplicateDataGroup),
    (113, Code::SodDataGroupNumber),
    (114, Code::SodMandatoryDataGroupMissing),
    (115, Code::SodDigestLength),
    (116, Code::SodDigestSignatureMismatch),
    (151, Code::DgHashMismatch),
    (152, Code::DgNotListed),
    (153, Code::DgListedButMissing),
    (154, Code::DgComMismatch),
    (155, Code::DgSecurityInfosMismatch),
    (171, Code::SignatureInvalid),
    (172, Code::SignatureUnsupportedAlgorithm),
    (173, Code::SignatureForbiddenDigest),
    (174, Code::SignaturePssParameters),
    (175, Code::SignatureEncoding),
    (176, Code::SignatureEnginesDisagree),
    (201, Code::KeyInvalidPoint),
    (202, Code::KeyNonstandardCurve),
    (203, Code::KeyWeak),
    (204, Code::KeyMalformed),
    (221, Code::DsCertificateMissing),
    (222, Code::DsExpired),
    (223, Code::DsNotYetValid),
    (224, Code::DsRevoked),
    (225, Code::DsExtendedKeyUsage),
    (226, Code::DsKeyUsage),
    (227, Code::DsIsCa),
    (228, Code::DsUnknownCriticalExtension),
    (229, Code::DsDuplicateExtension),
    (230, Code::DsProfileDeparture),
    (231, Code::DsDocumentType),
    (232, Code::DsSigningTime),
    (233, Code::DsPrivateKeyUsagePeriod),
    (271, Code::CscaNotFound),
    (272, Code::CscaNotACa),
    (273, Code::CscaExpired),
    (274, Code::CscaNotYetValid),
    (275, Code::CscaPathTooLong),
    (276, Code::CscaRevoked),
    (301, Code::CrlMissing),
    (302, Code::CrlStale),
    (303, Code::CrlNotYetValid),
    (304, Code::CrlSignature),
    (305, Code::CrlUnsupported),
    (331, Code::TrustNotGranted),
    (332, Code::TrustNotRecognised),
    (351, Code::CountryDsCscaMismatch),
    (352, Code::CountryDsMrzMismatch),
    (353, Code::CountryNameMismatch),
    (354, Code::CountryUnknownCode),
    (401, Code::ChipNotAnnounced),
    (402, Code::ChipNotPerformed),
    (403, Code::ChipKeyNotAuthenticated),
    (404, Code::ChipChallengeMismatch),
    (405, Code::ChipProofInvalid),
    (406, Code::ChipRecordUnverified),
    (407, Code::ChipPaceDowngrade),
    (408, Code::ChipSessionUnprotected),
    (409, Code::ChipKnownDefect),
    (451, Code::TerminalRightsExceeded),
    (501, Code::SealReadError),
    (502, Code::SealWrongFormat),
    (503, Code::SealUnknownCertificate),
    (504, Code::SealUntrustedCertificate),
    (505, Code::SealExpiredCertificate),
    (506, Code::SealRevokedCertificate),
    (507, Code::SealInvalidSignature),
    (508, Code::SealDocumentType),
    (509, Code::SealCountryMismatch),
    (551, Code::CombinedMrzDg1Mismatch),
    (552, Code::CombinedOptionalDataOnly),
    (553, Code::CombinedAccessWithoutMrz),
    (554, Code::CombinedSealMismatch),
    (555, Code::CombinedVisaMismatch),
    (556, Code::CombinedDtcMismatch),
    (557, Code::CombinedDg11Mismatch),
    (558, Code::CombinedDg11Unclear),
    (601, Code::LimitDepth),
    (602, Code::LimitSize),
    (603, Code::LimitCount),
    (604, Code::LimitWork),
];

const DEVIATION_KINDS: &[(u32, DeviationKind)] = &[
    (701, DeviationKind::Ber),
    (702, DeviationKind::SignedAttributesNotDer),
    (703, DeviationKind::DigestInfoWithoutNull),
    (704, DeviationKind::PssSaltLength),
    (705, DeviationKind::SignerIdentifier),
    (706, DeviationKind::EcontentType),
    (707, DeviationKind::CountryCase),
    (708, DeviationKind::KeyIdentifier),
    (709, DeviationKind::PaddingAfterFile),
    (710, DeviationKind::Sha1),
    (711, DeviationKind::EcdsaParameters),
    (712, DeviationKind::IntegerPadding),
    (713, DeviationKind::DocumentTypeList),
    (714, DeviationKind::Version),
    (715, DeviationKind::DigestAlgorithms),
    (716, DeviationKind::KnownDefect),
    (717, DeviationKind::FillerWeight),
    (718, DeviationKind::NationalZone),
    (719, DeviationKind::TimeEncoding),
    (720, DeviationKind::CertificateProfile),
    (721, DeviationKind::SerialNumber),
    (722, DeviationKind::StringType),
    (723, DeviationKind::MasterListSigner),
    (724, DeviationKind::MasterListSuperseded),
    (725, DeviationKind::CrlsInSignedData),
    (726, DeviationKind::CscaExpired),
    (727, DeviationKind::SigningTime),
    (728, DeviationKind::ImageHeader),
    (729, DeviationKind::ActiveAuthInfo),
    (730, DeviationKind::SecurityInfos),
    (731, DeviationKind::PaceVariant),
];

/// The vendor code of a check that ended with a reason, or of the check itself: 1,000 to 999,999.
///
/// ```
/// use doc9303::Code;
/// use doc9303::report::Check;
/// use doc9303_tr03135::vendor_code;
/// assert_eq!(vendor_code(Check::DsSignature, Some(Code::CscaNotFound)), 207_271);
/// assert_eq!(vendor_code(Check::DsSignature, None), 207_000);
/// ```
pub fn vendor_code(check: Check, reason: Option<Code>) -> u32 {
    let check = match check {
        Check::DgHash(data_group) => dg_hash(data_group),
        check => number(CHECKS, &check),
    };
    check * 1000 + reason.map_or(0, |code| number(REASONS, &code))
}

/// The vendor code of a deviation that was tolerated: 900,701 and more.
///
/// ```
/// use doc9303::report::DeviationKind;
/// assert_eq!(doc9303_tr03135::deviation_code(DeviationKind::Ber), 900_701);
/// ```
pub fn deviation_code(kind: DeviationKind) -> u32 {
    DEVIATIONS * 1000 + number(DEVIATION_KINDS, &kind)
}

fn dg_hash(data_group: DataGroup) -> u32 {
    BEFORE_DG1 + u32::from(data_group.number())
}

fn number<T: PartialEq>(table: &[(u32, T)], value: &T) -> u32 {
    table.iter().find(|(_, listed)| listed == value).map_or(UNLISTED, |(number, _)| *number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// A new word without a number of its own fails here.
    #[test]
    fn every_word_has_a_number_of_its_own() {
        let checks: Vec<u32> = Check::all().map(|check| vendor_code(check, None) / 1000).collect();
        let reasons: Vec<u32> = Code::ALL.iter().map(|code| number(REASONS, code)).collect();
        let deviations: Vec<u32> =
            DeviationKind::ALL.iter().map(|kind| number(DEVIATION_KINDS, kind)).collect();
        for numbers in [&checks, &reasons, &deviations] {
            assert!(!numbers.contains(&UNLISTED), "a word has no number");
            assert!(numbers.iter().all(|number| (1..UNLISTED).contains(number)));
            assert_eq!(
                numbers.iter().collect::<BTreeSet<_>>().len(),
                numbers.len(),
                "a number is used twice"
            );
        }
        assert!(reasons.iter().all(|number| !deviations.contains(number)));
        assert!(!checks.contains(&DEVIATIONS));
        assert_eq!(checks.len(), CHECKS.len() + DataGroup::ALL.len());
        assert_eq!((reasons.len(), deviations.len()), (REASONS.len(), DEVIATION_KINDS.len()));
    }

    #[test]
    fn every_code_lies_in_the_range_of_vendors() {
        for check in Check::all() {
            for reason in Code::ALL {
                assert!((1_000..=999_999).contains(&vendor_code(check, Some(*reason))), "{check} {reason}");
            }
        }
        for kind in DeviationKind::ALL {
            assert!((1_000..=999_999).contains(&deviation_code(*kind)), "{kind}");
        }
    }
}
