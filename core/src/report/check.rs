//! The checks: their stable ids, what holds when they succeed, the clause, and the group they count in.

use core::fmt;

/// Something that was or could have been checked.
///
/// ```
/// use doc9303::report::Check;
/// assert_eq!(Check::DgHash(2).to_string(), "dg2.hash");
/// assert_eq!(Check::parse("dg2.hash"), Some(Check::DgHash(2)));
/// assert_eq!(Check::SodSignature.clause(), "Doc 9303-11 §5.1");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
#[allow(missing_docs, reason = "each variant's meaning is the sentence of `Check::holds`, kept in one table")]
pub enum Check {
    MrzFormat,
    MrzCheckDigits,
    MrzDates,
    MrzCodes,
    MrzName,
    ChipAccess,
    ChipComSod,
    ChipSecurityInfos,
    SodStructure,
    SodHash,
    SodSignature,
    /// `dg1.hash` to `dg16.hash`.
    DgHash(u8),
    DsSignature,
    DsValidity,
    CscaValidity,
    DsRevocation,
    DsProfile,
    DsDocumentType,
    DsIssuePeriod,
    CardSecurityHash,
    CardSecuritySignature,
    ChipActiveAuth,
    ChipChallenge,
    ChipChipAuth,
    ChipPaceCam,
    Dg2Image,
    SealFormat,
    SealSignature,
    SealSigner,
    SealCountry,
    DocumentExpiry,
    CountryConsistency,
    CombinedMrzDg1,
    CombinedDg11Dg1,
    CombinedMrzSeal,
    CombinedVisaPassport,
}

/// Results are summed up in groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// What is printed.
    Optical,
    /// What the chip holds and does.
    Electronic,
    /// Visible digital seals.
    Seal,
    /// What several sources say together.
    Combined,
}

/// How a check counts towards the verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weight {
    /// Every outcome counts.
    Mandatory,
    /// `failed` and `successful` count, `undetermined` and `aborted` do not.
    Optional,
    /// Reported only.
    Evaluatory,
}

struct Row {
    check: Check,
    id: &'static str,
    holds: &'static str,
    clause: &'static str,
    weight: Weight,
}

const fn row(
    check: Check,
    id: &'static str,
    holds: &'static str,
    clause: &'static str,
    weight: Weight,
) -> Row {
    Row { check, id, holds, clause, weight }
}

use Check as C;
use Weight::{Evaluatory, Mandatory, Optional};

/// One row a check, in the order of a report. Data groups are written out from their template.
static ROWS: &[Row] = &[
    row(
        C::MrzFormat,
        "mrz.format",
        "a known layout, its length and character set, a known document code",
        "Doc 9303-3 §4",
        Mandatory,
    ),
    row(
        C::MrzCheckDigits,
        "mrz.check_digits",
        "every check digit of the layout fits",
        "Doc 9303-3 §4.9",
        Mandatory,
    ),
    row(
        C::MrzDates,
        "mrz.dates",
        "the dates exist in the calendar and are in order",
        "Doc 9303-3 §4.8",
        Mandatory,
    ),
    row(
        C::MrzCodes,
        "mrz.codes",
        "issuing State and nationality are known codes",
        "Doc 9303-3 §5",
        Mandatory,
    ),
    row(C::MrzName, "mrz.name", "the name field follows the grammar of names", "Doc 9303-3 §4.6", Evaluatory),
    row(
        C::ChipAccess,
        "chip.access",
        "the access protocol that the chip announces was used",
        "Doc 9303-11 §4.2",
        Optional,
    ),
    row(C::ChipComSod, "chip.com_sod", "EF.COM lists what EF.SOD lists", "TR-03135-1 §5.6.4.4.1", Mandatory),
    row(
        C::ChipSecurityInfos,
        "chip.security_infos",
        "EF.CardAccess, DG14 and EF.CardSecurity agree",
        "Doc 9303-11 §9.2",
        Mandatory,
    ),
    row(
        C::SodStructure,
        "sod.structure",
        "SignedData and LDS security object follow the profile",
        "Doc 9303-10 §4.6.2",
        Mandatory,
    ),
    row(
        C::SodHash,
        "sod.hash",
        "the signed attributes hold the digest of the LDS security object",
        "RFC 5652 §5.4",
        Mandatory,
    ),
    row(
        C::SodSignature,
        "sod.signature",
        "the Document Signer's key verifies the signature",
        "Doc 9303-11 §5.1",
        Mandatory,
    ),
    row(C::DgHash(0), "dg", "the bytes read hash to the value in EF.SOD", "Doc 9303-11 §5.1", Mandatory),
    row(
        C::DsSignature,
        "ds.signature",
        "a trusted CSCA key verifies the Document Signer certificate",
        "Doc 9303-12 App. D",
        Mandatory,
    ),
    row(
        C::DsValidity,
        "ds.validity",
        "the Document Signer certificate is valid at the time of inspection",
        "TR-03135-1 §5.6.4.3.4",
        Mandatory,
    ),
    row(
        C::CscaValidity,
        "csca.validity",
        "the CSCA certificate is valid at the time of inspection",
        "TR-03135-1 §5.6.4.3.4",
        Mandatory,
    ),
    row(
        C::DsRevocation,
        "ds.revocation",
        "a current revocation list of the issuing State does not list the Document Signer",
        "Doc 9303-12 App. D",
        Mandatory,
    ),
    row(
        C::DsProfile,
        "ds.profile",
        "extensions and key usage fit a Document Signer",
        "Doc 9303-12 §7.1",
        Mandatory,
    ),
    row(
        C::DsDocumentType,
        "ds.document_type",
        "the Document Signer may sign this document type",
        "Doc 9303-11 §5.1.1 (1)",
        Mandatory,
    ),
    row(
        C::DsIssuePeriod,
        "ds.issue_period",
        "the issue date lies in the private key usage period",
        "Doc 9303-11 §5.1.1 (3)",
        Optional,
    ),
    row(
        C::CardSecurityHash,
        "card_security.hash",
        "the signed attributes hold the digest of the security infos",
        "Doc 9303-10 §3.11.4",
        Mandatory,
    ),
    row(
        C::CardSecuritySignature,
        "card_security.signature",
        "a trusted signer's key verifies EF.CardSecurity",
        "Doc 9303-10 §3.11.4",
        Mandatory,
    ),
    row(
        C::ChipActiveAuth,
        "chip.active_auth",
        "the response proves the private key of an authenticated DG15",
        "Doc 9303-11 §6.1",
        Mandatory,
    ),
    row(
        C::ChipChallenge,
        "chip.challenge",
        "Active Authentication answered a challenge that the caller chose",
        "Doc 9303-11 §6.1.2.1",
        Mandatory,
    ),
    row(
        C::ChipChipAuth,
        "chip.chip_auth",
        "a working secure channel proved the key of DG14",
        "Doc 9303-11 §6.2",
        Mandatory,
    ),
    row(
        C::ChipPaceCam,
        "chip.pace_cam",
        "PACE proved the key of EF.CardSecurity",
        "Doc 9303-11 §4.4.3.5",
        Mandatory,
    ),
    row(
        C::Dg2Image,
        "dg2.image",
        "the face image decodes and fits its header",
        "ISO/IEC 19794-5, 39794-5",
        Evaluatory,
    ),
    row(
        C::SealFormat,
        "seal.format",
        "header, message and features of the seal are well formed",
        "Doc 9303-13 §2",
        Mandatory,
    ),
    row(
        C::SealSignature,
        "seal.signature",
        "the signer's key verifies the seal",
        "Doc 9303-13 §2.5",
        Mandatory,
    ),
    row(
        C::SealSigner,
        "seal.signer",
        "the seal signer's certificate is known, trusted, in force, not revoked and fit for this type",
        "Doc 9303-13 App. D",
        Mandatory,
    ),
    row(
        C::SealCountry,
        "seal.country",
        "header, signer and zone name one country",
        "TR-03135-1 §5.9.1.5",
        Mandatory,
    ),
    row(
        C::DocumentExpiry,
        "document.expiry",
        "the document has not expired at the time of inspection",
        "TR-03135-1 §5.7.1",
        Mandatory,
    ),
    row(
        C::CountryConsistency,
        "country.consistency",
        "zone, DG1, Document Signer and CSCA name one issuer",
        "Doc 9303-11 §5.1.1 (2)",
        Mandatory,
    ),
    row(C::CombinedMrzDg1, "combined.mrz_dg1", "printed zone and DG1 agree", "TR-03135-1 §5.7.2", Mandatory),
    row(
        C::CombinedDg11Dg1,
        "combined.dg11_dg1",
        "DG11 agrees with DG1 where both speak",
        "TR-03135-1 §5.7",
        Evaluatory,
    ),
    row(
        C::CombinedMrzSeal,
        "combined.mrz_seal",
        "printed zone and seal agree",
        "TR-03135-1 §5.7.7",
        Mandatory,
    ),
    row(
        C::CombinedVisaPassport,
        "combined.visa_passport",
        "the visa belongs to this passport",
        "TR-03135-1 §5.7.4",
        Mandatory,
    ),
];

static DATA_GROUP_IDS: [&str; 16] = [
    "dg1.hash",
    "dg2.hash",
    "dg3.hash",
    "dg4.hash",
    "dg5.hash",
    "dg6.hash",
    "dg7.hash",
    "dg8.hash",
    "dg9.hash",
    "dg10.hash",
    "dg11.hash",
    "dg12.hash",
    "dg13.hash",
    "dg14.hash",
    "dg15.hash",
    "dg16.hash",
];

impl Check {
    /// Every check, in the order of a report.
    pub fn all() -> impl Iterator<Item = Check> {
        ROWS.iter().flat_map(|row| {
            let numbers = if row.check == C::DgHash(0) { 1..=16 } else { 0..=0 };
            numbers.map(|number| if number == 0 { row.check } else { C::DgHash(number) })
        })
    }

    /// The stable id.
    pub fn id(self) -> &'static str {
        match self {
            C::DgHash(number) => usize::from(number)
                .checked_sub(1)
                .and_then(|index| DATA_GROUP_IDS.get(index))
                .copied()
                .unwrap_or("dg.hash"),
            _ => self.row().map_or("", |row| row.id),
        }
    }

    /// The check of this id.
    pub fn parse(id: &str) -> Option<Check> {
        Check::all().find(|check| check.id() == id)
    }

    /// What holds when the check is successful.
    pub fn holds(self) -> &'static str {
        self.row().map_or("", |row| row.holds)
    }

    /// The clause that the check implements.
    pub fn clause(self) -> &'static str {
        self.row().map_or("", |row| row.clause)
    }

    /// The weight in policy `icao`.
    pub fn weight(self) -> Weight {
        self.row().map_or(Weight::Evaluatory, |row| row.weight)
    }

    /// The group in which the check counts.
    pub fn group(self) -> Group {
        match self {
            C::MrzFormat | C::MrzCheckDigits | C::MrzDates | C::MrzCodes | C::MrzName => Group::Optical,
            C::SealFormat | C::SealSignature | C::SealSigner | C::SealCountry => Group::Seal,
            C::DocumentExpiry
            | C::CountryConsistency
            | C::CombinedMrzDg1
            | C::CombinedDg11Dg1
            | C::CombinedMrzSeal
            | C::CombinedVisaPassport => Group::Combined,
            _ => Group::Electronic,
        }
    }

    /// Whether the id is kept for a later version: no report of this one holds the check.
    ///
    /// ```
    /// use doc9303::report::Check;
    /// assert!(Check::SealSignature.is_reserved());
    /// assert!(!Check::SodSignature.is_reserved());
    /// ```
    pub fn is_reserved(self) -> bool {
        matches!(self.group(), Group::Seal)
            || matches!(self, C::Dg2Image | C::CombinedMrzSeal | C::CombinedVisaPassport)
    }

    fn row(self) -> Option<&'static Row> {
        let template = if matches!(self, C::DgHash(_)) { C::DgHash(0) } else { self };
        ROWS.iter().find(|row| row.check == template)
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl Group {
    /// Every group, in the order of a report.
    pub const ALL: [Group; 4] = [Group::Optical, Group::Electronic, Group::Seal, Group::Combined];

    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Group::Optical => "optical",
            Group::Electronic => "electronic",
            Group::Seal => "seal",
            Group::Combined => "combined",
        }
    }
}

impl Weight {
    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Weight::Mandatory => "mandatory",
            Weight::Optional => "optional",
            Weight::Evaluatory => "evaluatory",
        }
    }
}
