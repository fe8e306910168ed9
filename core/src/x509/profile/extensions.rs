//! Doc 9303-12 Table 6: the extensions, for each role whether they are there, whether they are critical, what they hold.

use super::Presence::{self, Forbidden as X, Mandatory as M, Optional as O};
use super::values::{self, Value};
use super::{Departure, Role};
use crate::oid::{self, Oid};
use crate::vocabulary::{DeviationKind, Message};
use crate::x509::{Certificate, Extension};

/// A row of Table 6.
pub struct Row {
    pub(super) name: &'static str,
    pub(super) kinds: &'static [Oid<'static>],
    presence: [Presence; 4],
    pub(super) critical: bool,
    kind: DeviationKind,
    value: Value,
}

const fn row(
    name: &'static str,
    kinds: &'static [Oid<'static>],
    presence: [Presence; 4],
    critical: bool,
    value: Value,
) -> Row {
    Row { name, kinds, presence, critical, kind: DeviationKind::CertificateProfile, value }
}

/// A row whose departures have the code of key identifiers.
const fn identifier(
    name: &'static str,
    kinds: &'static [Oid<'static>],
    presence: [Presence; 4],
    value: Value,
) -> Row {
    Row { name, kinds, presence, critical: false, kind: DeviationKind::KeyIdentifier, value }
}

/// The columns are in the order of [`Role`]. Of a document type list only the presence is here: `ds.document_type` reads
/// it and tells how it is encoded.
#[rustfmt::skip]
pub(super) static EXTENSIONS: &[Row] = &[
    //                                                                        root link DS list  critical
    identifier("authorityKeyIdentifier", &[oid::AUTHORITY_KEY_IDENTIFIER],    [O, M, M, M], values::authority_key_identifier),
    identifier("subjectKeyIdentifier", &[oid::SUBJECT_KEY_IDENTIFIER],        [M, M, O, O], values::subject_key_identifier),
    row("keyUsage", &[oid::KEY_USAGE],                                        [M, M, M, M], true,  values::key_usage),
    row("privateKeyUsagePeriod", &[oid::PRIVATE_KEY_USAGE_PERIOD],            [M, M, M, O], false, values::usage_period),
    row("certificatePolicies", &[oid::CERTIFICATE_POLICIES],                  [O, O, O, O], false, values::policies),
    row("policyMappings", &[oid::POLICY_MAPPINGS],                            [X, X, X, X], false, values::any),
    row("subjectAltName", &[oid::SUBJECT_ALT_NAME],                           [M, M, M, M], false, values::alternative_name),
    row("issuerAltName", &[oid::ISSUER_ALT_NAME],                             [M, M, M, M], false, values::issuer_alternative_name),
    row("subjectDirectoryAttributes", &[oid::SUBJECT_DIRECTORY_ATTRIBUTES],   [X, X, X, X], false, values::any),
    row("basicConstraints", &[oid::BASIC_CONSTRAINTS],                        [M, M, X, X], true,  values::basic_constraints),
    row("nameConstraints", &[oid::NAME_CONSTRAINTS],                          [X, X, X, X], false, values::any),
    row("policyConstraints", &[oid::POLICY_CONSTRAINTS],                      [X, X, X, X], false, values::any),
    row("extKeyUsage", &[oid::EXTENDED_KEY_USAGE],                            [X, X, X, M], true,  values::extended_key_usage),
    row("cRLDistributionPoints", &[oid::CRL_DISTRIBUTION_POINTS],             [M, M, M, M], false, values::distribution_points),
    row("inhibitAnyPolicy", &[oid::INHIBIT_ANY_POLICY],                       [X, X, X, X], false, values::any),
    row("freshestCRL", &[oid::FRESHEST_CRL],                                  [X, X, X, X], false, values::any),
    row("privateInternetExtensions",
        &[oid::AUTHORITY_INFO_ACCESS, oid::SUBJECT_INFO_ACCESS],              [O, O, O, O], false, values::any),
    row("nameChange", &[oid::NAME_CHANGE],                                    [O, O, X, X], false, values::name_change),
    row("documentTypeList",
        &[oid::DOCUMENT_TYPE_LIST, oid::DOCUMENT_TYPE_LIST_OLD],              [X, X, M, X], false, values::any),
    row("netscapeCertificateExtensions", &[oid::NETSCAPE_CERTIFICATE],        [X, X, X, X], false, values::any),
];

/// The row of what no other row names.
const OTHERS: &str = "otherPrivateExtensions";

impl Row {
    /// Whether certificates of this role have the extension.
    pub fn presence(&self, role: Role) -> Presence {
        let [root, link, document_signer, list_signer] = self.presence;
        match role {
            Role::CscaRoot => root,
            Role::CscaLink => link,
            Role::DocumentSigner => document_signer,
            Role::ListSigner => list_signer,
        }
    }

    fn has(&self, kind: Oid<'_>) -> bool {
        self.kinds.iter().any(|own| *own == kind || kind.is_under(*own))
    }

    pub(super) fn departures(&self, certificate: &Certificate, role: Role) -> Vec<Departure> {
        let presence = self.presence(role);
        let depart = |what| Departure::new(self.name, self.kind, what);
        let tell = |text: &'static str| depart(Message::Said { what: text.into() });
        let found: Vec<&Extension> =
            certificate.extensions().iter().filter(|extension| self.has(extension.oid())).collect();
        match presence {
            Presence::Mandatory if found.is_empty() => return vec![tell("is missing")],
            Presence::Forbidden if !found.is_empty() => {
                return vec![tell("is present, which the profile forbids")];
            }
            _ => {}
        }
        let mut departures = Vec::new();
        for extension in found {
            if extension.is_critical() != self.critical {
                departures.push(tell(if self.critical { "is not critical" } else { "is critical" }));
            }
            departures.extend((self.value)(certificate, extension, role).map(depart));
        }
        departures
    }
}

impl core::fmt::Debug for Row {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Row({})", self.name)
    }
}

/// Extensions of other kinds are allowed, and not critical.
pub(super) fn others(certificate: &Certificate) -> Option<Departure> {
    let unknown = |extension: &&Extension| !EXTENSIONS.iter().any(|row| row.has(extension.oid()));
    let mut critical =
        certificate.extensions().iter().filter(unknown).filter(|extension| extension.is_critical());
    let first = critical.next()?.oid();
    let what = Message::HoldCritical { oid: first.to_string().into() };
    Some(Departure::new(OTHERS, DeviationKind::CertificateProfile, what))
}
