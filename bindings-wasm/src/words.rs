//! The stable words of reports, so that a page can explain every one of them.

use crate::failure::set;
use doc9303::Code;
use doc9303::report::{Check, DeviationKind};
use js_sys::{Array, Object};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Every check: `id`, `holds`, `clause`, `weight`, `group`.
#[wasm_bindgen]
pub fn checks() -> Array {
    let row = |check: Check| {
        object(&[
            ("id", check.as_str()),
            ("holds", check.requirement()),
            ("clause", check.clause()),
            ("weight", check.weight().as_str()),
            ("group", check.group().as_str()),
        ])
    };
    Check::all().map(row).collect()
}

/// Every reason and deviation code: `code`, `meaning`.
#[wasm_bindgen]
pub fn codes() -> Array {
    let reasons = Code::ALL.iter().map(|code| (code.as_str(), code.meaning()));
    let deviations = DeviationKind::ALL.iter().map(|kind| (kind.as_str(), kind.meaning()));
    reasons.chain(deviations).map(|(code, meaning)| object(&[("code", code), ("meaning", meaning)])).collect()
}

/// The version of the library.
#[wasm_bindgen]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

fn object(members: &[(&str, &str)]) -> JsValue {
    let object: JsValue = Object::new().into();
    members.iter().for_each(|(key, value)| set(&object, key, &(*value).into()));
    object
}
