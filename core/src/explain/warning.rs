//! Warnings of a zone: odd, and not wrong (Doc 9303-3 §4).

use super::{Explanation, explain};

pub(crate) const TRUNCATION_POSSIBLE: Explanation = explain(
    "Doc 9303-4 §4.2.3",
    "The last cell of the name is in use, so the name may go on where the zone ends.",
    "Long names do not fit, and a name that fills its field to the last cell looks the same.",
    "Read the whole name in the visual zone, and expect the two to differ in length.",
);

pub(crate) const NAME_NO_PRIMARY: Explanation = explain(
    "Doc 9303-3 §4.6",
    "The name field has no primary identifier: it begins with the fillers that should follow one.",
    "Some issuers write people who have a single name like this.",
    "Take the name as it stands. The visual zone shows how the State writes it.",
);

pub(crate) const NAME_SEPARATORS: Explanation = explain(
    "Doc 9303-3 §4.6",
    "The identifiers are parted by more fillers, or more often, than the grammar of names says.",
    "A reader took a letter for a filler, or an issuer keeps father's names or titles apart.",
    "Read the line again; if it is as printed, compare with the visual zone.",
);

pub(crate) const NAME_DIGITS: Explanation = explain(
    "Doc 9303-3 §4.6",
    "A digit stands in the name, where only letters may.",
    "0 and O, 1 and I, 8 and B look alike to readers of such print.",
    "Read the name again. `doc9303 mrz-repair` lists the letters that a digit is taken for.",
);

pub(crate) const UNKNOWN_NATIONALITY: Explanation = explain(
    "Doc 9303-3 §5",
    "The three letters of the nationality are in no table that is known here.",
    "One of the letters was misread, or the code is newer than this version.",
    "Look the code up in the current list; no check digit covers it.",
);

pub(crate) const CODE_SEEN_IN_FIELD: Explanation = explain(
    "Doc 9303-3 §5",
    "A State or nationality is written with letters that are in no list but on real documents, such as DEU for D.",
    "Offices that fill in forms by hand use the codes they know from elsewhere.",
    "No action is needed: the State that is meant is known.",
);

pub(crate) const CODE_WITHDRAWN: Explanation = explain(
    "Doc 9303-3 §5, ISO 3166-3",
    "A code stands for a State that no longer has it.",
    "The document is old, or names the place where its bearer was born by the name it had then.",
    "Compare with the date of issue: a recent document should have the successor's code.",
);

pub(crate) const DOCUMENT_CODE_SECOND_LETTER: Explanation = explain(
    "Doc 9303-4 §4.4",
    "The second letter of a passport's code is none of those that every State is to use from 2028 on.",
    "Until then States choose letters of their own, and passports stay valid until they expire.",
    "No action is needed unless the document was issued after 2027.",
);

pub(crate) const LONG_NUMBER_FILLER_WEIGHT: Explanation = explain(
    "Doc 9303-5 §4.2.4",
    "The check digit of a long document number counts the filler in its middle, which the standard leaves out.",
    "Belgian identity cards did so until about 2020.",
    "No action is needed: the digit fits by the older way of counting.",
);

pub(crate) const LONG_NUMBER_SHORT: Explanation = explain(
    "Doc 9303-5 §4.2.4",
    "The document number goes on in the optional data although its own field is not full.",
    "An issuer's software parts the number in the wrong place, or a cell was read as a filler.",
    "Compare the number with the visual zone.",
);

pub(crate) const LONG_NUMBER_UNCLOSED: Explanation = explain(
    "Doc 9303-5 §4.2.4",
    "No filler follows the check digit of a long document number, so where the number ends is a guess.",
    "The filler was read as a character, or the issuer uses the last cell as well.",
    "Read the end of that line again, and take the number from the visual zone.",
);

pub(crate) const CHECK_DIGIT_DISPLACED: Explanation = explain(
    "Doc 9303-5 §4.2.4",
    "The check digit of the document number was moved into the optional data as if the number were longer than it is.",
    "An issuer writes every number in the long form, even one of nine characters.",
    "Compute the digit by hand over the number if you need certainty; here it counts as wrong.",
);

pub(crate) const DOCUMENT_NUMBER_EMPTY: Explanation = explain(
    "Doc 9303-4 §4.2.2.2",
    "The field of the document number is empty.",
    "Some visas and emergency papers are numbered in the visual zone alone.",
    "Take the number from there. The chip cannot be opened with an empty one.",
);

pub(crate) const OPTIONAL_CHECK_DIGIT_FILLER: Explanation = explain(
    "Doc 9303-4 §4.2.2.2",
    "The personal number is empty and its check digit is a filler in place of 0.",
    "The standard allows either, so States do either.",
    "No action is needed: a zone that differs from the chip in this cell alone is the same.",
);

pub(crate) const DATE_UNKNOWN: Explanation = explain(
    "Doc 9303-3 §4.8",
    "A date consists of fillers: the issuer did not know it.",
    "Births were not recorded everywhere and at all times.",
    "Use other data to identify the person; this document does not show the age.",
);

pub(crate) const DATE_PARTIALLY_UNKNOWN: Explanation = explain(
    "Doc 9303-3 §4.8",
    "A part of a date, as a rule the day or the month, consists of fillers.",
    "Many registers keep the year of a birth and no more.",
    "Compare with X in the visual zone, which stands for the same.",
);

pub(crate) const LEADING_FILLER: Explanation = explain(
    "Doc 9303-3 §4.10",
    "A field begins with a filler, although data start at its left.",
    "A character was read as a filler, or an issuer aligns numbers to the right.",
    "Compare the field with the visual zone.",
);

pub(crate) const SPECIMEN: Explanation = explain(
    "Doc 9303-3 §5 part G",
    "The document is one of Utopia, the State of specimens.",
    "Somebody tests a reader or shows how it works.",
    "It is not valid for travel: never accept such a document.",
);

pub(crate) const LINE_BREAKS_MISSING: Explanation = explain(
    "Doc 9303-10 §4.7.1",
    "The text had the whole zone on one line, so its lines were split by their length alone.",
    "Chips store the zone like this, and forms and tables lose line breaks.",
    "No action is needed if the fields are as printed. If the zone lost a character as well, its length does not show it.",
);

pub(crate) const NATIONAL_EXCEPTION: Explanation = explain(
    "Doc 9303-3 §4.8",
    "By an order of its State the document has fillers where Doc 9303 has a date and its check digit.",
    "Russian internal passports have no date of expiry; they are exchanged at certain ages.",
    "Tell the validity from the age of the bearer. Every other check digit counts as always.",
);
