//! The value of a field, held inline: what stands between the fillers.

use core::fmt;
use core::ops::Deref;

/// The longest value of any layout: the 39 cells of the name on a passport.
const CAPACITY: usize = 40;

/// The value of a field of the zone without fillers: those at the ends are dropped, those between components become
/// one space. It is kept in place, without heap memory, and reads as a `str`.
///
/// Its `Debug` shows no content, because most fields are personal data; `Display` shows it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Text {
    bytes: [u8; CAPACITY],
    length: u8,
}

impl Text {
    pub(super) const EMPTY: Text = Text { bytes: [0; CAPACITY], length: 0 };

    /// The value of cells.
    pub(super) fn from_cells(cells: &[u8]) -> Text {
        let mut text = Text::EMPTY;
        text.append_cells(cells);
        text
    }

    /// Adds the value of cells, with one space for a run of fillers between them.
    fn append_cells(&mut self, cells: &[u8]) {
        let end = cells.iter().rposition(|&cell| cell != b'<').map_or(0, |last| last + 1);
        let mut gap = false;
        for &cell in cells.get(..end).unwrap_or(&[]) {
            if cell == b'<' {
                gap = self.length > 0;
                continue;
            }
            if gap {
                self.push(b' ');
                gap = false;
            }
            self.push(cell);
        }
    }

    /// Adds cells as they are, fillers included.
    pub(super) fn append_raw(&mut self, cells: &[u8]) {
        cells.iter().for_each(|&cell| self.push(cell));
    }

    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(usize::from(self.length)) {
            *place = byte;
            self.length += 1;
        }
    }

    /// The value.
    pub fn as_str(&self) -> &str {
        // Only ASCII ever gets in, so the empty text never stands for anything else.
        self.bytes.get(..usize::from(self.length)).and_then(|b| core::str::from_utf8(b).ok()).unwrap_or("")
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == *other
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} characters)", self.length)
    }
}
