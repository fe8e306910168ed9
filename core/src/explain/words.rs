//! The short words that outputs print beside checks, codes and warnings, one sentence each.

/// A word with its kind, what it says, and where the standards speak of it.
pub(crate) type Word = (&'static str, &'static str, &'static str, &'static str);

const OUTCOME: &str = "outcome";
const WEIGHT: &str = "weight";
const GROUP: &str = "group";
const ROLE: &str = "certificate";
const LAYOUT: &str = "layout";
const FIELD: &str = "field";
const NATIONAL: &str = "national number";
const NAMES: &str = "comparison of names";
const REPAIR: &str = "repair";

const TR: &str = "TR-03135-1 §5";
const TD: &str = "Doc 9303-4 §4.2, Doc 9303-5 §4.2, Doc 9303-6 §4.2, Doc 9303-7 §4.2";

#[rustfmt::skip]
pub(crate) const WORDS: &[Word] = &[
    (OUTCOME, "successful", "The check was performed, and it holds.", TR),
    (OUTCOME, "failed", "The check was performed, and it does not hold.", TR),
    (OUTCOME, "undetermined", "What was given does not decide it: neither for nor against the document.", TR),
    (OUTCOME, "not_supported", "The document lacks the feature, so it cannot be checked.", TR),
    (OUTCOME, "aborted", "The procedure broke off; this is no evidence of anything.", TR),
    (WEIGHT, "mandatory", "The check always counts towards the verdict.", TR),
    (WEIGHT, "optional", "The check counts towards the verdict where it was decided.", TR),
    (WEIGHT, "evaluatory", "The check is reported and never counts towards the verdict.", TR),
    (GROUP, "optical", "What is printed: the checks of the machine readable zone.", TR),
    (GROUP, "electronic", "What the chip holds and who signed it: the checks of its files, certificates and keys.", TR),
    (GROUP, "combined", "What several sources say together, and whether the document has expired.", TR),
    (GROUP, "seal", "What the seal says and who signed it: the checks of visas and other sealed papers.", "Doc 9303-13"),
    (ROLE, "seal_signer", "The certificate whose key signed the seal.", "Doc 9303-12 §7.1.3"),
    (ROLE, "document_signer", "The certificate whose key signed the chip's files.", "Doc 9303-12 §4"),
    (ROLE, "csca", "The root certificate of a State, which signs its Document Signers.", "Doc 9303-12 §4"),
    (ROLE, "csca_link", "A certificate by which the older key of a State signs its newer one.", "Doc 9303-12 §4"),
    (LAYOUT, "TD1", "A card with three lines of 30 characters.", "Doc 9303-5 §4.2"),
    (LAYOUT, "TD2", "A card or sheet with two lines of 36 characters.", "Doc 9303-6 §4.2"),
    (LAYOUT, "TD3", "A passport book with two lines of 44 characters.", "Doc 9303-4 §4.2"),
    (LAYOUT, "MRV-A", "A visa with two lines of 44 characters.", "Doc 9303-7 §4.2"),
    (LAYOUT, "MRV-B", "A visa with two lines of 36 characters.", "Doc 9303-7 §5.2"),
    (LAYOUT, "ID-FRA", "A French identity card issued from 1988 to 2021, with two lines of 36 characters.", "national"),
    (LAYOUT, "DL-1", "A driving licence with one line of 30 characters, as France issues it.", "ISO/IEC 18013-3"),
    (LAYOUT, "DL-NLD", "A driving licence with one line of 30 characters, as the Netherlands issue it.", "ISO/IEC 18013-3"),
    (LAYOUT, "DL-CHE", "A driving licence of Switzerland or Liechtenstein with lines of 9, 30 and 30 characters.", "national"),
    (FIELD, "document_code", "The kind of document, one or two letters.", TD),
    (FIELD, "issuing_state", "The issuing State or organisation, in up to three letters.", "Doc 9303-3 §5"),
    (FIELD, "document_number", "The number of the document, with its continuation if it has one.", TD),
    (FIELD, "nationality", "The nationality of the bearer, in up to three letters.", "Doc 9303-3 §5"),
    (FIELD, "birth_date", "The date of birth as printed, YYMMDD, with fillers for what is unknown.", "Doc 9303-3 §4.8"),
    (FIELD, "expiry_date", "The last day on which the document is valid, as printed, YYMMDD.", "Doc 9303-3 §4.8"),
    (FIELD, "sex", "M, F, or a filler where it is not specified.", TD),
    (FIELD, "personal_number", "The personal number or other optional data of a passport.", "Doc 9303-4 §4.2.2.2"),
    (FIELD, "optional_data", "What the issuing State adds at the end of the last line.", TD),
    (FIELD, "optional_data_1", "What the issuing State adds in the first line of a card.", "Doc 9303-5 §4.2.2"),
    (FIELD, "optional_data_2", "What the issuing State adds in the second line of a card.", "Doc 9303-5 §4.2.2"),
    (FIELD, "issue_month", "Year and month of issue, YYMM, at the start of the number of a French identity card.", "national"),
    (FIELD, "department", "The department that issued a French identity card.", "national"),
    (FIELD, "office", "The office of the department that issued a French identity card.", "national"),
    (FIELD, "primary_identifier", "The family name, as a rule, with a space between its parts.", "Doc 9303-3 §4.6"),
    (FIELD, "secondary_identifier", "The given names, as a rule, with a space between them.", "Doc 9303-3 §4.6"),
    (FIELD, "composite", "What the last check digit covers: several fields at once.", "Doc 9303-3 §4.9"),
    (NATIONAL, "spanish_dni", "The number of a Spanish identity card, with its own letter as check.", "national"),
    (NATIONAL, "belgian_national_register", "The Belgian national register number, with its own check digits.", "national"),
    (NATIONAL, "dutch_bsn", "The Dutch citizen service number, with its own check.", "national"),
    (NATIONAL, "swedish_personal_number", "The Swedish personal identity number, with its own check digit.", "national"),
    (NATIONAL, "estonian_personal_code", "The Estonian personal identification code, with its own check digit.", "national"),
    (NATIONAL, "portuguese_citizen_card", "The number of a Portuguese citizen card, with its own check digit.", "national"),
    (NAMES, "equal", "The two names are the same, letter for letter.", "Doc 9303-3 §6"),
    (NAMES, "equal_by_transliteration", "The two names are the same by one of the forms that the standard allows.", "Doc 9303-3 §6"),
    (NAMES, "truncated", "The name of the zone was cut; what it holds agrees.", "Doc 9303-4 §4.2.3"),
    (NAMES, "different", "The two names differ.", "Doc 9303-3 §6"),
    (REPAIR, "intact", "A repair finds no error in the zone.", "Doc 9303-3 §4.9"),
    (REPAIR, "unique", "Exactly one repair makes the zone whole, and check digits prove it.", "Doc 9303-3 §4.9"),
    (REPAIR, "ambiguous", "Several repairs make the zone whole; it alone cannot decide.", "Doc 9303-3 §4.9"),
    (REPAIR, "unproven", "What was read can be made to fit, but no check digit proves it.", "Doc 9303-3 §4.9"),
    (REPAIR, "hopeless", "No repair with few changes makes the zone whole.", "Doc 9303-3 §4.9"),
    (REPAIR, "unreadable", "The text is no zone, and no repair makes it one.", "Doc 9303-3 §4.1"),
];
