//! Seals out of pictures, and out of files with what a barcode holds.

use doc9303::Code;

/// Bytes of a barcode's content, or of the hexadecimal text of it.
pub const SEAL_LIMIT: usize = 1 << 17;
/// Bytes of a picture.
pub const PICTURE_LIMIT: usize = if cfg!(feature = "pictures") { 32 << 20 } else { SEAL_LIMIT };

/// What a file holds of seals.
#[derive(Clone)]
pub struct SealContent {
    /// The symbology of a barcode that was found in a picture.
    pub symbology: Option<&'static str>,
    /// What the barcode holds; empty for a barcode or a picture that was not read.
    pub bytes: Vec<u8>,
}

impl core::fmt::Debug for SealContent {
    /// How much it is, without the content.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let length = self.bytes.len();
        f.debug_struct("SealContent").field("symbology", &self.symbology).field("bytes", &length).finish()
    }
}

/// Why a file gives no seal to judge.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SealError {
    /// It is too large for what a barcode holds, and no picture.
    #[error("larger than {SEAL_LIMIT} bytes, and no picture")]
    TooLarge,
    /// The picture cannot be read.
    #[error("{0}")]
    Picture(String),
}

impl SealError {
    /// The stable code.
    ///
    /// ```
    /// assert_eq!(doc9303_inputs::SealError::TooLarge.code().as_str(), "limit.size");
    /// ```
    pub fn code(&self) -> Code {
        match self {
            SealError::TooLarge => Code::LimitSize,
            SealError::Picture(_) => Code::FileMalformed,
        }
    }
}

/// The seals in a file: in a picture each that is found, none if it shows none; else the file's own.
///
/// # Errors
/// If it is too large, or a picture that cannot be read.
///
/// ```
/// let seals = doc9303_inputs::seals(b"DC 03 D9".to_vec()).unwrap();
/// assert_eq!(seals[0].bytes, [0xDC, 0x03, 0xD9]);
/// ```
pub fn seals(bytes: Vec<u8>) -> Result<Vec<SealContent>, SealError> {
    #[cfg(feature = "pictures")]
    if doc9303_pictures::Picture::is_picture(&bytes) {
        return seals_of(&bytes);
    }
    if bytes.len() > SEAL_LIMIT {
        return Err(SealError::TooLarge);
    }
    Ok(vec![SealContent { symbology: None, bytes: content_of(bytes) }])
}

#[cfg(feature = "pictures")]
fn seals_of(bytes: &[u8]) -> Result<Vec<SealContent>, SealError> {
    use doc9303_pictures::{Limits, Picture};
    let limits = Limits { bytes: PICTURE_LIMIT, ..Limits::DEFAULT };
    let picture = Picture::read(bytes, &limits).map_err(|error| SealError::Picture(error.to_string()))?;
    let content = |seal: &doc9303_pictures::Barcode| SealContent {
        symbology: Some(seal.symbology().as_str()),
        bytes: seal.bytes().map(<[u8]>::to_vec).unwrap_or_default(),
    };
    Ok(picture.seals().iter().map(content).collect())
}

/// The content of a barcode. Line ends that editors add to text are left out, and hexadecimal is read.
fn content_of(bytes: Vec<u8>) -> Vec<u8> {
    let text = bytes.trim_ascii();
    let begins = text.get(..2).is_some_and(|start| start.eq_ignore_ascii_case(b"DC"));
    let digits: Vec<u8> = text.iter().copied().filter(|octet| !octet.is_ascii_whitespace()).collect();
    if begins && let Ok(octets) = base16ct::mixed::decode_vec(&digits) {
        return octets;
    }
    let is_text = text.first().is_some_and(u8::is_ascii_graphic) && text.is_ascii();
    if is_text { text.to_vec() } else { bytes }
}
