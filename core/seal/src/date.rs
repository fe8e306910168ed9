//! Dates (Doc 9303-13 §2.3.1): `MMDDYYYY` as a decimal number in three bytes.

use core::fmt;

/// A day of the calendar.
///
/// ```
/// use doc9303_seal::Date;
/// let date = Date::new(2020, 6, 13).unwrap();
/// assert_eq!((date.to_string(), date.encode()), ("2020-06-13".to_owned(), [0x5D, 0x91, 0x34]));
/// assert_eq!(Date::new(2023, 2, 29), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// A date, if the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            2 => 28 + u8::from(leap),
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        (year <= 9999 && (1..=days).contains(&day)).then_some(Date { year, month, day })
    }

    /// The year, of four digits.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// The month, from 1.
    pub fn month(&self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(&self) -> u8 {
        self.day
    }

    /// The three bytes of a date, if the calendar has it.
    pub fn decode(bytes: [u8; 3]) -> Option<Date> {
        let number = number(bytes);
        let month = u8::try_from(number / 1_000_000).ok()?;
        let day = u8::try_from(number / 10_000 % 100).ok()?;
        Date::new(u16::try_from(number % 10_000).ok()?, month, day)
    }

    /// The date of eight digits, `YYYYMMDD`.
    pub(crate) fn from_digits(text: &str) -> Option<Date> {
        let digits = text.len() == 8 && text.bytes().all(|digit| digit.is_ascii_digit());
        let part = |range| text.get(range).filter(|_| digits);
        Date::new(part(0..4)?.parse().ok()?, part(4..6)?.parse().ok()?, part(6..8)?.parse().ok()?)
    }

    /// The three bytes of the date.
    pub fn encode(&self) -> [u8; 3] {
        let number = u32::from(self.month) * 1_000_000 + u32::from(self.day) * 10_000 + u32::from(self.year);
        low_bytes(number)
    }
}

impl fmt::Display for Date {
    /// As `YYYY-MM-DD`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Three bytes as a number.
pub(crate) fn number([high, middle, low]: [u8; 3]) -> u32 {
    u32::from_be_bytes([0, high, middle, low])
}

/// A number of at most 24 bits in three bytes.
pub(crate) fn low_bytes(number: u32) -> [u8; 3] {
    let [_, high, middle, low] = number.to_be_bytes();
    [high, middle, low]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_examples() {
        for (text, bytes) in [("1957-03-25", [0x31, 0x9E, 0xF5]), ("2020-06-13", [0x5D, 0x91, 0x34])] {
            let date = Date::decode(bytes).unwrap();
            assert_eq!(date.to_string(), text);
            assert_eq!(date.encode(), bytes);
        }
    }

    #[test]
    fn impossible_days() {
        assert!(Date::new(2000, 2, 29).is_some() && Date::new(1900, 2, 29).is_none());
        for (year, month, day) in [(2020, 0, 1), (2020, 1, 0), (2020, 13, 1), (2020, 4, 31), (10_000, 1, 1)] {
            assert_eq!(Date::new(year, month, day), None);
        }
        assert_eq!(Date::decode([0, 0, 0]), None);
        assert_eq!(Date::decode([0xFF; 3]), None);
    }
}
