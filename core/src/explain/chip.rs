//! The chip itself and what else a document has: `chip.*`, `combined.*` and `limit.*` (Doc 9303-11 §6).

use super::{Explanation, explain};

pub(super) const CHIP_NOT_ANNOUNCED: Explanation = explain(
    "Doc 9303-11 §6",
    "The signed files do not mention this protocol, so the chip cannot prove itself by it.",
    "The protocol is optional, and the majority of documents support one of them at most.",
    "No action is needed for this protocol. Without any proof by the chip a copy cannot be excluded, so \
     compare the printed page and the face with care.",
);

pub(super) const CHIP_NOT_PERFORMED: Explanation = explain(
    "Doc 9303-11 §6",
    "The chip offers to prove that it is the original, and the terminal did not ask for it.",
    "Data that were stored or sent can no longer be asked; some terminals leave the step out for speed.",
    "If the document is at hand, read it with a terminal that performs the protocol. A copy of the data \
     alone stays possible otherwise.",
);

pub(super) const CHIP_KEY_NOT_AUTHENTICATED: Explanation = explain(
    "Doc 9303-11 §6.1, §6.2",
    "The chip proved a key, but that key is not one that the issuing State signed; anybody can prove a key \
     of their own.",
    "The signature could not be confirmed for want of certificates, and the proof falls with it.",
    "Settle the result of the signature checks first. This one follows.",
);

pub(super) const CHIP_CHALLENGE_MISMATCH: Explanation = explain(
    "Doc 9303-11 §6.1",
    "The chip's answer belongs to another question than the one asked, or the question was no random one.",
    "Records of two sessions were mixed up, or a terminal with a faulty random generator.",
    "Ask the chip again with a fresh question. A recorded answer must never be accepted.",
);

pub(super) const CHIP_PROOF_INVALID: Explanation = explain(
    "Doc 9303-11 §6.1, §6.2, §4.4.3.5",
    "The chip could not prove that it holds the private key whose public part the State signed: it may be a \
     copy.",
    "Transmission errors, and a few series whose chips compute by a wrong parameter.",
    "Repeat the reading with another reader. If it fails again, keep the document apart and call for an \
     examination, without presuming what the bearer knew.",
);

pub(super) const CHIP_RECORD_UNVERIFIED: Explanation = explain(
    "Doc 9303-11 §6.1.2.1, §6.2, §4.4.3.5",
    "A record of the chip proving its key was handed over, and it fits. Whoever knows the terminal's keys can \
     write such a record without the chip, and an answer to a known question can be an old one.",
    "Records that travel with the files of a document, from another office or another program.",
    "If your own terminal made the record, say so. Otherwise read the document itself, or have the chip \
     answer a challenge that you chose.",
);

pub(super) const CHIP_PACE_DOWNGRADE: Explanation = explain(
    "Doc 9303-11 §4.2",
    "The chip supports the stronger protection of PACE, but the reading was done with less.",
    "Older terminals know only Basic Access Control, and some try it first.",
    "Configure the terminal to use PACE. If it does already, look for something between it and the chip.",
);

pub(super) const CHIP_SESSION_UNPROTECTED: Explanation = explain(
    "Doc 9303-11 §9.8",
    "Chip and terminal had agreed on keys, and then an answer came that these keys do not protect. Whoever stands \
     between them could have written it.",
    "Chips that report an error in the open, and a document that left the field and came back.",
    "Lay the document down again and let it lie until the reading ends. If it happens again, use another reader.",
);

pub(super) const TERMINAL_RIGHTS_EXCEEDED: Explanation = explain(
    "TR-03110-3 §C.4.1, Doc 9303-11 §7.2",
    "Fingerprints or irises are for terminals that the issuing State has certified. This chip gave them to one \
     that has no such right.",
    "Series whose chips announce the protection and do not enforce it; it is the issuer's error.",
    "Do not use these data groups if no law allows it, and tell the issuing State's contact.",
);

pub(super) const CHIP_KNOWN_DEFECT: Explanation = explain(
    "Doc 9303-12 §10",
    "The issuing State, or the signer of a defect list, has published that this part of the series is wrong, \
     that its key is no longer secret, or that its signer must not be relied on for now; so it is no proof.",
    "The defect is the issuer's and is no fault of the person who carries the document.",
    "Follow what the published list says to do with these documents.",
);

pub(super) const COMBINED_MRZ_DG1_MISMATCH: Explanation = explain(
    "TR-03135-1 §5.7.2",
    "What is printed and what the chip holds differ, although they are two copies of one text.",
    "The printed line was misread at the places that the reason names.",
    "Read the printed zone again at just these places. If it stays different, the page or the chip does not \
     belong to the other: refer the document.",
);

pub(super) const COMBINED_OPTIONAL_DATA_ONLY: Explanation = explain(
    "TR-03135-1 §5.7.2",
    "Printed zone and chip agree in all that identifies the bearer and differ only in the field for the \
     issuer's own use.",
    "Several issuers leave that field empty in one of the two places.",
    "No action is needed unless other checks ask for one.",
);

pub(super) const COMBINED_ACCESS_WITHOUT_MRZ: Explanation = explain(
    "TR-03135-1 §5.7.2",
    "The chip was opened by the number on the card, and no printed zone was read to compare with it.",
    "This is the regular way to read cards from their front side.",
    "Read the zone on the back too if you want to compare card and chip.",
);

pub(super) const COMBINED_DG11_MISMATCH: Explanation = explain(
    "TR-03135-1 §5.7",
    "The additional personal details in the chip give another name, date of birth or personal number than the \
     zone.",
    "Two calendars, a name that was changed, or a correction that reached only one of the two files.",
    "Ask calmly, and for another document that shows it. It does not count in the verdict.",
);

pub(super) const COMBINED_DG11_UNCLEAR: Explanation = explain(
    "Doc 9303-10 §4.7.11",
    "The additional personal details in the chip speak of what the zone speaks of too, and no rule tells whether \
     they say the same.",
    "A name in a script that the State writes in Latin letters by rules of its own, or a date that is not written \
     as the standard says.",
    "Compare by eye, or have somebody compare who reads the script. It does not count in the verdict.",
);

pub(super) const LIMIT_DEPTH: Explanation = explain(
    "RFC 5652",
    "Structures lie inside each other more deeply than in any genuine file; reading stopped to protect this \
     machine.",
    "None that is known: genuine files reach half of the limit.",
    "Keep the file for analysis and treat it as unread. The traveller's printed document can be inspected as \
     usual.",
);

pub(super) const LIMIT_SIZE: Explanation = explain(
    "Doc 9303-10 §3",
    "The input is larger than any file of its kind and was not read.",
    "A file of another kind was picked by mistake.",
    "See what the file is, and give the right one.",
);

pub(super) const LIMIT_COUNT: Explanation = explain(
    "Doc 9303-12 App. D.1.1",
    "There are more candidates or elements than will be tried.",
    "A trust store into which many lists of test certificates were loaded under one name.",
    "Clean the trust store, or raise the limit in the policy if so many issuers are real.",
);

pub(super) const LIMIT_WORK: Explanation = explain(
    "TR-03135-1 §3.5.2",
    "Keys and signatures in this document would cost more arithmetic than one inspection is given, so the rest \
     was left undone.",
    "No honest document comes near: the budget is hundreds of times what the largest keys in use need.",
    "Take it for what it is, an inspection that was broken off. Keep the files, and examine them without haste.",
);
