//! What the chip's proofs may rely on: keys and security infos of files that a trusted signer signed. Each is made from
//! a value that only passive authentication, or the check of EF.CardSecurity, makes.

use super::card_security::SignedCardSecurity;
use super::passive_auth::AuthenticFile;
use crate::crypto::{KeyError, PublicKey};
use crate::lds::{self, FileId, SecurityInfo, SecurityInfos};
use crate::vocabulary::{DataGroup, Reason};

/// A public key out of a file that a trusted signer signed. The proofs of the chip take no other.
pub(crate) struct AuthenticKey(PublicKey);

impl AuthenticKey {
    /// The key of Active Authentication in EF.DG15; `None` for another file.
    pub(crate) fn of_dg15(file: &AuthenticFile<'_>) -> Option<Result<Self, Reason>> {
        if file.data_group() != DataGroup::DG15 {
            return None;
        }
        let key = match lds::dg15_key(file.bytes()) {
            Ok(spki) => read(PublicKey::from_spki(spki), FileId::Dg(DataGroup::DG15)),
            Err(error) => Err(Reason::from(error)),
        };
        Some(key)
    }

    pub(crate) fn public_key(&self) -> &PublicKey {
        &self.0
    }
}

fn read(key: Result<PublicKey, KeyError>, file: FileId) -> Result<AuthenticKey, Reason> {
    key.map(AuthenticKey).map_err(|error| Reason::new(error.code(), format!("{file}: {error}")))
}

/// Security infos out of a file that a trusted signer signed.
pub(crate) struct AuthenticInfos {
    infos: SecurityInfos,
    file: FileId,
}

impl AuthenticInfos {
    /// The security infos of EF.DG14; `None` for another file, or for one that cannot be read.
    pub(crate) fn of_dg14(file: &AuthenticFile<'_>) -> Option<Self> {
        let is_dg14 = file.data_group() == DataGroup::DG14;
        let infos = SecurityInfos::parse_dg14(file.bytes()).ok().filter(|_| is_dg14)?;
        Some(AuthenticInfos { infos, file: FileId::Dg(DataGroup::DG14) })
    }

    /// The security infos of EF.CardSecurity.
    pub(super) fn of_card_security(file: SignedCardSecurity) -> Self {
        AuthenticInfos { infos: file.into_infos(), file: FileId::CardSecurity }
    }

    pub(crate) fn infos(&self) -> &SecurityInfos {
        &self.infos
    }

    /// The keys of Chip Authentication that the terminal may have used, in the order of the file.
    pub(crate) fn chip_keys(
        &self,
        may_be_used: impl Fn(&SecurityInfo) -> bool,
    ) -> impl Iterator<Item = Result<AuthenticKey, Reason>> {
        let infos =
            self.infos.iter().filter(move |info| info.is_chip_authentication_key() && may_be_used(info));
        infos.map(|info| read(PublicKey::from_agreement_spki(info.required()), self.file))
    }
}
