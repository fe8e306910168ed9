//! Departures that were tolerated, and reported: `deviation.*`. None of them is a reason to doubt the traveller.

use super::{Explanation, explain};
use crate::vocabulary::DeviationKind;

impl DeviationKind {
    /// What the deviation is, why honest documents have it, what may be done next, and the clause.
    ///
    /// ```
    /// use doc9303::report::DeviationKind;
    /// assert!(DeviationKind::Sha1.explanation().meaning.contains("SHA-1"));
    /// ```
    pub fn explanation(self) -> Explanation {
        match self {
            DeviationKind::Ber => BER,
            DeviationKind::SignedAttributesNotDer => SIGNED_ATTRIBUTES_NOT_DER,
            DeviationKind::DigestInfoWithoutNull => DIGEST_INFO_WITHOUT_NULL,
            DeviationKind::PssSaltLength => PSS_SALT_LENGTH,
            DeviationKind::SignerIdentifier => SIGNER_IDENTIFIER,
            DeviationKind::EcontentType => ECONTENT_TYPE,
            DeviationKind::CountryCase => COUNTRY_CASE,
            DeviationKind::KeyIdentifier => KEY_IDENTIFIER,
            DeviationKind::PaddingAfterFile => PADDING_AFTER_FILE,
            DeviationKind::Sha1 => SHA1,
            DeviationKind::EcdsaParameters => ECDSA_PARAMETERS,
            DeviationKind::IntegerPadding => INTEGER_PADDING,
            DeviationKind::DocumentTypeList => DOCUMENT_TYPE_LIST,
            DeviationKind::Version => VERSION,
            DeviationKind::DigestAlgorithms => DIGEST_ALGORITHMS,
            DeviationKind::KnownDefect => KNOWN_DEFECT,
            DeviationKind::FillerWeight => FILLER_WEIGHT,
            DeviationKind::NationalZone => NATIONAL_ZONE,
            DeviationKind::TimeEncoding => TIME_ENCODING,
            DeviationKind::CertificateProfile => CERTIFICATE_PROFILE,
            DeviationKind::SerialNumber => SERIAL_NUMBER,
            DeviationKind::StringType => STRING_TYPE,
            DeviationKind::MasterListSigner => MASTER_LIST_SIGNER,
            DeviationKind::MasterListSuperseded => MASTER_LIST_SUPERSEDED,
            DeviationKind::CrlsInSignedData => CRLS_IN_SIGNED_DATA,
            DeviationKind::CscaExpired => CSCA_EXPIRED,
            DeviationKind::SigningTime => SIGNING_TIME,
            DeviationKind::ImageHeader => IMAGE_HEADER,
            DeviationKind::ActiveAuthInfo => ACTIVE_AUTH_INFO,
            DeviationKind::SecurityInfos => SECURITY_INFOS,
            DeviationKind::PaceVariant => PACE_VARIANT,
        }
    }
}

const BER: Explanation = explain(
    "Doc 9303-10 §4.6.2.1, ITU-T X.690 §10",
    "The file uses a looser encoding than the one prescribed; its content is unambiguous all the same.",
    "New Zealand, among others, has issued documents like this for years.",
    "No action is needed: the file is read and hashed in its original bytes.",
);

const SIGNED_ATTRIBUTES_NOT_DER: Explanation = explain(
    "RFC 5652 §5.4",
    "The attributes under the signature are not in the prescribed order or form.",
    "Signing software that does not sort sets; the signature still covers every byte.",
    "No action is needed: the signature was verified, and its result counts.",
);

const DIGEST_INFO_WITHOUT_NULL: Explanation = explain(
    "RFC 8017 §9.2",
    "Inside an RSA signature an empty parameter is left out that the standard wants to see.",
    "A known dialect of smart cards and hardware modules.",
    "No step follows from this; the hash inside was compared in full.",
);

const PSS_SALT_LENGTH: Explanation = explain(
    "RFC 4055 §3.1",
    "The random part of a PSS signature is not as long as its hash.",
    "Some modules use 20 bytes with every algorithm, as the oldest default says.",
    "Take note only. The security of the signature hardly depends on it.",
);

const SIGNER_IDENTIFIER: Explanation = explain(
    "RFC 5652 §5.3, RFC 5280 §7.1",
    "The signature spells the issuer's name in other characters or string types than the certificate does.",
    "Two systems of one issuer that encode the same name differently, as in Malaysia's documents.",
    "Continue; the serial number and the signature itself single out the certificate.",
);

const ECONTENT_TYPE: Explanation = explain(
    "Doc 9303-10 §4.6.2.2",
    "The content bears an older or national identifier in place of the one of Doc 9303.",
    "Documents made while the standard was still a draft.",
    "Go on. The content has been read as a list of hashes and was found to be one.",
);

const COUNTRY_CASE: Explanation = explain(
    "Doc 9303-12 §7.1.1, Table 5",
    "The country code in a certificate is written in small letters.",
    "Habit; a good number of States do.",
    "Disregard it. Both spellings mean the same State here.",
);

const KEY_IDENTIFIER: Explanation = explain(
    "Doc 9303-12 §7.1.1, RFC 5280 §4.2.1.1",
    "A certificate lacks the identifier of a key or has it in an unusual form.",
    "Certificates from the time before the profile, and home-made issuing systems.",
    "None is needed: issuers were also sought by name and State, and the key decided.",
);

const PADDING_AFTER_FILE: Explanation = explain(
    "ISO/IEC 7816-4",
    "Zero bytes follow the end of the file.",
    "Readers fetch whole blocks, and chips fill the rest with zeros.",
    "Leave it; only the file proper was hashed.",
);

const SHA1: Explanation = explain(
    "Doc 9303-12 §4.1.6",
    "A digest was made with SHA-1, which is no longer fit for new signatures.",
    "It was the rule for documents of the first ten years.",
    "For recent dates of issue, consider the document with somewhat more care; for old ones, accept it.",
);

const ECDSA_PARAMETERS: Explanation = explain(
    "RFC 5758 §3.2",
    "An ECDSA algorithm has parameters, where none are allowed.",
    "Software that treats ECDSA as it treats RSA, or copies the key's curve to the signature.",
    "Pass over them: the curve is that of the key, whatever stands there.",
);

const INTEGER_PADDING: Explanation = explain(
    "ITU-T X.690 §8.3.2",
    "A number inside a signature is written with more leading zeros than needed.",
    "Chips that return numbers at full width.",
    "Ignore it; the value of the number is the same.",
);

const DOCUMENT_TYPE_LIST: Explanation = explain(
    "Doc 9303-12 §7.1.1.6",
    "The list of types that a signer may sign is encoded in another way than the profile says.",
    "The profile was itself corrected in a later edition.",
    "Rely on the result of ds.document_type, which read the list in its older forms too.",
);

const VERSION: Explanation = explain(
    "RFC 5652 §5.1, Doc 9303-10 §4.6.2.3",
    "A version number does not fit what the structure contains.",
    "Fixed version numbers in a template that grew later.",
    "Proceed as usual. The contents were read as what they are.",
);

const DIGEST_ALGORITHMS: Explanation = explain(
    "RFC 5652 §5.1, §5.3",
    "Several places name the digest algorithm and do not agree.",
    "An algorithm was exchanged in one setting of the signing system and not in the others.",
    "Both algorithms were allowed and used where they stand; report it to the issuer when convenient.",
);

const KNOWN_DEFECT: Explanation = explain(
    "Doc 9303-12 §10",
    "A signed deviation list of the issuer, or a signed defect list, tells of this very fault.",
    "The published statement is the cause, and it clears the bearer.",
    "Apply the advice in the published list.",
);

const FILLER_WEIGHT: Explanation = explain(
    "Doc 9303-5 §4.2.4",
    "In a document number longer than nine characters the check digit also counts the filler that marks its \
     length.",
    "The text of the standard was read in two ways, and both are found on cards.",
    "Accept the digit; every character of the number is still covered.",
);

const NATIONAL_ZONE: Explanation = explain(
    "Doc 9303-3 §4.8, Doc 9303-4 §4.2.2.2",
    "Cells that Doc 9303 fills with a date and its check digit hold fillers, as the order of the issuing State wants.",
    "Internal passports that never leave their State follow its own rules; the Russian one has no date of expiry.",
    "Take the validity from the visual zone or from the rules for the bearer's age. All other digits were checked.",
);

const TIME_ENCODING: Explanation = explain(
    "RFC 5280 §4.1.2.5",
    "A time in a certificate is written with fractions, without seconds, or in the form for other years.",
    "The two forms of time confuse issuing systems around the year 2050.",
    "Read on. The moment itself is clear.",
);

const CERTIFICATE_PROFILE: Explanation = explain(
    "Doc 9303-12 §7.1.1",
    "A certificate leaves out, adds or marks an extension in another way than its profile wants.",
    "Profiles changed between editions, and certificates live for fifteen years.",
    "Look only at the entry named in the report if the certificate is recent; otherwise carry on.",
);

const SERIAL_NUMBER: Explanation = explain(
    "RFC 5280 §4.1.2.2",
    "A certificate has the number zero, a negative number or a very long one.",
    "Numbers taken from random bytes without a look at the sign.",
    "No consequence: revocation lists name the same number.",
);

const STRING_TYPE: Explanation = explain(
    "Doc 9303-12 §7.1.1, Table 5",
    "A name is written in a string type that the profile no longer allows.",
    "Older authorities kept the types of the nineties for compatibility.",
    "No action is needed: names are compared by their letters.",
);

const MASTER_LIST_SIGNER: Explanation = explain(
    "Doc 9303-12 §9",
    "A master list was signed by the authority itself and not by a certificate made for that.",
    "The German list of 2019 was.",
    "Decide once, when the list is loaded, whether you accept this; inspections need not care.",
);

const MASTER_LIST_SUPERSEDED: Explanation = explain(
    "Doc 9303-12 §9",
    "Two master lists of one State are trusted together, by their signing times an older and a newer one.",
    "A new list was added to the folder and the old one was not removed. Certificates that the State has withdrawn since stay trusted.",
    "Keep only the newest list of each State. If the source of the old one is not known, find out: an attacker gains by it.",
);

const CRLS_IN_SIGNED_DATA: Explanation = explain(
    "Doc 9303-10 §4.6.2.2",
    "Revocation lists are packed into a document's signed file. They are not looked at.",
    "Libraries add them when asked for a complete signature.",
    "Keep using current lists from the State itself.",
);

const CSCA_EXPIRED: Explanation = explain(
    "Doc 9303-12 §4.1, App. D.1",
    "The authority's certificate has ended; the signer that it certified is still in force.",
    "An authority signs for three to five years and its documents live for ten, so its certificate may end before theirs.",
    "Bring the State's certificates up to date. Most States extend them or publish a newer one of the same key.",
);

const SIGNING_TIME: Explanation = explain(
    "RFC 5652 §11.3",
    "The signer's own claim of when it signed lies after the time of inspection.",
    "The clock of the machine that judges is slow, or the clock of the signing machine was fast.",
    "Look at the clock first. The claim is signed, so it is the State's own; no other result depends on it.",
);

const IMAGE_HEADER: Explanation = explain(
    "ISO/IEC 19794-5 §5",
    "A length in the header of the face image is off by a few bytes.",
    "Encoders that count the header, or do not.",
    "View the picture; if it shows a whole face, all is well.",
);

const ACTIVE_AUTH_INFO: Explanation = explain(
    "Doc 9303-11 §9.2.4, §6.1.2.3",
    "The chip proved its elliptic key, but with a digest that its security infos do not name.",
    "Several States leave the entry out, and some personalise it from a template of another chip.",
    "Rely on the proof: it holds with one digest only, and no other key could have given it.",
);

const SECURITY_INFOS: Explanation = explain(
    "Doc 9303-11 §9.2, §9.2.11",
    "An announcement of the chip is incomplete, or what the open file says of PACE is missing in the signed one.",
    "Chips that were designed before the signed file had to repeat it, and entries without any data.",
    "No action is needed: whether the files are genuine was decided by their digests alone.",
);

const PACE_VARIANT: Explanation = explain(
    "Doc 9303-11 §4.4, §9.2.1",
    "The chip offers several variants of PACE. The strongest was tried first and failed; a weaker one opened the chip.",
    "Chips with a fault in one variant, and a document that moved in the field at that moment.",
    "No action is needed if the proofs of the chip succeed. Otherwise read the document once more.",
);
