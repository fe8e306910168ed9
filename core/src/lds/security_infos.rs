//! SecurityInfos (Doc 9303-11 §9.2) in DG14, EF.CardAccess and EF.CardSecurity.

use super::FileId;
use crate::DataGroup;
use crate::asn1::{Element, Reader, tag};
use crate::oid::{self, Oid};
use crate::{Error, Limits};

/// The protocols and keys that a chip announces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SecurityInfos(Vec<SecurityInfo>);

/// `SecurityInfo ::= SEQUENCE { protocol OID, requiredData ANY, optionalData ANY OPTIONAL }`. National ones are seen without any
/// data.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SecurityInfo {
    protocol: Box<[u8]>,
    required: Box<[u8]>,
    optional: Option<Box<[u8]>>,
}

impl SecurityInfo {
    /// The protocol.
    pub fn protocol(&self) -> Oid<'_> {
        Oid::new(&self.protocol)
    }

    /// The required data as a whole element; empty if there is none.
    pub fn required(&self) -> &[u8] {
        &self.required
    }

    /// The optional data as a whole element.
    pub fn optional(&self) -> Option<&[u8]> {
        self.optional.as_deref()
    }

    /// The optional data as a number: a key or parameter identifier.
    pub fn identifier(&self) -> Option<i64> {
        Reader::new(self.optional()?, "security info").expect(tag::INTEGER).ok()?.small_integer().ok()
    }

    /// Whether this announces PACE in any mapping (§9.2.1).
    pub fn is_pace(&self) -> bool {
        self.protocol().is_under(oid::PACE)
    }

    /// Whether this announces PACE with Chip Authentication Mapping.
    pub fn is_pace_cam(&self) -> bool {
        self.protocol().is_under(oid::PACE_CAM)
    }

    /// Whether this announces Terminal Authentication (§9.2.7, TR-03110-3 §A.1.1.3).
    pub fn is_terminal_authentication(&self) -> bool {
        self.protocol() == oid::TERMINAL_AUTHENTICATION
    }

    /// Whether this holds a Chip Authentication key (§9.2.6).
    pub fn is_chip_authentication_key(&self) -> bool {
        self.protocol().is_under(oid::CHIP_AUTHENTICATION_KEY)
    }
}

impl SecurityInfos {
    /// Reads DG14, the whole file.
    ///
    /// # Errors
    /// If the bytes are not of this kind: the code says what is wrong, the place where.
    pub fn parse_dg14(bytes: &[u8]) -> Result<Self, Error> {
        SecurityInfos::parse_dg14_within(bytes, &Limits::DEFAULT)
    }

    pub(crate) fn parse_dg14_within(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        let file = FileId::Dg(DataGroup::DG14).open_within(bytes, limits)?;
        // Swedish chips carry bytes behind the SET; the hash covers them, and they mean nothing.
        SecurityInfos::read(file.element.reader().expect(tag::SET)?)
    }

    /// Reads EF.CardAccess, the whole file.
    ///
    /// # Errors
    /// If the bytes are not of this kind: the code says what is wrong, the place where.
    pub fn parse_card_access(bytes: &[u8]) -> Result<Self, Error> {
        SecurityInfos::parse_card_access_within(bytes, &Limits::DEFAULT)
    }

    pub(crate) fn parse_card_access_within(bytes: &[u8], limits: &Limits) -> Result<Self, Error> {
        SecurityInfos::read(FileId::CardAccess.open_within(bytes, limits)?.element)
    }

    /// Reads a SET that stands alone.
    pub(super) fn parse_set(mut reader: Reader<'_>) -> Result<Self, Error> {
        let set = reader.expect(tag::SET)?;
        reader.finish()?;
        SecurityInfos::read(set)
    }

    fn read(set: Element<'_>) -> Result<Self, Error> {
        let infos = set.reader().each(|reader| {
            let mut fields = reader.expect(tag::SEQUENCE)?.reader();
            let protocol = fields.expect(tag::OID)?.oid()?.as_bytes().into();
            let required = if fields.is_empty() { Box::default() } else { fields.read()?.span().into() };
            let optional = if fields.is_empty() { None } else { Some(fields.read()?.span().into()) };
            Ok::<_, Error>(SecurityInfo { protocol, required, optional })
        })?;
        Ok(SecurityInfos(infos))
    }

    /// Every info; unknown ones included, since chips carry national ones.
    pub fn iter(&self) -> impl Iterator<Item = &SecurityInfo> {
        self.0.iter()
    }

    /// Whether an info that means the same is here too.
    pub fn contains(&self, info: &SecurityInfo) -> bool {
        self.0.contains(info)
    }

    /// The signature algorithm that Active Authentication uses with an EC key (§9.2.4).
    pub fn active_authentication_algorithm(&self) -> Option<Oid<'_>> {
        let info = self.0.iter().find(|info| info.protocol() == oid::ACTIVE_AUTHENTICATION)?;
        Reader::new(info.optional()?, "security info").expect(tag::OID).ok()?.oid().ok()
    }
}
