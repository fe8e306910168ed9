//! One element with its spans, and the primitive types that documents use.

use crate::{Bounds, Error, ErrorKind, Oid, Tag, tag};

/// An element: its tag, its whole span as sent, and its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Element<'a> {
    pub(crate) tag: Tag,
    pub(crate) span: &'a [u8],
    pub(crate) content: &'a [u8],
    pub(crate) header: usize,
    pub(crate) offset: usize,
    pub(crate) definite: bool,
    pub(crate) structure: &'static str,
    /// The bounds of what is inside.
    pub(crate) bounds: Bounds,
}

impl<'a> Element<'a> {
    /// The tag.
    pub fn tag(&self) -> Tag {
        self.tag
    }

    /// Tag, length and content as sent, the end-of-contents bytes of an indefinite length included.
    pub fn span(&self) -> &'a [u8] {
        self.span
    }

    /// The content bytes.
    pub fn content(&self) -> &'a [u8] {
        self.content
    }

    /// Offset of the first identifier byte in the outermost structure.
    pub fn offset(&self) -> usize {
        self.offset
    }

    /// Where the whole element lies in the outermost structure.
    pub fn range(&self) -> core::ops::Range<usize> {
        self.offset..self.offset.saturating_add(self.span.len())
    }

    /// Where the content lies in the outermost structure.
    pub fn content_range(&self) -> core::ops::Range<usize> {
        let start = self.offset.saturating_add(self.header);
        start..start.saturating_add(self.content.len())
    }

    /// Whether the length was given, and not left to end-of-contents bytes.
    pub fn is_definite(&self) -> bool {
        self.definite
    }

    /// Whether the content is made of elements.
    pub fn is_constructed(&self) -> bool {
        tag::is_constructed(self.tag)
    }

    /// The name of the outermost structure, as given to [`Reader::new`](crate::Reader::new).
    pub fn structure(&self) -> &'static str {
        self.structure
    }

    pub(crate) fn malformed(&self, detail: &'static str) -> Error {
        Error::new(ErrorKind::Malformed, self.structure, self.offset, detail)
    }

    /// The content of an OBJECT IDENTIFIER; arcs must end within it and may not begin with a padding byte.
    ///
    /// # Errors
    /// [`ErrorKind::Malformed`] if it is not one.
    pub fn oid(&self) -> Result<Oid<'a>, Error> {
        let ends = self.content.last().is_some_and(|last| last & 0x80 == 0);
        let starts = core::iter::once(&0).chain(self.content).zip(self.content);
        let padded = starts.into_iter().any(|(before, octet)| before & 0x80 == 0 && *octet == 0x80);
        if self.tag != tag::OID || !ends || padded || self.content.len() > 64 {
            return Err(self.malformed("not an object identifier"));
        }
        Ok(Oid::new(self.content))
    }

    /// The content bytes of an INTEGER (or of an IMPLICIT one), in two's complement as sent.
    ///
    /// # Errors
    /// [`ErrorKind::Malformed`] if it is empty or constructed.
    pub fn integer(&self) -> Result<&'a [u8], Error> {
        if self.content.is_empty() || self.is_constructed() {
            return Err(self.malformed("not an integer"));
        }
        Ok(self.content)
    }

    /// The magnitude of an INTEGER that is not negative, without leading zeros (empty for zero).
    ///
    /// # Errors
    /// [`ErrorKind::Malformed`] if it is not an integer or negative.
    pub fn unsigned_integer(&self) -> Result<&'a [u8], Error> {
        let octets = self.integer()?;
        if octets.first().is_some_and(|first| first & 0x80 != 0) {
            return Err(self.malformed("negative integer"));
        }
        let zeros = octets.iter().take_while(|octet| **octet == 0).count();
        Ok(octets.get(zeros..).unwrap_or_default())
    }

    /// Whether an INTEGER has surplus leading bytes (X.690 §8.3.2).
    pub fn is_padded_integer(&self) -> bool {
        matches!(self.content, [0x00, next, ..] if next & 0x80 == 0)
            || matches!(self.content, [0xFF, next, ..] if next & 0x80 != 0)
    }

    /// An INTEGER or ENUMERATED that fits 64 bits.
    ///
    /// # Errors
    /// [`ErrorKind::Malformed`] if it is not an integer or does not fit.
    pub fn small_integer(&self) -> Result<i64, Error> {
        let octets = self.integer()?;
        let negative = octets.first().is_some_and(|first| first & 0x80 != 0);
        let fill = if negative { 0xFF } else { 0 };
        let significant = octets.iter().copied().skip_while(|octet| *octet == fill);
        if significant.clone().count() > 7 {
            return Err(self.malformed("integer is too large"));
        }
        let start = if negative { -1_i64 } else { 0 };
        Ok(significant.fold(start, |value, octet| value.wrapping_mul(256) | i64::from(octet)))
    }

    /// A BOOLEAN; any value but zero is true, though DER knows 0xFF only.
    ///
    /// # Errors
    /// [`ErrorKind::Malformed`] if it is not one.
    pub fn boolean(&self) -> Result<bool, Error> {
        match (self.tag, self.content) {
            (tag::BOOLEAN, [value]) => Ok(*value != 0),
            _ => Err(self.malformed("not a boolean")),
        }
    }

    /// The bytes of a BIT STRING that holds whole bytes, as keys and signatures do.
    ///
    /// # Errors
    /// [`ErrorKind::Malformed`] if it is not one, or bits are unused.
    pub fn bit_string(&self) -> Result<&'a [u8], Error> {
        match (self.tag, self.content.split_first()) {
            (tag::BIT_STRING, Some((0, octets))) => Ok(octets),
            _ => Err(self.malformed("not a bit string of whole bytes")),
        }
    }

    /// The bytes of a BIT STRING of named bits, with the number of unused bits checked.
    ///
    /// # Errors
    /// [`ErrorKind::Malformed`] if it is not one.
    pub fn named_bits(&self) -> Result<&'a [u8], Error> {
        match (self.tag, self.content.split_first()) {
            (tag::BIT_STRING, Some((unused @ 0..=7, octets))) if *unused == 0 || !octets.is_empty() => {
                Ok(octets)
            }
            _ => Err(self.malformed("not a bit string")),
        }
    }
}
