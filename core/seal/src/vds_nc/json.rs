//! JSON (RFC 8259) with the place of each value, strict where a signature needs it (RFC 7493): no name twice, no lone surrogate, no
//! number beyond a double.

use crate::{Error, ErrorKind, Limits};
use core::ops::Range;
use std::collections::BTreeSet;

/// A value and where it stands.
#[derive(Clone, PartialEq)]
pub(super) struct Json {
    pub(super) kind: Kind,
    pub(super) range: Range<usize>,
}

/// What a value is.
#[derive(Clone, PartialEq)]
pub(super) enum Kind {
    Null,
    Boolean(bool),
    Number(f64),
    Text(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    /// The one value that a text is.
    pub(super) fn read(text: &str, limits: &Limits) -> Result<Json, Error> {
        let mut parser = Parser { text, at: 0, left: limits.elements };
        let value = parser.value(limits.depth)?;
        parser.space();
        if parser.at < text.len() { Err(parser.wrong("text after the value")) } else { Ok(value) }
    }

    /// The value of a name in an object.
    pub(super) fn get(&self, name: &str) -> Option<&Json> {
        match &self.kind {
            Kind::Object(members) => members.iter().find(|(own, _)| own == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub(super) fn text(&self) -> Option<&str> {
        if let Kind::Text(text) = &self.kind { Some(text) } else { None }
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    /// Values that may still come.
    left: usize,
}

impl Parser<'_> {
    fn wrong(&self, detail: &'static str) -> Error {
        Error::new(ErrorKind::WrongFormat, "JSON", self.at, detail)
    }

    fn limit(&self, detail: &'static str) -> Error {
        Error::new(ErrorKind::Limit, "JSON", self.at, detail)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Takes a byte if it comes next.
    fn take(&mut self, byte: u8) -> bool {
        let comes = self.peek() == Some(byte);
        self.at += usize::from(comes);
        comes
    }

    fn expect(&mut self, byte: u8, detail: &'static str) -> Result<(), Error> {
        if self.take(byte) { Ok(()) } else { Err(self.wrong(detail)) }
    }

    fn value(&mut self, depth: usize) -> Result<Json, Error> {
        self.space();
        self.left = self.left.checked_sub(1).ok_or_else(|| self.limit("more values than the limit"))?;
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{') => Kind::Object(self.object(self.inside(depth)?)?),
            Some(b'[') => Kind::Array(self.array(self.inside(depth)?)?),
            Some(b'"') => Kind::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => Kind::Number(self.number()?),
            _ => self.word()?,
        };
        Ok(Json { kind, range: start..self.at })
    }

    fn inside(&self, depth: usize) -> Result<usize, Error> {
        depth.checked_sub(1).ok_or_else(|| self.limit("nested too deeply"))
    }

    fn word(&mut self) -> Result<Kind, Error> {
        let words = [("null", Kind::Null), ("true", Kind::Boolean(true)), ("false", Kind::Boolean(false))];
        let rest = self.text.get(self.at..).unwrap_or_default();
        let found = words.into_iter().find(|(word, _)| rest.starts_with(word));
        let (word, kind) = found.ok_or_else(|| self.wrong("a value is missing"))?;
        self.at += word.len();
        Ok(kind)
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Json>, Error> {
        let mut values = Vec::new();
        self.at += 1;
        self.space();
        if self.take(b']') {
            return Ok(values);
        }
        loop {
            values.push(self.value(depth)?);
            self.space();
            if self.take(b']') {
                return Ok(values);
            }
            self.expect(b',', "a comma or the end of an array is missing")?;
        }
    }

    fn object(&mut self, depth: usize) -> Result<Vec<(String, Json)>, Error> {
        let mut members = Vec::new();
        let mut names = BTreeSet::new();
        self.at += 1;
        self.space();
        if self.take(b'}') {
            return Ok(members);
        }
        loop {
            self.space();
            let start = self.at;
            if self.peek() != Some(b'"') {
                return Err(self.wrong("a name is missing"));
            }
            let name = self.string()?;
            if !names.insert(name.clone()) {
                return Err(Error::new(ErrorKind::WrongFormat, "JSON", start, "a name stands twice"));
            }
            self.space();
            self.expect(b':', "a colon is missing")?;
            members.push((name, self.value(depth)?));
            self.space();
            if self.take(b'}') {
                return Ok(members);
            }
            self.expect(b',', "a comma or the end of an object is missing")?;
        }
    }

    /// Digits, at least one.
    fn digits(&mut self) -> Result<(), Error> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start { Err(self.wrong("a digit is missing")) } else { Ok(()) }
    }

    fn number(&mut self) -> Result<f64, Error> {
        let start = self.at;
        self.take(b'-');
        if !self.take(b'0') {
            self.digits()?;
        }
        if self.take(b'.') {
            self.digits()?;
        }
        if self.take(b'e') || self.take(b'E') {
            let _ = self.take(b'+') || self.take(b'-');
            self.digits()?;
        }
        let number: Option<f64> = self.text.get(start..self.at).and_then(|digits| digits.parse().ok());
        let beyond = Error::new(ErrorKind::WrongFormat, "JSON", start, "a number beyond double precision");
        number.filter(|number| number.is_finite()).ok_or(beyond)
    }

    fn string(&mut self) -> Result<String, Error> {
        let mut string = String::new();
        self.at += 1;
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let plain = rest.find(|letter| matches!(letter, '"' | '\\' | '\0'..='\x1F'));
            let plain = plain.ok_or_else(|| self.wrong("a text without an end"))?;
            string.push_str(rest.get(..plain).unwrap_or_default());
            self.at += plain;
            if self.take(b'"') {
                return Ok(string);
            }
            if !self.take(b'\\') {
                return Err(self.wrong("a control character in a text"));
            }
            string.push(self.escape()?);
        }
    }

    fn escape(&mut self) -> Result<char, Error> {
        let letter = self.peek().ok_or_else(|| self.wrong("a text without an end"))?;
        let plain = match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\x08',
            b'f' => '\x0C',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.code_point(),
            _ => return Err(self.wrong("an escape that JSON does not have")),
        };
        self.at += 1;
        Ok(plain)
    }

    /// `uXXXX`, or two of them as a pair of surrogates.
    fn code_point(&mut self) -> Result<char, Error> {
        let start = self.at;
        let first = self.unit()?;
        let mut units = [first, 0];
        let pair = (0xD800..0xDC00).contains(&first);
        if pair {
            self.expect(b'\\', "half a pair of surrogates")?;
            units = [first, self.unit()?];
        }
        let used = units.into_iter().take(if pair { 2 } else { 1 });
        let lone = Error::new(ErrorKind::WrongFormat, "JSON", start, "half a pair of surrogates");
        match char::decode_utf16(used).collect::<Vec<_>>().as_slice() {
            [Ok(letter)] => Ok(*letter),
            _ => Err(lone),
        }
    }

    /// `uXXXX`.
    fn unit(&mut self) -> Result<u16, Error> {
        self.expect(b'u', "half a pair of surrogates")?;
        let digits = self.text.get(self.at..self.at + 4);
        let digits = digits.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        let unit = digits.and_then(|digits| u16::from_str_radix(digits, 16).ok());
        let unit = unit.ok_or_else(|| self.wrong("four hexadecimal digits are missing"))?;
        self.at += 4;
        Ok(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Json, Error> {
        Json::read(text, &Limits::DEFAULT)
    }

    #[test]
    fn what_is_no_json_is_refused_where_it_ends() {
        for (text, at) in [
            ("", 0),
            ("{", 1),
            ("[1,]", 3),
            ("[1 2]", 3),
            ("{\"a\":1,}", 7),
            ("{\"a\" 1}", 5),
            ("{a:1}", 1),
            ("{\"a\":1,\"\\u0061\":2}", 7),
            ("01", 1),
            ("-", 1),
            ("1.", 2),
            ("1e", 2),
            ("+1", 0),
            ("1e400", 0),
            ("-1e400", 0),
            ("NaN", 0),
            ("\"a", 1),
            ("\"\n\"", 1),
            ("\"\\x\"", 2),
            ("\"\\u12\"", 3),
            ("\"\\u+123\"", 3),
            ("\"\\ud800\"", 7),
            ("\"\\ud800\\u0041\"", 2),
            ("\"\\udc00\"", 2),
            ("true false", 5),
        ] {
            let error = read(text).err().unwrap_or_else(|| panic!("{text} is read"));
            assert_eq!((error.kind(), error.offset()), (ErrorKind::WrongFormat, at), "{text}: {error}");
        }
    }

    #[test]
    fn bounds_hold() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(read(&nested(64)).is_ok());
        assert_eq!(read(&nested(65)).err().unwrap().kind(), ErrorKind::Limit);
        assert_eq!(read(&"[".repeat(60_000)).err().unwrap().kind(), ErrorKind::Limit);
        let many = format!("[{}1]", "1,".repeat(4096));
        assert_eq!(read(&many).err().unwrap().kind(), ErrorKind::Limit);
    }

    #[test]
    fn texts_and_places() {
        let text = r#" {"a": ["\ud83d\ude02\/\b", -1.5e-1, null] } "#;
        let value = read(text).unwrap();
        let Kind::Array(values) = &value.get("a").unwrap().kind else { panic!() };
        assert_eq!((values[0].text().unwrap(), &text[values[1].range.clone()]), ("😂/\u{8}", "-1.5e-1"));
        assert!(values[1].kind == Kind::Number(-0.15) && value.range == (1..text.len() - 1));
    }
}
