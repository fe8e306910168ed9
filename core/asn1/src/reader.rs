//! A cursor that takes one element after the other (X.690 §8.1).

use crate::{Bounds, Element, Error, ErrorKind, Tag, tag};

/// Reads elements one after the other from a span, keeping each one's place in the outermost structure.
///
/// ```
/// use doc9303_asn1::{Reader, tag};
/// let mut reader = Reader::new(&[0x30, 0x03, 0x02, 0x01, 0x05], "example");
/// let sequence = reader.expect(tag::SEQUENCE)?;
/// reader.finish()?;
/// assert_eq!(sequence.reader().expect(tag::INTEGER)?.small_integer()?, 5);
/// # Ok::<(), doc9303_asn1::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    base: usize,
    structure: &'static str,
    bounds: Bounds,
}

/// The identifier and length bytes of an element.
pub(crate) struct Header {
    pub(crate) tag: Tag,
    /// `None` for the indefinite form.
    pub(crate) length: Option<usize>,
    pub(crate) size: usize,
    /// Whether the length bytes are the shortest possible, as DER demands.
    pub(crate) minimal: bool,
}

impl<'a> Reader<'a> {
    /// Starts at the first byte, with the default bounds; `structure` is what errors will name.
    pub fn new(bytes: &'a [u8], structure: &'static str) -> Self {
        Reader::within(bytes, structure, Bounds::DEFAULT)
    }

    /// Starts at the first byte, with other bounds than the default ones.
    pub fn within(bytes: &'a [u8], structure: &'static str, bounds: Bounds) -> Self {
        Reader { bytes, at: 0, base: 0, structure, bounds }
    }

    pub(crate) fn inside(bytes: &'a [u8], base: usize, structure: &'static str, bounds: Bounds) -> Self {
        Reader { bytes, at: 0, base, structure, bounds }
    }

    /// Offset of the next byte in the outermost structure.
    pub fn offset(&self) -> usize {
        self.base.saturating_add(self.at)
    }

    /// What has not been read yet.
    pub fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Whether everything was read.
    pub fn is_empty(&self) -> bool {
        self.at >= self.bytes.len()
    }

    /// The name of the outermost structure, as given to [`Reader::new`].
    pub fn structure(&self) -> &'static str {
        self.structure
    }

    /// The bounds of what is read from here.
    pub fn bounds(&self) -> Bounds {
        self.bounds
    }

    fn malformed(&self, detail: &'static str) -> Error {
        Error::new(ErrorKind::Malformed, self.structure, self.offset(), detail)
    }

    /// The next tag without reading it.
    pub fn peek(&self) -> Option<Tag> {
        let mut rest = self.rest();
        tag(&mut rest).ok()
    }

    /// The next element, whatever it is.
    ///
    /// # Errors
    /// [`ErrorKind::Malformed`] if the header or the length is wrong, [`ErrorKind::Depth`] if the element is nested too
    /// deeply, or the elements of indefinite length in it are.
    pub fn read(&mut self) -> Result<Element<'a>, Error> {
        let rest = self.rest();
        let Some(depth) = self.bounds.depth.checked_sub(1) else {
            return Err(Error::new(ErrorKind::Depth, self.structure, self.offset(), "nested too deeply"));
        };
        let header = header(rest).map_err(|detail| self.malformed(detail))?;
        let (content_end, end) = match header.length {
            Some(length) => {
                let end = header.size.checked_add(length).filter(|end| *end <= rest.len());
                let end = end.ok_or_else(|| self.malformed("length beyond the end"))?;
                (end, end)
            }
            None => self.indefinite_end(rest, header.size)?,
        };
        let element = Element {
            tag: header.tag,
            span: rest.get(..end).unwrap_or_default(),
            content: rest.get(header.size..content_end).unwrap_or_default(),
            header: header.size,
            offset: self.offset(),
            definite: header.length.is_some(),
            structure: self.structure,
            bounds: Bounds { depth, ..self.bounds },
        };
        self.at = self.at.saturating_add(end);
        Ok(element)
    }

    /// The next element, which must have this tag.
    ///
    /// # Errors
    /// [`ErrorKind::Malformed`] if there is no element or another one, and as [`read`](Self::read).
    pub fn expect(&mut self, tag: Tag) -> Result<Element<'a>, Error> {
        match self.peek() {
            Some(found) if found == tag => self.read(),
            Some(_) => Err(self.malformed("another element than expected")),
            None if self.is_empty() => Err(self.malformed("an element is missing")),
            None => Err(self.malformed("no element begins here")),
        }
    }

    /// The next element if it has this tag.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn optional(&mut self, tag: Tag) -> Result<Option<Element<'a>>, Error> {
        if self.peek() == Some(tag) { self.read().map(Some) } else { Ok(None) }
    }

    /// Reads to the end of the span: calls `read` for each element, which takes one off.
    ///
    /// ```
    /// use doc9303_asn1::{Bounds, ErrorKind, Reader, tag};
    /// let numbers = [2, 1, 5, 2, 1, 6];
    /// let read = |bounds| {
    ///     Reader::within(&numbers, "numbers", bounds).each(|reader| reader.expect(tag::INTEGER)?.small_integer())
    /// };
    /// assert_eq!(read(Bounds::DEFAULT)?, [5, 6]);
    /// let error = read(Bounds { elements: 1, ..Bounds::DEFAULT }).unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::Count);
    /// # Ok::<(), doc9303_asn1::Error>(())
    /// ```
    ///
    /// # Errors
    /// The first error of `read`; [`ErrorKind::Count`] if there are more elements than [`Bounds::elements`].
    pub fn each<T, E: From<Error>>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, E>,
    ) -> Result<Vec<T>, E> {
        let mut values = Vec::new();
        while !self.is_empty() {
            if values.len() >= self.bounds.elements {
                let detail = "more elements than the limit";
                return Err(Error::new(ErrorKind::Count, self.structure, self.offset(), detail).into());
            }
            values.push(read(self)?);
        }
        Ok(values)
    }

    /// Fails if anything is left.
    ///
    /// # Errors
    /// [`ErrorKind::TrailingData`] if anything is left.
    pub fn finish(&self) -> Result<(), Error> {
        if self.is_empty() {
            Ok(())
        } else {
            Err(Error::new(
                ErrorKind::TrailingData,
                self.structure,
                self.offset(),
                "bytes after the last element",
            ))
        }
    }

    /// Where the content and the whole of an element of indefinite length end (X.690 §8.1.5), in one pass.
    fn indefinite_end(&self, rest: &[u8], header_size: usize) -> Result<(usize, usize), Error> {
        let fail = |at: usize, kind, detail| {
            Error::new(kind, self.structure, self.offset().saturating_add(at), detail)
        };
        let mut open = 1_usize;
        let mut at = header_size;
        loop {
            let next = rest.get(at..).unwrap_or_default();
            if next.starts_with(&[0, 0]) {
                open -= 1;
                if open == 0 {
                    return Ok((at, at + 2));
                }
                at += 2;
                continue;
            }
            if next.is_empty() {
                return Err(fail(at, ErrorKind::Malformed, "indefinite length without an end"));
            }
            let header = header(next).map_err(|detail| fail(at, ErrorKind::Malformed, detail))?;
            match header.length {
                None => {
                    open += 1;
                    if open > self.bounds.depth {
                        return Err(fail(at, ErrorKind::Depth, "nested too deeply"));
                    }
                    at += header.size;
                }
                Some(length) => {
                    let size = header.size.checked_add(length).filter(|size| *size <= next.len());
                    at += size.ok_or_else(|| fail(at, ErrorKind::Malformed, "length beyond the end"))?;
                }
            }
        }
    }
}

/// Reads identifier and length bytes (X.690 §8.1.2, §8.1.3).
pub(crate) fn header(bytes: &[u8]) -> Result<Header, &'static str> {
    let mut rest = bytes;
    let tag = tag(&mut rest)?;
    let (first, mut rest) = rest.split_first().ok_or("length is missing")?;
    let (length, minimal) = match *first {
        short @ 0..=0x7F => (Some(usize::from(short)), true),
        0x80 => (None, false),
        0xFF => return Err("reserved length byte"),
        long => {
            let count = usize::from(long & 0x7F);
            let (octets, after) = rest.split_at_checked(count).ok_or("length is cut off")?;
            rest = after;
            let significant = octets.iter().skip_while(|octet| **octet == 0);
            if significant.clone().count() > size_of::<usize>() {
                return Err("length beyond the end");
            }
            let length = significant.fold(0_usize, |value, octet| (value << 8) | usize::from(*octet));
            (Some(length), length >= 0x80 && octets.first() != Some(&0))
        }
    };
    if length.is_none() && !tag::is_constructed(tag) {
        return Err("indefinite length in a primitive element");
    }
    Ok(Header { tag, length, size: bytes.len() - rest.len(), minimal })
}

/// Takes identifier bytes off the front. Tags of more than four bytes occur in no document.
fn tag(bytes: &mut &[u8]) -> Result<Tag, &'static str> {
    let (first, mut rest) = bytes.split_first().ok_or("an element is missing")?;
    let mut tag = Tag::from(*first);
    if first & 0x1F == 0x1F {
        for _ in 0..3 {
            let (next, after) = rest.split_first().ok_or("tag is cut off")?;
            rest = after;
            tag = (tag << 8) | Tag::from(*next);
            if next & 0x80 == 0 {
                *bytes = rest;
                return Ok(tag);
            }
        }
        return Err("tag is too long");
    }
    *bytes = rest;
    Ok(tag)
}
