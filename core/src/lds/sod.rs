//! EF.SOD (Doc 9303-10 §4.6.2): the signed list of data group hashes.

use super::{File, FileId};
use crate::asn1::{AlgorithmIdentifier, Element, Reader, tag};
use crate::cms::SignedData;
use crate::oid::{self, Oid};
use crate::{DataGroup, Error, Limits};

/// EF.SOD as far as its shape goes.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Sod<'a> {
    /// The file's frame.
    pub(crate) file: File<'a>,
    /// The signed data within.
    pub signed_data: SignedData<'a>,
    /// Offset of bytes that follow the signed data within tag 77.
    pub trailing: Option<usize>,
}

/// `LDSSecurityObject` (Doc 9303-10 §4.6.2.3).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct LdsSecurityObject<'a> {
    /// 0 for LDS 1.7, 1 for LDS 1.8.
    pub version: i64,
    /// Hashes the data groups; may differ from the digest of the signature.
    pub hash_algorithm: AlgorithmIdentifier<'a>,
    /// The hashes in the order sent; numbers are not checked here.
    pub hashes: Vec<DataGroupHash<'a>>,
    /// LDS and Unicode version, in version 1.
    pub lds_version: Option<String>,
}

/// `DataGroupHash`.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct DataGroupHash<'a> {
    /// The number as sent, which may be no data group at all.
    pub number: i64,
    /// The hash value.
    pub value: &'a [u8],
}

impl DataGroupHash<'_> {
    /// Whether the hash is listed for this data group.
    pub fn is_of(&self, data_group: DataGroup) -> bool {
        self.number == i64::from(data_group.number())
    }
}

impl<'a> Sod<'a> {
    /// Reads the whole file.
    ///
    /// # Errors
    /// If the bytes are not of this kind: the code says what is wrong, the place where.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Error> {
        Sod::parse_within(bytes, &Limits::DEFAULT)
    }

    /// Reads the file within limits of the caller's.
    ///
    /// ```
    /// use doc9303::{Limits, raw::Sod};
    /// let mut limits = Limits::DEFAULT;
    /// limits.file_size = 3;
    /// let error = Sod::parse_within(&[0x77, 0x02, 0x05, 0x00], &limits).unwrap_err();
    /// assert_eq!(error.code().as_str(), "limit.size");
    /// ```
    ///
    /// # Errors
    /// If the bytes are not of this kind, or go over a limit.
    pub fn parse_within(bytes: &'a [u8], limits: &Limits) -> Result<Self, Error> {
        let file = FileId::Sod.open_within(bytes, limits)?;
        let mut reader = file.element.reader();
        let signed_data = SignedData::read(&mut reader, limits)?;
        let trailing = (!reader.is_empty()).then(|| reader.offset());
        Ok(Sod { file, signed_data, trailing })
    }

    /// What the content is by its type.
    pub fn content_type(&self) -> SodContentType {
        match self.signed_data.content_type {
            oid::LDS_SECURITY_OBJECT => SodContentType::Standard,
            oid::LDS_SECURITY_OBJECT_OLD | oid::LDS_SECURITY_OBJECT_SDU | oid::DATA => {
                SodContentType::Deviating
            }
            _ => SodContentType::Other,
        }
    }
}

/// What the content of EF.SOD is by its type (Doc 9303-10 §4.6.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SodContentType {
    /// The LDS security object, as the standard names it.
    Standard,
    /// The LDS security object under one of the types that real documents use instead.
    Deviating,
    /// Something else.
    Other,
}

impl<'a> LdsSecurityObject<'a> {
    /// Reads the content of the signed data.
    ///
    /// # Errors
    /// If the bytes are not of this kind: the code says what is wrong, the place where.
    #[cfg(feature = "unstable-raw")]
    pub fn parse(content: &'a [u8]) -> Result<Self, Error> {
        LdsSecurityObject::parse_within(content, &Limits::DEFAULT)
    }

    pub(crate) fn parse_within(content: &'a [u8], limits: &Limits) -> Result<Self, Error> {
        let mut outer = limits.reader(content, "LDS security object");
        let sequence = outer.expect(tag::SEQUENCE)?;
        outer.finish()?;
        let mut reader = sequence.reader();
        let version = reader.expect(tag::INTEGER)?.small_integer()?;
        let hash_algorithm = reader.expect(tag::SEQUENCE)?.algorithm()?;
        let hashes = reader.expect(tag::SEQUENCE)?.reader().each(hash)?;
        let lds_version = match reader.optional(tag::SEQUENCE)? {
            Some(info) => Some(lds_version(info)?),
            None => None,
        };
        reader.finish()?;
        Ok(LdsSecurityObject { version, hash_algorithm, hashes, lds_version })
    }

    /// The hash listed for a data group.
    pub fn hash(&self, data_group: DataGroup) -> Option<&'a [u8]> {
        self.hashes.iter().find(|hash| hash.is_of(data_group)).map(|hash| hash.value)
    }

    /// The numbers listed, sorted, also those from 0 to 255 that are no data groups.
    pub fn numbers(&self) -> Vec<u8> {
        let mut numbers: Vec<u8> =
            self.hashes.iter().filter_map(|hash| u8::try_from(hash.number).ok()).collect();
        numbers.sort_unstable();
        numbers
    }
}

fn hash<'a>(reader: &mut Reader<'a>) -> Result<DataGroupHash<'a>, Error> {
    let mut fields = reader.expect(tag::SEQUENCE)?.reader();
    let number = fields.expect(tag::INTEGER)?;
    // A number that does not fit 64 bits is as wrong as any other that is no data group.
    let number = number.small_integer().unwrap_or(i64::MAX);
    let value = fields.expect(tag::OCTET_STRING)?.content();
    fields.finish()?;
    Ok(DataGroupHash { number, value })
}

fn lds_version(info: Element<'_>) -> Result<String, Error> {
    let mut reader = info.reader();
    let version = reader.expect(tag::PRINTABLE_STRING)?;
    reader.expect(tag::PRINTABLE_STRING)?;
    Ok(version.content().iter().map(|octet| char::from(*octet)).filter(char::is_ascii_digit).collect())
}

/// Whether a content type is the one of EF.CardSecurity.
pub(super) fn is_security_object(content_type: Oid<'_>) -> bool {
    content_type == oid::SECURITY_OBJECT
}
