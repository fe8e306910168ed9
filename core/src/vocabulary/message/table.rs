//! Every sentence that a report or an error says: its id, its facts, its English. The other languages are in
//! `core/languages`, one file each, by the same ids.

use crate::{Date, UnixTime};
use std::borrow::Cow;
use std::sync::Arc;

/// A name or a few words: of a structure, a field, an algorithm, a State, a fault.
pub(crate) type Text = Cow<'static, str>;

/// One fact of a [`Message`].
///
/// ```
/// use doc9303::report::{Fact, Message};
/// let message = Message::SeveralSigners { count: 2 };
/// assert_eq!(message.facts(), [("count", Fact::Number(2))]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fact {
    /// A name or a few words. What is no name is translated.
    Text(Text),
    /// A count, a number or an offset.
    Number(u64),
    /// A point in time.
    Time(UnixTime),
    /// A day.
    Date(Date),
    /// Several facts of a kind; "none" if there is none.
    List(Vec<Fact>),
    /// A message within the message.
    Message(Arc<Message>),
}

macro_rules! messages {
    ($( $(#[$when:meta])? $name:ident $id:literal { $($fact:ident: $kind:ty),* } = $english:literal; )+) => {
        /// What a report says, with the facts that it says it of: names of the standards, numbers, times, and never
        /// personal data.
        ///
        /// The documentation of each variant is its sentence in English, with the facts in braces.
        ///
        /// ```
        /// use doc9303::{UnixTime, report::{Language, Message}};
        /// let until = Message::ValidUntil { not_after: UnixTime::parse("2026-06-01").unwrap() };
        /// assert_eq!(until.to_string(), "valid until 2026-06-01T00:00:00Z");
        /// assert_eq!(until.text_in(Language::German), "gültig bis 2026-06-01T00:00:00Z");
        /// assert_eq!(until.id(), "valid_until");
        /// ```
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum Message { $(
            #[doc = $english]
            $(#[$when])?
            $name { $(
                #[doc = concat!("The fact `", stringify!($fact), "`.")]
                $fact: $kind
            ),* },
        )+ }

        impl Message {
            /// The id and the sentence in English, as a line of a file of messages.
            fn line(&self) -> &'static str {
                match self { $( $(#[$when])? Message::$name { .. } => concat!($id, ": ", $english), )+ }
            }

            /// The facts, in the order of their names in the sentence.
            pub(super) fn values(&self) -> Vec<Fact> {
                match self { $( $(#[$when])? Message::$name { $($fact),* } => vec![ $( Fact::from($fact.clone()) ),* ], )+ }
            }

            /// One of each, with facts made up, and the names of the facts.
            #[cfg(test)]
            pub(super) fn samples() -> Vec<(Message, Vec<&'static str>)> {
                Vec::from([ $( $(#[$when])? (
                    Message::$name { $( $fact: super::tests::Sample::sample(stringify!($fact)) ),* },
                    vec![ $( stringify!($fact) ),* ],
                ), )+ ])
            }
        }
    };
}

impl Message {
    /// The stable id, such as `valid_until`.
    pub fn id(&self) -> &'static str {
        self.line().split_once(": ").map_or("", |(id, _)| id)
    }

    /// The sentence in English, with the names of the facts in braces.
    pub(super) fn english(&self) -> &'static str {
        self.line().split_once(": ").map_or("", |(_, english)| english)
    }
}

messages! {
    // Errors: what is wrong with bytes or text, and where.
    Malformed "malformed" { structure: Text, offset: u64, detail: Text } = "{structure}, byte {offset}: {detail}";
    MalformedTag "malformed_tag" { structure: Text, offset: u64, found: Text, expected: Text, detail: Text }
        = "{structure}, byte {offset}: tag {found} where {expected} is expected, {detail}";
    MalformedText "malformed_text" { structure: Text, line: u64, column: u64, detail: Text }
        = "{structure}, line {line}, column {column}: {detail}";
    Named "named" { structure: Text, what: Arc<Message> } = "{structure}: {what}";
    Said "said" { what: Text } = "{what}";

    // What reports put around their results.
    InspectedAt "inspected_at" { at: UnixTime, policy: Text } = "at {at}, policy {policy}";
    SignedWith "signed_with" { algorithm: Text, digest: Text } = "signed with {algorithm}, {digest}";
    CertificateFacts "certificate_facts" { key: Text, serial: Text, not_before: Date, not_after: Date }
        = "{key}, serial {serial}, valid {not_before} to {not_after}";
    AtByte "at_byte" { structure: Text, offset: u64 } = "{structure}, byte {offset}";
    PictureOfSize "picture_of_size" { size: u64 } = "a picture of {size} bytes";
    CheckDigit "check_digit" { field: Text, printed: Text, computed: Text }
        = "check digit {field}: printed {printed}, computed {computed}";

    // The zone.
    PassportCode "passport_code" {} = "document_code of a TD3 does not begin with P";
    CardCode "card_code" {} = "document_code of a card does not begin with A, C or I";
    CardCodeWithV "card_code_with_v" {} = "document_code of a card has V as second letter";
    CodeNotAllowed "code_not_allowed" { code: Text, format: Text } = "document_code {code} is not allowed on a {format}";
    SexUnknown "sex_unknown" {} = "sex is neither M nor F nor the filler";
    CheckDigitsWrong "check_digits_wrong" { fields: Vec<Fact> } = "check digit does not fit: {fields}";
    WithNote "with_note" { what: Text, note: Text } = "{what} ({note})";
    NoCheckDigits "no_check_digits" {} = "the layout has no check digits";
    FieldHoldsLetter "field_holds_letter" { field: Text } = "{field} holds a letter";
    NoCalendarDay "no_calendar_day" { field: Text } = "{field} is no day of the calendar";
    NoCalendarDayNines "no_calendar_day_nines" { field: Text }
        = "{field} is no day of the calendar; nines are how some cards say that they do not expire";
    LiesAfter "lies_after" { field: Text, other: Text } = "{field} lies after {other}";
    NotAnIssuer "not_an_issuer" { code: Text, name: Text } = "{code} ({name}) is no issuing State's code";
    IssuerUnknown "issuer_unknown" { code: Text } = "issuing State {code} is in no table";
    NoNameInLayout "no_name_in_layout" {} = "the layout has no name";
    ZoneUnreadable "zone_unreadable" { error: Arc<Message> } = "the zone cannot be read: {error}";
    NoExpiryInLayout "no_expiry_in_layout" {} = "the layout has no date of expiry";
    NoExpiryByOrder "no_expiry_by_order" {} = "the national order leaves the date of expiry out";
    ExpiryEitherCentury "expiry_either_century" { past: Text, future: Text }
        = "the date of expiry can be {past} or {future}";
    ExpiryPerhapsNever "expiry_perhaps_never" { past: Text, future: Text }
        = "the date of expiry can be {past} or {future}; some States print it where there is no expiry";
    ExpiryYearUnknown "expiry_year_unknown" {} = "the year of expiry is unknown";
    ExpiryDayUnknown "expiry_day_unknown" {}
        = "the day of expiry is unknown and can lie before or after the inspection";
    Expired "expired" { expiry: Text, today: Date } = "the document expired on {expiry}, the inspection is on {today}";
    NationalOrder "national_order" {}
        = "a national order leaves the date of expiry and its check digit to fillers";
    FillerWeighed "filler_weighed" {}
        = "the check digit of the long document number weighs the filler in its middle";

    // Files of the chip.
    NotHandedOver "not_handed_over" { file: Text } = "{file} was not handed over";
    NotHandedOverMandatory "not_handed_over_mandatory" { file: Text }
        = "{file} was not handed over; every chip has one";
    NotListed "not_listed" { file: Text } = "{file} was handed over, but EF.SOD does not list it";
    ListedNotHandedOver "listed_not_handed_over" { file: Text } = "EF.SOD lists {file}, which was not handed over";
    NotYetGiven "not_yet_given" {} = "not everything that this check looks at has been given yet";
    ExpectedByPolicy "expected_by_policy" {} = "the policy expects it of every document";
    HashUnbelievable "hash_unbelievable" { number: u64 }
        = "data group {number} is listed twice, so no hash of it can be believed";
    HashDiffers "hash_differs" { file: Text, digest: Text } = "{file} does not have the {digest} hash that EF.SOD lists";
    FaceHeaderLength "face_header_length" {}
        = "a length in the face record's header is not that of the record";
    NoPublicKey "no_public_key" { file: Text } = "{file} holds no public key";
    ListsDiffer "lists_differ" { sod_only: Vec<Fact>, com_only: Vec<Fact> }
        = "only EF.SOD lists {sod_only}; only EF.COM lists {com_only}";
    LdsVersionsDiffer "lds_versions_differ" { com: Text, sod: Text } = "LDS version {com}, EF.SOD says {sod}";
    ZerosAfterFile "zeros_after_file" {} = "zero bytes follow the file";

    // EF.SOD and EF.CardSecurity.
    NoSignedContent "no_signed_content" { structure: Text } = "{structure} holds no signed content";
    SignerNotKnown "signer_not_known" {} = "the signer's certificate is not known";
    BytesAfterSignedData "bytes_after_signed_data" { structure: Text }
        = "bytes follow the SignedData within {structure}";
    ContentType "content_type" { oid: Text } = "content type {oid}";
    NotSecurityObject "not_security_object" { oid: Text } = "content type {oid} is not an LDS security object";
    NotCardSecurity "not_card_security" { oid: Text } = "content type {oid} is not that of EF.CardSecurity";
    EncodedInBer "encoded_in_ber" {} = "encoded in BER where DER is demanded";
    CrlsNotUsed "crls_not_used" {} = "revocation lists inside are not used";
    DigestNotInSet "digest_not_in_set" {} = "the set of digest algorithms does not name the signer's";
    VersionWithInformation "version_with_information" { version: Text }
        = "LDS security object of version {version} with version information";
    VersionWithoutInformation "version_without_information" { version: Text }
        = "LDS security object of version {version} without version information";
    SignedDataVersion "signed_data_version" { version: Text }
        = "SignedData of version {version}, its content demands 3";
    SignerInfoVersion "signer_info_version" { version: Text, expected: u64 }
        = "SignerInfo of version {version}, its identifier demands {expected}";
    NumberOutOfRange "number_out_of_range" { number: Text }
        = "data group number {number} is listed; data groups are numbered 1 to 16";
    ListedTwice "listed_twice" { number: u64 } = "data group {number} is listed twice";
    MandatoryNotListed "mandatory_not_listed" { number: u64 }
        = "data group {number} is not listed; every document has it";
    HashLength "hash_length" { number: Text, found: u64, digest: Text, length: u64 }
        = "the hash of data group {number} has {found} bytes, {digest} has {length}";
    SignerSpelling "signer_spelling" {} = "the signer identifier spells the issuer unlike the certificate";
    NoSigner "no_signer" {} = "there is no signer";
    SeveralSigners "several_signers" { count: u64 } = "{count} signers, where one is allowed";
    Sha1OfContent "sha1_of_content" {} = "the content is hashed with SHA-1";
    Sha1OfDataGroups "sha1_of_data_groups" {} = "data groups are hashed with SHA-1";
    Sha1OfSignature "sha1_of_signature" {} = "the signature uses SHA-1";
    Sha1OfActiveAuth "sha1_of_active_auth" {} = "Active Authentication uses SHA-1";
    NoCertificate "no_certificate" { structure: Text }
        = "{structure} carries no certificate and the trust store has none that it names";
    SignerFitsNone "signer_fits_none" { count: u64, structure: Text }
        = "the signer identifier fits none of the {count} certificates in {structure}";
    DigestNamesDiffer "digest_names_differ" { digest: Text }
        = "the signature hashes with {digest}, digestAlgorithm names another";
    DigestInfoWithoutNull "digest_info_without_null" {} = "the DigestInfo leaves out the NULL";
    SaltLength "salt_length" {} = "the salt is not as long as the hash";
    SurplusInInteger "surplus_in_integer" {} = "an INTEGER of the signature has surplus bytes";
    SurplusParameters "surplus_parameters" {} = "parameters beside the signature, where ECDSA has none";
    AttributesNotDer "attributes_not_der" {} = "the signed attributes are not in DER";
    AttributesMissing "attributes_missing" {} = "the content is typed, so signed attributes must be present";
    AttributeCount "attribute_count" { attribute: Text } = "the {attribute} attribute must occur once with one value";
    ContentTypeAbsent "content_type_absent" { content: Text }
        = "the signed attributes name no content type, the content is {content}";
    ContentTypesDiffer "content_types_differ" { named: Text, content: Text }
        = "the signed attributes name {named}, the content is {content}";
    NoMessageDigest "no_message_digest" {} = "the signed attributes hold no message digest";
    MessageDigestDiffers "message_digest_differs" { digest: Text }
        = "the {digest} digest in the signed attributes is not that of the content";

    // Signatures and keys.
    AlgorithmsDiffer "algorithms_differ" { structure: Text }
        = "the signed part names another signature algorithm than the {structure} does";
    SignatureFault "signature_fault" { fault: Text, algorithm: Text, key: Text } = "{fault} ({algorithm}, key {key})";
    AlgorithmFault "algorithm_fault" { fault: Text, oid: Text } = "{fault} ({oid})";
    KeyFault "key_fault" { fault: Text, subject: Text } = "{fault} (certificate of {subject})";
    FileKeyFault "file_key_fault" { file: Text, fault: Text } = "{file}: {fault}";
    WorkSpent "work_spent" {}
        = "the keys and signatures of the document would take more arithmetic than one inspection is given";

    // The Document Signer and its CSCA.
    ExpiredWithoutIssueDate "expired_without_issue_date" {}
        = "expired by now, and EF.DG12, which tells the day of issue, was not read";
    LinkRevoked "link_revoked" { serial: Text }
        = "a revocation list of the State names a link certificate on the way to the root (of serial {serial} or above)";
    ListSignerRevoked "list_signer_revoked" {}
        = "the trust store holds a master list whose signer's certificate is revoked";
    RefusedInStore "refused_in_store" { structure: Text, what: Arc<Message> }
        = "the trust store holds a {structure}: {what}";
    IssuerNotAuthority "issuer_not_authority" { issuer: Text }
        = "the issuer {issuer} is not a certification authority";
    TooManyIssuers "too_many_issuers" {} = "more candidate issuers than the limit allows to try";
    TooManySigners "too_many_signers" {}
        = "more certificates of the signer's name than the limit allows to try";
    NoCsca "no_csca" { issuer: Text }
        = "no CSCA certificate for {issuer} that verifies the Document Signer is in the trust store";
    PathTooLong "path_too_long" { count: u64 } = "more than {count} link certificates";
    SignedOutside "signed_outside" { at: UnixTime }
        = "signed at {at} as it states itself, outside the certificate's validity";
    SignedLater "signed_later" { at: UnixTime }
        = "signed at {at} as it states itself, after the time of inspection";
    IssuerNotKnown "issuer_not_known" {} = "the issuer is not known";
    CscaWasValidUntil "csca_was_valid_until" { not_after: UnixTime }
        = "the CSCA certificate was valid until {not_after}";
    ValidFrom "valid_from" { not_before: UnixTime } = "valid from {not_before}";
    ValidUntil "valid_until" { not_after: UnixTime } = "valid until {not_after}";
    RevokedByList "revoked_by_list" { state: Text, serial: Text } = "a revocation list of C={state} names serial {serial}";
    RevokedByDefectList "revoked_by_defect_list" { serial: Text }
        = "a defect list says that serial {serial} is revoked";
    OnHold "on_hold" { serial: Text } = "a defect list says not to rely on serial {serial} for now";
    NoCrl "no_crl" { state: Text } = "no revocation list of C={state} is in the trust store";
    CrlDue "crl_due" { next_update: UnixTime }
        = "the newest revocation list was due for renewal at {next_update}";
    CrlWithoutEnd "crl_without_end" {}
        = "the newest revocation list does not say when the next is due";
    CrlNotYetValid "crl_not_yet_valid" { this_update: UnixTime }
        = "the revocation list begins at {this_update}, after the time of inspection";
    CrlSignerUnknown "crl_signer_unknown" { state: Text }
        = "no trusted CSCA of C={state} that may sign lists verifies the revocation list";
    CrlUnsupported "crl_unsupported" {}
        = "delta, indirect and partitioned lists are outside the profile, and so is what a list must not hold";
    NoDocumentTypes "no_document_types" {} = "the certificate has no document type list";
    DocumentTypesIrregular "document_types_irregular" {}
        = "the document type list is not encoded as the profile says";
    DocumentTypesUnreadable "document_types_unreadable" {} = "the document type list cannot be read";
    NoZoneNamesType "no_zone_names_type" {} = "no machine readable zone names the document type";
    OtherDocumentType "other_document_type" { allowed: Vec<Fact>, code: Text }
        = "the signer may sign {allowed}, the document is {code}";
    NoUsagePeriod "no_usage_period" {} = "the certificate has no private key usage period";
    NoIssueDate "no_issue_date" {} = "the document does not say when it was issued";
    IssueDateNotRead "issue_date_not_read" {}
        = "EF.DG12 with the date of issue was not handed over or is not authenticated";
    IssuedBeforePeriod "issued_before_period" {}
        = "the document was issued before the period in which the private key may be used";
    IssuedAfterPeriod "issued_after_period" {}
        = "the document was issued after the period in which the private key may be used";
    ExtensionTwice "extension_twice" { oid: Text } = "extension {oid} occurs twice";
    CriticalUnknown "critical_unknown" { oid: Text } = "critical extension {oid} is unknown";
    ExtendedKeyUsage "extended_key_usage" { oid: Text } = "extended key usage {oid}";
    SignerIsAuthority "signer_is_authority" {} = "basicConstraints says that it is an authority";
    MayNotSign "may_not_sign" {} = "keyUsage does not name digitalSignature";
    ProfileRow "profile_row" { row: Text, what: Arc<Message> } = "{row} {what}";
    BerAt "ber_at" { offset: u64 } = "of the certificate is BER and not DER at byte {offset}";
    TooDeepForDer "too_deep_for_der" {} = "of the certificate nests too deeply to be told from DER";
    HoldTwice "hold_twice" { oid: Text } = "hold {oid} twice";
    HoldCritical "hold_critical" { oid: Text } = "hold the critical {oid}";
    CriticalAgainstDer "critical_against_der" { oids: Vec<Fact> } = "encode critical against DER in {oids}";
    DoesNotName "does_not_name" { names: Vec<Fact> } = "does not name {names}";
    NamesToo "names_too" { names: Vec<Fact> } = "names {names} too";
    CardSignerUnverified "card_signer_unverified" {}
        = "no trusted CSCA certificate verifies the signer of EF.CardSecurity";
    CardSignerOnHold "card_signer_on_hold" { serial: Text }
        = "a defect list puts serial {serial}, the signer of EF.CardSecurity, on hold";
    CardSignerRevoked "card_signer_revoked" { serial: Text }
        = "serial {serial}, the signer of EF.CardSecurity, is revoked";

    // One State throughout.
    SignerNamesNoCountry "signer_names_no_country" {} = "the Document Signer certificate names no country";
    SignerAndZoneDiffer "signer_and_zone_differ" { country: Text, zone: Text }
        = "the Document Signer is of C={country}, the zone names {zone}";
    CountryInNoTable "country_in_no_table" { country: Text, zone: Text }
        = "C={country} or the zone's {zone} is in no table of issuing States";
    NoZoneNamesState "no_zone_names_state" {} = "no machine readable zone names an issuing State";
    CscaStateUnknown "csca_state_unknown" {} = "the CSCA is not known, so its State cannot be compared";
    CscaNamesNoCountry "csca_names_no_country" {}
        = "the CSCA certificate names no country, so its State is unknown";
    SignerAndCscaDiffer "signer_and_csca_differ" { country: Text, csca: Text }
        = "the Document Signer is of C={country}, its CSCA of C={csca}";
    AlternativeNameDiffers "alternative_name_differs" { whose: Text, country: Text, code: Text }
        = "the {whose}'s name says C={country}, its alternative name {code}";
    TerritoriesDiffer "territories_differ" {}
        = "the alternative names of the Document Signer and of its CSCA say different territories";
    TerritoryAndZoneDiffer "territory_and_zone_differ" { territory: Text, zone: Text }
        = "the certificates are of {territory}, the zone names {zone}";
    CardSignersWithoutCountry "card_signers_without_country" {}
        = "the signers of EF.CardSecurity and of EF.SOD do not both name a country";
    CardSignersDiffer "card_signers_differ" { card: Text, sod: Text }
        = "EF.CardSecurity is signed by C={card}, EF.SOD by C={sod}";
    CardCscaWithoutCountry "card_csca_without_country" {}
        = "the CSCA of the signer of EF.CardSecurity names no country";

    // Chip proofs.
    NotAnnounced "not_announced" { what: Text } = "the chip announces no {what}";
    NotPerformed "not_performed" { what: Text } = "the chip announces {what}, but it was not performed";
    AccessNotStated "access_not_stated" {}
        = "EF.CardAccess announces PACE; how the chip was opened is not stated";
    OpenedWithoutPace "opened_without_pace" {} = "the chip announces PACE and was opened without it";
    OpenedWithLess "opened_with_less" {} = "PACE was tried and failed, and the chip was opened with less";
    StrongerVariantFailed "stronger_variant_failed" {}
        = "a stronger variant of PACE was tried and failed before the one that opened the chip";
    AnswerUnprotected "answer_unprotected" {} = "after the chip was opened, an answer came without protection";
    NoSignedCopy "no_signed_copy" {} = "no signed file that was read repeats what EF.CardAccess announces";
    GivenWithoutRight "given_without_right" { file: Text }
        = "the chip gave {file} to a terminal without the right to read it";
    InfoWithoutData "info_without_data" {} = "a security info has no data beside its identifier";
    PaceNotRepeated "pace_not_repeated" {} = "it does not repeat the PACE that another file announces";
    PaceDiffers "pace_differs" { one: Text, other: Text } = "{one} and {other} announce different PACE protocols";
    // Seals and virtual components. A library that does not judge them says none of it.
    #[cfg(feature = "seal")]
    SealFault "seal_fault" { fault: Text } = "the seal departs from its form: {fault}";
    #[cfg(feature = "seal")]
    SealFeatureMissing "seal_feature_missing" { feature: Text } = "the seal has no {feature}";
    #[cfg(feature = "seal")]
    SealFeatureRepeated "seal_feature_repeated" { feature: Text } = "the seal has more than one {feature}";
    #[cfg(feature = "seal")]
    SealFeatureLength "seal_feature_length" { feature: Text }
        = "the {feature} in the seal is longer or shorter than its profile says";
    #[cfg(feature = "seal")]
    SealProfileUnknown "seal_profile_unknown" { definition: Text, category: Text }
        = "no profile of the definition {definition} and the category {category} is known";
    #[cfg(feature = "profiles")]
    SealStatusNotAsked "seal_status_not_asked" {}
        = "its profile demands that a status server is asked whether the seal is valid, and none was asked";
    #[cfg(feature = "seal")]
    SealSignerUnknown "seal_signer_unknown" { signer: Text, reference: Text }
        = "no certificate of the signer {signer} with the reference {reference} is at hand";
    #[cfg(feature = "seal")]
    SealSignerUntrusted "seal_signer_untrusted" {} = "no CSCA at hand certified the signer of the seal";
    #[cfg(feature = "seal")]
    SealForTests "seal_for_tests" {} = "the reference of the signer is the one for tests, and of no document";
    #[cfg(feature = "seal")]
    SealPurpose "seal_purpose" {} = "the certificate of the signer is not one for seals";
    #[cfg(feature = "seal")]
    SealUnsigned "seal_unsigned" {} = "the seal is not signed";
    #[cfg(feature = "seal")]
    SealStatesDiffer "seal_states_differ" { signer: Text, place: Text, other: Text }
        = "the signer of the seal is of C={signer}, the {place} names {other}";
    #[cfg(feature = "seal")]
    SealZoneDiffers "seal_zone_differs" {} = "the printed zone is not the one that was sealed";
    #[cfg(feature = "seal")]
    SealNumberDiffers "seal_number_differs" {} = "the printed number is not the one that was sealed";
    #[cfg(feature = "seal")]
    SealBirthDateDiffers "seal_birth_date_differs" {} = "the printed date of birth is not the one that was sealed";
    #[cfg(feature = "seal")]
    SealNotCompared "seal_not_compared" {} = "the seal names neither the zone that was given nor its number";
    #[cfg(feature = "seal")]
    SealZoneCheckDigits "seal_zone_check_digits" {} = "the zone in the seal does not pass its own check digits";
    #[cfg(feature = "seal")]
    VisaNumberDiffers "visa_number_differs" {} = "the visa was given for a passport of another number";
    #[cfg(feature = "seal")]
    VisaNumberOpen "visa_number_open" {} = "the zone of the visa does not name the passport's number";
    #[cfg(feature = "seal")]
    VisaFieldDiffers "visa_field_differs" { field: Text } = "visa and passport differ in {field}";
    #[cfg(feature = "dtc")]
    CredentialDiffers "credential_differs" { file: Text } = "{file} of the virtual component is not that of the chip";
    #[cfg(feature = "dtc")]
    CredentialNotCompared "credential_not_compared" { file: Text }
        = "{file} of the virtual component was not read from the chip";
    #[cfg(feature = "dtc")]
    CredentialAlone "credential_alone" {} = "a virtual component is a copy, and the chip was not shown";
    #[cfg(feature = "dtc")]
    CredentialBinding "credential_binding" {} = "a virtual component of this kind is not judged";
    RecordHandedOver "record_handed_over" {}
        = "the record fits, but it was handed over, and it can be made without the chip";
    ChallengeHandedOver "challenge_handed_over" {}
        = "the record was handed over: the chip signed its challenge at some time, perhaps long ago, and nobody here chose that challenge";
    NoSignedKey "no_signed_key" { file: Text } = "EF.SOD lists no {file}, so the key is not authenticated";
    FileNotAuthenticated "file_not_authenticated" { file: Text } = "passive authentication did not authenticate {file}";
    ResponseWithStatus "response_with_status" {}
        = "the recorded response ends in the status bytes 90 00 of the chip's answer, which are no part of the signature: record it without them";
    ResponseDisputed "response_disputed" { fault: Text } = "the response of EF.DG15's key: {fault}";
    ResponseUnsupported "response_unsupported" { fault: Text }
        = "{fault}: neither an RSA modulus of whole bytes nor a digest known here";
    ResponseOtherDigest "response_other_digest" { digest: Text, named: Text }
        = "the response holds with {digest}, EF.DG14 names {named}";
    ResponseWrong "response_wrong" { fault: Text }
        = "the response does not prove the private key of EF.DG15: {fault}";
    DigestNotNamed "digest_not_named" { digest: Text } = "nothing names {digest}, with which the response was made";
    ChallengeNotChosen "challenge_not_chosen" {}
        = "the response answers another challenge than the caller chose";
    ChallengeNotSent "challenge_not_sent" {}
        = "the response answers another challenge than the terminal chose";
    ChallengeLength "challenge_length" {} = "the challenge is not of eight bytes";
    ChallengeZeros "challenge_zeros" {} = "the challenge is all zeros, which no terminal chooses at random";
    ActiveAuthNamedInDer "active_auth_named_in_der" {}
        = "Active Authentication is named by the identifier of ECDSA in DER, not by that of plain ECDSA";
    ActiveAuthAlgorithmUnknown "active_auth_algorithm_unknown" { oid: Text }
        = "EF.DG14 names the unknown signature algorithm {oid}";
    NoChipKey "no_chip_key" {} = "no signed EF.DG14 holds a key of Chip Authentication";
    NoExchange "no_exchange" {} = "no exchange under the new keys was recorded";
    NotChipAuthentication "not_chip_authentication" {}
        = "the recorded protocol is not one of Chip Authentication";
    NoKeyOfIdentifier "no_key_of_identifier" {}
        = "EF.DG14 holds no key with the identifier that the terminal named";
    ProtocolUnlikeKey "protocol_unlike_key" {} = "the recorded protocol does not fit the key of EF.DG14";
    KeyOutsideGroup "key_outside_group" {}
        = "the terminal's private key is none of the key's group, or the key of EF.DG14 is not in it itself";
    CommandWrong "command_wrong" { number: u64, fault: Text } = "command {number} under the new keys: {fault}";
    ResponseMessageWrong "response_message_wrong" { number: u64, fault: Text }
        = "response {number} under the new keys: {fault}";
    MappingNotSigned "mapping_not_signed" {}
        = "no signed EF.CardSecurity announces the mapping and its key";
    ProtocolNotAnnounced "protocol_not_announced" {}
        = "EF.CardSecurity does not announce the recorded protocol";
    MappingNotProved "mapping_not_proved" {}
        = "the chip's data does not lead from its key in EF.CardSecurity to its mapping key";

    // Published deviation and defect lists, master lists.
    KeysCompromised "keys_compromised" {}
        = "the proof holds, but a deviation or defect list says that such keys are compromised";
    HashKnownWrong "hash_known_wrong" {}
        = "the deviation list of the issuing State says that its hash in EF.SOD is wrong";
    HashKnownWrongSo "hash_known_wrong_so" { structure: Text }
        = "{structure}: the deviation list of the issuing State says that its hash in EF.SOD is wrong, so its content is not authenticated";
    FailureKnown "failure_known" {} = "a defect list says that genuine documents of this signer fail here";
    FailureKnownSo "failure_known_so" { structure: Text }
        = "{structure}: a defect list says that genuine documents of this signer fail here, so the failure decides nothing";
    SignedByAuthority "signed_by_authority" {} = "signed by the authority itself";
    OlderListTrusted "older_list_trusted" { state: Text } = "an older one of C={state} is trusted beside a newer";

    // Print and chip.
    OpenedByAccessNumber "opened_by_access_number" {}
        = "the chip was opened with the card access number, and no zone was given";
    FormatsDiffer "formats_differ" { printed: Text, chip: Text }
        = "the printed zone is {printed}, EF.DG1 holds {chip}";
    OptionalDataDiffers "optional_data_differs" {} = "printed zone and EF.DG1 differ in optional data only";
    CellsDiffer "cells_differ" { count: u64, places: Vec<Fact> }
        = "printed zone and EF.DG1 differ in {count} cells, first at {places}";
    Cell "cell" { line: u64, column: u64 } = "line {line}, column {column}";
    Dg1NotComparable "dg1_not_comparable" {} = "EF.DG1 cannot be compared";
    DetailsDiffer "details_differ" { fields: Vec<Fact> } = "EF.DG11 and EF.DG1 give different {fields}";
    DetailsSilent "details_silent" {} = "EF.DG11 says nothing that EF.DG1 says too";
}
