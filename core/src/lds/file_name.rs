//! The names that readers give to the files of a chip: by Doc 9303, by number, and by file identifier (Doc 9303-10
//! Table of elementary files).

use super::FileId;
use crate::{DataGroup, UnknownName};
use core::str::FromStr;

/// Endings of files that hold bytes. Text and pictures end otherwise and are never taken for a file of the chip.
const ENDINGS: [&str; 8] = [".bin", ".dat", ".data", ".tlv", ".der", ".ber", ".raw", ".ef"];

/// Endings of files that hold the bytes as text.
const TEXT_ENDINGS: [&str; 7] = [".txt", ".hex", ".b64", ".base64", ".asc", ".pem", ".dump"];

/// What a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// This file.
    File(FileId),
    /// One of these, of which the outer tag says which: an identifier means one file in the master file of the chip and
    /// another in its application, and short identifiers are written in hexadecimal and in decimal.
    OneOf([Option<FileId>; 2]),
    /// A file of the chip that no check reads.
    Unread,
    /// A file of the chip as text.
    Text,
    /// Nothing.
    Nothing,
}

impl FromStr for FileId {
    type Err = UnknownName;

    /// The file of this name, as the standard and the readers of chips write it: with or without `EF.` or `EF_` in front,
    /// by name (`DG1`, `DG01`, `Datagroup1`) or by file identifier (`0101`), with or without an ending for bytes such as
    /// `.bin`, in any case. A name that means several files is an error: [`Dump`](super::Dump) looks at their content.
    ///
    /// ```
    /// use doc9303::{DataGroup, FileId};
    /// for name in ["EF.DG1", "EF_DG1.bin", "dg01", "Datagroup1.bin", "0101", "EF_0101.TLV", "dump/EF_DG1.BIN"] {
    ///     assert_eq!(name.parse(), Ok(FileId::Dg(DataGroup::DG1)), "{name}");
    /// }
    /// // EF.SOD in the application, EF.CardSecurity outside of it.
    /// assert!("011D".parse::<FileId>().is_err());
    /// assert!("EF_DG2.jpg".parse::<FileId>().is_err());
    /// ```
    fn from_str(name: &str) -> Result<FileId, UnknownName> {
        match named(name) {
            Named::File(file) => Ok(file),
            _ => Err(UnknownName::of("file of a chip")),
        }
    }
}

/// What the last part of a path says.
pub(super) fn named(name: &str) -> Named {
    // No such name is longer, and what a table calls its columns may be.
    if name.len() > 255 {
        return Named::Nothing;
    }
    let lower = name.rsplit(['/', '\\']).next().unwrap_or_default().to_ascii_lowercase();
    if let Some(stem) = TEXT_ENDINGS.iter().find_map(|ending| lower.strip_suffix(ending)) {
        return if stem_says(stem) == Named::Nothing { Named::Nothing } else { Named::Text };
    }
    let stem = ENDINGS.iter().find_map(|ending| lower.strip_suffix(ending));
    stem_says(stem.unwrap_or(&lower))
}

fn stem_says(stem: &str) -> Named {
    let plain: String =
        stem.chars().filter(|letter| !matches!(letter, '.' | '_' | '-' | ' ' | '/')).collect();
    let plain = plain.strip_prefix("ef").unwrap_or(&plain);
    match plain {
        "com" => return Named::File(FileId::Com),
        "sod" => return Named::File(FileId::Sod),
        "cardaccess" => return Named::File(FileId::CardAccess),
        "cardsecurity" => return Named::File(FileId::CardSecurity),
        "cvca" | "dir" | "atr" | "atrinfo" => return Named::Unread,
        _ => {}
    }
    if let Some(number) = ["datagroup", "dg"].iter().find_map(|word| plain.strip_prefix(word)) {
        return data_group(number).map_or(Named::Nothing, Named::File);
    }
    if let Some(number) = plain.strip_prefix("sfi") {
        return short_identifier(number);
    }
    let number = ["fid", "file"].iter().find_map(|word| plain.strip_prefix(word)).unwrap_or(plain);
    let number = number.strip_prefix("0x").unwrap_or(number);
    if number.len() == 4 { identifier(number) } else { Named::Nothing }
}

/// A number of one or two decimal digits, of a data group.
fn data_group(number: &str) -> Option<FileId> {
    let digits = matches!(number.len(), 1 | 2) && number.bytes().all(|letter| letter.is_ascii_digit());
    let number: u8 = number.parse().ok().filter(|_| digits)?;
    DataGroup::new(number).map(FileId::Dg)
}

/// A file identifier of four hexadecimal digits.
fn identifier(number: &str) -> Named {
    match number {
        "011e" => Named::File(FileId::Com),
        "011d" => Named::OneOf([Some(FileId::Sod), Some(FileId::CardSecurity)]),
        // The same identifier is EF.CVCA in the application of European passports.
        "011c" => Named::OneOf([Some(FileId::CardAccess), None]),
        "2f00" | "2f01" => Named::Unread,
        _ => match number.strip_prefix("01").and_then(hexadecimal) {
            Some(number) => {
                DataGroup::new(number).map_or(Named::Nothing, |number| Named::File(FileId::Dg(number)))
            }
            None => Named::Nothing,
        },
    }
}

/// A short file identifier of one or two digits, hexadecimal or decimal.
fn short_identifier(number: &str) -> Named {
    let number = number.strip_prefix("0x").unwrap_or(number);
    match number {
        "1e" | "30" => Named::OneOf([Some(FileId::Com), None]),
        "1d" | "29" => Named::OneOf([Some(FileId::Sod), Some(FileId::CardSecurity)]),
        "1c" | "28" => Named::OneOf([Some(FileId::CardAccess), None]),
        _ => {
            let group = |number: Option<u8>| number.and_then(DataGroup::new).map(FileId::Dg);
            let decimal = number.parse().ok().filter(|_| number.len() <= 2);
            match [group(hexadecimal(number)), group(decimal)] {
                [None, None] => Named::Nothing,
                either => Named::OneOf(either),
            }
        }
    }
}

fn hexadecimal(number: &str) -> Option<u8> {
    let digits = matches!(number.len(), 1 | 2) && number.bytes().all(|letter| letter.is_ascii_hexdigit());
    u8::from_str_radix(number, 16).ok().filter(|_| digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_reader() {
        use FileId::{CardAccess, CardSecurity, Com, Dg, Sod};
        for (name, file) in [
            ("EF.COM", Com),
            ("com", Com),
            ("EF_COM.BIN", Com),
            ("011E", Com),
            ("ef.sod.TLV", Sod),
            ("EF-SOD.raw", Sod),
            ("efsod", Sod),
            ("EF_CardAccess.bin", CardAccess),
            ("Card Access.dat", CardAccess),
            ("CARD_SECURITY.der", CardSecurity),
            ("EF.DG16", Dg(DataGroup::DG16)),
            ("DG_02.data", Dg(DataGroup::DG2)),
            ("dg-14", Dg(DataGroup::DG14)),
            ("DataGroup01", Dg(DataGroup::DG1)),
            ("Data Group 11.bin", Dg(DataGroup::DG11)),
            ("0x010F", Dg(DataGroup::DG15)),
            ("EF0110.bin", Dg(DataGroup::DG16)),
            ("FID_010b", Dg(DataGroup::DG11)),
            ("C:\\dump\\DG3.BIN", Dg(DataGroup::DG3)),
        ] {
            assert_eq!(name.parse(), Ok(file), "{name}");
        }
        for file in FileId::all() {
            assert_eq!(file.as_str().parse(), Ok(file));
        }
    }

    #[test]
    fn names_of_nothing() {
        let long = "dg1".repeat(100);
        for name in [
            "",
            ".",
            "ef",
            "EF.DG",
            "EF.DG0",
            "EF.DG17",
            "dg001",
            "dg+1",
            "EF.DG1.jpg",
            "EF.DG1.json",
            "sod1",
            "0100",
            "0111",
            "01 0",
            "1",
            "11",
            "dg1.bin.bin2",
            "mrz",
            "access.json",
            "id",
            "com.example",
            "0x+1",
            &long,
        ] {
            assert!(name.parse::<FileId>().is_err(), "{name}");
        }
    }

    #[test]
    fn names_that_leave_it_open() {
        let both = [Some(FileId::Sod), Some(FileId::CardSecurity)];
        for name in ["011D", "ef_011d.bin", "SFI1D", "sfi-29"] {
            assert_eq!(named(name), Named::OneOf(both), "{name}");
        }
        assert_eq!(
            named("sfi_10.bin"),
            Named::OneOf([Some(FileId::Dg(DataGroup::DG16)), Some(FileId::Dg(DataGroup::DG10))])
        );
        assert_eq!(named("sfi0b"), Named::OneOf([Some(FileId::Dg(DataGroup::DG11)), None]));
        for name in ["EF.CVCA", "EF_DIR.bin", "2F01", "EF.ATR/INFO"] {
            assert!(matches!(named(name), Named::Unread | Named::Nothing), "{name}");
        }
        assert_eq!(named("EF_DG1.hex"), Named::Text);
        assert_eq!(named("notes.txt"), Named::Nothing);
        assert_eq!(named("sfi99"), Named::Nothing);
    }
}
