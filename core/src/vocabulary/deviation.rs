//! Departures from Doc 9303 that are tolerated, and reported.

use super::{Language, Message, count, displayed};
use std::sync::Arc;

macro_rules! deviation_kinds {
    ($( $(#[doc = $doc:literal])+ $name:ident = $text:literal; )+) => {
        /// What departs from Doc 9303 without making a document a forgery. A policy refuses kinds
        /// ([`Policy::with_refused`](crate::Policy::with_refused)); what it does not refuse is listed in the report.
        ///
        /// ```
        /// use doc9303::report::DeviationKind;
        /// assert_eq!(DeviationKind::Sha1.as_str(), "deviation.sha1");
        /// assert_eq!("deviation.sha1".parse(), Ok(DeviationKind::Sha1));
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum DeviationKind { $( $(#[doc = $doc])+ $name, )+ }

        impl DeviationKind {
            /// Every kind, in the order of the documentation.
            pub const ALL: &'static [DeviationKind] = &[ $( DeviationKind::$name, )+ ];

            /// The stable text, such as `deviation.sha1`.
            pub const fn as_str(self) -> &'static str {
                match self { $( DeviationKind::$name => $text, )+ }
            }

            /// What the kind means, in one sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $( DeviationKind::$name => concat!($($doc),+).trim_ascii(), )+ }
            }
        }
    };
}

deviation_kinds! {
    /// Encoded in BER where DER is demanded.
    Ber = "deviation.ber";
    /// The signed attributes are not in DER order.
    SignedAttributesNotDer = "deviation.signed_attributes_not_der";
    /// The DigestInfo inside an RSA signature leaves out the NULL.
    DigestInfoWithoutNull = "deviation.digest_info_without_null";
    /// The PSS salt length is unlike the hash length.
    PssSaltLength = "deviation.pss_salt_length";
    /// The signer identifier is encoded unlike the certificate's names.
    SignerIdentifier = "deviation.signer_identifier";
    /// The content type is an old or national identifier of the LDS security object.
    EcontentType = "deviation.econtent_type";
    /// A country code is not in upper case.
    CountryCase = "deviation.country_case";
    /// A key identifier is missing or not of its form.
    KeyIdentifier = "deviation.key_identifier";
    /// Zero bytes follow the file's outermost element.
    PaddingAfterFile = "deviation.padding_after_file";
    /// SHA-1 is used.
    Sha1 = "deviation.sha1";
    /// An ECDSA algorithm identifier has parameters, which must be absent.
    EcdsaParameters = "deviation.ecdsa_parameters";
    /// An INTEGER has surplus leading bytes.
    IntegerPadding = "deviation.integer_padding";
    /// The document type list is not encoded as the profile says.
    DocumentTypeList = "deviation.document_type_list";
    /// A version number does not fit its contents.
    Version = "deviation.version";
    /// The digest algorithms named in different places differ.
    DigestAlgorithms = "deviation.digest_algorithms";
    /// A published deviation or defect list explains it.
    KnownDefect = "deviation.known_defect";
    /// A long document number weighs the filler in its check digit.
    FillerWeight = "deviation.filler_weight";
    /// A national order fills the zone otherwise than Doc 9303.
    NationalZone = "deviation.national_zone";
    /// A time is not encoded as the profile says.
    TimeEncoding = "deviation.time_encoding";
    /// A certificate departs from its profile in a row of Doc 9303-12 Table 5 or 6.
    CertificateProfile = "deviation.certificate_profile";
    /// A certificate's serial number is zero, negative or too long.
    SerialNumber = "deviation.serial_number";
    /// A name uses a string type that the profile does not allow.
    StringType = "deviation.string_type";
    /// A master list is signed by a certificate that is no master list signer.
    MasterListSigner = "deviation.master_list_signer";
    /// Of two master lists of one State, both are trusted though one is older.
    MasterListSuperseded = "deviation.master_list_superseded";
    /// A signed file contains revocation lists; they are never used.
    CrlsInSignedData = "deviation.crls_in_signed_data";
    /// The CSCA certificate has expired, and the Document Signer's has not.
    CscaExpired = "deviation.csca_expired";
    /// The signer says that the document was signed after the time of inspection.
    SigningTime = "deviation.signing_time";
    /// A biometric header does not fit its contents.
    ImageHeader = "deviation.image_header";
    /// EF.DG14 does not say which digest Active Authentication uses, or says another one.
    ActiveAuthInfo = "deviation.active_auth_info";
    /// A security info lacks its data, or what EF.CardAccess says of PACE is not repeated in the signed files.
    SecurityInfos = "deviation.security_infos";
    /// The strongest variant of PACE that the chip announces failed, and a weaker one opened it.
    PaceVariant = "deviation.pace_variant";
}

displayed!(DeviationKind, "deviation", DeviationKind::ALL.iter().copied());

/// A departure from Doc 9303 that was tolerated.
///
/// Listed by [`Report::deviations`](crate::Report), and tolerated as a [`Policy`](crate::Policy) says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deviation {
    kind: DeviationKind,
    structure: &'static str,
    offset: Option<usize>,
    message: Arc<Message>,
}

impl Deviation {
    /// A deviation in a structure.
    pub(crate) fn new(kind: DeviationKind, structure: &'static str, message: Message) -> Self {
        Deviation::sharing(kind, structure, Arc::new(message))
    }

    /// The same, of a message that others have too.
    pub(crate) fn sharing(kind: DeviationKind, structure: &'static str, message: Arc<Message>) -> Self {
        Deviation { kind, structure, offset: None, message }
    }

    /// The same, at an offset in bytes in the structure, if it has one place.
    pub(crate) fn at(self, offset: Option<usize>) -> Self {
        Deviation { offset, ..self }
    }

    /// The kind, whose text is `deviation.*`.
    pub fn kind(&self) -> DeviationKind {
        self.kind
    }

    /// The structure, such as `EF.SOD`.
    pub fn structure(&self) -> &'static str {
        self.structure
    }

    /// Offset in bytes in the structure, if the deviation has one place.
    pub fn offset(&self) -> Option<usize> {
        self.offset
    }

    /// The structure, with the offset if there is one, in a language: where a person looks for it.
    pub fn place_in(&self, language: Language) -> String {
        let structure = language.phrase(self.structure);
        match self.offset {
            None => structure.to_owned(),
            Some(offset) => {
                Message::AtByte { structure: self.structure.into(), offset: count(offset) }.text_in(language)
            }
        }
    }

    /// What departs, as data.
    pub fn message(&self) -> &Message {
        &self.message
    }

    /// The same, for a message that says it with more.
    pub(crate) fn shared_message(&self) -> Arc<Message> {
        Arc::clone(&self.message)
    }

    /// What departs, in English.
    pub fn text(&self) -> String {
        self.message.to_string()
    }

    /// What departs, in a language.
    pub fn text_in(&self, language: Language) -> String {
        self.message.text_in(language)
    }
}
