//! The century of a date of expiry. The zone has two digits for the year, and TR-03135-1 §5.7.1 a window for them;
//! what else is known of the document tells which guesses by that window are impossible.

use super::Mrz;
use super::date::{EXPIRY_WINDOW, FIRST_ZONES, PartialDate};
use crate::{Date, UnixTime};

/// Documents with a chip of Doc 9303 were first issued in 2004, so none expired before.
const FIRST_CHIPS: i32 = 2004;

/// No document is known that is valid for longer; a year that lies farther ahead is as doubtful as one in the past.
const LONGEST_VALIDITY: i32 = 75;

/// What documents without an expiry bear: the first or the last day of the year 9999.
const ENDLESS: [&str; 2] = ["990101", "991231"];

/// What is known of a document's life apart from its zone.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Life {
    /// A day before which it did not exist: the Document Signer's first, or the day of issue.
    pub(crate) issued_from: Option<Date>,
    /// Whether it has a chip.
    pub(crate) has_chip: bool,
}

/// A date of expiry with its century.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Expiry {
    /// No day of the calendar.
    Unreadable,
    /// This day, or one of these where parts are unknown.
    Known(PartialDate),
    /// In either century, and nothing tells in which.
    Open(PartialDate, PartialDate),
}

impl Expiry {
    /// Every date that it can be.
    pub(crate) fn all(self) -> impl Iterator<Item = PartialDate> {
        let (one, other) = match self {
            Expiry::Unreadable => (None, None),
            Expiry::Known(date) => (Some(date), None),
            Expiry::Open(past, future) => (Some(past), Some(future)),
        };
        one.into_iter().chain(other)
    }
}

impl Mrz {
    /// The date of expiry: by the window of TR-03135-1 §5.7.1, from this year to 15 years ahead and otherwise in
    /// the past; but never before the bearer was born, the document existed or there were documents of its kind.
    pub(crate) fn expiry(&self, at: UnixTime, life: &Life) -> Expiry {
        let printed = self.date_of_expiry();
        let known = |date: Option<PartialDate>| date.map_or(Expiry::Unreadable, Expiry::Known);
        let Some(year) = printed.year_of_century() else { return known(printed.without_year()) };
        let this = at.date().year();
        let ahead = (i32::from(year) - this).rem_euclid(100);
        let (future, past) = (printed.in_year(this + ahead), printed.in_year(this + ahead - 100));
        if ahead <= EXPIRY_WINDOW {
            return known(future);
        }
        // A leap day that only one of the two years has.
        let (Some(future), Some(past)) = (future, past) else { return known(past.or(future)) };
        let endless = self.expires_never();
        match self.could_expire(past, at, life) {
            Some(true) if !endless => Expiry::Known(past),
            Some(false) if endless || ahead <= LONGEST_VALIDITY => Expiry::Known(future),
            _ => Expiry::Open(past, future),
        }
    }

    /// Whether the date of expiry is one that some States print on documents without one.
    pub(crate) fn expires_never(&self) -> bool {
        ENDLESS.contains(&self.date_of_expiry().as_str())
    }

    /// Whether a document of this life could expire so early; `None` if that depends on the century of the birth.
    fn could_expire(&self, past: PartialDate, at: UnixTime, life: &Life) -> Option<bool> {
        let (Some(year), Some(last)) = (past.year(), past.latest()) else { return Some(true) };
        let begun = if life.has_chip { FIRST_CHIPS } else { FIRST_ZONES };
        if year < begun || life.issued_from.is_some_and(|from| last < from) {
            return Some(false);
        }
        let born = |birth: PartialDate| birth.earliest().is_none_or(|first| first <= last);
        let mut births = self.date_of_birth().resolve_birth(at).map(born);
        match births.next() {
            Some(false) if births.any(|born| born) => None,
            Some(born) => Some(born),
            None => Some(true),
        }
    }
}
