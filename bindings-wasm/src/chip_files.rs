//! What files of the chip hold, in the form that a browser shows. It is the chip's word until a report authenticates it.

use crate::failure::Failure;
use doc9303::lds::{Face, FaceRecord, ImageFormat, Provenance, Record};
use doc9303::{Chip, DataGroup, FileId};
use wasm_bindgen::prelude::wasm_bindgen;

/// The name in Doc 9303 of a file, by the name it has or by its content; `undefined` if it is no file of a chip.
#[wasm_bindgen(js_name = recogniseFile)]
pub fn recognise_file(name: &str, bytes: &[u8]) -> Option<String> {
    FileId::recognise(name, bytes).map(|file| file.as_str().to_owned())
}

/// The kind of a terminal's record by the name of its file, such as `chip_auth.json`; `undefined` for any other name.
///
/// # Errors
/// `file.malformed` or `limit.size` if the name is one of a record and the content is not.
#[wasm_bindgen(js_name = recogniseRecord)]
pub fn recognise_record(name: &str, json: &[u8]) -> Result<Option<String>, Failure> {
    let Ok(record) = name.parse::<Record>() else { return Ok(None) };
    let _ = record.add_to(Chip::default(), json, Provenance::HandedOver)?;
    Ok(Some(record.name().to_owned()))
}

/// The lines of the zone in DG1 (Doc 9303-10 §4.7.1).
///
/// # Errors
/// If the bytes are not those of DG1, or its zone is none.
#[wasm_bindgen(js_name = zoneOfDg1)]
pub fn zone_of_dg1(bytes: Vec<u8>) -> Result<Option<String>, Failure> {
    let chip = Chip::default().with_file(FileId::Dg(DataGroup::DG1), bytes)?;
    Ok(chip.dg1()?.map(|zone| zone.to_string()))
}

/// The first face in DG2, or the first that browsers show (JPEG or PNG); `undefined` if there is none.
///
/// # Errors
/// If the bytes are not those of DG2.
#[wasm_bindgen(js_name = faceOfDg2)]
pub fn face_of_dg2(bytes: &[u8], shown_alone: bool) -> Result<Option<Vec<u8>>, Failure> {
    let records = FaceRecord::parse_dg2(bytes)?;
    let mut faces = records.iter().flat_map(|record| &record.faces);
    let is_wanted =
        |face: &&Face<'_>| !shown_alone || matches!(face.format, Some(ImageFormat::Jpeg | ImageFormat::Png));
    Ok(faces.find(is_wanted).map(|face| face.image.to_vec()))
}
