//! Who signed: `ds.*`, `csca.*`, `crl.*` and `country.*` (Doc 9303-12).

use super::{Explanation, explain};

pub(super) const DS_CERTIFICATE_MISSING: Explanation = explain(
    "Doc 9303-12 §7.1",
    "The certificate of whoever signed the document is neither in the document nor in the trust store.",
    "The standard lets issuers leave the certificate out, and early documents of several States do.",
    "Load the Document Signer certificates of the issuing State, from the ICAO PKD or by bilateral exchange, \
     and inspect again.",
);

pub(super) const DS_EXPIRED: Explanation = explain(
    "TR-03135-1 §5.6.4.3.4",
    "At the time of judging, the validity of the signer's certificate had ended.",
    "The certificate must outlive its documents, but some States have issued it for too short a time; \
     archived documents are always in this position.",
    "See if the document itself is still valid. For a kept document, use profile archive, which judges at \
     the date of issue.",
);

pub(super) const DS_NOT_YET_VALID: Explanation = explain(
    "TR-03135-1 §5.6.4.3.4",
    "The signer's certificate begins to be valid only after the time of judging.",
    "A clock that is behind, or a time of inspection that was typed in wrongly.",
    "Correct the time first. If the document still appears to be from the future, refer it to a specialist.",
);

pub(super) const DS_REVOKED: Explanation = explain(
    "Doc 9303-12 App. D.1.2",
    "The issuing State has publicly withdrawn this signing key; documents signed with it can no longer be \
     distinguished from forgeries.",
    "Keys are also withdrawn for administrative reasons, and the bearer of an earlier, honest document \
     cannot know of it.",
    "Look for the State's notice on which documents are concerned. The bearer may well be entitled to a new \
     document; the State's consulate can confirm the issue.",
);

pub(super) const DS_EXTENDED_KEY_USAGE: Explanation = explain(
    "Doc 9303-12 §7.1.1",
    "The certificate is meant for another purpose, such as signing master lists, and must not sign \
     documents.",
    "An authority that put one certificate to several uses.",
    "Take the matter to the State's certification authority; it alone can say whether the certificate signed \
     documents.",
);

pub(super) const DS_KEY_USAGE: Explanation = explain(
    "Doc 9303-12 §7.1.1.3",
    "The certificate does not allow its key to make signatures, or does not say so as the policy demands.",
    "Certificates from a general purpose authority, made before the profile existed.",
    "Read what the certificate allows in the reason. Where the entry is only missing, profile icao accepts \
     it with a note.",
);

pub(super) const DS_IS_CA: Explanation = explain(
    "Doc 9303-12 §7.1.1.4",
    "The certificate that signed the document claims to be an authority, which a signer of documents must \
     not be.",
    "A national authority that signed specimens itself.",
    "Keep the certificate and let the trust team ask the State about it. Until then, do not rely on the \
     document's chip.",
);

pub(super) const DS_UNKNOWN_CRITICAL_EXTENSION: Explanation = explain(
    "RFC 5280 §4.2",
    "The certificate has a condition marked as essential that this software does not understand, and so must \
     not ignore.",
    "States add extensions of their own and mark them by mistake.",
    "Find out the extension's meaning by its number. The document can be accepted once somebody who \
     understands the condition has looked at it.",
);

pub(super) const DS_DUPLICATE_EXTENSION: Explanation = explain(
    "RFC 5280 §4.2",
    "The certificate makes the same statement twice, and the two may differ.",
    "Faulty templates of an issuing system.",
    "Report the certificate's serial number to the State, so that it can correct its template; consult a \
     second system meanwhile.",
);

pub(super) const DS_PROFILE_DEPARTURE: Explanation = explain(
    "Doc 9303-12 §7.1.1, Tables 5 and 6",
    "The certificate lacks, adds or miswrites what its profile asks for, and the policy tolerates no such thing.",
    "Most genuine certificates of earlier editions depart somewhere: the profile was another when they were made.",
    "Judge by profile icao, which tells the same and goes on. The row that is named is for the State to mend.",
);

pub(super) const DS_DOCUMENT_TYPE: Explanation = explain(
    "Doc 9303-12 §7.1.1.6",
    "The State allowed this signer to sign other types of documents, not the one at hand.",
    "A list that was not extended when a new type of document was introduced.",
    "Compare the document code on the page with the list in the reason. If the first letter agrees and only \
     the second differs, an omission is likely; ask.",
);

pub(super) const DS_SIGNING_TIME: Explanation = explain(
    "RFC 5652 §11.3",
    "By its own word the document was signed when the signer's certificate was not valid.",
    "A wrong clock in the personalisation centre.",
    "Compare the stated time with the date of issue. A difference of hours points to the clock, one of years \
     to something else.",
);

pub(super) const DS_PRIVATE_KEY_USAGE_PERIOD: Explanation = explain(
    "Doc 9303-11 §5.1.1, Doc 9303-12 §7.1.1.2",
    "The document gives a date of issue on which the signer's key was not to be used.",
    "The date of application is printed in place of that of personalisation, or documents were made in \
     advance.",
    "See how far the two lie apart. A few days are an office's custom; more should be asked of the issuing \
     authority.",
);

pub(super) const CSCA_NOT_FOUND: Explanation = explain(
    "Doc 9303-12 App. D.1.1",
    "No trusted certificate of the issuing State confirms the signer of this document, so it stays open who \
     signed.",
    "The trust store is not complete: not every State publishes its certificates, and new ones appear every \
     month.",
    "Obtain the State's CSCA certificates, from a master list or by exchange, and inspect again. Until then \
     this is a gap in your store and no evidence about the traveller.",
);

pub(super) const CSCA_NOT_A_CA: Explanation = explain(
    "Doc 9303-12 §7.1.1",
    "The certificate that would confirm the signer is not one of an authority, or not in the form the policy \
     demands.",
    "First-generation CSCA certificates lack the entries that make an authority.",
    "See whether the certificate stands in an official master list. If it does, profile icao accepts it with \
     a note.",
);

pub(super) const CSCA_EXPIRED: Explanation = explain(
    "TR-03135-1 §5.6.4.3.4",
    "The certificate of the issuing State's authority was past its validity at the time of judging.",
    "Authorities renew their certificates, and the store has only the old one.",
    "Add the newer certificate or the link to it; both confirm the same signers as long as the key is the \
     same.",
);

pub(super) const CSCA_NOT_YET_VALID: Explanation = explain(
    "TR-03135-1 §5.6.4.3.4",
    "The authority's certificate is valid from a later day than the one of judging.",
    "States distribute certificates before their first use, and clocks may lag.",
    "Verify date and time zone of the machine, and whether an older certificate of the State is missing from \
     the store.",
);

pub(super) const CSCA_PATH_TOO_LONG: Explanation = explain(
    "RFC 5280 §6.1",
    "More link certificates than the limit lie between the signer's authority and a root that is trusted.",
    "A State that has renewed its key many times and whose newer roots are not in the store.",
    "Load the State's current root itself; the path is short then.",
);

pub(super) const CSCA_REVOKED: Explanation = explain(
    "RFC 5280 §6.1.3 (a)(3), Doc 9303-12 §7.1.4",
    "The State handed its trust on to this key by a link certificate, and has withdrawn that certificate.",
    "A link was made with a mistake and replaced by another, which is not in the store.",
    "Fetch the State's current certificates and lists. If the link stays withdrawn, do not rely on what the key signed.",
);

pub(super) const CRL_MISSING: Explanation = explain(
    "Doc 9303-12 App. D.1.2",
    "There is no revocation list of the issuing State at hand, so it is not known whether the signer was \
     withdrawn.",
    "Many States publish no list, and networks are down at times.",
    "Fetch the State's list from the ICAO PKD or its own address. If it has none, your rules say whether \
     such documents may pass.",
);

pub(super) const CRL_STALE: Explanation = explain(
    "Doc 9303-12 App. D.1.2, RFC 5280 §5.1.2.5",
    "The newest list at hand should have been replaced already; later withdrawals would not be in it.",
    "The download has failed for some time, or the State is late with its publication.",
    "Renew the list. When the State is late itself, weigh the age of the list against the situation.",
);

pub(super) const CRL_NOT_YET_VALID: Explanation = explain(
    "RFC 5280 §5.1.2.4, §6.3.3",
    "The lists at hand were issued after the time for which the document is judged, so none of them was in force.",
    "The clock of the machine is behind, or a document is judged for a day in the past.",
    "Verify date and time zone of the machine. For a day in the past, load a list of that time as well.",
);

pub(super) const TRUST_NOT_GRANTED: Explanation = explain(
    "Doc 9303-12 §4, App. D.1.1",
    "The input holds something that it was not allowed to bring: an authority's certificate where only lists or signers \
     are expected, or a master list without a statement of who may sign it.",
    "A folder holds certificates beside a master list, and the signer of the list was named as the one to trust.",
    "If you trust the certificate itself, name its file, or allow anchors from the folder.",
);

pub(super) const TRUST_NOT_RECOGNISED: Explanation = explain(
    "RFC 5280 §4.1, §5.1, RFC 7468, RFC 2849",
    "The input is neither a certificate, a revocation list, a list of a State, PEM, LDIF nor an archive of them.",
    "A web page was saved in place of the file, or the text was stored in another encoding.",
    "See what the file holds, and fetch it again. The text of the entry names what was found.",
);

pub(super) const CRL_SIGNATURE: Explanation = explain(
    "RFC 5280 §6.3.3",
    "The revocation list is not signed by a trusted authority of the State, so it is not used.",
    "The list was signed with a newer key whose certificate is not in the store.",
    "Bring the State's certificates up to date. Then fetch the list from another place in case it was \
     altered on its way.",
);

pub(super) const CRL_UNSUPPORTED: Explanation = explain(
    "Doc 9303-12 §7.1.4",
    "The list covers only a part of the certificates or those of other issuers, which the profile does not \
     allow.",
    "General purpose authorities publish such lists as a matter of course.",
    "Ask the State for a complete list. The partial one cannot show that a signer was not withdrawn.",
);

pub(super) const COUNTRY_DS_CSCA_MISMATCH: Explanation = explain(
    "Doc 9303-12 §7.1.1, Table 5",
    "Signer and authority name different States: one State's authority may not vouch for another's \
     documents.",
    "Territories and organisations that issue under the authority of another, and changes of a country's \
     code.",
    "See whether the two codes belong to one issuer. If not, both States should be informed.",
);

pub(super) const COUNTRY_DS_MRZ_MISMATCH: Explanation = explain(
    "Doc 9303-11 §5.1.1",
    "The State in the machine readable zone is not the one whose key signed the document.",
    "A misread code, or an arrangement by which one State makes documents for another.",
    "Read the issuing State on the page again. If the difference remains, treat the document as one that \
     needs a full examination.",
);

pub(super) const COUNTRY_NAME_MISMATCH: Explanation = explain(
    "Doc 9303-12 §7.1.1.2",
    "The signer's certificate names one country in its name and another in its alternative name.",
    "A template copied from another country's system by the same manufacturer.",
    "Point the State's certification authority to it, and accept its answer for the whole series.",
);

pub(super) const COUNTRY_UNKNOWN_CODE: Explanation = explain(
    "Doc 9303-3 §5",
    "One of the codes to be compared is in no table, so it stays open whether all sources name one State.",
    "Codes of new States and organisations, and codes of test systems.",
    "Check if a newer version of this software knows the code; otherwise compare by eye.",
);
