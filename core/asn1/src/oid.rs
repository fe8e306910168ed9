//! Object identifiers: kept as their content bytes, compared as bytes, written and shown as dotted numbers.

use core::fmt;

/// An object identifier as its content bytes (X.690 §8.19).
///
/// ```
/// use doc9303_asn1::{Oid, oid};
/// assert_eq!(oid!("2.5.29.15"), Oid::new(&[0x55, 0x1D, 0x0F]));
/// assert_eq!(oid!("2.16.840.1.101.3.4.2.1").to_string(), "2.16.840.1.101.3.4.2.1");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Oid<'a>(&'a [u8]);

impl<'a> Oid<'a> {
    /// From content bytes, without tag and length.
    pub const fn new(content: &'a [u8]) -> Self {
        Oid(content)
    }

    /// The content bytes.
    pub const fn as_bytes(self) -> &'a [u8] {
        self.0
    }

    /// The last arc when this identifier lies directly under `parent` and that arc is below 128.
    pub fn child_of(self, parent: Oid<'_>) -> Option<u8> {
        match self.0.strip_prefix(parent.0)? {
            [last] if *last < 0x80 => Some(*last),
            _ => None,
        }
    }

    /// Whether this identifier lies under `parent`, at any depth.
    pub fn is_under(self, parent: Oid<'_>) -> bool {
        self.0.len() > parent.0.len() && self.0.starts_with(parent.0)
    }
}

impl fmt::Display for Oid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut arc: u128 = 0;
        let mut first = true;
        for byte in self.0 {
            // An arc that does not fit is shown as far as it fits: this is text for people.
            arc = arc.checked_mul(128).unwrap_or(u128::MAX / 256) | u128::from(byte & 0x7F);
            if byte & 0x80 != 0 {
                continue;
            }
            if first {
                let root = (arc / 40).min(2);
                write!(f, "{root}.{}", arc - root * 40)?;
                first = false;
            } else {
                write!(f, ".{arc}")?;
            }
            arc = 0;
        }
        Ok(())
    }
}

impl fmt::Debug for Oid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Oid({self})")
    }
}

/// Bytes that suffice for every identifier that a source writes down.
const CAPACITY: usize = 32;

/// An object identifier that was written as dotted numbers and owns its content bytes.
///
/// ```
/// use doc9303_asn1::{DottedOid, Oid};
/// let rsa = DottedOid::parse("1.2.840.113549.1.1.1").unwrap();
/// assert_eq!(rsa.oid(), Oid::new(&[0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]));
/// assert!(DottedOid::parse("1.2..840").is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DottedOid {
    octets: [u8; CAPACITY],
    length: usize,
}

impl DottedOid {
    /// Reads dotted numbers (RFC 4512 §1.4 `numericoid`). Returns `None` for fewer than two numbers, for a number that is
    /// empty, has a leading zero or exceeds 64 bits, for a first number above 2, for a second above 39 under 0 and 1, and
    /// for what has more than 32 bytes.
    pub const fn parse(text: &str) -> Option<Self> {
        let Some((first, rest)) = take_number(text.as_bytes()) else { return None };
        let Some((second, mut rest)) = take_next(rest) else { return None };
        if first > 2 || (first < 2 && second > 39) {
            return None;
        }
        let Some(root) = second.checked_add(40 * first) else { return None };
        let empty = DottedOid { octets: [0; CAPACITY], length: 0 };
        let Some(mut read) = empty.with_arc(root) else { return None };
        while !rest.is_empty() {
            let Some((arc, after)) = take_next(rest) else { return None };
            let Some(longer) = read.with_arc(arc) else { return None };
            (read, rest) = (longer, after);
        }
        Some(read)
    }

    /// The identifier.
    pub const fn oid(&self) -> Oid<'_> {
        Oid(self.octets.split_at(self.length).0)
    }

    /// Appends an arc: seven bits an byte, the most significant first, all but the last byte marked (X.690 §8.19.2).
    const fn with_arc(mut self, arc: u64) -> Option<Self> {
        let mut groups = 1;
        while groups < 10 && arc >> (7 * groups) != 0 {
            groups += 1;
        }
        while groups > 0 {
            groups -= 1;
            let [.., low] = (arc >> (7 * groups)).to_be_bytes();
            let mark = if groups == 0 { 0 } else { 0x80 };
            let Some((octet, _)) = self.octets.split_at_mut(self.length).1.split_first_mut() else {
                return None;
            };
            *octet = mark | (low & 0x7F);
            self.length += 1;
        }
        Some(self)
    }
}

/// Takes a dot and the number after it off the front.
const fn take_next(text: &[u8]) -> Option<(u64, &[u8])> {
    match text {
        [b'.', rest @ ..] => take_number(rest),
        _ => None,
    }
}

/// Takes a number without leading zeros off the front.
const fn take_number(text: &[u8]) -> Option<(u64, &[u8])> {
    if let [b'0', b'0'..=b'9', ..] = text {
        return None;
    }
    let [b'0'..=b'9', ..] = text else { return None };
    let mut rest = text;
    let mut number: u64 = 0;
    while let [digit @ b'0'..=b'9', after @ ..] = rest {
        let digit = u64::from_be_bytes([0, 0, 0, 0, 0, 0, 0, *digit - b'0']);
        let Some(tenfold) = number.checked_mul(10) else { return None };
        let Some(sum) = tenfold.checked_add(digit) else { return None };
        (number, rest) = (sum, after);
    }
    Some((number, rest))
}

/// The [`Oid`] of dotted numbers, made by the compiler; wrong text does not compile.
///
/// ```
/// use doc9303_asn1::{Oid, oid};
/// const COUNTRY_NAME: Oid<'static> = oid!("2.5.4.6");
/// assert_eq!(COUNTRY_NAME.as_bytes(), [0x55, 0x04, 0x06]);
/// ```
///
/// ```compile_fail
/// let _ = doc9303_asn1::oid!("2.5.4.");
/// ```
#[macro_export]
macro_rules! oid {
    ($text:expr) => {{
        const DOTTED: &$crate::DottedOid =
            &$crate::DottedOid::parse($text).expect("not an object identifier");
        DOTTED.oid()
    }};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_octets_and_numbers_again() {
        for text in [
            "0.0",
            "0.39",
            "1.39.127.128.16383.16384",
            "1.2.528.1.1006.1.20.1",
            "2.0",
            "2.39.1",
            "2.999.3",
            "2.23.136.1.1.1",
            "0.4.0.127.0.7.1.1.4.1",
            "1.2.18446744073709551615",
            "2.18446744073709551535",
        ] {
            assert_eq!(DottedOid::parse(text).unwrap().oid().to_string(), text);
        }
        let octets = |text| DottedOid::parse(text).unwrap().oid().as_bytes().to_vec();
        assert_eq!(octets("2.999.3"), [0x88, 0x37, 0x03]);
        assert_eq!(octets("1.2.528.1.1006"), [0x2A, 0x84, 0x10, 0x01, 0x87, 0x6E]);
    }

    #[test]
    fn wrong_text_is_rejected() {
        for text in [
            "",
            "1",
            "1.",
            ".1",
            "1..2",
            "1.2.",
            "1.2.x",
            "1.2 ",
            " 1.2",
            "+1.2",
            "3.1",
            "0.40",
            "1.40",
            "01.2",
            "1.02",
            "1.2.00",
            "1.2.18446744073709551616",
            "2.18446744073709551536",
        ] {
            assert_eq!(DottedOid::parse(text), None, "{text}");
        }
    }

    #[test]
    fn length_is_bounded() {
        let longest = "1.2".to_owned() + &".1".repeat(CAPACITY - 1);
        assert_eq!(DottedOid::parse(&longest).unwrap().oid().as_bytes().len(), CAPACITY);
        assert_eq!(DottedOid::parse(&(longest + ".1")), None);
        let longest = "1.2".to_owned() + &".1".repeat(CAPACITY - 2);
        assert_eq!(DottedOid::parse(&(longest + ".128")), None);
    }

    #[test]
    fn children_lie_under_their_parent() {
        let (pace, mapping) = (oid!("0.4.0.127.0.7.2.2.4"), oid!("0.4.0.127.0.7.2.2.4.6"));
        assert_eq!(mapping.child_of(pace), Some(6));
        assert_eq!(pace.child_of(mapping), None);
        assert!(mapping.is_under(pace) && !pace.is_under(mapping) && !pace.is_under(pace));
    }
}
