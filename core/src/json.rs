//! JSON values (RFC 8259) of what is reported, each with its members in one order.

pub(crate) use serde_json::Value;

/// The members of an object, in the order in which they are given.
#[derive(Default)]
pub(crate) struct Object(serde_json::Map<String, Value>);

impl Object {
    pub(crate) fn new() -> Self {
        Object::default()
    }

    /// Adds a member.
    #[inline(never)] // Reports add some two hundred: inlined, they are a fiftieth of a module for a browser.
    pub(crate) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.put(key, value.into());
        self
    }

    #[inline(never)]
    fn put(&mut self, key: &str, value: Value) {
        self.0.insert(key.to_owned(), value);
    }

    /// Adds a member that may be absent.
    #[inline(never)]
    pub(crate) fn with_some(self, key: &str, value: Option<impl Into<Value>>) -> Self {
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

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Value::Object(object.0)
    }
}

/// An array of what each gives.
pub(crate) fn array<T, V: Into<Value>>(items: impl IntoIterator<Item = T>, json: impl Fn(T) -> V) -> Value {
    items.into_iter().map(|item| json(item).into()).collect::<Vec<Value>>().into()
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
