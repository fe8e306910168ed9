//! Zones written, judged while they are typed, put right after a bad reading, and found in text; names across scripts.

use crate::failure::{Failure, argument, number, set, unknown};
use doc9303::Mrz;
use doc9303::mrz::{self, Candidate, Format, Found, MrzFields, NameMatch, Repair, WriteError};
use js_sys::{Array, Object};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// The check digit of a text of zone characters (Doc 9303-3 §4.9).
#[wasm_bindgen(js_name = checkDigit)]
pub fn check_digit(text: &str) -> String {
    mrz::check_digit(text).to_string()
}

/// A zone being written, field by field.
#[wasm_bindgen]
pub struct Writer(MrzFields);

#[wasm_bindgen]
impl Writer {
    /// Begins a zone of a layout: `TD1`, `TD2`, `TD3`, `MRV-A` or `MRV-B`.
    ///
    /// # Errors
    /// `argument.format` for any other.
    #[wasm_bindgen(constructor)]
    pub fn new(format: &str) -> Result<Writer, Failure> {
        let format = format.parse::<Format>().ok().filter(|format| format.is_standard());
        Ok(Writer(MrzFields::new(format.ok_or_else(|| argument("argument.format", "no such layout"))?)))
    }

    /// Sets a field by its name in the zone's JSON.
    ///
    /// # Errors
    /// `argument.field` for a name that is none, or a sex or a language that is none.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), Failure> {
        self.0 = self.0.clone().set(name, value).map_err(unwritable)?;
        Ok(())
    }

    /// The zone's lines.
    ///
    /// # Errors
    /// `argument.field` if a field would lose data, is missing or has a character without a form in the zone.
    pub fn write(&self) -> Result<String, Failure> {
        self.0.write().map(|zone| zone.to_string()).map_err(unwritable)
    }
}

fn unwritable(error: WriteError) -> Failure {
    argument("argument.field", &error.to_string())
}

/// What can be done about a zone that was read badly: `kind`, `candidates`, and how many more there are as `untold`. Nothing is ever changed in silence.
///
/// # Errors
/// The zone's own code if the text is no zone and nothing makes it one.
#[wasm_bindgen(js_name = repairMrz)]
pub fn repair(text: &str) -> Result<JsValue, Failure> {
    let repaired = mrz::repair_text(text);
    if repaired == Repair::Hopeless {
        Mrz::parse(text)?;
    }
    let rows: Array = repaired.candidates().iter().map(candidate).collect();
    let untold = number(repaired.untold());
    Ok(object(&[("kind", repaired.as_str().into()), ("candidates", rows.into()), ("untold", untold)]))
}

fn candidate(candidate: &Candidate) -> JsValue {
    let change = |change: &mrz::Change| {
        object(&[
            ("line", number(change.cell.line)),
            ("column", number(change.cell.start)),
            ("from", change.from.map(String::from).unwrap_or_default().into()),
            ("to", change.to.map(String::from).unwrap_or_default().into()),
            ("proven", change.proven.into()),
        ])
    };
    let changes: Array = candidate.changes.iter().map(change).collect();
    let proven_by: Array = candidate.proven_by.iter().map(|field| JsValue::from(field.as_str())).collect();
    object(&[
        ("zone", candidate.mrz.to_string().into()),
        ("changes", changes.into()),
        ("proven_by", proven_by.into()),
        ("proven", candidate.proven.into()),
    ])
}

/// Every zone, and whatever looks like one, in a text: where it begins and ends as JavaScript counts, its line, whether
/// it is surely one, and the zone itself or why it is none.
#[wasm_bindgen(js_name = findMrz)]
pub fn find(text: &str) -> Array {
    let mut place = Place { text, bytes: 0, units: 0 };
    mrz::find(text).iter().map(|found| place.row(found)).collect()
}

/// Byte offsets in order as offsets in UTF-16 units, in one pass over the text.
struct Place<'a> {
    text: &'a str,
    bytes: usize,
    units: usize,
}

impl Place<'_> {
    fn units(&mut self, bytes: usize) -> usize {
        let between = self.text.get(self.bytes..bytes).unwrap_or_default();
        self.units += between.encode_utf16().count();
        self.bytes = bytes.max(self.bytes);
        self.units
    }

    fn row(&mut self, found: &Found) -> JsValue {
        let (start, end) = (self.units(found.start), self.units(found.end));
        let row = object(&[
            ("start", number(start)),
            ("end", number(end)),
            ("line", number(found.line)),
            ("sure", found.is_certain.into()),
        ]);
        match &found.zone {
            Ok(zone) => set(&row, "zone", &zone.to_string().into()),
            Err(error) => {
                let told = [("code", error.code().as_str().into()), ("text", error.to_string().into())];
                set(&row, "error", &object(&told));
            }
        }
        row
    }
}

/// A zone that is still being typed, as the layout of this name or, if it is empty, the likeliest: what
/// [`mrz::draft_json`] says of it.
///
/// # Errors
/// `argument.format` for a layout that is none.
#[wasm_bindgen(js_name = draftMrz)]
pub fn draft(text: &str, format: &str) -> Result<String, Failure> {
    let given = match format {
        "" => None,
        name => Some(name.parse().map_err(unknown("argument.format"))?),
    };
    Ok(mrz::draft_json(text, given))
}

/// A name in the letters of the zone (Doc 9303-3 §6).
///
/// # Errors
/// `argument.name` if a character has no form there.
#[wasm_bindgen]
pub fn transliterate(name: &str, language_name: &str) -> Result<String, Failure> {
    let language = language_name.parse().map_err(unknown("argument.language"))?;
    mrz::transliterate(name, language).map_err(|error| argument("argument.name", &error.to_string()))
}

/// A printed name against the zone's: `equal`, `equal_by_transliteration`, `truncated` or `different`.
///
/// # Errors
/// The zone's own code if the text is no zone.
#[wasm_bindgen(js_name = compareNames)]
pub fn compare_names(primary: &str, secondary: &str, zone: &str) -> Result<String, Failure> {
    let matched: NameMatch = mrz::compare_names(primary, secondary, &Mrz::parse(zone)?);
    Ok(matched.as_str().to_owned())
}

fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object: JsValue = Object::new().into();
    members.iter().for_each(|(key, value)| set(&object, key, value));
    object
}
