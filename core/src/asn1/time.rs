//! UTCTime and GeneralizedTime (X.680 §46, §47; RFC 5280 §4.1.2.5), read leniently and distinguished.

use super::{Element, ErrorAt, Tag, tag};
use crate::{Code, Date, Error, UnixTime};

/// A time as an ASN.1 type holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Time {
    /// The point in time.
    pub at: UnixTime,
    /// Whether it is written as RFC 5280 demands: Zulu, with seconds, UTCTime through 2049.
    pub regular: bool,
}

impl Time {
    /// Reads a UTCTime or GeneralizedTime.
    pub(crate) fn read(element: &Element<'_>) -> Result<Time, Error> {
        Time::read_as(element.tag(), element)
    }

    /// Reads a GeneralizedTime under an IMPLICIT tag.
    pub(crate) fn read_implicit_generalized(element: &Element<'_>) -> Result<Time, Error> {
        Time::read_as(tag::GENERALIZED_TIME, element)
    }

    fn read_as(tag: Tag, element: &Element<'_>) -> Result<Time, Error> {
        Time::parse(tag, element.content()).ok_or_else(|| element.error(Code::FileMalformed, "not a time"))
    }

    /// Reads the content of either type. Seconds may be missing, a fraction or an offset present: all seen in the
    /// field, all with one meaning. Without a zone the time is taken as UTC.
    fn parse(tag: Tag, content: &[u8]) -> Option<Time> {
        let mut digits = Digits(content);
        let year = match tag {
            // RFC 5280 §4.1.2.5.1: 50 to 99 lie in the last century.
            tag::UTC_TIME => match digits.two()? {
                year @ 50.. => 1900 + year,
                year => 2000 + year,
            },
            tag::GENERALIZED_TIME => digits.two()? * 100 + digits.two()?,
            _ => return None,
        };
        let (month, day) = (digits.two()?, digits.two()?);
        let date = Date::new(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
        let (hour, minute) = (digits.two()?, digits.two()?);
        let second = digits.two();
        if hour > 23 || minute > 59 || second.is_some_and(|second| second > 60) {
            return None;
        }
        let fraction = digits.fraction()?;
        let offset = digits.zone()?;
        let local = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second.unwrap_or(0).min(59));
        let midnight = UnixTime::from_date(date).seconds();
        let early = tag == tag::GENERALIZED_TIME && year < 2050;
        Some(Time {
            at: UnixTime::from_seconds(midnight + local - offset.unwrap_or(0)),
            regular: second.is_some() && !fraction && content.last() == Some(&b'Z') && !early,
        })
    }
}

struct Digits<'a>(&'a [u8]);

impl Digits<'_> {
    fn two(&mut self) -> Option<u32> {
        let ([tens, ones], rest) = self.0.split_first_chunk()?;
        if !(tens.is_ascii_digit() && ones.is_ascii_digit()) {
            return None;
        }
        self.0 = rest;
        Some(u32::from(tens - b'0') * 10 + u32::from(ones - b'0'))
    }

    /// Skips a fraction of a second. Returns `None` if it has no digits.
    fn fraction(&mut self) -> Option<bool> {
        let [b'.' | b',', rest @ ..] = self.0 else { return Some(false) };
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.0 = rest.get(count..)?;
        (count > 0).then_some(true)
    }

    /// The zone's offset in seconds, `None` inside for no zone at all.
    fn zone(&mut self) -> Option<Option<i64>> {
        match self.0 {
            [] => Some(None),
            b"Z" => Some(Some(0)),
            [sign @ (b'+' | b'-'), rest @ ..] => {
                let mut digits = Digits(rest);
                let (hours, minutes) = (digits.two()?, digits.two().unwrap_or(0));
                if !digits.0.is_empty() || hours > 23 || minutes > 59 {
                    return None;
                }
                let size = i64::from(hours) * 3600 + i64::from(minutes) * 60;
                Some(Some(if *sign == b'+' { size } else { -size }))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(tag: Tag, text: &str) -> Option<(String, bool)> {
        Time::parse(tag, text.as_bytes()).map(|time| (time.at.to_string(), time.regular))
    }

    #[test]
    fn reads_the_forms_that_occur() {
        let utc = |text| read(tag::UTC_TIME, text);
        let generalized = |text| read(tag::GENERALIZED_TIME, text);
        assert_eq!(utc("491231235959Z"), Some(("2049-12-31T23:59:59Z".into(), true)));
        assert_eq!(utc("500101000000Z"), Some(("1950-01-01T00:00:00Z".into(), true)));
        assert_eq!(utc("2601010000Z"), Some(("2026-01-01T00:00:00Z".into(), false)));
        assert_eq!(utc("260101010000+0100"), Some(("2026-01-01T00:00:00Z".into(), false)));
        assert_eq!(generalized("20500101000000Z"), Some(("2050-01-01T00:00:00Z".into(), true)));
        assert_eq!(generalized("20260101000000.5Z"), Some(("2026-01-01T00:00:00Z".into(), false)));
        assert_eq!(generalized("20260101000000"), Some(("2026-01-01T00:00:00Z".into(), false)));
        for bad in
            ["", "26", "261301000000Z", "260230000000Z", "260101250000Z", "260101000000Zx", "26010100000.Z"]
        {
            assert_eq!(utc(bad), None, "{bad}");
        }
    }
}
