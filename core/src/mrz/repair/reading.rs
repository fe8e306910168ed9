//! From text that need not have the shape of a zone to the zones that it may have been.

use super::super::Mrz;
use super::super::cells::{Cells, EMPTY, Zone};
use super::super::layout::{Field, Format, Names};
use super::super::shape;
use super::class::is_like_filler;

/// Longer text is no zone that lost or won a few characters.
const LONGEST_TEXT: usize = 512;

/// Characters that a line may have too many or too few, but for fillers at its end.
const MOST_MOVED: usize = 4;

/// Lines of zones, and whether their text is one line.
const SHAPES: [(&[usize], bool); 8] = [
    (&[44, 44], false),
    (&[36, 36], false),
    (&[30, 30, 30], false),
    (&[9, 30, 30], false),
    (&[30], false),
    (&[44, 44], true),
    (&[36, 36], true),
    (&[30, 30, 30], true),
];

/// A zone that the text may have been.
#[derive(Clone)]
pub(super) struct Reading {
    zone: Zone,
    format: Format,
    /// The character that was read for each cell; `None` where one was missing.
    pub(super) read: Vec<Option<char>>,
    /// Characters that are left out, each with the cell in whose place it stood.
    pub(super) taken_out: Vec<(usize, char)>,
    /// How far-fetched it is.
    pub(super) cost: u32,
    /// Whether it counts only if nothing else is wrong with it.
    pub(super) strict: bool,
    /// Whether it is among all readings of its kind.
    pub(super) exhaustive: bool,
}

/// A character as read and the cell that it becomes; nothing was read where one is missing.
type Letter = (Option<char>, u8);

/// One way to give a line its length.
#[derive(Clone, Default)]
struct Line {
    letters: Vec<Letter>,
    taken_out: Vec<(usize, char)>,
    cost: u32,
}

impl Reading {
    pub(super) fn of(mrz: &Mrz) -> Reading {
        let read = mrz.zone.iter().map(|cell| Some(char::from(*cell))).collect();
        let (zone, format) = (mrz.zone, mrz.format());
        Reading { zone, format, read, taken_out: Vec::new(), cost: 0, strict: false, exhaustive: true }
    }

    pub(super) fn mrz(&self) -> Mrz {
        Mrz::of(self.zone, self.format)
    }

    /// Whether the text had just these cells.
    pub(super) fn is_as_read(&self) -> bool {
        let same = self.read.iter().zip(&self.zone).all(|(read, cell)| *read == Some(char::from(*cell)));
        same && self.taken_out.is_empty()
    }

    /// The same with fillers for letters that fillers are read as, where no letter is likely: behind fillers in a row, or
    /// one letter again and again up to the end of a field. Nothing if there are none.
    pub(super) fn with_fillers(&self) -> Option<Reading> {
        const DATA: [Field; 4] =
            [Field::PersonalNumber, Field::OptionalData, Field::OptionalData1, Field::OptionalData2];
        let layout = self.format.layout();
        let name = match layout.names {
            Names::Joined(cells) => Some((cells, true)),
            _ => None,
        };
        let data = DATA.into_iter().filter_map(|field| layout.field(field)).map(|cells| (cells, false));
        let mut zone = self.zone;
        for (cells, is_name) in name.into_iter().chain(data) {
            misread_fillers(&mut zone, cells, is_name);
        }
        (zone != self.zone).then(|| Reading { zone, exhaustive: false, cost: 1, ..self.clone() })
    }

    /// Lines as a zone; `None` if no layout has its letters.
    fn of_lines(lines: &[Line], shape: &[usize]) -> Option<Reading> {
        let (mut zone, mut read, mut taken_out, mut start) = (EMPTY, Vec::new(), Vec::new(), 0);
        for line in lines {
            let last = (start + line.letters.len()).saturating_sub(1);
            taken_out.extend(line.taken_out.iter().map(|(at, letter)| ((start + at).min(last), *letter)));
            for (letter, cell) in &line.letters {
                *zone.get_mut(start)? = *cell;
                read.push(*letter);
                start += 1;
            }
        }
        read.resize(zone.len(), Some('<'));
        let format = known_layout(&mut zone, shape)?;
        let cost = lines.iter().map(|line| line.cost).sum();
        Some(Reading { zone, format, read, taken_out, cost, strict: false, exhaustive: true })
    }
}

/// The layout by the first letters, where one of these may have been misread if there is none otherwise.
fn known_layout(zone: &mut Zone, shape: &[usize]) -> Option<Format> {
    if let Ok(format) = shape::layout_of(zone, shape) {
        return Some(format);
    }
    let starts: &[&[u8]] = match shape {
        [30] => &[b"D1FRA", b"D1NLD"],
        _ => &[b"FACHE", b"FALIE"],
    };
    let at = if shape.len() == 1 { 0 } else { 9 };
    let cells = zone.get_mut(at..at + 5)?;
    let near =
        |start: &&&[u8]| start.iter().zip(cells.iter()).filter(|(meant, read)| meant != read).count() == 1;
    let start = starts.iter().find(near)?;
    cells.copy_from_slice(start);
    shape::layout_of(zone, shape).ok()
}

/// Puts fillers where [`Reading::with_fillers`] says. In a name the first two fillers in a row part the identifiers, so
/// that it takes one more, or fillers further behind.
fn misread_fillers(zone: &mut Zone, (start, end): Cells, is_name: bool) {
    let Some(cells) = zone.get_mut(start..end) else { return };
    if let Some(last) = cells.last().copied().filter(|cell| is_like_filler(*cell)) {
        let run = cells.iter().rev().take_while(|cell| **cell == last).count();
        if run > 3 && run < cells.len() {
            let length = cells.len();
            cells.iter_mut().skip(length - run).for_each(|cell| *cell = b'<');
        }
    }
    let (mut at, mut fillers, mut parted) = (0, 0, !is_name);
    while let Some(&cell) = cells.get(at) {
        if cell == b'<' {
            fillers += 1;
            at += 1;
            continue;
        }
        let word = cells.iter().skip(at).take_while(|cell| **cell != b'<').count();
        let alike = cells.iter().skip(at).take(word).all(|cell| is_like_filler(*cell));
        let stray = alike && at > 0 && (fillers > 2 || (fillers == 2 && parted));
        if stray {
            cells.iter_mut().skip(at).take(word).for_each(|cell| *cell = b'<');
            fillers += word;
        } else {
            parted |= fillers >= 2;
            fillers = 0;
        }
        at += word;
    }
}

/// The zones that a text may have been, by the shape that it comes nearest to.
pub(super) fn readings(text: &str) -> Vec<Reading> {
    if text.len() > LONGEST_TEXT {
        return Vec::new();
    }
    let lines: Vec<Vec<Letter>> = text
        .split(['\n', '\r'])
        .map(|line| line.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{FEFF}'))
        .filter(|line| !line.is_empty())
        .map(|line| line.chars().flat_map(letters).collect())
        .collect();
    let off =
        |shape: &[usize]| shape.iter().zip(&lines).map(|(length, line)| line.len().abs_diff(*length)).sum();
    let shapes = SHAPES.iter().filter_map(|(shape, joined)| {
        let lengths: Vec<usize> = if *joined { vec![shape.iter().sum()] } else { shape.to_vec() };
        (lengths.len() == lines.len()).then(|| (off(&lengths), lengths, *shape))
    });
    let shapes: Vec<(usize, Vec<usize>, &[usize])> = shapes.collect();
    let nearest = shapes.iter().map(|shape| shape.0).min().unwrap_or(0);
    let mut all = Vec::new();
    for (_, lengths, shape) in shapes.iter().filter(|shape| shape.0 == nearest) {
        all.extend(of_shape(&lines, lengths, shape));
    }
    all
}

/// The cells that a character may stand for. What can be in no zone stays what it is, and is changed later.
fn letters(letter: char) -> impl Iterator<Item = Letter> {
    let upper = letter.to_ascii_uppercase();
    let (cell, twice) = match u8::try_from(upper) {
        Ok(cell) if shape::is_cell(cell) => (cell, false),
        _ if letter.is_whitespace() => (b' ', false),
        _ if letter == '«' => (b'<', true),
        _ if matches!(letter, '‹' | '＜' | '〈' | '≤') => (b'<', false),
        _ => (b'?', false),
    };
    [(Some(letter), cell)].into_iter().chain(twice.then_some((None, cell)))
}

fn of_shape(lines: &[Vec<Letter>], lengths: &[usize], shape: &[usize]) -> Vec<Reading> {
    let wrong: Vec<usize> =
        (0..lines.len()).filter(|at| lines.get(*at).map(Vec::len) != lengths.get(*at).copied()).collect();
    let whole = |line: &Vec<Letter>| Line { letters: line.clone(), ..Line::default() };
    if wrong.is_empty() {
        let lines: Vec<Line> = lines.iter().map(whole).collect();
        let reading = Reading::of_lines(&lines, shape);
        let with_fillers = reading.as_ref().and_then(Reading::with_fillers);
        return reading.into_iter().chain(with_fillers).collect();
    }
    // Where one character of one line is wrong, every place and every character comes into question.
    let alone = wrong.len() == 1;
    let mut ways: Vec<Vec<Line>> = vec![Vec::new()];
    let mut exhaustive = alone;
    for (at, (line, length)) in lines.iter().zip(lengths).enumerate() {
        let choices = if line.len() == *length {
            vec![whole(line)]
        } else {
            let every = alone && line.len().abs_diff(*length) == 1 && is_seen(at, lengths, shape);
            exhaustive &= every;
            fitted(line, *length, every)
        };
        ways = ways
            .iter()
            .flat_map(|way| {
                choices.iter().map(|choice| [way.as_slice(), core::slice::from_ref(choice)].concat())
            })
            .take(4096)
            .collect();
    }
    let few = ways.len() <= 8;
    let reading = |way: &Vec<Line>| Reading::of_lines(way, shape);
    let plain: Vec<Reading> = ways.iter().filter_map(reading).collect();
    let with_fillers: Vec<Reading> =
        if few { plain.iter().filter_map(Reading::with_fillers).collect() } else { Vec::new() };
    plain
        .into_iter()
        .chain(with_fillers)
        .map(|reading| Reading { strict: !few, exhaustive: exhaustive && reading.exhaustive, ..reading })
        .collect()
}

/// Whether check digits look at more than the name in this line.
fn is_seen(line: usize, lengths: &[usize], shape: &[usize]) -> bool {
    match (lengths.len(), shape.len()) {
        (1, _) => true,
        (_, 3) => line < 2,
        _ => line == 1,
    }
}

/// The ways to give a line its length: fillers into a row of fillers or out of it, spaces out; if `every`, any one
/// character into or out of any place.
fn fitted(line: &[Letter], length: usize, every: bool) -> Vec<Line> {
    // A space where the length is wrong is a filler, if it is anything.
    let blank = |letter: &Letter| if matches!(letter.1, b' ' | b'?') { (letter.0, b'<') } else { *letter };
    let cells: Vec<Letter> = line.iter().map(blank).collect();
    let mut ways = Vec::new();
    let filler = |at: usize| cells.get(at).is_some_and(|letter| letter.1 == b'<');
    // The longer a row of fillers, the sooner one of them is lost or read twice.
    let row_before = |at: usize| (0..at).rev().take_while(|at| filler(*at)).count();
    let longest = (0..=cells.len()).map(row_before).max().unwrap_or(0);
    if cells.len() < length {
        let missing = length - cells.len();
        let end_of_row = |at: &usize| *at == cells.len() || (row_before(*at) > 0 && !filler(*at));
        let places = (0..=cells.len()).filter(end_of_row);
        // More than a few are missing at the end only, where a reader sees nothing but the background.
        for at in places.filter(|at| missing <= MOST_MOVED || *at == cells.len()) {
            let line = with_letters(&cells, at, &vec![(None, b'<'); missing]);
            ways.push(Line { cost: u32::from(row_before(at) < longest), ..line });
        }
        if every {
            let members = || (b'0'..=b'9').chain(b'A'..=b'Z').chain([b'<']);
            let places = (0..=cells.len()).flat_map(|at| members().map(move |meant| (at, meant)));
            ways.extend(places.map(|(at, meant)| with_letters(&cells, at, &[(None, meant)])));
        }
        return ways;
    }
    let extra = cells.len() - length;
    if extra > MOST_MOVED {
        return ways;
    }
    let spaces: Vec<usize> =
        (0..line.len()).filter(|at| line.get(*at).is_some_and(|letter| letter.1 == b' ')).collect();
    if spaces.len() == extra {
        ways.push(without(line, |at| spaces.contains(&at)));
    }
    for at in 0..=length {
        let row = (at..at + extra).all(filler) && !filler(at + extra);
        if row || every || at == length {
            let line = without(&cells, |place| (at..at + extra).contains(&place));
            ways.push(Line { cost: u32::from(!row || row_before(at + extra) < longest), ..line });
        }
    }
    ways
}

fn with_letters(cells: &[Letter], at: usize, letters: &[Letter]) -> Line {
    let (before, behind) = cells.split_at_checked(at).unwrap_or((cells, &[]));
    Line { letters: [before, letters, behind].concat(), ..Line::default() }
}

/// The line without the letters at some places, which are remembered.
fn without(cells: &[Letter], gone: impl Fn(usize) -> bool) -> Line {
    let mut line = Line::default();
    for (at, letter) in cells.iter().enumerate() {
        match letter.0 {
            Some(read) if gone(at) => line.taken_out.push((line.letters.len(), read)),
            _ if gone(at) => {}
            _ => line.letters.push(*letter),
        }
    }
    line
}
