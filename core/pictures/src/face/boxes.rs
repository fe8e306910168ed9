//! What the boxes of a JP2 file say (ISO/IEC 15444-1 Annex I), before anything is decoded.

use super::fields::{long, short};
use super::malformed;
use crate::{Error, ErrorKind};

const STRUCTURE: &str = "JP2";

/// Columns of a palette and entries of a mapping: each costs as much memory as the picture has pixels.
const MOST_CHANNELS: usize = 4;
/// Colours of a palette (I.5.3.4).
const MOST_COLOURS: u16 = 1024;

/// What stands about the codestream.
#[derive(Default)]
pub(super) struct About<'a> {
    /// The codestream, to be examined by itself.
    pub(super) codestream: &'a [u8],
    /// Width and height by the header of the image.
    pub(super) size: (u32, u32),
}

/// Reads the boxes. A box longer than what holds it goes to the end of that, as the lenient decoder takes it.
pub(super) fn read(file: &[u8]) -> Result<About<'_>, Error> {
    let (mut header, mut codestream) = (None, None);
    let mut rest = file;
    while let Some(each) = next(&mut rest)? {
        match &each.kind {
            b"jp2h" => once(&mut header, each.content)?,
            b"jp2c" => once(&mut codestream, each.content)?,
            _ => {}
        }
    }
    let header = header.ok_or(malformed(STRUCTURE, "no box of headers"))?;
    let codestream = codestream.ok_or(malformed(STRUCTURE, "no codestream"))?;
    Ok(About { codestream, size: size(header)? })
}

/// Width and height (I.5.3.1); what palettes and mappings cost is within bounds.
fn size(header: &[u8]) -> Result<(u32, u32), Error> {
    let mut image = None;
    let mut rest = header;
    while let Some(each) = next(&mut rest)? {
        match &each.kind {
            b"ihdr" => once(&mut image, each.content)?,
            b"pclr" => {
                let columns = each.content.get(2).copied().map(usize::from);
                let is_small = short(each.content, 0).is_some_and(|colours| colours <= MOST_COLOURS);
                if !is_small || columns.is_none_or(|columns| columns > MOST_CHANNELS) {
                    return Err(too_much("a palette larger than any picture of a document has"));
                }
            }
            b"cmap" if each.content.len() > 4 * MOST_CHANNELS => {
                return Err(too_much("more channels than any picture of a document has"));
            }
            _ => {}
        }
    }
    let side = |at| image.and_then(|image| long(image, at));
    let (height, width) = side(0).zip(side(4)).ok_or(malformed(STRUCTURE, "no header of the image"))?;
    Ok((width, height))
}

/// Keeps the only box of its kind.
fn once<'a>(place: &mut Option<&'a [u8]>, content: &'a [u8]) -> Result<(), Error> {
    match place.replace(content) {
        None => Ok(()),
        Some(_) => Err(malformed(STRUCTURE, "a box that there is one of stands twice")),
    }
}

struct Box<'a> {
    kind: [u8; 4],
    content: &'a [u8],
}

/// The next box (I.4), which `rest` then stands behind; `None` where no box fits any more: records with lengths that are off leave octets behind.
fn next<'a>(rest: &mut &'a [u8]) -> Result<Option<Box<'a>>, Error> {
    let cut_off = malformed(STRUCTURE, "a box is cut off");
    let (Some(length), Some(kind)) = (long(rest, 0), rest.get(4..).and_then(<[u8]>::first_chunk)) else {
        return Ok(None);
    };
    let length = usize::try_from(length).map_err(|_| cut_off)?;
    let end = match length {
        0 => rest.len(),
        // 1 announces a length of 64 bits, which no picture of a document needs.
        1..8 => return Err(malformed(STRUCTURE, "a box with a length that none has")),
        _ => length.min(rest.len()),
    };
    let (content, behind) = rest.split_at_checked(end).ok_or(cut_off)?;
    *rest = behind;
    Ok(Some(Box { kind: *kind, content: content.get(8..).ok_or(cut_off)? }))
}

const fn too_much(detail: &'static str) -> Error {
    Error::new(ErrorKind::Limit, STRUCTURE, detail)
}
