//! Explanations for people: what a code means, why it can come up with an honest document, what may be done next.
//!
//! Their readers are officers with a traveller in front of them. None of them accuses: a failure is a statement about data,
//! and most failures have innocent causes.

mod chip;
mod deviation;
mod printed;
mod seal;
mod signed;
mod trust;
pub(crate) mod warning;
mod words;

use crate::Code;
use crate::json::{self, object};
pub(crate) use words::WORDS;

/// A paragraph on a code or a check.
///
/// ```
/// use doc9303::{Code, report::Check};
/// let explanation = Code::CscaNotFound.explanation();
/// assert_eq!(explanation.clause, "Doc 9303-12 App. D.1.1");
/// assert!(explanation.benign_causes.starts_with("The trust store is not complete"));
/// assert_ne!(Check::DsSignature.explanation(), explanation);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Explanation {
    /// What a code says when it comes up, or what holds when a check is successful.
    pub meaning: &'static str,
    /// Why it can come up, or the check fail, with an honest document and an honest bearer.
    pub benign_causes: &'static str,
    /// What an officer may do next.
    pub next_steps: &'static str,
    /// Where the standards speak of it.
    pub clause: &'static str,
}

pub(crate) const fn explain(
    clause: &'static str,
    meaning: &'static str,
    benign_causes: &'static str,
    next_steps: &'static str,
) -> Explanation {
    Explanation { meaning, benign_causes, next_steps, clause }
}

impl Explanation {
    /// As the JSON object `{"meaning", "honest_causes", "next_steps", "clause"}`.
    pub fn to_json(&self) -> String {
        json::text(object(|o| {
            o.with("meaning", self.meaning)
                .with("honest_causes", self.benign_causes)
                .with("next_steps", self.next_steps)
                .with("clause", self.clause)
        }))
    }
}

impl Code {
    /// What the code means, why an honest document can lead to it, what may be done next, and the clause.
    pub fn explanation(self) -> Explanation {
        use Code as C;
        match self {
            C::MrzLength => printed::MRZ_LENGTH,
            C::MrzCharset => printed::MRZ_CHARSET,
            C::MrzUnknownLayout => printed::MRZ_UNKNOWN_LAYOUT,
            C::MrzDocumentCode => printed::MRZ_DOCUMENT_CODE,
            C::MrzSex => printed::MRZ_SEX,
            C::MrzCheckDigit => printed::MRZ_CHECK_DIGIT,
            C::MrzDate => printed::MRZ_DATE,
            C::MrzUnknownCode => printed::MRZ_UNKNOWN_CODE,
            C::MrzName => printed::MRZ_NAME,
            C::DocumentExpired => printed::DOCUMENT_EXPIRED,
            C::DocumentExpiryUnreadable => printed::DOCUMENT_EXPIRY_UNREADABLE,
            C::FileMissing => printed::FILE_MISSING,
            C::FileNotRead => printed::FILE_NOT_READ,
            C::FileNotPresent => printed::FILE_NOT_PRESENT,
            C::FileWrongTag => printed::FILE_WRONG_TAG,
            C::FileTrailingData => printed::FILE_TRAILING_DATA,
            C::FileMalformed => printed::FILE_MALFORMED,
            C::FileText => printed::FILE_TEXT,
            C::SodNotSignedData => signed::SOD_NOT_SIGNED_DATA,
            C::SodContentType => signed::SOD_CONTENT_TYPE,
            C::SodSignedAttributesMissing => signed::SOD_SIGNED_ATTRIBUTES_MISSING,
            C::SodMessageDigestMissing => signed::SOD_MESSAGE_DIGEST_MISSING,
            C::SodMessageDigestMismatch => signed::SOD_MESSAGE_DIGEST_MISMATCH,
            C::SodContentTypeMismatch => signed::SOD_CONTENT_TYPE_MISMATCH,
            C::SodAttributeCardinality => signed::SOD_ATTRIBUTE_CARDINALITY,
            C::SodDuplicateAttribute => signed::SOD_DUPLICATE_ATTRIBUTE,
            C::SodNoSigner => signed::SOD_NO_SIGNER,
            C::SodMultipleSigners => signed::SOD_MULTIPLE_SIGNERS,
            C::SodSignerIdentifier => signed::SOD_SIGNER_IDENTIFIER,
            C::SodDuplicateDataGroup => signed::SOD_DUPLICATE_DATA_GROUP,
            C::SodDataGroupNumber => signed::SOD_DATA_GROUP_NUMBER,
            C::SodMandatoryDataGroupMissing => signed::SOD_MANDATORY_DATA_GROUP_MISSING,
            C::SodDigestLength => signed::SOD_DIGEST_LENGTH,
            C::SodDigestSignatureMismatch => signed::SOD_DIGEST_SIGNATURE_MISMATCH,
            C::DgHashMismatch => signed::DG_HASH_MISMATCH,
            C::DgNotListed => signed::DG_NOT_LISTED,
            C::DgListedButMissing => signed::DG_LISTED_BUT_MISSING,
            C::DgComMismatch => signed::DG_COM_MISMATCH,
            C::DgSecurityInfosMismatch => signed::DG_SECURITY_INFOS_MISMATCH,
            C::SignatureInvalid => signed::SIGNATURE_INVALID,
            C::SignatureUnsupportedAlgorithm => signed::SIGNATURE_UNSUPPORTED_ALGORITHM,
            C::SignatureForbiddenDigest => signed::SIGNATURE_FORBIDDEN_DIGEST,
            C::SignaturePssParameters => signed::SIGNATURE_PSS_PARAMETERS,
            C::SignatureEncoding => signed::SIGNATURE_ENCODING,
            C::SignatureEnginesDisagree => signed::SIGNATURE_ENGINES_DISAGREE,
            C::KeyInvalidPoint => signed::KEY_INVALID_POINT,
            C::KeyNonstandardCurve => signed::KEY_NONSTANDARD_CURVE,
            C::KeyWeak => signed::KEY_WEAK,
            C::KeyMalformed => signed::KEY_MALFORMED,
            C::DsCertificateMissing => trust::DS_CERTIFICATE_MISSING,
            C::DsExpired => trust::DS_EXPIRED,
            C::DsNotYetValid => trust::DS_NOT_YET_VALID,
            C::DsRevoked => trust::DS_REVOKED,
            C::DsExtendedKeyUsage => trust::DS_EXTENDED_KEY_USAGE,
            C::DsKeyUsage => trust::DS_KEY_USAGE,
            C::DsIsCa => trust::DS_IS_CA,
            C::DsUnknownCriticalExtension => trust::DS_UNKNOWN_CRITICAL_EXTENSION,
            C::DsDuplicateExtension => trust::DS_DUPLICATE_EXTENSION,
            C::DsProfileDeparture => trust::DS_PROFILE_DEPARTURE,
            C::DsDocumentType => trust::DS_DOCUMENT_TYPE,
            C::DsSigningTime => trust::DS_SIGNING_TIME,
            C::DsPrivateKeyUsagePeriod => trust::DS_PRIVATE_KEY_USAGE_PERIOD,
            C::CscaNotFound => trust::CSCA_NOT_FOUND,
            C::CscaNotACa => trust::CSCA_NOT_A_CA,
            C::CscaExpired => trust::CSCA_EXPIRED,
            C::CscaNotYetValid => trust::CSCA_NOT_YET_VALID,
            C::CscaPathTooLong => trust::CSCA_PATH_TOO_LONG,
            C::CrlMissing => trust::CRL_MISSING,
            C::CrlStale => trust::CRL_STALE,
            C::CrlNotYetValid => trust::CRL_NOT_YET_VALID,
            C::CscaRevoked => trust::CSCA_REVOKED,
            C::TrustNotGranted => trust::TRUST_NOT_GRANTED,
            C::TrustNotRecognised => trust::TRUST_NOT_RECOGNISED,
            C::CrlSignature => trust::CRL_SIGNATURE,
            C::CrlUnsupported => trust::CRL_UNSUPPORTED,
            C::CountryDsCscaMismatch => trust::COUNTRY_DS_CSCA_MISMATCH,
            C::CountryDsMrzMismatch => trust::COUNTRY_DS_MRZ_MISMATCH,
            C::CountryNameMismatch => trust::COUNTRY_NAME_MISMATCH,
            C::CountryUnknownCode => trust::COUNTRY_UNKNOWN_CODE,
            C::ChipNotAnnounced => chip::CHIP_NOT_ANNOUNCED,
            C::ChipNotPerformed => chip::CHIP_NOT_PERFORMED,
            C::ChipKeyNotAuthenticated => chip::CHIP_KEY_NOT_AUTHENTICATED,
            C::ChipChallengeMismatch => chip::CHIP_CHALLENGE_MISMATCH,
            C::ChipProofInvalid => chip::CHIP_PROOF_INVALID,
            C::ChipRecordUnverified => chip::CHIP_RECORD_UNVERIFIED,
            C::SealReadError => seal::SEAL_READ_ERROR,
            C::SealWrongFormat => seal::SEAL_WRONG_FORMAT,
            C::SealUnknownCertificate => seal::SEAL_UNKNOWN_CERTIFICATE,
            C::SealUntrustedCertificate => seal::SEAL_UNTRUSTED_CERTIFICATE,
            C::SealExpiredCertificate => seal::SEAL_EXPIRED_CERTIFICATE,
            C::SealRevokedCertificate => seal::SEAL_REVOKED_CERTIFICATE,
            C::SealInvalidSignature => seal::SEAL_INVALID_SIGNATURE,
            C::SealDocumentType => seal::SEAL_DOCUMENT_TYPE,
            C::SealCountryMismatch => seal::SEAL_COUNTRY_MISMATCH,
            C::CombinedSealMismatch => seal::COMBINED_SEAL_MISMATCH,
            C::CombinedDtcMismatch => seal::COMBINED_DTC_MISMATCH,
            C::CombinedVisaMismatch => seal::COMBINED_VISA_MISMATCH,
            C::ChipPaceDowngrade => chip::CHIP_PACE_DOWNGRADE,
            C::ChipSessionUnprotected => chip::CHIP_SESSION_UNPROTECTED,
            C::ChipKnownDefect => chip::CHIP_KNOWN_DEFECT,
            C::TerminalRightsExceeded => chip::TERMINAL_RIGHTS_EXCEEDED,
            C::CombinedMrzDg1Mismatch => chip::COMBINED_MRZ_DG1_MISMATCH,
            C::CombinedOptionalDataOnly => chip::COMBINED_OPTIONAL_DATA_ONLY,
            C::CombinedAccessWithoutMrz => chip::COMBINED_ACCESS_WITHOUT_MRZ,
            C::CombinedDg11Mismatch => chip::COMBINED_DG11_MISMATCH,
            C::CombinedDg11Unclear => chip::COMBINED_DG11_UNCLEAR,
            C::LimitDepth => chip::LIMIT_DEPTH,
            C::LimitSize => chip::LIMIT_SIZE,
            C::LimitCount => chip::LIMIT_COUNT,
            C::LimitWork => chip::LIMIT_WORK,
        }
    }
}
