//! JSON values (RFC 8259) of what is reported, each with its members in one order.

use core::fmt;
use serde::{Serialize, Serializer};

/// A value whose members have names that are known beforehand: they are not copied, and no table is made of them.
pub(crate) enum Value {
    Bool(bool),
    Number(u64),
    /// A word that is known beforehand.
    Word(&'static str),
    Text(String),
    Array(Vec<Value>),
    Object(Object),
}

/// The members of an object, in the order in which they are given.
pub(crate) struct Object(Vec<(&'static str, Value)>);

impl Object {
    /// One without members, with room for as many as most have.
    pub(crate) fn new() -> Self {
        Object(Vec::with_capacity(8))
    }

    /// Adds a member.
    pub(crate) fn with(mut self, key: &'static str, value: impl Into<Value>) -> Self {
        self.0.push((key, value.into()));
        self
    }

    /// Adds a member that may be absent.
    pub(crate) fn with_some(self, key: &'static str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Adds the members of another object.
    pub(crate) fn with_all(mut self, other: Object) -> Self {
        self.0.extend(other.0);
        self
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Number(number) => serializer.serialize_u64(*number),
            Value::Word(text) => serializer.serialize_str(text),
            Value::Text(text) => serializer.serialize_str(text),
            Value::Array(values) => serializer.collect_seq(values),
            Value::Object(object) => {
                serializer.collect_map(object.0.iter().map(|(key, value)| (*key, value)))
            }
        }
    }
}

/// As text.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Value::Object(object)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Value::Number(number)
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Self {
        Value::Number(number.into())
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Value::Number(u64::try_from(number).unwrap_or(u64::MAX))
    }
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Value::Word(text)
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::Text(text)
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        Value::Array(values.into_iter().map(Into::into).collect())
    }
}

/// An array of what each gives.
pub(crate) fn array<T, V: Into<Value>>(items: impl IntoIterator<Item = T>, json: impl Fn(T) -> V) -> Value {
    Value::Array(items.into_iter().map(|item| json(item).into()).collect())
}

/// `serde::Serialize` for types that have a `json` of their own.
macro_rules! serialize_as_json {
    ($($type:ty),+) => { $(
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::json::Value::from(self.json()).serialize(serializer)
            }
        }
    )+ };
}

pub(crate) use serialize_as_json;

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(bytes)
}
