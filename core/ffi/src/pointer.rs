//! What a caller points to, read and written. Whoever makes one of these promises what the head of the header asks of every caller; after
//! that, nothing here is unsafe to use.

use crate::handle::{Handle, keep};
use crate::status::{Failure, Status};
use core::marker::PhantomData;

/// Bytes of a text: a zone, a policy, a name.
pub(crate) const TEXT: usize = 1 << 20;

/// Bytes that a caller hands over for the length of a call.
pub(crate) struct Input<'a> {
    pointer: *const u8,
    length: usize,
    name: &'static str,
    lives: PhantomData<&'a [u8]>,
}

impl<'a> Input<'a> {
    /// # Safety
    /// `pointer` is NULL, or there are `length` bytes behind it that nobody changes during `'a`.
    pub(crate) const unsafe fn new<T>(pointer: *const T, length: usize, name: &'static str) -> Self {
        Input { pointer: pointer.cast(), length, name, lives: PhantomData }
    }

    /// The bytes, if they are no more than `most`. NULL with a length of zero is no bytes.
    pub(crate) fn bytes(&self, most: usize) -> Result<&'a [u8], Failure> {
        let name = self.name;
        if self.length > most {
            let message = format!("{name} has {} bytes, and {most} at most are taken", self.length);
            return Err(Failure::new(Status::InvalidLength, message));
        }
        match (self.pointer.is_null(), self.length) {
            (_, 0) => Ok(&[]),
            (true, _) => Err(Failure::new(Status::NullPointer, format!("{name} is NULL"))),
            // SAFETY: the maker promised the bytes, and no caller allows more than `isize::MAX` of them.
            (false, length) => Ok(unsafe { core::slice::from_raw_parts(self.pointer, length) }),
        }
    }

    /// The text.
    pub(crate) fn text(&self) -> Result<&'a str, Failure> {
        let refused = |error: core::str::Utf8Error| {
            let message = format!("{} is not UTF-8 from byte {}", self.name, error.valid_up_to());
            Failure::new(Status::InvalidUtf8, message)
        };
        core::str::from_utf8(self.bytes(TEXT)?).map_err(refused)
    }

    /// A value by its stable name.
    pub(crate) fn word<T: core::str::FromStr<Err = doc9303::UnknownName>>(&self) -> Result<T, Failure> {
        let refused = |error| Failure::argument(format!("{}: {error}", self.name));
        self.text()?.parse().map_err(refused)
    }
}

/// A place for a result.
pub(crate) struct Out<'a, T> {
    pointer: *mut T,
    name: &'static str,
    lives: PhantomData<&'a mut T>,
}

impl<T> Out<'_, T> {
    /// # Safety
    /// `pointer` is NULL, or there is place for a `T` behind it that nobody else reads or writes until this is gone.
    pub(crate) const unsafe fn new(pointer: *mut T, name: &'static str) -> Self {
        Out { pointer, name, lives: PhantomData }
    }

    /// Whether there is a place at all.
    pub(crate) fn is_given(&self) -> bool {
        !self.pointer.is_null() && self.pointer.is_aligned()
    }

    /// Writes a result.
    pub(crate) fn put(&self, value: T) -> Result<(), Failure> {
        self.check()?;
        // SAFETY: the maker promised the place, and it is aligned. What stood there needs no drop: it is C's.
        unsafe { self.pointer.write(value) };
        Ok(())
    }

    fn check(&self) -> Result<(), Failure> {
        if self.is_given() {
            return Ok(());
        }
        Err(Failure::new(Status::NullPointer, format!("{} is NULL, or not aligned", self.name)))
    }
}

impl<H: Handle> Out<'_, *mut H> {
    /// Makes something and writes its handle; NULL if it cannot be made.
    pub(crate) fn make(&self, make: impl FnOnce() -> Result<H::Content, Failure>) -> Result<(), Failure> {
        self.put(core::ptr::null_mut())?;
        self.put(keep(make()?)?)
    }
}

/// A text that lives at least as long as the library is loaded, or as the handle that it is of.
pub(crate) struct TextOut<'a> {
    data: Out<'a, *const core::ffi::c_char>,
    length: Out<'a, usize>,
}

impl TextOut<'_> {
    /// # Safety
    /// As for [`Out::new`], of both.
    pub(crate) const unsafe fn new(data: *mut *const core::ffi::c_char, length: *mut usize) -> Self {
        // SAFETY: the same promise.
        unsafe { TextOut { data: Out::new(data, "data"), length: Out::new(length, "length") } }
    }

    /// Writes where the bytes lie and how many they are.
    pub(crate) fn put(&self, bytes: &[u8]) -> Result<(), Failure> {
        self.length.check()?;
        self.data.put(bytes.as_ptr().cast())?;
        self.length.put(bytes.len())
    }

    /// Writes that there is no text.
    pub(crate) fn put_none(&self) -> Result<(), Failure> {
        self.length.check()?;
        self.data.put(core::ptr::null())?;
        self.length.put(0)
    }
}
