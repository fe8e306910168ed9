//! VDS-NC: seals in JSON, signed over its canonical form.

mod canonical;
mod json;
mod message;
mod writer;

pub use message::NcMember;
pub use writer::VdsNcDraft;

use crate::{Error, ErrorKind, Fault, Hash, Limits, Value};
use core::{fmt, ops::Range};
use data_encoding::{BASE64_NOPAD, DecodeError};
use json::{Json, Kind};

/// A visible digital seal for non-constrained environments (ICAO technical report VDS-NC).
#[derive(Clone, PartialEq)]
pub struct VdsNc {
    text: String,
    data: Range<usize>,
    canonical: String,
    members: Vec<NcMember>,
    algorithm: String,
    certificate: Vec<u8>,
    certificate_range: Range<usize>,
    signature: Vec<u8>,
    signature_range: Range<usize>,
    faults: Vec<Fault>,
}

impl VdsNc {
    /// Whether bytes begin as JSON of an object or of a list does.
    pub(crate) fn is_begun_by(bytes: &[u8]) -> bool {
        let bytes = bytes.strip_prefix(BYTE_ORDER_MARK.as_bytes()).unwrap_or(bytes);
        matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'['))
    }

    /// Reads the text of a seal; a list of one seal is that seal.
    ///
    /// ```
    /// use doc9303_seal::{Hash, Limits, Value, VdsNc};
    /// let text = r#"{"data": {"hdr": {"t": "icao.test", "v": 1, "is": "UTO"}, "msg": {"pid": {"n": "Cook Gerald", "dob": "1990-01-29"}}},
    ///     "sig": {"alg": "ES256", "cer": "MAA", "sigvl": "AQI="}}"#;
    /// let seal = VdsNc::read(text.as_bytes(), &Limits::DEFAULT)?;
    /// assert_eq!((seal.message_type(), seal.issuer(), seal.version()), (Some("icao.test"), Some("UTO"), Some(1)));
    /// assert_eq!(seal.value("msg.pid.n"), Some(&Value::Text("Cook Gerald".into())));
    /// assert_eq!((seal.algorithm(), seal.hash()), ("ES256", Some(Hash::Sha256)));
    /// let canonical = br#"{"hdr":{"is":"UTO","t":"icao.test","v":1},"msg":{"pid":{"dob":"1990-01-29","n":"Cook Gerald"}}}"#;
    /// assert_eq!(seal.canonical_octets(), canonical);
    /// assert!(seal.octets_as_sent().starts_with(br#"{"hdr": {"#));
    /// # Ok::<(), doc9303_seal::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::NotASeal`] if it is JSON of another kind, [`ErrorKind::WrongFormat`] if it is not JSON, not UTF-8, has a name
    /// twice or a number beyond a double, or its signature has no algorithm, certificate or value,
    /// [`ErrorKind::TextEncoding`] if those are not Base64, and [`ErrorKind::Limit`] if it is larger or deeper than the limits.
    pub fn read(text: &[u8], limits: &Limits) -> Result<VdsNc, Error> {
        let wrong = |offset, detail| Error::new(ErrorKind::WrongFormat, "VDS-NC", offset, detail);
        if text.len() > limits.size {
            return Err(Error::new(ErrorKind::Limit, "VDS-NC", limits.size, "more bytes than the limit"));
        }
        if !VdsNc::is_begun_by(text) {
            return Err(Error::new(ErrorKind::NotASeal, "VDS-NC", 0, "begins as no seal does"));
        }
        let text = core::str::from_utf8(text).map_err(|error| wrong(error.valid_up_to(), "not UTF-8"))?;
        let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        let root = Json::read(text, limits)?;
        let seal = match &root.kind {
            Kind::Array(seals) if seals.len() == 1 => seals.first().unwrap_or(&root),
            _ => &root,
        };
        let parts = seal.get("data").zip(seal.get("sig"));
        let none = Error::new(ErrorKind::NotASeal, "VDS-NC", root.range.start, "JSON without data and sig");
        let (data, signature) = parts.ok_or(none)?;
        if !matches!(data.kind, Kind::Object(_)) {
            return Err(wrong(data.range.start, "data is not an object"));
        }
        let part = |name, detail| {
            let part = signature.get(name).and_then(|part| Some((part.text()?, part.range.clone())));
            part.ok_or(wrong(signature.range.start, detail))
        };
        let (algorithm, _) = part("alg", "the signature has no algorithm")?;
        let (certificate, certificate_range) = part("cer", "the signature has no certificate")?;
        let (value, signature_range) = part("sigvl", "the signature has no value")?;
        let signature = base64(value, signature_range.start)?;
        if signature.is_empty() || !signature.len().is_multiple_of(2) {
            return Err(wrong(signature_range.start, "signature is not of two numbers"));
        }
        let (members, faults) = message::members(data, limits)?;
        Ok(VdsNc {
            data: data.range.clone(),
            canonical: canonical::canonical(data),
            members,
            algorithm: algorithm.to_owned(),
            certificate: base64(certificate, certificate_range.start)?,
            certificate_range,
            signature,
            signature_range,
            faults,
            text: text.to_owned(),
        })
    }

    /// The text, without a byte order mark; ranges are of its bytes.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The type, as `icao.vacc` or `icao.test`.
    pub fn message_type(&self) -> Option<&str> {
        self.text_of("hdr.t")
    }

    /// The version of the type.
    pub fn version(&self) -> Option<u64> {
        if let Some(Value::Number(number)) = self.value("hdr.v") { Some(*number) } else { None }
    }

    /// The State or organisation that issued the seal.
    pub fn issuer(&self) -> Option<&str> {
        self.text_of("hdr.is")
    }

    /// Every value in `data`, those of unknown names too, in the order in which they were read.
    pub fn members(&self) -> &[NcMember] {
        &self.members
    }

    /// The value at a path in `data`, as `msg.ve[0].vd[1].lot`.
    pub fn value(&self, path: &str) -> Option<&Value> {
        self.members.iter().find(|member| member.path == path).map(|member| &member.value)
    }

    /// The text at a path in `data`.
    pub fn text_of(&self, path: &str) -> Option<&str> {
        if let Some(Value::Text(text)) = self.value(path) { Some(text) } else { None }
    }

    /// Departures from the types of members, and members that are missing.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// What is signed: `data` in the canonical form of RFC 8785.
    pub fn canonical_octets(&self) -> &[u8] {
        self.canonical.as_bytes()
    }

    /// `data` as it was read, which some issuers sign.
    pub fn octets_as_sent(&self) -> &[u8] {
        self.text.as_bytes().get(self.data.clone()).unwrap_or_default()
    }

    /// Where `data` stands.
    pub fn data_range(&self) -> Range<usize> {
        self.data.clone()
    }

    /// The algorithm as it was read.
    pub fn algorithm(&self) -> &str {
        &self.algorithm
    }

    /// The hash of the algorithm, if it is known.
    pub fn hash(&self) -> Option<Hash> {
        match self.algorithm.as_str() {
            "ES256" => Some(Hash::Sha256),
            "ES384" => Some(Hash::Sha384),
            "ES512" => Some(Hash::Sha512),
            _ => None,
        }
    }

    /// The certificate that stands in the seal. Nothing says that anybody trusts it.
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// Where the certificate stands.
    pub fn certificate_range(&self) -> Range<usize> {
        self.certificate_range.clone()
    }

    /// The signature: `r` and `s`, each of as many bytes as the order of the curve.
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// Where the signature stands.
    pub fn signature_range(&self) -> Range<usize> {
        self.signature_range.clone()
    }
}

impl fmt::Debug for VdsNc {
    /// Names and faults, without what they say of the holder.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VdsNc")
            .field("hash", &self.hash())
            .field("members", &self.members)
            .field("faults", &self.faults)
            .finish_non_exhaustive()
    }
}

/// What some editors put before a text.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// The bytes of Base64 in either alphabet, padded or not, in lines or not, and whatever its last bits are.
fn base64(text: &str, offset: usize) -> Result<Vec<u8>, Error> {
    let letters = text.trim_end().trim_end_matches('=').replace('-', "+").replace('_', "/");
    let mut lenient = BASE64_NOPAD.specification();
    lenient.check_trailing_bits = false;
    lenient.ignore.push_str("\r\n");
    let wrong = |position| Error::new(ErrorKind::TextEncoding, "VDS-NC", offset + 1 + position, "not Base64");
    let encoding = lenient.encoding().map_err(|_| wrong(0))?;
    encoding.decode(letters.as_bytes()).map_err(|DecodeError { position, .. }| wrong(position))
}
