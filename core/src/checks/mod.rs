//! The checks: one file a chapter. Each gives results and never an error.

pub(crate) mod active_auth;
pub(crate) mod card_security;
pub(crate) mod certificate_profile;
pub(crate) mod chip;
pub(crate) mod chip_auth;
pub(crate) mod combined;
pub(crate) mod country;
pub(crate) mod data_groups;
pub(crate) mod dg11;
pub(crate) mod document_signer;
mod findings;
pub(crate) mod known_defects;
pub(crate) mod optical;
pub(crate) mod pace_cam;
pub(crate) mod passive_auth;
pub(crate) mod words;

pub(crate) use findings::Findings;

use crate::DataGroup;
use crate::crypto::{KeyError, PublicKey};
use crate::lds::{FileId, LdsSecurityObject};
use crate::report::SIGNED;
use crate::vocabulary::{Check, Reason};

/// What EF.SOD lists, and whether passive authentication vouches for it.
pub(crate) struct Authenticated<'a> {
    lds: Result<&'a LdsSecurityObject<'a>, Reason>,
}

/// A public key whose file a trusted signer signed. Only [`Authenticated`] and [`AuthenticatedKey::of_card_security`] make
/// one, and the proofs of the chip take nothing else.
pub(crate) struct AuthenticatedKey(PublicKey);

impl AuthenticatedKey {
    pub(crate) fn public_key(&self) -> &PublicKey {
        &self.0
    }

    /// Whether EF.CardSecurity is signed, and its signer's certificate under a trusted CSCA.
    pub(crate) fn is_card_security_signed(findings: &Findings<'_>) -> bool {
        findings.all_successful(&[Check::CardSecurityHash, Check::CardSecuritySignature])
    }

    /// A key agreement key that EF.CardSecurity holds; nothing if the file is not authenticated.
    pub(crate) fn of_card_security(spki: &[u8], findings: &Findings<'_>) -> Option<Result<Self, Reason>> {
        Self::is_card_security_signed(findings)
            .then(|| read(PublicKey::from_agreement_spki(spki), FileId::CardSecurity))
    }
}

fn read(key: Result<PublicKey, KeyError>, file: FileId) -> Result<AuthenticatedKey, Reason> {
    key.map(AuthenticatedKey).map_err(|error| Reason::new(error.code(), format!("{file}: {error}")))
}

impl<'a> Authenticated<'a> {
    pub(crate) fn new(lds: Result<&'a LdsSecurityObject<'a>, &Reason>) -> Self {
        Authenticated { lds: lds.map_err(Clone::clone) }
    }

    /// Whether EF.SOD lists a data group; the reason if EF.SOD cannot be read.
    pub(crate) fn lists(&self, data_group: DataGroup) -> Result<bool, Reason> {
        self.lds.as_ref().map(|lds| lds.hash(data_group).is_some()).map_err(Clone::clone)
    }

    /// Whether the data group is what a trusted Document Signer signed.
    pub(crate) fn holds(&self, data_group: DataGroup, findings: &Findings<'_>) -> bool {
        findings.all_successful(&SIGNED) && findings.all_successful(&[Check::DgHash(data_group)])
    }

    /// The key that a data group holds; nothing if the data group is not authenticated.
    pub(crate) fn key(
        &self,
        data_group: DataGroup,
        spki: &[u8],
        findings: &Findings<'_>,
    ) -> Option<Result<AuthenticatedKey, Reason>> {
        self.holds(data_group, findings).then(|| read(PublicKey::from_spki(spki), FileId::Dg(data_group)))
    }

    /// The key agreement key that a data group holds; nothing if the data group is not authenticated.
    pub(crate) fn agreement_key(
        &self,
        data_group: DataGroup,
        spki: &[u8],
        findings: &Findings<'_>,
    ) -> Option<Result<AuthenticatedKey, Reason>> {
        self.holds(data_group, findings)
            .then(|| read(PublicKey::from_agreement_spki(spki), FileId::Dg(data_group)))
    }
}
