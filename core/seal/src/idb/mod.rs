//! ICAO Datastructure for Barcode: text of Base32 with a header, messages, a certificate and a signature.

mod header;
mod message;
mod text;
mod writer;

pub use header::{IdbHeader, IdbSigner};
pub use writer::IdbDraft;

use crate::tlv::{self, LengthForm, Tlv};
use crate::typing::{MORE_THAN_THE_LIMIT, Rule, elements, length_faults, presence, typed};
use crate::{Error, ErrorKind, Fault, Feature, Limits, Value, Zone, feature};
use core::{fmt, ops::Range};

const MESSAGE_GROUP: u8 = 0x61;
const CERTIFICATE: u8 = 0x7E;
const SIGNATURE: u8 = 0x7F;

/// A barcode by the ICAO Datastructure for Barcode.
///
/// Ranges are those of its [`octets`](Self::octets), which the text holds in Base32 and may hold compressed.
#[derive(Clone, PartialEq, Eq)]
pub struct Idb {
    name: &'static str,
    flag: text::Flag,
    octets: Vec<u8>,
    header: IdbHeader,
    messages: Vec<Feature>,
    messages_end: usize,
    certificate: Option<Range<usize>>,
    certificate_end: usize,
    signature: Option<Range<usize>>,
    faults: Vec<Fault>,
}

impl Idb {
    /// Whether bytes begin as the text of a barcode does.
    pub(crate) fn is_begun_by(bytes: &[u8]) -> bool {
        text::NAMES.iter().any(|name| bytes.starts_with(name.as_bytes()))
    }

    /// Reads the text of a barcode; line ends and Base32 padding may follow it.
    ///
    /// ```
    /// use doc9303_seal::{Hash, Idb, Limits, Value};
    /// let text = concat!(
    ///     "RDB1BNK6ADJL2PECXOABAHIMWCFMCAYQDQM3TI2XIGCCZ5EQDQM3TNUSIMAIQP5AIZJ6II7FQTQ2UNWUMTMXIXETVCSSXKBK7RFWGXX3JBLHXTPV26M2G",
    ///     "BN42UWTEQB45P4C4X7JK5WI2VQW5IBV3YNDPHELTYIU54PQ4P4",
    /// );
    /// let barcode = Idb::read(text.as_bytes(), &Limits::DEFAULT)?;
    /// let signer = barcode.header().signer.as_ref().unwrap();
    /// assert_eq!((barcode.header().issuing_state.as_str(), signer.hash()), ("D", Some(Hash::Sha256)));
    /// assert_eq!(barcode.value("azr_number"), Some(&Value::Text("ABC123456DEF".to_owned())));
    /// assert_eq!(barcode.document_type(), Some("permanent_residence_certificate"));
    /// assert!(barcode.certificate().is_none() && barcode.faults().is_empty());
    /// # Ok::<(), doc9303_seal::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::NotASeal`] if the text begins otherwise, [`ErrorKind::TextEncoding`] if it is not Base32,
    /// [`ErrorKind::Compression`] if it does not inflate, [`ErrorKind::Limit`] if there are more bytes or messages than the
    /// limits, and [`ErrorKind::WrongFormat`] if the octets are not header, messages, certificate and signature in this order.
    pub fn read(text: &[u8], limits: &Limits) -> Result<Idb, Error> {
        if text.len() > limits.size {
            return Err(Error::new(ErrorKind::Limit, "barcode", limits.size, "more bytes than the limit"));
        }
        let (name, flag, content) = text::read(text)?;
        let octets = if flag.is_compressed { text::inflate(&content, limits.inflated)? } else { content };
        Idb::of_octets(name, flag, octets, limits)
    }

    fn of_octets(
        name: &'static str,
        flag: text::Flag,
        octets: Vec<u8>,
        limits: &Limits,
    ) -> Result<Idb, Error> {
        let wrong = |offset, detail| Error::new(ErrorKind::WrongFormat, "barcode octets", offset, detail);
        let with_signer = has_signer(&octets, flag.is_signed);
        let at = IdbHeader::length(with_signer);
        let header = IdbHeader::read(octets.get(..at).ok_or(wrong(0, "header is cut off"))?);
        let header = header.map_err(|(offset, detail)| wrong(offset, detail))?;
        let [group, certificate, signature] =
            parts(&octets, at).map_err(|(offset, detail)| wrong(offset, detail))?;
        let messages_end = group.as_ref().map_or(at, |group| group.span.end);
        let certificate_end = certificate.as_ref().map_or(messages_end, |certificate| certificate.span.end);
        let inside = group.as_ref().map_or(at..at, |group| group.value.clone());
        let found = elements(&octets, inside, limits.elements).map_err(|detail| {
            let kind = if detail == MORE_THAN_THE_LIMIT { ErrorKind::Limit } else { ErrorKind::WrongFormat };
            Error::new(kind, "barcode octets", at, detail)
        })?;
        let (messages, mut faults) = typed(&octets, &found, |tag| message::definition(tag).map(Rule::from));
        faults.extend(presence(message::MESSAGES.iter().map(Rule::from), &messages));
        faults.extend(length_faults([&group, &certificate, &signature].into_iter().flatten()));
        let departures = [
            (messages.is_empty(), Fault::EmptyMessageZone),
            (with_signer != flag.is_signed, Fault::HeaderAgainstFlag),
            (flag.is_signed && signature.is_none(), Fault::SignatureMissing),
            (!flag.is_signed && signature.is_some(), Fault::SignatureAgainstFlag),
            (!flag.is_signed && certificate.is_some(), Fault::CertificateAgainstFlag),
        ];
        faults.extend(departures.into_iter().filter(|(departs, _)| *departs).map(|(_, fault)| fault));
        Ok(Idb {
            name,
            flag,
            header,
            messages,
            messages_end,
            certificate: certificate.map(|certificate| certificate.value),
            certificate_end,
            signature: signature.map(|signature| signature.value),
            faults,
            octets,
        })
    }

    /// The first four characters: `RDB1`, or `NDB1` in older barcodes.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether the barcode says that it is signed.
    pub fn says_signed(&self) -> bool {
        self.flag.is_signed
    }

    /// Whether the octets were compressed.
    pub fn is_compressed(&self) -> bool {
        self.flag.is_compressed
    }

    /// The octets of the barcode, inflated.
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }

    /// The header.
    pub fn header(&self) -> &IdbHeader {
        &self.header
    }

    /// Where the header lies.
    pub fn header_range(&self) -> Range<usize> {
        0..IdbHeader::length(self.header.signer.is_some())
    }

    /// The messages in the order in which they were read.
    pub fn messages(&self) -> &[Feature] {
        &self.messages
    }

    /// The value of the first message of a name, or of the first feature of that name within a message.
    pub fn value(&self, name: &str) -> Option<&Value> {
        feature::find(&self.messages, name)
    }

    /// The machine readable zone, of a message or within one.
    pub fn zone(&self) -> Option<&Zone> {
        feature::zone(&self.messages)
    }

    /// What the issuing State calls the document, if a message says it and the State's numbers are known.
    pub fn document_type(&self) -> Option<&'static str> {
        match self.value("national_document_type") {
            Some(Value::Number(number)) => message::document_type(&self.header.issuing_state, *number),
            _ => None,
        }
    }

    /// Departures from the structure.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// What is signed, as it was read: header and messages. The public samples are signed so.
    pub fn signed_octets(&self) -> &[u8] {
        self.octets.get(..self.messages_end).unwrap_or_default()
    }

    /// What is signed by another reading of the report, with the certificate; `None` if there is none.
    pub fn signed_octets_with_certificate(&self) -> Option<&[u8]> {
        self.certificate.as_ref().and_then(|_| self.octets.get(..self.certificate_end))
    }

    /// The certificate that stands in the barcode. Nothing says that it is the signer's, or that anybody trusts it.
    pub fn certificate(&self) -> Option<&[u8]> {
        self.octets.get(self.certificate.clone()?)
    }

    /// Where the certificate lies.
    pub fn certificate_range(&self) -> Option<Range<usize>> {
        self.certificate.clone()
    }

    /// The signature: `r` and `s`, each of as many bytes as the order of the curve.
    pub fn signature(&self) -> Option<&[u8]> {
        self.octets.get(self.signature.clone()?)
    }

    /// Where the signature lies.
    pub fn signature_range(&self) -> Option<Range<usize>> {
        self.signature.clone()
    }
}

impl fmt::Debug for Idb {
    /// Header and messages, without what they say of the holder.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Idb")
            .field("name", &self.name)
            .field("header", &self.header)
            .field("messages", &self.messages)
            .field("faults", &self.faults)
            .finish_non_exhaustive()
    }
}

/// Whether the header names a signer: as the flag says, unless the messages begin where the other header ends.
fn has_signer(octets: &[u8], says_signed: bool) -> bool {
    let begins = |with_signer| octets.get(IdbHeader::length(with_signer)) == Some(&MESSAGE_GROUP);
    if begins(says_signed) || !begins(!says_signed) { says_signed } else { !says_signed }
}

/// Messages, certificate and signature, each of which may be missing.
fn parts(octets: &[u8], mut at: usize) -> Result<[Option<Tlv>; 3], (usize, &'static str)> {
    let mut parts = [None, None, None];
    for (part, tag) in parts.iter_mut().zip([MESSAGE_GROUP, CERTIFICATE, SIGNATURE]) {
        if octets.get(at) == Some(&tag) {
            let tlv = tlv::read(octets, at, octets.len(), LengthForm::Der).map_err(|detail| (at, detail))?;
            at = tlv.span.end;
            *part = Some(tlv);
        }
    }
    match &parts {
        _ if at != octets.len() => {
            Err((at, "another element than messages, certificate and signature in order"))
        }
        [_, _, Some(signature)] if signature.value.is_empty() || !signature.value.len().is_multiple_of(2) => {
            Err((signature.span.start, "signature is not of two numbers"))
        }
        _ => Ok(parts),
    }
}
