//! Signed attributes (RFC 5652 §5.3, §11).

use crate::asn1::{Element, Reader, Time, tag};
use crate::oid::{self, Oid};
use crate::{Code, Error};

/// The attributes that a signer signed.
#[derive(Debug, Clone)]
pub struct SignedAttributes<'a> {
    element: Element<'a>,
    list: Vec<Attribute<'a>>,
}

/// One attribute with its values.
#[derive(Debug, Clone)]
struct Attribute<'a> {
    oid: Oid<'a>,
    /// Its values as sent.
    values: Vec<Element<'a>>,
    span: &'a [u8],
}

impl<'a> Attribute<'a> {
    fn read(reader: &mut Reader<'a>) -> Result<Self, Error> {
        let attribute = reader.expect(tag::SEQUENCE)?;
        let mut fields = attribute.reader();
        let oid = fields.expect(tag::OID)?.oid()?;
        let mut set = fields.expect(tag::SET)?.reader();
        fields.finish()?;
        Ok(Attribute { oid, values: set.each(Reader::read)?, span: attribute.span() })
    }
}

impl<'a> SignedAttributes<'a> {
    pub(super) fn read(element: Element<'a>) -> Result<Self, Error> {
        let list = element.reader().each(Attribute::read)?;
        Ok(SignedAttributes { element, list })
    }

    /// The only value of an attribute that may occur once and have one value; `None` if it is absent.
    ///
    /// # Errors
    /// If the content is not what its kind demands.
    pub fn single(&self, oid: Oid<'_>) -> Result<Option<Element<'a>>, Code> {
        let mut found = self.list.iter().filter(|attribute| attribute.oid == oid);
        let Some(attribute) = found.next() else { return Ok(None) };
        if found.next().is_some() {
            return Err(Code::SodDuplicateAttribute);
        }
        match attribute.values.as_slice() {
            [value] => Ok(Some(*value)),
            _ => Err(Code::SodAttributeCardinality),
        }
    }

    /// The signing time that the signer claims. It is a claim: nothing is judged at that time.
    pub fn signing_time(&self) -> Option<Time> {
        Time::read(&self.single(oid::SIGNING_TIME).ok().flatten()?).ok()
    }

    /// The bytes that were signed: those that were sent, under the tag of a SET (RFC 5652 §5.4).
    pub fn as_sent(&self) -> Vec<u8> {
        let mut signed = self.element.span().to_vec();
        if let Some(first) = signed.first_mut() {
            *first = 0x31;
        }
        signed
    }

    /// The bytes of the DER form, if that is another one: attributes sorted, length in its shortest definite form.
    pub fn as_der(&self) -> Option<Vec<u8>> {
        let mut spans: Vec<&[u8]> = self.list.iter().map(|attribute| attribute.span).collect();
        spans.sort_unstable();
        let content = spans.concat();
        let mut der = vec![0x31];
        match u8::try_from(content.len()) {
            Ok(short @ 0..=0x7F) => der.push(short),
            _ => {
                let octets = content.len().to_be_bytes();
                let zeros = octets.iter().take_while(|octet| **octet == 0).count();
                let length = octets.get(zeros..).unwrap_or_default();
                der.push(0x80 | u8::try_from(length.len()).unwrap_or(8));
                der.extend_from_slice(length);
            }
        }
        der.extend(content);
        (der != self.as_sent()).then_some(der)
    }
}
