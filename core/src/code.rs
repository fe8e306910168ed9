//! The stable codes of the library: every reason that an error or a result can carry.
//!
//! Codes are a contract between the core, the bindings, the command line and everyone who stores a report:
//! one may be added, none is ever renamed. The same table makes the documentation in `docs/reasons.md`.

use crate::vocabulary::displayed;
use doc9303_crypto::{AlgorithmError, KeyError, VerifyError};

macro_rules! codes {
    ($( $(#[doc = $doc:literal])+ $name:ident = $text:literal; )+) => {
        /// Why an outcome is not `successful`, or what a parser could not read.
        ///
        /// ```
        /// use doc9303::Code;
        /// assert_eq!(Code::CscaNotFound.as_str(), "csca.not_found");
        /// assert_eq!("csca.not_found".parse(), Ok(Code::CscaNotFound));
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code { $( $(#[doc = $doc])+ $name, )+ }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Code] = &[ $( Code::$name, )+ ];

            /// The stable text, such as `sod.message_digest_mismatch`.
            pub const fn as_str(self) -> &'static str {
                match self { $( Code::$name => $text, )+ }
            }

            /// What the code means, in one sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $( Code::$name => concat!($($doc),+).trim_ascii(), )+ }
            }
        }
    };
}

impl Code {
    /// Whether a bound of [`Limits`](crate::Limits) was met, so that the rest was not looked at.
    pub(crate) const fn is_limit(self) -> bool {
        matches!(self, Code::LimitDepth | Code::LimitSize | Code::LimitCount | Code::LimitWork)
    }
}

codes! {
    /// The zone does not have the number or length of lines of any layout.
    MrzLength = "mrz.length";
    /// The zone contains a character other than A-Z, 0-9 and the filler.
    MrzCharset = "mrz.charset";
    /// The shape is that of a zone, but no known layout fits it.
    MrzUnknownLayout = "mrz.unknown_layout";
    /// The document code is not one that this layout may carry.
    MrzDocumentCode = "mrz.document_code";
    /// The sex field holds something other than M, F or the filler.
    MrzSex = "mrz.sex";
    /// A check digit does not fit the characters it covers.
    MrzCheckDigit = "mrz.check_digit";
    /// A date does not exist in the calendar, is no date, or the dates are out of order.
    MrzDate = "mrz.date";
    /// The issuing State is not a known code.
    MrzUnknownCode = "mrz.unknown_code";
    /// The name field does not follow the grammar of names.
    MrzName = "mrz.name";

    /// The document's date of expiry has passed.
    DocumentExpired = "document.expired";
    /// The date of expiry cannot be read.
    DocumentExpiryUnreadable = "document.expiry_unreadable";

    /// A file that every document must have is missing.
    FileMissing = "file.missing";
    /// The file exists by the document's own word, but was not handed over.
    FileNotRead = "file.not_read";
    /// The document has no such file or element, so there is nothing to check.
    FileNotPresent = "file.not_present";
    /// The file does not begin with the tag of its kind.
    FileWrongTag = "file.wrong_tag";
    /// Bytes that do not belong to it follow the structure.
    FileTrailingData = "file.trailing_data";
    /// The bytes are not what their kind demands.
    FileMalformed = "file.malformed";
    /// A file was handed over as text, such as hexadecimal or base64, and not as its bytes.
    FileText = "file.text";

    /// EF.SOD is not a CMS SignedData.
    SodNotSignedData = "sod.not_signed_data";
    /// The signed content is not an LDS security object by its type.
    SodContentType = "sod.content_type";
    /// The signature has no signed attributes, which a typed content demands.
    SodSignedAttributesMissing = "sod.signed_attributes_missing";
    /// The signed attributes hold no message digest.
    SodMessageDigestMissing = "sod.message_digest_missing";
    /// The message digest is not that of the content.
    SodMessageDigestMismatch = "sod.message_digest_mismatch";
    /// The content type attribute is missing or names another content.
    SodContentTypeMismatch = "sod.content_type_mismatch";
    /// An attribute that must have exactly one value has none or several.
    SodAttributeCardinality = "sod.attribute_cardinality";
    /// An attribute that may occur once occurs several times.
    SodDuplicateAttribute = "sod.duplicate_attribute";
    /// The SignedData has no signer.
    SodNoSigner = "sod.no_signer";
    /// The SignedData has more than one signer.
    SodMultipleSigners = "sod.multiple_signers";
    /// The signer identifier fits no certificate at hand.
    SodSignerIdentifier = "sod.signer_identifier";
    /// A data group is listed twice.
    SodDuplicateDataGroup = "sod.duplicate_data_group";
    /// A data group number is not 1 to 16.
    SodDataGroupNumber = "sod.data_group_number";
    /// The hash of DG1 or DG2 is not listed.
    SodMandatoryDataGroupMissing = "sod.mandatory_data_group_missing";
    /// A listed hash does not have the length of its algorithm.
    SodDigestLength = "sod.digest_length";
    /// The digest algorithm and the hash of the signature algorithm differ, and the policy does not allow it.
    SodDigestSignatureMismatch = "sod.digest_signature_mismatch";

    /// The bytes read do not hash to the value that was signed.
    DgHashMismatch = "dg.hash_mismatch";
    /// The file was handed over but the security object does not list it.
    DgNotListed = "dg.not_listed";
    /// The security object lists the file that would announce the feature, but the file was withheld.
    DgListedButMissing = "dg.listed_but_missing";
    /// EF.COM and EF.SOD list different data groups.
    DgComMismatch = "dg.com_mismatch";
    /// The security infos in the document's files contradict each other.
    DgSecurityInfosMismatch = "dg.security_infos_mismatch";

    /// The signature does not verify.
    SignatureInvalid = "signature.invalid";
    /// The signature algorithm or the key's algorithm is not known here.
    SignatureUnsupportedAlgorithm = "signature.unsupported_algorithm";
    /// The digest is forbidden: MD2, MD5, or SHA-1 where the policy refuses it.
    SignatureForbiddenDigest = "signature.forbidden_digest";
    /// The RSASSA-PSS parameters are absent or contradictory.
    SignaturePssParameters = "signature.pss_parameters";
    /// The signature value is not encoded as its algorithm demands.
    SignatureEncoding = "signature.encoding";
    /// Two verifiers judge the signature differently, so that it proves nothing.
    SignatureEnginesDisagree = "signature.engines_disagree";

    /// The public key is not a point of its curve.
    KeyInvalidPoint = "key.invalid_point";
    /// The explicit curve parameters are not those of a known curve.
    KeyNonstandardCurve = "key.nonstandard_curve";
    /// The key is too weak to prove anything.
    KeyWeak = "key.weak";
    /// The key cannot be read.
    KeyMalformed = "key.malformed";

    /// No certificate for the signer is at hand.
    DsCertificateMissing = "ds.certificate_missing";
    /// The Document Signer certificate has expired.
    DsExpired = "ds.expired";
    /// The Document Signer certificate is not yet valid.
    DsNotYetValid = "ds.not_yet_valid";
    /// The issuing State has revoked the Document Signer certificate.
    DsRevoked = "ds.revoked";
    /// The certificate is bound to another purpose by an extended key usage.
    DsExtendedKeyUsage = "ds.extended_key_usage";
    /// The key usage does not allow digital signatures.
    DsKeyUsage = "ds.key_usage";
    /// The signer certificate claims to be a certification authority.
    DsIsCa = "ds.is_ca";
    /// The certificate has an unknown critical extension.
    DsUnknownCriticalExtension = "ds.unknown_critical_extension";
    /// An extension occurs twice.
    DsDuplicateExtension = "ds.duplicate_extension";
    /// The certificate departs from its profile in a way that the policy refuses.
    DsProfileDeparture = "ds.profile_departure";
    /// The Document Signer may not sign this document type.
    DsDocumentType = "ds.document_type";
    /// The signing time lies outside the validity of the Document Signer certificate.
    DsSigningTime = "ds.signing_time";
    /// The document was issued outside the private key usage period.
    DsPrivateKeyUsagePeriod = "ds.private_key_usage_period";

    /// No CSCA certificate that verifies the Document Signer is in the trust store.
    CscaNotFound = "csca.not_found";
    /// The issuer is not a certification authority.
    CscaNotACa = "csca.not_a_ca";
    /// The CSCA certificate has expired.
    CscaExpired = "csca.expired";
    /// The CSCA certificate is not yet valid.
    CscaNotYetValid = "csca.not_yet_valid";
    /// The certification path is longer than the issuer allows.
    CscaPathTooLong = "csca.path_too_long";
    /// A revocation list of the State names the link certificate on which the CSCA key is trusted.
    CscaRevoked = "csca.revoked";

    /// No revocation list of the issuing State is at hand.
    CrlMissing = "crl.missing";
    /// The newest revocation list is past its next update.
    CrlStale = "crl.stale";
    /// Every revocation list at hand begins after the time of judging.
    CrlNotYetValid = "crl.not_yet_valid";
    /// The revocation list is not signed by a trusted CSCA of the State.
    CrlSignature = "crl.signature";
    /// The revocation list is of a kind that the profile forbids.
    CrlUnsupported = "crl.unsupported";

    /// The caller's grant does not allow the input to bring this.
    TrustNotGranted = "trust.not_granted";
    /// The input is none of the kinds that trust is kept in.
    TrustNotRecognised = "trust.not_recognised";

    /// The Document Signer and its CSCA name different States.
    CountryDsCscaMismatch = "country.ds_csca_mismatch";
    /// The Document Signer and the machine readable zone name different States.
    CountryDsMrzMismatch = "country.ds_mrz_mismatch";
    /// The names in one certificate contradict each other.
    CountryNameMismatch = "country.name_mismatch";
    /// A State code is in no table, so nothing can be compared.
    CountryUnknownCode = "country.unknown_code";

    /// The document announces no such key.
    ChipNotAnnounced = "chip.not_announced";
    /// The document announces it, but it was not performed.
    ChipNotPerformed = "chip.not_performed";
    /// Passive authentication did not authenticate the key, so a proof with it proves nothing.
    ChipKeyNotAuthenticated = "chip.key_not_authenticated";
    /// The response answers another challenge.
    ChipChallengeMismatch = "chip.challenge_mismatch";
    /// The response does not prove possession of the private key.
    ChipProofInvalid = "chip.proof_invalid";
    /// The record fits, but whoever handed it over could have made it without the chip, or long ago.
    ChipRecordUnverified = "chip.record_unverified";
    /// The chip announces PACE and was read with less.
    ChipPaceDowngrade = "chip.pace_downgrade";
    /// After the chip was opened, an answer came without protection.
    ChipSessionUnprotected = "chip.session_unprotected";
    /// A published defect explains the failure.
    ChipKnownDefect = "chip.known_defect";
    /// The chip gave a data group that the rights of the terminal do not cover.
    TerminalRightsExceeded = "terminal.rights_exceeded";

    /// The barcode of the seal was not read.
    SealReadError = "seal.read_error";
    /// The seal is not of its form, or departs from its profile.
    SealWrongFormat = "seal.wrong_format";
    /// The certificate of the seal's signer is not at hand.
    SealUnknownCertificate = "seal.unknown_certificate";
    /// No trusted CSCA certified the seal's signer.
    SealUntrustedCertificate = "seal.untrusted_certificate";
    /// The certificate of the seal's signer is not in force.
    SealExpiredCertificate = "seal.expired_certificate";
    /// The certificate of the seal's signer is revoked.
    SealRevokedCertificate = "seal.revoked_certificate";
    /// The signature on the seal does not verify.
    SealInvalidSignature = "seal.invalid_signature";
    /// The seal's signer may not seal documents of this type.
    SealDocumentType = "seal.document_type";
    /// Header, signer and zone of the seal name different States.
    SealCountryMismatch = "seal.country_mismatch";

    /// The printed zone and DG1 differ.
    CombinedMrzDg1Mismatch = "combined.mrz_dg1_mismatch";
    /// The printed zone and DG1 differ in optional data only.
    CombinedOptionalDataOnly = "combined.optional_data_only";
    /// The chip was read without the printed zone.
    CombinedAccessWithoutMrz = "combined.access_without_mrz";
    /// The printed zone and the seal differ.
    CombinedSealMismatch = "combined.seal_mismatch";
    /// The visa and the passport do not belong to each other.
    CombinedVisaMismatch = "combined.visa_mismatch";
    /// The virtual component and the chip hold different files.
    CombinedDtcMismatch = "combined.dtc_mismatch";
    /// DG11 contradicts DG1.
    CombinedDg11Mismatch = "combined.dg11_mismatch";
    /// DG11 says something that cannot be compared with DG1 for certain.
    CombinedDg11Unclear = "combined.dg11_unclear";

    /// Nested deeper than the limit.
    LimitDepth = "limit.depth";
    /// Larger than the limit.
    LimitSize = "limit.size";
    /// More elements or candidates than the limit.
    LimitCount = "limit.count";
    /// The arithmetic of one inspection would go beyond its budget.
    LimitWork = "limit.work";
}

displayed!(Code, "code", Code::ALL.iter().copied());

impl From<KeyError> for Code {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::InvalidPoint => Code::KeyInvalidPoint,
            KeyError::NonstandardCurve => Code::KeyNonstandardCurve,
            KeyError::Weak => Code::KeyWeak,
            KeyError::Unsupported => Code::SignatureUnsupportedAlgorithm,
            _ => Code::KeyMalformed,
        }
    }
}

impl From<AlgorithmError> for Code {
    fn from(error: AlgorithmError) -> Self {
        match error {
            AlgorithmError::ForbiddenDigest => Code::SignatureForbiddenDigest,
            AlgorithmError::PssParameters => Code::SignaturePssParameters,
            AlgorithmError::Malformed => Code::SignatureEncoding,
            _ => Code::SignatureUnsupportedAlgorithm,
        }
    }
}

impl From<VerifyError> for Code {
    fn from(error: VerifyError) -> Self {
        match error {
            VerifyError::Encoding => Code::SignatureEncoding,
            VerifyError::PssParameters => Code::SignaturePssParameters,
            VerifyError::Unsupported => Code::SignatureUnsupportedAlgorithm,
            VerifyError::EnginesDisagree => Code::SignatureEnginesDisagree,
            // An error that is not known here is no acceptance.
            _ => Code::SignatureInvalid,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_has_its_code() {
        assert_eq!(Code::from(AlgorithmError::Unsupported), Code::SignatureUnsupportedAlgorithm);
        assert_eq!(Code::from(AlgorithmError::ForbiddenDigest), Code::SignatureForbiddenDigest);
        assert_eq!(Code::from(AlgorithmError::PssParameters), Code::SignaturePssParameters);
        assert_eq!(Code::from(AlgorithmError::Malformed), Code::SignatureEncoding);
        assert_eq!(Code::from(KeyError::Malformed), Code::KeyMalformed);
        assert_eq!(Code::from(KeyError::InvalidPoint), Code::KeyInvalidPoint);
        assert_eq!(Code::from(KeyError::NonstandardCurve), Code::KeyNonstandardCurve);
        assert_eq!(Code::from(KeyError::Weak), Code::KeyWeak);
        assert_eq!(Code::from(KeyError::Unsupported), Code::SignatureUnsupportedAlgorithm);
        assert_eq!(Code::from(VerifyError::Invalid), Code::SignatureInvalid);
        assert_eq!(Code::from(VerifyError::KeyMismatch), Code::SignatureInvalid);
        assert_eq!(Code::from(VerifyError::Encoding), Code::SignatureEncoding);
        assert_eq!(Code::from(VerifyError::EnginesDisagree), Code::SignatureEnginesDisagree);
        assert_eq!(Code::from(VerifyError::PssParameters), Code::SignaturePssParameters);
    }
}
