//! Writing of VDS-NC.

use super::canonical::{canonical, string};
use super::json::{Json, Kind};
use crate::{Error, ErrorKind, Limits, SignError};
use data_encoding::BASE64URL_NOPAD;

/// A VDS-NC before it is signed: for issuing, training and tests.
///
/// ```
/// use doc9303_seal::{Limits, VdsNc, VdsNcDraft};
/// let draft = VdsNcDraft {
///     data: r#"{"hdr": {"t": "icao.vacc", "v": 1, "is": "UTO"}, "msg": {"uvci": "U32870", "pid": {"n": "Smith Bill", "i": "A1234567Z"}}}"#.into(),
///     algorithm: "ES256".into(),
///     certificate: vec![0x30, 0],
/// };
/// let text = draft.sign(|octets| Ok::<_, ()>(vec![octets[0]; 64])).unwrap();
/// let seal = VdsNc::read(text.as_bytes(), &Limits::DEFAULT)?;
/// assert_eq!((seal.text_of("msg.uvci"), seal.certificate()), (Some("U32870"), &[0x30, 0][..]));
/// assert_eq!(seal.canonical_octets(), seal.octets_as_sent());
/// # Ok::<(), doc9303_seal::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct VdsNcDraft {
    /// The JSON of `data`, header and message, in any form. It is written in the canonical one.
    pub data: String,
    /// The algorithm: `ES256`, `ES384` or `ES512`.
    pub algorithm: String,
    /// The certificate of the signer.
    pub certificate: Vec<u8>,
}

impl VdsNcDraft {
    /// The octets that are signed: `data` in the canonical form of RFC 8785.
    ///
    /// # Errors
    /// Those of [`VdsNc::read`](crate::VdsNc::read) if `data` is not JSON, and [`ErrorKind::Unwritable`] if it is not an object.
    pub fn octets(&self) -> Result<Vec<u8>, Error> {
        let data = Json::read(&self.data, &Limits::DEFAULT)?;
        match data.kind {
            Kind::Object(_) => Ok(canonical(&data).into_bytes()),
            _ => Err(Error::new(ErrorKind::Unwritable, "VDS-NC", 0, "data is not an object")),
        }
    }

    /// The whole text. `sign` is given what is signed and returns `r` and `s`, each of as many bytes as the order of the curve.
    ///
    /// # Errors
    /// [`SignError::Content`] as [`octets`](Self::octets), or if the signature is not of two numbers;
    /// [`SignError::Signer`] with the error of `sign`.
    pub fn sign<E>(&self, sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, E>) -> Result<String, SignError<E>> {
        let data = self.octets()?;
        let signature = sign(&data).map_err(SignError::Signer)?;
        if signature.is_empty() || !signature.len().is_multiple_of(2) {
            let detail = "signature is not of two numbers";
            return Err(Error::new(ErrorKind::Unwritable, "VDS-NC", 0, detail).into());
        }
        let mut algorithm = String::new();
        string(&self.algorithm, &mut algorithm);
        let (certificate, value) =
            (BASE64URL_NOPAD.encode(&self.certificate), BASE64URL_NOPAD.encode(&signature));
        let data = String::from_utf8_lossy(&data);
        Ok(format!(
            r#"{{"data":{data},"sig":{{"alg":{algorithm},"cer":"{certificate}","sigvl":"{value}"}}}}"#
        ))
    }
}

impl core::fmt::Debug for VdsNcDraft {
    /// The algorithm, without what the seal says of the holder.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("VdsNcDraft").field("algorithm", &self.algorithm).finish_non_exhaustive()
    }
}
