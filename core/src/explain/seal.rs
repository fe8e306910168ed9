//! Seals: `seal.*`, and what a seal or a visa says beside zones (Doc 9303-13 §3.3 and App. D, Doc 9303-7 App. A).

use super::{Explanation, explain};

pub(super) const SEAL_READ_ERROR: Explanation = explain(
    "Doc 9303-13 App. D (READ_ERROR)",
    "The reader of barcodes brought no bytes, so nothing is known of the seal.",
    "Dirt, wear, a reflection, a cover over the page, or ink that the camera does not see.",
    "Clean the page and read the barcode again, from another side or with another reader.",
);

pub(super) const SEAL_WRONG_FORMAT: Explanation = explain(
    "Doc 9303-13 §2, App. D (WRONG_FORMAT)",
    "The seal does not have the form that it claims: a part is missing, too long or of another kind.",
    "A barcode of another kind beside the seal was read, the picture was cut, or the program that read it changed \
     bytes that are no letters.",
    "Read the barcode once more, as bytes and not as text. If it stays so, examine the document.",
);

pub(super) const SEAL_UNKNOWN_CERTIFICATE: Explanation = explain(
    "Doc 9303-13 App. D (UNKNOWN_CERTIFICATE)",
    "The seal names the certificate of its signer, and that certificate is not in the trust store. Nothing can be \
     said of the seal.",
    "Signers of seals change each year, and their certificates are fetched apart from those of chips.",
    "Fetch the certificates of this State's seal signers, and judge again.",
);

pub(super) const SEAL_UNTRUSTED_CERTIFICATE: Explanation = explain(
    "Doc 9303-13 App. D (UNTRUSTED_CERTIFICATE)",
    "The certificate of the seal's signer is not under any trusted CSCA. Anybody can make such a certificate.",
    "The trust store is not complete: the State has a new CSCA, or signs seals under one of its own.",
    "Complete the trust store from a source that you trust, and judge again.",
);

pub(super) const SEAL_EXPIRED_CERTIFICATE: Explanation = explain(
    "Doc 9303-13 App. D (EXPIRED_CERTIFICATE)",
    "The certificate of the seal's signer is not in force, or was not on the day of the signature.",
    "A document that outlived its signer's certificate, or a wrong clock at the time of inspection.",
    "Check the date of the inspection. Then judge the document by its other features.",
);

pub(super) const SEAL_REVOKED_CERTIFICATE: Explanation = explain(
    "Doc 9303-13 App. D (REVOKED_CERTIFICATE)",
    "The State has revoked the certificate of the seal's signer: its seals prove nothing any more.",
    "Documents that were issued before the revocation have the same seals as those that were not.",
    "Ask the issuing State about this document. The bearer need not know of the revocation.",
);

pub(super) const SEAL_INVALID_SIGNATURE: Explanation = explain(
    "Doc 9303-13 §2.4, App. D (INVALID_SIGNATURE)",
    "What the seal says is not what the signer signed: at least one bit differs.",
    "A barcode that was read with errors which its own correction did not find, and programs that change bytes.",
    "Read the barcode once more. If it stays so, the seal is not genuine: examine the document.",
);

pub(super) const SEAL_DOCUMENT_TYPE: Explanation = explain(
    "Doc 9303-12 §7.1.1.6, Doc 9303-13 App. D (INVALID_DOCUMENTTYPE)",
    "The signer is trusted, but not for documents of this type.",
    "A State that lists its document types in another spelling.",
    "Ask the issuing State which documents this signer seals.",
);

pub(super) const SEAL_COUNTRY_MISMATCH: Explanation = explain(
    "TR-03135-1 §5.9.1.5",
    "The seal, its signer and the zone do not name one State.",
    "States that share a signer, and a header that a State fills in its own way.",
    "Ask the State that the document names who signs its seals.",
);

pub(super) const COMBINED_SEAL_MISMATCH: Explanation = explain(
    "TR-03135-1 §5.7.7, Doc 9303-7 App. A (SEAL_VISA_MISMATCH)",
    "What is printed is not what was sealed. A genuine seal on another document proves nothing for it.",
    "The printed lines were misread.",
    "Read the printed zone again. If it stays different, the print was changed or the seal is of another document.",
);

pub(super) const COMBINED_DTC_MISMATCH: Explanation = explain(
    "ICAO TR DTC-VC",
    "The virtual component on the bearer's phone holds another file than the chip that is shown.",
    "The bearer has a new passport, and the component was made from the old one.",
    "Have a new virtual component made from the passport that is shown.",
);

pub(super) const COMBINED_VISA_MISMATCH: Explanation = explain(
    "TR-03135-1 §5.7.4, Doc 9303-7 App. A (SEAL_PASSPORT_MISMATCH)",
    "The visa was given for another passport, or names another person.",
    "The bearer has a new passport and the visa is in the old one, or a name is cut or spelt otherwise.",
    "Have the bearer show the passport whose number the visa names.",
);
