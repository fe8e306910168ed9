//! Writing of barcodes.

use super::{CERTIFICATE, IdbHeader, MESSAGE_GROUP, SIGNATURE, message, text};
use crate::tlv::{self, LengthForm};
use crate::{Error, ErrorKind, SignError, Value};

/// A barcode before it is signed: for issuing, training and tests.
///
/// ```
/// use doc9303_seal::{Date, Idb, IdbDraft, IdbHeader, IdbSigner, Limits, Value};
/// let signer = IdbSigner { algorithm: 1, reference: [1, 2, 3, 4, 5], signed: Date::new(2026, 6, 1).unwrap().into() };
/// let draft = IdbDraft {
///     header: IdbHeader { issuing_state: "UTO".into(), signer: Some(signer) },
///     messages: vec![(0x09, Value::Text("123456".into()))],
///     certificate: None,
///     is_compressed: false,
/// };
/// let text = draft.sign(|octets| Ok::<_, ()>(vec![octets[0]; 64])).unwrap();
/// let barcode = Idb::read(text.as_bytes(), &Limits::DEFAULT)?;
/// assert_eq!((barcode.header(), barcode.value("can")), (&draft.header, Some(&draft.messages[0].1)));
/// # Ok::<(), doc9303_seal::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdbDraft {
    /// The header. Without a signer the barcode is not signed.
    pub header: IdbHeader,
    /// Tags and values in order. A value of a tag that is not known is [`Value::Bytes`].
    pub messages: Vec<(u8, Value)>,
    /// The certificate of the signer, to be read where no other is at hand. It is not signed.
    pub certificate: Option<Vec<u8>>,
    /// Whether the octets are compressed.
    pub is_compressed: bool,
}

impl IdbDraft {
    /// The octets that are signed: header and messages.
    ///
    /// # Errors
    /// [`ErrorKind::Unwritable`] if a text has characters that its coding does not have, or a value is of another kind than its
    /// message.
    pub fn octets(&self) -> Result<Vec<u8>, Error> {
        let unwritable = |offset, detail| Error::new(ErrorKind::Unwritable, "barcode octets", offset, detail);
        let mut out = self.header.write().ok_or_else(|| unwritable(0, "issuing State"))?;
        let offset = out.len();
        let mut group = Vec::new();
        for (tag, value) in &self.messages {
            let bytes = match (message::definition(*tag), value) {
                (Some(definition), value) => definition.encode(value),
                (None, Value::Bytes(bytes)) => Some(bytes.clone()),
                (None, _) => None,
            };
            let bytes = bytes.ok_or_else(|| unwritable(offset, "a value that its message does not have"))?;
            put(&mut group, *tag, &bytes)?;
        }
        put(&mut out, MESSAGE_GROUP, &group)?;
        Ok(out)
    }

    /// The whole text. `sign` is given what is signed and returns `r` and `s`, each of as many bytes as the order of the curve; it
    /// is not called without a signer.
    ///
    /// # Errors
    /// [`SignError::Content`] as [`octets`](Self::octets), or if the signature is not of two numbers;
    /// [`SignError::Signer`] with the error of `sign`.
    pub fn sign<E>(&self, sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, E>) -> Result<String, SignError<E>> {
        let mut out = self.octets()?;
        let is_signed = self.header.signer.is_some();
        let signature = if is_signed { sign(&out).map_err(SignError::Signer)? } else { Vec::new() };
        if is_signed && (signature.is_empty() || !signature.len().is_multiple_of(2)) {
            let detail = "signature is not of two numbers";
            return Err(Error::new(ErrorKind::Unwritable, "barcode octets", out.len(), detail).into());
        }
        if let Some(certificate) = &self.certificate {
            put(&mut out, CERTIFICATE, certificate)?;
        }
        if is_signed {
            put(&mut out, SIGNATURE, &signature)?;
        }
        Ok(text::write(&out, text::Flag { is_signed, is_compressed: self.is_compressed }))
    }
}

fn put(out: &mut Vec<u8>, tag: u8, value: &[u8]) -> Result<(), Error> {
    let offset = out.len();
    let too_long = || Error::new(ErrorKind::Unwritable, "barcode octets", offset, "a value that is too long");
    tlv::write(out, tag, value, LengthForm::Der).ok_or_else(too_long)
}
