//! One byte of tag, a length, a value: features of a visible digital seal, and messages of a barcode.
//!
//! Tags are single bytes whatever their bits, so that `7F` and `DF` are tags here and would not be in ASN.1.

use core::ops::Range;

/// A tag, and where its value lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tlv {
    pub(crate) tag: u8,
    /// From the tag to the end of the value.
    pub(crate) span: Range<usize>,
    pub(crate) value: Range<usize>,
    /// Whether the length takes no more bytes than it needs, as DER demands.
    pub(crate) is_minimal: bool,
}

/// How lengths are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LengthForm {
    /// One byte, whatever its value.
    Byte,
    /// DER, of one to five bytes.
    Der,
}

/// The element that begins at `start` and ends before `end`.
pub(crate) fn read(bytes: &[u8], start: usize, end: usize, form: LengthForm) -> Result<Tlv, &'static str> {
    let rest = bytes.get(start..end).unwrap_or_default();
    let (tag, rest) = rest.split_first().ok_or("a tag is missing")?;
    let (first, rest) = rest.split_first().ok_or("a length is missing")?;
    let (length, count, is_minimal) = match (form, *first) {
        (LengthForm::Byte, length) | (LengthForm::Der, length @ 0..=0x7F) => (usize::from(length), 0, true),
        (LengthForm::Der, count @ 0x81..=0x84) => {
            let count = usize::from(count & 0x7F);
            let octets = rest.get(..count).ok_or("a length is cut off")?;
            let length = octets.iter().fold(0_u32, |value, octet| (value << 8) | u32::from(*octet));
            let is_minimal = length >= 0x80 && octets.first() != Some(&0);
            (usize::try_from(length).map_err(|_| "length beyond the end")?, count, is_minimal)
        }
        (LengthForm::Der, _) => return Err("length of another form than DER"),
    };
    let from = start + 2 + count;
    let to = from.checked_add(length).filter(|to| *to <= end).ok_or("length beyond the end")?;
    Ok(Tlv { tag: *tag, span: start..to, value: from..to, is_minimal })
}

/// Appends an element; `None` if the value is too long for the form.
pub(crate) fn write(out: &mut Vec<u8>, tag: u8, value: &[u8], form: LengthForm) -> Option<()> {
    out.push(tag);
    match (u8::try_from(value.len()), form) {
        (Ok(length), LengthForm::Byte) | (Ok(length @ 0..=0x7F), LengthForm::Der) => out.push(length),
        (_, LengthForm::Byte) => return None,
        (_, LengthForm::Der) => {
            let length = u32::try_from(value.len()).ok()?.to_be_bytes();
            let significant = length.iter().skip_while(|octet| **octet == 0);
            out.push(0x80 | u8::try_from(significant.clone().count()).ok()?);
            out.extend(significant);
        }
    }
    out.extend_from_slice(value);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_both_forms() {
        let direct = [&[5, 0x81][..], &[0; 0x81]].concat();
        assert_eq!(read(&direct, 0, direct.len(), LengthForm::Byte).unwrap().value, 2..131);
        let der = [&[5, 0x81, 0x81][..], &[0; 0x81]].concat();
        assert_eq!(read(&der, 0, der.len(), LengthForm::Der).unwrap().value, 3..132);
        assert!(!read(&[5, 0x81, 1, 0], 0, 4, LengthForm::Der).unwrap().is_minimal);
        for length in [0, 1, 0x7F, 0x80, 0xFF, 0x100, 0x1_0000] {
            let value = vec![7; length];
            let mut out = Vec::new();
            write(&mut out, 0x7F, &value, LengthForm::Der).unwrap();
            let tlv = read(&out, 0, out.len(), LengthForm::Der).unwrap();
            assert_eq!((tlv.tag, tlv.span, tlv.is_minimal), (0x7F, 0..out.len(), true));
            assert_eq!(out[tlv.value], value);
            assert_eq!(write(&mut Vec::new(), 1, &value, LengthForm::Byte).is_some(), length < 0x100);
        }
    }

    #[test]
    fn lengths_that_lie() {
        for (bytes, detail) in [
            (&[][..], "a tag is missing"),
            (&[1], "a length is missing"),
            (&[1, 2, 3], "length beyond the end"),
            (&[1, 0x80, 0, 0], "length of another form than DER"),
            (&[1, 0x82, 0], "a length is cut off"),
            (&[1, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], "length beyond the end"),
        ] {
            assert_eq!(read(bytes, 0, bytes.len(), LengthForm::Der), Err(detail));
        }
    }
}
