//! The clauses of TR-03135-1 chapter 5 under which checks are logged: a tree of elements, as the guideline has its sections.

use doc9303::DataGroup;
use doc9303::report::{Check, Group, Outcome};

/// One clause: its element, its number, the checks that stand under it, and the clauses within it.
pub(crate) struct Clause {
    /// With its prefix.
    pub(crate) element: &'static str,
    pub(crate) number: &'static str,
    pub(crate) excludes: Excludes,
    pub(crate) checks: &'static [Check],
    pub(crate) parts: &'static [Clause],
}

/// The result that the table of a clause says cannot occur.
pub(crate) enum Excludes {
    Nothing,
    /// What lacks is undetermined.
    NotSupported,
    /// What is open is logged as this, which is never successful.
    Undetermined(Outcome),
}

impl Clause {
    /// The result as the clause's table allows it.
    pub(crate) fn allowed(&self, result: Outcome) -> Outcome {
        match (&self.excludes, result) {
            (Excludes::NotSupported, Outcome::NotSupported) => Outcome::Undetermined,
            (Excludes::Undetermined(instead), Outcome::Undetermined) => *instead,
            _ => result,
        }
    }

    /// The elements down to that of a check.
    fn path_to(&self, check: Check) -> Option<(Vec<&'static str>, &'static str)> {
        if self.checks.contains(&check) {
            return Some((vec![self.element], self.number));
        }
        self.parts.iter().find_map(|part| {
            let (mut path, number) = part.path_to(check)?;
            path.insert(0, self.element);
            Some((path, number))
        })
    }
}

/// Where a check is logged.
///
/// ```
/// use doc9303::report::{Check, Group};
/// use doc9303_tr03135::Place;
/// let place = Place::of(Check::SodHash).unwrap();
/// assert_eq!(place.clause, "5.6.4.2.2");
/// assert_eq!(place.class, Group::Electronic);
/// assert!(place.element.ends_with("/dce:DocumentSecurityObject/dce:Hash"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The class of checks (TR-03135-1 §3.6). It can differ from [`Check::group`]: the guideline compares States with the chip.
    pub class: Group,
    /// The section of TR-03135-1 that describes the check, such as `5.6.4.3.3`.
    pub clause: &'static str,
    /// The path of the element below `dc:DocumentCheck`, with the prefixes of Table 6.1.
    pub element: String,
}

impl Place {
    /// The place of a check; `None` for one that is younger than this crate.
    pub fn of(check: Check) -> Option<Place> {
        CLASSES.iter().find_map(|(class, clause)| {
            let (path, number) = clause.path_to(check)?;
            Some(Place { class: *class, clause: number, element: path.join("/") })
        })
    }
}

/// The classes of checks, in the order of §3.6.
pub(crate) const CLASSES: [(Group, &Clause); 4] = [
    (Group::Optical, &OPTICAL),
    (Group::Electronic, &ELECTRONIC),
    (Group::Seal, &SEAL),
    (Group::Combined, &COMBINED),
];

const fn clause(element: &'static str, number: &'static str) -> Clause {
    Clause { element, number, excludes: Excludes::Nothing, checks: &[], parts: &[] }
}

impl Clause {
    const fn excluding(self, excludes: Excludes) -> Clause {
        Clause { excludes, ..self }
    }

    const fn of(self, checks: &'static [Check]) -> Clause {
        Clause { checks, ..self }
    }

    const fn with(self, parts: &'static [Clause]) -> Clause {
        Clause { parts, ..self }
    }
}

/// Where nothing else describes a check that came to nothing (§3.5.2).
const OPEN_IS_ABORTED: Excludes = Excludes::Undetermined(Outcome::Aborted);
/// Where a file, a comparand or a rule is missing.
const OPEN_IS_NOT_SUPPORTED: Excludes = Excludes::Undetermined(Outcome::NotSupported);

static OPTICAL: Clause = clause("dco:OpticalCheck", "5.5.4").with(&[clause("dco:MRZCompliance", "5.5.4.1")
    .excluding(OPEN_IS_ABORTED)
    .of(&[Check::MrzFormat, Check::MrzDates, Check::MrzCodes, Check::MrzName])
    .with(&[clause("dco:MRZConsistency", "5.5.4.1.1")
        .excluding(OPEN_IS_ABORTED)
        .of(&[Check::MrzCheckDigits])])]);

static ELECTRONIC: Clause = clause("dce:ElectronicCheck", "5.6").with(&[ACCESS, CONTENT]);

const ACCESS: Clause = clause("dce:ChipAccess", "5.6.3").excluding(OPEN_IS_ABORTED).with(&[
    clause("dce:BACOrPACE", "5.6.3.1")
        .excluding(OPEN_IS_ABORTED)
        .of(&[Check::ChipAccess, Check::ChipSession]),
    clause("dce:TerminalAuthentication", "5.6.3.2").of(&[Check::TerminalRights]),
]);

const CONTENT: Clause = clause("dce:ChipContent", "5.6.4").excluding(Excludes::NotSupported).with(&[
    clause("dce:ChipAuthenticity", "5.6.4.1").with(&[
        clause("dce:ActiveAuthentication", "5.6.4.1.1").of(&[Check::ChipActiveAuth, Check::ChipChallenge]),
        clause("dce:ChipAuthentication", "5.6.4.1.2").of(&[Check::ChipAuthentication]),
        clause("dce:PACECAM", "5.6.4.1.3").of(&[Check::ChipPaceCam]),
    ]),
    SECURITY_OBJECTS,
    ISSUER_CERTIFICATES,
    INTEGRITY,
    clause("dce:IssuingState", "5.6.4.5").excluding(Excludes::NotSupported).of(&[Check::CountryConsistency]),
]);

const SECURITY_OBJECTS: Clause =
    clause("dce:SecurityObjects", "5.6.4.2.1").excluding(Excludes::NotSupported).with(&[
        clause("dce:DocumentSecurityObject", "5.6.4.2.2")
            .excluding(Excludes::NotSupported)
            .of(&[Check::SodStructure])
            .with(&[
                clause("dce:Hash", "5.6.4.2.2").excluding(Excludes::NotSupported).of(&[Check::SodHash]),
                clause("dce:Signature", "5.6.4.2.2")
                    .excluding(Excludes::NotSupported)
                    .of(&[Check::SodSignature]),
            ]),
        clause("dce:CardSecurityObject", "5.6.4.2.2").excluding(Excludes::NotSupported).with(&[
            clause("dce:Hash", "5.6.4.2.2").excluding(Excludes::NotSupported).of(&[Check::CardSecurityHash]),
            clause("dce:Signature", "5.6.4.2.2")
                .excluding(Excludes::NotSupported)
                .of(&[Check::CardSecuritySignature]),
        ]),
    ]);

const ISSUER_CERTIFICATES: Clause = clause("dce:IssuerCertificates", "5.6.4.3.2")
    .excluding(Excludes::NotSupported)
    .of(&[Check::DsProfile, Check::DsDocumentType, Check::DsIssuePeriod])
    .with(&[
        clause("dce:DocumentSignerSignature", "5.6.4.3.3")
            .excluding(Excludes::NotSupported)
            .of(&[Check::DsSignature]),
        clause("dce:Validity", "5.6.4.3.4").excluding(Excludes::NotSupported).with(&[
            clause("dce:CSCAValidity", "5.6.4.3.4").of(&[Check::CscaValidity]),
            clause("dce:DocumentSignerValidity", "5.6.4.3.4").of(&[Check::DsValidity]),
        ]),
        clause("dce:Revocation", "5.6.4.3.5").excluding(Excludes::NotSupported).of(&[Check::DsRevocation]),
    ]);

const INTEGRITY: Clause = clause("dce:Integrity", "5.6.4.4")
    .excluding(Excludes::NotSupported)
    .of(&[Check::ChipSecurityInfos])
    .with(&[
        clause("dce:SODAndCOM", "5.6.4.4.1").excluding(OPEN_IS_NOT_SUPPORTED).of(&[Check::ChipComSod]),
        clause(DATA_GROUPS, "5.6.4.4.2").excluding(Excludes::NotSupported).of(&[
            Check::DgHash(DataGroup::DG1),
            Check::DgHash(DataGroup::DG2),
            Check::DgHash(DataGroup::DG3),
            Check::DgHash(DataGroup::DG4),
            Check::DgHash(DataGroup::DG5),
            Check::DgHash(DataGroup::DG6),
            Check::DgHash(DataGroup::DG7),
            Check::DgHash(DataGroup::DG8),
            Check::DgHash(DataGroup::DG9),
            Check::DgHash(DataGroup::DG10),
            Check::DgHash(DataGroup::DG11),
            Check::DgHash(DataGroup::DG12),
            Check::DgHash(DataGroup::DG13),
            Check::DgHash(DataGroup::DG14),
            Check::DgHash(DataGroup::DG15),
            Check::DgHash(DataGroup::DG16),
        ]),
    ]);

/// The element below which each data group is told.
pub(crate) const DATA_GROUPS: &str = "dce:DataGroups";

static SEAL: Clause = clause("dcs:SealCheck", "5.9.1").with(&[
    clause("dcs:Integrity", "5.9.1.2").with(&[clause("dcs:Structure", "5.9.1.2.1")
        .excluding(OPEN_IS_NOT_SUPPORTED)
        .of(&[Check::SealFormat])]),
    clause("dcs:IssuerCertificates", "5.9.1.3").of(&[Check::SealSigner]),
    clause("dcs:Authenticity", "5.9.1.4")
        .with(&[clause("dcs:Signature", "5.9.1.4.1").of(&[Check::SealSignature])]),
    clause("dcs:Country", "5.9.1.5").of(&[Check::SealCountry]),
]);

static COMBINED: Clause =
    clause("dcc:CombinedCheck", "5.7").of(&[Check::CombinedDtcChip, Check::CombinedDg11Dg1]).with(&[
        clause("dcc:Expiry", "5.7.1").excluding(Excludes::NotSupported).of(&[Check::DocumentExpiry]),
        clause(MRZ_AND_DG1, "5.7.2").of(&[Check::CombinedMrzDg1]),
        clause("dcc:AcrossDocuments", "5.7.4")
            .excluding(OPEN_IS_NOT_SUPPORTED)
            .of(&[Check::CombinedVisaPassport]),
        clause("dcc:PrintedAndSealedMRZ", "5.7.7")
            .excluding(OPEN_IS_NOT_SUPPORTED)
            .of(&[Check::CombinedMrzSeal]),
    ]);

/// The element that tells where zone and chip differ.
pub(crate) const MRZ_AND_DG1: &str = "dcc:MRZAndDG1";
