//! Machine readable zones in seals: C40 of the sealed characters of each line, one line after the other.

use crate::c40;
use core::fmt;

/// The layouts of zones (Doc 9303-4 to -7).
///
/// ```
/// use doc9303_seal::Layout;
/// assert_eq!((Layout::MrvB.width(), Layout::MrvB.sealed()), (36, &[36, 28][..]));
/// assert_eq!(Layout::Td1.sealed(), [30, 30, 30]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layout {
    /// Three lines of 30 characters.
    Td1,
    /// Two lines of 36 characters.
    Td2,
    /// Two lines of 44 characters.
    Td3,
    /// A visa of two lines of 44 characters.
    MrvA,
    /// A visa of two lines of 36 characters.
    MrvB,
}

impl Layout {
    /// Characters of each line.
    pub fn width(self) -> usize {
        match self {
            Layout::Td1 => 30,
            Layout::Td2 | Layout::MrvB => 36,
            Layout::Td3 | Layout::MrvA => 44,
        }
    }

    /// How many characters at the beginning of each line a seal covers. Visas leave out what follows character 28 of line 2
    /// (Doc 9303-7 §9.1.3).
    pub fn sealed(self) -> &'static [usize] {
        match self {
            Layout::Td1 => &[30, 30, 30],
            Layout::Td2 => &[36, 36],
            Layout::Td3 => &[44, 44],
            Layout::MrvA => &[44, 28],
            Layout::MrvB => &[36, 28],
        }
    }

    /// Bytes of the sealed characters.
    pub(crate) const fn bytes(self) -> usize {
        match self {
            Layout::Td1 | Layout::Td3 => 60,
            Layout::Td2 | Layout::MrvA => 48,
            Layout::MrvB => 44,
        }
    }

    /// The name, as "MRV-B".
    pub fn name(self) -> &'static str {
        match self {
            Layout::Td1 => "TD1",
            Layout::Td2 => "TD2",
            Layout::Td3 => "TD3",
            Layout::MrvA => "MRV-A",
            Layout::MrvB => "MRV-B",
        }
    }
}

/// A zone as a seal holds it: lines of the full width, of which the first characters are sealed. A barcode may seal the whole
/// zone of a visa too.
///
/// ```
/// use doc9303_seal::{Layout, Zone};
/// let lines = ["VCD<<DENT<<ARTHUR<PHILIP<<<<<<<<<<<<", "1234567XY7GBR5203116M2105253<<<<<<<<"];
/// let zone = Zone::new(Layout::MrvB, &lines).unwrap();
/// assert_eq!(zone.lines(), lines);
/// // What follows the 28 sealed characters of the second line is anybody's.
/// assert!(zone.matches(&[lines[0], "1234567XY7GBR5203116M2105253OPTIONAL"]));
/// assert!(!zone.matches(&[lines[0], "1234567XY7GBR5203116M2105263<<<<<<<<"]));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Zone {
    layout: Layout,
    lines: Vec<String>,
    is_whole: bool,
}

impl Zone {
    /// A zone of lines of the full width; `None` if their number, width or characters are not those of the layout. What a
    /// seal does not cover becomes fillers.
    pub fn new(layout: Layout, lines: &[impl AsRef<str>]) -> Option<Zone> {
        let whole = Zone::whole(layout, lines)?;
        let parts = whole.lines.iter().zip(layout.sealed()).filter_map(|(line, sealed)| line.get(..*sealed));
        Some(Zone { layout, lines: parts.map(|part| pad(part, layout.width())).collect(), is_whole: false })
    }

    /// As [`new`](Self::new), with every character sealed.
    pub fn whole(layout: Layout, lines: &[impl AsRef<str>]) -> Option<Zone> {
        let lines: Vec<String> = lines.iter().map(|line| line.as_ref().replace(' ', "<")).collect();
        let fits = |line: &String| line.len() == layout.width() && c40::encode(line).is_some();
        let is_zone = lines.len() == layout.sealed().len() && lines.iter().all(fits);
        is_zone.then_some(Zone { layout, lines, is_whole: true })
    }

    /// The layout.
    pub fn layout(&self) -> Layout {
        self.layout
    }

    /// The lines, padded with fillers to the full width.
    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    /// How many characters at the beginning of each line are sealed.
    pub fn sealed(&self) -> Vec<usize> {
        if self.is_whole {
            vec![self.layout.width(); self.layout.sealed().len()]
        } else {
            self.layout.sealed().to_vec()
        }
    }

    /// Whether a zone of full lines has the sealed characters; a space stands for a filler.
    pub fn matches(&self, printed: &[impl AsRef<str>]) -> bool {
        let same = |(line, printed): (&String, &str), sealed: usize| {
            let printed = printed.replace(' ', "<");
            printed.len() == line.len() && line.get(..sealed) == printed.get(..sealed)
        };
        let lines = self.lines.iter().zip(printed.iter().map(AsRef::as_ref));
        printed.len() == self.lines.len() && lines.zip(self.sealed()).all(|(pair, sealed)| same(pair, sealed))
    }

    /// Cuts the characters into lines; those that are left out at the end are fillers. Fillers behind the sealed characters, which
    /// fill the last bytes of a feature, are not sealed unless the whole zone is.
    pub(crate) fn decode(layout: Layout, bytes: &[u8]) -> Result<Zone, &'static str> {
        let text = c40::decode(bytes)?.replace(' ', "<");
        let sealed: usize = layout.sealed().iter().sum();
        let whole = layout.width() * layout.sealed().len();
        let beyond = text.get(sealed..).unwrap_or_default();
        let is_whole =
            text.len() > sealed && (text.len() >= whole || beyond.bytes().any(|cell| cell != b'<'));
        let mut zone = Zone { layout, lines: Vec::new(), is_whole };
        let mut rest = text.as_str();
        for length in zone.sealed() {
            let (line, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
            zone.lines.push(pad(line, layout.width()));
            rest = after;
        }
        if rest.bytes().all(|cell| cell == b'<') {
            Ok(zone)
        } else {
            Err("more characters than the zone has")
        }
    }

    /// C40 of the sealed characters.
    pub(crate) fn encode(&self) -> Option<Vec<u8>> {
        let parts = self.lines.iter().zip(self.sealed()).map(|(line, sealed)| line.get(..sealed));
        c40::encode(&parts.collect::<Option<String>>()?)
    }
}

fn pad(text: &str, width: usize) -> String {
    format!("{text:<<width$}")
}

impl fmt::Debug for Zone {
    /// The layout, without the characters.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Zone").field("layout", &self.layout).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_layout_reads_back() {
        for layout in [Layout::Td1, Layout::Td2, Layout::Td3, Layout::MrvA, Layout::MrvB] {
            let line: String = ('A'..='Z').chain('0'..='9').cycle().take(layout.width()).collect();
            let zone = Zone::new(layout, &vec![line.clone(); layout.sealed().len()]).unwrap();
            let bytes = zone.encode().unwrap();
            assert_eq!(bytes.len(), layout.bytes(), "{}", layout.name());
            assert_eq!(Zone::decode(layout, &bytes), Ok(zone.clone()));
            assert!(zone.matches(&vec![line; layout.sealed().len()]));
            let whole = Zone::whole(layout, zone.lines()).unwrap();
            let bytes = whole.encode().unwrap();
            assert_eq!(Zone::decode(layout, &bytes).unwrap().lines(), whole.lines());
            assert!(Zone::decode(layout, &[0xD9, 0xC5].repeat(31)).is_err());
        }
        assert_eq!(Zone::new(Layout::Td2, &["A".repeat(36)]), None);
        assert_eq!(Zone::new(Layout::Td2, &["a".repeat(36), "A".repeat(36)]), None);
    }
}
