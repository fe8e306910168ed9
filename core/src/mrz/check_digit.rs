//! Check digits (Doc 9303-3 §4.9): weights 7, 3, 1 over the values of the characters, modulo 10.

use super::layout::{Cells, Field, Format, Layout, Span};
use super::shape::{MOST_CELLS, Zone};

/// The value of a character: digits themselves, A to Z 10 to 35, the filler 0. Nothing else occurs in a zone.
pub(crate) const fn value(cell: u8) -> u8 {
    match cell {
        b'0'..=b'9' => cell - b'0',
        b'A'..=b'Z' => cell - b'A' + 10,
        _ => 0,
    }
}

/// A weight for each cell of the zone.
pub(super) type Weights = [u16; MOST_CELLS];

/// The weights of the covered cells. The weighting runs on over the ranges, it does not restart for each.
#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which refuses an index out of bounds")]
pub(super) const fn weights(covers: &[Cells]) -> Weights {
    let mut weights = [0; MOST_CELLS];
    let mut phase = 0;
    let mut range = 0;
    while range < covers.len() {
        let (mut cell, end) = covers[range];
        while cell < end {
            weights[cell] = [7, 3, 1][phase % 3];
            phase += 1;
            cell += 1;
        }
        range += 1;
    }
    weights
}

/// The values of all cells of a zone. Made once for all its check digits; together with [`Values::digit`] in the form
/// of loops over arrays of fixed size, which the compiler turns into vector instructions.
#[derive(Clone)]
pub(super) struct Values([u16; MOST_CELLS]);

impl Values {
    pub(super) fn of(zone: &Zone) -> Values {
        let mut values = [0; MOST_CELLS];
        for (value, &cell) in values.iter_mut().zip(zone) {
            let cell = u16::from(cell);
            let letter = if cell >= 65 { cell.wrapping_sub(55) } else { 0 };
            let digit = if cell < 58 { cell.wrapping_sub(48) } else { 0 };
            *value = letter | digit;
        }
        Values(values)
    }

    /// The check digit by these weights. At most 90 cells of value 35 and weight 7 make 22,050: nothing overflows 16
    /// bits, and operations that need not ask for it become vector instructions.
    pub(super) fn digit(&self, weights: &Weights) -> u8 {
        let product = |(&value, &weight): (&u16, &u16)| value.wrapping_mul(weight);
        let sum = self.0.iter().zip(weights).map(product).fold(0, u16::wrapping_add);
        u8::try_from(sum % 10).unwrap_or(0) | b'0'
    }
}

/// A weighted sum that runs on over the pieces it is fed.
#[derive(Clone, Copy)]
pub(crate) struct Sum {
    total: usize,
    phase: usize,
}

impl Sum {
    pub(crate) const NEW: Sum = Sum { total: 0, phase: 0 };

    pub(crate) fn add(mut self, cells: &[u8]) -> Sum {
        for &cell in cells {
            let weight = match self.phase {
                0 => 7,
                1 => 3,
                _ => 1,
            };
            // Kept small, so that no length of text overflows it.
            self.total = (self.total + usize::from(value(cell)) * weight) % 10;
            self.phase = (self.phase + 1) % 3;
        }
        self
    }

    /// The check digit as printed.
    pub(crate) fn digit(self) -> u8 {
        u8::try_from(self.total).unwrap_or(0) + b'0'
    }
}

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
