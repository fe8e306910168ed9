//! The zone of a document out of a picture.

use crate::seal::PICTURE_LIMIT;
use doc9303_pictures::{Limits, Picture, Zone};

/// Why a picture gives no zone to judge.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ZoneError {
    /// The picture cannot be read.
    #[error("{0}")]
    Picture(String),
    /// It shows none.
    #[error("no machine readable zone was found in the picture")]
    NotFound,
    /// What is read may be wrong.
    #[error("the zone is not read with certainty: compare it with the document and give its text")]
    NotSure,
    /// A document has one.
    #[error("several zones in one picture, and a document has one")]
    Several,
}

impl ZoneError {
    /// The stable code.
    ///
    /// ```
    /// assert_eq!(doc9303_inputs::ZoneError::NotFound.code(), "mrz_not_found");
    /// ```
    pub const fn code(&self) -> &'static str {
        match self {
            ZoneError::Picture(_) => "file.malformed",
            ZoneError::NotFound => "mrz_not_found",
            ZoneError::NotSure => "mrz_not_sure",
            ZoneError::Several => "mrz_several",
        }
    }
}

/// The zones in a picture.
///
/// # Errors
/// [`ZoneError::Picture`].
///
/// ```
/// # use doc9303_inputs::{ZoneError, zones};
/// assert!(matches!(zones(b"P<UTO"), Err(ZoneError::Picture(_))), "text, and no picture");
/// ```
pub fn zones(picture: &[u8]) -> Result<Vec<Zone>, ZoneError> {
    let limits = Limits { bytes: PICTURE_LIMIT, ..Limits::DEFAULT };
    match Picture::read(picture, &limits) {
        Ok(picture) => Ok(picture.zones()),
        Err(error) => Err(ZoneError::Picture(error.to_string())),
    }
}

/// The zone in a picture, its lines parted by line breaks: the only one, and certain.
///
/// # Errors
/// Those of [`zones`], and if there is none, one that is not sure, or several.
///
/// ```
/// # use doc9303_inputs::sure_zone;
/// # let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/mrz_image/pages/0001-clean.jpg");
/// let zone = sure_zone(&std::fs::read(path)?)?;
/// assert_eq!(zone.lines().count(), 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn sure_zone(picture: &[u8]) -> Result<String, ZoneError> {
    match &zones(picture)?[..] {
        [] => Err(ZoneError::NotFound),
        [zone] if zone.is_sure() => Ok(zone.mrz().lines().collect::<Vec<_>>().join("\n")),
        [_] => Err(ZoneError::NotSure),
        [..] => Err(ZoneError::Several),
    }
}
