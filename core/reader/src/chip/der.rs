//! The few structures of ASN.1 that the chip's side writes.

use crate::tlv;

/// An INTEGER that is not negative.
pub(super) fn integer(bytes: &[u8]) -> Vec<u8> {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count().min(bytes.len().saturating_sub(1));
    let number = bytes.get(zeros..).unwrap_or_default();
    let is_negative = number.first().is_some_and(|first| first & 0x80 != 0);
    tlv::object(0x02, &[if is_negative { &[0][..] } else { &[] }, number].concat())
}

/// An INTEGER that fits into eight bytes.
pub(super) fn small(number: i64) -> Vec<u8> {
    integer(&number.to_be_bytes())
}

/// An OBJECT IDENTIFIER of this content.
pub(super) fn oid(content: &[u8]) -> Vec<u8> {
    tlv::object(0x06, content)
}

/// A SEQUENCE of these elements.
pub(super) fn sequence(elements: &[Vec<u8>]) -> Vec<u8> {
    tlv::object(0x30, &elements.concat())
}
