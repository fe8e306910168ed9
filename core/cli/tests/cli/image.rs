//! Zones in pictures, and documents whose zone comes from one.

use crate::common::Folder;
use crate::with_input;
use serde_json::Value;
use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_doc9303")).args(arguments).output().unwrap()
}

/// A picture of `fixtures/mrz_image`.
fn page(name: &str) -> String {
    format!("{}/../../fixtures/mrz_image/pages/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// What is printed on a picture.
fn printed(name: &str) -> Vec<String> {
    let manifest: Value = serde_json::from_slice(&std::fs::read(page("manifest.json")).unwrap()).unwrap();
    let case = manifest.as_array().unwrap().iter().find(|case| case["file"] == name).unwrap();
    serde_json::from_value(case["lines"].clone()).unwrap()
}

fn text(output: &[u8]) -> &str {
    std::str::from_utf8(output).unwrap()
}

#[test]
fn a_zone_is_told_line_by_line_and_how_sure_it_is() {
    let output = run(&["image", &page("0001-clean.jpg")]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains(", sure, "));
    let lines: Vec<&str> = text(&output.stdout).lines().skip(2).map(str::trim).collect();
    assert_eq!(lines, printed("0001-clean.jpg"));
}

#[test]
fn each_file_has_a_line_of_json_and_the_worst_is_the_status() {
    let folder = Folder::new("image-several");
    folder.write("letter.txt", "not a picture");
    let (zone, empty, letter) = (page("0001-clean.jpg"), page("0067-none.jpg"), folder.path("letter.txt"));
    let output = run(&["image", "--json", &letter, &empty, &zone]);
    assert_eq!(output.status.code(), Some(66));
    let lines: Vec<Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [refused, none, found] = &lines[..] else { panic!("three files, {} lines", lines.len()) };
    assert!(refused["error"].as_str().unwrap().contains("no format"), "{}", refused["error"]);
    assert_eq!((&none["zones"], &none["error"]), (&Value::from(Vec::<Value>::new()), &Value::Null));
    assert_eq!(found["file"], zone);
    assert_eq!(found["zones"][0]["lines"], Value::from(printed("0001-clean.jpg")));
    assert_eq!(found["zones"][0]["sure"], true);
    assert_eq!(found["zones"][0]["corners"].as_array().unwrap().len(), 4);

    assert_eq!(run(&["image", &empty]).status.code(), Some(1));
    assert!(text(&run(&["image", &empty]).stdout).contains("mrz_not_found"));
    assert_eq!(run(&["image", &folder.path("absent.png")]).status.code(), Some(66));
}

#[test]
fn outlines_are_drawn_into_a_copy() {
    let folder = Folder::new("image-overlay");
    let (picture, drawn) = (page("0001-clean.jpg"), folder.path("drawn.png"));
    assert_eq!(run(&["image", &picture, "--overlay", &drawn]).status.code(), Some(0));
    assert!(std::fs::read(&drawn).unwrap().starts_with(b"\x89PNG\r\n\x1a\n"));
    assert_eq!(run(&["image", &picture, &picture, "--overlay", &drawn]).status.code(), Some(64));
    let into = folder.path("absent/drawn.png");
    assert_eq!(run(&["image", &picture, "--overlay", &into]).status.code(), Some(74));
}

#[test]
fn a_document_takes_its_zone_from_a_picture_that_is_read_with_certainty() {
    let by_text =
        run(&["inspect", "--mrz-text", &printed("0001-clean.jpg").join("\n"), "--at", "2026-06-01"]);
    let by_image = run(&["inspect", "--image", &page("0001-clean.jpg"), "--at", "2026-06-01"]);
    assert_eq!(text(&by_image.stdout), text(&by_text.stdout));
    assert_eq!(by_image.status.code(), by_text.status.code());
    assert!(text(&by_image.stdout).contains("mrz."), "{}", text(&by_image.stdout));

    let pipe = with_input(&["image", "-"], std::fs::read(page("0001-clean.jpg")).unwrap());
    assert_eq!(pipe.status.code(), Some(0));

    for (picture, why) in [("0067-none.jpg", "mrz_not_found"), ("manifest.json", "no format")] {
        let output = run(&["inspect", "--image", &page(picture), "--at", "2026-06-01"]);
        assert_eq!(output.status.code(), Some(66), "{picture}");
        assert!(text(&output.stderr).contains(why), "{}", text(&output.stderr));
    }
}
