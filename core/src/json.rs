//! JSON (RFC 8259) of what is reported: written straight into one text, each object with its members in one order.

use core::fmt::{Display, Write};

/// What can be written as JSON.
pub(crate) trait Json {
    fn write(self, out: &mut String);
}

/// The text of a value.
pub(crate) fn text(value: impl Json) -> String {
    // A zone takes no more, and a report grows a few times.
    let mut out = String::with_capacity(1536);
    value.write(&mut out);
    out
}

/// An object while it is being written.
pub(crate) struct Object<'a> {
    out: &'a mut String,
    is_empty: bool,
}

impl Object<'_> {
    /// Adds a member. Its name is a plain word.
    pub(crate) fn with(mut self, key: &'static str, value: impl Json) -> Self {
        self.open(key);
        value.write(self.out);
        self
    }

    /// Adds a member that may be absent.
    pub(crate) fn with_some(self, key: &'static str, value: Option<impl Json>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Adds members that are found out one by one.
    pub(crate) fn with_each<V: Json>(self, members: impl Iterator<Item = (&'static str, V)>) -> Self {
        members.fold(self, |object, (key, value)| object.with(key, value))
    }

    /// Adds an object, unless it has no members.
    pub(crate) fn with_filled<F: FnOnce(Object<'_>) -> Object<'_>>(
        self,
        key: &'static str,
        value: Members<F>,
    ) -> Self {
        let (length, is_empty) = (self.out.len(), self.is_empty);
        let mut object = self.with(key, value);
        if object.out.ends_with("{}") {
            object.out.truncate(length);
            object.is_empty = is_empty;
        }
        object
    }

    fn open(&mut self, key: &'static str) {
        if !self.is_empty {
            self.out.push(',');
        }
        self.is_empty = false;
        self.out.push('"');
        self.out.push_str(key);
        self.out.push_str("\":");
    }
}

/// The members of an object, to be written by a function.
pub(crate) struct Members<F>(F);

pub(crate) fn object<F: FnOnce(Object<'_>) -> Object<'_>>(members: F) -> Members<F> {
    Members(members)
}

impl<F: FnOnce(Object<'_>) -> Object<'_>> Json for Members<F> {
    fn write(self, out: &mut String) {
        out.push('{');
        let Object { out, .. } = self.0(Object { out, is_empty: true });
        out.push('}');
    }
}

/// An array of what each gives.
pub(crate) fn array<I: IntoIterator, V: Json>(items: I, json: impl Fn(I::Item) -> V) -> impl Json {
    Array(items, json)
}

struct Array<I, F>(I, F);

impl<I: IntoIterator, V: Json, F: Fn(I::Item) -> V> Json for Array<I, F> {
    fn write(self, out: &mut String) {
        out.push('[');
        let mut is_first = true;
        for item in self.0 {
            if !is_first {
                out.push(',');
            }
            is_first = false;
            self.1(item).write(out);
        }
        out.push(']');
    }
}

/// What is shown with `Display` and needs no escapes, as a text: times, days, numbers of versions.
pub(crate) struct Shown<T>(pub(crate) T);

impl<T: Display> Json for Shown<T> {
    fn write(self, out: &mut String) {
        show(out, &self.0);
    }
}

/// One function for all that is shown.
fn show(out: &mut String, value: &dyn Display) {
    out.push('"');
    // Writing to a String cannot fail.
    let _ = write!(out, "{value}");
    out.push('"');
}

impl Json for &str {
    fn write(self, out: &mut String) {
        if self.bytes().any(|byte| byte < 0x20 || byte == b'"' || byte == b'\\') {
            return out.push_str(&serde_json::to_string(self).unwrap_or_default());
        }
        out.push('"');
        out.push_str(self);
        out.push('"');
    }
}

impl Json for String {
    fn write(self, out: &mut String) {
        self.as_str().write(out);
    }
}

impl Json for char {
    fn write(self, out: &mut String) {
        String::from(self).write(out);
    }
}

impl Json for bool {
    fn write(self, out: &mut String) {
        out.push_str(if self { "true" } else { "false" });
    }
}

impl Json for u64 {
    fn write(self, out: &mut String) {
        if self > 9 {
            (self / 10).write(out);
        }
        out.push(char::from(b'0' + u8::try_from(self % 10).unwrap_or_default()));
    }
}

impl Json for usize {
    fn write(self, out: &mut String) {
        u64::try_from(self).unwrap_or(u64::MAX).write(out);
    }
}

/// Places, such as a line with two of its columns.
impl Json for &[usize] {
    fn write(self, out: &mut String) {
        array(self, |place| *place).write(out);
    }
}

impl<const N: usize> Json for [usize; N] {
    fn write(self, out: &mut String) {
        self.as_slice().write(out);
    }
}

impl Json for u32 {
    fn write(self, out: &mut String) {
        u64::from(self).write(out);
    }
}

/// `serde::Serialize` for types that have a `json` of their own: what they write is read again.
macro_rules! serialize_as_json {
    ($($type:ty),+) => { $(
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let text = $crate::json::text(self.json());
                let value: serde_json::Value = serde_json::from_str(&text).map_err(serde::ser::Error::custom)?;
                value.serialize(serializer)
            }
        }
    )+ };
}

pub(crate) use serialize_as_json;

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(bytes)
}
