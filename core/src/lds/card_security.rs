//! EF.CardSecurity (Doc 9303-10 §3.11.4): security infos that a Document Signer signed.

use super::sod::is_security_object;
use super::{FileId, SecurityInfos};
use crate::asn1::{Bounds, Reader};
use crate::cms::SignedData;
use crate::{Code, Error, Limits};

/// EF.CardSecurity as far as its shape goes.
#[derive(Debug, Clone)]
pub struct CardSecurity<'a> {
    /// The signed data that the file is.
    pub signed_data: SignedData<'a>,
    /// Where zero padding begins.
    pub padding: Option<usize>,
    /// Those of the content, which is read later.
    bounds: Bounds,
}

impl<'a> CardSecurity<'a> {
    /// Reads the whole file.
    ///
    /// # Errors
    /// If the bytes are not of this kind: the code says what is wrong, the place where.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, Error> {
        CardSecurity::parse_within(bytes, &Limits::DEFAULT)
    }

    pub(crate) fn parse_within(bytes: &'a [u8], limits: &Limits) -> Result<Self, Error> {
        let file = FileId::CardSecurity.open_within(bytes, limits)?;
        let signed_data =
            SignedData::parse_within(file.element.span(), FileId::CardSecurity.as_str(), limits)?;
        Ok(CardSecurity { signed_data, padding: file.padding, bounds: limits.bounds() })
    }

    /// Whether the content's type is that of this file.
    pub fn has_content_type(&self) -> bool {
        is_security_object(self.signed_data.content_type)
    }

    /// The security infos in the signed content.
    ///
    /// # Errors
    /// If the signed content is missing or is no set of security infos.
    pub fn security_infos(&self) -> Result<SecurityInfos, Error> {
        let missing =
            || Error::at(Code::FileMalformed, FileId::CardSecurity.as_str(), 0, "no content was signed");
        let content = self.signed_data.content.as_deref().ok_or_else(missing)?;
        SecurityInfos::parse_set(Reader::within(content, FileId::CardSecurity.as_str(), self.bounds))
    }
}
