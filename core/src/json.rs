//! A streaming JSON writer (RFC 8259).

use core::fmt::{Display, Write};

/// Writes one JSON value.
pub(crate) struct Json;

/// The members of an object or the elements of an array while they are being written.
pub(crate) struct Members<'a> {
    out: &'a mut String,
    first: bool,
}

impl Json {
    /// The text of an object.
    pub(crate) fn object(write: impl FnOnce(&mut Members<'_>)) -> String {
        let mut out = String::new();
        braces(&mut out, '{', '}', write);
        out
    }
}

fn braces(out: &mut String, open: char, close: char, write: impl FnOnce(&mut Members<'_>)) {
    out.push(open);
    write(&mut Members { out, first: true });
    out.push(close);
}

/// Members of an object have a key; array elements pass an empty key.
impl Members<'_> {
    pub(crate) fn string(&mut self, key: &str, value: &str) {
        self.key(key);
        quoted(self.out, value);
    }

    /// A number, `true`, `false`: anything whose `Display` is JSON already.
    pub(crate) fn number(&mut self, key: &str, value: impl Display) {
        self.key(key);
        // Writing to a String cannot fail.
        let _ = write!(self.out, "{value}");
    }

    /// A value that is JSON already.
    pub(crate) fn raw(&mut self, key: &str, json: &str) {
        self.key(key);
        self.out.push_str(json);
    }

    pub(crate) fn object(&mut self, key: &str, write: impl FnOnce(&mut Members<'_>)) {
        self.key(key);
        braces(self.out, '{', '}', write);
    }

    pub(crate) fn array(&mut self, key: &str, write: impl FnOnce(&mut Members<'_>)) {
        self.key(key);
        braces(self.out, '[', ']', write);
    }

    fn key(&mut self, key: &str) {
        if !self.first {
            self.out.push(',');
        }
        self.first = false;
        if !key.is_empty() {
            quoted(self.out, key);
            self.out.push(':');
        }
    }
}

/// RFC 8259 §7: quotation mark, reverse solidus and the controls are escaped, all else stands as it is.
fn quoted(out: &mut String, value: &str) {
    out.push('"');
    for letter in value.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if u32::from(control) < 0x20 => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_a_reader_reads_back() {
        let nasty = "a\"b\\c\n\r\t\u{1}\u{1f}/é\u{2028}😀";
        let text = Json::object(|o| {
            o.string("s", nasty);
            o.string(nasty, "");
            o.number("n", -3);
            o.number("t", true);
            o.raw("r", "[1]");
            o.array("a", |a| {
                a.string("", "x");
                a.array("", |_| {});
                a.object("", |o| o.number("k", 1.5));
            });
        });
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let expected = serde_json::json!({
            "s": nasty, nasty: "", "n": -3, "t": true, "r": [1], "a": ["x", [], {"k": 1.5}]
        });
        assert_eq!(value, expected);
    }
}
