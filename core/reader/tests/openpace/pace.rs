//! PACE with generic mapping: every standardised group with every cipher.

use crate::chip::{COM, NUMBER, Setting, options, outcome, program};
use doc9303::FileId;
use doc9303::lds::AccessProtocol;
use doc9303_reader::{Cipher, Mapping, PaceVariant};

#[test]
fn every_group_and_cipher_opens_a_chip_of_another_library() {
    let Some(program) = program() else { return };
    let mut opened = 0;
    for id in [0, 1, 2, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18] {
        for cipher in Cipher::ALL {
            let variant = PaceVariant::new(Mapping::Generic, cipher, id).unwrap();
            let setting = Setting::new(&variant);
            let mut retries = 0..if variant.group().is_elliptic() { 0 } else { 4 };
            // OpenPACE drops the leading zeros of secrets modulo a prime, which Doc 9303-11 §9.7.1 keeps: one agreement in 256 fails.
            let (result, evidence) = loop {
                let (result, evidence) = outcome(program, &setting, options(NUMBER, &[FileId::Com]));
                if result.is_ok() || retries.next().is_none() {
                    break (result, evidence);
                }
            };
            assert_eq!(result, Ok(()), "{variant}");
            assert_eq!(evidence.access.unwrap().protocol, AccessProtocol::Pace, "{variant}");
            assert_eq!(&evidence.files[&FileId::Com][..], COM, "{variant}");
            assert!(evidence.is_protected_to_end, "{variant}");
            opened += 1;
        }
    }
    assert_eq!(opened, 56);
}

#[test]
fn another_number_opens_nothing() {
    let Some(program) = program() else { return };
    let (result, evidence) = outcome(program, &Setting::usual(), options("500541", &[FileId::Com]));
    assert!(result.is_err() && evidence.access.is_none() && evidence.files.len() == 1, "{evidence:?}");
}
