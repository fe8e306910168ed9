//! Duration of stay of a visa (Doc 9303-7 §9.1.3).

use core::fmt;

/// How long the holder of a visa may stay.
///
/// ```
/// use doc9303_seal::Stay;
/// let stay = Stay::decode([90, 0, 0]);
/// assert_eq!(stay, Stay::Period { days: 90, months: 0, years: 0 });
/// assert_eq!((stay.to_string(), stay.encode()), ("90 days".to_owned(), [90, 0, 0]));
/// assert_eq!(Stay::decode([0, 0, 0]), Stay::UntilValidUntil);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stay {
    /// `000000`: the date "valid until" of the zone is the last day of the stay.
    UntilValidUntil,
    /// `FFFFFF`: that date is the last day to seek entry, and the stay is fixed at the border.
    FixedAtBorder,
    /// `FEFEFE`: transit without entry (Amendment 1).
    Transit,
    /// So long from the day of entry.
    Period {
        /// Days.
        days: u8,
        /// Months.
        months: u8,
        /// Years.
        years: u8,
    },
}

impl Stay {
    /// The meaning of the three bytes.
    pub fn decode(bytes: [u8; 3]) -> Stay {
        match bytes {
            [0, 0, 0] => Stay::UntilValidUntil,
            [0xFF, 0xFF, 0xFF] => Stay::FixedAtBorder,
            [0xFE, 0xFE, 0xFE] => Stay::Transit,
            [days, months, years] => Stay::Period { days, months, years },
        }
    }

    /// The three bytes.
    pub fn encode(&self) -> [u8; 3] {
        match *self {
            Stay::UntilValidUntil => [0; 3],
            Stay::FixedAtBorder => [0xFF; 3],
            Stay::Transit => [0xFE; 3],
            Stay::Period { days, months, years } => [days, months, years],
        }
    }
}

impl fmt::Display for Stay {
    /// In English.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, months, years) = match *self {
            Stay::UntilValidUntil => return f.write_str("until the date valid until"),
            Stay::FixedAtBorder => return f.write_str("fixed at the border"),
            Stay::Transit => return f.write_str("transit without entry"),
            Stay::Period { days, months, years } => (days, months, years),
        };
        let mut separator = "";
        for (count, unit) in [(years, "year"), (months, "month"), (days, "day")] {
            if count > 0 {
                write!(f, "{separator}{count} {unit}{}", if count == 1 { "" } else { "s" })?;
                separator = ", ";
            }
        }
        Ok(())
    }
}
