//! Writing of visible digital seals.

use super::{Header, HeaderForm, Profile, SIGNATURE};
use crate::tlv::{self, LengthForm};
use crate::{Error, ErrorKind, SignError, Value};

/// A seal before it is signed: for issuing, training and tests. It is written as it says, faults included: a feature that is
/// missing or has the bytes of another coding is written so.
///
/// ```
/// use doc9303_seal::{Date, Header, HeaderForm, Limits, SignError, Value, Vds, VdsDraft};
/// let day = Date::new(2026, 6, 1).unwrap();
/// let header = Header {
///     form: HeaderForm::Version4,
///     issuing_state: "UTO".into(),
///     signer_state: "UT".into(),
///     signer: "TS".into(),
///     reference: "5B".into(),
///     issued: day,
///     signed: day,
///     definition: 0xF4,
///     category: 0x8F,
/// };
/// let mut draft = VdsDraft { header, features: Vec::new() };
/// draft.features.push((1, Value::Text("T2000AK47".into())));
/// draft.features.push((2, Value::Text("UFO001979".into())));
/// // The signer hashes the octets and returns r and s.
/// let octets = draft.sign(|octets| Ok::<_, SignError<()>>(vec![octets[0]; 64])).unwrap();
/// let seal = Vds::read(&octets, &Limits::DEFAULT)?;
/// assert_eq!((seal.header(), seal.value("document_number")), (&draft.header, Some(&draft.features[0].1)));
/// # Ok::<(), doc9303_seal::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VdsDraft {
    /// The header. Its form decides how lengths are written too.
    pub header: Header,
    /// Tags and values in order. A value of a tag that the profile does not know is [`Value::Bytes`].
    pub features: Vec<(u8, Value)>,
}

impl VdsDraft {
    /// The octets that are signed: header and message zone.
    ///
    /// # Errors
    /// [`ErrorKind::Unwritable`] if a text has characters that its coding does not have, a value is of another kind than its
    /// feature, or too long.
    pub fn octets(&self) -> Result<Vec<u8>, Error> {
        let unwritable = |offset, detail| Error::new(ErrorKind::Unwritable, "seal", offset, detail);
        let mut out = self.header.write().map_err(|detail| unwritable(0, detail))?;
        let lengths =
            if self.header.form == HeaderForm::Version3 { LengthForm::Byte } else { LengthForm::Der };
        let profile = Profile::find(self.header.definition, self.header.category);
        let number = self.features.iter().find_map(|(tag, value)| match value {
            Value::Bytes(number) if *tag == 0 => Some(number.as_slice()),
            _ => None,
        });
        for (tag, value) in &self.features {
            let offset = out.len();
            let definition = profile.and_then(|profile| profile.definition(*tag, number));
            let bytes = match (definition, value) {
                (Some(definition), value) => definition.encode(value),
                (None, Value::Bytes(bytes)) => Some(bytes.clone()),
                (None, _) => return Err(unwritable(offset, "the profile does not know the tag")),
            };
            let bytes = bytes.ok_or_else(|| unwritable(offset, "a value that its feature does not have"))?;
            if *tag == SIGNATURE {
                return Err(unwritable(offset, "the tag of the signature"));
            }
            tlv::write(&mut out, *tag, &bytes, lengths)
                .ok_or_else(|| unwritable(offset, "a value that is too long"))?;
        }
        Ok(out)
    }

    /// The whole seal. `sign` is given what is signed and returns `r` and `s`, each of as many bytes as the order of the curve;
    /// [`Hash::for_order`](crate::Hash::for_order) tells the hash.
    ///
    /// # Errors
    /// [`SignError::Content`] as [`octets`](Self::octets), or if the signature is not of two numbers;
    /// [`SignError::Signer`] with the error of `sign`.
    pub fn sign<E>(&self, sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, E>) -> Result<Vec<u8>, SignError<E>> {
        let mut out = self.octets()?;
        let signature = sign(&out).map_err(SignError::Signer)?;
        let offset = out.len();
        let unwritable = |detail| Error::new(ErrorKind::Unwritable, "seal", offset, detail);
        if signature.is_empty() || !signature.len().is_multiple_of(2) {
            return Err(unwritable("signature is not of two numbers").into());
        }
        tlv::write(&mut out, SIGNATURE, &signature, LengthForm::Der)
            .ok_or_else(|| unwritable("a signature that is too long"))?;
        Ok(out)
    }
}
