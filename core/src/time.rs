//! Points in time and calendar dates, in UTC, as arguments: nothing here reads a clock.

use core::fmt;

/// Seconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// ```
/// use doc9303::UnixTime;
/// let at = UnixTime::parse("2026-01-01T00:00:00Z").unwrap();
/// assert_eq!(at, UnixTime::from_seconds(1_767_225_600));
/// assert_eq!(at.to_string(), "2026-01-01T00:00:00Z");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixTime(i64);

/// A day of the proleptic Gregorian calendar that exists.
///
/// ```
/// use doc9303::Date;
/// assert!(Date::new(2024, 2, 29).is_some());
/// assert!(Date::new(2023, 2, 29).is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

const SECONDS_PER_DAY: i64 = 86_400;

impl From<std::time::SystemTime> for UnixTime {
    /// What a clock says, in whole seconds; times before 1970 are negative.
    ///
    /// ```
    /// use doc9303::UnixTime;
    /// use std::time::{Duration, SystemTime};
    /// let at = SystemTime::UNIX_EPOCH + Duration::from_millis(1_767_225_600_999);
    /// assert_eq!(UnixTime::from(at).to_string(), "2026-01-01T00:00:00Z");
    /// let before = SystemTime::UNIX_EPOCH - Duration::from_millis(1);
    /// assert_eq!(UnixTime::from(before), UnixTime::from_seconds(-1));
    /// ```
    fn from(time: std::time::SystemTime) -> Self {
        let seconds = |time: std::time::Duration| i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
        match time.duration_since(std::time::SystemTime::UNIX_EPOCH) {
            Ok(since) => UnixTime(seconds(since)),
            Err(error) => {
                let until = error.duration();
                UnixTime(-seconds(until) - i64::from(until.subsec_nanos() > 0))
            }
        }
    }
}

impl UnixTime {
    /// From seconds since 1970.
    pub const fn from_seconds(seconds: i64) -> Self {
        UnixTime(seconds)
    }

    /// Seconds since 1970.
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// The first second of a day.
    pub fn from_date(date: Date) -> Self {
        UnixTime(date.days().saturating_mul(SECONDS_PER_DAY))
    }

    /// The last second of a day.
    pub fn end_of(date: Date) -> Self {
        UnixTime(UnixTime::from_date(date).0.saturating_add(SECONDS_PER_DAY - 1))
    }

    /// The day in UTC. Years beyond what `i32` holds are clamped.
    pub fn date(self) -> Date {
        Date::from_days(self.0.div_euclid(SECONDS_PER_DAY))
    }

    /// Reads an RFC 3339 time such as `2026-01-01T12:00:00Z` or `2026-01-01T12:00:00+02:00`, or a bare date.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let number = |from: usize, to: usize| -> Option<i64> {
            let digits = bytes.get(from..to)?;
            digits.iter().all(u8::is_ascii_digit).then_some(())?;
            Some(digits.iter().fold(0, |value, digit| value * 10 + i64::from(digit - b'0')))
        };
        let byte = |at: usize, any: &[u8]| bytes.get(at).filter(|found| any.contains(found)).map(|_| ());
        byte(4, b"-")?;
        byte(7, b"-")?;
        let date = Date::new(
            i32::try_from(number(0, 4)?).ok()?,
            u8::try_from(number(5, 7)?).ok()?,
            u8::try_from(number(8, 10)?).ok()?,
        )?;
        let midnight = UnixTime::from_date(date).0;
        if bytes.len() == 10 {
            return Some(UnixTime(midnight));
        }
        byte(10, b"Tt ")?;
        byte(13, b":")?;
        byte(16, b":")?;
        let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let mut rest = 19;
        if bytes.get(rest) == Some(&b'.') {
            rest += 1;
            let digits = bytes.get(rest..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
            (digits > 0).then_some(())?;
            rest += digits;
        }
        let local = midnight + hour * 3600 + minute * 60 + second.min(59);
        let offset = match bytes.get(rest..)? {
            b"Z" | b"z" => 0,
            [sign @ (b'+' | b'-'), _, _, b':', _, _] => {
                let (hours, minutes) = (number(rest + 1, rest + 3)?, number(rest + 4, rest + 6)?);
                if hours > 23 || minutes > 59 {
                    return None;
                }
                let size = hours * 3600 + minutes * 60;
                if *sign == b'+' { size } else { -size }
            }
            _ => return None,
        };
        Some(UnixTime(local - offset))
    }
}

impl fmt::Display for UnixTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let second = self.0.rem_euclid(SECONDS_PER_DAY);
        write!(f, "{}T{:02}:{:02}:{:02}Z", self.date(), second / 3600, second / 60 % 60, second % 60)
    }
}

impl Date {
    /// The day, if the calendar has it. Years 0 to 9999.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let last = days_in_month(year, month)?;
        ((0..=9999).contains(&year) && (1..=last).contains(&day)).then_some(Date { year, month, day })
    }

    /// Year of the common era.
    pub const fn year(self) -> i32 {
        self.year
    }

    /// Month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, 1 to 31.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01.
    pub fn days(self) -> i64 {
        // Years begin in March here, so that the leap day is the last of its year.
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The day that lies this many days after 1970-01-01, clamped to the years 0 to 9999.
    pub fn from_days(days: i64) -> Self {
        let days = days.clamp(-719_528, 2_932_896) + 719_468;
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted + 2) / 5 + 1;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let narrow = |value: i64| u8::try_from(value).unwrap_or(1);
        Date { year: i32::try_from(year).unwrap_or(9999), month: narrow(month), day: narrow(day) }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The number of days of a month; `None` for a month that does not exist.
pub(crate) fn days_in_month(year: i32, month: u8) -> Option<u8> {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => Some(29),
        2 => Some(28),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_the_range_round_trips() {
        for days in (-719_528..2_932_896).step_by(97) {
            let date = Date::from_days(days);
            assert_eq!(date.days(), days, "{date}");
            assert_eq!(Date::new(date.year(), date.month(), date.day()), Some(date));
        }
        assert_eq!(Date::from_days(2_932_896).to_string(), "9999-12-31");
    }

    #[test]
    fn reads_rfc_3339_and_nothing_else() {
        let noon = UnixTime::parse("2026-03-01T12:00:00Z").unwrap();
        assert_eq!(UnixTime::parse("2026-03-01T14:30:00.25+02:30"), Some(noon));
        assert_eq!(UnixTime::parse("2026-03-01").unwrap().seconds(), noon.seconds() - 43_200);
        for bad in [
            "",
            "2026-02-29",
            "2026-03-01T12:00:00",
            "2026-03-01T24:00:00Z",
            "26-03-01",
            "2026-03-01T1:00:00Z",
        ] {
            assert_eq!(UnixTime::parse(bad), None, "{bad}");
        }
    }
}
