//! Dates of the zone (Doc 9303-3 §4.8): YYMMDD as printed, with parts that may be unknown, and their century
//! once a reference time is given.

use crate::{Date, UnixTime};
use core::fmt;

/// Ages above this are not considered when the century is resolved; the longest verified life is 122 years.
const OLDEST_AGE: i32 = 125;

/// TR-03135-1 §5.7.1: a year of expiry from this year to so many years ahead lies in the future.
pub(super) const EXPIRY_WINDOW: i32 = 15;

/// The first edition of Doc 9303 is of 1980: no document with a zone expired before.
pub(super) const FIRST_ZONES: i32 = 1980;

/// A date as printed: six characters, no century guessed.
///
/// ```
/// use doc9303::{Mrz, UnixTime};
/// let zone = Mrz::parse("PPUTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F3404159ZE184226B<<<<<16").unwrap();
/// let at = UnixTime::parse("2026-01-01").unwrap();
/// assert_eq!(zone.date_of_birth().as_str(), "740812");
/// assert_eq!(zone.date_of_birth().resolve_birth(at).next().unwrap().to_string(), "1974-08-12");
/// assert_eq!(zone.date_of_expiry().resolve_expiry(at).unwrap().to_string(), "2034-04-15");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct MrzDate([u8; 6]);

/// A date with its century, whose parts may be unknown. `Display` writes `1974-08-12`, unknown parts as `XX`.
///
/// Found by the methods of [`MrzDate`].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartialDate {
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
    earliest: Option<Date>,
    latest: Option<Date>,
}

/// Two cells of a date: each a digit, or unknown.
#[derive(Clone, Copy)]
struct Part {
    tens: Option<u8>,
    units: Option<u8>,
}

impl Part {
    fn fits(self, value: u8) -> bool {
        self.tens.is_none_or(|tens| tens == value / 10) && self.units.is_none_or(|units| units == value % 10)
    }

    fn known(self) -> Option<u8> {
        Some(self.tens? * 10 + self.units?)
    }
}

impl MrzDate {
    pub(super) const UNKNOWN: MrzDate = MrzDate(*b"<<<<<<");

    pub(super) fn from_cells(cells: &[u8]) -> MrzDate {
        cells.try_into().map_or(MrzDate::UNKNOWN, MrzDate)
    }

    /// The six characters as printed.
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or("")
    }

    /// Whether a letter is in it, so that it is no date at all.
    pub fn is_malformed(self) -> bool {
        self.0.iter().any(u8::is_ascii_uppercase)
    }

    /// Whether nothing of it is known.
    pub fn is_unknown(self) -> bool {
        self == MrzDate::UNKNOWN
    }

    /// Whether some of it is unknown, be it a part or half a part.
    pub fn is_partial(self) -> bool {
        self.0.contains(&b'<')
    }

    /// The century-less year, if both digits are known.
    pub fn year_of_century(self) -> Option<u8> {
        self.parts()?.0.known()
    }

    /// The month as printed, if both digits are known; not necessarily one that exists.
    pub fn month(self) -> Option<u8> {
        self.parts()?.1.known()
    }

    /// The day as printed, if both digits are known; not necessarily one that exists.
    pub fn day(self) -> Option<u8> {
        self.parts()?.2.known()
    }

    /// The dates of birth that this can be, likeliest first: the latest century that is not after `at`, and the one
    /// before it while its bearer could still be alive. `None` if no such day exists or a letter is in it.
    pub fn resolve_birth(self, at: UnixTime) -> impl Iterator<Item = PartialDate> + use<> {
        let today = at.date();
        let (likeliest, earlier) = match self.year_of_century() {
            None => (self.without_year(), None),
            Some(year) => {
                let year = today.year() - (today.year() - i32::from(year)).rem_euclid(100);
                let begun = self.in_year(year).filter(|date| date.earliest.is_some_and(|day| day <= today));
                match begun {
                    Some(date) => (Some(date), self.in_year(year - 100)),
                    // Of this very year, but later than today; or of a leap day that this year lacks.
                    None => (self.in_year(year - 100), None),
                }
            }
        };
        let alive = move |date: &PartialDate| date.year.is_some_and(|year| today.year() - year <= OLDEST_AGE);
        likeliest.into_iter().chain(earlier.filter(alive))
    }

    /// The date of expiry (TR-03135-1 §5.7.1): from this year to 15 years ahead, otherwise in the past, unless no
    /// document had a zone then: some cards are valid for 30 years and more. `None` if no such day exists or a letter
    /// is in it.
    pub fn resolve_expiry(self, at: UnixTime) -> Option<PartialDate> {
        let Some(year) = self.year_of_century() else { return self.without_year() };
        let this = at.date().year();
        let ahead = (i32::from(year) - this).rem_euclid(100);
        let past = this + ahead - 100;
        self.in_year(if ahead <= EXPIRY_WINDOW || past < FIRST_ZONES { this + ahead } else { past })
    }

    /// Whether the day exists in this century or the last.
    pub(super) fn can_exist(self) -> bool {
        let in_century = |century, year| self.in_year(century + i32::from(year)).is_some();
        match self.year_of_century() {
            Some(year) => in_century(1900, year) || in_century(2000, year),
            None => self.without_year().is_some(),
        }
    }

    fn parts(self) -> Option<(Part, Part, Part)> {
        let [a, b, c, d, e, f] = self.0;
        (!self.is_malformed()).then_some(())?;
        let digit = |cell: u8| cell.is_ascii_digit().then(|| cell - b'0');
        let part = |tens, units| Part { tens: digit(tens), units: digit(units) };
        Some((part(a, b), part(c, d), part(e, f)))
    }

    pub(super) fn in_year(self, year: i32) -> Option<PartialDate> {
        let (_, month, day) = self.parts()?;
        if let (Some(month), Some(day)) = (month.known(), day.known()) {
            let date = Some(Date::new(year, month, day)?);
            return Some(PartialDate {
                year: Some(year),
                month: Some(month),
                day: Some(day),
                earliest: date,
                latest: date,
            });
        }
        let months = || (1..=12).filter(move |value| month.fits(*value));
        let days = move |month: u8| {
            (1..=31).filter(move |value| day.fits(*value)).filter_map(move |day| Date::new(year, month, day))
        };
        let earliest = months().find_map(|month| days(month).next())?;
        let latest = months().rev().find_map(|month| days(month).next_back());
        Some(PartialDate {
            year: Some(year),
            month: month.known(),
            day: day.known(),
            earliest: Some(earliest),
            latest,
        })
    }

    /// Month and day are judged by a leap year, as the year could be one.
    pub(super) fn without_year(self) -> Option<PartialDate> {
        let date = self.in_year(2000)?;
        Some(PartialDate { year: None, earliest: None, latest: None, ..date })
    }
}

impl PartialDate {
    /// The year of the common era, if known.
    pub fn year(self) -> Option<i32> {
        self.year
    }

    /// The month, 1 to 12, if known.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, if known.
    pub fn day(self) -> Option<u8> {
        self.day
    }

    /// The day, if all of it is known.
    pub fn date(self) -> Option<Date> {
        Date::new(self.year?, self.month?, self.day?)
    }

    /// The first day that it can be, if the year is known.
    pub fn earliest(self) -> Option<Date> {
        self.earliest
    }

    /// The last day that it can be, if the year is known.
    pub fn latest(self) -> Option<Date> {
        self.latest
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Written digit by digit: the tables and lines of JSON of this crate are full of dates.
        let two = |part: Option<u8>| part.map_or(*b"XX", |part| [b'0' + part / 10 % 10, b'0' + part % 10]);
        let century = self.year.map(|year| year.div_euclid(100).rem_euclid(100));
        let year = self.year.map(|year| year.rem_euclid(100));
        let small = |number: Option<i32>| two(number.and_then(|number| u8::try_from(number).ok()));
        let ([a, b], [c, d]) = (small(century), small(year));
        let ([e, g], [h, i]) = (two(self.month), two(self.day));
        let text = [a, b, c, d, b'-', e, g, b'-', h, i];
        f.write_str(str::from_utf8(&text).unwrap_or_default())
    }
}

impl fmt::Display for MrzDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for MrzDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MrzDate(..)")
    }
}

impl fmt::Debug for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PartialDate(..)")
    }
}
