//! A walk over a whole structure that finds what DER would not allow (X.690 §10).

use crate::{Element, Error, Reader, tag};

impl Reader<'_> {
    /// Walks through everything that is left. Returns the offset of the first length or string encoding that is BER and
    /// not DER: an indefinite length, a length with surplus bytes, an OCTET STRING in pieces; `None` if there is none.
    ///
    /// ```
    /// use doc9303_asn1::Reader;
    /// let ber = [0x30, 0x04, 0x02, 0x81, 0x01, 0x05];
    /// assert_eq!(Reader::new(&ber, "example").find_non_der()?, Some(2));
    /// # Ok::<(), doc9303_asn1::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Reader::read`].
    pub fn find_non_der(self) -> Result<Option<usize>, Error> {
        let mut open = vec![self];
        while let Some(reader) = open.last_mut() {
            if reader.is_empty() {
                open.pop();
                continue;
            }
            let rest = reader.rest();
            let element = reader.read()?;
            if is_ber(&element, rest) {
                return Ok(Some(element.offset()));
            }
            if element.is_constructed() {
                open.push(element.reader());
            }
        }
        Ok(None)
    }
}

fn is_ber(element: &Element<'_>, bytes: &[u8]) -> bool {
    let minimal = crate::reader::header(bytes).is_ok_and(|header| header.minimal);
    !minimal || element.tag() == tag::OCTET_STRING_CONSTRUCTED
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Bounds, ErrorKind};

    #[test]
    fn finds_what_der_forbids() {
        let find = |bytes: &[u8]| Reader::new(bytes, "example").find_non_der().unwrap();
        assert_eq!(find(&[0x30, 0x03, 0x02, 0x01, 0x05]), None);
        assert_eq!(find(&[0x30, 0x80, 0x02, 0x01, 0x05, 0, 0]), Some(0));
        assert_eq!(find(&[0x30, 0x04, 0x02, 0x81, 0x01, 0x05]), Some(2));
        assert_eq!(find(&[0x30, 0x05, 0x24, 0x03, 0x04, 0x01, 0x05]), Some(2));
    }

    #[test]
    fn depth_and_lengths_are_bounded() {
        let mut nested = Vec::new();
        for _ in 0..100_000 {
            nested.extend_from_slice(&[0x30, 0x80]);
        }
        let error = Reader::new(&nested, "example").read().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Depth);
        for length in [&[0x84, 0xFF, 0xFF, 0xFF, 0xFF][..], &[0x88, 0x7F, 0, 0, 0, 0, 0, 0, 0], &[0xFE]] {
            let mut bytes = vec![0x30];
            bytes.extend_from_slice(length);
            assert_eq!(Reader::new(&bytes, "example").read().unwrap_err().kind(), ErrorKind::Malformed);
        }
    }

    #[test]
    fn every_level_counts() {
        let bounds = |depth| Bounds { depth, ..Bounds::DEFAULT };
        let nested = [0x30, 0x04, 0x24, 0x02, 0x04, 0x00];
        let walk = |depth| Reader::within(&nested, "example", bounds(depth)).find_non_der();
        assert_eq!(walk(3), Ok(Some(2)));
        assert_eq!(walk(1).unwrap_err().kind(), ErrorKind::Depth);
        let string = |depth| {
            let mut outer = Reader::within(&nested, "example", bounds(depth)).read()?.reader();
            outer.read()?.octet_string().map(|octets| octets.len())
        };
        assert_eq!(string(3), Ok(0));
        assert_eq!(string(2).unwrap_err().kind(), ErrorKind::Depth);
        let again = Reader::within(&nested, "example", bounds(3)).read().unwrap();
        assert_eq!(again.as_reader().read(), Ok(again));
    }

    #[test]
    fn joins_pieces_and_keeps_spans() {
        let bytes = [0x30, 0x80, 0x24, 0x80, 0x04, 0x01, 0xAA, 0x04, 0x02, 0xBB, 0xCC, 0, 0, 0, 0];
        let outer = Reader::new(&bytes, "example").read().unwrap();
        assert_eq!(outer.span(), bytes);
        let string = outer.reader().read().unwrap();
        assert_eq!(string.offset(), 2);
        assert_eq!(string.octet_string().unwrap().as_ref(), [0xAA, 0xBB, 0xCC]);
    }

    #[test]
    fn integers_keep_their_sign() {
        let small = |bytes: &[u8]| Reader::new(bytes, "example").read().unwrap().small_integer();
        assert_eq!(small(&[2, 1, 0xFF]).unwrap(), -1);
        assert_eq!(small(&[2, 2, 0xFF, 0x7F]).unwrap(), -129);
        assert_eq!(small(&[2, 2, 0x00, 0xFF]).unwrap(), 255);
        assert_eq!(small(&[2, 6, 0x01, 0, 0, 0, 0, 0]).unwrap(), 1 << 40);
        assert!(small(&[2, 9, 0x01, 0, 0, 0, 0, 0, 0, 0, 0]).is_err());
    }
}
