//! Dates of which digits may be unknown, as barcodes have them.

use crate::date::{Date, low_bytes, number};
use core::fmt;

/// A date with a mask of unknown digits, in four bytes: a bit for each digit of `MMDDYYYY`, the month's first digit highest,
/// and the number as in [`Date`], with zeros for unknown digits.
///
/// ```
/// use doc9303_seal::MaskedDate;
/// let date = MaskedDate::decode([0b0011_0011, 0x98, 0x9D, 0xEC]).unwrap();
/// assert_eq!((date.to_string(), date.date()), ("19xx-10-xx".to_owned(), None));
/// assert_eq!(MaskedDate::from(doc9303_seal::Date::new(2020, 6, 13).unwrap()).to_string(), "2020-06-13");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MaskedDate {
    mask: u8,
    number: u32,
}

impl MaskedDate {
    /// The four bytes of a date, if what is known of month and day is possible.
    pub fn decode([mask, high, middle, low]: [u8; 4]) -> Option<MaskedDate> {
        let number = number([high, middle, low]);
        let date = MaskedDate { mask, number };
        let (month, day) = (number / 1_000_000, number / 10_000 % 100);
        let possible = match mask {
            0 => date.date().is_some(),
            _ => {
                (mask & 0b1100_0000 != 0 || (1..=12).contains(&month))
                    && (mask & 0b0011_0000 != 0 || (1..=31).contains(&day))
                    && number < 100_000_000
            }
        };
        possible.then_some(date)
    }

    /// The four bytes.
    pub fn encode(&self) -> [u8; 4] {
        let [high, middle, low] = low_bytes(self.number);
        [self.mask, high, middle, low]
    }

    /// The date, if every digit of it is known.
    pub fn date(&self) -> Option<Date> {
        if self.mask == 0 { Date::decode(low_bytes(self.number)) } else { None }
    }
}

impl From<Date> for MaskedDate {
    fn from(date: Date) -> Self {
        MaskedDate { mask: 0, number: number(date.encode()) }
    }
}

impl fmt::Display for MaskedDate {
    /// As `YYYY-MM-DD`, with `x` for unknown digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:08}", self.number);
        let shown: Vec<char> = digits
            .chars()
            .enumerate()
            .map(|(place, digit)| if self.mask & (0x80 >> place) == 0 { digit } else { 'x' })
            .collect();
        for (place, part) in [4..8, 0..2, 2..4].into_iter().enumerate() {
            if place > 0 {
                f.write_str("-")?;
            }
            f.write_str(&shown.get(part).unwrap_or_default().iter().collect::<String>())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks() {
        assert_eq!(MaskedDate::decode([0, 0x1F, 0x9D, 0xD9]).unwrap().to_string(), "2025-02-07");
        for bytes in [[0, 0, 0, 0], [0, 0xFF, 0xFF, 0xFF], [0x0F, 0, 0, 1], [0x0F, 0xD0, 0x00, 0x00]] {
            assert_eq!(MaskedDate::decode(bytes), None);
        }
        let unknown = MaskedDate::decode([0xFF, 0, 0, 0]).unwrap();
        assert_eq!((unknown.to_string(), unknown.encode()), ("xxxx-xx-xx".to_owned(), [0xFF, 0, 0, 0]));
    }
}
