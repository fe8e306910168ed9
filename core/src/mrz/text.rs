//! The value of a field, held inline: what is between the fillers.

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
        let Some(first) = cells.iter().position(|&cell| cell != b'<') else { return text };
        let end = cells.iter().rposition(|&cell| cell != b'<').map_or(0, |last| last + 1);
        let cells = cells.get(first..end).unwrap_or(&[]);
        if !cells.contains(&b'<') {
            text.append_raw(cells);
            return text;
        }
        for component in cells.split(|&cell| cell == b'<').filter(|component| !component.is_empty()) {
            if text.length > 0 {
                text.append_raw(b" ");
            }
            text.append_raw(component);
        }
        text
    }

    /// The value of cells that begin and end with a letter and hold no two fillers in a row.
    pub(super) fn spaced(cells: &[u8]) -> Text {
        let mut text =
            Text { bytes: [b' '; CAPACITY], length: u8::try_from(cells.len().min(CAPACITY)).unwrap_or(0) };
        for (to, &cell) in text.bytes.iter_mut().zip(cells) {
            *to = if cell == b'<' { b' ' } else { cell };
        }
        text
    }

    /// Adds cells as they are, fillers included, as far as there is room.
    pub(super) fn append_raw(&mut self, cells: &[u8]) {
        let start = usize::from(self.length);
        let end = start.saturating_add(cells.len()).min(CAPACITY);
        if let Some(place) = self.bytes.get_mut(start..end) {
            let kept = cells.get(..place.len()).unwrap_or(cells);
            place.copy_from_slice(kept);
            self.length = u8::try_from(end).unwrap_or(self.length);
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
