//! What is printed and which files there are: `mrz.*`, `document.*` and `file.*` (Doc 9303-3 §4, Doc 9303-10
//! §3).

use super::{Explanation, explain};

pub(super) const MRZ_LENGTH: Explanation = explain(
    "Doc 9303-3 §4.1",
    "The text does not have the number of lines, or the number of characters in a line, that any layout of \
     Doc 9303 has.",
    "A reader lost a line or a character to glare, a fold, a cover or a stamp; some older and national \
     documents use a shape of their own.",
    "Read the zone again with the page flat and clean, and type it in by hand if that does not help. The \
     other checks stand on their own.",
);

pub(super) const MRZ_CHARSET: Explanation = explain(
    "Doc 9303-3 §4.3",
    "The zone contains a character that is neither a capital letter, a digit nor the filler <.",
    "Character recognition took a smudge or an ornament for a letter, or whoever typed the zone used small \
     letters, accents or spaces. Text that was saved as UTF-16 has a NUL beside every letter.",
    "Compare the place that the reason names with the page and correct the reading. If the page really shows \
     the character, have a document examiner look at the print.",
);

pub(super) const MRZ_UNKNOWN_LAYOUT: Explanation = explain(
    "Doc 9303-4 §4.2, Doc 9303-5 §4.2, Doc 9303-6 §4.2",
    "The lines have the form of a machine readable zone, but the layout is not one that is known here.",
    "Identity cards, driving licences and internal passports may follow national layouts that Doc 9303 does \
     not describe. That is not evidence against the document.",
    "Judge the printed page by the reference works for this document, and use the chip if there is one.",
);

pub(super) const MRZ_DOCUMENT_CODE: Explanation = explain(
    "Doc 9303-4 §4.2.2, Doc 9303-5 §4.2.2, Doc 9303-7 §4.2",
    "The first two characters, which say what kind of document this is, may not stand in a layout of this \
     size.",
    "One letter was misread, and a few issuers print codes for cards and permits that the standard keeps for \
     other uses.",
    "Read the first two characters on the page. If they are as reported, look up a specimen of this document \
     before drawing any conclusion.",
);

pub(super) const MRZ_SEX: Explanation = explain(
    "Doc 9303-4 §4.2.2.2",
    "The cell for the sex holds something other than M, F or the filler, which stands for unspecified.",
    "Some issuers print X in the zone although only the visual zone may have it, and a worn F or M is easily \
     misread.",
    "Compare the cell with the visual zone. An X is an issuer's choice and no evidence against the \
     traveller.",
);

pub(super) const MRZ_CHECK_DIGIT: Explanation = explain(
    "Doc 9303-3 §4.9",
    "A check digit is not the one that follows from the characters it covers, so at least one of them was \
     changed or misread.",
    "One character misread, as O and 0 or B and 8 often are, is by far the most common cause; a few issuers \
     have computed digits wrongly, or leave out the filler that closes a long document number.",
    "Read the line again and compare the named field with the page. If the page itself does not add up, pass \
     the document on to an examiner and compare with the chip.",
);

pub(super) const MRZ_DATE: Explanation = explain(
    "Doc 9303-3 §4.8",
    "A date is no day of the calendar, holds a letter, or the birth would lie after the expiry.",
    "A digit was misread; and for people whose day or month of birth is not known, some issuers print zeros \
     or nines in place of fillers.",
    "Compare with the dates of the visual zone. A date that is unknown to the issuer is no fault of the \
     bearer.",
);

pub(super) const MRZ_UNKNOWN_CODE: Explanation = explain(
    "Doc 9303-3 §5",
    "The code of the issuing State or organisation is in no list of the standard, and it was never seen on a \
     real document either.",
    "A letter of the code was misread, or the code is newer than the table of this version.",
    "Read the three letters on the page, look them up in the current list of ICAO, and update this software \
     if the code is new.",
);

pub(super) const MRZ_NAME: Explanation = explain(
    "Doc 9303-3 §4.6",
    "The name field does not follow the grammar of names: separators or fillers stand where none may be.",
    "Truncated names, names of one part, digits and names transliterated by local rules all bend the \
     grammar; naming customs differ more than the standard knows.",
    "Compare with the name in the visual zone. Unless other checks fail, no action is needed.",
);

pub(super) const DOCUMENT_EXPIRED: Explanation = explain(
    "TR-03135-1 §5.7.1",
    "The last day of validity that the document states has passed at the time of inspection.",
    "People overlook the date, some States prolong documents by decree or by a stamp, and a wrong clock \
     makes valid documents look expired.",
    "Check the time that the report was made for and any prolongation. Many agreements accept documents for \
     some time after their expiry.",
);

pub(super) const DOCUMENT_EXPIRY_UNREADABLE: Explanation = explain(
    "Doc 9303-4 §4.2.2.2",
    "The date on which the document expires cannot be read, or its century cannot be determined, so it is not known \
     whether the document is valid.",
    "Some documents are issued without an expiry and bear fillers, nines or 990101; the year has two digits; and \
     the cells of the date wear off at the fold.",
    "Read the date in the visual zone or in the chip, and decide by that.",
);

pub(super) const FILE_MISSING: Explanation = explain(
    "Doc 9303-10 §3",
    "A file that every electronic document must have was not among those that were handed over.",
    "Reading broke off when the document moved on the reader, or only a part of the files was kept or sent.",
    "Read the chip once more and leave the document in its place until the reader has finished.",
);

pub(super) const FILE_NOT_READ: Explanation = explain(
    "Doc 9303-11 §5.1",
    "The document itself says that this file exists, but it was not given to this inspection.",
    "The terminal was set to read fewer files, reading was cut short, or the file is protected for other \
     terminals.",
    "Read this file too. Until then the answer is open; it is not negative.",
);

pub(super) const FILE_NOT_PRESENT: Explanation = explain(
    "Doc 9303-10 §3",
    "The document or certificate has no such element, so there is no content to check.",
    "The element is optional and most States leave it out. This is the usual case and no sign of anything.",
    "No action is needed: go on with the checks that the document does support.",
);

pub(super) const FILE_WRONG_TAG: Explanation = explain(
    "Doc 9303-10 §3.9.1",
    "The first byte does not say that the file is of the kind it was handed over as.",
    "Files were saved under each other's names, the program that stored them stripped the outer tag (often 77 of \
     EF.SOD), or the reader stored its answer together with status bytes.",
    "Check how the files were read and named, and read them anew from the document.",
);

pub(super) const FILE_TRAILING_DATA: Explanation = explain(
    "ISO/IEC 7816-4, Doc 9303-10 §4.6.2",
    "Bytes other than zeros follow where the structure ends, and no signature covers them.",
    "Readers that fetch whole blocks may append what was left in their buffer.",
    "Read the file again with another reader. If the bytes stay, keep them as evidence and have the document \
     examined.",
);

pub(super) const FILE_MALFORMED: Explanation = explain(
    "Doc 9303-10 §4",
    "The bytes do not have the form that the standard prescribes for them, and could not be understood.",
    "Damage in storage or transmission, a read that broke off, and errors in an issuer's production line all \
     look like this.",
    "Read or fetch the data anew. If it is the same again, report the place that the reason names to the \
     issuer or to the makers of this software.",
);

pub(super) const FILE_TEXT: Explanation = explain(
    "Doc 9303-10 §4",
    "The file is text from its first to its last character, and no file of a chip is. It was not judged.",
    "Programs that read chips also print files in hexadecimal or base64, and such a print was saved in place of \
     the octets.",
    "Decode the text and hand over the bytes. It is no evidence about the document.",
);
