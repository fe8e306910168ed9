//! The text of a barcode: a name, a flag, Base32 of octets that may be compressed.

use crate::{Error, ErrorKind};
use data_encoding::{BASE32_NOPAD, DecodeError};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress, inflate_flags};

/// The names that a barcode may begin with, the present one first.
pub(super) const NAMES: [&str; 2] = ["RDB1", "NDB1"];

/// What the flag says, as the letter after `A` of that number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Flag {
    pub(super) is_signed: bool,
    pub(super) is_compressed: bool,
}

/// Name, flag and content of a text, not inflated.
pub(super) fn read(text: &[u8]) -> Result<(&'static str, Flag, Vec<u8>), Error> {
    let name = NAMES.into_iter().find(|name| text.starts_with(name.as_bytes()));
    let name = name.ok_or(Error::new(ErrorKind::NotASeal, "barcode", 0, "begins as no seal does"))?;
    let flag = text.get(4).and_then(|letter| letter.checked_sub(b'A')).filter(|flag| *flag < 4);
    let flag = flag.ok_or(Error::new(ErrorKind::WrongFormat, "barcode", 4, "a flag that is not known"))?;
    let content = text.get(5..).unwrap_or_default().trim_ascii_end();
    let end = content.iter().rposition(|letter| *letter != b'=').map_or(0, |last| last + 1);
    let content = BASE32_NOPAD.decode(content.get(..end).unwrap_or_default());
    let content = content.map_err(|DecodeError { position, .. }| {
        Error::new(ErrorKind::TextEncoding, "barcode", 5 + position, "not Base32")
    })?;
    Ok((name, Flag { is_signed: flag & 1 != 0, is_compressed: flag & 2 != 0 }, content))
}

/// Inflates a zlib stream that ends where the bytes end, into at most so many bytes.
pub(super) fn inflate(bytes: &[u8], most: usize) -> Result<Vec<u8>, Error> {
    let wrong = |offset, detail| Error::new(ErrorKind::Compression, "compressed barcode", offset, detail);
    let mut out = vec![0; most];
    let flags =
        inflate_flags::TINFL_FLAG_PARSE_ZLIB_HEADER | inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
    let (status, read, written) = decompress(&mut DecompressorOxide::new(), bytes, &mut out, 0, flags);
    match status {
        TINFLStatus::Done if read == bytes.len() => {
            out.truncate(written);
            Ok(out)
        }
        TINFLStatus::Done => Err(wrong(read, "bytes after the compressed content")),
        TINFLStatus::HasMoreOutput => {
            Err(Error::new(ErrorKind::Limit, "compressed barcode", read, "inflates to more than the limit"))
        }
        _ => Err(wrong(read, "does not inflate")),
    }
}

/// The text of octets.
pub(super) fn write(octets: &[u8], flag: Flag) -> String {
    let content = if flag.is_compressed {
        BASE32_NOPAD.encode(&miniz_oxide::deflate::compress_to_vec_zlib(octets, 9))
    } else {
        BASE32_NOPAD.encode(octets)
    };
    let letter = b'A' + u8::from(flag.is_signed) + 2 * u8::from(flag.is_compressed);
    let [name, _] = NAMES;
    format!("{name}{}{content}", char::from(letter))
}
