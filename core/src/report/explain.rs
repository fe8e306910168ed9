//! Explanations of the checks, for whoever has to act on a report.

use crate::explain::{Explanation, explain};
use crate::vocabulary::{Check, CheckWords, DeviationKind, Language};
use crate::{Code, DataGroup};

impl Check {
    /// What holds when the check is successful, why it can fail with an honest document, what may be done next, and the
    /// clause.
    pub fn explanation(self) -> Explanation {
        let [meaning, benign_causes, next_steps] = self.texts();
        explain(self.clause(), meaning, benign_causes, next_steps)
    }

    /// The check as people call it.
    ///
    /// ```
    /// use doc9303::{DataGroup, report::{Check, Language}};
    /// assert_eq!(Check::SodSignature.title_in(Language::German), "Signatur des Ausstellers");
    /// assert_eq!(Check::DgHash(DataGroup::DG2).title_in(Language::English), "Data group 2 unchanged");
    /// ```
    pub fn title_in(self, language: Language) -> String {
        let name = self.words_in(language).map_or(self.as_str(), |words| words.name.as_str());
        match self {
            Check::DgHash(data_group) => name.replace("{n}", &data_group.number().to_string()),
            _ => name.to_owned(),
        }
    }

    /// [`Check::explanation`] in a language, where it is shorter; the English where the language has none.
    pub fn explanation_in(self, language: Language) -> Explanation {
        match self.words_in(language) {
            Some(words) if language != Language::English => {
                explain(self.clause(), &words.means, &words.honest, &words.next)
            }
            _ => self.explanation(),
        }
    }

    fn words_in(self, language: Language) -> Option<&'static CheckWords> {
        let id = if matches!(self, Check::DgHash(_)) { "dg.hash" } else { self.as_str() };
        language.words().check(id)
    }

    fn texts(self) -> [&'static str; 3] {
        use Check as C;
        match self {
            C::MrzFormat => [
                "The zone has one of the layouts of Doc 9303, with its number of lines and characters, its \
                 alphabet and a document code that it may carry.",
                "Misread characters, a cover over the edge of the page, and national documents with layouts \
                 of their own.",
                "Read the zone again and then look at the page. Where the zone cannot be read at all, the \
                 chip's own copy is the better source.",
            ],
            C::MrzCheckDigits => [
                "Each check digit of the zone is the one that follows from the characters it covers. They \
                 catch reading errors; whoever can print can also compute them.",
                "One misread letter or digit, in nearly all cases.",
                "Compare the field that the reason names with the page, character by character.",
            ],
            C::MrzDates => [
                "Birth and expiry are days of the calendar, and in that order. Parts of a date of birth may \
                 be unknown.",
                "A misread digit, or unknown parts that the issuer wrote in another way.",
                "Read both dates in the visual zone, where they are written out.",
            ],
            C::MrzCodes => [
                "The issuing State and the nationality are codes of the standard, or codes that real \
                 documents are known to bear.",
                "New codes, old codes on documents that are still valid, and misread letters.",
                "Look the code up in ICAO's current list before asking the traveller anything.",
            ],
            C::MrzName => [
                "The name field follows the grammar of names. This is reported and does not count.",
                "Long names are cut, and names of many cultures do not divide into surname and given names.",
                "Go by the name in the visual zone and in the chip.",
            ],
            C::ChipAccess => [
                "The chip was opened by the strongest protocol that it offers.",
                "A terminal that knows only the older protocol, or records that do not say how the chip was \
                 opened.",
                "Read with a terminal that performs PACE. It does not touch the question whether the data \
                 are signed.",
            ],
            C::ChipComSod => [
                "The unsigned table of contents lists the same data groups as the signed list.",
                "A table that was written before the last data group was added.",
                "Go by the signed list and see which data group makes the difference.",
            ],
            C::ChipSecurityInfos => [
                "The files that announce the chip's protocols agree with each other, the unsigned one with \
                 the signed ones.",
                "A slip in personalisation that a whole series shares.",
                "Read once more by another terminal, to exclude that the announcement was changed on its \
                 way.",
            ],
            C::SodStructure => [
                "The signed file is built as the standard says: one signer, a list of hashes with DG1 and \
                 DG2, nothing twice, nothing behind it.",
                "A reading that broke off, or an issuer's departure that is not yet known here.",
                "Read the file again, and send the reason to the makers of this software if an undamaged \
                 document fails.",
            ],
            C::SodHash => [
                "The signature refers to exactly this list of hashes.",
                "Bytes changed by a faulty medium or a conversion on the way here.",
                "Make a fresh reading from the chip. Do not go on with the stored copy.",
            ],
            C::SodSignature => [
                "The key in the signer's certificate verifies the signature over the list of hashes. Whether \
                 the signer is one of the State's is the question of ds.signature.",
                "An algorithm that is not supported here, or data that were damaged.",
                "Look at the reason: unknown algorithms leave the question open, an invalid signature does \
                 not.",
            ],
            C::DgHash(DataGroup::DG1) => [
                "The zone in the chip is, byte for byte, the one that was signed.",
                "The file is of another document or of another reading.",
                "Read DG1 again. As long as this fails, the identity that the chip gives is not proven.",
            ],
            C::DgHash(DataGroup::DG2) => [
                "The face image in the chip is the one that was signed.",
                "The largest file of the chip is the one that suffers most from a document that moves while \
                 it is read.",
                "Read DG2 again, and compare the bearer with the printed picture meanwhile.",
            ],
            C::DgHash(DataGroup::DG3 | DataGroup::DG4) => [
                "The fingerprints or irises in the chip are those that were signed.",
                "Only terminals with the State's permission can read them, so they are seldom at hand.",
                "If you may read them, do so again; if not, their absence means nothing.",
            ],
            C::DgHash(DataGroup::DG14 | DataGroup::DG15) => [
                "The file with the chip's own public keys is the one that was signed; only then can a proof \
                 by the chip count.",
                "A terminal that skips the file, or reads it in a shortened form.",
                "See to it that DG14 and DG15 are read in full, and let the chip prove its key.",
            ],
            C::DgHash(_) => [
                "This additional data group is the one that was signed.",
                "Details that some systems re-encode when they store them.",
                "Read it from the document and do not use its contents before the hashes agree.",
            ],
            C::DsSignature => [
                "A key of the issuing State, which the caller trusts, verifies the certificate of whoever \
                 signed the document.",
                "The store lacks the State's current certificate. This is the most frequent gap of all.",
                "If it is undetermined, bring the store up to date. If it failed, refer the document: the \
                 named authority did not sign this signer.",
            ],
            C::DsValidity => [
                "The signer's certificate was valid at the time of judging, and its own signing time lies \
                 within that validity.",
                "Certificates that were issued for too short a time, and wrong clocks on either side.",
                "Check the time of inspection; kept documents are judged with profile archive.",
            ],
            C::CscaValidity => [
                "The authority's certificate was valid at the time of judging.",
                "An old certificate in the store whose successor has been published.",
                "Load the newer certificates of this State and inspect anew.",
            ],
            C::DsRevocation => [
                "A current list of the State does not name the signer among the withdrawn certificates.",
                "No list, or only an old one, is at hand.",
                "Fetch the list. Where the signer is named, consult the State on which documents are meant.",
            ],
            C::DsProfile => [
                "The signer's certificate is made for signing documents, and has no condition that is not \
                 understood.",
                "Certificates from the years before the profile was settled.",
                "Weigh what the reason names: a missing entry is a matter of form, another purpose is not.",
            ],
            C::DsDocumentType => [
                "The State allows this signer to sign this type of document.",
                "A list that lags behind the documents in use.",
                "Compare code and list; ask the issuer about a type that it introduced lately.",
            ],
            C::DsIssuePeriod => [
                "The document was issued while the signer's key was in use for signing.",
                "Dates of issue that mean the day of application or of delivery.",
                "Consider the distance in days before anything else.",
            ],
            C::CardSecurityHash => [
                "The signature of EF.CardSecurity refers to exactly the announcements in it.",
                "A faulty transfer of this one file.",
                "Read EF.CardSecurity again; it is open to the terminal only after PACE.",
            ],
            C::CardSecuritySignature => [
                "A trusted signer signed EF.CardSecurity, from which the chip's key for PACE is taken.",
                "The signer's authority is missing from the store, as with the document itself.",
                "Complete the certificates of the State and judge both files again.",
            ],
            C::ChipActiveAuth => [
                "The chip answered a fresh question with the private key that belongs to its signed DG15. A \
                 copy of the files cannot do this.",
                "A terminal that did not ask, or an answer that was lost.",
                "Ask again while the document lies on the reader; a second failure calls for an examination.",
            ],
            C::ChipChallenge => [
                "The question that the chip answered was chosen at random for this occasion by whoever judges, so the \
                 answer is no old one.",
                "A record that came along with the files, from a terminal that is not your own.",
                "Say that the record is your own terminal's, or name the challenge that you chose.",
            ],
            C::ChipAuthentication => [
                "The chip opened a secure channel by the private key that belongs to its signed DG14. A copy \
                 of the files cannot do so.",
                "The terminal does not support the chip's curve, or contact broke during the protocol.",
                "Repeat with an up-to-date terminal and a document that lies still.",
            ],
            C::ChipPaceCam => [
                "While it was being opened, the chip proved the key of its signed EF.CardSecurity.",
                "A terminal that used another variant of PACE with this chip.",
                "Let the terminal choose the variant with mapping by the chip, or ask for another proof.",
            ],
            C::ChipSession => [
                "PACE was not given up for less, what it was chosen by is repeated in a signed file, and every \
                 answer came under the keys of the session. This is reported and does not count: each file \
                 is judged by its signature.",
                "A document that moved in the field, a chip that reports an error in the open, and a terminal \
                 that falls back to the older protocol.",
                "Lay the document down again and let it lie until the reading ends.",
            ],
            C::TerminalRights => [
                "Fingerprints and irises came from the chip only as far as the certificates of the terminal \
                 allow. This is reported and does not count.",
                "Series whose chips announce the protection and do not enforce it.",
                "Do not use these data groups where no law allows it, and tell the issuing State's contact.",
            ],
            C::SealFormat => [
                "The seal has a header, a message and a signature, and the features that its profile demands.",
                "Another barcode of the document was read, or a program took its bytes for text.",
                "Read the barcode once more, as bytes.",
            ],
            C::SealSignature => [
                "The seal is what its signer signed, bit by bit.",
                "A barcode that was read with errors, or a signer whose certificate is not at hand.",
                "Read the barcode once more.",
            ],
            C::SealSigner => [
                "The certificate of the seal's signer is at hand, is under a trusted CSCA, is in force and not \
                 revoked, and may seal documents of this type.",
                "A trust store without this State's signers of seals, or with old revocation lists.",
                "Complete the trust store and judge again.",
            ],
            C::SealCountry => [
                "Header, signer and zone of the sealed document name one State.",
                "A State that has its seals signed by another one.",
                "Ask the State that the document names.",
            ],
            C::CombinedMrzSeal => [
                "The printed zone is the one that was sealed, as far as the seal covers it.",
                "A misread letter.",
                "Read the printed zone again.",
            ],
            C::CombinedVisaPassport => [
                "The visa was given for this passport: number, nationality and date of birth agree, and the names.",
                "A new passport with the visa in the old one.",
                "Ask for the passport that the visa was given for.",
            ],
            C::CombinedDtcChip => [
                "Every file of the virtual component is, byte by byte, that of the chip that is shown.",
                "A component that was made from an older passport.",
                "Read the chip again, and all files of the component with it.",
            ],
            C::DocumentExpiry => [
                "The document's last day of validity has not passed.",
                "Oversight by the traveller, prolongation by decree, or a wrong clock.",
                "Verify the date on the page and the rules for expired documents of this State.",
            ],
            C::CountryConsistency => [
                "Zone, chip, signer and authority all name the same issuing State.",
                "Territories, organisations and special arrangements between States.",
                "See which of the four differs, and if the two codes belong to one issuer.",
            ],
            C::CombinedMrzDg1 => [
                "The printed zone and the chip's copy are the same text.",
                "Misreading of the printed zone, by far the most often.",
                "Trust neither alone: read the print again where they differ.",
            ],
            C::CombinedDg11Dg1 => [
                "Where the additional details and the zone speak of the same thing, they say the same. This \
                 is reported and does not count.",
                "Corrections, changed names and conversions between calendars that reached one file only.",
                "Note the difference for the record.",
            ],
        }
    }
}

impl Code {
    /// What the code means, in one sentence of a language; the English where the language has none.
    ///
    /// ```
    /// use doc9303::{Code, report::Language};
    /// assert_eq!(Code::DocumentExpired.meaning_in(Language::French), "Le document est périmé.");
    /// ```
    pub fn meaning_in(self, language: Language) -> &'static str {
        meaning_in(language, self.as_str(), self.meaning())
    }
}

impl DeviationKind {
    /// What the kind means, in one sentence of a language; the English where the language has none.
    pub fn meaning_in(self, language: Language) -> &'static str {
        meaning_in(language, self.as_str(), self.meaning())
    }
}

fn meaning_in(language: Language, code: &str, english: &'static str) -> &'static str {
    let words = if language == Language::English { None } else { language.words().code(code) };
    words.unwrap_or(english)
}
