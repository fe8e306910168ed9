//! Universal and common tags by name.

/// A tag as its identifier bytes, read as a big-endian number: `0x30` for SEQUENCE, `0x7F61` for a biometric group.
pub type Tag = u32;

/// BOOLEAN.
pub const BOOLEAN: Tag = 0x01;
/// INTEGER.
pub const INTEGER: Tag = 0x02;
/// BIT STRING.
pub const BIT_STRING: Tag = 0x03;
/// OCTET STRING.
pub const OCTET_STRING: Tag = 0x04;
/// OCTET STRING in pieces, which BER allows.
pub const OCTET_STRING_CONSTRUCTED: Tag = 0x24;
/// NULL.
pub const NULL: Tag = 0x05;
/// OBJECT IDENTIFIER.
pub const OID: Tag = 0x06;
/// UTF8String.
pub const UTF8_STRING: Tag = 0x0C;
/// PrintableString.
pub const PRINTABLE_STRING: Tag = 0x13;
/// TeletexString.
pub const TELETEX_STRING: Tag = 0x14;
/// IA5String.
pub const IA5_STRING: Tag = 0x16;
/// UTCTime.
pub const UTC_TIME: Tag = 0x17;
/// GeneralizedTime.
pub const GENERALIZED_TIME: Tag = 0x18;
/// UniversalString.
pub const UNIVERSAL_STRING: Tag = 0x1C;
/// BMPString.
pub const BMP_STRING: Tag = 0x1E;
/// SEQUENCE.
pub const SEQUENCE: Tag = 0x30;
/// SET.
pub const SET: Tag = 0x31;
/// Context-specific, constructed, number 0 to 30: `[n]` with EXPLICIT tagging or a structured IMPLICIT one.
pub const fn context(number: u8) -> Tag {
    // Widening a byte is lossless, and `From` is not usable in a constant.
    #[allow(clippy::as_conversions, reason = "u8 to u32 cannot lose anything; From is not const")]
    let number = number as Tag;
    0xA0 | (number & 0x1F)
}
/// Context-specific, primitive, number 0 to 30.
pub const fn context_primitive(number: u8) -> Tag {
    context(number) & !0x20
}

/// Whether the identifier bytes say that the content is made of elements.
pub(crate) fn is_constructed(tag: Tag) -> bool {
    let first = match tag {
        0..=0xFF => tag,
        0x100..=0xFFFF => tag >> 8,
        0x1_0000..=0xFF_FFFF => tag >> 16,
        _ => tag >> 24,
    };
    first & 0x20 != 0
}
