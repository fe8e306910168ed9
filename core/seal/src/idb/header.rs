//! Header of a barcode.

use crate::{Hash, MaskedDate, c40};

/// Who issued a document, and who signed its barcode.
///
/// [`Idb::read`](crate::Idb::read) and [`IdbDraft`](crate::IdbDraft) show how it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdbHeader {
    /// The State that issued the document, as in zones and without fillers: `UTO`, `D`.
    pub issuing_state: String,
    /// The signer; `None` in a barcode that is not signed.
    pub signer: Option<IdbSigner>,
}

/// The signer that a barcode names.
///
/// [`IdbDraft`](crate::IdbDraft) shows how it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdbSigner {
    /// The number of the algorithm: 1, 2, 3 for ECDSA with SHA-256, SHA-384, SHA-512.
    pub algorithm: u8,
    /// The last five bytes of SHA-1 of the certificate of the signer.
    pub reference: [u8; 5],
    /// The day of the signature.
    pub signed: MaskedDate,
}

impl IdbSigner {
    /// The hash of the algorithm, if its number is known.
    pub fn hash(&self) -> Option<Hash> {
        match self.algorithm {
            1 => Some(Hash::Sha256),
            2 => Some(Hash::Sha384),
            3 => Some(Hash::Sha512),
            _ => None,
        }
    }
}

impl IdbHeader {
    /// Bytes of a header, with a signer or without.
    pub(super) fn length(with_signer: bool) -> usize {
        if with_signer { 12 } else { 2 }
    }

    /// The header that the bytes are, or where and why they are none.
    pub(super) fn read(bytes: &[u8]) -> Result<IdbHeader, (usize, &'static str)> {
        let (state, signer) = bytes.split_at_checked(2).ok_or((0, "header is cut off"))?;
        let issuing_state = c40::decode(state).map_err(|detail| (0, detail))?.trim_end().to_owned();
        if issuing_state.is_empty() {
            return Err((0, "issuing State is empty"));
        }
        let signer = match *signer {
            [] => None,
            [algorithm, a, b, c, d, e, mask, high, middle, low] => {
                let signed = MaskedDate::decode([mask, high, middle, low]);
                let signed = signed.ok_or((8, "a date that no calendar has"))?;
                Some(IdbSigner { algorithm, reference: [a, b, c, d, e], signed })
            }
            _ => return Err((2, "header is cut off")),
        };
        Ok(IdbHeader { issuing_state, signer })
    }

    /// The bytes of the header; `None` if the State is not of one to three letters.
    pub(super) fn write(&self) -> Option<Vec<u8>> {
        let fits = (1..=3).contains(&self.issuing_state.len());
        let mut out = c40::encode(&format!("{:3}", self.issuing_state)).filter(|_| fits)?;
        if let Some(signer) = &self.signer {
            out.push(signer.algorithm);
            out.extend(signer.reference);
            out.extend(signer.signed.encode());
        }
        Some(out)
    }
}
