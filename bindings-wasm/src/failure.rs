//! Errors as JavaScript sees them: an `Error` with a stable `code` and, where there is one, the place.

use doc9303::report::Message;
use doc9303::{Error, Place, UnknownName};
use wasm_bindgen::JsValue;

/// What a call is refused with.
pub struct Failure(JsValue);

/// A call whose arguments cannot be meant.
pub(crate) fn argument(code: &str, text: &str) -> Failure {
    Failure(object(code, text))
}

/// What a word that is no stable name is refused with.
pub(crate) fn unknown(code: &str) -> impl Fn(UnknownName) -> Failure {
    move |error| argument(code, &error.to_string())
}

fn object(code: &str, text: &str) -> JsValue {
    let error: JsValue = js_sys::Error::new(text).into();
    set(&error, "code", &code.into());
    error
}

/// A property of a fresh object, which nobody can have frozen.
pub(crate) fn set(object: &JsValue, key: &str, value: &JsValue) {
    let _ = js_sys::Reflect::set(object, &key.into(), value);
}

/// Sizes that JavaScript counts exactly.
pub(crate) fn number(value: usize) -> JsValue {
    JsValue::from_f64(f64::from(u32::try_from(value).unwrap_or(u32::MAX)))
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let value = object(error.code().as_str(), &error.to_string());
        set(&value, "structure", &error.structure().into());
        match error.place() {
            Place::Cell { line, column } => {
                set(&value, "line", &number(line));
                set(&value, "column", &number(column));
            }
            Place::Byte(offset) => set(&value, "offset", &number(offset)),
            _ => {}
        }
        set(&value, "told", &told(&Message::from(&error)));
        Failure(value)
    }
}

/// `{ message, facts }` of a sentence, by which it is said in another language.
pub(crate) fn told(message: &Message) -> JsValue {
    js_sys::JSON::parse(&message.to_json()).unwrap_or(JsValue::UNDEFINED)
}

impl From<Failure> for JsValue {
    fn from(failure: Failure) -> JsValue {
        failure.0
    }
}
