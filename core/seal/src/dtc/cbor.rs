//! Files of a chip as elements of a Photo ID (ISO/IEC TS 23220-4), in CBOR (RFC 8949).

use super::{CredentialFile, Parts};
use crate::{Error, ErrorKind, Limits};
use cbor4ii::core::dec::{Decode, Error as CborError, IgnoredAny, Read, Reference, is_break};
use cbor4ii::core::types::{Array, Bytes, Map, Tag};
use core::convert::Infallible;

/// Namespaces that hold files, the present one first.
const NAMESPACES: [&str; 2] = ["org.iso.23220.datagroups.1", "dtc"];
/// The map of namespaces in what an mdoc signs (ISO/IEC 18013-5 `IssuerSigned`).
const NAME_SPACES: &str = "nameSpaces";
/// The tag of CBOR in a byte string.
const ENCODED: u64 = 24;

/// A cursor over bytes that knows where it is and how deep it may go.
struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
    depth: usize,
}

impl<'a> Read<'a> for Cursor<'a> {
    type Error = Infallible;

    fn fill<'b>(&'b mut self, want: usize) -> Result<Reference<'a, 'b>, Infallible> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        Ok(Reference::Long(rest.get(..want).unwrap_or(rest)))
    }

    fn advance(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.bytes.len());
    }

    fn step_in(&mut self) -> bool {
        let left = self.depth.checked_sub(1);
        self.depth = left.unwrap_or_default();
        left.is_some()
    }

    fn step_out(&mut self) {
        self.depth += 1;
    }
}

impl<'a> Cursor<'a> {
    fn wrong(&self, detail: &'static str) -> Error {
        Error::new(ErrorKind::WrongFormat, "Photo ID", self.at, detail)
    }

    /// The next value of a type.
    fn value<T: Decode<'a>>(&mut self) -> Result<T, Error> {
        T::decode(self).map_err(|error| self.error(&error))
    }

    fn error(&self, error: &CborError<Infallible>) -> Error {
        match error {
            CborError::DepthOverflow { .. } => {
                Error::new(ErrorKind::Limit, "Photo ID", self.at, "nested too deeply")
            }
            CborError::Eof { .. } => self.wrong("CBOR is cut off"),
            _ => self.wrong("a value of another type, or no CBOR"),
        }
    }

    /// Calls `each` for each entry of a map or array that so many entries follow, or whose end is marked.
    fn each(
        &mut self,
        length: Result<Option<usize>, CborError<Infallible>>,
        mut each: impl FnMut(&mut Self) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let length = length.map_err(|error| self.error(&error))?;
        let mut count = 0;
        while match length {
            Some(length) => count < length,
            None => !is_break(self).map_err(|error| self.error(&error))?,
        } {
            each(self)?;
            count += 1;
        }
        Ok(())
    }

    /// The next byte string, where it lies: in one piece.
    fn bytes(&mut self) -> Result<core::ops::Range<usize>, Error> {
        let Bytes(bytes) = self.value::<Bytes<&[u8]>>()?;
        Ok(self.at - bytes.len()..self.at)
    }

    /// Whether the next value is of a major type.
    fn is_next(&self, major: u8) -> bool {
        self.bytes.get(self.at).is_some_and(|byte| byte >> 5 == major)
    }
}

pub(super) fn read(bytes: &[u8], limits: &Limits) -> Result<Parts, Error> {
    let mut cursor = Cursor { bytes, at: 0, depth: limits.depth };
    let mut parts = Parts::default();
    let mut left = limits.elements;
    entries(&mut cursor, &mut parts, &mut left)?;
    if cursor.at < bytes.len() {
        return Err(cursor.wrong("bytes after the map"));
    }
    if parts.files.is_empty() {
        return Err(Error::new(ErrorKind::NotASeal, "Photo ID", 0, "a map without files of a chip"));
    }
    Ok(parts)
}

/// A map of elements, of namespaces, or around namespaces.
fn entries(cursor: &mut Cursor<'_>, parts: &mut Parts, left: &mut usize) -> Result<(), Error> {
    if !cursor.step_in() {
        return Err(Error::new(ErrorKind::Limit, "Photo ID", cursor.at, "nested too deeply"));
    }
    let length = Map::len(cursor);
    cursor.each(length, |cursor| {
        let name: &str = cursor.value()?;
        let is_space = name == NAME_SPACES || NAMESPACES.contains(&name);
        // Map, or array of signed items.
        match (is_space, cursor.is_next(5), cursor.is_next(4)) {
            (true, true, _) => entries(cursor, parts, left),
            (true, _, true) => items(cursor, parts, left),
            _ => element(cursor, name, parts, left),
        }
    })?;
    cursor.step_out();
    Ok(())
}

/// `IssuerSignedItemBytes`: each an encoded map with `elementIdentifier` and `elementValue`.
fn items(cursor: &mut Cursor<'_>, parts: &mut Parts, left: &mut usize) -> Result<(), Error> {
    let length = Array::len(cursor);
    cursor.each(length, |cursor| {
        if Tag::tag(cursor).map_err(|error| cursor.error(&error))? != ENCODED {
            return Err(cursor.wrong("a signed item is not encoded CBOR"));
        }
        let range = cursor.bytes()?;
        let bytes = cursor.bytes.get(..range.end).unwrap_or_default();
        let mut inner = Cursor { bytes, at: range.start, depth: cursor.depth };
        let (mut name, mut value_at) = (None, None);
        let length = Map::len(&mut inner);
        inner.each(length, |inner| {
            let key: &str = inner.value()?;
            match key {
                "elementIdentifier" => name = Some(inner.value::<&str>()?),
                other => {
                    value_at = value_at.or((other == "elementValue").then_some(inner.at));
                    inner.value::<IgnoredAny>()?;
                }
            }
            Ok(())
        })?;
        if inner.at < range.end {
            return Err(inner.wrong("bytes after a signed item"));
        }
        let (Some(name), Some(at)) = (name, value_at) else {
            return Err(inner.wrong("a signed item without name or value"));
        };
        inner.at = at;
        element(&mut inner, name, parts, left)
    })
}

/// A file, the version, or what is not read.
fn element(cursor: &mut Cursor<'_>, name: &str, parts: &mut Parts, left: &mut usize) -> Result<(), Error> {
    let limit = || Error::new(ErrorKind::Limit, "Photo ID", cursor.at, "more elements than the limit");
    *left = left.checked_sub(1).ok_or_else(limit)?;
    if let Some(file) = CredentialFile::of_element(name) {
        parts.files.push((file, cursor.bytes()?));
        return Ok(());
    }
    let start = cursor.at;
    match name {
        "version" | "dtc_version" if cursor.is_next(3) => parts.version = cursor.value::<&str>()?.to_owned(),
        "version" | "dtc_version" if cursor.is_next(0) => parts.version = cursor.value::<u64>()?.to_string(),
        _ => {
            cursor.value::<IgnoredAny>()?;
            parts.others.push((name.to_owned(), start..cursor.at));
        }
    }
    Ok(())
}
