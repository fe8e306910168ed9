//! What a picture may cost.

/// Bounds, of which none is exceeded before memory is taken.
///
/// ```
/// use doc9303_pictures::Limits;
/// let phone = Limits { pixels: 12_000_000, ..Limits::DEFAULT };
/// assert!(phone.pixels < Limits::DEFAULT.pixels);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Pixels of the picture.
    pub pixels: u32,
    /// Barcodes of each symbology in one picture; further ones are left out.
    pub barcodes: usize,
}

impl Limits {
    /// 32 MiB, 50 million pixels and 16 barcodes of each symbology.
    pub const DEFAULT: Limits = Limits { bytes: 32 << 20, pixels: 50_000_000, barcodes: 16 };

    /// For a picture out of a chip: 4 MiB and 4 million pixels, twice as many as a portrait has.
    pub const FACE: Limits = Limits { bytes: 4 << 20, pixels: 4_000_000, ..Limits::DEFAULT };
}

impl Default for Limits {
    fn default() -> Self {
        Limits::DEFAULT
    }
}
