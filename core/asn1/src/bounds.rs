//! How deep and how many: what a reader accepts before it gives up.

/// The bounds of a [`Reader`](crate::Reader) and of everything that is read through it.
///
/// ```
/// use doc9303_asn1::{Bounds, ErrorKind, Reader};
/// let nested = [0x30, 0x02, 0x30, 0x00];
/// let flat = Bounds { depth: 1, ..Bounds::DEFAULT };
/// let outer = Reader::within(&nested, "example", flat).read()?;
/// assert_eq!(outer.reader().read().unwrap_err().kind(), ErrorKind::Depth);
/// # Ok::<(), doc9303_asn1::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Nesting of elements. The deepest structure that an honest travel document has (a certificate with alternative
    /// names in EF.SOD) has 14 levels.
    pub depth: usize,
    /// Elements of one list that [`Reader::each`](crate::Reader::each) reads.
    pub elements: usize,
}

impl Bounds {
    /// The default bounds.
    pub const DEFAULT: Bounds = Bounds { depth: 32, elements: 255 };
}

impl Default for Bounds {
    fn default() -> Self {
        Bounds::DEFAULT
    }
}
