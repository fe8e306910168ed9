//! The chip's private key of Chip Authentication (Doc 9303-11 §6.2) and of the mapping that proves it (§4.4.3.5).

use crate::cipher::{Cipher, Secret};
use crate::group::Group;
use crate::private_key::{elliptic_private_key, private_key_info};
use core::fmt;
use doc9303::raw::SecurityInfos;
use doc9303_asn1::{Reader, tag};

/// A private key of the chip with its group. It is overwritten when it is dropped.
///
/// ```
/// use doc9303_reader::chip::StaticKey;
/// let key = StaticKey::new(13, &[1; 32]).unwrap();
/// assert_eq!(key.group().name(), "brainpoolP256r1");
/// assert_eq!(key.public_key().len(), 65);
/// assert!(StaticKey::new(13, &[0; 32]).is_none(), "zero is no key");
/// ```
#[derive(Clone)]
pub struct StaticKey {
    group: Group,
    private_key: Secret,
    public_key: Vec<u8>,
    parameter_id: Option<i64>,
    key_id: Option<i64>,
    ciphers: Vec<Cipher>,
}

impl fmt::Debug for StaticKey {
    /// The group and the identifier, without the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = f.debug_struct("StaticKey");
        parts.field("group", &self.group.name()).field("key_id", &self.key_id).finish_non_exhaustive()
    }
}

impl StaticKey {
    /// A key of standardised domain parameters: a big-endian number as long as the group's order. It takes every cipher. `None`
    /// for what is no key of such a group.
    pub fn new(parameter_id: i64, private_key: &[u8]) -> Option<StaticKey> {
        StaticKey::of(Group::standardized(parameter_id)?, private_key, Some(parameter_id))
    }

    /// The key of a `PrivateKeyInfo` (RFC 5208 §5), which names or spells out one of the standardised groups. `None` for anything
    /// else.
    ///
    /// ```
    /// use doc9303_reader::chip::StaticKey;
    /// assert!(StaticKey::from_pkcs8(&[0x30, 0x00]).is_none());
    /// ```
    pub fn from_pkcs8(der: &[u8]) -> Option<StaticKey> {
        let (algorithm, key) = private_key_info(der)?;
        let group = Group::from_algorithm(algorithm)?;
        let mut reader = Reader::new(key, "private key");
        let number = match group.is_elliptic() {
            true => elliptic_private_key(key)?,
            false => reader.expect(tag::INTEGER).ok()?.unsigned_integer().ok()?,
        };
        let zeros = number.iter().take_while(|byte| **byte == 0).count();
        let number = number.get(zeros..)?;
        let missing = group.private_key_length().checked_sub(number.len())?;
        let number = Secret::new([&vec![0; missing][..], number].concat());
        StaticKey::of(group, &number, None)
    }

    fn of(group: Group, private_key: &[u8], parameter_id: Option<i64>) -> Option<StaticKey> {
        let is_key = private_key.len() == group.private_key_length() && group.is_private_key(private_key);
        let public_key = is_key.then(|| group.public_key(private_key))??;
        let private_key = Secret::new(private_key.to_vec());
        let ciphers = Cipher::ALL.to_vec();
        Some(StaticKey { group, private_key, public_key, parameter_id, key_id: None, ciphers })
    }

    /// The same key, which the terminal names by this identifier.
    #[must_use]
    pub fn with_key_id(self, key_id: i64) -> StaticKey {
        StaticKey { key_id: Some(key_id), ..self }
    }

    /// The same key with the identifier that an EF.DG14 gives to its public key; unchanged if the file does not have it.
    ///
    /// ```
    /// use doc9303_reader::chip::{StaticKey, data_group_14};
    /// let file = data_group_14(&[], &[StaticKey::new(13, &[1; 32]).unwrap().with_key_id(7)]);
    /// assert_eq!(StaticKey::new(13, &[1; 32]).unwrap().named_in(&file).key_id(), Some(7));
    /// assert_eq!(StaticKey::new(13, &[2; 32]).unwrap().named_in(&file).key_id(), None);
    /// ```
    #[must_use]
    pub fn named_in(self, data_group_14: &[u8]) -> StaticKey {
        let Ok(infos) = SecurityInfos::parse_dg14(data_group_14) else { return self };
        let mut keys = infos.iter().filter(|info| info.is_chip_authentication_key());
        let named = keys.find_map(|info| {
            let (group, element) = Group::from_public_key(info.required())?;
            (group.name() == self.group.name() && element == self.public_key).then(|| info.identifier())?
        });
        StaticKey { key_id: named.or(self.key_id), ..self }
    }

    /// The same key, for these ciphers alone.
    #[must_use]
    pub fn with_ciphers(self, ciphers: impl IntoIterator<Item = Cipher>) -> StaticKey {
        StaticKey { ciphers: ciphers.into_iter().collect(), ..self }
    }

    /// The group.
    pub fn group(&self) -> &Group {
        &self.group
    }

    /// The public key, an element of the group.
    pub fn public_key(&self) -> &[u8] {
        &self.public_key
    }

    /// The identifier by which the terminal names the key.
    pub fn key_id(&self) -> Option<i64> {
        self.key_id
    }

    pub(super) fn parameter_id(&self) -> Option<i64> {
        self.parameter_id
    }

    pub(super) fn ciphers(&self) -> &[Cipher] {
        &self.ciphers
    }

    pub(super) fn private_key(&self) -> &[u8] {
        &self.private_key
    }
}
