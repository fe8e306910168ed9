//! `DTCContentInfo` (ICAO technical report "Digital Travel Credentials: Virtual Component Data Structure and PKI Mechanisms").
//!
//! ```text
//! DTCContentInfo ::= SEQUENCE { version INTEGER, dtcData DTCData, dtcTBS [0] EXPLICIT .. OPTIONAL, dtcSignerInfo [1] EXPLICIT .. OPTIONAL }
//! DTCData ::= SEQUENCE { dtcSOD [0] IMPLICIT OCTET STRING OPTIONAL, dtcDG1 [1] .., dtcDG2 [2] .., .. dtcDG16 [16] .. OPTIONAL,
//!     dtcSecurityInfo [22] EXPLICIT .. OPTIONAL, dtcOtherInfos [23] EXPLICIT .. OPTIONAL, ... }
//! ```

use super::{CredentialFile, Parts};
use crate::tlv::{self, LengthForm};
use crate::{Error, ErrorKind, Limits};
use doc9303_asn1::{Bounds, Element, Reader, tag};

const STRUCTURE: &str = "DTCContentInfo";
/// `[0]` IMPLICIT of a primitive type.
const FIRST_FILE: u8 = 0x80;

impl From<doc9303_asn1::Error> for Error {
    fn from(error: doc9303_asn1::Error) -> Self {
        let kind = match error.kind() {
            doc9303_asn1::ErrorKind::Depth | doc9303_asn1::ErrorKind::Count => ErrorKind::Limit,
            _ => ErrorKind::WrongFormat,
        };
        Error::new(kind, error.structure(), error.offset(), error.detail())
    }
}

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Parts, Error> {
    let bounds = Bounds { depth: limits.depth, elements: limits.elements };
    let mut outer = Reader::within(bytes, STRUCTURE, bounds);
    let mut content = outer.expect(tag::SEQUENCE)?.reader();
    outer.finish()?;
    let version = content.expect(tag::INTEGER)?;
    let number = version.small_integer()?;
    if number != 1 {
        return Err(Error::new(
            ErrorKind::Unsupported,
            STRUCTURE,
            version.offset(),
            "a version that is not known",
        ));
    }
    let mut parts = Parts { version: number.to_string(), ..Parts::default() };
    let data = content.expect(tag::SEQUENCE)?;
    data.reader().each(|reader| file(&reader.read()?, &mut parts))?;
    content.each(|reader| {
        let element = reader.read()?;
        let name = match element.tag() {
            0xA0 => "tbs".to_owned(),
            0xA1 => "signer_info".to_owned(),
            other => format!("tag {other:02X}"),
        };
        parts.has_component |= matches!(element.tag(), 0xA0 | 0xA1);
        parts.others.push((name, element.range()));
        Ok::<_, Error>(())
    })?;
    Ok(parts)
}

/// A field of `DTCData`.
fn file(element: &Element<'_>, parts: &mut Parts) -> Result<(), Error> {
    let number = u8::try_from(element.tag()).ok().and_then(|tag| tag.checked_sub(FIRST_FILE));
    match number.and_then(CredentialFile::of_number) {
        Some(file) => parts.files.push((file, element.content_range())),
        None => {
            // Only a component that is bound to a phone has these (§8).
            parts.has_component |= matches!(element.tag(), 0xB6 | 0xB7);
            let name = match element.tag() {
                0xB6 => "security_info".to_owned(),
                0xB7 => "other_infos".to_owned(),
                other => format!("tag {other:02X}"),
            };
            parts.others.push((name, element.range()));
        }
    }
    Ok(())
}

pub(super) fn write(files: &[(CredentialFile, &[u8])]) -> Result<Vec<u8>, Error> {
    let unwritable = |detail| Error::new(ErrorKind::Unwritable, STRUCTURE, 0, detail);
    let mut sorted: Vec<_> = files.iter().collect();
    sorted.sort_by_key(|(file, _)| file.number());
    let mut data = Vec::new();
    let mut before = None;
    for (file, bytes) in sorted {
        if before == Some(file) {
            return Err(unwritable("a file is there twice"));
        }
        before = Some(file);
        if CredentialFile::of_number(file.number()) != Some(*file) {
            return Err(unwritable("a data group of another number than 1 to 16"));
        }
        put(&mut data, FIRST_FILE + file.number(), bytes)?;
    }
    let mut content = vec![0x02, 0x01, 0x01];
    put(&mut content, 0x30, &data)?;
    let mut out = Vec::new();
    put(&mut out, 0x30, &content)?;
    Ok(out)
}

fn put(out: &mut Vec<u8>, tag: u8, value: &[u8]) -> Result<(), Error> {
    let too_long = || Error::new(ErrorKind::Unwritable, STRUCTURE, 0, "a file that is too long");
    tlv::write(out, tag, value, LengthForm::Der).ok_or_else(too_long)
}
