//! A seal of whichever kind, recognised by its content.

#[cfg(feature = "idb")]
use crate::Idb;
#[cfg(feature = "profiles")]
use crate::Profiles;
#[cfg(feature = "vds-nc")]
use crate::VdsNc;
use crate::{Error, ErrorKind, Limits, Value, Vds};

/// A seal as read from a barcode.
///
/// ```
/// use doc9303_seal::{ErrorKind, Limits, Seal};
/// let error = Seal::read(b"https://example.org", &Limits::DEFAULT).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::NotASeal);
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Seal {
    /// A visible digital seal (Doc 9303-13).
    Vds(Vds),
    /// A barcode by the ICAO Datastructure for Barcode.
    #[cfg(feature = "idb")]
    Idb(Idb),
    /// A seal in JSON.
    #[cfg(feature = "vds-nc")]
    VdsNc(VdsNc),
}

impl Seal {
    /// Recognises a seal by how it begins, and reads it.
    ///
    /// # Errors
    /// [`ErrorKind::Empty`] without any bytes, [`ErrorKind::NotASeal`] if it begins as none does, [`ErrorKind::Limit`] if it is too large, and those of the kind.
    pub fn read(octets: &[u8], limits: &Limits) -> Result<Seal, Error> {
        if octets.len() > limits.size {
            return Err(Error::new(ErrorKind::Limit, "seal", limits.size, "more bytes than the limit"));
        }
        match octets.first() {
            None => Err(Error::new(ErrorKind::Empty, "seal", 0, "no bytes: the barcode was not read")),
            Some(0xDC) => Vds::read(octets, limits).map(Seal::Vds),
            #[cfg(feature = "idb")]
            _ if Idb::is_begun_by(octets) => Idb::read(octets, limits).map(Seal::Idb),
            #[cfg(feature = "vds-nc")]
            _ if VdsNc::is_begun_by(octets) => VdsNc::read(octets, limits).map(Seal::VdsNc),
            _ => Err(Error::new(ErrorKind::NotASeal, "seal", 0, "begins as no seal does")),
        }
    }

    /// Reads a seal as [`read`](Self::read) does, and one of an administrative document as [`Vds::read_with`] does.
    ///
    /// ```
    /// use doc9303_seal::{ErrorKind, Limits, Profiles, Seal};
    /// let error = Seal::read_with(b"https://example.org", &Limits::DEFAULT, &Profiles::new()).unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::NotASeal);
    /// ```
    ///
    /// # Errors
    /// Those of [`read`](Self::read).
    #[cfg(feature = "profiles")]
    pub fn read_with(octets: &[u8], limits: &Limits, profiles: &Profiles) -> Result<Seal, Error> {
        Ok(match Seal::read(octets, limits)? {
            Seal::Vds(seal) => Seal::Vds(seal.among(profiles)),
            #[cfg(any(feature = "idb", feature = "vds-nc"))]
            other => other,
        })
    }

    /// The picture of the holder as it stands in the seal: the papers for a journey and permits of BSI TR-03137 have one, and barcodes
    /// by the ICAO Datastructure may.
    ///
    /// ```
    /// use doc9303_seal::{Limits, Seal};
    /// let face = |octets: &[u8]| Some(Seal::read(octets, &Limits::DEFAULT).ok()?.face()?.to_vec());
    /// assert_eq!(face(b"https://example.org"), None);
    /// ```
    pub fn face(&self) -> Option<&[u8]> {
        let value = match self {
            Seal::Vds(seal) => seal.value("face_image"),
            #[cfg(feature = "idb")]
            Seal::Idb(seal) => seal.value("face_image"),
            #[cfg(feature = "vds-nc")]
            Seal::VdsNc(_) => None,
        };
        if let Some(Value::Bytes(face)) = value { Some(face) } else { None }
    }
}
