//! Check digits (Doc 9303-3 section 4.9): weights 7, 3, 1 over the values of the characters, modulo 10.

use super::layout::{Cells, Field, Format, Layout, Span};

/// The value of a character: digits themselves, A to Z 10 to 35, the filler 0. Nothing else occurs in a zone.
pub(crate) const fn value(cell: u8) -> u8 {
    match cell {
        b'0'..=b'9' => cell - b'0',
        b'A'..=b'Z' => cell - b'A' + 10,
        _ => 0,
    }
}

const VALUES: [u32; 256] = {
    let mut values = [0; 256];
    let mut cell = 0;
    while cell < 256 {
        #[allow(
            clippy::indexing_slicing,
            clippy::as_conversions,
            reason = "evaluated by the compiler, within 256"
        )]
        {
            values[cell] = value(cell as u8) as u32;
        }
        cell += 1;
    }
    values
};

/// A weighted sum that runs on over the pieces it is fed: the weighting does not restart for each piece.
#[derive(Clone, Copy)]
pub(crate) struct Sum {
    total: u32,
    phase: usize,
}

impl Sum {
    pub(crate) const NEW: Sum = Sum { total: 0, phase: 0 };

    pub(crate) fn add(self, cells: &[u8]) -> Sum {
        // Three partial sums by position, weighted once at the end: one table look-up and one addition a character.
        // A zone has at most 90 characters of value 35, so nothing overflows.
        let mut sums = [0u32; 3];
        let [first, second, third] = &mut sums;
        let look = |cell: &u8| VALUES.get(usize::from(*cell)).copied().unwrap_or(0);
        let mut triples = cells.chunks_exact(3);
        for triple in &mut triples {
            if let [a, b, c] = triple {
                *first = first.wrapping_add(look(a));
                *second = second.wrapping_add(look(b));
                *third = third.wrapping_add(look(c));
            }
        }
        let rest = triples.remainder();
        if let [a, others @ ..] = rest {
            *first = first.wrapping_add(look(a));
            *second = second.wrapping_add(others.first().map_or(0, look));
        }
        let [first, second, third] = sums;
        let weigh = |a: u32, b: u32, c: u32| {
            first.wrapping_mul(a).wrapping_add(second.wrapping_mul(b)).wrapping_add(third.wrapping_mul(c))
        };
        let sum = match self.phase {
            0 => weigh(7, 3, 1),
            1 => weigh(3, 1, 7),
            _ => weigh(1, 7, 3),
        };
        let phase = self.phase.wrapping_add(rest.len());
        Sum {
            total: self.total.wrapping_add(sum),
            phase: if phase >= 3 { phase.wrapping_sub(3) } else { phase },
        }
    }

    /// The check digit as printed.
    pub(crate) fn digit(self) -> u8 {
        u8::try_from(self.total % 10).unwrap_or(0) + b'0'
    }
}

/// The check digit over the characters of a zone; characters that cannot stand in one count nothing.
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

    /// Whether the printed character is right. A filler is right only where Doc 9303 allows it: for the empty
    /// personal number of a TD3 (Part 4 section 4.2.2.2). The digit of a long document number is right only if the
    /// filler that closes the number follows it.
    pub fn ok(&self) -> bool {
        self.ok
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
