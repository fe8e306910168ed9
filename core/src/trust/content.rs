//! What an input of trust is: recognised by its structure to the last byte, in one place for every face.
//!
//! DER is what parses as one element to its end, whatever text it holds inside. Text is what holds no control characters,
//! and of text only a line that armours or names an entry says what it is. A name decides nothing here.

use crate::asn1::{Element, Reader, tag};
use crate::oid;
use crate::{Code, Error, Limits};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use std::borrow::Cow;

const STRUCTURE: &str = "trust input";

/// What an input of trust is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Content {
    /// An X.509 certificate.
    Certificate,
    /// A revocation list.
    Crl,
    /// A CSCA master list (Doc 9303-12 §9).
    MasterList,
    /// A deviation list (Doc 9303-12 §10).
    DeviationList,
    /// A defect list (BSI TR-03129-2 §7).
    DefectList,
    /// Certificates and revocation lists in signed data without a signer (PKCS #7, `.p7b`).
    Bundle,
    /// Text with armoured blocks (RFC 7468).
    Pem,
    /// A directory's export (RFC 2849).
    Ldif,
    /// An archive of such files, as States publish them.
    Zip,
}

impl Content {
    /// Recognises an input by its structure.
    ///
    /// ```
    /// use doc9303::trust::Content;
    /// # let csca = std::fs::read("examples/passport/trust/certificate-0.cer").unwrap();
    /// assert_eq!(Content::recognise(&csca)?, Content::Certificate);
    /// let error = Content::recognise(b"a letter").unwrap_err();
    /// assert_eq!(error.code().as_str(), "trust.not_recognised");
    /// # Ok::<(), doc9303::Error>(())
    /// ```
    ///
    /// # Errors
    /// With what was found instead, if it is none of them.
    pub fn recognise(bytes: &[u8]) -> Result<Content, Error> {
        Content::recognise_within(bytes, &Limits::DEFAULT)
    }

    pub(super) fn recognise_within(bytes: &[u8], limits: &Limits) -> Result<Content, Error> {
        Decoded::of(bytes, limits).map(|decoded| decoded.content)
    }

    /// What it is, in words.
    pub const fn name(self) -> &'static str {
        match self {
            Content::Certificate => "a certificate",
            Content::Crl => "a revocation list",
            Content::MasterList => "a master list",
            Content::DeviationList => "a deviation list",
            Content::DefectList => "a defect list",
            Content::Bundle => "a bundle of certificates",
            Content::Pem => "PEM",
            Content::Ldif => "a directory's export",
            Content::Zip => "an archive",
        }
    }
}

/// An input with what it is, out of base64 if it was in it.
pub(super) struct Decoded<'a> {
    pub(super) content: Content,
    pub(super) bytes: Cow<'a, [u8]>,
}

impl<'a> Decoded<'a> {
    pub(super) fn of(bytes: &'a [u8], limits: &Limits) -> Result<Self, Error> {
        let as_sent = |content| Decoded { content, bytes: Cow::Borrowed(bytes) };
        if let Some(element) = sole_element(bytes, limits)? {
            return of_element(&element).map(as_sent);
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return Ok(as_sent(Content::Zip));
        }
        let text = without_mark(bytes);
        if !is_text(text) {
            return Err(not_recognised(why_no_structure(bytes)));
        }
        if names_entry(text) {
            return Ok(Decoded { content: Content::Ldif, bytes: Cow::Borrowed(text) });
        }
        if lines(text).any(is_armour) {
            return Ok(Decoded { content: Content::Pem, bytes: Cow::Borrowed(text) });
        }
        // Base64 without armour counts where it is certain what it holds.
        let packed: Vec<u8> = text.iter().copied().filter(|octet| !octet.is_ascii_whitespace()).collect();
        let bytes =
            STANDARD.decode(&packed).map_err(|_| not_recognised("text, and none that trust is kept in"))?;
        let element = sole_element(&bytes, limits)?;
        let content = element
            .ok_or_else(|| not_recognised("base64 of something else"))
            .and_then(|it| of_element(&it))?;
        Ok(Decoded { content, bytes: Cow::Owned(bytes) })
    }
}

/// The bytes after a byte order mark of UTF-8.
pub(super) fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

/// Whether the bytes can be text: no control characters but those of lines.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    let is_control =
        |octet: &u8| *octet < 0x20 && !matches!(octet, b'\t' | b'\n' | b'\r' | 0x0C) || *octet == 0x7F;
    !bytes.is_empty() && !bytes.iter().any(is_control)
}

/// Whether the first line that says anything names a directory's entry or the version of an export.
pub(super) fn names_entry(text: &[u8]) -> bool {
    let mut telling = lines(text).filter(|line| !line.trim_ascii().is_empty() && !line.starts_with(b"#"));
    telling.next().is_some_and(|line| {
        let starts =
            |name: &[u8]| line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
        starts(b"dn:") || starts(b"version:")
    })
}

fn is_armour(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    line.starts_with(b"-----BEGIN ") && line.ends_with(b"-----")
}

fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|octet| matches!(octet, b'\n' | b'\r'))
}

/// The element that the bytes are, to the last; `None` if they are none.
///
/// # Errors
/// `limit.depth` if elements nest too deeply to see where the outermost one ends.
fn sole_element<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Option<Element<'a>>, Error> {
    let mut reader = limits.reader(bytes, STRUCTURE);
    match reader.read().map_err(Error::from) {
        Ok(element) => Ok(reader.is_empty().then_some(element)),
        Err(error) if error.code().is_limit() => Err(error),
        Err(_) => Ok(None),
    }
}

fn of_element(element: &Element<'_>) -> Result<Content, Error> {
    if element.tag() != tag::SEQUENCE {
        return Err(not_recognised(match element.span() {
            [0x60..=0x77, ..] => "a file of a chip, which says nothing of trust",
            _ => "an ASN.1 element of another kind",
        }));
    }
    let mut fields = element.reader();
    match fields.peek() {
        Some(tag::OID) => signed_content(element),
        Some(tag::SEQUENCE) => certificate_or_crl(&mut fields),
        _ => Err(not_recognised("an ASN.1 structure that is neither a certificate nor a list")),
    }
}

/// `ContentInfo` with `SignedData` in it: the type of what is signed says which list it is (RFC 5652 §5.1).
fn signed_content(element: &Element<'_>) -> Result<Content, Error> {
    let content_type = || {
        let mut content_info = element.reader();
        let kind = content_info.expect(tag::OID)?.oid()?;
        let mut fields = content_info.expect(tag::context(0))?.reader().expect(tag::SEQUENCE)?.reader();
        fields.expect(tag::INTEGER)?;
        fields.expect(tag::SET)?;
        let content_type = fields.expect(tag::SEQUENCE)?.reader().expect(tag::OID)?.oid()?;
        Ok::<_, Error>((kind, content_type))
    };
    match content_type() {
        Ok((oid::SIGNED_DATA, oid::CSCA_MASTER_LIST)) => Ok(Content::MasterList),
        Ok((oid::SIGNED_DATA, oid::DEVIATION_LIST)) => Ok(Content::DeviationList),
        Ok((oid::SIGNED_DATA, oid::DEFECT_LIST)) => Ok(Content::DefectList),
        Ok((oid::SIGNED_DATA, oid::DATA)) => Ok(Content::Bundle),
        Ok((oid::SIGNED_DATA, _)) => Err(not_recognised("signed data of another kind than a list of trust")),
        _ => Err(not_recognised("a structure with an object identifier that is no signed data")),
    }
}

/// Both begin with what is signed, the algorithm and the signature; a list has a time where a certificate has its validity
/// (RFC 5280 §4.1, §5.1).
fn certificate_or_crl(fields: &mut Reader<'_>) -> Result<Content, Error> {
    let has_time = |reader: &mut Reader<'_>| {
        reader.optional(tag::INTEGER)?;
        reader.expect(tag::SEQUENCE)?;
        reader.expect(tag::SEQUENCE)?;
        Ok::<_, Error>(matches!(reader.peek(), Some(tag::UTC_TIME | tag::GENERALIZED_TIME)))
    };
    let is_frame = |reader: &mut Reader<'_>| {
        let to_be_signed = reader.expect(tag::SEQUENCE)?;
        reader.expect(tag::SEQUENCE)?;
        reader.expect(tag::BIT_STRING)?;
        reader.finish()?;
        Ok::<_, Error>(has_time(&mut to_be_signed.reader()).unwrap_or(false))
    };
    match is_frame(fields) {
        Ok(true) => Ok(Content::Crl),
        Ok(false) => Ok(Content::Certificate),
        Err(_) => Err(not_recognised("an ASN.1 structure that is neither a certificate nor a list")),
    }
}

fn why_no_structure(bytes: &[u8]) -> &'static str {
    let utf_16 = bytes.starts_with(b"\xFF\xFE")
        || bytes.starts_with(b"\xFE\xFF")
        || (bytes.len() > 8
            && bytes.chunks(2).take(4).all(|pair| pair.iter().filter(|octet| **octet == 0).count() == 1));
    let mut reader = Reader::new(bytes, STRUCTURE);
    match (bytes.first(), reader.read()) {
        _ if utf_16 => "text in UTF-16; save it as UTF-8",
        (None, _) => "empty",
        (Some(0x30), Ok(_)) => "an ASN.1 structure with bytes after its end",
        (Some(0x30), Err(_)) => "an ASN.1 structure that breaks off",
        _ => "neither DER, PEM, LDIF nor an archive",
    }
}

fn not_recognised(detail: &'static str) -> Error {
    Error::at(Code::TrustNotRecognised, STRUCTURE, 0, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_known_by_the_line_that_says_what_it_is() {
        let of = |text: &[u8]| Content::recognise(text).map_err(|error| error.code());
        assert_eq!(of(b"\xEF\xBB\xBF\n  \nsubject: x\r\n-----BEGIN X509 CRL-----\r\n"), Ok(Content::Pem));
        assert_eq!(of(b"# exported\n\nVersion: 1\n"), Ok(Content::Ldif));
        assert_eq!(of(b"DN: c=UT\n"), Ok(Content::Ldif));
        assert_eq!(of(b"dn: c=UT\n-----BEGIN CERTIFICATE-----\n"), Ok(Content::Ldif));
        for other in [
            &b""[..],
            b"dear sir",
            b"\x00-----BEGIN CERTIFICATE-----",
            b"MAA=",
            b"\x30\x03\x02\x01\x01",
            b"0",
        ] {
            assert_eq!(of(other), Err(Code::TrustNotRecognised), "{other:?}");
        }
    }

    #[test]
    fn what_is_not_recognised_is_named() {
        let told =
            |bytes: &[u8]| Content::recognise(bytes).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(told(b"\xFF\xFE-\0-\0-\0-\0").contains("UTF-16"));
        assert!(told(b"-\0-\0-\0-\0-\0").contains("UTF-16"));
        assert!(told(b"\x30\x00\x00").contains("after its end"));
        assert!(told(b"\x30\x05\x00").contains("breaks off"));
        assert!(told(b"\x77\x00").contains("file of a chip"));
    }
}
