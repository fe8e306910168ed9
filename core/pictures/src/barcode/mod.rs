//! Barcodes in a picture.

mod aztec;
mod bits;
mod bulls_eyes;
mod data_matrix;
mod passes;
mod symbols;

use crate::Error;
use image::GrayImage;
use std::cell::LazyCell;
use std::fmt;

/// A barcode that was found.
///
/// ```
/// use doc9303_pictures::{Limits, Picture, Symbology};
/// let file = include_bytes!("../../../../fixtures/pictures/G21-visa.qrcode.plain.png");
/// for barcode in Picture::read(file, &Limits::DEFAULT)?.barcodes() {
///     assert_eq!(barcode.symbology(), Symbology::QrCode);
///     assert!(barcode.bytes()?.starts_with(b"RDB1B"));
///     assert!(barcode.corners().len() >= 3);
/// }
/// # Ok::<(), doc9303_pictures::Error>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct Barcode {
    symbology: Symbology,
    content: Result<Vec<u8>, Error>,
    corners: Vec<(f32, f32)>,
}

/// The kinds of barcodes that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Symbology {
    /// ISO/IEC 16022.
    DataMatrix,
    /// ISO/IEC 18004, the small one too.
    QrCode,
    /// ISO/IEC 24778.
    Aztec,
    /// ISO/IEC 15438.
    Pdf417,
}

impl Symbology {
    /// Every symbology that is read.
    pub const ALL: [Symbology; 4] =
        [Symbology::DataMatrix, Symbology::QrCode, Symbology::Aztec, Symbology::Pdf417];

    /// The name, as `DataMatrix`.
    ///
    /// ```
    /// assert_eq!(doc9303_pictures::Symbology::Pdf417.as_str(), "PDF417");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Symbology::DataMatrix => "DataMatrix",
            Symbology::QrCode => "QR code",
            Symbology::Aztec => "Aztec",
            Symbology::Pdf417 => "PDF417",
        }
    }
}

impl Barcode {
    /// The symbology.
    pub fn symbology(&self) -> Symbology {
        self.symbology
    }

    /// The bytes that were encoded.
    ///
    /// # Errors
    /// [`ErrorKind::Codewords`](crate::ErrorKind::Codewords) if they contradict the symbology.
    pub fn bytes(&self) -> Result<&[u8], Error> {
        self.content.as_deref().map_err(|error| *error)
    }

    /// Corners in pixels of the picture, from its upper left, as far as the finder gives them.
    pub fn corners(&self) -> &[(f32, f32)] {
        &self.corners
    }
}

impl fmt::Debug for Barcode {
    /// Without the content, which may be of a person.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Barcode")
            .field("symbology", &self.symbology)
            .field("bytes", &self.content.as_ref().map(Vec::len))
            .finish_non_exhaustive()
    }
}

/// Looks for barcodes pass by pass, until one has found any that is wanted; at most so many of each symbology.
pub(crate) fn find(greys: &GrayImage, most: usize, is_wanted: &dyn Fn(&Barcode) -> bool) -> Vec<Barcode> {
    let mut found: Vec<Barcode> = Vec::new();
    let has_aztec_code =
        LazyCell::new(|| symbols::may_have_aztec_code(&passes::within(greys, passes::WORKING_SIDE)));
    for pass in passes::PASSES {
        if pass.is_turned() && !*has_aztec_code {
            break;
        }
        let Some((cells, scale)) = pass.prepare(greys) else { continue };
        for symbol in symbols::read(&cells, pass.symbologies) {
            let own = found.iter().filter(|known| known.symbology == symbol.symbology);
            let is_known = own.clone().any(|known| known.content == symbol.content);
            if !is_known && own.count() < most {
                let corners = symbol.corners.iter().map(|corner| scale.to_picture(*corner)).collect();
                found.push(Barcode { corners, ..symbol });
            }
        }
        if found.iter().any(is_wanted) {
            break;
        }
    }
    found
}
