//! What is made of elements itself: constructed elements, strings in pieces, algorithm identifiers.

use crate::{Bounds, Element, Error, Oid, Reader, tag};
use std::borrow::Cow;

/// `AlgorithmIdentifier ::= SEQUENCE { algorithm OBJECT IDENTIFIER, parameters ANY OPTIONAL }` (RFC 5280 §4.1.1.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AlgorithmIdentifier<'a> {
    /// The algorithm.
    pub oid: Oid<'a>,
    /// The parameters as sent; NULL is a parameter.
    pub parameters: Option<Element<'a>>,
}

impl<'a> Element<'a> {
    /// A cursor over the content.
    pub fn reader(&self) -> Reader<'a> {
        let base = self.offset.saturating_add(self.header);
        Reader::inside(self.content, base, self.structure, self.bounds)
    }

    /// A cursor that stands before the element and reads it again.
    pub fn as_reader(&self) -> Reader<'a> {
        let bounds = Bounds { depth: self.bounds.depth.saturating_add(1), ..self.bounds };
        Reader::inside(self.span, self.offset, self.structure, bounds)
    }

    /// The bytes of an OCTET STRING, joined when BER sent it in pieces (X.690 §8.7.3).
    ///
    /// # Errors
    /// [`ErrorKind::Malformed`](crate::ErrorKind::Malformed) if a piece is not an OCTET STRING, [`ErrorKind::Depth`](crate::ErrorKind::Depth) if
    /// pieces nest too deeply.
    pub fn octet_string(&self) -> Result<Cow<'a, [u8]>, Error> {
        if !self.is_constructed() {
            return Ok(Cow::Borrowed(self.content));
        }
        let mut joined = Vec::new();
        self.join(&mut joined)?;
        Ok(Cow::Owned(joined))
    }

    /// As deep as the bounds allow, which each reader inside checks.
    fn join(&self, joined: &mut Vec<u8>) -> Result<(), Error> {
        let mut pieces = self.reader();
        while !pieces.is_empty() {
            let piece = pieces.read()?;
            match piece.tag {
                tag::OCTET_STRING => joined.extend_from_slice(piece.content),
                tag::OCTET_STRING_CONSTRUCTED => piece.join(joined)?,
                _ => return Err(piece.malformed("not a piece of an octet string")),
            }
        }
        Ok(())
    }

    /// An AlgorithmIdentifier.
    ///
    /// # Errors
    /// [`ErrorKind::Malformed`](crate::ErrorKind::Malformed) if it is not one, [`ErrorKind::TrailingData`](crate::ErrorKind::TrailingData) if a third
    /// field follows.
    pub fn algorithm(&self) -> Result<AlgorithmIdentifier<'a>, Error> {
        if self.tag != tag::SEQUENCE {
            return Err(self.malformed("not an algorithm identifier"));
        }
        let mut reader = self.reader();
        let oid = reader.expect(tag::OID)?.oid()?;
        let parameters = if reader.is_empty() { None } else { Some(reader.read()?) };
        reader.finish()?;
        Ok(AlgorithmIdentifier { oid, parameters })
    }
}

impl<'a> AlgorithmIdentifier<'a> {
    /// Reads one from a whole span.
    ///
    /// # Errors
    /// [`ErrorKind::Malformed`](crate::ErrorKind::Malformed) if it is not one, [`ErrorKind::TrailingData`](crate::ErrorKind::TrailingData) if bytes follow.
    pub fn parse(span: &'a [u8]) -> Result<Self, Error> {
        let mut reader = Reader::new(span, "algorithm identifier");
        let algorithm = reader.expect(tag::SEQUENCE)?.algorithm()?;
        reader.finish()?;
        Ok(algorithm)
    }

    /// Whether the parameters are NULL.
    pub fn has_null_parameters(&self) -> bool {
        self.parameters.is_some_and(|parameters| parameters.tag() == tag::NULL)
    }
}
