//! What a codestream of JPEG 2000 says of its size and of what its decoding takes (ISO/IEC 15444-1 Annex A), before anything is decoded.
//!
//! A picture of few octets can announce millions of tiles, precincts and code-blocks, and each takes memory. They are counted here, from above.

use super::fields::{long, short};
use super::{malformed, within};
use crate::{Error, ErrorKind, Limits};

const STRUCTURE: &str = "JPEG 2000";

/// Grey, or red, green and blue, each with or without opacity.
const MOST_COMPONENTS: u16 = 4;
/// Bits of a sample.
const MOST_BITS: u8 = 16;
/// Tiles of a picture.
const MOST_TILES: u64 = 1024;
/// Step sizes of quantisation: one for each sub-band of 32 decompositions.
const MOST_STEPS: usize = 1 + 3 * 32;
/// Code-blocks, each as often as there are layers, and once more for the place that itself takes.
const MOST_CELLS: u64 = 1 << 21;
/// What a code-block takes beside its layers, in layers.
const BLOCK: u64 = 8;

/// Width and height of the picture, if it can be decoded within bounds and its data are all there.
pub(super) fn examine(bytes: &[u8], limits: &Limits) -> Result<(u32, u32), Error> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0x4F]).ok_or(malformed(STRUCTURE, "no codestream"))?;
    let first = segment(&mut rest)?;
    let size = match first.marker {
        0x51 => Size::read(first.content, limits)?,
        _ => return Err(malformed(STRUCTURE, "no size at the beginning")),
    };
    let mut counted = Counted::default();
    // The main header, up to the first tile-part (A.4.2).
    while !rest.starts_with(&[0xFF, 0x90]) {
        counted.take(segment(&mut rest)?, &size)?;
    }
    while rest.starts_with(&[0xFF, 0x90]) {
        rest = tile_part(rest, &mut counted, &size)?;
    }
    let progressions = counted.progressions.saturating_add(1);
    let cells = counted.blocks.saturating_mul(counted.layers.saturating_add(BLOCK));
    if cells.saturating_mul(progressions) > MOST_CELLS {
        return Err(too_much(
            "more tiles, precincts, code-blocks or layers than any picture of a document has",
        ));
    }
    Ok((size.width, size.height))
}

/// A marker with the content of its segment.
struct Segment<'a> {
    marker: u8,
    content: &'a [u8],
}

/// The next segment (A.1), which `rest` then stands behind.
fn segment<'a>(rest: &mut &'a [u8]) -> Result<Segment<'a>, Error> {
    let cut_off = malformed(STRUCTURE, "its headers are cut off");
    let (&[0xFF, marker], after) = rest.split_first_chunk::<2>().ok_or(cut_off)? else {
        return Err(malformed(STRUCTURE, "no marker where one must be"));
    };
    // Those without parameters: of no meaning, and the start of data.
    if matches!(marker, 0x30..=0x3F | 0x93) {
        *rest = after;
        return Ok(Segment { marker, content: &[] });
    }
    let length = short(after, 0).ok_or(cut_off)?;
    let (content, behind) = after.split_at_checked(usize::from(length)).ok_or(cut_off)?;
    *rest = behind;
    Ok(Segment { marker, content: content.get(2..).ok_or(cut_off)? })
}

/// A tile-part with its headers (A.4.2): what stands behind its data.
fn tile_part<'a>(bytes: &'a [u8], counted: &mut Counted, size: &Size) -> Result<&'a [u8], Error> {
    let cut_off = malformed(STRUCTURE, "it ends before its data do");
    let mut rest = bytes;
    let start = segment(&mut rest)?.content;
    let length = long(start, 2).filter(|_| start.len() == 8).ok_or(wrong_length())?;
    let (part, behind) = match usize::try_from(length).map_err(|_| cut_off)? {
        // Up to the end of the codestream.
        0 if bytes.ends_with(&[0xFF, 0xD9]) => (bytes, &[][..]),
        0 => return Err(cut_off),
        length => bytes.split_at_checked(length).ok_or(cut_off)?,
    };
    let mut rest = part.get(12..).ok_or(wrong_length())?;
    loop {
        let each = segment(&mut rest)?;
        if each.marker == 0x93 {
            return Ok(behind);
        }
        counted.take(each, size)?;
    }
}

/// The reference grid and its tiles (A.5.1).
struct Size {
    width: u32,
    height: u32,
    /// Width and height of a tile, within the grid.
    tile: (u32, u32),
    /// Tiles, each as often as it has components.
    parts: u64,
}

impl Size {
    fn read(content: &[u8], limits: &Limits) -> Result<Size, Error> {
        let field = |at| long(content, at).ok_or(wrong_length());
        let ([grid_x, grid_y], [left, upper]) = ([field(2)?, field(6)?], [field(10)?, field(14)?]);
        let ([across, down], [tiles_left, tiles_upper]) =
            ([field(18)?, field(22)?], [field(26)?, field(30)?]);
        let components = short(content, 34).ok_or(wrong_length())?;
        within(u64::from(grid_x), u64::from(grid_y), limits)?;
        let side = |grid: u32, offset| grid.checked_sub(offset).filter(|side| *side > 0);
        let (width, height) = side(grid_x, left).zip(side(grid_y, upper)).ok_or(no_pixel())?;
        let tiles = |grid: u32, offset, tile| {
            grid.checked_sub(offset).filter(|_| tile > 0).map(|extent| extent.div_ceil(tile))
        };
        let (columns, rows) =
            tiles(grid_x, tiles_left, across).zip(tiles(grid_y, tiles_upper, down)).ok_or(no_pixel())?;
        let tiles = u64::from(columns).saturating_mul(u64::from(rows));
        if components > MOST_COMPONENTS || tiles > MOST_TILES {
            return Err(too_much("more components or tiles than any picture of a document has"));
        }
        let samples = content.get(36..).filter(|samples| samples.len() == 3 * usize::from(components));
        let depths = samples.ok_or(wrong_length())?.iter().step_by(3);
        if depths.into_iter().any(|depth| depth & 0x7F >= MOST_BITS) {
            return Err(too_much("more bits a sample than any picture of a document has"));
        }
        let tile = (across.min(grid_x), down.min(grid_y));
        Ok(Size { width, height, tile, parts: tiles.saturating_mul(u64::from(components)) })
    }
}

/// What the headers announce so far, counted from above.
#[derive(Default)]
struct Counted {
    blocks: u64,
    layers: u64,
    /// Changes of the order of packets, each of which may go through all of them.
    progressions: u64,
}

impl Counted {
    /// Counts what a segment announces. Its length must be that of its content, or the decoder would go on elsewhere than is looked at here.
    fn take(&mut self, segment: Segment<'_>, size: &Size) -> Result<(), Error> {
        let Segment { marker, content } = segment;
        match (marker, content) {
            // Coding style, of all components (A.6.1) and of one (A.6.2).
            (0x52, [flags, _, high, low, _, style @ ..]) => {
                self.layers = self.layers.max(u16::from_be_bytes([*high, *low]).into());
                self.style(*flags, style, size)
            }
            (0x53, [_, flags, style @ ..]) => self.style(*flags, style, size),
            // Quantisation, of all components (A.6.4) and of one (A.6.5).
            (0x5C, [style, steps @ ..]) | (0x5D, [_, style, steps @ ..]) => quantisation(*style, steps),
            // Region of interest (A.6.3).
            (0x5E, [_, _, _]) => Ok(()),
            // Change of progression (A.6.6).
            (0x5F, _) => {
                let changes = u64::try_from(content.len() / 7).unwrap_or(u64::MAX);
                self.progressions = self.progressions.saturating_add(changes);
                Ok(())
            }
            // Lengths of tile-parts and packets, packed headers, registration, comments, and markers without meaning.
            (0x55 | 0x58 | 0x60 | 0x61 | 0x63 | 0x64 | 0x30..=0x3F, _) => Ok(()),
            (0x52 | 0x53 | 0x5C | 0x5D | 0x5E, _) => Err(wrong_length()),
            _ => Err(malformed(STRUCTURE, "a marker that no picture of a document has")),
        }
    }

    /// The code-blocks of all tiles in this style (Table A.15).
    fn style(&mut self, flags: u8, style: &[u8], size: &Size) -> Result<(), Error> {
        let (&[levels, width, height, _, _], precincts) = style.split_first_chunk().ok_or(wrong_length())?;
        let has_precincts = flags & 1 == 1;
        if levels > 32 || precincts.len() != if has_precincts { usize::from(levels) + 1 } else { 0 } {
            return Err(wrong_length());
        }
        // Exponents of the sides of a code-block (Table A.18).
        let (width, height) = ((width & 0x0F) + 2, (height & 0x0F) + 2);
        let resolutions = (0..=levels).map(|resolution| {
            // 15 where none are told (A.6.1).
            let precinct = precincts.get(usize::from(resolution)).copied().unwrap_or(0xFF);
            let along = |side: u32, precinct: u8, block: u8| {
                // A sub-band has half of the resolution, and so have its precincts (B.5, B.7).
                let half = u8::from(resolution > 0);
                let extent = (u64::from(side) >> (levels - resolution)) + 2;
                let precincts = (extent >> precinct) + 2;
                precincts + ((extent >> half) >> block.min(precinct.saturating_sub(half)))
            };
            let bands = if resolution > 0 { 3 } else { 1 };
            let across = along(size.tile.0, precinct & 0x0F, width);
            across.saturating_mul(along(size.tile.1, precinct >> 4, height)).saturating_mul(bands)
        });
        let blocks = resolutions.fold(0_u64, u64::saturating_add);
        self.blocks = self.blocks.max(blocks.saturating_mul(size.parts));
        Ok(())
    }
}

/// Step sizes (Table A.28): an octet each, one of two octets, or two octets each.
fn quantisation(style: u8, steps: &[u8]) -> Result<(), Error> {
    let count = match style & 0x1F {
        0 => steps.len(),
        1 if steps.len() == 2 => 1,
        2 if steps.len().is_multiple_of(2) => steps.len() / 2,
        _ => return Err(wrong_length()),
    };
    if count > MOST_STEPS {
        return Err(too_much("more steps of quantisation than there are sub-bands"));
    }
    Ok(())
}

const fn wrong_length() -> Error {
    malformed(STRUCTURE, "a segment with a length that it cannot have")
}

const fn no_pixel() -> Error {
    malformed(STRUCTURE, "a size without a pixel")
}

const fn too_much(detail: &'static str) -> Error {
    Error::new(ErrorKind::Limit, STRUCTURE, detail)
}
