//! The checks: their stable ids, what each requires, the clause, how it counts, and the group it counts in.

use super::{DataGroup, Weight, displayed, stable_names};

/// The groups by which results are summed up.
///
/// ```
/// use doc9303::report::{Check, Group};
/// assert_eq!(Check::SodHash.group(), Group::Electronic);
/// assert_eq!("combined".parse(), Ok(Group::Combined));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Group {
    /// What is printed.
    Optical,
    /// What the chip holds and does.
    Electronic,
    /// The seal.
    Seal,
    /// What several sources say together.
    Combined,
}

stable_names!(
    Group,
    "group",
    Optical = "optical",
    Electronic = "electronic",
    Seal = "seal",
    Combined = "combined",
);

/// What the table says of one check.
struct Row {
    id: &'static str,
    requirement: &'static str,
    clause: &'static str,
    group: Group,
    weight: Weight,
}

/// Writes the enumeration and its table from one list, so that a check has a row and a row a check. The hashes of data
/// groups are between the checks before and after them, with one row for all.
macro_rules! checks {
    (
        before { $( $name:ident: $group:ident, $weight:ident, $id:literal, $requirement:literal, $clause:literal; )+ }
        hashes { $dg_requirement:literal, $dg_clause:literal }
        after { $( $later:ident: $later_group:ident, $later_weight:ident, $later_id:literal, $later_requirement:literal,
           $later_clause:literal; )+ }
    ) => {
        /// Something that was or could have been checked.
        ///
        /// ```
        /// use doc9303::DataGroup;
        /// use doc9303::report::Check;
        /// assert_eq!(Check::DgHash(DataGroup::DG2).to_string(), "dg2.hash");
        /// assert_eq!("dg2.hash".parse(), Ok(Check::DgHash(DataGroup::DG2)));
        /// assert_eq!(Check::SodSignature.clause(), "Doc 9303-11 §5.1");
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Check {
            $( #[doc = concat!("`", $id, "`: ", $requirement, " (", $clause, ").")] $name, )+
            #[doc = concat!("`dg1.hash` to `dg16.hash`: ", $dg_requirement, " (", $dg_clause, ").")]
            DgHash(DataGroup),
            $( #[doc = concat!("`", $later_id, "`: ", $later_requirement, " (", $later_clause, ").")] $later, )+
        }

        impl Check {
            /// Every check, in the order of a report.
            pub fn all() -> impl Iterator<Item = Check> {
                let before = [ $( Check::$name, )+ ];
                let after = [ $( Check::$later, )+ ];
                before.into_iter().chain(DataGroup::ALL.map(Check::DgHash)).chain(after)
            }

            const fn row(self) -> Row {
                match self {
                    $( Check::$name => Row {
                        id: $id,
                        requirement: $requirement,
                        clause: $clause,
                        group: Group::$group,
                        weight: Weight::$weight,
                    }, )+
                    Check::DgHash(data_group) => Row {
                        id: data_group.hash_check_id(),
                        requirement: $dg_requirement,
                        clause: $dg_clause,
                        group: Group::Electronic,
                        weight: Weight::Mandatory,
                    },
                    $( Check::$later => Row {
                        id: $later_id,
                        requirement: $later_requirement,
                        clause: $later_clause,
                        group: Group::$later_group,
                        weight: Weight::$later_weight,
                    }, )+
                }
            }
        }
    };
}

checks! {
    before {
    MrzFormat: Optical, Mandatory, "mrz.format",
        "a known layout, its length and character set, a known document code", "Doc 9303-3 §4";
    MrzCheckDigits: Optical, Mandatory, "mrz.check_digits",
        "every check digit of the layout fits", "Doc 9303-3 §4.9";
    MrzDates: Optical, Mandatory, "mrz.dates",
        "the dates exist in the calendar and are in order", "Doc 9303-3 §4.8";
    MrzCodes: Optical, Mandatory, "mrz.codes",
        "issuing State and nationality are known codes", "Doc 9303-3 §5";
    MrzName: Optical, Evaluatory, "mrz.name",
        "the name field follows the grammar of names", "Doc 9303-3 §4.6";
    ChipAccess: Electronic, Optional, "chip.access",
        "the access protocol that the chip announces was used", "Doc 9303-11 §4.2";
    ChipComSod: Electronic, Mandatory, "chip.com_sod",
        "EF.COM lists what EF.SOD lists", "TR-03135-1 §5.6.4.4.1";
    ChipSecurityInfos: Electronic, Mandatory, "chip.security_infos",
        "EF.CardAccess, DG14 and EF.CardSecurity agree", "Doc 9303-11 §9.2";
    SodStructure: Electronic, Mandatory, "sod.structure",
        "SignedData and LDS security object follow the profile", "Doc 9303-10 §4.6.2";
    SodHash: Electronic, Mandatory, "sod.hash",
        "the signed attributes hold the digest of the LDS security object", "RFC 5652 §5.4";
    SodSignature: Electronic, Mandatory, "sod.signature",
        "the Document Signer's key verifies the signature", "Doc 9303-11 §5.1";
    }
    hashes { "the bytes read hash to the value in EF.SOD", "Doc 9303-11 §5.1" }
    after {
    DsSignature: Electronic, Mandatory, "ds.signature",
        "a trusted CSCA key verifies the Document Signer certificate", "Doc 9303-12 App. D";
    DsValidity: Electronic, Mandatory, "ds.validity",
        "the Document Signer certificate is valid at the time of inspection", "TR-03135-1 §5.6.4.3.4";
    CscaValidity: Electronic, Mandatory, "csca.validity",
        "the CSCA certificate is valid at the time of inspection", "TR-03135-1 §5.6.4.3.4";
    DsRevocation: Electronic, Mandatory, "ds.revocation",
        "a current revocation list of the issuing State does not list the Document Signer", "Doc 9303-12 App. D";
    DsProfile: Electronic, Mandatory, "ds.profile",
        "extensions and key usage fit a Document Signer", "Doc 9303-12 §7.1";
    DsDocumentType: Electronic, Mandatory, "ds.document_type",
        "the Document Signer may sign this document type", "Doc 9303-11 §5.1.1 (1)";
    DsIssuePeriod: Electronic, Optional, "ds.issue_period",
        "the issue date lies in the private key usage period", "Doc 9303-11 §5.1.1 (3)";
    CardSecurityHash: Electronic, Mandatory, "card_security.hash",
        "the signed attributes hold the digest of the security infos", "Doc 9303-10 §3.11.4";
    CardSecuritySignature: Electronic, Mandatory, "card_security.signature",
        "a trusted signer's key verifies EF.CardSecurity", "Doc 9303-10 §3.11.4";
    ChipActiveAuth: Electronic, Mandatory, "chip.active_auth",
        "the response proves the private key of an authenticated DG15", "Doc 9303-11 §6.1";
    ChipChallenge: Electronic, Mandatory, "chip.challenge",
        "Active Authentication answered a challenge that the caller chose", "Doc 9303-11 §6.1.2.1";
    ChipAuthentication: Electronic, Mandatory, "chip.chip_auth",
        "a working secure channel proved the key of DG14", "Doc 9303-11 §6.2";
    ChipPaceCam: Electronic, Mandatory, "chip.pace_cam",
        "PACE proved the key of EF.CardSecurity", "Doc 9303-11 §4.4.3.5";
    ChipSession: Electronic, Evaluatory, "chip.session",
        "the strongest protocol opened the chip, and every answer after it was protected", "Doc 9303-11 §9.8";
    TerminalRights: Electronic, Evaluatory, "terminal.rights",
        "the chip gave fingerprints and irises within the rights of the terminal", "TR-03110-3 §C.4.1";
    SealFormat: Seal, Mandatory, "seal.format",
        "header, message and features of the seal are well formed", "Doc 9303-13 §2";
    SealSignature: Seal, Mandatory, "seal.signature",
        "the signer's key verifies the seal", "Doc 9303-13 §2.4";
    SealSigner: Seal, Mandatory, "seal.signer",
        "the signer's certificate is known, trusted, in force, not revoked, and for such documents", "Doc 9303-13 App. D";
    SealCountry: Seal, Mandatory, "seal.country",
        "header, signer and zone name one State", "TR-03135-1 §5.9.1.5";
    DocumentExpiry: Combined, Mandatory, "document.expiry",
        "the document has not expired at the time of inspection", "TR-03135-1 §5.7.1";
    CountryConsistency: Combined, Mandatory, "country.consistency",
        "zone, DG1, Document Signer and CSCA name one issuer", "Doc 9303-11 §5.1.1 (2)";
    CombinedMrzDg1: Combined, Mandatory, "combined.mrz_dg1",
        "printed zone and DG1 agree", "TR-03135-1 §5.7.2";
    CombinedMrzSeal: Combined, Mandatory, "combined.mrz_seal",
        "printed zone and seal agree", "TR-03135-1 §5.7.7";
    CombinedVisaPassport: Combined, Mandatory, "combined.visa_passport",
        "the visa was given for this passport", "TR-03135-1 §5.7.4";
    CombinedDtcChip: Combined, Mandatory, "combined.dtc_chip",
        "the virtual component holds the files of the chip that is shown", "ICAO TR DTC-VC §4";
    CombinedDg11Dg1: Combined, Evaluatory, "combined.dg11_dg1",
        "DG11 agrees with DG1 where both speak", "TR-03135-1 §5.7";
    }
}

displayed!(Check, "check", Check::all());

impl Check {
    /// The stable id, such as `sod.signature`.
    pub const fn as_str(self) -> &'static str {
        self.row().id
    }

    /// What the check requires: it holds when the check is successful.
    pub const fn requirement(self) -> &'static str {
        self.row().requirement
    }

    /// The clause that the check implements.
    pub const fn clause(self) -> &'static str {
        self.row().clause
    }

    /// The weight in policy `icao`.
    pub const fn weight(self) -> Weight {
        self.row().weight
    }

    /// The group in which the check counts.
    pub const fn group(self) -> Group {
        self.row().group
    }
}
