//! Chip folders as other readers leave them.

use crate::common::{Folder, vectors};
use base64::Engine;
use std::path::Path;
use std::process::{Command, Output};

/// How a reader names a file.
type Rename<'a> = &'a dyn Fn(&str) -> String;
/// How somebody wrote octets as text.
type Spell<'a> = &'a dyn Fn(&[u8]) -> String;

fn inspect(chip: &Path, more: &[&str]) -> Output {
    let trust = vectors().join("passport/trust");
    let mut command = Command::new(env!("CARGO_BIN_EXE_doc9303"));
    command.args(["inspect", "--at", "2026-06-01", "--trust", trust.to_str().unwrap(), "--chip"]);
    command.arg(chip).args(more).output().unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn file(name: &str) -> Vec<u8> {
    std::fs::read(vectors().join("passport/chip").join(name)).unwrap()
}

/// The files of the passport that `name` renames, with what the terminal recorded.
fn renamed(test: &str, name: impl Fn(&str) -> String) -> Folder {
    let folder = Folder::new(test);
    for entry in std::fs::read_dir(vectors().join("passport/chip")).unwrap() {
        let path = entry.unwrap().path();
        let own = path.file_name().unwrap().to_str().unwrap();
        let name = if own.starts_with("EF.") { name(own) } else { own.to_owned() };
        std::fs::copy(&path, folder.join(name)).unwrap();
    }
    folder
}

fn number(name: &str) -> Option<u8> {
    name.strip_prefix("EF.DG").and_then(|number| number.parse().ok())
}

#[test]
fn dumps_of_other_readers_are_read() {
    let expected = inspect(&vectors().join("passport/chip"), &["--json"]);
    let identifier = |name: &str| match (name, number(name)) {
        (_, Some(number)) => format!("{:04X}.bin", 0x100 + u16::from(number)),
        ("EF.COM", _) => "011E.bin".to_owned(),
        ("EF.SOD", _) => "011D.bin".to_owned(),
        ("EF.CardSecurity", _) => "mf-011d.bin".to_owned(),
        _ => "011C.bin".to_owned(),
    };
    let spellings: [(&str, Rename<'_>); 6] = [
        ("underscores", &|name| format!("{}.bin", name.replace('.', "_"))),
        ("rfidiot", &|name| format!("{}.BIN", name.replace('.', "_").to_uppercase())),
        ("tlv", &|name| format!("{}.TLV", name.replace('.', "_"))),
        ("words", &|name| match number(name) {
            Some(number) => format!("Datagroup{number:02}.bin"),
            None => name.replace("EF.", "EF_"),
        }),
        ("identifiers", &identifier),
        // Content leaves no doubt, where nothing in the names says which file it is; only EF.DG13 may hold anything.
        ("nameless", &|name| match name {
            "EF.DG13" => name.to_owned(),
            _ => format!("record-{}.rsp", name.len() * 1000 + name.bytes().map(usize::from).sum::<usize>()),
        }),
    ];
    for (test, name) in spellings {
        let output = inspect(&renamed(test, name), &["--json"]);
        assert_eq!(output.stdout, expected.stdout, "{test}: {}", said(&output));
        assert!(!said(&output).contains("not read"), "{test}: {}", said(&output));
    }
}

#[test]
fn files_that_are_not_read_are_named_and_change_no_result() {
    let folder = renamed("beside", str::to_owned);
    std::fs::write(folder.join("face\u{1b}[2J.jpg"), [0xFF, 0xD8, 0xFF, 0xE0]).unwrap();
    std::fs::write(folder.join("EF.CVCA"), [0x42, 0x00]).unwrap();
    std::fs::write(folder.join("EF_DG1.hex"), "615B5F1F58").unwrap();
    std::fs::create_dir(folder.join("older")).unwrap();
    // The same file again is no harm.
    std::fs::copy(folder.join("EF.DG1"), folder.join("dg01.bin")).unwrap();
    let output = inspect(&folder, &["--json"]);
    assert_eq!(output.stdout, inspect(&vectors().join("passport/chip"), &["--json"]).stdout);
    let said = said(&output);
    for part in [
        "\"EF.CVCA\" (no check reads this file of a chip)",
        "\"EF_DG1.hex\" (text, not bytes)",
        "\"older\" (a folder)",
        "jpg\" (neither name nor content is that of a file of a chip)",
    ] {
        assert!(said.contains(part), "{part} is missing in {said}");
    }
    assert!(!said.contains('\u{1b}') && !said.contains("dg01"), "{said}");
}

#[test]
fn two_chips_in_one_folder_are_an_error() {
    for (name, of) in [("EF_SOD.bin", "EF.SOD"), ("second.dat", "EF.DG1")] {
        let folder = renamed("two", str::to_owned);
        let mut other = file(of);
        // The document number of another one, and a signature that is off by a bit.
        let last = other.len() - 12;
        other[last] ^= 1;
        std::fs::write(folder.join(name), other).unwrap();
        let output = inspect(&folder, &[]);
        assert_eq!(status(&output), 66);
        let said = said(&output);
        assert!(said.contains(name) && said.contains(of) && said.contains("two chips"), "{said}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn text_in_place_of_octets_is_unreadable_and_no_forgery() {
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let spaced = |bytes: &[u8]| {
        let lines = bytes
            .chunks(16)
            .map(|line| line.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" "));
        lines.collect::<Vec<_>>().join("\r\n")
    };
    let base64 = |bytes: &[u8]| base64::engine::general_purpose::STANDARD.encode(bytes);
    let url = |bytes: &[u8]| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes);
    let pem = |bytes: &[u8]| format!("-----BEGIN CMS-----\n{}\n-----END CMS-----\n", base64(bytes));
    let utf16 = |bytes: &[u8]| hex(bytes);
    let forms: [(&str, Spell<'_>); 6] = [
        ("hex", &hex),
        ("spaced", &spaced),
        ("base64", &base64),
        ("url", &url),
        ("pem", &pem),
        ("utf16", &utf16),
    ];
    for (form, write) in forms {
        for only in [None, Some("EF.SOD"), Some("EF.DG1")] {
            let folder = renamed(form, str::to_owned);
            for entry in std::fs::read_dir(&*folder).unwrap() {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                if name.starts_with("EF.") && only.is_none_or(|only| only == name) {
                    let text = write(&std::fs::read(&path).unwrap());
                    let wide = text.encode_utf16().flat_map(u16::to_le_bytes);
                    let octets = if form == "utf16" {
                        [0xFF, 0xFE].into_iter().chain(wide).collect()
                    } else {
                        text.into_bytes()
                    };
                    std::fs::write(&path, octets).unwrap();
                }
            }
            let output = inspect(&folder, &["--json"]);
            assert_eq!(status(&output), 66, "{form} {only:?}: {}", said(&output));
            assert!(said(&output).contains("text, not bytes"), "{}", said(&output));
            assert!(output.stdout.is_empty(), "nothing is judged");
        }
    }
}

#[test]
fn a_folder_without_a_chip_says_what_is_there() {
    let folder = Folder::new("no-chip");
    std::fs::write(folder.join("EF_DG1.txt"), "61 5B 5F 1F").unwrap();
    std::fs::write(folder.join("empty"), "").unwrap();
    let output = inspect(&folder, &[]);
    assert_eq!(status(&output), 66);
    let said = said(&output);
    assert!(
        said.contains("no file of a chip") && said.contains("\"EF_DG1.txt\" (text, not bytes)"),
        "{said}"
    );
    let crowded = Folder::new("crowded");
    (0..1001).for_each(|number| std::fs::write(crowded.join(format!("{number}.tmp")), "").unwrap());
    let output = inspect(&crowded, &[]);
    assert_eq!(status(&output), 66);
    assert!(String::from_utf8(output.stderr).unwrap().contains("more than 1000 entries"));
}

#[test]
fn people_read_details_and_whether_they_are_authenticated() {
    let chip = vectors().join("passport/chip");
    let shown = String::from_utf8(inspect(&chip, &[]).stdout).unwrap();
    for part in [
        "holder  EF.DG11  authenticated",
        "date of birth            19740812",
        "format JPEG, width 120, height 160",
    ] {
        assert!(shown.contains(part), "{part} is missing in\n{shown}");
    }
    let redacted = String::from_utf8(inspect(&chip, &["--redact"]).stdout).unwrap();
    assert!(!redacted.contains("19740812") && !redacted.contains("holder"), "{redacted}");
    let forged = renamed("forged", str::to_owned);
    let name = b"MALLORY\x1b[2J\xC2\x9B\xE2\x80\xAEMALLORY";
    let length = u8::try_from(name.len()).unwrap();
    let dg11 = [&[0x6B, length + 3, 0x5F, 0x0E, length][..], name].concat();
    std::fs::write(forged.join("EF.DG11"), dg11).unwrap();
    let output = inspect(&forged, &[]);
    assert_eq!(status(&output), 1);
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.contains("holder  EF.DG11  NOT AUTHENTICATED: anybody may have written this"), "{shown}");
    assert!(shown.contains("MALLORY\u{fffd}[2J\u{fffd}\u{fffd}MALLORY"), "{shown}");
    assert!(!shown.contains('\u{1b}') && !shown.contains('\u{9b}'));
}
