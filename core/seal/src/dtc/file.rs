//! The files of a credential.

use core::fmt;

/// A file that a credential holds.
///
/// ```
/// use doc9303_seal::CredentialFile;
/// assert_eq!(CredentialFile::DataGroup(2).to_string(), "EF.DG2");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CredentialFile {
    /// EF.SOD.
    Sod,
    /// A data group, from 1 to 16.
    DataGroup(u8),
}

impl CredentialFile {
    /// The file of a number, 0 for EF.SOD.
    pub(super) fn of_number(number: u8) -> Option<CredentialFile> {
        match number {
            0 => Some(CredentialFile::Sod),
            1..=16 => Some(CredentialFile::DataGroup(number)),
            _ => None,
        }
    }

    /// The number, 0 for EF.SOD.
    pub(super) fn number(self) -> u8 {
        match self {
            CredentialFile::Sod => 0,
            CredentialFile::DataGroup(number) => number,
        }
    }

    /// The file that a Photo ID calls `sod` or `dg1`, and older ones `dtc_sod` or `dtc_dg1`.
    pub(super) fn of_element(name: &str) -> Option<CredentialFile> {
        let name = name.strip_prefix("dtc_").unwrap_or(name);
        if name == "sod" {
            return Some(CredentialFile::Sod);
        }
        let number: u8 = name.strip_prefix("dg")?.parse().ok()?;
        // A name with a sign or with zeros in front is another one.
        let file = CredentialFile::of_number(number).filter(|_| number > 0);
        file.filter(|_| name == format!("dg{number}"))
    }
}

impl fmt::Display for CredentialFile {
    /// As Doc 9303-10 calls it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CredentialFile::Sod => f.write_str("EF.SOD"),
            CredentialFile::DataGroup(number) => write!(f, "EF.DG{number}"),
        }
    }
}
