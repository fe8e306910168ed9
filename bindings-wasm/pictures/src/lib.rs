//! The WebAssembly face of `doc9303-pictures`, a module of its own: it is large, and loaded only when the first picture comes.
//!
//! `npm/pictures/index.js` wraps what stands here. Pictures cross as the bytes of a file or as greys, barcodes and faces as plain objects,
//! zones as JSON, and errors as JavaScript errors with a stable `code`.

use doc9303_pictures::{Barcode, Error, ErrorKind, Image, Limits, Picture};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Whether a file begins as a picture that is read.
#[wasm_bindgen(js_name = isPicture)]
pub fn is_picture(file: &[u8]) -> bool {
    Picture::is_picture(file)
}

/// The barcodes in a picture's file, or those alone that begin as a seal does.
///
/// # Errors
/// With a code of `picture.`, if the file is no picture, a broken one, or larger than is read.
#[wasm_bindgen(js_name = inFile)]
pub fn in_file(file: &[u8], seals_alone: bool) -> Result<Array, JsValue> {
    let picture = Picture::read(file, &Limits::DEFAULT).map_err(failure)?;
    Ok(found(&picture, seals_alone))
}

/// The same in greys, from black (0) to white (255), row by row.
///
/// # Errors
/// `argument.picture` if there are not as many greys as the size says, `picture.limit` if there are more than are read.
#[wasm_bindgen(js_name = inGreys)]
pub fn in_greys(width: u32, height: u32, greys: Vec<u8>, seals_alone: bool) -> Result<Array, JsValue> {
    Ok(found(&of_greys(width, height, greys)?, seals_alone))
}

/// The machine readable zones in a picture's file, each as JSON.
///
/// # Errors
/// As [`in_file`].
#[wasm_bindgen(js_name = zonesInFile)]
pub fn zones_in_file(file: &[u8]) -> Result<Array, JsValue> {
    Ok(zones(&Picture::read(file, &Limits::DEFAULT).map_err(failure)?))
}

/// The same in greys.
///
/// # Errors
/// As [`in_greys`].
#[wasm_bindgen(js_name = zonesInGreys)]
pub fn zones_in_greys(width: u32, height: u32, greys: Vec<u8>) -> Result<Array, JsValue> {
    Ok(zones(&of_greys(width, height, greys)?))
}

/// A picture of a chip: `{ width, height, format, deviation, png }`.
///
/// # Errors
/// As [`in_file`], with bounds for portraits.
#[wasm_bindgen(js_name = decodeFace)]
pub fn decode_face(file: &[u8]) -> Result<JsValue, JsValue> {
    let face = Image::decode(file, &Limits::FACE).map_err(failure)?;
    let (width, height) = face.size();
    let object = Object::new();
    set(&object, "width", &width.into());
    set(&object, "height", &height.into());
    set(&object, "format", &face.format().as_str().into());
    set(&object, "deviation", &face.deviation().map_or(JsValue::NULL, JsValue::from));
    set(&object, "png", &Uint8Array::from(&face.to_png()[..]));
    Ok(object.into())
}

fn zones(picture: &Picture) -> Array {
    picture.zones().iter().map(|zone| JsValue::from(zone.to_json())).collect()
}

fn of_greys(width: u32, height: u32, greys: Vec<u8>) -> Result<Picture, JsValue> {
    if u64::from(width) * u64::from(height) > u64::from(Limits::DEFAULT.pixels) {
        return Err(error("picture.limit", "picture: more pixels than are read"));
    }
    let wrong = || error("argument.picture", "the greys are not as many as width and height say, or none");
    Picture::from_greys(width, height, greys).ok_or_else(wrong)
}

fn found(picture: &Picture, seals_alone: bool) -> Array {
    let barcodes = if seals_alone { picture.seals() } else { picture.barcodes() };
    barcodes.iter().map(told).collect()
}

/// `{ symbology, bytes, error, corners }`, of which either `bytes` or `error` is null.
fn told(barcode: &Barcode) -> JsValue {
    let object = Object::new();
    let (bytes, wrong) = match barcode.bytes() {
        Ok(bytes) => (Uint8Array::from(bytes).into(), JsValue::NULL),
        Err(error) => (JsValue::NULL, plain(error)),
    };
    let corner = |(x, y): &(f32, f32)| -> JsValue {
        [x, y].into_iter().map(|place| JsValue::from_f64(f64::from(*place))).collect::<Array>().into()
    };
    set(&object, "symbology", &barcode.symbology().as_str().into());
    set(&object, "bytes", &bytes);
    set(&object, "error", &wrong);
    set(&object, "corners", &barcode.corners().iter().map(corner).collect::<Array>());
    object.into()
}

fn code(wrong: Error) -> &'static str {
    match wrong.kind() {
        ErrorKind::NotAPicture => "picture.unknown",
        ErrorKind::Limit => "picture.limit",
        ErrorKind::Codewords => "barcode.malformed",
        _ => "picture.malformed",
    }
}

/// `{ code, text }`: a value, which crosses from workers as it is.
fn plain(wrong: Error) -> JsValue {
    let object = Object::new();
    set(&object, "code", &code(wrong).into());
    set(&object, "text", &wrong.to_string().into());
    object.into()
}

fn failure(wrong: Error) -> JsValue {
    error(code(wrong), &wrong.to_string())
}

/// An `Error` of JavaScript with a stable code.
fn error(code: &str, text: &str) -> JsValue {
    let error: JsValue = js_sys::Error::new(text).into();
    set(&error, "code", &code.into());
    error
}

/// A property of a fresh object, which nobody can have frozen.
fn set(object: &JsValue, key: &str, value: &JsValue) {
    let _ = Reflect::set(object, &key.into(), value);
}
