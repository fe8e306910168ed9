//! Signed data (RFC 5652) as the security object, EF.CardSecurity, master lists and deviation lists use it.
//!
//! BER is read where the field sends it; every part that is hashed or signed stays the span that was sent. Reading
//! checks the shape only. What the profile of Doc 9303-10 §4.6.2.2 demands beyond it is judged in `checks`.

mod attributes;
mod signer;

pub use attributes::SignedAttributes;
pub use signer::{SignerIdentifier, SignerInfo, SignerMatch};

use crate::asn1::{AlgorithmIdentifier, Element, ErrorAt, Reader, tag};
use crate::oid::{self, Oid};
use crate::{Code, Error, Limits};
use std::borrow::Cow;

/// `SignedData` (RFC 5652 §5.1).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SignedData<'a> {
    /// The version as sent.
    pub version: i64,
    /// The set of digest algorithms, which is a hint and nothing more.
    pub digest_algorithms: Vec<AlgorithmIdentifier<'a>>,
    /// The type of the content.
    pub content_type: Oid<'a>,
    /// The content bytes that are hashed: the value of the OCTET STRING, joined if it was sent in pieces.
    pub content: Option<Cow<'a, [u8]>>,
    /// Each certificate's span, in the order sent.
    pub certificates: Vec<&'a [u8]>,
    /// Whether revocation lists are inside. They are never used: who sends the document must not choose them.
    pub has_crls: bool,
    /// The signers in the order sent.
    pub signers: Vec<SignerInfo<'a>>,
}

impl<'a> SignedData<'a> {
    /// Reads `ContentInfo` with `SignedData` in it from bytes that hold nothing else.
    ///
    /// # Errors
    /// If the bytes are not of this kind: the code says what is wrong, the place where.
    #[cfg(feature = "unstable-raw")]
    pub fn parse(bytes: &'a [u8], structure: &'static str) -> Result<Self, Error> {
        SignedData::parse_within(bytes, structure, &Limits::DEFAULT)
    }

    /// The same within limits of the caller's.
    pub(crate) fn parse_within(
        bytes: &'a [u8],
        structure: &'static str,
        limits: &Limits,
    ) -> Result<Self, Error> {
        let mut reader = limits.reader(bytes, structure);
        let signed_data = SignedData::read(&mut reader, limits)?;
        reader.finish()?;
        Ok(signed_data)
    }

    /// Reads the next element of a cursor, which may stand within a file's own tag.
    pub(crate) fn read(reader: &mut Reader<'a>, limits: &Limits) -> Result<Self, Error> {
        let structure = reader.structure();
        let not_signed_data = |_| Error::at(Code::SodNotSignedData, structure, 0, "not a CMS SignedData");
        let outer = reader.expect(tag::SEQUENCE)?;
        let mut content_info = outer.reader();
        let kind = content_info.expect(tag::OID).map_err(not_signed_data)?;
        if kind.oid()? != oid::SIGNED_DATA {
            return Err(kind.error(Code::SodNotSignedData, "another content than SignedData"));
        }
        let wrapper = content_info.expect(tag::context(0))?;
        content_info.finish()?;
        let mut wrapped = wrapper.reader();
        let sequence = wrapped.expect(tag::SEQUENCE)?;
        wrapped.finish()?;
        let mut fields = sequence.reader();

        let version = fields.expect(tag::INTEGER)?.small_integer()?;
        let digest_algorithms =
            fields.expect(tag::SET)?.reader().each(|reader| reader.expect(tag::SEQUENCE)?.algorithm())?;
        let encapsulated = fields.expect(tag::SEQUENCE)?;
        let mut inner = encapsulated.reader();
        let content_type = inner.expect(tag::OID)?.oid()?;
        let content = match inner.optional(tag::context(0))? {
            Some(wrapper) => {
                let mut wrapped = wrapper.reader();
                let string = wrapped.read()?;
                wrapped.finish()?;
                if !matches!(string.tag(), tag::OCTET_STRING | tag::OCTET_STRING_CONSTRUCTED) {
                    return Err(string.error(Code::FileMalformed, "the content is not an octet string"));
                }
                Some(string.octet_string()?)
            }
            None => None,
        };
        inner.finish()?;
        let certificates = match fields.optional(tag::context(0))? {
            Some(set) => certificates(set, limits.sod_certificates)?,
            None => Vec::new(),
        };
        let has_crls = fields.optional(tag::context(1))?.is_some();
        let signers = fields
            .expect(tag::SET)?
            .reader()
            .each(|reader| SignerInfo::read(reader.expect(tag::SEQUENCE)?))?;
        fields.finish()?;
        Ok(SignedData { version, digest_algorithms, content_type, content, certificates, has_crls, signers })
    }
}

/// `CertificateSet` (RFC 5652 §10.2.3): plain certificates; the other choices carry their own tags and are skipped.
fn certificates(set: Element<'_>, most: usize) -> Result<Vec<&[u8]>, Error> {
    let mut reader = set.reader();
    let mut certificates = Vec::new();
    while !reader.is_empty() {
        if certificates.len() >= most {
            return Err(reader.error(Code::LimitCount, "more certificates than the limit"));
        }
        let element = reader.read()?;
        if element.tag() == tag::SEQUENCE {
            certificates.push(element.span());
        }
    }
    Ok(certificates)
}
