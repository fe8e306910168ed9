//! Check digits (Doc 9303-3 §4.9): weights 7, 3, 1 over the values of the characters, modulo 10.

use super::cells::Cells;
use super::layout::{Field, Format, Layout, Span};
use super::weighting::Sum;

/// The check digit over the characters of a zone; characters that cannot be in one count nothing.
///
/// ```
/// use doc9303::mrz::check_digit;
/// assert_eq!(check_digit("520727"), '3'); // Doc 9303-3 Appendix A
/// assert_eq!(check_digit("AB2134<<<"), '5');
/// ```
pub fn check_digit(text: &str) -> char {
    char::from(Sum::NEW.add(text.as_bytes()).digit())
}

/// A check digit of the zone: as printed, as computed, and over which cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckDigit {
    pub(super) field: Field,
    pub(super) printed: u8,
    pub(super) computed: u8,
    pub(super) ok: bool,
    pub(super) format: Format,
    pub(super) at: usize,
    pub(super) covers: Covers,
    pub(super) note: Option<&'static str>,
}

impl CheckDigit {
    /// The field it guards; [`Field::Composite`] for the digit over several.
    pub fn field(&self) -> Field {
        self.field
    }

    /// The character as printed.
    pub fn printed(&self) -> char {
        char::from(self.printed)
    }

    /// The digit that the covered cells demand.
    pub fn computed(&self) -> char {
        char::from(self.computed)
    }

    /// Whether the printed character is right. A filler is right only where Doc 9303 allows it, for the empty
    /// personal number of a TD3 (Part 4 §4.2.2.2), or where a national order leaves a date out. The digit of a long
    /// document number is right only if the filler that closes the number follows it.
    pub fn is_valid(&self) -> bool {
        self.ok
    }

    /// What the two characters do not tell, in words: why a digit that fits is wrong, or one that does not is right.
    ///
    /// ```
    /// use doc9303::Mrz;
    /// // No filler follows the check digit of a number of 23 characters.
    /// let zone = Mrz::parse(
    ///     "I<UTO123456789<123456789012345\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<",
    /// )?;
    /// let digit = zone.check_digits().next().unwrap();
    /// assert!(!digit.is_valid() && digit.note().unwrap().contains("the filler that must close"));
    /// # Ok::<(), doc9303::Error>(())
    /// ```
    pub fn note(&self) -> Option<&'static str> {
        self.note
    }

    /// The cell of the digit.
    pub fn position(&self) -> Span {
        self.format.layout().span((self.at, self.at + 1))
    }

    /// The cells that it covers, in the order of the weighting.
    pub fn covers(&self) -> impl Iterator<Item = Span> + use<> {
        Spans::new(self.format.layout(), self.covers)
    }
}

/// Ranges of cells: those of the layout, or the pieces of a number that continues elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Covers {
    Fixed(&'static [Cells]),
    Continued([Cells; 2]),
}

/// Ranges as lines and columns; empty ones are left out.
#[derive(Clone)]
pub(super) struct Spans {
    layout: &'static Layout,
    covers: Covers,
    next: usize,
}

impl Spans {
    pub(super) fn new(layout: &'static Layout, covers: Covers) -> Spans {
        Spans { layout, covers, next: 0 }
    }
}

impl Iterator for Spans {
    type Item = Span;

    fn next(&mut self) -> Option<Span> {
        loop {
            let cells = match &self.covers {
                Covers::Fixed(cells) => cells.get(self.next),
                Covers::Continued(cells) => cells.get(self.next),
            };
            let (start, end) = *cells?;
            self.next += 1;
            if start < end {
                return Some(self.layout.span((start, end)));
            }
        }
    }
}
