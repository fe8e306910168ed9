//! Header of a visible digital seal (Doc 9303-13 §2.2).

use crate::{Date, c40};

/// First byte of each seal.
pub(crate) const MAGIC: u8 = 0xDC;

/// Who issued a document and who signed its seal, when, and which profile it has.
///
/// [`Vds::read`](crate::Vds::read) and [`VdsDraft`](crate::VdsDraft) show how it is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// How signer and certificate are written.
    pub form: HeaderForm,
    /// The State that issued the document, as in zones and without fillers: `UTO`, `D`.
    pub issuing_state: String,
    /// The State of the signer, of two letters. It may be another one than the issuing State.
    pub signer_state: String,
    /// The signer, of two characters: the common name of their certificate.
    pub signer: String,
    /// The certificate of the signer: its serial number in hexadecimal, with zeros in front or without; in seals by BSI TR-03171
    /// the 40 digits of SHA-1 of the certificate.
    pub reference: String,
    /// The day on which the document was issued. It may lie after the day of the signature.
    pub issued: Date,
    /// The day on which the seal was signed.
    pub signed: Date,
    /// Document feature definition reference.
    pub definition: u8,
    /// Document type category.
    pub category: u8,
}

/// How a [`Header`] writes signer and certificate.
///
/// ```
/// use doc9303_seal::HeaderForm;
/// assert_eq!(HeaderForm::Version4.version_byte(), 3);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HeaderForm {
    /// Version byte 02: nine characters, five of them the reference.
    Version3,
    /// Version byte 03: the reference with its length in two hexadecimal digits.
    Version4,
    /// Version byte 03 with the length in decimal digits, as seals by BSI TR-03171 have it.
    DecimalLength,
    /// Version byte 03 with the nine characters of version 3, as early German arrival attestations have it.
    FixedLength,
}

impl HeaderForm {
    /// The version byte.
    pub fn version_byte(self) -> u8 {
        if self == HeaderForm::Version3 { 2 } else { 3 }
    }

    /// The forms that a version byte may stand for, the usual one first.
    pub(crate) fn of(version_byte: u8) -> &'static [HeaderForm] {
        match version_byte {
            2 => &[HeaderForm::Version3],
            3 => &[HeaderForm::Version4, HeaderForm::DecimalLength, HeaderForm::FixedLength],
            _ => &[],
        }
    }

    /// Characters of the reference, and the digits that count it among those read already.
    fn reference_length(self, digits: &str) -> Option<usize> {
        match self {
            HeaderForm::Version3 | HeaderForm::FixedLength => Some(5),
            // `from_str_radix` alone takes a sign.
            _ if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) => None,
            HeaderForm::Version4 => usize::from_str_radix(digits, 16).ok(),
            HeaderForm::DecimalLength => digits.parse().ok(),
        }
        .filter(|length| *length > 0)
    }
}

/// Hexadecimal digits as a number without leading zero bytes.
fn hexadecimal(digits: &str) -> Option<Vec<u8>> {
    let value = |digit: &u8| char::from(*digit).to_digit(16).and_then(|value| u8::try_from(value).ok());
    let pair = |pair: &[u8]| pair.iter().try_fold(0_u8, |number, digit| Some((number << 4) | value(digit)?));
    digits.trim_start_matches('0').as_bytes().rchunks(2).rev().map(pair).collect()
}

impl Header {
    /// Whether the reference is zero, which is for tests and no document (Doc 9303-13 §2.2).
    pub fn is_test(&self) -> bool {
        self.reference.bytes().all(|digit| digit == b'0')
    }

    /// The serial number of the certificate, without leading zero bytes; `None` if the reference is not hexadecimal.
    ///
    /// ```
    /// # use doc9303_seal::{Limits, Vds};
    /// # let mut octets = vec![0xDC, 2, 0x6A, 0xBC, 0x6D, 0x32, 0xC8, 0xA5, 0x19, 0xFC, 0x0F, 0x71, 0x34, 0x11, 0x45, 0xF4, 0xFD, 2];
    /// # octets.extend([0xFF, 2, 1, 1]);
    /// let seal = Vds::read(&octets, &Limits::DEFAULT)?;
    /// assert_eq!((seal.header().reference.as_str(), seal.header().serial_number()), ("00027", Some(vec![0x27])));
    /// # Ok::<(), doc9303_seal::Error>(())
    /// ```
    pub fn serial_number(&self) -> Option<Vec<u8>> {
        hexadecimal(&self.reference)
    }

    /// Another serial number that the same header may name: a reference of three digits behind its length, 03, has the bytes of
    /// a reference of five digits that begins with 03, as signers of German arrival attestations write it.
    pub fn serial_number_of_fixed_length(&self) -> Option<Vec<u8>> {
        let is_either = self.form == HeaderForm::Version4 && self.reference.len() == 3;
        if is_either { hexadecimal(&["03", &self.reference].concat()) } else { None }
    }

    /// The header that the bytes begin with and its length, or where and why there is none.
    pub(crate) fn read(bytes: &[u8], form: HeaderForm) -> Result<(Header, usize), (usize, &'static str)> {
        let text = |from: usize, length: usize| {
            let part = bytes.get(from..from + length).ok_or((from, "header is cut off"))?;
            c40::decode(part).map_err(|detail| (from, detail))
        };
        let issuing_state = text(2, 2)?.trim_end().to_owned();
        if issuing_state.is_empty() {
            return Err((2, "issuing State is empty"));
        }
        let six = text(4, 4)?;
        let (signer, digits) = six.split_at_checked(4).ok_or((4, "signer is cut off"))?;
        let (signer_state, signer) = signer.split_at_checked(2).ok_or((4, "signer is cut off"))?;
        let length = form.reference_length(digits).ok_or((4, "length of the certificate reference"))?;
        let counted = matches!(form, HeaderForm::Version4 | HeaderForm::DecimalLength);
        let (begun, left) = if counted { ("", length) } else { (digits, length - digits.len().min(length)) };
        let rest = text(8, c40::length(left))?;
        let reference = [begun, rest.get(..left).ok_or((8, "certificate reference is cut off"))?].concat();
        if reference.len() != length || !rest.get(left..).unwrap_or_default().trim_end().is_empty() {
            return Err((8, "certificate reference of another length"));
        }
        let at = 8 + c40::length(left);
        let three = |from: usize| {
            let part = bytes.get(from..from + 3).and_then(|part| part.try_into().ok());
            let part = part.ok_or((from, "header is cut off"))?;
            Date::decode(part).ok_or((from, "a date that no calendar has"))
        };
        let (issued, signed) = (three(at)?, three(at + 3)?);
        let Some([definition, category]) = bytes.get(at + 6..at + 8) else {
            return Err((at + 6, "header is cut off"));
        };
        let header = Header {
            form,
            issuing_state,
            signer_state: signer_state.to_owned(),
            signer: signer.to_owned(),
            reference,
            issued,
            signed,
            definition: *definition,
            category: *category,
        };
        Ok((header, at + 8))
    }

    /// The bytes of the header, or what of it cannot be written.
    pub(crate) fn write(&self) -> Result<Vec<u8>, &'static str> {
        let fits = |text: &str, length: usize| text.len() == length;
        if !(1..=3).contains(&self.issuing_state.len()) {
            return Err("issuing State is not of one to three letters");
        }
        if !fits(&self.signer_state, 2) || !fits(&self.signer, 2) {
            return Err("signer is not of two and two characters");
        }
        let length = self.reference.len();
        let counted = match self.form {
            HeaderForm::Version3 | HeaderForm::FixedLength if length == 5 => String::new(),
            HeaderForm::Version4 if (1..=0xFF).contains(&length) => format!("{length:02X}"),
            HeaderForm::DecimalLength if (1..=99).contains(&length) => format!("{length:02}"),
            _ => return Err("certificate reference of a length that the form does not have"),
        };
        let mut out = vec![MAGIC, self.form.version_byte()];
        let signer = [&self.signer_state, &self.signer, counted.as_str(), &self.reference].concat();
        for text in [format!("{:3}", self.issuing_state), signer] {
            out.extend(c40::encode(&text).ok_or("a character that C40 does not have here")?);
        }
        out.extend(self.issued.encode());
        out.extend(self.signed.encode());
        out.extend([self.definition, self.category]);
        Ok(out)
    }
}
