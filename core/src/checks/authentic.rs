//! What the chip's proofs may rely on: keys and security infos of files that a trusted signer signed. Each is made from
//! a value that only passive authentication, or the check of EF.CardSecurity, makes.

use super::card_security::SignedCardSecurity;
use super::passive_auth::AuthenticFile;
use crate::crypto::{AgreementKey, KeyError, VerifyingKey};
use crate::lds::{self, FileId, SecurityInfo, SecurityInfos};
use crate::vocabulary::{DataGroup, Message, Reason};

/// A public key out of a file that a trusted signer signed. The proofs of the chip take no other.
pub(crate) struct AuthenticKey<K>(K);

impl<K> AuthenticKey<K> {
    pub(crate) fn public_key(&self) -> &K {
        &self.0
    }
}

impl AuthenticKey<VerifyingKey> {
    /// The key of Active Authentication in EF.DG15; `None` for another file.
    pub(crate) fn of_dg15(file: &AuthenticFile<'_>) -> Option<Result<Self, Reason>> {
        if file.data_group() != DataGroup::DG15 {
            return None;
        }
        let key = match lds::dg15_key(file.bytes(), file.limits()) {
            Ok(spki) => read(VerifyingKey::from_spki(spki), FileId::Dg(DataGroup::DG15)),
            Err(error) => Err(Reason::from(error)),
        };
        Some(key)
    }
}

fn read<K>(key: Result<K, KeyError>, file: FileId) -> Result<AuthenticKey<K>, Reason> {
    let message = |fault: KeyError| Message::FileKeyFault {
        file: file.as_str().into(),
        fault: fault.to_string().into(),
    };
    key.map(AuthenticKey).map_err(|error| Reason::new(error.into(), message(error)))
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
        let infos = SecurityInfos::parse_dg14_within(file.bytes(), file.limits()).ok().filter(|_| is_dg14)?;
        Some(AuthenticInfos { infos, file: FileId::Dg(DataGroup::DG14) })
    }

    /// The security infos of EF.CardSecurity.
    pub(crate) fn of_card_security(file: SignedCardSecurity) -> Self {
        AuthenticInfos { infos: file.into_infos(), file: FileId::CardSecurity }
    }

    pub(crate) fn infos(&self) -> &SecurityInfos {
        &self.infos
    }

    /// The keys of Chip Authentication that the terminal may have used, in the order of the file.
    pub(crate) fn chip_keys(
        &self,
        may_be_used: impl Fn(&SecurityInfo) -> bool,
    ) -> impl Iterator<Item = Result<AuthenticKey<AgreementKey>, Reason>> {
        let infos =
            self.infos.iter().filter(move |info| info.is_chip_authentication_key() && may_be_used(info));
        infos.map(|info| read(AgreementKey::from_spki(info.required()), self.file))
    }
}
