//! Bounds on what is read.

/// How much of a seal is read before the answer is [`ErrorKind::Limit`](crate::ErrorKind::Limit).
///
/// ```
/// use doc9303_seal::{ErrorKind, Limits, Seal};
/// let mut limits = Limits::DEFAULT;
/// limits.size = 16;
/// assert_eq!(Seal::read(&[0xDC; 17], &limits).unwrap_err().kind(), ErrorKind::Limit);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of one seal as read from a barcode. The largest barcode (QR version 40) holds 7,089 digits.
    pub size: usize,
    /// Bytes of the content of a compressed seal, inflated.
    pub inflated: usize,
    /// Features or messages side by side, or values of a JSON text.
    pub elements: usize,
    /// Nesting of a JSON text, of CBOR and of DER.
    pub depth: usize,
    /// Bytes of one virtual component of a Digital Travel Credential, which holds whole files of a chip.
    pub credential_size: usize,
}

impl Limits {
    /// The default limits.
    pub const DEFAULT: Limits =
        Limits { size: 64 << 10, inflated: 64 << 10, elements: 4096, depth: 64, credential_size: 32 << 20 };
}

impl Default for Limits {
    fn default() -> Self {
        Limits::DEFAULT
    }
}
