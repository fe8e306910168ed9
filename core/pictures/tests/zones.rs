//! The pictures of `fixtures/mrz_image/pages`: what is printed is read, and what is not certain is not called sure.

use doc9303::mrz::Field;
use doc9303_pictures::{Limits, Picture, Zone};
use serde_json::Value;
use std::path::PathBuf;

/// Pictures in which a zone is not read right; none of them is called sure.
const MISSED: &[&str] = &["0025-perspective.jpg", "0040-glare.jpg"];

/// Zones that are certain, of 36 that are whole.
const SURE: usize = 28;

/// The lines of a zone, and its corners.
type Printed = (Vec<String>, Vec<(f32, f32)>);

struct Case {
    file: String,
    class: String,
    zones: Vec<Printed>,
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/mrz_image/pages")
}

fn cases() -> Vec<Case> {
    let text = std::fs::read_to_string(folder().join("manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&text).unwrap();
    let strings = |value: &Value| {
        value.as_array().unwrap().iter().map(|line| line.as_str().unwrap().to_owned()).collect()
    };
    let point = |value: &Value| {
        #[allow(clippy::as_conversions, reason = "pixels")]
        let at = |place: usize| value[place].as_f64().unwrap() as f32;
        (at(0), at(1))
    };
    let zone = |zone: &Value| {
        (strings(&zone["lines"]), zone["corners"].as_array().unwrap().iter().map(point).collect())
    };
    let case = |case: &Value| Case {
        file: case["file"].as_str().unwrap().to_owned(),
        class: case["class"].as_str().unwrap().to_owned(),
        zones: case["zones"].as_array().unwrap().iter().map(zone).collect(),
    };
    manifest.as_array().unwrap().iter().map(case).collect()
}

fn zones(file: &str) -> Vec<Zone> {
    let bytes = std::fs::read(folder().join(file)).unwrap();
    Picture::read(&bytes, &Limits::DEFAULT).unwrap().zones()
}

fn lines(zone: &Zone) -> Vec<String> {
    zone.mrz().lines().map(str::to_owned).collect()
}

#[test]
fn every_picture_is_read_or_known_to_be_missed_and_no_sure_zone_is_wrong() {
    let mut missed = Vec::new();
    let mut sure = 0;
    for case in cases() {
        let found = zones(&case.file);
        for zone in &found {
            let is_right = case.zones.iter().any(|(printed, _)| *printed == lines(zone));
            assert!(is_right || !zone.is_sure(), "{}: sure and wrong", case.file);
            sure += usize::from(zone.is_sure());
        }
        match &case.class[..] {
            "none" => assert!(found.is_empty(), "{}: a zone where there is none", case.file),
            // What is cut off cannot be read.
            "cropped" => assert!(found.iter().all(|zone| !zone.is_sure()), "{}: sure of a part", case.file),
            _ => {
                let is_read = |(printed, _): &Printed| found.iter().any(|zone| *printed == lines(zone));
                if !case.zones.iter().all(is_read) {
                    missed.push(case.file);
                }
            }
        }
    }
    assert_eq!(missed, MISSED);
    assert!(sure >= SURE, "only {sure} zones are sure");
}

#[test]
fn corners_are_where_the_zone_is() {
    let case = cases().into_iter().find(|case| case.file == "0012-scan.jpg").unwrap();
    let found = zones(&case.file);
    let [(_, corners)] = &case.zones[..] else { panic!("one zone") };
    for ((x, y), (wanted_x, wanted_y)) in found[0].corners().iter().zip(corners) {
        // Half of the height of a letter, which is about ten pixels.
        assert!((x - wanted_x).hypot(y - wanted_y) < 8.0, "{:?} and {corners:?}", found[0].corners());
    }
}

#[test]
fn characters_say_what_the_zone_says() {
    let zones = zones("0001-clean.jpg");
    let zone = &zones[0];
    assert!(zone.is_sure() && zone.confidence() > 0.99 && zone.candidates().is_empty());
    let text: String = zone.characters().iter().map(|character| character.character).collect();
    assert_eq!(text, lines(zone).concat());
    assert!(zone.characters().iter().all(|character| character.confidence > 0.9));
    assert!(zone.confidence_of(Field::DocumentNumber).unwrap() >= zone.confidence());
    assert_eq!(zone.confidence_of(Field::OptionalData1), None);
    let json: Value = serde_json::from_str(&zone.to_json()).unwrap();
    assert_eq!((&json["format"], &json["sure"]), (&Value::from("TD3"), &Value::from(true)));
    assert_eq!(json["characters"].as_array().unwrap().len(), 88);
    // Nothing of a person in what is logged.
    assert_eq!(format!("{zone:?}"), "Zone { format: Td3, is_sure: true, .. }");
}

#[test]
fn turned_pictures_read_alike() {
    let bytes = std::fs::read(folder().join("0001-clean.jpg")).unwrap();
    let upright = image::load_from_memory(&bytes).unwrap().into_luma8();
    let wanted = zones("0001-clean.jpg").iter().map(lines).collect::<Vec<_>>();
    for turned in [
        image::imageops::rotate90(&upright),
        image::imageops::rotate180(&upright),
        image::imageops::rotate270(&upright),
    ] {
        let (width, height) = turned.dimensions();
        let found = Picture::from_greys(width, height, turned.into_raw()).unwrap().zones();
        assert_eq!(found.iter().map(lines).collect::<Vec<_>>(), wanted);
    }
}

#[test]
fn a_zone_with_a_wrong_check_digit_is_not_put_right() {
    let bytes = std::fs::read(folder().join("0001-clean.jpg")).unwrap();
    let mut picture = image::load_from_memory(&bytes).unwrap().into_luma8();
    let zone = &zones("0001-clean.jpg")[0];
    let [upper_left, upper_right, _, lower_left] = zone.corners();
    let cell = (upper_right.0 - upper_left.0) / 44.0;
    let height = lower_left.1 - upper_left.1;
    #[allow(clippy::as_conversions, reason = "pixels")]
    let place = |column: f32| {
        (
            (lower_left.0 + cell * column) as u32,
            (upper_left.1 + height * 0.55) as u32,
            (cell + 1.0) as u32,
            (height * 0.5) as u32,
        )
    };
    // The check digit of the date of birth takes the place of the one of the date of expiry, and the other way round.
    let (one, other) = (place(19.0), place(27.0));
    let copy = |picture: &image::GrayImage, (x, y, width, height)| {
        image::imageops::crop_imm(picture, x, y, width, height).to_image()
    };
    let (first, second) = (copy(&picture, one), copy(&picture, other));
    image::imageops::replace(&mut picture, &second, i64::from(one.0), i64::from(one.1));
    image::imageops::replace(&mut picture, &first, i64::from(other.0), i64::from(other.1));
    let digits: Vec<u8> = zone.mrz().lines().nth(1).unwrap().bytes().collect();
    assert_ne!(digits[19], digits[27], "the picture must have two digits");
    let (width, height) = picture.dimensions();
    let found = Picture::from_greys(width, height, picture.into_raw()).unwrap().zones();
    for zone in &found {
        let fits = zone.mrz().check_digits().all(|digit| digit.is_valid());
        assert!(!(fits && zone.is_sure()), "put right in silence");
    }
}
