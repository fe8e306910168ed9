//! Texts that the library made.

use crate::error::guard_silent;
use crate::handle::{self, Handle, named};
use crate::pointer::TextOut;
use crate::status::Status;
use core::ffi::c_char;

/// A text that the library made, in UTF-8.
#[derive(Debug)]
pub struct Text;

/// The bytes with a zero behind them.
pub(crate) struct Bytes(Vec<u8>);

impl Bytes {
    pub(crate) fn of(text: String) -> Self {
        let mut bytes = text.into_bytes();
        bytes.push(0);
        Bytes(bytes)
    }
}

impl Handle for Text {
    type Content = Bytes;
    const NAME: &'static str = "text";
}

/// The bytes of a text and how many they are; a zero follows them, which is not counted. They end with the handle.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_text_data(
    text: *const Text,
    data: *mut *const c_char,
    length: *mut usize,
) -> Status {
    // SAFETY: the caller promises what the head of the header asks.
    let out = unsafe { TextOut::new(data, length) };
    guard_silent(|| {
        let bytes = named(text)?;
        out.put(bytes.0.split_last().map_or(&[], |(_, bytes)| bytes))
    })
}

/// Frees a text. NULL is no harm.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn doc9303_text_free(text: *mut Text) -> Status {
    guard_silent(|| handle::free(text))
}
