//! Texts, dates and lists of DG11, DG12 and DG16, as chips really hold them.

use super::com::counter;
use crate::asn1::{Element, ErrorAt, Reader, Tag};
use crate::silent::silent_debug;
use crate::{Code, Error};

/// An element with a tag that the standard does not give to the file, or that is there a second time.
///
/// Kept by [`PersonalDetails`](super::PersonalDetails) and [`DocumentDetails`](super::DocumentDetails).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OtherElement {
    /// The tag.
    pub tag: Tag,
    /// The content, as sent.
    pub content: Vec<u8>,
}

silent_debug!(OtherElement);

/// Reads elements into fields, and keeps what has no field.
#[derive(Default)]
pub(super) struct Words {
    others: Vec<OtherElement>,
    latin_1: Vec<Tag>,
}

impl Words {
    /// UTF-8 by the standard; older chips hold Latin-1. An empty text is none.
    pub(super) fn text(&mut self, field: &mut Option<String>, element: Element<'_>) -> Result<(), Error> {
        match (field.is_some(), self.decode(element)) {
            (true, _) => self.other(element),
            (false, text) => {
                *field = text;
                Ok(())
            }
        }
    }

    /// Digits in ASCII, or two to an byte as early chips in Belgium and France hold them; anything else is text.
    pub(super) fn digits(
        &mut self,
        field: &mut Option<String>,
        count: usize,
        element: Element<'_>,
    ) -> Result<(), Error> {
        if field.is_some() {
            return self.other(element);
        }
        *field = packed(element.content(), count).or_else(|| self.decode(element));
        Ok(())
    }

    /// The size of an image.
    pub(super) fn size(&mut self, field: &mut Option<usize>, element: Element<'_>) -> Result<(), Error> {
        if field.is_some() {
            return self.other(element);
        }
        *field = Some(element.content().len());
        Ok(())
    }

    /// A counted list under its own tag; the counter is not believed, the elements are.
    pub(super) fn list(
        &mut self,
        values: &mut Vec<String>,
        tag: Tag,
        element: Element<'_>,
    ) -> Result<(), Error> {
        let mut reader = element.reader();
        counter(&mut reader)?;
        for element in reader.each(Reader::read)? {
            if element.tag() == tag {
                values.extend(self.decode(element));
            } else {
                self.other(element)?;
            }
        }
        Ok(())
    }

    /// An element that has no field.
    pub(super) fn other(&mut self, element: Element<'_>) -> Result<(), Error> {
        if self.others.len() >= element.reader().bounds().elements {
            return Err(element.error(Code::LimitCount, "more elements than the limit"));
        }
        self.others.push(OtherElement { tag: element.tag(), content: element.content().to_vec() });
        Ok(())
    }

    pub(super) fn finish(self) -> (Vec<OtherElement>, Vec<Tag>) {
        (self.others, self.latin_1)
    }

    fn decode(&mut self, element: Element<'_>) -> Option<String> {
        let content = element.content();
        if content.is_empty() {
            return None;
        }
        if let Ok(text) = core::str::from_utf8(content) {
            return Some(text.to_owned());
        }
        if !self.latin_1.contains(&element.tag()) {
            self.latin_1.push(element.tag());
        }
        Some(content.iter().map(|octet| char::from(*octet)).collect())
    }
}

/// Digits that stand two to an byte. Bytes that are digits in ASCII are text: as packed digits they would be the
/// years from 3030 on.
fn packed(content: &[u8], count: usize) -> Option<String> {
    if content.len() * 2 != count || content.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let digit = |value: u8| char::from_digit(u32::from(value), 10);
    content.iter().flat_map(|octet| [octet >> 4, octet & 0x0F]).map(digit).collect()
}

#[cfg(test)]
mod tests {
    use crate::lds::{DocumentDetails, PersonalDetails};

    fn file(tag: u8, elements: &[(&[u8], &[u8])]) -> Vec<u8> {
        let mut content = Vec::new();
        for (tag, value) in elements {
            content.extend_from_slice(tag);
            content.push(u8::try_from(value.len()).unwrap());
            content.extend_from_slice(value);
        }
        let length = u8::try_from(content.len()).unwrap();
        [vec![tag, 0x81, length], content].concat()
    }

    #[test]
    fn dates_in_every_form() {
        let forms: [(&[u8], &str); 6] = [
            (b"19740812", "19740812"),
            (&[0x19, 0x74, 0x08, 0x00], "19740800"),
            (&[0, 0, 0, 0], "00000000"),
            (b"1974", "1974"),
            (b"12 AUG 1974", "12 AUG 1974"),
            (&[0x1A, 0x74, 0x08, 0x12], "\u{1A}t\u{8}\u{12}"),
        ];
        for (octets, expected) in forms {
            let details = PersonalDetails::parse(&file(0x6B, &[(&[0x5F, 0x2B], octets)])).unwrap();
            assert_eq!(details.date_of_birth.as_deref(), Some(expected));
            let details = DocumentDetails::parse(&file(0x6C, &[(&[0x5F, 0x26], octets)])).unwrap();
            assert_eq!(details.issued_on().is_some(), expected == "19740812", "{expected}");
        }
        let time: (&[u8], &[u8]) = (&[0x5F, 0x55], &[0x20, 0x26, 0x01, 0x02, 0x03, 0x04, 0x05]);
        let details = DocumentDetails::parse(&file(0x6C, &[time])).unwrap();
        assert_eq!(details.personalization_time.as_deref(), Some("20260102030405"));
    }

    #[test]
    fn nothing_is_dropped() {
        let elements: [(&[u8], &[u8]); 7] = [
            (&[0x5C], &[0x5F, 0x0E]),
            (&[0x5F, 0x0E], b"DOE<<JANE"),
            (&[0x5F, 0x0E], b"ROE<<JANE"),
            (&[0x5F, 0x12], b""),
            (&[0x5F, 0x14], "Dr. Müller".as_bytes()),
            (&[0x5F, 0x13], b"M\xFCller"),
            (&[0x5F, 0x7F], &[1, 2]),
        ];
        let details = PersonalDetails::parse(&file(0x6B, &elements)).unwrap();
        assert_eq!(details.full_name.as_deref(), Some("DOE<<JANE"));
        assert_eq!((details.telephone, details.title.as_deref()), (None, Some("Dr. Müller")));
        assert_eq!(details.profession.as_deref(), Some("Müller"));
        assert_eq!(details.latin_1, [0x5F13]);
        let others: Vec<_> = details.others.into_iter().map(|other| (other.tag, other.content)).collect();
        assert_eq!(others, [(0x5F0E, b"ROE<<JANE".to_vec()), (0x5F7F, vec![1, 2])]);
    }

    #[test]
    fn lists_are_bounded_and_say_so() {
        let names = b"\x5F\x0F\x01A".repeat(300);
        let inner = [vec![0xA0, 0x82, 0x04, 0xB0], names].concat();
        let whole = [vec![0x6B, 0x82, 0x04, 0xB4], inner].concat();
        let error = PersonalDetails::parse(&whole).err().unwrap();
        assert_eq!(error.code(), crate::Code::LimitCount);
    }
}
