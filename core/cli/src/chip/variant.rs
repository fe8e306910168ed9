//! Variants of PACE as they are written on the command line.

use crate::failure::Failure;
use doc9303_reader::{Cipher, Mapping, PaceVariant};

/// `MAPPING-PARAMETERS-CIPHER`, such as `gm-13-aes128`.
pub(super) fn parse(text: &str) -> Result<PaceVariant, Failure> {
    let lower = text.to_lowercase();
    let parts: Vec<&str> = lower.split('-').collect();
    let variant = match parts.as_slice() {
        [mapping, parameters, cipher] => read(mapping, parameters, cipher),
        [mapping, parameters, family, bits] => read(mapping, parameters, &[*family, *bits].concat()),
        _ => None,
    };
    variant.ok_or_else(|| {
        Failure::Usage(format!(
            "--pace {text:?} is no variant of PACE, such as gm-13-aes128, im-16-aes256 or cam-13-aes128"
        ))
    })
}

fn read(mapping: &str, parameters: &str, cipher: &str) -> Option<PaceVariant> {
    let mapping = match mapping {
        "gm" => Mapping::Generic,
        "im" => Mapping::Integrated,
        "cam" => Mapping::ChipAuthentication,
        _ => return None,
    };
    let cipher = match cipher {
        "3des" => Cipher::TripleDes,
        "aes128" => Cipher::Aes128,
        "aes192" => Cipher::Aes192,
        "aes256" => Cipher::Aes256,
        _ => return None,
    };
    PaceVariant::new(mapping, cipher, parameters.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_are_read_and_others_refused() {
        for (text, name) in [
            ("gm-13-aes128", "PACE-GM brainpoolP256r1 AES-128"),
            ("IM-16-AES-256", "PACE-IM brainpoolP384r1 AES-256"),
            ("cam-12-aes192", "PACE-CAM P-256 AES-192"),
            ("gm-2-3des", "PACE-GM DH-2048-256 3DES"),
        ] {
            assert_eq!(parse(text).unwrap().to_string(), name);
        }
        for text in
            ["", "gm", "gm-13", "gm-3-aes128", "xx-13-aes128", "gm-13-des", "cam-0-aes128", "gm-13-aes-1-2"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
