//! Pictures of a chip, decoded.

use crate::common::{Folder, vectors};
use doc9303_pictures::{Image, Limits};
use serde_json::{Value, json};
use std::process::{Command, Output};

fn face(chip: &Folder, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_doc9303"));
    command.args(["face", "--chip"]).arg(&chip.0).args(more).output().unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    let text = std::str::from_utf8(&output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(vectors().join("..").join(name)).unwrap()
}

/// An element with this tag.
fn element(tag: &[u8], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [tag, &[0x84], &length, content].concat()
}

/// DG2 with one face (Doc 9303-10 §4.7.2, ISO/IEC 19794-5 §5).
fn dg2(image: &[u8]) -> Vec<u8> {
    let long = |length: usize| u32::try_from(length).unwrap().to_be_bytes();
    let block = [&long(image.len() + 32)[..], &[0; 28], image].concat();
    let record = [b"FAC\x00010\x00", &long(block.len() + 14)[..], &[0, 1], &block].concat();
    let template = [element(&[0xA1], &[]), element(&[0x5F, 0x2E], &record)].concat();
    let group = [vec![0x02, 1, 1], element(&[0x7F, 0x60], &template)].concat();
    element(&[0x75], &element(&[0x7F, 0x61], &group))
}

/// DG7 with these pictures.
fn dg7(images: &[&[u8]]) -> Vec<u8> {
    let count = u8::try_from(images.len()).unwrap();
    let images = images.iter().flat_map(|image| element(&[0x5F, 0x43], image));
    element(&[0x67], &[0x02, 1, count].into_iter().chain(images).collect::<Vec<_>>())
}

fn chip(test: &str, files: &[(&str, Vec<u8>)]) -> Folder {
    let folder = Folder::new(test);
    for (name, content) in files {
        std::fs::write(folder.join(name), content).unwrap();
    }
    folder
}

#[test]
fn each_picture_is_told_and_written() {
    let jpeg2000 = fixture("faces/rgb.jp2");
    let (codestream, jpeg) = (fixture("faces/codestream.j2k"), fixture("keys/face.jpg"));
    let cut = &codestream[..codestream.len() - 2];
    let folder = chip("face", &[("EF.DG2", dg2(&jpeg2000)), ("EF.DG7", dg7(&[&jpeg, cut]))]);
    let out = folder.join("out");
    let output = face(&folder, &["--json", "--out", out.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let path = |name: &str| out.join(name).to_string_lossy().into_owned();
    let deviation = "a marker is missing or not allowed";
    assert_eq!(
        lines(&output),
        [
            json!({ "file": "EF.DG2", "number": 1, "format": "JPEG 2000", "width": 60, "height": 80, "written": path("EF.DG2-1.png") }),
            json!({ "file": "EF.DG7", "number": 1, "format": "JPEG", "width": 120, "height": 160, "written": path("EF.DG7-1.png") }),
            json!({ "file": "EF.DG7", "number": 2, "format": "JPEG 2000 codestream", "width": 60, "height": 80,
                    "deviation": deviation, "written": path("EF.DG7-2.png") }),
        ]
    );
    let decode = |bytes: &[u8]| Image::decode(bytes, &Limits::FACE).unwrap();
    let written = decode(&std::fs::read(path("EF.DG2-1.png")).unwrap());
    assert_eq!(written.rgb(), decode(&jpeg2000).rgb());
    let output = face(&folder, &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    let told =
        ["EF.DG2, picture 1: JPEG 2000, 60 x 80".to_owned(), "EF.DG7, picture 1: JPEG, 120 x 160".to_owned()];
    let last = format!("EF.DG7, picture 2: JPEG 2000 codestream, 60 x 80, read leniently: {deviation}");
    assert_eq!(text.lines().collect::<Vec<_>>(), [&told[..], &[last]].concat());
}

#[test]
fn what_does_not_decode_is_told_and_sinks_no_other() {
    let jpeg2000 = fixture("faces/rgb.jp2");
    let half = &jpeg2000[..jpeg2000.len() / 2];
    let folder = chip(
        "face-broken",
        &[("EF.DG2", dg2(&jpeg2000)), ("EF.DG5", vec![0x65, 2, 0x5F, 0x40]), ("EF.DG7", dg7(&[half]))],
    );
    let output = face(&folder, &["--json"]);
    assert_eq!(output.status.code(), Some(1));
    let told = lines(&output);
    assert_eq!((&told[0]["file"], told[0].get("number")), (&json!("EF.DG5"), None));
    assert!(told[0]["error"].as_str().unwrap().starts_with("EF.DG5"), "{told:?}");
    assert_eq!((&told[1]["file"], &told[1]["width"]), (&json!("EF.DG2"), &json!(60)));
    assert_eq!(told[2]["error"], "JPEG 2000: it ends before its data do");
    // A chip without pictures, and an output that is no folder.
    let zone = std::fs::read(vectors().join("passport/chip/EF.DG1")).unwrap();
    let none = face(&chip("face-none", &[("EF.DG1", zone)]), &[]);
    assert_eq!((none.status.code(), none.stdout.len()), (Some(1), 0));
    let file = folder.join("EF.DG2");
    assert_eq!(face(&folder, &["--out", file.to_str().unwrap()]).status.code(), Some(74));
    assert_eq!(face(&Folder::new("face-empty"), &[]).status.code(), Some(66));
}

/// The face that a public sample has sealed, and a seal without one.
#[test]
fn the_face_of_a_seal_is_taken_out() {
    let folder = Folder::new("face-seal");
    let samples: Value = serde_json::from_slice(&fixture("../core/seal/tests/samples/idb.json")).unwrap();
    let of = |name: &str| samples.as_array().unwrap().iter().find(|sample| sample["name"] == name).unwrap();
    let path = folder.join("seal.txt");
    std::fs::write(&path, of("TemporaryPassport")["barcode"].as_str().unwrap()).unwrap();
    let visa = folder.join("visa.txt");
    std::fs::write(&visa, of("Visa")["barcode"].as_str().unwrap()).unwrap();
    let run = |seals: &[&std::path::Path], more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_doc9303"));
        command.arg("face");
        seals.iter().for_each(|seal| {
            command.arg("--seal").arg(seal);
        });
        command.args(more).output().unwrap()
    };
    let output = run(&[&visa, &path], &["--json", "--out", folder.0.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let told = lines(&output);
    assert_eq!((told.len(), &told[0]["file"], &told[0]["number"]), (1, &json!("seal"), &json!(2)));
    let written = Image::decode(&std::fs::read(folder.join("seal-2.png")).unwrap(), &Limits::FACE).unwrap();
    assert_eq!(json!(written.size()), json!([told[0]["width"], told[0]["height"]]));
    assert_eq!(run(&[&visa], &[]).status.code(), Some(1), "no picture");
    let none = run(&[&folder.join("seal-2.png")], &["--json"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(lines(&none)[0]["error"].as_str().unwrap().contains("the barcode was not read"), "{none:?}");
    assert_eq!(run(&[], &[]).status.code(), Some(64), "neither a chip nor a seal");
}
