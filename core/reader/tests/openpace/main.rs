//! PACE with generic mapping against a chip of another library, OpenPACE (Debian's libeac): every standardised group with every
//! cipher. `make judges` installs the library; a machine without it says so. OpenPACE leaves the pseudo-random function out of the
//! integrated mapping, so it judges the generic one alone.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test starts a program and says what it expects"
)]

use doc9303::FileId;
use doc9303::lds::AccessProtocol;
use doc9303_reader::{
    Cipher, Evidence, Mapping, Next, PaceVariant, Password, ReadError, ReadOptions, Reading, SystemRandomness,
};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const NUMBER: &str = "500540";

/// The chip, compiled; `None` where the library is not installed.
fn chip() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/openpace");
    let program = std::env::temp_dir().join(format!("doc9303-openpace-{}", std::process::id()));
    Path::new("/usr/include/eac/eac.h").exists().then_some(())?;
    let compiled = Command::new("cc")
        .args(["-O1", "-Wall", "-Wno-deprecated-declarations", "-o"])
        .arg(&program)
        .arg(folder.join("chip.c"))
        .args(["-leac", "-lcrypto"])
        .output()
        .unwrap();
    assert!(compiled.status.success(), "{}", String::from_utf8_lossy(&compiled.stderr));
    Some(program)
}

fn object(tag: u8, content: &[u8]) -> Vec<u8> {
    [&[tag, u8::try_from(content.len()).unwrap()], content].concat()
}

/// EF.CardAccess, which the chip leaves to this side.
fn card_access(variant: &PaceVariant) -> Vec<u8> {
    let id = u8::try_from(variant.parameter_id().unwrap()).unwrap();
    let info = [object(6, variant.protocol()), vec![2, 1, 2, 2, 1, id]].concat();
    object(0x31, &object(0x30, &info))
}

/// Reads the chip with a card access number.
fn read(program: &Path, variant: &PaceVariant, number: &str) -> (Result<(), ReadError>, Evidence) {
    let protocol = doc9303_asn1::Oid::new(variant.protocol()).to_string();
    let mut chip = Command::new(program)
        .args([&protocol, &variant.parameter_id().unwrap().to_string(), NUMBER])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut commands, mut answers) =
        (chip.stdin.take().unwrap(), BufReader::new(chip.stdout.take().unwrap()));
    let mut options = ReadOptions::new(Password::card_access_number(number));
    options.files = Some(vec![FileId::Com]);
    let mut reading = Reading::new(options, SystemRandomness);
    let mut sent = 0;
    let result = loop {
        match reading.next() {
            Next::Event(_) => {}
            Next::Reconnect | Next::Sign(_) => panic!("lost"),
            Next::Done(result) => break result,
            // SELECT and READ BINARY of EF.CardAccess.
            Next::Send(_) if sent < 2 => {
                sent += 1;
                let file = if sent == 2 { card_access(variant) } else { Vec::new() };
                reading.answer([file, vec![0x90, 0x00]].concat());
            }
            Next::Send(command) => {
                writeln!(commands, "{}", base16ct::lower::encode_string(&command)).unwrap();
                let mut line = String::new();
                answers.read_line(&mut line).unwrap();
                reading.answer(base16ct::mixed::decode_vec(line.trim()).unwrap());
            }
        }
    };
    drop(commands);
    chip.wait().unwrap();
    (result, reading.evidence())
}

#[test]
fn every_group_and_cipher_opens_a_chip_of_another_library() {
    let Some(program) = chip() else {
        println!("skipped: libeac is not installed; see `make judges`");
        return;
    };
    let mut opened = 0;
    for id in [0, 1, 2, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18] {
        for cipher in Cipher::ALL {
            let variant = PaceVariant::new(Mapping::Generic, cipher, id).unwrap();
            let mut retries = 0..if variant.group().is_elliptic() { 0 } else { 4 };
            // OpenPACE drops the leading zeros of secrets modulo a prime, which Doc 9303-11 §9.7.1 keeps: one agreement in 256 fails.
            let (result, evidence) = loop {
                let (result, evidence) = read(&program, &variant, NUMBER);
                if result.is_ok() || retries.next().is_none() {
                    break (result, evidence);
                }
            };
            assert_eq!(result, Ok(()), "{variant}");
            assert_eq!(evidence.access.unwrap().protocol, AccessProtocol::Pace, "{variant}");
            assert!(evidence.is_protected_to_end, "{variant}");
            opened += 1;
        }
    }
    assert_eq!(opened, 56);
    let variant = PaceVariant::new(Mapping::Generic, Cipher::Aes128, 13).unwrap();
    let (result, evidence) = read(&program, &variant, "500541");
    assert!(result.is_err() && evidence.access.is_none(), "another number opens nothing: {result:?}");
    std::fs::remove_file(program).unwrap();
}
