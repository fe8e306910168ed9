//! What was signed: `sod.*`, `dg.*`, `signature.*` and `key.*` (Doc 9303-10 §4.6.2, Doc 9303-11 §5.1).

use super::{Explanation, explain};

pub(super) const SOD_NOT_SIGNED_DATA: Explanation = explain(
    "Doc 9303-10 §4.6.2.2",
    "EF.SOD does not hold the signed structure that it must hold, so no signature can be checked.",
    "The file was cut short while being read, or it was saved in a form of its own, such as text.",
    "Read EF.SOD again. If it stays so, treat the chip as one without proof and inspect the printed \
     document.",
);

pub(super) const SOD_CONTENT_TYPE: Explanation = explain(
    "Doc 9303-10 §4.6.2.2",
    "What was signed is not a list of hashes of data groups but something else, by its own declaration.",
    "A signed file of another kind, such as EF.CardSecurity or a master list, was handed over in place of \
     EF.SOD.",
    "Make sure that the right file was read. A genuine signature over another kind of content does not \
     prove these data groups.",
);

pub(super) const SOD_SIGNED_ATTRIBUTES_MISSING: Explanation = explain(
    "RFC 5652 §5.3",
    "The signature lacks the signed attributes that bind it to the type of its content.",
    "Faulty signing software; no honest series that leaves them out is known here.",
    "Ask for a second reading and then for an expert's opinion; a signature without them could have been \
     taken from elsewhere.",
);

pub(super) const SOD_MESSAGE_DIGEST_MISSING: Explanation = explain(
    "RFC 5652 §11.2",
    "The signed attributes do not contain the digest of the content, so the signature does not cover the \
     list of hashes.",
    "No honest cause is known besides damaged data.",
    "Read the file once more. If the attribute is still absent, the chip's data are not proven by anybody: \
     rely on the booklet and refer the case.",
);

pub(super) const SOD_MESSAGE_DIGEST_MISMATCH: Explanation = explain(
    "RFC 5652 §5.4, §11.2",
    "The list of hashes is not the one over which the signature was made.",
    "A single byte lost or altered in storage suffices; a fault in personalisation is rare.",
    "Read EF.SOD again from the document itself and compare both readings. If they agree, refer the document \
     to secondary inspection.",
);

pub(super) const SOD_CONTENT_TYPE_MISMATCH: Explanation = explain(
    "RFC 5652 §11.1",
    "The signature says that it was made for another type of content than the one found here.",
    "Some issuers changed the identifier of the content type over the years and may have forgotten one of \
     the two places.",
    "Note the issuer and the date of issue. Other documents of the same series show whether all of them are \
     like this.",
);

pub(super) const SOD_ATTRIBUTE_CARDINALITY: Explanation = explain(
    "RFC 5652 §11",
    "An attribute that has exactly one value came with none or with several, so that readers could differ on \
     which one counts.",
    "A fault of the signing software; it would then concern a whole series.",
    "Compare with documents of the same issuer and time before judging this one.",
);

pub(super) const SOD_DUPLICATE_ATTRIBUTE: Explanation = explain(
    "RFC 5652 §5.3",
    "The same signed attribute occurs several times, where one is allowed.",
    "Software that adds the signing time or the digest twice by mistake.",
    "Send the structure, without the holder's data, to the issuer; until it answers, rely on the printed \
     features.",
);

pub(super) const SOD_NO_SIGNER: Explanation = explain(
    "Doc 9303-10 §4.6.2.2",
    "The signed structure has no signer, so its content is not authenticated.",
    "A test document or a specimen from a production line may come without a signature.",
    "Find out if the document is a specimen. Otherwise it cannot be accepted by its chip, only by its \
     printed security features.",
);

pub(super) const SOD_MULTIPLE_SIGNERS: Explanation = explain(
    "Doc 9303-10 §4.6.2.2",
    "EF.SOD contains more than one signature. If one good one were enough, anybody could add their own.",
    "An issuer that signs with an old and a new algorithm side by side, against the standard.",
    "Ask the issuer if it signs twice. Do not take the document as proven meanwhile.",
);

pub(super) const SOD_SIGNER_IDENTIFIER: Explanation = explain(
    "RFC 5652 §5.3",
    "The signature names a certificate as its signer's that is neither inside the file nor in the trust \
     store.",
    "Names that are written differently in certificate and signature, and certificates that were renewed \
     under another number.",
    "Add the Document Signer certificates of this State, for instance from the ICAO PKD, and inspect again.",
);

pub(super) const SOD_DUPLICATE_DATA_GROUP: Explanation = explain(
    "Doc 9303-10 §4.6.2.3",
    "A data group occurs twice in the signed list, so it cannot be determined which hash is meant.",
    "A slip of the issuer's software; such documents would carry a valid signature.",
    "Check the signature's result. If it holds, report the series to the issuer; if not, handle the document \
     as altered.",
);

pub(super) const SOD_DATA_GROUP_NUMBER: Explanation = explain(
    "Doc 9303-10 §3.2",
    "The signed list names a data group with a number that does not exist.",
    "Extensions that a State made for its own use, outside of the standard.",
    "See whether other documents of this issuer have the same number, and leave the decision to a \
     specialist.",
);

pub(super) const SOD_MANDATORY_DATA_GROUP_MISSING: Explanation = explain(
    "Doc 9303-10 §3.2",
    "The signed list lacks the zone (DG1) or the face (DG2), so neither identity nor picture is proven.",
    "Cards for purposes other than travel may carry fewer data groups.",
    "Identify the person by the printed page and picture; the chip cannot help here.",
);

pub(super) const SOD_DIGEST_LENGTH: Explanation = explain(
    "Doc 9303-10 §4.6.2.3",
    "A hash in the signed list is shorter or longer than its algorithm makes it.",
    "The algorithm was named wrongly when the document was made.",
    "Ask the issuer about this series, since a short hash can also be a way to make forged data fit.",
);

pub(super) const SOD_DIGEST_SIGNATURE_MISMATCH: Explanation = explain(
    "Doc 9303-10 §4.6.2.2",
    "The places that name the digest algorithm disagree, and the policy in force does not accept this.",
    "Several States have signed with one algorithm and named another for years.",
    "If your rules allow it, judge with a policy that tolerates the disagreement: each algorithm is then \
     used where it stands.",
);

pub(super) const DG_HASH_MISMATCH: Explanation = explain(
    "Doc 9303-11 §5.1",
    "The data that were read are not those whose hash the issuing State signed.",
    "Reading errors, files mixed up between two documents, and an update of the chip that failed half-way.",
    "Read this data group again. If the difference stays, do not rely on what it says, and pass the document \
     on for examination.",
);

pub(super) const DG_NOT_LISTED: Explanation = explain(
    "Doc 9303-11 §5.1",
    "A data group was handed over that the signed list does not mention: it may have been added by anybody.",
    "A file of another document came into the same folder.",
    "Leave this file out of account. If the chip itself delivers it, have it examined.",
);

pub(super) const DG_LISTED_BUT_MISSING: Explanation = explain(
    "Doc 9303-11 §5.1",
    "The signed list has the file that would announce a chip's proof of its own, but the file was withheld \
     or not read.",
    "Terminals that are set for speed skip these files.",
    "Read DG14 and DG15 as well. Leaving them out is how a copied chip would stay unnoticed, so do not stop \
     here.",
);

pub(super) const DG_COM_MISMATCH: Explanation = explain(
    "TR-03135-1 §5.6.4.4.1",
    "EF.COM, which is not signed, lists other data groups than the signed EF.SOD.",
    "Some issuers do not keep EF.COM up to date, and newer documents give it little care.",
    "Trust the signed list. Look in particular for proofs of the chip that only EF.SOD announces.",
);

pub(super) const DG_SECURITY_INFOS_MISMATCH: Explanation = explain(
    "Doc 9303-11 §9.2.11",
    "Files of the document disagree on the protocols it supports; the one that is read first is not signed.",
    "Documents of some series announce different versions by mistake of personalisation.",
    "Repeat the reading. If it recurs, suspect that something stood between chip and reader, and use another \
     reader.",
);

pub(super) const SIGNATURE_INVALID: Explanation = explain(
    "RFC 5652 §5.6, RFC 5280 §6.1",
    "The signature was not made over this data by the owner of this key.",
    "Damaged data, or a certificate that bears the same name and number as the right one.",
    "Fetch the data and the certificates anew. If the result is the same, the data are not proven: refer the \
     document and keep the report.",
);

pub(super) const SIGNATURE_UNSUPPORTED_ALGORITHM: Explanation = explain(
    "Doc 9303-12 §4.1.6",
    "The signature uses an algorithm that this version does not know, so it says neither yes nor no.",
    "Issuers move to new algorithms, and a few use national ones.",
    "Update the software, or have the signature checked elsewhere. No result speaks against the document.",
);

pub(super) const SIGNATURE_ENGINES_DISAGREE: Explanation = explain(
    "Doc 9303-12 §4.1.6",
    "Two programs that verify signatures judge this one differently, so one of them is wrong and the signature does not \
     count.",
    "An error in one of the programs. No document is known to cause it.",
    "Keep the files and report them to the authors of this software. Treat the document as one that could not be \
     verified.",
);

pub(super) const SIGNATURE_FORBIDDEN_DIGEST: Explanation = explain(
    "Doc 9303-12 §4.1.6",
    "The data were hashed with an algorithm for which forgeries can be made, or with one that the policy \
     refuses.",
    "Documents of the first years were signed with SHA-1, correctly at that time, and stay valid for ten \
     years.",
    "For SHA-1, consider a policy that tolerates it for this State. For MD2 and MD5 rely on the printed \
     features only.",
);

pub(super) const SIGNATURE_PSS_PARAMETERS: Explanation = explain(
    "RFC 4055 §3.1, RFC 8017 §9.1",
    "The parameters of an RSASSA-PSS signature are missing or contradict each other or the key.",
    "Libraries for signing have differed in how they write these parameters.",
    "Compare with another document of the series and tell the issuer; a specialist can check the signature \
     under its likely parameters.",
);

pub(super) const SIGNATURE_ENCODING: Explanation = explain(
    "RFC 8017 §8.2.2, RFC 3279 §2.2.3",
    "The value of the signature is not written in the form that its algorithm demands, or in one that the \
     policy refuses.",
    "Surplus leading zeros and omitted elements are known from real issuers, and then tolerated unless the \
     policy is strict.",
    "See which form the reason names. Under profile icao the known harmless ones pass; all others are to be \
     examined.",
);

pub(super) const KEY_INVALID_POINT: Explanation = explain(
    "Doc 9303-12 §4.1.6, SEC 1 §3.2.2",
    "The public key is not a point of its curve, so it has no private key.",
    "Bits lost in storage.",
    "Fetch the certificate again from its source. A key of this kind in an authentic certificate should be \
     reported to its issuer at once.",
);

pub(super) const KEY_NONSTANDARD_CURVE: Explanation = explain(
    "Doc 9303-12 §4.1.6",
    "The key describes a curve of its own. With chosen parameters, a forger can make signatures that fit \
     another's public key.",
    "An issuer with a national curve, which has then to be known beforehand.",
    "Do not accept the key on its own word. Ask the issuing State through official channels.",
);

pub(super) const KEY_WEAK: Explanation = explain(
    "Doc 9303-12 §4.1.6",
    "The key is so short or so special that others can find its private part and sign with it.",
    "Test keys that found their way into a real list, and chips of a product line whose key generation was \
     flawed.",
    "Treat what the key signed as unproven. For the known flawed chips, the State publishes whether it has \
     exchanged the documents.",
);

pub(super) const KEY_MALFORMED: Explanation = explain(
    "RFC 5280 §4.1.2.7",
    "The public key is not written as its algorithm prescribes and cannot be read.",
    "A file that was cut or converted, or an algorithm that is encoded by a draft of its standard.",
    "Obtain the file again in its original form; then ask its issuer.",
);
