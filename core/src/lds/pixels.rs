//! Width and height of a picture, out of its own header. Nothing is decoded.

use super::ImageFormat;

impl ImageFormat {
    /// Width and height in pixels, by the picture's own header.
    ///
    /// ```
    /// use doc9303::lds::ImageFormat;
    /// let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    /// png.extend([0, 0, 0, 240, 0, 0, 1, 64]);
    /// assert_eq!(ImageFormat::Png.pixels(&png), Some((240, 320)));
    /// assert_eq!(ImageFormat::Jpeg.pixels(&png), None);
    /// ```
    pub fn pixels(self, image: &[u8]) -> Option<(u32, u32)> {
        match self {
            ImageFormat::Jpeg => jpeg(image),
            ImageFormat::Jp2 => jp2(image),
            ImageFormat::Jpeg2000Codestream => codestream(image),
            ImageFormat::Png => {
                let header = image.get(12..16)? == b"IHDR";
                header.then(|| Some((long(image, 16)?, long(image, 20)?)))?
            }
        }
    }
}

fn short(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..)?.first_chunk::<2>()?;
    Some(u16::from_be_bytes(*bytes).into())
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk::<4>().map(|bytes| u32::from_be_bytes(*bytes))
}

/// The frame header (ITU-T T.81 B.2.2) is among segments that say how long they are.
fn jpeg(image: &[u8]) -> Option<(u32, u32)> {
    let mut rest = image.strip_prefix(&[0xFF, 0xD8])?;
    loop {
        let (&[0xFF, marker], after) = rest.split_first_chunk::<2>()? else { return None };
        match marker {
            // Fill bytes before a marker, and markers without a segment.
            0xFF => rest = rest.get(1..)?,
            0x01 | 0xD0..=0xD7 => rest = after,
            // Start of a frame; C4, C8 and CC are tables.
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                return Some((short(after, 5)?, short(after, 3)?));
            }
            // The picture's data or its end.
            0xD8..=0xDA => return None,
            _ => rest = after.get(usize::try_from(short(after, 0)?).ok()?.max(2)..)?,
        }
    }
}

/// The boxes of a JP2 file (ISO/IEC 15444-1 I.5): the image header box within the header box.
fn jp2(image: &[u8]) -> Option<(u32, u32)> {
    let header = content_of(b"jp2h", image)?;
    let size = content_of(b"ihdr", header)?;
    Some((long(size, 4)?, long(size, 0)?))
}

fn content_of<'a>(kind: &[u8; 4], boxes: &'a [u8]) -> Option<&'a [u8]> {
    let mut rest = boxes;
    loop {
        let length = usize::try_from(long(rest, 0)?).ok()?;
        let found = rest.get(4..8)? == kind;
        // 0 goes to the end; 1 announces a length of 64 bits, which no picture of a document needs.
        let end = if length == 0 { rest.len() } else { length };
        let content = rest.get(8..end)?;
        if found {
            return Some(content);
        }
        rest = rest.get(end..)?;
    }
}

/// The size segment, which comes first (ISO/IEC 15444-1 A.5.1): the reference grid and the offset of the picture in it.
fn codestream(image: &[u8]) -> Option<(u32, u32)> {
    let segment = image.strip_prefix(&[0xFF, 0x4F, 0xFF, 0x51])?;
    let side = |grid, offset| long(segment, grid)?.checked_sub(long(segment, offset)?);
    Some((side(4, 12)?, side(8, 16)?))
}

#[cfg(test)]
mod tests {
    use super::ImageFormat;

    #[test]
    fn sizes_of_each_format() {
        let mut jpeg = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xFF, 0xC4, 0, 2, 0xFF, 0xC2, 0, 11, 8];
        jpeg.extend([1, 0x40, 0, 240, 3, 0, 0]);
        assert_eq!(ImageFormat::Jpeg.pixels(&jpeg), Some((240, 320)));
        let mut codestream = vec![0xFF, 0x4F, 0xFF, 0x51, 0, 47, 0, 0];
        codestream.extend([250_u32, 330, 10, 10].into_iter().flat_map(u32::to_be_bytes));
        assert_eq!(ImageFormat::Jpeg2000Codestream.pixels(&codestream), Some((240, 320)));
        let mut jp2 = b"\0\0\0\x0CjP  \r\n\x87\n\0\0\0\x0Cftypjp2 ".to_vec();
        jp2.extend(b"\0\0\0\x1Ejp2h\0\0\0\x16ihdr\0\0\x01\x40\0\0\0\xF0\0\x03\x07\x07\0\0");
        assert_eq!(ImageFormat::Jp2.pixels(&jp2), Some((240, 320)));
        for cut in 0..jp2.len() - 6 {
            assert_eq!(ImageFormat::Jp2.pixels(&jp2[..cut]), None, "{cut}");
        }
        for cut in 0..22 {
            assert_eq!(ImageFormat::Jpeg.pixels(&jpeg[..cut]), None, "{cut}");
        }
    }

    #[test]
    fn broken_pictures_have_no_size() {
        for image in
            [&[0xFF, 0xD8, 0xFF, 0xDA][..], &[0xFF, 0xD8, 0xFF, 0xE0, 0, 0], &[0xFF, 0xD8, 0, 0], &[]]
        {
            assert_eq!(ImageFormat::Jpeg.pixels(image), None);
        }
        let endless = b"\0\0\0\x08free\0\0\0\x00free".repeat(4);
        assert_eq!(ImageFormat::Jp2.pixels(&endless), None);
        let tiny = [0, 0, 0, 1, 0, 0, 0, 0].repeat(4);
        assert_eq!(ImageFormat::Jp2.pixels(&tiny), None);
    }
}
