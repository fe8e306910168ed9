//! The pictures of the corpus: their bytes are those of the cases, whichever way they were taken.

use base64::Engine;
use doc9303_pictures::{Limits, Picture, Symbology};
use std::path::{Path, PathBuf};

fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(folder)
}

/// The bytes of a seal of the corpus.
fn seal(case: &str) -> Vec<u8> {
    let text = std::fs::read(fixtures("vectors/cases").join(format!("{case}.json"))).unwrap();
    let case: serde_json::Value = serde_json::from_slice(&text).unwrap();
    base64::engine::general_purpose::STANDARD.decode(case["inputs"]["seal"].as_str().unwrap()).unwrap()
}

/// Case, symbology, condition and file.
pub(crate) fn pictures() -> Vec<([String; 3], Vec<u8>)> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(fixtures("pictures")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "png") {
            continue;
        }
        let name = path.file_stem().unwrap().to_str().unwrap();
        let [case, symbology, condition] =
            <[&str; 3]>::try_from(name.split('.').collect::<Vec<_>>()).unwrap();
        all.push(([case, symbology, condition].map(str::to_owned), std::fs::read(&path).unwrap()));
    }
    all.sort();
    all
}

/// What no pass finds: blur and small modules of Aztec codes, of which rxing asks more than of others.
const MISSED: [&str; 8] = [
    "G21-compressed.aztec.blurred",
    "G21-compressed.aztec.small",
    "G21-passport.aztec.blurred",
    "G21-passport.aztec.small",
    "G21-passport.aztec.tilted",
    "G21-sha-384.aztec.small",
    "G21-visa.aztec.small",
    "G21-visa.aztec.tilted",
];

#[test]
fn what_is_found_is_what_was_drawn() {
    let all = pictures();
    assert_eq!(all.len(), 200);
    let mut missed = Vec::new();
    for ([case, symbology, condition], file) in &all {
        let picture = Picture::read(file, &Limits::DEFAULT).unwrap();
        let found = picture.barcodes();
        let name = format!("{case}.{symbology}.{condition}");
        if found.is_empty() {
            missed.push(name);
            continue;
        }
        assert_eq!(found.len(), 1, "{name}");
        let expected = match symbology.as_str() {
            "datamatrix" => Symbology::DataMatrix,
            "aztec" => Symbology::Aztec,
            _ => Symbology::QrCode,
        };
        assert_eq!(found[0].symbology(), expected, "{name}");
        assert!(found[0].bytes() == Ok(&seal(case)[..]), "{name}: other bytes");
        let (width, height) = picture.size();
        for (x, y) in found[0].corners() {
            let within = |place: f32, side: u32| (-8.0..f64::from(side) + 8.0).contains(&f64::from(place));
            assert!(within(*x, width) && within(*y, height), "{name}: {x}, {y}");
        }
    }
    assert_eq!(missed, MISSED);
}
